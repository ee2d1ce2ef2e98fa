#include "shadowing/check.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "lists/host_dates.h"
#include "shadowing/terms.h"

namespace weft {
namespace {

class Checker {
 public:
  Checker(const ShadowingClaim& input, CheckResult& result)
      : input_(input), result_(result), roster_(input.roster) {}

  void run() {
    Issues said;
    keys_ = read_shadowing(input_.program, said);
    const ListTable* dates = list_of(input_.lists, "dates");
    const ListTable* guests = list_of(input_.lists, "guests");
    const bool there = dates != nullptr && guests != nullptr;
    result_.verify(there || input_.claim.groups.empty(), "check.visit.lists",
                   [] { return Args{}; });
    if (!there) return;
    for (const HostDate& date : read_host_dates(*dates, roster_, input_.date, keys_.places, said))
      dates_[date.host].push_back(date);
    for (GuestWishes& wishes : read_guests(*guests, roster_, input_.date, keys_.visits, said))
      guests_[wishes.guest] = std::move(wishes);
    for (size_t person = 0; person < roster_.people(); ++person) {
      const std::string site = text(Role::kSite, static_cast<int32_t>(person));
      if (!site.empty()) sites_.emplace(fold_key(site), site);
    }
    for (const Filter& filter : keys_.closed) closed_.push_back(passing({filter}, roster_, said));
    for (size_t g = 0; g < input_.claim.groups.size(); ++g) check_group(g);
    check_guests();
    check_days();
    check_secrets();
    check_swaps();
    check_everybody();
  }

 private:
  struct Made {
    int32_t host;
    HostDate date;
  };

  void verify(bool holds, const char* code, const std::string& value) {
    result_.verify(holds, code, [&] {
      return Args{{"group", static_cast<int64_t>(group_ + 1)}, {"value", value}};
    });
  }
  std::string name(int32_t person) const {
    return std::string(roster_.names[static_cast<size_t>(person)]);
  }
  std::string text(Role role, int32_t person) const {
    const Column* column = roster_.with_role(role);
    return column == nullptr ? "" : std::string(column->text(static_cast<size_t>(person)));
  }

  // The date of the list that a group is on.
  const HostDate* date_of(const Claim::Group& group, int32_t host) const {
    const auto found = dates_.find(host);
    if (found == dates_.end() || !group.when) return nullptr;
    for (const HostDate& date : found->second) {
      const bool whole = date.begin == 0 && date.end == kMinutesOfDay;
      const bool same_time = whole ? group.when->end == 0
                                   : group.when->begin == date.begin && group.when->end == date.end;
      if (date.date == group.when->date && same_time) return &date;
    }
    return nullptr;
  }

  void check_group(size_t g) {
    group_ = g;
    const Claim::Group& group = input_.claim.groups[g];
    std::vector<int32_t> people;
    for (const std::string& id : group.people) people.push_back(roster_.find(id));
    const bool roles = people.size() >= 2 && group.roles.size() == people.size() &&
                       group.roles[0] == "host" &&
                       std::all_of(group.roles.begin() + 1, group.roles.end(),
                                   [](const std::string& role) { return role == "guest"; }) &&
                       std::find(people.begin(), people.end(), Roster::kNobody) == people.end();
    verify(roles, "check.visit.roles", group.people.empty() ? "" : group.people[0]);
    if (!roles) return;
    const int32_t host = people[0];
    const HostDate* date = date_of(group, host);
    verify(date != nullptr, "check.visit.date", name(host));
    if (date == nullptr) return;
    verify(used_.insert({host, date->row}).second, "check.visit.dateTwice", name(host));
    verify(static_cast<int64_t>(people.size()) - 1 <= date->places, "check.visit.places",
           name(host));
    const std::string where = date->where.empty() ? text(Role::kSite, host) : date->where;
    verify(group.where == where, "check.visit.where", group.where);
    for (const std::vector<bool>& closed : closed_)
      verify(!closed[static_cast<size_t>(host)], "check.visit.closed", name(host));
    int64_t points = 0;
    std::set<int32_t> here;
    for (size_t i = 1; i < people.size(); ++i) {
      verify(here.insert(people[i]).second, "check.visit.guestTwice", name(people[i]));
      points += check_guest(people[i], host, *date);
      made_[people[i]].push_back({host, *date});
    }
    int64_t value = keys_.wishes * points;
    for (size_t c = 0; c < input_.program.criteria.size(); ++c)
      value += input_.program.criteria[c].weight * result_.points[g][c];
    verify(value == group.value, "check.visit.value", std::to_string(value));
  }

  // A date may be at another site than its host.
  std::string site_of(const HostDate& date, int32_t host) const {
    const auto found = sites_.find(fold_key(date.where));
    return found != sites_.end() ? found->second : text(Role::kSite, host);
  }

  // Returns what their wish is worth, in thousandths.
  int64_t check_guest(int32_t guest, int32_t host, const HostDate& date) {
    const auto found = guests_.find(guest);
    verify(found != guests_.end() && guest != host, "check.visit.guest", name(guest));
    if (found == guests_.end()) return 0;
    const GuestWishes& wishes = found->second;
    verify(wishes.can(date), "check.visit.time", name(guest));
    const auto own_dates = dates_.find(guest);
    if (own_dates != dates_.end()) {
      for (const HostDate& own : own_dates->second)
        verify(own.date != date.date || own.end <= date.begin || date.end <= own.begin,
               "check.visit.hosting", name(guest));
    }
    if (roster_.with_role(Role::kDepartment) != nullptr) {
      const std::string mine = text(Role::kDepartment, guest);
      const std::string theirs = text(Role::kDepartment, host);
      verify(keys_.own_department || mine != theirs, "check.visit.department", name(guest));
      for (const std::vector<std::string>& among : keys_.competing) {
        bool with_me = false;
        bool with_them = false;
        for (const std::string& one : among) {
          with_me = with_me || (!mine.empty() && fold_key(one) == fold_key(mine));
          with_them = with_them || (!theirs.empty() && fold_key(one) == fold_key(theirs));
        }
        verify(mine == theirs || !with_me || !with_them, "check.visit.competing", name(guest));
      }
    }
    if (roster_.with_role(Role::kSite) != nullptr) {
      const std::string mine = text(Role::kSite, guest);
      const bool here = !mine.empty() && mine == site_of(date, host);
      const bool travels = keys_.travel == ShadowingKeys::Travel::kAll ||
                           (keys_.travel == ShadowingKeys::Travel::kWilling && wishes.travels);
      verify(here || travels, "check.visit.site", name(guest));
    }
    const auto wished = static_cast<int64_t>(wishes.wanted.size());
    for (int64_t place = 1; place <= wished; ++place) {
      const GuestWishes::Wish& wish = wishes.wanted[static_cast<size_t>(place) - 1];
      bool meets = wish.person == host;
      if (wish.person == Roster::kNobody) {
        for (const Role role : {Role::kDepartment, Role::kTeam, Role::kTitle})
          meets = meets || fold_key(text(role, host)) == fold_key(wish.written);
      }
      if (meets) return 1000 * (wished + 1 - place) / wished;
    }
    verify(!wishes.asked || keys_.unlisted, "check.visit.wish", name(guest));
    return 0;
  }

  void check_guests() {
    for (const auto& [guest, made] : made_) {
      const auto found = guests_.find(guest);
      const int64_t most = found == guests_.end() ? 0 : keys_.swap ? 1 : found->second.visits;
      verify(static_cast<int64_t>(made.size()) <= most, "check.visit.tooMany", name(guest));
      for (size_t i = 0; i < made.size(); ++i) {
        for (size_t j = i + 1; j < made.size(); ++j) {
          verify(made[i].host != made[j].host, "check.visit.hostTwice", name(guest));
          const HostDate& one = made[i].date;
          const HostDate& other = made[j].date;
          verify(one.date != other.date || one.end <= other.begin || other.end <= one.begin,
                 "check.visit.twoPlaces", name(guest));
        }
      }
    }
  }

  void check_days() {
    if (!keys_.per_day) return;
    std::map<std::pair<std::string, Day>, int64_t> visits;
    for (const auto& [guest, made] : made_) {
      for (const Made& one : made) ++visits[{text(Role::kDepartment, one.host), one.date.date}];
    }
    for (const auto& [day, count] : visits)
      verify(count <= *keys_.per_day, "check.visit.perDay",
             day.first + ", " + iso_date(day.second));
  }

  // Guests of one date meet, as guest and host do.
  void check_secrets() {
    const PeoplePairs secrets = confidential_pairs(input_.program);
    for (group_ = 0; group_ < input_.claim.groups.size(); ++group_) {
      std::vector<int32_t> people;
      for (const std::string& id : input_.claim.groups[group_].people)
        people.push_back(roster_.find(id));
      verify(!holds_any(secrets, people), "check.visit.secret", {});
    }
  }

  void check_swaps() {
    if (!keys_.swap) return;
    for (const auto& guest : made_) {
      for (const Made& one : guest.second) {
        const auto back = made_.find(one.host);
        const bool returned =
            back != made_.end() &&
            std::any_of(back->second.begin(), back->second.end(),
                        [&](const Made& other) { return other.host == guest.first; });
        verify(returned, "check.visit.notReturned", name(guest.first));
      }
    }
  }

  // A guest who takes part has a visit or is left out, and the counts are as said.
  void check_everybody() {
    std::set<int32_t> left;
    for (const std::string& id : input_.claim.left_out) left.insert(roster_.find(id));
    const Participants taking = participants(input_.program, roster_, input_.history, input_.date);
    int64_t visits = 0;
    int64_t served = 0;
    for (const int32_t person : taking.people) {
      const auto made = made_.find(person);
      const bool has = made != made_.end();
      visits += has ? static_cast<int64_t>(made->second.size()) : 0;
      served += has ? 1 : 0;
      const bool expected = guests_.count(person) > 0 && !has;
      verify((left.count(person) > 0) == expected, "check.visit.lost", name(person));
    }
    const auto said = [&](const char* key, int64_t count) {
      const Value* value = input_.claim.extra.find(key);
      verify(value != nullptr && value->whole() != nullptr && *value->whole() == count,
             "check.visit.count", key);
    };
    said("visits", visits);
    said("served", served);
  }

  const ShadowingClaim& input_;
  CheckResult& result_;
  const Roster& roster_;
  ShadowingKeys keys_;
  size_t group_ = 0;
  std::map<std::string, std::string> sites_;        // of the roster, by their folded names
  std::map<int32_t, std::vector<HostDate>> dates_;  // by host
  std::map<int32_t, GuestWishes> guests_;
  std::vector<std::vector<bool>> closed_;
  std::set<std::pair<int32_t, int64_t>> used_;  // host, row
  std::map<int32_t, std::vector<Made>> made_;   // by guest
};

}  // namespace

void check_shadowing(const ShadowingClaim& input, CheckResult& result) {
  Checker(input, result).run();
}

}  // namespace weft
