// The search for timetables: annealing over sessions in rooms and slots. A session goes to another
// place; whoever is there goes where it came from, if they may, else out.
//
// Where rooms may be too small a slot is worth what everybody's best is worth, less a cost for each
// who has no seat; the best agendas are then valued exactly by whoever asked. Or each move that may
// be taken is valued by who attends what (`seated`). What it would be worth at most is soon known
// from what seats cost, which comes with each exact value: most moves need no more.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/random.h"
#include "solve/timetable_index.h"

namespace weft::solve {

struct SearchLimits {
  int64_t work = 0;  // votes looked at
  int32_t runs = 1;  // each has an equal part of it
  // Sessions that may move; empty: all. The others stay where they are.
  std::vector<char> movable;
  // No run can be worth more: it ends there.
  int64_t bound = INT64_MAX;
  // Values are exact, and it begins cooler, since `start` is good. REQUIRES: sessions of one slot.
  bool seated = false;
};

// The best agenda of each run, from this one on; best first. `done` is told the share of the work
// done and the best value so far.
std::vector<Agenda> search_timetables(const TimetableIndex& index, const Agenda& start,
                                      const SearchLimits& limits, Random random,
                                      const std::function<void(double, int64_t)>& done);

// The same sessions in the same slots, each in the room that suits who wants to come: the largest
// demand in the largest room. Sessions that do not move keep their room, and so do those of several
// slots.
void settle_rooms(const TimetableIndex& index, const std::vector<char>& movable, Agenda& agenda);

}  // namespace weft::solve
