// A compiled program: does this pair hold, and what is it worth? Integers only.
//
// A participant is an index 0 .. size()-1 in the order of the roster. A criterion gives 0 to 1000
// times its weight; the value of a pair is the sum over the criteria. Where groups have roles, a
// pair is the first of a group and another, and distances have a sign: the first less the other. A
// missing value is a value of its own: it differs from all others and equals itself, shares nothing
// and has no distance.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "program/program.h"
#include "roster/skills.h"

namespace weft {

class Fit {
 public:
  // REQUIRES: the program is resolved against this roster and history without errors; all outlive
  // Fit.
  Fit(const Roster& roster, const Program& program, const History& history,
      std::vector<int32_t> people, Day date);

  int32_t size() const { return static_cast<int32_t>(people_.size()); }
  int32_t person(int32_t participant) const { return people_[static_cast<size_t>(participant)]; }
  const std::vector<int32_t>& people() const { return people_; }

  // O(rules), O(criteria). Symmetric unless groups have roles.
  bool admissible(int32_t a, int32_t b) const;
  // As far as anybody may be told: as if no confidential rule were there.
  bool openly_admissible(int32_t a, int32_t b) const;
  bool holds(size_t rule, int32_t a, int32_t b) const;
  int64_t value(int32_t a, int32_t b) const;
  int64_t points(size_t criterion, int32_t a, int32_t b) const;  // 0 to Criterion::kFull
  // What a pair is worth when every criterion is fully met.
  int64_t full_value() const { return full_value_; }
  // Near and far among these people as among all of whom they are a part.
  void keep_ranges_of(const Fit& all);
  // Participants that a rule puts together with this one.
  std::vector<int32_t> together_with(int32_t participant) const;
  // The distance of numbers that counts as far.
  int64_t range(size_t criterion) const { return criteria_[criterion].range; }
  const Meeting* last_meeting(int32_t a, int32_t b) const;
  // Entries both have, by number in the column's entry_names.
  std::vector<uint32_t> shared(size_t column, int32_t a, int32_t b) const;

  // For who looks at all pairs at once: what rules and criteria compare.
  using Codes = std::vector<uint32_t>;   // per participant
  using Numbers = std::vector<int64_t>;  // per participant
  struct CompiledRule {
    Rule::Kind kind;
    const Column* column = nullptr;
    Codes codes;
    Numbers numbers;
    std::optional<int64_t> min, max;
    bool either_way = false;
    std::vector<std::vector<int32_t>> partners;  // kApart, kTogether: sorted, per participant
    int steps = 0;
    size_t meetings = 0;
    int32_t rounds = 0;  // 0: no limit
    std::optional<Day> since;
  };
  struct CompiledCriterion {
    Criterion::Kind kind;
    const Column* column = nullptr;
    Codes codes;
    Numbers numbers;
    int64_t weight = 0;
    int64_t range = 1;
    // kComplement: skills of one common list with their levels as numbers, sorted, per participant;
    // who has the same code offers and wants the same.
    std::vector<std::vector<uint32_t>> offered, wanted;
    size_t skills = 0;
  };
  const std::vector<CompiledRule>& rules() const { return rules_; }
  const std::vector<CompiledCriterion>& criteria() const { return criteria_; }
  const Meetings& meetings_of(const CompiledRule& rule) const { return meetings_[rule.meetings]; }
  const Meetings& meetings() const { return meetings_[0]; }  // over all programs
  const Roster& roster() const { return roster_; }
  // Numbers in offered and wanted are a skill times this, and its level.
  static constexpr uint32_t kSkillLevels = kHighestLevel + 1;
  // Participants of whom one wishes for the other, where that counts; the lower first, sorted.
  std::vector<std::pair<int32_t, int32_t>> wished_pairs() const;

 private:
  friend struct FitTypes;
  static bool may_meet_again(const CompiledRule& rule, const Meeting& met);
  static int64_t novelty_of(const Meeting& met);  // points
  static int64_t taught(const CompiledCriterion& criterion, size_t teacher, size_t learner);
  int64_t preferred(size_t a, size_t b) const;
  void compile_skills(CompiledCriterion& criterion) const;
  Codes codes_of(const Column& column) const;
  Numbers numbers_of(const Column& column) const;
  size_t meetings_for(const History& history, const Scope& scope, Day date);

  const Roster& roster_;
  std::vector<int32_t> people_;
  std::vector<CompiledRule> rules_;
  std::vector<CompiledCriterion> criteria_;
  std::vector<Meetings> meetings_;  // [0]: over all programs
  std::vector<Scope> scopes_;
  int64_t full_value_ = 0;
  bool directed_ = false;
  bool in_pairs_ = true;  // who belongs to somebody meets nobody else
  std::shared_ptr<const Preferences> preferences_;
};

// Number of common entries of two sorted lists. O(|a| + |b|).
size_t count_common(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b);

}  // namespace weft
