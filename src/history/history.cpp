#include "history/history.h"

#include <algorithm>

namespace weft {
namespace {

bool counts(const Round& round, const Scope& scope) {
  return scope.programs.empty() || std::find(scope.programs.begin(), scope.programs.end(),
                                             round.program) != scope.programs.end();
}

// From a person of the history to the person of the roster.
std::vector<int32_t> people_in(const Roster& roster, const History& history) {
  const StringPool& names = history.people.strings();
  Interner by_id;
  for (size_t person = 0; person < roster.people(); ++person) by_id.intern(roster.ids[person]);
  std::vector<int32_t> person_of(names.size(), Roster::kNobody);
  for (size_t i = 0; i < names.size(); ++i) {
    const uint32_t at = by_id.find(names[i]);
    if (at != Interner::kNone) person_of[i] = static_cast<int32_t>(at);
  }
  return person_of;
}

}  // namespace

Meetings::Meetings(const Roster& roster, const History& history, const Scope& scope) {
  of_.resize(roster.people());
  const std::vector<int32_t> person_of = people_in(roster, history);
  for (size_t i = history.rounds.size(); i-- > 0;) {
    const Round& round = history.rounds[i];
    if (!counts(round, scope)) continue;
    ++rounds_;
    for (const auto& group : round.groups) {
      for (const uint32_t a : group) {
        if (person_of[a] == Roster::kNobody) continue;
        for (const uint32_t b : group) {
          if (a == b || person_of[b] == Roster::kNobody) continue;
          of_[static_cast<size_t>(person_of[a])].push_back({person_of[b], rounds_, round.date});
        }
      }
    }
  }
  for (auto& list : of_) {
    std::sort(list.begin(), list.end(), [](const Meeting& a, const Meeting& b) {
      return a.partner != b.partner ? a.partner < b.partner : a.rounds_ago < b.rounds_ago;
    });
    list.erase(
        std::unique(list.begin(), list.end(),
                    [](const Meeting& a, const Meeting& b) { return a.partner == b.partner; }),
        list.end());
  }
}

const Meeting* Meetings::latest(int32_t a, int32_t b) const {
  const auto& list = of_[static_cast<size_t>(a)];
  const auto found = std::lower_bound(
      list.begin(), list.end(), b,
      [](const Meeting& meeting, int32_t partner) { return meeting.partner < partner; });
  return found != list.end() && found->partner == b ? &*found : nullptr;
}

OddLedger odd_ledger(const Roster& roster, const History& history, const Scope& scope) {
  OddLedger ledger{std::vector<int32_t>(roster.people(), 0),
                   std::vector<bool>(roster.people(), false)};
  const std::vector<int32_t> person_of = people_in(roster, history);
  std::vector<bool> seen(roster.people(), false);
  for (size_t i = history.rounds.size(); i-- > 0;) {
    const Round& round = history.rounds[i];
    if (!counts(round, scope)) continue;
    for (const uint32_t member : round.odd) {
      const int32_t person = person_of[member];
      if (person == Roster::kNobody) continue;
      ++ledger.times[static_cast<size_t>(person)];
      if (!seen[static_cast<size_t>(person)]) ledger.last_time[static_cast<size_t>(person)] = true;
    }
    const auto see = [&](uint32_t member) {
      if (person_of[member] != Roster::kNobody) seen[static_cast<size_t>(person_of[member])] = true;
    };
    for (const auto& group : round.groups) std::for_each(group.begin(), group.end(), see);
    std::for_each(round.odd.begin(), round.odd.end(), see);
    std::for_each(round.left_out.begin(), round.left_out.end(), see);
  }
  return ledger;
}

}  // namespace weft
