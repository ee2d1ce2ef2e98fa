// Who met whom, when, in which program. Knows people by their identity alone, so that one workspace
// outlives many rosters.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/interner.h"
#include "roster/roster.h"

namespace weft {

struct Round {
  std::string program;  // its name
  std::string format;
  Day date = 0;
  uint64_t seed = 0;
  std::vector<std::vector<uint32_t>> groups;  // indices into History::people
  std::vector<uint32_t> odd;       // made up a trio, or sat out because the number was odd
  std::vector<uint32_t> left_out;  // took part, but found no place
};

struct History {
  Interner people;
  std::vector<Round> rounds;  // in order of publication
};

// Past meetings of the people of one roster, counted backwards: 1 is the latest round that counts.
struct Meeting {
  int32_t partner;
  int32_t rounds_ago;
  Day date;
};

// Which rounds count. Empty `programs`: all.
struct Scope {
  std::vector<std::string> programs;
};

class Meetings {
 public:
  // O(size of the counted rounds).
  Meetings(const Roster& roster, const History& history, const Scope& scope);

  // The latest meeting of the two, or nullptr. O(log meetings of a).
  const Meeting* latest(int32_t a, int32_t b) const;
  // Sorted by partner; one entry, the latest, for each.
  const std::vector<Meeting>& of(int32_t person) const { return of_[static_cast<size_t>(person)]; }
  int32_t rounds() const { return rounds_; }

 private:
  std::vector<std::vector<Meeting>> of_;
  int32_t rounds_ = 0;
};

// How often each person of the roster was the odd one, and whether in the last round they took part
// in.
struct OddLedger {
  std::vector<int32_t> times;
  std::vector<bool> last_time;
};
OddLedger odd_ledger(const Roster& roster, const History& history, const Scope& scope);

}  // namespace weft
