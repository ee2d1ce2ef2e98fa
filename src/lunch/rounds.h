// Lunches of many rounds, planned all at once by solve/rounds.h: nobody meets twice for as long as
// that is found, then with the fewest and fairest repeats, then for the largest sum of fit.
//
// Two who may not meet by the rules are kept apart in every round, those who have met before count
// as having met. Who sits out goes by turn; so does, as far as the groups allow it, who is the odd
// one of a group too large or sits in one too small. Cost: that of the search, and O(people²) looks
// at pairs.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/random.h"
#include "fit/fit.h"
#include "outcome/plan.h"

namespace weft {

inline constexpr int32_t kMostAtOnce = 2'000;  // people

struct LunchRoundsInput {
  const Roster& roster;
  const Program& program;
  const History& history;
  Day date;
  const std::vector<std::vector<int32_t>>& taking;  // people of the roster, of each round
  int64_t work;                                     // exchanges looked at
  std::function<void(double done)> progress = {};
};

// Plans for all rounds, people of the roster, without bounds: one as it was found, and where that
// repeats, one that begins anew with its first rounds. None for more than kMostAtOnce people, and
// where people belong together.
std::vector<std::vector<Plan>> lunch_rounds(const LunchRoundsInput& input);

}  // namespace weft
