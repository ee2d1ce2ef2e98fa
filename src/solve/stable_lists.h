// A stable-matching problem as the lists of both sides, in order of preference.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/arcs.h"
#include "solve/blocking_pairs.h"

namespace weft::solve {

class StableLists {
 public:
  static constexpr int32_t kNone = -1;

  struct Entry {
    int32_t who;
    int32_t rank;   // of who, for the owner of the list
    int32_t other;  // the owner's rank, for who
    int32_t twin;   // where the owner stands, over all lists of the other side
  };

  // Ties are listed in the order of the numbers. O(pairs). Throws std::invalid_argument on numbers
  // out of range and pairs that come twice.
  explicit StableLists(const StableProblem& problem);

  // Within ties, those who are matched come first from now on. O(pairs).
  void prefer(const std::vector<int32_t>& hospital_of);

  int32_t residents() const { return residents_.begin.size() - 1; }
  int32_t hospitals() const { return hospitals_.begin.size() - 1; }
  int32_t capacity(int32_t hospital) const { return capacity_[hospital]; }

  // Entries are numbered over all lists of a side.
  int32_t resident_begin(int32_t r) const { return residents_.begin[r]; }
  int32_t resident_end(int32_t r) const { return residents_.begin[r + 1]; }
  int32_t hospital_begin(int32_t h) const { return hospitals_.begin[h]; }
  int32_t hospital_end(int32_t h) const { return hospitals_.begin[h + 1]; }
  const Entry& of_resident(int32_t entry) const { return residents_.entry[entry]; }
  const Entry& of_hospital(int32_t entry) const { return hospitals_.entry[entry]; }
  int32_t entries() const { return residents_.entry.size(); }

  // Whether anybody is indifferent between two.
  bool ties() const { return ties_; }

 private:
  struct Side {
    Column<int32_t> begin;
    Column<Entry> entry;
  };

  template <typename IsMatched>
  static void prefer(Side& side, Side& twins, const IsMatched& is_matched);

  Column<int32_t> capacity_;
  Side residents_;
  Side hospitals_;
  bool ties_ = false;
};

}  // namespace weft::solve
