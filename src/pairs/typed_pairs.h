// Pairs for more people than can be compared with each other: matched by type, with a bound on the
// true problem that is checked anew on every run.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "fit/types.h"
#include "outcome/plan.h"
#include "solve/type_weights.h"

namespace weft {

// Who may meet whom by type and what it is worth; takes lists and codes out of `types`.
solve::TypedProblem typed_problem(const Program& program, const Fit& fit, FitTypes& types);

struct TypedPairsInput {
  const Roster& roster;
  const Program& program;
  const Fit& fit;
  std::vector<int32_t> turn;  // participants whose turn it is to be odd; nobody: all
  std::function<void(double done)> progress;
};

// The groups are of participants, not yet of people. O(people) of memory.
Plan pair_by_type(const TypedPairsInput& input);

}  // namespace weft
