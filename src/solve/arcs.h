// What both phases of the matching solver stand on: the adjacency lists of a graph, doubled weights
// in them, and a queue of moments in time.
//
// Time is how far a search has gone, as an unsigned number: with weights to 2^40 and two million
// vertices the sums that give a moment wrap round in 64 bits, but the moments themselves fit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "solve/matching.h"

namespace weft::solve {

using Time = uint64_t;
inline constexpr Time kNever = UINT64_MAX;

// A vector that is indexed by a 32-bit number.
template <typename T>
class Column {
 public:
  Column() = default;
  Column(int32_t size, const T& value) : items_(static_cast<size_t>(size), value) {}

  T& operator[](int32_t i) { return items_[static_cast<size_t>(i)]; }
  const T& operator[](int32_t i) const { return items_[static_cast<size_t>(i)]; }
  int32_t size() const { return static_cast<int32_t>(items_.size()); }
  void push_back(const T& item) { items_.push_back(item); }
  std::vector<T>& items() { return items_; }
  const std::vector<T>& items() const { return items_; }

 private:
  std::vector<T> items_;
};

struct Arc {
  int64_t weight;  // twice the edge's
  int32_t to;
};

class Arcs {
 public:
  Arcs(int32_t vertices, const std::vector<WeightedEdge>& edges);

  int32_t vertices() const { return static_cast<int32_t>(begin_.size()) - 1; }
  const Arc* begin(int32_t v) const { return arcs_.data() + begin_[static_cast<size_t>(v)]; }
  const Arc* end(int32_t v) const { return arcs_.data() + begin_[static_cast<size_t>(v) + 1]; }

 private:
  std::vector<size_t> begin_;
  std::vector<Arc> arcs_;
};

// The moment at which u, whose dual falls from `u_start` at time 0, makes an edge to a vertex at
// rest tight. REQUIRES: it is not negative.
inline Time moment(int64_t u_start, int64_t v_dual, int64_t arc_weight) {
  return static_cast<Time>(u_start) + static_cast<Time>(v_dual) - static_cast<Time>(arc_weight);
}

struct Event {
  Time time;
  int32_t a;
  int32_t b;
};

// A four-ary heap. Own, because the order of equal keys must be the same with every library.
class EventHeap {
 public:
  bool empty() const { return events_.empty(); }
  Time first() const { return events_.front().time; }
  void clear() { events_.clear(); }
  void push(const Event& event) {
    size_t at = events_.size();
    events_.push_back(event);
    while (at > 0) {
      const size_t above = (at - 1) / 4;
      if (events_[above].time <= event.time) break;
      events_[at] = events_[above];
      at = above;
    }
    events_[at] = event;
  }
  Event pop() {
    const Event result = events_.front();
    const Event last = events_.back();
    events_.pop_back();
    const size_t size = events_.size();
    if (size == 0) return result;
    size_t at = 0;
    while (true) {
      const size_t first = 4 * at + 1;
      if (first >= size) break;
      size_t least = first;
      const size_t end = first + 4 < size ? first + 4 : size;
      for (size_t i = first + 1; i < end; ++i) {
        if (events_[i].time < events_[least].time) least = i;
      }
      if (events_[least].time >= last.time) break;
      events_[at] = events_[least];
      at = least;
    }
    events_[at] = last;
    return result;
  }

 private:
  std::vector<Event> events_;
};

}  // namespace weft::solve
