#include "solve/timetable_index.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "solve/demand.h"

namespace weft::solve {
namespace {

struct Claim {
  int32_t session;
  int32_t person;
  int32_t weight;
};

}  // namespace

TimetableIndex::TimetableIndex(const TimetableProblem& problem) : problem_(&problem) {
  check();
  for (const TimetableSession& session : problem.sessions) all_one_slot_ &= session.length == 1;
  list_stakes();
  list_places();
}

void TimetableIndex::check() const {
  demand(slots() >= 0 && slots() <= kMostSlots, "too many slots");
  demand(problem_->rooms.size() <= static_cast<size_t>(kMostRooms), "too many rooms");
  demand(people() >= 0, "a number of people is negative");
  demand(problem_->present.empty() || problem_->present.size() == static_cast<size_t>(people()),
         "presence is for other people");
  for (const TimetableRoom& room : problem_->rooms)
    demand(room.seats >= 0, "a number of seats is negative");
  for (const TimetableSession& session : problem_->sessions) {
    demand(session.length >= 1 && session.length <= kMostSlots && session.seats >= 0 &&
               session.bonus >= 0,
           "a session has no length, or no size");
    for (const int32_t host : session.hosts)
      demand(host >= 0 && host < people(), "a host is nobody");
  }
  for (const TimetableVote& vote : problem_->votes) {
    demand(vote.person >= 0 && vote.person < people(), "a vote is nobody's");
    demand(vote.session >= 0 && vote.session < sessions(), "a vote is for no session");
    demand(vote.value >= 1 && vote.value <= kLargestVote, "the value of a vote is out of range");
  }
}

void TimetableIndex::list_stakes() {
  std::vector<Claim> claims;
  for (const TimetableVote& vote : problem_->votes)
    claims.push_back({vote.session, vote.person, vote.value});
  const auto before = [](const Claim& a, const Claim& b) {
    return a.session != b.session ? a.session < b.session : a.person < b.person;
  };
  std::sort(claims.begin(), claims.end(), before);
  for (size_t i = 1; i < claims.size(); ++i)
    demand(before(claims[i - 1], claims[i]), "a vote comes twice");
  for (const Claim& claim : claims) host_weight_ = std::max(host_weight_, claim.weight);
  ++host_weight_;
  const auto votes = static_cast<ptrdiff_t>(claims.size());
  for (int32_t s = 0; s < sessions(); ++s) {
    std::vector<int32_t> hosts = session(s).hosts;
    std::sort(hosts.begin(), hosts.end());
    demand(std::adjacent_find(hosts.begin(), hosts.end()) == hosts.end(), "a host comes twice");
    for (const int32_t host : hosts) {
      const auto end = claims.begin() + votes;
      const auto own = std::lower_bound(claims.begin(), end, Claim{s, host, 0}, before);
      if (own != end && own->session == s && own->person == host) {
        own->weight += host_weight_ * session(s).length;
      } else {
        claims.push_back({s, host, host_weight_ * session(s).length});
      }
    }
  }
  std::sort(claims.begin(), claims.end(), before);
  session_begin_.assign(static_cast<size_t>(sessions()) + 1, 0);
  person_begin_.assign(static_cast<size_t>(people()) + 1, 0);
  for (const Claim& claim : claims) {
    ++session_begin_[static_cast<size_t>(claim.session) + 1];
    ++person_begin_[static_cast<size_t>(claim.person) + 1];
    by_session_.push_back({claim.person, claim.weight});
  }
  for (size_t i = 1; i < session_begin_.size(); ++i) session_begin_[i] += session_begin_[i - 1];
  for (size_t i = 1; i < person_begin_.size(); ++i) person_begin_[i] += person_begin_[i - 1];
  by_person_.resize(claims.size());
  std::vector<size_t> at(person_begin_.begin(), person_begin_.end());
  for (const Claim& claim : claims)
    by_person_[at[static_cast<size_t>(claim.person)]++] = {claim.session, claim.weight};
}

bool TimetableIndex::allows(int32_t s, TimetablePlace place) const {
  const TimetableSession& wanted = session(s);
  if (place.slot < 0 || place.slot >= slots() || wanted.length > slots() - place.slot) return false;
  if (place.room < 0 || place.room >= rooms()) return false;
  if ((wanted.starts >> place.slot & 1) == 0 || (wanted.rooms >> place.room & 1) == 0) return false;
  const TimetableRoom& room = problem_->rooms[static_cast<size_t>(place.room)];
  const uint64_t span = span_of(s, place.slot);
  const uint64_t inner = span & (span << 1);  // all but the first
  if ((room.open & span) != span || ((problem_->breaks << 1) & inner) != 0) return false;
  if ((room.equipment & wanted.equipment) != wanted.equipment || room.seats < wanted.seats ||
      static_cast<size_t>(room.seats) < wanted.hosts.size())
    return false;
  if (problem_->present.empty()) return true;
  return std::all_of(wanted.hosts.begin(), wanted.hosts.end(), [&](int32_t host) {
    return (problem_->present[static_cast<size_t>(host)] & span) == span;
  });
}

bool TimetableIndex::excludes(int32_t a, TimetablePlace at, int32_t b, TimetablePlace other) const {
  if (at.slot < 0 || other.slot < 0) return false;
  if ((span_of(a, at.slot) & span_of(b, other.slot)) == 0) return false;
  return at.room == other.room || std::binary_search(clashes(a).begin(), clashes(a).end(), b);
}

void TimetableIndex::list_places() {
  places_.resize(problem_->sessions.size());
  clashes_.resize(problem_->sessions.size());
  std::vector<std::vector<int32_t>> hosted(static_cast<size_t>(people()));
  for (int32_t s = 0; s < sessions(); ++s) {
    for (int32_t slot = 0; slot < slots(); ++slot) {
      for (int32_t room = 0; room < rooms(); ++room) {
        if (allows(s, {slot, room})) places_[static_cast<size_t>(s)].push_back({slot, room});
      }
    }
    for (const int32_t host : session(s).hosts) hosted[static_cast<size_t>(host)].push_back(s);
  }
  for (const std::vector<int32_t>& own : hosted) {
    for (const int32_t a : own) {
      for (const int32_t b : own) {
        if (a != b) clashes_[static_cast<size_t>(a)].push_back(b);
      }
    }
  }
  for (std::vector<int32_t>& list : clashes_) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}

}  // namespace weft::solve
