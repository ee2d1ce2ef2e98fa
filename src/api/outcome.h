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

struct OutcomeRound {
  Program program;  // for this round
  Day date = 0;
  std::unique_ptr<Fit> fit;
  Plan plan;
  Measured measured;
  CheckResult check;
  std::vector<int32_t> participant_of;  // by person; -1: does not take part
};

struct Outcome {
  Json document;  // the program as it was given
  std::vector<OutcomeRound> rounds;
  std::vector<size_t> columns;  // of the roster, that the program uses
  Json run;
  Issues issues;
  Issues doubts;  // those of them about what is known of history and reporting lines; they go into
                  // the file

  const Program& program() const { return rounds.front().program; }
  bool several() const { return rounds.size() > 1; }
  // Groups, and those left out, have numbers over all rounds, from 0.
  struct Place {
    const OutcomeRound& of;
    size_t round;  // from 0
    size_t index;  // in the round
  };
  size_t groups() const;
  size_t left_out() const;
  Place group(size_t number) const;         // REQUIRES: number < groups()
  Place one_left_out(size_t number) const;  // REQUIRES: number < left_out()
};

// The outcome but for its long lists, as `run` answers it.
Json summary_to_json(const Roster& roster, const Outcome& outcome);
// The whole, as outcome.json holds it.
Json outcome_to_json(const Roster& roster, const Outcome& outcome);
// What outcome.json claims, for the check: of each round. Issues where it is not an outcome.
std::vector<Claim> claims_from_json(const Json& json, Issues& issues);

Json group_to_json(const Roster& roster, const Outcome& outcome, size_t number);
Json left_out_to_json(const Roster& roster, const Outcome& outcome, size_t number);
Json check_to_json(const CheckResult& check);
void add_check(const CheckResult& round, CheckResult& sum);
// Of somebody in each round: {"group", "with": [names], "again": whether they met before}, without
// "group" where they were left out; null: they do not take part.
Json meetings_to_json(const Roster& roster, const Outcome& outcome,
                      const std::vector<int32_t>& people);

// groups.csv: a header and one row per person: group,role,id,name,email, then the columns the
// program used. Told row by row: all of them at once are too many for the memory of a tab.
using RowOfCells = std::vector<std::string>;
void for_each_group_row(const Roster& roster, const Outcome& outcome,
                        const std::function<void(const RowOfCells& row)>& tell);

}  // namespace weft
