// A shadowing plan as files: a row or an event for each visit, and calendars of people.
#pragma once

#include <string>

#include "base/value.h"
#include "outcome/plan.h"
#include "program/program.h"
#include "table/csv.h"

namespace weft {

struct ShadowingFiles {
  const Roster& roster;
  const Program& program;
  const Plan& plan;
  Day date;  // of the run

  // By date, a row for each guest.
  std::string visits_csv(const CsvStyle& style) const;
  std::string visits_ics() const;
  // `by` "person" (default) or "visit", perhaps of one `person` alone; `words`: patterns of
  // `summary` and `description` with {host}, {guests}, {department}, {program}. `{"files":
  // [{"name", "person", "text"}]}`.
  Value calendars(const Value& question) const;
};

}  // namespace weft
