// Searches that are done elsewhere: a run goes on with what others found, and comes out as if it
// had done all itself.
#include <algorithm>

#include "support.h"

namespace api_search_test {

using namespace weft;
using test::Json;
using test::Room;

namespace {

std::string people(int count) {
  std::string text = "id,name,Department,Site,Gender,Level\n";
  for (int i = 0; i < count; ++i) {
    text += std::to_string(i) + ",Person " + std::to_string(i) + ",D" + std::to_string(i % 7) +
            ",S" + std::to_string(i * i % 5) + (i % 3 == 0 ? ",w," : ",m,") +
            (i % 9 == 0 ? "Lead\n" : "Staff\n");
  }
  return text;
}

Json teams() {
  return Json::parse(R"({"weft": 1, "format": "teams", "name": "T", "seed": 7, "count": 10,
    "rules": [{"notAlone": {"column": "Gender", "is": ["w"]}}],
    "criteria": [{"mix": "@department", "weight": 70}, {"spread": "@site", "weight": 40}]})");
}

// As the page does it, last part first.
Json run_elsewhere(Room& room, const Json& program, int& asked, bool breaks = false) {
  std::vector<uint64_t> ids;
  std::vector<std::string> found;
  while (true) {
    const Json answer = room.value({{"op", "run"}, {"program", program}, {"found", ids}}, found);
    if (!answer.contains("searches")) return answer;
    REQUIRE(++asked < 10);
    const std::vector<FileOut> files = room.files;
    const Json parts = answer["searches"]["parts"];
    REQUIRE(!parts.empty());
    for (size_t p = parts.size(); p-- > 0;) {
      std::vector<std::string> attachments;
      for (const auto& name : parts[p]["attachments"]) {
        for (const FileOut& file : files) {
          if (name == file.name) attachments.push_back(file.bytes);
        }
      }
      // Whoever searches knows nothing else.
      Room other;
      const Json said = other.value(parts[p]["request"], attachments);
      CHECK((breaks || said["broken"] == 0));
      REQUIRE(other.files.size() == 1);
      ids.push_back(parts[p]["id"]);
      found.push_back(other.files[0].bytes);
    }
  }
}

}  // namespace

TEST_CASE("teams that were searched elsewhere are those that are searched in place") {
  Room room;
  room.roster(people(100));
  room.value({{"op", "run"}, {"program", teams()}});
  const std::string in_place = room.file("outcome.json");
  int asked = 0;
  const Json summary = run_elsewhere(room, teams(), asked);
  CHECK(asked == 1);
  CHECK(summary["check"]["broken"].empty());
  CHECK(room.file("outcome.json") == in_place);
}

TEST_CASE("what is wanted is numbers alone, and says what there is to reach") {
  Room room;
  room.roster(people(100));
  const Json answer = room.value({{"op", "run"}, {"program", teams()}, {"found", Json::array()}});
  const Json wanted = answer["searches"];
  CHECK(wanted["counts"] == "best");
  CHECK(wanted["parts"].size() == 4);
  CHECK(room.files.size() == 1);  // they share their problem
  for (const FileOut& file : room.files) {
    for (const char* word : {"Person", "Lead", "Staff", "Department", "Site", "D3", "S4"})
      CHECK(file.bytes.find(word) == std::string::npos);
  }
  CHECK(room.progress.back()["bound"].is_number());
  CHECK(room.error({{"op", "groups"}}) == "request.noOutcome");
}

TEST_CASE("what was found for another roster is no answer") {
  Room room;
  room.roster(people(100));
  const Json first = room.value({{"op", "run"}, {"program", teams()}, {"found", Json::array()}});
  std::vector<Json> ids;
  std::vector<std::string> found;
  const std::string problem = room.files[0].bytes;
  for (const auto& part : first["searches"]["parts"]) {
    Json request = part["request"];
    request["work"] = 1000;
    room.value(request, {problem});
    ids.push_back(part["id"]);
    found.push_back(room.files[0].bytes);
  }
  const Json run = {{"op", "run"}, {"program", teams()}, {"found", ids}};
  CHECK(room.value(run, found).contains("certificate"));
  std::string other = people(100);
  other.replace(other.find(",D3,"), 4, ",D5,");
  room.roster(other);
  CHECK(room.value(run, found)["searches"]["parts"].size() == 4);
}

TEST_CASE("answers that are none are asked for again, and bytes that are no search are refused") {
  Room room;
  room.roster(people(100));
  const Json first = room.value({{"op", "run"}, {"program", teams()}, {"found", Json::array()}});
  const Json parts = first["searches"]["parts"];
  const std::string problem = room.files[0].bytes;
  std::vector<Json> ids;
  for (const auto& part : parts) ids.push_back(part["id"]);
  const std::vector<std::string> nonsense = {"", "abc", std::string(400, '\x7f'),
                                             std::string(4, '\0')};
  const Json again = room.value({{"op", "run"}, {"program", teams()}, {"found", ids}}, nonsense);
  // The first says that there is no way to begin, which may be true.
  CHECK(again["searches"]["parts"].size() == 3);
  CHECK(room.value({{"op", "run"}, {"program", teams()}, {"found", {"x", -1, nullptr}}},
                   nonsense)["searches"]["parts"]
            .size() == 4);
  CHECK(room.error({{"op", "search"}}) == "request.noSearch");
  CHECK(room.error({{"op", "search"}}, {"nothing"}) == "request.noSearch");
  CHECK(room.error({{"op", "search"}}, {problem, "abc"}) == "request.noSearch");
  CHECK(room.error({{"op", "search"}}, {problem, std::string(8, '\0')}) == "request.noSearch");
  CHECK(room.value({{"op", "search"}, {"work", -5}, {"seed", "x"}, {"mild", 7}, {"unit", 0}},
                   {problem})["broken"]
            .is_number());
}

TEST_CASE("lunches that are seated anew come out the same wherever they were searched") {
  Room room;
  room.roster(people(100));
  // More of them are apart than there may be tables.
  Json apart = Json::array();
  for (int i = 0; i < 30; ++i) apart.push_back(std::to_string(i));
  Json program = Json::parse(R"({"weft": 1, "format": "lunch", "name": "L", "seed": 7,
    "size": {"min": 5, "max": 5}, "criteria": [{"mix": "@department", "weight": 70}]})");
  program["rules"].push_back({{"apart", Json::array({apart})}});
  room.value({{"op", "run"}, {"program", program}});
  const std::string in_place = room.file("outcome.json");
  int asked = 0;
  const Json summary = run_elsewhere(room, program, asked, true);
  CHECK(asked >= 1);
  CHECK(summary["check"]["passed"] == true);
  CHECK(summary["leftOutCount"] == 7);
  CHECK(room.file("outcome.json") == in_place);
}

}  // namespace api_search_test
