// The second opinion on an agenda: from the lists, the settings and the claim alone, by names and
// times. Knows nothing of how the timetable was posed or solved.
#pragma once

#include "outcome/check.h"

namespace weft {

struct BarcampClaim {
  const Roster& roster;
  const Program& program;
  const History& history;
  const Lists& lists;
  Day date;
  const Claim& claim;
};
// Counts: sessions, rooms and times are those of the lists and free; rooms are open, large enough
// and equipped; hosts are there and nowhere else; guests voted for what they attend, one session at
// a time; what is fixed or closed is so; values are those of the votes. O(groups² + votes).
void check_barcamp(const BarcampClaim& input, CheckResult& result);

}  // namespace weft
