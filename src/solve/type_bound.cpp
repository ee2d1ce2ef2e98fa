#include "solve/type_bound.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>

namespace weft::solve {
namespace {

using Kind = TypeTerm::Kind;
constexpr int64_t kFull = TypeAttribute::kFull;

bool is_rule(const TypeTerm& term) {
  switch (term.kind) {
    case Kind::kSame:
    case Kind::kDiffer:
    case Kind::kNear:
    case Kind::kFar:
    case Kind::kShare:
    case Kind::kMix:
    case Kind::kTeach:
      return false;
    default:
      return true;
  }
}

std::vector<int64_t> people_of_codes(const TypedProblem& problem, size_t attribute) {
  std::vector<int64_t> people(problem.attributes[attribute].values, 0);
  for (int32_t person = 0; person < problem.people; ++person)
    ++people[problem.code(person, attribute)];
  return people;
}

int64_t median_number(const TypeAttribute& attribute, const std::vector<int64_t>& people) {
  std::vector<uint32_t> order;
  int64_t known = 0;
  for (uint32_t code = 0; code < attribute.values; ++code) {
    if (attribute.numbers[code] == TypeAttribute::kNoNumber || people[code] == 0) continue;
    order.push_back(code);
    known += people[code];
  }
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return attribute.numbers[a] < attribute.numbers[b]; });
  int64_t seen = 0;
  for (const uint32_t code : order) {
    seen += people[code];
    if (2 * seen >= known) return attribute.numbers[code];
  }
  return 0;
}

std::vector<int64_t> closed_form(const TypedProblem& problem, size_t index) {
  const TypeAttribute& attribute = problem.attributes[index];
  const std::vector<int64_t> people = people_of_codes(problem, index);
  const auto largest =
      static_cast<uint32_t>(std::max_element(people.begin(), people.end()) - people.begin());
  const bool dominates = 2 * people[largest] > problem.people;
  std::vector<int64_t> dual(attribute.values, 0);
  for (const TypeTerm& term : attribute.terms) {
    if (is_rule(term) || term.weight == 0) continue;
    const int64_t full = term.weight * kFull;
    const int64_t middle = term.kind == Kind::kFar ? median_number(attribute, people) : 0;
    for (uint32_t code = 0; code < attribute.values; ++code) {
      int64_t& to = dual[code];
      switch (term.kind) {
        case Kind::kSame:
          if (code != 0 && people[code] > 1) to += full;
          break;
        case Kind::kDiffer:
          to += !dominates ? full : code == largest ? 0 : 2 * full;
          break;
        case Kind::kNear:
          if (attribute.numbers[code] != TypeAttribute::kNoNumber) to += full;
          break;
        case Kind::kFar: {
          if (attribute.numbers[code] == TypeAttribute::kNoNumber) break;
          const int64_t number = attribute.numbers[code];
          const int64_t distance = number < middle ? middle - number : number - middle;
          to += (2 * full * distance + term.range - 1) / term.range;
          break;
        }
        case Kind::kShare:
          if (!attribute.entries[code].empty()) to += full;
          break;
        default:
          to += full;
          break;
      }
    }
  }
  return dual;
}

// The types of a block when one attribute more joins it, numbered in order of the people.
struct Refined {
  std::vector<int32_t> type_of;
  std::vector<int32_t> example;
};

// False where there are more than `most`.
bool refine(const TypedProblem& problem, const TypeBlock& block, size_t attribute, int32_t most,
            Refined& refined) {
  const auto values = static_cast<size_t>(problem.attributes[attribute].values);
  std::vector<int32_t> number(block.example.size() * values, -1);
  refined.type_of.resize(static_cast<size_t>(problem.people));
  refined.example.clear();
  for (int32_t person = 0; person < problem.people; ++person) {
    const auto old = static_cast<size_t>(block.type_of[static_cast<size_t>(person)]);
    int32_t& type = number[old * values + problem.code(person, attribute)];
    if (type < 0) {
      type = static_cast<int32_t>(refined.example.size());
      if (type == most) return false;
      refined.example.push_back(person);
    }
    refined.type_of[static_cast<size_t>(person)] = type;
  }
  return true;
}

std::vector<int32_t> count_of(const TypeBlock& block) {
  std::vector<int32_t> count(block.example.size(), 0);
  for (const int32_t type : block.type_of) ++count[static_cast<size_t>(type)];
  return count;
}

TypeMatrix matrix_of(const TypedProblem& problem, const TypeWeights& weights,
                     const TypeBlock& block, const std::vector<int32_t>& count) {
  const auto types = static_cast<int32_t>(block.example.size());
  TypeMatrix matrix(types);
  // Values of attributes one after the other, so that each row of a table is at hand.
  for (int32_t s = 0; s < types; ++s) {
    int32_t* row = matrix.row(s);
    std::fill(row, row + types, 0);
    for (const size_t k : block.attributes) {
      const uint32_t mine = problem.code(block.example[static_cast<size_t>(s)], k);
      for (int32_t t = 0; t < types; ++t) {
        const int64_t more =
            weights.of_codes(k, mine, problem.code(block.example[static_cast<size_t>(t)], k));
        row[t] = static_cast<int32_t>(std::max<int64_t>(row[t] + more, TypeWeights::kNoPair));
        if (more < 0) row[t] = static_cast<int32_t>(TypeWeights::kNoPair);
      }
    }
    for (int32_t t = 0; t < types; ++t) {
      if (row[t] < 0) row[t] = static_cast<int32_t>(TypeWeights::kNoPair);
    }
    if (count[static_cast<size_t>(s)] < 2) row[s] = static_cast<int32_t>(TypeWeights::kNoPair);
  }
  return matrix;
}

// What somebody has and others want: of many values, few of which have anything to do with each
// other.
bool is_teaching(const TypeAttribute& attribute) {
  return !attribute.terms.empty() && attribute.terms[0].kind == Kind::kTeach;
}

// Rules first: they decide who can be placed at all. Then what is worth most.
std::vector<size_t> by_importance(const TypedProblem& problem, const TypeWeights& weights) {
  std::vector<size_t> order(problem.attributes.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto rules = [&](size_t k) {
    const auto& terms = problem.attributes[k].terms;
    return std::any_of(terms.begin(), terms.end(), is_rule);
  };
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    // Before the others it would leave no room for them.
    const bool last = is_teaching(problem.attributes[a]);
    if (last != is_teaching(problem.attributes[b])) return !last;
    const bool first = rules(a);
    return first != rules(b) ? first : weights.largest(a) > weights.largest(b);
  });
  return order;
}

int64_t floor_div(int64_t a, int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

}  // namespace

std::vector<int64_t> TypeBound::of_people(const TypedProblem& problem) const {
  std::vector<int64_t> dual(static_cast<size_t>(problem.people), problem.base);
  for (const TypeBlock& block : blocks) {
    for (int32_t person = 0; person < problem.people; ++person) {
      const auto i = static_cast<size_t>(person);
      dual[i] += block.type_of.empty() ? block.dual[problem.code(person, block.attributes[0])]
                                       : block.dual[static_cast<size_t>(block.type_of[i])];
    }
  }
  for (size_t i = 0; i < more.size(); ++i) dual[i] += more[i];
  return dual;
}

TypeRelaxation relax_types(const TypedProblem& problem, const TypeWeights& weights,
                           const TypeLimits& limits, Random random) {
  TypeRelaxation result;
  std::vector<TypeBlock>& blocks = result.bound.blocks;
  const auto add_block = [&] {
    TypeBlock& block = blocks.emplace_back();
    block.type_of.assign(static_cast<size_t>(problem.people), 0);
    if (problem.people > 0) block.example.push_back(0);
  };
  add_block();
  std::vector<TypeBlock> closed;
  for (const size_t k : by_importance(problem, weights)) {
    const auto values = static_cast<int64_t>(problem.attributes[k].values);
    Refined refined;
    bool placed = false;
    // Many values in one attribute: a table of types² of them would be mostly holes.
    if (values <= 4 * int64_t{limits.most_types}) {
      for (size_t b = 0; b <= blocks.size() && !placed; ++b) {
        if (b == blocks.size()) {
          if (values > limits.most_types || is_teaching(problem.attributes[k])) break;
          add_block();
        }
        placed = refine(problem, blocks[b], k, limits.most_types, refined);
        if (!placed) continue;
        blocks[b].type_of = std::move(refined.type_of);
        blocks[b].example = std::move(refined.example);
        blocks[b].attributes.push_back(k);
      }
    }
    if (!placed && is_teaching(problem.attributes[k]) &&
        result.bound.bonus_attribute == TypeBonus::kNoAttribute) {
      result.bound.bonus_attribute = k;
    } else if (!placed) {
      TypeBlock& block = closed.emplace_back();
      block.attributes = {k};
      block.dual = closed_form(problem, k);
    }
  }
  int64_t work = limits.transport_work;
  for (size_t b = 0; b < blocks.size(); ++b) {
    TypeBlock& block = blocks[b];
    const std::vector<int32_t> count = count_of(block);
    TypeMatrix matrix = matrix_of(problem, weights, block, count);
    std::vector<int32_t> order(count.size());
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(std::span<int32_t>(order));
    TypeTransport transport =
        solve_type_transport(matrix, count, std::vector<int64_t>(count.size(), 0), order, work);
    work = std::max<int64_t>(work - transport.work, 0);
    result.optimal &= transport.optimal;
    block.dual = std::move(transport.dual);
    if (b > 0) continue;
    result.weight = std::move(matrix);
    result.flows = std::move(transport.flows);
  }
  for (TypeBlock& block : closed) blocks.push_back(std::move(block));
  result.bound.bonus_looks = limits.bonus_looks;
  const TypeBonus bonus(problem, weights, result.bound.bonus_attribute, limits.bonus_looks);
  if (bonus.any()) {
    TypeBonus::Duals found = bonus.find_duals(result.bound.of_people(problem), random.fork(1));
    result.bound.more = std::move(found.more);
    result.pairs = std::move(found.pairs);
    result.liked = std::move(found.liked);
  }
  return result;
}

int64_t bound_of_pairs(const std::vector<int64_t>& dual, int64_t pairs) {
  std::vector<int64_t> kept = dual;
  const auto last = kept.begin() + static_cast<std::ptrdiff_t>(2 * pairs);
  if (last != kept.end()) std::nth_element(kept.begin(), last, kept.end(), std::greater<>());
  return floor_div(std::accumulate(kept.begin(), last, int64_t{0}), kTypeDualScale);
}

int64_t bound_with_trio(const std::vector<int64_t>& dual) {
  std::vector<int64_t> three(3);
  std::partial_sort_copy(dual.begin(), dual.end(), three.begin(), three.end());
  const int64_t sum = std::accumulate(dual.begin(), dual.end(), int64_t{0});
  return floor_div(3 * sum - std::accumulate(three.begin(), three.end(), int64_t{0}),
                   3 * kTypeDualScale);
}

namespace {

// Each term of an attribute of many values: whether any duals from `dual` could fall short. It
// reads the terms anew; the attribute's rules only take pairs away.
bool covers_attribute(const TypedProblem& problem, size_t index, const std::vector<int64_t>& dual) {
  const TypeAttribute& attribute = problem.attributes[index];
  if (dual.size() != attribute.values) return false;
  const std::vector<int64_t> people = people_of_codes(problem, index);
  std::vector<int64_t> left = dual;  // what the terms read so far do not need
  for (const TypeTerm& term : attribute.terms) {
    if (is_rule(term) || term.weight == 0) continue;
    const int64_t full = term.weight * kFull;
    if (term.kind == Kind::kDiffer) {
      // One class may have none of it if all others have all of it.
      const auto poor = std::min_element(left.begin(), left.end());
      const bool even = *poor >= full;
      for (auto it = left.begin(); it != left.end(); ++it)
        *it -= even ? full : it == poor ? 0 : 2 * full;
    } else if (term.kind == Kind::kFar) {
      // Triangle inequality through any point; the one where least is needed is the median.
      const int64_t middle = median_number(attribute, people);
      for (uint32_t code = 0; code < attribute.values; ++code) {
        const int64_t number = attribute.numbers[code];
        if (number == TypeAttribute::kNoNumber) continue;
        const int64_t distance = std::max(number, middle) - std::min(number, middle);
        left[code] -= (2 * full * distance + term.range - 1) / term.range;
      }
    } else {
      for (uint32_t code = 0; code < attribute.values; ++code) {
        const bool none =
            (term.kind == Kind::kSame && (code == 0 || people[code] < 2)) ||
            (term.kind == Kind::kNear && attribute.numbers[code] == TypeAttribute::kNoNumber) ||
            (term.kind == Kind::kShare && attribute.entries[code].empty());
        if (!none) left[code] -= full;
      }
    }
  }
  return std::all_of(left.begin(), left.end(), [](int64_t rest) { return rest >= 0; });
}

}  // namespace

bool covers_every_pair(const TypedProblem& problem, const TypeBound& bound) {
  const TypeWeights weights(problem);
  std::vector<int> covered(problem.attributes.size(), 0);
  for (const TypeBlock& block : bound.blocks) {
    for (const size_t k : block.attributes) ++covered[k];
    if (block.type_of.empty() && problem.people > 0) {
      if (block.attributes.size() != 1) return false;
      if (!covers_attribute(problem, block.attributes[0], block.dual)) return false;
      continue;
    }
    if (block.dual.size() != block.example.size()) return false;
    for (int32_t person = 0; person < problem.people; ++person) {
      const int32_t example =
          block.example[static_cast<size_t>(block.type_of[static_cast<size_t>(person)])];
      for (const size_t k : block.attributes) {
        if (problem.code(person, k) != problem.code(example, k)) return false;
      }
    }
    const std::vector<int32_t> count = count_of(block);
    const size_t types = block.example.size();
    std::vector<int64_t> sum(types);
    for (size_t s = 0; s < types; ++s) {
      std::fill(sum.begin(), sum.end(), 0);
      for (const size_t k : block.attributes) {
        const uint32_t mine = problem.code(block.example[s], k);
        for (size_t t = 0; t <= s; ++t)
          sum[t] += weights.of_codes(k, mine, problem.code(block.example[t], k));
      }
      for (size_t t = 0; t <= s; ++t) {
        if (t == s && count[s] < 2) continue;
        if (sum[t] >= 0 && block.dual[s] + block.dual[t] < kTypeDualScale * sum[t]) return false;
      }
    }
  }
  if (bound.bonus_attribute != TypeBonus::kNoAttribute) ++covered[bound.bonus_attribute];
  if (!std::all_of(covered.begin(), covered.end(), [](int times) { return times == 1; }))
    return false;
  std::vector<int64_t> of_types = bound.of_people(problem);
  for (size_t i = 0; i < bound.more.size(); ++i) of_types[i] -= bound.more[i];
  return TypeBonus(problem, weights, bound.bonus_attribute, bound.bonus_looks)
      .covered(of_types, bound.more);
}

}  // namespace weft::solve
