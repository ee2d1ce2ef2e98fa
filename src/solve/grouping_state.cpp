#include "solve/grouping_state.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <stdexcept>

#include "solve/demand.h"

namespace weft::solve {
namespace {}  // namespace

GroupingModel::GroupingModel(const GroupingProblem& of) : problem(of) {
  const int32_t n = problem.elements;
  groups = static_cast<int32_t>(problem.sizes.size());
  demand(n >= 0 && n <= kMostGroupingElements, "too many elements");
  demand(problem.pinned.empty() || problem.pinned.size() == static_cast<size_t>(n),
         "pins are not one for each element");
  demand(problem.places.empty() ||
             problem.places.size() == static_cast<size_t>(n) * problem.sizes.size(),
         "places are not one for each element and group");
  int32_t largest = 0;
  for (const GroupSize& size : problem.sizes) {
    demand(size.min >= 0 && size.max >= size.min, "sizes are no range");
    largest = std::max(largest, size.max);
  }
  largest = std::min(largest, n);
  demand(largest <= UINT16_MAX, "groups are too large");
  const auto known = [&](int32_t element) { return element >= 0 && element < n; };
  for (const int32_t pinned : problem.pinned)
    demand(pinned >= -1 && pinned < groups, "a pin to no group");
  for (const auto& pair : problem.apart)
    demand(known(pair.first) && known(pair.second) && pair.first != pair.second,
           "apart are no two elements");
  for (const auto& cluster : problem.together)
    for (const int32_t e : cluster) demand(known(e), "no such element");
  for (const CountRule& rule : problem.rules) {
    for (const int32_t e : rule.holders) demand(known(e), "no such element");
    for (const int32_t g : rule.groups) demand(g >= 0 && g < groups, "no such group");
  }
  for (const CountCriterion& criterion : problem.counts)
    for (const auto& holders : criterion.holders)
      for (const int32_t e : holders) demand(known(e), "no such element");
  for (const BalanceCriterion& criterion : problem.balances)
    demand(criterion.numbers.size() == static_cast<size_t>(n) && criterion.full >= 0 &&
               criterion.full <= kMostPoints,
           "a balance without its numbers");
  contract();
  // While several units change places a group may hold one too many for a moment.
  const int32_t heaviest = weight.empty() ? 0 : *std::max_element(weight.begin(), weight.end());
  width_ = static_cast<size_t>(largest + (same_weights ? 0 : heaviest)) + 1;
  compile_features();
  compile_pairs();
  compile_apart();

  offset_.assign(static_cast<size_t>(units) * balances(), 0);
  for (size_t b = 0; b < balances(); ++b) {
    const std::vector<int64_t> offsets = balance_offsets(problem.balances[b]);
    for (int32_t e = 0; e < n; ++e) {
      const auto unit = static_cast<size_t>(unit_of_[static_cast<size_t>(e)]);
      offset_[unit * balances() + b] += offsets[static_cast<size_t>(e)];
    }
  }
  if (problem.places.empty()) return;
  place_.assign(static_cast<size_t>(units) * static_cast<size_t>(groups), {});
  for (int32_t e = 0; e < n; ++e) {
    for (int32_t g = 0; g < groups; ++g) {
      const int64_t value = problem.places[static_cast<size_t>(e) * static_cast<size_t>(groups) +
                                           static_cast<size_t>(g)];
      demand(value == kForbiddenPlace || (value >= -kMostPoints && value <= kMostPoints),
             "a place is worth too much");
      GroupWorth& worth = place_[static_cast<size_t>(unit_of_[static_cast<size_t>(e)]) *
                                     static_cast<size_t>(groups) +
                                 static_cast<size_t>(g)];
      if (value == kForbiddenPlace) {
        ++worth.broken;
      } else {
        worth.value += value;
      }
    }
  }
}

std::vector<int32_t> units_of(const GroupingProblem& problem) {
  std::vector<int32_t> root(static_cast<size_t>(problem.elements));
  std::iota(root.begin(), root.end(), 0);
  const auto find = [&](int32_t e) {
    while (root[static_cast<size_t>(e)] != e) {
      int32_t& up = root[static_cast<size_t>(e)];
      e = up = root[static_cast<size_t>(up)];
    }
    return e;
  };
  for (const auto& cluster : problem.together) {
    for (const int32_t e : cluster) {
      const int32_t one = find(cluster[0]);
      const int32_t two = find(e);
      root[static_cast<size_t>(std::max(one, two))] = std::min(one, two);
    }
  }
  for (int32_t e = 0; e < problem.elements; ++e) root[static_cast<size_t>(e)] = find(e);
  return root;
}

void GroupingModel::contract() {
  const std::vector<int32_t> unit = units_of(problem);
  const size_t n = unit.size();
  unit_of_.assign(n, -1);
  for (size_t e = 0; e < n; ++e) {
    const auto top = static_cast<size_t>(unit[e]);
    if (top == e) {
      unit_of_[e] = units++;
      members.emplace_back();
    }
    unit_of_[e] = unit_of_[top];
    members[static_cast<size_t>(unit_of_[e])].push_back(static_cast<int32_t>(e));
  }
  pin.assign(static_cast<size_t>(units), -1);
  for (int32_t u = 0; u < units; ++u) {
    weight.push_back(static_cast<int32_t>(members[static_cast<size_t>(u)].size()));
    same_weights = same_weights && weight.back() == weight[0];
    int32_t& pinned = pin[static_cast<size_t>(u)];
    for (const int32_t e : members[static_cast<size_t>(u)]) {
      const int32_t wanted = problem.pinned.empty() ? -1 : problem.pinned[static_cast<size_t>(e)];
      if (wanted < 0) continue;
      if (pinned >= 0 && pinned != wanted) ++broken_always;
      if (pinned < 0) pinned = wanted;
    }
    if (pinned < 0) movable.push_back(u);
  }
}

void GroupingModel::compile_features() {
  std::vector<std::vector<Feature>> of_unit(static_cast<size_t>(units));
  nothing_.assign(width_, {});
  nobody_.assign(static_cast<size_t>(groups) * width_, {});
  const auto add_holders = [&](const std::vector<int32_t>& holders) {
    const auto index = static_cast<int32_t>(tables_of_.size());
    for (const int32_t e : holders) {
      auto& features = of_unit[static_cast<size_t>(unit_of_[static_cast<size_t>(e)])];
      if (!features.empty() && features.back().index == index) {
        ++features.back().count;
      } else {
        features.push_back({index, 1});
      }
    }
  };
  const auto add_table = [&](size_t holders,
                             const std::function<GroupWorth(int32_t size, int32_t count)>& worth,
                             const std::vector<int32_t>& only) {
    const size_t begin = tables_.size();
    const size_t stride = std::min(width_, holders + 1);
    tables_of_.push_back({begin, stride});
    tables_.resize(begin + width_ * stride);
    for (size_t size = 0; size < width_; ++size) {
      for (size_t count = 0; count <= size && count < stride; ++count) {
        const GroupWorth one = worth(static_cast<int32_t>(size), static_cast<int32_t>(count));
        demand(one.value <= kMostPoints && one.value >= -kMostPoints, "points are too many");
        demand(one.broken >= 0 && one.broken <= 1000, "broken is from 0 to 1000");
        tables_[begin + size * stride + count] = one;
      }
    }
    std::vector<bool> in(static_cast<size_t>(groups), only.empty());
    for (const int32_t g : only) in[static_cast<size_t>(g)] = true;
    for (size_t g = 0; g < in.size(); ++g) {
      for (size_t size = 0; in[g] && size < width_; ++size) {
        nobody_[g * width_ + size].value += tables_[begin + size * stride].value;
        nobody_[g * width_ + size].broken += tables_[begin + size * stride].broken;
      }
    }
    if (!only.empty()) {
      restricted_.resize(tables_of_.size());
      restricted_.back() = std::move(in);
    }
  };
  for (const CountCriterion& criterion : problem.counts) {
    for (size_t value = 0; value < criterion.holders.size(); ++value) {
      add_holders(criterion.holders[value]);
      add_table(criterion.holders[value].size(),
                [&](int32_t size, int32_t count) {
                  return GroupWorth{0, criterion.points(static_cast<int32_t>(value), size, count)};
                },
                {});
    }
  }
  for (const CountRule& rule : problem.rules) {
    add_holders(rule.holders);
    add_table(
        rule.holders.size(),
        [&](int32_t size, int32_t count) { return GroupWorth{rule.broken(size, count), 0}; },
        rule.groups);
  }
  if (!restricted_.empty()) restricted_.resize(tables_of_.size());
  feature_begin_.push_back(0);
  for (const auto& features : of_unit) {
    features_.insert(features_.end(), features.begin(), features.end());
    feature_begin_.push_back(features_.size());
  }
}

int64_t GroupingModel::pair_of_units(int32_t a, int32_t b) const {
  int64_t sum = 0;
  for (const int32_t one : members[static_cast<size_t>(a)]) {
    for (const int32_t two : members[static_cast<size_t>(b)]) sum += problem.pair(one, two);
  }
  return sum;
}

void GroupingModel::compile_pairs() {
  for (size_t size = 0; size < width_; ++size) {
    share_.push_back(problem.pair_share ? problem.pair_share(static_cast<int32_t>(size))
                                        : kWholeShare);
    demand(share_.back() >= 0 && share_.back() <= kMostPoints, "a share is out of range");
  }
  inside_.assign(static_cast<size_t>(units), 0);
  if (!has_pairs()) return;
  for (int32_t u = 0; u < units; ++u) {
    const auto& in = members[static_cast<size_t>(u)];
    for (size_t i = 0; i < in.size(); ++i) {
      for (size_t j = 0; j < i; ++j) inside_[static_cast<size_t>(u)] += problem.pair(in[i], in[j]);
    }
  }
  if (units > kTabulatedUnits) return;
  const auto count = static_cast<size_t>(units);
  table_.assign(count * count, 0);
  int64_t largest = 0;
  for (int32_t a = 0; a < units; ++a) {
    for (int32_t b = 0; b < a; ++b) {
      const int64_t value = pair_of_units(a, b);
      demand(value >= INT32_MIN && value <= INT32_MAX, "a pair is worth too much");
      largest = std::max(largest, std::abs(value));
      table_[static_cast<size_t>(a) * count + static_cast<size_t>(b)] =
          table_[static_cast<size_t>(b) * count + static_cast<size_t>(a)] =
              static_cast<int32_t>(value);
    }
  }
  // One more than may be: somebody joins before another leaves.
  sums_fit_ = largest * static_cast<int64_t>(width_ + 1) <= INT32_MAX;
}

void GroupingModel::compile_apart() {
  if (problem.apart.empty()) return;
  apart_words_ = (static_cast<size_t>(units) + 63) / 64;
  apart_.assign(static_cast<size_t>(units) * apart_words_, 0);
  for (const auto& pair : problem.apart) {
    const auto a = static_cast<size_t>(unit_of_[static_cast<size_t>(pair.first)]);
    const auto b = static_cast<size_t>(unit_of_[static_cast<size_t>(pair.second)]);
    if (a == b) {
      ++broken_always;
      continue;
    }
    apart_[a * apart_words_ + b / 64] |= uint64_t{1} << (b % 64);
    apart_[b * apart_words_ + a / 64] |= uint64_t{1} << (a % 64);
  }
}

GroupingState::GroupingState(const GroupingModel& model)
    : model_(model),
      place_(static_cast<size_t>(model.units), 0),
      groups_(static_cast<size_t>(model.groups)),
      holding_(static_cast<size_t>(model.groups) * model.features(), 0),
      sums_(static_cast<size_t>(model.groups) * model.balances(), 0),
      with_(model.has_rows() ? static_cast<size_t>(model.groups) * static_cast<size_t>(model.units)
                             : 0,
            0),
      seen_(model.features(), 0) {}

void GroupingState::assign(const std::vector<int32_t>& group) {
  group_.assign(group.size(), -1);
  std::fill(groups_.begin(), groups_.end(), Group{});
  std::fill(holding_.begin(), holding_.end(), uint16_t{0});
  std::fill(sums_.begin(), sums_.end(), 0);
  std::fill(with_.begin(), with_.end(), 0);
  for (int32_t u = 0; u < model_.units; ++u) join(group[static_cast<size_t>(u)], u);
  for (int32_t g = 0; g < model_.groups; ++g) {
    groups_[static_cast<size_t>(g)].counts =
        counts_of_size(g, -1, -1, groups_[static_cast<size_t>(g)].size);
    groups_[static_cast<size_t>(g)].worth = changed(g, -1, -1);
  }
}

int64_t GroupingState::summed_with(int32_t g, int32_t unit, int32_t without) const {
  int64_t sum = 0;
  for (const int32_t other : groups_[static_cast<size_t>(g)].units) {
    if (other != without && other != unit) sum += model_.pair(unit, other);
  }
  return sum;
}

int64_t GroupingState::apart_with(const Group& group, int32_t unit, int32_t without) const {
  if (!model_.has_apart()) return 0;
  int64_t sum = 0;
  for (const int32_t other : group.units)
    sum += other != without && model_.apart(unit, other) ? 1 : 0;
  return sum;
}

// The size stays: only what the two don't have in common changes.
GroupWorth GroupingState::counts_changed(int32_t g, int32_t leaves, int32_t joins,
                                         int32_t size) const {
  GroupWorth worth = groups_[static_cast<size_t>(g)].counts;
  const uint16_t* now = holding(g);
  const auto change = [&](int32_t feature, int32_t by) {
    const GroupWorth* counts = model_.counts(g, feature, size);
    const int32_t before = now[feature];
    worth.value += counts[before + by].value - counts[before].value;
    worth.broken += counts[before + by].broken - counts[before].broken;
  };
  const GroupingModel::Feature* out = model_.features_begin(leaves);
  const GroupingModel::Feature* out_end = model_.features_end(leaves);
  const GroupingModel::Feature* in = model_.features_begin(joins);
  const GroupingModel::Feature* in_end = model_.features_end(joins);
  while (out != out_end || in != in_end) {
    if (in == in_end || (out != out_end && out->index < in->index)) {
      change(out->index, -out->count);
      ++out;
    } else if (out == out_end || in->index < out->index) {
      change(in->index, in->count);
      ++in;
    } else {
      if (in->count != out->count) change(in->index, in->count - out->count);
      ++in;
      ++out;
    }
  }
  return worth;
}

GroupWorth GroupingState::counts_of_size(int32_t g, int32_t leaves, int32_t joins,
                                         int32_t size) const {
  GroupWorth worth = model_.nobody(g, size);
  const uint16_t* now = holding(g);
  ++round_;
  const auto difference = [&](int32_t feature, int32_t unit) {
    if (unit < 0) return 0;
    const GroupingModel::Feature* end = model_.features_end(unit);
    const GroupingModel::Feature* at = std::lower_bound(
        model_.features_begin(unit), end, feature,
        [](const GroupingModel::Feature& one, int32_t index) { return one.index < index; });
    return at != end && at->index == feature ? at->count : 0;
  };
  const auto meet = [&](int32_t unit) {
    for (auto f = model_.features_begin(unit); f != model_.features_end(unit); ++f) {
      uint32_t& seen = seen_[static_cast<size_t>(f->index)];
      if (seen == round_) continue;
      seen = round_;
      const int32_t count =
          now[f->index] - difference(f->index, leaves) + difference(f->index, joins);
      const GroupWorth* counts = model_.counts(g, f->index, size);
      worth.value += counts[count].value - counts[0].value;
      worth.broken += counts[count].broken - counts[0].broken;
    }
  };
  for (const int32_t unit : groups_[static_cast<size_t>(g)].units) meet(unit);
  if (joins >= 0) meet(joins);
  return worth;
}

GroupWorth GroupingState::changed(int32_t g, int32_t leaves, int32_t joins,
                                  int64_t more_pairs) const {
  const Group& group = groups_[static_cast<size_t>(g)];
  int32_t size = group.size;
  if (leaves >= 0) size -= model_.weight[static_cast<size_t>(leaves)];
  if (joins >= 0) size += model_.weight[static_cast<size_t>(joins)];
  GroupWorth worth = leaves < 0 && joins < 0 ? group.counts : counts_after(g, leaves, joins);
  const int64_t pairs = group.pairs + more_pairs;
  int64_t apart = group.apart;
  GroupWorth places = group.places;
  if (leaves >= 0) {
    apart -= apart_with(group, leaves, leaves);
    if (model_.has_places()) {
      places.value -= model_.place(leaves, g).value;
      places.broken -= model_.place(leaves, g).broken;
    }
  }
  if (joins >= 0) {
    apart += apart_with(group, joins, leaves);
    if (model_.has_places()) {
      places.value += model_.place(joins, g).value;
      places.broken += model_.place(joins, g).broken;
    }
  }
  worth.value += places.value;
  if (model_.has_pairs()) worth.value += shared_pairs(pairs, model_.share(size));
  worth.broken += places.broken + apart;
  for (size_t b = 0; b < model_.balances(); ++b) {
    int64_t sum = sums(g)[b];
    if (leaves >= 0) sum -= model_.offset(b, leaves);
    if (joins >= 0) sum += model_.offset(b, joins);
    worth.value += balance_points(model_.problem.balances[b].full, size, sum);
  }
  return worth;
}

void GroupingState::leave(int32_t g, int32_t unit) {
  Group& group = groups_[static_cast<size_t>(g)];
  group.size -= model_.weight[static_cast<size_t>(unit)];
  group.pairs += pairs_changed(g, unit, -1);
  if (!with_.empty()) {
    const int32_t* const row = model_.row(unit);
    int32_t* const mine = with(g);
    for (int32_t x = 0; x < model_.units; ++x) mine[x] -= row[x];
  }
  group.apart -= apart_with(group, unit, unit);
  for (auto f = model_.features_begin(unit); f != model_.features_end(unit); ++f)
    holding(g)[f->index] = static_cast<uint16_t>(holding(g)[f->index] - f->count);
  for (size_t b = 0; b < model_.balances(); ++b) sums(g)[b] -= model_.offset(b, unit);
  if (model_.has_places()) {
    group.places.value -= model_.place(unit, g).value;
    group.places.broken -= model_.place(unit, g).broken;
  }
  const int32_t last = group.units.back();
  const int32_t at = place_[static_cast<size_t>(unit)];
  group.units[static_cast<size_t>(at)] = last;
  place_[static_cast<size_t>(last)] = at;
  group.units.pop_back();
}

void GroupingState::join(int32_t g, int32_t unit) {
  Group& group = groups_[static_cast<size_t>(g)];
  group.size += model_.weight[static_cast<size_t>(unit)];
  group.pairs += pairs_changed(g, -1, unit);
  if (!with_.empty()) {
    const int32_t* const row = model_.row(unit);
    int32_t* const mine = with(g);
    for (int32_t x = 0; x < model_.units; ++x) mine[x] += row[x];
  }
  group.apart += apart_with(group, unit, -1);
  for (auto f = model_.features_begin(unit); f != model_.features_end(unit); ++f)
    holding(g)[f->index] = static_cast<uint16_t>(holding(g)[f->index] + f->count);
  for (size_t b = 0; b < model_.balances(); ++b) sums(g)[b] += model_.offset(b, unit);
  if (model_.has_places()) {
    group.places.value += model_.place(unit, g).value;
    group.places.broken += model_.place(unit, g).broken;
  }
  place_[static_cast<size_t>(unit)] = static_cast<int32_t>(group.units.size());
  group.units.push_back(unit);
  group_[static_cast<size_t>(unit)] = g;
}

GroupWorth GroupingState::counts_after(int32_t g, int32_t leaves, int32_t joins) const {
  const Group& group = groups_[static_cast<size_t>(g)];
  int32_t size = group.size;
  if (leaves >= 0) size -= model_.weight[static_cast<size_t>(leaves)];
  if (joins >= 0) size += model_.weight[static_cast<size_t>(joins)];
  if (size == group.size && leaves >= 0 && joins >= 0)
    return counts_changed(g, leaves, joins, size);
  return counts_of_size(g, leaves, joins, size);
}

void GroupingState::move(int32_t unit, int32_t to, int32_t other, const GroupWorth& worth_from,
                         const GroupWorth& worth_to) {
  const int32_t from = group_of(unit);
  Group& left = groups_[static_cast<size_t>(from)];
  Group& right = groups_[static_cast<size_t>(to)];
  left.counts = counts_after(from, unit, other);
  right.counts = counts_after(to, other, unit);
  leave(from, unit);
  if (other >= 0) leave(to, other);
  join(to, unit);
  if (other >= 0) join(from, other);
  left.worth = worth_from;
  right.worth = worth_to;
}

std::vector<int32_t> GroupingState::group_of_elements() const {
  std::vector<int32_t> group(static_cast<size_t>(model_.problem.elements));
  for (int32_t u = 0; u < model_.units; ++u) {
    for (const int32_t e : model_.members[static_cast<size_t>(u)])
      group[static_cast<size_t>(e)] = group_of(u);
  }
  return group;
}

}  // namespace weft::solve
