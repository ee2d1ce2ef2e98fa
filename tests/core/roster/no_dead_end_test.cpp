#include <algorithm>

#include "roster/managers.h"
#include "support.h"

namespace roster_no_dead_end_test {

using namespace weft;
using namespace weft::test;

namespace {

using Names = std::vector<std::string>;

Names names_of(const Roster& roster) {
  Names names;
  for (size_t i = 0; i < roster.people(); ++i) names.emplace_back(roster.names[i]);
  return names;
}

size_t count_of(const Issues& issues, std::string_view code) {
  return static_cast<size_t>(std::count_if(issues.begin(), issues.end(),
                                           [&](const Issue& issue) { return issue.code == code; }));
}

ReadOptions with_header(int64_t row) {
  ReadOptions options;
  options.header_row = row;
  return options;
}

constexpr const char* kNoHeader =
    "Ana Ruiz,ana.ruiz@example.com,Sales,Analyst\n"
    "Ben Okoye,ben.okoye@example.com,Finance,Controller\n"
    "Eva Lind,eva.lind@example.com,Finance,Accountant\n";

}  // namespace

TEST_CASE("a first row that is a person is read as one, and it is said") {
  const auto [roster, profile] = read(kNoHeader);
  CHECK(names_of(roster) == Names{"Ana Ruiz", "Ben Okoye", "Eva Lind"});
  CHECK(roster.emails[0] == "ana.ruiz@example.com");
  CHECK(profile.header.row == 0);
  CHECK(find(profile.issues, "table.noHeader")->severity == Severity::kWarning);
  CHECK(profile.columns[2].header == "Column 3");
  // Without an address: by names that are like those below, and by what stands there again.
  CHECK(read("Ana Ruiz;Wien\nBen Okoye;Graz\nEva Lind;Linz\n").roster.people() == 3);
  CHECK(read("Ruiz;Sales\nOkoye;Sales\nLind;Finance\n").profile.header.row == 0);
  CHECK(read("1001;Ruiz\n1002;Okoye\n1003;Lind\n").profile.rows == 2);  // years, or names
  CHECK(read("70011;Ruiz\n70012;Okoye\n70013;Lind\n").profile.rows == 3);
  // A title in it that columns are called by, too.
  CHECK(read("Ana Ruiz,ana@example.com,Manager\nBo Li,bo@example.com,Clerk\n").roster.people() ==
        2);
}

TEST_CASE("headers in a language that is not known are headers") {
  const auto [roster, profile] = read(
      "Matricule;Nom;Pr\xC3\xA9nom;Service;Adresse e-mail\n1001;Ruiz;Ana;Ventes;ana@example.com\n"
      "1002;Okoye;Ben;Finance;ben@example.com\n");
  CHECK(profile.header.row == 1);
  CHECK(find(profile.issues, "table.noHeader") == nullptr);
  CHECK(roster.people() == 2);
  CHECK(profile.columns[4].role == Role::kEmail);  // by its cells
  CHECK(profile.columns[1].examples == Names{"Ruiz", "Okoye"});
}

TEST_CASE("a table of which nothing is recognised has its columns, and roles given by hand hold") {
  const auto nobody = read("Colour,Size\nred,3\nblue,4\n");
  CHECK(find(nobody.profile.issues, "roster.nobodyNamed") != nullptr);
  CHECK(nobody.profile.columns.size() == 2);
  CHECK(nobody.profile.columns[0].examples == Names{"red", "blue"});
  CHECK(nobody.profile.header.top.size() == 3);
  CHECK(nobody.profile.header.top[1].cells == Names{"red", "3"});
  ReadOptions options;
  options.choices["Colour"].role = Role::kName;
  CHECK(names_of(read("Colour,Size\nred,3\nblue,4\n", options).roster) == Names{"red", "blue"});
}

TEST_CASE("the header row is where HR says") {
  const std::string text = "Report,,\nAll staff,,\nWho,Where,\nAna,Wien,\nBo,Graz,\n";
  const auto third = read(text, with_header(3));
  CHECK(third.profile.columns[0].header == "Who");
  CHECK(third.profile.rows == 2);
  ReadOptions none = with_header(0);
  none.choices["Column 1"].role = Role::kName;
  CHECK(read("Ana,Wien\nBo,Graz\n", none).roster.people() == 2);
  const auto gone = read("id,name\n1,Ana\n", with_header(40));
  CHECK(find(gone.profile.issues, "table.headerGone") != nullptr);
  CHECK(gone.roster.people() == 1);
  // Next month there is a header after all.
  const auto elsewhere = read("Employee ID,Name,Department\n1,Ana,IT\n", with_header(0));
  CHECK(find(elsewhere.profile.issues, "table.headerElsewhere") != nullptr);
}

TEST_CASE("what sensitive columns have is not among the first rows either") {
  const auto profile = read("Title of it\nid,Salary,Team\n1,90000,A\n2,80000,B\n").profile;
  CHECK(profile.header.row == 2);
  CHECK(profile.header.top[1].cells == Names{"id", "Salary", "Team"});
  CHECK(profile.header.top[2].cells == Names{"1", "", "A"});
}

TEST_CASE("people called Summer, Total and Sum are people; totals are not") {
  const auto [roster, profile] = read(
      "Name,Department\nSummer Lindqvist,Sales\nAna Ruiz,Finance\nTotal Nkemelu,Finance\n"
      "\"Summers, Dana\",IT\nAnzhela Petrova,IT\nTotal,IT\nSumme,\nPage 2,\nTotal: 6,\n");
  CHECK(names_of(roster) == Names{"Summer Lindqvist", "Ana Ruiz", "Total Nkemelu", "Dana Summers",
                                  "Anzhela Petrova", "Total"});
  CHECK(find(profile.issues, "table.footer")->rows == std::vector<int64_t>{8, 9, 10});
  const auto totals = read(
      "Name,Department,Site,FTE\nAna Ruiz,Sales,Wien,1.0\nBen Okoye,Sales,Graz,0.5\n"
      "Subtotal Sales,,,1.5\nEva Lind,IT,Wien,1.0\nTotal IT,,,1.0\nTotal,2 departments,2 "
      "sites,2.5\n");
  CHECK(names_of(totals.roster) == Names{"Ana Ruiz", "Ben Okoye", "Eva Lind"});
  CHECK(count_of(totals.profile.issues, "roster.totalAsked") == 0);
}

TEST_CASE("a line that may be a total or somebody is asked about") {
  const std::string text = "Name,Department,FTE\nAna Ruiz,Sales,1.0\nTotal Nkemelu,,1.0\n";
  const auto asked = read(text);
  CHECK(asked.roster.people() == 1);
  REQUIRE(find(asked.profile.issues, "roster.totalAsked") != nullptr);
  CHECK(find(asked.profile.open.issues, "open.total") != nullptr);
  ReadOptions options;
  options.people.persons = {{"total nkemelu", true}};
  const auto person = read(text, options);
  CHECK(person.roster.people() == 2);
  CHECK(person.profile.open.issues.empty());
  options.people.persons = {{"total nkemelu", false}};
  CHECK(read(text, options).profile.open.issues.empty());
}

TEST_CASE("nobody is an account by a surname or a trade") {
  const auto bot = read(
      "Name,Department,Email\nIneke Bot,Sales,i.bot@example.com\nKarl "
      "Abbot,IT,k.abbot@example.com\n"
      "Service Lind,IT,service.lind@example.com\nDeploy Bot,,deploy@example.com\n");
  CHECK(names_of(bot.roster) == Names{"Ineke Bot", "Karl Abbot", "Service Lind"});
  const auto trade = read(
      "Employee ID,Name,Department,Employee Type\n1,Ana Ruiz,Housekeeping,Service\n"
      "2,Eva Lind,Front Office,Administration\n3,Tom Berg,IT,App\n");
  CHECK(trade.roster.people() == 3);
  CHECK(read("Name,Employee Type\nSpool,Service\nAna Ruiz,Staff\n").roster.people() == 1);
  // Nothing speaks for the person, nothing but the name against.
  const std::string text = "Name,Email\nIneke Bot,\nAna Ruiz,ana@example.com\n";
  const auto asked = read(text);
  CHECK(asked.roster.people() == 2);
  CHECK(find(asked.profile.issues, "roster.personAsked") != nullptr);
  CHECK(find(asked.profile.open.issues, "open.person") != nullptr);
  ReadOptions options;
  options.people.persons = {{"ineke bot", false}};
  CHECK(read(text, options).roster.people() == 1);
}

TEST_CASE("one address under two ids is asked about, and answered by the ids") {
  const std::string text =
      "Employee ID,Name,Department,Email,Manager\n1001,Ana Ruiz,Sales,ana@example.com,\n"
      "2001,Ana Maria Ruiz,,ANA@example.com,\n3,Bo Li,IT,bo@example.com,2001\n";
  const auto asked = read(text);
  CHECK(asked.roster.people() == 3);
  const Issue* issue = find(asked.profile.issues, "roster.addressAsked");
  REQUIRE(issue != nullptr);
  CHECK(issue->rows == std::vector<int64_t>{2, 3});
  REQUIRE(asked.profile.open.perhaps_same.size() == 1);
  CHECK(asked.profile.open.perhaps_same[0] == std::vector<int32_t>{0, 1});
  ReadOptions options;
  options.people.same = {{"1001 2001", true}};
  const auto one = read(text, options);
  CHECK(names_of(one.roster) == Names{"Ana Ruiz", "Bo Li"});
  CHECK(one.roster.managers[1] == 0);  // her other id is hers
  CHECK(one.profile.open.perhaps_same.empty());
  options.people.same = {{"1001 2001", false}};
  const auto two = read(text, options);
  CHECK(two.roster.people() == 3);
  CHECK(two.profile.open.issues.empty());
  // What many have is nobody's own.
  std::string shared = "Employee ID,Name,Email\n";
  for (int i = 1; i <= 8; ++i)
    shared += std::to_string(i) + ",Person " + std::to_string(i) + ",office@example.com\n";
  const auto office = read(shared);
  CHECK(office.roster.people() == 8);
  CHECK(office.profile.open.perhaps_same.empty());
  CHECK(find(office.profile.issues, "roster.addressShared") != nullptr);
}

TEST_CASE("reporting lines are known where a manager is, or where there is none above") {
  const auto roster = read(
                          "id,name,manager\n1,Ana,\n2,Bo,1\n3,Cy,1\n4,Di,\n5,Ed,77\n6,Fay,n/a\n"
                          "7,Gus,No Manager\n")
                          .roster;
  CHECK(known_lines(roster) == std::vector<bool>{true, true, true, false, false, false, true});
  CHECK(known_lines(read("id,name\n1,Ana\n2,Bo\n").roster) == std::vector<bool>{false, false});
}

TEST_CASE("what is compared as one is no slip, and C is not C++") {
  const auto issues = [](const std::string& text) { return read(text).profile.issues; };
  CHECK(count_of(issues("id,Skills offered,Skills wanted\n1,EEG,Kochen\n2,Kochen,eeg\n"),
                 "roster.similarValues") == 0);
  CHECK(count_of(issues("id,Skills\n1,C\n2,C++\n3,C#\n4,c ++\n"), "roster.similarValues") == 0);
  CHECK(count_of(issues("id,Languages\n1,German;Polish\n2,german;Polish\n"),
                 "roster.similarValues") == 0);
  CHECK(count_of(issues("id,Skills\n1,Negotiation\n2,Negotiaton\n"), "roster.similarValues") == 1);
}

}  // namespace roster_no_dead_end_test
