#include "solve/group_sizes.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace weft::solve {

bool sizes_add_up(const std::vector<GroupSize>& sizes, int32_t elements) {
  int64_t least = 0;
  int64_t most = 0;
  for (const GroupSize& size : sizes) {
    least += size.min;
    most += size.max;
  }
  return least <= elements && elements <= most;
}

std::vector<int32_t> most_pairs_sizes(const std::vector<GroupSize>& sizes, int32_t elements) {
  if (!sizes_add_up(sizes, elements)) return {};
  // best[t]: the largest sum of squares of the groups so far, with t elements above their minima.
  size_t room = 0;
  for (const GroupSize& size : sizes) room += static_cast<size_t>(size.max - size.min);
  size_t above = static_cast<size_t>(elements);
  for (const GroupSize& size : sizes) above -= static_cast<size_t>(size.min);
  room = std::min(room, above);
  std::vector<int64_t> best(room + 1, -1);
  std::vector<int32_t> chosen(sizes.size() * (room + 1), 0);
  best[0] = 0;
  for (size_t g = 0; g < sizes.size(); ++g) {
    for (size_t t = room + 1; t-- > 0;) {
      int64_t most = -1;
      const auto range = std::min(static_cast<size_t>(sizes[g].max - sizes[g].min), t);
      for (size_t more = 0; more <= range; ++more) {
        if (best[t - more] < 0) continue;
        const int64_t size = sizes[g].min + static_cast<int64_t>(more);
        const int64_t sum = best[t - more] + size * size;
        if (sum <= most) continue;
        most = sum;
        chosen[g * (room + 1) + t] = static_cast<int32_t>(more);
      }
      best[t] = most;
    }
  }
  std::vector<int32_t> result(sizes.size());
  size_t left = above;
  for (size_t g = sizes.size(); g-- > 0;) {
    const int32_t more = chosen[g * (room + 1) + left];
    result[g] = sizes[g].min + more;
    left -= static_cast<size_t>(more);
  }
  return result;
}

std::vector<int32_t> fewest_pairs_sizes(const std::vector<GroupSize>& sizes, int32_t elements) {
  if (!sizes_add_up(sizes, elements)) return {};
  std::vector<int32_t> result;
  using Place = std::pair<int32_t, size_t>;  // size, group: the smallest first
  std::priority_queue<Place, std::vector<Place>, std::greater<>> open;
  int32_t left = elements;
  for (size_t g = 0; g < sizes.size(); ++g) {
    result.push_back(sizes[g].min);
    left -= sizes[g].min;
    if (sizes[g].min < sizes[g].max) open.emplace(sizes[g].min, g);
  }
  for (; left > 0; --left) {
    const size_t g = open.top().second;
    open.pop();
    if (++result[g] < sizes[g].max) open.emplace(result[g], g);
  }
  return result;
}

}  // namespace weft::solve
