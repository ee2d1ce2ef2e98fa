// Mystery Lunch in pairs: as many people as possible, then the largest sum of fit, by
// maximum-weight matching. An odd person is chosen by turn and makes a trio, or sits out.
//
// Chance: each pair's weight is its value times a scale, plus noise too small, even summed over all
// pairs, to outweigh a third of a point of value (a trio is worth thirds). So the matching is one
// of the optima, which one is decided by the seed, and the dual bound divided by the scale is the
// bound on the value.
//
// The trio: with y the duals and D their sum, a plan with trio t is worth at most D minus the slack
// of t, where the slack is what the duals of t exceed the mean of its three pairs by. Trios are
// tried in order of slack until no untried one can be better (a branch and bound of depth one).
#include <algorithm>
#include <array>
#include <numeric>

#include "base/random.h"
#include "formats/format.h"
#include "pairs/typed_pairs.h"
#include "solve/certificate.h"
#include "solve/matching.h"

namespace weft {
namespace {

using solve::Graph;
using solve::Matching;
using solve::Objective;

constexpr int kWeightBits = 40;         // what the solver takes
constexpr int32_t kEveryPair = 15'000;  // people whose pairs can all be looked at
constexpr int32_t kEveryTrio = 700;
constexpr size_t kMostTrios = 400;
constexpr int64_t kTrioWork = 20'000'000;  // trios tried, times people squared
constexpr int64_t kNoPair = INT64_MAX;
constexpr int kLevelSweeps = 20;

struct Scale {
  int64_t factor = 1;
  uint64_t noise = 1;  // exclusive
};

Scale scale_for(int64_t full_value, int64_t people) {
  int bits = kWeightBits - 1;
  while (bits > 0 && (int64_t{1} << bits) > (int64_t{1} << kWeightBits) / (full_value + 1)) --bits;
  Scale scale;
  scale.factor = int64_t{1} << bits;
  scale.noise = static_cast<uint64_t>(std::max<int64_t>(scale.factor / (3 * (people / 2 + 1)), 1));
  return scale;
}

struct Trio {
  int32_t odd;
  int32_t a;
  int32_t b;
};

class LunchSolver {
 public:
  explicit LunchSolver(const FormatInput& input)
      : input_(input),
        fit_(input.fit),
        random_(Random(input.program.seed).fork(1)),
        scale_(scale_for(fit_.full_value(), fit_.size())) {}

  Plan solve();

 private:
  static constexpr int32_t kFree = -1;

  Plan by_all_pairs();
  Plan by_type();
  void build_pairs();
  std::vector<int32_t> whose_turn() const;
  Matching proven(const Graph& graph, const std::function<void(double)>& progress) const;
  // With a vertex more, n, of weight 0, for one of the candidates to be odd; none where there are
  // none.
  Matching match_all(const std::vector<int32_t>& odd_candidates);
  Matching match_without(const Trio& trio) const;
  void with_nobody_odd(Plan& plan);
  void with_somebody_odd(Plan& plan);
  std::vector<int64_t> level_duals(const Matching& matching,
                                   const std::vector<int32_t>& turn) const;
  void improve_trio(const Matching& first, const std::vector<int32_t>& turn, Plan& plan);
  void join_left(std::vector<int32_t> left, bool turn_decides, Plan& plan);
  bool makes_trio(int32_t odd, int32_t a, int32_t b) const {
    return fit_.admissible(odd, a) && fit_.admissible(odd, b) && fit_.admissible(a, b);
  }
  // Three times what a trio is worth, before it is rounded down.
  int64_t trio_thirds(const Trio& trio) const {
    return fit_.value(trio.odd, trio.a) + fit_.value(trio.odd, trio.b) + fit_.value(trio.a, trio.b);
  }
  Trio of_people(const Trio& vertices) const {
    return {order_[static_cast<size_t>(vertices.odd)], order_[static_cast<size_t>(vertices.a)],
            order_[static_cast<size_t>(vertices.b)]};
  }
  int64_t value_of(const Matching& matching) const;
  void report(double done) const {
    if (input_.progress) input_.progress(done);
  }

  const FormatInput& input_;
  const Fit& fit_;
  Random random_;
  Scale scale_;
  std::vector<int32_t> order_;  // vertex of the graph -> participant: a shuffle
  Graph graph_;                 // the admissible pairs
  std::vector<uint64_t> odd_noise_;
};

void LunchSolver::build_pairs() {
  const int32_t n = fit_.size();
  graph_.vertices = n;
  order_.resize(static_cast<size_t>(n));
  std::iota(order_.begin(), order_.end(), 0);
  random_.shuffle(std::span<int32_t>(order_));
  for (int32_t u = 0; u < n; ++u) {
    for (int32_t v = u + 1; v < n; ++v) {
      const int32_t a = order_[static_cast<size_t>(u)];
      const int32_t b = order_[static_cast<size_t>(v)];
      if (!fit_.admissible(a, b)) continue;
      graph_.edges.push_back(
          {u, v,
           fit_.value(a, b) * scale_.factor + static_cast<int64_t>(random_.below(scale_.noise))});
    }
    odd_noise_.push_back(random_.below(scale_.noise));
  }
}

// Those who were odd least often, and not last time; everybody where that is nobody.
std::vector<int32_t> LunchSolver::whose_turn() const {
  const OddLedger ledger = odd_ledger(input_.roster, input_.history, Scope{{input_.program.name}});
  std::vector<int32_t> turn;
  int32_t fewest = INT32_MAX;
  for (int32_t vertex = 0; vertex < fit_.size(); ++vertex) {
    const auto person = static_cast<size_t>(fit_.person(order_[static_cast<size_t>(vertex)]));
    if (ledger.last_time[person] || ledger.times[person] > fewest) continue;
    if (ledger.times[person] < fewest) {
      fewest = ledger.times[person];
      turn.clear();
    }
    turn.push_back(vertex);
  }
  if (turn.empty()) {
    turn.resize(static_cast<size_t>(fit_.size()));
    std::iota(turn.begin(), turn.end(), 0);
  }
  return turn;
}

Matching LunchSolver::proven(const Graph& graph,
                             const std::function<void(double)>& progress) const {
  Matching found = solve::max_weight_matching(graph, Objective::kCardinalityThenWeight, progress);
  const auto certificate = solve::certify(graph, Objective::kCardinalityThenWeight, found);
  require(certificate.optimal, "the matching is not proven by its duals");
  return found;
}

Matching LunchSolver::match_all(const std::vector<int32_t>& odd_candidates) {
  const int32_t n = fit_.size();
  const size_t pairs = graph_.edges.size();
  if (!odd_candidates.empty()) graph_.vertices = n + 1;
  for (const int32_t v : odd_candidates) {
    graph_.edges.push_back({v, n, static_cast<int64_t>(odd_noise_[static_cast<size_t>(v)])});
  }
  Matching found = proven(graph_, [&](double done) { report(0.9 * done); });
  graph_.vertices = n;
  graph_.edges.resize(pairs);
  found.mate.resize(static_cast<size_t>(n) + 1, kFree);
  return found;
}

Matching LunchSolver::match_without(const Trio& trio) const {
  const int32_t n = fit_.size();
  // The vertices that stay are numbered anew: an isolated vertex would cost the matching a pair.
  std::vector<int32_t> number(static_cast<size_t>(n), kFree);
  std::vector<int32_t> vertex_of;
  for (int32_t v = 0; v < n; ++v) {
    if (v == trio.odd || v == trio.a || v == trio.b) continue;
    number[static_cast<size_t>(v)] = static_cast<int32_t>(vertex_of.size());
    vertex_of.push_back(v);
  }
  Graph rest;
  rest.vertices = n - 3;
  for (const auto& pair : graph_.edges) {
    const int32_t u = number[static_cast<size_t>(pair.u)];
    const int32_t v = number[static_cast<size_t>(pair.v)];
    if (u != kFree && v != kFree) rest.edges.push_back({u, v, pair.weight});
  }
  Matching found = proven(rest, [&](double) { report(0.95); });
  std::vector<int32_t> mate(static_cast<size_t>(n) + 1, kFree);
  for (size_t i = 0; i < vertex_of.size(); ++i) {
    if (found.mate[i] == kFree) continue;
    mate[static_cast<size_t>(vertex_of[i])] = vertex_of[static_cast<size_t>(found.mate[i])];
  }
  found.mate = std::move(mate);
  return found;
}

int64_t LunchSolver::value_of(const Matching& matching) const {
  int64_t value = 0;
  for (int32_t u = 0; u < fit_.size(); ++u) {
    const int32_t v = matching.mate[static_cast<size_t>(u)];
    if (v > u && v < fit_.size()) {
      value += fit_.value(order_[static_cast<size_t>(u)], order_[static_cast<size_t>(v)]);
    }
  }
  return value;
}

// Who is left joins a complete pair as a third, as many as possible, then where it fits best.
void LunchSolver::join_left(std::vector<int32_t> left, bool turn_decides, Plan& plan) {
  std::vector<int32_t> rest;
  if (input_.program.trio && !left.empty()) {
    Graph graph;
    const auto groups = static_cast<int32_t>(plan.groups.size());
    graph.vertices = groups + static_cast<int32_t>(left.size());
    const int64_t shift = 2 * fit_.full_value() + 1;
    for (int32_t i = 0; i < static_cast<int32_t>(left.size()); ++i) {
      for (int32_t g = 0; g < groups; ++g) {
        // Participants until the end of solve().
        const auto& pair = plan.groups[static_cast<size_t>(g)].people;
        const int32_t odd = left[static_cast<size_t>(i)];
        if (!makes_trio(odd, pair[0], pair[1])) continue;
        const int64_t gain =
            trio_thirds({odd, pair[0], pair[1]}) / 3 - fit_.value(pair[0], pair[1]);
        const auto chance = static_cast<int64_t>(random_.below(16));
        graph.edges.push_back(
            {g, groups + i,
             (gain + shift) * 16 * (static_cast<int64_t>(left.size()) + 1) + chance});
      }
    }
    const Matching joined = solve::max_weight_matching(graph, Objective::kCardinalityThenWeight);
    for (int32_t i = 0; i < static_cast<int32_t>(left.size()); ++i) {
      const int32_t group = joined.mate[static_cast<size_t>(groups) + static_cast<size_t>(i)];
      if (group == kFree) {
        rest.push_back(left[static_cast<size_t>(i)]);
        continue;
      }
      PlannedGroup& target = plan.groups[static_cast<size_t>(group)];
      target.people.push_back(left[static_cast<size_t>(i)]);
      target.odd = left[static_cast<size_t>(i)];
    }
  } else {
    rest = std::move(left);
  }
  plan.left_out = rest;
  if (turn_decides && !input_.program.trio) plan.sits_out = rest;
}

void LunchSolver::with_nobody_odd(Plan& plan) {
  const Matching matching = match_all({});
  std::vector<int32_t> left;
  for (int32_t u = 0; u < fit_.size(); ++u) {
    const int32_t v = matching.mate[static_cast<size_t>(u)];
    if (v == kFree) left.push_back(order_[static_cast<size_t>(u)]);
    if (v > u)
      plan.groups.push_back(
          {{order_[static_cast<size_t>(u)], order_[static_cast<size_t>(v)]}, kFree});
  }
  // The best pair of each group is a matching with as many pairs: it bounds groups that grew to
  // trios too.
  plan.bound = value_of(matching);
  plan.proven_bound = true;
  join_left(std::move(left), false, plan);
}

void LunchSolver::with_somebody_odd(Plan& plan) {
  const int32_t n = fit_.size();
  const std::vector<int32_t> turn = whose_turn();
  const Matching matching = match_all(turn);
  const int32_t odd = matching.mate[static_cast<size_t>(n)];
  const bool everybody = matching.pairs * 2 == n + 1;
  if (!everybody) {
    // The rules leave people over whoever is odd: then turns are not what decides.
    with_nobody_odd(plan);
    return;
  }
  for (int32_t u = 0; u < n; ++u) {
    const int32_t v = matching.mate[static_cast<size_t>(u)];
    if (v > u && v < n) {
      plan.groups.push_back(
          {{order_[static_cast<size_t>(u)], order_[static_cast<size_t>(v)]}, kFree});
    }
  }
  plan.bound = value_of(matching);
  plan.proven_bound = true;
  if (input_.program.trio) {
    improve_trio(matching, turn, plan);
    const bool complete = std::any_of(plan.groups.begin(), plan.groups.end(),
                                      [](const PlannedGroup& group) { return group.odd != kFree; });
    if (complete) return;
  }
  join_left({order_[static_cast<size_t>(odd)]}, true, plan);
}

// Duals of the same sum, as even within each pair as the edges allow: a trio of vertices that all
// have the lower dual of their pair would seem to cost less than any trio does. Edges inside
// blossoms stay as they are.
std::vector<int64_t> LunchSolver::level_duals(const Matching& matching,
                                              const std::vector<int32_t>& turn) const {
  const int32_t n = fit_.size();
  std::vector<int64_t> dual = matching.vertex_dual;
  for (int sweep = 0; sweep < kLevelSweeps; ++sweep) {
    // Both ends of an edge may be lowered: each has half of its slack.
    std::vector<int64_t> room(static_cast<size_t>(n) + 1, INT64_MAX);
    const auto limit = [&](int32_t u, int32_t v, int64_t weight) {
      if (matching.mate[static_cast<size_t>(u)] == v) return;
      const int64_t slack =
          dual[static_cast<size_t>(u)] + dual[static_cast<size_t>(v)] - solve::kDualScale * weight;
      const int64_t half = std::max<int64_t>(slack, 0) / 2;
      room[static_cast<size_t>(u)] = std::min(room[static_cast<size_t>(u)], half);
      room[static_cast<size_t>(v)] = std::min(room[static_cast<size_t>(v)], half);
    };
    for (const auto& pair : graph_.edges) limit(pair.u, pair.v, pair.weight);
    for (const int32_t v : turn)
      limit(v, n, static_cast<int64_t>(odd_noise_[static_cast<size_t>(v)]));
    for (int32_t u = 0; u < n; ++u) {
      const int32_t v = matching.mate[static_cast<size_t>(u)];
      if (v == kFree || v == n) continue;
      const int64_t above = dual[static_cast<size_t>(u)] - dual[static_cast<size_t>(v)];
      if (above <= 1) continue;
      const int64_t shift = std::min(above / 2, room[static_cast<size_t>(u)]);
      dual[static_cast<size_t>(u)] -= shift;
      dual[static_cast<size_t>(v)] += shift;
    }
  }
  return dual;
}

// Few people: tries the trios in order of slack until no untried one can be better. Many: only the
// bound. Leaves the groups as they are where it found no trio.
void LunchSolver::improve_trio(const Matching& first, const std::vector<int32_t>& turn,
                               Plan& plan) {
  const int32_t n = fit_.size();
  const std::vector<int64_t> duals = level_duals(first, turn);
  const auto y = [&](int32_t v) { return duals[static_cast<size_t>(v)]; };
  int64_t dual_sum = std::accumulate(duals.begin(), duals.end(), int64_t{0});
  for (const auto& blossom : first.blossoms) {
    dual_sum += blossom.dual * static_cast<int64_t>(blossom.vertices.size() / 2);
  }
  // With duals that are four-fold: 24 times the slack of a trio is the sum of its three pairs'
  // costs and six duals of the extra vertex.
  static_assert(solve::kDualScale == 4);
  const auto cost = [&](const solve::WeightedEdge& pair) {
    return 3 * (y(pair.u) + y(pair.v)) - 8 * pair.weight;
  };
  // Thirds of points that a plan with a trio of this cost is worth at most.
  const auto bound_with = [&](int64_t cost_of_trio) {
    const int64_t parts = 6 * dual_sum - cost_of_trio - 6 * y(n);
    const int64_t unit = 8 * scale_.factor;
    return parts >= 0 ? parts / unit : -((-parts + unit - 1) / unit);
  };
  if (n > kEveryTrio) {
    // Each member brings half of its two cheapest pairs at least.
    std::vector<std::array<int64_t, 2>> cheapest(static_cast<size_t>(n),
                                                 {INT64_MAX / 8, INT64_MAX / 8});
    for (const auto& pair : graph_.edges) {
      for (const int32_t v : {pair.u, pair.v}) {
        auto& two = cheapest[static_cast<size_t>(v)];
        two[1] = std::min(two[1], std::max(two[0], cost(pair)));
        two[0] = std::min(two[0], cost(pair));
      }
    }
    std::vector<int64_t> halves;
    for (const auto& two : cheapest) halves.push_back(two[0] + two[1]);
    std::partial_sort(halves.begin(), halves.begin() + 3, halves.end());
    plan.bound = bound_with((halves[0] + halves[1] + halves[2] + 1) / 2 - 1) / 3;
    return;
  }
  const auto at = [&](int32_t u, int32_t v) {
    return static_cast<size_t>(u) * static_cast<size_t>(n) + static_cast<size_t>(v);
  };
  std::vector<int64_t> cost_of(static_cast<size_t>(n) * static_cast<size_t>(n), kNoPair);
  for (const auto& pair : graph_.edges)
    cost_of[at(pair.u, pair.v)] = cost_of[at(pair.v, pair.u)] = cost(pair);
  std::vector<bool> in_turn(static_cast<size_t>(n), false);
  for (const int32_t v : turn) in_turn[static_cast<size_t>(v)] = true;
  // The cheapest trios, dearest on top of the heap; `beyond` is the cost of the cheapest that was
  // let go.
  const size_t kept = kMostTrios;
  using Priced = std::pair<int64_t, Trio>;
  const auto dearer = [](const Priced& a, const Priced& b) { return a.first < b.first; };
  std::vector<Priced> trios;
  int64_t beyond = kNoPair;
  for (int32_t u = 0; u < n; ++u) {
    for (int32_t v = u + 1; v < n; ++v) {
      const int64_t uv = cost_of[at(u, v)];
      if (uv == kNoPair) continue;
      for (int32_t w = v + 1; w < n; ++w) {
        const int64_t uw = cost_of[at(u, w)];
        const int64_t vw = cost_of[at(v, w)];
        if (uw == kNoPair || vw == kNoPair) continue;
        const int64_t sum = uv + uw + vw;
        if (trios.size() == kept && sum >= trios.front().first) {
          beyond = std::min(beyond, sum);
          continue;
        }
        const int32_t odd = in_turn[static_cast<size_t>(u)]   ? u
                            : in_turn[static_cast<size_t>(v)] ? v
                            : in_turn[static_cast<size_t>(w)] ? w
                                                              : kFree;
        if (odd == kFree) continue;
        trios.push_back({sum, {odd, odd == u ? v : u, odd == w ? v : w}});
        std::push_heap(trios.begin(), trios.end(), dearer);
        if (trios.size() <= kept) continue;
        std::pop_heap(trios.begin(), trios.end(), dearer);
        beyond = std::min(beyond, trios.back().first);
        trios.pop_back();
      }
    }
  }
  std::sort_heap(trios.begin(), trios.end(), dearer);
  const auto most =
      std::min<size_t>(trios.size(), static_cast<size_t>(kTrioWork / (int64_t{n} * n) + 1));
  int64_t best = -1;  // in thirds
  Matching best_rest;
  Trio best_trio{};
  size_t tried = 0;
  for (; tried < most; ++tried) {
    const auto& [cost_of_trio, trio] = trios[tried];
    if (bound_with(cost_of_trio) <= best) break;
    Matching rest = match_without(trio);
    if (rest.pairs * 2 != n - 3) continue;
    const int64_t value = 3 * value_of(rest) + trio_thirds(of_people(trio));
    if (value <= best) continue;
    best = value;
    best_rest = std::move(rest);
    best_trio = trio;
  }
  if (best < 0) return;
  const int64_t next = tried < trios.size() ? trios[tried].first : beyond;
  plan.bound = (next == kNoPair ? best : std::max(best, bound_with(next))) / 3;
  plan.groups.clear();
  plan.left_out.clear();
  for (int32_t u = 0; u < n; ++u) {
    const int32_t v = best_rest.mate[static_cast<size_t>(u)];
    if (v > u)
      plan.groups.push_back(
          {{order_[static_cast<size_t>(u)], order_[static_cast<size_t>(v)]}, kFree});
  }
  const Trio trio = of_people(best_trio);
  plan.groups.push_back({{trio.a, trio.b, trio.odd}, trio.odd});
}

Plan LunchSolver::by_type() {
  order_.resize(static_cast<size_t>(fit_.size()));
  std::iota(order_.begin(), order_.end(), 0);
  std::vector<int32_t> turn;
  if (fit_.size() % 2 != 0) turn = whose_turn();
  return pair_by_type({input_.roster, input_.program, fit_, std::move(turn), input_.progress});
}

Plan LunchSolver::by_all_pairs() {
  Plan plan;
  plan.solver = "blossom";
  plan.proven_bound = true;
  build_pairs();
  if (fit_.size() % 2 == 0) {
    with_nobody_odd(plan);
  } else {
    with_somebody_odd(plan);
  }
  return plan;
}

Plan LunchSolver::solve() {
  Plan plan = fit_.size() > kEveryPair ? by_type() : by_all_pairs();
  // From participants to people of the roster.
  const auto to_person = [&](int32_t& participant) {
    if (participant != kFree) participant = fit_.person(participant);
  };
  for (PlannedGroup& group : plan.groups) {
    std::for_each(group.people.begin(), group.people.end(), to_person);
    std::sort(group.people.begin(), group.people.end());
    to_person(group.odd);
  }
  std::sort(plan.groups.begin(), plan.groups.end(),
            [](const PlannedGroup& a, const PlannedGroup& b) { return a.people < b.people; });
  for (auto* list : {&plan.left_out, &plan.sits_out}) {
    std::for_each(list->begin(), list->end(), to_person);
    std::sort(list->begin(), list->end());
  }
  return plan;
}

class Lunch : public Format {
 public:
  std::string_view name() const override { return "lunch"; }

  Issues validate(const Program& program) const override {
    Issues issues;
    if (program.min_size != 2 || program.max_size != 2) {
      Issue& issue = issues.emplace_back();
      issue.code = "program.pairsOnly";
      issue.where = "/size";
    }
    return issues;
  }

  int64_t most_people() const override { return 2'500'000; }

  Plan solve(const FormatInput& input) const override { return LunchSolver(input).solve(); }
};

}  // namespace

const Format& lunch_format() {
  static const Lunch format;
  return format;
}

}  // namespace weft
