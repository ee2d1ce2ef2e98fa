// The definition: what a grouping is worth, read off the problem without any shortcut.
#include "solve/grouping.h"

#include <algorithm>
#include <cstdlib>

namespace weft::solve {
namespace {

// The worth of groups `first` to `last` - 1. Elements in group -1 are in none.
std::vector<GroupWorth> worth_of_groups(const GroupingProblem& problem,
                                        const std::vector<int32_t>& group, int32_t first,
                                        int32_t last) {
  const auto count = static_cast<size_t>(last - first);
  std::vector<GroupWorth> worth(count);
  std::vector<std::vector<int32_t>> members(count);
  const auto place_of = [&](int32_t element) {
    const int32_t g = group[static_cast<size_t>(element)];
    return g >= first && g < last ? g - first : -1;
  };
  for (int32_t e = 0; e < problem.elements; ++e) {
    if (const int32_t at = place_of(e); at >= 0) members[static_cast<size_t>(at)].push_back(e);
  }
  const auto size_of = [&](size_t at) { return static_cast<int32_t>(members[at].size()); };

  std::vector<int32_t> holding(count);
  const auto count_holders = [&](const std::vector<int32_t>& holders) {
    std::fill(holding.begin(), holding.end(), 0);
    for (const int32_t e : holders) {
      if (const int32_t at = place_of(e); at >= 0) ++holding[static_cast<size_t>(at)];
    }
  };
  for (const CountCriterion& criterion : problem.counts) {
    for (size_t value = 0; value < criterion.holders.size(); ++value) {
      count_holders(criterion.holders[value]);
      for (size_t at = 0; at < count; ++at)
        worth[at].value += criterion.points(static_cast<int32_t>(value), size_of(at), holding[at]);
    }
  }
  for (const BalanceCriterion& criterion : problem.balances) {
    const std::vector<int64_t> offset = balance_offsets(criterion);
    for (size_t at = 0; at < count; ++at) {
      int64_t sum = 0;
      for (const int32_t e : members[at]) sum += offset[static_cast<size_t>(e)];
      worth[at].value += balance_points(criterion.full, size_of(at), sum);
    }
  }
  for (size_t at = 0; at < count; ++at) {
    const std::vector<int32_t>& in = members[at];
    if (problem.pair) {
      int64_t sum = 0;
      for (size_t i = 0; i < in.size(); ++i) {
        for (size_t j = 0; j < i; ++j) sum += problem.pair(in[i], in[j]);
      }
      worth[at].value +=
          shared_pairs(sum, problem.pair_share ? problem.pair_share(size_of(at)) : kWholeShare);
    }
    const int32_t g = first + static_cast<int32_t>(at);
    for (const int32_t e : in) {
      if (!problem.places.empty()) {
        const int64_t place =
            problem.places[static_cast<size_t>(e) * problem.sizes.size() + static_cast<size_t>(g)];
        if (place == kForbiddenPlace) {
          ++worth[at].broken;
        } else {
          worth[at].value += place;
        }
      }
      if (!problem.pinned.empty()) {
        const int32_t pin = problem.pinned[static_cast<size_t>(e)];
        worth[at].broken += pin >= 0 && pin != g ? 1 : 0;
      }
    }
    const GroupSize& size = problem.sizes[static_cast<size_t>(g)];
    worth[at].broken += std::max({0, size.min - size_of(at), size_of(at) - size.max});
  }
  for (const CountRule& rule : problem.rules) {
    count_holders(rule.holders);
    for (size_t at = 0; at < count; ++at) {
      const int32_t g = first + static_cast<int32_t>(at);
      if (rule.groups.empty() ||
          std::find(rule.groups.begin(), rule.groups.end(), g) != rule.groups.end()) {
        worth[at].broken += rule.broken(size_of(at), holding[at]);
      }
    }
  }
  for (const auto& pair : problem.apart) {
    const int32_t at = place_of(pair.first);
    if (at >= 0 && at == place_of(pair.second)) ++worth[static_cast<size_t>(at)].broken;
  }
  for (const std::vector<int32_t>& cluster : problem.together) {
    count_holders(cluster);
    for (size_t at = 0; at < count; ++at) {
      if (holding[at] > 0 && holding[at] < static_cast<int32_t>(cluster.size())) ++worth[at].broken;
    }
  }
  return worth;
}

}  // namespace

int64_t mix_points(int64_t full, int32_t size, int32_t count) {
  if (size < 2) return 0;
  return full * count * (size - count) / (int64_t{size} * (size - 1));
}

int64_t match_points(int64_t full, int32_t size, int32_t count) {
  if (size < 2 || count < 2) return 0;
  return full * count * (count - 1) / (int64_t{size} * (size - 1));
}

int64_t spread_points(int64_t full, int32_t size, int32_t count, int64_t holders,
                      int64_t elements) {
  if (size == 0 || elements == 0) return 0;
  return full * std::min(count * elements, size * holders) / (size * elements);
}

int64_t at_least_broken(int32_t count, int32_t least) { return std::max(0, least - count); }

int64_t at_most_broken(int32_t count, int32_t most) { return std::max(0, count - most); }

int64_t not_alone_broken(int32_t count) { return count == 1 ? 1 : 0; }

std::vector<int64_t> balance_offsets(const BalanceCriterion& criterion) {
  auto n = static_cast<int64_t>(criterion.numbers.size());
  int64_t sum = 0;
  for (const int64_t number : criterion.numbers) sum += number;
  if (criterion.all) {
    n = criterion.all->count;
    sum = criterion.all->sum;
  }
  std::vector<int64_t> offsets;
  offsets.reserve(criterion.numbers.size());
  for (const int64_t number : criterion.numbers) {
    // In two steps, so that nothing overflows: to a distance first, then to a share of the range.
    const int64_t distance = number - sum / n;
    const int64_t rest = sum % n;
    const int64_t fine = (distance * 1024 - rest * 1024 / n) * (kBalanceUnit / 1024);
    const int64_t offset = criterion.range > 0 ? fine / criterion.range : 0;
    offsets.push_back(std::clamp<int64_t>(offset, -kBalanceUnit * 4, kBalanceUnit * 4));
  }
  return offsets;
}

int64_t balance_points(int64_t full, int32_t size, int64_t sum_of_offsets) {
  if (size == 0) return 0;
  const int64_t away = std::min(std::abs(sum_of_offsets) / size, kBalanceUnit);
  return full - full * away / kBalanceUnit;
}

int64_t shared_pairs(int64_t sum, int64_t share) {
  // Downwards, in two parts, so that nothing overflows.
  return (sum >> 20) * share + (((sum & (kWholeShare - 1)) * share) >> 20);
}

bool better_grouping(const GroupingWorth& one, const GroupingWorth& two, bool worst_first) {
  if (one.broken != two.broken) return one.broken < two.broken;
  if (worst_first && one.smallest != two.smallest) return one.smallest > two.smallest;
  return one.value > two.value;
}

GroupWorth group_worth(const GroupingProblem& problem, int32_t group,
                       const std::vector<int32_t>& members) {
  std::vector<int32_t> of_element(static_cast<size_t>(problem.elements), -1);
  for (const int32_t e : members) of_element[static_cast<size_t>(e)] = group;
  return worth_of_groups(problem, of_element, group, group + 1)[0];
}

GroupingWorth grouping_worth(const GroupingProblem& problem, const std::vector<int32_t>& group) {
  GroupingWorth worth;
  worth.groups = worth_of_groups(problem, group, 0, static_cast<int32_t>(problem.sizes.size()));
  worth.smallest = INT64_MAX;
  for (const GroupWorth& one : worth.groups) {
    worth.broken += one.broken;
    worth.value += one.value;
    worth.smallest = std::min(worth.smallest, one.value);
  }
  if (worth.groups.empty()) worth.smallest = 0;
  return worth;
}

}  // namespace weft::solve
