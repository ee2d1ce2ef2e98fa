#include "solve/partition_bound.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace weft::solve {
namespace {

constexpr int kPasses = 24;
constexpr int kLanczosSteps = 120;

struct Span {
  int64_t least = 0;
  int64_t most = 0;
};

// Partners an element can have, and pairs there can be in all.
struct Partners {
  Span of_one;
  Span pairs;
  Span squares;  // the sum of squared sizes
};

Partners partners_of(const PartitionProblem& problem) {
  Partners partners;
  partners.of_one = {INT64_MAX, 0};
  for (const GroupSize& size : problem.sizes) {
    if (size.max == 0) continue;
    partners.of_one.least = std::min<int64_t>(partners.of_one.least, std::max(size.min, 1) - 1);
    partners.of_one.most = std::max<int64_t>(partners.of_one.most, size.max - 1);
  }
  partners.of_one.most = std::min<int64_t>(partners.of_one.most, problem.elements - 1);
  partners.of_one.least = std::min(partners.of_one.least, partners.of_one.most);
  const auto squares = [](const std::vector<int32_t>& sizes) {
    int64_t sum = 0;
    for (const int64_t size : sizes) sum += size * size;
    return sum;
  };
  partners.squares = {squares(fewest_pairs_sizes(problem.sizes, problem.elements)),
                      squares(most_pairs_sizes(problem.sizes, problem.elements))};
  partners.pairs = {(partners.squares.least - problem.elements) / 2,
                    (partners.squares.most - problem.elements) / 2};
  return partners;
}

int64_t at_worst(const Span& range, int64_t dual) {
  return dual * (dual >= 0 ? range.most : range.least);
}

int64_t half_down(int64_t doubled) { return doubled >= 0 ? doubled / 2 : -((1 - doubled) / 2); }

// Each element's dual such that it covers all but its best `partners` pairs, in turns.
PartnerDuals descend_duals(const PartitionProblem& problem, const Partners& partners) {
  const int32_t n = problem.elements;
  const int64_t degree =
      std::clamp<int64_t>((partners.squares.most - n) / n, 1, std::max(n - 1, 1));
  PartnerDuals duals;
  duals.element.assign(static_cast<size_t>(n), 0);
  std::vector<int64_t> left;
  PartnerDuals best = duals;
  int64_t least = INT64_MAX;
  for (int pass = 0; pass < kPasses; ++pass) {
    for (int32_t e = 0; e < n; ++e) {
      left.clear();
      for (int32_t f = 0; f < n; ++f) {
        if (f != e) left.push_back(2 * problem.value(e, f) - duals.element[static_cast<size_t>(f)]);
      }
      if (left.empty()) continue;
      const auto place = left.begin() + static_cast<std::ptrdiff_t>(degree - 1);
      std::nth_element(left.begin(), place, left.end(), std::greater<>());
      int64_t& dual = duals.element[static_cast<size_t>(e)];
      dual = pass == 0 ? *place / 2 : (dual + *place) / 2;
    }
    // What all have in common is a dual of the pairs: their number is known better.
    PartnerDuals split = duals;
    std::vector<int64_t> sorted = duals.element;
    std::sort(sorted.begin(), sorted.end());
    int64_t cheapest = INT64_MAX;
    for (size_t at = 0; at < sorted.size(); at += 1 + sorted.size() / 64) {
      const int64_t common = sorted[at];
      int64_t sum = at_worst(partners.pairs, 2 * common);
      for (const int64_t dual : sorted) sum += at_worst(partners.of_one, dual - common);
      if (sum >= cheapest) continue;
      cheapest = sum;
      split.pair = 2 * common;
    }
    for (int64_t& dual : split.element) dual -= split.pair / 2;
    const int64_t bound = bound_by_partners(problem, split);
    if (bound >= least) continue;
    least = bound;
    best = std::move(split);
  }
  return best;
}

// The values without what their rows and columns have in common: P * values * P with P = identity -
// ones / elements.
class Centred {
 public:
  explicit Centred(const PartitionProblem& problem)
      : n_(static_cast<size_t>(problem.elements)), values_(n_ * n_), row_mean_(n_) {
    for (size_t i = 0; i < n_; ++i) {
      double sum = 0;
      for (size_t j = 0; j < n_; ++j) {
        values_[i * n_ + j] = i == j ? 0 : static_cast<double>(problem.values[i * n_ + j]);
        sum += values_[i * n_ + j];
      }
      row_mean_[i] = sum / static_cast<double>(n_);
    }
  }

  const std::vector<double>& row_mean() const { return row_mean_; }

  // The largest eigenvalue but for that of `ones`, from below, by Lanczos with full
  // orthogonalisation.
  double largest_eigenvalue() const {
    const size_t steps = std::min<size_t>(kLanczosSteps, n_ - 1);
    std::vector<std::vector<double>> basis;
    std::vector<double> diagonal;
    std::vector<double> beside;
    std::vector<double> now(n_);
    for (size_t i = 0; i < n_; ++i)
      now[i] = 1 + static_cast<double>((uint64_t{i} * 2654435761U) % 1009) / 1009 *
                       (i % 2 == 0 ? 1 : -2);
    centre(now);
    scale(now, 1 / std::sqrt(dot(now, now)));
    for (size_t step = 0; step < steps; ++step) {
      basis.push_back(now);
      std::vector<double> next = times(now);
      diagonal.push_back(dot(next, now));
      for (int twice = 0; twice < 2; ++twice) {
        for (const std::vector<double>& old : basis) add(next, old, -dot(next, old));
      }
      const double length = std::sqrt(dot(next, next));
      if (length < 1e-9 * (1 + std::abs(diagonal[0]))) break;
      beside.push_back(length);
      scale(next, 1 / length);
      now = std::move(next);
    }
    return largest_of_tridiagonal(diagonal, beside);
  }

 private:
  static double dot(const std::vector<double>& a, const std::vector<double>& b) {
    // Four sums side by side: the order is fixed, and the processor needn't wait for each.
    double sum[4] = {0, 0, 0, 0};
    const size_t whole = a.size() / 4 * 4;
    for (size_t i = 0; i < whole; i += 4) {
      for (size_t lane = 0; lane < 4; ++lane) sum[lane] += a[i + lane] * b[i + lane];
    }
    for (size_t i = whole; i < a.size(); ++i) sum[0] += a[i] * b[i];
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
  }
  static void add(std::vector<double>& to, const std::vector<double>& what, double factor) {
    for (size_t i = 0; i < to.size(); ++i) to[i] += factor * what[i];
  }
  static void scale(std::vector<double>& what, double factor) {
    for (double& value : what) value *= factor;
  }

  static void centre(std::vector<double>& vector) {
    double sum = 0;
    for (const double value : vector) sum += value;
    for (double& value : vector) value -= sum / static_cast<double>(vector.size());
  }

  std::vector<double> times(const std::vector<double>& vector) const {
    std::vector<double> result(n_, 0);
    for (size_t i = 0; i < n_; ++i) {
      const double factor = vector[i];
      const double* row = values_.data() + i * n_;
      for (size_t j = 0; j < n_; ++j) result[j] += factor * row[j];
    }
    centre(result);
    return result;
  }

  // Bisection by the number of negative pivots (Sturm).
  static double largest_of_tridiagonal(const std::vector<double>& diagonal,
                                       const std::vector<double>& beside) {
    double low = diagonal[0];
    double high = diagonal[0];
    for (size_t i = 0; i < diagonal.size(); ++i) {
      double reach = i > 0 ? std::abs(beside[i - 1]) : 0;
      if (i + 1 < diagonal.size()) reach += std::abs(beside[i]);
      low = std::max(low, diagonal[i]);
      high = std::max(high, diagonal[i] + reach);
    }
    for (int step = 0; step < 60; ++step) {
      const double middle = low + (high - low) / 2;
      bool all_below = true;
      double pivot = 1;
      for (size_t i = 0; i < diagonal.size() && all_below; ++i) {
        const double side = i > 0 ? beside[i - 1] * beside[i - 1] / pivot : 0;
        pivot = diagonal[i] - middle - side;
        all_below = pivot < 0;
      }
      (all_below ? high : low) = middle;
    }
    return high;
  }

  size_t n_;
  std::vector<double> values_;
  std::vector<double> row_mean_;
};

// The largest sum over all elements of t * size of its group, whatever the sizes: the mean of t
// counts the squares of the sizes; what is above it goes into the largest groups, what is below
// into the smallest. With equal sizes nothing is left open.
int64_t most_of_sizes(const PartitionProblem& problem, const Partners& partners,
                      std::vector<int64_t> t) {
  const auto n = static_cast<size_t>(problem.elements);
  std::vector<int64_t> large;
  std::vector<int64_t> small;  // what one more element of a group adds to its square, at least
  for (const GroupSize& size : problem.sizes) {
    for (int32_t i = 0; i < std::min(size.max, problem.elements); ++i) {
      large.push_back(size.max);
      small.push_back(i < size.min ? size.min : 2 * i + 1);
    }
  }
  std::sort(large.begin(), large.end(), std::greater<>());
  std::sort(small.begin(), small.end());
  std::sort(t.begin(), t.end());
  int64_t sum = 0;
  for (const int64_t one : t) sum += one;
  const int64_t mean = sum / problem.elements;
  int64_t most = at_worst(partners.squares, mean);
  for (size_t i = 0; i < n && t[i] < mean; ++i) most += (t[i] - mean) * small[i];
  for (size_t i = 0; i < n && t[n - 1 - i] > mean; ++i) most += (t[n - 1 - i] - mean) * large[i];
  return most;
}

int64_t spectrum_value(const PartitionProblem& problem, const Spectrum& spectrum) {
  const int64_t doubled =
      most_of_sizes(problem, partners_of(problem), spectrum.t) + problem.elements * spectrum.along;
  // Down to whole values: no partition lies between.
  const int64_t unit = 2 * kSpectrumScale;
  return doubled >= 0 ? doubled / unit : -((unit - 1 - doubled) / unit);
}

std::optional<Spectrum> find_spectrum(const PartitionProblem& problem) {
  const Centred centred(problem);
  const auto n = static_cast<double>(problem.elements);
  const double top = centred.largest_eigenvalue();
  double mean = 0;
  for (const double row : centred.row_mean()) mean += row / n;
  double room = std::abs(top) * 1e-6 + n / kSpectrumScale;
  for (int attempt = 0; attempt < 16; ++attempt, room *= 3) {
    Spectrum spectrum;
    const double along = top + room;
    spectrum.along = static_cast<int64_t>(std::ceil(along * kSpectrumScale));
    // `ones` has what is along the diagonal as well: taken back, but for some room.
    const double back = (along - room) / n;
    for (const double row : centred.row_mean())
      spectrum.t.push_back(
          static_cast<int64_t>(std::floor((2 * row - mean - back) * kSpectrumScale)));
    if (bound_by_spectrum(problem, spectrum)) return spectrum;
  }
  return {};
}

}  // namespace

int64_t bound_by_partners(const PartitionProblem& problem, const PartnerDuals& duals) {
  const Partners partners = partners_of(problem);
  int64_t doubled = at_worst(partners.pairs, duals.pair);
  for (const int64_t dual : duals.element) doubled += at_worst(partners.of_one, dual);
  for (int32_t a = 0; a < problem.elements; ++a) {
    for (int32_t b = 0; b < a; ++b) {
      const int64_t left = 2 * problem.value(a, b) - duals.pair -
                           duals.element[static_cast<size_t>(a)] -
                           duals.element[static_cast<size_t>(b)];
      doubled += std::max<int64_t>(left, 0);
    }
  }
  return half_down(doubled);
}

std::optional<int64_t> bound_by_spectrum(const PartitionProblem& problem,
                                         const Spectrum& spectrum) {
  const auto n = static_cast<size_t>(problem.elements);
  const double along = static_cast<double>(spectrum.along) / kSpectrumScale;
  std::vector<double> matrix(n * n);
  double trace = 0;
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) {
      const double both = static_cast<double>(spectrum.t[i] + spectrum.t[j]) / 2 / kSpectrumScale;
      matrix[i * n + j] =
          i == j ? both + along : both - static_cast<double>(problem.values[i * n + j]);
    }
    trace += std::abs(matrix[i * n + i]);
  }
  // A factorisation in floating point that ends proves it for a matrix this close (Rump 2006).
  const double room = static_cast<double>(n + 4) * 0x1p-52 * (trace + 1);
  for (size_t i = 0; i < n; ++i) matrix[i * n + i] -= room;
  // Upper triangle, one row after the other: each is taken from those below it.
  for (size_t k = 0; k < n; ++k) {
    const double* pivot = matrix.data() + k * n;
    if (!(pivot[k] > 0)) return {};
    for (size_t i = k + 1; i < n; ++i) {
      const double factor = pivot[i] / pivot[k];
      double* row = matrix.data() + i * n;
      for (size_t j = i; j < n; ++j) row[j] -= factor * pivot[j];
    }
  }
  return spectrum_value(problem, spectrum);
}

PartitionBound partition_bound(const PartitionProblem& problem) {
  PartitionBound bound;
  const Partners partners = partners_of(problem);
  bound.partners = descend_duals(problem, partners);
  bound.value = bound_by_partners(problem, bound.partners);
  if (problem.elements < 3 || problem.elements > kSpectrumElements) return bound;
  if (const std::optional<Spectrum> spectrum = find_spectrum(problem)) {
    const int64_t value = spectrum_value(problem, *spectrum);
    if (value < bound.value) {
      bound.value = value;
      bound.spectrum = spectrum;
    }
  }
  return bound;
}

}  // namespace weft::solve
