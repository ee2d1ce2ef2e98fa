// The one source of chance. splitmix64 (Steele, Lea, Flood 2014) with own bounded integers and
// shuffle, because std::*_distribution and std::shuffle differ between standard libraries and the
// same seed must give the same bytes everywhere.
//
// Every consumer takes its own stream (`fork`), so that a new draw in one place does not move the
// draws of another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace weft {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

  // Uniform in [0, bound), without bias. REQUIRES: bound > 0.
  uint64_t below(uint64_t bound) {
    const uint64_t reject = (0 - bound) % bound;
    uint64_t value = next();
    while (value < reject) value = next();
    return value % bound;
  }

  // In [0, bound), off by less than bound / 2^32: for searches that draw millions. REQUIRES: bound
  // > 0.
  uint32_t roughly(uint32_t bound) {
    return static_cast<uint32_t>(((next() >> 32) * uint64_t{bound}) >> 32);
  }

  // The same as below(), for places in a container. REQUIRES: size > 0.
  size_t index(size_t size) { return static_cast<size_t>(below(size)); }

  template <typename T>
  void shuffle(std::span<T> items) {
    for (size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[index(i)]);
    }
  }

  // An independent stream, named by a number of the caller's choice.
  Random fork(uint64_t stream) const {
    Random mixed(state_ ^ (stream * 0xd1342543de82ef95ULL + 0x2545f4914f6cdd1dULL));
    mixed.next();
    return Random(mixed.next());
  }

 private:
  uint64_t state_;
};

}  // namespace weft
