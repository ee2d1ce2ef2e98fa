// Places for groups, week by week: which group is in which space when, so that capacity, site,
// equipment and opening hold and wishes count for the most; and with new neighbours from week to
// week.
//
// A place is a space in a slot; it holds several groups as long as there are seats. Without what
// groups take from each other a week is an assignment; that is the bound, and where it keeps to the
// seats and no neighbours come again, the optimum. Else it is where a search begins: a group moves,
// or two change places, and what may be lost by it shrinks to nothing.
//
// Where places are scarce they go round: of plans with as many visits that one comes first in which
// the squares of what each group has had, before and now, sum to the least. Groups with convex
// costs, weeks and places are a flow of minimum cost; so that is exact where the weeks are, and so
// are wishes after it. Where the flow would be too large, weeks are assigned one after the other.
//
// Two groups are neighbours in a week when they share a place; each week more than the first in
// which the same two are costs `repeat_cost`. Groups fill the places of a week as evenly as can be,
// or make more neighbours; all of those, less the pairs there are, come again. Values: up to 2^20
// each. Work counts groups looked at. Memory O(weeks * groups * spaces * slots). Source: Dueck and
// Scheuer 1990 (threshold accepting); Frank and Murota 2022 (decreasingly minimal flows).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace weft::solve {

struct PlacementSpace {
  int32_t seats = 0;
  int32_t groups = 1;  // at most so many at once
  int32_t site = 0;    // -1: as good as at any
  uint64_t equipment = 0;
  uint64_t open = ~uint64_t{0};  // slots of a week
};

struct PlacementGroup {
  int32_t size = 1;
  int32_t site = -1;  // -1: any
  uint64_t equipment = 0;
  uint64_t slots = ~uint64_t{0};  // when its people can
};

struct PlacementWish {
  int32_t group;
  int32_t space;  // -1: any
  int32_t slot;   // -1: any
  int64_t value;  // > 0, each week it holds; wishes add up
};

// Where a group is, if anywhere.
struct PlacementFix {
  int32_t group;
  int32_t week;   // -1: every
  int32_t space;  // -1: any
  int32_t slot;   // -1: any
};

struct PlacementProblem {
  int32_t weeks = 1;
  int32_t slots = 0;           // of a week, up to 64
  std::vector<uint64_t> held;  // of each week, the slots there are; empty: all
  std::vector<PlacementSpace> spaces;
  std::vector<PlacementGroup> groups;
  std::vector<PlacementWish> wishes;
  std::vector<PlacementFix> fixed;
  std::vector<std::pair<int32_t, int32_t>> apart;  // never in one slot; each pair once
  std::vector<int32_t> had;  // visits that each group had before; empty: none, up to kMostHad
  int64_t repeat_cost = 0;
};

inline constexpr int32_t kMostHad = 1000;

struct GroupPlace {
  int32_t space = -1;  // -1: no place
  int32_t slot = -1;
  bool operator==(const GroupPlace&) const = default;
};
using WeekPlan = std::vector<GroupPlace>;  // of each group

struct Placement {
  std::vector<WeekPlan> weeks;
  int64_t placed = 0;   // groups with a place, over all weeks
  int64_t wishes = 0;   // what the wishes that hold are worth
  int64_t repeats = 0;  // pairs of neighbours that were before, each time they are again
  int64_t value = 0;    // wishes less what repeats cost
  int64_t uneven = 0;   // sum of the squares of what groups had and have
  int64_t most_placed = 0;
  int64_t least_uneven = 0;   // where as many as that are placed
  int64_t least_repeats = 0;  // likewise
  int64_t bound =
      0;  // no plan that places as many, and as evenly where that is least, is worth more
  bool optimal = false;
};

// As many groups as possible, then as evenly as possible, then the largest value. No group is
// nowhere in a week while another has its place there and two visits more. Throws
// std::invalid_argument.
Placement place_groups(const PlacementProblem& problem, uint64_t seed, int64_t work = 20'000'000);

// Counts what a plan's weeks are worth: placed, wishes, repeats, value and uneven.
void count_placement(const PlacementProblem& problem, Placement& placement);

// Groups one after the other, each in any place that has room for it: what chance gives.
Placement random_placement(const PlacementProblem& problem, uint64_t seed);

// Checks a plan with the problem alone and no code of the solver: what is wrong, or nothing.
std::string placement_fault(const PlacementProblem& problem, const Placement& placement);

}  // namespace weft::solve
