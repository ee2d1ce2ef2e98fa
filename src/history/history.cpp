#include "history/history.h"

#include <algorithm>
#include <utility>

#include "base/key_index.h"

namespace weft {
namespace {

bool runs(const Round& round, Day date) { return round.until && date < *round.until; }

// People of the roster whom some round has twice, under two identities: those are two people.
std::vector<bool> known_twice(size_t people, const History& history,
                              const std::vector<int32_t>& person_of) {
  constexpr size_t kNoRound = SIZE_MAX;
  std::vector<bool> twice(people, false);
  std::vector<std::pair<size_t, uint32_t>> seen(people, {kNoRound, 0});
  for (size_t r = 0; r < history.rounds.size(); ++r) {
    const auto see = [&](uint32_t member) {
      if (person_of[member] == Roster::kNobody) return;
      const auto person = static_cast<size_t>(person_of[member]);
      if (seen[person].first == r && seen[person].second != member) twice[person] = true;
      seen[person] = {r, member};
    };
    const Round& round = history.rounds[r];
    const Groups::Group members = round.groups.members();
    std::for_each(members.begin(), members.end(), see);
    std::for_each(round.left_out.begin(), round.left_out.end(), see);
    std::for_each(round.odd.begin(), round.odd.end(), see);
  }
  return twice;
}

// Calls tell(person, others) for everybody in running rounds that count: how many of their group
// they lead there, or nothing where they lead nobody.
template <typename Counts, typename Tell>
void for_each_running(const Roster& roster, const History& history, Day date, Counts counts,
                      Tell tell) {
  const std::vector<int32_t> person_of = known_people(roster, history).person_of;
  for (const Round& round : history.rounds) {
    if (!runs(round, date) || !counts(round)) continue;
    for (const Groups::Group group : round.groups) {
      for (size_t i = 0; i < group.size(); ++i) {
        const int32_t person = person_of[group[i]];
        if (person == Roster::kNobody) continue;
        tell(static_cast<size_t>(person),
             round.led && i == 0 ? std::optional(static_cast<int32_t>(group.size()) - 1)
                                 : std::nullopt);
      }
    }
  }
}

}  // namespace

bool counts(const Round& round, const Scope& scope) {
  return scope.programs.empty() || std::find(scope.programs.begin(), scope.programs.end(),
                                             round.program) != scope.programs.end();
}

Known known_people(const Roster& roster, const History& history) {
  const StringPool& names = history.people.strings();
  const KeyIndex by_id(
      static_cast<uint32_t>(roster.people()), [&](uint32_t i) { return hash_key(roster.ids[i]); },
      [&](uint32_t i, uint32_t j) { return roster.ids[i] == roster.ids[j]; });
  Known known{std::vector<int32_t>(names.size(), Roster::kNobody), {}};
  for (size_t i = 0; i < names.size(); ++i) {
    const uint32_t at =
        by_id.find(hash_key(names[i]), [&](uint32_t j) { return roster.ids[j] == names[i]; });
    if (at != KeyIndex::kNone) {
      known.person_of[i] = static_cast<int32_t>(at);
      continue;
    }
    const std::span<const int32_t> alike = roster.with_loose_id(names[i]);
    if (alike.size() != 1) continue;
    known.person_of[i] = alike.front();
    known.respelt.push_back(static_cast<uint32_t>(i));
  }
  if (known.respelt.empty()) return known;
  const std::vector<bool> twice = known_twice(roster.people(), history, known.person_of);
  const auto is_other = [&](uint32_t i) {
    int32_t& person = known.person_of[i];
    if (!twice[static_cast<size_t>(person)]) return false;
    person = Roster::kNobody;
    return true;
  };
  known.respelt.erase(std::remove_if(known.respelt.begin(), known.respelt.end(), is_other),
                      known.respelt.end());
  return known;
}

std::optional<History> held_by(const History& history, Day day) {
  const auto by_day = [](const Round& a, const Round& b) { return a.date < b.date; };
  const bool all = std::all_of(history.rounds.begin(), history.rounds.end(),
                               [&](const Round& round) { return round.date <= day; });
  if (all && std::is_sorted(history.rounds.begin(), history.rounds.end(), by_day))
    return std::nullopt;
  History held;
  held.people = history.people;
  for (const Round& round : history.rounds) {
    if (round.date <= day) held.rounds.push_back(round);
  }
  std::stable_sort(held.rounds.begin(), held.rounds.end(), by_day);
  return held;
}

Meetings::Meetings(const Roster& roster, const History& history, const Scope& scope, Day date) {
  const std::vector<int32_t> person_of = known_people(roster, history).person_of;
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
  for_each_running(
      roster, history, date, [](const Round&) { return true; },
      [&](size_t person, std::optional<int32_t> led) { running[person] += led.value_or(1); });
  return running;
}

std::vector<int32_t> running_led(const Roster& roster, const History& history,
                                 std::string_view format, Day date) {
  std::vector<int32_t> running(roster.people(), 0);
  for_each_running(
      roster, history, date, [&](const Round& round) { return round.format == format; },
      [&](size_t person, std::optional<int32_t> led) { running[person] += led.value_or(0); });
  return running;
}

OddLedger odd_ledger(const Roster& roster, const History& history, const Scope& scope) {
  OddLedger ledger(roster.people());
  const std::vector<int32_t> person_of = known_people(roster, history).person_of;
  enum class Part : uint8_t { kNone, kTook, kOdd };
  std::vector<Part> part;
  for (const Round& round : history.rounds) {
    if (!counts(round, scope)) continue;
    part.assign(roster.people(), Part::kNone);
    const auto take = [&](Part as) {
      return [&, as](uint32_t member) {
        const int32_t person = person_of[member];
        if (person != Roster::kNobody) part[static_cast<size_t>(person)] = as;
      };
    };
    const Groups::Group members = round.groups.members();
    std::for_each(members.begin(), members.end(), take(Part::kTook));
    std::for_each(round.left_out.begin(), round.left_out.end(), take(Part::kTook));
    std::for_each(round.odd.begin(), round.odd.end(), take(Part::kOdd));
    for (size_t person = 0; person < part.size(); ++person) {
      if (part[person] != Part::kNone)
        ledger.serve(static_cast<int32_t>(person), part[person] == Part::kOdd);
    }
  }
  return ledger;
}

}  // namespace weft
