#include "fit/fit.h"

#include "outcome/check.h"
#include "support.h"

namespace fit_fit_test {

using namespace weft;

namespace {

struct Setting {
  Roster roster;
  History history;
  Program program;

  explicit Setting(std::string_view text) : roster(test::read(text).roster) {}
  Fit fit(Day date = 0) {
    const Issues issues = resolve(program, roster, history, {}, nullptr);
    REQUIRE_FALSE(has_errors(issues));
    return Fit(roster, program, history, participants(program, roster, history, date).people, date);
  }
  Rule& rule(Rule::Kind kind, std::string column = {}) {
    Rule& made = program.rules.emplace_back();
    made.kind = kind;
    made.column.reference = std::move(column);
    return made;
  }
  void criterion(Criterion::Kind kind, std::string column, int64_t weight) {
    Criterion& made = program.criteria.emplace_back();
    made.kind = kind;
    made.column.reference = std::move(column);
    made.weight = weight;
  }
  void met(std::string a, std::string b, Day date) {
    Round round;
    round.program = "lunch";
    round.date = date;
    round.groups.add_group({history.people.intern(a), history.people.intern(b)});
    history.rounds.push_back(round);
  }
};

const char* const kPeople =
    "id,Department,Level,Languages,Manager,Hire date\n"
    "1,IT,1,German; English,,2020-01-01\n"
    "2,IT,3,English,1,2021-01-01\n"
    "3,HR,4,French,2,2020-01-11\n"
    "4,,,,2,\n"
    "5,,2,German,,2020-06-01\n";

}  // namespace

TEST_CASE("different and same: a missing value is a value of its own") {
  Setting setting(kPeople);
  setting.rule(Rule::Kind::kDifferent, "Department");
  setting.rule(Rule::Kind::kSame, "Department");
  const Fit fit = setting.fit();
  CHECK_FALSE(fit.holds(0, 0, 1));
  CHECK(fit.holds(0, 0, 2));
  CHECK(fit.holds(0, 0, 3));
  CHECK_FALSE(fit.holds(0, 3, 4));
  CHECK(fit.holds(1, 0, 1));
  CHECK_FALSE(fit.holds(1, 3, 4));
}

TEST_CASE("share and distance hold only where both have a value") {
  Setting setting(kPeople);
  setting.rule(Rule::Kind::kShare, "Languages");
  Rule& distance = setting.rule(Rule::Kind::kDistance, "Level");
  distance.min = 1000;
  distance.max = 2000;
  const Fit fit = setting.fit();
  CHECK(fit.holds(0, 0, 1));
  CHECK_FALSE(fit.holds(0, 0, 2));
  CHECK_FALSE(fit.holds(0, 3, 3));
  CHECK(fit.holds(1, 0, 1));
  CHECK_FALSE(fit.holds(1, 0, 2));
  CHECK_FALSE(fit.holds(1, 0, 3));
}

TEST_CASE("reporting lines keep people apart up and down, as many steps as wanted") {
  Setting setting(kPeople);
  setting.rule(Rule::Kind::kApartLine).steps = 1;
  setting.rule(Rule::Kind::kApartLine).steps = 2;
  setting.rule(Rule::Kind::kApartManager);
  const Fit fit = setting.fit();
  CHECK_FALSE(fit.holds(0, 0, 1));
  CHECK_FALSE(fit.holds(0, 1, 0));
  CHECK(fit.holds(0, 0, 2));
  CHECK_FALSE(fit.holds(1, 2, 0));
  CHECK(fit.holds(1, 2, 3));
  CHECK_FALSE(fit.holds(2, 2, 3));
  CHECK(fit.holds(2, 0, 4));
}

TEST_CASE("met counts rounds, months or for ever") {
  Setting setting(kPeople);
  setting.met("1", "2", day_of(2026, 1, 15));
  setting.met("1", "3", day_of(2026, 6, 15));
  setting.met("2", "4", day_of(2026, 10, 15));
  setting.rule(Rule::Kind::kMet).rounds = 2;
  setting.rule(Rule::Kind::kMet).months = 5;
  setting.rule(Rule::Kind::kMet);
  const Fit fit = setting.fit(day_of(2026, 11, 15));
  CHECK(fit.holds(0, 0, 1));
  CHECK_FALSE(fit.holds(0, 0, 2));
  CHECK_FALSE(fit.holds(0, 3, 1));
  CHECK(fit.holds(1, 0, 2));
  CHECK_FALSE(fit.holds(1, 1, 3));
  CHECK_FALSE(fit.holds(2, 0, 1));
  CHECK(fit.holds(2, 3, 4));
}

TEST_CASE("together binds people to each other and apart parts them") {
  Setting setting(kPeople);
  setting.rule(Rule::Kind::kTogether).names = {{"1", "4"}};
  setting.rule(Rule::Kind::kApart).names = {{"2", "3"}};
  const Fit fit = setting.fit();
  CHECK(fit.holds(0, 0, 3));
  CHECK_FALSE(fit.holds(0, 0, 1));
  CHECK(fit.holds(0, 1, 2));
  CHECK_FALSE(fit.holds(1, 1, 2));
  CHECK(fit.holds(1, 0, 3));
}

TEST_CASE("criteria give thousandths of their weight") {
  Setting setting(kPeople);
  setting.criterion(Criterion::Kind::kMix, "Department", 50);
  setting.criterion(Criterion::Kind::kShare, "Languages", 20);
  setting.criterion(Criterion::Kind::kNear, "Level", 10);
  setting.criterion(Criterion::Kind::kFar, "Hire date", 5);
  setting.criterion(Criterion::Kind::kMix, "Languages", 1);
  const Fit fit = setting.fit();
  CHECK(fit.full_value() == 86000);
  CHECK(fit.points(0, 0, 2) == 1000);
  CHECK(fit.points(0, 0, 1) == 0);
  CHECK(fit.points(1, 0, 1) == 1000);
  CHECK(fit.points(4, 0, 1) == 0);
  CHECK(fit.points(4, 0, 2) == 1000);
  CHECK(fit.points(2, 0, 1) == 1000 - 666);
  CHECK(fit.points(2, 0, 3) == 0);
  CHECK(fit.points(3, 0, 2) == 27);
  CHECK(fit.value(0, 1) == 0 + 20 * 1000 + 10 * 334 + 5 * 1000 + 0);
}

TEST_CASE("never met beats long ago beats recently") {
  Setting setting(kPeople);
  setting.met("1", "2", 1);
  setting.met("1", "3", 2);
  setting.met("1", "4", 3);
  setting.criterion(Criterion::Kind::kNovelty, "", 10);
  const Fit fit = setting.fit();
  CHECK(fit.points(0, 0, 4) == 1000);
  CHECK(fit.points(0, 0, 1) > fit.points(0, 0, 2));
  CHECK(fit.points(0, 0, 2) > fit.points(0, 0, 3));
  CHECK(fit.points(0, 0, 3) == 0);
}

TEST_CASE("with roles a distance has a sign: the first less the other") {
  Setting setting(kPeople);
  setting.program.shape.roles = {"mentor", "mentee"};
  setting.rule(Rule::Kind::kDistance, "Level").min = 1000;
  const Fit fit = setting.fit();
  CHECK(fit.admissible(1, 0));
  CHECK_FALSE(fit.admissible(0, 1));
  CHECK_FALSE(fit.admissible(3, 0));
}

TEST_CASE("who offers what the other wants: half for something of it, the mean of both ways") {
  Setting setting(
      "id,Skills offered,Skills wanted\n1,Python; SQL,French\n2,french,python; Excel\n3,,SQL\n");
  setting.criterion(Criterion::Kind::kComplement, "", 1);
  const Fit equals = setting.fit();
  CHECK(equals.points(0, 0, 1) == (750 + 1000) / 2);
  CHECK(equals.points(0, 1, 0) == equals.points(0, 0, 1));
  CHECK(equals.points(0, 0, 2) == 500);
  CHECK(equals.points(0, 1, 2) == 0);
  setting.program.shape.roles = {"mentor", "mentee"};
  const Fit roles = setting.fit();
  CHECK(roles.points(0, 0, 1) == 750);
  CHECK(roles.points(0, 1, 0) == 1000);
}

TEST_CASE("a first wish is full, who has no wishes is not asked") {
  Setting setting("id\n1\n2\n3\n");
  setting.criterion(Criterion::Kind::kPreference, "", 1);
  Lists lists;
  lists.emplace("preferences", *read_list("id,choice\n1,2\n1,3\n2,1\n", "preferences", "p.csv"));
  REQUIRE_FALSE(
      has_errors(resolve(setting.program, setting.roster, setting.history, lists, nullptr)));
  const Fit fit(setting.roster, setting.program, setting.history, {0, 1, 2}, 0);
  CHECK(fit.points(0, 0, 1) == 1000);
  CHECK(fit.points(0, 0, 2) == 500);
  CHECK(fit.points(0, 2, 1) == 0);
}

TEST_CASE("the check counts roles, skills and wishes as the fit does") {
  Setting setting(
      "id,Level,Skills offered,Skills wanted\n1,3,Python; SQL,French\n2,1,French,python; Excel\n"
      "3,2,,SQL\n");
  setting.program.shape = {{"mentor", "mentee"}, Shape::Worth::kRolePairs, false, false, true};
  setting.rule(Rule::Kind::kDistance, "Level").min = 1000;
  setting.criterion(Criterion::Kind::kComplement, "", 7);
  setting.criterion(Criterion::Kind::kPreference, "", 3);
  Lists lists;
  lists.emplace("preferences", *read_list("id,choice\n2,1\n3,2\n3,1\n", "preferences", "p.csv"));
  REQUIRE_FALSE(
      has_errors(resolve(setting.program, setting.roster, setting.history, lists, nullptr)));
  const Fit fit(setting.roster, setting.program, setting.history, {0, 1, 2}, 0);
  const int64_t value = fit.value(0, 1) + fit.value(0, 2);
  CHECK(value == 7 * (750 + 1000) + 3 * (1000 + 500));
  Claim claim;
  claim.groups.push_back({{"1", "2", "3"}, {"mentor", "mentee", "mentee"}, value, {}, {}, {}});
  claim.value = claim.bound = value;
  CHECK(check(setting.roster, setting.program, setting.history, 0, claim).passed());
  claim.groups[0].value = claim.value = claim.bound = value + 1;
  CHECK_FALSE(check(setting.roster, setting.program, setting.history, 0, claim).passed());
  claim.groups[0] = {{"2", "1"}, {"mentor", "mentee"}, 0, {}, {}, {}};
  claim.groups[0].value = claim.value = claim.bound = fit.value(1, 0);
  const CheckResult turned = check(setting.roster, setting.program, setting.history, 0, claim);
  REQUIRE(turned.broken.size() == 1);
  CHECK(turned.broken[0].code == "check.rule");
}

}  // namespace fit_fit_test
