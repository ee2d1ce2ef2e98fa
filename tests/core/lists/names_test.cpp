// Names in lists: found in any spelling, and where not, said which is meant by nobody and which by
// several.
#include <map>

#include "lists/absences.h"
#include "lists/list.h"
#include "lists/proposals.h"
#include "support.h"

namespace lists_names_test {

using namespace weft;
using namespace weft::test;

namespace {

Roster people() {
  return read(
             "Employee ID,Name\n1,Zoë O’Brien\n2,Kim Lee\n3,Jörg Müller\n4,Anna-Lena Groß\n"
             "5,Peter Smith\n6,Peter Smith\n")
      .roster;
}

ListTable list(std::string_view kind, const std::string& text) {
  auto read = read_list(text, kind, "list.csv");
  REQUIRE(read);
  return std::move(*read);
}

std::string text_of(const Issue& issue, const std::string& name) {
  for (const Arg& arg : issue.args) {
    if (arg.name != name) continue;
    const auto* number = std::get_if<int64_t>(&arg.value);
    return number != nullptr ? std::to_string(*number) : std::get<std::string>(arg.value);
  }
  return "";
}

}  // namespace

TEST_CASE("absences and wishes find names in any spelling") {
  const Roster roster = people();
  Issues issues;
  const auto absences = read_absences(
      list("absences", "Name,Round\nZoe O'Brien,1\nJoerg  Mueller,1\n\"Gross, Anna Lena\",1\n"),
      roster, 3, issues);
  REQUIRE(absences.size() == 3);
  CHECK(absences[0].person == 0);
  CHECK(absences[1].person == 2);
  CHECK(absences[2].person == 3);
  const Preferences wishes = read_preferences(
      list("preferences", "Person,Choice 1,Choice 2\nKim\u00A0Lee,Zoe OBrien,Jorg Muller\n"),
      roster, issues);
  CHECK(wishes.find(1, 0) != nullptr);
  CHECK(wishes.find(1, 2) != nullptr);
  CHECK(issues.empty());
}

TEST_CASE("a name of several people is told as that, one of nobody with the nearest there is") {
  const Roster roster = people();
  Issues issues;
  const auto absences = read_absences(
      list("absences",
           "Name,Round\nPeter Smith,1\nKim Lea,1\nNobody Known,1\nPeter Smith,2\nAlso Unknown,1\n"),
      roster, 3, issues);
  CHECK(absences.empty());
  REQUIRE(issues.size() == 3);
  const Issue* several = find(issues, "list.severalPeople");
  REQUIRE(several != nullptr);
  CHECK(several->severity == Severity::kWarning);
  CHECK(several->rows == std::vector<int64_t>{2, 5});
  CHECK(text_of(*several, "value") == "Peter Smith");
  CHECK(text_of(*several, "count") == "2");
  CHECK(text_of(*several, "rows") == "6, 7");
  const Issue* near = find(issues, "list.nearPerson");
  REQUIRE(near != nullptr);
  CHECK(near->rows == std::vector<int64_t>{3});
  CHECK(text_of(*near, "near") == "Kim Lee");
  CHECK(text_of(*near, "row") == "3");
  CHECK(find(issues, "absence.unknownPerson")->rows == std::vector<int64_t>{4, 6});
}

TEST_CASE("every list tells names of several people, and every row of them once") {
  const Roster roster = people();
  const auto told = [&](const Issues& issues) {
    CHECK(find(issues, "list.severalPeople") != nullptr);
    std::map<int64_t, int> rows;
    for (const Issue& issue : issues) {
      for (const int64_t row : issue.rows) ++rows[row];
    }
    for (const auto& row : rows) {
      CAPTURE(row.first);
      CHECK(row.second == 1);
    }
  };
  Issues wishes;
  read_preferences(
      list("preferences", "Person,Choice 1\nPeter Smith,Kim Lee\nKim Lee,Peter Smith\n"), roster,
      wishes);
  told(wishes);
  CHECK(wishes.size() == 2);  // of two columns
}

TEST_CASE("of a list full of unknown names only some are compared with the roster") {
  std::string rows = "Employee ID,Name\n";
  std::string text = "Name,Round\n";
  for (int i = 0; i < 300; ++i) {
    const std::string letters = {static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26),
                                 static_cast<char>('a' + i % 7)};
    rows += std::to_string(i) + ",Person " + letters + "xyz\n";
    text += "Persom " + letters + "xyz,1\n";
  }
  Issues issues;
  read_absences(list("absences", text), read(rows).roster, 1, issues);
  int64_t all = 0;
  for (const Issue& issue : issues) all += issue.row_count;
  CHECK(all == 300);
  CHECK(issues.size() == 21);
}

TEST_CASE("a host whose name several people have hosts as a guest until HR says who it is") {
  const Roster roster = people();
  Issues issues;
  const auto proposals = read_proposals(
      list("proposals", "Session,Host\nBees,Peter Smith\nTrees,Kim Lee; peter smith\n"), roster,
      issues);
  REQUIRE(proposals.size() == 2);
  CHECK(proposals[0].guests == std::vector<std::string>{"Peter Smith"});
  CHECK(proposals[1].hosts == std::vector<int32_t>{1});
  CHECK(proposals[1].guests == std::vector<std::string>{"Peter Smith"});
  CHECK(find(issues, "list.severalPeople") != nullptr);
}

}  // namespace lists_names_test
