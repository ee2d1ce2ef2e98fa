// Tandems against brute force over all ways to pair and to make rings, on random small companies;
// and what people write into cells of skills.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/random.h"
#include "roster/skills.h"
#include "sanitized.h"
#include "support.h"

namespace formats_tandem_test {

using namespace weft;

namespace {

// Skills as the test keeps them: name -> level, 0 for none.
struct Somebody {
  std::map<char, int> offers, wants;
  int department = 0;
};

std::string cell(const std::map<char, int>& skills, Random& random) {
  const char* const levels[] = {"", "A1", "A2", "B1", "B2", "C1", "C2"};
  std::string text;
  for (const auto& [skill, level] : skills) {
    const std::string name = std::string("Skill ") + skill;
    std::string written = name;
    if (level > 0) {
      const size_t way = random.index(3);
      written = way == 0   ? name + ": " + levels[level]
                : way == 1 ? name + " (" + levels[level] + ")"
                           : name + " " + levels[level];
    }
    text += (text.empty() ? "" : "; ") + written;
  }
  return text;
}

std::vector<Somebody> random_people(Random& random, size_t count, uint64_t skills) {
  std::vector<Somebody> people(count);
  for (Somebody& one : people) {
    one.department = static_cast<int>(random.below(3));
    for (auto* side : {&one.offers, &one.wants}) {
      for (uint64_t i = random.below(4); i > 0; --i) {
        (*side)[static_cast<char>('a' + random.below(skills))] =
            random.below(2) == 0 ? 0 : 1 + static_cast<int>(random.below(6));
      }
    }
  }
  return people;
}

std::string roster_of(const std::vector<Somebody>& people, Random& random) {
  // The two of many skills see to it that the columns are lists.
  std::string text = "id,Department,Skills offered,Skills wanted,Status\n";
  for (size_t i = 0; i < people.size(); ++i) {
    text += std::to_string(i) + ",D" + std::to_string(people[i].department) + "," +
            cell(people[i].offers, random) + "," + cell(people[i].wants, random) + ",active\n";
  }
  return text + "x,D9,one; two; three,four; five; six,left\ny,D9,one; three,four; six,left\n";
}

int64_t taught(const Somebody& teacher, const Somebody& learner) {
  int64_t common = 0;
  for (const auto& [skill, level] : learner.wants) {
    const auto offer = teacher.offers.find(skill);
    if (offer == teacher.offers.end()) continue;
    common += offer->second == 0 || level == 0 || offer->second >= level ? 1 : 0;
  }
  return common == 0 ? 0 : 500 + 500 * common / static_cast<int64_t>(learner.wants.size());
}

struct BruteForce {
  const std::vector<Somebody>& people;
  bool one_way;
  bool rings;
  bool rule;       // different departments
  int64_t mix;     // weight of the criterion
  int64_t weight;  // of teaching
  std::pair<int64_t, int64_t> best{-1, -1};

  bool may(size_t a, size_t b) const {
    return !rule || people[a].department != people[b].department;
  }
  int64_t fit(size_t a, size_t b) const {
    return people[a].department != people[b].department ? 1000 * mix : 0;
  }
  void search(uint32_t used, int64_t matched, int64_t value) {
    size_t a = 0;
    while (a < people.size() && (used >> a & 1) != 0) ++a;
    if (a == people.size()) {
      best = std::max(best, {matched, value});
      return;
    }
    search(used | 1U << a, matched, value);
    for (size_t b = a + 1; b < people.size(); ++b) {
      if ((used >> b & 1) != 0 || !may(a, b)) continue;
      const int64_t forth = taught(people[a], people[b]);
      const int64_t back = taught(people[b], people[a]);
      if (one_way ? forth + back > 0 : forth > 0 && back > 0)
        search(used | 1U << a | 1U << b, matched + 2,
               value + fit(a, b) + weight * ((forth + back) / 2));
      for (size_t c = a + 1; rings && c < people.size(); ++c) {
        if (c == b || (used >> c & 1) != 0 || !may(a, c) || !may(b, c)) continue;
        const std::array<int64_t, 3> ways = {forth, taught(people[b], people[c]),
                                             taught(people[c], people[a])};
        if (std::count(ways.begin(), ways.end(), 0) > 0) continue;
        search(
            used | 1U << a | 1U << b | 1U << c, matched + 3,
            value +
                (fit(a, b) + fit(b, c) + fit(a, c) + weight * (ways[0] + ways[1] + ways[2])) / 3);
      }
    }
  }
};

test::Json program_of(bool one_way, bool rings, uint64_t seed) {
  return {{"weft", 1},         {"format", "tandem"}, {"name", "T"},
          {"oneWay", one_way}, {"rings", rings},     {"seed", seed}};
}

}  // namespace

TEST_CASE("tandems are what brute force finds, pairs and rings") {
  Random random(2026);
  int groups = 0;
  int rings = 0;
  for (uint64_t round = 0; round < weft::test::random_rounds(uint64_t{1500}); ++round) {
    const std::vector<Somebody> people =
        random_people(random, 2 + random.index(7), 2 + random.below(6));
    const std::string roster = roster_of(people, random);
    BruteForce brute{people,
                     random.below(2) == 0,
                     random.below(2) == 0,
                     random.below(3) == 0,
                     static_cast<int64_t>(random.below(2) * 40),
                     100};
    test::Json program = program_of(brute.one_way, brute.rings, round);
    program["criteria"] = test::Json::array();
    program["rules"] = test::Json::array();
    if (brute.rule) program["rules"].push_back({{"different", "@department"}});
    if (brute.mix > 0)
      program["criteria"].push_back({{"mix", "@department"}, {"weight", brute.mix}});
    if (random.below(3) == 0) {
      brute.weight = 30;
      program["criteria"].push_back({{"complement", true}, {"weight", 30}});
    }
    brute.search(0, 0, 0);
    CAPTURE(roster);
    CAPTURE(program.dump());
    test::Room room;
    room.roster(roster);
    const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
    REQUIRE(outcome.contains("certificate"));
    CHECK(outcome["check"]["passed"] == true);
    CHECK(outcome["peopleMatched"].get<int64_t>() == brute.best.first);
    CHECK(outcome["certificate"]["value"].get<int64_t>() == brute.best.second);
    CHECK(outcome["certificate"]["proof"] == "optimal");
    groups += outcome["groupCount"].get<int>();
    rings += outcome["extra"]["rings"].get<int>();
  }
  CHECK(groups > weft::test::random_rounds(500));
  CHECK(rings > weft::test::random_rounds(50));
}

TEST_CASE("an outcome that says of people what they can't teach fails the check") {
  const std::string roster =
      "id,Skills offered,Skills wanted\nana,Python: expert; SQL,Excel; Figma\n"
      "ben,Excel; Figma,Python (advanced); SQL\ncid,Python: beginner; Rust,Excel; SQL\n"
      "dan,Figma; Rust,Go; Perl\n";
  test::Room room;
  room.roster(roster);
  const test::Json program = program_of(false, false, 1);
  const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
  CHECK(outcome["groupCount"] == 1);
  CHECK(outcome["extra"]["mutual"] == 1);
  CHECK(outcome["extra"]["skillsNobodyOffers"].size() == 2);
  const test::Json left = room.value({{"op", "leftOut"}});
  CHECK(left["people"].size() == 2);
  const test::Json shown = room.value({{"op", "groups"}});
  const test::Json& reason = shown["groups"][0]["reasons"][0];
  CHECK(reason["code"] == "tandem.teaches");
  CHECK(reason["args"]["skills"] == "Python, SQL");
  const std::string file = room.file("outcome.json");
  const auto verdict = [&](const std::string& text) {
    return room.value({{"op", "check"}, {"program", program}}, {text});
  };
  CHECK(verdict(file)["passed"] == true);
  test::Json changed = test::Json::parse(file);
  // Whoever is put in Ana's place teaches less.
  changed["groups"][0]["people"][0]["id"] = "cid";
  changed["leftOut"][0]["id"] = "ana";
  const test::Json broken = verdict(changed.dump());
  CHECK(broken["passed"] == false);
  CHECK(broken["broken"][0]["code"] == "check.tandem");
}

TEST_CASE("languages: what is spoken against what is to be learnt") {
  test::Room room;
  room.roster(
      "id,Languages,Skills wanted\nana,Spanish; English,German: B1; Python\n"
      "ben,German; English,Spanish: A2; Excel\ncid,French; German,Italian: B1; SQL\n");
  test::Json program = program_of(false, false, 1);
  program["kind"] = "languages";
  const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
  CHECK(outcome["groupCount"] == 1);
  REQUIRE(outcome["extra"]["skillsNobodyOffers"].size() == 1);
  CHECK(outcome["extra"]["skillsNobodyOffers"][0]["skill"] == "Italian");
  const test::Json own = room.value({{"op", "possible"}, {"program", program}})["own"];
  CHECK(own["both"] == 3);
  CHECK(own["mutualPossible"] == 2);
}

TEST_CASE("a language is taught by who speaks it well, or does not say how well") {
  test::Room room;
  room.roster(
      "id,Languages,Skills wanted\nana,Spanish native; English,German\n"
      "ben,German (A2); English,Spanish B1; Excel\ncid,German: C1; French B2,Spanish; SQL\n");
  test::Json program = program_of(true, false, 1);
  program["kind"] = "languages";
  const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
  CHECK(outcome["check"]["passed"] == true);
  REQUIRE(outcome["groupCount"] == 1);
  CHECK(outcome["extra"]["mutual"] == 1);
  const test::Json shown = room.value({{"op", "groups"}});
  CHECK(shown["groups"][0]["title"] == "Spanish, German");
  // Nobody wants French, which nobody speaks well enough; Excel and SQL are no languages.
  CHECK(outcome["extra"]["skillsNobodyOffersCount"] == 0);
}

TEST_CASE("why somebody is left out tells of rules, and nothing of confidential pairs") {
  const std::string roster =
      "id,Department,Skills offered,Skills wanted\nana,A,Python; SQL,Excel; Figma\n"
      "ben,B,Excel; Figma,Python; SQL\n";
  const auto reasons = [&](const test::Json& rule, const std::string& apart) {
    test::Room room;
    room.roster(roster);
    if (!apart.empty()) room.value({{"op", "apart"}, {"file", "apart.csv"}}, {apart});
    test::Json program = program_of(false, false, 1);
    // In braces alone one compiler sees the rule itself, another a list of it.
    program["rules"] = test::Json::array({rule});
    const test::Json outcome = room.value({{"op", "run"}, {"program", program}});
    CHECK(outcome["groupCount"] == 0);
    return test::codes(room.value({{"op", "leftOut"}})["people"][0]["reasons"]);
  };
  CHECK(reasons({{"same", "@department"}}, "") ==
        std::vector<std::string>{"leftOut.noPartner", "leftOut.by.same"});
  // As if the two might meet.
  CHECK(reasons({{"apart", "file"}}, "a,b\nana,ben\n") ==
        std::vector<std::string>{"leftOut.partnersTaken"});
}

TEST_CASE("what a tandem program can't have is said where it stands") {
  test::Room room;
  room.roster("id,Department\n1,A\n2,B\n3,C\n");
  test::Json program = program_of(false, false, 1);
  test::Json outcome = room.value({{"op", "run"}, {"program", program}});
  CHECK(outcome["issues"][0]["code"] == "program.noColumnWithRole");
  CHECK(outcome["issues"][0]["where"] == "/offers");
  program["offers"] = "Nothing";
  program["size"] = {{"min", 3}, {"max", 3}};
  program["kind"] = "dances";
  outcome = room.value({{"op", "run"}, {"program", program}});
  const std::vector<std::string> codes = test::codes(outcome["issues"]);
  CHECK(codes == std::vector<std::string>{"program.expectedOneOf", "tandem.size"});
}

TEST_CASE("skills as people write them") {
  const auto reads = [](std::string_view text, std::string_view name, int level) {
    const SkillText skill = read_skill(text);
    CAPTURE(text);
    CHECK(skill.name == name);
    CHECK(skill.level == level);
  };
  reads("Python: expert", "Python", 6);
  reads("Python (Experte)", "Python", 6);
  reads("Spanish B1", "Spanish", 3);
  reads("Spanish - B1", "Spanish", 3);
  reads("Deutsch Muttersprache", "Deutsch", 7);
  reads("English native speaker", "English", 7);
  reads("SQL: Anf\xC3\xA4nger", "SQL", 2);
  reads("SQL [fortgeschritten]", "SQL", 5);
  reads("  Python:  ", "Python", 0);
  reads("Agile: Scrum", "Agile: Scrum", 0);
  reads("Power BI", "Power BI", 0);
  reads("C2", "C2", 0);
  reads("(expert)", "(expert)", 0);
  reads(": expert", ": expert", 0);
  reads("", "", 0);
  reads(")", ")", 0);
  reads("((((", "((((", 0);
  CHECK(skill_key("C++") != skill_key("C"));
  CHECK(skill_key("C#") != skill_key("C"));
  CHECK(skill_key("Power-BI") == skill_key("power bi"));
  CHECK(skill_key("\xC3\x84nderung") == skill_key("Aenderung"));
  CHECK(skill_key("!?").empty());
}

TEST_CASE("hostile cells of skills break nothing") {
  Random random(5);
  const char* const bits[] = {";", ",",    ":",    "(",      ")",    "expert",       "A1",
                              " ", "\xFF", "\xC3", "Python", "=1+1", "\xE2\x80\x8B", "C#",
                              "|", "-"};
  for (uint64_t round = 0; round < 150; ++round) {
    std::string text = "id|Skills offered|Skills wanted\n";
    for (int i = 0; i < 9; ++i) {
      text += std::to_string(i);
      for (int side = 0; side < 2; ++side) {
        text += "|";
        for (uint64_t k = random.below(9); k > 0; --k) {
          const std::string bit = bits[random.index(16)];
          if (bit != "|") text += bit;
        }
      }
      text += "\n";
    }
    CAPTURE(text);
    test::Room room;
    if (room.ask({{"op", "profile"}, {"file", "people.csv"}, {"today", "2026-11-23"}},
                 {text})["ok"] != true)
      continue;
    const test::Json answer = room.ask({{"op", "run"}, {"program", program_of(true, true, round)}});
    if (answer["ok"] == true && answer["value"].contains("check"))
      CHECK(answer["value"]["check"]["passed"] == true);
  }
}

TEST_CASE("a few hundred people with rings: more than pairs alone, and a bound") {
  Random random(11);
  const std::vector<Somebody> people = random_people(random, 300, 26);
  const std::string roster = roster_of(people, random);
  test::Room room;
  room.roster(roster);
  const test::Json pairs = room.value({{"op", "run"}, {"program", program_of(false, false, 1)}});
  const test::Json rings = room.value({{"op", "run"}, {"program", program_of(false, true, 1)}});
  CHECK(rings["check"]["passed"] == true);
  CHECK(rings["peopleMatched"].get<int>() > pairs["peopleMatched"].get<int>());
  CHECK(rings["peopleMatched"].get<int64_t>() <= rings["extra"]["mostPeople"].get<int64_t>());
  MESSAGE("pairs ", pairs["peopleMatched"].get<int>(), ", with rings ",
          rings["peopleMatched"].get<int>(), " of at most ",
          rings["extra"]["mostPeople"].get<int>(), "; value ",
          rings["certificate"]["value"].get<int64_t>(), " of at most ",
          rings["certificate"]["bound"].get<int64_t>());
}

}  // namespace formats_tandem_test
