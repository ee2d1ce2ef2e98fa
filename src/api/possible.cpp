#include "api/possible.h"

#include <algorithm>
#include <numeric>

#include "base/random.h"

namespace weft {
namespace {

constexpr int32_t kCountable = 6000;
constexpr int32_t kSample = 1500;
constexpr size_t kNamed = 20;

}  // namespace

bool makes_pairs(const Program& program) {
  const Shape& shape = program.shape;
  if (!shape.of_any_two()) return false;
  return shape.worth == Shape::Worth::kOwn || (shape.sized && program.max_size == 2);
}

Json possible_to_json(const Roster& roster, const Program& program,
                      const Participants& participants, const Fit& fit) {
  const int32_t n = fit.size();
  Json json = {{"people", roster.people()}, {"takingPart", n}};
  json["notTakingPart"] = Json::array();
  for (const auto& excluded : participants.excluded) {
    json["notTakingPart"].push_back({{"code", excluded.code},
                                     {"args", {{"column", excluded.column}}},
                                     {"people", excluded.people}});
  }
  // With roles, or of whole groups, pairs of any two mean little: the format has figures of its
  // own.
  if (!program.shape.of_any_two()) return json;
  // Who makes a pair where a format says itself what it is worth, or what larger groups there are,
  // it says itself: of these figures only what the rules forbid is true.
  const bool any_two = makes_pairs(program) && program.shape.worth != Shape::Worth::kOwn;
  const bool trio = n % 2 == 1 && program.trio && n >= 3;
  if (any_two) json["groups"] = {{"pairs", trio ? (n - 3) / 2 : n / 2}, {"trios", trio ? 1 : 0}};

  const bool exact = n <= kCountable;
  std::vector<int32_t> sample(static_cast<size_t>(n));
  std::iota(sample.begin(), sample.end(), 0);
  if (!exact) {
    Random random = Random(program.seed).fork(0x706f7373);
    random.shuffle(std::span<int32_t>(sample));
    sample.resize(kSample);
    std::sort(sample.begin(), sample.end());
  }
  const size_t size = sample.size();
  std::vector<int64_t> partners(size, 0);
  // Of confidential rules nothing is counted: so nothing can be read from the figures.
  std::vector<int64_t> forbidden(program.rules.size(), 0);
  int64_t possible = 0;
  for (size_t i = 0; i < size; ++i) {
    for (size_t j = i + 1; j < size; ++j) {
      bool admissible = true;
      for (size_t rule = 0; rule < program.rules.size(); ++rule) {
        if (is_confidential(program.rules[rule]) || fit.holds(rule, sample[i], sample[j])) continue;
        ++forbidden[rule];
        admissible = false;
      }
      if (!admissible) continue;
      ++possible;
      ++partners[i];
      ++partners[j];
    }
  }
  const auto all = [](int64_t people) { return people * (people - 1) / 2; };
  const int64_t of = all(n);
  const int64_t seen = all(static_cast<int64_t>(size));
  // Up to n² · n² / 2: beyond 64 bits for rosters of a million.
  const auto scaled = [&](int64_t count) {
    return exact || seen == 0
               ? count
               : static_cast<int64_t>(static_cast<double>(count) / static_cast<double>(seen) *
                                      static_cast<double>(of));
  };
  const auto scaled_partners = [&](int64_t count) {
    return exact || size < 2 ? count : count * (n - 1) / static_cast<int64_t>(size - 1);
  };
  json["rules"] = Json::array();
  for (size_t rule = 0; rule < forbidden.size(); ++rule) {
    if (!is_confidential(program.rules[rule]))
      json["rules"].push_back({{"rule", rule}, {"pairs", scaled(forbidden[rule])}});
  }
  if (!any_two) return json;
  json["pairs"] = {{"possible", scaled(possible)}, {"of", of}, {"exact", exact}};
  std::vector<int64_t> sorted = partners;
  std::sort(sorted.begin(), sorted.end());
  json["partners"] = {{"fewest", sorted.empty() ? 0 : scaled_partners(sorted.front())},
                      {"median", sorted.empty() ? 0 : scaled_partners(sorted[sorted.size() / 2])}};
  int64_t stranded = 0;
  Json named = Json::array();
  for (size_t i = 0; exact && i < size; ++i) {
    if (partners[i] > 0) continue;
    ++stranded;
    const auto person = static_cast<size_t>(fit.person(sample[i]));
    if (named.size() < kNamed) {
      named.push_back({{"id", roster.ids[person]},
                       {"name", roster.names[person]},
                       {"row", roster.rows[person]}});
    }
  }
  json["stranded"] = stranded;
  json["strandedPeople"] = std::move(named);
  return json;
}

}  // namespace weft
