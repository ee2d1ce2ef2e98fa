// Pairing by type against the exact matching over what Fit says of every pair, on random programs.
#include "pairs/typed_pairs.h"

#include <algorithm>

#include "base/random.h"
#include "outcome/measure.h"
#include "solve/matching.h"
#include "support.h"

namespace pairs_typed_pairs_test {

using namespace weft;

namespace {

std::string random_roster(Random& random, int people) {
  constexpr const char* kLanguages[] = {"", "German", "English", "German; English",
                                        "French; German; Czech"};
  std::string text =
      "id,Department,Level,Languages,Manager,Hire date,Skills offered,Skills wanted\n";
  Random skills = random.fork(6);
  for (int i = 0; i < people; ++i) {
    const auto pick = [&](uint64_t below, const std::string& before) {
      const uint64_t drawn = random.below(below + 1);
      return drawn == 0 ? std::string() : before + std::to_string(drawn);
    };
    // One after the other: compilers differ in the order in which they look at a sum.
    text += std::to_string(i) + ",";
    text += pick(3, "D") + ",";
    text += pick(4, "") + ",";
    text += std::string(kLanguages[random.below(5)]) + ",";
    if (i > 0 && random.below(4) > 0)
      text += std::to_string(random.below(static_cast<uint64_t>(i)));
    text += ",";
    if (random.below(8) > 0) text += "20" + std::to_string(10 + random.below(14)) + "-03-01";
    for (int column = 0; column < 2; ++column) {
      text += ",";
      for (uint64_t k = skills.below(3); k > 0; --k) {
        text += "T" + std::to_string(skills.below(5));
        text += skills.below(3) == 0 ? " B1;" : " C1;";
      }
    }
    text += "\n";
  }
  return text;
}

Rule random_rule(Random& random) {
  Rule rule;
  const auto kinds = {Rule::Kind::kDifferent,    Rule::Kind::kSame,     Rule::Kind::kShare,
                      Rule::Kind::kDistance,     Rule::Kind::kApart,    Rule::Kind::kApartLine,
                      Rule::Kind::kApartManager, Rule::Kind::kTogether, Rule::Kind::kMet};
  rule.kind = *(kinds.begin() + random.below(kinds.size()));
  switch (rule.kind) {
    case Rule::Kind::kDifferent:
    case Rule::Kind::kShare:
      rule.column.reference = random.below(2) == 0 ? "Department" : "Languages";
      break;
    case Rule::Kind::kSame:
      rule.column.reference = "Department";
      break;
    case Rule::Kind::kDistance:
      rule.column.reference = "Level";
      rule.max = static_cast<int64_t>(1000 * (1 + random.below(3)));
      break;
    case Rule::Kind::kApart:
    case Rule::Kind::kTogether:
      rule.names = {{std::to_string(random.below(5)), std::to_string(5 + random.below(5))}};
      break;
    case Rule::Kind::kApartLine:
      rule.steps = static_cast<int>(1 + random.below(3));
      break;
    case Rule::Kind::kMet:
      if (random.below(2) == 0) rule.rounds = 2;
      break;
    default:
      break;
  }
  return rule;
}

Criterion random_criterion(Random& random) {
  Criterion criterion;
  const auto kinds = {
      Criterion::Kind::kMix,     Criterion::Kind::kMatch,      Criterion::Kind::kShare,
      Criterion::Kind::kNear,    Criterion::Kind::kFar,        Criterion::Kind::kNovelty,
      Criterion::Kind::kNovelty, Criterion::Kind::kComplement, Criterion::Kind::kPreference};
  criterion.kind = *(kinds.begin() + random.below(kinds.size()));
  criterion.weight = static_cast<int64_t>(1 + random.below(40));
  if (criterion.kind == Criterion::Kind::kNear || criterion.kind == Criterion::Kind::kFar) {
    criterion.column.reference = random.below(2) == 0 ? "Level" : "Hire date";
  } else if (criterion.kind < Criterion::Kind::kNovelty) {
    criterion.column.reference = random.below(2) == 0 ? "Department" : "Languages";
  }
  return criterion;
}

}  // namespace

TEST_CASE("pairs by type keep every rule, and their bound is above the exact optimum") {
  Random random(21);
  int full = 0;
  int runs = 0;
  int personal = 0;
  int optimal = 0;
  int proven = 0;
  for (int round = 0; round < 600; ++round) {
    CAPTURE(round);
    const int people = static_cast<int>(6 + random.below(9));
    const Roster roster = test::read(random_roster(random, people)).roster;
    Program program;
    program.seed = random.next();
    program.trio = false;
    for (uint64_t i = random.below(3); i > 0; --i) program.rules.push_back(random_rule(random));
    for (uint64_t i = random.below(4); i > 0; --i)
      program.criteria.push_back(random_criterion(random));
    History history;
    for (Day date = 1; date <= 4; ++date) {
      Round& past = history.rounds.emplace_back();
      past.date = date;
      for (int pair = 0; pair < 4; ++pair) {
        past.groups.add_group({history.people.intern(std::to_string(random.below(7))),
                               history.people.intern(std::to_string(7 + random.below(7)))});
      }
    }
    if (has_errors(resolve(program, roster, history, {}, nullptr))) continue;
    Preferences wishes;
    wishes.of.resize(static_cast<size_t>(people));
    for (auto& mine : wishes.of) {
      const auto other = static_cast<int32_t>(random.index(static_cast<size_t>(people)));
      if (other != &mine - wishes.of.data() && random.below(2) == 0) mine.push_back({other, 1});
    }
    program.preferences = std::make_shared<const Preferences>(std::move(wishes));
    const Fit fit(roster, program, history, participants(program, roster, history, 5).people, 5);
    const Plan plan = pair_by_type({roster, program, fit, {}, {}});

    std::vector<int> places(static_cast<size_t>(people), 0);
    int64_t value = 0;
    for (const PlannedGroup& group : plan.groups) {
      REQUIRE(group.people.size() == 2);
      REQUIRE(fit.admissible(group.people[0], group.people[1]));
      value += fit.value(group.people[0], group.people[1]);
      for (const int32_t participant : group.people) ++places[static_cast<size_t>(participant)];
    }
    for (const int32_t participant : plan.left_out) ++places[static_cast<size_t>(participant)];
    REQUIRE(std::all_of(places.begin(), places.end(), [](int times) { return times == 1; }));
    CHECK(value <= plan.bound);

    solve::Graph graph;
    graph.vertices = fit.size();
    for (int32_t a = 0; a < fit.size(); ++a) {
      for (int32_t b = a + 1; b < fit.size(); ++b) {
        if (fit.admissible(a, b)) graph.edges.push_back({a, b, fit.value(a, b)});
      }
    }
    const solve::Matching best =
        solve::max_weight_matching(graph, solve::Objective::kCardinalityThenWeight);
    ++runs;
    CHECK(static_cast<int64_t>(plan.groups.size()) <= best.pairs);
    if (static_cast<int64_t>(plan.groups.size()) != best.pairs) continue;
    ++full;
    CHECK(plan.bound >= best.weight);
    CHECK(value <= best.weight);
    const auto is_personal = [](const Criterion& criterion) {
      return criterion.kind == Criterion::Kind::kComplement ||
             criterion.kind == Criterion::Kind::kPreference;
    };
    if (!std::any_of(program.criteria.begin(), program.criteria.end(), is_personal)) continue;
    ++personal;
    optimal += value == best.weight ? 1 : 0;
    proven += plan.bound == best.weight ? 1 : 0;
  }
  CHECK(runs > 400);
  CHECK(full * 100 >= runs * 96);
  // What people offer, want and wish for counts for what it is.
  CHECK(personal > 100);
  CHECK(optimal * 100 >= personal * 85);
  CHECK(proven * 100 >= personal * 50);
}

TEST_CASE("the odd one is taken from those whose turn it is, and joins where the rules allow") {
  const Roster roster = test::read("id,Department\n1,A\n2,A\n3,B\n4,B\n5,C\n6,C\n7,D\n").roster;
  Program program;
  program.criteria.emplace_back();
  program.criteria.back().column.reference = "Department";
  program.criteria.back().weight = 10;
  const History history;
  REQUIRE_FALSE(has_errors(resolve(program, roster, history, {}, nullptr)));
  for (uint64_t seed = 0; seed < 20; ++seed) {
    program.seed = seed;
    const Fit fit(roster, program, history, participants(program, roster, history, 0).people, 0);
    program.trio = true;
    const Plan trio = pair_by_type({roster, program, fit, {2, 3}, {}});
    CHECK(trio.left_out.empty());
    CHECK(trio.groups.size() == 3);
    int64_t value = 0;
    for (const PlannedGroup& group : trio.groups) {
      value += group_value(fit, group.people);
      if (group.people.size() == 3) CHECK((group.odd == 2 || group.odd == 3));
    }
    CHECK(value <= trio.bound);
    program.trio = false;
    const Plan out = pair_by_type({roster, program, fit, {2, 3}, {}});
    REQUIRE(out.sits_out.size() == 1);
    CHECK((out.sits_out[0] == 2 || out.sits_out[0] == 3));
    CHECK(out.bound == 30'000);
  }
}

TEST_CASE(
    "serendipity by type gives up no more than it was told, says how much, and changes pairs") {
  Random random(23);
  const ReadRoster read = test::read(random_roster(random, 400));
  Program program;
  program.trio = false;
  for (const char* column : {"Department", "Languages", "Level"}) {
    Criterion& criterion = program.criteria.emplace_back();
    const bool level = column == std::string("Level");
    criterion.kind = level ? Criterion::Kind::kNear : Criterion::Kind::kMix;
    // Small wishes beside a large one: there is something to give up for little.
    criterion.weight = column == std::string("Department") ? 40 : 4;
    criterion.column.reference = column;
  }
  const History history;
  REQUIRE(resolve(program, read.roster, history, {}, nullptr).empty());
  std::vector<int32_t> people;
  for (int32_t i = 0; i < 400; ++i) people.push_back(i);
  const Fit fit(read.roster, program, history, people, 0);
  const Plan best = pair_by_type({read.roster, program, fit, {}, {}});
  CHECK(!best.without_serendipity);
  int64_t more = 0;
  for (const int32_t percent : {10, 20}) {
    CAPTURE(percent);
    program.serendipity = percent;
    const Plan plan = pair_by_type({read.roster, program, fit, {}, {}});
    int64_t value = 0;
    for (const PlannedGroup& group : plan.groups) value += group_value(fit, group.people);
    CHECK(plan.groups.size() == 200);
    REQUIRE(plan.without_serendipity);
    const int64_t given_up = *plan.without_serendipity - value;
    CHECK(given_up > more);
    CHECK(100 * given_up <= percent * *plan.without_serendipity);
    CHECK(value <= plan.bound);
    more = given_up;
  }
}

}  // namespace pairs_typed_pairs_test
