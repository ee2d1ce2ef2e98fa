// The independent check of a shadowing outcome: hosts, times and places as the lists say, guests in
// one place at a time and at no host twice, departments, closed areas, sites, wishes, returned
// visits, what a department takes in a day, and what each visit is worth. Lists are read anew;
// nothing of the planner is used.
#pragma once

#include "outcome/check.h"
#include "program/program.h"

namespace weft {

struct ShadowingClaim {
  const Roster& roster;
  const Program& program;
  const History& history;
  const Lists& lists;
  Day date;
  const Claim& claim;
};

// Broken: check.visit.*. REQUIRES: check() has filled the points of the result.
// O(visits · (wishes + dates of a host) + visits of a guest squared).
void check_shadowing(const ShadowingClaim& input, CheckResult& result);

}  // namespace weft
