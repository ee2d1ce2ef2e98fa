// From a placement to the plan of co-creation areas, and back: a group of the plan is a group in
// its space in a week, in the order of time and spaces; `extra` has the plan in numbers.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/value.h"
#include "spaces/spaces.h"

namespace weft {

// Why a group can be nowhere in a week, whoever else is where; nothing where it could be.
// O(spaces · slots).
std::vector<Reason> why_nowhere(const Spaces& spaces, size_t group, size_t week);

// What a place of a week has left for a group, who may be there.
struct FreeRoom {
  int64_t seats = 0;
  int32_t groups = 0;
};
FreeRoom free_room(const Spaces& spaces, const solve::WeekPlan& week, const solve::GroupPlace& at,
                   size_t group);
// Groups in a slot that have people of this one.
std::vector<size_t> busy_with(const Spaces& spaces, const solve::WeekPlan& week, size_t group,
                              int32_t slot);

// Groups in one place, by number; and those of them that were neighbours in a week before.
struct Neighbours {
  std::vector<size_t> all;
  std::vector<size_t> again;
};
// Of each week and group. O(weeks · groups · groups in a place).
std::vector<std::vector<Neighbours>> neighbours_of(const std::vector<solve::WeekPlan>& weeks);

// Who sits together, at tables of up to settings().table, where the groups of a place are mixed:
// every department is spread as evenly as can be, so that no seating at as many tables has more
// pairs of different departments. O(people log people) a place; where two must not meet, O(people)
// more for each exchange of seats.
struct Seating {
  size_t week = 0;
  solve::GroupPlace at;
  std::vector<std::vector<int32_t>> tables;  // people of the roster
};
// Nobody sits with whom they must not meet, as far as departments leave a choice.
std::vector<Seating> seat_people(const Spaces& spaces, const std::vector<solve::WeekPlan>& weeks,
                                 uint64_t seed);

Value seating_value(const std::vector<Seating>& seating,
                    const std::function<std::string(size_t person)>& tell);

// Fills groups, people left out, satisfaction and `extra` of a plan.
void plan_spaces(const Spaces& spaces, const solve::Placement& placement, uint64_t seed,
                 Plan& plan);

// REQUIRES: a plan by plan_spaces() for the same lists.
std::vector<solve::WeekPlan> weeks_of(const Spaces& spaces, const Plan& plan);
std::vector<Seating> seating_of(const Spaces& spaces, const Plan& plan);

}  // namespace weft
