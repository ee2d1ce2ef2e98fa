// What people propose for a day of sessions, and what they vote for.
//
// Rows that can't be used are issues with file, row and value; the others are kept.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lists/list.h"

namespace weft {

inline constexpr size_t kMostProposals = 1000;

struct Proposal {
  std::string id;  // "" where the list has none
  std::string title;
  std::vector<int32_t> hosts;          // people of the roster
  std::vector<std::string> guests;     // hosts who are not in it, as first written
  std::vector<std::string> equipment;  // as written
  int32_t length = 1;                  // slots in a row
  int32_t size = 0;                    // people expected; 0: not said
  std::string when;                    // slots it may be in, as written; "": any
  std::string about;
  int64_t row = 0;
};
// Issues: proposals.noTitle, proposals.twice, proposals.unknownHost, proposals.length,
// proposals.size, proposals.tooMany.
// Who hosts several sessions and is not in the roster is one person, by same_guest().
std::vector<Proposal> read_proposals(const ListTable& list, const Roster& roster, Issues& issues);

// Whether two spellings are one host who is not in the roster (see base/names.h).
bool same_guest(std::string_view one, std::string_view other);

// Finds proposals by id or title, whatever case; punctuation counts where two differ by nothing
// else.
class ProposalNames {
 public:
  explicit ProposalNames(const std::vector<Proposal>& proposals);
  int find(std::string_view text) const;  // -1: there is none

 private:
  std::map<std::string, int> by_text_;
  std::map<std::string, int> by_key_;  // -1: of several
};

struct Vote {
  static constexpr int32_t kMost = 1000;

  int32_t person;    // of the roster
  int32_t proposal;  // each pair once
  int32_t points;    // 1 to kMost
  int64_t row;
};
// A row for each vote (person, session and perhaps stars or a rank; a cell may hold several
// sessions), or a row for each person with a column for each session. Marks ("x", "yes") are full
// votes, "maybe" half of one, stars and points parts of the most that anybody gives. `ranks`:
// numbers and orders are ranks, 1 is best, and a person's last rank is worth the least.
// Issues: votes.unknownPerson, votes.unknownSession, votes.value, votes.rank, votes.twice.
// O(cells + votes log votes).
std::vector<Vote> read_votes(const ListTable& list, const Roster& roster,
                             const std::vector<Proposal>& proposals, bool ranks, Issues& issues);

}  // namespace weft
