// Looking ahead of a run: what can't work, what loosening a rule would give, how many rounds go
// without a repeat.
#pragma once

#include "api/json.h"
#include "formats/format.h"

namespace weft {

struct Ahead {
  const Roster& roster;
  const Program& program;
  const History& history;
  const Lists& lists;
  const std::vector<int32_t>& people;  // who takes part
  Day date;
  const Format& format;
};

// Under "different": a value that more than half of the people have. Under "same": parts of the
// roster in which somebody is left over. O(people * rules). Of few people also those whom all rules
// together leave too few partners, by name or by what they have in common. Of larger groups what
// the format says.
// REQUIRES: the fit is of the program and of these people.
Json clashes_to_json(const Ahead& ahead, const Fit& fit);

// For each rule that may be loosened, how many more people the format would match without it, or
// with a shorter gap between repeats. Wishes are left aside: it is people that are counted. A run
// of the format for each rule; nothing above 20,000 people.
Json loosened_to_json(const Ahead& ahead);

// Rounds until somebody must meet again whom they met, if no rule is loosened: at least as many as
// were found one after the other or all at once, at most what the fewest partners, the pairs that
// are left and the number of groups allow. Null where that is more than 60, and where a format does
// not say how it deals people. Up to 1,200 people rounds are tried, up to 6,000 counted.
Json forecast_to_json(const Ahead& ahead);

}  // namespace weft
