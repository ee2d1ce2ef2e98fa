// Mystery Lunch. In pairs: as many people as possible, then the largest sum of fit; an odd person
// is chosen by turn and makes a trio, or sits out. In larger groups: lunch/groups.h. Segments of
// the company meet among each other, each in groups of its own size.
#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <utility>

#include "base/random.h"
#include "formats/format.h"
#include "lunch/check.h"
#include "lunch/clashes.h"
#include "lunch/groups.h"
#include "lunch/rounds.h"
#include "lunch/seats.h"
#include "lunch/terms.h"
#include "outcome/measure.h"
#include "outcome/reasons.h"
#include "pairs/pairs.h"
#include "pairs/shortage.h"
#include "pairs/typed_pairs.h"
#include "solve/matching.h"

namespace weft {
namespace {

constexpr int32_t kFree = -1;
constexpr int32_t kEveryPair = 15'000;  // people whose pairs can all be looked at
constexpr int64_t kExplainedPairs = 20'000'000;
constexpr int32_t kMostInTrios = 1'000;  // people who are seated anew where pairs leave some over

// One pool, in pairs.
class LunchSolver {
 public:
  explicit LunchSolver(const FormatInput& input)
      : input_(input), fit_(input.fit), random_(Random(input.program.seed).fork(1)) {}

  Plan solve();

 private:
  Plan by_all_pairs();
  Plan by_type();
  // What becomes of everybody where certain people may be the odd one.
  enum class Seated { kTooFew, kButOne, kAll };
  std::vector<int32_t> whose_turn() const;
  std::vector<int32_t> not_last_time() const;
  Seated seat_by_turn(const std::vector<int32_t>& turn, Plan& plan);
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

// Those who have waited longest for it; everybody where all of them were odd last time.
std::vector<int32_t> LunchSolver::whose_turn() const {
  const OddLedger ledger = odd_ledger(input_.roster, input_.history, Scope{{input_.program.name}});
  std::vector<int32_t> turn;
  int64_t soonest = INT64_MAX;
  for (int32_t i = 0; i < fit_.size(); ++i) {
    const int64_t own = ledger.turn(fit_.person(i));
    if (own > soonest) continue;
    if (own < soonest) turn.clear();
    soonest = own;
    turn.push_back(i);
  }
  return turn;
}

std::vector<int32_t> LunchSolver::not_last_time() const {
  const OddLedger ledger = odd_ledger(input_.roster, input_.history, Scope{{input_.program.name}});
  std::vector<int32_t> others;
  for (int32_t i = 0; i < fit_.size(); ++i) {
    if (!ledger.last_time(fit_.person(i))) others.push_back(i);
  }
  return others;
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

// Rather somebody out of turn than two left over; rather anybody than who was odd last time.
void LunchSolver::with_somebody_odd(Plan& plan) {
  const std::vector<int32_t> turn = whose_turn();
  Plan by_turn = plan;
  const Seated seated = seat_by_turn(turn, by_turn);
  if (seated == Seated::kAll) return void(plan = std::move(by_turn));
  const std::vector<int32_t> others = not_last_time();
  Plan out_of_turn = plan;
  const Seated rather =
      others.empty() || others == turn ? Seated::kTooFew : seat_by_turn(others, out_of_turn);
  if (rather > seated) return void(plan = std::move(out_of_turn));
  if (seated != Seated::kTooFew) return void(plan = std::move(by_turn));
  with_nobody_odd(plan);
}

LunchSolver::Seated LunchSolver::seat_by_turn(const std::vector<int32_t>& turn, Plan& plan) {
  const PairMatching matching = pairs_->match(turn);
  // The rules leave people over whichever of these is odd: then turns are not what decides.
  if (matching.odd == kFree || 2 * matching.pairs + 1 < fit_.size()) return Seated::kTooFew;
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
  return input_.program.trio && !plan.left_out.empty() ? Seated::kButOne : Seated::kAll;
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

Plan LunchSolver::solve() { return fit_.size() > kEveryPair ? by_type() : by_all_pairs(); }

// What becomes of all parts together.
class LunchProgram {
 public:
  explicit LunchProgram(const FormatInput& input) : input_(input) {}

  Plan solve();

 private:
  Plan solve_part(const LunchPart& part, bool is_all);
  Plan groups_of(const FormatInput& input) const;
  Plan pairs_of(const FormatInput& input, bool trio) const;
  void explain_left_out(const Program& program, const Fit& fit, Plan& plan) const;
  void check_together(const std::vector<LunchPart>& parts, Issues& issues) const;
  static void add(Plan part, bool first, Plan& plan);

  const FormatInput& input_;
};

// Of each participant, less comes first.
std::vector<int64_t> turns_of(const FormatInput& input) {
  const OddLedger ledger = odd_ledger(input.roster, input.history, Scope{{input.program.name}});
  std::vector<int64_t> turn;
  for (const int32_t person : input.fit.people()) turn.push_back(ledger.turn(person));
  return turn;
}

LunchGroupsInput groups_input(const FormatInput& input, const Program& program) {
  return {input.roster,
          program,
          input.history,
          input.fit,
          input.date,
          turns_of(input),
          Random(program.seed).fork(8),
          input.progress,
          input.bounds,
          input.runner};
}

Plan LunchProgram::groups_of(const FormatInput& input) const {
  return lunch_groups(groups_input(input, input.program));
}

// Trios of people whom no pair is left for seat more than pairs do. `trio`: one more than was asked
// for may sit in a group.
Plan LunchProgram::pairs_of(const FormatInput& input, bool trio) const {
  Plan plan = LunchSolver(input).solve();
  const auto all = static_cast<size_t>(input.fit.size());
  const bool alone = input.program.max_size == 2 && !trio;
  if (plan.left_out.empty() || alone || input.fit.size() > kMostInTrios) return plan;
  Program program = input.program;
  program.trio = trio;
  std::optional<Plan> more =
      groups_of_more(groups_input(input, program), all - plan.left_out.size());
  return more ? std::move(*more) : plan;
}

// In people of the roster.
Plan LunchProgram::solve_part(const LunchPart& part, bool is_all) {
  Program program = input_.program;
  program.min_size = part.min;
  program.max_size = part.max;
  std::optional<Fit> own;
  if (!is_all) {
    own.emplace(input_.roster, program, input_.history, part.people, input_.date);
    own->keep_ranges_of(input_.fit);
    // Else every part would draw the same lots.
    program.seed = Random(program.seed).fork(100 + static_cast<uint64_t>(part.segment + 1)).next();
  }
  const Fit& fit = is_all ? input_.fit : *own;
  const bool trio = program.trio;
  program.trio = part.spreads(trio);
  const FormatInput input{
      input_.roster, program,      input_.history,  input_.lists,
      fit,           input_.date,  input_.progress, is_all ? input_.bounds : nullptr,
      input_.csv,    input_.runner};
  Plan plan = part.in_pairs() ? pairs_of(input, trio) : groups_of(input);
  if (plan.waits) return plan;
  if (!is_all) explain_left_out(program, fit, plan);
  const auto to_person = [&](int32_t& participant) {
    if (participant != kFree) participant = fit.person(participant);
  };
  for (PlannedGroup& group : plan.groups) {
    std::for_each(group.people.begin(), group.people.end(), to_person);
    std::sort(group.people.begin(), group.people.end());
    to_person(group.odd);
  }
  for (auto* list : {&plan.left_out, &plan.sits_out})
    std::for_each(list->begin(), list->end(), to_person);
  return plan;
}

// Within their part: elsewhere there may be partners enough.
void LunchProgram::explain_left_out(const Program& program, const Fit& fit, Plan& plan) const {
  const auto looks = static_cast<int64_t>(plan.left_out.size()) * fit.size();
  for (const int32_t participant : plan.left_out) {
    const bool sits_out = std::count(plan.sits_out.begin(), plan.sits_out.end(), participant) > 0;
    plan.left_out_reasons.push_back(
        looks > kExplainedPairs
            ? std::vector<Reason>{{"leftOut.inSegment", {}}}
            : reasons_for_left_out(input_.roster, program, fit, {}, participant, sits_out));
  }
}

// Who belongs together and is of two parts.
void LunchProgram::check_together(const std::vector<LunchPart>& parts, Issues& issues) const {
  std::vector<int32_t> part_of(input_.roster.people(), -1);
  for (size_t p = 0; p < parts.size(); ++p) {
    for (const int32_t person : parts[p].people)
      part_of[static_cast<size_t>(person)] = static_cast<int32_t>(p);
  }
  for (const Rule& rule : input_.program.rules) {
    if (rule.kind != Rule::Kind::kTogether) continue;
    for (const std::vector<int32_t>& people : rule.people) {
      std::vector<int32_t> here;
      for (const int32_t person : people) {
        if (part_of[static_cast<size_t>(person)] >= 0) here.push_back(person);
      }
      for (const int32_t person : here) {
        const auto part = static_cast<size_t>(part_of[static_cast<size_t>(person)]);
        const auto name = [&](int32_t who) {
          return std::string(input_.roster.names[static_cast<size_t>(who)]);
        };
        if (part_of[static_cast<size_t>(here[0])] != static_cast<int32_t>(part)) {
          add_issue(issues, Severity::kError, "lunch.togetherSegments", rule.where + "/together",
                    {{"person", name(here[0])}, {"other", name(person)}});
          break;
        }
        if (static_cast<int32_t>(here.size()) > parts[part].max) {
          add_issue(
              issues, Severity::kError, "program.togetherTooMany", rule.where + "/together",
              {{"people", static_cast<int64_t>(here.size())}, {"size", int64_t{parts[part].max}}});
          break;
        }
      }
    }
  }
}

void LunchProgram::add(Plan part, bool first, Plan& plan) {
  if (first) {
    plan = std::move(part);
    return;
  }
  const auto append = [](auto& from, auto& to) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  const bool had_groups = !plan.groups.empty();
  const bool has_groups = !part.groups.empty();
  append(part.groups, plan.groups);
  append(part.left_out, plan.left_out);
  append(part.left_out_reasons, plan.left_out_reasons);
  append(part.sits_out, plan.sits_out);
  for (Issue& issue : part.issues) {
    const bool told = std::any_of(plan.issues.begin(), plan.issues.end(),
                                  [&](const Issue& other) { return other.code == issue.code; });
    if (!told) plan.issues.push_back(std::move(issue));
  }
  plan.bound += part.bound;
  plan.proven_bound = plan.proven_bound && part.proven_bound;
  // A part of nobody's groups has no worst of its own.
  if (!had_groups) plan.worst.reset();
  if (had_groups && !has_groups) part.worst.reset();
  if (part.worst && plan.worst) {
    plan.worst->bound = std::min(plan.worst->bound, part.worst->bound);
    plan.worst->leximin = plan.worst->leximin && part.worst->leximin;
  } else if (part.worst) {
    plan.worst = part.worst;
  }
  if (part.without_serendipity || plan.without_serendipity) {
    plan.without_serendipity =
        plan.without_serendipity.value_or(0) + part.without_serendipity.value_or(0);
  }
  if (!part.solver.empty() && plan.solver != part.solver)
    plan.solver += (plan.solver.empty() ? "" : "+") + part.solver;
}

Plan LunchProgram::solve() {
  Issues told;  // when the program was read
  const LunchTerms terms = read_lunch_terms(input_.program, told);
  Plan plan;
  Issues issues;
  const std::vector<LunchPart> parts =
      lunch_parts(terms, input_.program, input_.roster, input_.fit.people(), issues);
  check_together(parts, issues);
  if (has_errors(issues)) {
    plan.left_out = input_.fit.people();
    plan.issues = std::move(issues);
    return plan;
  }
  plan.proven_bound = true;
  bool waits = false;
  for (size_t p = 0; p < parts.size(); ++p) {
    Plan part = solve_part(parts[p], terms.segments.empty());
    // The others are asked all the same: what they need searched can be searched beside it.
    waits = waits || part.waits;
    add(std::move(part), p == 0, plan);
  }
  if (waits) return waiting_plan();
  std::sort(plan.groups.begin(), plan.groups.end(),
            [](const PlannedGroup& a, const PlannedGroup& b) { return a.people < b.people; });
  std::sort(plan.sits_out.begin(), plan.sits_out.end());
  std::vector<size_t> order(plan.left_out.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return plan.left_out[a] < plan.left_out[b]; });
  const auto reordered = [&](auto& list) {
    auto from = std::exchange(list, {});
    for (const size_t i : order) list.push_back(std::move(from[i]));
  };
  if (!plan.left_out_reasons.empty()) reordered(plan.left_out_reasons);
  reordered(plan.left_out);
  return plan;
}

// What a part makes of its people under the rules of the program, as a run does.
LunchSizes sizes_of(const FormatInput& input, const LunchPart& part) {
  const auto count = static_cast<int32_t>(part.people.size());
  const bool spread = part.spreads(input.program.trio);
  LunchSizes sizes = lunch_sizes(count, part.min, part.max, spread);
  if (sizes.sit_out > 0 || part.in_pairs()) return sizes;
  Program program = input.program;
  program.min_size = part.min;
  const Fit fit(input.roster, program, input.history, part.people, input.date);
  std::vector<int32_t> all(part.people.size());
  std::iota(all.begin(), all.end(), 0);
  sizes.sizes =
      sizes_needed(count, part.min, part.max, spread, tables_needed(fit, kept_apart(fit), all));
  return sizes;
}

class Lunch : public Format {
 public:
  std::string_view name() const override { return "lunch"; }

  Shape shape() const override {
    Shape shape;
    shape.series = true;
    return shape;
  }

  std::vector<std::string> keys() const override { return lunch_keys(); }

  std::vector<std::string> lists() const override { return {"absences"}; }

  Issues validate(const Program& program) const override {
    Issues issues;
    read_lunch_terms(program, issues);
    return issues;
  }

  void resolve(Program& program, const Roster& roster, Issues& issues) const override {
    Issues told;  // by validate()
    const LunchTerms terms = read_lunch_terms(program, told);
    for (const LunchSegment& segment : terms.segments) passing(segment.who, roster, issues);
    // What else there is to sizes is lunch's own business.
    if (!terms.segments.empty() || program.min_size > 2) program.shape.sized = false;
  }

  int64_t most_people() const override { return 2'500'000; }

  std::vector<Shortage> shortages(const Program& program, const Fit& fit) const override {
    const bool in_pairs = program.min_size == 2 && program.document.find("segments") == nullptr;
    return in_pairs ? weft::shortages(program, fit) : std::vector<Shortage>();
  }

  std::vector<Reason> clashes(const Program& program, const Roster& roster,
                              const std::vector<int32_t>& people) const override {
    Issues told;  // when the program was read
    return lunch_clashes(read_lunch_terms(program, told), program, roster, people);
  }

  Value possible(const FormatInput& input, Issues& issues) const override;
  Plan solve(const FormatInput& input) const override { return LunchProgram(input).solve(); }

  std::vector<std::vector<Plan>> solve_together(const RoundsInput& input) const override {
    return lunch_rounds({input.roster, input.program, input.history, input.date, input.taking,
                         input.work, input.progress});
  }

  std::vector<Tables> tables(const FormatInput& input) const override {
    Issues told;  // when the program was read
    std::vector<Tables> all;
    for (LunchPart& part : lunch_parts(read_lunch_terms(input.program, told), input.program,
                                       input.roster, input.fit.people(), told)) {
      LunchSizes sizes = sizes_of(input, part);
      all.push_back({std::move(part.people), std::move(sizes.sizes)});
    }
    return all;
  }

  void check(const CheckInput& input, CheckResult& result) const override {
    check_lunch(input.roster, input.program, input.claim, result);
  }
};

// Of pairs the figures that all formats have say enough. A confidential list may ask for more
// tables; nothing is told of it.
Value Lunch::possible(const FormatInput& input, Issues& issues) const {
  Issues told;  // when the program was read
  const LunchTerms terms = read_lunch_terms(input.program, told);
  if (terms.segments.empty() && input.program.min_size == 2 && input.program.max_size == 2)
    return {};
  const Program open = without_secrets(input.program);
  const FormatInput of_all{input.roster, open, input.history, input.lists, input.fit, input.date};
  Value::List parts;
  for (const LunchPart& part : lunch_parts(terms, open, input.roster, input.fit.people(), issues)) {
    const auto people = static_cast<int32_t>(part.people.size());
    const LunchSizes sizes = sizes_of(of_all, part);
    parts.emplace_back(
        Value::Object{{"segment", int64_t{part.segment}},
                      {"people", int64_t{people}},
                      {"groups", sizes.sizes.size()},
                      {"least", int64_t{sizes.sizes.empty() ? 0 : sizes.sizes.front()}},
                      {"most", int64_t{sizes.sizes.empty() ? 0 : sizes.sizes.back()}},
                      {"sitOut", int64_t{sizes.sit_out}}});
  }
  return Value::Object{{"parts", std::move(parts)}};
}

}  // namespace

const Format& lunch_format() {
  static const Lunch format;
  return format;
}

}  // namespace weft
