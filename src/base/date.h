// Dates as days since 1970-01-01 (proleptic Gregorian; Hinnant's civil-day arithmetic), and times
// of day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weft {

using Day = int32_t;

Day day_of(int year, int month, int day);
std::string iso_date(Day day);
Day add_months(Day day, int months);  // the last day of the month where it is shorter

// How a column writes its dates where the order alone can't tell.
enum class DateOrder { kDayFirst, kMonthFirst };

struct ParsedDate {
  Day day = 0;
  bool ambiguous = false;  // 3/4/2021: read by `order`, could be the other
};

// ISO, 15.03.2019, 3/15/2019, 15-Mar-2021, 20190315, each with an optional time of day, English and
// German month names. No value where the text is not a date or there is no such day.
std::optional<ParsedDate> parse_date(std::string_view text, DateOrder order);

// Times of day are minutes from midnight, up to 24:00.
constexpr int32_t kMinutesOfDay = 24 * 60;

// "9:30", "14.30", "9 am", "16 Uhr". Nothing where it is none.
std::optional<int32_t> parse_time_of_day(std::string_view text);

std::string time_of_day(int32_t minutes);  // "09:30"

}  // namespace weft
