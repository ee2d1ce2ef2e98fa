#include "lunch/check.h"

#include <algorithm>
#include <utility>

#include "lunch/terms.h"

namespace weft {
namespace {

// How far from what was asked for so many people have to go: a number of tables at which all of
// them sit. Fewer than two sit at none.
int32_t least_off(int32_t people, int32_t min, int32_t max) {
  if (people < kSmallestLunch) return 0;
  for (int32_t off = 0;; ++off) {
    const int32_t smallest = std::max(min - off, kSmallestLunch);
    const int32_t tables = people / smallest;
    if (tables > 0 && int64_t{tables} * (max + off) >= people) return off;
  }
}

}  // namespace

void check_lunch(const Roster& roster, const Program& program, const Claim& claim,
                 CheckResult& result) {
  Issues told;
  const LunchTerms terms = read_lunch_terms(program, told);
  std::vector<std::vector<bool>> in_segment;
  for (const LunchSegment& segment : terms.segments)
    in_segment.push_back(passing(segment.who, roster, told));
  const auto segment_of = [&](int32_t person) {
    size_t s = 0;
    while (s < in_segment.size() && !in_segment[s][static_cast<size_t>(person)]) ++s;
    return s;
  };

  std::vector<size_t> segment(claim.groups.size(), terms.segments.size());
  std::vector<int32_t> seated(terms.segments.size() + 1, 0);
  for (size_t g = 0; g < claim.groups.size(); ++g) {
    bool first = true;
    for (const std::string& id : claim.groups[g].people) {
      const int32_t person = roster.find(id);
      if (person == Roster::kNobody) continue;
      const size_t mine = segment_of(person);
      if (std::exchange(first, false)) segment[g] = mine;
      result.verify(mine == segment[g], "check.segment",
                    [&] { return Args{{"group", static_cast<int64_t>(g + 1)}, {"person", id}}; });
    }
    seated[segment[g]] += static_cast<int32_t>(claim.groups[g].people.size());
  }
  std::vector<int32_t> taking = seated;
  for (const std::string& id : claim.left_out) {
    const int32_t person = roster.find(id);
    if (person != Roster::kNobody) ++taking[segment_of(person)];
  }
  for (size_t g = 0; g < claim.groups.size(); ++g) {
    const bool rest = segment[g] == terms.segments.size();
    const int32_t min = rest ? program.min_size : terms.segments[segment[g]].min;
    const int32_t max = rest ? program.max_size : terms.segments[segment[g]].max;
    // One off may also come from rules, and from those who are left over.
    const int32_t off = program.trio ? std::max({1, least_off(seated[segment[g]], min, max),
                                                 least_off(taking[segment[g]], min, max)})
                                     : 0;
    const auto size = static_cast<int32_t>(claim.groups[g].people.size());
    result.verify(size >= std::max(min - off, kSmallestLunch) && size <= max + off, "check.size",
                  [&] { return Args{{"group", static_cast<int64_t>(g + 1)}}; });
  }
}

}  // namespace weft
