#include "outcome/calendars.h"

#include "support.h"

namespace outcome_calendars_test {

using namespace weft;
using test::Json;
using test::Room;

TEST_CASE("files of single people have numbers for names, and an index says whose they are") {
  PeopleFiles people;
  CHECK(people.name_for("E1", "Ana Ruiz", "ana@x.example") == "0001.ics");
  CHECK(people.name_for("E2", "=Bo", "") == "0002.ics");
  const Value index = people.index();
  CHECK(*index.find("name")->text() == "index.csv");
  CHECK(index.find("text")->text()->find("0001.ics,E1,Ana Ruiz,ana@x.example") !=
        std::string::npos);
  CHECK(numbered(12345) == "12345");
}

TEST_CASE("no calendar of a visit or of a person is called after anybody") {
  Room room;
  room.roster("id,name,Department\n1,Ana Ruiz,IT\n2,Ben Okoro,HR\n3,Chi Wang,HR\n");
  room.value({{"op", "list"}, {"kind", "dates"}, {"file", "dates.csv"}},
             {"Host,Date\n1,2026-12-01\n"});
  room.value({{"op", "list"}, {"kind", "guests"}, {"file", "guests.csv"}},
             {"Guest,1st wish\n2,Ana Ruiz\n"});
  const Json program = {{"weft", 1}, {"format", "shadowing"}, {"name", "Visits"}};
  room.value({{"op", "run"}, {"program", program}, {"date", "2026-11-24"}});
  const auto asked = [&](const char* by) {
    return room.value({{"op", "detail"}, {"of", "calendars"}, {"by", by}});
  };
  const Json people = asked("person");
  REQUIRE(people["files"].size() == 2);
  CHECK(people["files"][0]["name"] == "0001.ics");
  CHECK(people["index"]["text"].get<std::string>().find("0001.ics,1,Ana Ruiz") !=
        std::string::npos);
  CHECK(asked("visit")["files"][0]["name"] == "2026-12-01-0001.ics");
}

}  // namespace outcome_calendars_test
