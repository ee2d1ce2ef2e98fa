#include "solve/annealing.h"

#include <algorithm>
#include <cmath>

namespace weft::solve {

int64_t SearchBudget::spent(int64_t done) const {
  if (clock) return std::clamp<int64_t>(clock(done), 0, kAllSpent);
  if (done >= work) return kAllSpent;
  // Without overflow, and no matter how large the budget.
  return done < (int64_t{1} << 42) ? done * kAllSpent / work : done / (work / kAllSpent);
}

Thresholds::Thresholds() : log_{} {
  // ln(x) = 2 (z + z^3/3 + z^5/5 + ...) with z = (x - 1) / (x + 1), after halving down to 1 <= x
  // < 2.
  const auto natural_log = [](double x) {
    const double z = (x - 1) / (x + 1);
    double power = z;
    double sum = 0;
    for (int k = 1; k < 40; k += 2) {
      sum += power / k;
      power *= z * z;
    }
    return 2 * sum;
  };
  const double log_of_two = natural_log(2);
  for (size_t i = 0; i < log_.size(); ++i) {
    double x = (static_cast<double>(i) + 0.5) / static_cast<double>(log_.size());
    double log = 0;
    for (; x < 1; x *= 2) log += log_of_two;
    log_[i] = static_cast<int32_t>(std::floor((log - natural_log(x)) * kOne + 0.5));
  }
}

int64_t cooled(int64_t high, int64_t low, int64_t share) {
  if (share >= kAllSpent) return low;
  double result = static_cast<double>(high);
  double root = static_cast<double>(low) / static_cast<double>(high);
  for (int64_t bit = kAllSpent / 2; bit > 0; bit /= 2) {
    root = std::sqrt(root);
    if ((share & bit) != 0) result *= root;
  }
  return std::max<int64_t>(1, static_cast<int64_t>(result));
}

}  // namespace weft::solve
