#include "base/date.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace weft {
namespace {

struct Civil {
  int year;
  int month;
  int day;
};

Civil civil_of(Day days) {
  const int64_t z = int64_t{days} + 719468;
  const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const auto of_era = static_cast<int>(z - era * 146097);
  const int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted = (5 * of_year + 2) / 153;
  const int month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {static_cast<int>(year_of_era + era * 400) + (month <= 2), month,
          of_year - (153 * shifted + 2) / 5 + 1};
}

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<size_t>(month - 1)];
}

int month_by_name(std::string_view text) {
  constexpr std::array<std::string_view, 18> kNames = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec",
                                                       "mae", "mai", "okt", "dez", "jae", "mrz"};
  constexpr std::array<int, 18> kMonths = {1,  2,  3,  4, 5, 6,  7,  8, 9,
                                           10, 11, 12, 3, 5, 10, 12, 1, 3};
  const std::string name = fold(text, Fold::kGerman).substr(0, 3);
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (name == kNames[i]) return kMonths[i];
  }
  return 0;
}

int number(std::string_view text) {
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

int full_year(std::string_view text) {
  const int year = number(text);
  if (text.size() != 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

std::optional<ParsedDate> checked(int year, int month, int day, bool ambiguous = false) {
  if (year < 1800 || year > 2300 || month < 1 || month > 12 || day < 1 ||
      day > days_in_month(year, month)) {
    return std::nullopt;
  }
  return ParsedDate{day_of(year, month, day), ambiguous};
}

bool looks_like_time(std::string_view text) {
  for (const char c : text) {
    if ((c < '0' || c > '9') && c != ':' && c != '.' && c != ' ' && c != '+' && c != '-' &&
        c != 'A' && c != 'P' && c != 'M' && c != 'a' && c != 'p' && c != 'm' && c != 'Z') {
      return false;
    }
  }
  return text.find(':') != std::string_view::npos;
}

}  // namespace

Day day_of(int year, int month, int day) {
  const int64_t y = year - (month <= 2);
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const int64_t year_of_era = y - era * 400;
  const int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int64_t of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
  return static_cast<Day>(era * 146097 + of_era - 719468);
}

std::string iso_date(Day day) {
  const Civil civil = civil_of(day);
  const auto padded = [](int value, size_t width) {
    std::string text = std::to_string(value);
    return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
  };
  return padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

Day add_months(Day day, int months) {
  const Civil civil = civil_of(day);
  const int index = civil.year * 12 + civil.month - 1 + months;
  const int year = index >= 0 ? index / 12 : (index - 11) / 12;
  const int month = index - year * 12 + 1;
  return day_of(year, month, std::min(civil.day, days_in_month(year, month)));
}

std::optional<ParsedDate> parse_date(std::string_view text, DateOrder order) {
  text = trim(text);
  // 20190315
  if (text.size() == 8 && is_digits(text)) {
    return checked(number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6, 2)));
  }
  // Three parts, then perhaps a time.
  std::array<std::string_view, 3> parts;
  std::array<char, 2> marks{};
  size_t at = 0;
  for (size_t part = 0; part < 3; ++part) {
    const size_t begin = at;
    while (at < text.size() && text[at] != '.' && text[at] != '/' && text[at] != '-' &&
           text[at] != ' ' && text[at] != 'T' && text[at] != ',') {
      ++at;
    }
    // 'T' begins a time only after the day of an ISO date.
    while (part < 2 && at < text.size() && text[at] == 'T') {
      ++at;
      while (at < text.size() && text[at] != '.' && text[at] != '/' && text[at] != '-' &&
             text[at] != ' ') {
        ++at;
      }
    }
    parts[part] = text.substr(begin, at - begin);
    if (parts[part].empty() || parts[part].size() > 9) return std::nullopt;
    if (part < 2) {
      if (at >= text.size()) return std::nullopt;
      marks[part] = text[at++];
      while (at < text.size() && text[at] == ' ') ++at;
    }
  }
  std::string_view rest = text.substr(at);
  if (!rest.empty()) {
    rest.remove_prefix(1);
    if (!trim(rest).empty() && !looks_like_time(rest)) return std::nullopt;
  }
  const auto [first, second, third] = parts;
  if (!is_digits(second)) {  // 15-Mar-2021, 15. März 2021
    const int month = month_by_name(second);
    if (month == 0 || !is_digits(first) || !is_digits(third)) return std::nullopt;
    return checked(full_year(third), month, number(first));
  }
  if (!is_digits(first)) {  // Mar 15, 2021
    const int month = month_by_name(first);
    if (month == 0 || !is_digits(third) || third.size() != 4) return std::nullopt;
    return checked(number(third), month, number(second));
  }
  if (!is_digits(third) || marks[0] != marks[1]) return std::nullopt;
  if (first.size() == 4) return checked(number(first), number(second), number(third));
  if (third.size() != 4 && third.size() != 2) return std::nullopt;
  if (first.size() > 2 || second.size() > 2) return std::nullopt;
  const int year = full_year(third);
  const int a = number(first);
  const int b = number(second);
  if (marks[0] == '.') return checked(year, b, a);
  if (a > 12) return checked(year, b, a);
  if (b > 12) return checked(year, a, b);
  return order == DateOrder::kDayFirst ? checked(year, b, a, a != b) : checked(year, a, b, a != b);
}

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
  if (minutes > 59 || hours * 60 + minutes > kMinutesOfDay) return std::nullopt;
  return hours * 60 + minutes;
}

std::string time_of_day(int32_t minutes) {
  std::string text = "00:00";
  text[0] = static_cast<char>('0' + minutes / 600);
  text[1] = static_cast<char>('0' + minutes / 60 % 10);
  text[3] = static_cast<char>('0' + minutes % 60 / 10);
  text[4] = static_cast<char>('0' + minutes % 10);
  return text;
}

}  // namespace weft
