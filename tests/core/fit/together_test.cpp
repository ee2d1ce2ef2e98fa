// Two people whom one rule puts together and another keeps apart: named before the run and after
// it, in every format that knows "together".
#include "support.h"

namespace fit_together_test {

using namespace weft;

namespace {

const char* const kCompany =
    "id,Name,Site,Level,Languages,Manager,Skills offered,Skills wanted,Time zone\n"
    "1,Ana,Linz,1,German,,Excel,Python,Europe/Vienna\n2,Ben,Linz,9,English,1,Python,Excel,"
    "Asia/Tokyo\n3,Cem,Graz,5,German,1,Excel,Python,Europe/Vienna\n4,Dea,Graz,5,German,3,Python,"
    "Excel,Europe/Vienna\n5,Eva,Wien,5,German,4,SQL,Excel,Europe/Vienna\n6,Fay,Wien,5,German,5,"
    "Excel,SQL,Europe/Vienna\n";

test::Json program_of(const char* format, int64_t size, const test::Json& rules) {
  test::Json program = {
      {"weft", 1}, {"format", format}, {"name", "P"}, {"seed", 1}, {"rules", rules}};
  if (size > 0) program["size"] = {{"min", size}, {"max", size}};
  if (std::string(format) == "spaces") program["mixed"] = true;
  return program;
}

// The issue that speaks of it, before the run and of it; the same both times.
test::Json told(test::Room& room, const test::Json& program) {
  CAPTURE(program.dump());
  const auto find = [](const test::Json& value) -> test::Json {
    for (const auto& issue : value["issues"]) {
      if (issue["code"].get<std::string>().rfind("program.togetherBut.", 0) == 0) return issue;
    }
    return {};
  };
  const test::Json ahead = find(room.value({{"op", "possible"}, {"program", program}}));
  const test::Json run = find(room.value({{"op", "run"}, {"program", program}}));
  CHECK(ahead == run);
  return ahead;
}

}  // namespace

TEST_CASE("together and apart of the same two is named as a clash in every format") {
  test::Room room;
  room.roster(kCompany);
  const test::Json rules =
      test::Json::parse(R"([{"together": [["3", "4"], ["1", "2"]]}, {"apart": [["2", "1"]]}])");
  for (const auto& [format, size] :
       {std::pair("lunch", 2), std::pair("lunch", 3), std::pair("teams", 3), std::pair("tandem", 0),
        std::pair("spaces", 3)}) {
    const test::Json issue = told(room, program_of(format, size, rules));
    REQUIRE_FALSE(issue.is_null());
    CHECK(issue["code"] == "program.togetherBut.apart");
    CHECK(issue["where"] == "/rules/0/together");
    CHECK(issue["args"]["person"] == "Ana");
    CHECK(issue["args"]["other"] == "Ben");
    CHECK(issue["args"]["together"] == 1);
    CHECK(issue["args"]["rule"] == 2);
  }
  // Rounds that are planned at once say it once.
  test::Json series = program_of("lunch", 2, rules);
  series["rounds"] = {{"count", 3}, {"months", 1}};
  CHECK_FALSE(told(room, series).is_null());
}

TEST_CASE("whatever rule keeps people apart who belong together is named") {
  test::Room room;
  room.roster(kCompany);
  for (const auto& [rule, code] : {std::pair(R"({"different": "Site"})", "different"),
                                   std::pair(R"({"distance": "Level", "max": 3})", "distance"),
                                   std::pair(R"({"share": "Languages"})", "share"),
                                   std::pair(R"({"apart": {"line": 1}})", "apartLine"),
                                   std::pair(R"({"overlap": 4})", "overlap")}) {
    for (const auto& [format, size] :
         {std::pair("lunch", 2), std::pair("lunch", 3), std::pair("teams", 3)}) {
      test::Json rules = test::Json::array();
      rules.push_back(test::Json::parse(rule));
      rules.push_back(test::Json::parse(R"({"together": [["1", "2"]]})"));
      const test::Json issue = told(room, program_of(format, size, rules));
      REQUIRE_FALSE(issue.is_null());
      CHECK(issue["code"] == std::string("program.togetherBut.") + code);
      CHECK(issue["args"]["rule"] == 1);
    }
  }
  // Nothing stands against these.
  const test::Json fine = test::Json::parse(
      R"([{"together": [["3", "4"]]}, {"apart": [["1", "2"]]}, {"different": "Name"}])");
  CHECK(told(room, program_of("lunch", 2, fine)).is_null());
}

TEST_CASE("of a confidential list it is only said that the other rules do not let them") {
  test::Room room;
  room.roster(kCompany);
  room.value({{"op", "apart"}}, {"a,b\n1,3\n"});
  for (const auto& [format, size] : {std::pair("lunch", 3), std::pair("teams", 3)}) {
    const test::Json rules =
        test::Json::parse(R"([{"together": [["1", "3", "4"]]}, {"apart": "file"}])");
    const test::Json issue = told(room, program_of(format, size, rules));
    REQUIRE_FALSE(issue.is_null());
    CHECK(issue["code"] == "program.togetherBut.others");
    CHECK(issue["args"] == test::Json{{"together", 1}, {"people", "Ana, Cem, Dea"}});
    // A rule that is no secret goes before it.
    test::Json open = rules;
    open.push_back(test::Json::parse(R"({"apart": [["1", "3"]]})"));
    CHECK(told(room, program_of(format, size, open))["code"] == "program.togetherBut.apart");
  }
}

}  // namespace fit_together_test
