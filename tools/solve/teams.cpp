// weft-solve teams: groups under rules, with criteria on counts and means.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "solve/grouping_bound.h"
#include "solve/grouping_clash.h"
#include "solve/grouping_parts.h"
#include "workbench.h"

namespace weft::workbench {
namespace {

constexpr int64_t kWork = 400'000'000;  // where none is named
constexpr int64_t kMostCodes = 100'000;
constexpr int64_t kMostWhole = 1'000'000'000;

struct Column {
  enum class Kind { kMix, kMatch, kSpread, kBalance };
  Kind kind;
  int64_t full;
};

class TeamsReader {
 public:
  explicit TeamsReader(const std::string& file) : numbers_(file) {}

  solve::GroupingProblem read() {
    problem_.elements = next("the number of elements", 1, solve::kMostGroupingElements);
    const int32_t groups = next("the number of groups", 1, solve::kMostGroupingElements);
    for (int32_t g = 0; g < groups; ++g) {
      const int32_t least = next("the least of a group", 0, problem_.elements);
      problem_.sizes.push_back({least, next("the most of a group", least, problem_.elements)});
    }
    const int32_t criteria = next("the number of criteria", 0, 100);
    for (int32_t c = 0; c < criteria; ++c) columns_.push_back(next_column());
    const int32_t rules = next("the number of rules", 0, 100);
    for (int32_t r = 0; r < rules; ++r) problem_.rules.push_back(next_rule());
    std::vector<std::vector<int64_t>> codes(columns_.size());
    for (int32_t e = 0; e < problem_.elements; ++e) {
      for (size_t c = 0; c < columns_.size(); ++c) {
        const bool whole = columns_[c].kind == Column::Kind::kBalance;
        codes[c].push_back(whole ? next("a number", -kMostWhole, kMostWhole)
                                 : next("a code", 0, kMostCodes));
      }
      for (solve::CountRule& rule : problem_.rules) {
        if (next("0 or 1", 0, 1) == 1) rule.holders.push_back(e);
      }
    }
    const int32_t apart = next("the number of pairs apart", 0, 50'000'000);
    for (int32_t i = 0; i < apart; ++i) {
      const int32_t a = next("an element", 0, problem_.elements - 1);
      const int32_t b = next("an element", 0, problem_.elements - 1);
      if (a == b) numbers_.fail("an element apart from itself");
      problem_.apart.emplace_back(a, b);
    }
    numbers_.end();
    for (size_t c = 0; c < columns_.size(); ++c) add_criterion(columns_[c], codes[c]);
    return std::move(problem_);
  }

 private:
  int32_t next(const char* what, int64_t least, int64_t most) {
    const int64_t value = numbers_.next(what);
    if (value < least || value > most) numbers_.fail(std::string("out of range: ") + what);
    return static_cast<int32_t>(value);
  }

  Column next_column() {
    Column column = {Column::Kind::kMix, 0};
    if (numbers_.takes("match")) {
      column.kind = Column::Kind::kMatch;
    } else if (numbers_.takes("spread")) {
      column.kind = Column::Kind::kSpread;
    } else if (numbers_.takes("balance")) {
      column.kind = Column::Kind::kBalance;
    } else if (!numbers_.takes("mix")) {
      numbers_.fail("`mix`, `match`, `spread` or `balance` was expected");
    }
    column.full = next("what a criterion gives at most", 0, 100'000'000);
    return column;
  }

  solve::CountRule next_rule() {
    if (numbers_.takes("notAlone")) {
      return {{}, [](int32_t, int32_t count) { return solve::not_alone_broken(count); }, {}};
    }
    if (numbers_.takes("atLeast")) {
      const int32_t n = next("a count", 0, 1000);
      return {{}, [n](int32_t, int32_t count) { return solve::at_least_broken(count, n); }, {}};
    }
    if (numbers_.takes("atMost")) {
      const int32_t n = next("a count", 0, 1000);
      return {{},
              [n](int32_t, int32_t count) {
                return std::min<int64_t>(1000, solve::at_most_broken(count, n));
              },
              {}};
    }
    numbers_.fail("`notAlone`, `atLeast` or `atMost` was expected");
  }

  void add_criterion(const Column& column, const std::vector<int64_t>& codes) {
    const int64_t full = column.full;
    if (column.kind == Column::Kind::kBalance) {
      const auto range = std::minmax_element(codes.begin(), codes.end());
      problem_.balances.push_back(
          {codes, full, std::max<int64_t>(1, *range.second - *range.first)});
      return;
    }
    std::vector<std::vector<int32_t>> holders(
        static_cast<size_t>(*std::max_element(codes.begin(), codes.end())) + 1);
    for (size_t e = 0; e < codes.size(); ++e)
      holders[static_cast<size_t>(codes[e])].push_back(static_cast<int32_t>(e));
    std::vector<int64_t> counts;
    for (const auto& list : holders) counts.push_back(static_cast<int64_t>(list.size()));
    const int32_t all = problem_.elements;
    std::function<int64_t(int32_t, int32_t, int32_t)> points;
    if (column.kind == Column::Kind::kMix) {
      points = [full](int32_t, int32_t size, int32_t count) {
        return solve::mix_points(full, size, count);
      };
    } else if (column.kind == Column::Kind::kMatch) {
      points = [full](int32_t, int32_t size, int32_t count) {
        return solve::match_points(full, size, count);
      };
    } else {
      points = [full, counts, all](int32_t value, int32_t size, int32_t count) {
        return solve::spread_points(full, size, count, counts[static_cast<size_t>(value)], all);
      };
    }
    problem_.counts.push_back({std::move(holders), std::move(points)});
  }

  Numbers numbers_;
  solve::GroupingProblem problem_;
  std::vector<Column> columns_;
};

}  // namespace

int solve_teams(const Options& options) {
  solve::GroupingProblem problem = TeamsReader(options.file).read();
  problem.worst_first = options.favour == "worst";
  if (const auto clash = grouping_clash(problem)) {
    std::printf("clash %d rule %d least %lld most %lld number %lld\n",
                static_cast<int>(clash->kind), clash->rule, static_cast<long long>(clash->least),
                static_cast<long long>(clash->most), static_cast<long long>(clash->number));
    return 1;
  }
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const auto since = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
  solve::GroupingOptions search;
  search.budget.work = options.work < 0 ? kWork : options.work;
  if (options.seconds > 0) {
    search.budget.clock = [&](int64_t) {
      return static_cast<int64_t>(std::min(since() / options.seconds, 1.0) * solve::kAllSpent);
    };
  }
  solve::InPlace in_place;
  // A clock knows nothing of parts.
  const solve::Grouping grouping =
      options.seconds > 0
          ? best_grouping(problem, search, Random(options.seed))
          : *best_grouping_in_parts(problem, search, Random(options.seed), in_place);
  const double taken = since();
  if (grouping.group.empty()) {
    std::printf("value none\nseconds %.6f\n", taken);
    return 1;
  }
  const solve::GroupingBound bound = grouping_bound(problem);
  std::printf(
      "value %lld\nbound %lld\nsmallest %lld\nsmallest-bound %lld\nbroken %lld\nproof %s\n"
      "work %lld\nseconds %.6f\n",
      static_cast<long long>(grouping.worth.value), static_cast<long long>(bound.value),
      static_cast<long long>(grouping.worth.smallest), static_cast<long long>(bound.smallest),
      static_cast<long long>(grouping.worth.broken),
      grouping.optimal || (!problem.worst_first && grouping.worth.value == bound.value) ? "optimal"
                                                                                        : "bounded",
      static_cast<long long>(grouping.work), taken);
  if (options.print) {
    for (size_t e = 0; e < grouping.group.size(); ++e)
      std::printf("%zu %d\n", e, grouping.group[e]);
  }
  return grouping.worth.broken == 0 ? 0 : 1;
}

}  // namespace weft::workbench
