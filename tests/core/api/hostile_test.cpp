// Documents that are meant to break whoever reads them.
#include <algorithm>

#include "api/json.h"
#include "sanitized.h"
#include "support.h"

namespace api_hostile_test {

using namespace weft;
using test::Json;
using test::Room;

namespace {

constexpr size_t kTooDeep = 100'000;

std::string nested(const std::string& before, size_t levels, const std::string& after) {
  return before + std::string(levels, '[') + std::string(levels, ']') + after;
}

std::string members(size_t count) {
  std::string text = "{";
  for (size_t i = 0; i < count; ++i)
    text.append(i == 0 ? "" : ",").append("\"k" + std::to_string(i) + "\":" + std::to_string(i));
  return text + "}";
}

}  // namespace

TEST_CASE("documents that are nested too deep are an issue with their file, whatever they are") {
  Room room;
  room.roster("id,name\n1,Ana\n2,Bo\n");
  SUBCASE("a workspace") {
    const std::string text =
        nested(R"({"weft":1,"kind":"workspace","programs":[{"weft":1,"format":"lunch","rules":)",
               kTooDeep, "}]}");
    const Json answer = room.ask({{"op", "workspace"}, {"file", "deep.weft.json"}}, {text});
    CHECK(answer["error"]["code"] == "json.tooDeep");
    CHECK(answer["error"]["file"] == "deep.weft.json");
    CHECK(answer["error"]["args"]["levels"] == 100);
  }
  SUBCASE("people and rounds of a workspace, which are taken out while it is read") {
    for (const char* key : {"people", "rounds"}) {
      const std::string text =
          nested(std::string(R"({"weft":1,"kind":"workspace",")") + key + "\":", kTooDeep, "}");
      CHECK(room.error({{"op", "workspace"}}, {text}) == "json.tooDeep");
    }
  }
  SUBCASE("a program") {
    const std::string text = nested(R"({"weft":1,"format":"lunch","rules":)", kTooDeep, "}");
    for (const char* op : {"possible", "run"}) {
      const Json value = room.value({{"op", op}, {"program", text}, {"programFile", "p.json"}});
      CHECK(value["issues"][0]["code"] == "json.tooDeep");
      CHECK(value["issues"][0]["file"] == "p.json");
    }
  }
  SUBCASE("an outcome") {
    const Json program = {{"weft", 1}, {"format", "lunch"}};
    CHECK(room.error({{"op", "check"}, {"program", program}},
                     {nested("{\"groups\":", kTooDeep, "}")}) == "json.tooDeep");
  }
  SUBCASE("one that never ends") {
    CHECK(room.error({{"op", "workspace"}}, {std::string(kTooDeep, '[')}) == "json.tooDeep");
    CHECK(room.error({{"op", "workspace"}}, {R"({"a":)" + std::string(50, '[')}) ==
          "workspace.notJson");
  }
}

TEST_CASE("as many levels as are allowed are read") {
  Room room;
  const auto workspace = [](size_t levels) {
    return nested(R"({"weft":1,"kind":"workspace","export":{"a":)", levels, "}}");
  };
  CHECK(room.ask({{"op", "workspace"}}, {workspace(98)})["ok"] == true);
  CHECK(room.error({{"op", "workspace"}}, {workspace(99)}) == "json.tooDeep");
}

TEST_CASE("a request that is nested too deep is refused") {
  Door door;
  const auto answer = door.call(nested(R"({"op":"detail","a":)", kTooDeep, "}"), {}, {});
  CHECK(Json::parse(answer.json)["error"]["code"] == "json.tooDeep");
}

TEST_CASE("objects of a hundred thousand members, and lists of as many objects, are read") {
  // What comes back is not parsed: the library would look for each key among all before it.
  Door door;
  const auto read = [&](const std::string& key, const std::string& value) {
    const std::string text = R"({"weft":1,"kind":"workspace",")" + key + "\":" + value + "}";
    return door.call(R"({"op":"workspace"})", {text}, {}).json;
  };
  const std::string many = members(100'000);
  CHECK(read("same", many).find(many) != std::string::npos);
  std::string programs = "{}";
  for (size_t i = 1; i < 100'000; ++i) programs += ",{}";
  CHECK(read("programs", "[" + programs + "]").find("[" + programs + "]") != std::string::npos);
  const std::string roster = "id,name\n1,Ana\n2,Bo\n";
  door.call(R"({"op":"profile","today":"2026-11-23"})", {roster}, {});
  const std::string program =
      R"({"op":"possible","program":{"weft":1,"format":"lunch","rules":[{"different":)" + many +
      "}]}}";
  CHECK(door.call(program, {}, {}).json.find("program.expectedText") != std::string::npos);
}

TEST_CASE("of a key that is there twice the last value counts, in the first place") {
  Room room;
  const Json value = room.value(
      {{"op", "workspace"}},
      {R"({"weft":1,"kind":"workspace","columns":{"a":1,"b":2,"a":3,"c":{"d":1,"d":2}},"columns":{"a":1,"b":2,"a":3,"c":{"d":1,"d":2}}})"});
  CHECK(value["columns"].dump() == R"({"a":3,"b":2,"c":{"d":2}})");
  std::string many = R"({"weft":1,"kind":"workspace","columns":{"x":"first")";
  for (size_t i = 0; i < 50; ++i) many += ",\"k" + std::to_string(i) + "\":" + std::to_string(i);
  const Json last = room.value({{"op", "workspace"}}, {many + R"(,"x":"last","k7":"seven"}})"});
  CHECK(last["columns"].size() == 51);
  CHECK(last["columns"]["x"] == "last");
  CHECK(last["columns"]["k7"] == "seven");
  CHECK(last["columns"].items().begin().key() == "x");
}

TEST_CASE("thousands of columns are held against those of the last export" *
          doctest::skip(weft::test::kSanitized)) {
  Room room;
  Json columns = Json::array();
  std::string header = "Id";
  for (size_t i = 0; i < 15'000; ++i) {
    columns.push_back({{"header", "Before " + std::to_string(i)}, {"role", "other"}});
    header += ",Now " + std::to_string(i);
  }
  const Json workspace = {
      {"weft", 1}, {"kind", "workspace"}, {"export", {{"columns", columns}, {"people", 1}}}};
  room.value({{"op", "workspace"}}, {workspace.dump()});
  const Json profile = room.roster(header + "\n1\n");
  CHECK(profile["difference"]["gone"].size() == 15'000);
  CHECK(profile["difference"]["new"].size() == 15'001);
}

TEST_CASE("columns that were renamed are found by what they mean, one for one") {
  Room room;
  const Json workspace = {{"weft", 1},
                          {"kind", "workspace"},
                          {"export",
                           {{"columns", Json::array({{{"header", "Nr"}, {"role", "id"}},
                                                     {{"header", "Mail"}, {"role", "email"}},
                                                     {{"header", "Mail 2"}, {"role", "email"}},
                                                     {{"header", "Ort"}, {"role", "site"}}})},
                            {"people", 1}}}};
  room.value({{"op", "workspace"}}, {workspace.dump()});
  const Json difference = room.roster("Id,E-Mail,Name\n1,a@x.org,Ana\n")["difference"];
  CHECK(difference["renamed"].size() == 2);
  CHECK(difference["gone"].size() == 2);
  CHECK(difference["new"].size() == 1);
  CHECK(difference["new"][0]["header"] == "Name");
}

TEST_CASE("rows with problems of a wide table are as many as their cells allow" *
          doctest::skip(weft::test::kSanitized)) {
  Room room;
  std::string text = "Id,Name,Start date";
  for (size_t i = 0; i < 9'997; ++i) text += ",Note " + std::to_string(i);
  text += "\n";
  for (size_t i = 0; i < 2'000; ++i) text += "1,P" + std::to_string(i) + ",soon\n";
  room.roster(text);
  const Json rows =
      room.value({{"op", "problemRows"}, {"file", "people.csv"}, {"today", "2026-11-23"}}, {text});
  CHECK(rows["total"].get<size_t>() > 200);
  CHECK(rows["rows"].size() == 200);
}

TEST_CASE("rows with problems come without the guard, which whoever writes them adds again") {
  Room room;
  const std::string text = "Id,Name,Manager\n1,'=1+1,nobody\n2,Bo,'@nobody\n";
  room.roster(text);
  const Json rows =
      room.value({{"op", "problemRows"}, {"file", "people.csv"}, {"today", "2026-11-23"}}, {text});
  for (const Json& row : rows["rows"]) {
    for (const Json& cell : row["cells"]) CHECK(cell.get<std::string>().rfind("'", 0) != 0);
  }
}

TEST_CASE("rows with problems are as many as their cells allow, whichever file brings the columns" *
          doctest::skip(weft::test::kSanitized)) {
  Room room;
  std::string roster = "Id,Name,Start date\n";
  for (size_t i = 0; i < 3'000; ++i) roster += "1,P" + std::to_string(i) + ",soon\n";
  std::string list = "Id";
  for (size_t i = 0; i < 9'999; ++i) list += ",Note " + std::to_string(i);
  list += "\nnobody\n";
  const Json request = {{"op", "profile"},
                        {"file", "people.csv"},
                        {"today", "2026-11-23"},
                        {"joined", {{{"file", "notes.csv"}}}}};
  room.value(request, {roster, list});
  Json wanted = request;
  wanted["op"] = "problemRows";
  const Json rows = room.value(wanted, {roster, list});
  CHECK(rows["total"].get<size_t>() > 3'000);
  CHECK(rows["rows"].size() * rows["headers"].size() <= 2'000'000);
  for (const Json& row : rows["rows"]) CHECK(row["cells"].size() == rows["headers"].size());
}

TEST_CASE("a hundred thousand members are added to as many, the last of a key counts") {
  const Result<Json> many = parse_json(members(100'000), {}, {});
  REQUIRE(many);
  Json all = *many;
  add_members(all, *many);
  add_members(all, {{"k7", "seven"}, {"new", true}});
  CHECK(all.size() == 100'001);
  CHECK(all["k7"] == "seven");
  CHECK(all["new"] == true);
}

}  // namespace api_hostile_test
