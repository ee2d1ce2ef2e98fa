// How far a place's clocks are from UTC, from what rosters say of it: "Europe/Vienna", "(UTC+01:00)
// Amsterdam, Berlin", "CET", "W. Europe Standard Time", "GMT-5".
//
// Summer time is that of a day, by the rules that are in force (IANA time zone database 2025b): of
// earlier years some were others. What is said in numbers alone has none, and no rule goes by the
// moon: in Ramadan the clocks of Morocco and Palestine are an hour behind what is said here. An
// abbreviation is the zone that it is used in, so that "EST" has summer time as New York has.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/date.h"

namespace weft {

// By whose rules the clocks are put forward, and back, on the days from whose mornings they are so.
enum class Summer {
  kNone,
  kEurope,      // from the last Sunday in March to the last in October
  kAmerica,     // from the second Sunday in March to the first in November
  kChile,       // from the first Sunday after September 1 to the first after April 1
  kAustralia,   // from the first Sunday in October to the first in April
  kNewZealand,  // from the last Sunday in September to the first in April
  kEgypt,       // from the last Friday in April to the last Thursday in October
  kIsrael,      // from the Friday before the last Sunday in March to the last Sunday in October
};

// Thousandths of an hour; clocks that differ by a day show the same.
inline constexpr int64_t kWholeDay = 24'000;

struct TimeZone {
  int32_t minutes = 0;  // east of UTC, in standard time
  Summer summer = Summer::kNone;
  int32_t ahead = 0;  // minutes more in summer
};

// Nothing where the text tells no time zone. O(length · known names).
std::optional<TimeZone> time_zone(std::string_view text);
// Minutes east of UTC in standard time.
std::optional<int32_t> minutes_from_utc(std::string_view text);
// In the morning of a day, and in its working hours.
int32_t minutes_on(const TimeZone& zone, Day day);

}  // namespace weft
