// What a program of lunches says of its groups: how large they are, and for whom another size
// holds. Who belongs to a segment meets within it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "program/program.h"

namespace weft {

inline constexpr int32_t kSmallestLunch = 2;
inline constexpr int32_t kLargestLunch = 8;

struct LunchSegment {
  std::vector<Filter> who;
  int32_t min = 2;
  int32_t max = 2;
  std::string where;
};

struct LunchTerms {
  std::vector<LunchSegment> segments;
};

std::vector<std::string> lunch_keys();
// The keys alone, without a roster.
LunchTerms read_lunch_terms(const Program& program, Issues& issues);

// Those who meet among each other: the first segment that admits somebody, or the rest.
struct LunchPart {
  int32_t segment = -1;  // -1: the rest
  int32_t min = 2;
  int32_t max = 2;
  std::vector<int32_t> people;  // of the roster

  // Groups are as small as may be: of pairs it is known which are best.
  bool in_pairs() const { return min == 2; }
  // Whether nobody sits out for a number that does not divide. Where three may sit together an odd
  // person has a place, whatever `trio` says.
  bool spreads(bool trio) const { return trio || (in_pairs() && max > 2); }
};

// In the order of the segments, the rest last; parts of nobody are left away. `people` are those
// who take part. O(people · segments).
std::vector<LunchPart> lunch_parts(const LunchTerms& terms, const Program& program,
                                   const Roster& roster, const std::vector<int32_t>& people,
                                   Issues& issues);

// How many sit down together, smaller groups first: as many groups as `min` allows, of sizes that
// differ by one at most. Where a number of people does not divide so, groups are as little larger
// than `max` as can be, or smaller than `min` where that is less (`spread`), or as few people as
// can be sit out. At least two people to a group. O(people).
struct LunchSizes {
  std::vector<int32_t> sizes;
  int32_t sit_out = 0;
};
LunchSizes lunch_sizes(int32_t people, int32_t min, int32_t max, bool spread);

// So many people at so many tables, as evenly as can be, smaller ones first. REQUIRES: tables > 0.
std::vector<int32_t> even_sizes(int32_t people, int32_t tables);

// The same of people who all sit down, where rules ask for `needed` tables or more: the next number
// within lunch_range(), if there is one.
std::vector<int32_t> sizes_needed(int32_t people, int32_t min, int32_t max, bool spread,
                                  int32_t needed);

// What a table may hold where rules ask for other sizes than the numbers alone: one more or less
// than was asked for, or as much as the number of people takes anyway (`spread`).
struct LunchRange {
  int32_t least;
  int32_t most;
};
LunchRange lunch_range(int32_t people, int32_t min, int32_t max, bool spread);

// Numbers of tables at which so many people can sit within that range, the best first: as
// lunch_sizes() weighs them, and near to what it takes. O(people).
std::vector<int32_t> table_numbers(int32_t people, int32_t min, int32_t max, bool spread);

}  // namespace weft
