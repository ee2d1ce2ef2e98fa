// Several rounds of a program, planned at once.
//
// First one round after the other, each with the format's own solver: nobody meets again within the
// series as long as that leaves nobody over who would have a place. Where that does not work for
// all rounds, the format plans them all at once; the better way is taken: fewest people left out,
// most rounds before the first repeat, fewest repeats, fewest for one person.
//
// Every round keeps all rules, the rounds before it counted as past ones. The bound of a round
// holds whatever the other rounds are: of the same people as if they had not met in the series, and
// whosever turn it is to be odd, so that the sum over the rounds bounds every series of groups of
// these sizes.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "formats/format.h"

namespace weft {

struct SeriesInput {
  const Roster& roster;
  const Program& program;
  const History& history;
  const Lists& lists;
  const Format& format;
  Day date;  // of the first round
  std::function<void(double done)> progress = {};
};

// A program for one round of its series, and whom it is about. REQUIRES: 1 <= round <= rounds.
Program program_of_round(const Program& program, int32_t round);

// A plan for each round; the first that has errors is the last. The cost of a round is that of the
// format's solver, up to three times.
std::vector<Plan> plan_series(const SeriesInput& input);

// How often somebody is left out when rounds are planned one after the other; wishes are left
// aside.
int64_t left_out_one_by_one(const SeriesInput& input);

// Rounds at the beginning of the format's own ways that keep all rules, leave nobody out and repeat
// no meeting, whatever it takes after them.
int32_t clean_rounds(const SeriesInput& input, int64_t work);

}  // namespace weft
