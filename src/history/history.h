// Who met whom, when, in which program. Knows people by their identity alone, so that one workspace
// outlives many rosters.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/interner.h"
#include "roster/roster.h"

namespace weft {

// Lists of people, one behind the other in one buffer: a year of a large company is millions of
// them.
class Groups {
 public:
  using Group = std::span<const uint32_t>;

  // Starts a group; those who are added next are in it.
  void open() { ends_.push_back(static_cast<uint32_t>(members_.size())); }
  // REQUIRES: a group is open.
  void add(uint32_t member) {
    members_.push_back(member);
    ++ends_.back();
  }
  void add_group(const std::vector<uint32_t>& members) {
    open();
    for (const uint32_t member : members) add(member);
  }
  void reserve(size_t groups, size_t members) {
    ends_.reserve(groups);
    members_.reserve(members);
  }

  size_t size() const { return ends_.size(); }
  size_t people() const { return members_.size(); }
  Group members() const { return members_; }  // of all groups
  Group operator[](size_t i) const {
    const uint32_t begin = i == 0 ? 0 : ends_[i - 1];
    return Group(members_).subspan(begin, ends_[i] - begin);
  }

  class Iterator {
   public:
    Iterator(const Groups& groups, size_t at) : groups_(&groups), at_(at) {}
    Group operator*() const { return (*groups_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const Groups* groups_;
    size_t at_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  std::vector<uint32_t> members_;
  std::vector<uint32_t> ends_;  // per group, in members_
};

struct Round {
  std::string program;  // its name
  std::string format;
  Day date = 0;
  uint64_t seed = 0;
  std::optional<Day> until;        // its groups are running commitments before this day
  bool meets = true;               // who is in one group has met
  Groups groups;                   // indices into History::people
  std::vector<uint32_t> odd;       // made up a trio, or sat out because the number was odd
  std::vector<uint32_t> left_out;  // took part, but found no place
};

struct History {
  Interner people;
  std::vector<Round> rounds;  // in order of publication
};

// Past meetings of the people of one roster, counted backwards: 1 is the latest round that counts,
// 0 a commitment that is still running.
struct Meeting {
  int32_t partner;
  int32_t rounds_ago;
  Day date;
};

// Which rounds count. Empty `programs`: all.
struct Scope {
  std::vector<std::string> programs;
};

class Meetings {
 public:
  // O(size of the counted rounds). What runs on `date` counts whatever the scope.
  Meetings(const Roster& roster, const History& history, const Scope& scope, Day date);

  // The latest meeting of the two, or nullptr. O(log meetings of a).
  const Meeting* latest(int32_t a, int32_t b) const;
  // Sorted by partner; one entry, the latest, for each.
  std::span<const Meeting> of(int32_t person) const {
    const auto i = static_cast<size_t>(person);
    return std::span<const Meeting>(all_).subspan(begin_[i], begin_[i + 1] - begin_[i]);
  }
  int32_t rounds() const { return rounds_; }

 private:
  std::vector<Meeting> all_;  // person by person
  std::vector<uint32_t> begin_;
  int32_t rounds_ = 0;
};

// How often each person of the roster was the odd one, and whether in the last round they took part
// in.
struct OddLedger {
  std::vector<int32_t> times;
  std::vector<bool> last_time;
};
OddLedger odd_ledger(const Roster& roster, const History& history, const Scope& scope);

// How many running commitments each person of the roster is in.
std::vector<int32_t> running_commitments(const Roster& roster, const History& history, Day date);

}  // namespace weft
