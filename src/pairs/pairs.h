// Matching people in pairs: as many as possible, then the largest sum of fit; with proof. For every
// format that makes pairs of one pool.
//
// Which solver runs is decided by size and never changes what the result means: few people are one
// dense graph; more are solved on candidates and priced over all pairs. Another solver is another
// PairMethod and a branch in Pairs::match().
//
// Chance: each pair's weight is its value times a scale, plus noise too small, even summed over all
// pairs, to outweigh a third of a point of value (a trio is worth thirds). So the matching is one
// of the optima, which one is decided by the seed, and the dual bound divided by the scale is the
// bound on the value.
//
// Somebody odd: one vertex more, of weight 0, for one of the candidates to be paired with.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "fit/fit.h"
#include "pairs/pair_edges.h"
#include "pairs/values.h"
#include "solve/matching.h"

namespace weft {

enum class PairMethod { kBySize, kDense, kPriced };

// How far it is: the share of the work, and the value and the bound where they are known.
struct PairProgress {
  double done = 0;
  std::optional<int64_t> value;
  std::optional<int64_t> bound;
};

struct PairMatching {
  std::vector<int32_t> mate;  // of each participant; -1: nobody
  int32_t odd = -1;           // the candidate who is odd
  int64_t pairs = 0;          // not counting the odd one
  int64_t value = 0;
  // No matching that has as many pairs, with one of the candidates odd, is worth more.
  int64_t bound = 0;
  // match_worst_first() alone: the value of the worst pair, which is proven, and whether the others
  // are as good as can be too.
  int64_t worst = 0;
  bool leximin = false;
  std::string solver;
  // What it was solved on, over vertices of Pairs; duals cover all pairs.
  solve::PricedMatching solved;
};

// Everybody in pairs but for one trio, which is worth the mean of its three pairs.
struct PairsAndTrio {
  struct Trio {
    int32_t odd;
    int32_t a;
    int32_t b;
  };
  std::vector<int32_t> mate;  // of each participant; of the trio: -1
  std::optional<Trio> trio;   // none: it was not looked for, or there is none
  int64_t bound = 0;          // no such plan is worth more
};

class Pairs {
 public:
  // REQUIRES: `fit` outlives this.
  Pairs(const Fit& fit, Random random, PairMethod method = PairMethod::kBySize,
        std::function<void(const PairProgress&)> progress = {});

  // The best matching; with candidates one of them is odd. Proven: it throws where the proof fails.
  PairMatching match(const std::vector<int32_t>& odd_candidates);
  // Worst-off first. With one pair after the other from the worst on as good as can be, as long as
  // the budget of work lasts; else with the worst as good as can be, and then the largest sum.
  // REQUIRES: `any` is match() with the same candidates, here and below.
  PairMatching match_worst_first(const std::vector<int32_t>& odd_candidates,
                                 const PairMatching& any);
  // No matching that has as many pairs as possible has a worst pair of more; 0: there are no pairs.
  int64_t best_worst(const std::vector<int32_t>& odd_candidates);
  // As many pairs as `best` has, worth so many per cent less at most, drawn by larger noise.
  PairMatching match_surprising(const std::vector<int32_t>& odd_candidates, int32_t percent,
                                const PairMatching& best);

  // REQUIRES: in `first` everybody is paired but for the odd one of `odd_candidates`. Few people:
  // tries the trios in order of slack until no untried one can be better. Many: only the bound.
  PairsAndTrio with_trio(const PairMatching& first, const std::vector<int32_t>& odd_candidates);

 private:
  struct Scale {
    int64_t factor;
    uint64_t noise;
  };
  static Scale scale_for(int64_t full_value, int64_t people);

  int32_t size() const { return fit_.size(); }
  int32_t participant(int32_t vertex) const { return order_[static_cast<size_t>(vertex)]; }
  const solve::Graph& graph();
  const PairValues& values();
  std::vector<int32_t> vertices_of(const std::vector<int32_t>& participants) const;
  PairMatching match_dense(const std::vector<int32_t>& odd_vertices);
  PairMatching match_priced(const std::vector<int32_t>& odd_vertices);
  void estimate(PairEdges& edges);
  solve::PricedMatching proven(PairEdges& edges);
  solve::PricedMatching proven(solve::Graph graph);
  solve::Graph with_odd(const solve::Graph& graph, const std::vector<int32_t>& odd_vertices) const;
  PairMatching read(solve::PricedMatching solved) const;
  int64_t worst_of(const PairMatching& found) const;
  // Whether a matching of so many pairs is left without those worth less.
  bool reaches(int64_t least, int64_t pairs, const std::vector<int32_t>& odd_vertices);
  int64_t bottleneck(const PairMatching& any, const std::vector<int32_t>& odd_vertices);
  void report(double done) {
    done_ = std::max(done_, done);
    if (progress_) progress_({done_, best_value_, best_bound_});
  }

  // The trio: see trio.cpp.
  using Trio = PairsAndTrio::Trio;
  Trio of_people(const Trio& vertices) const;
  int64_t trio_thirds(const Trio& trio) const;
  std::vector<int64_t> level_duals(const PairMatching& first,
                                   const std::vector<int32_t>& odd_vertices);
  std::vector<std::array<PairEdges::Least, 2>> cheapest(const PairMatching& first,
                                                        const std::vector<int64_t>& duals);
  solve::Matching match_without(const Trio& trio);
  int64_t value_of(const solve::Matching& matching) const;

  const Fit& fit_;
  Random random_;
  PairMethod method_;
  std::function<void(const PairProgress&)> progress_;
  Scale scale_;
  std::vector<int32_t> order_;  // vertex -> participant: a shuffle
  std::vector<int32_t> vertex_of_;
  std::optional<solve::Graph> graph_;  // the admissible pairs, in the dense case
  std::vector<uint64_t> odd_noise_;
  std::unique_ptr<PairValues> values_;  // in the priced case
  double done_ = 0;                     // questions that follow start no new count
  std::optional<int64_t> best_value_;
  std::optional<int64_t> best_bound_;
};

}  // namespace weft
