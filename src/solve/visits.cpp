#include "solve/visits.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "solve/flow.h"
#include "solve/none.h"

namespace weft::solve {
namespace {

constexpr int64_t kLargestVisitCost = int64_t{1} << 58;
constexpr int64_t kMostPenalty = 16;  // of an arc, in visits
constexpr size_t kMostUnsaid = 200'000;
constexpr int64_t kPricingSteps = 300;
constexpr int64_t kIdleSteps = 5;
constexpr int64_t kSmallestShare = 1024;

class VisitPlanner {
 public:
  VisitPlanner(const VisitProblem& problem, const VisitOptions& options)
      : problem_(problem), options_(options) {
    check_input();
    of_guest_.resize(problem.visits.size());
    for (size_t a = 0; a < problem.arcs.size(); ++a)
      of_guest_[at(problem.arcs[a].guest)].push_back(static_cast<int32_t>(a));
    time_of_.assign(problem.arcs.size(), kNone);
    for (size_t g = 0; g < of_guest_.size(); ++g) look_at(g);
    for (size_t g = 0; g < most_.size(); ++g) all_visits_ += most_[g];
    dearest_ = 0;
    int64_t unit = 0;
    for (const VisitProblem::Arc& arc : problem.arcs) {
      dearest_ = std::max(dearest_, arc.value);
      unit = std::gcd(unit, arc.value);
    }
    unit_ = std::max<int64_t>(unit, 1);
    each_ = all_visits_ * dearest_ + unit_;
    for (size_t g = 0; g < of_guest_.size(); ++g) list_unsaid(g);
  }

  bool fits() const {
    const auto nodes = static_cast<int64_t>(problem_.visits.size() + problem_.dates.size() +
                                            problem_.pools.size() + static_cast<size_t>(times_)) +
                       3;
    if (dearest_ > 0 && all_visits_ > kLargestVisitCost / dearest_) return false;
    return each_ < kLargestVisitCost / (2 * kMostPenalty * nodes) &&
           2 * all_visits_ < std::numeric_limits<int64_t>::max() / (each_ + 1);
  }

  VisitPlan solve() {
    struct Step {
      int64_t bound;
      std::vector<int32_t> forbidden;
    };
    std::vector<Step> open;
    open.push_back({std::numeric_limits<int64_t>::max(), {}});
    int64_t unexplored = 0;  // bound of what was given up
    while (!open.empty()) {
      const Step step = std::move(open.back());
      open.pop_back();
      if (found_ && step.bound <= best_score_) continue;
      if (steps_ >= options_.most_steps && found_) {
        unexplored = std::max(unexplored, step.bound);
        continue;
      }
      if (steps_ > 0 && options_.progress) options_.progress(steps_, best_);
      // Priced where prices are known; what does not clash there may still be worth less than that
      // bound, and then the flow itself says where to branch.
      Relaxed relaxed = priced_ ? priced_bound(step.forbidden) : relax(step.forbidden);
      int64_t bound_here = std::min(step.bound, relaxed.score);
      if (found_ && bound_here <= best_score_) continue;
      std::vector<Clash> clashes = clashes_in(relaxed.arcs);
      if (clashes.empty()) {
        keep(relaxed);
        if (!priced_ || bound_here <= best_score_) continue;
        relaxed = relax(step.forbidden);
        bound_here = std::min(bound_here, relaxed.score);
        if (bound_here <= best_score_) continue;
        clashes = clashes_in(relaxed.arcs);
        if (clashes.empty()) {
          keep(relaxed);
          continue;
        }
      }
      dive(step.forbidden, clashes);
      if (!priced_) bound_here = std::min(bound_here, price(relaxed));
      if (bound_here <= best_score_) continue;
      // Either the lesser of two that clash is not used, or nothing that clashes with it is.
      const Clash& clash = clashes.front();
      Step without_others{bound_here, step.forbidden};
      for (const int32_t other : of_guest_[at(problem_.arcs[at(clash.lesser)].guest)]) {
        if (other != clash.lesser && clash_between(other, clash.lesser))
          without_others.forbidden.push_back(other);
      }
      Step without_lesser{bound_here, step.forbidden};
      without_lesser.forbidden.push_back(clash.lesser);
      open.push_back(std::move(without_others));
      open.push_back(std::move(without_lesser));
    }
    const int64_t bound = std::max(best_score_, unexplored);
    best_.steps = steps_;
    const int64_t count = best_.visits + best_.served;
    best_.count_bound = bound / each_;
    best_.bound = best_.value;
    if (bound > best_score_) {
      // What is left of the bound beside as many visits is less than one visit, or says nothing.
      best_.bound = best_.count_bound == count ? bound - each_ * count : largest_sum();
    }
    return std::move(best_);
  }

 private:
  struct Relaxed {
    std::vector<int32_t> arcs;
    int64_t score = 0;
  };
  struct Clash {
    int32_t lesser;
  };

  static size_t at(int32_t i) { return static_cast<size_t>(i); }

  void check_input() const {
    const auto guests = static_cast<int32_t>(problem_.visits.size());
    const auto dates = static_cast<int32_t>(problem_.dates.size());
    for (const VisitProblem::Arc& arc : problem_.arcs) {
      if (arc.guest < 0 || arc.guest >= guests || arc.date < 0 || arc.date >= dates ||
          arc.value < 0)
        throw std::invalid_argument("an arc has no guest, no date or no value");
    }
    for (const VisitProblem::Date& date : problem_.dates) {
      if (date.begin >= date.end || date.places < 0 ||
          date.pool >= static_cast<int32_t>(problem_.pools.size()))
        throw std::invalid_argument("a date has no time, no places or no pool");
    }
  }

  const VisitProblem::Date& date_of(int32_t arc) const {
    return problem_.dates[at(problem_.arcs[at(arc)].date)];
  }
  bool clash_between(int32_t a, int32_t b) const {
    const VisitProblem::Date& one = date_of(a);
    const VisitProblem::Date& other = date_of(b);
    return one.host == other.host || (one.begin < other.end && other.begin < one.end);
  }

  // How many visits can be apart, and the times at which this guest is in one place only: points
  // that stab all of their dates.
  void look_at(size_t g) {
    std::vector<int32_t>& arcs = of_guest_[g];
    std::sort(arcs.begin(), arcs.end(), [&](int32_t a, int32_t b) {
      return date_of(a).end != date_of(b).end ? date_of(a).end < date_of(b).end : a < b;
    });
    most_.push_back(std::min<int32_t>(problem_.visits[g], static_cast<int32_t>(arcs.size())));
    if (most_[g] <= 1) return;
    const int32_t first = times_;
    int64_t point = std::numeric_limits<int64_t>::min();
    for (const int32_t arc : arcs) {
      if (times_ == first || date_of(arc).begin >= point) {
        point = date_of(arc).end;
        ++times_;
      }
      time_of_[at(arc)] = times_ - 1;
    }
    most_[g] = std::min(most_[g], hosts_and_times(arcs, first, times_ - first, most_[g]));
    if (most_[g] > 1) return;
    times_ = first;
    for (const int32_t arc : arcs) time_of_[at(arc)] = kNone;
  }

  // At most so many hosts can each be seen at a time of its own (up to `most`).
  int32_t hosts_and_times(const std::vector<int32_t>& arcs, int32_t first, int32_t times,
                          int32_t most) const {
    std::vector<std::pair<int32_t, int32_t>> pairs;  // host, time
    for (const int32_t arc : arcs) pairs.emplace_back(date_of(arc).host, time_of_[at(arc)] - first);
    std::sort(pairs.begin(), pairs.end());
    std::vector<int32_t> host_at(at(times), kNone);
    std::vector<bool> seen;
    int32_t size = 0;
    const auto place = [&](auto&& self, int32_t host) -> bool {
      for (auto pair = std::lower_bound(pairs.begin(), pairs.end(), std::pair(host, 0));
           pair != pairs.end() && pair->first == host; ++pair) {
        if (seen[at(pair->second)]) continue;
        seen[at(pair->second)] = true;
        int32_t& holder = host_at[at(pair->second)];
        if (holder != kNone && !self(self, holder)) continue;
        holder = host;
        return true;
      }
      return false;
    };
    for (size_t i = 0; i < pairs.size() && size < most; ++i) {
      if (i > 0 && pairs[i].first == pairs[i - 1].first) continue;
      seen.assign(at(times), false);
      size += place(place, pairs[i].first) ? 1 : 0;
    }
    return size;
  }

  // What excludes each other and the network does not say: dates of one host, and dates at one time
  // that are stabbed by different points. At most one arc of each set is used.
  void list_unsaid(size_t g) {
    if (most_[g] <= 1) return;
    std::vector<int32_t> arcs = of_guest_[g];
    std::stable_sort(arcs.begin(), arcs.end(),
                     [&](int32_t a, int32_t b) { return date_of(a).host < date_of(b).host; });
    for (size_t i = 0; i < arcs.size();) {
      size_t end = i;
      while (end < arcs.size() && date_of(arcs[end]).host == date_of(arcs[i]).host) ++end;
      if (end - i > 1 && unsaid_.size() < kMostUnsaid)
        unsaid_.emplace_back(arcs.begin() + static_cast<std::ptrdiff_t>(i),
                             arcs.begin() + static_cast<std::ptrdiff_t>(end));
      i = end;
    }
    for (size_t i = 0; i < arcs.size(); ++i) {
      for (size_t j = i + 1; j < arcs.size() && unsaid_.size() < kMostUnsaid; ++j) {
        if (date_of(arcs[i]).host != date_of(arcs[j]).host &&
            time_of_[at(arcs[i])] != time_of_[at(arcs[j])] && clash_between(arcs[i], arcs[j]))
          unsaid_.push_back({arcs[i], arcs[j]});
      }
    }
  }

  // With a price on each of these sets, the flow is a bound, too (Lagrange): what the arcs lose,
  // all prices together give back.
  Relaxed priced_bound(const std::vector<int32_t>& forbidden) {
    std::vector<int64_t> penalty(problem_.arcs.size(), 0);
    int64_t all = 0;
    for (size_t set = 0; set < unsaid_.size(); ++set) {
      all += price_[set];
      for (const int32_t arc : unsaid_[set]) penalty[at(arc)] += price_[set];
    }
    Relaxed relaxed = relax(forbidden, penalty);
    relaxed.score += all;
    relaxed.score -= relaxed.score % unit_;  // what any plan comes in
    return relaxed;
  }

  // Moves the prices towards the least bound (Held, Wolfe and Crowder 1974), finding plans on the
  // way; the best prices stay. Returns that bound.
  int64_t price(const Relaxed& first) {
    priced_ = true;
    price_.assign(unsaid_.size(), 0);
    std::vector<int64_t> in_sets(problem_.arcs.size(), 1);
    for (const auto& set : unsaid_) {
      for (const int32_t arc : set) ++in_sets[at(arc)];
    }
    const int64_t most_sets = *std::max_element(in_sets.begin(), in_sets.end());
    const int64_t dearest = std::max<int64_t>(
        std::min<int64_t>(3, kMostPenalty / most_sets) * each_, each_ / most_sets + 1);
    std::vector<int64_t> best_price = price_;
    int64_t bound = first.score;
    Relaxed relaxed = first;
    Relaxed nearest = first;
    int64_t share = 1;
    int64_t idle = 0;
    for (int64_t i = 0; i < kPricingSteps && steps_ < options_.most_steps && bound > best_score_;
         ++i) {
      std::vector<bool> used(problem_.arcs.size(), false);
      for (const int32_t arc : relaxed.arcs) used[at(arc)] = true;
      std::vector<int64_t> over(unsaid_.size(), 0);
      int64_t norm = 0;
      for (size_t set = 0; set < unsaid_.size(); ++set) {
        over[set] = -1;
        for (const int32_t arc : unsaid_[set]) over[set] += used[at(arc)] ? 1 : 0;
        if (over[set] < 0 && price_[set] == 0) over[set] = 0;
        norm += over[set] * over[set];
      }
      if (norm == 0) break;
      const int64_t step =
          std::max<int64_t>(std::max<int64_t>(relaxed.score - best_score_, 0) / norm / share, 1);
      for (size_t set = 0; set < unsaid_.size(); ++set) {
        price_[set] =
            std::clamp<int64_t>(price_[set] + std::min(step, dearest) * over[set], 0, dearest);
      }
      if (options_.progress) options_.progress(steps_, best_);
      relaxed = priced_bound({});
      if (relaxed.score < bound) {
        bound = relaxed.score;
        best_price = price_;
        nearest = relaxed;
        idle = 0;
      }
      // What it does wrong is put right at these prices: another plan.
      if (std::vector<Clash> clashes = clashes_in(relaxed.arcs); clashes.empty()) {
        keep(relaxed);
      } else if (i % 4 == 0) {
        dive({}, std::move(clashes));
      }
      // Smaller steps, from the best prices on.
      if (idle++ < kIdleSteps) continue;
      share *= 2;
      if (share > kSmallestShare) break;
      price_ = best_price;
      relaxed = nearest;
      idle = 0;
    }
    price_ = std::move(best_price);
    return bound;
  }

  // The flow without what its network can't say. `each`: what a visit is worth beside its value,
  // and a guest's first once more.
  FlowProblem network(const std::vector<bool>& forbidden, int64_t each) const {
    const auto guests = static_cast<int32_t>(problem_.visits.size());
    const int32_t time = 2 + guests;
    const int32_t date = time + times_;
    const int32_t pool = date + static_cast<int32_t>(problem_.dates.size());
    constexpr int32_t kSource = 0;
    constexpr int32_t kSink = 1;
    FlowProblem flow;
    flow.supply.assign(at(pool) + problem_.pools.size(), 0);
    // The arcs of the problem come first.
    int64_t served = 0;
    for (size_t a = 0; a < problem_.arcs.size(); ++a) {
      const VisitProblem::Arc& arc = problem_.arcs[a];
      const int32_t from = time_of_[a] == kNone ? 2 + arc.guest : time + time_of_[a];
      flow.arcs.push_back({from, date + arc.date, 0, forbidden[a] ? 0 : 1, -arc.value});
    }
    std::vector<int32_t> guest_of_time(at(times_), kNone);
    for (size_t a = 0; a < problem_.arcs.size(); ++a) {
      if (time_of_[a] != kNone) guest_of_time[at(time_of_[a])] = problem_.arcs[a].guest;
    }
    for (int32_t t = 0; t < times_; ++t)
      flow.arcs.push_back({2 + guest_of_time[at(t)], time + t, 0, 1, 0});
    for (int32_t g = 0; g < guests; ++g) {
      if (most_[at(g)] == 0) continue;
      flow.arcs.push_back({kSource, 2 + g, 0, 1, -2 * each});
      if (most_[at(g)] > 1) flow.arcs.push_back({kSource, 2 + g, 0, most_[at(g)] - 1, -each});
      served += most_[at(g)];
    }
    for (size_t d = 0; d < problem_.dates.size(); ++d) {
      const VisitProblem::Date& one = problem_.dates[d];
      flow.arcs.push_back({date + static_cast<int32_t>(d), one.pool < 0 ? kSink : pool + one.pool,
                           0, one.places, 0});
    }
    for (size_t p = 0; p < problem_.pools.size(); ++p)
      flow.arcs.push_back({pool + static_cast<int32_t>(p), kSink, 0, problem_.pools[p], 0});
    flow.arcs.push_back({kSink, kSource, 0, served, 0});
    return flow;
  }

  Relaxed relax(const std::vector<int32_t>& forbidden, const std::vector<int64_t>& penalty = {}) {
    ++steps_;
    std::vector<bool> mask(problem_.arcs.size(), false);
    for (const int32_t arc : forbidden) mask[at(arc)] = true;
    FlowProblem posed = network(mask, each_);
    for (size_t a = 0; a < penalty.size(); ++a) posed.arcs[a].cost += penalty[a];
    const Flow flow = min_cost_flow(posed);
    Relaxed relaxed;
    relaxed.score = -flow.cost;
    for (size_t a = 0; a < problem_.arcs.size(); ++a) {
      if (flow.flow[a] > 0) relaxed.arcs.push_back(static_cast<int32_t>(a));
    }
    return relaxed;
  }

  int64_t largest_sum() {
    ++steps_;
    return -min_cost_flow(network(std::vector<bool>(problem_.arcs.size(), false), 0)).cost;
  }

  // What excludes each other, one of each guest's clashes at a time: the lesser of the two.
  std::vector<Clash> clashes_in(const std::vector<int32_t>& arcs) const {
    std::vector<std::pair<int32_t, int32_t>> by_guest;
    for (const int32_t arc : arcs) {
      if (most_[at(problem_.arcs[at(arc)].guest)] > 1)
        by_guest.emplace_back(problem_.arcs[at(arc)].guest, arc);
    }
    std::sort(by_guest.begin(), by_guest.end());
    std::vector<Clash> clashes;
    int32_t clashing = kNone;
    for (size_t i = 0; i < by_guest.size(); ++i) {
      for (size_t j = i + 1; j < by_guest.size() && by_guest[j].first == by_guest[i].first; ++j) {
        const int32_t a = by_guest[i].second;
        const int32_t b = by_guest[j].second;
        if (by_guest[i].first == clashing || !clash_between(a, b)) continue;
        clashing = by_guest[i].first;
        clashes.push_back({problem_.arcs[at(a)].value < problem_.arcs[at(b)].value ? a : b});
      }
    }
    return clashes;
  }

  // Forbids the lesser of all that clash until nothing does: a plan, often the best.
  void dive(std::vector<int32_t> forbidden, std::vector<Clash> clashes) {
    Relaxed relaxed;
    while (!clashes.empty()) {
      for (const Clash& clash : clashes) forbidden.push_back(clash.lesser);
      relaxed = priced_ ? priced_bound(forbidden) : relax(forbidden);
      if (found_ && relaxed.score <= best_score_) return;
      clashes = clashes_in(relaxed.arcs);
    }
    keep(relaxed);
  }

  void keep(const Relaxed& relaxed) {
    VisitPlan plan;
    plan.arcs = relaxed.arcs;
    std::vector<bool> served(problem_.visits.size(), false);
    for (const int32_t arc : relaxed.arcs) {
      plan.value += problem_.arcs[at(arc)].value;
      served[at(problem_.arcs[at(arc)].guest)] = true;
    }
    plan.visits = static_cast<int64_t>(relaxed.arcs.size());
    plan.served = std::count(served.begin(), served.end(), true);
    const int64_t score = each_ * (plan.visits + plan.served) + plan.value;
    if (found_ && score <= best_score_) return;
    found_ = true;
    best_score_ = score;
    best_ = std::move(plan);
  }

  const VisitProblem& problem_;
  const VisitOptions& options_;
  std::vector<std::vector<int32_t>> of_guest_;  // arcs, by the end of their dates
  std::vector<int32_t> most_;                   // visits of each guest
  std::vector<int32_t> time_of_;                // of each arc; kNone: its guest makes one visit
  int32_t times_ = 0;
  int64_t all_visits_ = 0;
  int64_t dearest_ = 0;
  int64_t unit_ = 1;                          // all values and visits are multiples of it
  int64_t each_ = 1;                          // what a visit counts beside its value
  std::vector<std::vector<int32_t>> unsaid_;  // sets of arcs
  std::vector<int64_t> price_;                // of each
  bool priced_ = false;
  bool found_ = false;
  int64_t best_score_ = 0;
  VisitPlan best_;
  int64_t steps_ = 0;
};

}  // namespace

bool visits_fit(const VisitProblem& problem) {
  return VisitPlanner(problem, VisitOptions{}).fits();
}

VisitPlan plan_visits(const VisitProblem& problem, const VisitOptions& options) {
  VisitPlanner planner(problem, options);
  if (!planner.fits()) throw std::invalid_argument("values of visits are too large");
  return planner.solve();
}

std::string visits_fault(const VisitProblem& problem, const std::vector<int32_t>& arcs) {
  std::vector<int64_t> made(problem.visits.size(), 0);
  std::vector<int64_t> taken(problem.dates.size(), 0);
  std::vector<int64_t> pooled(problem.pools.size(), 0);
  const auto arc_at = [&](size_t i) { return problem.arcs[static_cast<size_t>(arcs[i])]; };
  for (size_t i = 0; i < arcs.size(); ++i) {
    const VisitProblem::Arc arc = arc_at(i);
    const VisitProblem::Date& date = problem.dates[static_cast<size_t>(arc.date)];
    if (++made[static_cast<size_t>(arc.guest)] > problem.visits[static_cast<size_t>(arc.guest)])
      return "a guest makes too many visits";
    if (++taken[static_cast<size_t>(arc.date)] > date.places) return "a date has too many guests";
    if (date.pool >= 0 &&
        ++pooled[static_cast<size_t>(date.pool)] > problem.pools[static_cast<size_t>(date.pool)])
      return "a pool has too many visits";
    for (size_t j = 0; j < i; ++j) {
      const VisitProblem::Arc other = arc_at(j);
      if (other.guest != arc.guest) continue;
      const VisitProblem::Date& there = problem.dates[static_cast<size_t>(other.date)];
      if (there.host == date.host) return "a guest is at a host twice";
      if (date.begin < there.end && there.begin < date.end) return "a guest is in two places";
    }
  }
  return {};
}

}  // namespace weft::solve
