#include "support.h"

namespace api_ahead_test {

using namespace weft;
using namespace weft::test;

namespace {

Json lunch(Json rules, Json more = Json::object()) {
  Json program = {{"weft", 1}, {"format", "lunch"}, {"name", "Lunch"}, {"rules", std::move(rules)}};
  program.update(more);
  return program;
}

// `people` of department A, the rest of B; sites alternate.
std::string company(int people, int in_a) {
  std::string text = "id,name,Department,Site\n";
  for (int i = 0; i < people; ++i) {
    text += std::to_string(i) + ",P" + std::to_string(i) + (i < in_a ? ",A" : ",B") +
            (i % 2 == 0 ? ",Wien\n" : ",Graz\n");
  }
  return text;
}

}  // namespace

TEST_CASE("a department with more than half of the people is named before anything is solved") {
  Room room;
  room.roster(company(10, 7));
  const Json program = lunch({{{"different", "@department"}}});
  const Json clashes = room.value({{"op", "possible"}, {"program", program}})["clashes"];
  REQUIRE(clashes.size() == 1);
  CHECK(clashes[0]["code"] == "clash.tooLarge");
  CHECK(clashes[0]["args"] ==
        Json{{"column", "Department"}, {"value", "A"}, {"people", 7}, {"others", 3}, {"over", 4}});
  // And so many are left out indeed.
  CHECK(room.value({{"op", "run"}, {"program", program}})["leftOutCount"] == 4);
  room.roster(company(10, 5));
  CHECK(room.value({{"op", "possible"}, {"program", program}})["clashes"].empty());
}

TEST_CASE("parts with an odd number of people are counted where somebody stays over") {
  Room room;
  room.roster("id,Site\n1,Wien\n2,Wien\n3,Wien\n4,Graz\n5,Linz\n6,Linz\n");
  const auto clashes = [&](const char* odd) {
    return room.value(
        {{"op", "possible"}, {"program", lunch({{{"same", "@site"}}}, {{"odd", odd}})}})["clashes"];
  };
  CHECK(clashes("trio")[0]["args"] == Json{{"column", "Site"}, {"count", 2}, {"over", 1}});
  CHECK(clashes("out")[0]["args"] == Json{{"column", "Site"}, {"count", 2}, {"over", 2}});
}

TEST_CASE(
    "people whom all rules together leave the same few partners are named, or what they share") {
  Room room;
  // Nobody of level 1 meets level 1 or level 3; only the two of level 2 are near enough.
  std::string text = "id,name,Department,Level\n";
  for (int i = 0; i < 5; ++i) text += std::to_string(i) + ",Low " + std::to_string(i) + ",A,1\n";
  text += "5,Mid 5,B,2\n6,Mid 6,C,2\n";
  for (int i = 7; i < 14; ++i)
    text += std::to_string(i) + ",High " + std::to_string(i) + (i % 2 == 0 ? ",B,3\n" : ",C,3\n");
  room.roster(text);
  const Json rules =
      Json::parse(R"([{"different": "Department"}, {"distance": "Level", "min": 1, "max": 1}])");
  const auto clashes = [&](const Json& of) {
    return room.value({{"op", "possible"}, {"program", lunch(of)}})["clashes"];
  };
  const Json found = clashes(rules);
  REQUIRE(found.size() == 1);
  CHECK(found[0]["code"] == "clash.fewPartners");
  CHECK(found[0]["args"] == Json{{"people", 12},
                                 {"who", "Low 0, Low 1, Low 2, …"},
                                 {"partners", 2},
                                 {"whom", "Mid 5, Mid 6"},
                                 {"over", 10}});
  CHECK(room.value({{"op", "run"}, {"program", lunch(rules)}})["leftOutCount"] == 10);
  // Without the high ones only the low are short of partners, and they have a value in common.
  text.resize(text.find("7,High"));
  room.roster(text + "7,High 7,B,3\n8,High 8,C,2\n9,High 9,B,4\n");
  const Json few = clashes(Json::parse(R"([{"distance": "Level", "min": 1, "max": 1}])"));
  REQUIRE(few.size() == 1);
  CHECK(few[0]["args"]["who"] == "Level: 1");
  CHECK(few[0]["args"]["over"] == 2);
}

TEST_CASE("a shortage tells nothing of who is to be kept apart") {
  Room room;
  room.roster(company(6, 3));
  // By the list 0, 1 and 2 have nobody but 3.
  room.value({{"op", "apart"}, {"file", "apart.csv"}},
             {"a,b\n0,1\n0,2\n1,2\n0,4\n0,5\n1,4\n1,5\n2,4\n2,5\n"});
  const Json program = lunch({{{"apart", "file"}}});
  const Json possible = room.value({{"op", "possible"}, {"program", program}});
  CHECK(possible["issues"].empty());
  CHECK(possible["pairs"]["possible"] == 15);
  CHECK(possible["clashes"] == Json::array());
  CHECK(room.value({{"op", "run"}, {"program", program}})["leftOutCount"] == 2);
}

TEST_CASE("an odd part that no column shows is named where nobody makes a trio") {
  Room room;
  room.roster("id,name,Level\n1,A,1\n2,B,1\n3,C,2\n4,D,8\n5,E,8\n6,F,9\n7,G,9\n");
  const auto clashes = [&](const char* odd) {
    return room.value(
        {{"op", "possible"},
         {"program", lunch({{{"distance", "Level"}, {"max", 1}}}, {{"odd", odd}})}})["clashes"];
  };
  CHECK(clashes("trio").empty());
  // Of seven one is over anyway.
  CHECK(clashes("out").empty());
  room.roster("id,name,Level\n1,A,1\n2,B,1\n3,C,2\n4,D,8\n5,E,8\n6,F,9\n");
  CHECK(clashes("trio").empty());
  REQUIRE(clashes("out").size() == 2);
  CHECK(clashes("out")[0] == Json{{"code", "clash.oddIsland"},
                                  {"args", {{"people", 3}, {"who", "A, B, C"}, {"over", 1}}}});
}

TEST_CASE("odd parts around somebody whom only one of them gets are named") {
  Room room;
  // Three parts of three, each too far from the others; only Hub is near all of them.
  std::string text = "id,name,Level,Tenure\n0,Hub,2,2\n";
  const char* places[] = {"1,1", "1,3", "3,1"};
  for (int i = 0; i < 9; ++i) {
    text += std::to_string(i + 1) + ",P" + std::to_string(i + 1) + ",";
    text.append(places[i / 3]).append("\n");
  }
  room.roster(text);
  const Json program =
      lunch(Json::parse(R"([{"distance": "Level", "max": 1}, {"distance": "Tenure", "max": 1}])"),
            {{"odd", "out"}});
  const Json found = room.value({{"op", "possible"}, {"program", program}})["clashes"];
  REQUIRE(found.size() == 1);
  CHECK(found[0] == Json{{"code", "clash.oddAround"},
                         {"args",
                          {{"people", 9},
                           {"who", "P1, P2, P3, …"},
                           {"partners", 1},
                           {"whom", "Hub"},
                           {"over", 2}}}});
  CHECK(room.value({{"op", "run"}, {"program", program}})["leftOutCount"] == 2);
}

TEST_CASE("loosening names the rule that gives people back, and how many") {
  Room room;
  room.roster(company(10, 8));
  const Json program =
      lunch(Json::parse(R"([{"different": "@department"}, {"apart": [["1", "2"]]}])"));
  const Json options = room.value({{"op", "loosen"}, {"program", program}});
  CHECK(options["leftOut"] == 6);
  REQUIRE(options["options"].size() == 1);
  CHECK(options["options"][0] ==
        Json{{"rule", 0}, {"code", "loosen.drop"}, {"args", Json::object()}, {"people", 6}});
  CHECK(room.value({{"op", "loosen"}, {"program", lunch(Json::array())}})["options"].empty());
}

TEST_CASE("a repeat gap is shortened no more than it must be") {
  Room room;
  room.roster(company(4, 2));
  // With four people there are three rounds without a repeat; the fourth has nobody left to meet.
  std::string workspace;
  const Json program = lunch({{{"met", {{"rounds", 6}}}}});
  for (int round = 0; round < 3; ++round) {
    CHECK(room.value({{"op", "run"}, {"program", program}})["leftOutCount"] == 0);
    workspace = room.file("workspace.weft.json");
    room.value({{"op", "workspace"}, {"file", "w"}}, {workspace});
  }
  const Json options = room.value({{"op", "loosen"}, {"program", program}})["options"];
  REQUIRE(options.size() == 2);
  CHECK(options[1]["code"] == "loosen.rounds");
  CHECK(options[1]["args"]["rounds"] == 2);
  CHECK(options[1]["people"] == 4);
}

TEST_CASE("the forecast counts the rounds that are left, and says why they end") {
  Room room;
  room.roster(company(8, 4));
  const Json program = lunch({{{"different", "@department"}}, {{"met", {{"rounds", 6}}}}});
  const Json first = room.value({{"op", "forecast"}, {"program", program}});
  CHECK(first["rounds"] == Json{{"atLeast", 4}, {"atMost", 4}});
  CHECK(first["why"]["code"] == "forecast.person");
  CHECK(first["why"]["args"]["partners"] == 4);
  CHECK(first["why"]["args"]["count"] == 8);
  room.value({{"op", "run"}, {"program", program}});
  const std::string workspace = room.file("workspace.weft.json");
  room.value({{"op", "workspace"}, {"file", "w"}}, {workspace});
  CHECK(room.value({{"op", "forecast"}, {"program", program}})["rounds"]["atMost"] == 3);
  room.roster(company(200, 100));
  CHECK(room.value({{"op", "forecast"}, {"program", program}})["rounds"].is_null());
}

TEST_CASE("a forecast of groups counts the tables that rules ask for") {
  // Five of one team, of twenty: five tables of four, each with three others at a time, in place of
  // four tables of five.
  Room room;
  std::string text = "id,name,Team\n";
  for (int i = 0; i < 20; ++i)
    text += std::to_string(i) + ",P" + std::to_string(i) +
            (i < 5 ? ",Red\n" : ",Own " + std::to_string(i) + "\n");
  room.roster(text);
  Json program = lunch({{{"different", "Team"}}});
  program["size"] = {{"min", 5}, {"max", 5}};
  CHECK(room.value({{"op", "run"}, {"program", program}})["groupCount"] == 5);
  const Json rounds = room.value({{"op", "forecast"}, {"program", program}})["rounds"];
  CHECK(rounds["atMost"] == 5);
}

}  // namespace api_ahead_test
