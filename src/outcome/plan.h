// What a format's solver hands over: groups and what is proven about them. People are indices of
// the roster.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/issue.h"

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
  // Worst-off first: what the group of least value can be worth at most, and whether no plan is
  // better in the next worst either, and so on.
  struct Worst {
    int64_t bound = 0;
    bool leximin = false;
  };
  std::optional<Worst> worst;
  // With serendipity: the value that was to be had without.
  std::optional<int64_t> without_serendipity;
  std::string solver;
  Issues issues;  // what was asked for and could not be done, or not proven
};

// People who can't all be in a group, before anything is solved; indices of participants.
struct Shortage {
  std::vector<int32_t> people;    // they only meet within their part, and
  std::vector<int32_t> partners;  // these
  int32_t parts = 0;              // each leaves somebody who needs one of the partners
  int32_t over() const { return parts - static_cast<int32_t>(partners.size()); }
};

}  // namespace weft
