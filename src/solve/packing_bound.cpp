#include "solve/packing_bound.h"

#include <algorithm>
#include <limits>
#include <span>

#include "solve/matching.h"

namespace weft::solve {
namespace {

constexpr int64_t kOne = 64;       // weights and prices are in kOne-th
constexpr int64_t kFine = 1024;    // steps are in kFine-th
constexpr int64_t kMatching = 60;  // looks at sets that a matching costs, for each pair
constexpr int64_t kHighest = int64_t{1} << 40;  // weight that a matching takes

class PackingPrices {
 public:
  PackingPrices(const PackingProblem& problem, const std::vector<int64_t>& weights, int64_t reached,
                int64_t least_elements)
      : problem_(problem),
        reached_(reached * kOne),
        least_elements_(least_elements),
        price_(static_cast<size_t>(problem.elements), 0),
        way_(price_.size()),
        used_(price_.size()),
        chosen_(price_.size()),
        surplus_(price_.size()) {
    for (size_t s = 0; s < weights.size(); ++s) {
      const auto all = problem.sets[s].all();
      const int32_t first = *std::min_element(all.begin(), all.end());
      sets_.push_back({s, weights[s] * kOne, static_cast<size_t>(first)});
      for (const int32_t v : all) {
        int64_t& price = price_[static_cast<size_t>(v)];
        price = std::max(price, weights[s] * kOne / static_cast<int64_t>(all.size()));
      }
    }
    best_price_ = price_;
  }

  // At most so many steps with prices alone, and so many with matchings.
  PackingBound bound(int64_t steps, int64_t matchings) {
    descend(steps, 20);
    if (!met() && matchings > 0) {
      part_pairs();
      descend(matchings, 6);
    }
    return {least_ >= 0 ? least_ / kOne : 0, best_bonus_ / kOne};
  }

 private:
  struct Weighted {
    size_t set;
    int64_t weight;
    size_t first;
  };

  bool met() const { return least_ < reached_ + kOne; }

  void descend(int64_t steps, int patience) {
    int64_t theta = kFine;
    int stuck = 0;
    forget_way();
    for (int64_t step = 0; step < steps && theta > 0 && !met(); ++step) {
      const int64_t sum = relax();
      if (sum < least_) {
        least_ = sum;
        best_price_ = price_;
        best_bonus_ = bonus_;
        stuck = 0;
      } else if (++stuck == patience) {
        theta = theta * 2 / 3;
        stuck = 0;
        forget_way();
        continue;
      }
      move(std::max<int64_t>(sum - reached_, 1), theta);
    }
  }

  void forget_way() {
    price_ = best_price_;
    bonus_ = best_bonus_;
    std::fill(way_.begin(), way_.end(), 0);
    bonus_way_ = 0;
  }

  int64_t left_of(const Weighted& set) const {
    const PackingSet& of = problem_.sets[set.set];
    int64_t left = set.weight + bonus_ * of.size();
    for (const int32_t v : of.all()) left -= price_[static_cast<size_t>(v)];
    return left;
  }

  // What these prices prove; who is used how often by what they choose.
  int64_t relax() {
    std::fill(surplus_.begin(), surplus_.end(), 0);
    std::fill(chosen_.begin(), chosen_.end(), kNone);
    std::fill(used_.begin(), used_.end(), 0);
    elements_ = 0;
    int64_t sum = -bonus_ * least_elements_;
    if (!pairs_.empty()) sum += match();
    for (const Weighted& set : sets_) {
      const int64_t left = left_of(set);
      if (left <= surplus_[set.first]) continue;
      surplus_[set.first] = left;
      chosen_[set.first] = set.set;
    }
    for (size_t v = 0; v < price_.size(); ++v) {
      sum += price_[v] + surplus_[v];
      if (chosen_[v] != kNone) use(problem_.sets[chosen_[v]]);
    }
    return sum;
  }

  void use(const PackingSet& set) {
    elements_ += set.size();
    for (const int32_t u : set.all()) ++used_[static_cast<size_t>(u)];
  }

  // From now on the pairs among the sets are matched, of equal ones the heaviest.
  void part_pairs() {
    const auto is_pair = [&](const Weighted& set) { return problem_.sets[set.set].size() == 2; };
    const auto middle = std::stable_partition(sets_.begin(), sets_.end(), is_pair);
    pairs_.assign(sets_.begin(), middle);
    sets_.erase(sets_.begin(), middle);
    const auto ends = [&](const Weighted& pair) {
      return std::minmax(problem_.sets[pair.set].members[0], problem_.sets[pair.set].members[1]);
    };
    std::sort(pairs_.begin(), pairs_.end(), [&](const Weighted& a, const Weighted& b) {
      const auto of_a = ends(a);
      const auto of_b = ends(b);
      if (of_a != of_b) return of_a < of_b;
      return a.weight != b.weight ? a.weight > b.weight : a.set < b.set;
    });
    pairs_.erase(
        std::unique(pairs_.begin(), pairs_.end(),
                    [&](const Weighted& a, const Weighted& b) { return ends(a) == ends(b); }),
        pairs_.end());
  }

  int64_t match() {
    Graph graph;
    graph.vertices = problem_.elements;
    for (const Weighted& pair : pairs_) {
      const int64_t left = left_of(pair);
      const auto& ends = problem_.sets[pair.set].members;
      if (left > 0) graph.edges.push_back({ends[0], ends[1], std::min(left, kHighest)});
    }
    const Matching matching = max_weight_matching(graph, Objective::kWeight);
    for (int32_t u = 0; u < problem_.elements; ++u) {
      const int32_t v = matching.mate[static_cast<size_t>(u)];
      if (v > u) use({{u, v, -1}, 0});
    }
    return matching.weight;
  }

  // Where the last steps went counts, too: sets that overlap pull prices to and fro.
  static int64_t turned(int64_t before, int64_t now) { return (3 * before + kFine * now) / 4; }

  void move(int64_t gap, int64_t theta) {
    int64_t length = 0;  // kFine * kFine is one
    for (size_t v = 0; v < price_.size(); ++v) {
      way_[v] = turned(way_[v], used_[v] - 1);
      if (price_[v] == 0) way_[v] = std::max<int64_t>(way_[v], 0);
      length += way_[v] * way_[v];
    }
    if (least_elements_ > 0) {
      bonus_way_ = turned(bonus_way_, least_elements_ - elements_);
      if (bonus_ == 0) bonus_way_ = std::max<int64_t>(bonus_way_, 0);
      length += bonus_way_ * bonus_way_;
    }
    length /= kFine * kFine;
    if (length == 0) return;
    const auto by = [&](int64_t way) {
      return gap / kFine * theta / kFine * way / length +
             gap % kFine * theta / kFine * way / kFine / length;
    };
    for (size_t v = 0; v < price_.size(); ++v)
      price_[v] = std::max<int64_t>(price_[v] + by(way_[v]), 0);
    bonus_ = std::max<int64_t>(bonus_ + by(bonus_way_), 0);
  }

  static constexpr size_t kNone = static_cast<size_t>(-1);

  const PackingProblem& problem_;
  int64_t reached_;
  int64_t least_elements_;
  std::vector<Weighted> sets_;   // that are looked at one by one
  std::vector<Weighted> pairs_;  // that are matched
  std::vector<int64_t> price_, best_price_;
  int64_t bonus_ = 0, best_bonus_ = 0;
  std::vector<int64_t> way_;
  int64_t bonus_way_ = 0;
  std::vector<int64_t> used_;
  std::vector<size_t> chosen_;
  std::vector<int64_t> surplus_;
  int64_t elements_ = 0;
  int64_t least_ = std::numeric_limits<int64_t>::max();
};

}  // namespace

PackingBound packing_bound(const PackingProblem& problem, const std::vector<int64_t>& weights,
                           int64_t reached, int64_t least_elements, int64_t work) {
  const auto sets = static_cast<int64_t>(problem.sets.size());
  const int64_t pairs = std::count_if(problem.sets.begin(), problem.sets.end(),
                                      [](const PackingSet& set) { return set.size() == 2; });
  const int64_t steps = std::clamp<int64_t>(work / (sets + 1), 100, 3000);
  const int64_t matchings = std::min<int64_t>(work / (kMatching * (pairs + 1) + sets), 300);
  return PackingPrices(problem, weights, reached, least_elements).bound(steps, matchings);
}

}  // namespace weft::solve
