// Internal barcamp: which sessions take place, when and where, so that as many votes as possible
// can be attended; and who attends what.
#include "agenda/barcamp.h"

#include <algorithm>

#include "agenda/barcamp_answers.h"
#include "agenda/barcamp_check.h"
#include "agenda/barcamp_plan.h"
#include "base/random.h"
#include "formats/format.h"
#include "outcome/reasons.h"
#include "solve/timetable_index.h"

namespace weft {
namespace {

// Random agendas to compare with, fewer where there are many votes.
constexpr int64_t kVotesOfChance = 400'000;
constexpr int64_t kMostAgendas = 20;
constexpr size_t kSessionsNamed = 100;
// Work of the solver: a small day needs little.
constexpr int64_t kLeastGridWork = 2'000'000;
constexpr int64_t kMostGridWork = 200'000'000;
constexpr int64_t kBoundWork = 3;  // times that of the search: a vote is soon looked at there
constexpr int64_t kLooksAtStake = 5'000;
constexpr int32_t kMostFilled = 300;  // agendas tried to fill what is free

class Solver {
 public:
  explicit Solver(const FormatInput& input)
      : input_(input),
        barcamp_(input.roster, input.program, input.lists, input.fit.people(), input.date,
                 plan_.issues) {}

  Plan solve() {
    const solve::TimetableProblem& problem = barcamp_.problem();
    plan_.solver = "timetable";
    plan_.proven_bound = true;
    plan_.best = barcamp_.all_points();
    plan_.roles.assign(static_cast<size_t>(input_.fit.size()), 2);
    for (const solve::TimetableSession& session : problem.sessions) {
      for (const int32_t host : session.hosts) {
        if (barcamp_.takes_part(host)) plan_.roles[static_cast<size_t>(host)] |= 1;
      }
    }
    const solve::Timetable timetable = find();
    plan_sessions(barcamp_, timetable, plan_);
    plan_.bound = std::max(bound_, timetable.value) * barcamp_.unit();
    plan_.random = chance() * barcamp_.unit();
    for (const int32_t session : timetable.missing) {
      add_issue(plan_.issues, Severity::kWarning, "barcamp.missing", {},
                {{"session", barcamp_.proposals()[static_cast<size_t>(session)].title}});
    }
    return std::move(plan_);
  }

 private:
  solve::Timetable find() {
    solve::TimetableOptions options;
    options.seed = Random(input_.program.seed).fork(1).next();
    const bool kept = !barcamp_.kept().empty();
    const solve::TimetableProblem& problem = barcamp_.problem();
    const auto size = static_cast<int64_t>(problem.votes.size() + 1) *
                      static_cast<int64_t>(problem.sessions.size());
    options.search_work =
        std::clamp(size * problem.slots * kLooksAtStake, kLeastGridWork, kMostGridWork);
    options.bound_work = options.search_work * kBoundWork;
    options.progress = [&](const solve::TimetableProgress& progress) {
      if (input_.bounds)
        input_.bounds(progress.value * barcamp_.unit(), progress.bound * barcamp_.unit());
      if (input_.progress) input_.progress(progress.done);
    };
    solve::Timetable whole = solve::solve_timetable(barcamp_.problem(), options);
    bound_ = whole.bound;
    if (!kept) {
      fill(whole);
      return whole;
    }
    // As much as possible stays; what a new plan would give is said.
    options.progress = {};
    options.give_way = barcamp_.units_of(barcamp_.settings().give_way);
    solve::TimetableRepair repaired =
        solve::repair_timetable(barcamp_.problem(), barcamp_.kept(), options);
    Value changed = Value(Value::List{});
    for (const int32_t session : repaired.changed)
      changed.push(barcamp_.proposals()[static_cast<size_t>(session)].title);
    Value keep;
    keep.set("changed", std::move(changed));
    keep.set("anew", std::max(whole.value, repaired.timetable.value) * barcamp_.unit());
    plan_.extra.set("kept", std::move(keep));
    return std::move(repaired.timetable);
  }

  // A session that adds no vote takes place all the same where a place is free and nobody loses by
  // it; those with most votes first.
  void fill(solve::Timetable& timetable) const {
    const solve::TimetableProblem& problem = barcamp_.problem();
    const solve::TimetableIndex index(problem);
    std::vector<size_t> votes(problem.sessions.size(), 0);
    for (const solve::TimetableVote& vote : problem.votes)
      ++votes[static_cast<size_t>(vote.session)];
    std::vector<int32_t> out;
    for (int32_t s = 0; s < index.sessions(); ++s) {
      if (timetable.agenda[static_cast<size_t>(s)].slot < 0) out.push_back(s);
    }
    std::stable_sort(out.begin(), out.end(), [&](int32_t a, int32_t b) {
      return votes[static_cast<size_t>(a)] > votes[static_cast<size_t>(b)];
    });
    int32_t tried = 0;
    for (const int32_t s : out) {
      for (const solve::TimetablePlace& place : index.places(s)) {
        bool free = true;
        for (int32_t other = 0; other < index.sessions(); ++other) {
          free = free &&
                 !index.excludes(s, place, other, timetable.agenda[static_cast<size_t>(other)]);
        }
        if (!free) continue;
        if (++tried > kMostFilled) return;
        solve::Agenda agenda = timetable.agenda;
        agenda[static_cast<size_t>(s)] = place;
        solve::Attendance attendance = solve::attend(problem, agenda);
        if (attendance.value < timetable.value) continue;
        timetable.agenda = std::move(agenda);
        timetable.value = attendance.value;
        timetable.attendance = std::move(attendance);
        break;
      }
    }
  }

  // What random agendas are worth, on the mean.
  int64_t chance() const {
    const solve::TimetableProblem& problem = barcamp_.problem();
    if (problem.votes.empty()) return 0;
    const int64_t agendas = std::clamp<int64_t>(
        kVotesOfChance / static_cast<int64_t>(problem.votes.size()), 1, kMostAgendas);
    int64_t sum = 0;
    Random random = Random(input_.program.seed).fork(2);
    for (int64_t i = 0; i < agendas; ++i)
      sum += solve::attend(problem, solve::random_agenda(problem, random.next())).value;
    return sum / agendas;
  }

  const FormatInput& input_;
  Plan plan_;
  Barcamp barcamp_;
  int64_t bound_ = 0;
};

class BarcampFormat : public Format {
 public:
  std::string_view name() const override { return "barcamp"; }

  Shape shape() const override {
    Shape shape;
    shape.roles = {"host", "guest"};
    shape.worth = Shape::Worth::kOwn;
    shape.everybody_once = false;
    shape.sized = false;
    shape.meets = false;
    return shape;
  }

  std::vector<std::string> keys() const override {
    return {"fixed", "keep", "out", "away", "votes", "giveWay"};
  }
  std::vector<std::string> lists() const override {
    return {"proposals", "votes", "rooms", "slots"};
  }
  std::vector<std::string> files() const override {
    return {"agenda.csv", "timetables.csv", "sessions.ics"};
  }

  Issues validate(const Program& program) const override {
    Issues issues;
    read_barcamp_settings(program.document, issues);
    const auto fail = [&](const char* code, std::string where) {
      add_issue(issues, Severity::kError, code, std::move(where));
    };
    // Sessions are chosen by votes; whom one meets there is open.
    for (const Rule& rule : program.rules) fail("barcamp.votesOnly", rule.where);
    for (const Criterion& criterion : program.criteria) fail("barcamp.votesOnly", criterion.where);
    if (program.favour == Favour::kWorst) fail("barcamp.votesOnly", "/favour");
    if (program.serendipity > 0) fail("barcamp.votesOnly", "/serendipity");
    return issues;
  }

  // Everybody goes where they like: nobody can be kept apart, and nobody is to believe they are.
  void resolve(Program& program, const Roster& /*roster*/, Issues& issues) const override {
    if (std::any_of(program.rules.begin(), program.rules.end(),
                    [](const Rule& rule) { return rule.from_file; }))
      add_issue(issues, Severity::kError, "barcamp.confidential");
  }

  int64_t most_people() const override { return 50'000; }

  Value possible(const FormatInput& input, Issues& issues) const override {
    const Barcamp barcamp(input.roster, input.program, input.lists, input.fit.people(), input.date,
                          issues);
    const solve::TimetableProblem& problem = barcamp.problem();
    int64_t places = 0;
    int64_t needed = 0;
    int64_t seats = 0;
    for (const solve::TimetableRoom& room : problem.rooms) {
      for (int32_t t = 0; t < problem.slots; ++t) places += (room.open >> t & 1) != 0 ? 1 : 0;
      seats += room.seats;
    }
    std::vector<bool> votes(input.roster.people(), false);
    for (const Vote& vote : barcamp.votes()) votes[static_cast<size_t>(vote.person)] = true;
    Value nowhere = Value(Value::List{});
    int64_t cannot = 0;
    for (size_t s = 0; s < barcamp.proposals().size(); ++s) {
      needed += barcamp.proposals()[s].length;
      if (places == 0) continue;
      const std::vector<Reason> reasons = why_nowhere(barcamp, static_cast<int32_t>(s));
      if (reasons.empty() || ++cannot > static_cast<int64_t>(kSessionsNamed)) continue;
      Value one;
      one.set("title", barcamp.proposals()[s].title);
      one.set("reasons", reasons_value(reasons));
      nowhere.push(std::move(one));
    }
    Value own;
    own.set("proposals", static_cast<int64_t>(barcamp.proposals().size()));
    own.set("rooms", static_cast<int64_t>(barcamp.rooms().size()));
    own.set("slots", static_cast<int64_t>(barcamp.slots().size()));
    own.set("places", places);
    own.set("needed", needed);
    own.set("seats", seats);
    own.set("votes", static_cast<int64_t>(barcamp.votes().size()));
    own.set("voters", static_cast<int64_t>(std::count(votes.begin(), votes.end(), true)));
    own.set("hosts", barcamp.host_count());
    own.set("cannot", cannot);
    own.set("nowhere", std::move(nowhere));
    own.set("labels", labels(barcamp));
    return own;
  }

  Plan solve(const FormatInput& input) const override { return Solver(input).solve(); }

  void check(const CheckInput& input, CheckResult& result) const override {
    check_barcamp(
        {input.roster, input.program, input.history, input.lists, input.date, input.claim}, result);
  }

  Result<Value> detail(const FormatInput& input, const Plan& plan,
                       const Value& question) const override {
    const Value* of = question.find("of");
    const std::string what = of != nullptr && of->text() != nullptr ? *of->text() : "";
    Issues said;  // by the run
    const Barcamp barcamp(input.roster, input.program, input.lists, input.fit.people(), input.date,
                          said);
    const BarcampAnswers answers(barcamp, input.program, plan, input.date);
    if (what == "agenda") return answers.grid();
    if (what == "move") return answers.move(question);
    if (what == "repair") return answers.repair(question);
    if (what == "people") return answers.people(question);
    if (what == "person") return answers.person(question);
    if (what == "calendars") return answers.calendars(question);
    return Format::detail(input, plan, question);
  }

  std::string write(const FormatInput& input, const Plan& plan,
                    std::string_view file) const override {
    Issues said;  // by the run
    const Barcamp barcamp(input.roster, input.program, input.lists, input.fit.people(), input.date,
                          said);
    const BarcampAnswers answers(barcamp, input.program, plan, input.date);
    if (file == "agenda.csv") return answers.agenda_csv(input.csv);
    if (file == "timetables.csv") return answers.timetables_csv(input.csv);
    return answers.all_sessions_ics();
  }

 private:
  // What there is to choose from, as programs name it.
  static Value labels(const Barcamp& barcamp) {
    Value sessions = Value(Value::List{});
    for (const Proposal& proposal : barcamp.proposals()) sessions.push(proposal.title);
    Value rooms = Value(Value::List{});
    for (const Room& room : barcamp.rooms()) rooms.push(room.name);
    Value slots = Value(Value::List{});
    for (size_t t = 0; t < barcamp.slots().size(); ++t) slots.push(barcamp.slots().label(t));
    Value all;
    all.set("sessions", std::move(sessions));
    all.set("rooms", std::move(rooms));
    all.set("slots", std::move(slots));
    return all;
  }
};

}  // namespace

const Format& barcamp_format() {
  static const BarcampFormat format;
  return format;
}

}  // namespace weft
