// What can be asked about an agenda: the grid, the effect of moving a session, the repair when
// something drops out, a person's timetable, calendars; and the tables that are handed over.
//
// Questions and answers are documents as docs/formats/barcamp.md has them.
#pragma once

#include <string>
#include <string_view>

#include "agenda/barcamp_plan.h"
#include "table/csv.h"

namespace weft {

class BarcampAnswers {
 public:
  BarcampAnswers(const Barcamp& barcamp, const Program& program, const Plan& plan, Day date);

  // Agenda, people of each session and what is lost, for a grid of slots and rooms. O(votes).
  Value grid() const;
  // {"session", "to": {"slot", "room"} or null, "agenda"?}: whoever is there goes where the session
  // came from, or out. O(an attendance).
  Value move(const Value& question) const;
  // {"out": {"rooms", "slots", "sessions", "people": [{"person", "slots"}]}, "agenda"?}, by name.
  Value repair(const Value& question) const;
  // {"find", "count"}: people who vote or attend, by name, id or e-mail; at most `count` of those
  // found.
  Value people(const Value& question) const;
  // {"person"}: what somebody attends, where they could go besides, and their votes.
  Result<Value> person(const Value& question) const;
  // {"by": "person" | "room", "words": {"summary", "description"}, "person"?}
  Value calendars(const Value& question) const;

  std::string all_sessions_ics() const;
  std::string agenda_csv(const CsvStyle& style) const;
  std::string timetables_csv(const CsvStyle& style) const;

 private:
  Value grid_of(const solve::Agenda& agenda, const solve::Attendance& attendance) const;
  solve::Agenda asked_agenda(const Value& question) const;
  std::vector<Reason> why_not(const solve::Agenda& agenda, size_t session,
                              const solve::TimetablePlace& to) const;
  std::vector<bool> listed() const;  // who votes or attends
  std::string hosts_of(size_t session) const;

  const Barcamp& barcamp_;
  const Program& program_;
  Day date_;
  solve::Agenda agenda_;
  solve::Attendance attendance_;
};

}  // namespace weft
