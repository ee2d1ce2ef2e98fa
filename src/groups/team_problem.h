// Roster, program and terms as a problem for solve/grouping.h, and the way back: which rule, value
// or criterion each of its parts stands for.
//
// Elements are participants. Rules that can be told by counting are counted: "different" is at most
// one holder of each value. Others are pairs apart, at most kMostApart of them. Criteria give what
// the kernel's points give, from 0 to 1000 times the weight for each team; the means over pairs are
// rounded down in units of the kernel.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fit/fit.h"
#include "groups/team_terms.h"
#include "outcome/plan.h"
#include "solve/grouping.h"
#include "solve/grouping_clash.h"

namespace weft {

inline constexpr int64_t kMostApart = 40'000'000;

// Of one criterion or rule: the people that hold a value.
struct TeamValue {
  std::string name;
  std::vector<int32_t> holders;  // participants
};

class TeamProblem {
 public:
  // REQUIRES: the program is resolved without errors, and so are the terms; all outlive this.
  // O(people · (rules + criteria)), O(people²) where a rule looks at pairs.
  TeamProblem(const Roster& roster, const Program& program, const Fit& fit, const TeamTerms& terms);
  // The problem looks into this.
  TeamProblem(const TeamProblem&) = delete;
  TeamProblem& operator=(const TeamProblem&) = delete;

  const solve::GroupingProblem& problem() const { return problem_; }
  solve::GroupingProblem& problem() { return problem_; }
  int32_t teams() const { return static_cast<int32_t>(problem_.sizes.size()); }
  // What stands in the way of a problem at all: pins to no team, too many pairs apart.
  const Issues& issues() const { return issues_; }

  // Where the program says only how large teams are, their number is the first that clashes with
  // nothing that is seen before a search, near to teams of middling size.
  bool may_have_other_counts() const { return next_ < counts_.size(); }
  // The next such number; false where there is none, and the problem stays as it is. What was made
  // of the problem before does not hold for it.
  bool next_count();
  void set_count(int32_t teams);

  // The smallest clash of rules, in the roster's words; nobody of a confidential list is named.
  // Where the number of teams is open, what none of the possible numbers can keep.
  Issues clashes() const;
  // What a team of these participants breaks, one reason for each rule.
  std::vector<Reason> broken(int32_t team, const std::vector<int32_t>& members) const;

  // Of a team, by each criterion: 0 to Criterion::kFull, rounded down once.
  std::vector<int64_t> points(int32_t team, const std::vector<int32_t>& members) const;
  // What a team of this size is worth at most, by the weights.
  int64_t full_value(const std::vector<int32_t>& members) const;

  // The role of each member, "" where they have none; leads first. REQUIRES: the roles are there.
  std::vector<std::string> member_roles(const std::vector<int32_t>& members) const;
  bool is_lead(std::string_view role) const;
  std::string team_name(int32_t team) const;

 private:
  // What a CountRule stands for.
  struct Source {
    int32_t rule = -1;  // of the program; -1: roles
    std::vector<size_t> roles;
    std::string value;
  };
  struct ApartSource {
    size_t begin;  // in problem_.apart
    int32_t rule;
  };
  struct CountedCriterion {
    size_t criterion;
    std::vector<TeamValue> values;
    int64_t all = 0;  // holders of all values
  };

  void add_rules();
  void add_counted_rule(size_t rule);
  void add_pairs_apart(size_t rule);
  void add_roles();
  void add_criteria();
  void add_pair_values();
  void add_places();
  void add_pins();
  // Numbers of teams, by what a clash says.
  struct CountRange {
    int32_t least;
    int32_t most;
  };
  void open_counts();
  void add_count_clashes();
  static CountRange counts_by(const solve::GroupingClash& clash, int32_t count);
  void add_apart(int32_t a, int32_t b);
  void add_count_rule(Source source, std::vector<int32_t> holders,
                      std::function<int64_t(int32_t size, int32_t count)> broken);
  std::vector<TeamValue> values_of(const Column& column, bool entries, bool missing) const;
  std::vector<int32_t> holders_of(const Filter& filter) const;
  bool is_counted(const Criterion& criterion) const;
  std::optional<Issue> no_size_issue() const;
  Issue clash_issue(const solve::GroupingClash& clash) const;
  Issue rule_clash(const solve::GroupingClash& clash) const;
  Args args_of(const Source& source) const;
  int32_t apart_rule(int32_t a, int32_t b) const;
  const std::string& name(int32_t participant) const;
  std::string names(const std::vector<int32_t>& participants) const;

  const Roster& roster_;
  const Program& program_;
  const Fit& fit_;
  const TeamTerms& terms_;
  solve::GroupingProblem problem_;
  std::vector<Source> sources_;
  std::vector<ApartSource> apart_sources_;
  std::vector<CountedCriterion> counted_;
  std::vector<size_t> paired_;    // criteria
  std::vector<size_t> balanced_;  // criteria, as problem_.balances
  std::vector<size_t> placed_;    // criteria on projects
  int64_t place_unit_ = 0;
  int64_t wishers_ = 0;
  std::vector<std::string> names_;  // per participant
  std::vector<int32_t> counts_;     // numbers of teams that sizes leave open, those to try first
  size_t next_ = 0;                 // of counts_
  int32_t looks_ = 0;               // how many of counts_ were tried for a clash
  CountRange by_size_{1, 0}, by_rules_{1, 0};
  bool always_ = false;   // a clash with any number of teams was seen
  Issues count_clashes_;  // where no number is left
  Issues issues_;
};

}  // namespace weft
