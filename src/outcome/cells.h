// Sums over people by the values of columns, and what of them is told.
//
// Of fewer than five people nothing is told, nor can it be computed from what is told: where a
// small cell would be the difference between a total and the cells that are shown, or follow from
// cells of several columns together, larger ones are left out with it, the smallest first.
//
// What is told of cells are sums over the people in them, so a hidden cell can be computed exactly
// where it is a linear combination of shown ones and the total: that is decided by elimination over
// the kinds of people there are. Source: Fellegi 1972 (complementary suppression).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace weft {

// Of fewer people nothing is told that would say something of each.
inline constexpr int64_t kSmallestCell = 5;

struct FairnessCell {
  std::string value;
  int64_t people = 0;
  int64_t points = 0;  // mean group value of these people
  int64_t of = 0;      // what it could be at best
};

struct Fairness {
  std::string column;
  std::vector<FairnessCell> cells;  // that are told, most people first
  int64_t suppressed = 0;           // the others
};

struct Meets {
  std::string column;
  std::vector<std::string> labels;           // that are told, most people first
  std::vector<std::vector<int64_t>> matrix;  // groups in which the two meet; symmetric
};

// Everything, before anything is left out. Codes are those of the roster's columns.
struct CellTable {
  struct Column {
    std::string header;
    bool means = true;                      // what its people got is told
    bool meetings = false;                  // who meets whom is told
    std::map<uint32_t, std::string> names;  // of the values that occur
    std::map<uint32_t, int64_t> people;     // who have them, in the round that has most
  };
  struct Sum {
    int64_t people = 0;  // in the round that has most
    int64_t times = 0;   // people, over all rounds
    int64_t points = 0;
    int64_t of = 0;
  };
  std::vector<Column> columns;
  // People alike in all columns of which the means are told, by their codes in these.
  std::map<std::vector<uint32_t>, Sum> kinds;
  // Of the column of meetings, the lower code first: how often.
  std::map<std::pair<uint32_t, uint32_t>, int64_t> met;

  // Another round of the same columns.
  void add(const CellTable& round);
};

struct ToldCells {
  std::vector<Fairness> fairness;
  Meets meets;  // empty column: none
};
// O(cells² · (kinds + cells)), of at most kMostCells cells that are told.
ToldCells tell_cells(const CellTable& table);

// Whether a count of groups that mix this column's values would tell of hidden cells: where all but
// one of them are small, it is how often these few people met others. Several that hold enough
// people between them hide each other.
bool mixing_tells(const CellTable::Column& column);

}  // namespace weft
