#include "solve/subset_groups.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <optional>

namespace weft::solve {
namespace {

constexpr size_t kMostUnits = 20;
constexpr int64_t kFar = INT64_MAX / 4;

// Looks of one table, in `double`: only compared with a limit.
double looks(const SubsetProblem& problem) {
  const size_t units = problem.unit_size.size();
  double sum = 0;
  double choose = 1;  // units over placed
  for (size_t placed = 0; placed <= units; ++placed) {
    sum += choose * static_cast<double>(uint64_t{1} << (units - placed));
    choose = choose * static_cast<double>(units - placed) / static_cast<double>(placed + 1);
  }
  return sum * static_cast<double>(problem.sizes.size());
}

class SubsetTable {
 public:
  explicit SubsetTable(const SubsetProblem& problem)
      : problem_(problem), sets_(size_t{1} << problem.unit_size.size()), count_(sets_, 0) {
    for (size_t set = 1; set < sets_; ++set)
      count_[set] =
          count_[set & (set - 1)] + problem.unit_size[static_cast<size_t>(std::countr_zero(set))];
    int32_t classes = 0;
    for (const int32_t c : problem.class_of) classes = std::max(classes, c + 1);
    worth_.resize(static_cast<size_t>(classes));
    for (size_t g = 0; g < problem.sizes.size(); ++g) {
      auto& worth = worth_[static_cast<size_t>(problem.class_of[g])];
      if (!worth.empty()) continue;
      worth.resize(sets_);
      for (size_t set = 0; set < sets_; ++set) {
        if (fits(g, set))
          worth[set] = problem.worth(problem.class_of[g], static_cast<uint32_t>(set));
      }
    }
  }

  std::vector<int32_t> solve() {
    if (!problem_.worst_first) return assign(false, {});
    const std::vector<int32_t> even = assign(true, {});
    if (even.empty()) return {};
    return assign(false, best_.back()[sets_ - 1].worth.value);
  }

 private:
  struct Cell {
    GroupWorth worth;
    uint32_t set = 0;
    bool known = false;
  };

  bool fits(size_t group, size_t set) const {
    return count_[set] >= problem_.sizes[group].min && count_[set] <= problem_.sizes[group].max;
  }
  bool only_one_class_from(size_t group) const {
    return problem_.class_of[group] == problem_.class_of.back();
  }

  // With `least`, only groups worth that are taken.
  std::vector<int32_t> assign(bool smallest, std::optional<int64_t> least) {
    const size_t groups = problem_.sizes.size();
    best_.assign(groups + 1, std::vector<Cell>(sets_));
    best_[0][0] = {{0, smallest ? kFar : 0}, 0, true};
    for (size_t g = 0; g < groups; ++g) {
      const std::vector<GroupWorth>& worth = worth_[static_cast<size_t>(problem_.class_of[g])];
      const bool ordered = only_one_class_from(g);
      for (size_t placed = 0; placed < sets_; ++placed) {
        const Cell& from = best_[g][placed];
        if (!from.known) continue;
        const size_t left = (sets_ - 1) & ~placed;
        const size_t first = ordered ? left & (~left + 1) : 0;
        const size_t rest = left & ~first;
        for (size_t more = rest;; more = (more - 1) & rest) {
          take(g, placed, more | first, from, worth, smallest, least);
          if (more == 0) break;
        }
        if (first != 0) take(g, placed, 0, from, worth, smallest, least);
      }
    }
    if (!best_[groups][sets_ - 1].known) return {};
    std::vector<int32_t> group(problem_.unit_size.size());
    size_t set = sets_ - 1;
    for (size_t g = groups; g-- > 0;) {
      const uint32_t taken = best_[g + 1][set].set;
      for (size_t u = 0; u < group.size(); ++u) {
        if ((taken >> u & 1) != 0) group[u] = static_cast<int32_t>(g);
      }
      set &= ~static_cast<size_t>(taken);
    }
    return group;
  }

  void take(size_t g, size_t placed, size_t set, const Cell& from,
            const std::vector<GroupWorth>& worth, bool smallest,
            const std::optional<int64_t>& least) {
    if (!fits(g, set)) return;
    const GroupWorth& one = worth[set];
    if (least && one.value < *least) return;
    const GroupWorth sum = {
        from.worth.broken + one.broken,
        smallest ? std::min(from.worth.value, one.value) : from.worth.value + one.value};
    Cell& to = best_[g + 1][placed | set];
    if (to.known && (to.worth.broken < sum.broken ||
                     (to.worth.broken == sum.broken && to.worth.value >= sum.value))) {
      return;
    }
    to = {sum, static_cast<uint32_t>(set), true};
  }

  const SubsetProblem& problem_;
  size_t sets_;
  std::vector<int32_t> count_;                  // elements of a set
  std::vector<std::vector<GroupWorth>> worth_;  // of each class, by set
  std::vector<std::vector<Cell>> best_;         // after each group, by set of placed units
};

}  // namespace

int64_t subset_work(const SubsetProblem& problem) {
  if (problem.unit_size.size() > kMostUnits) return INT64_MAX;
  return static_cast<int64_t>(std::min(looks(problem), 1e18)) * (problem.worst_first ? 2 : 1);
}

std::vector<int32_t> best_by_subsets(const SubsetProblem& problem) {
  if (problem.sizes.empty() || subset_work(problem) == INT64_MAX) return {};
  return SubsetTable(problem).solve();
}

}  // namespace weft::solve
