#include "fit/types.h"

#include <algorithm>

namespace weft {
namespace {

constexpr size_t kNone = SIZE_MAX;

// Lists of others while they are counted, filled and put in order.
class ListMaker {
 public:
  explicit ListMaker(size_t places) : count_(places + 1, 0) {}

  void count(size_t place) { ++count_[place + 1]; }
  void counted() {
    for (size_t i = 1; i < count_.size(); ++i) count_[i] += count_[i - 1];
    lists_.other.resize(count_.back());
    at_.assign(count_.begin(), count_.end() - 1);
  }
  void add(size_t place, int32_t other) { lists_.other[at_[place]++] = other; }
  PairLists take() && {
    uint32_t kept = 0;
    lists_.begin.push_back(0);
    for (size_t place = 0; place + 1 < count_.size(); ++place) {
      int32_t* const first = lists_.other.data() + count_[place];
      int32_t* const last = lists_.other.data() + count_[place + 1];
      std::sort(first, last);
      for (const int32_t* it = first; it != last; ++it) {
        if (it == first || *it != *(it - 1)) lists_.other[kept++] = *it;
      }
      lists_.begin.push_back(kept);
    }
    lists_.other.resize(kept);
    return std::move(lists_);
  }

 private:
  std::vector<uint32_t> count_, at_;
  PairLists lists_;
};

}  // namespace

FitTypes::FitTypes(const Roster& roster, const Program& program, const Fit& fit) {
  for (int32_t i = 0; i < fit.size(); ++i) {
    const bool bound =
        fit.in_pairs_ &&
        std::any_of(fit.rules_.begin(), fit.rules_.end(), [&](const Fit::CompiledRule& rule) {
          return rule.kind == Rule::Kind::kTogether &&
                 !rule.partners[static_cast<size_t>(i)].empty();
        });
    (bound ? together : free).push_back(i);
  }
  for (size_t r = 0; r < program.rules.size(); ++r) {
    if (fit.rules_[r].column != nullptr || program.rules[r].kind == Rule::Kind::kApartManager)
      add_column(fit.rules_[r].column, r, kNone);
  }
  for (size_t c = 0; c < program.criteria.size(); ++c) {
    const Fit::CompiledCriterion& criterion = fit.criteria_[c];
    if (criterion.column != nullptr) {
      add_column(criterion.column, kNone, c);
    } else if (criterion.kind == Criterion::Kind::kComplement) {
      add_skills(fit, c);
    } else if (criterion.kind == Criterion::Kind::kNovelty) {
      base += criterion.weight * Criterion::kFull;
    }
  }
  number_codes(roster, fit);
  add_lists(roster, program, fit);
  add_wishes(fit);
}

void FitTypes::number_codes(const Roster& roster, const Fit& fit) {
  codes.resize(free.size() * columns.size());
  for (size_t k = 0; k < columns.size(); ++k) {
    TypeColumn& use = columns[k];
    if (!use.offered.empty()) {
      const Fit::Codes& of_skills = fit.criteria_[use.criteria[0]].codes;
      for (size_t i = 0; i < free.size(); ++i)
        codes[i * columns.size() + k] = of_skills[static_cast<size_t>(free[i])] + 1;
      continue;
    }
    const auto value_of = [&](int32_t participant) {
      const auto person = static_cast<size_t>(fit.person(participant));
      return use.column != nullptr ? use.column->codes[person]
                                   : static_cast<uint32_t>(roster.managers[person] + 1);
    };
    const size_t values = use.column != nullptr ? use.column->values.size() : roster.people() + 1;
    std::vector<uint32_t> number(values, 0);
    for (const int32_t participant : free) number[value_of(participant)] = 1;
    number[Column::kMissing] = 0;
    use.original.assign(1, Column::kMissing);
    for (uint32_t value = 0; value < values; ++value) {
      if (number[value] == 0) continue;
      number[value] = static_cast<uint32_t>(use.original.size());
      use.original.push_back(value);
    }
    for (size_t i = 0; i < free.size(); ++i)
      codes[i * columns.size() + k] = number[value_of(free[i])];
  }
}

// Who has a skill at some level could be wanted for it at each level that it suffices for.
void FitTypes::add_skills(const Fit& fit, size_t index) {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [](const TypeColumn& use) { return !use.offered.empty(); });
  if (found != columns.end()) {
    found->criteria.push_back(index);
    return;
  }
  const Fit::CompiledCriterion& criterion = fit.criteria_[index];
  TypeColumn& use = columns.emplace_back();
  use.criteria.push_back(index);
  std::vector<bool> is_wanted(criterion.skills * Fit::kSkillLevels, false);
  uint32_t most = 0;
  for (size_t i = 0; i < criterion.codes.size(); ++i) {
    most = std::max(most, criterion.codes[i]);
    for (const uint32_t skill : criterion.wanted[i]) is_wanted[skill] = true;
  }
  // Code 0 is nobody's here.
  use.offered.resize(size_t{most} + 2);
  use.wanted.resize(size_t{most} + 2);
  std::vector<bool> known(use.wanted.size(), false);
  for (size_t i = 0; i < criterion.codes.size(); ++i) {
    const size_t code = size_t{criterion.codes[i]} + 1;
    if (known[code]) continue;
    known[code] = true;
    use.wanted[code] = criterion.wanted[i];
    for (const uint32_t skill : criterion.offered[i]) {
      const uint32_t name = skill / Fit::kSkillLevels;
      const auto level = static_cast<int>(skill % Fit::kSkillLevels);
      for (uint32_t asked = 0; asked < Fit::kSkillLevels; ++asked) {
        const uint32_t wish = name * Fit::kSkillLevels + asked;
        if (is_wanted[wish] && level_suffices(level, static_cast<int>(asked)))
          use.offered[code].push_back(wish);
      }
    }
  }
}

void FitTypes::add_wishes(const Fit& fit) {
  const std::vector<std::pair<int32_t, int32_t>> pairs = fit.wished_pairs();
  if (pairs.empty()) return;
  std::vector<int32_t> place_of(static_cast<size_t>(fit.size()), -1);
  for (size_t i = 0; i < free.size(); ++i)
    place_of[static_cast<size_t>(free[i])] = static_cast<int32_t>(i);
  ListMaker maker(free.size());
  const auto each = [&](auto tell) {
    for (const auto& [a, b] : pairs) {
      const int32_t i = place_of[static_cast<size_t>(a)];
      const int32_t j = place_of[static_cast<size_t>(b)];
      if (i < 0 || j < 0) continue;
      tell(i, j);
      tell(j, i);
    }
  };
  each([&](int32_t i, int32_t) { maker.count(static_cast<size_t>(i)); });
  maker.counted();
  each([&](int32_t i, int32_t j) { maker.add(static_cast<size_t>(i), j); });
  raised = std::move(maker).take();
  for (size_t i = 0; i < free.size(); ++i) {
    for (uint32_t at = raised.begin[i]; at < raised.begin[i + 1]; ++at) {
      int64_t more = 0;
      for (size_t c = 0; c < fit.criteria_.size(); ++c) {
        if (fit.criteria_[c].kind != Criterion::Kind::kPreference) continue;
        const int32_t other = free[static_cast<size_t>(raised.other[at])];
        more += fit.criteria_[c].weight * fit.points(c, free[i], other);
      }
      raise.push_back(static_cast<int32_t>(more));
    }
  }
}

void FitTypes::add_column(const Column* column, size_t rule, size_t criterion) {
  auto found = std::find_if(columns.begin(), columns.end(), [&](const TypeColumn& use) {
    return use.column == column && use.offered.empty();
  });
  if (found == columns.end()) {
    columns.emplace_back();
    found = columns.end() - 1;
    found->column = column;
  }
  if (rule != kNone) found->rules.push_back(rule);
  if (criterion != kNone) found->criteria.push_back(criterion);
}

void FitTypes::add_lists(const Roster& roster, const Program& program, const Fit& fit) {
  // From people of the roster to places; -1: takes no part, or belongs to somebody.
  std::vector<int32_t> place_of(roster.people(), -1);
  for (size_t i = 0; i < free.size(); ++i)
    place_of[static_cast<size_t>(fit.person(free[i]))] = static_cast<int32_t>(i);

  // Tells of everybody a participant must not meet; of a reporting line only those above.
  const auto for_forbidden = [&](size_t place, auto tell) {
    const int32_t participant = free[place];
    const int32_t person = fit.person(participant);
    for (size_t r = 0; r < program.rules.size(); ++r) {
      const Fit::CompiledRule& rule = fit.rules_[r];
      if (rule.kind == Rule::Kind::kApart) {
        for (const int32_t other : rule.partners[static_cast<size_t>(participant)])
          tell(place_of[static_cast<size_t>(fit.person(other))], false);
      } else if (rule.kind == Rule::Kind::kMet) {
        for (const Meeting& met : fit.meetings_[rule.meetings].of(person)) {
          if (!fit.may_meet_again(rule, met))
            tell(place_of[static_cast<size_t>(met.partner)], false);
        }
      } else if (rule.kind == Rule::Kind::kApartLine) {
        int32_t above = person;
        for (int step = 0; step < rule.steps; ++step) {
          above = roster.managers[static_cast<size_t>(above)];
          if (above == Roster::kNobody) break;
          tell(place_of[static_cast<size_t>(above)], true);
        }
      }
    }
  };
  const bool lines = std::any_of(program.rules.begin(), program.rules.end(), [](const Rule& rule) {
    return rule.kind == Rule::Kind::kApartLine;
  });
  if (lines) {
    ListMaker maker(free.size());
    for (size_t i = 0; i < free.size(); ++i) {
      for_forbidden(i, [&](int32_t other, bool both) {
        if (other < 0) return;
        maker.count(i);
        if (both) maker.count(static_cast<size_t>(other));
      });
    }
    maker.counted();
    for (size_t i = 0; i < free.size(); ++i) {
      for_forbidden(i, [&](int32_t other, bool both) {
        if (other < 0) return;
        maker.add(i, other);
        if (both) maker.add(static_cast<size_t>(other), static_cast<int32_t>(i));
      });
    }
    forbidden = std::move(maker).take();
  } else {
    // Everybody's list is told in one go.
    std::vector<int32_t> list;
    forbidden.begin.push_back(0);
    for (size_t i = 0; i < free.size(); ++i) {
      list.clear();
      for_forbidden(i, [&](int32_t other, bool) {
        if (other >= 0) list.push_back(other);
      });
      std::sort(list.begin(), list.end());
      const auto last = std::unique(list.begin(), list.end());
      forbidden.other.insert(forbidden.other.end(), list.begin(), last);
      forbidden.begin.push_back(static_cast<uint32_t>(forbidden.other.size()));
    }
  }

  if (base == 0) return;
  reduced.begin.push_back(0);
  for (size_t i = 0; i < free.size(); ++i) {
    const int32_t* next = forbidden.other.data() + forbidden.begin[i];
    const int32_t* const last = forbidden.other.data() + forbidden.begin[i + 1];
    // Sorted by person, and so by place.
    for (const Meeting& met : fit.meetings_[0].of(fit.person(free[i]))) {
      const int32_t other = place_of[static_cast<size_t>(met.partner)];
      while (next != last && *next < other) ++next;
      if (other < 0 || (next != last && *next == other)) continue;
      int64_t lost = base;
      for (const Fit::CompiledCriterion& criterion : fit.criteria_) {
        if (criterion.kind == Criterion::Kind::kNovelty)
          lost -= criterion.weight * Fit::novelty_of(met);
      }
      reduced.other.push_back(other);
      reduction.push_back(static_cast<int32_t>(lost));
    }
    reduced.begin.push_back(static_cast<uint32_t>(reduced.other.size()));
  }
}

}  // namespace weft
