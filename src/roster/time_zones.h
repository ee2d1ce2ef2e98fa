// How far a place's clocks are from UTC, from what rosters say of it: "Europe/Vienna", "(UTC+01:00)
// Amsterdam, Berlin", "CET", "W. Europe Standard Time", "GMT-5".
//
// Standard time: where one place has summer time and another not, they are an hour nearer or
// further for that half of the year.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace weft {

// Minutes east of UTC; nothing where the text tells no time zone. O(length · known names).
std::optional<int32_t> minutes_from_utc(std::string_view text);

}  // namespace weft
