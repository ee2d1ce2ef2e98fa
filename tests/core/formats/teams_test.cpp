// Teams against all ways to make them, on small random companies: every rule and criterion alone,
// and in random company, by a definition of the test's own; then larger ones, clashes, projects,
// and what if.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "base/random.h"
#include "sanitized.h"
#include "support.h"

namespace formats_teams_test {

using namespace weft;

namespace {

struct Person {
  std::string department, site, level, gender, manager;
  std::vector<std::string> languages;
};

std::vector<Person> random_people(Random& random, size_t count) {
  std::vector<Person> people;
  for (size_t i = 0; i < count; ++i) {
    Person& person = people.emplace_back();
    person.department = "D" + std::to_string(random.below(3));
    person.site = random.below(8) == 0 ? "" : "S" + std::to_string(random.below(2));
    person.level = random.below(9) == 0 ? "" : std::to_string(1 + random.below(5));
    person.gender = random.below(2) == 0 ? "w" : "m";
    for (const char* language : {"German", "English", "French"}) {
      if (random.below(2) == 0) person.languages.emplace_back(language);
    }
    if (i > 0) person.manager = std::to_string(random.below(i));
  }
  return people;
}

std::string company_of(const std::vector<Person>& people) {
  std::string text = "id,Department,Site,Level,Gender,Languages,Manager\n";
  for (size_t i = 0; i < people.size(); ++i) {
    const Person& person = people[i];
    text += std::to_string(i) + "," + person.department + "," + person.site + "," + person.level +
            "," + person.gender + ",";
    for (size_t l = 0; l < person.languages.size(); ++l)
      text += (l > 0 ? "; " : "") + person.languages[l];
    text += "," + person.manager + "\n";
  }
  return text;
}

// --- the definition
// --------------------------------------------------------------------------------

using Team = std::vector<size_t>;

std::vector<std::string> values_of(const Person& person, const std::string& column) {
  if (column == "Languages") return person.languages;
  const std::string& value = column == "Department" ? person.department
                             : column == "Site"     ? person.site
                             : column == "Gender"   ? person.gender
                                                    : person.level;
  return {value};
}

double number_of(const Person& person, double otherwise) {
  return person.level.empty() ? otherwise : std::stod(person.level);
}

size_t common(const Person& a, const Person& b) {
  return static_cast<size_t>(
      std::count_if(a.languages.begin(), a.languages.end(), [&](const std::string& language) {
        return std::count(b.languages.begin(), b.languages.end(), language) > 0;
      }));
}

double overlap(const Person& a, const Person& b, const std::string& column) {
  if (column != "Languages") {
    const std::string mine = values_of(a, column)[0];
    return !mine.empty() && mine == values_of(b, column)[0] ? 1 : 0;
  }
  const size_t shorter = std::min(a.languages.size(), b.languages.size());
  return shorter == 0 ? 0 : static_cast<double>(common(a, b)) / static_cast<double>(shorter);
}

struct Company {
  std::vector<Person> people;
  double least = 0, most = 0, mean = 0, away = 1;  // of the levels

  explicit Company(std::vector<Person> all) : people(std::move(all)) {
    least = 1e9, most = -1e9;
    double sum = 0;
    int known = 0;
    for (const Person& person : people) {
      if (person.level.empty()) continue;
      const double level = number_of(person, 0);
      least = std::min(least, level), most = std::max(most, level);
      sum += level, ++known;
    }
    mean = known == 0 ? 0 : sum / known;
    double distances = 0;
    double furthest = 0;
    for (const Person& person : people) {
      const double distance = std::abs(number_of(person, mean) - mean);
      distances += distance;
      furthest = std::max(furthest, distance);
    }
    away = std::max({distances / static_cast<double>(people.size()), furthest / 3, 0.001});
  }

  double mean_over_pairs(const Team& team,
                         const std::function<double(const Person&, const Person&)>& of) const {
    double sum = 0;
    int pairs = 0;
    for (size_t i = 0; i < team.size(); ++i) {
      for (size_t j = i + 1; j < team.size(); ++j, ++pairs)
        sum += of(people[team[i]], people[team[j]]);
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  double score(const test::Json& criterion, const Team& team) const {
    const std::string kind = criterion.begin().key();
    const std::string column =
        criterion.begin()->is_string() ? criterion.begin()->get<std::string>() : "";
    if (kind == "mix") {
      return mean_over_pairs(team, [&](const Person& a, const Person& b) {
        if (column == "Languages") return 1 - overlap(a, b, column);
        return values_of(a, column) != values_of(b, column) ? 1.0 : 0.0;
      });
    }
    if (kind == "match" || kind == "share") {
      return mean_over_pairs(
          team, [&](const Person& a, const Person& b) { return overlap(a, b, column); });
    }
    if (kind == "near" || kind == "far") {
      return mean_over_pairs(team, [&](const Person& a, const Person& b) {
        if (a.level.empty() || b.level.empty()) return 0.0;
        const double range = most > least ? most - least : 1e9;
        const double far = std::abs(number_of(a, 0) - number_of(b, 0)) / range;
        return kind == "far" ? far : 1 - far;
      });
    }
    if (kind == "balance") {
      double sum = 0;
      for (const size_t i : team) sum += number_of(people[i], mean) - mean;
      return 1 - std::min(1.0, std::abs(sum / static_cast<double>(team.size())) / away);
    }
    if (kind == "spread") {
      std::map<std::string, double> all;
      std::map<std::string, double> here;
      double holders = 0;
      for (const Person& person : people) {
        for (const std::string& value : values_of(person, column)) all[value] += 1, holders += 1;
      }
      for (const size_t i : team) {
        for (const std::string& value : values_of(people[i], column)) here[value] += 1;
      }
      double filled = 0;
      for (const auto& [value, count] : all) {
        const double expected =
            count * static_cast<double>(team.size()) / static_cast<double>(people.size());
        filled += count / holders * std::min(1.0, here[value] / expected);
      }
      return holders == 0 ? 0 : filled;
    }
    return kind == "novelty" && team.size() > 1 ? 1 : 0;  // nobody has met
  }

  double value(const test::Json& program, const Team& team) const {
    double value = 0;
    for (const auto& criterion : program["criteria"])
      value += criterion["weight"].get<double>() * 1000 * score(criterion, team);
    return value;
  }

  size_t count_with(const test::Json& filter, const Team& team) const {
    const std::string column = filter["column"];
    return static_cast<size_t>(std::count_if(team.begin(), team.end(), [&](size_t i) {
      const auto values = values_of(people[i], column);
      const auto listed = [&](const test::Json& wanted) {
        return std::any_of(wanted.begin(), wanted.end(), [&](const test::Json& value) {
          return std::count(values.begin(), values.end(), value.get<std::string>()) > 0;
        });
      };
      if (filter.contains("min"))
        return !people[i].level.empty() && number_of(people[i], 0) >= filter["min"].get<double>();
      return listed(filter.contains("is") ? filter["is"] : filter["has"]);
    }));
  }

  bool in_line(size_t a, size_t b) const {
    return people[a].manager == std::to_string(b) || people[b].manager == std::to_string(a);
  }

  bool holds(const test::Json& rule, const Team& team) const {
    const std::string kind = rule.begin().key();
    const auto all_pairs = [&](const std::function<bool(size_t, size_t)>& of) {
      for (size_t i = 0; i < team.size(); ++i) {
        for (size_t j = i + 1; j < team.size(); ++j) {
          if (!of(team[i], team[j])) return false;
        }
      }
      return true;
    };
    const auto one = [&](size_t i, const std::string& column) {
      return values_of(people[i], column).front();
    };
    if (kind == "different") {
      const std::string column = rule["different"];
      return all_pairs([&](size_t a, size_t b) {
        if (column == "Languages") return common(people[a], people[b]) == 0;
        return one(a, column) != one(b, column);
      });
    }
    if (kind == "same") {
      const std::string column = rule["same"];
      return all_pairs([&](size_t a, size_t b) {
        return !one(a, column).empty() && one(a, column) == one(b, column);
      });
    }
    if (kind == "share")
      return all_pairs([&](size_t a, size_t b) { return common(people[a], people[b]) > 0; });
    if (kind == "distance") {
      return all_pairs([&](size_t a, size_t b) {
        if (people[a].level.empty() || people[b].level.empty()) return false;
        return std::abs(number_of(people[a], 0) - number_of(people[b], 0)) <=
               rule["max"].get<double>();
      });
    }
    if (kind == "apart" && rule["apart"].is_array()) {
      return all_pairs([&](size_t a, size_t b) {
        return std::none_of(rule["apart"].begin(), rule["apart"].end(), [&](const auto& pair) {
          const std::set<std::string> names = pair;
          return names.count(std::to_string(a)) > 0 && names.count(std::to_string(b)) > 0;
        });
      });
    }
    if (kind == "apart" && rule["apart"].is_string()) {
      return all_pairs([&](size_t a, size_t b) {
        return people[a].manager.empty() || people[a].manager != people[b].manager;
      });
    }
    if (kind == "apart") return all_pairs([&](size_t a, size_t b) { return !in_line(a, b); });
    if (kind == "notAlone" && rule["notAlone"].is_string()) {
      std::map<std::string, int> counts;
      for (const size_t i : team) {
        for (const std::string& value : values_of(people[i], rule["notAlone"])) {
          if (!value.empty()) ++counts[value];
        }
      }
      return std::none_of(counts.begin(), counts.end(),
                          [](const auto& count) { return count.second == 1; });
    }
    if (kind == "notAlone") return count_with(rule["notAlone"], team) != 1;
    if (kind == "atLeast") return count_with(rule["who"], team) >= rule["atLeast"].get<size_t>();
    if (kind == "atMost") return count_with(rule["who"], team) <= rule["atMost"].get<size_t>();
    if (kind == "cover") {
      for (const auto& value : rule["cover"]["has"]) {
        const test::Json filter = {{"column", rule["cover"]["column"]}, {"has", {value}}};
        if (count_with(filter, team) == 0) return false;
      }
      return true;
    }
    return true;
  }

  // A lead and an engineer, who are two people.
  bool roles_hold(const test::Json& program, const Team& team) const {
    if (!program.contains("roles")) return true;
    const auto& roles = program["roles"];
    const auto suits = [&](size_t i, const test::Json& role) {
      return count_with(role["who"][0], {i}) > 0;
    };
    std::function<bool(size_t, std::set<size_t>)> fill = [&](size_t r, std::set<size_t> used) {
      if (r == roles.size()) return true;
      for (const size_t i : team) {
        if (used.count(i) > 0 || !suits(i, roles[r])) continue;
        std::set<size_t> more = used;
        more.insert(i);
        if (fill(r + 1, more)) return true;
      }
      return false;
    };
    return fill(0, {});
  }
};

struct Best {
  bool any = false;
  double value = -1;
  double worst = -1;
};

Best brute_force(const Company& company, const test::Json& program, size_t least, size_t most) {
  const size_t n = company.people.size();
  const auto teams = program["count"].get<size_t>();
  Best best;
  std::vector<size_t> team(n, 0);
  const auto together = [&](const std::vector<Team>& made) {
    for (const auto& rule : program["rules"]) {
      if (!rule.contains("together")) continue;
      for (const auto& list : rule["together"]) {
        std::set<size_t> in;
        for (const auto& id : list) in.insert(team[std::stoul(id.get<std::string>())]);
        if (in.size() > 1) return false;
      }
    }
    if (program.contains("pinned")) {
      for (const auto& pin : program["pinned"]) {
        for (const auto& id : pin["people"]) {
          if (team[std::stoul(id.get<std::string>())] + 1 != pin["team"].get<size_t>())
            return false;
        }
      }
    }
    return !made.empty();
  };
  while (true) {
    std::vector<Team> made(teams);
    for (size_t i = 0; i < n; ++i) made[team[i]].push_back(i);
    bool good = together(made);
    for (const Team& one : made) {
      good = good && one.size() >= least && one.size() <= most && company.roles_hold(program, one);
      for (const auto& rule : program["rules"]) good = good && company.holds(rule, one);
    }
    if (good) {
      double value = 0;
      double worst = 1e18;
      for (const Team& one : made) {
        value += company.value(program, one);
        worst = std::min(worst, company.value(program, one));
      }
      best.any = true;
      best.value = std::max(best.value, value);
      best.worst = std::max(best.worst, worst);
    }
    size_t at = 0;
    while (at < n && ++team[at] == teams) team[at++] = 0;
    if (at == n) return best;
  }
}

const test::Json kRules = test::Json::parse(R"([
    {"different": "Department"}, {"same": "Site"}, {"share": "Languages"}, {"distance": "Level", "max": 2},
    {"apart": {"line": 1}}, {"apart": "sameManager"}, {"apart": [["0", "1"], ["2", "3"]]}, {"met": "ever"},
    {"together": [["1", "2"]]}, {"different": "Languages"}, {"notAlone": "Gender"},
    {"notAlone": {"column": "Gender", "is": ["w"]}}, {"notAlone": "Languages"},
    {"atLeast": 1, "who": {"column": "Level", "min": 3}}, {"atMost": 1, "who": {"column": "Department", "is": ["D0"]}},
    {"cover": {"column": "Languages", "has": ["German", "English"]}}])");
const test::Json kCriteria = test::Json::parse(R"([
    {"mix": "Department", "weight": 40}, {"match": "Site", "weight": 15}, {"share": "Languages", "weight": 20},
    {"near": "Level", "weight": 7}, {"far": "Level", "weight": 3}, {"novelty": true, "weight": 30},
    {"mix": "Languages", "weight": 11}, {"spread": "Site", "weight": 25}, {"balance": "Level", "weight": 35},
    {"spread": "Languages", "weight": 13}, {"mix": "Site", "weight": 9}])");
const test::Json kRoles = test::Json::parse(R"([
    {"role": "Lead", "lead": true, "who": [{"column": "Level", "min": 3}]},
    {"role": "Speaker", "who": [{"column": "Languages", "has": ["German"]}]}])");

test::Json program_with(uint64_t seed) {
  return {{"weft", 1},
          {"format", "teams"},
          {"name", "T"},
          {"count", 2},
          {"rules", test::Json::array()},
          {"criteria", test::Json::array()},
          {"seed", seed}};
}

int compared = 0;

void compare(Random& random, test::Json program) {
  const size_t people = 5 + random.index(3);
  program["count"] = 2 + random.index(2);
  const Company company(random_people(random, people));
  const std::string text = company_of(company.people);
  CAPTURE(text);
  CAPTURE(program.dump());
  const auto teams = program["count"].get<size_t>();
  size_t least = people / teams;
  size_t most = (people + teams - 1) / teams;
  if (random.below(3) == 0) {
    least = 2;
    most = 4;
    program["size"] = {{"min", least}, {"max", most}};
  }
  const Best best = brute_force(company, program, least, most);
  test::Room room;
  room.roster(text);
  const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
  CAPTURE(outcome.dump());
  REQUIRE(outcome.contains("certificate") == best.any);
  if (!best.any) {
    CHECK(!outcome["issues"].empty());
    return;
  }
  ++compared;
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["peopleMatched"] == people);
  const bool worst = program.contains("favour");
  const double found =
      (worst ? outcome["certificate"]["worst"]["value"] : outcome["certificate"]["value"])
          .get<double>();
  // Points are rounded down, value by value, and pairs share out in parts of a million.
  const double rounded = 8.0 * static_cast<double>(program["criteria"].size() * teams) + 3;
  CHECK(std::abs(found - (worst ? best.worst : best.value)) <= rounded);
  if (!worst) CHECK(outcome["certificate"]["proof"] == "optimal");
}

}  // namespace

TEST_CASE("teams find what brute force finds, for every rule and criterion alone") {
  Random random(6);
  for (int round = 0; round < 4; ++round) {
    for (const auto& rule : kRules) {
      test::Json program = program_with(static_cast<uint64_t>(round));
      program["rules"].push_back(rule);
      compare(random, program);
      program["criteria"].push_back(kCriteria[random.index(kCriteria.size())]);
      compare(random, program);
    }
    for (const auto& criterion : kCriteria) {
      test::Json program = program_with(static_cast<uint64_t>(round));
      program["criteria"].push_back(criterion);
      compare(random, program);
    }
    test::Json program = program_with(static_cast<uint64_t>(round));
    program["roles"] = kRoles;
    compare(random, program);
  }
  CHECK(compared > 80);
}

TEST_CASE("teams find what brute force finds, for rules and criteria in random company") {
  Random random(66);
  compared = 0;
  for (uint64_t round = 0; round < 150; ++round) {
    test::Json program = program_with(round);
    for (const auto& rule : kRules) {
      if (random.below(8) == 0) program["rules"].push_back(rule);
    }
    for (const auto& criterion : kCriteria) {
      if (random.below(3) == 0) program["criteria"].push_back(criterion);
    }
    if (random.below(4) == 0) program["roles"] = kRoles;
    if (random.below(4) == 0)
      program["pinned"] = test::Json::parse(R"([{"team": 2, "people": ["0", "4"]}])");
    if (random.below(4) == 0) program["favour"] = "worst";
    compare(random, program);
  }
  CHECK(compared > 40);
}

TEST_CASE("larger teams break no rule and lose nobody, whatever the program") {
  Random random(606);
  int made = 0;
  for (uint64_t round = 0; round < test::random_rounds(uint64_t{40}); ++round) {
    test::Json program = program_with(round);
    const size_t people = 20 + random.index(60);
    program["count"] = 2 + random.index(6);
    for (const auto& rule : kRules) {
      if (random.below(9) == 0 && !rule.contains("same") && rule != kRules[0])
        program["rules"].push_back(rule);
    }
    for (const auto& criterion : kCriteria) {
      if (random.below(3) == 0) program["criteria"].push_back(criterion);
    }
    if (random.below(3) == 0) program["roles"] = kRoles;
    if (random.below(4) == 0) program["favour"] = "worst";
    const std::string text = company_of(random_people(random, people));
    CAPTURE(text);
    CAPTURE(program.dump());
    test::Room room;
    room.roster(text);
    const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
    if (!outcome.contains("certificate")) {
      CHECK(!outcome["issues"].empty());
      continue;
    }
    ++made;
    CHECK(outcome["check"]["passed"] == true);
    CHECK(outcome["peopleMatched"] == people);
    CHECK(outcome["certificate"]["value"] <= outcome["certificate"]["bound"]);
    // Who has met does not meet again, if that is asked for; nor does what is published get lost.
    if (round % 8 != 0) continue;
    const std::string workspace = room.file("workspace.weft.json");
    room.value({{"op", "workspace"}}, {workspace});
    program["criteria"].push_back({{"novelty", true}, {"weight", 50}});
    const test::Json again = room.value({{"op", "run"}, {"program", program}});
    if (again.contains("certificate")) CHECK(again["check"]["passed"] == true);
  }
  CHECK(made > test::random_rounds(15));
}

namespace {

const char* const kCompany =
    "id,Name,Department,Gender,Level,Skills\n"
    "1,Ana,Sales,w,Senior,SQL; Python\n2,Ben,Sales,m,Junior,Excel\n3,Cem,Sales,m,Senior,SQL\n"
    "4,Dora,IT,w,Junior,Python\n5,Emil,IT,m,Senior,Excel; SQL\n6,Fay,IT,w,Junior,Figma\n"
    "7,Gus,Legal,m,Senior,Figma\n8,Hilde,Legal,w,Junior,Python\n9,Ivo,Legal,m,Junior,SQL\n";

test::Json teams(const char* more) {
  test::Json program = {{"weft", 1}, {"format", "teams"}, {"name", "T"}, {"seed", 3}};
  program.update(test::Json::parse(more));
  return program;
}

// The code of the first error that a program meets, before any search and in the run alike.
std::string clash_of(const char* more) {
  test::Room room;
  room.roster(kCompany);
  const test::Json program = teams(more);
  const auto first = [](const test::Json& value) -> std::string {
    for (const auto& issue : value["issues"]) {
      if (issue["severity"] == "error") return issue["code"];
    }
    return {};
  };
  const std::string ahead = first(room.value({{"op", "possible"}, {"program", program}}));
  CHECK(first(room.value({{"op", "run"}, {"program", program}})) == ahead);
  return ahead;
}

}  // namespace

TEST_CASE("teams of no size that fits: the sizes that would do are named, and do") {
  test::Room room;
  room.roster(kCompany);  // of nine
  const auto said = [&](int64_t least, int64_t most) {
    const test::Json size = {{"size", {{"min", least}, {"max", most}}}};
    const test::Json issues =
        room.value({{"op", "possible"}, {"program", teams(size.dump().c_str())}})["issues"];
    for (const auto& issue : issues) {
      if (issue["severity"] == "error") return issue;
    }
    return test::Json();
  };
  CHECK(said(3, 3).is_null());
  CHECK(said(6, 8)["code"] == "teams.clash.noSizes");
  CHECK(said(2, 2)["code"] == "teams.clash.noPairs");
  CHECK(said(2, 3).is_null());
  for (const int64_t size : {4, 5, 7, 8}) {
    const test::Json issue = said(size, size);
    CAPTURE(issue.dump());
    REQUIRE(issue["code"] == "teams.clash.noSize");
    CHECK(said(issue["args"]["lower"].get<int64_t>(), size).is_null());
    CHECK(said(size, issue["args"]["upper"].get<int64_t>()).is_null());
    CHECK_FALSE(said(issue["args"]["lower"].get<int64_t>() + 1, size).is_null());
    CHECK_FALSE(said(size, issue["args"]["upper"].get<int64_t>() - 1).is_null());
  }
}

TEST_CASE("the smallest clash is named before any search, in the words of the roster") {
  CHECK(clash_of(R"({"count": 3})").empty());
  CHECK(clash_of(R"({})") == "teams.noSize");
  CHECK(clash_of(R"({"count": 10})") == "teams.clash.sizes");
  CHECK(clash_of(R"({"count": 2, "size": {"min": 2, "max": 4}})") == "teams.clash.sizes");
  CHECK(clash_of(R"({"size": {"min": 5, "max": 5}})") == "teams.clash.noSize");
  CHECK(clash_of(R"({"count": 2, "rules": [{"different": "Department"}]})") ==
        "teams.clash.different");
  CHECK(clash_of(R"({"count": 4, "rules": [{"same": "Gender"}]})").empty());
  CHECK(
      clash_of(
          R"({"count": 5, "rules": [{"atLeast": 1, "who": {"column": "Level", "is": ["Senior"]}}]})") ==
      "teams.clash.atLeast");
  CHECK(
      clash_of(
          R"({"count": 3, "rules": [{"atMost": 1, "who": {"column": "Gender", "is": ["m"]}}]})") ==
      "teams.clash.atMost");
  CHECK(clash_of(R"({"count": 3, "rules": [{"cover": {"column": "Skills", "has": ["Figma"]}}]})") ==
        "teams.clash.cover");
  CHECK(clash_of(R"({"count": 3, "rules": [{"notAlone": {"column": "Name", "is": ["Ana"]}}]})") ==
        "teams.clash.notAlone");
  CHECK(
      clash_of(
          R"({"count": 3, "roles": [{"role": "Lead", "count": 2, "who": [{"column": "Level", "is": ["Senior"]}]}]})") ==
      "teams.clash.role");
  CHECK(clash_of(R"({"count": 3, "rules": [{"apart": [["1", "2", "3", "4"]]}]})") ==
        "teams.clash.cliqueListed");
  CHECK(
      clash_of(R"({"count": 3, "rules": [{"together": [["1", "2"]]}, {"apart": [["2", "1"]]}]})") ==
      "program.togetherBut.apart");
  CHECK(
      clash_of(
          R"({"count": 3, "rules": [{"apart": [["2", "1"]]}], "pinned": [{"team": 1, "people": ["1", "2"]}]})") ==
      "teams.clash.pinnedApartListed");
  CHECK(clash_of(R"({"count": 3, "pinned": [{"team": 1, "people": ["1", "2", "3", "4"]}]})") ==
        "teams.clash.pinnedTooMany");
  CHECK(clash_of(R"({"count": 3, "pinned": [{"team": 4, "people": ["1"]}]})") ==
        "teams.noSuchTeam");
  CHECK(
      clash_of(
          R"({"count": 3, "pinned": [{"team": 1, "people": ["1"]}, {"team": 2, "people": ["1"]}]})") ==
      "teams.pinnedTwice");
  CHECK(clash_of(R"({"count": 3, "rules": [{"together": [["1", "2", "3", "4"]]}]})") ==
        "teams.clash.together");
  CHECK(clash_of(R"({"count": 3, "rules": [{"different": "Department"}, {"same": "Gender"}]})") !=
        "teams.clash.different");
}

TEST_CASE("what only a search can see is said after it, with what would be broken") {
  test::Room room;
  room.roster(kCompany);
  // Three of each department in three teams, each with all: then nobody shares a department.
  const test::Json program =
      teams(R"({"count": 3, "rules": [{"different": "Department"}, {"notAlone": "Department"}]})");
  const test::Json answer = room.value({{"op", "run"}, {"program", program}});
  CHECK_FALSE(answer.contains("certificate"));
  CHECK(test::codes(answer["issues"])[0] == "teams.impossible");
  CHECK(answer["issues"].size() > 1);
  // Each of the two given up is a way out.
  const test::Json ways = room.value({{"op", "loosen"}, {"program", program}});
  CHECK(ways["leftOut"] == 9);
  REQUIRE(ways["options"].size() == 2);
  CHECK(ways["options"][0]["people"] == 9);
}

TEST_CASE("nobody of a confidential list is named in what teams say") {
  test::Room room;
  room.roster(kCompany);
  room.value({{"op", "apart"}, {"file", "secret.csv"}}, {"a,b\n1,2\n"});
  const test::Json program = teams(
      R"({"count": 3, "rules": [{"apart": "file"}], "pinned": [{"team": 1, "people": ["1", "2"]}]})");
  const test::Json ahead = room.value({{"op", "possible"}, {"program", program}});
  CHECK(ahead["issues"][0]["code"] == "teams.clash.pinnedApartListed");
  CHECK(ahead["issues"].dump().find("Ana") == std::string::npos);
  const test::Json free = teams(R"({"count": 3, "rules": [{"apart": "file"}]})");
  room.value({{"op", "run"}, {"program", free}});
  CHECK(test::Json::parse(room.file("outcome.json"))["run"]["apart"] == "given");
  const test::Json groups = room.value({{"op", "groups"}})["groups"];
  for (const auto& group : groups) {
    for (const auto& reason : group["reasons"]) CHECK(reason["code"] != "rule.apart");
  }
  // A move that would put them together says that it can't be, and of nobody.
  const auto team_of = [&](const char* id) {
    for (const auto& group : groups) {
      for (const auto& person : group["people"])
        if (person["id"] == id) return group["number"].get<int>();
    }
    return 0;
  };
  const test::Json effect =
      room.value({{"op", "detail"}, {"of", "effect"}, {"person", "1"}, {"team", team_of("2")}});
  CHECK(effect["breaks"] == true);
  const auto& broken = effect["teams"][1]["broken"];
  const auto said = std::find_if(broken.begin(), broken.end(), [](const auto& reason) {
    return reason["code"] == "teams.broken.apart";
  });
  REQUIRE(said != broken.end());
  CHECK((*said)["args"].empty());
}

TEST_CASE("every team has its lead and its roles, filled by different people") {
  test::Room room;
  room.roster(kCompany);
  const test::Json program = teams(R"({"count": 3, "roles": [
      {"role": "Lead", "lead": true, "who": [{"column": "Level", "is": ["Senior"]}]},
      {"role": "Data", "who": [{"column": "Skills", "has": ["SQL", "Python"]}]}],
      "criteria": [{"mix": "Department", "weight": 50}, {"spread": "Gender", "weight": 20}]})");
  const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
  REQUIRE(outcome.contains("certificate"));
  CHECK(outcome["extra"]["teams"].size() == 3);
  CHECK(outcome["extra"]["points"].size() == 2);
  CHECK(outcome["measures"]["criteria"][1]["satisfied"].get<double>() > 0.5);
  const test::Json groups = room.value({{"op", "groups"}})["groups"];
  for (size_t g = 0; g < groups.size(); ++g) {
    const auto& group = groups[g];
    CHECK(group["people"][0]["role"] == "Lead");
    CHECK(group["people"][0]["id"] == outcome["extra"]["teams"][g]["lead"]);
    CHECK(group["people"][1]["role"] == "Data");
    CHECK(group["people"][2]["role"] == "");
  }
  const std::string csv = room.file("groups.csv");
  CHECK(csv.find(",Lead,") != std::string::npos);

  // An outcome that was tampered with is found out.
  test::Json claimed = test::Json::parse(room.file("outcome.json"));
  const auto broken = [&](const test::Json& changed) {
    const test::Json answer = room.value({{"op", "check"}, {"program", program}}, {changed.dump()});
    return test::codes(answer["broken"]);
  };
  CHECK(broken(claimed).empty());
  test::Json swapped = claimed;
  std::swap(swapped["groups"][0]["people"][0]["role"], swapped["groups"][0]["people"][2]["role"]);
  CHECK(!broken(swapped).empty());
  test::Json richer = claimed;
  richer["groups"][0]["value"] = richer["groups"][0]["value"].get<int64_t>() + 1;
  CHECK(!broken(richer).empty());
  test::Json moved = claimed;
  moved["groups"][0]["people"].erase(2);
  CHECK(!broken(moved).empty());
}

TEST_CASE("projects take who wished for them, within their capacities") {
  test::Room room;
  room.roster(kCompany);
  room.value({{"op", "list"}, {"kind", "projects"}, {"file", "projects.csv"}},
             {"Project,Min,Max\nLoom,2,3\nShuttle,3,5\nBobbin,0,4\n"});
  room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "wishes.csv"}},
             {"Person,1st choice,2nd choice\n1,Loom,Shuttle\n2,Loom,Shuttle\n3,Loom,Shuttle\n"
              "4,Loom,Shuttle\n5,Shuttle,Bobbin\n6,Nowhere,Shuttle\n"});
  test::Json program = teams(R"({"criteria": [{"preference": true, "weight": 60}]})");
  const test::Json ahead = room.value({{"op", "possible"}, {"program", program}});
  CHECK(ahead["own"]["projects"] == 3);
  CHECK(ahead["own"]["wishers"] == 6);
  CHECK(test::codes(ahead["issues"]) == std::vector<std::string>{"preference.unknownProject"});
  const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
  REQUIRE(outcome.contains("certificate"));
  CHECK(outcome["certificate"]["proof"] == "optimal");
  // Four want the three places of Loom: three first choices, one second. 5 has the first, and 6 the
  // second, since there is no first.
  const int64_t unit = 60 * 1000 * 3 / 6;
  CHECK(outcome["certificate"]["value"] == 5 * unit);
  int in_loom = 0;
  const test::Json groups = room.value({{"op", "groups"}})["groups"];
  for (const auto& group : groups) {
    if (group["title"] != "Loom") continue;
    for (const auto& person : group["people"]) in_loom += person["id"].get<std::string>() <= "4";
  }
  CHECK(in_loom == 3);
  program["wishedOnly"] = true;
  program["pinned"] = test::Json::parse(R"([{"team": "Bobbin", "people": ["5"]}])");
  REQUIRE(room.value({{"op", "run"}, {"program", program}}).contains("certificate"));
  program["pinned"] = test::Json::parse(R"([{"team": "bobbin", "people": ["1"]}])");
  const test::Json clash = room.value({{"op", "possible"}, {"program", program}});
  CHECK(test::codes(clash["issues"]).back() == "teams.clash.pinnedForbidden");
  // All of whose wishes are for projects that are not in the list is in no other all the same.
  room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "wishes.csv"}},
             {"Person,1st choice\n6,Nowhere\n"});
  program.erase("pinned");
  const test::Json nowhere = room.value({{"op", "possible"}, {"program", program}});
  CHECK(test::codes(nowhere["issues"]).back() == "teams.clash.noPlace");
}

TEST_CASE("a swap does what its effect says, and what is pinned stays") {
  test::Room room;
  Random random(11);
  room.roster(company_of(random_people(random, 40)));
  test::Json program = program_with(5);
  program["count"] = 5;
  program["rules"] = test::Json::parse(R"([{"notAlone": {"column": "Gender", "is": ["w"]}}])");
  program["criteria"] = test::Json::parse(
      R"([{"mix": "Department", "weight": 40}, {"balance": "Level", "weight": 20}, {"share": "Languages", "weight": 10}])");
  const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
  REQUIRE(outcome.contains("certificate"));
  const auto all = [&] { return room.value({{"op", "groups"}})["groups"]; };
  const test::Json groups = all();
  // Nothing is left to gain by one swap, so any costs.
  CHECK(room.value({{"op", "detail"}, {"of", "moves"}})["moves"].empty());
  int tried = 0;
  for (int i = 0; i < 6; ++i) {
    const std::string a = groups[0]["people"][random.index(8)]["id"];
    const std::string b = groups[1]["people"][random.index(8)]["id"];
    const test::Json effect =
        room.value({{"op", "detail"}, {"of", "effect"}, {"person", a}, {"other", b}});
    CHECK(effect["teams"][0]["team"] == 1);
    test::Json pinned = program;
    pinned["arranged"] =
        room.value({{"op", "detail"}, {"of", "arranged"}, {"person", a}, {"other", b}})["teams"];
    CHECK(pinned["arranged"].size() == 5);
    const test::Json after = room.value({{"op", "run"}, {"program", pinned}});
    CHECK(after.contains("certificate") == !effect["breaks"].get<bool>());
    if (after.contains("certificate")) {
      ++tried;
      CHECK(after["certificate"]["value"].get<int64_t>() ==
            outcome["certificate"]["value"].get<int64_t>() + effect["gain"].get<int64_t>());
      // And the way back is the best suggestion, if the swap cost anything.
      const test::Json back = room.value({{"op", "detail"}, {"of", "moves"}, {"person", a}});
      if (effect["gain"].get<int64_t>() < 0)
        CHECK(back["moves"][0]["gain"].get<int64_t>() >= -effect["gain"].get<int64_t>());
    }
    REQUIRE(room.value({{"op", "run"}, {"program", program}}).contains("certificate"));
  }
  CHECK(tried > 0);
  // One team stays, the rest is solved.
  test::Json rest = program;
  rest["seed"] = 77;
  rest["arranged"] = room.value({{"op", "detail"}, {"of", "arranged"}, {"teams", {3}}})["teams"];
  CHECK(rest["arranged"].size() == 1);
  REQUIRE(room.value({{"op", "run"}, {"program", rest}}).contains("certificate"));
  CHECK(all()[2]["people"] == groups[2]["people"]);
  CHECK(room.error({{"op", "detail"}, {"of", "effect"}, {"person", "0"}, {"team", 99}}) ==
        "teams.noSuchMove");
}

TEST_CASE("the same seed makes the same teams; rules of whole groups are for teams alone") {
  Random random(12);
  const std::string company = company_of(random_people(random, 30));
  std::set<std::string> files;
  for (const int seed : {1, 1, 2}) {
    test::Room room;
    room.roster(company);
    test::Json program = program_with(static_cast<uint64_t>(seed));
    program["count"] = 4;
    program["criteria"] = test::Json::parse(R"([{"mix": "Department", "weight": 40}])");
    room.value({{"op", "run"}, {"program", program}});
    files.insert(room.file("groups.csv"));
  }
  CHECK(files.size() == 2);
  test::Room room;
  room.roster(company);
  const test::Json lunch = test::Json::parse(
      R"({"weft": 1, "format": "lunch", "rules": [{"notAlone": "Gender"}], "criteria": [{"spread": "Site", "weight": 1}]})");
  CHECK(test::codes(room.value({{"op", "possible"}, {"program", lunch}})["issues"]) ==
        std::vector<std::string>{"program.wholeGroups", "program.wholeGroups"});
}

}  // namespace formats_teams_test
