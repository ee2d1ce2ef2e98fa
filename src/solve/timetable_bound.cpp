#include "solve/timetable_bound.h"

#include <algorithm>
#include <bit>

namespace weft::solve {

int64_t days_bound(const TimetableIndex& index) {
  int64_t sum = 0;
  std::vector<TimetableIndex::Stake> votes;
  const uint64_t all = index.slots() >= 64 ? kEverything : (uint64_t{1} << index.slots()) - 1;
  for (int32_t p = 0; p < index.people(); ++p) {
    votes.clear();
    for (TimetableIndex::Stake stake : index.of_person(p)) {
      const std::vector<int32_t>& hosts = index.session(stake.who).hosts;
      if (std::find(hosts.begin(), hosts.end(), p) != hosts.end())
        stake.weight -= index.host_weight() * index.session(stake.who).length;
      if (!index.places(stake.who).empty()) votes.push_back(stake);
    }
    // The most per slot first; the last may fit in part.
    const auto length = [&](const TimetableIndex::Stake& stake) {
      return int64_t{index.session(stake.who).length};
    };
    std::sort(votes.begin(), votes.end(), [&](const auto& a, const auto& b) {
      return a.weight * length(b) > b.weight * length(a);
    });
    const uint64_t there = index.problem().present.empty()
                               ? all
                               : index.problem().present[static_cast<size_t>(p)] & all;
    int64_t slots = std::popcount(there);
    for (const TimetableIndex::Stake& stake : votes) {
      if (slots <= 0) break;
      sum += length(stake) <= slots ? stake.weight : stake.weight * slots / length(stake);
      slots -= length(stake);
    }
  }
  return sum;
}

}  // namespace weft::solve
