#include "pairs/values.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <numeric>

namespace weft {
namespace {

constexpr size_t kTable = 512;              // codes: more are not tabulated
constexpr size_t kFewCodes = 48;            // so few are dense whatever they share
constexpr size_t kMostSharing = 6'000'000;  // pairs of codes that are listed
constexpr size_t kSparse = 10;  // one in so many pairs of codes at most shares something
constexpr int32_t kNever = std::numeric_limits<int32_t>::max();

}  // namespace

PairValues::PairValues(const Fit& fit, std::vector<int32_t> order)
    : fit_(fit), order_(std::move(order)) {
  std::vector<Factor> factors = compile_factors();
  // Forbidden by every factor, with all else fully met, still is below 0 and fits.
  const int64_t forbidden = fit.full_value() + 1;
  require(forbidden * static_cast<int64_t>(factors.size() + 1) < kNever,
          "values of pairs are too large to be tabulated");
  no_pair_ = -static_cast<int32_t>(forbidden);
  for (Factor& factor : factors) {
    if (find_sharing(factor)) {
      usual_ += factor.usual;
      sparse_.push_back(std::move(factor));
      continue;
    }
    if (factor.codes <= kTable) {
      factor.table.resize(factor.codes * factor.codes);
      for (uint32_t a = 0; a < factor.codes; ++a) {
        for (uint32_t b = 0; b <= a; ++b) {
          factor.table[a * factor.codes + b] = factor.table[b * factor.codes + a] =
              value_of_codes(factor, a, b);
        }
      }
    }
    dense_.push_back(std::move(factor));
  }
  const auto n = static_cast<size_t>(vertices());
  std::vector<bool> has_type(n, true);
  std::vector<int32_t> vertex_of(n);
  for (int32_t v = 0; v < vertices(); ++v) vertex_of[static_cast<size_t>(participant(v))] = v;
  std::vector<std::pair<int32_t, int32_t>> together;
  for (const Fit::CompiledRule& rule : fit.rules()) {
    if (rule.kind != Rule::Kind::kTogether) continue;
    for (int32_t v = 0; v < vertices(); ++v) {
      for (const int32_t other : rule.partners[static_cast<size_t>(participant(v))]) {
        has_type[static_cast<size_t>(v)] = false;
        const int32_t u = vertex_of[static_cast<size_t>(other)];
        if (u < v) together.emplace_back(u, v);
      }
    }
  }
  std::vector<std::pair<int32_t, int32_t>> listed = std::move(together);
  for (const auto& [a, b] : fit.wished_pairs()) {
    listed.emplace_back(
        std::minmax(vertex_of[static_cast<size_t>(a)], vertex_of[static_cast<size_t>(b)]));
  }
  std::sort(listed.begin(), listed.end());
  listed.erase(std::unique(listed.begin(), listed.end()), listed.end());
  for (const auto& [u, v] : listed) {
    const int64_t value = of(u, v);
    if (value != kNoPair) listed_.push_back({u, v, value});
  }
  make_types(has_type);
  list_known();
}

int64_t PairValues::of(int32_t u, int32_t v) const {
  const int32_t a = participant(u);
  const int32_t b = participant(v);
  return fit_.admissible(a, b) ? fit_.value(a, b) : kNoPair;
}

std::vector<PairValues::Factor> PairValues::compile_factors() const {
  std::vector<Factor> factors;
  std::map<const Column*, size_t> factor_of;
  // No column: what people offer and want.
  const auto use = [&](const Column* column, const Fit::Codes& codes) -> Factor& {
    const auto [found, is_new] = factor_of.emplace(column, factors.size());
    if (!is_new) return factors[found->second];
    Factor& factor = factors.emplace_back();
    constexpr uint32_t kUnseen = std::numeric_limits<uint32_t>::max();
    std::vector<uint32_t> number(column != nullptr ? column->values.size() : codes.size(), kUnseen);
    for (int32_t v = 0; v < vertices(); ++v) {
      uint32_t& code = number[codes[static_cast<size_t>(participant(v))]];
      if (code == kUnseen) {
        code = static_cast<uint32_t>(factor.codes++);
        factor.example.push_back(participant(v));
      }
      factor.code_of.push_back(code);
    }
    return factor;
  };
  for (size_t i = 0; i < fit_.rules().size(); ++i) {
    const Fit::CompiledRule& rule = fit_.rules()[i];
    if (rule.column != nullptr) use(rule.column, rule.codes).rules.push_back(i);
  }
  for (size_t i = 0; i < fit_.criteria().size(); ++i) {
    const Fit::CompiledCriterion& criterion = fit_.criteria()[i];
    const bool skills = criterion.kind == Criterion::Kind::kComplement;
    if ((criterion.column == nullptr && !skills) || criterion.weight == 0) continue;
    Factor& factor = use(criterion.column, criterion.codes);
    factor.criteria.push_back(i);
    if (!skills || factor.skills != nullptr) continue;
    factor.skills = &criterion;
    list_skills(factor);
  }
  return factors;
}

void PairValues::list_skills(Factor& factor) {
  factor.offer.resize(factor.skills->skills);
  factor.want.resize(factor.skills->skills);
  for (uint32_t code = 0; code < factor.codes; ++code) {
    const auto i = static_cast<size_t>(factor.example[code]);
    for (const uint32_t skill : factor.skills->offered[i])
      factor.offer[skill / Fit::kSkillLevels].push_back(code);
    for (const uint32_t skill : factor.skills->wanted[i])
      factor.want[skill / Fit::kSkillLevels].push_back(code);
  }
}

// The codes one of which offers what the other wants, some more than once.
template <typename Tell>
void PairValues::each_teaching(const Factor& factor, uint32_t code, Tell tell) {
  const auto i = static_cast<size_t>(factor.example[code]);
  const auto each = [&](const std::vector<uint32_t>& skills,
                        const std::vector<std::vector<uint32_t>>& codes) {
    for (const uint32_t skill : skills) {
      for (const uint32_t other : codes[skill / Fit::kSkillLevels]) tell(other);
    }
  };
  each(factor.skills->offered[i], factor.want);
  each(factor.skills->wanted[i], factor.offer);
}

int32_t PairValues::value_of_codes(const Factor& factor, uint32_t a, uint32_t b) const {
  const int32_t one = factor.example[a];
  const int32_t other = factor.example[b];
  for (const size_t rule : factor.rules) {
    if (!fit_.holds(rule, one, other)) return no_pair_;
  }
  int64_t value = 0;
  for (const size_t criterion : factor.criteria) {
    value += fit_.criteria()[criterion].weight * fit_.points(criterion, one, other);
  }
  return static_cast<int32_t>(value);
}

// Whether few pairs of codes share anything, and all others are worth the same; lists those that
// do.
bool PairValues::find_sharing(Factor& factor) const {
  if (factor.codes <= kFewCodes) return false;
  if (factor.skills != nullptr) {
    size_t sharing = factor.codes;
    for (size_t skill = 0; skill < factor.offer.size(); ++skill)
      sharing += 2 * factor.offer[skill].size() * factor.want[skill].size();
    if (sharing > std::min(kMostSharing, factor.codes * factor.codes / kSparse)) return false;
    list_others(factor, [&](uint32_t code, auto tell) { each_teaching(factor, code, tell); });
    return true;
  }
  bool by_number = false;
  const Column* column = nullptr;
  for (const size_t i : factor.rules) {
    column = fit_.rules()[i].column;
    const Rule::Kind kind = fit_.rules()[i].kind;
    by_number |= kind == Rule::Kind::kDistance || kind == Rule::Kind::kOverlap;
  }
  for (const size_t i : factor.criteria) {
    const Fit::CompiledCriterion& criterion = fit_.criteria()[i];
    column = criterion.column;
    by_number |=
        criterion.kind == Criterion::Kind::kNear || criterion.kind == Criterion::Kind::kFar;
  }
  if (by_number) {
    factor.by_number.resize(factor.codes);
    std::iota(factor.by_number.begin(), factor.by_number.end(), 0U);
    const auto number = [&](uint32_t code) {
      return column->number(static_cast<size_t>(fit_.person(factor.example[code])));
    };
    std::sort(factor.by_number.begin(), factor.by_number.end(),
              [&](uint32_t a, uint32_t b) { return number(a) < number(b); });
    return false;
  }
  // Who has an entry; what is no list is one entry, and so is what is missing or empty.
  std::vector<std::vector<uint32_t>> holders(
      column->type == Type::kList ? column->entry_names.size() + 1 : 0);
  std::vector<std::vector<uint32_t>> entries(factor.codes);
  for (uint32_t code = 0; code < factor.codes; ++code) {
    const auto person = static_cast<size_t>(fit_.person(factor.example[code]));
    if (column->type == Type::kList) entries[code] = column->entries[column->codes[person]];
    if (entries[code].empty()) {
      entries[code].push_back(static_cast<uint32_t>(
          column->type == Type::kList ? column->entry_names.size() : holders.size()));
      if (column->type != Type::kList) holders.emplace_back();
    }
    for (const uint32_t entry : entries[code]) holders[entry].push_back(code);
  }
  size_t sharing = 0;
  for (const auto& codes : holders) sharing += codes.size() * codes.size();
  if (sharing > std::min(kMostSharing, factor.codes * factor.codes / kSparse)) return false;
  list_others(factor, [&](uint32_t code, auto tell) {
    for (const uint32_t entry : entries[code]) {
      for (const uint32_t other : holders[entry]) tell(other);
    }
  });
  return true;
}

// `each` tells the codes that a code may share something with.
template <typename Each>
void PairValues::list_others(Factor& factor, Each each) const {
  std::vector<uint32_t> mark(factor.codes, 0);
  bool found_usual = false;
  for (uint32_t a = 0; a < factor.codes; ++a) {
    factor.others_begin.push_back(factor.others.size());
    mark[a] = a + 1;
    factor.others.push_back({a, value_of_codes(factor, a, a)});
    each(a, [&](uint32_t b) {
      if (mark[b] == a + 1) return;
      mark[b] = a + 1;
      factor.others.push_back({b, value_of_codes(factor, a, b)});
    });
    for (uint32_t b = 0; b < factor.codes && !found_usual; ++b) {
      if (mark[b] == a + 1) continue;
      factor.usual = value_of_codes(factor, a, b);
      found_usual = true;
    }
  }
  factor.others_begin.push_back(factor.others.size());
}

// The row of a code of a factor that has no table.
void PairValues::fill_row(const Factor& factor, uint32_t a, std::vector<int32_t>& row) const {
  row.resize(factor.codes);
  if (factor.skills != nullptr) {
    std::fill(row.begin(), row.end(), 0);
    each_teaching(factor, a, [&](uint32_t b) {
      if (row[b] == 0) row[b] = value_of_codes(factor, a, b);
    });
    return;
  }
  if (factor.by_number.empty()) {
    for (uint32_t b = 0; b < factor.codes; ++b) row[b] = value_of_codes(factor, a, b);
    return;
  }
  std::fill(row.begin(), row.end(), 0);
  const auto i = static_cast<size_t>(factor.example[a]);
  for (const size_t index : factor.criteria) {
    const Fit::CompiledCriterion& criterion = fit_.criteria()[index];
    const auto weight = static_cast<int32_t>(criterion.weight);
    const bool near = criterion.kind == Criterion::Kind::kNear;
    if (!near && criterion.kind != Criterion::Kind::kFar) {
      // Equal or not.
      const auto other = static_cast<int32_t>(
          weight * (criterion.kind == Criterion::Kind::kMix ? Criterion::kFull : 0));
      for (uint32_t b = 0; b < factor.codes; ++b) row[b] += other;
      row[a] +=
          static_cast<int32_t>(weight * fit_.points(index, factor.example[a], factor.example[a])) -
          other;
      continue;
    }
    if (criterion.numbers[i] == Column::kNoNumber) continue;
    // Points are monotone on either side: no division per code.
    const auto go = [&](const auto& from, const auto& to) {
      int64_t points = 0;
      for (auto it = from; it != to; ++it) {
        const int64_t number = criterion.numbers[static_cast<size_t>(factor.example[*it])];
        if (number == Column::kNoNumber) continue;
        const int64_t distance = std::abs(number - criterion.numbers[i]) * Criterion::kFull;
        if (distance - points * criterion.range > 64 * criterion.range) {
          points = distance / criterion.range;
        }
        while ((points + 1) * criterion.range <= distance) ++points;
        row[*it] += weight * static_cast<int32_t>(near ? Criterion::kFull - points : points);
      }
    };
    const auto middle = std::find(factor.by_number.begin(), factor.by_number.end(), a);
    go(middle, factor.by_number.end());
    go(std::make_reverse_iterator(middle), factor.by_number.rend());
  }
  for (const size_t index : factor.rules) {
    for (uint32_t b = 0; b < factor.codes; ++b) {
      if (!fit_.holds(index, factor.example[a], factor.example[b])) row[b] = no_pair_;
    }
  }
}

void PairValues::make_types(const std::vector<bool>& has_type) {
  // Classes and types are numbered by first appearance: vertices are in random order, so these are.
  std::vector<int32_t> group(static_cast<size_t>(vertices()), 0);
  const auto refine = [&](const Factor& factor) {
    std::map<std::pair<int32_t, uint32_t>, int32_t> number;
    for (int32_t v = 0; v < vertices(); ++v) {
      int32_t& mine = group[static_cast<size_t>(v)];
      mine = number
                 .emplace(std::pair{mine, factor.code_of[static_cast<size_t>(v)]},
                          static_cast<int32_t>(number.size()))
                 .first->second;
    }
  };
  const auto distinct = [&] {
    std::vector<int32_t> number;
    int32_t next = 0;
    std::vector<int32_t> of(static_cast<size_t>(vertices()), -1);
    for (int32_t v = 0; v < vertices(); ++v) {
      if (!has_type[static_cast<size_t>(v)]) continue;
      const auto mine = static_cast<size_t>(group[static_cast<size_t>(v)]);
      if (mine >= number.size()) number.resize(mine + 1, -1);
      if (number[mine] == -1) number[mine] = next++;
      of[static_cast<size_t>(v)] = number[mine];
    }
    return std::pair{of, next};
  };
  for (const Factor& factor : dense_) refine(factor);
  const std::pair<std::vector<int32_t>, int32_t> by_class = distinct();
  for (const Factor& factor : sparse_) refine(factor);
  const std::pair<std::vector<int32_t>, int32_t> by_type = distinct();
  const std::vector<int32_t>& class_of_vertex = by_class.first;
  const std::vector<int32_t>& type_of_vertex = by_type.first;
  const int32_t class_count = by_class.second;
  const int32_t type_count = by_type.second;

  // Types in the order of their classes.
  std::vector<int32_t> class_of(static_cast<size_t>(type_count), 0);
  for (int32_t v = 0; v < vertices(); ++v) {
    const int32_t type = type_of_vertex[static_cast<size_t>(v)];
    if (type >= 0) class_of[static_cast<size_t>(type)] = class_of_vertex[static_cast<size_t>(v)];
  }
  class_begin_.assign(static_cast<size_t>(class_count) + 1, 0);
  for (const int32_t c : class_of) ++class_begin_[static_cast<size_t>(c) + 1];
  std::partial_sum(class_begin_.begin(), class_begin_.end(), class_begin_.begin());
  std::vector<int32_t> next(class_begin_.begin(), class_begin_.end() - 1);
  std::vector<int32_t> place(static_cast<size_t>(type_count));
  class_of_.resize(static_cast<size_t>(type_count));
  for (size_t type = 0; type < place.size(); ++type) {
    place[type] = next[static_cast<size_t>(class_of[type])]++;
    class_of_[static_cast<size_t>(place[type])] = class_of[type];
  }
  type_begin_.assign(static_cast<size_t>(type_count) + 1, 0);
  const auto type_of = [&](int32_t v) {
    const int32_t type = type_of_vertex[static_cast<size_t>(v)];
    return type < 0 ? -1 : place[static_cast<size_t>(type)];
  };
  for (int32_t v = 0; v < vertices(); ++v) {
    if (type_of(v) >= 0) ++type_begin_[static_cast<size_t>(type_of(v)) + 1];
  }
  std::partial_sum(type_begin_.begin(), type_begin_.end(), type_begin_.begin());
  members_.resize(type_begin_.back());
  std::vector<size_t> filled(type_begin_.begin(), type_begin_.end() - 1);
  for (int32_t v = 0; v < vertices(); ++v) {
    if (type_of(v) >= 0) members_[filled[static_cast<size_t>(type_of(v))]++] = v;
  }

  for (Factor& factor : dense_) {
    for (int32_t c = 0; c < class_count; ++c)
      factor.of_class.push_back(factor.code_of[static_cast<size_t>(*begin(types_begin(c)))]);
  }
  for (Factor& factor : sparse_) {
    factor.types_begin.assign(factor.codes + 1, 0);
    for (int32_t type = 0; type < type_count; ++type) {
      factor.of_type.push_back(factor.code_of[static_cast<size_t>(*begin(type))]);
      ++factor.types_begin[factor.of_type.back() + 1];
    }
    std::partial_sum(factor.types_begin.begin(), factor.types_begin.end(),
                     factor.types_begin.begin());
    factor.types.resize(static_cast<size_t>(type_count));
    std::vector<size_t> at_code(factor.types_begin.begin(), factor.types_begin.end() - 1);
    for (int32_t type = 0; type < type_count; ++type) {
      factor.types[at_code[factor.of_type[static_cast<size_t>(type)]]++] = type;
    }
  }
}

void PairValues::list_known() {
  const auto n = static_cast<size_t>(vertices());
  const Roster& roster = fit_.roster();
  std::vector<int32_t> vertex_of(roster.people(), -1);
  for (int32_t v = 0; v < vertices(); ++v)
    vertex_of[static_cast<size_t>(fit_.person(participant(v)))] = v;
  std::vector<std::vector<Known>> known(n);
  const auto forbid = [&](int32_t u, int32_t v) {
    known[static_cast<size_t>(u)].push_back({v, kNever});
  };
  const auto each_meeting = [&](const Meetings& meetings, int32_t v, auto visit) {
    for (const Meeting& met : meetings.of(fit_.person(participant(v)))) {
      const int32_t other = vertex_of[static_cast<size_t>(met.partner)];
      if (other >= 0) visit(other);
    }
  };
  for (const Listed& pair : listed_) {
    forbid(pair.u, pair.v);
    forbid(pair.v, pair.u);
  }
  for (size_t i = 0; i < fit_.rules().size(); ++i) {
    const Fit::CompiledRule& rule = fit_.rules()[i];
    for (int32_t v = 0; v < vertices(); ++v) {
      const int32_t self = participant(v);
      switch (rule.kind) {
        case Rule::Kind::kMet:
          each_meeting(fit_.meetings_of(rule), v, [&](int32_t other) {
            if (!fit_.holds(i, self, participant(other))) forbid(v, other);
          });
          break;
        case Rule::Kind::kApart:
          for (const int32_t other : rule.partners[static_cast<size_t>(self)]) {
            const int32_t person = fit_.person(other);
            forbid(v, vertex_of[static_cast<size_t>(person)]);
          }
          break;
        case Rule::Kind::kApartLine: {
          int32_t above = fit_.person(self);
          for (int step = 0; step < rule.steps; ++step) {
            above = roster.managers[static_cast<size_t>(above)];
            if (above == Roster::kNobody) break;
            const int32_t other = vertex_of[static_cast<size_t>(above)];
            if (other < 0) continue;
            forbid(v, other);
            forbid(other, v);
          }
          break;
        }
        case Rule::Kind::kApartManager:
          manager_.resize(n, Roster::kNobody);
          manager_[static_cast<size_t>(v)] = rule.numbers[static_cast<size_t>(self)];
          break;
        default:
          break;
      }
    }
  }
  for (size_t i = 0; i < fit_.criteria().size(); ++i) {
    const Fit::CompiledCriterion& criterion = fit_.criteria()[i];
    if (criterion.kind != Criterion::Kind::kNovelty) continue;
    for (int32_t v = 0; v < vertices(); ++v) {
      each_meeting(fit_.meetings(), v, [&](int32_t other) {
        const int64_t points = fit_.points(i, participant(v), participant(other));
        known[static_cast<size_t>(v)].push_back(
            {other, static_cast<int32_t>(criterion.weight * (Criterion::kFull - points))});
      });
    }
    usual_ += static_cast<int32_t>(criterion.weight * Criterion::kFull);
  }
  for (auto& list : known) {
    known_begin_.push_back(known_.size());
    std::sort(list.begin(), list.end(),
              [](const Known& a, const Known& b) { return a.other < b.other; });
    for (const Known& item : list) {
      if (known_.size() > known_begin_.back() && known_.back().other == item.other) {
        int32_t& less = known_.back().less;
        less = less == kNever || item.less == kNever ? kNever : less + item.less;
      } else {
        known_.push_back(item);
      }
    }
    list = {};
  }
  known_begin_.push_back(known_.size());
}

int64_t PairValues::adjusted(int32_t u, int32_t v, int64_t of_types) const {
  if (!manager_.empty()) {
    const int64_t manager = manager_[static_cast<size_t>(u)];
    if (manager != Roster::kNobody && manager == manager_[static_cast<size_t>(v)]) return kNoPair;
  }
  const auto list = [&](size_t vertex) {
    return known_.begin() + static_cast<std::ptrdiff_t>(known_begin_[vertex]);
  };
  const auto end = list(static_cast<size_t>(u) + 1);
  const auto found =
      std::lower_bound(list(static_cast<size_t>(u)), end, v,
                       [](const Known& item, int32_t other) { return item.other < other; });
  if (found == end || found->other != v) return of_types;
  return found->less == kNever ? kNoPair : of_types - found->less;
}

PairValues::Rows::Rows(const PairValues& values)
    : values_(values),
      row_(static_cast<size_t>(values.classes())),
      filled_(values.dense_.size()),
      mark_(static_cast<size_t>(values.types()), 0) {}

void PairValues::Rows::set_class(int32_t a, int32_t from) {
  const auto count = static_cast<size_t>(values_.classes());
  const auto first = static_cast<size_t>(from);
  std::fill(row_.begin() + from, row_.end(), values_.usual_);
  for (size_t i = 0; i < values_.dense_.size(); ++i) {
    const Factor& factor = values_.dense_[i];
    const uint32_t code = factor.of_class[static_cast<size_t>(a)];
    const int32_t* part = nullptr;
    if (!factor.table.empty()) {
      part = factor.table.data() + code * factor.codes;
    } else {
      Filled& filled = filled_[i];
      if (filled.code != int64_t{code}) {
        filled.code = int64_t{code};
        values_.fill_row(factor, code, filled.row);
      }
      part = filled.row.data();
    }
    const uint32_t* codes = factor.of_class.data();
    int32_t* row = row_.data();
    for (size_t b = first; b < count; ++b) row[b] += part[codes[b]];
  }
}

const std::vector<PairValues::Rows::Exception>& PairValues::Rows::exceptions(int32_t s, bool all) {
  exceptions_.clear();
  if (values_.sparse_.empty()) return exceptions_;
  ++marks_;
  const auto visit = [&](const Factor& factor, auto each) {
    const uint32_t code = factor.of_type[static_cast<size_t>(s)];
    for (size_t i = factor.others_begin[code]; i < factor.others_begin[code + 1]; ++i) {
      const auto& other = factor.others[i];
      const auto end =
          factor.types.begin() + static_cast<std::ptrdiff_t>(factor.types_begin[other.code + 1]);
      auto type =
          factor.types.begin() + static_cast<std::ptrdiff_t>(factor.types_begin[other.code]);
      if (!all) type = std::lower_bound(type, end, s);
      for (; type != end; ++type) each(*type, other.value - factor.usual);
    }
  };
  if (values_.sparse_.size() == 1) {
    visit(values_.sparse_[0], [&](int32_t type, int32_t more) {
      mark_[static_cast<size_t>(type)] = marks_;
      const int32_t c = values_.class_of(type);
      exceptions_.push_back({type, row_[static_cast<size_t>(c)] + more});
    });
    return exceptions_;
  }
  std::vector<int32_t>& place = place_;
  place.resize(mark_.size());
  for (const Factor& factor : values_.sparse_) {
    visit(factor, [&](int32_t type, int32_t more) {
      const auto t = static_cast<size_t>(type);
      if (mark_[t] != marks_) {
        mark_[t] = marks_;
        place[t] = static_cast<int32_t>(exceptions_.size());
        const int32_t c = values_.class_of(type);
        exceptions_.push_back({type, row_[static_cast<size_t>(c)]});
      }
      exceptions_[static_cast<size_t>(place[t])].value += more;
    });
  }
  return exceptions_;
}

}  // namespace weft
