// weft-solve typed: people of types, with the bound over types.
#include <algorithm>
#include <cstddef>
#include <cstdio>

#include "solve/typed_groups.h"
#include "solve/typed_matching.h"
#include "workbench.h"

namespace weft::workbench {
namespace {

// People of these groups must not meet again.
void remember(const solve::TypedGroups& found, solve::TypedProblem& problem) {
  const auto people = static_cast<size_t>(problem.people);
  solve::PersonLists& lists = problem.forbidden;
  if (lists.begin.empty()) lists.begin.assign(people + 1, 0);
  std::vector<const std::vector<int32_t>*> group_of(people);
  for (const std::vector<int32_t>& group : found.groups) {
    for (const int32_t person : group) group_of[static_cast<size_t>(person)] = &group;
  }
  solve::PersonLists longer;
  longer.begin.reserve(people + 1);
  longer.begin.push_back(0);
  for (size_t person = 0; person < people; ++person) {
    const auto from = static_cast<std::ptrdiff_t>(longer.other.size());
    longer.other.insert(longer.other.end(),
                        lists.other.begin() + static_cast<std::ptrdiff_t>(lists.begin[person]),
                        lists.other.begin() + static_cast<std::ptrdiff_t>(lists.begin[person + 1]));
    for (const int32_t other : *group_of[person]) {
      if (other != static_cast<int32_t>(person)) longer.other.push_back(other);
    }
    std::sort(longer.other.begin() + from, longer.other.end());
    longer.other.erase(std::unique(longer.other.begin() + from, longer.other.end()),
                       longer.other.end());
    longer.begin.push_back(static_cast<uint32_t>(longer.other.size()));
  }
  lists = std::move(longer);
}

int solve_typed_groups(solve::TypedProblem& problem, const Options& options) {
  const int32_t most = problem.people % options.size == 0 ? options.size : options.size + 1;
  solve::TypedGroups found;
  double taken = 0;
  for (int32_t round = 0; round < options.rounds; ++round) {
    if (round > 0) remember(found, problem);
    const Random random(options.seed + static_cast<uint64_t>(round));
    taken = median_seconds(options.repeat, [&] {
      found = solve::group_by_types(problem, options.size, most, random);
    });
  }
  std::printf("value %lld\nbound %lld\ngroups %zu\nbroken %lld\nproof %s\nseconds %.6f\n",
              static_cast<long long>(found.value), static_cast<long long>(found.bound),
              found.groups.size(), static_cast<long long>(found.broken),
              found.bound == found.value ? "optimal" : "bounded", taken);
  if (!options.print) return 0;
  for (const std::vector<int32_t>& group : found.groups) {
    for (size_t i = 0; i < group.size(); ++i) std::printf(i == 0 ? "%d" : " %d", group[i]);
    std::printf("\n");
  }
  return 0;
}

}  // namespace

int solve_typed(const Options& options) {
  using Kind = solve::TypeTerm::Kind;
  constexpr int64_t kMostPeople = 20'000'000;
  constexpr int64_t kMostAttributes = 20;
  constexpr int64_t kMostValues = 1'000'000;
  constexpr int64_t kMostWeight = 100;
  Numbers numbers(options.file);
  const auto between = [&](int64_t low, int64_t high, const char* what) {
    const int64_t value = numbers.next(what);
    if (value < low || value > high) numbers.fail(std::string(what) + " is out of range");
    return value;
  };
  solve::TypedProblem problem;
  problem.people = static_cast<int32_t>(between(0, kMostPeople, "the number of people"));
  const int64_t attributes = between(0, kMostAttributes, "the number of attributes");
  for (int64_t k = 0; k < attributes; ++k) {
    solve::TypeAttribute& attribute = problem.attributes.emplace_back();
    attribute.values = static_cast<uint32_t>(between(1, kMostValues, "the number of values"));
    for (uint32_t code = 0; code < attribute.values; ++code) attribute.numbers.push_back(code);
    for (const Kind kind : {Kind::kSame, Kind::kDiffer, Kind::kNear, Kind::kFar}) {
      const auto weight = static_cast<int32_t>(between(0, kMostWeight, "a weight"));
      const int64_t range = attribute.values > 1 ? int64_t{attribute.values} - 1 : 1;
      if (weight > 0) attribute.terms.push_back({kind, weight, range});
    }
  }
  for (int64_t i = 0; i < problem.people; ++i) {
    for (const solve::TypeAttribute& attribute : problem.attributes) {
      problem.codes.push_back(
          static_cast<uint32_t>(between(0, int64_t{attribute.values} - 1, "a code")));
    }
  }
  numbers.end();
  if (options.size > 2 || options.rounds > 1) return solve_typed_groups(problem, options);
  solve::TypedMatching matching;
  const double taken = median_seconds(
      options.repeat, [&] { matching = solve::max_typed_matching(problem, {}, Random(1)); });
  const bool holds = solve::covers_every_pair(problem, matching.bound);
  const int64_t bound = solve::bound_of_pairs(matching.bound.of_people(problem), matching.pairs);
  std::printf("value %lld\nbound %lld\npairs %lld\nproof %s\nseconds %.6f\n",
              static_cast<long long>(matching.value), static_cast<long long>(bound),
              static_cast<long long>(matching.pairs),
              !holds                    ? "none"
              : bound == matching.value ? "optimal"
                                        : "bounded",
              taken);
  if (options.print) {
    for (const int32_t mate : matching.mate) std::printf("%d\n", mate);
  }
  return holds ? 0 : 1;
}

}  // namespace weft::workbench
