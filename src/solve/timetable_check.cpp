// What an agenda and an attendance must be, from the definition; shares nothing with the solver.
#include <algorithm>
#include <map>
#include <set>

#include "solve/timetable.h"

namespace weft::solve {
namespace {

bool has(uint64_t set, int32_t bit) { return (set >> bit & 1) != 0; }

std::string named(const char* what, size_t s) { return std::string(what) + std::to_string(s); }

bool is_there(const TimetableProblem& problem, int32_t person, int32_t slot) {
  return problem.present.empty() || has(problem.present[static_cast<size_t>(person)], slot);
}

// Whether somebody can attend all of a session as far as they are there.
bool is_there_throughout(const TimetableProblem& problem, int32_t person, size_t session,
                         const TimetablePlace& place) {
  for (int32_t t = place.slot; t < place.slot + problem.sessions[session].length; ++t) {
    if (!is_there(problem, person, t)) return false;
  }
  return true;
}

std::string place_fault(const TimetableProblem& problem, size_t s, const TimetablePlace& place) {
  const TimetableSession& session = problem.sessions[s];
  if (place.slot < 0 || place.slot + session.length > problem.slots || place.room < 0 ||
      static_cast<size_t>(place.room) >= problem.rooms.size())
    return named("out of range: session ", s);
  const TimetableRoom& room = problem.rooms[static_cast<size_t>(place.room)];
  if (!has(session.starts, place.slot)) return named("begins in another slot: session ", s);
  if (!has(session.rooms, place.room)) return named("is in another room: session ", s);
  if ((session.equipment & ~room.equipment) != 0) return named("lacks equipment: session ", s);
  if (room.seats < session.seats || static_cast<size_t>(room.seats) < session.hosts.size())
    return named("lacks seats: session ", s);
  for (int32_t t = place.slot; t < place.slot + session.length; ++t) {
    if (!has(room.open, t)) return named("the room is closed: session ", s);
    if (t > place.slot && has(problem.breaks, t - 1)) return named("spans a break: session ", s);
    for (const int32_t host : session.hosts) {
      if (!is_there(problem, host, t)) return named("a host is not there: session ", s);
    }
  }
  return {};
}

}  // namespace

std::string agenda_fault(const TimetableProblem& problem, const Agenda& agenda) {
  if (agenda.size() != problem.sessions.size()) return "the agenda is for other sessions";
  std::set<std::pair<int32_t, int32_t>> rooms;
  std::set<std::pair<int32_t, int32_t>> hosts;
  for (size_t s = 0; s < agenda.size(); ++s) {
    if (agenda[s] == TimetablePlace{}) continue;
    std::string fault = place_fault(problem, s, agenda[s]);
    if (!fault.empty()) return fault;
    for (int32_t t = agenda[s].slot; t < agenda[s].slot + problem.sessions[s].length; ++t) {
      if (!rooms.insert({agenda[s].room, t}).second)
        return named("shares a room with another: session ", s);
      for (const int32_t host : problem.sessions[s].hosts) {
        if (!hosts.insert({host, t}).second) return named("a host is in two places: session ", s);
      }
    }
  }
  return {};
}

std::string attendance_fault(const TimetableProblem& problem, const Agenda& agenda,
                             const Attendance& attendance) {
  std::map<std::pair<int32_t, int32_t>, int64_t> worth;
  for (const TimetableVote& vote : problem.votes) worth[{vote.person, vote.session}] = vote.value;
  if (attendance.sessions.size() != static_cast<size_t>(problem.people))
    return "the attendance is for other people";
  std::vector<int32_t> seated(agenda.size(), 0);
  int64_t value = 0;
  for (int32_t p = 0; p < problem.people; ++p) {
    int32_t free = 0;
    for (const int32_t s : attendance.sessions[static_cast<size_t>(p)]) {
      if (s < 0 || static_cast<size_t>(s) >= agenda.size() ||
          agenda[static_cast<size_t>(s)].slot < 0)
        return named("attends what does not take place: person ", static_cast<size_t>(p));
      const auto at = static_cast<size_t>(s);
      if (agenda[at].slot < free || !is_there_throughout(problem, p, at, agenda[at]))
        return named("is in two places, or not there: person ", static_cast<size_t>(p));
      free = agenda[at].slot + problem.sessions[at].length;
      ++seated[at];
      const std::vector<int32_t>& hosts = problem.sessions[at].hosts;
      const auto vote = worth.find({p, s});
      if (vote == worth.end() && std::find(hosts.begin(), hosts.end(), p) == hosts.end())
        return named("attends without a vote: person ", static_cast<size_t>(p));
      if (vote != worth.end()) value += vote->second;
    }
  }
  for (size_t s = 0; s < agenda.size(); ++s) {
    if (agenda[s].slot < 0) continue;
    for (const int32_t host : problem.sessions[s].hosts) {
      const std::vector<int32_t>& own = attendance.sessions[static_cast<size_t>(host)];
      if (std::find(own.begin(), own.end(), static_cast<int32_t>(s)) == own.end())
        return named("a host is missing: session ", s);
    }
    if (seated[s] > problem.rooms[static_cast<size_t>(agenda[s].room)].seats)
      return named("has too few seats: session ", s);
  }
  if (attendance.attendance != seated) return "people are miscounted";
  if (attendance.value != value) return "the value is miscounted";
  if (attendance.bound < value || (attendance.exact && attendance.bound != value))
    return "the bound is wrong";
  return {};
}

std::vector<VoteFate> vote_fates(const TimetableProblem& problem, const Agenda& agenda,
                                 const Attendance& attendance) {
  std::vector<VoteFate> fates;
  fates.reserve(problem.votes.size());
  for (const TimetableVote& vote : problem.votes) {
    const auto s = static_cast<size_t>(vote.session);
    const std::vector<int32_t>& own = attendance.sessions[static_cast<size_t>(vote.person)];
    VoteFate fate = VoteFate::kFull;
    if (agenda[s].slot < 0) {
      fate = VoteFate::kNotHeld;
    } else if (std::find(own.begin(), own.end(), vote.session) != own.end()) {
      fate = VoteFate::kHonoured;
    } else if (!is_there_throughout(problem, vote.person, s, agenda[s])) {
      fate = VoteFate::kAway;
    } else {
      for (const int32_t other : own) {
        const auto o = static_cast<size_t>(other);
        if (agenda[o].slot >= agenda[s].slot + problem.sessions[s].length ||
            agenda[s].slot >= agenda[o].slot + problem.sessions[o].length)
          continue;
        const std::vector<int32_t>& hosts = problem.sessions[o].hosts;
        if (std::find(hosts.begin(), hosts.end(), vote.person) != hosts.end()) {
          fate = VoteFate::kHosts;
        } else if (fate != VoteFate::kHosts) {
          fate = VoteFate::kElsewhere;
        }
      }
    }
    fates.push_back(fate);
  }
  return fates;
}

}  // namespace weft::solve
