#include "lists/absences.h"

#include <limits>

namespace weft {
namespace {

constexpr int64_t kMostRounds = 10'000;

struct Columns {
  int person, round, date, from, until;
};

// Nothing where the row says nothing that can be used, which was then said.
std::optional<Absence> read_row(const ListTable& list, const Columns& columns,
                                const ListTable::Row& row, int32_t person, int32_t rounds,
                                ListIssues& problems) {
  const auto cell = [&](int column) { return list.cell(row, column); };
  const auto tell = [&](Severity severity, const char* code, int column) {
    problems.add(severity, code, row.row, column, cell(column));
  };
  const auto warn = [&](const char* code, int column) { tell(Severity::kWarning, code, column); };
  Absence absence{person};
  if (!cell(columns.round).empty()) {
    const auto round = whole_number(cell(columns.round), 1, kMostRounds);
    if (!round) {
      warn("absence.round", columns.round);
      return {};
    }
    absence.round = *round;
    if (absence.round > rounds) {
      tell(Severity::kNote, "absence.noSuchRound", columns.round);
      return {};
    }
    return absence;
  }
  const auto day = [&](int column, Day& to) {
    if (cell(column).empty()) return true;
    const auto date = parse_date(cell(column), DateOrder::kDayFirst);
    if (date) to = date->day;
    if (!date) warn("absence.date", column);
    return date.has_value();
  };
  if (!cell(columns.date).empty()) {
    if (!day(columns.date, absence.from)) return {};
    absence.until = absence.from;
    return absence;
  }
  if (cell(columns.from).empty() && cell(columns.until).empty()) {
    warn("absence.nothing", columns.person);
    return {};
  }
  absence.from = std::numeric_limits<Day>::min();
  absence.until = std::numeric_limits<Day>::max();
  if (!day(columns.from, absence.from) || !day(columns.until, absence.until)) return {};
  if (absence.from > absence.until) {
    warn("absence.order", columns.until);
    return {};
  }
  return absence;
}

}  // namespace

std::vector<Absence> read_absences(const ListTable& list, const Roster& roster, int32_t rounds,
                                   Issues& issues) {
  std::vector<Absence> absences;
  ListIssues problems(list);
  const Columns columns = {list.column("person"), list.column("round"), list.column("date"),
                           list.column("from"), list.column("until")};
  for (const ListTable::Row& row : list.rows) {
    const int32_t person = problems.person(roster, list.cell(row, columns.person), row.row,
                                           columns.person, "absence.unknownPerson");
    if (person == Roster::kNobody) continue;
    if (const auto absence = read_row(list, columns, row, person, rounds, problems))
      absences.push_back(*absence);
  }
  for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  return absences;
}

}  // namespace weft
