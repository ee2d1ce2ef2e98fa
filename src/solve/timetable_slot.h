// Which sessions together are worth most in one slot, after the price of each: what people get out
// of them, the best stake each, less the prices. Slots that are alike share the answer.
//
// Worth is in fine points, 1/kFine of those of the table, which may be filled anew between calls.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "solve/timetable_cover.h"

namespace weft::solve {

class SlotSets {
 public:
  static constexpr int64_t kFine = 256;

  struct Set {
    std::vector<int32_t> sessions;
    int64_t gain = 0;  // before prices
    // Of each session, whose best it is; only after weigh().
    std::vector<int32_t> takers;
  };

  // With `fixed` what must take place, and can only here, is in every set.
  SlotSets(const TimetableIndex& index, const StakeTable& table, int32_t slot, bool fixed);

  // Whether the other slot has the same sessions, rooms for each, and people.
  bool is_like(const SlotSets& other) const;
  int32_t slot() const { return slot_; }
  // Where a session may be in this slot, as bits; nothing: it can't.
  uint64_t rooms_of(int32_t session) const { return rooms_of_[static_cast<size_t>(session)]; }

  // What the set is worth by the table as it is now, and who takes what.
  void weigh(Set& set);

  // The sessions of an agenda in this slot.
  Set from(const Agenda& agenda, int32_t slot) const;

  // Exchanges sessions as long as that is worth more.
  Set improve(const Set& start, const std::vector<int64_t>& price, Random& random);

  // Looks for a set worth more than `floor`; whether that was all of them, within the work left.
  // What it finds is in `found`, which is worth at least as much as before.
  bool search(const std::vector<int64_t>& price, int64_t floor, int64_t work, Set& found);

  // No set is worth more; at once, and far from it.
  int64_t ceiling(const std::vector<int64_t>& price);

  int64_t worth(const Set& set, const std::vector<int64_t>& price) const;
  int64_t looked() const { return looked_; }

 private:
  struct Gain {
    int32_t person;
    int32_t gain;  // as in the table
  };
  struct Candidate {
    int32_t session;
    size_t begin;  // its gains on the stack
    size_t end;
    int64_t worth;
  };

  // All candidates, with the fixed in, and what those are worth.
  std::vector<Candidate> begin(const std::vector<int64_t>& price, int64_t& worth);
  bool clashes(int32_t session, const std::vector<int32_t>& with) const;
  void branch(std::vector<Candidate> candidates, int64_t worth, int32_t left);
  // What is left of the candidates once this one is in: those after it, before `end`.
  std::vector<Candidate> without(const std::vector<Candidate>& candidates, size_t chosen,
                                 size_t end);
  int64_t surplus(int32_t session) const;
  int64_t net_price(int32_t session) const;

  const TimetableIndex* index_;
  const StakeTable* table_;
  int32_t slot_;
  int32_t rooms_ = 0;
  std::vector<uint64_t> rooms_of_;
  std::vector<int32_t> allowed_;  // besides the fixed
  std::vector<int32_t> fixed_;

  // Of a search.
  const std::vector<int64_t>* price_ = nullptr;
  std::vector<Gain> stack_;
  std::vector<int32_t> taken_;  // by person, for a moment
  std::vector<int32_t> chosen_;
  std::vector<int32_t> best_;
  int64_t floor_ = 0;
  int64_t until_ = 0;
  int64_t looked_ = 0;
  bool found_ = false;
};

}  // namespace weft::solve
