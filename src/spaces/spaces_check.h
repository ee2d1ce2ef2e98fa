// The independent check of where groups are and when: from roster, lists and claim alone, without a
// line of what poses or solves the problem.
#pragma once

#include "outcome/check.h"
#include "spaces/spaces.h"

namespace weft {

struct SpacesClaim {
  const Roster& roster;
  const Program& program;
  const History& history;
  const Lists& lists;
  Day date;
  const Claim& claim;
  const std::vector<ListedGroup>& mixed;  // groups that are not from the list
};

// O(groups · weeks · (people + groups in a place)).
void check_spaces(const SpacesClaim& input, CheckResult& result);

}  // namespace weft
