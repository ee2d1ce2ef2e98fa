// Stable matching in one pool (stable roommates): pairs of people who rank each other, lists may be
// incomplete, no ties. There may be no stable matching; then a set of rotations says so, and the
// caller may ask for few blocking pairs instead.
//
// O(pairs). Source: Irving 1985; Gusfield and Irving 1989 (incomplete lists: all stable matchings
// leave out the same people).
#pragma once

#include <cstdint>
#include <vector>

namespace weft::solve {

struct Roommates {
  bool stable = false;
  std::vector<int32_t> mate;  // -1: none; empty if there is no stable matching
};

// `lists[i]`: whom i accepts, best first. Who is not accepted in return is passed over.
// Throws std::invalid_argument on numbers out of range, oneself, and people listed twice.
Roommates stable_roommates(const std::vector<std::vector<int32_t>>& lists);

// Pairs who would both rather have each other, u < v, ascending. O(pairs log pairs).
struct RoommatesBlock {
  int32_t u;
  int32_t v;
};
std::vector<RoommatesBlock> blocking_roommates(const std::vector<std::vector<int32_t>>& lists,
                                               const std::vector<int32_t>& mate);

}  // namespace weft::solve
