// Who may mentor whom: the keys of a mentoring program, the roles and places of people, and what
// keeps two apart besides the rules.
//
// `mentors` and `mentees` are filters; who passes both may be both. Without `mentors`, everybody
// may mentor; without `mentees`, everybody who does not pass `mentors` is a mentee, or everybody
// where there is no such filter. In the reverse direction signed distances are turned round; with
// both, mentees may mentor mentors as well, who then have the one limit of places for all they
// mentor.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fit/fit.h"

namespace weft {

struct MentoringKeys {
  enum class Aim { kStable, kFit, kWorst };
  enum class Side { kMentees, kMentors, kBoth };
  enum class Direction { kClassic, kReverse, kBoth };

  std::vector<Filter> mentors, mentees;
  bool names_mentors = false, names_mentees = false;
  Aim aim = Aim::kStable;
  Side side = Side::kMentees;
  Direction direction = Direction::kClassic;
  int32_t places = 1;  // of a mentor without a number
  std::string capacity = "@capacity";
  bool names_capacity = false;
  bool line = true;       // nobody mentors in their own reporting line
  bool peers = false;     // rules other than distances hold between mentees of one mentor, too
  bool unlisted = false;  // who gave wishes takes others, after them
};
const std::vector<std::string>& mentoring_keys();
MentoringKeys read_mentoring(const Program& program, Issues& issues);

struct MentoringTerms {
  static constexpr uint8_t kMentor = 1;
  static constexpr uint8_t kMentee = 2;

  MentoringKeys keys;
  std::vector<uint8_t> roles;   // per person of the roster, of the classic direction
  std::vector<int32_t> places;  // per person of the roster, that are free
  std::vector<bool> full;       // per person of the roster: has places, and none that is free
  int64_t taken = 0;            // places of mentors that mentees of running rounds are in
  int64_t over_load = 0;        // more of them that the limit of commitments does not leave free
};
// Issues: those of filters, mentoring.noMentors, mentoring.noMentees, mentoring.capacity,
// mentoring.capacityZero, program.unknownColumn, program.noColumnWithRole. O(people · filters).
MentoringTerms mentoring_terms(const Program& program, const Roster& roster, Issues& issues);
// The same on a day: a place is for one mentee at a time, whatever program they came from, and who
// may be in so many commitments has no more places than are left of these.
MentoringTerms mentoring_terms(const Program& program, const Roster& roster, const History& history,
                               Day date, Issues& issues);

// Says where there are fewer places than mentors were given: mentoring.placesTaken,
// mentoring.placesOverLoad.
void tell_places(const MentoringTerms& terms, Issues& issues);

// The pairs of a program, mentor first; people are participants.
class MentoringPairs {
 public:
  // What keeps two apart, the first that does.
  enum class Bar {
    kNone,
    kRole,
    kRule,
    kLine,
    kWish,
    kSecret  // a confidential list, and nothing else: nothing is said of it
  };

  // REQUIRES: all outlive this.
  MentoringPairs(const Roster& roster, const Program& program, const Fit& fit,
                 const MentoringTerms& terms);

  // Who may mentor and has places, who may be mentored; ascending.
  const std::vector<int32_t>& mentors() const { return mentors_; }
  const std::vector<int32_t>& mentees() const { return mentees_; }
  // Who may mentor and has places, but none that is free; ascending.
  const std::vector<int32_t>& full_mentors() const { return full_mentors_; }
  int32_t places(int32_t participant) const {
    return terms_.places[static_cast<size_t>(fit_.person(participant))];
  }
  Bar bar(int32_t mentor, int32_t mentee) const;
  bool admits(int32_t mentor, int32_t mentee) const { return bar(mentor, mentee) == Bar::kNone; }
  // As far as anybody may be told.
  static bool is_open(Bar bar) { return bar == Bar::kNone || bar == Bar::kSecret; }
  // Whether rules as they stand allow it, rather than rules turned round. REQUIRES: admits().
  bool is_classic(int32_t mentor, int32_t mentee) const;
  // Rules between mentees of one mentor.
  bool get_along(int32_t mentee, int32_t other) const;

  // Wishes of a participant, as participants by number, with their rank; others get none.
  struct Wish {
    int32_t other;
    int32_t rank;
  };
  // In a role somebody gave wishes who wished for anybody in the other, on offer or not: who is
  // both may have wishes for a mentor and none for mentees. A wish for nobody who may be either
  // counts in whatever role its giver has.
  bool gave_wishes(int32_t participant, uint8_t role) const {
    return (gave_[static_cast<size_t>(participant)] & role) != 0;
  }
  // Only who is wished for will do.
  bool is_closed(int32_t participant, uint8_t role) const {
    return gave_wishes(participant, role) && !terms_.keys.unlisted;
  }
  const std::vector<Wish>& wishes(int32_t participant) const {
    return wishes_[static_cast<size_t>(participant)];
  }
  int32_t rank(int32_t participant, int32_t other) const;  // 0: not wished for
  // The best rank that a mentee gave, on offer or not; 0: none.
  int32_t first_rank(int32_t mentee) const { return first_rank_[static_cast<size_t>(mentee)]; }
  // Whether a mentee wished for somebody who mentors and has places.
  bool wish_is_on_offer(int32_t mentee) const;

  // How much somebody is liked: by wish, then by fit where no wish decides.
  struct Liking {
    int32_t rank;
    int64_t value;
    bool operator==(const Liking&) const = default;
    bool more_than(const Liking& other) const {
      return rank != other.rank ? rank < other.rank : value > other.value;
    }
  };
  Liking liking(int32_t participant, uint8_t role, int32_t other, int64_t value) const;

  // Mentors worth a look for this mentee, ascending: a few where wishes say so, else all.
  // O(result).
  std::vector<int32_t> candidates(int32_t mentee) const;
  // How many all mentees have.
  int64_t candidate_count() const;

 private:
  bool runs(bool classic, int32_t mentor, int32_t mentee) const;
  void take_wishes(const Preferences& preferences);

  const Roster& roster_;
  const Fit& fit_;
  const MentoringTerms& terms_;
  std::vector<uint8_t> roles_;  // per participant, of the classic direction
  std::vector<int32_t> mentors_, mentees_, full_mentors_;
  std::vector<int32_t> open_mentors_;  // who take anybody
  std::vector<std::vector<int32_t>>
      wished_by_;                    // per participant: closed mentors who wish for them
  std::vector<uint8_t> gave_;        // roles, per participant
  std::vector<int32_t> first_rank_;  // per participant
  std::vector<std::vector<Wish>> wishes_;
};

}  // namespace weft
