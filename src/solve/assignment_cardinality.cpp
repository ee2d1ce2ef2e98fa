#include "solve/assignment_cardinality.h"

#include <algorithm>

#include "solve/none.h"

namespace weft::solve {
namespace {

class Phases {
 public:
  Phases(const Adjacency& adjacency, const std::vector<int32_t>& capacity,
         std::vector<int32_t>& column_of)
      : adjacency_(adjacency), capacity_(capacity), column_of_(column_of) {
    const auto columns = static_cast<int32_t>(capacity.size());
    load_ = Column<int32_t>(columns, 0);
    seat_begin_ = Column<size_t>(columns + 1, 0);
    size_t seats = 0;
    for (int32_t c = 0; c < columns; ++c) {
      seat_begin_[c] = seats;
      // No column holds more than all rows.
      seats += static_cast<size_t>(std::min(capacity[static_cast<size_t>(c)], adjacency.rows()));
    }
    seat_begin_[columns] = seats;
    seats_.resize(seats);
    for (int32_t r = 0; r < adjacency.rows(); ++r) {
      if (column_of[static_cast<size_t>(r)] != kNone) seat(r, column_of[static_cast<size_t>(r)]);
    }
    level_ = Column<int32_t>(columns, kNone);
    at_ = Column<size_t>(adjacency.rows(), 0);
    row_level_ = Column<int32_t>(adjacency.rows(), kNone);
    scanned_ = Column<int32_t>(columns, 0);
  }

  // Levels of the columns, as far as the first that has room; whether there is one.
  bool label() {
    std::fill(level_.items().begin(), level_.items().end(), kNone);
    std::fill(row_level_.items().begin(), row_level_.items().end(), kNone);
    std::vector<int32_t> rows;
    for (int32_t r = 0; r < adjacency_.rows(); ++r) {
      if (column_of_[static_cast<size_t>(r)] == kNone) {
        rows.push_back(r);
        row_level_[r] = 0;
      }
    }
    bool found = false;
    for (size_t i = 0; i < rows.size(); ++i) {
      const int32_t level = row_level_[rows[i]] + 1;
      if (found && level > last_) break;
      for (const int32_t* c = adjacency_.first(rows[i]); c != adjacency_.last(rows[i]); ++c) {
        if (level_[*c] != kNone) continue;
        level_[*c] = level;
        if (has_room(*c)) {
          found = true;
          last_ = level;
          continue;
        }
        for (size_t s = seat_begin_[*c]; s < seat_begin_[*c + 1]; ++s) {
          rows.push_back(seats_[s]);
          row_level_[seats_[s]] = level;
        }
      }
    }
    return found;
  }

  // Disjoint paths along the levels.
  int64_t augment() {
    for (int32_t r = 0; r < adjacency_.rows(); ++r) {
      at_[r] = adjacency_.begin[static_cast<size_t>(r)];
    }
    std::fill(scanned_.items().begin(), scanned_.items().end(), 0);
    int64_t more = 0;
    for (int32_t r = 0; r < adjacency_.rows(); ++r) {
      if (column_of_[static_cast<size_t>(r)] == kNone) more += augment_from(r) ? 1 : 0;
    }
    return more;
  }

  Cardinality cover() const {
    Cardinality result;
    for (int32_t r = 0; r < adjacency_.rows(); ++r) {
      if (column_of_[static_cast<size_t>(r)] != kNone) ++result.pairs;
      if (row_level_[r] == kNone && column_of_[static_cast<size_t>(r)] != kNone)
        result.cover_rows.push_back(r);
    }
    for (int32_t c = 0; c < level_.size(); ++c) {
      if (level_[c] != kNone) result.cover_columns.push_back(c);
    }
    return result;
  }

 private:
  bool has_room(int32_t column) const {
    return load_[column] < capacity_[static_cast<size_t>(column)];
  }
  void seat(int32_t row, int32_t column) {
    seats_[seat_begin_[column] + static_cast<size_t>(load_[column]++)] = row;
  }

  // Depth first without recursion: chains can be as long as there are columns.
  bool augment_from(int32_t start) {
    path_.assign(1, start);
    while (!path_.empty()) {
      const int32_t row = path_.back();
      size_t& at = at_[row];
      if (at == adjacency_.begin[static_cast<size_t>(row) + 1]) {
        path_.pop_back();
        continue;
      }
      const int32_t column = adjacency_.column[at];
      const bool room = has_room(column);
      const bool leads_on = level_[column] < last_ && scanned_[column] < load_[column];
      if (level_[column] != row_level_[row] + 1 || (!room && !leads_on)) {
        ++at;
      } else if (room) {
        place(column);
        return true;
      } else {
        // The next row in its seats; one that came in this phase leads nowhere new.
        const int32_t next = seats_[seat_begin_[column] + static_cast<size_t>(scanned_[column]++)];
        if (row_level_[next] == level_[column]) path_.push_back(next);
      }
    }
    return false;
  }

  // The rows of the path move up, each into the column of the next.
  void place(int32_t free) {
    int32_t to = free;
    for (size_t i = path_.size(); i-- > 0;) {
      const int32_t row = path_[i];
      const int32_t from = column_of_[static_cast<size_t>(row)];
      column_of_[static_cast<size_t>(row)] = to;
      row_level_[row] = kNone;
      if (to == free) {
        seat(row, to);
      } else {
        // Takes over the seat that was looked at last.
        seats_[seat_begin_[to] + static_cast<size_t>(scanned_[to] - 1)] = row;
      }
      to = from;
    }
  }

  const Adjacency& adjacency_;
  const std::vector<int32_t>& capacity_;
  std::vector<int32_t>& column_of_;
  Column<int32_t> load_;
  Column<size_t> seat_begin_;
  std::vector<int32_t> seats_;
  Column<int32_t> level_;
  Column<int32_t> row_level_;
  Column<size_t> at_;
  Column<int32_t> scanned_;
  std::vector<int32_t> path_;
  int32_t last_ = 0;
};

}  // namespace

Cardinality assign_most(const Adjacency& adjacency, const std::vector<int32_t>& capacity,
                        std::vector<int32_t>& column_of) {
  Phases phases(adjacency, capacity, column_of);
  while (phases.label()) phases.augment();
  return phases.cover();
}

}  // namespace weft::solve
