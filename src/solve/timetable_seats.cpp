#include "solve/timetable_seats.h"

#include <algorithm>

namespace weft::solve {

SlotSeats::SlotSeats(const TimetableIndex& index, const StakeTable& table)
    : index_(&index),
      table_(&table),
      seen_(static_cast<size_t>(index.people()), 0),
      at_(static_cast<size_t>(index.people()), 0) {}

int64_t SlotSeats::worth(int32_t slot, const std::vector<Held>& sessions) {
  int64_t worth = take_best(slot, sessions);
  for (size_t j = 0; j < count_; ++j) {
    while (left_[j] < 0) worth -= make_room(j);
  }
  return worth;
}

// Hosts stay; everybody else has their best, as if there were seats for all.
int64_t SlotSeats::take_best(int32_t slot, const std::vector<Held>& sessions) {
  count_ = sessions.size();
  if (people_.size() < count_) people_.resize(count_);
  if (leavers_.size() < (count_ + 1) * (count_ + 1)) leavers_.resize((count_ + 1) * (count_ + 1));
  lined_up_.assign(count_, 0);
  rows_.clear();
  left_.clear();
  ++turn_;
  int64_t worth = 0;
  for (size_t j = 0; j < count_; ++j) {
    const TimetableSession& session = index_->session(sessions[j].session);
    rows_.push_back(table_->row(sessions[j].session));
    left_.push_back(sessions[j].seats - static_cast<int32_t>(session.hosts.size()));
    people_[j].clear();
    for (const int32_t host : session.hosts) {
      seen_[static_cast<size_t>(host)] = turn_;
      worth += rows_[j][host] - index_->host_weight();
    }
  }
  for (size_t j = 0; j < count_; ++j) {
    for (const StakeTable::Stake& stake : table_->of(sessions[j].session)) {
      const auto p = static_cast<size_t>(stake.person);
      if (seen_[p] == turn_) continue;
      seen_[p] = turn_;
      if (!index_->is_present(stake.person, slot)) continue;
      // Those before had no stake in earlier sessions.
      size_t best = j;
      for (size_t k = j + 1; k < count_; ++k) {
        if (value(stake.person, k) > value(stake.person, best)) best = k;
      }
      worth += value(stake.person, best);
      at_[p] = best;
      people_[best].push_back(stake.person);
      --left_[best];
    }
    looked_ += static_cast<int64_t>(table_->of(sessions[j].session).size());
  }
  return worth;
}

void SlotSeats::line_up(size_t from) {
  lined_up_[from] = 1;
  for (size_t to = 0; to <= count_; ++to) {
    std::vector<Leaver>& heap = leavers(from, to);
    heap.clear();
    if (to == from) continue;
    for (const int32_t person : people_[from]) {
      if (at_[static_cast<size_t>(person)] == from)
        heap.push_back({value(person, from) - value(person, to), person});
    }
    std::make_heap(heap.begin(), heap.end());
  }
  looked_ += static_cast<int64_t>(people_[from].size() * (count_ + 1));
}

void SlotSeats::enter(int32_t person, size_t session) {
  at_[static_cast<size_t>(person)] = session;
  if (session == count_) return;
  people_[session].push_back(person);
  if (lined_up_[session] == 0) return;
  for (size_t to = 0; to <= count_; ++to) {
    if (to == session) continue;
    std::vector<Leaver>& heap = leavers(session, to);
    heap.push_back({value(person, session) - value(person, to), person});
    std::push_heap(heap.begin(), heap.end());
  }
  looked_ += static_cast<int64_t>(count_);
}

const SlotSeats::Leaver* SlotSeats::cheapest(size_t from, size_t to) {
  std::vector<Leaver>& heap = leavers(from, to);
  while (!heap.empty() && at_[static_cast<size_t>(heap.front().person)] != from) {
    std::pop_heap(heap.begin(), heap.end());
    heap.pop_back();
  }
  return heap.empty() ? nullptr : &heap.front();
}

// One person less in a session; what that costs.
int64_t SlotSeats::make_room(size_t from) {
  cost_.assign(count_ + 1, INT64_MAX);
  before_.assign(count_ + 1, count_);
  fresh_.assign(count_, 0);
  cost_[from] = 0;
  fresh_[from] = 1;
  for (bool any = true; any;) {
    any = false;
    for (size_t j = 0; j < count_; ++j) {
      if (fresh_[j] == 0) continue;
      fresh_[j] = 0;
      // Where there is a seat the way ends.
      if (left_[j] > 0) continue;
      if (lined_up_[j] == 0) line_up(j);
      for (size_t k = 0; k <= count_; ++k) {
        if (k == j || k == from) continue;
        const Leaver* leaver = cheapest(j, k);
        if (leaver == nullptr || cost_[j] + leaver->cost >= cost_[k]) continue;
        cost_[k] = cost_[j] + leaver->cost;
        before_[k] = j;
        if (k == count_) continue;
        fresh_[k] = 1;
        any = true;
      }
      looked_ += static_cast<int64_t>(count_);
    }
  }
  size_t end = count_;
  for (size_t k = 0; k < count_; ++k) {
    if (left_[k] > 0 && cost_[k] < cost_[end]) end = k;
  }
  const int64_t cost = cost_[end];
  ++left_[from];
  if (end < count_) --left_[end];
  while (end != from) {
    const size_t j = before_[end];
    enter(cheapest(j, end)->person, end);
    end = j;
  }
  return cost;
}

// The cost of the cheapest way out of each.
const std::vector<int64_t>& SlotSeats::prices() {
  prices_.assign(count_, INT64_MAX);
  for (size_t j = 0; j < count_; ++j) {
    if (left_[j] > 0)
      prices_[j] = 0;
    else if (lined_up_[j] == 0)
      line_up(j);
  }
  for (bool any = true; any;) {
    any = false;
    for (size_t j = 0; j < count_; ++j) {
      if (left_[j] > 0) continue;
      for (size_t k = 0; k <= count_; ++k) {
        if (k == j || (k < count_ && prices_[k] == INT64_MAX)) continue;
        const Leaver* leaver = cheapest(j, k);
        if (leaver == nullptr) continue;
        const int64_t cost = leaver->cost + (k < count_ ? prices_[k] : 0);
        if (cost >= prices_[j]) continue;
        prices_[j] = cost;
        any = true;
      }
      looked_ += static_cast<int64_t>(count_);
    }
  }
  // A session of hosts alone has nobody who could leave.
  for (int64_t& price : prices_) price = price == INT64_MAX ? 0 : price;
  return prices_;
}

}  // namespace weft::solve
