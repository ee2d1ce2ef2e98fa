// The independent check: re-reads an outcome against the program, the roster and the history, and
// counts what it verified. It shares no code with fit/ and solve/ on purpose: it is the second
// opinion.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outcome/plan.h"
#include "program/program.h"

namespace weft {

// An outcome as its file says it.
struct Claim {
  struct Group {
    std::vector<std::string> people;
    std::vector<std::string> roles;  // of each; of a group of equals they are no one's business
    int64_t value = 0;
    std::string title;
    std::optional<Appointment> when;
    std::string where;
  };
  std::vector<Group> groups;
  std::vector<std::string> left_out;
  int64_t value = 0;
  int64_t bound = 0;
  Value extra;
};

struct CheckResult {
  int64_t verified = 0;
  Issues broken;  // check.*; the first 100
  // Shape::Worth::kOwn, for the format to check what it said: per group and criterion the points,
  // summed over the pairs of the group.
  std::vector<std::vector<int64_t>> points;

  static constexpr size_t kMostBroken = 100;

  bool passed() const { return broken.empty(); }
  // Counts; `make_args` makes the arguments of what does not hold: what holds has none.
  template <typename MakeArgs>
  void verify(bool holds, const char* code, MakeArgs make_args) {
    ++verified;
    if (holds || broken.size() >= kMostBroken) return;
    Issue& issue = broken.emplace_back();
    issue.code = code;
    issue.args = make_args();
  }
};

// What holds for all formats: who is where, rules, values. A format adds what is its own.
// REQUIRES: the program is resolved without errors. O(people · rounds + groups · size² · (rules +
// criteria)).
CheckResult check(const Roster& roster, const Program& program, const History& history, Day date,
                  const Claim& claim);

}  // namespace weft
