// Who may sit with whom, and what that asks of the number of tables: found before groups are sought
// for their worth.
#pragma once

#include <cstdint>
#include <vector>

#include "fit/fit.h"
#include "solve/seating.h"

namespace weft {

inline constexpr int32_t kEverySeat = 3'000;  // people whose pairs are all looked at

// Of each participant, who may not meet them: in order. Up to kEverySeat people by all rules;
// of more, by lists of names alone. O(people² · rules), O(names).
std::vector<std::vector<int32_t>> kept_apart(const Fit& fit);

// So many tables at least, where `people` all sit down: some of them are all apart from each other
// by `apart`, or by what they have in one column. Sought greedily. O(pairs apart + people · rules).
int32_t tables_needed(const Fit& fit, const std::vector<std::vector<int32_t>>& apart,
                      const std::vector<int32_t>& people);

struct SeatsInput {
  const Fit& fit;
  const std::vector<std::vector<int32_t>>& apart;
  const std::vector<int64_t>& turn;  // of each participant, less stays out first
  int32_t min, max;                  // as asked for
  bool spread;
};

// As many as can be at tables that are one off what was asked for, or as far as their number takes.
// People of whom nobody may sit with anybody else are parts that are seated one by one. REQUIRES:
// at most kEverySeat.
solve::Seating seat_most(const SeatsInput& input, Random random);

}  // namespace weft
