#include "series/series.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "base/random.h"
#include "outcome/measure.h"
#include "outcome/publish.h"

namespace weft {
namespace {

using Plans = std::vector<Plan>;

// Exchanges looked at where all rounds are planned at once, for each pair and round, and at most.
constexpr int64_t kWorkPerPair = 2'000;
constexpr int64_t kMostWork = 30'000'000;
// People of a round; groups of more are bounded by type, before anything is rounded.
constexpr size_t kRounded = 3'000;
constexpr size_t kCompared = 2'000;      // people of a round; more are planned one by one
constexpr int64_t kAgainstRepeats = 20;  // times all other wishes

// What a way of planning comes to, the better one less.
struct Judgement {
  bool broken = false;
  int64_t left_out = 0;
  int32_t clean = 0;        // rounds before the first that breaks, leaves out or repeats
  int64_t out_of_turn = 0;  // times somebody was odd more often than somebody else who was there
  int64_t repeats = 0;
  int64_t most_repeats = 0;  // of one person
  int64_t value = 0;
  std::vector<int64_t> values;  // of each round

  auto rank() const {
    return std::tuple(broken, left_out, -clean, out_of_turn, repeats, most_repeats, -value);
  }
};

class SeriesPlanner {
 public:
  explicit SeriesPlanner(SeriesInput input)
      : input_(std::move(input)), rounds_(input_.program.series.rounds) {}

  Plans run();
  // The same without a look at other ways, and without bounds.
  Plans one_by_one();
  int32_t clean_at_once(int64_t work);

 private:
  struct Bounds {
    int64_t value = 0;
    bool proven = false;
    std::optional<int64_t> worst;
    std::vector<size_t> sizes;  // of the groups that it is about
  };

  Day day(int32_t round) const { return input_.program.series.day_of(round, input_.date); }
  Participants taking(const Program& program, const History& history, int32_t round) const {
    return participants(program, input_.roster, history, day(round));
  }
  Plan solve(const Program& program, const History& history, const std::vector<int32_t>& people,
             int32_t round) const;
  std::vector<size_t> usual_sizes(const Program& program, const History& history,
                                  const std::vector<int32_t>& people, int32_t round) const;
  Plan round_after(const History& history, const std::vector<int32_t>& people, int32_t round);
  std::optional<Plans> at_once(const Plans& plans) const;
  Judgement judge(const Plans& plans) const;
  Program seeded(int32_t round) const;
  static Bounds bounds_of(const Plan& plan);
  Bounds free_bounds(int32_t round, const History& unmet) const;
  void bound(Plans& plans, const Plan& first) const;
  void report(double done) const {
    if (input_.progress) input_.progress(done);
  }

  const SeriesInput input_;
  int32_t rounds_;
  std::vector<std::vector<int32_t>> taking_;  // by round
  bool repeats_ = false;        // somebody met again within the series, or was left out
  double begin_ = 0, end_ = 1;  // of all the work, what is done now
};

std::vector<size_t> sizes_of(const Plan& plan) {
  std::vector<size_t> sizes;
  for (const PlannedGroup& group : plan.groups) sizes.push_back(group.people.size());
  std::sort(sizes.begin(), sizes.end());
  return sizes;
}

// Means of larger groups are rounded down: of plans that are worth the same one may lose a point
// more in each of them, but for one.
int64_t most_rounded(const Plan& plan) {
  const auto larger = std::count_if(plan.groups.begin(), plan.groups.end(),
                                    [](const auto& group) { return group.people.size() > 2; });
  return std::max<int64_t>(larger - 1, 0);
}

std::vector<int32_t> odd_of(const Plan& plan) {
  std::vector<int32_t> odd = plan.sits_out;
  for (const PlannedGroup& group : plan.groups) {
    if (group.odd >= 0) odd.push_back(group.odd);
    if (group.short_of > 0) odd.insert(odd.end(), group.people.begin(), group.people.end());
  }
  return odd;
}

bool all_placed(const Plan& plan) { return plan.left_out.size() == plan.sits_out.size(); }

Plan SeriesPlanner::solve(const Program& program, const History& history,
                          const std::vector<int32_t>& people, int32_t round) const {
  const Fit fit(input_.roster, program, history, people, day(round));
  const auto told = [&](double done) {
    report(begin_ + (end_ - begin_) * (static_cast<double>(round - 1) + done) /
                        static_cast<double>(rounds_));
  };
  return input_.format.solve(
      {input_.roster, program, history, input_.lists, fit, day(round), told});
}

// Every round draws lots of its own.
Program SeriesPlanner::seeded(int32_t round) const {
  Program program = program_of_round(input_.program, round);
  if (round > 1) program.seed = Random(program.seed).fork(static_cast<uint64_t>(round)).next();
  return program;
}

SeriesPlanner::Bounds SeriesPlanner::bounds_of(const Plan& plan) {
  return {plan.bound, plan.proven_bound,
          plan.worst ? std::optional(plan.worst->bound) : std::nullopt, sizes_of(plan)};
}

Plan SeriesPlanner::round_after(const History& history, const std::vector<int32_t>& people,
                                int32_t round) {
  Program program = seeded(round);
  if (round == 1) return solve(program, history, people, round);
  Program strict = program;
  Rule& never = strict.rules.emplace_back();
  never.kind = Rule::Kind::kMet;
  never.rounds = round - 1;
  never.scope = Scope{{program.name}};
  Plan plan = solve(strict, history, people, round);
  // They would speak of a rule that nobody gave.
  plan.left_out_reasons.clear();
  const bool placed = all_placed(plan);
  const std::vector<size_t> usual =
      placed ? usual_sizes(program, history, people, round) : std::vector<size_t>();
  const auto deals = [&](const Plan& some) { return usual.empty() || sizes_of(some) == usual; };
  if (placed && deals(plan)) return plan;
  // Better somebody again than nobody.
  int64_t weight = 1;
  for (const Criterion& criterion : program.criteria) weight += criterion.weight;
  Criterion& novelty = program.criteria.emplace_back();
  novelty.kind = Criterion::Kind::kNovelty;
  novelty.weight = weight * kAgainstRepeats;
  program.serendipity = 0;  // of these weights it would be too much
  Plan other = solve(program, history, people, round);
  // And better again than groups of other sizes, where only those who never met ask for them.
  const bool better =
      other.left_out.size() < plan.left_out.size() || (placed && all_placed(other) && deals(other));
  repeats_ = repeats_ || better || !placed;
  return better ? other : plan;
}

// Of groups, in order, as the people and the rules of the program ask for them; none where that is
// not known.
std::vector<size_t> SeriesPlanner::usual_sizes(const Program& program, const History& history,
                                               const std::vector<int32_t>& people,
                                               int32_t round) const {
  const Fit fit(input_.roster, program, history, people, day(round));
  std::vector<size_t> sizes;
  for (const Tables& tables :
       input_.format.tables({input_.roster, program, history, input_.lists, fit, day(round)}))
    sizes.insert(sizes.end(), tables.sizes.begin(), tables.sizes.end());
  std::sort(sizes.begin(), sizes.end());
  return sizes;
}

Plans SeriesPlanner::one_by_one() {
  History history = input_.history;
  Plans plans;
  for (int32_t round = 1; round <= rounds_; ++round) {
    const Program program = program_of_round(input_.program, round);
    taking_.push_back(taking(program, history, round).people);
    if (taking_.back().size() < 2) {
      Plan& nobody = plans.emplace_back();
      nobody.left_out = taking_.back();
      nobody.proven_bound = true;
      publish(nobody, program, day(round), input_.roster, history);
      continue;
    }
    plans.push_back(round_after(history, taking_.back(), round));
    if (has_errors(plans.back().issues)) break;
    publish(plans.back(), program, day(round), input_.roster, history);
  }
  return plans;
}

// As one publishes them round by round.
Judgement SeriesPlanner::judge(const Plans& plans) const {
  Judgement result;
  result.clean = rounds_;
  History history = input_.history;
  std::vector<int64_t> repeats(input_.roster.people(), 0);
  std::vector<int32_t> participant(input_.roster.people(), -1);
  std::vector<int32_t> odd_times(input_.roster.people(), 0);
  for (int32_t round = 1; round <= rounds_; ++round) {
    const Plan& plan = plans[static_cast<size_t>(round - 1)];
    const Program program = program_of_round(input_.program, round);
    const Fit fit(input_.roster, program, history, taking(program, history, round).people,
                  day(round));
    // Commitments of other rounds may keep others away than when it was planned.
    result.broken = result.broken || fit.people() != taking_[static_cast<size_t>(round - 1)];
    std::fill(participant.begin(), participant.end(), -1);
    for (int32_t i = 0; i < fit.size(); ++i) participant[static_cast<size_t>(fit.person(i))] = i;
    result.left_out += static_cast<int64_t>(plan.left_out.size());
    int32_t fewest = INT32_MAX;
    for (const int32_t person : fit.people())
      fewest = std::min(fewest, odd_times[static_cast<size_t>(person)]);
    for (const int32_t person : odd_of(plan))
      result.out_of_turn += odd_times[static_cast<size_t>(person)]++ > fewest ? 1 : 0;
    bool clean = all_placed(plan);
    int64_t& value = result.values.emplace_back(0);
    for (const PlannedGroup& group : plan.groups) {
      std::vector<int32_t> members;
      for (const int32_t person : group.people)
        members.push_back(participant[static_cast<size_t>(person)]);
      if (std::count(members.begin(), members.end(), -1) > 0) {
        result.broken = true;
        clean = false;
        continue;
      }
      value += group_value(fit, members);
      for_each_pair(program.shape, members.size(), [&](size_t i, size_t j) {
        const bool admissible = fit.admissible(members[i], members[j]);
        result.broken = result.broken || !admissible;
        clean = clean && admissible;
        if (fit.last_meeting(members[i], members[j]) == nullptr) return;
        clean = false;
        ++result.repeats;
        for (const size_t one : {i, j}) {
          int64_t& times = repeats[static_cast<size_t>(group.people[one])];
          result.most_repeats = std::max(result.most_repeats, ++times);
        }
      });
    }
    result.value += value;
    if (!clean) result.clean = std::min(result.clean, round - 1);
    publish(plan, program, day(round), input_.roster, history);
  }
  return result;
}

int32_t SeriesPlanner::clean_at_once(int64_t work) {
  for (int32_t round = 1; round <= rounds_; ++round) {
    taking_.push_back(
        taking(program_of_round(input_.program, round), input_.history, round).people);
  }
  int32_t clean = 0;
  for (const Plans& way : input_.format.solve_together(
           {input_.roster, input_.program, input_.history, input_.date, taking_, work}))
    clean = std::max(clean, judge(way).clean);
  return clean;
}

// The best of the format's own ways, where it is better.
std::optional<Plans> SeriesPlanner::at_once(const Plans& plans) const {
  const auto told = [&](double done) { report(begin_ + (end_ - begin_) * done); };
  int64_t work = 0;
  for (const std::vector<int32_t>& people : taking_) {
    const auto count = static_cast<int64_t>(people.size());
    work = std::min(work + count * count * kWorkPerPair, kMostWork);
  }
  std::vector<Plans> ways = input_.format.solve_together(
      {input_.roster, input_.program, input_.history, input_.date, taking_, work, told});
  if (ways.empty()) return {};
  std::optional<Plans> best;
  auto least = judge(plans).rank();
  for (Plans& way : ways) {
    const auto rank = judge(way).rank();
    if (!(rank < least)) continue;
    least = rank;
    best = std::move(way);
  }
  return best;
}

// As if nobody had met in the series, whosever turn it is to be odd; `unmet`: the history, and
// rounds in which nobody met.
SeriesPlanner::Bounds SeriesPlanner::free_bounds(int32_t round, const History& unmet) const {
  Program program = seeded(round);
  program.serendipity = 0;
  // In a program that was never held it is anybody's turn.
  const auto is_held = [&](const Round& past) { return past.program == program.name; };
  while (std::any_of(unmet.rounds.begin(), unmet.rounds.end(), is_held)) program.name += '\n';
  int64_t novelty = 0;
  for (const Criterion& criterion : program.criteria)
    novelty += criterion.kind == Criterion::Kind::kNovelty ? criterion.weight : 0;
  program.criteria.erase(std::remove_if(program.criteria.begin(), program.criteria.end(),
                                        [](const Criterion& criterion) {
                                          return criterion.kind == Criterion::Kind::kNovelty;
                                        }),
                         program.criteria.end());
  Bounds bounds = bounds_of(solve(program, unmet, taking_[static_cast<size_t>(round - 1)], round));
  const int64_t full = novelty * Criterion::kFull;
  bounds.value += full * static_cast<int64_t>(bounds.sizes.size());
  if (bounds.worst) *bounds.worst += full;
  return bounds;
}

void SeriesPlanner::bound(Plans& plans, const Plan& first) const {
  int64_t full = 0;
  for (const Criterion& criterion : input_.program.criteria)
    full += criterion.weight * Criterion::kFull;
  History unmet = input_.history;
  const bool few = std::all_of(taking_.begin(), taking_.end(),
                               [](const auto& people) { return people.size() <= kRounded; });
  const bool rounded = few && std::any_of(plans.begin(), plans.end(),
                                          [&](const Plan& plan) { return most_rounded(plan) > 0; });
  const std::vector<int64_t> values =
      rounded ? judge(plans).values : std::vector<int64_t>(static_cast<size_t>(rounds_), 0);
  std::vector<Bounds> known;
  for (int32_t round = 1; round <= rounds_; ++round) {
    Plan& plan = plans[static_cast<size_t>(round - 1)];
    const std::vector<int32_t>& people = taking_[static_cast<size_t>(round - 1)];
    // Without a past, the same people have the same bound.
    const auto same = input_.history.rounds.empty()
                          ? std::find(taking_.begin(), taking_.begin() + round - 1, people)
                          : taking_.begin() + round - 1;
    const auto before = static_cast<size_t>(same - taking_.begin());
    if (before < known.size()) {
      known.push_back(known[before]);
    } else {
      // Where somebody is odd, the first plan's bound is for those whose turn it is.
      known.push_back(round == 1 && odd_of(first).empty() ? bounds_of(first)
                                                          : free_bounds(round, unmet));
    }
    const Bounds& bounds = known.back();
    // Of other groups it says nothing, nor of larger ones when others sit out.
    const std::vector<size_t> sizes = sizes_of(plan);
    const bool others_out = !plan.left_out.empty() && !sizes.empty() && sizes.back() > 2;
    const bool told = sizes == bounds.sizes && !others_out;
    const int64_t more = values[static_cast<size_t>(round - 1)] - bounds.value;
    plan.bound = told ? bounds.value + std::clamp<int64_t>(more, 0, most_rounded(plan))
                      : full * static_cast<int64_t>(plan.groups.size());
    plan.proven_bound = !told || bounds.proven;
    if (input_.program.favour == Favour::kWorst)
      plan.worst = Plan::Worst{told ? bounds.worst.value_or(full) : full, false};
    Plan nobody;
    nobody.left_out = people;
    publish(nobody, input_.program, day(round), input_.roster, unmet);
  }
}

Plans SeriesPlanner::run() {
  end_ = 0.5;
  Plans plans = one_by_one();
  if (plans.size() < static_cast<size_t>(rounds_)) return plans;
  const Plan first = plans.front();
  begin_ = std::exchange(end_, 0.7);
  const bool few = std::all_of(taking_.begin(), taking_.end(),
                               [](const auto& people) { return people.size() <= kCompared; });
  if (few && all_placed(first) && (repeats_ || judge(plans).repeats > 0)) {
    if (auto better = at_once(plans)) plans = std::move(*better);
  }
  begin_ = std::exchange(end_, 1);
  bound(plans, first);
  // What was told of one round is told once.
  Issues told;
  for (Plan& plan : plans) {
    plan.issues.erase(std::remove_if(plan.issues.begin(), plan.issues.end(),
                                     [&](const Issue& issue) {
                                       return std::any_of(told.begin(), told.end(),
                                                          [&](const Issue& other) {
                                                            return other.code == issue.code;
                                                          });
                                     }),
                      plan.issues.end());
    told.insert(told.end(), plan.issues.begin(), plan.issues.end());
  }
  report(1);
  return plans;
}

}  // namespace

Program program_of_round(const Program& program, int32_t round) {
  Program of_round = program;
  of_round.round = round;
  return of_round;
}

Plans plan_series(const SeriesInput& input) { return SeriesPlanner(input).run(); }

int64_t left_out_one_by_one(const SeriesInput& input) {
  Program program = input.program;
  program.criteria.clear();
  SeriesPlanner planner({input.roster, program, input.history, input.lists, input.format,
                         input.date, input.progress});
  int64_t people = 0;
  for (const Plan& plan : planner.one_by_one())
    people += static_cast<int64_t>(plan.left_out.size());
  return people;
}

int32_t clean_rounds(const SeriesInput& input, int64_t work) {
  return SeriesPlanner(input).clean_at_once(work);
}

}  // namespace weft
