// Many rounds at once, through the door: what is planned keeps every rule when it is published
// round by round; its bound is above any plan of small companies; files, check and history know
// rounds.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "base/random.h"
#include "sanitized.h"
#include "support.h"

namespace series_series_test {

using namespace weft;
using namespace weft::test;

namespace {

std::string company(int people, int departments) {
  std::string text = "id,name,Department,Site\n";
  for (int i = 0; i < people; ++i) {
    text += "E" + std::to_string(i) + ",Person " + std::to_string(i) + ",D" +
            std::to_string(i % departments) + ",S" + std::to_string(i / departments % 2) + "\n";
  }
  return text;
}

Json lunch(int rounds, int size, Json rules = Json::array(), Json more = Json::object()) {
  Json program = {{"weft", 1},
                  {"format", "lunch"},
                  {"name", "Lunch"},
                  {"size", {{"min", size}, {"max", size}}},
                  {"rounds", {{"count", rounds}}},
                  {"rules", std::move(rules)}};
  program.update(more);
  return program;
}

using Pair = std::pair<std::string, std::string>;

// Pairs that meet, by round from 1.
std::map<int, std::vector<Pair>> meetings(const Json& outcome) {
  std::map<int, std::vector<Pair>> all;
  for (const Json& group : outcome["groups"]) {
    const Json& people = group["people"];
    for (size_t i = 0; i < people.size(); ++i) {
      for (size_t j = i + 1; j < people.size(); ++j) {
        all[group["round"].get<int>()].push_back(
            std::minmax(people[i]["id"].get<std::string>(), people[j]["id"].get<std::string>()));
      }
    }
  }
  return all;
}

int64_t repeats(const Json& outcome) {
  std::set<Pair> met;
  int64_t count = 0;
  for (const auto& [round, pairs] : meetings(outcome)) {
    for (const Pair& pair : pairs) count += met.insert(pair).second ? 0 : 1;
  }
  return count;
}

Json run(Room& room, const Json& program, const char* date = "2026-12-01") {
  return room.value({{"op", "run"}, {"program", program}, {"date", date}});
}

}  // namespace

TEST_CASE("pairs of ten people have nine rounds without a repeat, which one by one may miss") {
  Room room;
  room.roster(company(10, 5));
  const Json program = lunch(9, 2);
  const Json summary = run(room, program);
  REQUIRE(summary["rounds"].size() == 9);
  CHECK(summary["groupCount"] == 45);
  CHECK(summary["measures"]["repeats"] == 0);
  CHECK(summary["measures"]["series"]["clean"] == 9);
  const Json outcome = Json::parse(room.file("outcome.json"));
  CHECK(repeats(outcome) == 0);
  CHECK(summary["rounds"][8]["date"] == "2027-08-01");
  // And says so before.
  const Json forecast = room.value({{"op", "forecast"}, {"program", program}});
  CHECK(forecast["rounds"] == Json{{"atLeast", 9}, {"atMost", 9}});
}

TEST_CASE("shared hours are those of the day of each round, on both sides of summer time") {
  Room room;
  const Json columns = {{"Time zone", {{"role", "timeZone"}}}};
  room.value({{"op", "profile"}, {"columns", columns}},
             {"id,name,Time zone\n1,Ana,Europe/Vienna\n2,Bo,America/New_York\n"});
  // Nine to five in Vienna and New York have two hours in common; three in the three weeks of March
  // in which the clocks of one have gone forward already.
  const Json program = lunch(6, 2, {{{"overlap", 3}}}, {{"rounds", {{"count", 6}, {"weeks", 1}}}});
  const Json summary = run(room, program, "2026-03-04");
  std::vector<int> met;
  for (const auto& [round, pairs] : meetings(Json::parse(room.file("outcome.json"))))
    met.push_back(round);
  CHECK(met == std::vector<int>{2, 3, 4});
  CHECK(summary["rounds"][1]["date"] == "2026-03-11");
}

TEST_CASE("after everybody has met everybody repeats are as few as can be, and fair") {
  Room room;
  room.roster(company(8, 4));
  const Json summary = run(room, lunch(10, 2));
  // 7 rounds are new; 3 rounds of 4 pairs are not.
  CHECK(summary["measures"]["series"]["clean"] == 7);
  CHECK(summary["measures"]["repeats"] == 12);
  CHECK(summary["measures"]["series"]["mostOfOne"] == 3);
  CHECK(repeats(Json::parse(room.file("outcome.json"))) == 12);
}

TEST_CASE("a gap between repeats holds within the rounds that are planned, too") {
  Room room;
  room.roster(company(6, 3));
  const Json program = lunch(8, 2, {{{"met", {{"rounds", 4}}}}});
  const Json summary = run(room, program);
  CHECK(summary["leftOutCount"] == 0);
  std::map<Pair, int> last;
  for (const auto& [round, pairs] : meetings(Json::parse(room.file("outcome.json")))) {
    for (const Pair& pair : pairs) {
      if (last.count(pair) > 0) CHECK(round - last[pair] > 4);
      last[pair] = round;
    }
  }
}

TEST_CASE("golfers: thirty-two people in fours meet for nine rounds without a repeat" *
          doctest::skip(weft::test::kSanitized)) {
  Room room;
  room.roster(company(32, 8));
  const Json summary = run(room, lunch(9, 4));
  CHECK(summary["measures"]["repeats"] == 0);
  CHECK(summary["measures"]["sizes"] == Json{{"4", 72}});
  const Json forecast = room.value({{"op", "forecast"}, {"program", lunch(1, 4)}});
  CHECK(forecast["rounds"]["atMost"] == 10);
  CHECK(forecast["rounds"]["atLeast"].get<int>() >= 9);
  CHECK(forecast["why"]["code"] == "forecast.personInGroups");
  CHECK(forecast["why"]["args"]["each"] == 3);
}

TEST_CASE("larger groups than there are groups can't all be new to each other again") {
  Room room;
  room.roster(company(9, 3));
  const Json forecast =
      room.value({{"op", "forecast"},
                  {"program", lunch(1, 4, Json::array(), {{"size", {{"min", 4}, {"max", 5}}}})}});
  CHECK(forecast["rounds"] == Json{{"atLeast", 1}, {"atMost", 1}});
  CHECK(forecast["why"]["code"] == "forecast.fewGroups");
}

TEST_CASE("who is away in a round is in no group of it, by number, by day and by time") {
  Room room;
  room.roster(company(12, 3));
  const Json list = room.value(
      {{"op", "list"}, {"kind", "absences"}, {"file", "away.csv"}},
      {"Name,Round,From,Until\nPerson 0,2,,\nE1,,2027-01-15,2027-02-15\nE2,,2027-02-01,\n"
       "Nobody,1,,\nE3,zero,,\nE4,,,\nE5,,2027-03-01,2027-02-01\nE6,,soon,\nE7,5,,\n"});
  CHECK(list["rows"] == 9);
  const Json program = lunch(4, 2, Json::array(), {{"odd", "out"}});
  const Json summary = run(room, program);
  CHECK(summary["rounds"][0]["takingPart"] == 12);
  CHECK(summary["rounds"][1]["takingPart"] == 11);
  CHECK(summary["rounds"][2]["takingPart"] == 10);
  CHECK(summary["rounds"][3]["takingPart"] == 11);
  CHECK(codes(summary["issues"]) ==
        std::vector<std::string>{"absence.unknownPerson", "absence.round", "absence.nothing",
                                 "absence.order", "absence.date", "absence.noSuchRound"});
  const Json outcome = Json::parse(room.file("outcome.json"));
  for (const Json& group : outcome["groups"]) {
    for (const Json& person : group["people"]) {
      if (group["round"] == 2) CHECK(person["id"] != "E0");
      if (group["round"] == 3) CHECK((person["id"] != "E1" && person["id"] != "E2"));
    }
  }
  // Nobody sits out twice in a row.
  std::map<std::string, int> out;
  for (const Json& one : outcome["leftOut"]) {
    const auto id = one["id"].get<std::string>();
    CHECK(out.count(id) == 0);
    out[id] = one["round"];
  }
}

TEST_CASE("files, windows, the check and the history know the rounds") {
  Room room;
  room.roster(company(12, 4));
  const Json rules = {{{"different", "@department"}}};
  const Json program = lunch(3, 3, rules, {{"criteria", {{{"mix", "@site"}, {"weight", 10}}}}});
  const Json summary = run(room, program);
  CHECK(summary["groupCount"] == 12);
  const std::string outcome_file = room.file("outcome.json");
  const Json outcome = Json::parse(outcome_file);
  int64_t value = 0;
  for (const Json& round : outcome["rounds"]) {
    value += round["value"].get<int64_t>();
    CHECK(round["value"].get<int64_t>() <= round["bound"].get<int64_t>());
  }
  CHECK(outcome["certificate"]["value"] == value);

  const std::string csv = room.file("groups.csv");
  CHECK(csv.substr(0, csv.find('\n')).find("group,role,id,name,email,round,date") == 0);
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 1 + 36);
  const Json second = room.value({{"op", "groups"}, {"round", 2}});
  CHECK(second["total"] == 4);
  CHECK(second["groups"][0]["number"] == 5);
  CHECK(second["groups"][0]["round"] == 2);
  CHECK(second["groups"][0]["when"]["date"] == "2027-01-01");

  const Json met = room.value({{"op", "meetings"}, {"find", "Person 3"}});
  CHECK(met["total"] == 12);
  REQUIRE(met["found"] == 1);
  REQUIRE(met["people"][0]["rounds"].size() == 3);
  std::set<std::string> partners;
  for (const Json& round : met["people"][0]["rounds"]) {
    for (const Json& with : round["with"]) {
      CHECK(with["again"] == false);
      partners.insert(with["id"].get<std::string>());
    }
  }
  CHECK(partners.size() == 6);

  const Json workspace = Json::parse(room.file("workspace.weft.json"));
  REQUIRE(workspace["rounds"].size() == 3);
  CHECK(workspace["rounds"][1]["date"] == "2027-01-01");

  const auto broken = [&](const Json& changed) {
    return codes(room.value({{"op", "check"}, {"program", program}}, {changed.dump()})["broken"]);
  };
  CHECK(broken(outcome).empty());
  // Two who change their groups may stand alike; one who is nowhere does not.
  Json lost = outcome;
  lost["groups"][4]["people"].erase(0);
  CHECK(!broken(lost).empty());
  Json moved = outcome;
  std::swap(moved["groups"][0]["round"], moved["groups"][4]["round"]);
  CHECK(!broken(moved).empty());
  Json better = outcome;
  better["certificate"]["value"] = value + 1;
  CHECK(broken(better) == std::vector<std::string>{"check.value"});
  Json late = outcome;
  late["groups"][0]["when"]["date"] = "2026-12-02";
  CHECK(broken(late) == std::vector<std::string>{"check.roundDate"});
  Json unknown = outcome;
  unknown["groups"][0]["round"] = 9;
  CHECK(codes(room.value({{"op", "check"}, {"program", program}}, {unknown.dump()})["issues"]) ==
        std::vector<std::string>{"outcome.notOne"});
  const Json fewer = lunch(2, 3, rules);
  CHECK(codes(room.value({{"op", "check"}, {"program", fewer}}, {outcome_file})["issues"]) ==
        std::vector<std::string>{"outcome.otherRounds"});

  // What was planned is past for the next plan.
  room.value({{"op", "workspace"}}, {room.file("workspace.weft.json")});
  const Json next = run(room, lunch(1, 3, {{{"met", "ever"}}}), "2027-03-01");
  CHECK(next["measures"]["repeats"] == 0);
}

TEST_CASE(
    "random companies, rules, absences and segments: every series passes its check, and nobody is "
    "lost") {
  Random random(20261128);
  for (int time = 0; time < random_rounds(20); ++time) {
    CAPTURE(time);
    Room room;
    const int people = 4 + static_cast<int>(random.below(14));
    room.roster(company(people, 2 + static_cast<int>(random.below(5))));
    std::string away = "Name,Round\n";
    for (int i = 0; i < 3; ++i) {
      away += "E" + std::to_string(random.below(static_cast<uint64_t>(people))) + "," +
              std::to_string(1 + random.below(4)) + "\n";
    }
    if (random.below(2) == 0) room.value({{"op", "list"}, {"kind", "absences"}}, {away});
    Json rules = Json::array();
    const Json known =
        Json::parse(R"([{"different": "@department"}, {"met": "ever"}, {"met": {"rounds": 2}},
                                       {"apart": [["E0", "E1"], ["E2", "E3"]]}, {"same": "@site"}])");
    for (const Json& rule : known) {
      if (random.below(4) == 0) rules.push_back(rule);
    }
    Json more = {
        {"criteria",
         Json::parse(R"([{"mix": "@site", "weight": 10}, {"novelty": true, "weight": 5}])")},
        {"odd", random.below(2) == 0 ? "trio" : "out"},
        {"seed", random.below(1000)}};
    if (random.below(4) == 0)
      more["segments"] = Json::parse(
          R"([{"who": [{"column": "Department", "is": ["D0"]}], "size": {"min": 2, "max": 3}}])");
    const int rounds = 2 + static_cast<int>(random.below(4));
    const Json program = lunch(rounds, 2 + static_cast<int>(random.below(3)), rules, more);
    CAPTURE(program.dump());
    const Json summary = run(room, program);
    REQUIRE(summary.contains("rounds"));
    const std::string file = room.file("outcome.json");
    CHECK(room.value({{"op", "check"}, {"program", program}}, {file})["broken"].empty());
    CHECK(summary["certificate"]["value"].get<int64_t>() <=
          summary["certificate"]["bound"].get<int64_t>());
    const Json outcome = Json::parse(file);
    CHECK(run(room, program)["certificate"] == summary["certificate"]);
    CHECK(room.file("outcome.json") == file);
    std::map<int, int64_t> placed;
    for (const Json& group : outcome["groups"])
      placed[group["round"].get<int>()] += static_cast<int64_t>(group["people"].size());
    for (const Json& one : outcome["leftOut"]) ++placed[one["round"].get<int>()];
    for (int r = 1; r <= rounds; ++r)
      CHECK(placed[r] == summary["rounds"][static_cast<size_t>(r - 1)]["takingPart"]);
  }
}

TEST_CASE("the bound of a series is above every plan of a small company") {
  // Six people in pairs for three rounds without a repeat: fifteen ways for a round.
  Random random(7);
  for (int time = 0; time < 6; ++time) {
    std::string text = "id,Department,Site\n";
    for (int i = 0; i < 6; ++i) {
      text += std::to_string(i) + ",D" + std::to_string(random.below(3)) + ",S" +
              std::to_string(random.below(2)) + "\n";
    }
    Room room;
    room.roster(text);
    const Json criteria =
        Json::parse(R"([{"mix": "@department", "weight": 7}, {"match": "@site", "weight": 4}])");
    const Json summary = run(room, lunch(3, 2, {{{"met", "ever"}}}, {{"criteria", criteria}}));
    const Json outcome = Json::parse(room.file("outcome.json"));
    // What a pair is worth, from rounds of one pair alone.
    std::map<Pair, int64_t> worth;
    const auto cell = [&](int person, int column) {
      size_t at = text.find('\n' + std::to_string(person) + ',') + 1;
      const size_t end = text.find('\n', at);
      std::string row = text.substr(at, end - at);
      for (int c = 0; c < column; ++c) row = row.substr(row.find(',') + 1);
      return row.substr(0, row.find(','));
    };
    for (int a = 0; a < 6; ++a) {
      for (int b = a + 1; b < 6; ++b) {
        worth[{std::to_string(a), std::to_string(b)}] =
            (cell(a, 1) != cell(b, 1) ? 7000 : 0) + (cell(a, 2) == cell(b, 2) ? 4000 : 0);
      }
    }
    std::vector<std::vector<Pair>> ways;
    std::vector<int> order = {1, 2, 3, 4, 5};
    std::set<std::set<Pair>> seen;
    do {
      const auto name = [](int person) { return std::to_string(person); };
      const std::set<Pair> way = {std::minmax(name(0), name(order[0])),
                                  std::minmax(name(order[1]), name(order[2])),
                                  std::minmax(name(order[3]), name(order[4]))};
      if (seen.insert(way).second) ways.emplace_back(way.begin(), way.end());
    } while (std::next_permutation(order.begin(), order.end()));
    REQUIRE(ways.size() == 15);
    int64_t best = 0;
    for (size_t x = 0; x < ways.size(); ++x) {
      for (size_t y = 0; y < ways.size(); ++y) {
        for (size_t z = 0; z < ways.size(); ++z) {
          std::set<Pair> met;
          int64_t sum = 0;
          for (const size_t way : {x, y, z}) {
            for (const Pair& pair : ways[way]) {
              met.insert(pair);
              sum += worth[pair];
            }
          }
          if (met.size() == 9) best = std::max(best, sum);
        }
      }
    }
    CHECK(summary["certificate"]["value"].get<int64_t>() <= best);
    CHECK(best <= summary["certificate"]["bound"].get<int64_t>());
    CHECK(summary["leftOutCount"] == 0);
    CHECK(repeats(outcome) == 0);
  }
}

TEST_CASE("what goes on from an earlier round keeps people away from later ones") {
  Room room;
  room.roster(company(9, 3));
  const Json program = lunch(5, 2, Json::array(),
                             {{"odd", "out"}, {"load", {{"max", 1}}}, {"runs", {{"months", 2}}}});
  const Json summary = run(room, program);
  std::vector<int> taking;
  for (const Json& round : summary["rounds"]) taking.push_back(round["takingPart"]);
  CHECK(taking == std::vector<int>{9, 1, 9, 1, 9});
  CHECK(summary["measures"]["repeats"] == 0);
  CHECK(room.value({{"op", "check"}, {"program", program}}, {room.file("outcome.json")})["broken"]
            .empty());
}

TEST_CASE("bounds hold whosever turn it is to sit out") {
  Room room;
  room.roster("id,Department\nA,x\nE,x\nB,y\nC,z\nD,w\n");
  for (int seed = 1; seed <= 20; ++seed) {
    const Json rules = Json::parse(R"([{"apart": [["E", "B"], ["E", "C"], ["E", "D"]]}])");
    const Json wishes = Json::parse(R"([{"mix": "@department", "weight": 10}])");
    const Json program = lunch(3, 2, rules, {{"odd", "out"}, {"seed", seed}, {"criteria", wishes}});
    const Json summary = run(room, program);
    CHECK(summary["certificate"]["value"].get<int64_t>() <=
          summary["certificate"]["bound"].get<int64_t>());
  }
  // Who is away when decides what the best is: B with C, then A with E, is worth 20,000.
  room.roster("id,Department,Site\nA,x,s\nB,y,r\nC,x,t\nE,x,s\n");
  room.value({{"op", "list"}, {"kind", "absences"}}, {"Id,Round\nE,1\nB,2\n"});
  const Json criteria =
      Json::parse(R"([{"mix": "@department", "weight": 10}, {"match": "@site", "weight": 10}])");
  for (int seed = 1; seed <= 10; ++seed) {
    const Json summary = run(
        room, lunch(2, 2, Json::array(), {{"odd", "out"}, {"seed", seed}, {"criteria", criteria}}));
    CHECK(summary["certificate"]["bound"].get<int64_t>() >= 20'000);
  }
}

TEST_CASE("rounds that need not repeat an earlier lunch do not") {
  Room room;
  room.roster(company(8, 8));
  for (int month = 1; month <= 3; ++month) {
    run(room, lunch(1, 2, {{{"met", "ever"}}}), ("2026-0" + std::to_string(month) + "-01").c_str());
    room.value({{"op", "workspace"}}, {room.file("workspace.weft.json")});
  }
  CHECK(run(room, lunch(4, 2))["measures"]["repeats"] == 0);
}

TEST_CASE("what loosening a rule gives back is counted over all rounds") {
  Room room;
  room.roster(company(8, 4));
  const Json program = lunch(9, 2, {{{"met", {{"rounds", 12}}}}});
  const Json summary = run(room, program);
  // Seven rounds are new; in two more nobody may meet anybody.
  CHECK(summary["leftOutCount"] == 16);
  const Json help = room.value({{"op", "loosen"}, {"program", program}, {"date", "2026-12-01"}});
  CHECK(help["leftOut"].get<int>() >= 16);
  REQUIRE(!help["options"].empty());
  CHECK(help["options"][0]["people"].get<int>() >= 16);
}

TEST_CASE("what can't be planned as rounds is said at its place") {
  Room room;
  room.roster(company(6, 2));
  const auto issues = [&](Json program) {
    return codes(room.value({{"op", "possible"}, {"program", std::move(program)}})["issues"]);
  };
  CHECK(issues({{"weft", 1}, {"format", "teams"}, {"name", "T"}, {"rounds", {{"count", 3}}}}) ==
        std::vector<std::string>{"program.oneRound"});
  CHECK(!issues(lunch(1, 2, Json::array(), {{"rounds", {{"count", 0}}}})).empty());
  CHECK(!issues(lunch(1, 2, Json::array(), {{"rounds", {{"months", 1}}}})).empty());
  CHECK(issues(lunch(1, 2, Json::array(),
                     {{"rounds", {{"count", 2}, {"months", 1}, {"weeks", 2}}}})) ==
        std::vector<std::string>{"program.weeksOrMonths"});
  CHECK(run(room, lunch(2, 2, Json::array(),
                        {{"rounds", {{"count", 2}, {"weeks", 2}}}}))["rounds"][1]["date"] ==
        "2026-12-15");
}

}  // namespace series_series_test
