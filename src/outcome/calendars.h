// What calendars of any format have in common: the words around an event, and names of files.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

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

// Files of single people have numbers for names: who sees a folder, a download or a message with
// one attached is not told of whom it is. Whose number it is stands in an index beside them.
class PeopleFiles {
 public:
  // "0001.ics" for the first, and so on.
  std::string name_for(std::string_view id, std::string_view name, std::string_view email);
  // The index, as a file: {"name": "index.csv", "text"}.
  Value index() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};
// Four digits and more.
std::string numbered(size_t number);

// A name that every file system takes, without its ending; another for each call.
std::string file_name(std::string_view text, std::set<std::string>& taken);

}  // namespace weft
