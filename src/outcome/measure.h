// What a plan is worth and how it treats people: certificate and measures, from the plan, the
// roster and the compiled program.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fit/fit.h"
#include "outcome/cells.h"
#include "outcome/plan.h"

namespace weft {

// Of a group of equals: the mean over its pairs, rounded down, so that a trio is not worth more for
// being larger.
int64_t group_value(const Fit& fit, const std::vector<int32_t>& participants);

struct Certificate {
  int64_t value = 0;
  int64_t bound = 0;
  Proof proof = Proof::kNone;
  std::optional<Plan::Worst> worst;  // worst-off first; `proof` is about that
  std::optional<int64_t> given_up;   // for serendipity
  int64_t random = 0;                // mean of random admissible groups of the same number
  int64_t best = 0;                  // every criterion fully met in every group
};

struct Across {
  std::string column;
  int64_t groups = 0;  // with at least two values of the column
  int64_t of = 0;
  int64_t largest = 0;  // no plan can have more, counting the values alone
};

struct Satisfaction {
  size_t criterion = 0;
  int64_t points = 0;
  int64_t of = 0;
};

struct Measures {
  int64_t matched = 0;
  int64_t taking_part = 0;
  std::vector<std::pair<int64_t, int64_t>> sizes;  // size, number of groups
  std::vector<Across> across;
  std::vector<Satisfaction> criteria;
  int64_t worst_value = 0;
  int64_t worst_groups = 0;
  CellTable cells;  // what fairness and meets are told from
  std::vector<Fairness> fairness;
  int64_t repeats = 0;            // pairs who met before
  std::vector<int32_t> repeated;  // per person of the roster, in how many of them; none: nobody
  Meets meets;  // by department, else the first grouping column; empty column: none
};

struct Measured {
  std::vector<int64_t> group_values;
  std::vector<int64_t> group_best;  // with every criterion fully met
  Certificate certificate;
  Measures measures;
};

// O(groups · size² · criteria + min(n², 4 million) · (rules + criteria)).
Measured measure(const Roster& roster, const Program& program, const Fit& fit, const Plan& plan,
                 uint64_t seed);

// Whether a figure of groups that mix tells nothing of a cell that is too small to be told of.
bool is_told(const Measures& measures, const Across& across);

// Rounds of one series together, without the values of single groups. Sums, but for the worst
// group; cells of fairness are means over all rounds. REQUIRES: there are some. O(cells · rounds).
Measured measured_together(const std::vector<const Measured*>& rounds);

}  // namespace weft
