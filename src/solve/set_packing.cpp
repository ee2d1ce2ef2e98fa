#include "solve/set_packing.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>

#include "solve/annealing.h"
#include "solve/none.h"
#include "solve/packing_bound.h"

namespace weft::solve {
namespace {

constexpr size_t kSmallPart = 18;  // elements

// The sets of each element, one range after the other.
struct Holders {
  std::vector<size_t> begin;
  std::vector<int32_t> sets;

  explicit Holders(const PackingProblem& problem)
      : begin(static_cast<size_t>(problem.elements) + 1, 0) {
    for (const PackingSet& set : problem.sets) {
      for (const int32_t v : set.all()) ++begin[static_cast<size_t>(v) + 1];
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    sets.resize(begin.back());
    std::vector<size_t> next(begin.begin(), begin.end() - 1);
    for (size_t s = 0; s < problem.sets.size(); ++s) {
      for (const int32_t v : problem.sets[s].all())
        sets[next[static_cast<size_t>(v)]++] = static_cast<int32_t>(s);
    }
  }
  std::span<const int32_t> of(int32_t v) const {
    const auto i = static_cast<size_t>(v);
    return {sets.data() + begin[i], begin[i + 1] - begin[i]};
  }
};

// Elements in chosen sets first, then their weight.
struct Score {
  int64_t elements = 0;
  int64_t weight = 0;
  bool operator<(const Score& other) const {
    return elements != other.elements ? elements < other.elements : weight < other.weight;
  }
  Score plus(const PackingSet& set) const { return {elements + set.size(), weight + set.weight}; }
};

class Packer {
 public:
  Packer(const PackingProblem& problem, const std::vector<int32_t>& start, int64_t work,
         Random random, const std::function<void(double done)>& progress)
      : problem_(problem),
        holders_(problem),
        work_(std::max<int64_t>(work, 1)),
        random_(random),
        progress_(progress),
        set_of_(static_cast<size_t>(problem.elements), kNone) {
    for (const int32_t s : start) {
      for (const int32_t v : set(s).all()) {
        if (set_of_[static_cast<size_t>(v)] != kNone)
          throw std::invalid_argument("sets to begin with meet");
      }
      choose(s);
    }
  }

  Packing run() {
    const std::vector<std::vector<int32_t>> parts = find_parts();
    bool exact = true;
    for (const std::vector<int32_t>& part : parts) {
      if (part.size() <= kSmallPart) {
        solve_part(part);
      } else {
        exact = false;
        for (const int32_t v : part) open_.push_back(v);
      }
    }
    if (!exact) search();
    Packing packing = chosen();
    packing.bound = packing.weight;
    packing.elements_bound = packing.elements;
    if (exact) return packing;
    packing.elements_bound = most_elements(packing.elements);
    PackingBound bound = most_weight(packing);
    refine(bound.bonus);
    const Packing refined = chosen();
    if (refined.elements > packing.elements) bound = most_weight(refined);
    packing.chosen = refined.chosen;
    packing.elements = refined.elements;
    packing.weight = refined.weight;
    packing.bound = std::max(packing.weight, bound.weight);
    return packing;
  }

 private:
  Packing chosen() const {
    Packing packing;
    for (int32_t s = 0; s < static_cast<int32_t>(problem_.sets.size()); ++s) {
      if (set_of_[static_cast<size_t>(set(s).members[0])] != s) continue;
      packing.chosen.push_back(s);
      packing.elements += set(s).size();
      packing.weight += set(s).weight;
    }
    return packing;
  }

  const PackingSet& set(int32_t s) const { return problem_.sets[static_cast<size_t>(s)]; }
  bool is_free(int32_t v) const { return set_of_[static_cast<size_t>(v)] == kNone; }
  bool is_free(const PackingSet& of) const {
    const auto all = of.all();
    return std::all_of(all.begin(), all.end(), [&](int32_t v) { return is_free(v); });
  }
  void choose(int32_t s) {
    for (const int32_t v : set(s).all()) set_of_[static_cast<size_t>(v)] = s;
  }
  void drop(int32_t s) {
    for (const int32_t v : set(s).all()) set_of_[static_cast<size_t>(v)] = kNone;
  }

  // Elements that hang together by sets; those in no set are in no part.
  std::vector<std::vector<int32_t>> find_parts() const {
    std::vector<int32_t> root(static_cast<size_t>(problem_.elements));
    std::iota(root.begin(), root.end(), 0);
    const auto find = [&](int32_t v) {
      while (root[static_cast<size_t>(v)] != v) {
        int32_t& up = root[static_cast<size_t>(v)];
        up = root[static_cast<size_t>(up)];
        v = up;
      }
      return v;
    };
    for (const PackingSet& one : problem_.sets) {
      for (const int32_t v : one.all()) {
        const int32_t a = find(v);
        const int32_t b = find(one.members[0]);
        root[static_cast<size_t>(std::max(a, b))] = std::min(a, b);
      }
    }
    std::vector<std::vector<int32_t>> parts;
    std::vector<int32_t> number(static_cast<size_t>(problem_.elements), kNone);
    for (int32_t v = 0; v < problem_.elements; ++v) {
      if (holders_.of(v).empty()) continue;
      int32_t& part = number[static_cast<size_t>(find(v))];
      if (part == kNone) {
        part = static_cast<int32_t>(parts.size());
        parts.emplace_back();
      }
      parts[static_cast<size_t>(part)].push_back(v);
    }
    return parts;
  }

  // best[m]: of the elements of m. The lowest is in no set, or in one that lies in m.
  void solve_part(const std::vector<int32_t>& part) {
    const size_t n = part.size();
    struct Local {
      uint32_t mask;
      int32_t set;
    };
    std::vector<std::vector<Local>> by_lowest(n);
    for (size_t i = 0; i < n; ++i) {
      for (const int32_t s : holders_.of(part[i])) {
        uint32_t mask = 0;
        for (const int32_t v : set(s).all()) {
          const auto at = std::lower_bound(part.begin(), part.end(), v) - part.begin();
          mask |= uint32_t{1} << at;
        }
        if ((mask & ((uint32_t{1} << i) - 1)) == 0) by_lowest[i].push_back({mask, s});
      }
    }
    std::vector<Score> best(size_t{1} << n);
    std::vector<int32_t> taken(best.size(), kNone);
    const auto lowest = [](uint32_t mask) {
      size_t i = 0;
      while ((mask >> i & 1) == 0) ++i;
      return i;
    };
    for (uint32_t mask = 1; mask < best.size(); ++mask) {
      const size_t i = lowest(mask);
      best[mask] = best[mask & (mask - 1)];
      for (const Local& local : by_lowest[i]) {
        if ((local.mask & mask) != local.mask) continue;
        const Score with = best[mask ^ local.mask].plus(set(local.set));
        if (!(best[mask] < with)) continue;
        best[mask] = with;
        taken[mask] = local.set;
      }
    }
    for (const int32_t v : part) set_of_[static_cast<size_t>(v)] = kNone;
    for (auto mask = static_cast<uint32_t>(best.size() - 1); mask != 0;) {
      const int32_t s = taken[mask];
      if (s == kNone) {
        mask &= mask - 1;
        continue;
      }
      choose(s);
      for (const int32_t v : set(s).all())
        mask ^= uint32_t{1} << (std::lower_bound(part.begin(), part.end(), v) - part.begin());
    }
  }

  int64_t heaviest() const {
    int64_t most = 0;
    for (const PackingSet& one : problem_.sets) most = std::max(most, one.weight);
    return most;
  }

  // First for elements: no weights of the few sets that a move exchanges are worth one less.
  void search() {
    const int64_t most = std::max<int64_t>(heaviest(), 1);
    anneal(2 * most + 1, {most, most / 500}, 0, work_ / 3);
  }

  // Then for weight: with little more for an element than it takes to bring in the last ones, the
  // search may do without some of them for a while. Much warmer or colder finds less.
  void refine(int64_t bonus) {
    const int64_t most = std::max<int64_t>(heaviest(), 1);
    anneal(bonus + bonus / 32 + 1, {most / 12, most / 72}, work_ / 3, work_);
  }

  struct Cooling {
    int64_t hot;
    int64_t cold;
  };

  void anneal(int64_t bonus, Cooling cooling, int64_t from, int64_t until) {
    const auto worth = [&](int32_t s) { return set(s).weight + bonus * set(s).size(); };
    Score now;
    for (size_t v = 0; v < set_of_.size(); ++v) {
      const int32_t s = set_of_[v];
      if (s != kNone && set(s).members[0] == static_cast<int32_t>(v)) now = now.plus(set(s));
    }
    for (const int32_t v : open_) now = fill(v, worth, now);
    std::vector<int32_t> best = set_of_;
    Score best_score = now;
    const Thresholds thresholds;
    const int64_t hot = std::max<int64_t>(cooling.hot, 1) * Thresholds::kOne;
    const int64_t cold = std::max<int64_t>(cooling.cold, 1) * Thresholds::kOne;
    const SearchBudget budget{until - from, {}};
    int64_t reported = 0;
    int64_t temperature = hot;
    looked_ = 0;
    for (int64_t move = 0; looked_ < until - from; ++move) {
      if (move % 64 == 0) {
        const int64_t share = budget.spent(looked_);
        temperature = cooled(hot, std::min(hot, cold), std::min(share, kAllSpent));
        if (progress_ && share - reported > kAllSpent / 50) {
          reported = share;
          progress_(static_cast<double>(from + looked_) / static_cast<double>(work_));
        }
      }
      const int32_t v = open_[random_.index(open_.size())];
      const auto of = holders_.of(v);
      const int32_t in = of[random_.index(of.size())];
      ++looked_;
      if (set_of_[static_cast<size_t>(v)] == in) continue;
      out_.clear();
      in_.clear();
      freed_.clear();
      for (const int32_t u : set(in).all()) {
        const int32_t s = set_of_[static_cast<size_t>(u)];
        if (s == kNone) continue;
        out_.push_back(s);
        for (const int32_t w : set(s).all()) freed_.push_back(w);
        drop(s);
      }
      choose(in);
      in_.push_back(in);
      random_.shuffle(std::span<int32_t>(freed_));
      for (const int32_t u : freed_) fill(u, worth, {});
      Score next = now;
      int64_t loss = 0;
      for (const int32_t s : out_) {
        next = {next.elements - set(s).size(), next.weight - set(s).weight};
        loss += worth(s);
      }
      for (const int32_t s : in_) {
        next = next.plus(set(s));
        loss -= worth(s);
      }
      if (loss <= thresholds.draw(temperature, random_.next() >> 32)) {
        now = next;
        if (best_score < now) {
          best_score = now;
          best = set_of_;
          looked_ += static_cast<int64_t>(best.size()) / 8;
        }
        continue;
      }
      for (const int32_t s : in_) drop(s);
      for (const int32_t s : out_) choose(s);
    }
    set_of_ = std::move(best);
  }

  // The best set of free elements for v, if v is free.
  template <typename Worth>
  Score fill(int32_t v, Worth worth, Score score) {
    if (!is_free(v)) return score;
    int32_t best = kNone;
    const auto of = holders_.of(v);
    looked_ += static_cast<int64_t>(of.size());
    for (const int32_t s : of) {
      if (is_free(set(s)) && (best == kNone || worth(s) > worth(best))) best = s;
    }
    if (best == kNone) return score;
    choose(best);
    in_.push_back(best);
    return score.plus(set(best));
  }

  int64_t most_elements(int64_t reached) {
    int64_t in_sets = 0;
    for (int32_t v = 0; v < problem_.elements; ++v) in_sets += holders_.of(v).empty() ? 0 : 1;
    if (reached == in_sets) return reached;
    // Fractions of an element round down.
    constexpr int64_t kPart = 64;
    std::vector<int64_t> sizes;
    for (const PackingSet& one : problem_.sets) sizes.push_back(kPart * one.size());
    const int64_t bound = packing_bound(problem_, sizes, kPart * reached, 0, work_).weight / kPart;
    return std::clamp(bound, reached, in_sets);
  }

  PackingBound most_weight(const Packing& packing) {
    std::vector<int64_t> weights;
    for (const PackingSet& one : problem_.sets) weights.push_back(one.weight);
    return packing_bound(problem_, weights, packing.weight, packing.elements, work_);
  }

  const PackingProblem& problem_;
  Holders holders_;
  int64_t work_;
  Random random_;
  const std::function<void(double done)>& progress_;
  std::vector<int32_t> set_of_;  // the chosen set of each element
  std::vector<int32_t> open_;    // elements of parts that are searched
  int64_t looked_ = 0;
  std::vector<int32_t> out_, in_, freed_;
};

}  // namespace

Packing max_set_packing(const PackingProblem& problem, const std::vector<int32_t>& start,
                        int64_t work, Random random,
                        const std::function<void(double done)>& progress) {
  for (const PackingSet& set : problem.sets) {
    const auto all = set.all();
    for (size_t i = 0; i < all.size(); ++i) {
      if (all[i] < 0 || all[i] >= problem.elements ||
          std::count(all.begin(), all.end(), all[i]) > 1)
        throw std::invalid_argument("a set has members out of range, or one twice");
    }
    if (set.weight < 0) throw std::invalid_argument("a set weighs less than nothing");
  }
  return Packer(problem, start, work, random, progress).run();
}

}  // namespace weft::solve
