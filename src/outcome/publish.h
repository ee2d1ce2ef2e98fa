// Publishing a plan: it becomes the latest round of a history.
#pragma once

#include "outcome/check.h"
#include "outcome/plan.h"
#include "program/program.h"

namespace weft {

// People of the plan that the history does not know yet are added to it. O(people of the plan).
void publish(const Plan& plan, const Program& program, Day date, const Roster& roster,
             History& history);
// Likewise what a file says, but for whose turn it was to be odd.
void publish(const Claim& claim, const Program& program, Day date, History& history);

// Whether a plan of the program, made on `day`, takes the place of a round: those of its own series
// that have not been held by then.
bool supersedes(const Program& program, Day day, const Round& round);
}  // namespace weft
