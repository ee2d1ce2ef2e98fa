// From a timetable to the plan of a barcamp, and back: groups are the sessions that take place,
// hosts first, in the order of slots and rooms; `extra` has the agenda in numbers.
#pragma once

#include <string>
#include <vector>

#include "agenda/barcamp.h"
#include "base/value.h"

namespace weft {

// What of the votes can't be honoured, and why; per session, or over all.
struct LostVotes {
  int64_t not_held = 0, away = 0, hosting = 0, elsewhere = 0, full = 0;
  std::string other;  // the session where most of those are who are elsewhere

  int64_t all() const { return not_held + away + hosting + elsewhere + full; }
};
struct SessionVotes {
  int64_t cast = 0, honoured = 0;
  int64_t points = 0, points_cast = 0;
  LostVotes lost;
};
// Of each session. REQUIRES: the attendance is of the agenda. O(votes · slots).
std::vector<SessionVotes> count_votes(const Barcamp& barcamp, const solve::Agenda& agenda,
                                      const solve::Attendance& attendance);

// Why a session can be nowhere at all; nothing where it could be. O(rooms · slots).
std::vector<Reason> why_nowhere(const Barcamp& barcamp, int32_t session);

// Fills groups, people left out, satisfaction and `extra` of a plan.
void plan_sessions(const Barcamp& barcamp, const solve::Timetable& timetable, Plan& plan);

// REQUIRES: a plan by plan_sessions() for the same lists.
solve::Agenda agenda_of(const Barcamp& barcamp, const Plan& plan);
solve::Attendance attendance_of(const Barcamp& barcamp, const Plan& plan);

}  // namespace weft
