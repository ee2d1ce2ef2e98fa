#include "roster/join.h"

#include "roster/inspect.h"
#include "support.h"

namespace roster_join_test {

using namespace weft;
using namespace weft::test;

namespace {

constexpr std::string_view kRoster =
    "id,name,email,Department\n1,Ana Ruiz,ana@x.example,IT\n2,Bo Li,bo@x.example,HR\n"
    "3,Cy Ng,cy@x.example,IT\n";

ReadRoster joined(const std::string& list, bool leaves = false, ReadOptions options = {}) {
  options.joined.push_back({"list.csv", list, leaves});
  return read(kRoster, options);
}

}  // namespace

TEST_CASE("a list of people becomes a column of who takes part, or does not") {
  for (const std::string list :
       {"E-Mail\nBO@x.example\nana@x.example\n", "bo@x.example\nana@x.example\n", "Wer?\n2\n1\n"}) {
    CAPTURE(list);
    const auto [roster, profile] = joined(list);
    const Column* opted = roster.with_role(Role::kOptIn);
    REQUIRE(opted != nullptr);
    CHECK(opted->number(0) == 1000);
    CHECK(opted->number(1) == 1000);
    CHECK(opted->number(2) == 0);
    CHECK(profile.joined[0].matched == 2);
  }
  CHECK(joined("id\n3\n", true).roster.with_role(Role::kOptIn)->number(2) == 0);
  CHECK(joined("id\n3\n", true).roster.with_role(Role::kOptIn)->number(0) == 1000);
}

TEST_CASE("the header row of a joined file can be said, as of the roster") {
  // Two rows name columns; Weft takes the upper one.
  const std::string list = "Name,Email,Site\nE-mail,Mentor for,Skills\nbo@x.example,SQL,Go\n";
  CHECK(joined(list).profile.joined[0].header.row == 1);
  CHECK(joined(list).profile.joined[0].header.top.size() == 3);
  const auto read_from = [&](const std::string& text, int64_t row) {
    ReadOptions options;
    options.joined.push_back({"list.csv", text, false, row});
    return read(kRoster, options);
  };
  const auto [roster, profile] = read_from(list, 2);
  CHECK(profile.joined[0].header.row == 2);
  CHECK(profile.joined[0].matched == 1);
  CHECK(roster.named("Skills")->text(1) == "Go");
  CHECK(roster.named("Site") == nullptr);
  // Of a row of people taken for the names of the columns, and back: nobody is lost.
  const std::string bare = "bo@x.example\nana@x.example\n";
  CHECK(read_from(bare, 0).profile.joined[0].matched == 2);
  CHECK(read_from(bare, 1).profile.joined[0].matched == 1);
  // What is not there is told, with the file.
  const auto [other, told] = read_from(bare, 40);
  const Issue* gone = find(told.issues, "table.headerGone");
  REQUIRE(gone != nullptr);
  CHECK(gone->file == "list.csv");
}

TEST_CASE("who takes part by one list and is kept out by another is out") {
  ReadOptions options;
  options.joined.push_back({"in.csv", "id\n1\n2\n", false});
  options.joined.push_back({"out.csv", "email\nana@x.example\n", true});
  const auto [roster, profile] = read(kRoster, options);
  const Column* opted = roster.with_role(Role::kOptIn);
  CHECK(opted->header == "in.csv");
  CHECK(opted->number(0) == 0);
  CHECK(opted->number(1) == 1000);
  CHECK(opted->number(2) == 0);
  CHECK(profile.joined[1].leaves);
}

TEST_CASE("columns of a joined file become columns of the roster, what it knows is not overruled") {
  const auto [roster, profile] = joined(
      "email,Department,Skills,Salary\nbo@x.example,Sales,SQL; Go,7\nnobody@x.example,IT,C,8\n"
      "bo@x.example,IT,Perl,9\n");
  CHECK(roster.with_role(Role::kDepartment)->text(1) == "HR");
  CHECK(roster.with_role(Role::kSkillsOffered)->text(1) == "SQL; Go");
  CHECK(roster.with_role(Role::kSkillsOffered)->missing(0));
  CHECK(roster.named("Salary") == nullptr);
  CHECK(roster.with_role(Role::kOptIn) == nullptr);
  CHECK(profile.joined[0].key == Role::kEmail);
  const Issue* unmatched = find(profile.issues, "join.unmatched");
  REQUIRE(unmatched != nullptr);
  CHECK(unmatched->rows == std::vector<int64_t>{3});
  CHECK(unmatched->file == "list.csv");
  CHECK(find(profile.issues, "join.repeated")->rows == std::vector<int64_t>{4});
  CHECK(roster.digests.size() == 2);
}

TEST_CASE("a file that names nobody of the roster is not joined, and the roster stays") {
  const auto [roster, profile] = joined("Colour\nred\nblue\n");
  CHECK(find(profile.issues, "join.noKey")->file == "list.csv");
  CHECK(roster.people() == 3);
}

TEST_CASE("tables are told apart before they are read") {
  const auto kind = [](std::string_view text) { return inspect(text, "x.csv")->kind; };
  CHECK(kind(kRoster) == TableKind::kRoster);
  CHECK(kind("email,Opt-in\na@x,yes\n") == TableKind::kPeople);
  CHECK(kind("a@x.example\nb@x.example\n") == TableKind::kPeople);
  CHECK(kind("name,email\nAna,a@x\n") == TableKind::kPeople);
  CHECK(kind("a@x,b@x\nc@x,d@x\n") == TableKind::kPairs);
  CHECK(kind("Person A,Person B\n1,2\n") == TableKind::kPairs);
  CHECK(kind("Colour,Size\nred,3\n") == TableKind::kUnknown);
}

TEST_CASE("a list finds people in any spelling, and says which of its names mean several") {
  const std::string list =
      "Name,Skills\nZoe O'Brien,SQL\n\"Mueller, Joerg\",C++\nPeter Smith,Go\n"
      "Kim Lea,R\nPeter Smith,Java\nNobody Known,Perl\n";
  ReadOptions options;
  options.joined.push_back({"list.csv", list, false});
  const auto [roster, profile] = read(
      "Employee ID,Name\n1,Zoë O’Brien\n2,Jörg Müller\n3,Peter Smith\n4,Peter Smith\n5,Kim Lee\n",
      options);
  const Column* skills = roster.named("Skills");
  REQUIRE(skills != nullptr);
  CHECK(skills->text(0) == "SQL");
  CHECK(skills->text(1) == "C++");
  CHECK(find(profile.issues, "list.severalPeople")->rows == std::vector<int64_t>{4, 6});
  CHECK(find(profile.issues, "list.nearPerson")->rows == std::vector<int64_t>{5});
  CHECK(find(profile.issues, "join.unmatched")->rows == std::vector<int64_t>{7});
}

TEST_CASE("a list with more than people in it is no list of who takes part, known or not") {
  for (const char* more : {"Department", "Skills"}) {
    CAPTURE(more);
    const std::string list = "email," + std::string(more) + "\nbo@x.example,HR\n";
    ReadOptions options;
    options.joined.push_back({"list.csv", list, false});
    const auto [roster, profile] = read(
        "id,name,email,Department,Skills\n1,Ana Ruiz,ana@x.example,IT,SQL\n"
        "2,Bo Li,bo@x.example,HR,Go\n",
        options);
    CHECK(roster.with_role(Role::kOptIn) == nullptr);
    const Issue* nothing = find(profile.issues, "join.nothingNew");
    REQUIRE(nothing != nullptr);
    CHECK(nothing->severity == Severity::kWarning);
    CHECK(nothing->file == "list.csv");
  }
}

}  // namespace roster_join_test
