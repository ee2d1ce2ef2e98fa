// The confidential list: a table of pairs of people who must not meet.
//
// It is read once, and its names are looked up anew for every program, since the roster may change
// in between. A row that is not understood keeps nobody apart, so it is an error until whoever gave
// the list says to go on without it. Nothing here names anybody of the list: rows are told.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/issue.h"
#include "roster/roster.h"

namespace weft {

struct ApartList {
  enum class Fault : uint8_t {
    kUnknown,     // somebody is not in the roster
    kAmbiguous,   // a name that several people have
    kIncomplete,  // fewer than two people are named
    kTooMany,     // more than two
    kSelf,        // one person, twice
    kGone         // somebody whose row in the roster was left out: understood, and without effect
  };
  struct Row {
    int64_t row = 0;                   // as the file counts, from 1
    std::vector<std::string> names;    // its cells, as written; the first two are the pair
    std::optional<Fault> passed_over;  // it was said to go on without this row, for this reason
    bool may_be_heading = false;       // the first row, of words for people: see is_heading()
  };

  std::string file;
  std::vector<Row> rows;

  // What is wrong with its rows in this roster today may stay so.
  void pass_over(const Roster& roster);
};

// Whether the row names the columns: what it says of people is nobody's id, address or name in this
// roster, today's or of those who have left.
bool is_heading(const ApartList::Row& row, const Roster& roster);

// Errors: those of decode(). O(bytes).
Result<ApartList> read_apart_list(std::string_view bytes, std::string_view file);

struct ApartPairs {
  std::vector<std::array<int32_t, 2>> people;  // of the roster
  int64_t gone = 0;                            // rows of people who have left
  int64_t passed_over = 0;                     // rows without effect, as was said
  Issues issues;  // apart.unknownPerson, apart.ambiguous, apart.incomplete, apart.tooMany,
                  // apart.self: errors; apart.gone, apart.passedOver: notes
};
// O(rows).
ApartPairs pairs_of(const ApartList& list, const Roster& roster);

}  // namespace weft
