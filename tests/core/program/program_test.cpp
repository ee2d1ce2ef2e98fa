#include "program/program.h"

#include <algorithm>

#include "support.h"

namespace program_program_test {

using namespace weft;

namespace {

const char* const kRoster =
    "id,name,Department,Level,Languages,Status,Opt-in,Pause until,Manager\n"
    "1,Ana,IT,1,German; English,active,yes,,\n"
    "2,Bo,HR,2,English,active,no,,1\n"
    "3,Cy,IT,3,French,on leave,yes,2027-01-01,1\n"
    "4,Di,HR,4,German,active,yes,2026-11-23,2\n";

Filter filter(Filter::Kind kind, std::string column, std::vector<std::string> values) {
  Filter made;
  made.kind = kind;
  made.column.reference = std::move(column);
  made.values = std::move(values);
  return made;
}

}  // namespace

TEST_CASE(
    "who takes part follows opt-in, pauses and filters, and the others are counted by reason") {
  const auto roster = test::read(kRoster).roster;
  Program program;
  program.who.push_back(filter(Filter::Kind::kIs, "@status", {"Active"}));
  CHECK_FALSE(has_errors(resolve(program, roster, {}, {}, nullptr)));
  const auto taking = participants(program, roster, {}, day_of(2026, 11, 23));
  CHECK(taking.people == std::vector<int32_t>{0, 3});
  REQUIRE(taking.excluded.size() == 2);
  CHECK(taking.excluded[0].code == "who.optedOut");
  CHECK(taking.excluded[1].code == "who.paused");
  CHECK(participants(program, roster, {}, day_of(2026, 11, 22)).people == std::vector<int32_t>{0});
}

TEST_CASE("filters choose by value, by entry of a list and by range") {
  const auto roster =
      test::read("id,Languages,Level,Site\n1,German; English,1,Wien\n2,English,2,Graz\n3,,3,\n")
          .roster;
  const auto chosen = [&](Filter wanted) {
    Program program;
    program.who.push_back(std::move(wanted));
    CHECK_FALSE(has_errors(resolve(program, roster, {}, {}, nullptr)));
    return participants(program, roster, {}, 0).people;
  };
  CHECK(chosen(filter(Filter::Kind::kHas, "Languages", {"german"})) == std::vector<int32_t>{0});
  CHECK(chosen(filter(Filter::Kind::kNot, "Site", {"Graz"})) == std::vector<int32_t>{0, 2});
  Filter range = filter(Filter::Kind::kBetween, "@level", {});
  range.min = 2000;
  CHECK(chosen(range) == std::vector<int32_t>{1, 2});
  range.max = 2000;
  CHECK(chosen(range) == std::vector<int32_t>{1});
}

TEST_CASE("what the roster does not have is said where the program asks for it") {
  const auto roster = test::read("id,Department\n1,IT\n2,HR\n").roster;
  Program program;
  Rule rule;
  rule.column.reference = "Abteilung";
  rule.where = "/rules/0";
  program.rules.push_back(rule);
  rule.column.reference = "@site";
  rule.where = "/rules/1";
  program.rules.push_back(rule);
  rule.kind = Rule::Kind::kDistance;
  rule.column.reference = "Department";
  rule.where = "/rules/2";
  program.rules.push_back(rule);
  rule.kind = Rule::Kind::kApart;
  rule.from_file = true;
  rule.where = "/rules/3";
  program.rules.push_back(rule);
  rule = {};
  rule.kind = Rule::Kind::kApartLine;
  rule.where = "/rules/4";
  program.rules.push_back(rule);
  program.who.push_back(filter(Filter::Kind::kIs, "Department", {"Sales"}));
  const Issues issues = resolve(program, roster, {}, {}, nullptr);
  CHECK(test::find(issues, "program.unknownColumn")->where == "/rules/0/different");
  CHECK(test::find(issues, "program.noColumnWithRole")->where == "/rules/1/different");
  CHECK(test::find(issues, "program.notOrdered")->where == "/rules/2/distance");
  CHECK(test::find(issues, "program.apartFileMissing")->where == "/rules/3/apart");
  CHECK(test::find(issues, "program.unknownValue")->severity == Severity::kWarning);
  CHECK(issues.back().where == "/rules/4/apart");
}

TEST_CASE("the confidential list never appears in an issue by name") {
  const auto roster = test::read("id,name\n1,Ana\n2,Bo\n").roster;
  Program program;
  Rule rule;
  rule.kind = Rule::Kind::kApart;
  rule.from_file = true;
  program.rules.push_back(rule);
  const Result<ApartList> list = read_apart_list("Ana,Bo\nAna,Secret Person\n", "apart.csv");
  REQUIRE(list);
  const Issues issues = resolve(program, roster, {}, {}, &*list);
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].rows == std::vector<int64_t>{2});
  CHECK(issues[0].args.empty());
  CHECK(program.rules[0].people.size() == 1);
}

TEST_CASE("people who belong together must fit into one group, once") {
  const auto roster = test::read("id\n1\n2\n3\n4\n").roster;
  Program program;
  Rule rule;
  rule.kind = Rule::Kind::kTogether;
  rule.names = {{"1", "2", "3"}, {"3", "4"}, {"4", "nobody"}};
  program.rules.push_back(rule);
  const Issues issues = resolve(program, roster, {}, {}, nullptr);
  CHECK(test::find(issues, "program.togetherTooMany") != nullptr);
  CHECK(test::find(issues, "program.togetherTwice") != nullptr);
  CHECK(test::find(issues, "program.unknownPerson")->severity == Severity::kWarning);
}

TEST_CASE("a name in a list under apart that is not understood is an error, and is not repeated") {
  const auto roster = test::read(
                          "id,name,Status\n1,Ana Alt,active\n2,Bo Berg,active\n"
                          "3,Bo Berg,active\n4,Di Dorn,active\n5,Ed Egge,left\n")
                          .roster;
  const auto said = [&](std::vector<std::vector<std::string>> names) {
    Program program;
    Rule rule;
    rule.kind = Rule::Kind::kApart;
    rule.names = std::move(names);
    rule.where = "/rules/0";
    program.rules.push_back(std::move(rule));
    Issues issues = resolve(program, roster, {}, {}, nullptr);
    for (const Issue& issue : issues) {
      for (const Arg& arg : issue.args) CHECK(std::holds_alternative<int64_t>(arg.value));
    }
    return std::pair(std::move(issues), program.rules[0].people);
  };
  const auto is = [](const Issue& issue, Severity severity, const char* code, const char* where) {
    CHECK(issue.severity == severity);
    CHECK(issue.code == code);
    CHECK(issue.where == where);
  };
  const auto [wrong, people] = said({{"1", "4"}, {"Ana Alt", "Ana Alte"}, {"Bo Berg", "1", "4"}});
  REQUIRE(wrong.size() == 2);
  is(wrong[0], Severity::kError, "program.apartUnknown", "/rules/0/apart/1/1");
  is(wrong[1], Severity::kError, "program.apartSeveral", "/rules/0/apart/2/0");
  CHECK(people == std::vector<std::vector<int32_t>>{{0, 3}, {0, 3}});
  const Issues few = said({{"1", "Ana Alt"}, {"1"}}).first;
  REQUIRE(few.size() == 2);
  is(few[1], Severity::kError, "program.apartIncomplete", "/rules/0/apart/1");
  const Issues gone = said({{"1", "Ed Egge"}}).first;
  REQUIRE(gone.size() == 1);
  is(gone[0], Severity::kNote, "program.apartGone", "/rules/0/apart/0/1");
}

TEST_CASE("of a program full of unknown names only some are compared with the roster") {
  std::string rows = "id,name\n";
  Program program;
  Rule rule;
  rule.kind = Rule::Kind::kTogether;
  for (int i = 0; i < 300; ++i) {
    const std::string letters = {static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26),
                                 static_cast<char>('a' + i % 7)};
    rows += std::to_string(i) + ",Person " + letters + "xyz\n";
    rule.names.push_back({"Persom " + letters + "xyz"});
  }
  program.rules.push_back(std::move(rule));
  const auto roster = test::read(rows).roster;
  const Issues issues = resolve(program, roster, {}, {}, nullptr);
  CHECK(issues.size() == 300);
  CHECK(std::count_if(issues.begin(), issues.end(),
                      [](const Issue& issue) { return issue.code == "program.nearPerson"; }) == 50);
}

}  // namespace program_program_test
