// Who can teach whom what: skills on offer against skills wanted, with levels where both are given.
//
// What a learner gets from a teacher is worth Criterion::kFull for all that is wanted, half of that
// for anything at all. Partners are found from lists of the holders of each skill, never by looking
// at all pairs.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/interner.h"
#include "fit/fit.h"

namespace weft {

class Teaching {
 public:
  struct Skill {
    uint32_t skill;
    int32_t level;  // 0: none given
  };
  struct Partner {
    int32_t other;
    int32_t teaches;  // points of what the other learns
    int32_t learns;   // points of what is learnt from the other
  };

  // With `languages`, only languages count, that is what stands in a column of languages or has the
  // name of one; and who says how well they speak teaches from C1 on. O(entries log entries).
  // REQUIRES: `fit` outlives this.
  Teaching(const Fit& fit, const Column& offers, const Column& wants, bool languages);

  int32_t people() const { return fit_.size(); }
  size_t skills() const { return names_.size(); }
  std::string_view name(uint32_t skill) const { return names_[skill]; }  // as first written
  const std::vector<Skill>& offered(int32_t participant) const { return at(offered_, participant); }
  const std::vector<Skill>& wanted(int32_t participant) const { return at(wanted_, participant); }
  // Of participants, in their order.
  const std::vector<int32_t>& offering(uint32_t skill) const { return offering_[skill]; }
  const std::vector<int32_t>& wanting(uint32_t skill) const { return wanting_[skill]; }

  // Points. O(skills of the two).
  int64_t taught(int32_t teacher, int32_t learner) const;
  std::vector<uint32_t> topics(int32_t teacher, int32_t learner) const;

  // All with whom there is something to teach or to learn, in order; rules are not asked.
  // O(holders of the participant's skills).
  std::vector<Partner> partners(int32_t participant) const;

 private:
  using Skills = std::vector<std::vector<Skill>>;  // per participant, by skill
  static const std::vector<Skill>& at(const Skills& skills, int32_t participant) {
    return skills[static_cast<size_t>(participant)];
  }
  template <typename Tell>
  void each_topic(int32_t teacher, int32_t learner, Tell tell) const;
  int32_t level_in(const Skills& of, int32_t participant, uint32_t skill) const;
  int32_t points(int32_t common, int32_t learner) const;

  const Fit& fit_;
  Skills offered_, wanted_;
  StringPool names_;
  std::vector<std::vector<int32_t>> offering_, wanting_;  // per skill
};

}  // namespace weft
