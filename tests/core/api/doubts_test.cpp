#include <algorithm>

#include "support.h"

namespace api_doubts_test {

using namespace weft::test;

namespace {

Json program(Json more = Json::object()) {
  Json program = {{"weft", 1},
                  {"format", "lunch"},
                  {"name", "Lunch"},
                  {"size", {{"min", 2}, {"max", 2}}},
                  {"seed", 1}};
  program.update(more);
  return program;
}

Json issue_of(const Json& answer, const std::string& code) {
  for (const Json& issue : answer["issues"]) {
    if (issue["code"] == code) return issue;
  }
  return nullptr;
}

// Who sits with whom, by id.
std::vector<std::vector<std::string>> groups(Room& room) {
  std::vector<std::vector<std::string>> all;
  const Json answer = room.value({{"op", "groups"}});
  for (const Json& group : answer["groups"]) {
    std::vector<std::string>& ids = all.emplace_back();
    for (const Json& person : group["people"]) ids.push_back(person["id"]);
    std::sort(ids.begin(), ids.end());
  }
  return all;
}

}  // namespace

TEST_CASE("open questions are said before the run and with the outcome, and what they mean") {
  Room room;
  const Json profile = room.roster(
      "Employee ID,Name,Opt-in,Status\n1,Ana,yes,Active\n2,Bo,yes,Martian\n3,Cy,Hm,Active\n"
      "4,Di,yes,Active\n");
  CHECK(profile["people"] == 4);
  for (const char* op : {"possible", "run", "loosen"}) {
    const Json answer = room.value({{"op", op}, {"program", program()}, {"date", "2026-12-01"}});
    CAPTURE(answer.dump());
    CHECK(issue_of(answer, "open.optIn")["column"] == "Opt-in");
    CHECK(issue_of(answer, "open.optIn")["args"]["values"] == "Hm (1)");
    CHECK(issue_of(answer, "open.state")["args"]["people"] == 1);
  }
  Json answers = {{"columns",
                   {{"Opt-in", {{"answers", {{"Hm", "in"}}}}},
                    {"Status", {{"answers", {{"Martian", "out"}}}}}}}};
  CHECK(room.roster("Employee ID,Name,Opt-in,Status\n1,Ana,yes,Active\n2,Bo,yes,Martian\n"
                    "3,Cy,Hm,Active\n4,Di,yes,Active\n",
                    answers)["people"] == 3);
  const Json possible = room.value({{"op", "possible"}, {"program", program()}});
  CHECK(possible["takingPart"] == 3);
  CHECK(possible["issues"].empty());
}

TEST_CASE("who may be one person does not meet herself, in any format that says who meets") {
  const std::string roster =
      "Employee ID,Name,Department,Email\n1001,Ana Ruiz,Sales,ana@example.com\n"
      "2001,Ana Maria Ruiz,Finance,ana@example.com\n";
  Room room;
  room.roster(roster);
  const Json alone = room.value({{"op", "run"}, {"program", program()}});
  CHECK(alone["peopleMatched"] == 0);
  CHECK_FALSE(issue_of(alone, "open.address").is_null());
  room.roster(roster, {{"same", {{"1001 2001", "two"}}}});
  CHECK(room.value({{"op", "run"}, {"program", program()}})["peopleMatched"] == 2);
  // With others they sit apart.
  room.roster(roster + "3,Bo,IT,bo@example.com\n4,Cy,IT,cy@example.com\n");
  for (const int seed : {1, 2, 3, 4, 5}) {
    const Json outcome = room.value({{"op", "run"}, {"program", program({{"seed", seed}})}});
    CHECK(outcome["peopleMatched"] == 4);
    CHECK(outcome["check"]["passed"] == true);
    for (const auto& group : groups(room)) CHECK(group != std::vector<std::string>{"1001", "2001"});
  }
}

TEST_CASE("rules about reporting lines say so where lines are hardly known, in every format") {
  std::string text = "Employee ID,Name,Department,Manager\n1,Ana,A,\n";
  for (int i = 2; i <= 20; ++i) {
    const std::string id = std::to_string(i);
    text += id + ",P" + id + (i % 2 == 0 ? ",A," : ",B,") + (i <= 12 ? "1" : "") + "\n";
  }
  Room room;
  room.roster(text);
  for (const Json& rule : {Json{{"apart", {{"line", 1}}}}, Json{{"apart", "sameManager"}}}) {
    for (const char* op : {"possible", "run"}) {
      const Json answer = room.value(
          {{"op", op},
           {"program", program({{"rules", {Json{{"different", "@department"}}, rule}}})}});
      const Json issue = issue_of(answer, "program.fewLines");
      CAPTURE(answer["issues"].dump());
      REQUIRE_FALSE(issue.is_null());
      CHECK(issue["where"] == "/rules/1");
      CHECK(issue["args"]["known"] == 12);
      CHECK(issue["args"]["people"] == 20);
    }
    const Json doubts = Json::parse(room.file("outcome.json"))["doubts"];
    REQUIRE(doubts.size() == 1);
    CHECK(doubts[0]["code"] == "program.fewLines");
  }
  Json mentoring = {{"weft", 1}, {"format", "mentoring"}, {"name", "M"}, {"seed", 1}};
  CHECK(issue_of(room.value({{"op", "possible"}, {"program", mentoring}}),
                 "program.fewLines")["where"] == "/line");
  mentoring["line"] = false;
  CHECK(issue_of(room.value({{"op", "possible"}, {"program", mentoring}}), "program.fewLines")
            .is_null());
  CHECK(issue_of(room.value({{"op", "possible"}, {"program", program()}}), "program.fewLines")
            .is_null());
  // Nine of ten are enough, and whoever leads them is one of the nine.
  room.roster(
      "Employee ID,Name,Manager\n1,A,\n2,B,1\n3,C,1\n4,D,1\n5,E,1\n6,F,1\n7,G,1\n8,H,1\n"
      "9,I,1\n10,J,\n");
  CHECK(issue_of(room.value({{"op", "possible"},
                             {"program", program({{"rules", {Json{{"apart", "sameManager"}}}}})}}),
                 "program.fewLines")
            .is_null());
}

TEST_CASE("answers about people are in the workspace, and come back from it") {
  Room room;
  room.roster(
      "a,b\nAna,yes\nBo,Hm\n",
      {{"headerRow", 0},
       {"columns",
        {{"Column 1", "name"}, {"Column 2", {{"role", "optIn"}, {"answers", {{"Hm", "out"}}}}}}},
       {"persons", {{"Bo", "yes"}}}});
  const std::string saved = room.file("workspace.weft.json");
  Room next;
  const Json workspace = next.value({{"op", "workspace"}}, {saved});
  CHECK(workspace["headerRow"] == 0);
  CHECK(workspace["persons"] == Json{{"Bo", "yes"}});
  CHECK(workspace["columns"]["Column 2"]["answers"] == Json{{"Hm", "out"}});
  CHECK(next.value({{"op", "workspace"}})["headerRow"].is_null());
}

TEST_CASE("a profile never refuses a table that can be read, and shows where its header may be") {
  Room room;
  const Json profile = room.roster("Colour,Size\nred,3\nblue,4\n");
  CHECK(profile["columns"].size() == 2);
  CHECK(profile["people"] == 0);
  CHECK(issue_of(profile, "roster.nobodyNamed")["severity"] == "error");
  CHECK(room.value({{"op", "possible"}, {"program", program()}})["takingPart"] == 0);
  CHECK(profile["top"][0] == Json{{"row", 1}, {"cells", {"Colour", "Size"}}});
  CHECK(issue_of(room.value({{"op", "run"}, {"program", program()}}),
                 "run.tooFewPeople")["severity"] == "error");
  CHECK(room.roster("Colour,Size\nred,3\nblue,4\n",
                    {{"columns", {{"Colour", "name"}}}})["people"] == 2);
  CHECK(issue_of(room.roster("id,name\n"), "roster.headerOnly")["severity"] == "error");
  std::string bytes;
  for (int i = 0; i < 20; ++i) bytes.append("\x00\x01\x02\x00\x07\x00", 6);
  CHECK(room.error({{"op", "profile"}}, {bytes}) == "file.binary");
}

namespace {

// Ana is there under two ids, as it seems.
const std::string kPerhapsOne =
    "Employee ID,Name,Department,Email\n1001,Ana Ruiz,Sales,ana@example.com\n"
    "2001,Ana Maria Ruiz,Finance,ana@example.com\n3,Bo,IT,bo@example.com\n"
    "4,Cy,IT,cy@example.com\n5,Di,HR,di@example.com\n6,Ed,HR,ed@example.com\n";

}  // namespace

TEST_CASE("an open question about people takes the confidential list out of no program") {
  Room room;
  room.roster(kPerhapsOne);
  room.value({{"op", "apart"}, {"file", "apart.csv"}}, {"3,4\n"});
  CHECK(room.value({{"op", "run"}, {"program", program()}})["leftOutCount"] == 0);
  const Json saved = Json::parse(room.file("workspace.weft.json"))["programs"][0];
  CHECK(saved["rules"] == Json::parse(R"([{"apart": "file"}])"));
}

TEST_CASE("who may be one person is a question, and no secret") {
  Room room;
  room.roster(kPerhapsOne);
  const Json forecast = room.value({{"op", "forecast"}, {"program", program()}});
  CHECK(forecast["rounds"]["atLeast"].get<int>() > 0);
  const Json possible = room.value({{"op", "possible"}, {"program", program()}});
  CHECK(possible["rules"] == Json::parse(R"([{"rule": 0, "pairs": 1}])"));
  CHECK(possible["pairs"]["possible"] == 14);
  // Nothing of the program that could be loosened.
  const Json two = program({{"rules", Json::parse(R"([{"different": "Email"}])")}});
  const Json loosened = room.value({{"op", "loosen"}, {"program", two}});
  for (const Json& option : loosened["options"]) CHECK(option["rule"] == 0);
  const Json together = program({{"rules", Json::parse(R"([{"together": [["1001", "2001"]]}])")}});
  const Json issue = issue_of(room.value({{"op", "possible"}, {"program", together}}),
                              "program.togetherBut.mayBeOne");
  CHECK(issue["args"] ==
        Json{{"together", 1}, {"person", "Ana Ruiz"}, {"other", "Ana Maria Ruiz"}});
  Json teams = {{"weft", 1}, {"format", "teams"}, {"name", "T"}, {"count", 2}, {"seed", 1}};
  teams["pinned"] = Json::parse(R"([{"people": ["1001", "2001"], "team": 1}])");
  const Json clash =
      issue_of(room.value({{"op", "possible"}, {"program", teams}}), "teams.clash.pinnedApart");
  REQUIRE_FALSE(clash.is_null());
  CHECK(clash["args"]["person"] == "Ana Ruiz");
}

TEST_CASE("that nobody meets herself is a reason for the groups of those it is about alone") {
  Room room;
  room.roster(kPerhapsOne);
  room.value({{"op", "run"}, {"program", program()}});
  const Json groups = room.value({{"op", "groups"}, {"from", 0}, {"count", 10}})["groups"];
  CHECK(groups.size() == 3);
  for (const Json& group : groups) {
    const bool of_one =
        std::any_of(group["people"].begin(), group["people"].end(),
                    [](const Json& one) { return one["id"].get<std::string>().size() == 4; });
    const auto said = std::count_if(group["reasons"].begin(), group["reasons"].end(),
                                    [](const Json& one) { return one["code"] == "rule.apart"; });
    CAPTURE(group.dump());
    CHECK(said == (of_one ? 1 : 0));
  }
}

TEST_CASE("an outcome that brings two together who may be one person is told as that") {
  Room room;
  room.roster(kPerhapsOne);
  room.value({{"op", "run"}, {"program", program()}});
  Json outcome = Json::parse(room.file("outcome.json"));
  // 1001 and 2001 change into one group.
  Json* there = nullptr;
  Json* other = nullptr;
  for (Json& group : outcome["groups"]) {
    for (Json& person : group["people"]) {
      if (person["id"] == "2001") other = &person;
      if (person["id"] != "1001") continue;
      there = &group["people"][0] == &person ? &group["people"][1] : &group["people"][0];
    }
  }
  REQUIRE(there != nullptr);
  REQUIRE(other != nullptr);
  std::swap(*there, *other);
  const Json result = room.value({{"op", "check"}, {"program", program()}}, {outcome.dump()});
  const Json broken = result["broken"];
  CHECK(std::any_of(broken.begin(), broken.end(),
                    [](const Json& one) { return one["code"] == "check.mayBeOne"; }));
}

TEST_CASE("who may be one person is no two guests of one date") {
  Room room;
  room.roster(kPerhapsOne);
  room.value({{"op", "list"}, {"kind", "dates"}, {"file", "dates.csv"}},
             {"Host,Date,Places\n3,2026-12-01,2\n4,2026-12-02,2\n"});
  room.value({{"op", "list"}, {"kind", "guests"}, {"file", "guests.csv"}},
             {"Guest,1st wish\n1001,3\n2001,3\n"});
  const Json visits = {{"weft", 1}, {"format", "shadowing"}, {"name", "Visits"}};
  const Json made = room.value({{"op", "run"}, {"program", visits}, {"date", "2026-11-24"}});
  REQUIRE(made["groupCount"] == 1);
  CHECK(made["check"]["passed"] == true);
  CHECK(groups(room)[0].size() == 2);
}

}  // namespace api_doubts_test
