// weft-solve golfers: many rounds of groups in which nobody meets twice.
#include <cstdio>

#include "solve/rounds.h"
#include "workbench.h"

namespace weft::workbench {

int solve_golfers(const Options& options) {
  constexpr int64_t kMostGroups = 1'000'000;
  constexpr int64_t kMostSize = 1000;
  constexpr int64_t kMostRounds = 1000;
  Numbers numbers(options.file);
  const auto between = [&](int64_t high, const char* what) {
    const int64_t value = numbers.next(what);
    if (value < 1 || value > high) numbers.fail(std::string(what) + " is out of range");
    return static_cast<int32_t>(value);
  };
  solve::RoundsProblem problem;
  const int32_t groups = between(kMostGroups, "the number of groups");
  problem.least = problem.most = between(kMostSize, "the size of a group");
  problem.rounds = between(kMostRounds, "the number of rounds");
  problem.people = groups * problem.least;
  numbers.end();
  solve::RoundsLimits limits;
  if (options.work > 0) limits.work = options.work;
  solve::Rounds rounds;
  const double taken = median_seconds(
      options.repeat, [&] { rounds = solve::plan_rounds(problem, options.seed, limits); });
  const solve::RoundsForecast forecast = solve::forecast_rounds(problem);
  std::printf("repeats %lld\nclean %d\nbound %d\nmost %d\nseconds %.6f\n",
              static_cast<long long>(rounds.repeats), rounds.clean, forecast.rounds,
              rounds.most_repeats, taken);
  if (!options.print) return 0;
  for (size_t r = 0; r < rounds.plan.size(); ++r) {
    for (size_t g = 0; g < rounds.plan[r].size(); ++g) {
      std::printf("%zu %zu", r, g);
      for (const int32_t person : rounds.plan[r][g]) std::printf(" %d", person);
      std::printf("\n");
    }
  }
  return 0;
}

}  // namespace weft::workbench
