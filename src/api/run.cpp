#include "api/run.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "fit/together.h"
#include "outcome/publish.h"
#include "series/series.h"

namespace weft {
namespace {

constexpr int64_t kMostPlaces = 2'500'000;     // people in all rounds together
constexpr int64_t kMostMeetings = 80'000'000;  // that all rounds of a series know together

CheckResult check_round(const RunInput& input, const Program& program, const History& history,
                        Day day, const Claim& claim) {
  CheckResult result = check(input.roster, program, history, day, claim);
  format_named(program.format)
      ->check({input.roster, program, history, input.lists, day, claim}, result);
  for (size_t g = 0; program.series.rounds > 1 && g < claim.groups.size(); ++g) {
    const std::optional<Appointment>& when = claim.groups[g].when;
    result.verify(when && when->date == day, "check.roundDate", [&] {
      return Args{{"group", static_cast<int64_t>(g + 1)}, {"round", int64_t{program.round}}};
    });
  }
  return result;
}

class Run {
 public:
  Run(const RunInput& input, Program program, Issues issues)
      : input_(input),
        program_(std::move(program)),
        format_(*format_named(program_.format)),
        issues_(std::move(issues)) {}

  Result<Outcome> outcome();

 private:
  bool several() const { return program_.series.rounds > 1; }
  bool fits(int64_t people);
  int64_t most_taking() const;
  void fail(std::string code, Args args);
  void solve_one(std::vector<int32_t> people);
  void solve_series();
  void tell_together(const Program& program, const Fit& fit);
  void look_at(OutcomeRound& round, const History& history);
  Claim claim_of(const OutcomeRound& round) const;
  void use_columns();
  void report(const char* stage, double done) const;

  const RunInput& input_;
  Program program_;
  const Format& format_;
  Issues issues_;
  Outcome outcome_;
  std::optional<int64_t> value_so_far_;
  std::optional<int64_t> bound_so_far_;
};

void Run::report(const char* stage, double done) const {
  if (!input_.on_progress) return;
  const auto permille = static_cast<int64_t>(done * 1000);
  Json json = {{"stage", stage}, {"done", static_cast<double>(permille) / 1000}};
  if (value_so_far_) json["value"] = *value_so_far_;
  if (bound_so_far_) json["bound"] = *bound_so_far_;
  input_.on_progress(dump_json(json));
}

void Run::fail(std::string code, Args args) {
  Issue& issue = issues_.emplace_back();
  issue.code = std::move(code);
  issue.args = std::move(args);
}

bool Run::fits(int64_t people) {
  const int64_t rounds = program_.series.rounds;
  int64_t most = format_.most_people();
  if (several()) {
    const int64_t met = rounds * rounds * (program_.max_size - 1) / 2;
    most = std::min({most, kMostPlaces / rounds, kMostMeetings / std::max<int64_t>(met, 1)});
  }
  if (people > most) fail("run.tooManyPeople", {{"count", people}, {"most", most}});
  if (people < (program_.shape.sized ? program_.min_size : 1))
    fail("run.tooFewPeople", {{"count", people}});
  return !has_errors(issues_);
}

// In the round that has most.
int64_t Run::most_taking() const {
  size_t most = 0;
  for (int32_t r = 1; r <= program_.series.rounds; ++r) {
    const Program of_round = program_of_round(program_, r);
    most = std::max(most, participants(of_round, input_.roster, input_.history,
                                       program_.series.day_of(r, input_.date))
                              .people.size());
  }
  return static_cast<int64_t>(most);
}

void Run::solve_one(std::vector<int32_t> people) {
  OutcomeRound round;
  round.program = std::move(program_);
  round.date = input_.date;
  round.fit = std::make_unique<Fit>(input_.roster, round.program, input_.history, std::move(people),
                                    input_.date);
  tell_together(round.program, *round.fit);
  round.plan = format_.solve({input_.roster,
                              round.program,
                              input_.history,
                              input_.lists,
                              *round.fit,
                              round.date,
                              [&](double done) { report("match", done); },
                              [&](std::optional<int64_t> value, int64_t bound) {
                                value_so_far_ = value;
                                bound_so_far_ = bound;
                              },
                              {},
                              &input_.searches->runner()});
  // Whoever has it searched knows what there is to reach.
  if (round.plan.waits) report("match", 0);
  value_so_far_.reset();
  bound_so_far_.reset();
  outcome_.rounds.push_back(std::move(round));
}

// Where nobody may be left over, the format says so itself.
void Run::tell_together(const Program& program, const Fit& fit) {
  if (program.shape.whole_groups) return;
  for (Issue& clash : together_clashes(input_.roster, program, fit, Severity::kWarning))
    issues_.push_back(std::move(clash));
}

void Run::solve_series() {
  {
    const Program first = program_of_round(program_, 1);
    const Fit fit(input_.roster, first, input_.history,
                  participants(first, input_.roster, input_.history, input_.date).people,
                  input_.date);
    tell_together(first, fit);
  }
  std::vector<Plan> plans =
      plan_series({input_.roster, program_, input_.history, input_.lists, format_, input_.date,
                   [&](double done) { report("match", done); }});
  for (size_t r = 0; r < plans.size(); ++r) {
    OutcomeRound& round = outcome_.rounds.emplace_back();
    round.program = program_of_round(program_, static_cast<int32_t>(r + 1));
    round.date = program_.series.day_of(round.program.round, input_.date);
    round.plan = std::move(plans[r]);
    for (PlannedGroup& group : round.plan.groups) group.when = Appointment{round.date};
  }
}

Claim Run::claim_of(const OutcomeRound& round) const {
  const Roster& roster = input_.roster;
  Claim claim;
  claim.groups.reserve(round.plan.groups.size());
  for (size_t i = 0; i < round.plan.groups.size(); ++i) {
    const PlannedGroup& planned = round.plan.groups[i];
    Claim::Group& group = claim.groups.emplace_back();
    group.people.reserve(planned.people.size());
    for (const int32_t person : planned.people)
      group.people.emplace_back(roster.ids[static_cast<size_t>(person)]);
    if (round.program.shape.directed()) {
      for (size_t m = 0; m < planned.people.size(); ++m)
        group.roles.push_back(round.program.shape.roles[m < planned.leads ? 0 : 1]);
    } else {
      group.roles = planned.member_roles;
    }
    group.value = round.measured.group_values[i];
    group.title = planned.title;
    group.when = planned.when;
    group.where = planned.where;
  }
  for (const int32_t person : round.plan.left_out)
    claim.left_out.emplace_back(roster.ids[static_cast<size_t>(person)]);
  claim.value = round.measured.certificate.value;
  claim.bound = round.measured.certificate.bound;
  claim.extra = round.plan.extra;
  return claim;
}

// Measured and checked against what was published before it.
void Run::look_at(OutcomeRound& round, const History& history) {
  const Roster& roster = input_.roster;
  if (!round.fit) {
    round.fit = std::make_unique<Fit>(
        roster, round.program, history,
        participants(round.program, roster, history, round.date).people, round.date);
  }
  round.measured = measure(roster, round.program, *round.fit, round.plan, round.program.seed);
  round.participant_of.assign(roster.people(), -1);
  for (int32_t i = 0; i < round.fit->size(); ++i)
    round.participant_of[static_cast<size_t>(round.fit->person(i))] = i;
  round.check = check_round(input_, round.program, history, round.date, claim_of(round));
}

void Run::use_columns() {
  const auto use = [&](const ColumnUse& column) {
    if (column.index < 0) return;
    const auto index = static_cast<size_t>(column.index);
    const Role role = input_.roster.columns[index].role;
    if (role == Role::kId || role == Role::kName || role == Role::kEmail) return;
    if (std::count(outcome_.columns.begin(), outcome_.columns.end(), index) == 0)
      outcome_.columns.push_back(index);
  };
  for (const Rule& rule : outcome_.program().rules) use(rule.column);
  for (const Criterion& criterion : outcome_.program().criteria) use(criterion.column);
}

Result<Outcome> Run::outcome() {
  report("fit", 0);
  const auto give_up = [&] {
    outcome_.rounds.clear();
    outcome_.issues = std::move(issues_);
    return std::move(outcome_);
  };
  if (several()) {
    if (!fits(most_taking())) return give_up();
    solve_series();
  } else {
    Participants taking = participants(program_, input_.roster, input_.history, input_.date);
    if (!fits(static_cast<int64_t>(taking.people.size()))) return give_up();
    solve_one(std::move(taking.people));
  }
  for (OutcomeRound& round : outcome_.rounds) {
    for (Issue& issue : round.plan.issues) issues_.push_back(std::move(issue));
  }
  // No plan keeps the rules: what was found out about it is all there is to say.
  if (has_errors(issues_) || outcome_.rounds.front().plan.waits) return give_up();
  std::optional<History> published;
  if (outcome_.several()) published = input_.history;
  for (OutcomeRound& round : outcome_.rounds) {
    report("check", static_cast<double>(round.program.round - 1) /
                        static_cast<double>(outcome_.rounds.size()));
    look_at(round, published ? *published : input_.history);
    if (!round.check.passed()) {
      Issue failed;
      failed.code = "outcome.checkFailed";
      failed.args = {{"count", static_cast<int64_t>(round.check.broken.size())},
                     {"first", round.check.broken[0].code}};
      return failed;
    }
    if (published) publish(round.plan, round.program, round.date, input_.roster, *published);
  }
  use_columns();
  outcome_.issues = std::move(issues_);
  report("explain", 1);
  return std::move(outcome_);
}

}  // namespace

Result<Outcome> run_program(const RunInput& input, Program program, Issues issues) {
  return Run(input, std::move(program), std::move(issues)).outcome();
}

CheckResult check_rounds(const RunInput& input, const Program& program,
                         const std::vector<Claim>& claims) {
  History history = input.history;
  CheckResult result;
  for (size_t r = 0; r < claims.size(); ++r) {
    const Program of_round = program_of_round(program, static_cast<int32_t>(r + 1));
    const Day day = program.series.day_of(of_round.round, input.date);
    add_check(check_round(input, of_round, history, day, claims[r]), result);
    if (r + 1 < claims.size()) publish(claims[r], of_round, day, history);
  }
  return result;
}

}  // namespace weft
