// Those who know something, nearest first as one person sees them.
//
// Who is in another department comes before all of the person's own: it is across departments that
// people do not know whom to ask. Within each, the sum of: 100 points for every step of the
// reporting lines between the two that is fewer than 8; 300 for the same site; 200 for having met;
// 50 for each level of what they know, and 150 where they do not say. Ties: the order of the
// roster. O(experts * depth of the reporting lines + experts log experts).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "history/history.h"
#include "knowledge/knowledge.h"

namespace weft {

struct Expert {
  int32_t person = 0;
  uint8_t level = 0;
  bool own_department = false;
  bool same_site = false;
  std::optional<int> steps;  // up to the manager that both have, and down; none: no such manager
  std::optional<Day> met;    // last
  int64_t points = 0;
};

// `from`: who asks, and is not among them; Roster::kNobody: by what they know alone.
std::vector<Expert> nearest(const Roster& roster, const Meetings& meetings, int32_t from,
                            std::span<const Knowledge::Holder> experts);

}  // namespace weft
