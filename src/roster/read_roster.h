// Bytes of tables to a roster: finds the header row, recognises roles, types the columns, drops who
// has left, joins further lists to it, and says everything it did and doubts as issues.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "roster/people.h"

namespace weft {

// A further file about the same people: an opt-in list, skills, capacities.
struct JoinedFile {
  std::string file;
  std::string_view bytes;
  bool leaves = false;                               // a mere list names who does not take part
  std::optional<int64_t> header_row = std::nullopt;  // as of the roster
};

struct ReadOptions {
  std::string file;
  bool digests_later = false;  // the caller sets Roster::digests when there is time for it
  // Told once, where digests come later: the roster's bytes will not be looked at any more.
  std::function<void()> bytes_done;
  std::optional<int64_t> header_row;  // as HR has said; 0: there is none
  ColumnChoices choices;
  std::vector<std::string> keep;  // headers kept though nobody gave them a role
  PeopleOptions people;           // today among them
  std::vector<JoinedFile> joined;
};

struct JoinedProfile {
  std::string file;
  size_t rows = 0;
  size_t matched = 0;
  bool leaves = false;   // a mere list, of who does not take part
  Role key = Role::kId;  // what its rows were found by, mostly
  HeaderRow header;
  std::vector<ColumnProfile> columns;
};

// Questions about people that HR has not answered.
struct OpenQuestions {
  Issues issues;  // one for each kind and column, and how it is taken until it is answered
  // People who may be one person: one address, two ids.
  std::vector<std::vector<int32_t>> perhaps_same;
};

struct RosterProfile {
  std::string encoding;
  char delimiter = ',';
  HeaderRow header;
  size_t rows = 0;  // records behind the header that are not blank
  LeftOut left_out;
  std::vector<ColumnProfile> columns;
  std::vector<JoinedProfile> joined;
  Issues issues;
  OpenQuestions open;
};

struct ReadRoster {
  Roster roster;
  RosterProfile profile;
};

// The error, if any, is one of decode()'s; everything else is in the profile. O(bytes).
Result<ReadRoster> read_roster(std::string_view bytes, const ReadOptions& options);

}  // namespace weft
