#include "solve/partition.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

#include "solve/subset_groups.h"

namespace weft::solve {
namespace {

constexpr int32_t kBlock = 32;  // elements whose swaps are looked at together
constexpr int32_t kNever = -(1 << 30);
constexpr int64_t kWorthLimit = int64_t{1} << 26;
constexpr int64_t kExactPartitionLooks = 20'000'000;

// Cooling begins where of a thousand rows this many hold a losing move that is accepted, and ends
// where only so few do.
constexpr int64_t kHotPermille = 350;
constexpr int64_t kColdPermille = 40;
constexpr int64_t kFirstAnnealings = 1;
// What a step of the first, quick cooling leaves of the temperature, in per cent.
constexpr int64_t kPartitionStep = 90;
constexpr int kMostPartitionSteps = 130;

void check(const PartitionProblem& problem) {
  const auto n = static_cast<size_t>(problem.elements);
  if (problem.elements < 0 || problem.values.size() != n * n)
    throw std::invalid_argument("values are no square");
  int64_t largest_group = 0;
  for (const GroupSize& size : problem.sizes) {
    if (size.min < 0 || size.max < size.min) throw std::invalid_argument("sizes are no range");
    largest_group = std::max<int64_t>(largest_group, size.max);
  }
  largest_group = std::min<int64_t>(largest_group, problem.elements);
  int64_t largest = 0;
  for (const int32_t value : problem.values)
    largest = std::max(largest, std::abs(static_cast<int64_t>(value)));
  if (largest * std::max<int64_t>(largest_group, 1) > kWorthLimit)
    throw std::invalid_argument("values are too large");
}

// Everything is doubled: a swap is worth the gains less twice the value between the two.
class PartitionSearch {
 public:
  PartitionSearch(const PartitionProblem& problem, const SearchBudget& budget, Random random,
                  const PartitionProgress& progress)
      : problem_(problem),
        budget_(budget),
        random_(random),
        progress_(progress),
        n_(problem.elements),
        groups_(static_cast<int32_t>(problem.sizes.size())),
        stride_((n_ + kBlock - 1) / kBlock * kBlock),
        twice_(static_cast<size_t>(n_) * stride(), 0),
        gain_(static_cast<size_t>(groups_) * stride(), 0),
        own_(stride(), 0),
        group_(stride(), groups_),
        place_(stride(), 0),
        members_(static_cast<size_t>(groups_)),
        worth_(static_cast<size_t>(groups_) + 1, kNever) {
    for (int32_t a = 0; a < n_; ++a) {
      for (int32_t b = 0; b < n_; ++b) {
        if (a != b) row(twice_, a)[b] = static_cast<int32_t>(2 * problem.value(a, b));
      }
    }
  }

  Partition run() {
    start();
    const int64_t spread = spread_of_swaps();
    if (spread > 0) {
      quick_cooling(spread);
      anneal();
    }
    return {std::vector<int32_t>(best_group_.begin(), best_group_.begin() + n_), best_ / 2, false,
            work_};
  }

 private:
  size_t stride() const { return static_cast<size_t>(stride_); }
  int32_t* row(std::vector<int32_t>& matrix, int32_t at) const {
    return matrix.data() + static_cast<size_t>(at) * stride();
  }
  int32_t pick(int32_t count) {
    return static_cast<int32_t>(((random_.next() >> 32) * static_cast<uint64_t>(count)) >> 32);
  }
  int32_t size(int32_t g) const {
    return static_cast<int32_t>(members_[static_cast<size_t>(g)].size());
  }
  bool can_leave(int32_t g) const { return size(g) > problem_.sizes[static_cast<size_t>(g)].min; }
  bool can_join(int32_t g) const { return size(g) < problem_.sizes[static_cast<size_t>(g)].max; }

  // A random start whose sizes have the most pairs where pairs are worth something, else the
  // fewest: sizes far from the best are the hardest to get away from.
  void start() {
    int64_t sum = 0;
    for (const int32_t value : twice_) sum += value;
    const std::vector<int32_t> sizes =
        sum >= 0 ? most_pairs_sizes(problem_.sizes, n_) : fewest_pairs_sizes(problem_.sizes, n_);
    std::vector<int32_t> order(static_cast<size_t>(n_));
    for (int32_t e = 0; e < n_; ++e) order[static_cast<size_t>(e)] = e;
    random_.shuffle(std::span<int32_t>(order));
    size_t next = 0;
    for (int32_t g = 0; g < groups_; ++g) {
      for (int32_t i = 0; i < sizes[static_cast<size_t>(g)]; ++i)
        group_[static_cast<size_t>(order[next++])] = g;
    }
    rebuild();
    best_ = value_;
    best_group_ = group_;
  }

  void rebuild() {
    std::fill(gain_.begin(), gain_.end(), 0);
    for (auto& members : members_) members.clear();
    for (int32_t e = 0; e < n_; ++e) {
      const int32_t g = group_[static_cast<size_t>(e)];
      join(e, g);
      int32_t* gains = row(gain_, g);
      const int32_t* values = row(twice_, e);
      for (int32_t other = 0; other < stride_; ++other) gains[other] += values[other];
    }
    for (int32_t g = 0; g < groups_; ++g) refresh(g);
    value_ = 0;
    for (int32_t e = 0; e < n_; ++e) value_ += own_[static_cast<size_t>(e)];
    value_ /= 2;
  }

  void join(int32_t e, int32_t g) {
    auto& members = members_[static_cast<size_t>(g)];
    place_[static_cast<size_t>(e)] = static_cast<int32_t>(members.size());
    members.push_back(e);
    group_[static_cast<size_t>(e)] = g;
  }

  // own_ of the members of a group.
  void refresh(int32_t g) {
    const int32_t* gains = row(gain_, g);
    for (const int32_t e : members_[static_cast<size_t>(g)])
      own_[static_cast<size_t>(e)] = gains[e];
  }

  void swap(int32_t e, int32_t f) {
    const int32_t from = group_[static_cast<size_t>(e)];
    const int32_t to = group_[static_cast<size_t>(f)];
    int32_t* __restrict lose = row(gain_, from);
    int32_t* __restrict win = row(gain_, to);
    const int32_t* __restrict of_e = row(twice_, e);
    const int32_t* __restrict of_f = row(twice_, f);
    for (int32_t i = 0; i < stride_; ++i) {
      const int32_t change = of_f[i] - of_e[i];
      lose[i] += change;
      win[i] -= change;
    }
    std::swap(group_[static_cast<size_t>(e)], group_[static_cast<size_t>(f)]);
    std::swap(place_[static_cast<size_t>(e)], place_[static_cast<size_t>(f)]);
    members_[static_cast<size_t>(to)][static_cast<size_t>(place_[static_cast<size_t>(e)])] = e;
    members_[static_cast<size_t>(from)][static_cast<size_t>(place_[static_cast<size_t>(f)])] = f;
    refresh(from);
    refresh(to);
    work_ += stride_;
  }

  void shift(int32_t e, int32_t to) {
    const int32_t from = group_[static_cast<size_t>(e)];
    int32_t* __restrict lose = row(gain_, from);
    int32_t* __restrict win = row(gain_, to);
    const int32_t* __restrict of_e = row(twice_, e);
    for (int32_t i = 0; i < stride_; ++i) {
      lose[i] -= of_e[i];
      win[i] += of_e[i];
    }
    auto& left = members_[static_cast<size_t>(from)];
    const int32_t last = left.back();
    left[static_cast<size_t>(place_[static_cast<size_t>(e)])] = last;
    place_[static_cast<size_t>(last)] = place_[static_cast<size_t>(e)];
    left.pop_back();
    join(e, to);
    refresh(from);
    refresh(to);
    work_ += stride_;
  }

  // Looks at the shifts and swaps of one element until one passes, and does that. False: none did.
  bool try_row(int32_t e, int64_t threshold, uint64_t chance) {
    const int32_t from = group_[static_cast<size_t>(e)];
    const auto least = static_cast<int32_t>(std::max<int64_t>(threshold, kNever / 2));
    const int32_t own = own_[static_cast<size_t>(e)];
    for (int32_t g = 0; g < groups_; ++g) worth_[static_cast<size_t>(g)] = row(gain_, g)[e] - own;
    worth_[static_cast<size_t>(from)] = kNever;
    work_ += groups_;
    if (can_leave(from)) {
      int32_t g = pick(groups_);
      for (int32_t i = 0; i < groups_; ++i, ++g) {
        if (g >= groups_) g -= groups_;
        const int32_t gained = worth_[static_cast<size_t>(g)];
        if (gained < least || !can_join(g)) continue;
        accept(gained);
        shift(e, g);
        return true;
      }
    }
    const int32_t* values = row(twice_, e);
    const int32_t* gains = row(gain_, from);
    const int32_t blocks = stride_ / kBlock;
    auto block = static_cast<int32_t>(((chance >> 32) * static_cast<uint64_t>(blocks)) >> 32);
    int32_t gained[kBlock];
    for (int32_t b = 0; b < blocks; ++b, ++block) {
      if (block >= blocks) block -= blocks;
      const int32_t begin = block * kBlock;
      const int32_t passing = gains_of_block(begin, values, gains, least, gained);
      work_ += kBlock;
      if (passing == 0) continue;
      int32_t skip = passing == 1 ? 0 : pick(passing);
      int32_t i = 0;
      while (gained[i] < least || skip-- > 0) ++i;
      accept(gained[i]);
      swap(e, begin + i);
      return true;
    }
    return false;
  }

  // How many of the swaps with a block of elements pass; the groups they come from give `worth_`.
  int32_t gains_of_block(int32_t begin, const int32_t* values, const int32_t* gains, int32_t least,
                         int32_t* gained) const {
    const int32_t* group = group_.data() + begin;
    const int32_t* own = own_.data() + begin;
    for (int32_t i = 0; i < kBlock; ++i) gained[i] = worth_[static_cast<size_t>(group[i])];
    int32_t passing = 0;
    for (int32_t i = 0; i < kBlock; ++i) {
      gained[i] += gains[begin + i] - own[i] - 2 * values[begin + i];
      passing += gained[i] >= least ? 1 : 0;
    }
    return passing;
  }

  void accept(int32_t gained) {
    value_ += gained;
    losing_ += gained < 0 ? 1 : 0;
  }

  void keep_best() {
    if (value_ <= best_) return;
    best_ = value_;
    best_group_ = group_;
  }

  void random_row(int64_t temperature) {
    const uint64_t chance = random_.next();
    try_row(pick(n_), -thresholds_.draw(temperature, chance), chance);
  }

  // The root of the mean square of what random swaps change.
  int64_t spread_of_swaps() {
    double squares = 0;
    int count = 0;
    for (int i = 0; i < 4000; ++i) {
      const int32_t e = pick(n_);
      const int32_t f = pick(n_);
      const int32_t from = group_[static_cast<size_t>(e)];
      const int32_t to = group_[static_cast<size_t>(f)];
      if (from == to) continue;
      const double change = row(gain_, to)[e] + row(gain_, from)[f] - own_[static_cast<size_t>(e)] -
                            own_[static_cast<size_t>(f)] - 2 * row(twice_, e)[f];
      squares += change * change;
      ++count;
    }
    if (count > 0 && squares > 0)
      return 1 + static_cast<int64_t>(std::sqrt(squares / count) * Thresholds::kOne);
    // Equal values: only sizes can matter, and those are right.
    return 0;
  }

  int64_t spent() const { return budget_.spent(work_); }

  // Cools fast, and so finds where the temperature matters.
  void quick_cooling(int64_t spread) {
    int64_t rows = std::min<int64_t>(8 * int64_t{n_}, std::max<int64_t>(4'000'000 / n_, 200));
    if (!budget_.clock) {
      rows = std::clamp<int64_t>(budget_.work / 400 / (n_ + groups_), 20, rows);
    }
    hot_ = 0;
    cold_ = spread;
    for (int step = 0; step < kMostPartitionSteps && spent() < kAllSpent; ++step) {
      losing_ = 0;
      for (int64_t i = 0; i < rows; ++i) {
        random_row(cold_);
        keep_best();
      }
      if (hot_ == 0 && losing_ * 1000 < kHotPermille * rows) hot_ = cold_;
      if (losing_ * 1000 < kColdPermille * rows || cold_ < 100) break;
      cold_ = cold_ * kPartitionStep / 100;
    }
    hot_ = std::max(hot_, cold_);
    descend();
  }

  void anneal() {
    const int64_t begin = spent();
    const int64_t span = std::max<int64_t>(1, (kAllSpent - begin) / annealings_);
    int64_t reported = begin;
    for (int64_t round = 0; round < annealings_; ++round) {
      const int64_t from = begin + round * span;
      for (int64_t now = spent(); now < from + span && now < kAllSpent; now = spent()) {
        const int64_t share = std::max<int64_t>(now - from, 0) * kAllSpent / span;
        const int64_t temperature = cooled(hot_, cold_, std::min(share, kAllSpent));
        for (int i = 0; i < 256; ++i) {
          random_row(temperature);
          keep_best();
        }
        if (progress_ && now - reported > kAllSpent / 200) {
          reported = now;
          progress_(now, best_ / 2);
        }
      }
      descend();
    }
  }

  // From the best so far straight up, until no shift and no swap is left that gains.
  void descend() {
    group_ = best_group_;
    rebuild();
    bool again = true;
    while (again) {
      again = false;
      for (int32_t e = 0; e < n_; ++e) {
        while (try_row(e, 1, random_.next())) again = true;
      }
    }
    keep_best();
  }

  const PartitionProblem& problem_;
  const SearchBudget& budget_;
  Random random_;
  const PartitionProgress& progress_;
  Thresholds thresholds_;
  int32_t n_;
  int32_t groups_;
  int32_t stride_;              // elements, up to whole blocks; those that aren't are in no group
  std::vector<int32_t> twice_;  // values, doubled
  std::vector<int32_t> gain_;   // [group][element], doubled
  std::vector<int32_t> own_;    // gain of the group an element is in
  std::vector<int32_t> group_;  // of each element
  std::vector<int32_t> place_;  // among the members of its group
  std::vector<std::vector<int32_t>> members_;
  std::vector<int32_t> worth_;  // of the element whose row is looked at, to each group
  int64_t value_ = 0;           // doubled
  int64_t best_ = 0;
  std::vector<int32_t> best_group_;
  int64_t hot_ = 0;
  int64_t cold_ = 0;
  int64_t losing_ = 0;
  int64_t annealings_ = kFirstAnnealings;
  int64_t work_ = 0;
};

SubsetProblem as_subsets(const PartitionProblem& problem) {
  SubsetProblem subsets;
  subsets.unit_size.assign(static_cast<size_t>(problem.elements), 1);
  subsets.sizes = problem.sizes;
  std::sort(subsets.sizes.begin(), subsets.sizes.end(), [](const GroupSize& a, const GroupSize& b) {
    return a.min != b.min ? a.min < b.min : a.max < b.max;
  });
  int32_t classes = 0;
  for (size_t g = 0; g < subsets.sizes.size(); ++g) {
    if (g > 0 && (subsets.sizes[g].min != subsets.sizes[g - 1].min ||
                  subsets.sizes[g].max != subsets.sizes[g - 1].max)) {
      ++classes;
    }
    subsets.class_of.push_back(classes);
  }
  subsets.worth = [&problem](int32_t, uint32_t set) {
    GroupWorth worth;
    for (int32_t a = 0; a < problem.elements; ++a) {
      for (int32_t b = 0; b < a; ++b) {
        if ((set >> a & set >> b & 1) != 0) worth.value += problem.value(a, b);
      }
    }
    return worth;
  };
  return subsets;
}

}  // namespace

int64_t partition_value(const PartitionProblem& problem, const std::vector<int32_t>& group) {
  int64_t sum = 0;
  for (int32_t a = 0; a < problem.elements; ++a) {
    for (int32_t b = 0; b < a; ++b) {
      if (group[static_cast<size_t>(a)] == group[static_cast<size_t>(b)])
        sum += problem.value(a, b);
    }
  }
  return sum;
}

Partition max_partition(const PartitionProblem& problem, const SearchBudget& budget, Random random,
                        const PartitionProgress& progress) {
  check(problem);
  if (!sizes_add_up(problem.sizes, problem.elements)) return {};
  if (problem.elements == 0) return {{}, 0, true, 0};
  const SubsetProblem subsets = as_subsets(problem);
  if (subset_work(subsets) <= kExactPartitionLooks) {
    // Sorted sizes give sorted groups: back to the order of the problem.
    std::vector<int32_t> order(problem.sizes.size());
    for (size_t g = 0; g < order.size(); ++g) order[g] = static_cast<int32_t>(g);
    std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
      const GroupSize& one = problem.sizes[static_cast<size_t>(a)];
      const GroupSize& two = problem.sizes[static_cast<size_t>(b)];
      return one.min != two.min ? one.min < two.min : one.max < two.max;
    });
    Partition partition;
    for (const int32_t g : best_by_subsets(subsets))
      partition.group.push_back(order[static_cast<size_t>(g)]);
    partition.value = partition_value(problem, partition.group);
    partition.optimal = true;
    partition.work = subset_work(subsets);
    return partition;
  }
  return PartitionSearch(problem, budget, random, progress).run();
}

}  // namespace weft::solve
