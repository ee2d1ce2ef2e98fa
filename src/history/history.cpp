#include "history/history.h"

#include <algorithm>

#include "base/key_index.h"

namespace weft {
namespace {

bool counts(const Round& round, const Scope& scope) {
  return scope.programs.empty() || std::find(scope.programs.begin(), scope.programs.end(),
                                             round.program) != scope.programs.end();
}

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

Meetings::Meetings(const Roster& roster, const History& history, const Scope& scope) {
  const std::vector<int32_t> person_of = people_in(roster, history);
  // Tells of each two who met, latest round first.
  const auto for_each_meeting = [&](auto tell) {
    int32_t ago = 0;
    for (size_t i = history.rounds.size(); i-- > 0;) {
      const Round& round = history.rounds[i];
      if (!counts(round, scope)) continue;
      ++ago;
      for (const Groups::Group group : round.groups) {
        for (const uint32_t a : group) {
          if (person_of[a] == Roster::kNobody) continue;
          for (const uint32_t b : group) {
            if (a == b || person_of[b] == Roster::kNobody) continue;
            tell(person_of[a], Meeting{person_of[b], ago, round.date});
          }
        }
      }
    }
    rounds_ = ago;
  };
  std::vector<uint32_t> at(roster.people() + 1, 0);
  for_each_meeting([&](int32_t person, const Meeting&) { ++at[static_cast<size_t>(person) + 1]; });
  for (size_t i = 1; i < at.size(); ++i) at[i] += at[i - 1];
  all_.resize(at.back());
  begin_ = at;
  for_each_meeting(
      [&](int32_t person, const Meeting& met) { all_[at[static_cast<size_t>(person)]++] = met; });
  // By partner, and of each the latest alone.
  uint32_t kept = 0;
  for (size_t i = 0; i + 1 < begin_.size(); ++i) {
    Meeting* const first = all_.data() + begin_[i];
    Meeting* const last = all_.data() + begin_[i + 1];
    std::sort(first, last, [](const Meeting& a, const Meeting& b) {
      return a.partner != b.partner ? a.partner < b.partner : a.rounds_ago < b.rounds_ago;
    });
    begin_[i] = kept;
    for (const Meeting* met = first; met != last; ++met) {
      if (met == first || met->partner != (met - 1)->partner) all_[kept++] = *met;
    }
  }
  begin_.back() = kept;
  all_.resize(kept);
}

const Meeting* Meetings::latest(int32_t a, int32_t b) const {
  const std::span<const Meeting> list = of(a);
  const Meeting* const last = list.data() + list.size();
  const Meeting* const found = std::lower_bound(
      list.data(), last, b,
      [](const Meeting& meeting, int32_t partner) { return meeting.partner < partner; });
  return found != last && found->partner == b ? found : nullptr;
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
