#include "groups/team_problem.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <numeric>

#include "fit/together.h"

namespace weft {
namespace {

using solve::CountRule;
using solve::GroupingClash;
using solve::GroupSize;

constexpr int64_t kMostBroken = 1000;  // that a CountRule may say
constexpr size_t kNamed = 4;
constexpr int64_t kLargestNumber = int64_t{1} << 31;
constexpr int32_t kMostCountLooks = 64;  // at numbers of teams that no rule seen so far excludes

const Column* column_of(const Roster& roster, const ColumnUse& use) {
  return use.index < 0 ? nullptr : &roster.columns[static_cast<size_t>(use.index)];
}

// A share of kWholeShare for each pair of a group, so that the sum becomes the mean.
int64_t share_of_pair(int32_t size) {
  return size < 2 ? 0 : solve::kWholeShare / (int64_t{size} * (size - 1) / 2);
}

// Numbers of participants from the least of them; who has none is like the mean.
std::vector<int64_t> balance_numbers(const Column& column, const std::vector<int32_t>& people) {
  std::vector<int64_t> numbers;
  int64_t least = INT64_MAX;
  int64_t most = INT64_MIN;
  for (const int32_t person : people) {
    numbers.push_back(column.number(static_cast<size_t>(person)));
    if (numbers.back() == Column::kNoNumber) continue;
    least = std::min(least, numbers.back());
    most = std::max(most, numbers.back());
  }
  if (least > most) return std::vector<int64_t>(people.size(), 0);
  const int64_t unit = (most - least) / kLargestNumber + 1;
  int64_t sum = 0;
  int64_t known = 0;
  for (int64_t& number : numbers) {
    if (number == Column::kNoNumber) continue;
    number = (number - least) / unit;
    sum += number;
    ++known;
  }
  for (int64_t& number : numbers) {
    if (number == Column::kNoNumber) number = sum / known;
  }
  return numbers;
}

// How far the mean of a team is from that of all where it is worth nothing: as far as people are on
// average; further where single people are so far that the kernel would cut them off.
int64_t balance_range(const std::vector<int64_t>& numbers) {
  if (numbers.empty()) return 1;
  const auto people = static_cast<int64_t>(numbers.size());
  int64_t sum = 0;
  for (const int64_t number : numbers) sum += number;
  const int64_t mean = sum / people;
  int64_t away = 0;
  int64_t furthest = 0;
  for (const int64_t number : numbers) {
    const int64_t distance = number < mean ? mean - number : number - mean;
    away += distance;
    furthest = std::max(furthest, distance);
  }
  return std::max({int64_t{1}, away / people, furthest / 3});
}

std::string shown(std::string_view value) { return value.empty() ? "–" : std::string(value); }

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

}  // namespace

TeamProblem::TeamProblem(const Roster& roster, const Program& program, const Fit& fit,
                         const TeamTerms& terms)
    : roster_(roster), program_(program), fit_(fit), terms_(terms) {
  problem_.elements = fit.size();
  problem_.worst_first = program.favour == Favour::kWorst;
  for (const TeamSize& size : team_sizes(terms, program, fit.size()))
    problem_.sizes.push_back({size.min, size.max});
  for (int32_t i = 0; i < fit.size(); ++i)
    names_.emplace_back(roster.names[static_cast<size_t>(fit.person(i))]);
  add_rules();
  add_roles();
  add_criteria();
  open_counts();
  add_pins();
  if (!counts_.empty() && issues_.empty() && !next_count()) add_count_clashes();
}

const std::string& TeamProblem::name(int32_t participant) const {
  return names_[static_cast<size_t>(participant)];
}

std::string TeamProblem::names(const std::vector<int32_t>& participants) const {
  std::vector<std::string> few;
  for (size_t i = 0; i < std::min(participants.size(), kNamed); ++i)
    few.push_back(name(participants[i]));
  if (participants.size() > kNamed) few.emplace_back("…");
  return joined(few);
}

std::string TeamProblem::team_name(int32_t team) const {
  return terms_.projects.empty() ? std::to_string(team + 1)
                                 : terms_.projects[static_cast<size_t>(team)].name;
}

// Values that participants have, in the order of the column. `entries`: those of lists one by one.
std::vector<TeamValue> TeamProblem::values_of(const Column& column, bool entries,
                                              bool missing) const {
  const bool by_entry = entries && column.type == Type::kList;
  std::vector<TeamValue> values(by_entry ? column.entry_names.size() : column.values.size());
  for (int32_t i = 0; i < fit_.size(); ++i) {
    const uint32_t code = column.codes[static_cast<size_t>(fit_.person(i))];
    if (code == Column::kMissing && (!missing || by_entry)) continue;
    if (by_entry) {
      for (const uint32_t entry : column.entries[code]) values[entry].holders.push_back(i);
    } else {
      values[code].holders.push_back(i);
    }
  }
  for (size_t v = 0; v < values.size(); ++v)
    values[v].name = by_entry ? column.entry_names[v] : column.values[v];
  values.erase(std::remove_if(values.begin(), values.end(),
                              [](const TeamValue& value) { return value.holders.empty(); }),
               values.end());
  return values;
}

std::vector<int32_t> TeamProblem::holders_of(const Filter& filter) const {
  Issues told;  // when the program was resolved
  const std::vector<bool> in = passing({filter}, roster_, told);
  std::vector<int32_t> holders;
  for (int32_t i = 0; i < fit_.size(); ++i) {
    if (in[static_cast<size_t>(fit_.person(i))]) holders.push_back(i);
  }
  return holders;
}

// --- rules
// -----------------------------------------------------------------------------------------

void TeamProblem::add_count_rule(Source source, std::vector<int32_t> holders,
                                 std::function<int64_t(int32_t size, int32_t count)> broken) {
  CountRule& rule = problem_.rules.emplace_back();
  rule.holders = std::move(holders);
  // A team of nobody breaks nothing.
  rule.broken = [broken = std::move(broken)](int32_t size, int32_t count) {
    return size == 0 ? 0 : std::min(broken(size, count), kMostBroken);
  };
  sources_.push_back(std::move(source));
}

void TeamProblem::add_rules() {
  for (size_t r = 0; r < program_.rules.size(); ++r) {
    const Rule& rule = program_.rules[r];
    const Column* column = column_of(roster_, rule.column);
    const bool list = column != nullptr && column->type == Type::kList;
    switch (rule.kind) {
      case Rule::Kind::kDifferent:
      case Rule::Kind::kSame:
      case Rule::Kind::kApartManager:
      case Rule::Kind::kNotAlone:
      case Rule::Kind::kAtLeast:
      case Rule::Kind::kAtMost:
      case Rule::Kind::kCover:
        add_counted_rule(r);
        break;
      case Rule::Kind::kShare:
        if (list) {
          add_pairs_apart(r);
        } else {
          add_counted_rule(r);
        }
        break;
      case Rule::Kind::kTogether:
        for (int32_t i = 0; i < fit_.size(); ++i) {
          const auto& partners = fit_.rules()[r].partners[static_cast<size_t>(i)];
          if (partners.empty() || partners.front() < i) continue;
          std::vector<int32_t>& unit = problem_.together.emplace_back();
          unit.push_back(i);
          unit.insert(unit.end(), partners.begin(), partners.end());
        }
        break;
      case Rule::Kind::kDistance:
      case Rule::Kind::kApart:
      case Rule::Kind::kApartLine:
      case Rule::Kind::kMet:
      case Rule::Kind::kOverlap:
        add_pairs_apart(r);
        break;
    }
    if (!issues_.empty()) return;
  }
}

void TeamProblem::add_counted_rule(size_t index) {
  const Rule& rule = program_.rules[index];
  const auto at_most_one = [](int32_t, int32_t count) { return solve::at_most_broken(count, 1); };
  const auto r = static_cast<int32_t>(index);
  switch (rule.kind) {
    case Rule::Kind::kDifferent:
      for (TeamValue& value : values_of(*column_of(roster_, rule.column), true, true)) {
        if (value.holders.size() > 1)
          add_count_rule({r, {}, value.name}, std::move(value.holders), at_most_one);
      }
      return;
    case Rule::Kind::kApartManager: {
      std::map<int64_t, std::vector<int32_t>> staff;
      for (int32_t i = 0; i < fit_.size(); ++i) {
        const int64_t manager = fit_.rules()[index].numbers[static_cast<size_t>(i)];
        if (manager != Roster::kNobody) staff[manager].push_back(i);
      }
      for (auto& [manager, people] : staff) {
        if (people.size() < 2) continue;
        add_count_rule({r, {}, std::string(roster_.names[static_cast<size_t>(manager)])},
                       std::move(people), at_most_one);
      }
      return;
    }
    case Rule::Kind::kSame:
    case Rule::Kind::kShare:
      for (TeamValue& value : values_of(*column_of(roster_, rule.column), false, true)) {
        // Who has none is like nobody.
        const bool known = !value.name.empty();
        add_count_rule({r, {}, value.name}, std::move(value.holders),
                       [known](int32_t size, int32_t count) -> int64_t {
                         if (!known) return size > 1 ? count : 0;
                         return std::min(count, size - count);
                       });
      }
      return;
    case Rule::Kind::kNotAlone: {
      const auto alone = [](int32_t, int32_t count) { return solve::not_alone_broken(count); };
      if (rule.whom) {
        add_count_rule({r, {}, values_shown(*rule.whom, *column_of(roster_, rule.column))},
                       holders_of(*rule.whom), alone);
        return;
      }
      for (TeamValue& value : values_of(*column_of(roster_, rule.column), true, false))
        add_count_rule({r, {}, value.name}, std::move(value.holders), alone);
      return;
    }
    case Rule::Kind::kAtLeast:
      add_count_rule({r, {}, values_shown(*rule.whom, *column_of(roster_, rule.column))},
                     holders_of(*rule.whom), [least = rule.count](int32_t, int32_t count) {
                       return solve::at_least_broken(count, least);
                     });
      return;
    case Rule::Kind::kAtMost:
      add_count_rule({r, {}, values_shown(*rule.whom, *column_of(roster_, rule.column))},
                     holders_of(*rule.whom), [most = rule.count](int32_t, int32_t count) {
                       return solve::at_most_broken(count, most);
                     });
      return;
    case Rule::Kind::kCover:
      for (const std::string& value : rule.whom->values) {
        Filter one = *rule.whom;
        one.values = {value};
        add_count_rule({r, {}, value}, holders_of(one),
                       [](int32_t, int32_t count) { return solve::at_least_broken(count, 1); });
      }
      return;
    default:
      return;
  }
}

void TeamProblem::add_apart(int32_t a, int32_t b) { problem_.apart.emplace_back(a, b); }

void TeamProblem::add_pairs_apart(size_t index) {
  const Rule& rule = program_.rules[index];
  const Fit::CompiledRule& compiled = fit_.rules()[index];
  apart_sources_.push_back({problem_.apart.size(), static_cast<int32_t>(index)});
  std::vector<int32_t> participant(roster_.people(), -1);
  for (int32_t i = 0; i < fit_.size(); ++i) participant[static_cast<size_t>(fit_.person(i))] = i;
  for (int32_t i = 0; i < fit_.size(); ++i) {
    if (rule.kind == Rule::Kind::kApart) {
      for (const int32_t other : compiled.partners[static_cast<size_t>(i)]) {
        if (i < other) add_apart(i, other);
      }
    } else if (rule.kind == Rule::Kind::kApartLine) {
      int32_t above = fit_.person(i);
      for (int step = 0; step < rule.steps; ++step) {
        above = roster_.managers[static_cast<size_t>(above)];
        if (above == Roster::kNobody) break;
        const int32_t other = participant[static_cast<size_t>(above)];
        if (other >= 0) add_apart(i, other);
      }
    } else if (rule.kind == Rule::Kind::kMet) {
      for (const Meeting& met : fit_.meetings_of(compiled).of(fit_.person(i))) {
        const int32_t other = participant[static_cast<size_t>(met.partner)];
        if (i < other && !fit_.holds(index, i, other)) add_apart(i, other);
      }
    } else {
      for (int32_t other = i + 1; other < fit_.size(); ++other) {
        if (!fit_.holds(index, i, other)) add_apart(i, other);
      }
    }
    if (static_cast<int64_t>(problem_.apart.size()) > kMostApart) {
      Issue& issue = issues_.emplace_back();
      issue.code = "teams.tooManyApart";
      issue.where = rule.where;
      return;
    }
  }
}

// Everybody fills one role at most: by Hall's theorem it can be done where the people who suit any
// of some roles are as many as those roles need together, for every set of roles.
void TeamProblem::add_roles() {
  const size_t roles = terms_.roles.size();
  if (roles == 0) return;
  std::vector<uint32_t> suits(static_cast<size_t>(fit_.size()), 0);
  for (int32_t i = 0; i < fit_.size(); ++i) {
    for (size_t role = 0; role < roles; ++role) {
      if (terms_.roles[role].holds[static_cast<size_t>(fit_.person(i))])
        suits[static_cast<size_t>(i)] |= uint32_t{1} << role;
    }
  }
  for (uint32_t set = 1; set < uint32_t{1} << roles; ++set) {
    Source source;
    int32_t needed = 0;
    for (size_t role = 0; role < roles; ++role) {
      if ((set >> role & 1) == 0) continue;
      source.roles.push_back(role);
      needed += terms_.roles[role].count;
    }
    std::vector<int32_t> holders;
    for (int32_t i = 0; i < fit_.size(); ++i) {
      if ((suits[static_cast<size_t>(i)] & set) != 0) holders.push_back(i);
    }
    add_count_rule(std::move(source), std::move(holders), [needed](int32_t, int32_t count) {
      return solve::at_least_broken(count, needed);
    });
  }
}

void TeamProblem::add_pins() {
  const std::vector<int32_t> pinned = terms_.pinned(roster_.people());
  for (const auto* pins : {&terms_.pins, &terms_.arranged}) {
    for (const TeamTerms::Pin& pin : *pins) {
      if (pin.team < teams()) continue;
      Issue& issue = issues_.emplace_back();
      issue.code = "teams.noSuchTeam";
      issue.where = pin.where + "/team";
      issue.args = {{"team", int64_t{pin.team} + 1}, {"teams", int64_t{teams()}}};
    }
  }
  if ((terms_.pins.empty() && terms_.arranged.empty()) || !issues_.empty()) return;
  for (int32_t i = 0; i < fit_.size(); ++i)
    problem_.pinned.push_back(pinned[static_cast<size_t>(fit_.person(i))]);
}

// --- how many teams
// --------------------------------------------------------------------------------

void TeamProblem::set_count(int32_t teams) {
  const GroupSize size = problem_.sizes[0];
  problem_.sizes.assign(static_cast<size_t>(teams), size);
}

// By sizes and pins alone.
void TeamProblem::open_counts() {
  if (!terms_.projects.empty() || terms_.count || fit_.size() == 0) return;
  const int32_t usual = teams();
  by_size_ = {(fit_.size() + program_.max_size - 1) / program_.max_size,
              fit_.size() / program_.min_size};
  for (const auto* pins : {&terms_.pins, &terms_.arranged}) {
    for (const TeamTerms::Pin& pin : *pins) by_size_.least = std::max(by_size_.least, pin.team + 1);
  }
  if (by_size_.least > by_size_.most) {
    if (by_size_.most > usual) set_count(by_size_.most);
    return;
  }
  for (int32_t count = by_size_.least; count <= by_size_.most; ++count) counts_.push_back(count);
  std::stable_sort(counts_.begin(), counts_.end(),
                   [&](int32_t a, int32_t b) { return std::abs(a - usual) < std::abs(b - usual); });
  by_rules_ = by_size_;
  set_count(counts_.front());
}

// All teams are alike: what they hold together grows with their number.
TeamProblem::CountRange TeamProblem::counts_by(const GroupingClash& clash, int32_t count) {
  constexpr CountRange kNone{1, 0};
  const auto whole = [](int64_t number) { return static_cast<int32_t>(number); };
  switch (clash.kind) {
    case GroupingClash::Kind::kApartClique:
      return {whole(clash.number), INT32_MAX};
    case GroupingClash::Kind::kHoldersDeal:
      return {1, INT32_MAX};
    case GroupingClash::Kind::kHolders: {
      if (clash.group >= 0) return kNone;
      if (clash.least > clash.number) return {1, whole(clash.number / (clash.least / count))};
      const int64_t each = clash.most / count;
      return each == 0 ? kNone : CountRange{whole((clash.number + each - 1) / each), INT32_MAX};
    }
    default:
      return kNone;
  }
}

bool TeamProblem::next_count() {
  const int32_t before = teams();
  while (next_ < counts_.size() && looks_ < kMostCountLooks && !always_) {
    const int32_t count = counts_[next_++];
    if (count < by_rules_.least || count > by_rules_.most) continue;
    ++looks_;
    set_count(count);
    const std::optional<GroupingClash> clash = grouping_clash(problem_);
    if (!clash) return true;
    const CountRange by = counts_by(*clash, count);
    always_ = by.least > by.most;
    by_rules_.least = std::max(by_rules_.least, by.least);
    by_rules_.most = std::min(by_rules_.most, by.most);
  }
  set_count(before);
  return false;
}

// Some rules ask for more teams, others for fewer: with as many as the others allow.
void TeamProblem::add_count_clashes() {
  const auto add = [&](int32_t count) {
    set_count(std::clamp(count, by_size_.least, by_size_.most));
    const std::optional<GroupingClash> clash = grouping_clash(problem_);
    if (!clash) return;
    Issue issue = clash_issue(*clash);
    const bool told = std::any_of(
        count_clashes_.begin(), count_clashes_.end(),
        [&](const Issue& other) { return other.code == issue.code && other.where == issue.where; });
    if (!told) count_clashes_.push_back(std::move(issue));
  };
  if (!always_ && by_rules_.least > by_size_.least) add(std::min(by_rules_.most, by_size_.most));
  if (!always_ && by_rules_.most < by_size_.most) add(std::max(by_rules_.least, by_size_.least));
  if (count_clashes_.empty()) add(counts_.front());
  if (always_ || by_size_.least == by_size_.most) return;
  Issue& numbers = count_clashes_.emplace_back();
  numbers.severity = Severity::kNote;
  numbers.code = "teams.clash.numbers";
  numbers.where = "/size";
  numbers.args = {{"people", int64_t{fit_.size()}},
                  {"min", int64_t{program_.min_size}},
                  {"max", int64_t{program_.max_size}},
                  {"least", int64_t{by_size_.least}},
                  {"most", int64_t{by_size_.most}}};
}

// --- criteria
// --------------------------------------------------------------------------------------

bool TeamProblem::is_counted(const Criterion& criterion) const {
  const Column* column = column_of(roster_, criterion.column);
  switch (criterion.kind) {
    case Criterion::Kind::kMix:
    case Criterion::Kind::kMatch:
    case Criterion::Kind::kShare:
      return column->type != Type::kList;
    case Criterion::Kind::kSpread:
      return true;
    default:
      return false;
  }
}

void TeamProblem::add_criteria() {
  for (size_t c = 0; c < program_.criteria.size(); ++c) {
    const Criterion& criterion = program_.criteria[c];
    const Column* column = column_of(roster_, criterion.column);
    const int64_t full = criterion.weight * Criterion::kFull;
    if (is_counted(criterion)) {
      const bool spread = criterion.kind == Criterion::Kind::kSpread;
      const bool mix = criterion.kind == Criterion::Kind::kMix;
      CountedCriterion& counted = counted_.emplace_back();
      counted.criterion = c;
      counted.values = values_of(*column, spread, mix || spread);
      std::vector<int64_t> holders;
      for (const TeamValue& value : counted.values) {
        holders.push_back(static_cast<int64_t>(value.holders.size()));
        counted.all += holders.back();
      }
      if (criterion.weight == 0) continue;
      solve::CountCriterion& of = problem_.counts.emplace_back();
      for (const TeamValue& value : counted.values) of.holders.push_back(value.holders);
      if (spread) {
        const int64_t people = fit_.size();
        const int64_t all = counted.all;
        of.points = [=](int32_t value, int32_t size, int32_t count) -> int64_t {
          if (size == 0) return 0;
          const int64_t filled =
              std::min(count * people, size * holders[static_cast<size_t>(value)]);
          return full * filled / (size * all);
        };
      } else if (mix) {
        of.points = [=](int32_t, int32_t size, int32_t count) {
          return solve::mix_points(full, size, count);
        };
      } else {
        of.points = [=](int32_t, int32_t size, int32_t count) {
          return solve::match_points(full, size, count);
        };
      }
    } else if (criterion.kind == Criterion::Kind::kBalance) {
      balanced_.push_back(c);
      solve::BalanceCriterion& balance = problem_.balances.emplace_back();
      balance.full = full;
      balance.numbers = balance_numbers(*column, fit_.people());
      balance.range = balance_range(balance.numbers);
    } else if (criterion.kind == Criterion::Kind::kPreference && !terms_.projects.empty()) {
      placed_.push_back(c);
    } else {
      paired_.push_back(c);
    }
  }
  add_pair_values();
  add_places();
}

void TeamProblem::add_pair_values() {
  std::vector<std::pair<size_t, int64_t>> weighted;
  problem_.most_of_pair = 0;
  for (const size_t c : paired_) {
    const int64_t weight = program_.criteria[c].weight;
    if (weight == 0) continue;
    weighted.emplace_back(c, weight);
    problem_.most_of_pair += weight * Criterion::kFull;
  }
  if (weighted.empty()) return;
  problem_.pair = [weighted = std::move(weighted), this](int32_t a, int32_t b) {
    int64_t sum = 0;
    for (const auto& one : weighted) sum += one.second * fit_.points(one.first, a, b);
    return sum;
  };
  problem_.pair_share = share_of_pair;
}

// A wish counts for a person what a criterion counts for a team, shared out over those who have
// wishes: so all of them together weigh as much as the criterion in all teams.
void TeamProblem::add_places() {
  if (terms_.projects.empty()) return;
  int64_t weight = 0;
  for (const size_t c : placed_) weight += program_.criteria[c].weight;
  for (const int32_t person : fit_.people()) wishers_ += terms_.wishes_for(person) ? 1 : 0;
  if (wishers_ == 0 || (weight == 0 && !terms_.wished_only)) return;
  place_unit_ = weight * Criterion::kFull * teams() / wishers_;
  problem_.places.assign(static_cast<size_t>(fit_.size()) * problem_.sizes.size(), 0);
  size_t at = 0;
  for (const int32_t person : fit_.people()) {
    for (int32_t team = 0; team < teams(); ++team, ++at) {
      if (!terms_.wishes_for(person)) continue;
      const int64_t points = terms_.wish_points(person, team);
      problem_.places[at] = terms_.wished_only && points == 0
                                ? solve::kForbiddenPlace
                                : points * place_unit_ / Criterion::kFull;
    }
  }
}

std::vector<int64_t> TeamProblem::points(int32_t team, const std::vector<int32_t>& members) const {
  std::vector<int64_t> all(program_.criteria.size(), 0);
  const auto size = static_cast<int64_t>(members.size());
  const auto in_team = [&](int32_t participant) {
    return std::binary_search(members.begin(), members.end(), participant);
  };
  for (const CountedCriterion& counted : counted_) {
    const Criterion& criterion = program_.criteria[counted.criterion];
    int64_t sum = 0;
    int64_t of = size * (size - 1);
    for (const TeamValue& value : counted.values) {
      const int64_t count = std::count_if(value.holders.begin(), value.holders.end(), in_team);
      if (criterion.kind == Criterion::Kind::kSpread) {
        of = size * counted.all;
        sum += std::min(count * fit_.size(), size * static_cast<int64_t>(value.holders.size()));
      } else {
        sum += count * (criterion.kind == Criterion::Kind::kMix ? size - count : count - 1);
      }
    }
    all[counted.criterion] = of == 0 ? 0 : Criterion::kFull * sum / of;
  }
  for (size_t b = 0; b < balanced_.size(); ++b) {
    const std::vector<int64_t> offsets = solve::balance_offsets(problem_.balances[b]);
    int64_t sum = 0;
    for (const int32_t member : members) sum += offsets[static_cast<size_t>(member)];
    all[balanced_[b]] = solve::balance_points(Criterion::kFull, static_cast<int32_t>(size), sum);
  }
  for (const size_t c : paired_) {
    int64_t sum = 0;
    for (size_t i = 0; i < members.size(); ++i) {
      for (size_t j = i + 1; j < members.size(); ++j) sum += fit_.points(c, members[i], members[j]);
    }
    all[c] = size < 2 ? 0 : sum / (size * (size - 1) / 2);
  }
  for (const size_t c : placed_) {
    int64_t sum = 0;
    int64_t wishers = 0;
    for (const int32_t member : members) {
      const int32_t person = fit_.person(member);
      if (!terms_.wishes_for(person)) continue;
      ++wishers;
      sum += terms_.wish_points(person, team);
    }
    // A team of people without wishes lacks none.
    all[c] = wishers == 0 ? Criterion::kFull : sum / wishers;
  }
  return all;
}

int64_t TeamProblem::full_value(const std::vector<int32_t>& members) const {
  int64_t full = 0;
  for (const Criterion& criterion : program_.criteria) full += criterion.weight * Criterion::kFull;
  for (const size_t c : placed_) full -= program_.criteria[c].weight * Criterion::kFull;
  for (const int32_t member : members)
    full += !placed_.empty() && terms_.wishes_for(fit_.person(member)) ? place_unit_ : 0;
  return full;
}

// --- roles
// -----------------------------------------------------------------------------------------

bool TeamProblem::is_lead(std::string_view role) const {
  return std::any_of(terms_.roles.begin(), terms_.roles.end(),
                     [&](const TeamRole& one) { return one.lead && one.name == role; });
}

std::vector<std::string> TeamProblem::member_roles(const std::vector<int32_t>& members) const {
  std::vector<std::string> roles(members.size());
  if (terms_.roles.empty()) return roles;
  // Places of all roles, each to somebody who suits: alternating paths.
  std::vector<size_t> places;
  for (size_t role = 0; role < terms_.roles.size(); ++role) {
    for (int32_t i = 0; i < terms_.roles[role].count; ++i) places.push_back(role);
  }
  std::vector<int32_t> place_of(members.size(), -1);
  std::vector<char> seen;
  const std::function<bool(size_t)> fill = [&](size_t place) {
    for (size_t m = 0; m < members.size(); ++m) {
      const auto person = static_cast<size_t>(fit_.person(members[m]));
      if (seen[m] != 0 || !terms_.roles[places[place]].holds[person]) continue;
      seen[m] = 1;
      if (place_of[m] >= 0 && !fill(static_cast<size_t>(place_of[m]))) continue;
      place_of[m] = static_cast<int32_t>(place);
      return true;
    }
    return false;
  };
  for (size_t place = 0; place < places.size(); ++place) {
    seen.assign(members.size(), 0);
    fill(place);
  }
  for (size_t m = 0; m < members.size(); ++m) {
    if (place_of[m] >= 0) roles[m] = terms_.roles[places[static_cast<size_t>(place_of[m])]].name;
  }
  return roles;
}

// --- what is broken, in words
// ------------------------------------------------------------------------

int32_t TeamProblem::apart_rule(int32_t a, int32_t b) const {
  for (size_t s = 0; s < apart_sources_.size(); ++s) {
    const auto rule = static_cast<size_t>(apart_sources_[s].rule);
    if (!fit_.holds(rule, a, b)) return static_cast<int32_t>(rule);
  }
  return -1;
}

Args TeamProblem::args_of(const Source& source) const {
  Args args;
  if (source.rule < 0) {
    std::vector<std::string> roles;
    int64_t needed = 0;
    for (const size_t role : source.roles) {
      roles.push_back(terms_.roles[role].name);
      needed += terms_.roles[role].count;
    }
    args.push_back({"role", joined(roles)});
    args.push_back({"needed", needed});
    return args;
  }
  const Rule& rule = program_.rules[static_cast<size_t>(source.rule)];
  if (const Column* column = column_of(roster_, rule.column))
    args.push_back({"column", column->header});
  args.push_back({"value", shown(source.value)});
  if (rule.kind == Rule::Kind::kAtLeast || rule.kind == Rule::Kind::kAtMost)
    args.push_back({"needed", int64_t{rule.count}});
  args.push_back({"rule", int64_t{source.rule}});
  return args;
}

std::vector<Reason> TeamProblem::broken(int32_t team, const std::vector<int32_t>& members) const {
  std::vector<Reason> reasons;
  const auto size = static_cast<int32_t>(members.size());
  const GroupSize& bounds = problem_.sizes[static_cast<size_t>(team)];
  if (size < bounds.min || size > bounds.max) {
    reasons.push_back({"teams.broken.size",
                       {{"count", int64_t{size}},
                        {"least", int64_t{bounds.min}},
                        {"most", int64_t{bounds.max}}}});
  }
  const auto is_told = [&](const std::string& code, int32_t rule) {
    return std::any_of(reasons.begin(), reasons.end(), [&](const Reason& reason) {
      return reason.code == code &&
             std::any_of(reason.args.begin(), reason.args.end(), [&](const Arg& arg) {
               return arg.name == "rule" &&
                      arg.value == std::variant<int64_t, std::string>(int64_t{rule});
             });
    });
  };
  std::vector<char> in(static_cast<size_t>(fit_.size()), 0);
  for (const int32_t member : members) in[static_cast<size_t>(member)] = 1;
  for (size_t r = 0; r < problem_.rules.size(); ++r) {
    const CountRule& rule = problem_.rules[r];
    const auto count = static_cast<int32_t>(
        std::count_if(rule.holders.begin(), rule.holders.end(),
                      [&](int32_t holder) { return in[static_cast<size_t>(holder)] != 0; }));
    if (rule.broken(size, count) == 0) continue;
    const Source& source = sources_[r];
    const std::string code =
        "teams.broken." +
        (source.rule < 0
             ? std::string("role")
             : std::string(name_of(program_.rules[static_cast<size_t>(source.rule)].kind)));
    // Of a set of roles the smallest says enough; of a rule on values the first.
    if (source.rule < 0 && std::any_of(
                               reasons.begin(), reasons.end(),
                               [&](const Reason& reason) { return reason.code == code; }))
      continue;
    if (source.rule >= 0 && is_told(code, source.rule)) continue;
    Args args = args_of(source);
    args.push_back({"count", int64_t{count}});
    reasons.push_back({code, std::move(args)});
  }
  for (size_t i = 0; i < members.size(); ++i) {
    for (size_t j = i + 1; j < members.size(); ++j) {
      for (const ApartSource& source : apart_sources_) {
        const auto r = static_cast<size_t>(source.rule);
        if (fit_.holds(r, members[i], members[j])) continue;
        const Rule::Kind kind = program_.rules[r].kind;
        const std::string code = "teams.broken." + std::string(name_of(kind));
        if (is_confidential(program_.rules[r])) {
          // Neither who, nor how often, nor by which rule.
          if (std::none_of(reasons.begin(), reasons.end(),
                           [&](const Reason& reason) { return reason.code == code; }))
            reasons.push_back({code, {}});
          continue;
        }
        if (is_told(code, source.rule)) continue;
        Args args = {{"rule", int64_t{source.rule}},
                     {"person", name(members[i])},
                     {"other", name(members[j])}};
        if (const Column* column = column_of(roster_, program_.rules[r].column))
          args.push_back({"column", column->header});
        reasons.push_back({code, std::move(args)});
      }
    }
    if (!problem_.places.empty() &&
        problem_.places[static_cast<size_t>(members[i]) * problem_.sizes.size() +
                        static_cast<size_t>(team)] == solve::kForbiddenPlace) {
      reasons.push_back(
          {"teams.broken.wished", {{"person", name(members[i])}, {"project", team_name(team)}}});
    }
    if (!problem_.pinned.empty()) {
      const int32_t pin = problem_.pinned[static_cast<size_t>(members[i])];
      if (pin >= 0 && pin != team)
        reasons.push_back(
            {"teams.broken.pinned", {{"person", name(members[i])}, {"team", team_name(pin)}}});
    }
  }
  for (const auto& unit : problem_.together) {
    const auto inside = std::count_if(unit.begin(), unit.end(), [&](int32_t member) {
      return in[static_cast<size_t>(member)] != 0;
    });
    if (inside == 0 || inside == static_cast<std::ptrdiff_t>(unit.size())) continue;
    reasons.push_back({"teams.broken.together", {{"people", names(unit)}}});
  }
  return reasons;
}

Issue TeamProblem::rule_clash(const GroupingClash& clash) const {
  const Source& source = sources_[static_cast<size_t>(clash.rule)];
  Issue issue;
  issue.args = args_of(source);
  issue.args.push_back({"people", clash.number});
  issue.args.push_back({"teams", int64_t{teams()}});
  if (source.rule < 0) {
    issue.where = terms_.roles[source.roles[0]].where;
    issue.code = clash.group >= 0 ? "teams.clash.rolesTooMany" : "teams.clash.role";
    issue.args.push_back({"all", clash.least});
    return issue;
  }
  const Rule& rule = program_.rules[static_cast<size_t>(source.rule)];
  issue.where = rule.where;
  issue.code = "teams.clash." + std::string(name_of(rule.kind));
  if (clash.group >= 0) issue.code = "teams.clash.tooSmall";
  issue.args.push_back({"all", rule.kind == Rule::Kind::kAtMost ? clash.most : clash.least});
  return issue;
}

// Where teams of this size hold too many or too few, however many there are: which sizes would do.
std::optional<Issue> TeamProblem::no_size_issue() const {
  const int32_t people = fit_.size();
  if (!terms_.sized || terms_.count || !terms_.projects.empty() || people < program_.min_size)
    return std::nullopt;
  const int32_t fewest = (people + program_.max_size - 1) / program_.max_size;
  const int32_t most = people / program_.min_size;
  if (fewest <= most) return std::nullopt;
  Issue issue;
  issue.where = "/size";
  if (program_.max_size == 2) {
    issue.code = "teams.clash.noPairs";
    issue.args = {{"people", int64_t{people}}};
    return issue;
  }
  issue.code =
      program_.min_size == program_.max_size ? "teams.clash.noSize" : "teams.clash.noSizes";
  issue.args = {{"people", int64_t{people}},
                {"min", int64_t{program_.min_size}},
                {"max", int64_t{program_.max_size}},
                {"lower", int64_t{people / fewest}},
                {"upper", int64_t{(people + most - 1) / most}}};
  return issue;
}

Issue TeamProblem::clash_issue(const GroupingClash& clash) const {
  Issue issue;
  using Kind = GroupingClash::Kind;
  const auto person = [&](size_t i) { return name(clash.elements[i]); };
  const auto apart = [&](const char* code) {
    const int32_t rule = apart_rule(clash.elements[0], clash.elements[1]);
    if (rule >= 0) issue.where = program_.rules[static_cast<size_t>(rule)].where;
    // The list is between HR and Weft: nobody of it is named.
    if (rule >= 0 && is_confidential(program_.rules[static_cast<size_t>(rule)])) {
      issue.code = std::string(code) + "Listed";
      return;
    }
    issue.code = code;
    issue.args = {{"person", person(0)}, {"other", person(1)}};
  };
  switch (clash.kind) {
    case Kind::kSizes:
      if (std::optional<Issue> none = no_size_issue()) return *std::move(none);
      issue.code = terms_.projects.empty() ? "teams.clash.sizes" : "teams.clash.projectSizes";
      issue.where = terms_.projects.empty() ? (terms_.sized ? "/size" : "/count") : "";
      issue.args = {{"people", clash.number},
                    {"teams", int64_t{teams()}},
                    {"least", clash.least},
                    {"most", clash.most}};
      break;
    case Kind::kTogetherTooLarge:
      issue.code = "teams.clash.together";
      issue.args = {
          {"people", names(clash.elements)}, {"count", clash.number}, {"most", clash.most}};
      break;
    case Kind::kTogetherApart:  // told by together_clashes()
      break;
    case Kind::kPinnedApart:
      apart("teams.clash.pinnedApart");
      if (!issue.args.empty()) issue.args.push_back({"team", team_name(clash.group)});
      break;
    case Kind::kPinnedTogether:
      issue.code = "teams.clash.pinnedTogether";
      issue.args = {{"person", person(0)}, {"other", person(1)}};
      break;
    case Kind::kPinnedTooMany:
      issue.code = "teams.clash.pinnedTooMany";
      issue.args = {
          {"team", team_name(clash.group)}, {"count", clash.number}, {"most", clash.most}};
      break;
    case Kind::kPinnedForbidden:
      issue.code = "teams.clash.pinnedForbidden";
      issue.args = {{"person", person(0)}, {"team", team_name(clash.group)}};
      break;
    case Kind::kNoPlace:
      issue.code = "teams.clash.noPlace";
      issue.args = {{"person", person(0)}};
      break;
    case Kind::kHolders:
    case Kind::kHoldersDeal:
      issue = rule_clash(clash);
      break;
    case Kind::kApartClique: {
      const int32_t rule = apart_rule(clash.elements[0], clash.elements[1]);
      // Who of them is on a list, and how many are, is between HR and Weft.
      const bool listed =
          std::any_of(program_.rules.begin(), program_.rules.end(), is_confidential);
      issue.code = listed ? "teams.clash.cliqueListed" : "teams.clash.clique";
      if (rule >= 0) issue.where = program_.rules[static_cast<size_t>(rule)].where;
      issue.args = {{"teams", clash.most}};
      if (listed) break;
      issue.args.push_back({"count", clash.number});
      issue.args.push_back({"people", names(clash.elements)});
      break;
    }
  }
  return issue;
}

Issues TeamProblem::clashes() const {
  if (fit_.size() == 0) return {};
  Issues together = together_clashes(roster_, program_, fit_, Severity::kError);
  if (!together.empty()) return together;
  if (!count_clashes_.empty()) return count_clashes_;
  const std::optional<GroupingClash> found = grouping_clash(problem_);
  if (!found) return {};
  return {clash_issue(*found)};
}

}  // namespace weft
