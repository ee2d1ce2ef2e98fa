#include "history/history.h"

#include <algorithm>

#include "base/key_index.h"

namespace weft {
namespace {

bool counts(const Round& round, const Scope& scope) {
  return scope.programs.empty() || std::find(scope.programs.begin(), scope.programs.end(),
                                             round.program) != scope.programs.end();
}

bool runs(const Round& round, Day date) { return round.until && date < *round.until; }

// From a person of the history to the person of the roster.
std::vector<int32_t> people_in(const Roster& roster, const History& history) {
  const StringPool& names = history.people.strings();
  const KeyIndex by_id(
      static_cast<uint32_t>(roster.people()), [&](uint32_t i) { return hash_key(roster.ids[i]); },
      [&](uint32_t i, uint32_t j) { return roster.ids[i] == roster.ids[j]; });
  std::vector<int32_t> person_of(names.size(), Roster::kNobody);
  for (size_t i = 0; i < names.size(); ++i) {
    const uint32_t at =
        by_id.find(hash_key(names[i]), [&](uint32_t j) { return roster.ids[j] == names[i]; });
    if (at != KeyIndex::kNone) person_of[i] = static_cast<int32_t>(at);
  }
  return person_of;
}

}  // namespace

Meetings::Meetings(const Roster& roster, const History& history, const Scope& scope, Day date) {
  const std::vector<int32_t> person_of = people_in(roster, history);
  // Round by round, then person by person: a round's partners lie in one array that stays in the
  // cache, and all of them are read in order. Most meet one other in a round.
  struct Partners {
    std::vector<int32_t> first;                     // per person; kNobody: they met nobody
    std::vector<std::pair<int32_t, int32_t>> more;  // of larger groups; sorted
    Day date;
    int32_t ago;
  };
  std::vector<Partners> rounds;
  size_t meetings = 0;
  for (size_t i = history.rounds.size(); i-- > 0;) {
    const Round& round = history.rounds[i];
    if (!round.meets || (!counts(round, scope) && !runs(round, date))) continue;
    Partners& partners = rounds.emplace_back();
    partners.date = round.date;
    if (counts(round, scope)) ++rounds_;
    partners.ago = runs(round, date) ? 0 : rounds_;
    partners.first.assign(roster.people(), Roster::kNobody);
    for (const Groups::Group group : round.groups) {
      for (const uint32_t a : group) {
        const int32_t person = person_of[a];
        if (person == Roster::kNobody) continue;
        for (const uint32_t b : group) {
          if (a == b || person_of[b] == Roster::kNobody) continue;
          ++meetings;
          int32_t& first = partners.first[static_cast<size_t>(person)];
          if (first == Roster::kNobody) {
            first = person_of[b];
          } else {
            partners.more.emplace_back(person, person_of[b]);
          }
        }
      }
    }
    std::sort(partners.more.begin(), partners.more.end());
  }
  std::vector<size_t> at(rounds.size(), 0);  // in Partners::more
  std::vector<Meeting> met;
  begin_.assign(1, 0);
  begin_.reserve(roster.people() + 1);
  all_.reserve(meetings);
  for (int32_t person = 0; static_cast<size_t>(person) < roster.people(); ++person) {
    met.clear();
    for (size_t r = 0; r < rounds.size(); ++r) {
      const Partners& partners = rounds[r];
      const int32_t first = partners.first[static_cast<size_t>(person)];
      if (first != Roster::kNobody) met.push_back({first, partners.ago, partners.date});
      for (; at[r] < partners.more.size() && partners.more[at[r]].first == person; ++at[r])
        met.push_back({partners.more[at[r]].second, partners.ago, partners.date});
    }
    // By partner, and of each the latest alone.
    std::sort(met.begin(), met.end(), [](const Meeting& a, const Meeting& b) {
      return a.partner != b.partner ? a.partner < b.partner : a.rounds_ago < b.rounds_ago;
    });
    for (size_t i = 0; i < met.size(); ++i) {
      if (i == 0 || met[i].partner != met[i - 1].partner) all_.push_back(met[i]);
    }
    begin_.push_back(static_cast<uint32_t>(all_.size()));
  }
}

const Meeting* Meetings::latest(int32_t a, int32_t b) const {
  const std::span<const Meeting> list = of(a);
  const Meeting* const last = list.data() + list.size();
  const Meeting* const found = std::lower_bound(
      list.data(), last, b,
      [](const Meeting& meeting, int32_t partner) { return meeting.partner < partner; });
  return found != last && found->partner == b ? found : nullptr;
}

std::vector<int32_t> running_commitments(const Roster& roster, const History& history, Day date) {
  std::vector<int32_t> running(roster.people(), 0);
  const std::vector<int32_t> person_of = people_in(roster, history);
  for (const Round& round : history.rounds) {
    if (!runs(round, date)) continue;
    for (const uint32_t member : round.groups.members()) {
      if (person_of[member] != Roster::kNobody) ++running[static_cast<size_t>(person_of[member])];
    }
  }
  return running;
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
    for (const Groups::Group group : round.groups) std::for_each(group.begin(), group.end(), see);
    std::for_each(round.odd.begin(), round.odd.end(), see);
    std::for_each(round.left_out.begin(), round.left_out.end(), see);
  }
  return ledger;
}

}  // namespace weft
