#include "lists/visits.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "roster/words.h"

namespace weft {
namespace {

constexpr int32_t kDayMinutes = 24 * 60;
constexpr int64_t kMostPlaces = 1000;
constexpr int64_t kMostVisits = 100;
constexpr Day kLongestRange = 366;

// A whole number of a cell, from 1 on.
std::optional<int32_t> counted(std::string_view text, int64_t most) {
  int64_t thousandths = 0;
  if (!parse_thousandths(text, thousandths) || thousandths < 1000 || thousandths % 1000 != 0 ||
      thousandths / 1000 > most) {
    return std::nullopt;
  }
  return static_cast<int32_t>(thousandths / 1000);
}

std::optional<Day> day_in(std::string_view text) {
  const auto date = parse_date(text, DateOrder::kDayFirst);
  return date ? std::optional<Day>(date->day) : std::nullopt;
}

// One date, or a first and a last one.
bool add_days(std::string_view text, std::vector<Day>& days) {
  if (const auto day = day_in(text)) {
    days.push_back(*day);
    return true;
  }
  constexpr std::array<std::string_view, 8> kTo = {"..",    "–",   "—", " to ",
                                                   " bis ", " - ", "/", "-"};
  for (const std::string_view to : kTo) {
    const size_t at = text.find(to);
    if (at == std::string_view::npos) continue;
    const auto first = day_in(text.substr(0, at));
    const auto last = day_in(text.substr(at + to.size()));
    if (!first || !last || *last < *first || *last - *first > kLongestRange) continue;
    for (Day day = *first; day <= *last; ++day) days.push_back(day);
    return true;
  }
  return false;
}

bool is_any_day(std::string_view text) {
  return is_word(fold_key(text),
                 "any anyday anytime all always every alle immer jederzeit egal "
                 "jeden jedertag beliebig");
}

}  // namespace

std::optional<int32_t> parse_time_of_day(std::string_view text) {
  text = trim(text);
  size_t at = 0;
  const auto number = [&]() -> int32_t {
    int32_t value = 0;
    const size_t begin = at;
    while (at < text.size() && at - begin < 2 && text[at] >= '0' && text[at] <= '9')
      value = value * 10 + (text[at++] - '0');
    return at == begin ? -1 : value;
  };
  int32_t hours = number();
  int32_t minutes = 0;
  if (hours < 0) return std::nullopt;
  if (at < text.size() && (text[at] == ':' || text[at] == '.' || text[at] == 'h')) {
    ++at;
    const size_t begin = at;
    minutes = number();
    if (at - begin != 2) return std::nullopt;
    // A spreadsheet may add seconds.
    if (text.substr(at) == ":00") at = text.size();
  }
  const std::string rest = fold_key(text.substr(at));
  if (rest == "am" || rest == "pm") {
    if (hours < 1 || hours > 12) return std::nullopt;
    hours = hours % 12 + (rest == "pm" ? 12 : 0);
  } else if (!rest.empty() && rest != "uhr" && rest != "h") {
    return std::nullopt;
  }
  if (minutes > 59 || hours * 60 + minutes > kDayMinutes) return std::nullopt;
  return hours * 60 + minutes;
}

std::vector<Day> parse_days(std::string_view text, std::vector<std::string>& wrong) {
  std::vector<Day> days;
  for (const std::string_view piece : split_list(text, ";|\n")) {
    if (add_days(piece, days)) continue;
    // "3.12.2026, 4.12.2026"; a comma may also stand inside a date.
    for (const std::string_view part : split_list(piece, ",")) {
      if (!add_days(part, days)) wrong.emplace_back(part);
    }
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

std::vector<HostDate> read_host_dates(const ListTable& list, const Roster& roster, Day today,
                                      Issues& issues) {
  std::vector<HostDate> all;
  std::vector<std::vector<HostDate>> of_person(roster.people());
  ListIssues problems(list);
  const int person = list.column("person");
  const int date = list.column("date");
  const int begin = list.column("begin");
  const int end = list.column("end");
  const int places = list.column("places");
  for (const ListTable::Row& row : list.rows) {
    const auto warn = [&](const char* code, int column) {
      problems.add(Severity::kWarning, code, row.row, column, list.cell(row, column));
    };
    HostDate offer{roster.find(list.cell(row, person)), 0};
    offer.row = row.row;
    if (offer.host == Roster::kNobody) {
      warn("dates.unknownPerson", person);
      continue;
    }
    const auto day = parse_date(list.cell(row, date), DateOrder::kDayFirst);
    if (!day) {
      warn("dates.date", date);
      continue;
    }
    if (day->ambiguous) {
      problems.add(Severity::kNote, "list.dateAmbiguous", row.row, date, list.cell(row, date));
    }
    offer.date = day->day;
    if (offer.date < today) {
      warn("dates.past", date);
      continue;
    }
    if (!list.cell(row, places).empty()) {
      const auto count = counted(list.cell(row, places), kMostPlaces);
      if (!count) {
        warn("dates.places", places);
        continue;
      }
      offer.places = *count;
    }
    if (!list.cell(row, begin).empty() || !list.cell(row, end).empty()) {
      const auto from = parse_time_of_day(list.cell(row, begin));
      const auto to = parse_time_of_day(list.cell(row, end));
      if (from && to && *from < *to) {
        offer.begin = *from;
        offer.end = *to;
      } else {
        warn("dates.time", from ? end : begin);
      }
    }
    auto& others = of_person[static_cast<size_t>(offer.host)];
    if (std::any_of(others.begin(), others.end(),
                    [&](const HostDate& other) { return offer.overlaps(other); })) {
      warn("dates.twice", date);
      continue;
    }
    others.push_back(offer);
    all.push_back(offer);
  }
  for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  return all;
}

bool Guest::can(Day day) const {
  return any_day || std::binary_search(days.begin(), days.end(), day);
}

std::vector<Guest> read_guests(const ListTable& list, const Roster& roster, Day today,
                               Issues& issues) {
  std::vector<Guest> all;
  std::vector<int32_t> known(roster.people(), -1);
  ListIssues problems(list);
  const int person = list.column("person");
  const int wanted = list.column("wanted");
  const int dates = list.column("dates");
  const int visits = list.column("visits");
  const int travels = list.column("travel");
  for (const ListTable::Row& row : list.rows) {
    const auto warn = [&](const char* code, int column, std::string_view value) {
      problems.add(Severity::kWarning, code, row.row, column, value);
    };
    const int32_t who = roster.find(list.cell(row, person));
    if (who == Roster::kNobody) {
      warn("guests.unknownPerson", person, list.cell(row, person));
      continue;
    }
    int32_t& index = known[static_cast<size_t>(who)];
    if (index < 0) {
      index = static_cast<int32_t>(all.size());
      all.emplace_back().person = who;
      all.back().row = row.row;
    }
    Guest& guest = all[static_cast<size_t>(index)];
    for (const std::string_view wish : split_list(list.cell(row, wanted), ";|\n")) {
      guest.wanted.emplace_back(wish);
      guest.wish_rows.push_back(row.row);
    }
    const std::string_view days = list.cell(row, dates);
    if (days.empty() || is_any_day(days)) {
      guest.any_day = true;
    } else {
      std::vector<std::string> wrong;
      for (const Day day : parse_days(days, wrong)) {
        if (day >= today) guest.days.push_back(day);
      }
      for (const std::string& text : wrong) warn("guests.date", dates, text);
      if (guest.days.empty() && wrong.empty()) warn("guests.past", dates, days);
      if (split_list(days, ";|\n,").size() == 1) {
        const auto day = parse_date(days, DateOrder::kDayFirst);
        if (day && day->ambiguous)
          problems.add(Severity::kNote, "list.dateAmbiguous", row.row, dates, days);
      }
    }
    if (const std::string_view text = list.cell(row, visits); !text.empty()) {
      if (const auto count = counted(text, kMostVisits)) {
        guest.visits = std::max(guest.visits.value_or(0), *count);
      } else {
        warn("guests.visits", visits, text);
      }
    }
    if (const std::string_view text = list.cell(row, travels); !text.empty()) {
      if (const auto yes = yes_or_no(text)) {
        guest.travels = *yes;
      } else {
        warn("guests.travel", travels, text);
      }
    }
  }
  for (Guest& guest : all) {
    std::sort(guest.days.begin(), guest.days.end());
    guest.days.erase(std::unique(guest.days.begin(), guest.days.end()), guest.days.end());
  }
  for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  return all;
}

}  // namespace weft
