// Co-creation areas: which group works in which space and when, with new neighbours from week to
// week; groups are those of a list, or made of everybody who takes part.
#include <algorithm>

#include "base/random.h"
#include "fit/together.h"
#include "formats/format.h"
#include "outcome/reasons.h"
#include "spaces/spaces_answers.h"
#include "spaces/spaces_check.h"

namespace weft {
namespace {

constexpr size_t kSpacesNamed = 100;
constexpr int kTimesByChance = 8;
// Work of the solver: a small plan needs little.
constexpr int64_t kLeastDayWork = 4'000'000;
constexpr int64_t kMostDayWork = 120'000'000;
constexpr int64_t kLooksAtClaim = 2'000;

// Mixing is what the format of teams does.
const Format& mixing() {
  const Format* teams = format_named("teams");
  require(teams != nullptr, "there is a format that mixes groups");
  return *teams;
}

std::vector<ListedGroup> listed(const std::vector<std::vector<int32_t>>& groups) {
  std::vector<ListedGroup> all;
  for (const auto& people : groups) {
    ListedGroup& group = all.emplace_back();
    group.name = std::to_string(all.size());
    group.people = people;
    group.size = static_cast<int32_t>(people.size());
  }
  return all;
}

// The mixed groups that a plan or a claim carries; none where they are from a list.
std::vector<ListedGroup> mixed_in(const Value& extra, const Roster& roster) {
  std::vector<std::vector<int32_t>> groups;
  const Value* mixed = extra.find("mixed");
  const Value* list = mixed == nullptr ? nullptr : mixed->find("groups");
  if (list == nullptr || list->list() == nullptr) return {};
  for (const Value& group : *list->list()) {
    std::vector<int32_t>& people = groups.emplace_back();
    const Value* ids = group.find("people");
    if (ids == nullptr || ids->list() == nullptr) continue;
    for (const Value& id : *ids->list()) {
      const int32_t person = id.text() == nullptr ? Roster::kNobody : roster.find(*id.text());
      if (person != Roster::kNobody) people.push_back(person);
    }
  }
  return listed(groups);
}

// Only to count: groups as even as can be.
std::vector<ListedGroup> counted_groups(const FormatInput& input) {
  const int32_t people = input.fit.size();
  const int32_t middle = std::max(1, (input.program.min_size + input.program.max_size) / 2);
  const int32_t count = std::max(1, people / middle);
  std::vector<ListedGroup> all;
  for (int32_t g = 0; g < count; ++g) {
    ListedGroup& group = all.emplace_back();
    group.name = std::to_string(g + 1);
    group.size = people / count + (g < people % count ? 1 : 0);
    if (group.size == 0) all.pop_back();
  }
  return all;
}

bool is_mixed(const Program& program) {
  Issues said;
  return read_spaces_settings(program.document, said).mixed;
}

class SpacesSolver {
 public:
  explicit SpacesSolver(const FormatInput& input) : input_(input) {}

  Plan solve() {
    Plan mix;
    if (is_mixed(input_.program)) {
      mix = mixing().solve({input_.roster,
                            input_.program,
                            input_.history,
                            {},
                            input_.fit,
                            input_.date,
                            input_.progress});
      if (has_errors(mix.issues) || mix.groups.empty()) return mix;
    }
    std::vector<std::vector<int32_t>> groups;
    for (const PlannedGroup& group : mix.groups) groups.push_back(group.people);
    Plan plan;
    const Spaces spaces(input_.roster, input_.program, input_.history, input_.lists,
                        input_.fit.people(), input_.date, listed(groups), plan.issues);
    plan.issues.insert(plan.issues.end(), mix.issues.begin(), mix.issues.end());
    const solve::PlacementProblem& problem = spaces.problem();
    const Random random(input_.program.seed);
    const auto size = static_cast<int64_t>(problem.groups.size()) * problem.weeks *
                      static_cast<int64_t>(problem.spaces.size()) * problem.slots;
    const solve::Placement placement =
        solve::place_groups(problem, random.fork(1).next(),
                            std::clamp(size * kLooksAtClaim, kLeastDayWork, kMostDayWork));
    plan.solver = "placement";
    plan.proven_bound = true;
    plan.best = spaces.all_value();
    plan.bound = spaces.bound_of(placement);
    plan_spaces(spaces, placement, input_.program.seed, plan);
    plan.random = chance(spaces, random.fork(2));
    if (!mix.groups.empty()) tell_mix(mix, plan);
    tell_issues(spaces, placement, plan);
    return plan;
  }

 private:
  static int64_t chance(const Spaces& spaces, Random random) {
    int64_t sum = 0;
    for (int i = 0; i < kTimesByChance; ++i)
      sum += spaces.value_of(solve::random_placement(spaces.problem(), random.next()));
    return sum / kTimesByChance;
  }

  // How well the groups are mixed, and that to check it by.
  void tell_mix(const Plan& mix, Plan& plan) const {
    Value groups = Value(Value::List{});
    int64_t value = 0;
    int64_t of = 0;
    for (const PlannedGroup& group : mix.groups) {
      value += group.value;
      of += group.of;
      Value ids = Value(Value::List{});
      for (const int32_t person : group.people)
        ids.push(std::string(input_.roster.ids[static_cast<size_t>(person)]));
      groups.push(Value::Object{{"people", std::move(ids)}, {"value", group.value}});
    }
    plan.extra.set("mixed", Value::Object{{"value", value},
                                          {"bound", mix.bound},
                                          {"of", of},
                                          {"random", mix.random.value_or(0)},
                                          {"groups", std::move(groups)}});
    for (PlannedGroup& group : plan.groups) {
      const auto number = static_cast<size_t>(std::stoul(group.title)) - 1;
      group.points = mix.groups[number].points;
      group.reasons.insert(group.reasons.end(), mix.groups[number].reasons.begin(),
                           mix.groups[number].reasons.end());
    }
  }

  void tell_issues(const Spaces& spaces, const solve::Placement& placement, Plan& plan) const {
    const int64_t all = static_cast<int64_t>(spaces.groups().size()) * spaces.problem().weeks;
    if (placement.placed < all) {
      add_issue(plan.issues, Severity::kWarning, "spaces.nowhere", {},
                {{"count", all - placement.placed}, {"of", all}});
    }
    const auto tables = seating_of(spaces, plan);
    const bool apart = std::none_of(tables.begin(), tables.end(), [&](const Seating& place) {
      return std::any_of(place.tables.begin(), place.tables.end(),
                         [&](const auto& table) { return holds_any(spaces.secrets(), table); });
    });
    if (!apart) add_issue(plan.issues, Severity::kError, "spaces.confidentialTable", "/tables");
    if (spaces.settings().table > 0 && input_.roster.with_role(Role::kDepartment) == nullptr)
      add_issue(plan.issues, Severity::kNote, "spaces.noDepartment", "/tables");
  }

  const FormatInput& input_;
};

class SpacesFormat : public Format {
 public:
  std::string_view name() const override { return "spaces"; }

  Shape shape() const override {
    Shape shape;
    shape.worth = Shape::Worth::kOwn;
    shape.everybody_once = false;
    shape.sized = false;
    shape.whole_groups = true;
    return shape;
  }

  std::vector<std::string> keys() const override {
    return {"weeks", "start", "mixed", "sites", "wishes", "neighbours", "tables", "fixed"};
  }
  std::vector<std::string> lists() const override { return {"groups", "rooms", "slots"}; }
  std::vector<std::string> files() const override {
    return {"plan.csv", "by-group.csv", "seats.csv", "plan.ics"};
  }

  Issues validate(const Program& program) const override {
    Issues issues;
    const SpacesSettings settings = read_spaces_settings(program.document, issues);
    const auto fail = [&](const char* code, std::string where) {
      add_issue(issues, Severity::kError, code, std::move(where));
    };
    if (program.favour == Favour::kWorst) fail("spaces.sumOnly", "/favour");
    if (program.serendipity > 0) fail("spaces.sumOnly", "/serendipity");
    if (settings.mixed) {
      if (program.document.find("size") == nullptr) fail("spaces.sizeMissing", "/mixed");
      return issues;
    }
    // Groups of a list are as they are; whether a confidential list is kept is seen when both are
    // there.
    for (const Rule& rule : program.rules) {
      if (!rule.from_file) fail("spaces.mixedOnly", rule.where);
    }
    for (const Criterion& criterion : program.criteria) fail("spaces.mixedOnly", criterion.where);
    return issues;
  }

  // Groups of a list have met before, whoever they sit beside.
  void resolve(Program& program, const Roster& /*roster*/, Issues& /*issues*/) const override {
    program.shape.meets = is_mixed(program);
  }

  int64_t most_people() const override { return mixing().most_people(); }

  Value possible(const FormatInput& input, Issues& issues) const override;

  Plan solve(const FormatInput& input) const override { return SpacesSolver(input).solve(); }

  void check(const CheckInput& input, CheckResult& result) const override {
    const std::vector<ListedGroup> mixed = mixed_in(input.claim.extra, input.roster);
    check_spaces(
        {input.roster, input.program, input.history, input.lists, input.date, input.claim, mixed},
        result);
    if (is_mixed(input.program)) check_mix(input, result);
  }

  Result<Value> detail(const FormatInput& input, const Plan& plan,
                       const Value& question) const override {
    const std::string what = text_in(question, "of");
    if (what != "plan" && what != "move" && what != "calendars")
      return Format::detail(input, plan, question);
    const Spaces spaces = posed(input, plan);
    const SpacesAnswers answers(spaces, input.program, plan, input.date);
    if (what == "plan") return answers.plan();
    return what == "move" ? answers.move(question) : answers.calendars(question);
  }

  std::string write(const FormatInput& input, const Plan& plan,
                    std::string_view file) const override {
    const Spaces spaces = posed(input, plan);
    const SpacesAnswers answers(spaces, input.program, plan, input.date);
    if (file == "plan.csv") return answers.plan_csv(input.csv);
    if (file == "by-group.csv") return answers.by_group_csv(input.csv);
    if (file == "seats.csv") return answers.seats_csv(input.csv);
    return answers.all_ics();
  }

 private:
  // As the run had it.
  static Spaces posed(const FormatInput& input, const Plan& plan) {
    Issues said;  // by the run
    return Spaces(input.roster, input.program, input.history, input.lists, input.fit.people(),
                  input.date, mixed_in(plan.extra, input.roster), said);
  }

  // Mixed groups are checked as an outcome of their own.
  static void check_mix(const CheckInput& input, CheckResult& result) {
    Program program = input.program;
    program.shape = mixing().shape();
    Claim claim;
    const Value* mixed = input.claim.extra.find("mixed");
    const Value* list = mixed == nullptr ? nullptr : mixed->find("groups");
    if (list == nullptr || list->list() == nullptr) return;
    for (const Value& group : *list->list()) {
      Claim::Group& claimed = claim.groups.emplace_back();
      const Value* people = group.find("people");
      if (people != nullptr && people->list() != nullptr) {
        for (const Value& id : *people->list())
          claimed.people.push_back(id.text() == nullptr ? "" : *id.text());
      }
      claimed.roles.assign(claimed.people.size(), "");
      claimed.value = whole_in(group, "value", INT64_MIN);
    }
    claim.value = whole_in(*mixed, "value", INT64_MIN);
    claim.bound = whole_in(*mixed, "bound", INT64_MIN);
    CheckResult own = weft::check(input.roster, program, input.history, input.date, claim);
    mixing().check({input.roster, program, input.history, {}, input.date, claim}, own);
    result.verified += own.verified;
    for (Issue& issue : own.broken) {
      if (result.broken.size() < CheckResult::kMostBroken)
        result.broken.push_back(std::move(issue));
    }
  }
};

Value SpacesFormat::possible(const FormatInput& input, Issues& issues) const {
  const bool mixed = is_mixed(input.program);
  for (Issue& clash : together_clashes(input.roster, input.program, input.fit, Severity::kError))
    issues.push_back(std::move(clash));
  const Spaces spaces(input.roster, input.program, input.history, input.lists, input.fit.people(),
                      input.date, mixed ? counted_groups(input) : std::vector<ListedGroup>(),
                      issues);
  const solve::PlacementProblem& problem = spaces.problem();
  int64_t places = 0;
  int64_t seats = 0;
  for (size_t w = 0; w < spaces.weeks(); ++w) {
    for (const solve::PlacementSpace& space : problem.spaces) {
      for (int32_t t = 0; t < problem.slots; ++t) {
        if ((space.open & problem.held[w]) >> t & 1) {
          ++places;
          seats += space.seats;
        }
      }
    }
  }
  std::vector<bool> grouped(input.roster.people(), false);
  int64_t needed = 0;
  int64_t wishing = 0;
  int64_t cannot = 0;
  Value nowhere = Value(Value::List{});
  for (size_t g = 0; g < spaces.groups().size(); ++g) {
    const ListedGroup& group = spaces.groups()[g];
    needed += group.size;
    wishing += spaces.has_wishes(g) ? 1 : 0;
    for (const int32_t person : group.people) grouped[static_cast<size_t>(person)] = true;
    if (places == 0) continue;
    for (size_t w = 0; w < spaces.weeks(); ++w) {
      const std::vector<Reason> reasons = why_nowhere(spaces, g, w);
      if (reasons.empty()) continue;
      if (++cannot <= static_cast<int64_t>(kSpacesNamed)) {
        nowhere.push(Value::Object{{"name", group.name},
                                   {"week", static_cast<int64_t>(w)},
                                   {"reasons", reasons_value(reasons)}});
      }
      break;
    }
  }
  const auto weeks = static_cast<int64_t>(spaces.weeks());
  Value own = Value::Object{
      {"groups", static_cast<int64_t>(spaces.groups().size())},
      {"people", mixed ? int64_t{input.fit.size()}
                       : static_cast<int64_t>(std::count(grouped.begin(), grouped.end(), true))},
      {"spaces", static_cast<int64_t>(spaces.spaces().size())},
      {"slots", static_cast<int64_t>(spaces.slots().size())},
      {"weeks", weeks},
      {"places", places},
      {"seats", seats},
      {"needed", needed * weeks},
      {"wishing", wishing},
      {"cannot", cannot},
      {"nowhere", std::move(nowhere)}};
  Value names = Value(Value::List{});
  for (const ListedGroup& group : spaces.groups()) names.push(group.name);
  Value rooms = Value(Value::List{});
  for (const Room& room : spaces.spaces()) rooms.push(room.name);
  Value slots = Value(Value::List{});
  for (size_t t = 0; t < spaces.slots().size(); ++t) slots.push(spaces.slots().label(t));
  own.set("labels", Value::Object{{"groups", std::move(names)},
                                  {"spaces", std::move(rooms)},
                                  {"slots", std::move(slots)}});
  return own;
}

}  // namespace

const Format& spaces_format() {
  static const SpacesFormat format;
  return format;
}

}  // namespace weft
