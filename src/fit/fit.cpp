#include "fit/fit.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <map>

#include "base/interner.h"
#include "roster/time_zones.h"

namespace weft {
namespace {

// Thousandths of an hour east of UTC on a day, per participant.
Fit::Numbers clocks_of(const Column& column, const Fit::Codes& codes, Day date) {
  Fit::Numbers of_value(column.values.size(), Column::kNoNumber);
  for (size_t value = 1; value < column.values.size(); ++value) {
    if (const auto zone = time_zone(column.values[value]))
      of_value[value] = int64_t{minutes_on(*zone, date)} * 1000 / 60;
  }
  Fit::Numbers clocks;
  clocks.reserve(codes.size());
  for (const uint32_t code : codes) clocks.push_back(of_value[code]);
  return clocks;
}

// Of clocks that are so far from UTC: the morning of one may be another day for the other.
int64_t shared_hours(int64_t one, int64_t other) {
  const int64_t apart = std::abs(one - other) % kWholeDay;
  return std::max<int64_t>(kWorkingDay - std::min(apart, kWholeDay - apart), 0);
}

// Share of the shorter list that both have, in thousandths; for single values, equal or not.
int64_t overlap(const Column& column, uint32_t a, uint32_t b) {
  if (column.type != Type::kList) return a == b && a != Column::kMissing ? Criterion::kFull : 0;
  const auto& left = column.entries[a];
  const auto& right = column.entries[b];
  const size_t shorter = std::min(left.size(), right.size());
  if (shorter == 0) return 0;
  return static_cast<int64_t>(count_common(left, right)) * Criterion::kFull /
         static_cast<int64_t>(shorter);
}

}  // namespace

size_t count_common(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  size_t common = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++common, ++i, ++j;
    } else {
      ++(a[i] < b[j] ? i : j);
    }
  }
  return common;
}

Fit::Codes Fit::codes_of(const Column& column) const {
  Codes codes;
  codes.reserve(people_.size());
  for (const int32_t person : people_) codes.push_back(column.codes[static_cast<size_t>(person)]);
  return codes;
}

Fit::Numbers Fit::numbers_of(const Column& column) const {
  Numbers numbers;
  numbers.reserve(people_.size());
  for (const int32_t person : people_)
    numbers.push_back(column.number(static_cast<size_t>(person)));
  return numbers;
}

size_t Fit::meetings_for(const History& history, const Scope& scope, Day date) {
  for (size_t i = 0; i < scopes_.size(); ++i) {
    if (scopes_[i].programs == scope.programs) return i;
  }
  scopes_.push_back(scope);
  meetings_.emplace_back(roster_, history, scope, date);
  return meetings_.size() - 1;
}

Fit::Fit(const Roster& roster, const Program& program, const History& history,
         std::vector<int32_t> people, Day date)
    : roster_(roster),
      people_(std::move(people)),
      directed_(program.shape.directed()),
      in_pairs_(program.min_size == 2),
      preferences_(program.preferences) {
  meetings_for(history, Scope{}, date);
  std::vector<int32_t> participant(roster.people(), -1);
  for (size_t i = 0; i < people_.size(); ++i)
    participant[static_cast<size_t>(people_[i])] = static_cast<int32_t>(i);

  for (const Rule& rule : program.rules) {
    CompiledRule compiled;
    compiled.kind = rule.kind;
    compiled.min = rule.min;
    compiled.max = rule.max;
    compiled.either_way = rule.either_way;
    compiled.steps = rule.steps;
    if (rule.column.index >= 0) {
      compiled.column = &roster.columns[static_cast<size_t>(rule.column.index)];
      compiled.codes = codes_of(*compiled.column);
      if (rule.kind == Rule::Kind::kDistance) compiled.numbers = numbers_of(*compiled.column);
      if (rule.kind == Rule::Kind::kOverlap)
        compiled.numbers = clocks_of(*compiled.column, compiled.codes, date);
    }
    if (rule.kind == Rule::Kind::kApart || rule.kind == Rule::Kind::kTogether) {
      compiled.partners.resize(people_.size());
      for (const auto& group : rule.people) {
        for (const int32_t a : group) {
          for (const int32_t b : group) {
            const int32_t from = participant[static_cast<size_t>(a)];
            const int32_t to = participant[static_cast<size_t>(b)];
            if (a != b && from >= 0 && to >= 0)
              compiled.partners[static_cast<size_t>(from)].push_back(to);
          }
        }
      }
      for (auto& list : compiled.partners) std::sort(list.begin(), list.end());
    }
    if (rule.kind == Rule::Kind::kApartManager) {
      for (const int32_t person : people_) {
        compiled.numbers.push_back(roster.managers[static_cast<size_t>(person)]);
      }
    }
    if (rule.kind == Rule::Kind::kMet) {
      compiled.meetings = meetings_for(history, rule.scope, date);
      compiled.rounds = rule.rounds.value_or(0);
      if (rule.months) compiled.since = add_months(date, -*rule.months);
    }
    rules_.push_back(std::move(compiled));
  }
  for (const Criterion& criterion : program.criteria) {
    CompiledCriterion compiled;
    compiled.kind = criterion.kind;
    compiled.weight = criterion.weight;
    full_value_ += criterion.weight * Criterion::kFull;
    if (criterion.column.index >= 0) {
      compiled.column = &roster.columns[static_cast<size_t>(criterion.column.index)];
      compiled.codes = codes_of(*compiled.column);
    }
    if (criterion.kind == Criterion::Kind::kComplement) compile_skills(compiled);
    if (criterion.kind == Criterion::Kind::kNear || criterion.kind == Criterion::Kind::kFar) {
      compiled.numbers = numbers_of(*compiled.column);
      int64_t low = INT64_MAX;
      int64_t high = INT64_MIN;
      for (const int64_t number : compiled.numbers) {
        if (number == Column::kNoNumber) continue;
        low = std::min(low, number);
        high = std::max(high, number);
      }
      compiled.range = std::max<int64_t>(high > low ? high - low : 1, 1);
    }
    criteria_.push_back(std::move(compiled));
  }
}

bool Fit::holds(size_t index, int32_t a, int32_t b) const {
  const CompiledRule& rule = rules_[index];
  const auto i = static_cast<size_t>(a);
  const auto j = static_cast<size_t>(b);
  const auto listed = [](const std::vector<int32_t>& list, int32_t wanted) {
    return std::binary_search(list.begin(), list.end(), wanted);
  };
  switch (rule.kind) {
    case Rule::Kind::kDifferent:
      if (rule.column->type == Type::kList)
        return overlap(*rule.column, rule.codes[i], rule.codes[j]) == 0;
      return rule.codes[i] != rule.codes[j];
    case Rule::Kind::kSame:
      return rule.codes[i] == rule.codes[j] && rule.codes[i] != Column::kMissing;
    case Rule::Kind::kShare:
      return overlap(*rule.column, rule.codes[i], rule.codes[j]) > 0;
    case Rule::Kind::kDistance: {
      if (rule.numbers[i] == Column::kNoNumber || rule.numbers[j] == Column::kNoNumber)
        return false;
      const int64_t signed_distance = rule.numbers[i] - rule.numbers[j];
      const auto within = [&](int64_t distance) {
        return (!rule.min || distance >= *rule.min) && (!rule.max || distance <= *rule.max);
      };
      if (!directed_) return within(std::abs(signed_distance));
      return within(signed_distance) || (rule.either_way && within(-signed_distance));
    }
    case Rule::Kind::kOverlap:
      return rule.numbers[i] != Column::kNoNumber && rule.numbers[j] != Column::kNoNumber &&
             shared_hours(rule.numbers[i], rule.numbers[j]) >= *rule.min;
    case Rule::Kind::kApart:
      return !listed(rule.partners[i], b);
    case Rule::Kind::kTogether:
      // Who belongs together with somebody belongs to nobody else.
      return !in_pairs_ || (rule.partners[i].empty() && rule.partners[j].empty()) ||
             listed(rule.partners[i], b);
    case Rule::Kind::kApartLine: {
      const int up = roster_.steps_up(people_[i], people_[j]);
      const int down = roster_.steps_up(people_[j], people_[i]);
      const int steps = std::max(up, down);
      return steps == 0 || steps > rule.steps;
    }
    case Rule::Kind::kApartManager:
      return rule.numbers[i] == Roster::kNobody || rule.numbers[i] != rule.numbers[j];
    case Rule::Kind::kMet: {
      const Meeting* met = meetings_[rule.meetings].latest(people_[i], people_[j]);
      return met == nullptr || may_meet_again(rule, *met);
    }
    case Rule::Kind::kNotAlone:
    case Rule::Kind::kAtLeast:
    case Rule::Kind::kAtMost:
    case Rule::Kind::kCover:
      return true;  // of the whole group
  }
  return true;
}

bool Fit::may_meet_again(const CompiledRule& rule, const Meeting& met) {
  if (met.rounds_ago == 0) return false;
  if (rule.since) return met.date <= *rule.since;
  return rule.rounds > 0 && met.rounds_ago > rule.rounds;
}

// Never met is best; last round is worth nothing; long ago comes close to never.
int64_t Fit::novelty_of(const Meeting& met) {
  return std::max<int64_t>(met.rounds_ago - 1, 0) * Criterion::kFull /
         (int64_t{met.rounds_ago} + 1);
}

// Skills of the two columns are the same where their names are. A number is a skill and its level;
// of a skill that somebody names twice the highest level counts.
void Fit::compile_skills(CompiledCriterion& criterion) const {
  Interner skills;
  const auto numbers = [&](Role role) {
    std::vector<std::vector<uint32_t>> all;
    const Column& column = *roster_.with_role(role);
    std::vector<std::vector<uint32_t>> of_value(column.values.size());
    for (uint32_t code = 1; code < of_value.size(); ++code) {
      std::vector<uint32_t>& mine = of_value[code];
      for_each_skill(column, code, [&](std::string_view name, uint8_t level) {
        const std::string key = skill_key(name);
        if (!key.empty()) mine.push_back(skills.intern(key) * kSkillLevels + level);
      });
      std::sort(mine.begin(), mine.end(), std::greater<>());
      mine.erase(
          std::unique(mine.begin(), mine.end(),
                      [](uint32_t a, uint32_t b) { return a / kSkillLevels == b / kSkillLevels; }),
          mine.end());
      std::reverse(mine.begin(), mine.end());
    }
    for (const int32_t person : people_)
      all.push_back(of_value[column.codes[static_cast<size_t>(person)]]);
    return all;
  };
  criterion.offered = numbers(Role::kSkillsOffered);
  criterion.wanted = numbers(Role::kSkillsWanted);
  criterion.skills = skills.strings().size();
  const Codes& offered = roster_.with_role(Role::kSkillsOffered)->codes;
  const Codes& wanted = roster_.with_role(Role::kSkillsWanted)->codes;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> number;
  for (const int32_t person : people_) {
    const auto i = static_cast<size_t>(person);
    criterion.codes.push_back(
        number.emplace(std::pair{offered[i], wanted[i]}, static_cast<uint32_t>(number.size()))
            .first->second);
  }
}

// Something of what is wanted is worth half, all of it is full.
int64_t Fit::taught(const CompiledCriterion& criterion, size_t teacher, size_t learner) {
  const std::vector<uint32_t>& wanted = criterion.wanted[learner];
  const std::vector<uint32_t>& offered = criterion.offered[teacher];
  int64_t common = 0;
  for (size_t i = 0, j = 0; i < offered.size() && j < wanted.size();) {
    const uint32_t left = offered[i] / kSkillLevels;
    const uint32_t right = wanted[j] / kSkillLevels;
    if (left == right && level_suffices(static_cast<int>(offered[i] % kSkillLevels),
                                        static_cast<int>(wanted[j] % kSkillLevels))) {
      ++common;
    }
    i += left <= right ? 1 : 0;
    j += right <= left ? 1 : 0;
  }
  if (common == 0) return 0;
  constexpr int64_t kHalf = Criterion::kFull / 2;
  return kHalf + kHalf * common / static_cast<int64_t>(wanted.size());
}

// The mean over those of the two who have wishes at all; the first wish is full.
int64_t Fit::preferred(size_t a, size_t b) const {
  if (preferences_ == nullptr) return 0;
  int64_t points = 0;
  int64_t asked = 0;
  const auto ask = [&](int32_t person, int32_t other) {
    const auto& wishes = preferences_->of[static_cast<size_t>(person)];
    if (wishes.empty()) return;
    ++asked;
    const int64_t last = wishes.back().rank;
    if (const Preferences::Wish* wish = preferences_->find(person, other))
      points += Criterion::kFull * (last + 1 - wish->rank) / last;
  };
  ask(people_[a], people_[b]);
  ask(people_[b], people_[a]);
  return asked == 0 ? 0 : points / asked;
}

bool Fit::admissible(int32_t a, int32_t b) const {
  for (size_t rule = 0; rule < rules_.size(); ++rule) {
    if (!holds(rule, a, b)) return false;
  }
  return true;
}

bool Fit::openly_admissible(int32_t a, int32_t b) const {
  for (size_t rule = 0; rule < rules_.size(); ++rule) {
    if (rules_[rule].kind != Rule::Kind::kApart && !holds(rule, a, b)) return false;
  }
  return true;
}

int64_t Fit::points(size_t index, int32_t a, int32_t b) const {
  const CompiledCriterion& criterion = criteria_[index];
  const auto i = static_cast<size_t>(a);
  const auto j = static_cast<size_t>(b);
  switch (criterion.kind) {
    case Criterion::Kind::kMix:
      if (criterion.column->type == Type::kList) {
        return Criterion::kFull -
               overlap(*criterion.column, criterion.codes[i], criterion.codes[j]);
      }
      return criterion.codes[i] != criterion.codes[j] ? Criterion::kFull : 0;
    case Criterion::Kind::kMatch:
    case Criterion::Kind::kShare:
      return overlap(*criterion.column, criterion.codes[i], criterion.codes[j]);
    case Criterion::Kind::kNear:
    case Criterion::Kind::kFar: {
      if (criterion.numbers[i] == Column::kNoNumber || criterion.numbers[j] == Column::kNoNumber)
        return 0;
      const int64_t distance = std::abs(criterion.numbers[i] - criterion.numbers[j]);
      const int64_t far = distance * Criterion::kFull / criterion.range;
      return criterion.kind == Criterion::Kind::kFar ? far : Criterion::kFull - far;
    }
    case Criterion::Kind::kNovelty: {
      const Meeting* met = last_meeting(a, b);
      return met == nullptr ? Criterion::kFull : novelty_of(*met);
    }
    case Criterion::Kind::kComplement: {
      const int64_t forth = taught(criterion, i, j);
      return directed_ ? forth : (forth + taught(criterion, j, i)) / 2;
    }
    case Criterion::Kind::kPreference:
      return preferred(i, j);
    case Criterion::Kind::kSpread:
    case Criterion::Kind::kBalance:
      return 0;  // of the whole group
  }
  return 0;
}

int64_t Fit::value(int32_t a, int32_t b) const {
  int64_t sum = 0;
  for (size_t i = 0; i < criteria_.size(); ++i) sum += criteria_[i].weight * points(i, a, b);
  return sum;
}

const Meeting* Fit::last_meeting(int32_t a, int32_t b) const {
  return meetings_[0].latest(people_[static_cast<size_t>(a)], people_[static_cast<size_t>(b)]);
}

void Fit::keep_ranges_of(const Fit& all) {
  for (size_t i = 0; i < criteria_.size(); ++i) criteria_[i].range = all.criteria_[i].range;
}

std::vector<int32_t> Fit::together_with(int32_t participant) const {
  std::vector<int32_t> all;
  for (const CompiledRule& rule : rules_) {
    if (rule.kind != Rule::Kind::kTogether) continue;
    const auto& partners = rule.partners[static_cast<size_t>(participant)];
    all.insert(all.end(), partners.begin(), partners.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::vector<std::pair<int32_t, int32_t>> Fit::wished_pairs() const {
  std::vector<std::pair<int32_t, int32_t>> pairs;
  const bool asked =
      std::any_of(criteria_.begin(), criteria_.end(), [](const CompiledCriterion& criterion) {
        return criterion.kind == Criterion::Kind::kPreference && criterion.weight > 0;
      });
  if (!asked || preferences_ == nullptr) return pairs;
  std::vector<int32_t> participant(roster_.people(), -1);
  for (int32_t i = 0; i < size(); ++i) participant[static_cast<size_t>(person(i))] = i;
  for (int32_t i = 0; i < size(); ++i) {
    for (const auto& wish : preferences_->of[static_cast<size_t>(person(i))]) {
      if (wish.other == Roster::kNobody) continue;
      const int32_t other = participant[static_cast<size_t>(wish.other)];
      if (other >= 0 && other != i) pairs.emplace_back(std::minmax(i, other));
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

std::vector<uint32_t> Fit::shared(size_t index, int32_t a, int32_t b) const {
  const Column& column = roster_.columns[index];
  std::vector<uint32_t> common;
  if (column.type != Type::kList) return common;
  const auto& left = column.entries[column.codes[static_cast<size_t>(person(a))]];
  const auto& right = column.entries[column.codes[static_cast<size_t>(person(b))]];
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(common));
  return common;
}

}  // namespace weft
