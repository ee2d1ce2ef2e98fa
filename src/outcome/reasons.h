// Why: for each group which rules bound it and what each criterion gave; for each person left out
// which rules excluded how many candidates. Codes with arguments; never anything of the
// confidential list.
#pragma once

#include <vector>

#include "fit/fit.h"
#include "outcome/plan.h"

namespace weft {

// Which rules bound a group of `participants`. O(rules · size).
std::vector<Reason> reasons_of_rules(const Roster& roster, const Program& program, const Fit& fit,
                                     const std::vector<int32_t>& participants);

// These, and what each criterion gave. O(size² · (rules + criteria)).
std::vector<Reason> reasons_for_group(const Roster& roster, const Program& program, const Fit& fit,
                                      const std::vector<int32_t>& participants, int32_t odd);

// `roles` as in Plan. O(n · rules).
std::vector<Reason> reasons_for_left_out(const Roster& roster, const Program& program,
                                         const Fit& fit, const std::vector<uint8_t>& roles,
                                         int32_t participant, bool sits_out);

// As answers of formats have them.
Value reasons_value(const std::vector<Reason>& reasons);

}  // namespace weft
