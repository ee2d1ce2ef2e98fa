#include "outcome/cells.h"

#include <algorithm>
#include <numeric>

namespace weft {
namespace {

constexpr size_t kMostCells = 200;    // that are told, of all columns
constexpr size_t kMostHidden = 1000;  // that are looked at with several columns
constexpr size_t kMeetsLabels = 16;
// Two hidden labels meet as often as groups mix less what is shown: of three that is only a sum.
constexpr size_t kHiddenLabels = 3;

struct Cell {
  size_t column;  // of those whose means are told
  uint32_t code;
  int64_t people = 0;
  int64_t times = 0;
  int64_t points = 0;
  int64_t of = 0;
  bool hidden = false;
};

// Linear equations in the integers modulo a prime, for several right-hand sides at once; each
// equation as it comes. A right-hand side for which they contradict each other is none that can be
// had by the unknowns.
class Equations {
 public:
  Equations(size_t unknowns, size_t sides)
      : unknowns_(unknowns), row_at_(unknowns, kNone), contradicts_(sides, false) {}

  // The sum of these unknowns is 1 on one side (or none), 0 on the others.
  void add(const std::vector<size_t>& ones, const std::vector<size_t>& sides) {
    std::vector<uint64_t> row(unknowns_ + contradicts_.size(), 0);
    for (const size_t i : ones) row[i] = 1;
    for (const size_t side : sides) row[unknowns_ + side] = 1;
    for (const size_t i : ones) {
      if (row_at_[i] != kNone) subtract(row, i, rows_[row_at_[i]]);
    }
    size_t pivot = 0;
    while (pivot < unknowns_ && row[pivot] == 0) ++pivot;
    if (pivot == unknowns_) {
      for (size_t side = 0; side < contradicts_.size(); ++side) {
        if (row[unknowns_ + side] != 0) contradicts_[side] = true;
      }
      return;
    }
    const uint64_t by = inverse(row[pivot]);
    for (uint64_t& number : row) number = number * by % kPrime;
    for (auto& other : rows_) subtract(other, pivot, row);
    row_at_[pivot] = rows_.size();
    rows_.push_back(std::move(row));
  }
  bool solvable(size_t side) const { return !contradicts_[side]; }

 private:
  static constexpr uint64_t kPrime = 2'147'483'647;
  static constexpr size_t kNone = SIZE_MAX;

  static uint64_t inverse(uint64_t number) {
    uint64_t result = 1;
    for (uint64_t power = kPrime - 2; power > 0; power >>= 1U) {
      if ((power & 1U) != 0) result = result * number % kPrime;
      number = number * number % kPrime;
    }
    return result;
  }
  // Leaves 0 at `pivot`, where `by` has 1.
  static void subtract(std::vector<uint64_t>& from, size_t pivot, const std::vector<uint64_t>& by) {
    const uint64_t times = from[pivot];
    if (times == 0) return;
    for (size_t i = 0; i < from.size(); ++i) {
      if (by[i] != 0) from[i] = (from[i] + (kPrime - times) * by[i]) % kPrime;
    }
  }

  size_t unknowns_;
  std::vector<std::vector<uint64_t>> rows_;  // each with a pivot that no other row has
  std::vector<size_t> row_at_;               // by pivot
  std::vector<bool> contradicts_;
};

class Means {
 public:
  explicit Means(const CellTable& table) : table_(table) {
    for (const CellTable::Column& column : table.columns) {
      if (column.means) columns_.push_back(&column);
    }
    std::map<std::pair<size_t, uint32_t>, Cell> cells;
    for (const auto& [codes, sum] : table.kinds) {
      for (size_t c = 0; c < codes.size(); ++c) {
        Cell& cell = cells.try_emplace({c, codes[c]}, Cell{c, codes[c]}).first->second;
        cell.people += sum.people;
        cell.times += sum.times;
        cell.points += sum.points;
        cell.of += sum.of;
      }
    }
    for (const auto& [key, cell] : cells) cells_.push_back(cell);
    std::stable_sort(cells_.begin(), cells_.end(), [](const Cell& a, const Cell& b) {
      return a.column != b.column ? a.column < b.column : a.people > b.people;
    });
    for (size_t i = 0; i < cells_.size(); ++i) cell_of_[{cells_[i].column, cells_[i].code}] = i;
  }

  std::vector<Fairness> told() {
    hide();
    std::vector<Fairness> all;
    for (const CellTable::Column* const column : columns_) all.push_back({column->header, {}, 0});
    for (const Cell& cell : cells_) {
      Fairness& fairness = all[cell.column];
      if (cell.hidden) {
        ++fairness.suppressed;
      } else {
        fairness.cells.push_back({columns_[cell.column]->names.at(cell.code), cell.people,
                                  cell.points / cell.times, cell.of / cell.times});
      }
    }
    return all;
  }

 private:
  static constexpr size_t kNone = SIZE_MAX;

  void hide() {
    for (Cell& cell : cells_) cell.hidden = cell.people < kSmallestCell;
    while (shown() > kMostCells) hide_smallest([](const Cell&) { return true; });
    hide_in_columns();
    const auto hidden = static_cast<size_t>(
        std::count_if(cells_.begin(), cells_.end(), [](const Cell& cell) { return cell.hidden; }));
    if (hidden > kMostHidden) {
      // Of one column alone nothing follows but what was just looked at.
      for (Cell& cell : cells_) cell.hidden = cell.hidden || cell.column != cells_[0].column;
      return;
    }
    for (size_t cell = computable(); cell != kNone; cell = computable()) {
      const auto overlaps = [&](const Cell& other) { return meet(cells_[cell], other); };
      const auto beside = [&](const Cell& other) { return other.column == cells_[cell].column; };
      if (!hide_smallest(beside) && !hide_smallest(overlaps))
        hide_smallest([](const Cell&) { return true; });
      hide_in_columns();
    }
  }

  size_t shown() const {
    return static_cast<size_t>(
        std::count_if(cells_.begin(), cells_.end(), [](const Cell& cell) { return !cell.hidden; }));
  }

  template <typename Which>
  bool hide_smallest(Which which) {
    Cell* smallest = nullptr;
    for (Cell& cell : cells_) {
      if (cell.hidden || !which(cell)) continue;
      if (smallest == nullptr || cell.people <= smallest->people) smallest = &cell;
    }
    if (smallest != nullptr) smallest->hidden = true;
    return smallest != nullptr;
  }

  // What is hidden in a column is together the total less what is shown.
  void hide_in_columns() {
    for (size_t c = 0; c < columns_.size(); ++c) {
      while (true) {
        int64_t count = 0;
        int64_t people = 0;
        for (const Cell& cell : cells_) {
          if (cell.column != c || !cell.hidden) continue;
          ++count;
          people += cell.people;
        }
        if (count == 0 || (count > 1 && people >= kSmallestCell)) break;
        if (!hide_smallest([&](const Cell& cell) { return cell.column == c; })) break;
      }
    }
  }

  bool meet(const Cell& a, const Cell& b) const {
    return std::any_of(table_.kinds.begin(), table_.kinds.end(), [&](const auto& kind) {
      return kind.first[a.column] == a.code && kind.first[b.column] == b.code;
    });
  }

  // A hidden cell that is a combination of shown ones and the total: numbers for each of these,
  // whose sum over the cells of any person is 1 for people of the hidden cell, and 0 for all
  // others.
  size_t computable() const {
    std::vector<size_t> number(cells_.size(), 0);
    std::vector<size_t> hidden;
    size_t unknowns = 1;  // the first is for the total
    for (size_t i = 0; i < cells_.size(); ++i) {
      number[i] = cells_[i].hidden ? hidden.size() : unknowns;
      if (cells_[i].hidden) {
        hidden.push_back(i);
      } else {
        ++unknowns;
      }
    }
    if (unknowns == 1 || hidden.empty()) return kNone;
    Equations equations(unknowns, hidden.size());
    for (const auto& [codes, sum] : table_.kinds) {
      std::vector<size_t> ones = {0};
      std::vector<size_t> sides;
      for (size_t c = 0; c < codes.size(); ++c) {
        const size_t i = cell_of_.at({c, codes[c]});
        (cells_[i].hidden ? sides : ones).push_back(number[i]);
      }
      equations.add(ones, sides);
    }
    for (size_t side = 0; side < hidden.size(); ++side) {
      if (equations.solvable(side)) return hidden[side];
    }
    return kNone;
  }

  const CellTable& table_;
  std::vector<const CellTable::Column*> columns_;
  std::vector<Cell> cells_;  // by column, most people first
  std::map<std::pair<size_t, uint32_t>, size_t> cell_of_;
};

// Values with their people, most people first.
std::vector<std::pair<uint32_t, int64_t>> by_people(const CellTable::Column& column) {
  std::vector<std::pair<uint32_t, int64_t>> order(column.people.begin(), column.people.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return order;
}

Meets told_meetings(const CellTable& table, const CellTable::Column& column) {
  const auto order = by_people(column);
  size_t shown = 0;
  while (shown < std::min(order.size(), kMeetsLabels) && order[shown].second >= kSmallestCell)
    ++shown;
  const bool any_small = !order.empty() && order.back().second < kSmallestCell;
  const auto enough = [&] {
    int64_t people = 0;
    for (size_t i = shown; i < order.size(); ++i) people += order[i].second;
    return order.size() - shown >= kHiddenLabels && people >= kSmallestCell;
  };
  while (any_small && shown > 0 && !enough()) --shown;
  if (shown == 0) return {};
  Meets meets{column.header, {}, {}};
  meets.matrix.assign(shown, std::vector<int64_t>(shown, 0));
  for (size_t i = 0; i < shown; ++i) {
    meets.labels.push_back(column.names.at(order[i].first));
    for (size_t j = 0; j < shown; ++j) {
      const auto found = table.met.find(std::minmax(order[i].first, order[j].first));
      if (found != table.met.end()) meets.matrix[i][j] = found->second;
    }
  }
  return meets;
}

}  // namespace

void CellTable::add(const CellTable& round) {
  for (size_t c = 0; c < columns.size(); ++c) {
    columns[c].names.insert(round.columns[c].names.begin(), round.columns[c].names.end());
    for (const auto& [code, people] : round.columns[c].people) {
      int64_t& known = columns[c].people[code];
      known = std::max(known, people);
    }
  }
  for (const auto& [codes, sum] : round.kinds) {
    Sum& known = kinds[codes];
    known.people = std::max(known.people, sum.people);
    known.times += sum.times;
    known.points += sum.points;
    known.of += sum.of;
  }
  for (const auto& [labels, count] : round.met) met[labels] += count;
}

ToldCells tell_cells(const CellTable& table) {
  ToldCells told;
  told.fairness = Means(table).told();
  for (const CellTable::Column& column : table.columns) {
    if (column.meetings) told.meets = told_meetings(table, column);
  }
  return told;
}

bool mixing_tells(const CellTable::Column& column) {
  size_t small = 0;
  int64_t people = 0;
  for (const auto& [code, count] : column.people) {
    if (count >= kSmallestCell) continue;
    ++small;
    people += count;
  }
  const bool mix_others = column.people.size() - small >= 2;
  return small > 0 && !mix_others && !(small >= kHiddenLabels && people >= kSmallestCell);
}

}  // namespace weft
