// Reporting lines: who is whose manager, from cells that hold an id, an e-mail address or a name.
#pragma once

#include <vector>

#include "roster/people.h"

namespace weft {

// Fills roster.managers; `person_of`: record -> person of the roster, or Roster::kNobody. REQUIRES:
// the roster has its people, and the cells of `raw` are as they were read. Managers
// that can't be found, names that several people have, and circles go to `issues`; a circle is cut
// at its first person. O(people + distinct managers).
void resolve_managers(const RawTable& raw, const People& people,
                      const std::vector<int32_t>& person_of, Roster& roster, Issues& issues);

// Per person, whether all is known of their line: who their manager is, or that they have none, as
// somebody has to whom others report and whose own cell is empty. O(people).
std::vector<bool> known_lines(const Roster& roster);

}  // namespace weft
