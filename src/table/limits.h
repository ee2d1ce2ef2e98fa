// How much of a table is read.
#pragma once

#include <cstddef>

namespace weft {

// As many as a spreadsheet has. A record keeps one cell more, which says that there are more.
inline constexpr size_t kMostColumns = 16'384;

}  // namespace weft
