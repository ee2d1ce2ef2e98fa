// Bytes of a table to a roster: finds the header row, recognises roles, types the columns, drops
// who is not active, and says everything it did and doubts as issues.
//
// One pass over the records, O(bytes); cells of ignored columns are never kept.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "roster/roster.h"
#include "table/encoding.h"

namespace weft {

struct ColumnChoice {
  std::optional<Role> role;
  std::optional<Type> type;
  std::vector<std::string> order;  // of a level, lowest first
};

struct ReadOptions {
  std::string file;
  Day today = 0;
  std::map<std::string, ColumnChoice> choices;  // by header
  std::vector<std::string> keep;                // headers kept though nobody gave them a role
};

struct ColumnProfile {
  std::string header;
  Role role = Role::kOther;
  Recognised recognised;
  Type type = Type::kText;
  size_t distinct = 0;
  size_t missing = 0;
  std::vector<std::string> examples;  // two at the most; none of sensitive columns nobody asked for
  int column = -1;                    // index into Roster::columns; -1: not kept
};

struct RosterProfile {
  std::string encoding;
  char delimiter = ',';
  int64_t header_row = 0;
  size_t rows = 0;     // records behind the header that are not blank
  size_t leaving = 0;  // not active: not in the roster
  std::vector<ColumnProfile> columns;
  Issues issues;
};

struct ReadRoster {
  Roster roster;
  RosterProfile profile;
};

// The error, if any, is one of decode()'s or roster.noPeople; everything else is in the profile.
Result<ReadRoster> read_roster(std::string_view bytes, const ReadOptions& options);

enum class Status : uint8_t { kActive, kLeave, kInactive, kUnknown };
Status status_of(std::string_view value);
// yes/no words in both languages; nothing where it is neither.
std::optional<bool> yes_or_no(std::string_view value);

}  // namespace weft
