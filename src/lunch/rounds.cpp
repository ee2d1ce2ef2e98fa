#include "lunch/rounds.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <optional>
#include <set>
#include <span>

#include "lunch/groups.h"
#include "lunch/seats.h"
#include "lunch/terms.h"
#include "solve/rounds.h"

namespace weft {
namespace {

using Plans = std::vector<Plan>;  // of each round

// Those who meet among each other, over all rounds.
class PartRounds {
 public:
  PartRounds(const LunchRoundsInput& input, const LunchPart& part, Random random)
      : input_(input),
        part_(part),
        random_(random),
        program_(input.program),
        past_(odd_ledger(input.roster, input.history, Scope{{input.program.name}})),
        turns_(past_) {
    program_.trio = part.spreads(program_.trio);
  }

  Plans run(const std::function<void(double)>& progress);
  // So many rounds at the beginning repeat no meeting.
  int32_t clean() const { return clean_; }
  bool alike() const { return alike_; }

 private:
  void deal(const Fit& fit);
  int32_t tables(const Fit& fit, const std::vector<std::vector<int32_t>>& apart,
                 std::vector<int32_t> people) const;
  solve::RoundsProblem problem() const;
  void deal_turns(const solve::RoundPlan& plan);
  Plan plan_of(size_t round, const solve::RoundGroups& groups);

  const LunchRoundsInput& input_;
  const LunchPart& part_;
  Random random_;
  Program program_;
  void serve(const std::vector<int32_t>& taking, const std::set<int32_t>& odd) {
    for (const int32_t person : taking) turns_.serve(person, odd.count(person) > 0);
  }

  const OddLedger past_;
  OddLedger turns_;
  std::vector<std::vector<int32_t>> taking_;  // of this part, by round
  std::vector<std::vector<int32_t>> seated_;
  std::vector<int32_t> groups_;            // by round
  std::vector<std::vector<int32_t>> odd_;  // by round and group: one who is too many there
  bool alike_ = true;                      // every round has the same people
  int32_t clean_ = 0;
};

// Who sits down in each round, and at how many tables.
void PartRounds::deal(const Fit& fit) {
  const std::vector<std::vector<int32_t>> apart = kept_apart(fit);
  for (const std::vector<int32_t>& taking : input_.taking) {
    std::vector<int32_t>& here = taking_.emplace_back();
    std::set_intersection(taking.begin(), taking.end(), part_.people.begin(), part_.people.end(),
                          std::back_inserter(here));
    const LunchSizes sizes =
        lunch_sizes(static_cast<int32_t>(here.size()), part_.min, part_.max, program_.trio);
    std::vector<int32_t> order = here;
    random_.shuffle(std::span<int32_t>(order));
    std::stable_sort(order.begin(), order.end(),
                     [&](int32_t a, int32_t b) { return turns_.turn(a) < turns_.turn(b); });
    const std::set<int32_t> out(order.begin(), order.begin() + sizes.sit_out);
    // Who is too few for a group is not odd.
    if (!sizes.sizes.empty()) serve(here, out);
    std::vector<int32_t>& seated = seated_.emplace_back();
    std::copy_if(here.begin(), here.end(), std::back_inserter(seated),
                 [&](int32_t person) { return out.count(person) == 0; });
    const bool again = seated_.size() > 1 && seated == seated_[seated_.size() - 2];
    groups_.push_back(again ? groups_.back() : tables(fit, apart, seated));
    alike_ = alike_ && here == taking_.front();
  }
  turns_ = past_;
}

// As many as the number of people gives, or as rules ask for.
int32_t PartRounds::tables(const Fit& fit, const std::vector<std::vector<int32_t>>& apart,
                           std::vector<int32_t> people) const {
  const auto count = static_cast<int32_t>(people.size());
  for (int32_t& person : people) {
    const auto at = std::lower_bound(part_.people.begin(), part_.people.end(), person);
    person = static_cast<int32_t>(at - part_.people.begin());
  }
  return static_cast<int32_t>(
      sizes_needed(count, part_.min, part_.max, program_.trio, tables_needed(fit, apart, people))
          .size());
}

solve::RoundsProblem PartRounds::problem() const {
  const std::vector<int32_t>& people = part_.people;
  solve::RoundsProblem problem;
  problem.people = static_cast<int32_t>(people.size());
  problem.rounds = static_cast<int32_t>(seated_.size());
  problem.groups = groups_;
  problem.usual = program_.min_size;
  for (const std::vector<int32_t>& seated : seated_) {
    std::vector<int32_t>& absent = problem.absent.emplace_back();
    for (size_t i = 0; i < people.size(); ++i) {
      if (!std::binary_search(seated.begin(), seated.end(), people[i]))
        absent.push_back(static_cast<int32_t>(i));
    }
  }
  return problem;
}

// Of each group that is one too large somebody is the odd one: nobody twice, as long as there is
// somebody else for every group. A matching of groups and people, by augmenting paths (Berge 1957),
// which begins anew where nobody is left who was not yet odd. Who has waited longest comes first.
void PartRounds::deal_turns(const solve::RoundPlan& plan) {
  struct Seat {
    size_t round, group;
  };
  std::vector<Seat> seats;
  odd_.resize(plan.size());
  for (size_t r = 0; r < plan.size(); ++r) {
    odd_[r].assign(plan[r].size(), -1);
    for (size_t g = 0; g < plan[r].size(); ++g) {
      if (static_cast<int32_t>(plan[r][g].size()) > program_.max_size) seats.push_back({r, g});
    }
  }
  constexpr size_t kNoSeat = SIZE_MAX;
  const size_t people = part_.people.size();
  std::vector<int64_t> turn(people);  // less: sooner
  for (size_t i = 0; i < people; ++i) turn[i] = past_.turn(part_.people[i]) - INT32_MAX;
  for (size_t begin = 0; begin < seats.size();) {
    std::vector<size_t> seat_of(people, kNoSeat);
    std::vector<bool> tried;
    const std::function<bool(size_t)> seat = [&](size_t at) {
      std::vector<int32_t> members = plan[seats[at].round][seats[at].group];
      const auto key = [&](int32_t member) {
        const auto i = static_cast<size_t>(member);
        return std::pair(seat_of[i] != kNoSeat, turn[i]);
      };
      std::stable_sort(members.begin(), members.end(),
                       [&](int32_t a, int32_t b) { return key(a) < key(b); });
      for (const int32_t member : members) {
        const auto i = static_cast<size_t>(member);
        if (tried[i]) continue;
        tried[i] = true;
        if (seat_of[i] != kNoSeat && !seat(seat_of[i])) continue;
        seat_of[i] = at;
        return true;
      }
      return false;
    };
    size_t end = begin;
    for (; end < seats.size(); ++end) {
      tried.assign(people, false);
      if (!seat(end)) break;
    }
    for (size_t i = 0; i < people; ++i) {
      if (seat_of[i] == kNoSeat) continue;
      odd_[seats[seat_of[i]].round][seats[seat_of[i]].group] = part_.people[i];
      turn[i] = static_cast<int64_t>(seat_of[i]) + 1;
    }
    begin = end;
  }
}

Plan PartRounds::plan_of(size_t round, const solve::RoundGroups& groups) {
  Plan plan;
  plan.solver = "rounds";
  std::set<int32_t> odd;
  for (size_t g = 0; g < groups.size(); ++g) {
    const std::vector<int32_t>& members = groups[g];
    PlannedGroup& group = plan.groups.emplace_back();
    for (const int32_t member : members)
      group.people.push_back(part_.people[static_cast<size_t>(member)]);
    std::sort(group.people.begin(), group.people.end());
    mark_odd(program_, [&](int32_t person) { return turns_.turn(person); }, group);
    if (group.short_of > 0) odd.insert(group.people.begin(), group.people.end());
    if (group.odd >= 0) odd.insert(group.odd = odd_[round][g]);
  }
  std::set_difference(taking_[round].begin(), taking_[round].end(), seated_[round].begin(),
                      seated_[round].end(), std::back_inserter(plan.left_out));
  if (groups_[round] > 0) {
    plan.sits_out = plan.left_out;
    odd.insert(plan.left_out.begin(), plan.left_out.end());
    serve(taking_[round], odd);
  }
  return plan;
}

Plans PartRounds::run(const std::function<void(double)>& progress) {
  program_.min_size = part_.min;
  program_.max_size = part_.max;
  const Fit fit(input_.roster, program_, input_.history, part_.people, input_.date);
  deal(fit);
  solve::RoundsProblem rounds = problem();
  for (int32_t a = 0; a < fit.size(); ++a) {
    for (int32_t b = a + 1; b < fit.size(); ++b) {
      if (!fit.admissible(a, b)) {
        rounds.apart.push_back({a, b});
      } else if (fit.last_meeting(a, b) != nullptr) {
        rounds.met.push_back({a, b, 1});
      }
    }
  }
  if (fit.full_value() > 0) rounds.worth = [&fit](int32_t a, int32_t b) { return fit.value(a, b); };
  solve::RoundsLimits limits;
  limits.work = input_.work;
  const solve::Rounds found = plan_rounds(rounds, random_.next(), limits, progress);
  clean_ = found.clean;
  deal_turns(found.plan);
  Plans plans;
  for (size_t r = 0; r < found.plan.size(); ++r) plans.push_back(plan_of(r, found.plan[r]));
  return plans;
}

void append(Plan part, Plan& plan) {
  const auto move_all = [](auto& from, auto& to) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  move_all(part.groups, plan.groups);
  move_all(part.left_out, plan.left_out);
  move_all(part.sits_out, plan.sits_out);
  plan.solver = part.solver;
}

}  // namespace

std::vector<Plans> lunch_rounds(const LunchRoundsInput& input) {
  std::vector<int32_t> everybody;
  for (const std::vector<int32_t>& taking : input.taking)
    everybody.insert(everybody.end(), taking.begin(), taking.end());
  std::sort(everybody.begin(), everybody.end());
  everybody.erase(std::unique(everybody.begin(), everybody.end()), everybody.end());
  const bool belong =
      std::any_of(input.program.rules.begin(), input.program.rules.end(),
                  [](const Rule& rule) { return rule.kind == Rule::Kind::kTogether; });
  if (everybody.empty() || static_cast<int32_t>(everybody.size()) > kMostAtOnce || belong)
    return {};
  Issues told;  // when the program was read
  const std::vector<LunchPart> parts = lunch_parts(read_lunch_terms(input.program, told),
                                                   input.program, input.roster, everybody, told);
  const Random random = Random(input.program.seed).fork(9);
  const size_t rounds = input.taking.size();
  Plans found(rounds);
  bool alike = true;
  auto clean = static_cast<int32_t>(rounds);
  for (size_t p = 0; p < parts.size(); ++p) {
    PartRounds part(input, parts[p], random.fork(p));
    Plans plans = part.run([&](double done) {
      if (input.progress)
        input.progress((static_cast<double>(p) + done) / static_cast<double>(parts.size()));
    });
    for (size_t r = 0; r < rounds; ++r) append(std::move(plans[r]), found[r]);
    alike = alike && part.alike();
    clean = std::min(clean, part.clean());
  }
  for (Plan& plan : found) {
    std::sort(plan.groups.begin(), plan.groups.end(),
              [](const PlannedGroup& a, const PlannedGroup& b) { return a.people < b.people; });
    std::sort(plan.left_out.begin(), plan.left_out.end());
    std::sort(plan.sits_out.begin(), plan.sits_out.end());
  }
  std::vector<Plans> ways = {std::move(found)};
  if (alike && clean > 0 && static_cast<size_t>(clean) < rounds) {
    // As far apart as may be: some rules ask for that.
    Plans& again = ways.emplace_back();
    for (size_t r = 0; r < rounds; ++r)
      again.push_back(ways.front()[r % static_cast<size_t>(clean)]);
  }
  return ways;
}

}  // namespace weft
