// What earlier rounds mean for a run: what is planned is not met, whose turn it is, and people who
// are found again, or not.
#include <set>

#include "support.h"

namespace api_past_test {

using namespace weft;
using namespace weft::test;

namespace {

using Text = std::string;

class Years {
 public:
  explicit Years(const Text& roster) { load(roster); }

  void load(const Text& roster) { room.roster(roster); }
  // Runs, and keeps the workspace that comes of it.
  Json run(const Json& program, const Text& date) {
    Json made = room.value({{"op", "run"}, {"date", date}, {"program", program}});
    if (made.contains("certificate")) {
      workspace = Json::parse(room.file("workspace.weft.json"));
      room.value({{"op", "workspace"}}, {workspace.dump()});
    }
    return made;
  }
  Json possible(const Json& program, const Text& date) {
    return room.value({{"op", "possible"}, {"date", date}, {"program", program}});
  }
  std::vector<Text> dates() const {
    std::vector<Text> all;
    for (const Json& round : workspace["rounds"]) all.push_back(round["date"]);
    return all;
  }
  Text id(const Json& index) const { return workspace["people"][index.get<size_t>()]; }

  test::Room room;
  Json workspace;
};

Json lunch(const Json& more = Json::object()) {
  Json program = {{"weft", 1},
                  {"format", "lunch"},
                  {"name", "Lunch"},
                  {"rules", Json::array()},
                  {"criteria", Json::array()},
                  {"seed", 1}};
  program.update(more);
  return program;
}

Json issue_in(const Json& answer, const Text& code) {
  for (const Json& issue : answer["issues"]) {
    if (issue["code"] == code) return issue;
  }
  return nullptr;
}

const Json kEver = Json::parse(R"([{"met": "ever"}])");

}  // namespace

TEST_CASE("what is planned is not met, and a new plan of a series takes the place of the old one") {
  Years years("Employee ID,Name\nE1,Ana Ruiz\nE2,Ben Kohl\nE3,Cleo Marx\nE4,Dan Orth\n");
  years.run(lunch({{"rounds", {{"count", 3}, {"months", 1}}}}), "2026-01-15");
  const Json rest = lunch({{"rules", kEver}, {"rounds", {{"count", 2}, {"months", 1}}}});
  const Json before = issue_in(years.possible(rest, "2026-02-01"), "history.replaced");
  CHECK(before["args"]["count"] == 2);
  CHECK(before["args"]["date"] == "2026-02-15");
  CHECK(before["where"] == "/rounds");
  const Json made = years.run(rest, "2026-02-01");
  CHECK(made["measures"]["matched"]["people"] == 8);
  CHECK(!issue_in(made, "history.replaced").is_null());
  CHECK(years.dates() == std::vector<Text>{"2026-01-15", "2026-02-01", "2026-03-01"});
}

TEST_CASE("planned rounds of other programs are kept, and count for nothing yet") {
  Years years("Employee ID,Name\nE1,Ana Ruiz\nE2,Ben Kohl\n");
  years.run(lunch({{"name", "Summer"}}), "2026-07-01");
  const Json coffee = lunch({{"name", "Coffee"}, {"rules", kEver}});
  const Json made = years.run(coffee, "2026-03-01");
  CHECK(made["measures"]["matched"]["people"] == 2);
  CHECK(issue_in(made, "history.planned")["args"]["count"] == 1);
  CHECK(issue_in(made, "history.planned")["where"] == "/rules/0/met");
  CHECK(years.dates() == std::vector<Text>{"2026-07-01", "2026-03-01"});
  // The outcome is checked on the same day, with the same past.
  const Json again = years.run(lunch({{"name", "Tea"}, {"rules", kEver}}), "2026-07-01");
  CHECK(again["measures"]["matched"]["people"] == 0);
}

TEST_CASE("a mentoring that is yet to begin is no load, one that runs is") {
  Years years("Employee ID,Role\nE1,mentor\nE2,mentee\n");
  const Json filter = Json::parse(R"({"mentors": [{"column": "Role", "is": ["mentor"]}]})");
  Json mentoring = lunch({{"format", "mentoring"}, {"name", "M"}, {"runs", {{"months", 6}}}});
  mentoring.update(filter);
  years.run(mentoring, "2026-05-01");
  const Json busy = lunch({{"load", {{"max", 1}}}});
  CHECK(years.possible(busy, "2026-04-30")["takingPart"] == 2);
  CHECK(years.possible(busy, "2026-05-01")["takingPart"] == 0);
  CHECK(years.possible(busy, "2026-11-01")["takingPart"] == 2);
}

TEST_CASE("newcomers do not sit out in their first round, whoever has waited longest does") {
  const Text three = "Employee ID\nE1\nE2\nE3\n";
  for (const Text policy : {"out", "trio"}) {
    CAPTURE(policy);
    Years years(three);
    const Json program = lunch({{"odd", policy}});
    std::vector<Text> odd;
    const auto next = [&](const Text& date) {
      years.run(program, date);
      const Json last = years.workspace["rounds"].back();
      REQUIRE(last["odd"].size() == 1);
      odd.push_back(years.id(last["odd"][0]));
    };
    for (const Text date : {"2026-01-01", "2026-02-01", "2026-03-01"}) next(date);
    CHECK(std::set<Text>(odd.begin(), odd.end()).size() == 3);
    years.load(three + "NEW1\nNEW2\n");
    for (const Text date : {"2026-04-01", "2026-05-01", "2026-06-01"}) next(date);
    // Those whose turn was first are first again; then all others have waited as long.
    CHECK(odd[3] == odd[0]);
    CHECK(odd[4] == odd[1]);
    next("2026-07-01");
    next("2026-08-01");
    CHECK(std::set<Text>(odd.begin() + 5, odd.end()) == std::set<Text>{odd[2], "NEW1", "NEW2"});
  }
}

TEST_CASE("who lost the zeros of their id has met whom they met, and that is said") {
  Years years("Employee ID,Name\n00017,Ana Ruiz\n00023,Ben Kohl\n");
  const Json program = lunch({{"rules", kEver}});
  years.run(program, "2026-01-01");
  years.load("Employee ID,Name\n17,Ana Ruiz\n23,Ben Kohl\n");
  const Json said = issue_in(years.possible(program, "2026-02-01"), "history.respelt");
  CHECK(said["args"]["count"] == 2);
  CHECK(said["args"]["value"] == "00017");
  CHECK(said["args"]["other"] == "17");
  CHECK(said["where"] == "/rules/0/met");
  const Json made = years.run(program, "2026-02-01");
  CHECK(made["measures"]["matched"]["people"] == 0);
  CHECK(!issue_in(made, "history.respelt").is_null());
  // Once more, when the history knows them by both.
  CHECK(years.run(program, "2026-03-01")["measures"]["matched"]["people"] == 0);
}

TEST_CASE(
    "fewer than nine of ten people of the last round are a warning beside what asks for them") {
  Text roster = "Employee ID,Name,Email\n";
  for (int i = 10; i < 20; ++i) {
    const Text number = std::to_string(i);
    roster += "E" + number + ",Person " + number + ",p" + number + "@old.example\n";
  }
  Years years(roster);
  years.run(lunch(), "2026-01-01");
  const Json program = lunch({{"rules", kEver}});
  const auto said = [&](const Text& changed) {
    years.load(changed);
    return years.possible(program, "2026-02-01");
  };
  const auto only = [&](int from) {
    Text some = "Employee ID,Name\n";
    for (int i = from; i < 30; ++i) some += "E" + std::to_string(i) + ",Person\n";
    return some;
  };
  CHECK(issue_in(said(only(11)), "history.fewFound").is_null());
  const Json few = issue_in(said(only(12)), "history.fewFound");
  CHECK(few["severity"] == "warning");
  CHECK(few["where"] == "/rules/0/met");
  CHECK(few["args"]["found"] == 8);
  CHECK(few["args"]["count"] == 10);
  const Json made = years.room.value({{"op", "run"}, {"date", "2026-02-01"}, {"program", program}});
  CHECK(!issue_in(made, "history.fewFound").is_null());
  const Json kept = Json::parse(years.room.file("outcome.json"));
  REQUIRE(kept["doubts"].size() == 1);
  CHECK(kept["doubts"][0]["code"] == "history.fewFound");

  // Known by another kind of id now, or by addresses of another domain.
  Years others(roster);
  others.run(lunch(), "2026-01-01");
  Text by_mail = "Name,Email\n";
  Text moved = "Name,Email\n";
  for (int i = 10; i < 20; ++i) {
    const Text number = std::to_string(i);
    by_mail += "Person " + number + ",p" + number + "@old.example\n";
    moved += "Person " + number + ",P" + number + "@new.example\n";
  }
  others.load(by_mail);
  const Json nobody = others.possible(program, "2026-02-01");
  CHECK(issue_in(nobody, "history.nobodyFound")["args"]["count"] == 10);
  CHECK(!issue_in(nobody, "history.otherIds").is_null());
  Years mails(by_mail);
  mails.run(lunch(), "2026-01-01");
  mails.load(moved);
  const Json away = mails.possible(program, "2026-02-01");
  CHECK(!issue_in(away, "history.nobodyFound").is_null());
  CHECK(issue_in(away, "history.otherDomain")["args"]["value"] == "p10@old.example");
  CHECK(issue_in(away, "history.otherDomain")["args"]["other"] == "P10@new.example");
}

TEST_CASE("namesakes without ids are not told apart between rounds, and that is said") {
  Years years("Name,Department\nPeter Smith,Sales\nAnna Groß,IT\nPeter Smith,IT\nKim Lee,Sales\n");
  const Json program = lunch({{"rules", kEver}});
  const Json said = issue_in(years.possible(program, "2026-01-01"), "history.namesakes");
  CHECK(said["severity"] == "warning");
  CHECK(said["rows"] == Json::array({2, 4}));
  CHECK(said["file"] == "people.csv");
  CHECK(said["where"] == "/rules/0/met");
  CHECK(!issue_in(years.run(program, "2026-01-01"), "history.namesakes").is_null());
  years.load("Name,Employee ID\nPeter Smith,1\nPeter Smith,2\n");
  CHECK(issue_in(years.possible(program, "2026-02-01"), "history.namesakes").is_null());
}

TEST_CASE("where a request names no day, every round counts and none is replaced") {
  Years years("Employee ID,Name\nE1,Ana Ruiz\nE2,Ben Kohl\n");
  const Json program = lunch({{"rules", kEver}, {"rounds", {{"count", 1}}}});
  years.run(program, "2026-03-01");
  const Json made = years.room.value({{"op", "run"}, {"program", program}});
  CHECK(made["measures"]["matched"]["people"] == 0);
  CHECK(issue_in(made, "history.replaced").is_null());
  CHECK(Json::parse(years.room.file("workspace.weft.json"))["rounds"].size() == 2);
}

TEST_CASE("whoever met under the second of two ids has met") {
  Room room;
  room.value({{"op", "workspace"}},
             {R"({"weft":1,"kind":"workspace","programs":[],"people":["2001","3"],
                  "rounds":[{"program":"Lunch","format":"lunch","date":"2026-01-01","seed":1,
                             "groups":[[0,1]],"leftOut":[]}]})"});
  const Text roster =
      "id,name,email\n1001,Ana Ruiz,ana@x.de\n2001,Ana Maria Ruiz,ana@x.de\n3,Ben Ito,b@x.de\n";
  room.roster(roster, {{"same", {{"1001 2001", "one"}}}});
  const Json made = room.value({{"op", "run"}, {"program", lunch({{"rules", kEver}})}});
  CHECK(made["groupCount"] == 0);
}

}  // namespace api_past_test
