#include "solve/timetable_cover.h"

#include <algorithm>

namespace weft::solve {

StakeTable::StakeTable(const TimetableIndex& index, int32_t scale, const std::vector<int32_t>& seat)
    : people_(static_cast<size_t>(index.people())),
      scale_(scale),
      stakes_(static_cast<size_t>(index.sessions())),
      matrix_(people_ * (stakes_.size() + 1), 0) {
  int64_t largest = 0;
  int64_t stakes = 0;
  for (int32_t s = 0; s < index.sessions(); ++s) {
    charge(index, s, seat.empty() ? 0 : seat[static_cast<size_t>(s)]);
    for (const Stake& stake : of(s)) largest = std::max<int64_t>(largest, stake.weight);
    stakes += static_cast<int64_t>(of(s).size());
  }
  const auto people = static_cast<int64_t>(people_);
  small_ = largest * people < INT32_MAX && people * index.sessions() < 8 * stakes;
}

void StakeTable::charge(const TimetableIndex& index, int32_t session, int32_t cost) {
  std::vector<Stake>& stakes = stakes_[static_cast<size_t>(session)];
  const auto begin =
      matrix_.begin() + static_cast<std::ptrdiff_t>(static_cast<size_t>(session + 1) * people_);
  for (const Stake& stake : stakes) begin[stake.person] = 0;
  stakes.clear();
  const int64_t length = index.session(session).length;
  for (const TimetableIndex::Stake& stake : index.of_session(session)) {
    const int64_t part = (int64_t{stake.weight} * scale_ + length - 1) / length - cost;
    if (part <= 0) continue;
    stakes.push_back({stake.who, static_cast<int32_t>(part)});
    begin[stake.who] = static_cast<int32_t>(part);
  }
}

SlotCover::SlotCover(const StakeTable& table, const TimetableIndex& index, int32_t slot)
    : table_(&table),
      best_(table.people(), 0),
      second_(table.people(), 0),
      choice_(table.people(), -1),
      takers_(static_cast<size_t>(table.sessions()), 0) {
  for (size_t p = 0; p < best_.size(); ++p) {
    if (!index.is_present(static_cast<int32_t>(p), slot)) best_[p] = second_[p] = kAbsent;
  }
}

// Everybody in one pass without a jump: quicker than a few by name, as long as they are few.
int64_t SlotCover::change_of_all(const int32_t* leaving, const int32_t* coming) const {
  int32_t change = 0;
  for (size_t p = 0; p < best_.size(); ++p) {
    const int32_t rest = leaving[p] == best_[p] ? second_[p] : best_[p];
    change += std::max(rest, coming[p]) - best_[p];
  }
  return change;
}

int64_t SlotCover::change(int32_t out, int32_t in) const {
  if (table_->is_small()) return change_of_all(table_->row(out), table_->row(in));
  int64_t change = 0;
  const int32_t* coming = in >= 0 ? table_->row(in) : nullptr;
  const int32_t* leaving = out >= 0 ? table_->row(out) : nullptr;
  if (leaving != nullptr) {
    for (const StakeTable::Stake& stake : table_->of(out)) {
      const auto p = static_cast<size_t>(stake.person);
      const int32_t rest = stake.weight == best_[p] ? second_[p] : best_[p];
      change += std::max(rest, coming != nullptr ? coming[p] : 0) - int64_t{best_[p]};
    }
  }
  if (coming != nullptr) {
    for (const StakeTable::Stake& stake : table_->of(in)) {
      const auto p = static_cast<size_t>(stake.person);
      if (stake.weight > best_[p] && (leaving == nullptr || leaving[p] == 0))
        change += stake.weight - best_[p];
    }
  }
  return change;
}

void SlotCover::gains(int32_t out, const std::vector<StakeTable::Stake>& stakes,
                      std::vector<int32_t>& gains) const {
  const int32_t* leaving = table_->row(out);
  for (const StakeTable::Stake& stake : stakes) {
    const auto p = static_cast<size_t>(stake.person);
    const int32_t rest = leaving[p] > 0 && leaving[p] == best_[p] ? second_[p] : best_[p];
    if (stake.weight > rest) gains.push_back(stake.weight - rest);
  }
}

void SlotCover::replace(int32_t out, int32_t in) {
  if (out >= 0) remove(out);
  if (in >= 0) insert(in);
}

void SlotCover::find_second(size_t person) {
  int32_t second = 0;
  for (const int32_t s : sessions_) {
    if (s != choice_[person])
      second = std::max(second, table_->at(s, static_cast<int32_t>(person)));
  }
  second_[person] = second;
}

int32_t SlotCover::find_with(size_t person, int32_t weight, int32_t without) const {
  for (const int32_t s : sessions_) {
    if (s != without && table_->at(s, static_cast<int32_t>(person)) == weight) return s;
  }
  return -1;
}

void SlotCover::shift(int32_t out, int32_t in, std::vector<int32_t>& takers) const {
  const auto count = [&](int32_t session, int32_t by) {
    if (session >= 0) takers[static_cast<size_t>(session)] += by;
  };
  const int32_t* coming = in >= 0 ? table_->row(in) : nullptr;
  const int32_t* leaving = out >= 0 ? table_->row(out) : nullptr;
  if (leaving != nullptr) {
    for (const StakeTable::Stake& stake : table_->of(out)) {
      const auto p = static_cast<size_t>(stake.person);
      const bool taken = choice_[p] == out;
      const int32_t rest = taken ? second_[p] : best_[p];
      if (coming != nullptr && coming[p] > rest) {
        count(choice_[p], -1);
        count(in, 1);
      } else if (taken) {
        count(out, -1);
        if (rest > 0) count(find_with(p, rest, out), 1);
      }
    }
  }
  if (coming != nullptr) {
    for (const StakeTable::Stake& stake : table_->of(in)) {
      const auto p = static_cast<size_t>(stake.person);
      if (stake.weight <= best_[p] || (leaving != nullptr && leaving[p] > 0)) continue;
      count(choice_[p], -1);
      count(in, 1);
    }
  }
}

void SlotCover::remove(int32_t session) {
  sessions_.erase(std::find(sessions_.begin(), sessions_.end(), session));
  for (const StakeTable::Stake& stake : table_->of(session)) {
    const auto p = static_cast<size_t>(stake.person);
    if (best_[p] == kAbsent) continue;
    if (choice_[p] == session) {
      value_ += second_[p] - best_[p];
      best_[p] = second_[p];
      choice_[p] = -1;
      if (best_[p] > 0) {
        choice_[p] = find_with(p, best_[p], session);
        ++takers_[static_cast<size_t>(choice_[p])];
      }
      find_second(p);
    } else if (stake.weight == second_[p]) {
      find_second(p);
    }
  }
  takers_[static_cast<size_t>(session)] = 0;
}

void SlotCover::insert(int32_t session) {
  sessions_.push_back(session);
  for (const StakeTable::Stake& stake : table_->of(session)) {
    const auto p = static_cast<size_t>(stake.person);
    if (best_[p] == kAbsent) continue;
    if (stake.weight > best_[p]) {
      value_ += stake.weight - best_[p];
      second_[p] = best_[p];
      best_[p] = stake.weight;
      if (choice_[p] >= 0) --takers_[static_cast<size_t>(choice_[p])];
      choice_[p] = session;
      ++takers_[static_cast<size_t>(session)];
    } else {
      second_[p] = std::max(second_[p], stake.weight);
    }
  }
}

}  // namespace weft::solve
