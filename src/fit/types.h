// Participants as types, for solvers that can't look at every pair: which columns a program reads,
// a code for each of them and every participant, and what is known about single pairs (met before,
// apart, in one reporting line, wished for).
//
// Codes are numbered anew among the values that participants have; code 0 is always "missing".
// Where groups are pairs, people who belong together with somebody are no one else's candidates and
// are kept apart from the rest.
#pragma once

#include <cstdint>
#include <vector>

#include "fit/fit.h"

namespace weft {

struct TypeColumn {
  const Column* column = nullptr;  // nullptr: the manager, or what people offer and want
  std::vector<uint32_t> original;  // the column's code for each code
  std::vector<size_t> rules;       // of the program, that read this column
  std::vector<size_t> criteria;
  // For each code, sorted: what others could want of them, and what they want. None: not that.
  std::vector<std::vector<uint32_t>> offered, wanted;
};

// For each place a sorted list of others; symmetric.
struct PairLists {
  std::vector<uint32_t> begin;  // one more than places
  std::vector<int32_t> other;
};

struct FitTypes {
  // O(people · (columns + meetings) + pairs of the lists).
  FitTypes(const Roster& roster, const Program& program, const Fit& fit);

  // Participants who may meet whoever the rules allow; everything below speaks of places in this
  // list.
  std::vector<int32_t> free;
  std::vector<int32_t> together;  // participants who belong together with somebody

  std::vector<TypeColumn> columns;
  std::vector<uint32_t> codes;  // place by place: one code for each column
  int64_t base = 0;             // what every pair has that never met, beside its types
  PairLists forbidden;
  PairLists reduced;               // who met, and may meet again
  std::vector<int32_t> reduction;  // by how much, for each of reduced.other
  PairLists raised;                // of whom one wishes for the other
  std::vector<int32_t> raise;      // by how much, for each of raised.other

 private:
  void add_column(const Column* column, size_t rule, size_t criterion);
  void add_skills(const Fit& fit, size_t criterion);
  void number_codes(const Roster& roster, const Fit& fit);
  void add_lists(const Roster& roster, const Program& program, const Fit& fit);
  void add_wishes(const Fit& fit);
};

}  // namespace weft
