// Calendar files (iCalendar, RFC 5545) as calendars of every make take them: CRLF, lines folded at
// 75 octets and never inside a character, texts escaped.
//
// Times are local times without a zone: an event is where its people are. The words come from
// whoever asks; nothing here speaks a language. What cannot stand in a calendar (control
// characters, bytes that are no UTF-8) is left out or replaced, so that any text of a roster makes
// a valid file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "outcome/plan.h"

namespace weft {

struct CalendarEvent {
  std::string key;  // what makes it the same event when the file is made anew; becomes the UID
  Appointment when;
  std::string summary;
  std::string location = {};     // "": not said
  std::string description = {};  // "": not said
};

// `stamp` is the day the plan was made: the core has no clock. O(bytes).
std::string write_calendar(const std::vector<CalendarEvent>& events, Day stamp,
                           std::string_view name);

}  // namespace weft
