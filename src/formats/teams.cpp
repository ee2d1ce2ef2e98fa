// Cross-functional teams: everybody in one team, teams mixed, alike or balanced by HR's criteria,
// no rule broken; in projects people wished for where there are some.
#include <algorithm>
#include <numeric>
#include <optional>
#include <span>

#include "base/random.h"
#include "formats/format.h"
#include "groups/team_check.h"
#include "groups/team_moves.h"
#include "groups/team_problem.h"
#include "outcome/reasons.h"
#include "solve/grouping_bound.h"
#include "solve/grouping_parts.h"

namespace weft {
namespace {

constexpr int64_t kWorkPerPerson = 2'000'000;
constexpr int64_t kLeastTeamWork = 40'000'000;
constexpr int64_t kMostTeamWork = 2'000'000'000;
constexpr int64_t kMostInParts = 4'000'000'000;
constexpr int kTries = 3;           // while rules are broken, each with twice the work
constexpr int kOtherCounts = 3;     // numbers of teams that are tried besides the first
constexpr int32_t kFewPeople = 20;  // for whom all numbers are tried
constexpr int kRandomTeams = 8;     // whose mean is what chance gives
constexpr int64_t kOddBy = 100;     // thousandths below the others: a criterion is the odd one
constexpr size_t kMostMoves = 50;

Issue issue_of(Severity severity, std::string code, Args args = {}) {
  Issue issue;
  issue.severity = severity;
  issue.code = std::move(code);
  issue.args = std::move(args);
  return issue;
}

// The team of each participant, from a plan.
std::vector<int32_t> teams_of(const FormatInput& input, const TeamTerms& terms, const Plan& plan) {
  std::vector<int32_t> of_person(input.roster.people(), -1);
  for (size_t g = 0; g < plan.groups.size(); ++g) {
    auto number = static_cast<int32_t>(g);
    for (size_t p = 0; p < terms.projects.size(); ++p) {
      if (terms.projects[p].name == plan.groups[g].title) number = static_cast<int32_t>(p);
    }
    for (const int32_t person : plan.groups[g].people)
      of_person[static_cast<size_t>(person)] = number;
  }
  std::vector<int32_t> team;
  for (const int32_t person : input.fit.people())
    team.push_back(of_person[static_cast<size_t>(person)]);
  return team;
}

std::vector<std::vector<int32_t>> members_by_team(const std::vector<int32_t>& team, int32_t teams) {
  std::vector<std::vector<int32_t>> members(static_cast<size_t>(teams));
  for (size_t i = 0; i < team.size(); ++i)
    members[static_cast<size_t>(team[i])].push_back(static_cast<int32_t>(i));
  return members;
}

Value::List list_of_points(const std::vector<int64_t>& points) {
  return Value::List(points.begin(), points.end());
}

class TeamSolver {
 public:
  explicit TeamSolver(const FormatInput& input) : input_(input) {}

  Plan solve() {
    Issues issues;
    const TeamTerms terms = team_terms(input_.program, input_.roster, input_.lists, issues);
    if (has_errors(issues)) return nobody(std::move(issues));
    TeamProblem problem(input_.roster, input_.program, input_.fit, terms);
    issues.insert(issues.end(), problem.issues().begin(), problem.issues().end());
    if (has_errors(issues)) return nobody(std::move(issues));
    if (const Issues clashes = problem.clashes(); !clashes.empty()) {
      issues.insert(issues.end(), clashes.begin(), clashes.end());
      return nobody(std::move(issues));
    }
    const std::optional<Found> found = search(problem);
    if (!found) return waiting_plan();
    const solve::Grouping& grouping = found->grouping;
    problem.set_count(found->teams);
    if (keeps_none(grouping)) {
      issues.push_back(none_found(problem, grouping, found->all));
      add_broken(problem, grouping, issues);
      return nobody(std::move(issues));
    }
    return plan_of(terms, problem, grouping_bound(problem.problem()), grouping, std::move(issues));
  }

 private:
  // Why there is no plan; nobody is in a team.
  Plan nobody(Issues issues) const {
    Plan plan;
    plan.left_out = input_.fit.people();
    plan.issues = std::move(issues);
    return plan;
  }

  struct Found {
    solve::Grouping grouping;
    int32_t teams = 0;
    bool all = false;  // all ways were gone through, with every number of teams that may be
  };

  static bool keeps_none(const solve::Grouping& grouping) {
    return grouping.group.empty() || grouping.worth.broken > 0;
  }

  // Nothing while it is searched elsewhere. Where no way is found with one number of teams, others
  // may do; the one that breaks least is searched longest.
  std::optional<Found> search(TeamProblem& problem) const {
    std::optional<solve::Grouping> first =
        tried(problem, 0, problem.may_have_other_counts() ? 1 : kTries);
    if (!first) return std::nullopt;
    Found best{std::move(*first), problem.teams()};
    best.all = best.grouping.optimal;
    if (!problem.may_have_other_counts()) return best;
    const int others = problem.problem().elements <= kFewPeople ? INT32_MAX : kOtherCounts;
    int tries = 0;
    for (; keeps_none(best.grouping) && tries < others && problem.next_count(); ++tries) {
      std::optional<solve::Grouping> other = tried(problem, 0, 1);
      if (!other) return std::nullopt;
      best.all = best.all && other->optimal;
      const bool better =
          !other->group.empty() &&
          (best.grouping.group.empty() || other->worth.broken < best.grouping.worth.broken);
      if (!better) continue;
      best.grouping = std::move(*other);
      best.teams = problem.teams();
    }
    if (!keeps_none(best.grouping)) return best;
    best.all = best.all && tries < others;
    if (best.grouping.optimal || best.grouping.group.empty()) return best;
    problem.set_count(best.teams);
    std::optional<solve::Grouping> longer = tried(problem, 1, kTries);
    if (!longer) return std::nullopt;
    if (!longer->group.empty() &&
        better_grouping(longer->worth, best.grouping.worth, problem.problem().worst_first))
      best.grouping = std::move(*longer);
    return best;
  }

  // Attempts `begin` to `end` - 1, each with twice the work of the one before.
  std::optional<solve::Grouping> tried(const TeamProblem& problem, int begin, int end) const {
    const solve::GroupingBound bound = grouping_bound(problem.problem());
    const bool worst_first = problem.problem().worst_first;
    solve::GroupingOptions options;
    options.budget.work = std::clamp(kWorkPerPerson * input_.fit.size(), kLeastTeamWork,
                                     input_.runner != nullptr ? kMostInParts : kMostTeamWork);
    // Without criteria the first that keeps the rules will do.
    if (input_.program.criteria.empty()) options.budget.work /= 10;
    const int64_t most = worst_first ? bound.smallest : bound.value;
    options.enough = bound.value;
    if (input_.bounds) input_.bounds(std::nullopt, most);
    options.progress = [&](const solve::GroupingProgress& progress) {
      if (input_.bounds && progress.broken == 0) {
        input_.bounds(worst_first ? progress.smallest : progress.value, most);
      }
      if (input_.progress) input_.progress(static_cast<double>(progress.spent) / solve::kAllSpent);
    };
    solve::Grouping best;
    options.budget.work <<= begin;
    for (int attempt = begin; attempt < end; ++attempt) {
      const Random random = Random(input_.program.seed).fork(10 + static_cast<uint64_t>(attempt));
      std::optional<solve::Grouping> found =
          input_.runner != nullptr
              ? best_grouping_in_parts(problem.problem(), options, random, *input_.runner)
              : best_grouping(problem.problem(), options, random);
      if (!found) return std::nullopt;
      if (attempt == begin ||
          (!found->group.empty() && better_grouping(found->worth, best.worth, worst_first)))
        best = std::move(*found);
      if (best.optimal || best.group.empty() || best.worth.broken == 0) break;
      options.budget.work *= 2;
    }
    return best;
  }

  static Issue none_found(const TeamProblem& problem, const solve::Grouping& grouping, bool all) {
    int64_t teams = 0;
    for (const solve::GroupWorth& worth : grouping.worth.groups) teams += worth.broken > 0 ? 1 : 0;
    return issue_of(Severity::kError, all ? "teams.impossible" : "teams.noneFound",
                    {{"teams", teams}, {"of", int64_t{problem.teams()}}});
  }

  // What stayed broken in the best that was found: each rule once, with the teams it concerns.
  static void add_broken(const TeamProblem& problem, const solve::Grouping& grouping,
                         Issues& issues) {
    if (grouping.group.empty()) return;
    const auto members = members_by_team(grouping.group, problem.teams());
    const size_t before = issues.size();
    for (int32_t t = 0; t < problem.teams(); ++t) {
      if (grouping.worth.groups[static_cast<size_t>(t)].broken == 0) continue;
      for (Reason& reason : problem.broken(t, members[static_cast<size_t>(t)])) {
        const bool told =
            std::any_of(issues.begin() + static_cast<std::ptrdiff_t>(before), issues.end(),
                        [&](const Issue& issue) { return issue.code == reason.code; });
        if (!told) issues.push_back(issue_of(Severity::kNote, reason.code, std::move(reason.args)));
      }
    }
  }

  std::vector<Reason> reasons_of(const TeamProblem& problem, const std::vector<int32_t>& members,
                                 const std::vector<std::string>& roles,
                                 const std::vector<int64_t>& points) const {
    std::vector<Reason> reasons =
        reasons_of_rules(input_.roster, input_.program, input_.fit, members);
    for (size_t m = 0; m < members.size(); ++m) {
      if (roles[m].empty()) continue;
      const auto person = static_cast<size_t>(input_.fit.person(members[m]));
      reasons.push_back(
          {problem.is_lead(roles[m]) ? "team.lead" : "team.role",
           {{"role", roles[m]}, {"person", std::string(input_.roster.names[person])}}});
    }
    for (size_t c = 0; c < points.size(); ++c) {
      const Criterion& criterion = input_.program.criteria[c];
      Reason reason{"team." + std::string(name_of(criterion.kind)), {}};
      if (criterion.column.index >= 0) {
        const auto index = static_cast<size_t>(criterion.column.index);
        reason.args.push_back({"column", input_.roster.columns[index].header});
      }
      reason.args.push_back({"percent", (points[c] + 5) / 10});
      reason.args.push_back({"criterion", static_cast<int64_t>(c)});
      reason.args.push_back({"points", points[c] * criterion.weight});
      reason.args.push_back({"of", criterion.weight * Criterion::kFull});
      reasons.push_back(std::move(reason));
    }
    return reasons;
  }

  // Which criterion a team lags in most, against the mean of all; -1: none by much.
  int64_t odd_criterion(const std::vector<int64_t>& points,
                        const std::vector<int64_t>& mean) const {
    int64_t odd = -1;
    int64_t most = 0;
    for (size_t c = 0; c < points.size(); ++c) {
      const int64_t lag = mean[c] - points[c];
      const int64_t lost = lag * input_.program.criteria[c].weight;
      if (lag < kOddBy || lost <= most) continue;
      most = lost;
      odd = static_cast<int64_t>(c);
    }
    return odd;
  }

  // Without regard to any rule, in teams of the same sizes.
  int64_t by_chance(const TeamProblem& problem, const std::vector<int32_t>& group) const {
    Random random = Random(input_.program.seed).fork(3);
    std::vector<int32_t> dealt = group;
    int64_t sum = 0;
    for (int i = 0; i < kRandomTeams; ++i) {
      random.shuffle(std::span<int32_t>(dealt));
      sum += grouping_worth(problem.problem(), dealt).value;
    }
    return sum / kRandomTeams;
  }

  Plan plan_of(const TeamTerms& terms, const TeamProblem& problem,
               const solve::GroupingBound& bound, const solve::Grouping& grouping,
               Issues issues) const {
    Plan plan;
    plan.issues = std::move(issues);
    plan.solver = grouping.optimal ? "grouping-exact" : "grouping";
    const auto members = members_by_team(grouping.group, problem.teams());
    std::vector<std::vector<int64_t>> points;
    std::vector<int64_t> sum(input_.program.criteria.size(), 0);
    int64_t best = 0;
    for (int32_t t = 0; t < problem.teams(); ++t) {
      const std::vector<int32_t>& in = members[static_cast<size_t>(t)];
      if (in.empty()) continue;  // a project that may stay empty
      const std::vector<std::string> roles = problem.member_roles(in);
      PlannedGroup& group = plan.groups.emplace_back();
      group.points = problem.points(t, in);
      group.value = grouping.worth.groups[static_cast<size_t>(t)].value;
      group.of = problem.full_value(in);
      best += group.of;
      group.reasons = reasons_of(problem, in, roles, group.points);
      if (!terms.projects.empty()) group.title = problem.team_name(t);
      // The lead first, then whoever has a role.
      std::vector<size_t> order(in.size());
      std::iota(order.begin(), order.end(), size_t{0});
      const auto rank = [&](size_t m) {
        return roles[m].empty() ? 2 : problem.is_lead(roles[m]) ? 0 : 1;
      };
      std::stable_sort(order.begin(), order.end(),
                       [&](size_t a, size_t b) { return rank(a) < rank(b); });
      for (const size_t m : order) {
        group.people.push_back(input_.fit.person(in[m]));
        group.member_roles.push_back(roles[m]);
      }
      for (size_t c = 0; c < sum.size(); ++c) sum[c] += group.points[c];
      points.push_back(group.points);
    }
    const auto teams = static_cast<int64_t>(plan.groups.size());
    for (int64_t& one : sum) one /= std::max<int64_t>(teams, 1);
    plan.bound = grouping.optimal && !problem.problem().worst_first
                     ? grouping.worth.value
                     : std::max(grouping.worth.value, std::min(bound.value, best));
    plan.proven_bound = true;
    if (problem.problem().worst_first) {
      plan.worst = Plan::Worst{grouping.optimal ? grouping.worth.smallest
                                                : std::max(bound.smallest, grouping.worth.smallest),
                               false};
    }
    plan.random = by_chance(problem, grouping.group);
    plan.extra = extra_of(problem, plan, points, sum);
    return plan;
  }

  Value extra_of(const TeamProblem& problem, const Plan& plan,
                 const std::vector<std::vector<int64_t>>& points,
                 const std::vector<int64_t>& mean) const {
    Value::List teams;
    for (size_t g = 0; g < plan.groups.size(); ++g) {
      const PlannedGroup& group = plan.groups[g];
      Value team = Value::Object{{"points", list_of_points(points[g])},
                                 {"odd", odd_criterion(points[g], mean)}};
      if (!group.title.empty()) team.set("title", group.title);
      for (size_t m = 0; m < group.people.size(); ++m) {
        if (!problem.is_lead(group.member_roles[m])) continue;
        team.set("lead", std::string(input_.roster.ids[static_cast<size_t>(group.people[m])]));
        break;
      }
      teams.push_back(std::move(team));
    }
    return Value::Object{{"points", list_of_points(mean)}, {"teams", std::move(teams)}};
  }

  const FormatInput& input_;
};

// Teams as a program names them; of `question`'s "teams", by the numbers shown, only these.
Value arranged(const FormatInput& input, const TeamTerms& terms, const std::vector<int32_t>& team,
               const std::vector<int32_t>& shown, const Value& question) {
  const Value* only = question.find("teams");
  const auto asked_for = [&](int32_t number) {
    if (only == nullptr || only->list() == nullptr) return true;
    return std::any_of(only->list()->begin(), only->list()->end(), [&](const Value& one) {
      return one.whole() != nullptr && *one.whole() == number;
    });
  };
  Value::List teams;
  const auto members = members_by_team(team, static_cast<int32_t>(shown.size()));
  for (size_t t = 0; t < members.size(); ++t) {
    if (members[t].empty() || !asked_for(shown[t] + 1)) continue;
    Value::List people;
    for (const int32_t member : members[t])
      people.emplace_back(input.roster.ids[static_cast<size_t>(input.fit.person(member))]);
    Value name =
        terms.projects.empty() ? Value(static_cast<int64_t>(t) + 1) : Value(terms.projects[t].name);
    teams.emplace_back(Value::Object{{"team", std::move(name)}, {"people", std::move(people)}});
  }
  return Value::Object{{"teams", std::move(teams)}};
}

class Teams : public Format {
 public:
  std::string_view name() const override { return "teams"; }

  Shape shape() const override {
    Shape shape;
    shape.worth = Shape::Worth::kOwn;
    shape.sized = false;
    shape.whole_groups = true;
    shape.projects = true;
    return shape;
  }

  std::vector<std::string> keys() const override { return team_keys(); }
  std::vector<std::string> lists() const override { return {"projects", "preferences"}; }

  Issues validate(const Program& program) const override {
    Issues issues;
    read_team_terms(program, issues);
    if (program.serendipity > 0) {
      Issue& issue = issues.emplace_back(issue_of(Severity::kError, "teams.noSerendipity"));
      issue.where = "/serendipity";
    }
    return issues;
  }

  int64_t most_people() const override { return solve::kMostGroupingElements; }

  Value possible(const FormatInput& input, Issues& issues) const override;
  Plan solve(const FormatInput& input) const override { return TeamSolver(input).solve(); }

  void check(const CheckInput& input, CheckResult& result) const override {
    check_teams(input.roster, input.program, input.history, input.lists, input.date, input.claim,
                result);
  }

  Result<Value> detail(const FormatInput& input, const Plan& plan,
                       const Value& question) const override;
};

Value Teams::possible(const FormatInput& input, Issues& issues) const {
  const TeamTerms terms = team_terms(input.program, input.roster, input.lists, issues);
  if (has_errors(issues)) return {};
  const auto people = static_cast<int64_t>(input.fit.size());
  const bool counts = people > 0 && people <= most_people();
  std::optional<TeamProblem> problem;
  if (counts) problem.emplace(input.roster, input.program, input.fit, terms);
  std::vector<TeamSize> sizes = team_sizes(terms, input.program, input.fit.size());
  const auto& rules = input.program.rules;
  if (counts && std::none_of(rules.begin(), rules.end(), is_confidential)) {
    sizes.resize(static_cast<size_t>(problem->teams()), sizes[0]);
  } else if (counts) {
    // A confidential list may ask for more teams; nothing is told of it.
    const Program open = without_secrets(input.program);
    const Fit fit(input.roster, open, input.history, input.fit.people(), input.date);
    const TeamProblem told(input.roster, open, fit, terms);
    sizes.resize(static_cast<size_t>(told.teams()), sizes[0]);
  }
  int64_t least = INT64_MAX;
  int64_t most = 0;
  for (const TeamSize& size : sizes) {
    least = std::min<int64_t>(least, size.min);
    most = std::max<int64_t>(most, size.max);
  }
  Value::List roles;
  for (const TeamRole& role : terms.roles) {
    int64_t holders = 0;
    for (const int32_t person : input.fit.people())
      holders += role.holds[static_cast<size_t>(person)] ? 1 : 0;
    roles.emplace_back(Value::Object{{"role", role.name},
                                     {"people", holders},
                                     {"needed", static_cast<int64_t>(sizes.size()) * role.count}});
  }
  const auto people_in = [](const std::vector<TeamTerms::Pin>& pins) {
    int64_t count = 0;
    for (const TeamTerms::Pin& pin : pins) count += static_cast<int64_t>(pin.people.size());
    return count;
  };
  int64_t wishers = 0;
  for (const int32_t person : input.fit.people()) wishers += terms.wishes_for(person) ? 1 : 0;
  Value own =
      Value::Object{{"teams", sizes.size()},           {"least", std::min(least, people)},
                    {"most", std::min(most, people)},  {"roles", std::move(roles)},
                    {"pinned", people_in(terms.pins)}, {"arranged", people_in(terms.arranged)}};
  if (!terms.projects.empty()) {
    own.set("projects", terms.projects.size());
    own.set("wishers", wishers);
  }
  if (!problem) return own;
  issues.insert(issues.end(), problem->issues().begin(), problem->issues().end());
  if (!problem->issues().empty()) return own;
  for (Issue& clash : problem->clashes()) issues.push_back(std::move(clash));
  return own;
}

// {"of": "effect", "person", "team" and/or "other"}: what a move or a swap would do.
// {"of": "moves", "person" or "team" or neither, "most"}: those that gain most.
// {"of": "arranged", and the same as for "effect", or nothing; "teams": [numbers]}: the teams (or
// these of them) as a program has them under `arranged`, after the move.
Result<Value> Teams::detail(const FormatInput& input, const Plan& plan,
                            const Value& question) const {
  const Value* of = question.find("of");
  const std::string what = of != nullptr && of->text() != nullptr ? *of->text() : "";
  if (what != "effect" && what != "moves" && what != "arranged")
    return issue_of(Severity::kError, "request.noDetail");
  Issues told;
  TeamTerms terms = team_terms(input.program, input.roster, input.lists, told);
  // What was arranged by hand can be arranged anew.
  terms.arranged.clear();
  // Their number may have come from rules.
  if (terms.projects.empty()) terms.count = static_cast<int32_t>(plan.groups.size());
  const TeamProblem problem(input.roster, input.program, input.fit, terms);
  const std::vector<int32_t> team = teams_of(input, terms, plan);
  const auto participant_in = [&](const char* key) {
    const Value* id = question.find(key);
    if (id == nullptr || id->text() == nullptr) return -1;
    const int32_t person = input.roster.find(*id->text());
    const auto& people = input.fit.people();
    const auto at = std::lower_bound(people.begin(), people.end(), person);
    return person >= 0 && at != people.end() && *at == person
               ? static_cast<int32_t>(at - people.begin())
               : -1;
  };
  // Groups are numbered as the outcome shows them.
  std::vector<int32_t> shown(static_cast<size_t>(problem.teams()), -1);
  std::vector<int32_t> team_of_group;
  for (const PlannedGroup& group : plan.groups) {
    const auto& people = input.fit.people();
    const auto at = std::lower_bound(people.begin(), people.end(), group.people.front());
    const int32_t t = team[static_cast<size_t>(at - people.begin())];
    shown[static_cast<size_t>(t)] = static_cast<int32_t>(team_of_group.size());
    team_of_group.push_back(t);
  }
  const auto team_in = [&](const char* key) {
    const Value* number = question.find(key);
    if (number == nullptr || number->whole() == nullptr) return -1;
    const int64_t group = *number->whole();
    return group >= 1 && group <= static_cast<int64_t>(team_of_group.size())
               ? team_of_group[static_cast<size_t>(group - 1)]
               : -1;
  };
  const auto id_of = [&](int32_t participant) {
    return std::string(input.roster.ids[static_cast<size_t>(input.fit.person(participant))]);
  };
  const auto name_of_participant = [&](int32_t participant) {
    return std::string(input.roster.names[static_cast<size_t>(input.fit.person(participant))]);
  };
  if (what == "moves") {
    const Value* most = question.find("most");
    const size_t count =
        most != nullptr && most->whole() != nullptr
            ? static_cast<size_t>(std::clamp<int64_t>(*most->whole(), 1, kMostMoves))
            : 5;
    Value::List moves;
    for (const TeamMove& move :
         best_moves(problem, team, participant_in("person"), team_in("team"), count)) {
      Value one = Value::Object{
          {"person", id_of(move.participant)},
          {"name", name_of_participant(move.participant)},
          {"from", shown[static_cast<size_t>(team[static_cast<size_t>(move.participant)])] + 1},
          {"to", shown[static_cast<size_t>(move.team)] + 1},
          {"gain", move.gain}};
      if (move.other >= 0) {
        one.set("other", id_of(move.other));
        one.set("otherName", name_of_participant(move.other));
      }
      moves.push_back(std::move(one));
    }
    return Value(Value::Object{{"moves", std::move(moves)}});
  }
  if (what == "arranged" && question.find("person") == nullptr)
    return arranged(input, terms, team, shown, question);
  TeamMove move;
  move.participant = participant_in("person");
  move.other = participant_in("other");
  move.team = move.other >= 0 ? team[static_cast<size_t>(move.other)] : team_in("team");
  if (move.participant < 0 || move.team < 0 ||
      move.team == team[static_cast<size_t>(move.participant)])
    return issue_of(Severity::kError, "teams.noSuchMove");
  if (what == "arranged") {
    std::vector<int32_t> after = team;
    if (move.other >= 0)
      after[static_cast<size_t>(move.other)] = team[static_cast<size_t>(move.participant)];
    after[static_cast<size_t>(move.participant)] = move.team;
    return arranged(input, terms, after, shown, question);
  }
  Value::List teams;
  int64_t gain = 0;
  bool breaks = false;
  for (const MovedTeam& moved : effect_of(problem, team, move)) {
    Value::List broken;
    for (const Reason& reason : moved.broken) {
      Value args = Value::Object{};
      for (const Arg& arg : reason.args) {
        std::visit([&](const auto& value) { args.set(arg.name, Value(value)); }, arg.value);
      }
      broken.emplace_back(Value::Object{{"code", reason.code}, {"args", std::move(args)}});
    }
    breaks = breaks || !moved.broken.empty();
    gain += moved.after - moved.before;
    teams.emplace_back(
        Value::Object{{"team", shown[static_cast<size_t>(moved.team)] + 1},
                      {"title", terms.projects.empty() ? "" : problem.team_name(moved.team)},
                      {"before", moved.before},
                      {"after", moved.after},
                      {"ofBefore", moved.of_before},
                      {"ofAfter", moved.of_after},
                      {"pointsBefore", list_of_points(moved.points_before)},
                      {"pointsAfter", list_of_points(moved.points_after)},
                      {"broken", std::move(broken)}});
  }
  return Value(Value::Object{{"gain", gain}, {"breaks", breaks}, {"teams", std::move(teams)}});
}

}  // namespace

const Format& teams_format() {
  static const Teams format;
  return format;
}

}  // namespace weft
