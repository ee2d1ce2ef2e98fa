#include "roster/questions.h"
#include "roster/words.h"
#include "support.h"

namespace roster_answers_test {

using namespace weft;
using namespace weft::test;

namespace {

std::vector<std::string> taking_part(const Roster& roster) {
  std::vector<std::string> names;
  const Column* column = roster.with_role(Role::kOptIn);
  for (size_t i = 0; column != nullptr && i < roster.people(); ++i) {
    if (column->number(i) == 1000) names.emplace_back(roster.names[i]);
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("answers decide by all of their words, and what wavers decides nothing") {
  for (const char* yes :
       {"yes", "Yes, count me in", "Checked", "Ja gerne", "x", "\xE2\x9C\x93", "I'm in",
        "I\xE2\x80\x99m in", "I would like to take part", "Bin dabei", "Angemeldet", "Sure!",
        "Ich m\xC3\xB6"
        "chte teilnehmen",
        "Yes, please"}) {
    CAPTURE(yes);
    CHECK(takes_part(yes) == true);
  }
  for (const char* no :
       {"no", "No, not this time", "nein danke", "No, thanks", "Not interested", "Leider nicht",
        "Diesmal nicht", "Count me out", "declined", "Unchecked", "I can't attend",
        "Nein, vielleicht n\xC3\xA4"
        "chstes Mal"}) {
    CAPTURE(no);
    CHECK(takes_part(no) == false);
  }
  for (const char* open :
       {"maybe next time", "Vielleicht", "Only in May", "Yes, but not in December", "No problem",
        "Ja, ab Januar", "2", "Berlin", "I will not decline", "Can't wait!", "Not on Mondays"}) {
    CAPTURE(open);
    CHECK_FALSE(takes_part(open).has_value());
  }
}

TEST_CASE("states are understood by their words, wherever they stand") {
  for (const char* gone :
       {"Voluntarily Terminated", "Involuntarily Terminated", "Has Left", "Not Active",
        "No Longer Employed", "Early Retirement", "Ex-Employee", "Contract Ended", "Dismissed",
        "Quit", "Non-Active", "Offboarded", "Deaktiviert", "nicht mehr aktiv",
        "Inactive - No Payroll", "Ausgetreten zum 30.06.2025", "Left the company",
        "Terminated - Reduction in Force"}) {
    CAPTURE(gone);
    CHECK(status_of(gone) == Status::kInactive);
  }
  for (const char* away : {"On Garden Leave", "Maternity", "On Maternity Leave", "Long Term Sick"})
    CHECK(status_of(away) == Status::kLeave);
  for (const char* there : {"Active - Notice Period", "Currently employed"})
    CHECK(status_of(there) == Status::kActive);
  for (const char* open :
       {"Termination pending", "Resigned, notice period", "Martian", "No info"}) {
    CAPTURE(open);
    CHECK(status_of(open) == Status::kUnknown);
  }
}

TEST_CASE("an account that is not enabled is gone, and one that is disabled") {
  CHECK(read("id,name,Enabled\n1,Ana,True\n2,Bo,False\n3,Cy,0\n").roster.people() == 1);
  CHECK(read("id,name,Disabled\n1,Ana,True\n2,Bo,False\n3,Cy,No\n").roster.people() == 2);
  CHECK(read("id,name,Account enabled\n1,Ana,No\n2,Bo,Yes\n").roster.people() == 1);
}

TEST_CASE("unknown opt-ins are asked about by value, and do not take part meanwhile") {
  const std::string text =
      "Employee ID,Name,Opt-in\n1,Ana,\"Yes, count me "
      "in\"\n2,Ben,Hm\n3,Eva,Hm\n4,Ivo,Later\n5,Una,\n";
  const auto asked = read(text);
  CHECK(taking_part(asked.roster) == Names{"Ana"});
  const Issue* first = find(asked.profile.issues, "roster.optInUnknown");
  REQUIRE(first != nullptr);
  CHECK(first->row_count == 2);
  CHECK(std::get<std::string>(first->args[0].value) == "Hm");
  const Issue* open = find(asked.profile.open.issues, "open.optIn");
  REQUIRE(open != nullptr);
  CHECK(std::get<std::string>(open->args[0].value) == "Hm (2), Later (1)");
  CHECK(std::get<int64_t>(open->args[2].value) == 3);
  ReadOptions options;
  options.choices["Opt-in"].answers = {{"hm", true}, {"later", false}};
  const auto answered = read(text, options);
  CHECK(taking_part(answered.roster) == Names{"Ana", "Ben", "Eva"});
  CHECK(answered.profile.open.issues.empty());
}

TEST_CASE("unknown states are asked about even where all are unknown, and count as active") {
  const std::string text = "id,name,Status\n1,Ana,Actif\n2,Ben,Sorti\n3,Eva,Actif\n";
  const auto asked = read(text);
  CHECK(asked.roster.people() == 3);
  CHECK(find(asked.profile.open.issues, "open.state")->column == "Status");
  ReadOptions options;
  options.choices["Status"].answers = {{"actif", true}, {"sorti", false}};
  const auto answered = read(text, options);
  CHECK(answered.roster.people() == 2);
  CHECK(answered.profile.open.issues.empty());
  // How somebody is employed is no state.
  CHECK(read("id,Employment Status\n1,Full-Time\n2,Part-Time\n").profile.open.issues.empty());
}

TEST_CASE("many unknown answers are counted, and none is forgotten") {
  std::string text = "id,name,Opt-in\n";
  for (int i = 0; i < 70; ++i)
    text += std::to_string(i) + ",P" + std::to_string(i) + ",Word " + std::to_string(i) + "\n";
  const auto issues = read(text).profile.issues;
  CHECK(std::count_if(issues.begin(), issues.end(), [](const Issue& issue) {
          return issue.code == "roster.optInUnknown";
        }) == 50);
  CHECK(find(issues, "roster.answersMore")->row_count == 20);
}

TEST_CASE("questions are known by how they ask") {
  for (const char* asks :
       {"Would you like to take part in the November mystery lunch?",
        "Nehmen Sie am Mystery Lunch teil?", "Do you want to join?", "Bist du dabei?"})
    CHECK(asks_to_take_part(asks));
  for (const char* other : {"Have you taken part before?", "Haben Sie schon einmal teilgenommen?",
                            "How many would join?", "Department", "Which team do you join?"}) {
    CAPTURE(other);
    CHECK((!asks_to_take_part(other) || std::string(other).find("Which") == 0));
  }
  CHECK(recognise("Which department are you in?").role == Role::kDepartment);
  CHECK(recognise("What is your full name?").role == Role::kName);
  CHECK(recognise("Where is your office? (city)").role == Role::kSite);
}

TEST_CASE("of a form, running numbers are no ids and the last answer counts") {
  const std::string text =
      "ID,Completion time,Email,Name,Would you like to join?\n"
      "1,10/1/2026 9:12:33 AM,ana@example.com,Ana Ruiz,\"Yes, count me in\"\n"
      "2,10/1/2026 9:15:02 AM,ben@example.com,Ben Okoye,\"No, not this time\"\n"
      "3,10/1/2026 9:20:41 PM,eva@example.com,Eva Lind,Yes\n"
      "4,10/13/2026 8:01:10 AM,ANA@example.com,Ana Ruiz,No\n";
  const auto [roster, profile] = read(text);
  CHECK(roster.people() == 3);
  CHECK(roster.ids[0] == "ben@example.com");
  CHECK(taking_part(roster) == Names{"Eva Lind"});
  CHECK(find(profile.issues, "roster.answersReplaced")->rows == std::vector<int64_t>{2});
  CHECK(profile.left_out.duplicates == 1);
  // Sorted by name, the last is the last in time.
  const auto sorted = read(
      "Timestamp,Name,Teilnahme\n2026/10/02 8:01:10 AM MDT,Ana Ruiz,Nein\n"
      "2026/10/01 9:12:33 PM MDT,Ana Ruiz,Ja\n2026/10/01 9:00:00 AM MDT,Bo Li,Ja\n");
  CHECK(taking_part(sorted.roster) == Names{"Bo Li"});
  // A question that is answered with yes and no is nobody's manager, and stays as private as it is.
  const auto asked = read(
      "Timestamp,Name,Are you a manager?,Do you have a disability?\n1.10.2026 9:00,Ana,Yes,No\n"
      "2.10.2026 9:00,Bo,No,No\n");
  CHECK(asked.roster.with_role(Role::kManager) == nullptr);
  CHECK(asked.profile.columns[3].examples.empty());
  // A number of the company stays one.
  CHECK(read("Timestamp,Personalnummer,Name\n1.10.2026 9:00,417,Ana\n2.10.2026 9:00,12,Bo\n")
            .roster.ids[0] == "417");
}

TEST_CASE("a no under a question that is not understood is asked about") {
  const std::string text =
      "Timestamp,Email,Mystery Lunch?\n2026/10/01 9:00,ana@example.com,Ja\n"
      "2026/10/01 9:05,bo@example.com,Nein\n";
  const auto asked = read(text);
  CHECK(find(asked.profile.issues, "roster.takesPartAsked")->column == "Mystery Lunch?");
  CHECK(find(asked.profile.open.issues, "open.takesPart") != nullptr);
  ReadOptions options;
  options.choices["Mystery Lunch?"].role = Role::kOptIn;
  const auto answered = read(text, options);
  CHECK(taking_part(answered.roster) == Names{"ana@example.com"});
  CHECK(answered.profile.open.issues.empty());
}

TEST_CASE("of a list that is joined, a no is a no and the last answer counts") {
  ReadOptions options;
  options.joined = {{"form.csv",
                     "Email,Mystery Lunch?\nana@example.com,Ja\nbo@example.com,Nein\n"
                     "ana@example.com,Nein\ncy@example.com,Gerne\n",
                     false}};
  const auto [roster, profile] = read(
      "Employee ID,Name,Email\n1,Ana,ana@example.com\n2,Bo,bo@example.com\n3,Cy,cy@example.com\n"
      "4,Di,di@example.com\n",
      options);
  CHECK(taking_part(roster) == Names{"Cy"});
  CHECK(find(profile.issues, "join.answersReplaced") != nullptr);
}

TEST_CASE("a no is a no, though the roster or an earlier form was asked as well") {
  const std::string roster = "Employee ID,Name,Opt-in\n1,Ana,yes\n2,Bo,yes\n3,Cy,no\n4,Di,yes\n";
  const std::string form = "Employee ID,Take part?\n1,Yes\n2,No\n3,Yes\n";
  ReadOptions options;
  options.joined = {{"form.csv", form, false}};
  const auto [asked, profile] = read(roster, options);
  // Who gave no answer has not opted in.
  CHECK(taking_part(asked) == Names{"Ana"});
  CHECK(profile.joined[0].columns.back().role == Role::kOptIn);
  options.joined.push_back({"later.csv", "Employee ID,Opt-in\n1,Nein\n2,Ja\n", false});
  CHECK(taking_part(read("Employee ID,Name\n1,Ana\n2,Bo\n3,Cy\n", options).roster).empty());
}

}  // namespace roster_answers_test
