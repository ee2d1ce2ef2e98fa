// Made-up companies with every criterion and rule that groups can have, alone and together.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "base/random.h"
#include "solve/grouping.h"

namespace weft::solve::test {

// A small company: what the criteria and rules of the tests read.
struct Company {
  int32_t people = 0;
  std::vector<GroupSize> sizes;
  std::vector<int32_t> department;  // 0 to 2
  std::vector<int32_t> site;        // 0 or 1
  std::vector<int64_t> age;
  std::vector<bool> woman;
  std::vector<bool> lead;
  std::vector<uint32_t> skills;  // of three
  std::vector<std::vector<int64_t>> liking;
  std::vector<std::vector<int64_t>> project;  // [person][group]
  std::vector<std::pair<int32_t, int32_t>> apart;
  std::vector<std::vector<int32_t>> together;
  std::vector<int32_t> pinned;
};

inline Company random_company(Random& random, int32_t people, std::vector<GroupSize> sizes) {
  Company company;
  company.people = people;
  company.sizes = std::move(sizes);
  const auto n = static_cast<size_t>(people);
  company.liking.assign(n, std::vector<int64_t>(n, 0));
  company.pinned.assign(n, -1);
  for (size_t e = 0; e < n; ++e) {
    company.department.push_back(static_cast<int32_t>(random.below(3)));
    company.site.push_back(static_cast<int32_t>(random.below(2)));
    company.age.push_back(20 + static_cast<int64_t>(random.below(40)));
    company.woman.push_back(random.below(3) == 0);
    company.lead.push_back(random.below(2) == 0);
    company.skills.push_back(static_cast<uint32_t>(random.below(8)));
    for (size_t other = 0; other < e; ++other) {
      company.liking[e][other] = company.liking[other][e] =
          static_cast<int64_t>(random.below(2000)) - 500;
    }
    company.project.emplace_back();
    for (size_t g = 0; g < company.sizes.size(); ++g) {
      company.project.back().push_back(
          random.below(6) == 0 ? kForbiddenPlace : static_cast<int64_t>(random.below(900)));
    }
  }
  const auto someone = [&] { return static_cast<int32_t>(random.below(n)); };
  for (int i = 0; i < 2; ++i) {
    const int32_t a = someone();
    const int32_t b = someone();
    if (a != b) company.apart.emplace_back(a, b);
  }
  company.together = {{someone(), someone()}};
  company.pinned[random.index(n)] = static_cast<int32_t>(random.below(company.sizes.size()));
  return company;
}

enum Part : uint32_t {
  kMix = 1,
  kMatch = 2,
  kSpread = 4,
  kBalance = 8,
  kPairs = 16,
  kPairsShared = 32,
  kPlaces = 64,
  kNotAlone = 128,
  kAtLeast = 256,
  kAtMost = 512,
  kCover = 1024,
  kLeadInFirst = 2048,
  kApart = 4096,
  kTogether = 8192,
  kPinned = 16384,
};
constexpr int kParts = 15;
constexpr int64_t kFull = 6000;

inline std::vector<int32_t> who(const std::vector<bool>& holds) {
  std::vector<int32_t> holders;
  for (size_t e = 0; e < holds.size(); ++e) {
    if (holds[e]) holders.push_back(static_cast<int32_t>(e));
  }
  return holders;
}

inline std::vector<std::vector<int32_t>> holders_of(const std::vector<int32_t>& codes,
                                                    int32_t values) {
  std::vector<std::vector<int32_t>> holders(static_cast<size_t>(values));
  for (size_t e = 0; e < codes.size(); ++e)
    holders[static_cast<size_t>(codes[e])].push_back(static_cast<int32_t>(e));
  return holders;
}

inline GroupingProblem problem_of(const Company& company, uint32_t parts) {
  GroupingProblem problem;
  problem.elements = company.people;
  problem.sizes = company.sizes;
  if ((parts & kMix) != 0) {
    problem.counts.push_back(
        {holders_of(company.department, 3),
         [](int32_t, int32_t size, int32_t count) { return mix_points(kFull, size, count); }});
  }
  if ((parts & kMatch) != 0) {
    problem.counts.push_back(
        {holders_of(company.site, 2),
         [](int32_t, int32_t size, int32_t count) { return match_points(kFull, size, count); }});
  }
  if ((parts & kSpread) != 0) {
    const auto holders = holders_of(company.department, 3);
    std::vector<int64_t> counts;
    for (const auto& list : holders) counts.push_back(static_cast<int64_t>(list.size()));
    problem.counts.push_back(
        {holders, [counts, n = company.people](int32_t value, int32_t size, int32_t count) {
           return spread_points(kFull, size, count, counts[static_cast<size_t>(value)], n);
         }});
  }
  if ((parts & kBalance) != 0) problem.balances.push_back({company.age, kFull, 40});
  if ((parts & (kPairs | kPairsShared)) != 0) {
    problem.pair = [&company](int32_t a, int32_t b) {
      return company.liking[static_cast<size_t>(a)][static_cast<size_t>(b)];
    };
    problem.most_of_pair = 1500;
  }
  if ((parts & kPairsShared) != 0) {
    problem.pair_share = [](int32_t size) {
      return size < 2 ? 0 : kWholeShare / (size * (size - 1) / 2);
    };
  }
  if ((parts & kPlaces) != 0) {
    for (const auto& row : company.project)
      problem.places.insert(problem.places.end(), row.begin(), row.end());
  }
  const auto rule = [&](std::vector<int32_t> holders,
                        std::function<int64_t(int32_t, int32_t)> broken,
                        std::vector<int32_t> groups = {}) {
    problem.rules.push_back({std::move(holders), std::move(broken), std::move(groups)});
  };
  if ((parts & kNotAlone) != 0)
    rule(who(company.woman), [](int32_t, int32_t count) { return not_alone_broken(count); });
  if ((parts & kAtLeast) != 0)
    rule(who(company.lead), [](int32_t, int32_t count) { return at_least_broken(count, 1); });
  if ((parts & kAtMost) != 0)
    rule(holders_of(company.department, 3)[0],
         [](int32_t, int32_t count) { return at_most_broken(count, 2); });
  if ((parts & kCover) != 0) {
    for (uint32_t skill = 0; skill < 2; ++skill) {
      std::vector<bool> has;
      for (const uint32_t skills : company.skills) has.push_back((skills >> skill & 1) != 0);
      rule(who(has), [](int32_t, int32_t count) { return at_least_broken(count, 1); });
    }
  }
  if ((parts & kLeadInFirst) != 0) {
    rule(
        who(company.lead),
        [](int32_t, int32_t count) { return at_least_broken(count, 2) + at_most_broken(count, 2); },
        {0});
  }
  if ((parts & kApart) != 0) problem.apart = company.apart;
  if ((parts & kTogether) != 0) problem.together = company.together;
  if ((parts & kPinned) != 0) problem.pinned = company.pinned;
  return problem;
}

}  // namespace weft::solve::test
