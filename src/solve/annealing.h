// Annealing in integers: budgets, thresholds and cooling that give the same bits everywhere.
//
// A search counts its work (elements looked at, about a nanosecond each) and asks the budget how
// much of it is spent; the temperature follows from that. Temperatures are fixed-point. Where real
// numbers come in there are only + - * / and square roots, which IEEE 754 fixes to the bit. Source:
// Kirkpatrick, Gelatt and Vecchi 1983.
#pragma once

#include <array>
#include <cstdint>
#include <functional>

#include "base/random.h"

namespace weft::solve {

inline constexpr int64_t kAllSpent = int64_t{1} << 20;

struct SearchBudget {
  int64_t work = 0;
  // For measuring only: how much of kAllSpent is spent after so much work, by a clock outside.
  // Where it is given `work` does not count, and results do not repeat.
  std::function<int64_t(int64_t work)> clock;

  int64_t spent(int64_t done) const;
};

// A move that loses no more than this is accepted: -temperature * ln(uniform).
class Thresholds {
 public:
  static constexpr int64_t kOne = 1 << 12;  // a temperature of 1

  Thresholds();
  // temperature: in units of 1/kOne, up to 2^46.
  int64_t draw(int64_t temperature, uint64_t chance) const {
    return (temperature * log_[chance % log_.size()]) >> 24;
  }

 private:
  std::array<int32_t, 4096> log_;  // -ln((i + 1/2) / 4096), in units of 1/kOne
};

// high * (low / high) ^ (share / kAllSpent). REQUIRES: 0 < low <= high, 0 <= share <= kAllSpent.
int64_t cooled(int64_t high, int64_t low, int64_t share);

}  // namespace weft::solve
