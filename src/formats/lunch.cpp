// Mystery Lunch in pairs: as many people as possible, then the largest sum of fit. An odd person is
// chosen by turn and makes a trio, or sits out.
#include <algorithm>
#include <numeric>
#include <optional>

#include "base/random.h"
#include "formats/format.h"
#include "outcome/measure.h"
#include "pairs/pairs.h"
#include "pairs/shortage.h"
#include "pairs/typed_pairs.h"
#include "solve/matching.h"

namespace weft {
namespace {

constexpr int32_t kFree = -1;
constexpr int32_t kEveryPair = 15'000;  // people whose pairs can all be looked at

class LunchSolver {
 public:
  explicit LunchSolver(const FormatInput& input)
      : input_(input), fit_(input.fit), random_(Random(input.program.seed).fork(1)) {}

  Plan solve();

 private:
  Plan by_all_pairs();
  Plan by_type();
  std::vector<int32_t> whose_turn() const;
  void pair_up(const PairMatching& matching, Plan& plan);
  int64_t value_of(const Plan& plan) const;
  void as_asked(const std::vector<int32_t>& turn, const PairMatching& best, Plan& plan);
  void with_nobody_odd(Plan& plan);
  void with_somebody_odd(Plan& plan);
  void join_left(std::vector<int32_t> left, bool turn_decides, Plan& plan);
  static void take_pairs(const std::vector<int32_t>& mate, Plan& plan);
  bool makes_trio(int32_t odd, int32_t a, int32_t b) const {
    return fit_.admissible(odd, a) && fit_.admissible(odd, b) && fit_.admissible(a, b);
  }
  // Three times what a trio is worth, before it is rounded down.
  int64_t trio_thirds(int32_t odd, int32_t a, int32_t b) const {
    return fit_.value(odd, a) + fit_.value(odd, b) + fit_.value(a, b);
  }
  void report(const PairProgress& progress) const {
    if (input_.bounds && progress.bound) input_.bounds(progress.value, *progress.bound);
    if (input_.progress) input_.progress(progress.done);
  }

  const FormatInput& input_;
  const Fit& fit_;
  Random random_;
  std::optional<Pairs> pairs_;
};

// Those who were odd least often, and not last time; everybody where that is nobody.
std::vector<int32_t> LunchSolver::whose_turn() const {
  const OddLedger ledger = odd_ledger(input_.roster, input_.history, Scope{{input_.program.name}});
  std::vector<int32_t> turn;
  int32_t fewest = INT32_MAX;
  for (int32_t i = 0; i < fit_.size(); ++i) {
    const auto person = static_cast<size_t>(fit_.person(i));
    if (ledger.last_time[person] || ledger.times[person] > fewest) continue;
    if (ledger.times[person] < fewest) {
      fewest = ledger.times[person];
      turn.clear();
    }
    turn.push_back(i);
  }
  if (turn.empty()) {
    turn.resize(static_cast<size_t>(fit_.size()));
    std::iota(turn.begin(), turn.end(), 0);
  }
  return turn;
}

// Groups of participants, until the end of solve().
void LunchSolver::take_pairs(const std::vector<int32_t>& mate, Plan& plan) {
  plan.groups.clear();
  for (int32_t a = 0; a < static_cast<int32_t>(mate.size()); ++a) {
    const int32_t b = mate[static_cast<size_t>(a)];
    if (b > a) plan.groups.push_back({{a, b}, kFree});
  }
}

// Who is left joins a complete pair as a third, as many as possible, then where it fits best.
void LunchSolver::join_left(std::vector<int32_t> left, bool turn_decides, Plan& plan) {
  std::vector<int32_t> rest;
  if (input_.program.trio && !left.empty()) {
    solve::Graph graph;
    const auto groups = static_cast<int32_t>(plan.groups.size());
    graph.vertices = groups + static_cast<int32_t>(left.size());
    const int64_t shift = 2 * fit_.full_value() + 1;
    for (int32_t i = 0; i < static_cast<int32_t>(left.size()); ++i) {
      for (int32_t g = 0; g < groups; ++g) {
        const auto& pair = plan.groups[static_cast<size_t>(g)].people;
        const int32_t odd = left[static_cast<size_t>(i)];
        if (!makes_trio(odd, pair[0], pair[1])) continue;
        const int64_t value = trio_thirds(odd, pair[0], pair[1]) / 3;
        // Worst-off first, the trio itself counts, not what the pair loses.
        const bool worst_first = input_.program.favour == Favour::kWorst;
        const int64_t gain = worst_first ? value : value - fit_.value(pair[0], pair[1]);
        const auto chance = static_cast<int64_t>(random_.below(16));
        graph.edges.push_back(
            {g, groups + i,
             (gain + shift) * 16 * (static_cast<int64_t>(left.size()) + 1) + chance});
      }
    }
    const solve::Matching joined =
        solve::max_weight_matching(graph, solve::Objective::kCardinalityThenWeight);
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

void LunchSolver::pair_up(const PairMatching& matching, Plan& plan) {
  take_pairs(matching.mate, plan);
  std::vector<int32_t> left;
  for (int32_t i = 0; i < fit_.size(); ++i) {
    if (matching.mate[static_cast<size_t>(i)] == kFree) left.push_back(i);
  }
  join_left(std::move(left), matching.odd != kFree, plan);
}

int64_t LunchSolver::value_of(const Plan& plan) const {
  int64_t value = 0;
  for (const PlannedGroup& group : plan.groups) value += group_value(fit_, group.people);
  return value;
}

// What was asked for besides the largest sum. `best` is the matching behind the plan.
void LunchSolver::as_asked(const std::vector<int32_t>& turn, const PairMatching& best, Plan& plan) {
  if (input_.program.favour == Favour::kWorst) {
    const PairMatching found = pairs_->match_worst_first(turn, best);
    Plan other = plan;
    pair_up(found, other);
    // Everybody comes first: the trio that was searched for stays where this one finds none.
    if (other.left_out.size() <= plan.left_out.size()) plan = std::move(other);
    const bool trios = std::any_of(plan.groups.begin(), plan.groups.end(),
                                   [](const PlannedGroup& group) { return group.odd != kFree; });
    plan.worst = {found.worst, found.leximin && !trios};
    if (trios && found.odd != kFree) {
      // The best pair of the trio leaves anybody out, not only those whose turn it is.
      std::vector<int32_t> everybody(static_cast<size_t>(fit_.size()));
      std::iota(everybody.begin(), everybody.end(), 0);
      plan.worst->bound = pairs_->best_worst(everybody);
    }
    if (!found.leximin) {
      Issue& issue = plan.issues.emplace_back();
      issue.severity = Severity::kNote;
      issue.code = "run.notLeximin";
    }
    return;
  }
  const int32_t percent = input_.program.serendipity;
  if (percent == 0) return;
  const int64_t without = value_of(plan);
  Plan other = plan;
  pair_up(pairs_->match_surprising(turn, percent, best), other);
  const int64_t value = value_of(other);
  // A trio may cost more than was allowed.
  if (100 * value >= (100 - percent) * without && other.left_out.size() <= plan.left_out.size())
    plan = std::move(other);
  plan.without_serendipity = std::max(without, value_of(plan));
}

void LunchSolver::with_nobody_odd(Plan& plan) {
  const PairMatching matching = pairs_->match({});
  pair_up(matching, plan);
  // The best pair of each group is a matching with as many pairs: it bounds groups that grew to
  // trios too.
  plan.bound = matching.bound;
  plan.solver = matching.solver;
  as_asked({}, matching, plan);
}

void LunchSolver::with_somebody_odd(Plan& plan) {
  const std::vector<int32_t> turn = whose_turn();
  const PairMatching matching = pairs_->match(turn);
  if (matching.odd == kFree || 2 * matching.pairs + 1 < fit_.size()) {
    // The rules leave people over whoever is odd: then turns are not what decides.
    with_nobody_odd(plan);
    return;
  }
  plan.bound = matching.bound;
  plan.solver = matching.solver;
  pair_up(matching, plan);
  if (input_.program.trio) {
    const PairsAndTrio better = pairs_->with_trio(matching, turn);
    plan.bound = better.bound;
    if (better.trio) {
      const auto& [odd, a, b] = *better.trio;
      take_pairs(better.mate, plan);
      plan.groups.push_back({{a, b, odd}, odd});
      plan.left_out.clear();
    }
  }
  as_asked(turn, matching, plan);
}

Plan LunchSolver::by_type() {
  std::vector<int32_t> turn;
  if (fit_.size() % 2 != 0) turn = whose_turn();
  Plan plan = pair_by_type({input_.roster, input_.program, fit_, std::move(turn), input_.progress});
  if (input_.program.favour == Favour::kWorst) {
    Issue& issue = plan.issues.emplace_back();
    issue.severity = Severity::kWarning;
    issue.code = "run.worstTooMany";
    issue.args = {{"most", int64_t{kEveryPair}}};
  }
  return plan;
}

Plan LunchSolver::by_all_pairs() {
  pairs_.emplace(fit_, random_, PairMethod::kBySize,
                 [&](const PairProgress& progress) { report(progress); });
  random_ = random_.fork(2);
  Plan plan;
  plan.proven_bound = true;
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

  std::vector<Shortage> shortages(const Program& program, const Fit& fit) const override {
    return weft::shortages(program, fit);
  }

  Plan solve(const FormatInput& input) const override { return LunchSolver(input).solve(); }
};

}  // namespace

const Format& lunch_format() {
  static const Lunch format;
  return format;
}

}  // namespace weft
