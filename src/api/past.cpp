#include "api/past.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/key_index.h"
#include "base/text.h"
#include "outcome/publish.h"

namespace weft {
namespace {

// What asks for the past, and which rounds it means.
struct Asking {
  std::string where;
  Scope scope;
};

std::vector<Asking> who_asks(const Program& program) {
  std::vector<Asking> all;
  for (const Rule& rule : program.rules) {
    if (rule.kind == Rule::Kind::kMet) all.push_back({rule.where + "/met", rule.scope});
  }
  for (const Criterion& criterion : program.criteria) {
    if (criterion.kind == Criterion::Kind::kNovelty)
      all.push_back({criterion.where + "/novelty", {}});
  }
  if (program.most_running) all.push_back({"/load", {}});
  // Whose turn something is depends on the program's own rounds.
  if (all.empty()) all.push_back({"", Scope{{program.name}}});
  return all;
}

std::string_view before_at(std::string_view address) {
  return address.substr(0, address.find('@'));
}
bool has_at(std::string_view id) { return id.find('@') != id.npos; }

class Past {
 public:
  Past(const Roster& roster, const Program& program, const History& history, Day day,
       Issues& issues)
      : roster_(roster),
        program_(program),
        held_only_(held_by(history, day)),
        held_(held_only_ ? *held_only_ : history),
        asking_(who_asks(program)),
        issues_(issues) {
    tell_planned(history, day);
    tell_found();
    tell_namesakes();
  }

 private:
  Issue& tell(Severity severity, const char* code, const std::string& where, Args args) {
    return add_issue(issues_, severity, code, where, std::move(args));
  }

  void tell_planned(const History& history, Day day) {
    int64_t replaced = 0;
    int64_t planned = 0;
    Day first = 0;
    for (const Round& round : history.rounds) {
      if (round.date <= day) continue;
      if (!supersedes(program_, day, round)) {
        planned += is_asked_for(round) ? 1 : 0;
        continue;
      }
      first = replaced == 0 ? round.date : std::min(first, round.date);
      ++replaced;
    }
    if (replaced > 0) {
      tell(Severity::kNote, "history.replaced", "/rounds",
           {{"count", replaced}, {"program", program_.name}, {"date", iso_date(first)}});
    }
    if (planned > 0) {
      tell(Severity::kNote, "history.planned", asking_.front().where,
           {{"count", planned}, {"date", iso_date(day)}});
    }
  }

  bool is_asked_for(const Round& round) const {
    return std::any_of(asking_.begin(), asking_.end(),
                       [&](const Asking& asking) { return counts(round, asking.scope); });
  }
  const Round* last_round(const Scope& scope) const {
    for (size_t i = held_.rounds.size(); i-- > 0;) {
      const Round& round = held_.rounds[i];
      if (counts(round, scope) && round.groups.size() > 0) return &round;
    }
    return nullptr;
  }

  void tell_found() {
    if (held_.rounds.empty()) return;
    known_ = known_people(roster_, held_);
    std::set<const Round*> told;
    for (const Asking& asking : asking_) {
      const Round* const round = last_round(asking.scope);
      if (round != nullptr && told.insert(round).second) tell_found_of(*round, asking.where);
    }
    if (known_.respelt.empty()) return;
    const uint32_t first = known_.respelt.front();
    const auto person = static_cast<size_t>(known_.person_of[first]);
    tell(Severity::kNote, "history.respelt", asking_.front().where,
         {{"count", static_cast<int64_t>(known_.respelt.size())},
          {"value", std::string(held_.people.strings()[first])},
          {"other", std::string(roster_.ids[person])}});
  }

  void tell_found_of(const Round& round, const std::string& where) {
    const Groups::Group members = round.groups.members();
    std::vector<uint32_t> all(members.begin(), members.end());
    all.insert(all.end(), round.left_out.begin(), round.left_out.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::vector<std::string_view> lost;
    for (const uint32_t member : all) {
      if (known_.person_of[member] == Roster::kNobody)
        lost.push_back(held_.people.strings()[member]);
    }
    const auto count = static_cast<int64_t>(all.size());
    const int64_t found = count - static_cast<int64_t>(lost.size());
    if (found * 10 >= count * 9) return;
    tell(Severity::kWarning, found == 0 ? "history.nobodyFound" : "history.fewFound", where,
         {{"count", count},
          {"found", found},
          {"program", round.program},
          {"date", iso_date(round.date)},
          {"value", std::string(lost.front())}});
    tell_cause(lost, where);
  }

  // Why most of them are not found, where that can be seen.
  void tell_cause(const std::vector<std::string_view>& lost, const std::string& where) {
    if (roster_.people() == 0) return;
    const auto most = [](int64_t some, size_t all) { return some * 2 > static_cast<int64_t>(all); };
    std::vector<std::string_view> addresses;
    int64_t known_otherwise = 0;
    for (const std::string_view id : lost) {
      if (has_at(id)) addresses.push_back(id);
      known_otherwise += roster_.look_up(id).nobody() ? 0 : 1;
    }
    int64_t own_addresses = 0;
    for (size_t i = 0; i < roster_.people(); ++i) own_addresses += has_at(roster_.ids[i]) ? 1 : 0;
    const auto addressed = static_cast<int64_t>(addresses.size());
    if (most(known_otherwise, lost.size()) ||
        most(addressed, lost.size()) != most(own_addresses, roster_.people())) {
      tell(Severity::kNote, "history.otherIds", where,
           {{"value", std::string(lost.front())}, {"other", std::string(roster_.ids[0])}});
      return;
    }
    if (!most(addressed, lost.size())) return;
    std::vector<std::pair<uint64_t, int32_t>> keys;
    for (size_t i = 0; i < roster_.people(); ++i) {
      if (has_at(roster_.ids[i]))
        keys.emplace_back(hash_key(fold(before_at(roster_.ids[i]))), static_cast<int32_t>(i));
    }
    const HashIndex by_name(std::move(keys));
    int64_t elsewhere = 0;
    Args example;
    for (const std::string_view id : addresses) {
      const auto people = by_name.with(hash_key(fold(before_at(id))));
      if (people.empty()) continue;
      if (elsewhere++ > 0) continue;
      example = {{"value", std::string(id)},
                 {"other", std::string(roster_.ids[static_cast<size_t>(people.front())])}};
    }
    if (most(elsewhere, lost.size()))
      tell(Severity::kNote, "history.otherDomain", where, std::move(example));
  }

  // Identities that were numbered in the order of the file: "Peter Smith (2)".
  void tell_namesakes() {
    const Asking& asking = asking_.front();
    if (asking.where.empty() && last_round(asking.scope) == nullptr) return;
    std::set<int32_t> namesakes;
    for (size_t i = 0; i < roster_.people(); ++i) {
      const std::string_view id = roster_.ids[i];
      const size_t bracket = id.rfind(" (");
      if (bracket == id.npos || id.back() != ')' ||
          !is_digits(id.substr(bracket + 2, id.size() - bracket - 3)))
        continue;
      const int32_t first = roster_.find(id.substr(0, bracket));
      if (first == Roster::kNobody ||
          roster_.ids[static_cast<size_t>(first)] != id.substr(0, bracket))
        continue;
      namesakes.insert(first);
      namesakes.insert(static_cast<int32_t>(i));
    }
    if (namesakes.empty()) return;
    Issue& issue =
        tell(Severity::kWarning, "history.namesakes", asking.where,
             {{"value", std::string(roster_.names[static_cast<size_t>(*namesakes.begin())])}});
    for (const int32_t person : namesakes) issue.add_row(roster_.rows[static_cast<size_t>(person)]);
  }

  const Roster& roster_;
  const Program& program_;
  const std::optional<History> held_only_;
  const History& held_;
  const std::vector<Asking> asking_;
  Issues& issues_;
  Known known_;
};

}  // namespace

void tell_of_past(const Roster& roster, const Program& program, const History& history, Day day,
                  Issues& issues) {
  Past(roster, program, history, day, issues);
}

}  // namespace weft
