// What a format's solver hands over: groups and what is proven about them. People are indices of
// the roster.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace weft {

struct PlannedGroup {
  std::vector<int32_t> people;
  int32_t odd = -1;  // who was added to a complete group
};

enum class Proof { kOptimal, kBounded, kNone };

struct Plan {
  std::vector<PlannedGroup> groups;
  std::vector<int32_t> left_out;
  std::vector<int32_t> sits_out;  // of left_out: only because the number is odd
  int64_t bound = 0;              // no admissible plan that matches as many people is worth more
  bool proven_bound = false;
  std::string solver;
};

}  // namespace weft
