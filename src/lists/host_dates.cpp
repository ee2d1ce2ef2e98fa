#include "lists/host_dates.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "lists/places.h"
#include "roster/words.h"

namespace weft {
namespace {

constexpr std::string_view kDatesParted = ";|\n,";
constexpr std::string_view kWishParts = ";|\n";
constexpr size_t kLongestTime = 200;  // bytes; every blank may be where a day ends
constexpr std::array<Role, std::tuple_size_v<HostNames>> kNamedBy = {Role::kDepartment, Role::kTeam,
                                                                     Role::kTitle};
constexpr Day kFirstDay = std::numeric_limits<Day>::min();
constexpr Day kLastDay = std::numeric_limits<Day>::max();

// "3.12.2026", "Tuesday", "Mon-Fri", "1.12.2026 – 5.12.2026".
std::vector<FreeTime> days_in(std::string_view text, bool& ambiguous) {
  if (const auto of_week = weekday_of(text)) return {{kFirstDay, kLastDay, *of_week}};
  if (const auto date = parse_date(text, DateOrder::kDayFirst)) {
    ambiguous = ambiguous || date->ambiguous;
    return {{date->day, date->day}};
  }
  constexpr std::array<std::string_view, 7> kTo = {"–", "—", " to ", " bis ", " - ", "..", "-"};
  for (const std::string_view to : kTo) {
    const size_t at = text.find(to);
    if (at == std::string_view::npos) continue;
    const std::string_view left = trim(text.substr(0, at));
    const std::string_view right = trim(text.substr(at + to.size()));
    const auto first_of_week = weekday_of(left);
    const auto last_of_week = weekday_of(right);
    if (first_of_week && last_of_week) {
      std::vector<FreeTime> days;
      for (int day = *first_of_week;; day = (day + 1) % 7) {
        days.push_back({kFirstDay, kLastDay, day});
        if (day == *last_of_week) return days;
      }
    }
    const auto first = parse_date(left, DateOrder::kDayFirst);
    const auto last = parse_date(right, DateOrder::kDayFirst);
    if (!first || !last || first->day > last->day) continue;
    ambiguous = ambiguous || first->ambiguous || last->ambiguous;
    return {{first->day, last->day}};
  }
  return {};
}

// Days, times, or days before times; none: it is neither.
std::vector<FreeTime> free_times(std::string_view text, bool& ambiguous) {
  if (text.size() > kLongestTime) return {};
  std::optional<TimeSpan> times;
  std::vector<FreeTime> days;
  for (size_t blank = text.find(' '); blank != std::string_view::npos && days.empty();
       blank = text.find(' ', blank + 1)) {
    times = time_span(trim(text.substr(blank)));
    if (times) days = days_in(trim(text.substr(0, blank)), ambiguous);
  }
  if (days.empty()) {
    times = time_span(text);
    if (!times) return days_in(text, ambiguous);
    days = {{kFirstDay, kLastDay}};
  }
  for (FreeTime& day : days) {
    day.begin = times->begin;
    day.end = times->end;
  }
  return days;
}

}  // namespace

std::vector<HostDate> read_host_dates(const ListTable& list, const Roster& roster, Day today,
                                      int32_t places, Issues& issues) {
  std::vector<HostDate> dates;
  std::map<std::pair<int32_t, Day>, std::vector<size_t>> of_host;  // and of a day
  ListIssues problems(list);
  const int host_column = list.column("person");
  const int date_column = list.column("date");
  const int begin_column = list.column("begin");
  const int end_column = list.column("end");
  const int places_column = list.column("places");
  const int where_column = list.column("where");
  for (const ListTable::Row& row : list.rows) {
    const auto warn = [&](const char* code, int column) {
      problems.add(Severity::kWarning, code, row.row, column, list.cell(row, column));
    };
    HostDate date{};
    date.host = problems.person(roster, list.cell(row, host_column), row.row, host_column,
                                "dates.unknownHost");
    date.places = places;
    date.where = list.cell(row, where_column);
    date.row = row.row;
    if (date.host == Roster::kNobody) continue;
    const auto day = parse_date(list.cell(row, date_column), DateOrder::kDayFirst);
    if (!day) {
      warn("dates.date", date_column);
      continue;
    }
    date.date = day->day;
    if (day->ambiguous) {
      problems.add(Severity::kNote, "list.dateAmbiguous", row.row, date_column,
                   list.cell(row, date_column));
    }
    if (date.date < today) {
      warn("dates.past", date_column);
      continue;
    }
    const std::string_view begin = list.cell(row, begin_column);
    const std::string_view end = list.cell(row, end_column);
    if (!begin.empty() || !end.empty()) {
      const auto from = parse_time_of_day(begin);
      const auto until = parse_time_of_day(end);
      if (!from || !until || *from >= *until) {
        // What is there is named.
        warn("dates.time", end.empty() || (!from && !begin.empty()) ? begin_column : end_column);
        continue;
      }
      date.begin = *from;
      date.end = *until;
    }
    if (const std::string_view text = list.cell(row, places_column); !text.empty()) {
      const auto count = whole_number(text, 1, kMostVisitPlaces);
      if (!count) {
        warn("dates.places", places_column);
        continue;
      }
      date.places = *count;
    }
    std::vector<size_t>& others = of_host[{date.host, date.date}];
    if (std::any_of(others.begin(), others.end(),
                    [&](size_t other) { return dates[other].overlaps(date); })) {
      warn("dates.twice", date_column);
      continue;
    }
    if (dates.size() == kMostHostDates) {
      warn("dates.tooMany", date_column);
      continue;
    }
    others.push_back(dates.size());
    dates.push_back(std::move(date));
  }
  for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  std::stable_sort(dates.begin(), dates.end(), [](const HostDate& a, const HostDate& b) {
    return a.date != b.date ? a.date < b.date : a.begin < b.begin;
  });
  return dates;
}

bool FreeTime::holds(const HostDate& date) const {
  return first <= date.date && date.date <= last &&
         (weekday < 0 || weft::weekday(date.date) == weekday) && begin <= date.begin &&
         date.end <= end;
}

bool GuestWishes::can(const HostDate& date) const {
  return any_time || std::any_of(free.begin(), free.end(),
                                 [&](const FreeTime& time) { return time.holds(date); });
}

HostNames host_names(const Roster& roster, int32_t person) {
  HostNames names;
  for (size_t i = 0; i < names.size(); ++i) {
    const Column* column = roster.with_role(kNamedBy[i]);
    if (column != nullptr) names[i] = fold_key(column->text(static_cast<size_t>(person)));
  }
  return names;
}

const GuestWishes::Wish* GuestWishes::wish_for(int32_t host, const HostNames& names) const {
  for (const Wish& wish : wanted) {
    const bool met = wish.person != Roster::kNobody
                         ? wish.person == host
                         : std::find(names.begin(), names.end(), wish.name) != names.end();
    if (met) return &wish;
  }
  return nullptr;
}

std::vector<GuestWishes> read_guests(const ListTable& list, const Roster& roster, Day today,
                                     int32_t visits, Issues& issues) {
  std::vector<GuestWishes> guests;
  std::set<std::string> known;
  for (const Role role : kNamedBy) {
    const Column* column = roster.with_role(role);
    for (size_t i = 0; column != nullptr && i < column->values.size(); ++i)
      known.insert(fold_key(column->values[i]));
  }
  known.erase("");
  std::vector<bool> listed(roster.people(), false);
  ListIssues problems(list);
  const int guest_column = list.column("person");
  const int dates_column = list.column("dates");
  const int visits_column = list.column("visits");
  const int travel_column = list.column("travel");
  const std::vector<int> wished = list.columns("wanted");
  for (const ListTable::Row& row : list.rows) {
    const auto warn = [&](const char* code, int column, std::string_view value) {
      problems.add(Severity::kWarning, code, row.row, column, value);
    };
    std::set<std::pair<int32_t, std::string>> wishes;
    GuestWishes guest{};
    guest.guest = problems.person(roster, list.cell(row, guest_column), row.row, guest_column,
                                  "guests.unknownGuest");
    guest.visits = visits;
    guest.row = row.row;
    if (guest.guest == Roster::kNobody) continue;
    if (listed[static_cast<size_t>(guest.guest)]) {
      warn("guests.twice", guest_column, list.cell(row, guest_column));
      continue;
    }
    listed[static_cast<size_t>(guest.guest)] = true;
    for (const int column : wished) {
      for (const std::string_view part : split_list(list.cell(row, column), kWishParts)) {
        guest.asked = true;
        const Meant meant = roster.look_up(part);
        GuestWishes::Wish wish{static_cast<int32_t>(guest.wanted.size()) + 1, meant.person,
                               fold_key(part), std::string(part)};
        if (wish.person == guest.guest) {
          warn("guests.self", column, part);
        } else if (wish.person == Roster::kNobody && known.count(wish.name) == 0) {
          problems.not_one(roster, meant, part, row.row, column, "guests.unknownWish");
        } else if (!wishes.emplace(wish.person, wish.person == Roster::kNobody ? wish.name : "")
                        .second) {
          warn("guests.wishTwice", column, part);
        } else {
          guest.wanted.push_back(std::move(wish));
        }
      }
    }
    for (const std::string_view part : split_list(list.cell(row, dates_column), kDatesParted)) {
      guest.any_time = false;
      bool ambiguous = false;
      std::vector<FreeTime> times = free_times(part, ambiguous);
      if (times.empty()) {
        warn("guests.dates", dates_column, part);
        continue;
      }
      if (ambiguous)
        problems.add(Severity::kNote, "list.dateAmbiguous", row.row, dates_column, part);
      if (times[0].last < today) warn("guests.past", dates_column, part);
      guest.free.insert(guest.free.end(), times.begin(), times.end());
    }
    if (const std::string_view text = list.cell(row, visits_column); !text.empty()) {
      const auto count = whole_number(text, 1, kMostVisits);
      if (!count) warn("guests.visits", visits_column, text);
      guest.visits = count.value_or(visits);
    }
    if (const std::string_view text = list.cell(row, travel_column); !text.empty()) {
      const auto yes = yes_or_no(text);
      if (!yes) warn("guests.travel", travel_column, text);
      guest.travels = yes.value_or(false);
    }
    guests.push_back(std::move(guest));
  }
  for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  return guests;
}

}  // namespace weft
