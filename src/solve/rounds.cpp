#include "solve/rounds.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include "base/random.h"
#include "solve/group_sizes.h"
#include "solve/round_designs.h"
#include "solve/round_search.h"
#include "solve/round_starters.h"

namespace weft::solve {
namespace {

constexpr int32_t kMostTimes = 100;

std::vector<int32_t> sizes_in(int32_t people, int32_t groups) {
  std::vector<int32_t> sizes(static_cast<size_t>(groups), groups == 0 ? 0 : people / groups);
  for (int32_t i = 0; groups > 0 && i < people % groups; ++i) ++sizes[static_cast<size_t>(i)];
  return sizes;
}

// Of the groups of a round, larger ones first.
std::vector<int32_t> sizes_of_round(const RoundsProblem& problem, size_t round, size_t people) {
  const auto count = static_cast<int32_t>(people);
  return problem.groups.empty() ? sizes_of_groups(count, problem.least, problem.most)
                                : sizes_in(count, problem.groups[round]);
}

// Who takes part in each round, in order.
std::vector<std::vector<int32_t>> attendance(const RoundsProblem& problem) {
  const auto known = [&](int32_t person) { return person >= 0 && person < problem.people; };
  if (problem.people < 0 || problem.rounds < 0) throw std::invalid_argument("rounds: negative");
  if (problem.absent.size() > static_cast<size_t>(problem.rounds))
    throw std::invalid_argument("rounds: more absences than rounds");
  if (!problem.groups.empty() && problem.groups.size() != static_cast<size_t>(problem.rounds))
    throw std::invalid_argument("rounds: groups of other rounds");
  for (const auto& pair : problem.apart) {
    if (!known(pair[0]) || !known(pair[1]) || pair[0] == pair[1])
      throw std::invalid_argument("rounds: no such pair");
  }
  for (const MetBefore& met : problem.met) {
    if (!known(met.a) || !known(met.b) || met.a == met.b || met.times < 1 || met.times > kMostTimes)
      throw std::invalid_argument("rounds: no such meeting");
  }
  std::vector<std::vector<int32_t>> present(static_cast<size_t>(problem.rounds));
  std::vector<bool> away;
  for (size_t r = 0; r < present.size(); ++r) {
    away.assign(static_cast<size_t>(problem.people), false);
    if (r < problem.absent.size()) {
      for (const int32_t person : problem.absent[r]) {
        if (!known(person)) throw std::invalid_argument("rounds: no such person");
        away[static_cast<size_t>(person)] = true;
      }
    }
    for (int32_t person = 0; person < problem.people; ++person) {
      if (!away[static_cast<size_t>(person)]) present[r].push_back(person);
    }
    const auto count = static_cast<int32_t>(present[r].size());
    if (problem.groups.empty() ? !sizes_fit(count, problem.least, problem.most)
                               : problem.groups[r] > count || (problem.groups[r] < 1 && count > 0))
      throw std::invalid_argument("rounds: sizes do not fit");
  }
  return present;
}

class Planner {
 public:
  Planner(const RoundsProblem& problem, uint64_t seed, const RoundsLimits& limits,
          const std::function<void(double)>& progress)
      : problem_(problem),
        random_(seed),
        work_(std::max<int64_t>(limits.work, 1)),
        progress_(progress),
        present_(attendance(problem)) {
    alike_ = std::all_of(problem.absent.begin(), problem.absent.end(),
                         [](const auto& absent) { return absent.empty(); }) &&
             std::all_of(problem.groups.begin(), problem.groups.end(),
                         [&](int32_t groups) { return groups == problem.groups[0]; });
    if (alike_ && problem.rounds > 0)
      sizes_ = sizes_of_round(problem, 0, static_cast<size_t>(problem.people));
  }

  Rounds run();

 private:
  bool has_small() const {
    return std::any_of(plan_.begin(), plan_.end(), [&](const RoundGroups& groups) {
      return std::any_of(groups.begin(), groups.end(), [&](const std::vector<int32_t>& group) {
        return static_cast<int32_t>(group.size()) < problem_.usual;
      });
    });
  }
  bool known_to_algebra() const { return alike_ && problem_.apart.empty() && problem_.met.empty(); }
  // A plan whose first `wanted` rounds have no repeat; false where it is not found for `work`.
  bool clean_plan(int32_t wanted, int64_t work);
  // Any plan, then as little to repair as a design leaves where not everybody takes part.
  RoundPlan dealt();
  void take(RoundPlan found);
  void measure(Rounds& result) const;

  const RoundsProblem& problem_;
  Random random_;
  int64_t work_;
  const std::function<void(double)>& progress_;
  std::vector<std::vector<int32_t>> present_;
  bool alike_ = true;           // everybody takes part in every round
  std::vector<int32_t> sizes_;  // then
  int32_t bound_ = 0;
  RoundPlan plan_;
  int32_t clean_ = 0;
};

// Designs have people in an order of their own: here everybody gets a place by chance.
void Planner::take(RoundPlan found) {
  std::vector<int32_t> who(static_cast<size_t>(problem_.people));
  for (size_t i = 0; i < who.size(); ++i) who[i] = static_cast<int32_t>(i);
  random_.shuffle(std::span<int32_t>(who));
  for (size_t r = 0; r < found.size() && r < plan_.size(); ++r) {
    for (std::vector<int32_t>& group : found[r]) {
      for (int32_t& person : group) person = who[static_cast<size_t>(person)];
      std::sort(group.begin(), group.end());
    }
    plan_[r] = std::move(found[r]);
  }
}

RoundPlan Planner::dealt() {
  RoundPlan design;
  // As if everybody took part in each of them.
  int32_t groups = 0;
  if (!problem_.groups.empty()) {
    groups = *std::max_element(problem_.groups.begin(), problem_.groups.end());
  } else if (sizes_fit(problem_.people, problem_.least, problem_.most)) {
    groups = problem_.people / problem_.least;
  }
  if (groups > 0 && problem_.rounds > 0)
    design = designed_rounds(problem_.people, groups, problem_.rounds);
  std::vector<int32_t> who(static_cast<size_t>(problem_.people));
  for (size_t i = 0; i < who.size(); ++i) who[i] = static_cast<int32_t>(i);
  random_.shuffle(std::span<int32_t>(who));
  RoundPlan plan;
  for (size_t r = 0; r < present_.size(); ++r) {
    std::vector<int32_t> order;
    if (r < design.size()) {
      std::vector<bool> here(static_cast<size_t>(problem_.people), false);
      for (const int32_t person : present_[r]) here[static_cast<size_t>(person)] = true;
      for (const std::vector<int32_t>& group : design[r]) {
        for (const int32_t place : group) {
          const int32_t person = who[static_cast<size_t>(place)];
          if (here[static_cast<size_t>(person)]) order.push_back(person);
        }
      }
    } else {
      order = present_[r];
      random_.shuffle(std::span<int32_t>(order));
    }
    RoundGroups& dealt = plan.emplace_back();
    auto next = order.begin();
    for (const int32_t size : sizes_of_round(problem_, r, order.size())) {
      dealt.emplace_back(next, next + size);
      std::sort(dealt.back().begin(), dealt.back().end());
      next += size;
    }
  }
  return plan;
}

bool Planner::clean_plan(int32_t wanted, int64_t work) {
  work_ -= work;
  const OpenRounds open{0, wanted};
  const auto searched = [&](int64_t budget) {
    RoundPlan plan = dealt();
    const bool found = search_rounds(problem_, open, plan, budget, random_.fork(random_.next()));
    if (found) plan_ = std::move(plan);
    return found;
  };
  if (!known_to_algebra()) return searched(work);
  RoundPlan design = designed_rounds(problem_.people, static_cast<int32_t>(sizes_.size()), wanted);
  if (static_cast<int32_t>(design.size()) == wanted) {
    take(std::move(design));
    return true;
  }
  if (searched(work / 16)) return true;
  const std::vector<Starter> starters = starters_for(sizes_, wanted, bound_);
  const int64_t share = starters.empty() ? 0 : work * 3 / 4;
  RoundPlan found = search_starters(starters, sizes_, share, random_.fork(random_.next()));
  if (!found.empty()) {
    take(std::move(found));
    return true;
  }
  return searched(work - work / 16 - share);
}

Rounds Planner::run() {
  bound_ = forecast_rounds(problem_).rounds;
  plan_ = dealt();
  const int64_t all = work_;
  const auto report = [&](double done) {
    if (progress_) progress_(done);
  };
  // As many as the bound says; else the most that are found by halving.
  int32_t low = 0;
  if (bound_ > 0 && clean_plan(bound_, all / 2)) {
    low = bound_;
  } else {
    report(0.5);
    for (int32_t high = bound_ - 1; low < high;) {
      const int32_t middle = low + (high - low + 1) / 2;
      if (clean_plan(middle, all / 32)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
  }
  clean_ = low;
  report(0.6);
  if (problem_.worth || has_small())
    polish_rounds(problem_, {0, clean_}, plan_, all / 8, random_.fork(random_.next()));
  if (clean_ < problem_.rounds) {
    const OpenRounds open{clean_, problem_.rounds};
    int64_t left = std::max<int64_t>(work_ - all / 8, all / 8);
    search_rounds(problem_, open, plan_, left, random_.fork(random_.next()),
                  [&](double done) { report(0.6 + 0.35 * done); });
    polish_rounds(problem_, open, plan_, all / 8, random_.fork(random_.next()));
  }
  Rounds result;
  measure(result);
  result.plan = std::move(plan_);
  report(1.0);
  return result;
}

// Counts anew, from the plan alone.
void Planner::measure(Rounds& result) const {
  const auto rounds = static_cast<size_t>(problem_.rounds);
  std::vector<int32_t> group_of(static_cast<size_t>(problem_.people) * rounds, -1);
  std::vector<std::array<int32_t, 2>> past;
  std::vector<std::array<int32_t, 2>> apart;
  for (const MetBefore& met : problem_.met)
    past.push_back({std::min(met.a, met.b), std::max(met.a, met.b)});
  for (const auto& pair : problem_.apart)
    apart.push_back({std::min(pair[0], pair[1]), std::max(pair[0], pair[1])});
  std::sort(past.begin(), past.end());
  std::sort(apart.begin(), apart.end());
  std::vector<int32_t> repeats(static_cast<size_t>(problem_.people), 0);
  result.clean = problem_.rounds;
  for (size_t r = 0; r < rounds; ++r) {
    for (size_t g = 0; g < plan_[r].size(); ++g) {
      for (const int32_t person : plan_[r][g])
        group_of[static_cast<size_t>(person) * rounds + r] = static_cast<int32_t>(g);
    }
    for (const std::vector<int32_t>& group : plan_[r]) {
      for (size_t i = 0; i < group.size(); ++i) {
        for (size_t j = i + 1; j < group.size(); ++j) {
          const std::array<int32_t, 2> pair = {group[i], group[j]};
          result.broken += std::binary_search(apart.begin(), apart.end(), pair) ? 1 : 0;
          if (problem_.worth) result.worth += problem_.worth(pair[0], pair[1]);
          const int32_t* const mine = group_of.data() + static_cast<size_t>(pair[0]) * rounds;
          const int32_t* const yours = group_of.data() + static_cast<size_t>(pair[1]) * rounds;
          bool again = std::binary_search(past.begin(), past.end(), pair);
          for (size_t before = 0; before < r && !again; ++before)
            again = mine[before] >= 0 && mine[before] == yours[before];
          if (!again) continue;
          ++result.repeats;
          for (const int32_t person : pair) ++repeats[static_cast<size_t>(person)];
          result.clean = std::min(result.clean, static_cast<int32_t>(r));
        }
      }
    }
  }
  for (const int32_t one : repeats) result.most_repeats = std::max(result.most_repeats, one);
}

}  // namespace

bool sizes_fit(int32_t people, int32_t least, int32_t most) {
  if (least < 1 || most < least) return false;
  if (people == 0) return true;
  const int32_t groups = people / least;
  return groups > 0 && (people + groups - 1) / groups <= most;
}

std::vector<int32_t> sizes_of_groups(int32_t people, int32_t least, int32_t most) {
  if (!sizes_fit(people, least, most)) throw std::invalid_argument("rounds: sizes do not fit");
  if (people == 0) return {};
  return sizes_in(people, people / least);
}

RoundsForecast forecast_rounds(const RoundsProblem& problem) {
  const std::vector<std::vector<int32_t>> present = attendance(problem);
  const auto people = static_cast<size_t>(problem.people);
  // Whom each person can't meet anew.
  std::vector<std::vector<int32_t>> barred(people);
  const auto bar = [&](int32_t a, int32_t b) {
    barred[static_cast<size_t>(a)].push_back(b);
    barred[static_cast<size_t>(b)].push_back(a);
  };
  for (const auto& pair : problem.apart) bar(pair[0], pair[1]);
  for (const MetBefore& met : problem.met) bar(met.a, met.b);
  for (std::vector<int32_t>& list : barred) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  std::vector<bool> seen(people, false);  // took part in some round so far
  int64_t seen_people = 0;
  std::vector<int64_t> needed(people, 0);
  int64_t pairs_needed = 0;
  bool everybody = true;
  size_t fewest_groups = SIZE_MAX;
  int32_t largest_group = 0;
  for (size_t r = 0; r < present.size(); ++r) {
    const auto rounds = static_cast<int32_t>(r);
    const std::vector<int32_t> sizes = sizes_of_round(problem, r, present[r].size());
    for (const int32_t person : present[r]) {
      if (seen[static_cast<size_t>(person)]) continue;
      seen[static_cast<size_t>(person)] = true;
      ++seen_people;
    }
    for (const int32_t size : sizes) pairs_needed += pairs_of(size);
    int64_t pairs_left = 2 * pairs_of(seen_people);
    int32_t short_of_new = -1;
    for (size_t person = 0; person < people; ++person) {
      if (!seen[person]) continue;
      int64_t others = seen_people - 1;
      for (const int32_t other : barred[person]) {
        if (!seen[static_cast<size_t>(other)]) continue;
        --others;
        --pairs_left;
      }
      if (std::binary_search(present[r].begin(), present[r].end(), static_cast<int32_t>(person)))
        needed[person] += sizes.back() - 1;
      if (needed[person] > others && short_of_new < 0) short_of_new = static_cast<int32_t>(person);
    }
    everybody = everybody && present[r].size() == people;
    if (!sizes.empty()) {
      fewest_groups = std::min(fewest_groups, sizes.size());
      largest_group = std::max(largest_group, sizes.front());
    }
    if (everybody && r > 0 && static_cast<size_t>(largest_group) > fewest_groups)
      return {rounds, RoundsForecast::Reason::kFewGroups, -1};
    if (short_of_new >= 0) return {rounds, RoundsForecast::Reason::kPerson, short_of_new};
    if (2 * pairs_needed > pairs_left) return {rounds, RoundsForecast::Reason::kPairs, -1};
  }
  return {problem.rounds, RoundsForecast::Reason::kNone, -1};
}

Rounds plan_rounds(const RoundsProblem& problem, uint64_t seed, const RoundsLimits& limits,
                   const std::function<void(double done)>& progress) {
  return Planner(problem, seed, limits, progress).run();
}

}  // namespace weft::solve
