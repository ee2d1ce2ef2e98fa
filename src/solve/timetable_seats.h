// What the sessions of one slot are worth with the seats of their rooms, exactly: hosts where they
// must be, everybody else one session or none.
//
// Everybody begins with their best; while a session has more people than seats, one of them leaves
// it along the cheapest chain of changes to where there is a seat, or to nowhere (successive
// shortest paths over the sessions of the slot). The same as an assignment, but many times quicker,
// since there are few sessions and most people need not change.
//
// O(stakes · sessions + people without a seat · (sessions^2 + log people)). Source: Jewell 1962.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "solve/timetable_cover.h"

namespace weft::solve {

class SlotSeats {
 public:
  // REQUIRES: the table is of whole stakes; it and the index outlive this.
  SlotSeats(const TimetableIndex& index, const StakeTable& table);

  struct Held {
    int32_t session;
    int32_t seats;
  };
  // REQUIRES: sessions of one slot, each with seats for its hosts, no host in two.
  int64_t worth(int32_t slot, const std::vector<Held>& sessions);
  // What a seat of each is worth then, in their order: at these prices everybody has what they like
  // best, and only full sessions have one. O(sessions^3) besides what worth() has seen.
  const std::vector<int64_t>& prices();

  int64_t looked() const { return looked_; }

 private:
  struct Leaver {
    int64_t cost;
    int32_t person;
    bool operator<(const Leaver& other) const {
      return cost != other.cost ? cost > other.cost : person > other.person;
    }
  };

  int64_t take_best(int32_t slot, const std::vector<Held>& sessions);
  int64_t make_room(size_t from);
  void line_up(size_t from);
  void enter(int32_t person, size_t session);
  // Who leaves `from` for `to` at the least cost; nobody: null.
  const Leaver* cheapest(size_t from, size_t to);
  std::vector<Leaver>& leavers(size_t from, size_t to) {
    return leavers_[from * (count_ + 1) + to];
  }
  int64_t value(int32_t person, size_t session) const {
    return session == count_ ? 0 : rows_[session][person];
  }

  const TimetableIndex* index_;
  const StakeTable* table_;
  size_t count_ = 0;  // sessions of the slot; that number is nowhere
  std::vector<const int32_t*> rows_;
  std::vector<int32_t> left_;  // seats, less than none where too many are there
  std::vector<std::vector<int32_t>> people_;
  std::vector<std::vector<Leaver>> leavers_;  // heaps, with some who are gone
  std::vector<char> lined_up_;
  std::vector<int64_t> seen_;  // by person
  std::vector<size_t> at_;
  int64_t turn_ = 0;
  std::vector<int64_t> cost_;  // of the way there
  std::vector<size_t> before_;
  std::vector<char> fresh_;
  std::vector<int64_t> prices_;
  int64_t looked_ = 0;
};

}  // namespace weft::solve
