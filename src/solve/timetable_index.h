// A timetable problem, checked and turned both ways: who has a stake in which session, where a
// session may be, and what it can't overlap.
//
// A stake is the value of a vote; for hosts `host_weight`, more than any vote, comes on top for
// each slot. So hosts get most out of their own session, and what is too much (`surplus`) is taken
// off again for each session that takes place, less its bonus.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "solve/timetable.h"

namespace weft::solve {

class TimetableIndex {
 public:
  struct Stake {
    int32_t who;  // the person, or the session
    int32_t weight;
  };

  // Throws std::invalid_argument.
  explicit TimetableIndex(const TimetableProblem& problem);

  const TimetableProblem& problem() const { return *problem_; }
  int32_t slots() const { return problem_->slots; }
  int32_t people() const { return problem_->people; }
  int32_t rooms() const { return static_cast<int32_t>(problem_->rooms.size()); }
  int32_t sessions() const { return static_cast<int32_t>(problem_->sessions.size()); }
  const TimetableSession& session(int32_t s) const {
    return problem_->sessions[static_cast<size_t>(s)];
  }

  std::span<const Stake> of_session(int32_t s) const {
    return list(session_begin_, by_session_, s);
  }
  std::span<const Stake> of_person(int32_t p) const { return list(person_begin_, by_person_, p); }
  // Of a slot.
  int32_t host_weight() const { return host_weight_; }
  int64_t surplus(int32_t s) const {
    return int64_t{host_weight_} * session(s).length *
               static_cast<int64_t>(session(s).hosts.size()) -
           session(s).bonus;
  }
  bool all_one_slot() const { return all_one_slot_; }

  // Where a session may be, as long as nothing else is there.
  const std::vector<TimetablePlace>& places(int32_t s) const {
    return places_[static_cast<size_t>(s)];
  }
  bool allows(int32_t s, TimetablePlace place) const;
  // Sessions with a host in common.
  const std::vector<int32_t>& clashes(int32_t s) const { return clashes_[static_cast<size_t>(s)]; }
  // Whether they can't both be: in one room at once, or with a host in common at once.
  bool excludes(int32_t a, TimetablePlace at, int32_t b, TimetablePlace other) const;
  bool is_present(int32_t person, int32_t slot) const {
    return problem_->present.empty() ||
           (problem_->present[static_cast<size_t>(person)] >> slot & 1) != 0;
  }
  // The slots of a session that begins here, as bits.
  uint64_t span_of(int32_t s, int32_t start) const {
    const int32_t length = session(s).length;
    return (length >= 64 ? kEverything : (uint64_t{1} << length) - 1) << start;
  }

 private:
  std::span<const Stake> list(const std::vector<size_t>& begin, const std::vector<Stake>& all,
                              int32_t i) const {
    const auto at = static_cast<size_t>(i);
    return {all.data() + begin[at], begin[at + 1] - begin[at]};
  }
  void check() const;
  void list_stakes();
  void list_places();

  const TimetableProblem* problem_;
  std::vector<size_t> session_begin_, person_begin_;
  std::vector<Stake> by_session_, by_person_;
  std::vector<std::vector<TimetablePlace>> places_;
  std::vector<std::vector<int32_t>> clashes_;
  int32_t host_weight_ = 0;
  bool all_one_slot_ = true;
};

// As in `timetable.h`. REQUIRES: the agenda has no fault.
Attendance attend(const TimetableIndex& index, const Agenda& agenda);

}  // namespace weft::solve
