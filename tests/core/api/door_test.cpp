#include <algorithm>

#include "lists/list.h"
#include "sanitized.h"
#include "support.h"

namespace api_door_test {

using namespace weft;
using test::codes;
using test::Json;
using test::Room;

namespace {

const char* const kPeople =
    "id,name,email,Department,Site,Level\n"
    "1,Ana Ruiz,ana@x.example,IT,Wien,1\n"
    "2,Bo Li,bo@x.example,HR,Graz,2\n"
    "3,Cy Ng,,IT,Wien,3\n"
    "4,=Di,di@x.example,HR,Wien,2\n";

Json lunch(Json more = Json::object()) {
  Json program = {{"weft", 1},
                  {"format", "lunch"},
                  {"name", "December"},
                  {"rules", {{{"different", "@department"}}}},
                  {"criteria", {{{"mix", "@site"}, {"weight", 40}}}},
                  {"seed", 3}};
  program.update(more);
  return program;
}

}  // namespace

TEST_CASE("the door says what it can do") {
  Room room;
  const Json hello = room.value({{"op", "hello"}});
  const auto formats = hello["formats"].get<std::vector<std::string>>();
  CHECK(std::count(formats.begin(), formats.end(), "lunch") == 1);
  CHECK(hello["roles"].size() == kRoleCount);
  const auto lists = hello["lists"].get<std::vector<std::string>>();
  CHECK(lists.size() == list_kinds().size());
  for (const auto& about : hello["about"]) {
    for (const auto& of_format : about["lists"])
      CHECK(std::count(lists.begin(), lists.end(), of_format.get<std::string>()) == 1);
  }
}

TEST_CASE("requests that make no sense get an error and change nothing") {
  Room room;
  room.roster(kPeople);
  CHECK(room.error(Json(7)) == "request.notJson");
  CHECK(room.error({{"op", "dance"}}) == "request.unknownOp");
  CHECK(room.error({{"op", "profile"}}) == "request.noAttachment");
  CHECK(room.error({{"op", "groups"}}) == "request.noOutcome");
  CHECK(room.error({{"op", "files"}, {"which", {"groups.csv"}}}) == "request.noOutcome");
  CHECK(room.error({{"op", "schema"}, {"of", "lunch"}}) == "request.unknownSchema");
  CHECK(room.error({{"op", "profile"}}, {""}) == "file.empty");
  CHECK(room.value({{"op", "possible"}, {"program", lunch()}})["people"] == 4);
  CHECK(codes(Room().value({{"op", "run"}, {"program", lunch()}})["issues"]) ==
        std::vector<std::string>{"request.noRoster"});
}

TEST_CASE("a profile shows columns, types and values") {
  Room room;
  const Json profile = room.roster(kPeople);
  CHECK(profile["people"] == 4);
  CHECK(profile["columns"][3]["role"] == "department");
  CHECK(profile["columns"][3]["type"] == "category");
  CHECK(profile["columns"][3]["values"][0]["people"] == 2);
  CHECK(profile["columns"][5]["order"] == Json({"1", "2", "3"}));
  CHECK(profile["columns"][1]["values"].empty());
  const Json chosen = room.roster(
      kPeople,
      {{"columns", {{"Site", "ignored"}, {"Level", {{"role", "other"}, {"type", "number"}}}}}});
  CHECK(chosen["columns"][4]["role"] == "ignored");
  CHECK(chosen["columns"][4]["recognised"] == "site");
  CHECK(chosen["columns"][5]["type"] == "number");
}

TEST_CASE("problems of a program point at their place") {
  Room room;
  room.roster(kPeople);
  const auto where = [&](Json program) {
    const Json answer = room.value({{"op", "possible"}, {"program", std::move(program)}});
    REQUIRE(answer["issues"].size() >= 1);
    CHECK_FALSE(answer.contains("pairs"));
    return answer["issues"][0]["code"].get<std::string>() + " " +
           answer["issues"][0].value("where", "");
  };
  CHECK(where(lunch(
            {{"criteria",
              {{{"mix", "@site"}, {"weight", 1}}, {{"mix", "@site"}, {"weight", "high"}}}}})) ==
        "program.expectedNumber /criteria/1/weight");
  CHECK(where(lunch({{"criteria", {{{"mix", "@site"}, {"weight", 101}}}}})) ==
        "program.expectedNumber /criteria/0/weight");
  CHECK(where(lunch({{"criteria", {{{"mix", "@site"}}}}})) == "program.missingKey /criteria/0");
  CHECK(where(lunch({{"weft", 2}})) == "program.version /weft");
  CHECK(where(lunch({{"format", "dinner"}})) == "program.expectedOneOf /format");
  CHECK(where(lunch({{"colour", "red"}})) == "program.unknownKey /colour");
  CHECK(where(lunch({{"rules", {{{"different", "@site"}, {"same", "@site"}}}}})) ==
        "program.twoKinds /rules/0");
  CHECK(where(lunch({{"rules", {{{"unlike", "@site"}}}}})) == "program.noKind /rules/0");
  CHECK(where(lunch({{"rules", Json::object()}})) == "program.expectedList /rules");
  CHECK(where(lunch({{"rules", {{{"distance", "@level"}}}}})) == "program.missingKey /rules/0");
  CHECK(where(lunch({{"rules", {{{"distance", "@level"}, {"min", 3}, {"max", 1}}}}})) ==
        "program.minAboveMax /rules/0");
  CHECK(where(lunch({{"rules", {{{"met", {{"rounds", 0}}}}}}})) ==
        "program.expectedNumber /rules/0/met/rounds");
  CHECK(where(lunch({{"rules", {{{"apart", "file"}}}}})) ==
        "program.apartFileMissing /rules/0/apart");
  CHECK(where(lunch({{"who", {{{"column", "@site"}}}}})) == "program.noKind /who/0");
  CHECK(where(lunch({{"size", {{"min", 4}, {"max", 9}}}})) == "lunch.size /size");
  CHECK(where(lunch({{"rules", {{{"different", "Abteilung"}}}}})) ==
        "program.unknownColumn /rules/0/different");
  CHECK(where(Json::array()) == "program.expectedObject ");
  CHECK(where("{\n \"weft\": 1,\n oops}") == "program.notJson ");
  const Json broken = room.value({{"op", "possible"}, {"program", "{\n \"weft\": 1,\n oops}"}});
  CHECK(broken["issues"][0]["args"]["line"] == 3);
}

TEST_CASE("what a program means is counted before it runs") {
  Room room;
  room.roster(kPeople);
  const Json possible = room.value({{"op", "possible"}, {"program", lunch()}});
  CHECK(possible["pairs"]["possible"] == 4);
  CHECK(possible["pairs"]["of"] == 6);
  CHECK(possible["partners"]["fewest"] == 2);
  CHECK(possible["rules"][0]["pairs"] == 2);
  CHECK(possible["stranded"] == 0);
  const Json alone =
      room.value({{"op", "possible"},
                  {"program", lunch({{"rules", {{{"distance", "@level"}, {"min", 2}}}}})}});
  CHECK(alone["stranded"] == 2);
  CHECK(alone["strandedPeople"][0]["name"] == "Bo Li");
}

TEST_CASE("a run gives an outcome that is proven, checked and explained") {
  Room room;
  room.roster(kPeople);
  const Json outcome = room.value({{"op", "run"}, {"program", lunch()}, {"date", "2026-12-01"}});
  CHECK(outcome["groupCount"] == 2);
  CHECK(outcome["certificate"]["proof"] == "optimal");
  CHECK(outcome["certificate"]["value"] == outcome["certificate"]["bound"]);
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["check"]["verified"].get<int>() > 8);
  // Of so few people nothing is told by department.
  CHECK(outcome["measures"]["across"].empty());
  CHECK_FALSE(outcome["measures"].contains("meets"));
  CHECK(outcome["run"]["date"] == "2026-12-01");
  CHECK(room.progress.size() >= 3);
  CHECK(room.progress.back()["done"] == 1.0);
  const Json groups = room.value({{"op", "groups"}, {"find", "RUIZ"}});
  CHECK(groups["found"] == 1);
  CHECK(groups["total"] == 2);
  CHECK(groups["columns"] == Json({"Department", "Site"}));
  CHECK(groups["groups"][0]["people"][0]["cells"][0] == "IT");
  CHECK(codes(groups["groups"][0]["reasons"])[0] == "rule.different");
  CHECK(room.value({{"op", "groups"}, {"from", 1}, {"count", 5}})["groups"].size() == 1);
  CHECK(room.value({{"op", "groups"}, {"find", "nobody"}})["found"] == 0);
}

TEST_CASE("the same inputs and seed give the same bytes, another seed may not") {
  std::string big = "id,Department\n";
  for (int i = 0; i < 60; ++i) big += std::to_string(i) + ",D" + std::to_string(i % 4) + "\n";
  const auto bytes = [&](int seed) {
    Room room;
    room.roster(big);
    room.value({{"op", "run"},
                {"program", lunch({{"criteria", Json::array()}})},
                {"seed", seed},
                {"date", "2026-12-01"}});
    return room.file("outcome.json");
  };
  CHECK(bytes(5) == bytes(5));
  CHECK(bytes(5) != bytes(6));
}

TEST_CASE("files are written for spreadsheets, and nothing in them runs") {
  Room room;
  room.roster(kPeople);
  room.value({{"op", "run"}, {"program", lunch()}});
  room.value({{"op", "files"},
              {"which", {"groups.csv", "groups.cells"}},
              {"csv", {{"delimiter", ";"}, {"bom", true}}}});
  REQUIRE(room.files.size() == 2);
  const std::string& csv = room.files[0].bytes;
  CHECK(csv.rfind("\xEF\xBB\xBFgroup;role;id;name;email;Department;Site\r\n", 0) == 0);
  CHECK(csv.find("'=Di") != std::string::npos);
  CHECK(Json::parse(room.files[1].bytes).size() == 5);
  CHECK(room.error({{"op", "files"}, {"which", {"passwords"}}}) == "request.unknownFile");
}

TEST_CASE("the workspace carries the round into the next one, and no names") {
  Room room;
  room.roster(kPeople, {{"columns", {{"Site", "ignored"}}}});
  room.value(
      {{"op", "run"}, {"program", lunch({{"criteria", Json::array()}})}, {"date", "2026-12-01"}});
  const std::string first = room.file("workspace.weft.json");
  CHECK(first.find("Ruiz") == std::string::npos);
  CHECK(first.find("ana@x") == std::string::npos);
  const Json read = room.value({{"op", "workspace"}, {"file", "w.weft.json"}}, {first});
  CHECK(read["rounds"].size() == 1);
  CHECK(read["rounds"][0]["date"] == "2026-12-01");
  CHECK(read["programs"][0]["name"] == "December");
  CHECK(read["columns"]["Site"] == "ignored");
  room.roster(kPeople, {{"columns", read["columns"]}});
  const Json never_again = lunch({{"criteria", Json::array()},
                                  {"rules", {{{"different", "@department"}}, {{"met", "ever"}}}}});
  const Json second = room.value({{"op", "run"}, {"program", never_again}});
  CHECK(second["groupCount"] == 2);
  CHECK(second["measures"]["repeats"] == 0);
  room.value({{"op", "workspace"}}, {room.file("workspace.weft.json")});
  const Json third = room.value({{"op", "run"}, {"program", never_again}});
  CHECK(third["groupCount"] == 0);
  CHECK(third["leftOutCount"] == 4);
  CHECK(codes(room.value({{"op", "leftOut"}})["people"][0]["reasons"])[0] == "leftOut.noPartner");
}

TEST_CASE(
    "programs that were changed since they ran, or never ran, are kept in the workspace when "
    "asked") {
  Room room;
  room.roster(kPeople);
  const auto kept = [&](const Json& programs) {
    const Json request = {
        {"op", "files"}, {"which", {"workspace.weft.json"}}, {"programs", programs}};
    room.value(request);
    Json told = Json::array();
    const Json workspace = Json::parse(room.files[0].bytes);
    for (const Json& program : workspace["programs"])
      told.push_back(program["name"].get<std::string>() + " " + program["seed"].dump());
    return told;
  };
  const Json other = lunch({{"name", "Other"}, {"rules", {{{"apart", {{"1", "2"}}}}}}});
  CHECK(kept(Json::array({other})) == Json::array({"Other 3"}));
  // Lists of names are no part of it, whoever hands them in.
  CHECK(room.files[0].bytes.find("[\"1\"") == std::string::npos);
  room.value({{"op", "run"}, {"program", lunch()}, {"date", "2026-12-01"}});
  CHECK(kept(Json::array()) == Json({"December 3"}));
  CHECK(kept({other, lunch({{"seed", 4}})}) == Json({"Other 3", "December 4"}));
  CHECK(kept({"no program", 7}) == Json({"December 3"}));
}

TEST_CASE("damaged workspaces are refused, or read as far as they are whole") {
  Room room;
  const auto refused = [&](const std::string& text) {
    return room.error({{"op", "workspace"}, {"file", "w"}}, {text});
  };
  CHECK(refused("PK") == "workspace.notJson");
  CHECK(refused("{}") == "workspace.notOne");
  CHECK(refused(R"({"kind":"workspace","weft":9})") == "workspace.version");
  CHECK(refused(R"({"kind":"workspace","weft":1,"people":["a","a"]})") == "workspace.personTwice");
  const Json read = room.value({{"op", "workspace"}},
                               {R"({"kind":"workspace","weft":1,"people":["1","2"],"rounds":[
      {"program":"L","date":"2026-01-01","groups":[[0,1]]}, {"program":"L","date":"2026-01-01","groups":[[0,7]]},
      {"program":"L","date":"soon","groups":[]}, 5]})"});
  CHECK(read["rounds"].size() == 1);
  CHECK(codes(read["issues"]) == std::vector<std::string>(3, "workspace.badRound"));
  // Groups that are no lists of people, lists that are no lists, and order that does not matter.
  for (const char* groups : {R"([[0,"1"]])", "[[0,-1]]", "[[0,[1]]]", "[0,1]", "[[0,1.5]]",
                             R"([{"a":0}])", R"({"a":[0,1]})", "7"}) {
    CAPTURE(groups);
    const Json bad = room.value(
        {{"op", "workspace"}},
        {R"({"kind":"workspace","weft":1,"rounds":[{"program":"L","date":"2026-01-01","groups":)" +
         std::string(groups) + R"(},{"groups":[[1,0],[]],"date":"2026-02-01","program":"M"}],
         "people":["1","2"]})"});
    CHECK(codes(bad["issues"]) == std::vector<std::string>{"workspace.badRound"});
    REQUIRE(bad["rounds"].size() == 1);
    CHECK(bad["rounds"][0]["groups"] == 2);
    CHECK(bad["rounds"][0]["people"] == 2);
    CHECK(bad["people"] == 2);
  }
  const Json odd = room.value(
      {{"op", "workspace"}},
      {R"({"kind":"workspace","weft":1,"people":{"a":"b"},"rounds":{"groups":[[0,1]]}})"});
  CHECK(odd["people"] == 0);
  CHECK(odd["rounds"].empty());
}

TEST_CASE("the confidential list works and is written nowhere") {
  Room room;
  room.roster(kPeople);
  const std::string text = "one;two\nana@x.example;2\n3;stranger\n4\n1;1\n";
  const Json asked = room.value({{"op", "apart"}, {"file", "secret.csv"}}, {text});
  CHECK(asked["pairs"] == 1);
  CHECK(codes(asked["issues"]) ==
        std::vector<std::string>{"apart.unknownPerson", "apart.incomplete", "apart.self"});
  const Json list =
      room.value({{"op", "apart"}, {"file", "secret.csv"}, {"unknown", "gone"}}, {text});
  CHECK(list["passedOver"] == 3);
  Json program = lunch({{"rules", {{{"different", "@department"}}, {{"apart", "file"}}}}});
  const Json outcome = room.value({{"op", "run"}, {"program", program}});
  CHECK(outcome["groupCount"] == 2);
  const Json groups = room.value({{"op", "groups"}, {"find", "Ana"}});
  CHECK(groups["groups"][0]["people"][1]["id"] == "4");
  for (const char* name :
       {"outcome.json", "workspace.weft.json", "run-record.json", "groups.csv"}) {
    CHECK(room.file(name).find("stranger") == std::string::npos);
  }
  CHECK(room.file("outcome.json").find("rule.apart") == std::string::npos);
  // Inline lists are for programs kept by hand: they are taken out of everything that is written.
  program = lunch({{"rules", Json::parse(R"([{"apart": [["1", "2"]]}])")}});
  room.value({{"op", "run"}, {"program", program}});
  for (const char* name : {"workspace.weft.json", "run-record.json"}) {
    CHECK(room.file(name).find("[\"1\",\"2\"]") == std::string::npos);
    CHECK(room.file(name).find("\"file\"") != std::string::npos);
  }
  room.value({{"op", "apart"}});
  CHECK(codes(room.value({{"op", "possible"},
                          {"program", lunch({{"rules", {{{"apart", "file"}}}}})}})["issues"]) ==
        std::vector<std::string>{"program.apartFileMissing"});
}

TEST_CASE("the check reads an outcome file again and finds what was changed in it") {
  Room room;
  room.roster(kPeople);
  const Json program = lunch();
  room.value({{"op", "run"}, {"program", program}});
  const std::string good = room.file("outcome.json");
  CHECK(room.value({{"op", "check"}, {"program", program}}, {good})["passed"] == true);
  const auto broken = [&](auto change) {
    Json json = Json::parse(good);
    change(json);
    const Json result = room.value({{"op", "check"}, {"program", program}}, {json.dump()});
    CHECK(result["passed"] == false);
    return codes(result["broken"]);
  };
  const auto has = [](const std::vector<std::string>& all, const std::string& code) {
    return std::find(all.begin(), all.end(), code) != all.end();
  };
  CHECK(has(broken([](Json& json) {
              std::swap(json["groups"][0]["people"][1], json["groups"][1]["people"][0]);
            }),
            "check.rule"));
  CHECK(has(broken([](Json& json) { json["groups"].erase(0); }), "check.lost"));
  CHECK(has(broken([](Json& json) { json["leftOut"].push_back(json["groups"][0]["people"][0]); }),
            "check.twice"));
  CHECK(has(broken([](Json& json) { json["groups"][0]["people"][0]["id"] = "99"; }),
            "check.unknownPerson"));
  CHECK(has(broken([](Json& json) { json["groups"][0]["value"] = 1; }), "check.groupValue"));
  CHECK(has(broken([](Json& json) { json["certificate"]["value"] = 1; }), "check.value"));
  CHECK(has(broken([](Json& json) { json["certificate"]["bound"] = 1; }), "check.bound"));
  CHECK(has(broken([](Json& json) {
              json["leftOut"].push_back(json["groups"][0]["people"][0]);
              json["groups"][0]["people"].erase(0);
            }),
            "check.size"));
  CHECK(room.error({{"op", "check"}, {"program", program}}, {"nonsense"}) == "outcome.notJson");
  CHECK(codes(room.value({{"op", "check"}, {"program", program}}, {"{}"})["issues"]) ==
        std::vector<std::string>{"outcome.notOne"});
}

TEST_CASE("one person, or nobody, is no lunch") {
  Room room;
  room.roster("id\n1\n");
  CHECK(codes(room.value({{"op", "run"},
                          {"program", lunch({{"rules", Json::array()},
                                             {"criteria", Json::array()}})}})["issues"]) ==
        std::vector<std::string>{"run.tooFewPeople"});
  CHECK(room.error({{"op", "groups"}}) == "request.noOutcome");
}

TEST_CASE("more people than memory allows are refused with the number that is allowed" *
          doctest::skip(weft::test::kSanitized)) {
  Room room;
  std::string roster = "id\n";
  for (int i = 0; i < 2'500'001; ++i) roster += std::to_string(i) + "\n";
  room.roster(roster);
  const Json bare = lunch({{"rules", Json::array()}, {"criteria", Json::array()}});
  const Json outcome = room.value({{"op", "run"}, {"program", bare}});
  CHECK(codes(outcome["issues"]) == std::vector<std::string>{"run.tooManyPeople"});
  CHECK(outcome["issues"][0]["args"]["most"] == 2'500'000);
  const Json possible = room.value({{"op", "possible"}, {"program", bare}});
  CHECK(possible["pairs"]["exact"] == false);
  CHECK(possible["pairs"]["possible"] == possible["pairs"]["of"]);
}

TEST_CASE("more people than can be compared are paired by type, and what comes out is checked") {
  Room room;
  std::string roster = "id,department,level,languages,hired\n";
  for (int i = 0; i < 15'003; ++i) {
    roster += std::to_string(i) + ",D" + std::to_string(i * 7 % 11) + "," +
              std::to_string(i % 5 + 1) + "," + (i % 3 == 0 ? "German; English" : "English") + "," +
              std::to_string(2000 + i % 24) + "-03-01\n";
  }
  room.roster(roster, {{"columns",
                        {{"department", "department"},
                         {"level", "level"},
                         {"languages", "languages"},
                         {"hired", "hireDate"}}}});
  const Json criteria = Json::parse(
      R"([{"mix": "level", "weight": 10}, {"share": "languages", "weight": 20},
          {"near": "hired", "weight": 5}, {"novelty": true, "weight": 30}])");
  const Json program = lunch({{"rules", Json::parse(R"([{"different": "department"},
                                 {"distance": "level", "max": 2}, {"apart": [["5", "6"]]},
                                 {"met": {"rounds": 3}}])")},
                              {"criteria", criteria}});
  for (int round = 0; round < 3; ++round) {
    CAPTURE(round);
    const Json outcome = room.value({{"op", "run"}, {"program", program}, {"date", "2026-12-01"}});
    CAPTURE(outcome["issues"].dump());
    CHECK(outcome["run"]["solver"] == "types");
    CHECK(outcome["check"]["passed"] == true);
    CHECK(outcome["measures"]["sizes"] == Json{{"2", 7500}, {"3", 1}});
    CHECK(outcome["measures"]["repeats"] == 0);
    const auto value = outcome["certificate"]["value"].get<int64_t>();
    const auto bound = outcome["certificate"]["bound"].get<int64_t>();
    CHECK(value <= bound);
    CHECK((bound - value) * 100 <= bound);
    const std::string file = room.file("workspace.weft.json");
    room.value({{"op", "workspace"}}, {file});
  }
  const Json joined =
      lunch({{"rules", Json::parse(R"([{"together": [["1", "2"], ["30", "41"]]}])")},
             {"criteria", criteria}});
  const Json outcome = room.value({{"op", "run"}, {"program", joined}});
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["leftOutCount"] == 0);
}

TEST_CASE("tables can be looked at as they are") {
  Room room;
  const Json table = room.value({{"op", "table"}, {"file", "x"}}, {"a;b\n1;\"x;y\"\n"});
  CHECK(table["delimiter"] == ";");
  CHECK(table["rows"] == Json::parse(R"([["a", "b"], ["1", "x;y"]])"));
  CHECK(room.value({{"op", "table"}, {"delimiter", ","}}, {"a;b\n"})["rows"] ==
        Json::parse(R"([["a;b"]])"));
}

TEST_CASE("schemas are told as they stand in the documentation") {
  Room room;
  for (const char* name : {"program", "workspace", "outcome"}) {
    CHECK(room.value({{"op", "schema"}, {"of", name}})["$id"] ==
          "weft-" + std::string(name) + "-1");
  }
}

TEST_CASE("what is no date is refused rather than taken for 1970") {
  Room room;
  for (const Json& wrong : {Json("2026-13-01"), Json("soon"), Json(""), Json(7), Json(nullptr)}) {
    CAPTURE(wrong.dump());
    CHECK(room.error({{"op", "profile"}, {"today", wrong}}, {kPeople}) == "request.badDate");
    CHECK(room.error({{"op", "run"}, {"program", lunch()}, {"date", wrong}}) == "request.badDate");
  }
  room.roster(kPeople, {{"today", "23.11.2026"}});
  const Json made = room.value({{"op", "run"}, {"program", lunch()}, {"date", "1.12.2026"}});
  CHECK(made["run"]["date"] == "2026-12-01");
}

TEST_CASE("a list that can't be read leaves the outcome where it was") {
  Room room;
  room.roster(kPeople);
  room.value({{"op", "run"}, {"program", lunch()}});
  CHECK(room.error({{"op", "list"}, {"kind", "preferences"}}, {"id,rank\n1,2\n"}) ==
        "list.columnMissing");
  CHECK(room.value({{"op", "groups"}})["total"] == 2);
  room.value({{"op", "list"}, {"kind", "preferences"}}, {"id,choice\n1,2\n"});
  CHECK(room.error({{"op", "groups"}}) == "request.noOutcome");
}

TEST_CASE("programs of two formats that are called alike are both kept") {
  Room room;
  room.roster(kPeople);
  const Json teams = {{"weft", 1}, {"format", "teams"}, {"name", "December"}, {"count", 2}};
  room.value({{"op", "run"}, {"program", lunch()}});
  room.value({{"op", "files"},
              {"which", {"workspace.weft.json"}},
              {"programs", {teams, lunch({{"seed", 4}})}}});
  const Json programs = Json::parse(room.files[0].bytes)["programs"];
  REQUIRE(programs.size() == 2);
  CHECK(programs[0]["format"] == "teams");
  CHECK(programs[1]["seed"] == 4);
}

}  // namespace api_door_test
