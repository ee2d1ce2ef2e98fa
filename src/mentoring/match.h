// Mentors for mentees: stable, with the largest sum, or worst-off first, and what is proven about
// it.
//
// The pairs that rules, roles and wishes leave are listed, up to 12 million of them; the largest
// sum is found without a list where there are more. A bound on the value comes from the assignment
// with the most pairs, or with the largest sum where fewer pairs are made.
// Cost: `solve/stable.h`, `solve/assignment.h`.
#pragma once

#include <functional>

#include "fit/fit.h"
#include "mentoring/terms.h"
#include "outcome/plan.h"

namespace weft {

struct MentoringInput {
  const Roster& roster;
  const Program& program;
  const History& history;
  const Fit& fit;
  Day date;
  std::function<void(double done)> progress = {};
};

// Adds mentoring.tooManyPairs, mentoring.worstTooMany, mentoring.peersRepaired, mentoring.oneRole,
// mentoring.noneLeft to the issues of the plan where they are so.
Plan match_mentors(const MentoringInput& input);

}  // namespace weft
