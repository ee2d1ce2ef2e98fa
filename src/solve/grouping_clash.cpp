#include "solve/grouping_clash.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>

#include "solve/grouping_state.h"

namespace weft::solve {
namespace {

constexpr int64_t kMostDeals = 20'000'000;

using ClashKind = GroupingClash::Kind;

std::optional<GroupingClash> clash_of_units(const GroupingProblem& problem) {
  const std::vector<int32_t> unit = units_of(problem);
  const auto unit_of = [&](int32_t e) { return unit[static_cast<size_t>(e)]; };
  for (const auto& pair : problem.apart) {
    if (unit_of(pair.first) == unit_of(pair.second))
      return GroupingClash{ClashKind::kTogetherApart, {pair.first, pair.second}, -1, -1, 0, 0, 0};
  }
  std::vector<std::vector<int32_t>> members(unit.size());
  for (int32_t e = 0; e < problem.elements; ++e)
    members[static_cast<size_t>(unit_of(e))].push_back(e);
  int32_t largest = 0;
  for (const GroupSize& size : problem.sizes) largest = std::max(largest, size.max);
  for (const auto& in : members) {
    if (static_cast<int32_t>(in.size()) > largest) {
      return GroupingClash{ClashKind::kTogetherTooLarge,   in, -1, -1, 0, largest,
                           static_cast<int64_t>(in.size())};
    }
  }
  if (problem.pinned.empty()) return {};
  const auto pin_of = [&](int32_t e) { return problem.pinned[static_cast<size_t>(e)]; };
  std::vector<int64_t> pinned(problem.sizes.size(), 0);
  for (const auto& in : members) {
    int32_t first = -1;
    for (const int32_t e : in) {
      if (pin_of(e) < 0) continue;
      if (first >= 0 && pin_of(first) != pin_of(e))
        return GroupingClash{ClashKind::kPinnedTogether, {first, e}, -1, -1, 0, 0, 0};
      if (first < 0) first = e;
    }
    if (first >= 0) pinned[static_cast<size_t>(pin_of(first))] += static_cast<int64_t>(in.size());
  }
  for (const auto& pair : problem.apart) {
    if (pin_of(pair.first) >= 0 && pin_of(pair.first) == pin_of(pair.second)) {
      return GroupingClash{
          ClashKind::kPinnedApart, {pair.first, pair.second}, pin_of(pair.first), -1, 0, 0, 0};
    }
  }
  for (size_t g = 0; g < pinned.size(); ++g) {
    if (pinned[g] > problem.sizes[g].max) {
      return GroupingClash{ClashKind::kPinnedTooMany, {},       static_cast<int32_t>(g), -1, 0,
                           problem.sizes[g].max,      pinned[g]};
    }
  }
  return {};
}

std::optional<GroupingClash> clash_of_places(const GroupingProblem& problem) {
  if (problem.places.empty()) return {};
  const size_t groups = problem.sizes.size();
  for (int32_t e = 0; e < problem.elements; ++e) {
    const auto begin =
        problem.places.begin() + static_cast<std::ptrdiff_t>(static_cast<size_t>(e) * groups);
    const int32_t pin = problem.pinned.empty() ? -1 : problem.pinned[static_cast<size_t>(e)];
    if (pin >= 0 && begin[pin] == kForbiddenPlace)
      return GroupingClash{ClashKind::kPinnedForbidden, {e}, pin, -1, 0, 0, 0};
    if (std::all_of(begin, begin + static_cast<std::ptrdiff_t>(groups),
                    [](int64_t value) { return value == kForbiddenPlace; })) {
      return GroupingClash{ClashKind::kNoPlace, {e}, -1, -1, 0, 0, 0};
    }
  }
  return {};
}

std::optional<GroupingClash> clash_of_rule(const GroupingProblem& problem, size_t index) {
  const CountRule& rule = problem.rules[index];
  const auto holders = static_cast<int64_t>(rule.holders.size());
  std::vector<int32_t> groups = rule.groups;
  if (groups.empty()) {
    groups.resize(problem.sizes.size());
    std::iota(groups.begin(), groups.end(), 0);
  }
  // The counts that break nothing, whatever the size.
  const auto allowed_in = [&](const GroupSize& size) {
    std::vector<int32_t> counts;
    for (int32_t count = 0; count <= std::min(size.max, problem.elements); ++count) {
      for (int32_t s = std::max(size.min, count); s <= std::min(size.max, problem.elements); ++s) {
        if (rule.broken(s, count) != 0) continue;
        counts.push_back(count);
        break;
      }
    }
    return counts;
  };
  GroupingClash clash;
  clash.kind = ClashKind::kHolders;
  clash.rule = static_cast<int32_t>(index);
  clash.number = holders;
  std::vector<std::vector<int32_t>> allowed;
  int64_t looks = 0;
  for (const int32_t g : groups) {
    allowed.push_back(allowed_in(problem.sizes[static_cast<size_t>(g)]));
    if (allowed.back().empty()) {
      clash.group = g;
      return clash;
    }
    clash.least += allowed.back().front();
    clash.most += allowed.back().back();
    looks += static_cast<int64_t>(allowed.back().size()) * holders;
  }
  // Holders that are left over may be where the rule does not look.
  const bool everywhere = rule.groups.empty();
  if (clash.least > holders || (everywhere && clash.most < holders)) return clash;
  if (!everywhere || looks > kMostDeals) return {};
  std::vector<char> reached(static_cast<size_t>(holders) + 1, 0);
  reached[0] = 1;
  for (const std::vector<int32_t>& counts : allowed) {
    std::vector<char> next(reached.size(), 0);
    for (size_t have = 0; have < reached.size(); ++have) {
      if (reached[have] == 0) continue;
      for (const int32_t count : counts) {
        if (have + static_cast<size_t>(count) < next.size())
          next[have + static_cast<size_t>(count)] = 1;
      }
    }
    reached.swap(next);
  }
  if (reached.back() != 0) return {};
  clash.kind = ClashKind::kHoldersDeal;
  return clash;
}

// More elements that are all apart from each other than there are groups; sought greedily.
std::optional<GroupingClash> clash_of_cliques(const GroupingProblem& problem) {
  std::vector<std::vector<int32_t>> apart(static_cast<size_t>(problem.elements));
  for (const auto& pair : problem.apart) {
    apart[static_cast<size_t>(pair.first)].push_back(pair.second);
    apart[static_cast<size_t>(pair.second)].push_back(pair.first);
  }
  std::vector<int32_t> order;
  for (int32_t e = 0; e < problem.elements; ++e) {
    auto& list = apart[static_cast<size_t>(e)];
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    if (list.size() >= problem.sizes.size()) order.push_back(e);
  }
  const auto degree = [&](int32_t e) { return apart[static_cast<size_t>(e)].size(); };
  const auto more = [&](int32_t a, int32_t b) {
    return degree(a) != degree(b) ? degree(a) > degree(b) : a < b;
  };
  std::sort(order.begin(), order.end(), more);
  for (size_t start = 0; start < std::min<size_t>(order.size(), 64); ++start) {
    std::vector<int32_t> clique = {order[start]};
    std::vector<int32_t> open = apart[static_cast<size_t>(order[start])];
    while (!open.empty() && clique.size() <= problem.sizes.size()) {
      const int32_t next = *std::min_element(open.begin(), open.end(), more);
      clique.push_back(next);
      const auto& list = apart[static_cast<size_t>(next)];
      std::vector<int32_t> both;
      std::set_intersection(open.begin(), open.end(), list.begin(), list.end(),
                            std::back_inserter(both));
      open = std::move(both);
    }
    if (clique.size() > problem.sizes.size()) {
      return GroupingClash{ClashKind::kApartClique,
                           clique,
                           -1,
                           -1,
                           0,
                           static_cast<int64_t>(problem.sizes.size()),
                           static_cast<int64_t>(clique.size())};
    }
  }
  return {};
}

}  // namespace

std::optional<GroupingClash> grouping_clash(const GroupingProblem& problem) {
  if (!sizes_add_up(problem.sizes, problem.elements)) {
    GroupingClash clash;
    clash.kind = ClashKind::kSizes;
    clash.number = problem.elements;
    for (const GroupSize& size : problem.sizes) {
      clash.least += size.min;
      clash.most += size.max;
    }
    return clash;
  }
  if (auto clash = clash_of_units(problem)) return clash;
  if (auto clash = clash_of_places(problem)) return clash;
  for (size_t rule = 0; rule < problem.rules.size(); ++rule) {
    if (auto clash = clash_of_rule(problem, rule)) return clash;
  }
  return clash_of_cliques(problem);
}

}  // namespace weft::solve
