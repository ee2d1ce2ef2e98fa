// The independent check of what is said of teams alone: sizes, roles, pins, projects, rules and
// criteria of whole teams. From roster, lists and claim; shares no code with the solver, which
// has its own idea of all of this (team_problem.h).
#pragma once

#include "lists/list.h"
#include "outcome/check.h"

namespace weft {

// REQUIRES: `result` comes from check() over the same claim. O(teams · people · criteria).
void check_teams(const Roster& roster, const Program& program, const History& history,
                 const Lists& lists, Day date, const Claim& claim, CheckResult& result);

}  // namespace weft
