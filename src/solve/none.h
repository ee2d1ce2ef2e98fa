// An index that stands for nothing: no mate, no parent, no edge.
#pragma once

#include <cstdint>

namespace weft::solve {

inline constexpr int32_t kNone = -1;

}  // namespace weft::solve
