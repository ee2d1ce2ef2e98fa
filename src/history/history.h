// Who met whom, when, in which program. Knows people by their identity alone, so that one workspace
// outlives many rosters.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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
  bool led = false;                // the first of a group has a commitment with each of the others
  Groups groups;                   // indices into History::people
  std::vector<uint32_t> odd;       // made up a trio, or sat out because the number was odd
  std::vector<uint32_t> left_out;  // took part, but found no place
};

struct History {
  Interner people;
  std::vector<Round> rounds;  // in order of publication
};

// Who of the roster each person of a history is. By identity; where nobody has it, by an identity
// that differs in case or in the zeros that spreadsheets drop, if only one person of the roster has
// such a one, and no round knows two people by it.
struct Known {
  std::vector<int32_t> person_of;  // per person of the history; Roster::kNobody: not in the roster
  std::vector<uint32_t> respelt;   // people of the history who are found though written otherwise
};
// O(size of the history).
Known known_people(const Roster& roster, const History& history);

// What is planned is not met: the rounds up to the end of `day`, in the order of their days.
// Nothing where that is the history as it stands. O(size of the history).
std::optional<History> held_by(const History& history, Day day);

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
bool counts(const Round& round, const Scope& scope);

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

// Whose turn it is to be the odd one: who has taken part longest without.
class OddLedger {
 public:
  explicit OddLedger(size_t people) : waited_(people, 0), last_time_(people, false) {}

  // Rounds the person took part in since they were odd, or since their first.
  int32_t waited(int32_t person) const { return waited_[static_cast<size_t>(person)]; }
  // In the last round they took part in.
  bool last_time(int32_t person) const { return last_time_[static_cast<size_t>(person)]; }
  // Less: sooner. Nobody is odd twice in a row who need not be.
  int64_t turn(int32_t person) const { return last_time(person) ? 1 : -int64_t{waited(person)}; }
  // A round that the person took part in; rounds are told from first to last.
  void serve(int32_t person, bool odd) {
    const auto i = static_cast<size_t>(person);
    last_time_[i] = odd;
    waited_[i] = odd ? 0 : waited_[i] + 1;
  }

 private:
  std::vector<int32_t> waited_;
  std::vector<bool> last_time_;
};
OddLedger odd_ledger(const Roster& roster, const History& history, const Scope& scope);

// How many running commitments each person of the roster is in: one for each group, and who leads a
// group one for each of the others there.
std::vector<int32_t> running_commitments(const Roster& roster, const History& history, Day date);
// How many others each person of the roster leads in running rounds of a format.
std::vector<int32_t> running_led(const Roster& roster, const History& history,
                                 std::string_view format, Day date);

}  // namespace weft
