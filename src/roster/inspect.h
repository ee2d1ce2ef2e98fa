// Tells what a table is before it is read: a roster, a list about people, or pairs of people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/issue.h"
#include "roster/roles.h"

namespace weft {

enum class TableKind {
  kRoster,  // names people and what the organisation knows of them
  kPeople,  // names people, and perhaps what they wish
  kPairs,   // two columns that each name a person
  kUnknown
};
std::string_view name_of(TableKind kind);

struct Inspected {
  TableKind kind = TableKind::kUnknown;
  int64_t header_row = 0;
  size_t rows = 0;
  std::vector<std::string> headers;
  std::vector<Recognised> recognised;  // one for each header
};

// Errors: those of decode(). O(bytes).
Result<Inspected> inspect(std::string_view bytes, std::string_view file);

}  // namespace weft
