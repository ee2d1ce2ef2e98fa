// The independent check: re-reads an outcome against the program, the roster and the history, and
// counts what it verified. It shares no code with fit/ and solve/ on purpose: it is the second
// opinion.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "program/program.h"

namespace weft {

// An outcome as its file says it.
struct Claim {
  struct Group {
    std::vector<std::string> people;
    int64_t value = 0;
  };
  std::vector<Group> groups;
  std::vector<std::string> left_out;
  int64_t value = 0;
  int64_t bound = 0;
};

struct CheckResult {
  int64_t verified = 0;
  Issues broken;  // check.*; the first 100

  bool passed() const { return broken.empty(); }
};

// REQUIRES: the program is resolved without errors. O(people · rounds + groups · size² · (rules +
// criteria)).
CheckResult check(const Roster& roster, const Program& program, const History& history, Day date,
                  const Claim& claim);

}  // namespace weft
