// Elements into groups under hard rules, with criteria on pairs, on counts and on means, combined
// at will: the problem of teams.
//
// Criteria give value, rules count what is broken; fewest broken comes first, whatever the value. A
// group's value is the sum over all criteria; what counts is the sum over the groups, or the
// smallest group first. Elements that must be together are contracted to units. Annealing over
// swaps and shifts of units; a move looks at two groups only, each criterion by what it keeps of a
// group (sum of pairs, counts, sums). Broken rules have a price that rises while any is broken. Few
// units are solved exactly (subset_groups.h).
//
// Cost of a move: what the units hold, plus the size of the groups where there are pair values or
// pairs apart. Memory: pair values of up to kTabulatedUnits units are tabulated; pairs apart are a
// matrix of bits.
// Sources: Kirkpatrick, Gelatt and Vecchi 1983; bounds in grouping_bound.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "base/random.h"
#include "solve/annealing.h"
#include "solve/group_sizes.h"
#include "solve/subset_groups.h"

namespace weft::solve {

inline constexpr int32_t kMostGroupingElements = 40'000;
inline constexpr int32_t kTabulatedUnits = 3'000;
// What pair values are multiplied with, by size: 1.
inline constexpr int64_t kWholeShare = 1 << 20;
inline constexpr int64_t kForbiddenPlace = INT64_MIN;
// No criterion gives a group more than that, no pair and no place is worth more or less.
inline constexpr int64_t kMostPoints = int64_t{1} << 30;

// By how many members hold a value: mix, match, spread (see *_points below).
struct CountCriterion {
  std::vector<std::vector<int32_t>> holders;  // of each value; an element may hold several
  // What a group of `size` with `count` holders of a value earns for that value.
  std::function<int64_t(int32_t value, int32_t size, int32_t count)> points;
};

// The mean of the group near the mean of all: `full` where it is the same, 0 at a distance of
// `range`.
struct BalanceCriterion {
  std::vector<int64_t> numbers;  // of each element, |number| <= 2^32
  int64_t full = 0;
  int64_t range = 1;  // no mean of a group is further from that of all
  // Whose mean that is, where it is not that of these elements alone: a part of a larger problem.
  struct All {
    int64_t sum;
    int64_t count;
  };
  std::optional<All> all = {};
};

struct CountRule {
  std::vector<int32_t> holders;
  // How much is broken in a group of `size` with `count` holders; 0: nothing. From 0 to 1000.
  std::function<int64_t(int32_t size, int32_t count)> broken;
  std::vector<int32_t> groups;  // only in these; empty: in all
};

struct GroupingProblem {
  int32_t elements = 0;
  std::vector<GroupSize> sizes;  // of each group

  // Criteria.
  std::function<int64_t(int32_t a, int32_t b)> pair;  // symmetric; empty: none
  int64_t most_of_pair = kMostPoints;                 // no pair is worth more (for the bound)
  // A group's sum of pairs counts so much, in units of 1/kWholeShare, from 0; empty: whole.
  std::function<int64_t(int32_t size)> pair_share;
  std::vector<CountCriterion> counts;
  std::vector<BalanceCriterion> balances;
  // elements * groups: what an element is worth in a group, or kForbiddenPlace; empty: nothing.
  std::vector<int64_t> places;

  // Rules.
  std::vector<CountRule> rules;
  std::vector<std::pair<int32_t, int32_t>> apart;
  std::vector<std::vector<int32_t>> together;
  std::vector<int32_t> pinned;  // the group of each element, -1: any; empty: none

  bool worst_first = false;
};

// Points for counts; summed over the values of a column they are `full` times a share from 0 to 1.
// mix: of the pairs that differ; match: of those that are equal (nothing for a group of one).
int64_t mix_points(int64_t full, int32_t size, int32_t count);
int64_t match_points(int64_t full, int32_t size, int32_t count);
// spread: of the places that are filled as among all, `holders` of `elements`.
int64_t spread_points(int64_t full, int32_t size, int32_t count, int64_t holders, int64_t elements);

// Balance: how far from the mean of all each element is, in parts of the range; and what a group
// earns by the sum of them.
inline constexpr int64_t kBalanceUnit = 1 << 20;
std::vector<int64_t> balance_offsets(const BalanceCriterion& criterion);
int64_t balance_points(int64_t full, int32_t size, int64_t sum_of_offsets);

// A group's sum of pairs, times its share.
int64_t shared_pairs(int64_t sum, int64_t share);

// What is broken: at least / at most n, never exactly one.
int64_t at_least_broken(int32_t count, int32_t least);
int64_t at_most_broken(int32_t count, int32_t most);
int64_t not_alone_broken(int32_t count);

struct GroupingWorth {
  int64_t broken = 0;
  int64_t value = 0;     // the sum
  int64_t smallest = 0;  // of a group
  std::vector<GroupWorth> groups;
};

struct Grouping {
  std::vector<int32_t> group;  // of each element; empty where no sizes fit the units and pins
  GroupingWorth worth;         // broken > 0: nothing better was found within the work
  bool optimal = false;        // found by going through all there are
  int64_t work = 0;
};

struct GroupingProgress {
  int64_t spent;  // of kAllSpent
  int64_t broken;
  int64_t value;
  int64_t smallest;
};

struct GroupingOptions {
  SearchBudget budget;
  std::function<void(const GroupingProgress&)> progress;
  // The group of each element to begin with, of sizes that fit: nothing worse comes out. Else by
  // chance.
  std::vector<int32_t> start;
  bool mild = false;  // `start` is good already: not to be heated until all is accepted
  // A sum that no grouping exceeds: whoever reaches it is done. Not for the worst first, where more
  // than a sum counts.
  int64_t enough = INT64_MAX;
  bool polish = true;        // at the end every swap and every shift that gains
  bool exact = true;         // few units: go through all there are
  bool check_moves = false;  // compare every move with the definition; throws where they differ
};

// Throws std::invalid_argument on what the comments above rule out. Independent searches: the same
// problem with other chance; the better of two by `better_grouping`, the first of equals.
Grouping best_grouping(const GroupingProblem& problem, const GroupingOptions& options,
                       Random random);
bool better_grouping(const GroupingWorth& one, const GroupingWorth& two, bool worst_first);

// From the definition; for a group of these elements, and for all. O(everything).
GroupWorth group_worth(const GroupingProblem& problem, int32_t group,
                       const std::vector<int32_t>& members);
GroupingWorth grouping_worth(const GroupingProblem& problem, const std::vector<int32_t>& group);

}  // namespace weft::solve
