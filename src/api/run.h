// A run: a program that was read becomes an outcome that has been checked.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "api/outcome.h"
#include "searches/searches.h"

namespace weft {

struct RunInput {
  const Roster& roster;
  const History& history;
  const Lists& lists;
  Day date;
  std::function<void(std::string_view json)> on_progress;  // may be empty
  Searches* searches = nullptr;                            // of large groups; not for a check
};

// Without `document` and `run`, which are the caller's. No rounds: `issues` say why, or
// `searches` are wanted first. An outcome that fails its check is the error outcome.checkFailed.
// REQUIRES: searches.
Result<Outcome> run_program(const RunInput& input, Program program, Issues issues);

// The claims of all rounds, each against the rounds before it.
CheckResult check_rounds(const RunInput& input, const Program& program,
                         const std::vector<Claim>& claims);

}  // namespace weft
