// Sessions worth proposing for a barcamp: what many want to learn and somebody can teach.
//
// O(skills log skills + holders of the skills that are chosen).
#pragma once

#include <cstdint>
#include <vector>

#include "knowledge/knowledge.h"

namespace weft {

struct ProposedSession {
  uint32_t skill;
  int32_t host;
  std::vector<int32_t> wanting;  // who could learn it from the host
};
struct SessionWishes {
  size_t least = 3;        // as many must want it
  size_t most = 40;        // sessions
  size_t most_a_host = 2;  // sessions of one host
};

// What most want comes first. The host is the one who can teach most of them, then who hosts least,
// then who knows it best, then the first of the roster. `takes_part`: per person; others neither
// host nor are counted.
std::vector<ProposedSession> propose_sessions(const Knowledge& knowledge,
                                              const std::vector<bool>& takes_part,
                                              const SessionWishes& wishes);

}  // namespace weft
