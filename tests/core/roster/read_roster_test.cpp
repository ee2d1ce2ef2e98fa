#include "roster/read_roster.h"

#include "support.h"

namespace roster_read_roster_test {

using namespace weft;
using test::find;
using test::read;

TEST_CASE("people are the active rows, with names from their parts") {
  const auto [roster, profile] = read(
      "Personalnummer;Name;Vorname;Abteilung;Status\n"
      "007;Müller;Jörg;IT;aktiv\n"
      "008;Weiß;Ana;Vertrieb;inaktiv\n"
      "009;Ng;Li;IT;Elternzeit\n");
  REQUIRE(roster.people() == 2);
  CHECK(roster.ids[0] == "007");
  CHECK(roster.names[0] == "Jörg Müller");
  CHECK(roster.rows == std::vector<int64_t>{2, 4});
  CHECK(profile.rows == 3);
  CHECK(find(profile.issues, "roster.inactive")->rows == std::vector<int64_t>{3});
  CHECK(find(profile.issues, "roster.onLeave")->rows == std::vector<int64_t>{4});
}

TEST_CASE("the header is found below title lines, footers and repeated headers are no people") {
  const auto [roster, profile] = read(
      "Headcount report\n\nEmployee ID,Worker,Department\n1,Ana Ruiz,Ops\nEmployee "
      "ID,Worker,Department\n"
      "2,Bo Li,IT\nTotal: 2,,\n");
  CHECK(roster.people() == 2);
  CHECK(profile.header.row == 3);
  CHECK(find(profile.issues, "table.repeatedHeader") != nullptr);
  CHECK(find(profile.issues, "table.footer") != nullptr);
  CHECK(find(profile.issues, "table.rowsAboveHeader")->rows == std::vector<int64_t>{1});
}

TEST_CASE("unknown and sensitive columns are not kept, unless HR wants them") {
  const std::string text = "id,Salary,Parking,Department\n1,100,A,IT\n2,200,B,HR\n";
  const auto by_default = read(text);
  CHECK(by_default.roster.columns.size() == 2);
  CHECK(by_default.roster.named("Salary") == nullptr);
  CHECK(by_default.profile.columns[1].examples.empty());
  CHECK(by_default.profile.columns[2].examples == std::vector<std::string>{"A", "B"});
  ReadOptions options;
  options.choices["Parking"].role = Role::kTeam;
  options.choices["Department"].role = Role::kIgnored;
  options.keep = {"Salary"};
  const auto chosen = read(text, options);
  CHECK(chosen.roster.with_role(Role::kTeam)->text(1) == "B");
  CHECK(chosen.roster.with_role(Role::kDepartment) == nullptr);
  CHECK(chosen.roster.named("Salary")->number(0) == 100000);
}

TEST_CASE("a role given by hand is taken from the column that had it") {
  ReadOptions options;
  options.choices["Bereich"].role = Role::kDepartment;
  const auto [roster, profile] = read("id,Abteilung,Bereich\n1,a,b\n", options);
  CHECK(roster.with_role(Role::kDepartment)->header == "Bereich");
  CHECK(profile.columns[1].role == Role::kIgnored);
}

TEST_CASE("a column that was chosen before and is gone is named") {
  ReadOptions options;
  options.choices["Dept"].role = Role::kDepartment;
  const auto [roster, profile] = read("id,Abteilung\n1,a\n", options);
  CHECK(find(profile.issues, "roster.columnGone")->column == "Dept");
}

TEST_CASE("one person on two rows is merged, two people with one id are not confused") {
  const auto [roster, profile] = read("id,name\n1,Ana\n1,Ana\n2,Bo\n2,Cy\n3,Bo\n,\n4,Di\n");
  CHECK(roster.people() == 4);
  CHECK(find(profile.issues, "roster.duplicateMerged")->rows == std::vector<int64_t>{2, 3});
  CHECK(find(profile.issues, "roster.duplicateAsked")->rows == std::vector<int64_t>{4, 5});
  CHECK(find(profile.issues, "roster.sameName")->rows == std::vector<int64_t>{4, 6});
}

TEST_CASE("people without an id are known by e-mail, else by name, and namesakes stay two") {
  const auto [roster, profile] = read("name,email\nAna,ana@x\nBo,\nBo,\n");
  REQUIRE(roster.people() == 3);
  CHECK(roster.ids[0] == "ana@x");
  CHECK(roster.ids[1] == "Bo");
  CHECK(roster.ids[2] == "Bo (2)");
  CHECK(roster.find("ANA@X") == 0);
  CHECK(roster.find("Bo") == 1);
}

TEST_CASE("managers are found by id, e-mail and name, and circles are cut") {
  const auto [roster, profile] = read(
      "id,name,email,manager\n1,Ana Ruiz,ana@x,NO_MANAGER\n2,Bo Li,bo@x,1\n3,Cy Ng,cy@x,bo@x\n4,Di "
      "Ek,di@x,\"Ng, Cy\"\n"
      "5,Ed Fo,ed@x,Nobody Known\n6,Flo,f@x,7\n7,Gus,g@x,6\n8,Hal,h@x,8\n");
  CHECK(roster.managers[1] == 0);
  CHECK(roster.managers[2] == 1);
  CHECK(roster.managers[3] == 2);
  CHECK(roster.steps_up(3, 0) == 3);
  CHECK(roster.steps_up(0, 3) == 0);
  CHECK(find(profile.issues, "roster.managerUnknown")->rows == std::vector<int64_t>{6});
  CHECK(find(profile.issues, "roster.managerCircle")->row_count == 2);
  CHECK(find(profile.issues, "roster.ownManager")->rows == std::vector<int64_t>{9});
  CHECK((roster.managers[5] == Roster::kNobody || roster.managers[6] == Roster::kNobody));
}

TEST_CASE("levels are ordered by their words, their numbers or HR's order") {
  const auto words = read("id,Level\n1,Senior\n2,Junior\n3,Director\n4,Junior\n").roster;
  CHECK(words.columns[1].level_order == std::vector<std::string>{"Junior", "Senior", "Director"});
  CHECK(words.columns[1].number(0) == 2000);
  const auto numbers = read("id,Grade\n1,L10\n2,L2\n").roster;
  CHECK(numbers.columns[1].number(0) - numbers.columns[1].number(1) == 8000);
  ReadOptions options;
  options.choices["Level"].role = Role::kLevel;
  options.choices["Level"].order = {"Director", "Senior", "Junior"};
  const auto turned = read("id,Level\n1,Senior\n2,Junior\n3,Director\n4,Extra\n", options);
  CHECK(turned.roster.columns[1].number(2) == 1000);
  CHECK(find(turned.profile.issues, "roster.levelNotInOrder") != nullptr);
}

TEST_CASE("lists in one cell are entries, levels behind a colon aside") {
  const auto roster =
      read("id,Languages,Skills\n1,German; english,Python: expert\n2,English,SQL;python\n").roster;
  const Column& languages = roster.columns[1];
  REQUIRE(languages.type == Type::kList);
  CHECK(languages.entries[languages.codes[0]].size() == 2);
  CHECK(languages.entry_names.size() == 2);
  CHECK(roster.columns[2].entry_names.size() == 2);
  const auto commas = read("id,Languages\n1,\"German, English\"\n").roster;
  CHECK(commas.columns[1].entries[1].size() == 2);
}

TEST_CASE("dates decide their order by the whole column, and doubt is said") {
  const auto american = read("id,Hire Date\n1,3/4/2021\n2,3/15/2021\n");
  CHECK(iso_date(static_cast<Day>(american.roster.columns[1].number(0) / 1000)) == "2021-03-04");
  CHECK(find(american.profile.issues, "roster.dateOrder") == nullptr);
  const auto unclear = read("id,Hire Date\n1,3/4/2021\n2,soon\n");
  CHECK(find(unclear.profile.issues, "roster.dateOrder") != nullptr);
  CHECK(find(unclear.profile.issues, "roster.notADate")->args.size() == 1);
}

TEST_CASE("slips of the pen and missing values are found, numbered values are left alone") {
  const auto [roster, profile] = read(
      "id,Department,Site\n1,Human Resources,Wien\n2,Human Ressources,\n3,human "
      "resources,Wien\n4,Human Resources,Wien\n"
      "5,Plant Line A,Wien\n6,Plant Line B,Graz\n7,Area 51,Wien\n8,Area 52,Wien\n");
  size_t similar = 0;
  for (const Issue& issue : profile.issues) similar += issue.code == "roster.similarValues" ? 1 : 0;
  CHECK(similar == 1);
  CHECK(find(profile.issues, "roster.casesUnited")->rows == std::vector<int64_t>{4});
  // Also where a rule compares words that are no part of the company.
  ReadOptions options;
  options.keep = {"Colour"};
  const auto others =
      read("id,Gender,Colour\n1,w,Red\n2,W,red\n3,m,RED\n4,w,Red\n5,m,Blue\n", options);
  CHECK(others.roster.columns[1].values.size() == 3);  // the first is the empty one
  CHECK(others.roster.columns[2].values.size() == 3);
  CHECK(find(profile.issues, "roster.missingValues")->rows == std::vector<int64_t>{3});
}

TEST_CASE("guards against formulas are taken off on the way in") {
  const auto roster = read("id,Department\n1,'=1+3\n2,'tis\n").roster;
  CHECK(roster.columns[1].text(0) == "=1+3");
  CHECK(roster.columns[1].text(1) == "'tis");
}

TEST_CASE("ragged rows are read as far as they go, and named") {
  const auto [roster, profile] = read("id,Department,Site\n1,IT\n2,HR,Wien,extra\n3,HR,Wien,\n");
  CHECK(roster.people() == 3);
  CHECK(roster.columns[2].missing(0));
  CHECK(find(profile.issues, "table.tooFewCells")->rows == std::vector<int64_t>{2});
  CHECK(find(profile.issues, "table.tooManyCells")->rows == std::vector<int64_t>{3});
}

TEST_CASE("headers that repeat or are missing get names of their own") {
  const auto [roster, profile] = read("id,,Team,Team\n1,a,b,c\n");
  CHECK(profile.columns[1].header == "Column 2");
  CHECK(profile.columns[3].header == "Team (2)");
}

TEST_CASE("a roster that names nobody says so") {
  CHECK(find(read("Colour,Size\nred,3\n").profile.issues, "roster.nobodyNamed")->severity ==
        Severity::kError);
  CHECK(find(read("id,Status\n1,inactive\n").profile.issues, "roster.noPeople") != nullptr);
  ReadOptions options;
  options.file = "x.csv";
  CHECK(find(read("id,name\n", options).profile.issues, "roster.headerOnly") != nullptr);
  CHECK(read_roster("", options).issue().code == "file.empty");
}

TEST_CASE("status words are understood in both languages") {
  for (const char* word :
       {"Active", "aktiv", "yes", "1", "Active - Payroll Eligible", "Onboarding"})
    CHECK(status_of(word) == Status::kActive);
  for (const char* word : {"Terminated", "ausgeschieden", "gekündigt", "T", "0", "Suspended"})
    CHECK(status_of(word) == Status::kInactive);
  for (const char* word : {"Elternzeit", "LOA", "on leave", "Auszeit"})
    CHECK(status_of(word) == Status::kLeave);
  CHECK(status_of("Sabrina") == Status::kUnknown);
  const auto blocked = read("id,Block credential\n1,Yes\n2,No\n").roster;
  CHECK(blocked.ids[0] == "2");
}

}  // namespace roster_read_roster_test
