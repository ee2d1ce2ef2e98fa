// Places are for one mentee at a time: mentees of mentoring that still runs are in theirs, and
// every one of them is a commitment of the mentor.
#include "support.h"

namespace formats_mentoring_places_test {

using namespace weft;
using namespace weft::test;

namespace {

using Text = std::string;

Json mentoring(Json more = Json::object()) {
  Json program = Json::parse(R"({"weft": 1, "format": "mentoring", "name": "M", "seed": 1,
    "mentors": [{"column": "Role", "is": ["mentor"]}],
    "mentees": [{"column": "Role", "is": ["mentee"]}],
    "runs": {"months": 6}, "rules": [], "criteria": []})");
  program.update(more);
  return program;
}

class Spring {
 public:
  explicit Spring(const Text& people, const Json& program = mentoring()) {
    load(people);
    run(program, "2026-03-01");
    room.value({{"op", "workspace"}}, {room.file("workspace.weft.json")});
  }
  void load(const Text& people) { room.roster("Employee ID,Role,Mentoring capacity\n" + people); }
  Json run(const Json& program, const Text& date) {
    return room.value({{"op", "run"}, {"date", date}, {"program", program}});
  }
  Json possible(const Json& program, const Text& date) {
    return room.value({{"op", "possible"}, {"date", date}, {"program", program}});
  }
  std::vector<Text> reasons() {
    std::vector<Text> all;
    const Json people = room.value({{"op", "leftOut"}, {"from", 0}, {"count", 9}})["people"];
    for (const Json& person : people) {
      for (const Json& reason : person["reasons"]) all.push_back(reason["code"]);
    }
    return all;
  }

  Room room;
};

bool has(const std::vector<Text>& all, const Text& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("a running mentee takes a place of the mentor, until the mentoring ends") {
  for (const Text name : {"M", "Another mentoring"}) {
    CAPTURE(name);
    Spring spring("M1,mentor,1\nS1,mentee,\n");
    spring.load("M1,mentor,1\nS2,mentee,\n");
    const Json program = mentoring(
        {{"name", name}, {"load", {{"max", 2}}}, {"rules", Json::parse(R"([{"met": "ever"}])")}});
    const Json before = spring.possible(program, "2026-06-01");
    CHECK(before["own"]["places"] == 0);
    CHECK(has(codes(before["issues"]), "mentoring.placesTaken"));
    const Json summer = spring.run(program, "2026-06-01");
    CHECK(summer["extra"]["matched"] == 0);
    CHECK(has(codes(summer["issues"]), "mentoring.placesTaken"));
    CHECK(has(spring.reasons(), "mentoring.left.noFreePlace"));
    CHECK(spring.run(program, "2026-09-01")["extra"]["matched"] == 1);
  }
}

TEST_CASE("of several places those are free that nobody is in") {
  Spring spring("M1,mentor,3\nS1,mentee,\nS2,mentee,\n");
  spring.load("M1,mentor,3\nS3,mentee,\nS4,mentee,\n");
  const Json summer = spring.run(mentoring(), "2026-06-01");
  CHECK(summer["extra"]["matched"] == 1);
  CHECK(summer["leftOutCount"] == 1);
  CHECK(has(spring.reasons(), "mentoring.left.placesUsed"));
}

TEST_CASE("every mentee is a commitment of the mentor, in this round and in those that run") {
  Spring spring("M1,mentor,3\nS1,mentee,\nS2,mentee,\n");
  spring.load("M1,mentor,9\nS1,mentee,\nS3,mentee,\nS4,mentee,\n");
  const auto taking = [&](int most) {
    Json lunch = {{"weft", 1}, {"format", "lunch"}, {"name", "L"}, {"load", {{"max", most}}}};
    return spring.possible(lunch, "2026-06-01")["takingPart"];
  };
  CHECK(taking(1) == 2);
  CHECK(taking(2) == 3);
  CHECK(taking(3) == 4);
  // One more: then there are three.
  const Json three = mentoring({{"load", {{"max", 3}}}});
  const Json summer = spring.run(three, "2026-06-01");
  CHECK(summer["extra"]["matched"] == 1);
  CHECK(has(codes(summer["issues"]), "mentoring.placesOverLoad"));
  CHECK(has(codes(spring.possible(three, "2026-06-01")["issues"]), "mentoring.placesOverLoad"));
}

TEST_CASE("who wished for a mentor without a free place is matched with nobody else") {
  Spring spring("M1,mentor,1\nS1,mentee,\n");
  spring.load("M1,mentor,1\nM2,mentor,1\nS2,mentee,\n");
  spring.room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "w.csv"}},
                    {"Person,1st choice\nS2,M1\n"});
  CHECK(spring.run(mentoring({{"unlisted", "no"}}), "2026-06-01")["extra"]["matched"] == 0);
  CHECK(has(spring.reasons(), "mentoring.left.noFreePlace"));
  CHECK(spring.run(mentoring({{"unlisted", "last"}}), "2026-06-01")["extra"]["matched"] == 1);
}

}  // namespace formats_mentoring_places_test
