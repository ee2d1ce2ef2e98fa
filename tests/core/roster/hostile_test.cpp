// Tables that are meant to take for ever. Each would, were any step slower than n log n: the
// numbers are such that the square of them is minutes.
#include <functional>

#include "base/digest.h"
#include "lists/groups.h"
#include "lists/host_dates.h"
#include "lists/list.h"
#include "lists/proposals.h"
#include "support.h"
#include "table/csv.h"

namespace roster_hostile_test {

using namespace weft;

namespace {

std::string repeated(std::string_view text, size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) all.append(text);
  return all;
}

std::string numbered(size_t count, const std::function<std::string(size_t)>& one) {
  std::string all;
  for (size_t i = 0; i < count; ++i) all.append(one(i));
  return all;
}

ListTable list_of(const std::string& text, const char* kind) {
  Result<ListTable> list = read_list(text, kind, "list.csv");
  REQUIRE(list);
  return std::move(*list);
}

Roster people(size_t count) {
  return test::read("id,name\n" + numbered(count,
                                           [](size_t i) {
                                             const std::string number = std::to_string(i);
                                             return "E" + number + ",Person " + number + "\n";
                                           }))
      .roster;
}

}  // namespace

TEST_CASE("thousands of equal headers get a number each") {
  const auto read = test::read("Employee ID,Name" + repeated(",Dept", 16'000) + "\n1,Ana\n2,Bo\n");
  CHECK(read.roster.people() == 2);
  CHECK(read.profile.columns.size() == 16'002);
  CHECK(read.profile.columns[2].header == "Dept");
  CHECK(read.profile.columns.back().header == "Dept (16000)");
}

TEST_CASE("a header that looks like a numbered one keeps its place, the next number is taken") {
  const auto read = test::read("Name,Dept (2),Dept,Dept,Dept\nAna,a,b,c,d\n");
  std::vector<std::string> headers;
  for (const ColumnProfile& column : read.profile.columns) headers.push_back(column.header);
  CHECK(headers == std::vector<std::string>{"Name", "Dept (2)", "Dept", "Dept (3)", "Dept (4)"});
}

TEST_CASE("tens of thousands of people of one name are as many people") {
  const auto read = test::read("Name\n" + repeated("Ana Muster\n", 60'000));
  REQUIRE(read.roster.people() == 60'000);
  CHECK(read.roster.ids[0] == "Ana Muster");
  CHECK(read.roster.ids[1] == "Ana Muster (2)");
  CHECK(read.roster.ids[59'999] == "Ana Muster (60000)");
}

TEST_CASE("an identity that looks like a numbered one is nobody else's") {
  const auto roster = test::read("Name\nAna\nAna (2)\nAna\nAna (2)\nAna\n").roster;
  std::vector<std::string> ids;
  for (size_t i = 0; i < roster.people(); ++i) ids.emplace_back(roster.ids[i]);
  CHECK(ids == std::vector<std::string>{"Ana", "Ana (2)", "Ana (3)", "Ana (2) (2)", "Ana (4)"});
}

TEST_CASE(
    "a table with more columns than a spreadsheet has is refused, with the row that has them") {
  ReadOptions options;
  options.file = "wide.csv";
  const Result<ReadRoster> read =
      read_roster("Staff list\nName" + repeated(",Note", 20'000) + "\nAna\n", options);
  REQUIRE_FALSE(read);
  CHECK(read.issue().code == "table.tooManyColumns");
  CHECK(read.issue().file == "wide.csv");
  CHECK(read.issue().rows == std::vector<int64_t>{2});
}

TEST_CASE("separators alone are nobody, or one row of them, however many there are") {
  for (const char separator : {',', ';', '\t', '|'}) {
    const Result<ReadRoster> read = read_roster(std::string(3'000'000, separator), {});
    if (read) CHECK(read->roster.people() <= 1);
    const auto below = test::read("Name,Dept\nAna,IT\n" + std::string(3'000'000, separator));
    CHECK(below.roster.people() <= 2);
  }
}

TEST_CASE("a wide header above short rows costs what its cells cost") {
  const auto read =
      test::read("Name" + repeated(",Note", 16'000) + "\n" +
                 numbered(20'000, [](size_t i) { return "P" + std::to_string(i) + "\n"; }));
  CHECK(read.roster.people() == 20'000);
}

TEST_CASE("of thousands of columns with addresses a few are kept") {
  const auto read =
      test::read("Id,Name" + repeated(",E-Mail", 10'000) + "\n" +
                 numbered(5'000, [](size_t i) { return std::to_string(i) + ",P\n"; }));
  CHECK(read.roster.people() == 5'000);
  CHECK(read.roster.columns.size() < 30);
}

TEST_CASE("values of a hundred thousand letters are no slips of each other") {
  const std::string giant = repeated("abcdefghij", 2'000);
  const auto read = test::read("Id,Department\n" + numbered(390, [&](size_t i) {
                                 return std::to_string(i) + "," + giant + std::to_string(i) + "\n";
                               }));
  CHECK(read.roster.people() == 390);
  CHECK(test::find(read.profile.issues, "roster.similarValues") == nullptr);
}

TEST_CASE("a beginning that is unlike the rest does not ask for all of the memory") {
  const std::string header =
      "Id,Name,E-Mail,Manager,Department,Site,Team,Division,Company,Country\n";
  const auto blank = test::read(header + std::string(70'000, '\n') + "1,Ana," +
                                std::string(5'000'000, 'x') + "\n");
  CHECK(blank.roster.people() == 1);
  const auto giant =
      test::read(header + numbered(2'000, [](size_t i) { return std::to_string(i) + ",P\n"; }) +
                 std::string(20'000'000, '9') + ",Bo\n");
  CHECK(giant.roster.people() == 2'001);
}

TEST_CASE("a manager with a hundred thousand brackets is unknown") {
  const auto read = test::read("Id,Name,Manager\n1,Ana,Bo" + repeated(" (x)", 100'000) +
                               "\n2,Bo,\n3,Cy,Bo (Sales) (2)\n4,Di,Bo (Sales) (x)\n");
  CHECK(read.roster.managers[0] == Roster::kNobody);
  CHECK(read.roster.managers[2] == 1);
  CHECK(read.roster.managers[3] == 1);
}

TEST_CASE("a circle of thousands is named by its first, its rows are all there") {
  const auto read = test::read("Id,Name,Manager\n" + numbered(20'000, [](size_t i) {
                                 return std::to_string(i) + ",P" + std::to_string(i) + "," +
                                        std::to_string((i + 1) % 20'000) + "\n";
                               }));
  const Issue* circle = test::find(read.profile.issues, "roster.managerCircle");
  REQUIRE(circle != nullptr);
  CHECK(circle->row_count == 20'000);
  CHECK(std::get<std::string>(circle->args[0].value).size() < 200);
}

TEST_CASE("managers whose numbers lost their zeros are looked for once") {
  const auto read =
      test::read("Id,Name,Manager\n" +
                 numbered(3'000, [](size_t i) { return "0042,P" + std::to_string(i) + ",\n"; }) +
                 numbered(1'500, [](size_t i) {
                   return "X" + std::to_string(i) + ",Q," + std::string(i % 700, '0') + "42\n";
                 }));
  CHECK(read.roster.people() > 1'500);
}

TEST_CASE("thousands of levels are ordered, by their words or as HR wishes") {
  const auto text = "Id,Level\n" + numbered(20'000, [](size_t i) {
                      return std::to_string(i) + ",Senior x" + std::to_string(i) + "\n";
                    });
  CHECK(test::read(text).roster.people() == 20'000);
  ReadOptions options;
  for (size_t i = 0; i < 20'000; ++i)
    options.choices["Level"].order.push_back("Senior x" + std::to_string(19'999 - i));
  const Roster roster = test::read(text, options).roster;
  CHECK(roster.with_role(Role::kLevel)->number(19'999) == 1000);
}

TEST_CASE("lists: thousands of wishes, dates, members and equipment") {
  const Roster roster = people(20'000);
  Issues issues;
  SUBCASE("wishes of one person") {
    const auto preferences = read_preferences(
        list_of(
            "id,choice\n" +
                numbered(19'999, [](size_t i) { return "E0,E" + std::to_string(i + 1) + "\n"; }) +
                "E0,E7\n",
            "preferences"),
        roster, issues);
    CHECK(preferences.of[0].size() == 19'999);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "preference.twice");
    CHECK(issues[0].rows == std::vector<int64_t>{20'001});
  }
  SUBCASE("members, wishes and equipment of one group") {
    const auto groups =
        read_groups(list_of("group,person,wish,equipment,site\n" +
                                numbered(20'000,
                                         [](size_t i) {
                                           const std::string n = std::to_string(i);
                                           return "G,E" + n + ",W" + n + ",Q" + n + ",Graz\n";
                                         }) +
                                "G,E5,W5,Q5," + std::string(100'000, 'x') + "\n",
                            "groups"),
                    roster, issues);
    REQUIRE(groups.size() == 1);
    CHECK(groups[0].people.size() == 20'000);
    CHECK(groups[0].wishes.size() == 20'000);
    CHECK(groups[0].equipment.size() == 20'000);
    CHECK(groups[0].site == "Graz");
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "groups.differs");
  }
  SUBCASE("a group of a giant site") {
    const auto groups = read_groups(list_of("group,size,site\nG,3," + std::string(200'000, 'x') +
                                                "\n" + repeated("G,3,Graz\n", 20'000),
                                            "groups"),
                                    roster, issues);
    CHECK(groups.size() == 1);
    CHECK(issues[0].row_count == 20'000);
  }
  SUBCASE("wishes of a guest, and when there is time") {
    std::string wishes = "E1";
    for (size_t i = 2; i < 20'000; ++i) wishes.append(";E").append(std::to_string(i));
    const auto guests = read_guests(
        list_of("guest,wish,dates\nE0," + wishes + "," + repeated("a ", 200'000) + "\n", "guests"),
        roster, 0, 1, issues);
    REQUIRE(guests.size() == 1);
    CHECK(guests[0].wanted.size() == 19'999);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "guests.dates");
  }
  SUBCASE("ballots with something wrong in every cell") {
    std::string header = "session,hosts\n";
    std::string ballots = "Person";
    for (size_t i = 0; i < 900; ++i) {
      header.append("S" + std::to_string(i) + ",E1\n");
      ballots.append(",S" + std::to_string(i));
    }
    for (size_t i = 0; i < 15'000; ++i) ballots.append(",Other " + std::to_string(i));
    ballots.append("\n");
    for (size_t i = 0; i < 400; ++i)
      ballots.append("E" + std::to_string(i) + repeated(",what", 1'200) + "\n");
    const auto proposals = read_proposals(list_of(header, "proposals"), roster, issues);
    REQUIRE(proposals.size() == 900);
    CHECK(read_votes(list_of(ballots, "votes"), roster, proposals, false, issues).empty());
    // Every cell is told with its row, under one sentence for each of the first columns.
    int64_t cells = 0;
    for (const Issue& issue : issues) cells += issue.code == "votes.value" ? issue.row_count : 0;
    CHECK(cells == 400 * 900);
    CHECK(issues.size() < 250);
  }
}

TEST_CASE("nothing is hashed from nowhere") {
  Sha256 hash;
  hash.add("abc");
  hash.add(std::string_view());
  CHECK(hash.hex() == sha256_hex("abc"));
  CHECK(sha256_hex(std::string_view()) == sha256_hex(""));
}

}  // namespace roster_hostile_test
