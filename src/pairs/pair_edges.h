// All pairs of a roster as edges for the matching solver, which asks for the few that matter: the
// best candidates of each person, then those that the duals of the others do not cover.
//
// A pass over all pairs goes class by class and type by type with the smallest dual of each; only
// where that is not covered it looks at people. Edges that are given get noise on top of their
// value, so that among equal results chance decides; those that were never given have none, which
// is the least there is. So the optimum over all pairs is an optimum of the values.
//
// A pass: O(classes² + listed exceptions + hits), O(n) memory. Sources: pricing as in Cook and Rohe
// 1999; candidates by the duals of a sample, as in multilevel starts for assignment.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/random.h"
#include "pairs/values.h"
#include "solve/matching.h"

namespace weft {

// How values become weights.
struct PairWeights {
  int64_t factor = 1;
  uint64_t noise = 1;       // exclusive
  int64_t least_value = 0;  // pairs that are worth less are none
  bool flat = false;        // all that are left weigh the same

  int64_t of(int64_t value) const { return flat ? 0 : factor * value; }
  int64_t most(int64_t full_value) const {
    return of(full_value) + static_cast<int64_t>(noise) - 1;
  }
};

class PairEdges : public solve::EdgeSource {
 public:
  // With `odd_candidates` one vertex more, the last, for one of them to be odd. REQUIRES: `values`
  // outlives this.
  PairEdges(const PairValues& values, const PairWeights& weights,
            std::vector<int32_t> odd_candidates, Random random);

  int32_t vertices() const override {
    return values_.vertices() + (odd_candidates_.empty() ? 0 : 1);
  }
  int64_t lowest_weight() const override { return 0; }
  int64_t highest_weight() const override { return weights_.most(values_.full_value()); }
  std::vector<solve::WeightedEdge> first() override;
  std::vector<int64_t> start() override;
  std::vector<solve::WeightedEdge> uncovered(const solve::PriceDuals& duals) override;

  // Duals of types for first(), two-fold as in PriceDuals: a pair is a good candidate where they
  // exceed its weight by little.
  void set_estimate(std::vector<int64_t> of_types) { estimate_ = std::move(of_types); }
  // For each type the smallest dual that covers all pairs with these vertices: an estimate from the
  // duals of a few.
  std::vector<int64_t> covering(const std::vector<int32_t>& vertices,
                                const std::vector<int64_t>& duals) const;

  // Told after each uncovered(): a bound on the value over all pairs, and the value of the matching
  // there is by then, if there is one.
  using OnBounds = std::function<void(std::optional<int64_t> value, int64_t bound)>;
  void on_bounds(OnBounds told) { on_bounds_ = std::move(told); }

  // Per vertex the two smallest of alpha * dual[v] - beta * weight over all others v but its mate,
  // with the vertices they are of, as if all edges were without noise; a lower bound, as what is
  // known of single people may take value away.
  struct Least {
    int64_t cost;
    int32_t vertex;
  };
  using TwoLeast = std::array<Least, 2>;
  std::vector<TwoLeast> two_least(const std::vector<int64_t>& dual, int64_t alpha, int64_t beta,
                                  const std::vector<int32_t>& mate) const;

 private:
  struct Sorted {
    std::vector<int32_t> vertex;  // by type, then by dual
    std::vector<int64_t> dual;
  };
  void sort_by_dual(const std::vector<int64_t>& dual);
  bool counts(int64_t value) const { return value >= weights_.least_value; }
  template <typename Visit>
  void each_open(int32_t s, int32_t t, int64_t value, const solve::PriceDuals& duals, Visit visit);

  const PairValues& values_;
  PairWeights weights_;
  std::vector<int32_t> odd_candidates_;
  Random random_;
  std::vector<int64_t> estimate_;  // none: nothing is known
  std::vector<int32_t> type_of_;   // per vertex; -1: none
  Sorted sorted_;
  uint64_t passes_ = 0;
  OnBounds on_bounds_;
};

}  // namespace weft
