// Lunch in groups of three to eight: everybody in a group, no rule broken between any two of it,
// then the largest sum of what groups are worth (the mean over their pairs).
//
// Up to solve::kTabulatedUnits people the groups are a problem for solve/grouping.h, by all rules
// and criteria of teams; it is solved exactly where people are few. The kernel is given weights
// times a multiple of all numbers of pairs, so that means are whole numbers and a sum that reaches
// its bound is proven, whatever rounding does to single groups. More people are grouped by type
// (solve/typed_groups.h). The bound is for groups of these sizes.
//
// Where rules leave no way for all, people are taken out until the others can meet, who then are
// grouped anew; how many that are is not proven. In a group of a size that nobody asked for sits at
// least one whose turn it is, in one that is too small nobody else.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/random.h"
#include "fit/fit.h"
#include "outcome/plan.h"

namespace weft {

namespace solve {
class GroupingRunner;
}

struct LunchGroupsInput {
  const Roster& roster;
  const Program& program;  // its sizes are those of these people; rules "met" are resolved
  const History& history;
  const Fit& fit;  // of these people
  Day date;
  // Of each participant, less comes first: whose turn it is to be odd.
  std::vector<int64_t> turn;
  Random random;
  std::function<void(double done)> progress = {};
  std::function<void(std::optional<int64_t> value, int64_t bound)> bounds = {};
  solve::GroupingRunner* runner = nullptr;  // as a format has it
};

// Who is odd in a group of a size that nobody asked for: in a larger one whose `turn` it is (less
// comes first), in a smaller one everybody, for which it says why.
void mark_odd(const Program& program, const std::function<int64_t(int32_t)>& turn,
              PlannedGroup& group);

// The groups are of participants, not yet of people.
Plan lunch_groups(const LunchGroupsInput& input);

// The same, where more than `seated` people can sit down so; else nothing. For pairs, of whom it is
// known how many can meet two by two. At most kEverySeat people.
std::optional<Plan> groups_of_more(const LunchGroupsInput& input, size_t seated);

}  // namespace weft
