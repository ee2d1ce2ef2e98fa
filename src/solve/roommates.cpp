#include "solve/roommates.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "solve/arcs.h"
#include "solve/none.h"

namespace weft::solve {
namespace {

// The lists, of which entries fall away from both ends and, where the other side cut its end, in
// between.
class Table {
 public:
  explicit Table(const std::vector<std::vector<int32_t>>& lists)
      : people_(static_cast<int32_t>(lists.size())) {
    struct Item {
      int32_t who;
      int32_t entry;
    };
    // Who lists whom, by the one who is listed: everybody's twins are then found in one sweep.
    std::vector<std::vector<Item>> listed(lists.size());
    for (int32_t i = 0; i < people_; ++i) {
      begin_.push_back(static_cast<int32_t>(who_.size()));
      for (const int32_t other : lists[static_cast<size_t>(i)]) {
        if (other < 0 || other >= people_) throw std::invalid_argument("nobody has that number");
        if (other == i) throw std::invalid_argument("somebody lists themselves");
        listed[static_cast<size_t>(other)].push_back({i, static_cast<int32_t>(who_.size())});
        who_.push_back(other);
      }
    }
    begin_.push_back(static_cast<int32_t>(who_.size()));
    twin_ = Column<int32_t>(static_cast<int32_t>(who_.size()), kNone);
    Column<int32_t> entry_of(people_, kNone);
    Column<int32_t> seen(people_, kNone);
    for (int32_t i = 0; i < people_; ++i) {
      for (int32_t e = begin_[i]; e < begin_[i + 1]; ++e) {
        const int32_t other = who_[static_cast<size_t>(e)];
        if (seen[other] == i) throw std::invalid_argument("somebody is listed twice");
        seen[other] = i;
        entry_of[other] = e;
      }
      for (const Item& item : listed[static_cast<size_t>(i)]) {
        if (seen[item.who] == i) twin_[item.entry] = entry_of[item.who];
      }
    }
    for (int32_t i = 0; i < people_; ++i) {
      first_.push_back(begin_[i]);
      last_.push_back(begin_[i + 1] - 1);
    }
    second_ = first_;
  }

  int32_t people() const { return people_; }
  int32_t who(int32_t entry) const { return who_[static_cast<size_t>(entry)]; }
  int32_t twin(int32_t entry) const { return twin_[entry]; }

  // The best and the worst that are left; kNone: nobody is.
  int32_t first(int32_t i) {
    while (first_[i] <= last_[i] && !is_left(first_[i])) ++first_[i];
    return first_[i] <= last_[i] ? first_[i] : kNone;
  }
  int32_t last(int32_t i) {
    while (first_[i] <= last_[i] && !is_left(last_[i])) --last_[i];
    return first_[i] <= last_[i] ? last_[i] : kNone;
  }
  // REQUIRES: somebody is left.
  int32_t second(int32_t i) {
    int32_t& entry = second_[i];
    entry = std::max(entry, first(i) + 1);
    while (entry <= last_[i] && !is_left(entry)) ++entry;
    return entry <= last_[i] ? entry : kNone;
  }
  // Nobody worse than this entry is left for its owner.
  void cut_after(int32_t i, int32_t entry) { last_[i] = std::min(last_[i], entry); }

 private:
  bool in_range(int32_t entry, int32_t i) const { return entry >= first_[i] && entry <= last_[i]; }
  // Both still have each other: lists are only cut from their ends, so the other side knows.
  bool is_left(int32_t entry) const {
    return twin_[entry] != kNone && in_range(twin_[entry], who(entry));
  }

  int32_t people_;
  std::vector<int32_t> who_;
  Column<int32_t> begin_;
  Column<int32_t> twin_;
  Column<int32_t> first_;
  Column<int32_t> second_;
  Column<int32_t> last_;
};

// Everybody proposes to the best they have left; who is proposed to keeps nobody worse. So the
// first of each list holds its owner as the last of theirs.
void propose(Table& table) {
  Column<int32_t> holds(table.people(), kNone);
  for (int32_t start = 0; start < table.people(); ++start) {
    for (int32_t i = start; i != kNone;) {
      const int32_t entry = table.first(i);
      if (entry == kNone) break;
      const int32_t other = table.who(entry);
      const int32_t loser = holds[other];
      holds[other] = i;
      table.cut_after(other, table.twin(entry));
      i = loser;
    }
  }
}

// Somebody with a choice, their second, its last, and so on until a person comes again: each of the
// cycle turns to their second, who keeps nobody worse.
void eliminate_rotations(Table& table) {
  Column<int32_t> place(table.people(), kNone);
  std::vector<int32_t> chain;
  for (int32_t start = 0; start < table.people(); ++start) {
    while (true) {
      if (chain.empty()) {
        if (table.first(start) == kNone || table.second(start) == kNone) break;
        place[start] = 0;
        chain.push_back(start);
      }
      const int32_t second = table.second(chain.back());
      // After a rotation the last of the chain may have lost its choice.
      if (second == kNone) {
        place[chain.back()] = kNone;
        chain.pop_back();
        continue;
      }
      const int32_t next = table.who(table.last(table.who(second)));
      if (place[next] == kNone) {
        place[next] = static_cast<int32_t>(chain.size());
        chain.push_back(next);
        continue;
      }
      const auto begin = static_cast<size_t>(place[next]);
      std::vector<int32_t> seconds;
      for (size_t i = begin; i < chain.size(); ++i) seconds.push_back(table.second(chain[i]));
      for (const int32_t entry : seconds) table.cut_after(table.who(entry), table.twin(entry));
      for (size_t i = begin; i < chain.size(); ++i) place[chain[i]] = kNone;
      chain.resize(begin);
    }
  }
}

}  // namespace

Roommates stable_roommates(const std::vector<std::vector<int32_t>>& lists) {
  Table table(lists);
  propose(table);
  // Who has nobody now has nobody in any stable matching; who runs out later shows that there is
  // none.
  std::vector<int32_t> hopeful;
  for (int32_t i = 0; i < table.people(); ++i) {
    if (table.first(i) != kNone) hopeful.push_back(i);
  }
  eliminate_rotations(table);
  Roommates result;
  std::vector<int32_t> mate(lists.size(), kNone);
  for (const int32_t i : hopeful) {
    const int32_t entry = table.first(i);
    if (entry == kNone) return result;
    mate[static_cast<size_t>(i)] = table.who(entry);
  }
  result.stable = true;
  result.mate = std::move(mate);
  return result;
}

std::vector<RoommatesBlock> blocking_roommates(const std::vector<std::vector<int32_t>>& lists,
                                               const std::vector<int32_t>& mate) {
  // Who would gain by whom; pairs both ways round block.
  std::vector<std::pair<int32_t, int32_t>> wishes;
  for (size_t i = 0; i < lists.size(); ++i) {
    for (const int32_t other : lists[i]) {
      if (other == mate[i]) break;
      wishes.emplace_back(static_cast<int32_t>(i), other);
    }
  }
  std::sort(wishes.begin(), wishes.end());
  std::vector<RoommatesBlock> blocking;
  for (const auto& [u, v] : wishes) {
    if (u < v && std::binary_search(wishes.begin(), wishes.end(), std::pair(v, u)))
      blocking.push_back({u, v});
  }
  return blocking;
}

}  // namespace weft::solve
