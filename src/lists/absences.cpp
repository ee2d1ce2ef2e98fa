#include "lists/absences.h"

#include <limits>

namespace weft {
namespace {

constexpr int64_t kMostRounds = 10'000;

// Nothing where the row says nothing that can be used, which was then said.
std::optional<Absence> read_row(const ListTable& list, const ListTable::Row& row, int32_t person,
                                int32_t rounds, ListIssues& problems) {
  const auto cell = [&](std::string_view meaning) {
    const int column = list.column(meaning);
    return column < 0 ? std::string_view() : list.cell(row, column);
  };
  const auto tell = [&](Severity severity, const char* code, std::string_view meaning) {
    problems.add(severity, code, row.row, list.column(meaning), cell(meaning));
  };
  const auto warn = [&](const char* code, std::string_view meaning) {
    tell(Severity::kWarning, code, meaning);
  };
  Absence absence{person};
  if (!cell("round").empty()) {
    const auto round = whole_number(cell("round"), 1, kMostRounds);
    if (!round) {
      warn("absence.round", "round");
      return {};
    }
    absence.round = *round;
    if (absence.round > rounds) {
      tell(Severity::kNote, "absence.noSuchRound", "round");
      return {};
    }
    return absence;
  }
  const auto day = [&](std::string_view meaning, Day& to) {
    if (cell(meaning).empty()) return true;
    const auto date = parse_date(cell(meaning), DateOrder::kDayFirst);
    if (date) to = date->day;
    if (!date) warn("absence.date", meaning);
    return date.has_value();
  };
  if (!cell("date").empty()) {
    if (!day("date", absence.from)) return {};
    absence.until = absence.from;
    return absence;
  }
  if (cell("from").empty() && cell("until").empty()) {
    warn("absence.nothing", "person");
    return {};
  }
  absence.from = std::numeric_limits<Day>::min();
  absence.until = std::numeric_limits<Day>::max();
  if (!day("from", absence.from) || !day("until", absence.until)) return {};
  if (absence.from > absence.until) {
    warn("absence.order", "until");
    return {};
  }
  return absence;
}

}  // namespace

std::vector<Absence> read_absences(const ListTable& list, const Roster& roster, int32_t rounds,
                                   Issues& issues) {
  std::vector<Absence> absences;
  ListIssues problems(list);
  const int person_column = list.column("person");
  for (const ListTable::Row& row : list.rows) {
    const int32_t person = roster.find(list.cell(row, person_column));
    if (person == Roster::kNobody) {
      problems.add(Severity::kWarning, "absence.unknownPerson", row.row, person_column,
                   list.cell(row, person_column));
      continue;
    }
    if (const auto absence = read_row(list, row, person, rounds, problems))
      absences.push_back(*absence);
  }
  for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  return absences;
}

}  // namespace weft
