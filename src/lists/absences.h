// Who is away when: a day, from a day on or until one, or a round of several that are planned at
// once.
#pragma once

#include <cstdint>
#include <vector>

#include "base/date.h"
#include "lists/list.h"

namespace weft {

struct Absence {
  int32_t person;     // of the roster
  int32_t round = 0;  // from 1; 0: by the days
  Day from = 0;
  Day until = 0;  // the last day away

  bool covers(Day date, int32_t of_round) const {
    return round > 0 ? round == of_round : from <= date && date <= until;
  }
};

// Issues: absence.unknownPerson, absence.round, absence.noSuchRound, absence.date, absence.order,
// absence.nothing. What is fine is kept. A day alone is that day, an empty end means until further
// notice. O(rows).
std::vector<Absence> read_absences(const ListTable& list, const Roster& roster, int32_t rounds,
                                   Issues& issues);

}  // namespace weft
