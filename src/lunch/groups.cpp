#include "lunch/groups.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "groups/team_problem.h"
#include "lunch/seats.h"
#include "lunch/terms.h"
#include "outcome/measure.h"
#include "pairs/typed_pairs.h"
#include "solve/grouping_bound.h"
#include "solve/grouping_parts.h"
#include "solve/typed_groups.h"

namespace weft {
namespace {

using Members = std::vector<std::vector<int32_t>>;

constexpr int64_t kWorkPerPerson = 2'000'000;
constexpr int64_t kLeastWork = 20'000'000;
constexpr int64_t kMostWork = 1'000'000'000;
constexpr int64_t kMostInParts = 2'000'000'000;
constexpr int64_t kMostFromStart = 200'000'000;
constexpr int64_t kPlacesLookedAt = 2'000;  // for somebody who is left over

int64_t pairs_in(int64_t size) { return size * (size - 1) / 2; }

bool is_odd_size(const Program& program, size_t size) {
  return static_cast<int32_t>(size) < program.min_size ||
         static_cast<int32_t>(size) > program.max_size;
}

// People with their rules and criteria, and what became of them.
class LunchGrouping {
 public:
  explicit LunchGrouping(const LunchGroupsInput& input)
      : input_(input),
        program_(input.program),
        fit_(input.fit),
        random_(input.random),
        apart_(kept_apart(input.fit)) {}

  Plan run();
  std::optional<Plan> run_for_more(size_t seated);

 private:
  struct Solved {
    Members groups;
    int64_t bound = 0;
    int64_t broken = 0;
    bool proven = false;   // nothing is better, but for rounding
    bool waits = false;    // it is searched elsewhere: all else is nothing yet
    bool by_turn = false;  // rules on turns were among the others
    std::optional<int64_t> smallest;
    std::string solver;
  };

  Solved solve(const std::vector<int32_t>& people, const LunchSizes& sizes, bool by_turn,
               const std::vector<int32_t>& start = {});
  Solved by_search(const Fit& fit, const std::vector<int32_t>& people, const LunchSizes& sizes,
                   bool by_turn, const std::vector<int32_t>& start);
  Solved by_type(const Fit& fit, const std::vector<int32_t>& people, const LunchSizes& sizes) const;
  void serve_turns(const std::vector<int32_t>& people, const LunchSizes& sizes,
                   solve::GroupingProblem& problem) const;
  std::vector<int32_t> sit_out(std::vector<int32_t>& people, int32_t count);
  std::vector<int32_t> deal(std::vector<int32_t>& people, LunchSizes& sizes);
  solve::Seating seating();
  Plan seated(solve::Seating seats);
  Solved in_seats(const solve::Seating& seats, const std::vector<int32_t>& people,
                  const LunchSizes& sizes);
  std::vector<int32_t> without_clashing(std::vector<int32_t> people, Members& groups);
  Plan plan_of(Solved solved, std::vector<int32_t> left, const std::vector<int32_t>& people,
               const LunchSizes& sizes, bool all);
  std::vector<int32_t> take_out(Members& groups) const;
  void dissolve_small(Members& groups, std::vector<int32_t>& left) const;
  void find_places(std::vector<int32_t>& left, Members& groups);
  bool fits(int32_t participant, const std::vector<int32_t>& group) const;
  int64_t value_of(const Members& groups) const;
  Solved surprising(const std::vector<int32_t>& people, const LunchSizes& sizes, int64_t value);
  int32_t largest() const { return program_.max_size + (program_.trio ? 1 : 0); }
  int32_t smallest() const {
    return std::max(kSmallestLunch, program_.min_size - (program_.trio ? 1 : 0));
  }
  int64_t turn_of(int32_t participant) const {
    return input_.turn[static_cast<size_t>(participant)];
  }

  const LunchGroupsInput& input_;
  const Program& program_;
  const Fit& fit_;
  Random random_;
  int64_t noise_ = 0;  // that a pair may have on top: chance instead of the best
  uint64_t searches_ = 0;
  std::vector<std::vector<int32_t>> apart_;
};

// Numbers of pairs of these sizes divide it.
int64_t common_multiple(const std::vector<int32_t>& sizes) {
  int64_t all = 1;
  for (const int32_t size : sizes) all = std::lcm(all, int64_t{size} * (size - 1));
  return all;
}

void remove_all(const std::vector<int32_t>& sorted, std::vector<int32_t>& from) {
  from.erase(std::remove_if(from.begin(), from.end(),
                            [&](int32_t one) {
                              return std::binary_search(sorted.begin(), sorted.end(), one);
                            }),
             from.end());
}

int64_t noise_of(uint64_t seed, int32_t a, int32_t b, int64_t most) {
  if (most == 0) return 0;
  const auto [low, high] = std::minmax(a, b);
  Random random(seed ^ (static_cast<uint64_t>(low) << 32 | static_cast<uint64_t>(high)));
  return static_cast<int64_t>(random.below(static_cast<uint64_t>(most) + 1));
}

// Of pairs summed over groups of these sizes, the smaller first, to the sum of means over pairs:
// the smaller groups gain most by a pair.
int64_t bound_of_means(int64_t sum, const std::vector<int32_t>& sizes, int64_t full) {
  int64_t bound = sizes.front() < sizes.back() ? 1 : 0;
  for (auto group = sizes.begin(); group != sizes.end();) {
    const auto next = std::upper_bound(group, sizes.end(), *group);
    const int64_t pairs = pairs_in(*group);
    const int64_t here = std::min(sum, (next - group) * pairs * full);
    bound += here / pairs;
    sum -= here;
    group = next;
  }
  return bound;
}

LunchGrouping::Solved LunchGrouping::by_type(const Fit& fit, const std::vector<int32_t>& people,
                                             const LunchSizes& sizes) const {
  FitTypes types(input_.roster, program_, fit);
  const solve::TypedProblem problem = typed_problem(program_, fit, types);
  solve::TypedGroupLimits limits;
  if (noise_ > 0) limits.surprise = program_.serendipity;
  solve::TypedUnits units;
  for (int32_t i = 0; i < fit.size(); ++i) {
    std::vector<int32_t> unit = fit.together_with(i);
    if (unit.empty() || unit[0] < i) continue;
    unit.push_back(i);
    units.push_back(std::move(unit));
  }
  solve::TypedGroups found = group_by_types(problem, sizes.sizes.front(), sizes.sizes.back(),
                                            random_.fork(4), limits, units);
  Solved solved;
  solved.solver = "types";
  solved.bound = bound_of_means(found.bound, sizes.sizes, fit.full_value());
  solved.broken = found.broken + found.torn;
  solved.groups = std::move(found.groups);
  for (auto& group : solved.groups) {
    for (int32_t& member : group) member = people[static_cast<size_t>(member)];
  }
  return solved;
}

// In groups of a size that nobody asked for. `people` are those of the problem.
void LunchGrouping::serve_turns(const std::vector<int32_t>& people, const LunchSizes& sizes,
                                solve::GroupingProblem& problem) const {
  std::vector<int32_t> larger;
  std::vector<int32_t> smaller;
  int32_t needed = 0;
  for (size_t g = 0; g < sizes.sizes.size(); ++g) {
    const int32_t size = sizes.sizes[g];
    if (!is_odd_size(program_, static_cast<size_t>(size))) continue;
    const bool large = size > program_.max_size;
    (large ? larger : smaller).push_back(static_cast<int32_t>(g));
    needed += large ? 1 : size;
  }
  if (needed == 0) return;
  std::vector<int32_t> order(people.size());
  std::iota(order.begin(), order.end(), 0);
  const auto turn = [&](int32_t i) { return turn_of(people[static_cast<size_t>(i)]); };
  std::stable_sort(order.begin(), order.end(),
                   [&](int32_t a, int32_t b) { return turn(a) < turn(b); });
  auto count = static_cast<size_t>(needed);
  while (count < order.size() && turn(order[count]) == turn(order[count - 1])) ++count;
  if (count == order.size()) return;
  order.resize(count);
  std::sort(order.begin(), order.end());
  const auto at_least = [&](std::function<int64_t(int32_t, int32_t)> broken,
                            std::vector<int32_t> groups) {
    if (groups.empty()) return;
    solve::CountRule& rule = problem.rules.emplace_back();
    rule.holders = order;
    rule.broken = std::move(broken);
    rule.groups = std::move(groups);
  };
  at_least([](int32_t, int32_t holders) { return solve::at_least_broken(holders, 1); },
           std::move(larger));
  at_least([](int32_t size, int32_t holders) { return solve::at_least_broken(holders, size); },
           std::move(smaller));
}

LunchGrouping::Solved LunchGrouping::by_search(const Fit& fit, const std::vector<int32_t>& people,
                                               const LunchSizes& sizes, bool by_turn,
                                               const std::vector<int32_t>& start) {
  const int64_t scale = common_multiple(sizes.sizes);
  Program scaled = program_;
  for (Criterion& criterion : scaled.criteria) criterion.weight *= scale;
  TeamTerms terms;
  terms.count = static_cast<int32_t>(sizes.sizes.size());
  TeamProblem teams(input_.roster, scaled, fit, terms);
  solve::GroupingProblem& problem = teams.problem();
  problem.sizes.clear();
  for (const int32_t size : sizes.sizes) problem.sizes.push_back({size, size});
  if (problem.pair || noise_ > 0) {
    problem.pair = [of_pair = problem.pair, scale, most = noise_, seed = random_.fork(5).next()](
                       int32_t a, int32_t b) {
      return (of_pair ? of_pair(a, b) / scale : 0) + noise_of(seed, a, b, most);
    };
    problem.most_of_pair = problem.most_of_pair / scale + noise_;
    problem.pair_share = [scale](int32_t size) {
      return size < 2 ? 0 : solve::kWholeShare * (scale / pairs_in(size));
    };
  }
  const size_t rules = problem.rules.size();
  if (by_turn) serve_turns(people, sizes, problem);

  const solve::GroupingBound bound = grouping_bound(problem);
  const bool worst_first = problem.worst_first;
  solve::GroupingOptions options;
  options.budget.work = std::clamp(kWorkPerPerson * fit.size(), kLeastWork,
                                   input_.runner != nullptr ? kMostInParts : kMostWork);
  // Without criteria the first that keeps the rules will do.
  if (program_.criteria.empty()) options.budget.work /= 10;
  Solved solved;
  solved.by_turn = problem.rules.size() > rules;
  solved.bound = bound.value / scale;
  options.enough = bound.value;
  if (noise_ == 0) {
    FitTypes types(input_.roster, program_, fit);
    const solve::TypedProblem typed = typed_problem(program_, fit, types);
    std::vector<int32_t> larger_first(sizes.sizes.rbegin(), sizes.sizes.rend());
    const int64_t pairs = bound_of_groups(typed, larger_first, Random(random_).fork(7));
    const int64_t most_of_all =
        std::min(bound_of_means(pairs, sizes.sizes, fit.full_value()),
                 static_cast<int64_t>(sizes.sizes.size()) * fit.full_value());
    solved.bound = std::min(solved.bound, most_of_all);
    options.enough = std::min(options.enough, most_of_all * scale);
  }
  const int64_t most = worst_first ? bound.smallest / scale : solved.bound;
  if (input_.bounds && noise_ == 0) input_.bounds(std::nullopt, most);
  options.progress = [&](const solve::GroupingProgress& progress) {
    if (input_.bounds && progress.broken == 0 && noise_ == 0)
      input_.bounds((worst_first ? progress.smallest : progress.value) / scale, most);
    if (input_.progress) input_.progress(static_cast<double>(progress.spent) / solve::kAllSpent);
  };
  const Random random = random_.fork(6 + 1000 * searches_++);
  // Nothing worse comes out of a start, which parts do not have.
  options.start = start;
  if (!start.empty()) options.budget.work = std::min(options.budget.work, kMostFromStart);
  const std::optional<solve::Grouping> searched =
      input_.runner != nullptr && start.empty()
          ? best_grouping_in_parts(problem, options, random, *input_.runner, scale)
          : best_grouping(problem, options, random);
  if (!searched) {
    solved.waits = true;
    return solved;
  }
  const solve::Grouping& found = *searched;
  solved.solver = found.optimal ? "grouping-exact" : "grouping";
  solved.broken = found.group.empty() ? 1 : found.worth.broken;
  solved.groups.resize(sizes.sizes.size());
  for (size_t i = 0; i < found.group.size(); ++i)
    solved.groups[static_cast<size_t>(found.group[i])].push_back(people[i]);
  solved.proven = !worst_first && (found.optimal || found.worth.value >= options.enough);
  solved.smallest = (worst_first && found.optimal ? found.worth.smallest : bound.smallest) / scale;
  return solved;
}

LunchGrouping::Solved LunchGrouping::solve(const std::vector<int32_t>& people,
                                           const LunchSizes& sizes, bool by_turn,
                                           const std::vector<int32_t>& start) {
  const bool large = static_cast<int32_t>(people.size()) > solve::kTabulatedUnits;
  if (static_cast<int32_t>(people.size()) == fit_.size())
    return large ? by_type(fit_, people, sizes) : by_search(fit_, people, sizes, by_turn, start);
  std::vector<int32_t> of_roster;
  for (const int32_t participant : people) of_roster.push_back(fit_.person(participant));
  Fit fit(input_.roster, program_, input_.history, std::move(of_roster), input_.date);
  fit.keep_ranges_of(fit_);
  return large ? by_type(fit, people, sizes) : by_search(fit, people, sizes, by_turn, start);
}

// By turn, and among equals by lot; who belongs to somebody last, and then with them. May be more
// than `count`.
std::vector<int32_t> LunchGrouping::sit_out(std::vector<int32_t>& people, int32_t count) {
  std::vector<int32_t> order = people;
  random_.shuffle(std::span<int32_t>(order));
  std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
    const bool a_belongs = !fit_.together_with(a).empty();
    const bool b_belongs = !fit_.together_with(b).empty();
    return a_belongs != b_belongs ? b_belongs : turn_of(a) < turn_of(b);
  });
  order.resize(static_cast<size_t>(count));
  for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
    const std::vector<int32_t> with = fit_.together_with(order[i]);
    order.insert(order.end(), with.begin(), with.end());
  }
  std::sort(order.begin(), order.end());
  order.erase(std::unique(order.begin(), order.end()), order.end());
  remove_all(order, people);
  return order;
}

// Takes out who sits out, until the others can be dealt.
std::vector<int32_t> LunchGrouping::deal(std::vector<int32_t>& people, LunchSizes& sizes) {
  std::vector<int32_t> out;
  while (true) {
    sizes = lunch_sizes(static_cast<int32_t>(people.size()), program_.min_size, program_.max_size,
                        program_.trio);
    if (sizes.sit_out == 0) break;
    const std::vector<int32_t> more = sit_out(people, sizes.sit_out);
    out.insert(out.end(), more.begin(), more.end());
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool LunchGrouping::fits(int32_t participant, const std::vector<int32_t>& group) const {
  return std::all_of(group.begin(), group.end(),
                     [&](int32_t other) { return fit_.admissible(participant, other); });
}

// Those of a group who clash with most others, until nobody clashes, and who belongs to them; and
// who belongs together but is not.
std::vector<int32_t> LunchGrouping::take_out(Members& groups) const {
  std::vector<int32_t> out;
  for (std::vector<int32_t>& group : groups) {
    for (const int32_t member : group) {
      const std::vector<int32_t> with = fit_.together_with(member);
      const bool torn = std::any_of(with.begin(), with.end(), [&](int32_t other) {
        return std::count(group.begin(), group.end(), other) == 0;
      });
      if (torn) out.push_back(member);
    }
    while (true) {
      int64_t most = 0;
      int32_t worst = -1;
      for (const int32_t member : group) {
        const int64_t clashes = std::count_if(group.begin(), group.end(), [&](int32_t other) {
          return other != member && !fit_.admissible(member, other);
        });
        if (clashes <= most) continue;
        most = clashes;
        worst = member;
      }
      if (worst < 0) break;
      std::vector<int32_t> leaving = fit_.together_with(worst);
      leaving.push_back(worst);
      std::sort(leaving.begin(), leaving.end());
      remove_all(leaving, group);
      out.insert(out.end(), leaving.begin(), leaving.end());
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  for (std::vector<int32_t>& group : groups) remove_all(out, group);
  return out;
}

void LunchGrouping::dissolve_small(Members& groups, std::vector<int32_t>& left) const {
  for (const std::vector<int32_t>& group : groups) {
    if (static_cast<int32_t>(group.size()) < smallest())
      left.insert(left.end(), group.begin(), group.end());
  }
  groups.erase(std::remove_if(groups.begin(), groups.end(),
                              [&](const std::vector<int32_t>& group) {
                                return static_cast<int32_t>(group.size()) < smallest();
                              }),
               groups.end());
}

// Who is left joins a group that has room, where it fits best; else a group of their own.
void LunchGrouping::find_places(std::vector<int32_t>& left, Members& groups) {
  std::vector<int32_t> rest;
  for (const int32_t participant : left) {
    size_t best = groups.size();
    int64_t most = INT64_MIN;
    const size_t start = groups.empty() ? 0 : random_.index(groups.size());
    const size_t looks = std::min(groups.size(), static_cast<size_t>(kPlacesLookedAt));
    for (size_t i = 0; i < looks && fit_.together_with(participant).empty(); ++i) {
      const size_t g = (start + i) % groups.size();
      const std::vector<int32_t>& group = groups[g];
      if (group.empty() || static_cast<int32_t>(group.size()) >= largest() ||
          !fits(participant, group))
        continue;
      int64_t sum = 0;
      for (const int32_t other : group) sum += fit_.value(participant, other);
      const int64_t mean = sum / static_cast<int64_t>(group.size());
      // A group that keeps to what was asked for goes first.
      const int64_t worth = static_cast<int32_t>(group.size()) < program_.max_size
                                ? mean + fit_.full_value() + 1
                                : mean;
      if (worth <= most) continue;
      most = worth;
      best = g;
    }
    if (best == groups.size()) {
      rest.push_back(participant);
    } else {
      groups[best].push_back(participant);
    }
  }
  left.clear();
  // A group of those who are still left, as long as there is one.
  while (!rest.empty()) {
    std::vector<int32_t> group;
    for (const int32_t participant : rest) {
      if (static_cast<int32_t>(group.size()) < program_.max_size &&
          fit_.together_with(participant).empty() && fits(participant, group))
        group.push_back(participant);
    }
    if (static_cast<int32_t>(group.size()) >= smallest()) {
      remove_all(group, rest);
      groups.push_back(std::move(group));
    } else {
      left.push_back(rest.front());
      rest.erase(rest.begin());
    }
  }
}

int64_t LunchGrouping::value_of(const Members& groups) const {
  int64_t value = 0;
  for (const std::vector<int32_t>& group : groups) value += group_value(fit_, group);
  return value;
}

// Within the percent that chance may cost: pairs are worth more by lot, up to what may be lost. No
// groups where that is not to be had.
LunchGrouping::Solved LunchGrouping::surprising(const std::vector<int32_t>& people,
                                                const LunchSizes& sizes, int64_t value) {
  const auto groups = static_cast<int64_t>(sizes.sizes.size());
  noise_ = value * program_.serendipity / 100 / groups;
  if (noise_ == 0) return {};
  Solved found = solve(people, sizes, true);
  noise_ = 0;
  if (found.broken > 0 || 100 * value_of(found.groups) < (100 - program_.serendipity) * value)
    found.groups.clear();
  return found;
}

solve::Seating LunchGrouping::seating() {
  return seat_most({fit_, apart_, input_.turn, program_.min_size, program_.max_size, program_.trio},
                   random_.fork(9));
}

// Those who are seated, in groups of the same sizes: by turn where that can be found, else from the
// seats.
LunchGrouping::Solved LunchGrouping::in_seats(const solve::Seating& seats,
                                              const std::vector<int32_t>& people,
                                              const LunchSizes& sizes) {
  std::vector<int32_t> start(people.size());
  for (size_t t = 0; t < seats.tables.size(); ++t) {
    for (const int32_t participant : seats.tables[t]) {
      const auto at = std::lower_bound(people.begin(), people.end(), participant);
      start[static_cast<size_t>(at - people.begin())] = static_cast<int32_t>(t);
    }
  }
  Solved solved = solve(people, sizes, true, start);
  return solved.broken == 0 ? solved : solve(people, sizes, false, start);
}

// Who stays over once those are taken out who clash: of people too many to seat them one by one.
std::vector<int32_t> LunchGrouping::without_clashing(std::vector<int32_t> people, Members& groups) {
  std::vector<int32_t> left = take_out(groups);
  remove_all(left, people);
  LunchSizes sizes;
  const std::vector<int32_t> more = deal(people, sizes);
  left.insert(left.end(), more.begin(), more.end());
  for (std::vector<int32_t>& group : groups) remove_all(more, group);
  dissolve_small(groups, left);
  return left;
}

// Of `all` people; else the bound is for groups that others would make.
Plan LunchGrouping::plan_of(Solved solved, std::vector<int32_t> left,
                            const std::vector<int32_t>& people, const LunchSizes& sizes, bool all) {
  Plan plan;
  const int64_t value = value_of(solved.groups);
  const auto groups = static_cast<int64_t>(solved.groups.size());
  plan.proven_bound = true;
  plan.bound = std::min(solved.bound, groups * fit_.full_value());
  if (solved.proven) plan.bound = value;
  if (!all) {
    // How many groups others would make is not known: as many as these people could.
    int64_t matched = 0;
    int32_t least = smallest();
    for (const auto& group : solved.groups) {
      matched += static_cast<int64_t>(group.size());
      least = std::min(least, static_cast<int32_t>(group.size()));
    }
    plan.bound = std::max(groups, matched / least) * fit_.full_value();
  }
  plan.solver = solved.solver;
  if (program_.favour == Favour::kWorst) {
    if (solved.smallest && all) {
      plan.worst = Plan::Worst{*solved.smallest, false};
    } else {
      plan.worst = Plan::Worst{fit_.full_value(), false};
      if (!solved.smallest) {
        add_issue(plan.issues, Severity::kWarning, "run.worstTooMany", {},
                  {{"most", int64_t{solve::kTabulatedUnits}}});
      }
    }
  }
  if (program_.serendipity > 0) {
    Solved other;
    if (all) other = surprising(people, sizes, value);
    if (other.waits) return waiting_plan();
    if (!other.groups.empty()) solved.groups = std::move(other.groups);
    plan.without_serendipity = std::max(value, value_of(solved.groups));
  }
  for (std::vector<int32_t>& group : solved.groups) plan.groups.push_back({std::move(group), -1});
  plan.left_out = std::move(left);
  for (PlannedGroup& group : plan.groups)
    mark_odd(program_, [&](int32_t participant) { return turn_of(participant); }, group);
  return plan;
}

Plan LunchGrouping::run() {
  std::vector<int32_t> people(static_cast<size_t>(fit_.size()));
  std::iota(people.begin(), people.end(), 0);
  LunchSizes sizes;
  std::vector<int32_t> odd = deal(people, sizes);
  if (sizes.sizes.empty()) {
    // Too few for a group, which has nothing to do with turns.
    Plan plan;
    plan.left_out = std::move(odd);
    plan.proven_bound = true;
    return plan;
  }
  sizes.sizes = sizes_needed(static_cast<int32_t>(people.size()), program_.min_size,
                             program_.max_size, program_.trio, tables_needed(fit_, apart_, people));
  // By type there are as many groups as the smallest size allows.
  const auto count = static_cast<int32_t>(people.size());
  if (count > solve::kTabulatedUnits) sizes.sizes = even_sizes(count, count / sizes.sizes.front());
  Solved solved = solve(people, sizes, true);
  if (solved.waits) return waiting_plan();
  // The rules come before whose turn it is.
  if (solved.broken > 0 && solved.by_turn) {
    Solved other = solve(people, sizes, false);
    if (other.waits) return waiting_plan();
    if (other.broken < solved.broken) solved = std::move(other);
  }
  if (solved.broken > 0 && fit_.size() <= kEverySeat) return seated(seating());
  const bool all = solved.broken == 0;
  std::vector<int32_t> left = std::move(odd);
  if (!all) {
    const std::vector<int32_t> over = without_clashing(people, solved.groups);
    left.insert(left.end(), over.begin(), over.end());
    std::sort(left.begin(), left.end());
    find_places(left, solved.groups);
  }
  Plan plan = plan_of(std::move(solved), std::move(left), people, sizes, all);
  if (all) plan.sits_out = plan.left_out;
  return plan;
}

Plan LunchGrouping::seated(solve::Seating seats) {
  const int32_t over =
      lunch_sizes(fit_.size(), program_.min_size, program_.max_size, program_.trio).sit_out;
  const bool by_number = static_cast<int32_t>(seats.out.size()) == over;
  if (seats.tables.empty()) {
    Plan plan;
    plan.left_out = std::move(seats.out);
    plan.proven_bound = true;
    return plan;
  }
  std::vector<int32_t> people;
  LunchSizes sizes;
  for (const std::vector<int32_t>& table : seats.tables) {
    people.insert(people.end(), table.begin(), table.end());
    sizes.sizes.push_back(static_cast<int32_t>(table.size()));
  }
  std::sort(people.begin(), people.end());
  Solved solved = in_seats(seats, people, sizes);
  const bool all = seats.out.empty();
  Plan plan = plan_of(std::move(solved), std::move(seats.out), people, sizes, all);
  if (by_number) plan.sits_out = plan.left_out;
  return plan;
}

std::optional<Plan> LunchGrouping::run_for_more(size_t seated_before) {
  solve::Seating seats = seating();
  if (static_cast<size_t>(fit_.size()) - seats.out.size() <= seated_before) return std::nullopt;
  return seated(std::move(seats));
}

}  // namespace

void mark_odd(const Program& program, const std::function<int64_t(int32_t)>& turn,
              PlannedGroup& group) {
  const auto size = static_cast<int32_t>(group.people.size());
  group.short_of = std::max(0, program.min_size - size);
  if (group.short_of > 0)
    group.reasons.push_back({"group.small", {{"count", int64_t{group.short_of}}}});
  if (size <= program.max_size) return;
  group.odd = *std::min_element(group.people.begin(), group.people.end(),
                                [&](int32_t a, int32_t b) { return turn(a) < turn(b); });
}

Plan lunch_groups(const LunchGroupsInput& input) { return LunchGrouping(input).run(); }

std::optional<Plan> groups_of_more(const LunchGroupsInput& input, size_t seated) {
  return LunchGrouping(input).run_for_more(seated);
}

}  // namespace weft
