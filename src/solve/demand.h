// Of what a caller hands over: throws std::invalid_argument that says what is wrong with it.
#pragma once

#include <stdexcept>

namespace weft::solve {

inline void demand(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

}  // namespace weft::solve
