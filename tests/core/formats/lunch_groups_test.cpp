// Lunch in groups of three to eight against brute force on small companies, with random rules; its
// sizes, its segments, and whose turn it is to be odd.
#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

#include "base/random.h"
#include "formats/format.h"
#include "lunch/terms.h"
#include "outcome/measure.h"
#include "sanitized.h"
#include "support.h"

namespace formats_lunch_groups_test {

using namespace weft;

namespace {

std::string random_company(Random& random, size_t people) {
  std::string text = "id,Department,Site,Level,Languages,Manager\n";
  for (size_t i = 0; i < people; ++i) {
    text += std::to_string(i) + ",D" + std::to_string(random.below(4)) + ",S" +
            std::to_string(random.below(3)) + "," + std::to_string(random.below(5)) + ",";
    const char* const languages[] = {"German", "English; German", "French; English", "English"};
    text += languages[random.index(4)];
    text += "," + (i == 0 ? std::string() : std::to_string(random.below(i))) + "\n";
  }
  return text;
}

test::Json random_program(Random& random, uint64_t seed) {
  const auto min = static_cast<int64_t>(3 + random.below(2));
  test::Json program = {{"weft", 1}, {"format", "lunch"}, {"name", "L"}, {"seed", seed}};
  program["size"] = {{"min", min}, {"max", min + static_cast<int64_t>(random.below(2))}};
  program["odd"] = random.below(4) > 0 ? "trio" : "out";
  program["rules"] = test::Json::array();
  program["criteria"] = test::Json::array();
  const test::Json rules = test::Json::parse(R"([
      {"different": "@department"}, {"same": "@site"}, {"share": "@languages"}, {"distance": "@level", "max": 3},
      {"apart": {"line": 1}}, {"apart": "sameManager"}, {"apart": [["0", "1"], ["2", "3"]]}, {"met": "ever"},
      {"together": [["1", "2"]]}])");
  const test::Json criteria = test::Json::parse(R"([
      {"mix": "@department", "weight": 40}, {"match": "@site", "weight": 15}, {"share": "@languages", "weight": 20},
      {"near": "@level", "weight": 7}, {"far": "@level", "weight": 3}, {"novelty": true, "weight": 30}])");
  for (const auto& rule : rules) {
    if (random.below(7) == 0) program["rules"].push_back(rule);
  }
  for (const auto& criterion : criteria) {
    if (random.below(2) == 0) program["criteria"].push_back(criterion);
  }
  return program;
}

// The best over all ways to deal everybody into groups of these sizes; sums are not rounded.
struct BruteForce {
  const Fit& fit;
  std::vector<int32_t> sizes;
  std::vector<std::vector<int32_t>> groups = std::vector<std::vector<int32_t>>(sizes.size());
  int64_t best = -1;  // none

  static constexpr int64_t kScale = 2520;  // of all numbers of pairs

  int64_t exact(const std::vector<int32_t>& group) const {
    int64_t sum = 0;
    int64_t pairs = 0;
    for (size_t i = 0; i < group.size(); ++i) {
      for (size_t j = 0; j < i; ++j, ++pairs) sum += fit.value(group[i], group[j]);
    }
    return sum * kScale / pairs;
  }

  bool may_join(int32_t person, const std::vector<int32_t>& group, bool full) const {
    for (const int32_t other : group) {
      if (!fit.admissible(person, other)) return false;
    }
    if (!full) return true;
    // Who belongs together is in one group.
    std::vector<int32_t> all = group;
    all.push_back(person);
    for (const int32_t member : all) {
      for (const int32_t partner : fit.together_with(member)) {
        if (std::count(all.begin(), all.end(), partner) == 0) return false;
      }
    }
    return true;
  }

  void search(int32_t person) {
    if (person == fit.size()) {
      int64_t sum = 0;
      for (const auto& group : groups) sum += exact(group);
      best = std::max(best, sum);
      return;
    }
    std::set<int32_t> empty;  // of the same size, one is as good as another
    for (size_t g = 0; g < groups.size(); ++g) {
      auto& group = groups[g];
      const auto size = static_cast<int32_t>(group.size());
      if (size == sizes[g] || (size == 0 && !empty.insert(sizes[g]).second)) continue;
      if (!may_join(person, group, size + 1 == sizes[g])) continue;
      group.push_back(person);
      search(person + 1);
      group.pop_back();
    }
  }
};

Program typed_program(const test::Json& json, const Roster& roster, const History& history) {
  Issues issues;
  Program program;
  program.document = Value::Object{};
  program.min_size = json["size"]["min"].get<int32_t>();
  program.max_size = json["size"]["max"].get<int32_t>();
  program.seed = json["seed"].get<uint64_t>();
  for (const auto& [kind, column] :
       {std::pair(Criterion::Kind::kMix, "Department"), std::pair(Criterion::Kind::kNear, "Level"),
        std::pair(Criterion::Kind::kShare, "Languages")}) {
    Criterion& criterion = program.criteria.emplace_back();
    criterion.kind = kind;
    criterion.weight = 10 + 20 * static_cast<int64_t>(program.criteria.size());
    criterion.column.reference = column;
  }
  if (program.seed % 3 == 0) {
    Rule& rule = program.rules.emplace_back();
    rule.kind = Rule::Kind::kDifferent;
    rule.column.reference = program.seed % 2 == 0 ? "Department" : "Site";
  }
  REQUIRE_FALSE(has_errors(resolve(program, roster, history, {}, nullptr)));
  return program;
}

}  // namespace

TEST_CASE("groups of lunch keep every rule, and are what they say they are") {
  Random random(2027);
  int everybody = 0;
  int optimal = 0;
  for (uint64_t round = 0; round < weft::test::random_rounds(uint64_t{150}); ++round) {
    const std::string company = random_company(random, 6 + random.index(9));
    const test::Json document = random_program(random, round);
    CAPTURE(company);
    CAPTURE(document.dump());
    test::Room room;
    room.roster(company);
    room.value({{"op", "run"}, {"program", document}});
    room.value({{"op", "workspace"}}, {room.file("workspace.weft.json")});
    const test::Json outcome = room.value({{"op", "run"}, {"program", document}});
    REQUIRE(outcome.contains("certificate"));
    CHECK(outcome["check"]["passed"] == true);
    CHECK(outcome["certificate"]["value"] <= outcome["certificate"]["bound"]);
    everybody += outcome["leftOutCount"] == 0 ? 1 : 0;
    optimal += outcome["certificate"]["proof"] == "optimal" ? 1 : 0;
  }
  CHECK(everybody > weft::test::random_rounds(60));
  CHECK(optimal > weft::test::random_rounds(60));
}

TEST_CASE("groups of a few people are the best there are") {
  Random random(31);
  for (uint64_t round = 0; round < 60; ++round) {
    const Roster roster = test::read(random_company(random, 6 + random.index(5))).roster;
    const History history;
    const int64_t min = 3 + static_cast<int64_t>(round % 2);
    const Program program =
        typed_program({{"size", {{"min", min}, {"max", min}}}, {"seed", round}}, roster, history);
    const Fit fit(roster, program, history, participants(program, roster, history, 0).people, 0);
    const Lists lists;
    BruteForce brute{fit, lunch_sizes(fit.size(), program.min_size, program.max_size, true).sizes};
    brute.search(0);
    const Plan plan = format_named("lunch")->solve({roster, program, history, lists, fit, 0});
    CAPTURE(round);
    // Where no way is left with these sizes there may be one with others.
    if (brute.best < 0) continue;
    CHECK(plan.left_out.empty());
    int64_t sum = 0;
    for (const PlannedGroup& group : plan.groups) sum += brute.exact(group.people);
    CHECK(sum == brute.best);
    CHECK(measure(roster, program, fit, plan, 1).certificate.proof == Proof::kOptimal);
  }
}

namespace {

// The fewest who stay over, in groups of any sizes that a run may make.
struct FewestOver {
  const Fit& fit;
  const Program& program;
  std::vector<std::vector<int32_t>> groups = {};
  int32_t out = 0;
  int32_t fewest = INT32_MAX;

  bool sizes_may_be() const {
    const bool spread = program.trio;
    const int32_t least = spread ? std::max(2, program.min_size - 1) : program.min_size;
    const int32_t most = spread ? program.max_size + 1 : program.max_size;
    std::vector<int32_t> sizes;
    for (const auto& group : groups) sizes.push_back(static_cast<int32_t>(group.size()));
    std::sort(sizes.begin(), sizes.end());
    return sizes.empty() || (sizes.front() >= least && sizes.back() <= most) ||
           sizes == lunch_sizes(fit.size() - out, program.min_size, program.max_size, spread).sizes;
  }

  void search(int32_t person) {
    if (out >= fewest) return;
    if (person == fit.size()) {
      if (sizes_may_be()) fewest = out;
      return;
    }
    // By index: groups come and go below.
    for (size_t g = 0; g <= groups.size(); ++g) {
      if (g == groups.size()) groups.emplace_back();
      const auto& group = groups[g];
      const bool fits = std::all_of(group.begin(), group.end(),
                                    [&](int32_t other) { return fit.admissible(person, other); });
      const bool opened = group.empty();
      if (fits) {
        groups[g].push_back(person);
        search(person + 1);
        groups[g].pop_back();
      }
      if (!opened) continue;
      groups.pop_back();
      break;
    }
    ++out;
    search(person + 1);
    --out;
  }
};

}  // namespace

TEST_CASE("what clashes before a run leaves over as many as it says, whatever is chosen") {
  Random random(31);
  const Format& format = *format_named("lunch");
  int named = 0;
  std::set<std::string> codes;
  for (int round = 0; round < 400; ++round) {
    std::string text = "id,Department,Site\n";
    const size_t people = 4 + random.index(5);
    const uint64_t departments = 2 + random.below(4);
    const uint64_t sites = 1 + random.below(3);
    for (size_t i = 0; i < people; ++i) {
      text += std::to_string(i) + ",";
      if (random.below(9) > 0)
        text +=
            "D" + std::to_string(std::min(random.below(departments), random.below(departments)));
      text += ",";
      if (random.below(9) > 0) text += "S" + std::to_string(random.below(sites));
      text += "\n";
    }
    const Roster roster = test::read(text).roster;
    Program program;
    program.document = Value::Object{};
    program.format = "lunch";
    program.min_size = static_cast<int32_t>(3 + random.below(2));
    program.max_size = program.min_size + static_cast<int32_t>(random.below(2));
    program.trio = random.below(2) == 0;
    const uint64_t which = random.below(4);
    for (const auto& [kind, column, with] :
         {std::tuple(Rule::Kind::kDifferent, "Department", which != 1),
          std::tuple(Rule::Kind::kSame, "Site", which == 1 || which == 2)}) {
      if (!with) continue;
      Rule& rule = program.rules.emplace_back();
      rule.kind = kind;
      rule.column.reference = column;
    }
    REQUIRE_FALSE(has_errors(resolve(program, roster, {}, {}, nullptr)));
    std::vector<int32_t> everybody(people);
    std::iota(everybody.begin(), everybody.end(), 0);
    const History history;
    const Fit fit(roster, program, history, everybody, 0);
    FewestOver over{fit, program};
    over.search(0);
    CAPTURE(text);
    CAPTURE(program.min_size);
    CAPTURE(program.max_size);
    CAPTURE(program.trio);
    CAPTURE(over.fewest);
    int64_t most = 0;
    for (const Reason& clash : format.clashes(program, roster, everybody)) {
      CAPTURE(clash.code);
      codes.insert(clash.code);
      const auto stays = std::find_if(clash.args.begin(), clash.args.end(),
                                      [](const Arg& arg) { return arg.name == "over"; });
      REQUIRE(stays != clash.args.end());
      CHECK(std::get<int64_t>(stays->value) <= over.fewest);
      CHECK(std::get<int64_t>(stays->value) > 0);
      most = std::max(most, std::get<int64_t>(stays->value));
      ++named;
    }
    // One rule alone says all there is, but where so few sit down that their sizes may be any; what
    // stays over without any rule is no clash.
    if (which == 2 || program.trio) continue;
    Program free = program;
    free.rules.clear();
    const Fit without(roster, free, history, everybody, 0);
    FewestOver anyway{without, free};
    anyway.search(0);
    CHECK(most == (over.fewest > anyway.fewest ? over.fewest : 0));
  }
  CHECK(named > 150);
  for (const char* code : {"clash.groupTooLarge", "clash.groupFewValues", "clash.groupUneven",
                           "clash.groupParts", "clash.groupAmong"})
    CHECK(codes.count(code) == 1);
}

TEST_CASE("sizes that do not divide are spread, or as few as can be sit out") {
  using Sizes = std::vector<int32_t>;
  CHECK(lunch_sizes(12, 4, 4, true).sizes == Sizes{4, 4, 4});
  CHECK(lunch_sizes(22, 4, 4, true).sizes == Sizes{4, 4, 4, 5, 5});
  CHECK(lunch_sizes(7, 4, 4, true).sizes == Sizes{3, 4});
  CHECK(lunch_sizes(5, 4, 4, true).sizes == Sizes{5});
  CHECK(lunch_sizes(2, 4, 4, true).sizes == Sizes{2});
  CHECK(lunch_sizes(11, 3, 5, true).sizes == Sizes{3, 4, 4});
  CHECK(lunch_sizes(22, 4, 4, false).sit_out == 2);
  CHECK(lunch_sizes(3, 4, 4, false).sit_out == 3);
  CHECK(lunch_sizes(1, 2, 4, true).sit_out == 1);
  for (int32_t people = 2; people < 60; ++people) {
    for (int32_t min = 2; min <= 8; ++min) {
      for (int32_t max = min; max <= 8; ++max) {
        const LunchSizes spread = lunch_sizes(people, min, max, true);
        CHECK(std::accumulate(spread.sizes.begin(), spread.sizes.end(), 0) == people);
        CHECK(spread.sizes.back() - spread.sizes.front() <= 1);
        const LunchSizes strict = lunch_sizes(people, min, max, false);
        CHECK(std::accumulate(strict.sizes.begin(), strict.sizes.end(), strict.sit_out) == people);
        if (!strict.sizes.empty()) {
          CHECK(strict.sizes.front() >= min);
          CHECK(strict.sizes.back() <= max);
          CHECK(strict.sit_out < min);
        }
        if (strict.sit_out == 0) CHECK(spread.sizes == strict.sizes);
      }
    }
  }
}

TEST_CASE("whoever sat in the larger group, or sat out, does not do so again before the others") {
  test::Room room;
  std::string roster = "id\n";
  for (int i = 0; i < 9; ++i) roster += std::to_string(i) + "\n";
  for (const char* policy : {"trio", "out"}) {
    room.value({{"op", "workspace"}});
    room.roster(roster);
    std::vector<std::string> odd;
    for (int round = 0; round < 9; ++round) {
      const test::Json outcome = room.value({{"op", "run"},
                                             {"program",
                                              {{"weft", 1},
                                               {"format", "lunch"},
                                               {"name", "Lunch"},
                                               {"size", {{"min", 4}, {"max", 4}}},
                                               {"odd", policy},
                                               {"seed", round}}}});
      CHECK(outcome["leftOutCount"] == (std::string(policy) == "out" ? 1 : 0));
      const std::string workspace = room.file("workspace.weft.json");
      const test::Json json = test::Json::parse(workspace);
      const auto& last = json["rounds"].back();
      REQUIRE(last["odd"].size() == 1);
      odd.push_back(json["people"][last["odd"][0].get<size_t>()]);
      room.value({{"op", "workspace"}}, {workspace});
    }
    CHECK(std::set<std::string>(odd.begin(), odd.end()).size() == 9);
  }
}

TEST_CASE("a segment meets within itself, in groups of its own size") {
  std::string roster = "id,Department,Level\n";
  for (int i = 0; i < 30; ++i) {
    roster += std::to_string(i) + ",D" + std::to_string(i % 5) + "," +
              (i % 5 == 0 && i < 30 ? "Executive" : "Staff") + "\n";
  }
  test::Room room;
  room.roster(roster);
  const test::Json program = {{"weft", 1},
                              {"format", "lunch"},
                              {"size", {{"min", 2}, {"max", 2}}},
                              {"segments",
                               {{{"who", {{{"column", "Level"}, {"is", {"Executive"}}}}},
                                 {"size", {{"min", 3}, {"max", 3}}}}}},
                              {"criteria", {{{"mix", "@department"}, {"weight", 10}}}}};
  const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["leftOutCount"] == 0);
  CHECK(outcome["measures"]["sizes"] == test::Json{{"2", 12}, {"3", 2}});
  const test::Json page = room.value({{"op", "groups"}, {"count", 100}});
  for (const auto& group : page["groups"]) {
    for (const auto& person : group["people"]) {
      const bool executive = std::stoi(person["id"].get<std::string>()) % 5 == 0;
      CHECK(executive == (group["people"].size() == 3));
    }
  }
  // A claim that puts one of them among the others is found out.
  test::Json claim = test::Json::parse(room.file("outcome.json"));
  auto& groups = claim["groups"];
  const auto of_size = [&](size_t size) -> test::Json& {
    return *std::find_if(groups.begin(), groups.end(),
                         [&](const test::Json& group) { return group["people"].size() == size; });
  };
  std::swap(of_size(2)["people"][0], of_size(3)["people"][0]);
  const test::Json checked = room.value({{"op", "check"}, {"program", program}}, {claim.dump()});
  CHECK(checked["passed"] == false);
}

TEST_CASE("what is known before a run speaks of groups, and of pairs only where there are pairs") {
  test::Room room;
  std::string roster = "id,Level\n";
  for (int i = 0; i < 23; ++i) roster += std::to_string(i) + (i < 7 ? ",A\n" : ",B\n");
  room.roster(roster);
  test::Json program = {
      {"weft", 1},
      {"format", "lunch"},
      {"size", {{"min", 4}, {"max", 4}}},
      {"rules", test::Json::parse(R"([{"different": "Level"}, {"met": "ever"}])")}};
  const test::Json fours = room.value({{"op", "possible"}, {"program", program}});
  CHECK_FALSE(fours.contains("groups"));
  // Two levels are too few for four who all differ, or three; two may meet where nobody else does.
  CHECK(fours["clashes"] == test::Json::parse(R"([{"code": "clash.groupFewValues",
      "args": {"column": "Level", "count": 2, "over": 21, "least": 3, "most": 5}}])"));
  CHECK(fours["own"]["parts"] ==
        test::Json::parse(
            R"([{"segment": -1, "people": 23, "groups": 5, "least": 4, "most": 5, "sitOut": 0}])"));
  CHECK(
      room.value({{"op", "forecast"}, {"program", program}})["why"]["code"].get<std::string>().find(
          "forecast.") == 0);
  program["segments"] = test::Json::parse(
      R"([{"who": [{"column": "Level", "is": ["A"]}], "size": {"min": 2, "max": 2}}])");
  const test::Json parts = room.value({{"op", "possible"}, {"program", program}})["own"]["parts"];
  CHECK(parts[0]["people"] == 7);
  CHECK(parts[0]["most"] == 3);
  CHECK(parts[1]["people"] == 16);
  program.erase("segments");
  program["size"] = {{"min", 2}, {"max", 2}};
  CHECK(room.value({{"op", "possible"}, {"program", program}}).contains("groups"));
  CHECK(room.value({{"op", "forecast"}, {"program", program}})["rounds"].is_object());
}

TEST_CASE("what is wrong with sizes and segments is said where it stands") {
  test::Room room;
  room.roster("id,Level\n1,A\n2,A\n3,B\n4,B\n5,B\n");
  const auto first_issue = [&](test::Json more) {
    test::Json program = {{"weft", 1}, {"format", "lunch"}};
    program.update(more);
    const test::Json value = room.value({{"op", "run"}, {"program", program}});
    REQUIRE(value["issues"].size() > 0);
    return value["issues"][0]["code"].get<std::string>() + " " +
           value["issues"][0].value("where", "");
  };
  CHECK(first_issue({{"size", {{"min", 4}, {"max", 9}}}}) == "lunch.size /size");
  CHECK(first_issue({{"segments", {{{"who", test::Json::array()}, {"size", {{"min", 4}}}}}}}) ==
        "lunch.segmentOfAll /segments/0/who");
  const test::Json who = {{{"column", "Level"}, {"is", {"A"}}}};
  CHECK(first_issue({{"segments", {{{"who", who}}}}}) == "program.missingKey /segments/0");
  CHECK(first_issue({{"segments", {{{"who", who}, {"size", {{"min", 5}, {"max", 4}}}}}}}) ==
        "program.minAboveMax /segments/0/size");
  CHECK(first_issue({{"segments", {{{"who", who}, {"size", {{"min", 2}, {"max", 2}}}}}},
                     {"rules", test::Json::parse(R"([{"together": [["1", "3"]]}])")}}) ==
        "lunch.togetherSegments /rules/0/together");
}

TEST_CASE("thousands of people are grouped by what they are, and it is said how good that is") {
  std::string roster = "id,Department,Site\n";
  for (int i = 0; i < 4001; ++i)
    roster +=
        std::to_string(i) + ",D" + std::to_string(i % 17) + ",S" + std::to_string(i % 7) + "\n";
  test::Room room;
  room.roster(roster);
  const test::Json program = {{"weft", 1},
                              {"format", "lunch"},
                              {"size", {{"min", 4}, {"max", 4}}},
                              {"rules", {{{"different", "@department"}}, {{"met", "ever"}}}},
                              {"criteria", {{{"mix", "@site"}, {"weight", 30}}}}};
  for (int round = 0; round < 3; ++round) {
    const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
    CHECK(outcome["leftOutCount"] == 0);
    CHECK(outcome["measures"]["repeats"] == 0);
    const auto value = outcome["certificate"]["value"].get<int64_t>();
    CHECK(1000 * value >= 999 * outcome["certificate"]["bound"].get<int64_t>());
    room.value({{"op", "workspace"}}, {room.file("workspace.weft.json")});
  }
}

TEST_CASE("among thousands who belongs together sits together, and chance costs what was allowed") {
  std::string roster = "id,Department,Site\n";
  for (int i = 0; i < 3303; ++i)
    roster +=
        std::to_string(i) + ",D" + std::to_string(i % 13) + ",S" + std::to_string(i % 7) + "\n";
  test::Room room;
  room.roster(roster);
  test::Json program = {
      {"weft", 1},
      {"format", "lunch"},
      {"size", {{"min", 4}, {"max", 4}}},
      {"rules", test::Json::parse(R"([{"met": "ever"},
           {"together": [["1", "2", "700"], ["5", "6"], ["14", "27", "40", "53"]]}])")},
      {"criteria", {{{"mix", "@department"}, {"weight", 30}}, {{"mix", "@site"}, {"weight", 5}}}}};
  const test::Json best = room.value({{"op", "run"}, {"program", program}});
  CHECK(best["leftOutCount"] == 0);
  CHECK(best["check"]["passed"] == true);
  CHECK(best["run"]["solver"] == "types");
  const auto value = best["certificate"]["value"].get<int64_t>();
  CHECK(100 * value >= 99 * best["certificate"]["bound"].get<int64_t>());
  program["serendipity"] = 10;
  const test::Json chance = room.value({{"op", "run"}, {"program", program}});
  CHECK(chance["leftOutCount"] == 0);
  CHECK(chance["check"]["passed"] == true);
  const auto less = chance["certificate"]["value"].get<int64_t>();
  CHECK(less < value);
  CHECK(10 * less >= 9 * value);
  // More than a group holds.
  program["size"] = {{"min", 3}, {"max", 4}};
  program["rules"][0] = {{"met", "ever"}};
  const test::Json torn = room.value({{"op", "run"}, {"program", program}});
  CHECK(torn["check"]["passed"] == true);
  CHECK(torn["leftOutCount"].get<int>() <= 8);
}

}  // namespace formats_lunch_groups_test
