// What calendars of any format have in common: the words around an event, and names of files.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/value.h"
#include "outcome/ics.h"

namespace weft {

// Patterns in the words of whoever asks, "{guests} → {host}"; the core has no words of its own.
struct CalendarWords {
  std::string summary;
  std::string description;
};
// The "words" of a question; what it leaves out is as in `otherwise`.
CalendarWords calendar_words(const Value& question, CalendarWords otherwise);

// A pattern with the words in braces filled in; those that are not known are left out.
std::string filled(std::string_view pattern, const Args& words);

// A name that every file system takes, without its ending; another for each call.
std::string file_name(std::string_view text, std::set<std::string>& taken);

}  // namespace weft
