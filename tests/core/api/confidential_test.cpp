// What a confidential list promises: it is in force until it is taken away, and nobody can read
// from anything who is on it, or how often.
#include <algorithm>
#include <set>

#include "base/digest.h"
#include "support.h"

namespace api_confidential_test {

using namespace weft;
using test::codes;
using test::Json;
using test::Room;

namespace {

const char* const kSalt = "00112233445566778899aabbccddeeff";

// Eight people in pairs who fit best: 1 and 5, 2 and 6, 3 and 7, 4 and 8. The first four offer what
// the others want, are of a higher level, and give the dates that the others could visit.
const char* const kPeople =
    "Employee ID,Name,Department,Site,Level,Team,Skills offered,Skills wanted\n"
    "E1,Ana Alt,IT,Wien,5,a,Excel; Figma,Python; SQL\nE2,Bo Berg,IT,Wien,5,b,Excel; Figma,Python; "
    "SQL\n"
    "E3,Cy Czar,IT,Wien,5,c,Excel; Figma,Python; SQL\nE4,Di Dorn,IT,Wien,5,d,Excel; Figma,Python; "
    "SQL\n"
    "E5,Ed Egge,HR,Wien,1,a,Python; SQL,Excel; Figma\nE6,Fi Falk,HR,Wien,1,b,Python; SQL,Excel; "
    "Figma\n"
    "E7,Gu Gold,HR,Wien,1,c,Python; SQL,Excel; Figma\nE8,Ha Hahn,HR,Wien,1,d,Python; SQL,Excel; "
    "Figma\n";

struct Case {
  const char* format;
  Json more;
  std::vector<std::pair<std::string, std::string>> lists = {};  // kind, text
  std::vector<Json> details = {};
};

Json program_of(const Case& one) {
  Json program = {{"weft", 1}, {"format", one.format}, {"name", "Round"}, {"seed", 7}};
  program.update(one.more);
  return program;
}

const std::string kRooms = "Space,Capacity,Groups\nAtelier,4,1\nLoft,4,1\n";
const std::string kSlots = "Slot,Date,Begin,End\nTue,Tuesday,9:00,11:00\n";

std::vector<Case> cases() {
  const Json key = Json::parse(R"([{"match": "Team", "weight": 100}])");
  const Json halves = Json::parse(R"([{"match": "Department", "weight": 100}])");
  const Json first = Json::parse(R"([{"column": "Level", "min": 5}])");
  const Json others = Json::parse(R"([{"column": "Level", "max": 1}])");
  const std::string wishes =
      "Person,1st choice,2nd choice\nE5,E1,E2\nE6,E2,E3\nE7,E3,E4\nE8,E4,E1\nE1,E5,E6\nE2,E6,E7\n";
  const std::string dates =
      "Host,Date,Places\nE1,2026-12-01,1\nE2,2026-12-02,1\nE3,2026-12-03,1\nE4,2026-12-04,1\n";
  const std::string guests = "Guest,1st wish,2nd wish\nE5,E1,E2\nE6,E2,E3\nE7,E3,E4\nE8,E4,E1\n";
  const Json plan = {{"op", "detail"}, {"of", "plan"}};
  const Json effect = {{"op", "detail"}, {"of", "effect"}, {"person", "E2"}, {"other", "E8"}};
  return {
      {"lunch", {{"criteria", key}, {"rules", {{{"different", "@department"}}}}}},
      {"lunch", {{"criteria", key}, {"favour", "worst"}}},
      {"lunch", {{"criteria", halves}, {"size", {{"min", 4}, {"max", 4}}}}},
      {"tandem", {{"criteria", key}, {"oneWay", false}}},
      {"teams", {{"count", 2}, {"criteria", halves}}, {}, {effect}},
      {"mentoring",
       {{"criteria", key}, {"mentors", first}, {"mentees", others}, {"aim", "fit"}},
       {{"preferences", wishes}}},
      {"mentoring",
       {{"criteria", key}, {"mentors", first}, {"mentees", others}, {"aim", "stable"}},
       {{"preferences", wishes}}},
      {"shadowing", {{"criteria", key}, {"places", 1}}, {{"dates", dates}, {"guests", guests}}},
      {"spaces",
       {{"mixed", true}, {"size", {{"min", 4}, {"max", 4}}}, {"criteria", halves}},
       {{"rooms", kRooms}, {"slots", kSlots}},
       {plan}},
      {"spaces",
       Json::object(),
       {{"rooms", kRooms},
        {"slots", kSlots},
        {"groups", "Group,Members\nOne,E1;E2;E3;E4\nTwo,E5;E6;E7;E8\n"}},
       {plan}},
  };
}

Json without_list(Json program) {
  Json& rules = program["rules"];
  for (size_t i = rules.size(); i-- > 0;) {
    if (rules[i].contains("apart")) rules.erase(i);
  }
  if (rules.empty()) program.erase("rules");
  return program;
}

struct Told {
  std::vector<Json> answers;
  std::vector<std::string> texts;
};

// Every answer and every file about a program, but for the list's own mark: that there is one, in
// the record and in the saved program, and that the check has looked at one rule more. Where a list
// is in force, nobody tries how many rounds it leaves.
Told everything(const Case& one, const std::string& apart) {
  Room room;
  room.roster(kPeople);
  for (const auto& [kind, text] : one.lists)
    room.value({{"op", "list"}, {"kind", kind}, {"file", kind + ".csv"}}, {text});
  if (!apart.empty()) {
    const Json list = room.value({{"op", "apart"}, {"file", "apart.csv"}}, {apart});
    REQUIRE(list["issues"].empty());
  }
  const Json program = program_of(one);
  Told told;
  for (const char* op : {"possible", "loosen", "forecast", "run"}) {
    Json answer =
        room.value({{"op", op}, {"program", program}, {"date", "2026-11-24"}, {"salt", kSalt}});
    CAPTURE(answer.dump());
    if (std::string(op) == "run") {
      REQUIRE(answer.contains("run"));
      CHECK(answer["run"].contains("apart") == !apart.empty());
      answer["run"].erase("apart");
      answer["run"]["digests"].erase("program");
      answer["check"].erase("verified");
      CHECK(answer["check"]["passed"] == true);
    }
    if (answer.contains("rounds") && answer["rounds"].contains("atLeast"))
      answer["rounds"].erase("atLeast");
    told.answers.push_back(std::move(answer));
  }
  for (const char* op : {"groups", "leftOut", "meetings"})
    told.answers.push_back(room.value({{"op", op}, {"count", 100}}));
  for (const Json& detail : one.details) told.answers.push_back(room.value(detail));
  Json which = {"groups.csv", "outcome.json", "run-record.json", "workspace.weft.json"};
  const Json about = room.value({{"op", "hello"}})["about"][one.format];
  for (const Json& file : about["files"]) which.push_back(file);
  room.value({{"op", "files"}, {"which", which}});
  for (const FileOut& file : room.files) {
    Json json = Json::parse(file.bytes, nullptr, false);
    if (json.is_discarded()) {
      told.texts.push_back(file.bytes);
      continue;
    }
    for (Json* const of : {&json, json.contains("run") ? &json["run"] : &json}) {
      of->erase("apart");
      if (of->contains("digests")) (*of)["digests"].erase("program");
    }
    if (json.contains("check")) json["check"].erase("verified");
    if (json.contains("program")) json["program"] = without_list(json["program"]);
    if (json.contains("programs")) {
      for (Json& saved : json["programs"]) saved = without_list(saved);
    }
    told.answers.push_back(std::move(json));
  }
  return told;
}

// The people of the list's pairs, sorted, who are in one group.
bool together(const Json& groups, const std::string& a, const std::string& b) {
  return std::any_of(groups.begin(), groups.end(), [&](const Json& group) {
    std::set<std::string> ids;
    for (const Json& person : group["people"]) ids.insert(person["id"].get<std::string>());
    return ids.count(a) > 0 && ids.count(b) > 0;
  });
}

const Json kPlain = {{"weft", 1}, {"format", "lunch"}, {"name", "Plain"}, {"seed", 3}};
const char* const kTwo = "Employee ID,Name,Department\nE1,Ana Alt,IT\nE2,Bo Berg,HR\n";

Json run(Room& room, const Json& program, Json more = Json::object()) {
  Json request = {{"op", "run"}, {"program", program}, {"date", "2026-12-01"}};
  request.update(more);
  return room.value(request);
}

}  // namespace

TEST_CASE("a confidential list is a rule of every program, whatever is loaded after it") {
  Room room;
  room.roster(kTwo);
  room.value({{"op", "apart"}, {"file", "apart.csv"}}, {"a,b\nE1,E2\n"});
  CHECK(run(room, kPlain)["groupCount"] == 0);
  const std::string saved = room.file("workspace.weft.json");
  // A program that does not name it, a workspace, the roster once more.
  room.value({{"op", "workspace"}, {"file", "plain.weft.json"}},
             {R"({"weft":1,"kind":"workspace","programs":[],"people":[],"rounds":[]})"});
  CHECK(run(room, kPlain)["groupCount"] == 0);
  room.roster(kTwo);
  const Json outcome = run(room, kPlain);
  CHECK(outcome["groupCount"] == 0);
  CHECK(outcome["run"]["apart"] == "given");
  // A list that can't be read takes nothing away.
  CHECK(room.error({{"op", "apart"}, {"file", "apart.csv"}}, {""}) == "file.empty");
  CHECK(run(room, kPlain)["groupCount"] == 0);
  // Whoever goes on with what was saved is asked for the list.
  const Json program = Json::parse(saved)["programs"][0];
  CHECK(program["rules"] == Json::parse(R"([{"apart": "file"}])"));
  room.value({{"op", "apart"}});
  CHECK(codes(run(room, program)["issues"]) ==
        std::vector<std::string>{"program.apartFileMissing"});
  // Taken away, it is gone, and no record claims it.
  const Json free = run(room, kPlain);
  CHECK(free["groupCount"] == 1);
  CHECK_FALSE(free["run"].contains("apart"));
}

TEST_CASE("whoever goes on without the list that a workspace kept is told, unless it was removed") {
  Room room;
  room.roster(kTwo);
  room.value({{"op", "apart"}, {"file", "apart.csv"}}, {"a,b\nE1,E2\n"});
  run(room, kPlain);
  const std::string kept = room.file("outcome.json");
  const std::string saved = room.file("workspace.weft.json");
  const auto told = [](Room& of) {
    const Json possible = of.value({{"op", "possible"}, {"program", kPlain}});
    const std::vector<std::string> ahead = codes(possible["issues"]);
    const std::vector<std::string> after = codes(run(of, kPlain)["issues"]);
    CHECK(std::count(ahead.begin(), ahead.end(), "apart.notGiven") ==
          std::count(after.begin(), after.end(), "apart.notGiven"));
    return std::count(after.begin(), after.end(), "apart.notGiven");
  };
  CHECK(told(room) == 0);
  Room other;
  other.roster(kTwo);
  CHECK(told(other) == 0);
  other.value({{"op", "workspace"}, {"file", "kept.weft.json"}}, {saved});
  CHECK(told(other) == 1);
  CHECK(Json::parse(other.file("outcome.json"))["doubts"][0]["code"] == "apart.notGiven");
  // What it was made with can't be checked without it.
  CHECK(codes(other.value({{"op", "check"}, {"program", kPlain}}, {kept})["issues"]) ==
        std::vector<std::string>{"check.listNotGiven"});
  CHECK(codes(room.value({{"op", "check"}, {"program", kPlain}}, {kept})["issues"]).empty());
  other.value({{"op", "apart"}});
  CHECK(told(other) == 0);
}

TEST_CASE("a confidential list may write names in other ways than the roster") {
  Room room;
  room.roster(
      "Employee ID,Name,Department\nE1,Jörg Müller,IT\nE2,Sinéad O’Brien,HR\n"
      "E3,Anna-Lena Groß,IT\nE4,Bo Berg,HR\n");
  for (const char* row : {"Joerg Mueller,Sinéad O'Brien", "\"Müller, Jörg\",\"O’Brien, Sinéad\"",
                          "Anna Lena Gross,JÖRG  MÜLLER", " jörg müller ,Anna‑Lena Groß"}) {
    CAPTURE(row);
    const Json read =
        room.value({{"op", "apart"}, {"file", "apart.csv"}}, {std::string(row) + "\n"});
    CHECK(read["pairs"] == 1);
    CHECK(read["issues"].empty());
  }
}

TEST_CASE("the check knows the confidential list that is loaded, whatever the program says") {
  Room room;
  room.roster(kTwo);
  run(room, kPlain);
  const std::string together = room.file("outcome.json");
  room.value({{"op", "apart"}, {"file", "apart.csv"}}, {"a,b\nE1,E2\n"});
  const Json result = room.value({{"op", "check"}, {"program", kPlain}}, {together});
  CHECK(result["passed"] == false);
  CHECK(codes(result["broken"]) == std::vector<std::string>{"check.confidential"});
  // The program has no rule that could be named.
  CHECK_FALSE(result["broken"][0]["args"].contains("rule"));
}

TEST_CASE("every format keeps the confidential list, or says before the run that it can't") {
  for (const Case& one : cases()) {
    CAPTURE(one.format);
    CAPTURE(one.more.dump());
    Room room;
    room.roster(kPeople);
    for (const auto& [kind, text] : one.lists)
      room.value({{"op", "list"}, {"kind", kind}, {"file", kind + ".csv"}}, {text});
    const Json program = program_of(one);
    run(room, program);
    // Those whom it puts together without a list.
    const Json people = room.value({{"op", "groups"}, {"count", 1}})["groups"][0]["people"];
    const std::string a = people[0]["id"];
    const std::string b = people[1]["id"];
    room.value({{"op", "apart"}, {"file", "apart.csv"}}, {a + "," + b + "\n"});
    const Json outcome = run(room, program);
    if (!outcome.contains("groupCount")) {
      CHECK(codes(outcome["issues"]) == std::vector<std::string>{"spaces.confidentialGroup"});
      const Json ahead = room.value({{"op", "possible"}, {"program", program}});
      CHECK(codes(ahead["issues"]) == std::vector<std::string>{"spaces.confidentialGroup"});
      continue;
    }
    CHECK_FALSE(together(room.value({{"op", "groups"}, {"count", 100}})["groups"], a, b));
    const Json checked =
        room.value({{"op", "check"}, {"program", program}}, {room.file("outcome.json")});
    CHECK(checked["passed"] == true);
  }
  // Everybody goes to the sessions they like.
  Room room;
  room.roster(kPeople);
  const Json barcamp = {{"weft", 1}, {"format", "barcamp"}, {"name", "Barcamp"}};
  room.value({{"op", "apart"}, {"file", "apart.csv"}}, {"E1,E2\n"});
  for (const char* op : {"possible", "run"}) {
    const auto said = codes(room.value({{"op", op}, {"program", barcamp}})["issues"]);
    CHECK(std::count(said.begin(), said.end(), "barcamp.confidential") == 1);
  }
}

TEST_CASE("guests of one date must not be kept apart, nor people at one table") {
  {
    Room room;
    room.roster(kPeople);
    room.value({{"op", "list"}, {"kind", "dates"}, {"file", "dates.csv"}},
               {"Host,Date,Places\nE1,2026-12-01,2\nE2,2026-12-02,1\n"});
    room.value({{"op", "list"}, {"kind", "guests"}, {"file", "guests.csv"}},
               {"Guest,1st wish,2nd wish\nE5,E1,E2\nE6,E1,E2\n"});
    const Json program = {{"weft", 1}, {"format", "shadowing"}, {"name", "Visits"}};
    run(room, program, {{"date", "2026-11-24"}});
    CHECK(together(room.value({{"op", "groups"}})["groups"], "E5", "E6"));
    const std::string both = room.file("outcome.json");
    room.value({{"op", "apart"}, {"file", "apart.csv"}}, {"E5,E6\n"});
    const Json outcome = run(room, program, {{"date", "2026-11-24"}});
    CHECK(outcome["leftOutCount"] == 0);
    CHECK_FALSE(together(room.value({{"op", "groups"}})["groups"], "E5", "E6"));
    const Json checked = room.value({{"op", "check"}, {"program", program}}, {both});
    CHECK(codes(checked["broken"]) == std::vector<std::string>{"check.visit.secret"});
  }
  Room room;
  room.roster(kPeople);
  room.value({{"op", "list"}, {"kind", "rooms"}, {"file", "rooms.csv"}},
             {"Space,Capacity,Groups\nAtelier,8,2\n"});
  room.value({{"op", "list"}, {"kind", "slots"}, {"file", "slots.csv"}}, {kSlots});
  room.value({{"op", "list"}, {"kind", "groups"}, {"file", "groups.csv"}},
             {"Group,Members\nOne,E1;E2;E5;E6\nTwo,E3;E4;E7;E8\n"});
  const auto at_one_table = [&](const std::string& a, const std::string& b) {
    const Json plan = Json::parse(room.file("outcome.json"))["extra"]["seating"];
    bool found = false;
    for (const Json& place : plan) {
      for (const Json& table : place["tables"]) {
        const auto ids = table.get<std::vector<std::string>>();
        found = found || (std::count(ids.begin(), ids.end(), a) > 0 &&
                          std::count(ids.begin(), ids.end(), b) > 0);
      }
    }
    return found;
  };
  Json program = {
      {"weft", 1}, {"format", "spaces"}, {"name", "Weeks"}, {"tables", 4}, {"weeks", 1}};
  for (const char* pairs : {"E1,E3\n", "E1,E3\nE1,E4\nE2,E3\nE2,E4\n", "E1,E7\nE2,E8\nE5,E3\n"}) {
    CAPTURE(pairs);
    room.value({{"op", "apart"}, {"file", "apart.csv"}}, {pairs});
    const Json outcome = run(room, program);
    CAPTURE(outcome.dump());
    REQUIRE(outcome.contains("groupCount"));
    CHECK_FALSE(at_one_table("E1", std::string(pairs).substr(3, 2)));
  }
  // At one table for all they can't.
  program["tables"] = 8;
  CHECK(codes(run(room, program)["issues"]) ==
        std::vector<std::string>{"spaces.confidentialTable"});
}

TEST_CASE("nobody can count the pairs of a confidential list, in any format") {
  for (const Case& one : cases()) {
    CAPTURE(one.format);
    CAPTURE(one.more.dump());
    // Lists that change nobody's group: of one pair, and of three pairs of one person.
    const bool in_halves = one.more.dump().find("Department") != std::string::npos &&
                           one.more.dump().find("different") == std::string::npos;
    const bool listed = one.lists.size() == 3;
    const std::string few = in_halves || listed ? "E1,E5\n" : "E1,E6\n";
    const std::string many =
        in_halves || listed ? "E1,E5\nE1,E6\nE1,E7\nE4,E5\n" : "E1,E6\nE1,E7\nE1,E8\nE4,E5\n";
    const Told none = everything(one, "");
    const Told with_few = everything(one, few);
    const Told with_many = everything(one, many);
    REQUIRE(none.answers.size() == with_few.answers.size());
    for (size_t i = 0; i < none.answers.size(); ++i) {
      CHECK(with_few.answers[i].dump() == none.answers[i].dump());
      CHECK(with_many.answers[i].dump() == none.answers[i].dump());
    }
    CHECK(with_few.texts == none.texts);
    CHECK(with_many.texts == none.texts);
  }
}

TEST_CASE(
    "reasons of those left out count whom the program's rules admit, and nobody of the list") {
  Room room;
  room.roster("Employee ID,Name\nE1,Ana Alt\nE2,Bo Berg\nE3,Cy Czar\nE4,Di Dorn\n");
  room.value({{"op", "apart"}, {"file", "apart.csv"}}, {"E1,E2\nE1,E3\nE1,E4\n"});
  Json program = kPlain;
  program["odd"] = "out";
  CHECK(run(room, program)["leftOutCount"] == 2);
  const Json people = room.value({{"op", "leftOut"}})["people"];
  for (const Json& person : people) {
    CHECK(person["reasons"] ==
          Json::parse(R"([{"code": "leftOut.partnersTaken", "args": {"count": 3}}])"));
  }
  const Json possible = room.value({{"op", "possible"}, {"program", program}});
  CHECK(possible["pairs"]["possible"] == 6);
  CHECK(possible["partners"] == Json{{"fewest", 3}, {"median", 3}});
  CHECK(possible["stranded"] == 0);
  CHECK(possible["rules"].empty());
  program["rules"] = Json::parse(R"([{"apart": "file"}, {"met": "ever"}])");
  CHECK(room.value({{"op", "possible"}, {"program", program}})["rules"] ==
        Json::parse(R"([{"rule": 1, "pairs": 0}])"));
}

TEST_CASE(
    "a mentor whom a confidential list forbids is told of as any other who was not to be had") {
  Room room;
  room.roster(
      "Employee ID,Name,Level\nE1,Ana Alt,5\nE2,Bo Berg,5\nE3,Cy Czar,5\nE5,Ed Egge,1\n"
      "E6,Fi Falk,1\n");
  room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "w.csv"}},
             {"Person,1st choice,2nd choice\nE5,E1,E2\nE6,E1,E3\n"});
  const Json mentors = Json::parse(R"([{"column": "Level", "min": 5}])");
  const Json program = {{"weft", 1},
                        {"format", "mentoring"},
                        {"name", "Mentors"},
                        {"mentors", mentors},
                        {"mentees", Json::parse(R"([{"column": "Level", "max": 1}])")},
                        {"aim", "stable"}};
  run(room, program);
  const Json free = Json::parse(room.file("outcome.json"));
  // Both wish for E1; who has her does so with or without the list.
  const std::string has =
      together(room.value({{"op", "groups"}})["groups"], "E1", "E5") ? "E5" : "E6";
  const std::string other = has == "E5" ? "E6" : "E5";
  room.value({{"op", "apart"}, {"file", "apart.csv"}}, {"E1," + other + "\n"});
  run(room, program);
  const Json kept = Json::parse(room.file("outcome.json"));
  CHECK(kept["groups"] == free["groups"]);
  CHECK(kept["extra"] == free["extra"]);
}

TEST_CASE("a row of the confidential list that is not understood ends the run, until HR goes on") {
  Room room;
  room.roster(
      "Employee ID,Name,Status\nE1,Ana Alt,active\nE2,Bo Berg,active\nE3,Bo Berg,active\n"
      "E4,Di Dorn,active\nE5,Left Long,inactive\n");
  const auto issues = [&](const std::string& text, Json more = Json::object()) {
    Json request = {{"op", "apart"}, {"file", "apart.csv"}};
    request.update(more);
    return room.value(request, {text})["issues"];
  };
  const auto said = [&](const std::string& row) { return codes(issues("E1,E4\n" + row + "\n")); };
  using Codes = std::vector<std::string>;
  CHECK(said("E1,Stranger") == Codes{"apart.unknownPerson"});
  CHECK(said("E1,Bo Berg") == Codes{"apart.ambiguous"});
  CHECK(said("E1,") == Codes{"apart.incomplete"});
  CHECK(said(",E1") == Codes{"apart.incomplete"});
  CHECK(said("E1") == Codes{"apart.incomplete"});
  CHECK(said("E1,E1") == Codes{"apart.self"});
  CHECK(said("E1,E2,E4") == Codes{"apart.tooMany"});
  CHECK(said("E1,E2,since the spring") == Codes{});
  CHECK(said("E1,E2,") == Codes{});
  // Whoever the third is, and whoever has left: three people are no pair.
  CHECK(said("E1,E4,Bo Berg") == Codes{"apart.tooMany"});
  CHECK(said("E5,E1,E4") == Codes{"apart.tooMany"});
  // Who has left is known: nobody has to be asked.
  CHECK(said("E1,E5") == Codes{"apart.gone"});
  CHECK(said("left long,E1") == Codes{"apart.gone"});

  const std::string list = "Person A,Person B\nE1,E4\nE1,Stranger\nE2,\n";
  const Json found = issues(list);
  CHECK(codes(found) == Codes{"apart.unknownPerson", "apart.incomplete"});
  CHECK(found[0]["severity"] == "error");
  CHECK(found[0]["rows"] == Json::array({3}));
  for (const char* op : {"run", "possible"}) {
    const Json stopped = room.value({{"op", op}, {"program", kPlain}});
    CHECK(codes(stopped["issues"]) == Codes{"apart.unknownPerson", "apart.incomplete"});
    CHECK_FALSE(stopped.contains("groupCount"));
  }
  CHECK(codes(issues(list, {{"unknown", "gone"}})) == Codes{"apart.passedOver"});
  const Json outcome = run(room, kPlain);
  CHECK(outcome["groupCount"] == 2);
  CHECK(outcome["issues"][0]["args"]["count"] == 2);
  CHECK_FALSE(outcome["issues"][0].contains("rows"));
  CHECK(room.file("outcome.json").find("Stranger") == std::string::npos);
  // Another roster: what was said of this one is not said of that.
  room.roster("Employee ID,Name\nE1,Ana Alt\nE2,Bo Berg\n");
  CHECK(codes(run(room, kPlain)["issues"]) == Codes{"apart.unknownPerson", "apart.passedOver"});
}

TEST_CASE("a first row of people is no heading, a heading is no row of people") {
  Room room;
  room.roster(kTwo);
  const auto found = [&](const std::string& text) {
    const Json list = room.value({{"op", "apart"}, {"file", "apart.csv"}}, {text});
    return std::pair<int64_t, size_t>{list["pairs"].get<int64_t>(), list["issues"].size()};
  };
  for (const char* heading : {"a,b", "one;two", "Person A,Person B", "Name 1,Name 2",
                              "E-Mail,E-Mail", "Mitarbeiter 1;Mitarbeiter 2", "one,other"}) {
    CAPTURE(heading);
    const bool semicolon = std::string(heading).find(';') != std::string::npos;
    CHECK(found(std::string(heading) + (semicolon ? "\nE1;E2\n" : "\nE1,E2\n")) ==
          std::pair<int64_t, size_t>{1, 0});
  }
  CHECK(found("E1,E2\n") == std::pair<int64_t, size_t>{1, 0});
  // Words for people that are somebody's id, or were.
  for (const char* status : {"active", "left"}) {
    room.roster("Employee ID,Name,Status\nID1,Ana Alt," + std::string(status) +
                "\nID2,Bo Berg,active\nE1,Cy Czar,active\nE2,Di Dorn,active\n");
    const int64_t first = std::string(status) == "active" ? 1 : 0;
    CHECK(found("ID1,ID2\nE1,E2\n") ==
          std::pair<int64_t, size_t>{1 + first, static_cast<size_t>(1 - first)});
  }
  room.roster(kTwo);
  CHECK(found("ID1,ID2\nE1,E2\n") == std::pair<int64_t, size_t>{1, 0});
  for (const char* people : {"E8,E9", "Ann Other,Max Muster", "x@y.example,z@y.example"}) {
    CAPTURE(people);
    CHECK(found(std::string(people) + "\nE1,E2\n") == std::pair<int64_t, size_t>{1, 1});
  }
}

TEST_CASE(
    "no digest can be tried out: salted by HR, or none; of the confidential list none at all") {
  const std::string apart = "one,other\nE1,E2\n";
  const std::string workspace =
      R"({"weft":1,"kind":"workspace","programs":[],"people":[],"rounds":[]})";
  const auto record = [&](const Json& more, const std::string& from) {
    Room room;
    room.value({{"op", "workspace"}, {"file", "w.weft.json"}}, {from});
    room.roster(kPeople);
    room.value({{"op", "apart"}, {"file", "apart.csv"}}, {apart});
    Json program = kPlain;
    program["rules"] = Json::parse(R"([{"together": [["E1", "E3"]]}])");
    run(room, program, more);
    std::vector<std::string> files;
    for (const char* name : {"run-record.json", "outcome.json", "workspace.weft.json"})
      files.push_back(room.file(name));
    return files;
  };
  const std::vector<std::string> salted = record({{"salt", kSalt}}, workspace);
  const Json digests = Json::parse(salted[0])["digests"];
  CHECK(digests["roster"] == "sha256:" + sha256_hex(std::string(kSalt) + sha256_hex(kPeople)));
  CHECK(digests["history"] == "sha256:" + sha256_hex(std::string(kSalt) + sha256_hex(workspace)));
  CHECK(digests.contains("program"));
  CHECK_FALSE(digests.contains("apart"));
  for (const std::string& file : salted) {
    for (const std::string& inner : {sha256_hex(apart), sha256_hex(kPeople), sha256_hex(workspace)})
      CHECK(file.find(inner) == std::string::npos);
  }
  // The salt stays with HR: in the workspace, and nowhere else.
  CHECK(salted[0].find(kSalt) == std::string::npos);
  CHECK(salted[1].find(kSalt) == std::string::npos);
  CHECK(Json::parse(salted[2])["salt"] == kSalt);
  // A workspace keeps its own, whatever comes later; the same salt gives the same bytes.
  const std::string other = "ffeeddccbbaa99887766554433221100";
  CHECK(Json::parse(record({{"salt", other}}, salted[2])[2])["salt"] == kSalt);
  CHECK(record({{"salt", kSalt}}, workspace) == salted);
  CHECK(Json::parse(record({{"salt", other}}, workspace)[0])["digests"]["roster"] !=
        digests["roster"]);
  // Without one, nothing rather than something that can be tried.
  CHECK(Json::parse(record(Json::object(), workspace)[0])["digests"].empty());
  Room room;
  room.roster(kPeople);
  CHECK(room.error({{"op", "run"}, {"program", kPlain}, {"salt", "no salt"}}) == "request.badSalt");
  const Json odd =
      room.value({{"op", "workspace"}, {"file", "w.weft.json"}},
                 {R"({"weft":1,"kind":"workspace","salt":7,"people":[],"rounds":[]})"});
  CHECK(codes(odd["issues"]) == std::vector<std::string>{"workspace.badSalt"});
  CHECK(odd["salted"] == false);
}

TEST_CASE("a confidential row may name people by whatever stood in a row that was taken together") {
  const auto kept_apart = [](const std::string& roster, const std::string& row,
                             const Json& more = Json::object()) {
    CAPTURE(row);
    Room room;
    room.roster(roster, more);
    const Json list = room.value({{"op", "apart"}, {"file", "apart.csv"}}, {row + "\n"});
    CAPTURE(list.dump());
    CHECK(list["issues"].empty());
    CHECK(run(room, kPlain)["groupCount"] == 0);
    return list["pairs"] == 1;
  };
  const std::string twice =
      "id,name,email\n1,Ana Ruiz,ana@x.de\n1,Ana Ruiz,ana.ruiz@x.de\n2,Ben Ito,b@x.de\n";
  CHECK(kept_apart(twice, "ana.ruiz@x.de,2"));
  CHECK(kept_apart(twice, "ANA@x.de,Ben Ito"));
  // Two contracts of one person, as HR has said.
  const std::string contracts =
      "id,name,email\n1001,Ana Ruiz,ana@x.de\n2001,Ana Maria Ruiz,ana@x.de\n3,Ben Ito,b@x.de\n";
  for (const char* ana : {"1001", "2001", "Ana Maria Ruiz", "ana@x.de"})
    CHECK(kept_apart(contracts, std::string(ana) + ",3", {{"same", {{"1001 2001", "one"}}}}));
  // An answer that was replaced by a later one, from another address.
  CHECK(
      kept_apart("Timestamp,Personalnummer,Name,Email,Teilnahme\n"
                 "1.10.2026 9:00,417,Ana Ruiz,ana@home.example,Ja\n"
                 "2.10.2026 9:00,12,Ben Ito,b@x.de,Ja\n"
                 "3.10.2026 9:00,417,Ana Ruiz,ana@x.de,Ja\n",
                 "ana@home.example,12"));
}

TEST_CASE("of a row that was left out as a doubt nobody is said to have left") {
  Room room;
  room.roster("id,name\n1,Ana Ruiz\n1,Cy Czar\n2,Ben Ito\n");
  const Json list = room.value({{"op", "apart"}, {"file", "apart.csv"}}, {"Cy Czar,2\n"});
  CHECK(codes(list["issues"]) == std::vector<std::string>{"apart.unknownPerson"});
}

TEST_CASE("without a roster no row of a confidential list is passed over") {
  Room room;
  const Json early =
      room.value({{"op", "apart"}, {"file", "apart.csv"}, {"unknown", "gone"}}, {"a,b\nE1,E9\n"});
  CHECK(early["pairs"] == 1);
  room.roster(kTwo);
  CHECK(codes(run(room, kPlain)["issues"]) == std::vector<std::string>{"apart.unknownPerson"});
}

}  // namespace api_confidential_test
