#include "lists/list.h"

#include <algorithm>

#include "support.h"

namespace lists_list_test {

using namespace weft;

namespace {

ListTable preferences_of(const char* text) { return *read_list(text, "preferences", "prefs.csv"); }

std::vector<std::pair<int32_t, int32_t>> wishes(const Preferences& preferences, size_t person) {
  std::vector<std::pair<int32_t, int32_t>> all;
  for (const auto& wish : preferences.of[person]) all.emplace_back(wish.other, wish.rank);
  return all;
}

}  // namespace

TEST_CASE("a list is recognised by its headers, in both languages, and a roster is none") {
  CHECK(recognise_list({"Name", "1st choice", "2nd choice"}) == "preferences");
  CHECK(recognise_list({"Person", "Wunsch 1", "Wunsch 2"}) == "preferences");
  CHECK(recognise_list({"Gastgeber", "Datum", "Plätze"}) == "dates");
  CHECK(recognise_list({"Titel", "Gastgeber", "Dauer"}) == "proposals");
  CHECK(recognise_list({"Person", "Session", "Stars"}) == "votes");
  CHECK(recognise_list({"Room", "Capacity", "Equipment"}) == "rooms");
  CHECK(recognise_list({"Slot", "Begin", "End"}) == "slots");
  CHECK(recognise_list({"Name", "Round"}) == "absences");
  CHECK(recognise_list({"Mitarbeiter", "Abwesend von", "Abwesend bis"}) == "absences");
  CHECK(recognise_list({"Id", "Name", "Department", "Site", "Capacity"}).empty());
  CHECK(recognise_list({"Name", "E-Mail", "Skills wanted"}).empty());
  CHECK(recognise_list({"Person A", "Person B"}).empty());
}

TEST_CASE("wishes in columns are ranked by their number, several in one cell are tied") {
  const auto roster = test::read("id\n1\n2\n3\n4\n").roster;
  Issues issues;
  const auto preferences = read_preferences(
      preferences_of("id,2nd choice,1st choice\n1,3,2\n2,4;3,1\n"), roster, issues);
  CHECK(issues.empty());
  CHECK(wishes(preferences, 0) == std::vector<std::pair<int32_t, int32_t>>{{1, 1}, {2, 2}});
  CHECK(wishes(preferences, 1) == std::vector<std::pair<int32_t, int32_t>>{{0, 1}, {3, 2}, {2, 2}});
  CHECK(preferences.of[2].empty());
  CHECK(preferences.row[1] == 3);
}

TEST_CASE("wishes in rows are ranked by their rank, else by their order") {
  const auto roster = test::read("id\n1\n2\n3\n").roster;
  Issues issues;
  CHECK(wishes(read_preferences(preferences_of("id,choice,rank\n1,2,2\n1,3,1\n"), roster, issues),
               0) == std::vector<std::pair<int32_t, int32_t>>{{2, 1}, {1, 2}});
  CHECK(wishes(read_preferences(preferences_of("id,choice\n1,2\n1,3\n"), roster, issues), 0) ==
        std::vector<std::pair<int32_t, int32_t>>{{1, 1}, {2, 2}});
  CHECK(issues.empty());
}

TEST_CASE("what is wrong in a list of wishes is named, the rest is kept") {
  const auto roster = test::read("id\n1\n2\n3\n").roster;
  Issues issues;
  const auto preferences = read_preferences(
      preferences_of(
          "id,choice,rank\n1,2,1\n1,2,2\n1,1,3\n1,9,4\n8,1,1\n2,3,first\n2,1,-1\n3,1,1\n"),
      roster, issues);
  const auto rows = [&](const char* code) {
    for (const Issue& issue : issues) {
      if (issue.code == code) return issue.rows;
    }
    return std::vector<int64_t>();
  };
  CHECK(rows("preference.twice") == std::vector<int64_t>{3});
  CHECK(rows("preference.self") == std::vector<int64_t>{4});
  CHECK(rows("preference.unknownOther") == std::vector<int64_t>{5});
  CHECK(rows("preference.unknownPerson") == std::vector<int64_t>{6});
  CHECK(rows("preference.rank") == std::vector<int64_t>{7, 8});
  CHECK(issues.size() == 5);
  CHECK(issues[0].file == "prefs.csv");
  // A wish that can't come true is one all the same: for nobody.
  CHECK(wishes(preferences, 0) == std::vector<std::pair<int32_t, int32_t>>{
                                      {1, 1}, {Roster::kNobody, 3}, {Roster::kNobody, 4}});
  CHECK(wishes(preferences, 1) ==
        std::vector<std::pair<int32_t, int32_t>>{{Roster::kNobody, 1}, {Roster::kNobody, 1}});
  CHECK(wishes(preferences, 2) == std::vector<std::pair<int32_t, int32_t>>{{0, 1}});
}

TEST_CASE("a list without the column it is about is refused with the column's name") {
  const auto read = read_list("id,rank\n1,2\n", "preferences", "p.csv");
  REQUIRE_FALSE(read);
  CHECK(read.issue().code == "list.columnMissing");
  CHECK(read.issue().file == "p.csv");
  CHECK(read_list("a\n1\n", "menus", "m.csv").issue().code == "list.unknownKind");
}

}  // namespace lists_list_test
