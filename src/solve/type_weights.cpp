#include "solve/type_weights.h"

#include <algorithm>

namespace weft::solve {
namespace {

constexpr uint32_t kTabulated = 512;

size_t common_entries(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
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

}  // namespace

size_t PersonLists::place(int32_t a, int32_t b) const {
  if (begin.empty()) return kNowhere;
  const int32_t* const all = other.data();
  const int32_t* const last = all + begin[static_cast<size_t>(a) + 1];
  const int32_t* const found = std::lower_bound(all + begin[static_cast<size_t>(a)], last, b);
  return found != last && *found == b ? static_cast<size_t>(found - all) : kNowhere;
}

TypeWeights::TypeWeights(const TypedProblem& problem) : problem_(problem) {
  for (const TypeAttribute& attribute : problem.attributes) {
    int64_t most = 0;
    for (const TypeTerm& term : attribute.terms) most += term.weight * TypeAttribute::kFull;
    largest_.push_back(most);
    tables_.push_back({attribute.values, {}});
    std::vector<int32_t>& table = tables_.back().cells;
    if (attribute.values > kTabulated) continue;
    table.resize(static_cast<size_t>(attribute.values) * attribute.values);
    for (uint32_t a = 0; a < attribute.values; ++a) {
      for (uint32_t b = 0; b < attribute.values; ++b) {
        table[static_cast<size_t>(a) * attribute.values + b] =
            static_cast<int32_t>(by_terms(attribute, a, b));
      }
    }
  }
}

int64_t TypeWeights::by_terms(const TypeAttribute& attribute, uint32_t a, uint32_t b) {
  using TermKind = TypeTerm::Kind;
  constexpr int64_t kWhole = TypeAttribute::kFull;
  const auto numbers_known = [&] {
    return attribute.numbers[a] != TypeAttribute::kNoNumber &&
           attribute.numbers[b] != TypeAttribute::kNoNumber;
  };
  const auto distance = [&] {
    const int64_t left = attribute.numbers[a];
    const int64_t right = attribute.numbers[b];
    return left < right ? right - left : left - right;
  };
  const auto shared = [&]() -> int64_t {
    const auto& left = attribute.entries[a];
    const auto& right = attribute.entries[b];
    const size_t shorter = std::min(left.size(), right.size());
    if (shorter == 0) return 0;
    return static_cast<int64_t>(common_entries(left, right)) * kWhole /
           static_cast<int64_t>(shorter);
  };
  int64_t sum = 0;
  for (const TypeTerm& term : attribute.terms) {
    bool holds = true;
    int64_t points = 0;
    switch (term.kind) {
      case TermKind::kSame:
        points = a == b && a != 0 ? kWhole : 0;
        break;
      case TermKind::kDiffer:
        points = a != b ? kWhole : 0;
        break;
      case TermKind::kNear:
        if (numbers_known()) points = kWhole - distance() * kWhole / term.range;
        break;
      case TermKind::kFar:
        if (numbers_known()) points = distance() * kWhole / term.range;
        break;
      case TermKind::kShare:
        points = shared();
        break;
      case TermKind::kMix:
        points = kWhole - shared();
        break;
      case TermKind::kTeach: {
        const auto taught = [&](uint32_t teacher, uint32_t learner) {
          const auto& wanted = attribute.wanted[learner];
          return taught_points(common_entries(attribute.entries[teacher], wanted), wanted.size());
        };
        points = (taught(a, b) + taught(b, a)) / 2;
        break;
      }
      case TermKind::kMustBeSame:
        holds = a == b && a != 0;
        break;
      case TermKind::kMustDiffer:
        holds = a != b;
        break;
      case TermKind::kMustDifferKnown:
        holds = a != b || a == 0;
        break;
      case TermKind::kMustShare:
        holds = shared() > 0;
        break;
      case TermKind::kMustNotShare:
        holds = shared() == 0;
        break;
      case TermKind::kMustBeApart:
        holds = numbers_known() && distance() >= term.min && distance() <= term.max;
        break;
      case TermKind::kMustBeNearby: {
        const int64_t left = attribute.places[a];
        const int64_t right = attribute.places[b];
        holds = left != TypeAttribute::kNoNumber && right != TypeAttribute::kNoNumber;
        if (!holds) break;
        const int64_t apart = (left < right ? right - left : left - right) % term.range;
        holds = std::min(apart, term.range - apart) <= term.max;
        break;
      }
    }
    if (!holds) return kNoPair;
    sum += term.weight * points;
  }
  return sum;
}

int64_t TypeWeights::of_types(int32_t a, int32_t b) const {
  const size_t attributes = problem_.attributes.size();
  return of_rows(problem_.codes.data() + static_cast<size_t>(a) * attributes,
                 problem_.codes.data() + static_cast<size_t>(b) * attributes);
}

int64_t TypeWeights::of_pair(int32_t a, int32_t b) const {
  const int64_t value = of_types(a, b);
  if (value < 0 || problem_.forbidden.holds(a, b)) return kNoPair;
  const size_t place = problem_.reduced.place(a, b);
  const int64_t more = raise_of(a, b);
  return value + more - (place == PersonLists::kNowhere ? 0 : problem_.reduction[place]);
}

}  // namespace weft::solve
