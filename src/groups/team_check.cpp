#include "groups/team_check.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "groups/team_terms.h"

namespace weft {
namespace {

// The kernel's fixed point, as its documents say it.
constexpr int64_t kPairShare = 1 << 20;
constexpr int64_t kBalanceParts = 1 << 20;

class TeamChecker {
 public:
  TeamChecker(const Roster& roster, const Program& program, const Lists& lists, const Claim& claim,
              std::vector<int32_t> taking, CheckResult& result)
      : roster_(roster),
        program_(program),
        claim_(claim),
        taking_(std::move(taking)),
        result_(result) {
    Issues told;
    terms_ = team_terms(program, roster, lists, told);
    for (const Claim::Group& group : claim.groups) {
      std::vector<int32_t>& people = teams_.emplace_back();
      for (const std::string& id : group.people) {
        const int32_t person = roster.find(id);
        if (person != Roster::kNobody) people.push_back(person);
      }
      project_.push_back(-1);
      for (size_t i = 0; i < terms_.projects.size(); ++i) {
        if (terms_.projects[i].name == group.title) project_.back() = static_cast<int32_t>(i);
      }
    }
  }

  void run() {
    check_sizes();
    for (size_t r = 0; r < program_.rules.size(); ++r) check_rule(r);
    for (size_t t = 0; t < teams_.size(); ++t) {
      check_roles(t);
      check_wishes(t);
    }
    check_pins();
    check_values();
  }

 private:
  Args team(size_t t) const { return {{"group", static_cast<int64_t>(t) + 1}}; }
  const Column* column(const ColumnUse& use) const {
    return use.index < 0 ? nullptr : &roster_.columns[static_cast<size_t>(use.index)];
  }

  void check_sizes() {
    result_.verify(claim_.left_out.empty(), "check.leftOut", [] { return Args{}; });
    if (!terms_.projects.empty()) {
      std::set<int32_t> seen;
      for (size_t t = 0; t < teams_.size(); ++t) {
        const bool known = project_[t] >= 0 && seen.insert(project_[t]).second;
        result_.verify(known, "check.project", [&] { return team(t); });
        if (!known) continue;
        const TeamProject& project = terms_.projects[static_cast<size_t>(project_[t])];
        check_size(t, project);
      }
      for (size_t i = 0; i < terms_.projects.size(); ++i) {
        if (seen.count(static_cast<int32_t>(i)) > 0) continue;
        const TeamProject& project = terms_.projects[i];
        const int32_t least = project.min.value_or(terms_.sized ? program_.min_size : 1);
        result_.verify(least == 0 || project.max == 0, "check.noTeam",
                       [&] { return Args{{"project", project.name}}; });
      }
      return;
    }
    const auto count = static_cast<int64_t>(teams_.size());
    if (terms_.count) {
      result_.verify(count == *terms_.count, "check.teamCount",
                     [&] { return Args{{"count", count}}; });
    }
    const auto people = static_cast<int64_t>(taking_.size());
    for (size_t t = 0; t < teams_.size(); ++t) {
      const auto size = static_cast<int64_t>(teams_[t].size());
      const bool fits = terms_.sized
                            ? size >= program_.min_size && size <= program_.max_size
                            : size * count < people + count && size * count > people - count;
      result_.verify(fits, "check.size", [&] { return team(t); });
    }
  }

  void check_size(size_t t, const TeamProject& project) {
    const auto size = static_cast<int32_t>(teams_[t].size());
    const bool enough = size >= project.min.value_or(terms_.sized ? program_.min_size : 1) ||
                        (project.max && project.min.value_or(0) == 0 && size == *project.max);
    const bool fits =
        project.max ? size <= *project.max : !terms_.sized || size <= program_.max_size;
    result_.verify(enough && fits, "check.size", [&] { return team(t); });
  }

  // Of each value that somebody of the team has, how many do.
  std::map<std::string_view, int64_t> counts(const Column& of, const std::vector<int32_t>& people,
                                             bool by_entry, bool missing) const {
    std::map<std::string_view, int64_t> all;
    for (const int32_t person : people) {
      const uint32_t code = of.codes[static_cast<size_t>(person)];
      if (by_entry && of.type == Type::kList) {
        for (const uint32_t entry : of.entries[code]) ++all[of.entry_names[entry]];
      } else if (missing || code != Column::kMissing) {
        ++all[of.values[code]];
      }
    }
    return all;
  }

  void check_rule(size_t index) {
    const Rule& rule = program_.rules[index];
    if (!is_of_whole_group(rule.kind)) return;
    const auto fails = [&](size_t t) {
      Args args = team(t);
      args.push_back({"rule", static_cast<int64_t>(index) + 1});
      return args;
    };
    // One set of people for each that is counted.
    std::vector<std::vector<bool>> sets;
    Issues told;
    if (rule.kind == Rule::Kind::kCover) {
      for (const std::string& value : rule.whom->values) {
        Filter one = *rule.whom;
        one.values = {value};
        sets.push_back(passing({one}, roster_, told));
      }
    } else if (rule.whom) {
      sets.push_back(passing({*rule.whom}, roster_, told));
    }
    for (size_t t = 0; t < teams_.size(); ++t) {
      if (rule.kind == Rule::Kind::kNotAlone && !rule.whom) {
        for (const auto& [value, count] : counts(*column(rule.column), teams_[t], true, false)) {
          const bool holds = count != 1;
          result_.verify(holds, "check.rule", [&] { return fails(t); });
        }
      }
      for (const std::vector<bool>& set : sets) {
        const auto count = std::count_if(teams_[t].begin(), teams_[t].end(), [&](int32_t person) {
          return set[static_cast<size_t>(person)];
        });
        const bool holds = rule.kind == Rule::Kind::kNotAlone  ? count != 1
                           : rule.kind == Rule::Kind::kAtLeast ? count >= rule.count
                           : rule.kind == Rule::Kind::kAtMost  ? count <= rule.count
                                                               : count >= 1;
        result_.verify(holds, "check.rule", [&] { return fails(t); });
      }
    }
  }

  void check_roles(size_t t) {
    const std::vector<std::string>& named = claim_.groups[t].roles;
    for (const TeamRole& role : terms_.roles) {
      int64_t filled = 0;
      for (size_t m = 0; m < std::min(named.size(), teams_[t].size()); ++m) {
        if (named[m] != role.name) continue;
        // Roles of one name are one another's: whoever suits any of them.
        const bool suits =
            std::any_of(terms_.roles.begin(), terms_.roles.end(), [&](const TeamRole& other) {
              return other.name == role.name && other.holds[static_cast<size_t>(teams_[t][m])];
            });
        result_.verify(suits, "check.role", [&] { return team(t); });
        ++filled;
      }
      int64_t needed = 0;
      for (const TeamRole& other : terms_.roles)
        needed += other.name == role.name ? other.count : 0;
      result_.verify(filled == needed, "check.role", [&] { return team(t); });
    }
  }

  void check_wishes(size_t t) {
    if (!terms_.wished_only || project_[t] < 0) return;
    for (const int32_t person : teams_[t]) {
      if (!terms_.wishes_for(person)) continue;
      const bool wished = terms_.wishes.find(person, project_[t]) != nullptr;
      result_.verify(wished, "check.wished", [&] { return team(t); });
    }
  }

  void check_pins() {
    const std::set<int32_t> taking(taking_.begin(), taking_.end());
    std::set<int32_t> done;
    std::vector<TeamTerms::Pin> pins = terms_.pins;
    pins.insert(pins.end(), terms_.arranged.begin(), terms_.arranged.end());
    for (const TeamTerms::Pin& pin : pins) {
      for (const int32_t person : pin.people) {
        if (taking.count(person) == 0 || !done.insert(person).second) continue;
        bool there = false;
        for (size_t t = 0; t < teams_.size(); ++t) {
          const int32_t number = terms_.projects.empty() ? static_cast<int32_t>(t) : project_[t];
          there = there || (number == pin.team &&
                            std::count(teams_[t].begin(), teams_[t].end(), person) > 0);
        }
        result_.verify(there, "check.pinned", [&] {
          return Args{{"person", std::string(roster_.ids[static_cast<size_t>(person)])}};
        });
      }
    }
  }

  // --- what teams are worth --------------------------------------------------------------------

  int64_t counted_value(const Criterion& criterion, const std::vector<int32_t>& people) {
    const Column& of = *column(criterion.column);
    const int64_t full = 1000 * criterion.weight;
    const auto size = static_cast<int64_t>(people.size());
    if (size == 0) return 0;
    int64_t value = 0;
    if (criterion.kind == Criterion::Kind::kSpread) {
      const auto& [all, holders] = spread_of(criterion);
      for (const auto& [name, count] : counts(of, people, true, true)) {
        const int64_t expected = size * all.at(name);
        value += full * std::min(count * static_cast<int64_t>(taking_.size()), expected) /
                 (size * holders);
      }
      return value;
    }
    if (size < 2) return 0;
    const bool mix = criterion.kind == Criterion::Kind::kMix;
    for (const auto& [name, count] : counts(of, people, false, mix))
      value += full * count * (mix ? size - count : count - 1) / (size * (size - 1));
    return value;
  }

  struct SpreadOf {
    std::map<std::string_view, int64_t> all;
    int64_t holders = 0;
  };
  const SpreadOf& spread_of(const Criterion& criterion) {
    const auto found = spread_.find(criterion.column.index);
    if (found != spread_.end()) return found->second;
    SpreadOf& of = spread_[criterion.column.index];
    of.all = counts(*column(criterion.column), taking_, true, true);
    for (const auto& [name, count] : of.all) of.holders += count;
    return of;
  }

  // Of everybody who takes part: how far from the mean of all, in parts of the range.
  struct BalanceOf {
    std::map<int32_t, int64_t> offset;
  };
  BalanceOf balance_of(const Column& of) const {
    std::map<int32_t, int64_t> number;
    int64_t least = 0;
    int64_t most = 0;
    bool any = false;
    for (const int32_t person : taking_) {
      const int64_t one = of.number(static_cast<size_t>(person));
      if (one == Column::kNoNumber) continue;
      least = any ? std::min(least, one) : one;
      most = any ? std::max(most, one) : one;
      any = true;
    }
    const int64_t unit = (most - least) / (int64_t{1} << 31) + 1;
    int64_t sum = 0;
    int64_t known = 0;
    for (const int32_t person : taking_) {
      const int64_t one = of.number(static_cast<size_t>(person));
      if (one == Column::kNoNumber) continue;
      number[person] = (one - least) / unit;
      sum += number[person];
      ++known;
    }
    const int64_t mean_of_known = known == 0 ? 0 : sum / known;
    for (const int32_t person : taking_) number.emplace(person, mean_of_known);
    const auto people = static_cast<int64_t>(taking_.size());
    sum += mean_of_known * (people - known);
    const int64_t mean = people == 0 ? 0 : sum / people;
    int64_t away = 0;
    int64_t range = 1;
    for (const auto& [person, one] : number) {
      away += std::abs(one - mean);
      range = std::max(range, std::abs(one - mean) / 3);
    }
    range = std::max(range, people == 0 ? 0 : away / people);
    BalanceOf balance;
    for (const auto& [person, one] : number) {
      const int64_t fine = (one - mean) * 1024 - (sum % people) * 1024 / people;
      const int64_t offset = fine * 1024 / range;
      balance.offset[person] = std::clamp(offset, -4 * kBalanceParts, 4 * kBalanceParts);
    }
    return balance;
  }

  void check_values() {
    std::vector<int64_t> values(teams_.size(), 0);
    std::vector<int64_t> pair_sums(teams_.size(), 0);
    bool pairs = false;
    for (size_t c = 0; c < program_.criteria.size(); ++c) {
      const Criterion& criterion = program_.criteria[c];
      const Column* of = column(criterion.column);
      const int64_t full = 1000 * criterion.weight;
      const bool by_count =
          criterion.kind == Criterion::Kind::kSpread ||
          ((criterion.kind == Criterion::Kind::kMix || criterion.kind == Criterion::Kind::kMatch ||
            criterion.kind == Criterion::Kind::kShare) &&
           of->type != Type::kList);
      if (by_count) {
        for (size_t t = 0; t < teams_.size(); ++t) values[t] += counted_value(criterion, teams_[t]);
      } else if (criterion.kind == Criterion::Kind::kBalance) {
        const BalanceOf balance = balance_of(*of);
        for (size_t t = 0; t < teams_.size(); ++t) {
          if (teams_[t].empty()) continue;
          int64_t sum = 0;
          for (const int32_t person : teams_[t]) sum += balance.offset.at(person);
          const int64_t away =
              std::min(std::abs(sum) / static_cast<int64_t>(teams_[t].size()), kBalanceParts);
          values[t] += full - full * away / kBalanceParts;
        }
      } else if (criterion.kind == Criterion::Kind::kPreference && !terms_.projects.empty()) {
        continue;
      } else {
        pairs = true;
        for (size_t t = 0; t < teams_.size(); ++t)
          pair_sums[t] += criterion.weight * result_.points[t][c];
      }
    }
    int64_t wish_weight = 0;
    for (const Criterion& criterion : program_.criteria) {
      if (criterion.kind == Criterion::Kind::kPreference && !terms_.projects.empty())
        wish_weight += criterion.weight;
    }
    const auto wishers = static_cast<int64_t>(std::count_if(
        taking_.begin(), taking_.end(), [&](int32_t person) { return terms_.wishes_for(person); }));
    const int64_t wish_unit =
        wishers == 0 ? 0
                     : wish_weight * 1000 * static_cast<int64_t>(terms_.projects.size()) / wishers;
    for (size_t t = 0; t < teams_.size(); ++t) {
      const auto size = static_cast<int64_t>(teams_[t].size());
      if (pairs && size >= 2)
        values[t] += pair_sums[t] * (kPairShare / (size * (size - 1) / 2)) / kPairShare;
      for (const int32_t person : teams_[t]) {
        if (project_[t] < 0 || wish_unit == 0 || !terms_.wishes_for(person)) continue;
        const Preferences::Wish* wish = terms_.wishes.find(person, project_[t]);
        const int64_t last = terms_.wishes.of[static_cast<size_t>(person)].back().rank;
        if (wish != nullptr) values[t] += 1000 * (last + 1 - wish->rank) / last * wish_unit / 1000;
      }
      result_.verify(values[t] == claim_.groups[t].value, "check.groupValue",
                     [&] { return team(t); });
    }
  }

  const Roster& roster_;
  const Program& program_;
  const Claim& claim_;
  std::vector<int32_t> taking_;
  CheckResult& result_;
  TeamTerms terms_;
  std::vector<std::vector<int32_t>> teams_;
  std::vector<int32_t> project_;  // of each team; -1: none
  std::map<int, SpreadOf> spread_;
};

}  // namespace

void check_teams(const Roster& roster, const Program& program, const History& history,
                 const Lists& lists, Day date, const Claim& claim, CheckResult& result) {
  TeamChecker(roster, program, lists, claim, participants(program, roster, history, date).people,
              result)
      .run();
}

}  // namespace weft
