#include "shadowing/terms.h"

#include <algorithm>

#include "base/text.h"

namespace weft {
namespace {

constexpr int64_t kMostPerDay = 1000;
constexpr int64_t kMostWeight = 100;

std::vector<std::vector<std::string>> read_competing(const DocumentPlace& place) {
  std::vector<std::vector<std::string>> groups;
  if (!place.list()) return groups;
  for (size_t i = 0; i < place.size(); ++i) {
    const DocumentPlace one = place.at(i);
    if (!one.list()) continue;
    groups.push_back(one.texts());
    if (groups.back().size() < 2) one.fail("shadowing.competingTwo");
  }
  return groups;
}

// A date may be at another site than its host: at the one that its place is called by.
std::string site_of(const Column& site, const HostDate& date) {
  const std::string key = fold_key(date.where);
  for (size_t value = 1; !key.empty() && value < site.values.size(); ++value) {
    if (fold_key(site.values[value]) == key) return std::string(site.values[value]);
  }
  return std::string(site.text(static_cast<size_t>(date.host)));
}

}  // namespace

const std::vector<std::string>& shadowing_keys() {
  static const std::vector<std::string> keys = {"visits",    "places", "perDay",        "closed",
                                                "competing", "travel", "ownDepartment", "unlisted",
                                                "swap",      "wishes"};
  return keys;
}

ShadowingKeys read_shadowing(const Program& program, Issues& issues) {
  ShadowingKeys keys;
  const DocumentPlace top(program.document, "", issues);
  if (program.document.object() == nullptr) return keys;
  const auto number = [&](const char* key, int64_t least, int64_t most, int64_t otherwise) {
    return top.has(key) ? top.at(key).whole(least, most) : otherwise;
  };
  keys.visits = static_cast<int32_t>(number("visits", 1, kMostVisits, keys.visits));
  keys.places = static_cast<int32_t>(number("places", 1, kMostVisitPlaces, keys.places));
  if (top.has("perDay"))
    keys.per_day = static_cast<int32_t>(top.at("perDay").whole(1, kMostPerDay));
  if (top.has("closed") && top.at("closed").list()) {
    const DocumentPlace closed = top.at("closed");
    for (size_t i = 0; i < closed.size(); ++i) keys.closed.push_back(read_filter(closed.at(i)));
  }
  if (top.has("competing")) keys.competing = read_competing(top.at("competing"));
  if (top.has("travel")) {
    const std::string travel = top.at("travel").one_of({"willing", "all", "nobody"});
    keys.travel = travel == "all"      ? ShadowingKeys::Travel::kAll
                  : travel == "nobody" ? ShadowingKeys::Travel::kNobody
                                       : ShadowingKeys::Travel::kWilling;
  }
  if (top.has("ownDepartment")) keys.own_department = top.at("ownDepartment").yes_or_no();
  if (top.has("unlisted")) keys.unlisted = top.at("unlisted").one_of({"no", "last"}) == "last";
  if (top.has("swap")) keys.swap = top.at("swap").yes_or_no();
  keys.wishes = number("wishes", 0, kMostWeight, keys.wishes);
  return keys;
}

Shadowing::Shadowing(const Roster& roster, const Program& program, const Fit& fit,
                     const Lists& lists, Day today, Issues& issues)
    : roster_(roster), fit_(fit) {
  Issues said;  // by validate()
  keys_ = read_shadowing(program, said);
  closed_.assign(roster.people(), false);
  for (const Filter& filter : keys_.closed) {
    const std::vector<bool> passes = passing({filter}, roster, issues);
    for (size_t person = 0; person < roster.people(); ++person)
      closed_[person] = closed_[person] || passes[person];
  }
  read_lists(lists, today, issues);
  read_departments(issues);
}

void Shadowing::read_lists(const Lists& lists, Day today, Issues& issues) {
  for (const char* kind : {"dates", "guests"}) {
    if (list_of(lists, kind) == nullptr) {
      add_issue(issues, Severity::kError, "shadowing.listMissing", std::string("/lists/") + kind,
                {{"list", std::string(kind)}});
    }
  }
  std::vector<int32_t> participant(roster_.people(), -1);
  for (int32_t i = 0; i < fit_.size(); ++i) participant[at(fit_.person(i))] = i;
  const Column* site = roster_.with_role(Role::kSite);
  names_.resize(at(fit_.size()));
  hosting_.resize(at(fit_.size()));
  if (const ListTable* list = list_of(lists, "dates")) {
    ListIssues problems(*list);
    for (HostDate& date : read_host_dates(*list, roster_, today, keys_.places, issues)) {
      const int32_t host = participant[at(date.host)];
      if (host < 0) {
        problems.add(Severity::kWarning, "dates.hostNotTakingPart", date.row,
                     list->column("person"), roster_.names[at(date.host)]);
        continue;
      }
      if (hosting_[at(host)].empty()) {
        hosts_.push_back(host);
        names_[at(host)] = host_names(roster_, date.host);
      }
      hosting_[at(host)].push_back(dates_.size());
      std::string where = date.where;
      if (where.empty() && site != nullptr) where = site->text(at(date.host));
      std::string there = site == nullptr ? "" : site_of(*site, date);
      dates_.push_back({host, std::move(date), std::move(where), std::move(there)});
    }
    std::sort(hosts_.begin(), hosts_.end());
    for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  }
  if (const ListTable* list = list_of(lists, "guests")) {
    ListIssues problems(*list);
    for (GuestWishes& wishes : read_guests(*list, roster_, today, keys_.visits, issues)) {
      const int32_t guest = participant[at(wishes.guest)];
      if (guest < 0) {
        problems.add(Severity::kWarning, "guests.notTakingPart", wishes.row, list->column("person"),
                     roster_.names[at(wishes.guest)]);
        continue;
      }
      guests_.push_back({guest, std::move(wishes)});
    }
    for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  }
}

void Shadowing::read_departments(Issues& issues) {
  const Column* column = roster_.with_role(Role::kDepartment);
  if (column == nullptr) {
    if (!keys_.competing.empty() || keys_.per_day)
      add_issue(issues, Severity::kError, "program.noColumnWithRole",
                keys_.per_day ? "/perDay" : "/competing", {{"role", std::string("department")}});
    return;
  }
  rivals_.resize(column->values.size());
  for (size_t group = 0; group < keys_.competing.size(); ++group) {
    for (size_t i = 0; i < keys_.competing[group].size(); ++i) {
      const std::string& name = keys_.competing[group][i];
      const std::string key = fold_key(name);
      bool known = false;
      for (size_t value = 1; value < column->values.size(); ++value) {
        if (fold_key(column->values[value]) != key) continue;
        rivals_[value].push_back(static_cast<int32_t>(group));
        known = true;
      }
      if (!known) {
        add_issue(issues, Severity::kWarning, "shadowing.unknownDepartment",
                  "/competing/" + std::to_string(group) + "/" + std::to_string(i),
                  {{"value", name}});
      }
    }
  }
}

int32_t Shadowing::department(int32_t participant) const {
  const Column* column = roster_.with_role(Role::kDepartment);
  return column == nullptr ? -1 : static_cast<int32_t>(column->codes[at(fit_.person(participant))]);
}

int32_t Shadowing::rank(int32_t guest, int32_t host) const {
  const GuestWishes::Wish* wish =
      guests_[at(guest)].wishes.wish_for(fit_.person(host), names_[at(host)]);
  return wish == nullptr ? 0 : wish->rank;
}

int64_t Shadowing::value(int32_t guest, int32_t host) const {
  const auto wished = static_cast<int64_t>(guests_[at(guest)].wishes.wanted.size());
  const int64_t place = rank(guest, host);
  const int64_t points = place == 0 ? 0 : Criterion::kFull * (wished + 1 - place) / wished;
  return keys_.wishes * points + fit_.value(host, guests_[at(guest)].participant);
}

int64_t Shadowing::full_value(int32_t guest) const {
  return fit_.full_value() +
         (guests_[at(guest)].wishes.wanted.empty() ? 0 : keys_.wishes * Criterion::kFull);
}

Shadowing::Bar Shadowing::bar_between(int32_t guest, int32_t host) const {
  const Guest& one = guests_[at(guest)];
  if (one.participant == host) return Bar::kSelf;
  if (one.wishes.asked && !keys_.unlisted && rank(guest, host) == 0) return Bar::kWish;
  const int32_t theirs = department(host);
  const int32_t own = department(one.participant);
  if (!keys_.own_department && theirs >= 0 && theirs == own) return Bar::kDepartment;
  if (closed_[at(fit_.person(host))]) return Bar::kClosed;
  if (theirs > 0 && own > 0 && theirs != own) {
    for (const int32_t group : rivals_[at(theirs)]) {
      const auto& groups = rivals_[at(own)];
      if (std::find(groups.begin(), groups.end(), group) != groups.end()) return Bar::kCompeting;
    }
  }
  bool secret = false;
  for (size_t rule = 0; rule < fit_.rules().size(); ++rule) {
    if (fit_.holds(rule, host, one.participant)) continue;
    if (fit_.rules()[rule].kind != Rule::Kind::kApart) return Bar::kRule;
    secret = true;
  }
  return secret ? Bar::kSecret : Bar::kNone;
}

Shadowing::Bar Shadowing::bar(int32_t guest, const Date& date) const {
  const Guest& one = guests_[at(guest)];
  const Column* site = roster_.with_role(Role::kSite);
  const bool travels = keys_.travel == ShadowingKeys::Travel::kAll ||
                       (keys_.travel == ShadowingKeys::Travel::kWilling && one.wishes.travels);
  if (site != nullptr && !travels) {
    const std::string_view own = site->text(at(one.wishes.guest));
    if (own.empty() || own != date.site) return Bar::kSite;
  }
  if (!one.wishes.can(date.date)) return Bar::kTime;
  for (const size_t hosting : hosting_[at(one.participant)]) {
    if (dates_[hosting].date.overlaps(date.date)) return Bar::kHosting;
  }
  return Bar::kNone;
}

}  // namespace weft
