// How many teams there are where the program says only how large they are: as rules let them be,
// against all ways to make teams of few people; and what is said where no number will do.
#include <algorithm>
#include <functional>
#include <set>

#include "base/random.h"
#include "support.h"

namespace formats_team_sizes_test {

using namespace weft;

namespace {

test::Json sized(int64_t min, int64_t max) {
  return {{"weft", 1},
          {"format", "teams"},
          {"name", "T"},
          {"seed", 1},
          {"size", {{"min", min}, {"max", max}}}};
}

struct Made {
  std::vector<size_t> sizes;  // none: no outcome
  std::vector<std::string> errors;
};

Made run(const std::string& roster, const test::Json& program) {
  test::Room room;
  room.roster(roster);
  CAPTURE(program.dump());
  const test::Json possible = room.value({{"op", "possible"}, {"program", program}});
  const test::Json outcome =
      room.value({{"op", "run"}, {"date", "2026-12-01"}, {"program", program}});
  Made made;
  for (const auto& issue : outcome["issues"]) {
    if (issue["severity"] == "error") made.errors.push_back(issue["code"]);
  }
  if (!outcome.contains("groupCount")) {
    CHECK_FALSE(made.errors.empty());
    return made;
  }
  CHECK(made.errors.empty());
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["leftOutCount"] == 0);
  const test::Json groups = room.value({{"op", "groups"}, {"count", 100}});
  for (const auto& group : groups["groups"]) made.sizes.push_back(group["people"].size());
  std::sort(made.sizes.begin(), made.sizes.end());
  return made;
}

// People with a site and a level.
struct Person {
  uint64_t site, level;
};

std::string roster_of(const std::vector<Person>& people) {
  std::string text = "id,Name,Site,Level\n";
  for (size_t i = 0; i < people.size(); ++i) {
    text += "P" + std::to_string(i) + ",Per " + std::to_string(i) + ",S" +
            std::to_string(people[i].site) + ",L" + std::to_string(people[i].level) + "\n";
  }
  return text;
}

// Whether there is a way to deal everybody so that each team is as it should be.
bool possible(size_t people, size_t min, size_t max,
              const std::function<bool(const std::vector<size_t>&)>& fine) {
  std::vector<std::vector<size_t>> teams;
  const std::function<bool(size_t)> deal = [&](size_t person) {
    if (person == people) {
      return std::all_of(teams.begin(), teams.end(), [&](const std::vector<size_t>& team) {
        return team.size() >= min && fine(team);
      });
    }
    for (size_t t = 0; t <= teams.size(); ++t) {
      const bool fresh = t == teams.size();
      if (fresh) teams.emplace_back();
      if (teams[t].size() < max) {
        teams[t].push_back(person);
        if (deal(person + 1)) return true;
        teams[t].pop_back();
      }
      if (fresh) {
        teams.pop_back();
        break;
      }
    }
    return false;
  };
  return deal(0);
}

}  // namespace

TEST_CASE("there are as many teams as the rules ask for, within their sizes") {
  const std::string seven =
      "Employee ID,Name,Site\nE1,Per 1,Linz\nE2,Per 2,Linz\nE3,Per 3,Linz\nE4,Per 4,Wien\n"
      "E5,Per 5,Wien\nE6,Per 6,Graz\nE7,Per 7,Graz\n";
  test::Json program = sized(2, 4);
  program["rules"] = test::Json::parse(R"([{"different": "Site"}])");
  CHECK(run(seven, program).sizes == std::vector<size_t>{2, 2, 3});
  // Each with one of Graz: two, though three would be the usual number.
  program = sized(2, 4);
  program["rules"] =
      test::Json::parse(R"([{"atLeast": 1, "who": {"column": "Site", "is": ["Graz"]}}])");
  CHECK(run(seven, program).sizes == std::vector<size_t>{3, 4});
  program = sized(2, 4);
  program["rules"] = test::Json::parse(R"([{"apart": [["E1", "E2", "E3", "E4", "E5", "E6"]]}])");
  std::string twelve = seven;
  for (int i = 8; i <= 12; ++i)
    twelve += "E" + std::to_string(i) + ",Per " + std::to_string(i) + ",Rom\n";
  CHECK(run(twelve, program).sizes == std::vector<size_t>(6, 2));
  // A place in the third team.
  program = sized(2, 4);
  program["pinned"] = test::Json::parse(R"([{"team": 3, "people": ["E1"]}])");
  CHECK(run(seven, program).sizes == std::vector<size_t>{2, 2, 3});
  program["pinned"] = test::Json::parse(R"([{"team": 4, "people": ["E1"]}])");
  CHECK(run(seven, program).errors == std::vector<std::string>{"teams.noSuchTeam"});
  program = sized(2, 4);
  program["roles"] =
      test::Json::parse(R"([{"role": "Lead", "who": [{"column": "Site", "is": ["Graz"]}]}])");
  CHECK(run(seven, program).sizes == std::vector<size_t>{3, 4});
}

TEST_CASE("that there are only so many teams is said where there can be no more") {
  const std::string people =
      "id,Name,Site\n1,A,Linz\n2,B,Linz\n3,C,Linz\n4,D,Linz\n5,E,Wien\n6,F,Graz\n7,G,Graz\n";
  test::Room room;
  room.roster(people);
  test::Json program = sized(2, 4);
  program["rules"] = test::Json::parse(R"([{"different": "Site"}])");
  test::Json possible = room.value({{"op", "possible"}, {"program", program}});
  REQUIRE(possible["issues"].size() == 2);
  CHECK(possible["issues"][0]["code"] == "teams.clash.different");
  CHECK(possible["issues"][0]["args"]["teams"] == 3);
  CHECK(possible["issues"][0]["args"]["people"] == 4);
  CHECK(possible["issues"][1]["code"] == "teams.clash.numbers");
  CHECK(possible["issues"][1]["args"]["least"] == 2);
  CHECK(possible["issues"][1]["args"]["most"] == 3);
  CHECK(test::codes(room.value({{"op", "run"}, {"program", program}})["issues"]) ==
        test::codes(possible["issues"]));
  // One rule asks for four teams at least, another for one at most.
  room.roster(people + "8,H,Rom\n9,I,Rom\n");
  program = sized(2, 9);
  program["rules"] = test::Json::parse(
      R"([{"different": "Site"}, {"atLeast": 1, "who": {"column": "Site", "is": ["Wien"]}}])");
  possible = room.value({{"op", "possible"}, {"program", program}});
  CHECK(test::codes(possible["issues"]) == std::vector<std::string>{"teams.clash.different",
                                                                    "teams.clash.atLeast",
                                                                    "teams.clash.numbers"});
}

TEST_CASE("the number of teams may be far from the usual one") {
  // 60 to 65 teams, where a hundred would be the usual number.
  std::string people = "id,Name,Site\n";
  for (int i = 0; i < 600; ++i)
    people += "P" + std::to_string(i) + ",Per " + std::to_string(i) + (i < 65 ? ",Graz\n" : ",\n");
  test::Json program = sized(2, 10);
  program["rules"] =
      test::Json::parse(R"([{"atLeast": 1, "who": {"column": "Site", "is": ["Graz"]}}])");
  const Made made = run(people, program);
  CHECK(made.sizes.size() >= 60);
  CHECK(made.sizes.size() <= 65);
}

TEST_CASE("how many teams there will be tells nothing of a confidential list") {
  test::Room room;
  room.roster("id,Name\n1,A\n2,B\n3,C\n4,D\n5,E\n6,F\n7,G\n");
  const auto teams = [&] {
    const test::Json possible = room.value({{"op", "possible"}, {"program", sized(2, 4)}});
    CHECK(possible["issues"].empty());
    return possible["own"]["teams"];
  };
  const test::Json open = teams();
  room.value({{"op", "apart"}, {"file", "apart.csv"}}, {"1,2\n1,3\n2,3\n"});
  CHECK(teams() == open);
  CHECK(room.value({{"op", "run"}, {"program", sized(2, 4)}})["groupCount"] == 3);
}

TEST_CASE("teams are found wherever brute force finds some, of any number") {
  Random random(77);
  int found = 0;
  int none = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<Person> people(4 + random.index(5));
    for (Person& person : people) person = {random.below(3), random.below(2)};
    const size_t min = 2 + random.index(2);
    const size_t max = min + random.index(3);
    test::Json program = sized(static_cast<int64_t>(min), static_cast<int64_t>(max));
    program["rules"] = test::Json::array();
    std::vector<std::function<bool(const std::vector<size_t>&)>> rules;
    const auto count_of = [&people](const std::vector<size_t>& team, uint64_t site) {
      return std::count_if(team.begin(), team.end(),
                           [&](size_t p) { return people[p].site == site; });
    };
    if (random.below(3) == 0) {
      program["rules"].push_back({{"different", "Site"}});
      rules.emplace_back([=](const std::vector<size_t>& team) {
        return count_of(team, 0) < 2 && count_of(team, 1) < 2 && count_of(team, 2) < 2;
      });
    }
    if (random.below(3) == 0) {
      program["rules"].push_back({{"atLeast", 1}, {"who", {{"column", "Site"}, {"is", {"S0"}}}}});
      rules.emplace_back([=](const std::vector<size_t>& team) { return count_of(team, 0) >= 1; });
    }
    if (random.below(3) == 0) {
      program["rules"].push_back({{"atMost", 1}, {"who", {{"column", "Site"}, {"is", {"S1"}}}}});
      rules.emplace_back([=](const std::vector<size_t>& team) { return count_of(team, 1) <= 1; });
    }
    if (random.below(3) == 0) {
      program["rules"].push_back({{"notAlone", {{"column", "Site"}, {"is", {"S2"}}}}});
      rules.emplace_back([=](const std::vector<size_t>& team) { return count_of(team, 2) != 1; });
    }
    if (random.below(3) == 0) {
      program["rules"].push_back({{"same", "Level"}});
      rules.emplace_back([&people](const std::vector<size_t>& team) {
        return std::all_of(team.begin(), team.end(),
                           [&](size_t p) { return people[p].level == people[team[0]].level; });
      });
    }
    if (random.below(3) == 0) {
      program["rules"].push_back(test::Json::parse(R"({"apart": [["P0", "P1", "P2"]]})"));
      rules.emplace_back([](const std::vector<size_t>& team) {
        return std::count_if(team.begin(), team.end(), [](size_t p) { return p < 3; }) < 2;
      });
    }
    const bool expected = possible(people.size(), min, max, [&](const std::vector<size_t>& team) {
      return std::all_of(rules.begin(), rules.end(), [&](const auto& rule) { return rule(team); });
    });
    const Made made = run(roster_of(people), program);
    CAPTURE(program.dump());
    CAPTURE(roster_of(people));
    CHECK(made.sizes.empty() != expected);
    found += expected ? 1 : 0;
    none += expected ? 0 : 1;
  }
  CHECK(found > 50);
  CHECK(none > 50);
}

TEST_CASE("a move in teams whose number came from rules finds those teams") {
  test::Room room;
  room.roster(
      "Employee ID,Name,Site\nE1,Per 1,Linz\nE2,Per 2,Linz\nE3,Per 3,Linz\nE4,Per 4,Wien\n"
      "E5,Per 5,Wien\nE6,Per 6,Graz\nE7,Per 7,Graz\n");
  test::Json program = sized(2, 4);
  program["rules"] = test::Json::parse(R"([{"different": "Site"}])");
  room.value({{"op", "run"}, {"program", program}});
  const test::Json arranged = room.value({{"op", "detail"}, {"of", "arranged"}});
  CHECK(arranged["teams"].size() == 3);
  program["arranged"] = arranged["teams"];
  CHECK(room.value({{"op", "run"}, {"program", program}})["groupCount"] == 3);
}

TEST_CASE("few people have teams, or are told before the run why there are none") {
  for (int people = 1; people <= 10; ++people) {
    std::string roster = "id,Name\n";
    for (int i = 0; i < people; ++i)
      roster += "P" + std::to_string(i) + ",Per " + std::to_string(i) + "\n";
    test::Room room;
    room.roster(roster);
    const auto look = [&](test::Json program, bool expected) {
      CAPTURE(people);
      CAPTURE(program.dump());
      const test::Json ahead = room.value({{"op", "possible"}, {"program", program}});
      const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
      CHECK(outcome.contains("groupCount") == expected);
      CHECK(test::codes(outcome["issues"]) == test::codes(ahead["issues"]));
      CHECK(outcome["issues"].empty() == expected);
    };
    for (int64_t min = 2; min <= 8; ++min) {
      for (int64_t max = min; max <= 8; ++max)
        look(sized(min, max), (people + max - 1) / max <= people / min);
    }
    for (int count = 1; count <= 10; ++count) {
      test::Json program = sized(2, 2);
      program.erase("size");
      program["count"] = count;
      look(program, count <= people);
    }
  }
}

}  // namespace formats_team_sizes_test
