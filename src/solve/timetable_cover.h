// What everybody gets out of one slot: the best of their stakes among the sessions in it, kept up
// to date as sessions come and go.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "solve/timetable_index.h"

namespace weft::solve {

// Stakes as a matrix, since changes ask for single ones. A session of several slots has an equal
// part in each, rounded up. `seat`: what a seat of each session costs in a slot, in units of the
// table; it is taken off the stakes, and those that are worth no more are left out.
class StakeTable {
 public:
  StakeTable(const TimetableIndex& index, int32_t scale, const std::vector<int32_t>& seat = {});

  struct Stake {
    int32_t person;
    int32_t weight;
  };
  // What a seat of this session costs from now on. REQUIRES: no cover has it.
  void charge(const TimetableIndex& index, int32_t session, int32_t cost);
  const std::vector<Stake>& of(int32_t session) const {
    return stakes_[static_cast<size_t>(session)];
  }
  int32_t at(int32_t session, int32_t person) const { return row(session)[person]; }
  // By person; of -1: nothing.
  const int32_t* row(int32_t session) const {
    return matrix_.data() + static_cast<size_t>(session + 1) * people_;
  }
  // People have stakes in many of the sessions, and sums fit into 32 bits.
  bool is_small() const { return small_; }
  int32_t scale() const { return scale_; }
  int32_t sessions() const { return static_cast<int32_t>(stakes_.size()); }
  size_t people() const { return people_; }

 private:
  size_t people_;
  int32_t scale_;
  std::vector<std::vector<Stake>> stakes_;
  std::vector<int32_t> matrix_;
  bool small_ = false;
};

class SlotCover {
 public:
  // Who is not there gets nothing.
  SlotCover(const StakeTable& table, const TimetableIndex& index, int32_t slot);

  // The sum of the best stakes.
  int64_t value() const { return value_; }
  const std::vector<int32_t>& sessions() const { return sessions_; }
  // What the value would change by if `out` left and `in` came; -1: nobody.
  // O(stakes of both).
  int64_t change(int32_t out, int32_t in) const;
  void replace(int32_t out, int32_t in);
  // What people gain by these stakes, who gain at all, once `out` is gone.
  void gains(int32_t out, const std::vector<StakeTable::Stake>& stakes,
             std::vector<int32_t>& gains) const;
  // How many have their best here, of two equal ones the one that came first.
  int32_t takers(int32_t session) const { return takers_[static_cast<size_t>(session)]; }
  // Adds to `takers` of each session, by its number, what the same change makes of it.
  void shift(int32_t out, int32_t in, std::vector<int32_t>& takers) const;

 private:
  static constexpr int32_t kAbsent = INT32_MAX;  // no stake exceeds it

  int64_t change_of_all(const int32_t* leaving, const int32_t* coming) const;
  void remove(int32_t session);
  void insert(int32_t session);
  void find_second(size_t person);
  int32_t find_with(size_t person, int32_t weight, int32_t without) const;

  const StakeTable* table_;
  int64_t value_ = 0;
  std::vector<int32_t> sessions_;
  std::vector<int32_t> best_, second_;
  std::vector<int32_t> choice_;  // the session of the best
  std::vector<int32_t> takers_;
};

}  // namespace weft::solve
