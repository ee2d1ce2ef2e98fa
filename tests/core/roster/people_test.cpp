#include "roster/people.h"

#include "support.h"

namespace roster_people_test {

using namespace weft;
using namespace weft::test;

namespace {

std::vector<std::string> names_of(const Roster& roster) {
  std::vector<std::string> names;
  for (size_t i = 0; i < roster.people(); ++i) names.emplace_back(roster.names[i]);
  return names;
}

using Names = std::vector<std::string>;
using Rows = std::vector<int64_t>;

}  // namespace

TEST_CASE("ids in brackets behind names are taken where no column has them") {
  const auto [roster, profile] = read(
      "Worker,Manager\nAna Ruiz (1001),\n\"Li, Bo (1002)\",Ana Ruiz (1001)\nCy Ng (1003),Bo Li\n");
  CHECK(names_of(roster) == Names{"Ana Ruiz", "Bo Li", "Cy Ng"});
  CHECK(roster.ids[1] == "1002");
  CHECK(roster.managers[1] == 0);
  CHECK(roster.managers[2] == 1);
  CHECK(find(profile.issues, "roster.idInName")->row_count == 3);
  const auto brackets = read("Name\nAna (Annie) Ruiz\nBo Li (Berlin)\n").roster;
  CHECK(names_of(brackets) == Names{"Ana (Annie) Ruiz", "Bo Li (Berlin)"});
}

TEST_CASE("accounts that are no people are left out, by word, by address and by name") {
  const std::string text =
      "displayName,mail,userPrincipalName,userType,department\n"
      "Ana Ruiz,ana@example.com,ana@example.com,Member,IT\n"
      "Gast Eins,,gast_partner.de#EXT#@example.com,Member,IT\n"
      "Bo Li,bo@example.com,bo@example.com,Guest,IT\n"
      "Backup Service Account,,backup1@example.com,Member,IT\n"
      "Sync,,Sync_SRV01_ab12@example.com,Member,IT\n"
      "Helper Bot,,helper@example.com,Member,IT\n"
      "Bea Talbot,,bea@example.com,Member,IT\n";
  const auto [roster, profile] = read(text);
  CHECK(names_of(roster) == Names{"Ana Ruiz", "Bea Talbot"});
  CHECK(profile.left_out.accounts == 5);
  CHECK(roster.emails[1] == "bea@example.com");  // mail is empty: the principal name steps in
  std::map<std::string, Rows> found;
  for (const Issue& issue : profile.issues) {
    if (issue.code == "roster.notPeople")
      found[std::get<std::string>(issue.args[0].value)] = issue.rows;
  }
  CHECK(found["guest"] == Rows{3, 4});
  CHECK(found["service"] == Rows{5, 6});
  CHECK(found["bot"] == Rows{7});
  ReadOptions options;
  options.people.accounts = {Account::kGuest};
  CHECK(read(text, options).roster.people() == 4);
}

TEST_CASE("who has left by a date has left, who leaves soon is named") {
  ReadOptions options;
  options.people.today = day_of(2026, 11, 23);
  const auto [roster, profile] = read(
      "PNR;Name;Austritt\n1;Ana;30.06.2025\n2;Bo;\n3;Cy;31.12.2026\n4;Di;31.12.2029\n5;Ed;23.11."
      "2026\n",
      options);
  CHECK(names_of(roster) == Names{"Bo", "Cy", "Di"});
  CHECK(find(profile.issues, "roster.inactive")->rows == Rows{2, 6});
  CHECK(find(profile.issues, "roster.leavingSoon")->rows == Rows{4});
}

TEST_CASE("two columns of states are both heard, and said where they disagree") {
  const auto [roster, profile] = read(
      "Employee #,Name,Employment Status,Status\n1,Ana,Full-Time,Active\n2,Bo,Terminated,Active\n"
      "3,Cy,Full-Time,Inactive\n4,Di,Full-Time,Martian\n");
  CHECK(names_of(roster) == Names{"Ana", "Di"});
  CHECK(find(profile.issues, "roster.statusDisagrees")->rows == Rows{3});
  const Issue* unknown = find(profile.issues, "roster.statusUnknown");
  REQUIRE(unknown != nullptr);
  CHECK(unknown->rows == Rows{5});
  CHECK(std::get<std::string>(unknown->args[0].value) == "Martian");
}

TEST_CASE("doubles fill what the first row lacks, and questions are answered by id") {
  const std::string text =
      "id,name,Department,Site\n1,Ana,,Wien\n1,Ana,IT,Graz\n2,Bo,IT,\n2,Cy,HR,Wien\n";
  const auto [roster, profile] = read(text);
  CHECK(names_of(roster) == Names{"Ana", "Bo"});
  CHECK(roster.with_role(Role::kDepartment)->text(0) == "IT");
  CHECK(roster.with_role(Role::kSite)->text(0) == "Wien");
  const Issue* asked = find(profile.issues, "roster.duplicateAsked");
  REQUIRE(asked != nullptr);
  CHECK(asked->rows == Rows{4, 5});
  CHECK(std::get<std::string>(asked->args[2].value) == "Cy");
  ReadOptions options;
  options.people.same = {{"2", false}};
  const auto two = read(text, options);
  CHECK(names_of(two.roster) == Names{"Ana", "Bo", "Cy"});
  CHECK(two.roster.ids[2] == "2 (2)");
  options.people.same = {{"2", true}};
  const auto one = read(text, options);
  CHECK(names_of(one.roster) == Names{"Ana", "Bo"});
  CHECK(one.roster.with_role(Role::kSite)->text(1) == "Wien");
}

TEST_CASE("managers are looked for in every column that names them, and doubts are told apart") {
  const auto [roster, profile] = read(
      "Employee #,Name,Reports To,Reports To Email,Work Email,Status\n"
      "1,Ana Ruiz,,,ana@x.example,Active\n2,Bo Li,A. Ruiz,ana@x.example,bo@x.example,Active\n"
      "3,Bo Li,Bo Li,,bo2@x.example,Active\n4,Cy Ng,Di Ek,,cy@x.example,Active\n"
      "5,Di Ek,Nobody,,di@x.example,Terminated\n6,Ed Fo,Nobody,,ed@x.example,Active\n");
  CHECK(roster.managers[1] == 0);
  CHECK(find(profile.issues, "roster.managerAmbiguous")->rows == Rows{4});
  CHECK(find(profile.issues, "roster.managerLeft")->rows == Rows{5});
  CHECK(find(profile.issues, "roster.managerUnknown")->rows == Rows{7});
}

TEST_CASE("ids of managers that lost their zeros are found where one id fits") {
  const auto roster =
      read("Personalnummer;Name;Vorgesetzter\n0008;Ana;\n0009;Bo;8\n09;Cy;\n0010;Di;9\n").roster;
  CHECK(roster.managers[1] == 0);
  CHECK(roster.managers[3] == Roster::kNobody);
}

TEST_CASE("cells help to tell what a column is: empty ones give way, names are no ids") {
  const auto roster = read("Employee,Department,Org Unit Path\nAna Ruiz,,/IT\nBo Li,,/HR\n").roster;
  CHECK(roster.with_role(Role::kName)->header == "Employee");
  CHECK(roster.with_role(Role::kDepartment)->header == "Org Unit Path");
}

TEST_CASE("tenure and age are counted against the given day") {
  ReadOptions options;
  options.people.today = day_of(2026, 11, 23);
  options.choices["Geburtsdatum"].role = Role::kBirthDate;
  const auto roster =
      read("id;Eintritt;Geburtsdatum\n1;23.11.2016;01.01.1990\n2;;\n3;23.05.2026;\n", options)
          .roster;
  const Column* tenure = roster.named("@tenure");
  REQUIRE(tenure != nullptr);
  CHECK(tenure->number(0) == 10'000);
  CHECK(tenure->number(1) == Column::kNoNumber);
  CHECK(tenure->number(2) == 500);
  CHECK(roster.named("@age")->number(0) == 36'900);
}

TEST_CASE("who came back is found, whatever an old row says") {
  for (const char* manager : {"1", "Ana Ruiz", "ana@x.example"}) {
    CAPTURE(manager);
    const auto [roster, profile] = read(
        "id,name,email,Manager,Status\n1,Ana Ruiz,ana@x.example,,Terminated\n"
        "1,Ana Ruiz,ana@x.example,,Active\n2,Bo Li,bo@x.example," +
        std::string(manager) + ",Active\n");
    REQUIRE(roster.people() == 2);
    CHECK(roster.managers[1] == 0);
    CHECK(find(profile.issues, "roster.managerLeft") == nullptr);
  }
  // Ids that lost their zeros, and of an old row alone.
  const auto zeros = read(
      "Personalnummer;Name;Vorgesetzter;Status\n0008;Ana;;ausgetreten\n0008;Ana;;aktiv\n"
      "0009;Bo;8;aktiv\n0010;Cy;11;aktiv\n0011;Di;;ausgetreten\n");
  CHECK(zeros.roster.managers[1] == 0);
  CHECK(zeros.roster.managers[2] == Roster::kNobody);
  CHECK(find(zeros.profile.issues, "roster.managerLeft")->rows == Rows{5});
}

TEST_CASE("a manager is found by an address of an answer that was replaced") {
  const auto roster = read(
                          "Timestamp,Personalnummer,Name,Email,Manager\n"
                          "1.10.2026 9:00,417,Ana Ruiz,ana@home.example,\n"
                          "2.10.2026 9:00,512,Ben Ito,b@x.example,ana@home.example\n"
                          "3.10.2026 9:00,417,Ana Ruiz,ana@x.example,\n")
                          .roster;
  REQUIRE(roster.people() == 2);
  const int32_t ana = roster.find("417");
  CHECK(roster.managers[static_cast<size_t>(roster.find("512"))] == ana);
  CHECK(roster.find("ana@home.example") == ana);
}

TEST_CASE("whoever filled in a form twenty thousand times is found as quickly as others") {
  std::string text = "Timestamp,Personalnummer,Name,Manager,Status\n";
  for (int i = 0; i < 20'000; ++i) {
    text += "1.10.2026 9:00,417,Ana,P" + std::to_string(i) + " (417),left\n";
    text += "1.10.2026 9:00," + std::to_string(1000 + i) + ",P,P" + std::to_string(i) +
            " (417),active\n";
  }
  CHECK(read(text).roster.people() == 20'000);
}

TEST_CASE("people with numbers for names are not taken for people of one name") {
  std::string text = "id,Name\n";
  for (int i = 1; i <= 3000; ++i)
    text += "E" + std::to_string(i) + ",Person " + std::to_string(i) + "\n";
  const auto read = test::read(text);
  CHECK(read.profile.issues.empty());
  CHECK(read.roster.people() == 3000);
}

}  // namespace roster_people_test
