// Publishing a plan: it becomes the latest round of a history.
#pragma once

#include "outcome/plan.h"
#include "program/program.h"

namespace weft {

// People of the plan that the history does not know yet are added to it. O(people of the plan).
void publish(const Plan& plan, const Program& program, Day date, const Roster& roster,
             History& history);

}  // namespace weft
