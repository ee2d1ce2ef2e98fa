#include "lists/groups.h"

#include "support.h"

namespace lists_groups_test {

using namespace weft;

namespace {

const char* const kPeople =
    "id,name,email\n1,Ana Ruiz,ana@x.org\n2,Ben Okoro,ben@x.org\n3,Chi Wang,chi@x.org\n";

std::vector<ListedGroup> read(const std::string& text, Issues& issues) {
  const ReadRoster roster = test::read(kPeople);
  const Result<ListTable> list = read_list(text, "groups", "groups.csv");
  REQUIRE(list);
  return read_groups(*list, roster.roster, issues);
}

}  // namespace

TEST_CASE("the groups.csv of an outcome is a list of groups, and is known as one") {
  Issues issues;
  const auto groups = read(
      "group,role,id,name,email,Department\n"
      "1,,1,Ana Ruiz,ana@x.org,Sales\n"
      "1,,2,Ben Okoro,ben@x.org,Legal\n"
      "2,third,3,Chi Wang,chi@x.org,IT\n",
      issues);
  CHECK(issues.empty());
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].name == "1");
  CHECK(groups[0].people == std::vector<int32_t>{0, 1});
  CHECK(groups[0].size == 2);
  CHECK(groups[1].people == std::vector<int32_t>{2});
  CHECK(recognise_list({"group", "role", "id", "name", "email", "title", "Department"}) ==
        "groups");
  CHECK(recognise_list({"Gruppe", "Größe", "Wünsche", "Ausstattung"}) == "groups");
  // A roster may have groups, too.
  CHECK(recognise_list({"id", "name", "email", "Group"}).empty());
}

TEST_CASE("what a format calls its groups is their name") {
  Issues issues;
  const auto groups = read(
      "group,role,id,name,email,title,date,begin,end,where\n"
      "1,host,1,Ana,a@x.org,Bees,2026-12-01,09:00,09:45,Hall\n"
      "1,guest,2,Ben,b@x.org,Bees,2026-12-01,09:00,09:45,Hall\n"
      "2,host,2,Ben,b@x.org,Trees,2026-12-01,10:00,10:45,Hall\n",
      issues);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].name == "Bees");
  CHECK(groups[1].name == "Trees");
}

TEST_CASE("a table made by hand has a row for each group, and people need no names") {
  Issues issues;
  const auto groups = read(
      "Group;Members;Size;Site;Equipment;When;Wish 1;Wish 2\n"
      "Bees;\"Ana Ruiz; ben@x.org\";4;Berlin;Beamer, Flipchart;Tuesday;Atelier;Tuesday | Friday\n"
      "Trees;;6;;;;;\n",
      issues);
  CHECK(issues.empty());
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].people == std::vector<int32_t>{0, 1});
  CHECK(groups[0].size == 4);
  CHECK(groups[0].site == "Berlin");
  CHECK(groups[0].equipment == std::vector<std::string>{"Beamer", "Flipchart"});
  CHECK(groups[0].when == "Tuesday");
  CHECK(groups[0].wishes == std::vector<std::string>{"Atelier", "Tuesday", "Friday"});
  CHECK(groups[1].people.empty());
  CHECK(groups[1].size == 6);
}

TEST_CASE("rows of a list of groups that can't be used are named, and the rest is kept") {
  Issues issues;
  const auto groups = read(
      "Group,Person,Size,Site\n"
      "Bees,Ana Ruiz,two,Berlin\n"
      "Bees,Nobody Known,,Munich\n"
      ",Ben Okoro,,\n"
      "Trees,,,\n"
      "Seas,Ben Okoro; Chi Wang,1,\n"
      "=cmd|' /C calc'!A0,Chi Wang,,\n",
      issues);
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].people == std::vector<int32_t>{0});
  CHECK(groups[0].size == 1);
  CHECK(groups[0].site == "Berlin");
  CHECK(groups[1].size == 2);
  const auto told = [&](const char* code, int64_t row, const char* column, const char* value) {
    CAPTURE(code);
    const Issue* issue = test::find(issues, code);
    REQUIRE(issue != nullptr);
    CHECK(issue->file == "groups.csv");
    CHECK(issue->rows == std::vector<int64_t>{row});
    CHECK(issue->column == column);
    CHECK(std::get<std::string>(issue->args[0].value) == value);
  };
  told("groups.size", 2, "Size", "two");
  told("groups.differs", 3, "Site", "Munich");
  told("groups.unknownPerson", 3, "Person", "Nobody Known");
  told("groups.noName", 4, "Group", "");
  told("groups.empty", 5, "Group", "Trees");
  told("groups.sizeLess", 6, "Size", "1");
}

}  // namespace lists_groups_test
