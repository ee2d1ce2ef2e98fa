#include "roster/values.h"

#include "support.h"

namespace roster_values_test {

using namespace weft;
using namespace weft::test;

TEST_CASE("what stands for nothing is missing, and said") {
  const auto [roster, profile] =
      read("id,Department,Site\n1,n/a,Wien\n2,IT,-\n3,IT,Wien\n4,Keine Angabe,#NV\n");
  CHECK(roster.columns[1].missing(0));
  CHECK(roster.columns[1].missing(3));
  CHECK(roster.columns[2].missing(1));
  CHECK(find(profile.issues, "roster.placeholders")->rows == std::vector<int64_t>{2, 5});
}

TEST_CASE("codes in brackets are dropped where names stay different without them") {
  const auto [roster, profile] = read(
      "id,Department\n1,Sales (50001234)\n2,Legal (50001235)\n3,Plant (50001236)\n4,Plant "
      "(50001237)\n5,Sales (50001234)\n");
  CHECK(roster.columns[1].text(0) == "Sales");
  CHECK(roster.columns[1].text(4) == "Sales");
  CHECK(roster.columns[1].text(2) == "Plant (50001236)");
  CHECK(find(profile.issues, "roster.codesDropped")->column == "Department");
  CHECK(read("id,Department\n1,Sales (West)\n2,IT (101)\n3,HR\n").roster.columns[1].text(1) ==
        "IT (101)");
}

TEST_CASE("spellings that HR merged are one value, initials and slips are offered") {
  const std::string text =
      "id,Department\n1,Human Resources\n2,Human Ressources\n3,HR\n4,Human Resources\n5,R&D\n"
      "6,Research & Development\n7,IT\n";
  const auto [roster, profile] = read(text);
  std::map<std::string, std::string> offers;
  for (const Issue& issue : profile.issues) {
    if (issue.code != "roster.similarValues") continue;
    offers[std::get<std::string>(issue.args[0].value)] = std::get<std::string>(issue.args[1].value);
    CHECK(issue.rows.size() == 1);
  }
  CHECK(offers == std::map<std::string, std::string>{{"Human Ressources", "Human Resources"},
                                                     {"HR", "Human Resources"},
                                                     {"Research & Development", "R&D"}});
  ReadOptions options;
  options.choices["Department"].merge = {{"HR", "Human Resources"},
                                         {"Human Ressources", "Human Resources"}};
  const auto merged = read(text, options);
  const Column* department = merged.roster.with_role(Role::kDepartment);
  CHECK(department->codes[0] == department->codes[1]);
  CHECK(department->codes[0] == department->codes[2]);
  CHECK(department->text(2) == "Human Resources");
}

TEST_CASE("entries of lists are merged, slips and initials among them offered") {
  const std::string text =
      "id,Skills\n1,JS; Python\n2,JavaScript; SQL\n3,Pyhton; JavaScript\n4,Python\n";
  const auto [roster, profile] = read(text);
  std::vector<std::string> offers;
  for (const Issue& issue : profile.issues) {
    if (issue.code == "roster.similarValues")
      offers.push_back(std::get<std::string>(issue.args[0].value));
  }
  CHECK(offers == std::vector<std::string>{"JS", "Pyhton"});
  ReadOptions options;
  options.choices["Skills"].merge = {{"JS", "JavaScript"}};
  const auto merged = read(text, options).roster;
  CHECK(merged.columns[1].entry_names.size() == 4);
  CHECK(merged.columns[1].entries[merged.columns[1].codes[0]].size() == 2);
}

TEST_CASE("skills are compared without their levels, over what is offered and what is wanted") {
  const std::string text =
      "id,Skills offered,Skills wanted\n1,JS: expert; SQL,Python\n2,SQL: basic,JavaScript B1\n"
      "3,Python (advanced),JavaScript\n";
  const auto [roster, profile] = read(text);
  const auto offers =
      std::count_if(profile.issues.begin(), profile.issues.end(),
                    [](const Issue& issue) { return issue.code == "roster.similarValues"; });
  CHECK(offers == 1);
  const Issue* offer = find(profile.issues, "roster.similarValues");
  CHECK(offer->column == "Skills offered");
  CHECK(std::get<std::string>(offer->args[0].value) == "JS");
  CHECK(std::get<std::string>(offer->args[1].value) == "JavaScript");
  CHECK(offer->rows == std::vector<int64_t>{2});
  ReadOptions options;
  options.choices["Skills offered"].merge = {{"JS", "JavaScript"}};
  const auto merged = read(text, options).roster;
  const Column& skills = merged.columns[1];
  const uint32_t code = skills.codes[0];
  REQUIRE(skills.entries[code].size() == 2);
  CHECK(skills.entry_names[skills.entries[code][0]] == "JavaScript");
  CHECK(skills.entry_levels[code] == std::vector<uint8_t>{6, 0});
}

TEST_CASE("the dates of a file are read in one order, by the column that tells, or HR says") {
  const std::string unclear = "id,Hire Date,Pause until\n1,3/4/2021,\n2,1/2/2020,";
  const auto by_file = read(unclear + "12/31/2026\n").roster;
  CHECK(iso_date(static_cast<Day>(by_file.columns[1].number(0) / 1000)) == "2021-03-04");
  const auto [roster, profile] = read(unclear + "\n");
  CHECK(find(profile.issues, "roster.dateOrder")->column == "Hire Date");
  ReadOptions options;
  options.choices["Hire Date"].dates = DateOrder::kMonthFirst;
  const auto told = read(unclear + "\n", options);
  CHECK(iso_date(static_cast<Day>(told.roster.columns[1].number(0) / 1000)) == "2021-03-04");
  CHECK(find(told.profile.issues, "roster.dateOrder") == nullptr);
  const auto serial = read("id,Hire Date\n1,44270\n").roster;
  CHECK(iso_date(static_cast<Day>(serial.columns[1].number(0) / 1000)) == "2021-03-15");
}

}  // namespace roster_values_test
