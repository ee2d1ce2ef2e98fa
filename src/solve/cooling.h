// Whether a step that costs something is taken: with probability e^(-cost / temperature), from a
// table of whole numbers, because std::exp differs between libraries.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/random.h"

namespace weft::solve {

class Cooling {
 public:
  // REQUIRES: temperature > 0.05
  explicit constexpr Cooling(double temperature) : chance_{} {
    // e^(-1 / temperature) by squaring a short series; plain products round alike everywhere.
    constexpr int kHalvings = 12;
    const double x = -1.0 / (temperature * (1 << kHalvings));
    double factor = 1.0 + x + x * x / 2.0 + x * x * x / 6.0;
    for (int i = 0; i < kHalvings; ++i) factor *= factor;
    double chance = 4294967296.0;
    for (uint64_t& one : chance_) {
      one = static_cast<uint64_t>(chance);
      chance *= factor;
    }
  }

  bool takes(int64_t cost, Random& random) const {
    if (cost <= 0) return true;
    if (cost >= static_cast<int64_t>(chance_.size())) return false;
    return (random.next() >> 32) < chance_[static_cast<size_t>(cost)];
  }

 private:
  std::array<uint64_t, 16> chance_;
};

}  // namespace weft::solve
