// A grouping that is being searched: units in groups, and what a move would make of the two groups
// it touches. Agrees with the definition in grouping.cpp to the last point.
//
// What is kept of a group: its size, the count of each feature (a value of a criterion, or a rule),
// the sum of pair values, of offsets and of places, and what is broken by pairs apart and by
// places.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/grouping.h"

namespace weft::solve {

// The smallest element of each element's unit: those that must be together are one. O(elements +
// lists), nearly.
std::vector<int32_t> units_of(const GroupingProblem& problem);

// The problem in the form the search needs. Throws std::invalid_argument on what grouping.h rules
// out.
class GroupingModel {
 public:
  explicit GroupingModel(const GroupingProblem& problem);

  struct Feature {
    int32_t index;
    int32_t count;  // holders in the unit
  };

  const GroupingProblem& problem;
  int32_t units = 0;
  int32_t groups = 0;
  std::vector<std::vector<int32_t>> members;  // of each unit: elements that must be together
  std::vector<int32_t> weight;                // of each unit: how many
  std::vector<int32_t> pin;                   // of each unit: -1 where it may move
  std::vector<int32_t> movable;               // units
  int64_t broken_always = 0;                  // apart inside a unit, or pinned to two groups
  bool same_weights = true;

  // Features of a unit, by index.
  const Feature* features_begin(int32_t unit) const {
    return features_.data() + feature_begin_[static_cast<size_t>(unit)];
  }
  const Feature* features_end(int32_t unit) const {
    return features_.data() + feature_begin_[static_cast<size_t>(unit) + 1];
  }
  size_t features() const { return tables_of_.size(); }
  // What a count of a feature is worth to a group of this size.
  const GroupWorth* counts(int32_t group, int32_t feature, int32_t size) const {
    const auto f = static_cast<size_t>(feature);
    if (!restricted_.empty() && !restricted_[f].empty() &&
        !restricted_[f][static_cast<size_t>(group)]) {
      return nothing_.data();
    }
    const Table& table = tables_of_[f];
    return tables_.data() + table.begin + static_cast<size_t>(size) * table.stride;
  }
  // What nobody holding anything is worth to a group of this size.
  const GroupWorth& nobody(int32_t group, int32_t size) const {
    return nobody_[static_cast<size_t>(group) * width_ + static_cast<size_t>(size)];
  }
  bool fits(int32_t group, int32_t size) const {
    const GroupSize& bounds = problem.sizes[static_cast<size_t>(group)];
    return size >= bounds.min && size <= bounds.max;
  }

  bool has_pairs() const { return static_cast<bool>(problem.pair); }
  int64_t pair(int32_t a, int32_t b) const {
    if (!table_.empty())
      return table_[static_cast<size_t>(a) * static_cast<size_t>(units) + static_cast<size_t>(b)];
    return pair_of_units(a, b);
  }
  // A row of the table; none where sums over a group's members may not fit into 32 bits, or where
  // pairs are too many to be tabulated.
  const int32_t* row(int32_t unit) const {
    return sums_fit_ ? table_.data() + static_cast<size_t>(unit) * static_cast<size_t>(units)
                     : nullptr;
  }
  bool has_rows() const { return sums_fit_; }
  int64_t share(int32_t size) const { return share_[static_cast<size_t>(size)]; }
  int64_t inside(int32_t unit) const { return inside_[static_cast<size_t>(unit)]; }

  bool has_apart() const { return !apart_.empty(); }
  bool apart(int32_t a, int32_t b) const {
    const auto bit = static_cast<size_t>(b);
    return (apart_[static_cast<size_t>(a) * apart_words_ + bit / 64] >> (bit % 64) & 1) != 0;
  }

  size_t balances() const { return problem.balances.size(); }
  int64_t offset(size_t balance, int32_t unit) const {
    return offset_[static_cast<size_t>(unit) * balances() + balance];
  }

  bool has_places() const { return !place_.empty(); }
  const GroupWorth& place(int32_t unit, int32_t group) const {
    return place_[static_cast<size_t>(unit) * static_cast<size_t>(groups) +
                  static_cast<size_t>(group)];
  }

 private:
  struct Table {
    size_t begin;
    size_t stride;
  };
  void contract();
  void compile_features();
  void compile_pairs();
  void compile_apart();
  int64_t pair_of_units(int32_t a, int32_t b) const;

  std::vector<int32_t> unit_of_;  // of each element
  size_t width_ = 1;              // sizes and counts: 0 to the largest group
  std::vector<Feature> features_;
  std::vector<size_t> feature_begin_;
  std::vector<Table> tables_of_;  // of each feature: rows of sizes, up to its holders
  std::vector<GroupWorth> tables_;
  std::vector<GroupWorth> nothing_;
  std::vector<std::vector<bool>> restricted_;  // of each feature: the groups it is looked at in
  std::vector<GroupWorth> nobody_;
  std::vector<int32_t> table_;  // pair values of units
  bool sums_fit_ = false;
  std::vector<int64_t> share_;
  std::vector<int64_t> inside_;
  std::vector<uint64_t> apart_;
  size_t apart_words_ = 0;
  std::vector<int64_t> offset_;
  std::vector<GroupWorth> place_;
};

// The same as of its problem: one model serves several searches.
Grouping best_grouping(const GroupingModel& model, const GroupingOptions& options, Random random);

class GroupingState {
 public:
  explicit GroupingState(const GroupingModel& model);

  // The group of each unit.
  void assign(const std::vector<int32_t>& group);

  const std::vector<int32_t>& group() const { return group_; }
  int32_t group_of(int32_t unit) const { return group_[static_cast<size_t>(unit)]; }
  const std::vector<int32_t>& units_in(int32_t group) const {
    return groups_[static_cast<size_t>(group)].units;
  }
  int32_t size(int32_t group) const { return groups_[static_cast<size_t>(group)].size; }
  const GroupWorth& worth(int32_t group) const { return groups_[static_cast<size_t>(group)].worth; }

  // What a group would be worth without `leaves` and with `joins` (-1: nobody).
  GroupWorth changed(int32_t group, int32_t leaves, int32_t joins) const {
    return changed(group, leaves, joins, pairs_changed(group, leaves, joins));
  }
  // The same of both groups where `unit` goes to `to` and `other` (-1: nobody) comes back. Pair
  // values are far away in memory, so they are all asked for before one is needed.
  struct Both {
    GroupWorth from;
    GroupWorth to;
  };
  Both changed_by(int32_t unit, int32_t to, int32_t other) const {
    const int32_t from = group_of(unit);
    const int64_t of_from = pairs_changed(from, unit, other);
    const int64_t of_to = pairs_changed(to, other, unit);
    return {changed(from, unit, other, of_from), changed(to, other, unit, of_to)};
  }

  // The same, done, for both groups: `unit` goes to `to`, `other` (-1: nobody) comes back.
  void move(int32_t unit, int32_t to, int32_t other, const GroupWorth& worth_from,
            const GroupWorth& worth_to);

  std::vector<int32_t> group_of_elements() const;

 private:
  struct Group {
    std::vector<int32_t> units;
    int32_t size = 0;
    int64_t pairs = 0;
    int64_t apart = 0;
    GroupWorth counts;
    GroupWorth places;
    GroupWorth worth;
  };
  GroupWorth changed(int32_t g, int32_t leaves, int32_t joins, int64_t more_pairs) const;
  // What a group's pairs come to more, or less.
  int64_t pairs_changed(int32_t g, int32_t leaves, int32_t joins) const {
    if (!model_.has_pairs()) return 0;
    int64_t more = 0;
    if (leaves >= 0) more -= pairs_with(g, leaves, leaves) + model_.inside(leaves);
    if (joins >= 0) more += pairs_with(g, joins, leaves) + model_.inside(joins);
    return more;
  }
  // Sums over the members but `without`, who is one of them or nobody. REQUIRES: there are pairs.
  int64_t pairs_with(int32_t g, int32_t unit, int32_t without) const {
    if (with_.empty()) return summed_with(g, unit, without);
    const int64_t all = with_[static_cast<size_t>(g) * static_cast<size_t>(model_.units) +
                              static_cast<size_t>(unit)];
    return without < 0 || without == unit ? all : all - model_.pair(unit, without);
  }
  int64_t summed_with(int32_t g, int32_t unit, int32_t without) const;
  int64_t apart_with(const Group& group, int32_t unit, int32_t without) const;
  GroupWorth counts_changed(int32_t g, int32_t leaves, int32_t joins, int32_t size) const;
  GroupWorth counts_of_size(int32_t g, int32_t leaves, int32_t joins, int32_t size) const;
  GroupWorth counts_after(int32_t g, int32_t leaves, int32_t joins) const;
  int32_t* with(int32_t g) {
    return with_.data() + static_cast<size_t>(g) * static_cast<size_t>(model_.units);
  }
  void leave(int32_t g, int32_t unit);
  void join(int32_t g, int32_t unit);
  uint16_t* holding(int32_t g) {
    return holding_.data() + static_cast<size_t>(g) * model_.features();
  }
  const uint16_t* holding(int32_t g) const {
    return holding_.data() + static_cast<size_t>(g) * model_.features();
  }
  int64_t* sums(int32_t g) { return sums_.data() + static_cast<size_t>(g) * model_.balances(); }
  const int64_t* sums(int32_t g) const {
    return sums_.data() + static_cast<size_t>(g) * model_.balances();
  }

  const GroupingModel& model_;
  std::vector<int32_t> group_;
  std::vector<int32_t> place_;  // among the units of its group
  std::vector<Group> groups_;
  std::vector<uint16_t> holding_;
  std::vector<int64_t> sums_;
  // For each group what each unit has with its members, where there are rows of pair values: a look
  // at a move reads few cells, and only a move that is made reads whole rows.
  std::vector<int32_t> with_;
  // For counts_of_size: which features were met.
  mutable std::vector<uint32_t> seen_;
  mutable uint32_t round_ = 0;
};

}  // namespace weft::solve
