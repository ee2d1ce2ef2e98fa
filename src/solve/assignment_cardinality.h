// The most rows that can be assigned at all, and why no more can.
//
// Shortest augmenting paths in phases (Hopcroft and Karp 1973), columns with capacities; a cover of
// rows and columns is the proof (König 1931). O(arcs sqrt(rows)), from a good start near linear.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/arcs.h"

namespace weft::solve {

// The columns of each row, as ranges of one list.
struct Adjacency {
  std::vector<size_t> begin;  // rows + 1
  std::vector<int32_t> column;

  int32_t rows() const { return static_cast<int32_t>(begin.size()) - 1; }
  const int32_t* first(int32_t row) const {
    return column.data() + begin[static_cast<size_t>(row)];
  }
  const int32_t* last(int32_t row) const {
    return column.data() + begin[static_cast<size_t>(row) + 1];
  }
};

struct Cardinality {
  int64_t pairs = 0;
  // Every arc ends in one of these; rows and capacities of columns sum to `pairs`.
  std::vector<int32_t> cover_rows;
  std::vector<int32_t> cover_columns;
};

// `column_of` is where to start from (-1: none) and becomes an assignment of the most rows.
// REQUIRES: it is an assignment.
Cardinality assign_most(const Adjacency& adjacency, const std::vector<int32_t>& capacity,
                        std::vector<int32_t>& column_of);

}  // namespace weft::solve
