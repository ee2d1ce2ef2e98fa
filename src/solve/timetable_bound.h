// What no timetable can exceed (`timetable.h` says how).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/random.h"
#include "solve/timetable_index.h"

namespace weft::solve {

// The sum over people of the best votes that fit into the slots they are there for.
int64_t days_bound(const TimetableIndex& index);

struct PriceBound {
  int64_t bound = INT64_MAX;
  std::vector<int64_t> price;  // of each session, per slot
  std::vector<int64_t> seat;   // of a seat of each session, per slot
  int64_t scale = 1;
};

// The Lagrangian bound, begun with agendas that are good; ends where it is no more than `value`, or
// the work is done. With `missing` sessions need not take place even if they must; `crowded`: rooms
// may be full, so that seats have prices.
PriceBound price_bound(const TimetableIndex& index, const std::vector<Agenda>& agendas,
                       int64_t value, bool missing, bool crowded, int64_t work, Random random,
                       const std::function<void(double, int64_t)>& done);

}  // namespace weft::solve
