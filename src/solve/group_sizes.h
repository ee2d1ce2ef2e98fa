// How many go into which group: sizes within each group's bounds that add up to a number of
// elements.
#pragma once

#include <cstdint>
#include <vector>

namespace weft::solve {

// 0 <= min <= max.
struct GroupSize {
  int32_t min;
  int32_t max;
};

// Those inside a group.
inline int64_t pairs_of(int64_t size) { return size * (size - 1) / 2; }

bool sizes_add_up(const std::vector<GroupSize>& sizes, int32_t elements);

// Those with the largest sum of squares: the most pairs inside groups. Empty where there are none.
// O(groups * elements * range) time, O(groups * elements) memory.
std::vector<int32_t> most_pairs_sizes(const std::vector<GroupSize>& sizes, int32_t elements);

// Those with the smallest: as even as the bounds allow. Empty where there are none.
// O(groups * log groups + elements).
std::vector<int32_t> fewest_pairs_sizes(const std::vector<GroupSize>& sizes, int32_t elements);

}  // namespace weft::solve
