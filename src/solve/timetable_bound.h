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

}  // namespace weft::solve
