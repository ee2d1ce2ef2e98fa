// One run, kept: everything the outcome's file, windows and tables are written from.
#pragma once

#include <functional>
#include <memory>

#include "api/json.h"
#include "formats/format.h"
#include "outcome/check.h"
#include "outcome/measure.h"
#include "outcome/reasons.h"
#include "table/csv.h"

namespace weft {

struct Outcome {
  Json document;  // the program as it was given
  Program program;
  Day date = 0;
  std::unique_ptr<Fit> fit;
  Plan plan;
  Measured measured;
  CheckResult check;
  std::vector<int32_t> participant_of;  // by person; -1: does not take part
  std::vector<size_t> columns;          // of the roster, that the program uses
  Json run;
  Issues issues;
};

// The outcome but for its long lists, as `run` answers it.
Json summary_to_json(const Roster& roster, const Outcome& outcome);
// The whole, as outcome.json holds it.
Json outcome_to_json(const Roster& roster, const Outcome& outcome);
// What outcome.json claims, for the check. Issues where it is not an outcome.
Claim claim_from_json(const Json& json, Issues& issues);

Json group_to_json(const Roster& roster, const Outcome& outcome, size_t group);
Json left_out_to_json(const Roster& roster, const Outcome& outcome, size_t index);
Json check_to_json(const CheckResult& check);

// groups.csv: a header and one row per person: group,role,id,name,email, then the columns the
// program used. Told row by row: all of them at once are too many for the memory of a tab.
using RowOfCells = std::vector<std::string>;
void for_each_group_row(const Roster& roster, const Outcome& outcome,
                        const std::function<void(const RowOfCells& row)>& tell);

}  // namespace weft
