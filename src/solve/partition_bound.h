// How large the sum of the values inside groups can be at most, with what proves it.
//
// By partners: an element has as many partners as its group has others. With a dual for each
// element and one for each pair inside a group,
//     pairs * all + sum of (most or fewest partners) * dual + sum over pairs of what is left of
//     value
// is no less than any partition (fractional matching with degrees, halved by its symmetry).
// By spectrum: if half of (t_i + t_j), plus `along` on the diagonal, less the values, is a matrix
// without a negative eigenvalue, then twice the value of a partition is no more than along *
// elements
// + sum of t_i * size of the group of i. Distances in space are proven within few per cent by this,
// values without a pattern better by partners.
//
// Cost: partners O(elements^2) a pass, few passes; spectrum O(elements^3), so only up to
// kSpectrumElements. Sources: Edmonds 1965 (duals); Donath and Hoffman 1973 (eigenvalues).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "solve/partition.h"

namespace weft::solve {

inline constexpr int32_t kSpectrumElements = 800;
inline constexpr int64_t kSpectrumScale = 1 << 16;

struct PartnerDuals {
  std::vector<int64_t> element;  // doubled, of any sign
  int64_t pair = 0;              // doubled
};

struct Spectrum {
  std::vector<int64_t> t;  // in units of 1/kSpectrumScale
  int64_t along = 0;
};

struct PartitionBound {
  int64_t value = 0;
  PartnerDuals partners;
  std::optional<Spectrum> spectrum;  // where it is the better proof
};

// REQUIRES: sizes that add up.
PartitionBound partition_bound(const PartitionProblem& problem);

// What these duals prove.
int64_t bound_by_partners(const PartitionProblem& problem, const PartnerDuals& duals);

// What this proves, if it holds: checked by a Cholesky factorisation with room for its rounding.
std::optional<int64_t> bound_by_spectrum(const PartitionProblem& problem, const Spectrum& spectrum);

}  // namespace weft::solve
