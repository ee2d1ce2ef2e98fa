// Mentoring through the door against brute force over all matchings of small companies: what may be
// together, and how much two like each other, is worked out here from the texts alone.
#include <algorithm>
#include <functional>
#include <set>

#include "base/random.h"
#include "sanitized.h"
#include "support.h"

namespace formats_mentoring_test {

using namespace weft;
using test::Json;

namespace {

struct Somebody {
  int department = 0;
  int level = 0;
  int manager = -1;
  std::string role;  // mentor, mentee, both, none
  int places = 1;
  bool paused = false;
  std::vector<std::pair<int, int>> wishes;  // whom (-1: nobody who is there), rank
};

struct Company {
  std::vector<Somebody> people;
  Json program;
  std::string roster, wishes;
  std::string direction, aim, side;
  bool distance = false, different = false, line = true, unlisted = false;
  int64_t match = 0, near = 0;
  int64_t range = 1;  // of levels, in thousandths; asked for every pair of every matching

  bool mentors(int i) const {
    return people[at(i)].role == "mentor" || people[at(i)].role == "both";
  }
  bool mentees(int i) const {
    return people[at(i)].role == "mentee" || people[at(i)].role == "both";
  }
  bool may_mentor(int i) const { return mentors(i) || (direction == "both" && mentees(i)); }
  bool may_be_mentored(int i) const { return mentees(i) || (direction == "both" && mentors(i)); }
  bool is_there(int i) const { return !people[at(i)].paused; }
  bool is_on_offer(int i) const { return is_there(i) && may_mentor(i) && people[at(i)].places > 0; }
  static size_t at(int i) { return static_cast<size_t>(i); }

  bool reports(int below, int above) const {
    for (int up = people[at(below)].manager; up >= 0; up = people[at(up)].manager) {
      if (up == above) return true;
    }
    return false;
  }
  // The mentor 1 to 2 levels above, where there is a rule.
  bool above(int senior, int junior) const {
    const int by = people[at(senior)].level - people[at(junior)].level;
    return !distance || (by >= 1 && by <= 2);
  }
  int rank(int i, int other) const {
    for (const auto& [whom, rank] : people[at(i)].wishes) {
      if (whom == other) return rank;
    }
    return 0;
  }
  // Wishes count in a role where anybody is wished for who may have the other, and in all roles
  // where nobody is.
  bool is_for(int i, bool as_mentor, int whom) const {
    if (!(as_mentor ? may_mentor(i) : may_be_mentored(i))) return false;
    const bool mentor = whom >= 0 && may_mentor(whom) && may_be_mentored(i);
    const bool mentee = whom >= 0 && may_be_mentored(whom) && may_mentor(i);
    return (as_mentor ? mentee : mentor) || (!mentor && !mentee);
  }
  bool has_wishes(int i, bool as_mentor) const {
    const auto& given = people[at(i)].wishes;
    return std::any_of(given.begin(), given.end(),
                       [&](const auto& wish) { return is_for(i, as_mentor, wish.first); });
  }
  // The rank of the mentor that a mentee would like best, on offer or not.
  int first_rank(int i) const {
    int first = 0;
    for (const auto& [whom, rank] : people[at(i)].wishes) {
      if (is_for(i, false, whom)) first = first == 0 ? rank : std::min(first, rank);
    }
    return first;
  }
  bool takes(int i, bool as_mentor, int other) const {
    return unlisted || !has_wishes(i, as_mentor) || rank(i, other) > 0;
  }
  bool admits(int mentor, int mentee) const {
    if (mentor == mentee || !takes(mentor, true, mentee) || !takes(mentee, false, mentor))
      return false;
    if (!is_there(mentor) || !is_there(mentee)) return false;
    if (different && people[at(mentor)].department == people[at(mentee)].department) return false;
    if (line && (reports(mentor, mentee) || reports(mentee, mentor))) return false;
    const bool forth = mentors(mentor) && mentees(mentee);
    const bool back = mentors(mentee) && mentees(mentor);
    if (direction == "classic") return forth && above(mentor, mentee);
    if (direction == "reverse") return forth && above(mentee, mentor);
    return (forth && above(mentor, mentee)) || (back && above(mentee, mentor));
  }
  int64_t value(int a, int b) const {
    const int64_t apart = std::abs(people[at(a)].level - people[at(b)].level);
    return match * (people[at(a)].department == people[at(b)].department ? 1000 : 0) +
           near * (1000 - apart * 1000 * 1000 / range);
  }
  // Less is better.
  std::pair<int64_t, int64_t> dislike(int i, bool as_mentor, int other) const {
    if (!has_wishes(i, as_mentor)) return {0, -value(i, other)};
    const int wished = rank(i, other);
    return wished > 0 ? std::pair<int64_t, int64_t>{wished, 0}
                      : std::pair<int64_t, int64_t>{1000, -value(i, other)};
  }
};

Company random_company(Random& random, uint64_t seed) {
  Company company;
  const size_t n = 2 + random.index(7);
  const char* const roles[] = {"mentor", "mentee", "mentee", "both", "none"};
  const bool few_both = random.below(2) == 0;
  for (size_t i = 0; i < n; ++i) {
    Somebody& one = company.people.emplace_back();
    one.department = static_cast<int>(random.below(3));
    one.level = 1 + static_cast<int>(random.below(4));
    one.manager = i == 0 ? -1 : static_cast<int>(random.below(i));
    one.role = roles[random.index(few_both ? 3 : 5)];
    one.places = i > 0 && random.below(8) == 0 ? 0 : 1 + static_cast<int>(random.below(3));
    one.paused = i > 1 && random.below(8) == 0;
  }
  int low = INT32_MAX;
  int high = 0;
  for (const Somebody& one : company.people) {
    if (one.paused) continue;
    low = std::min(low, one.level);
    high = std::max(high, one.level);
  }
  if (high > low) company.range = int64_t{1000} * (high - low);
  company.people[0].role = "mentor";
  company.people[1].role = "mentee";
  const bool ties = random.below(2) == 0;
  for (size_t i = 0; random.below(3) > 0 && i < n; ++i) {
    if (random.below(3) == 0) continue;
    std::vector<int> others;
    for (size_t j = 0; j < n; ++j) {
      if (j != i && random.below(4) > 0) others.push_back(static_cast<int>(j));
    }
    if (random.below(4) == 0) others.push_back(-1);
    if (others.size() > 1 && random.below(4) == 0) others.resize(1);
    random.shuffle(std::span<int>(others));
    int rank = 0;
    for (const int other : others) {
      rank += rank == 0 || !ties || random.below(2) == 0 ? 1 : 0;
      company.people[i].wishes.emplace_back(other, rank);
    }
  }
  company.direction =
      std::vector<std::string>{"classic", "classic", "reverse", "both"}[random.index(4)];
  company.aim = std::vector<std::string>{"stable", "stable", "fit", "worst"}[random.index(4)];
  company.side = std::vector<std::string>{"mentees", "mentors", "both"}[random.index(3)];
  company.distance = random.below(2) == 0;
  company.different = random.below(4) == 0;
  company.line = random.below(3) > 0;
  company.unlisted = random.below(2) == 0;
  company.match = static_cast<int64_t>(random.below(40));
  company.near = static_cast<int64_t>(random.below(40));

  company.roster = "id,Department,Level,Manager,Mentoring role,Capacity,Pause until\n";
  company.wishes = "id,choice,rank\n";
  for (size_t i = 0; i < n; ++i) {
    const Somebody& one = company.people[i];
    company.roster += "p" + std::to_string(i) + ",D" + std::to_string(one.department) + "," +
                      std::to_string(one.level) + "," +
                      (one.manager < 0 ? std::string() : "p" + std::to_string(one.manager)) + "," +
                      one.role + "," + std::to_string(one.places) +
                      (one.paused ? ",2027-12-01\n" : ",\n");
    for (const auto& [whom, rank] : one.wishes) {
      company.wishes += "p" + std::to_string(i) + ",p" +
                        (whom < 0 ? "-gone" : std::to_string(whom)) + "," + std::to_string(rank) +
                        "\n";
    }
  }
  company.program = Json::parse(R"({"weft": 1, "format": "mentoring",
      "mentors": [{"column": "Mentoring role", "is": ["mentor", "both"]}],
      "mentees": [{"column": "Mentoring role", "is": ["mentee", "both"]}],
      "capacity": {"column": "Capacity"}, "rules": [], "criteria": []})");
  company.program["seed"] = seed;
  company.program["aim"] = company.aim;
  company.program["side"] = company.side;
  company.program["direction"] = company.direction;
  company.program["line"] = company.line;
  company.program["unlisted"] = company.unlisted ? "last" : "no";
  const auto add = [&](const char* part, const std::string& text) {
    company.program[part].push_back(Json::parse(text));
  };
  if (company.distance) add("rules", R"({"distance": "Level", "min": 1, "max": 2})");
  if (company.different) add("rules", R"({"different": "Department"})");
  add("criteria", R"({"match": "Department", "weight": )" + std::to_string(company.match) + "}");
  add("criteria", R"({"near": "Level", "weight": )" + std::to_string(company.near) + "}");
  return company;
}

// The mentor of each person, or -1.
using Mentors = std::vector<int>;

struct Judge {
  const Company& company;

  int64_t size(const Mentors& mentors) const {
    return static_cast<int64_t>(mentors.size()) - std::count(mentors.begin(), mentors.end(), -1);
  }
  int64_t value(const Mentors& mentors) const {
    int64_t sum = 0;
    for (size_t i = 0; i < mentors.size(); ++i) {
      if (mentors[i] >= 0) sum += company.value(mentors[i], static_cast<int>(i));
    }
    return sum;
  }
  int64_t least(const Mentors& mentors) const {
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < mentors.size(); ++i) {
      if (mentors[i] >= 0) least = std::min(least, company.value(mentors[i], static_cast<int>(i)));
    }
    return least;
  }
  int64_t blocking(const Mentors& mentors) const {
    const int n = static_cast<int>(mentors.size());
    int64_t count = 0;
    for (int m = 0; m < n; ++m) {
      std::vector<int> theirs;
      for (int e = 0; e < n; ++e) {
        if (mentors[Company::at(e)] == m) theirs.push_back(e);
      }
      for (int e = 0; e < n; ++e) {
        const int has = mentors[Company::at(e)];
        if (has == m || !company.is_on_offer(m) || !company.admits(m, e)) continue;
        if (has >= 0 && company.dislike(e, false, m) >= company.dislike(e, false, has)) continue;
        const bool room = static_cast<int>(theirs.size()) < company.people[Company::at(m)].places;
        count += room || std::any_of(theirs.begin(), theirs.end(), [&](int other) {
                   return company.dislike(m, true, e) < company.dislike(m, true, other);
                 });
      }
    }
    return count;
  }
  // Mentees who have whom they like best of all who are possible, and wished for nobody before.
  int64_t first_choices(const Mentors& mentors) const {
    int64_t count = 0;
    for (int e = 0; e < static_cast<int>(mentors.size()); ++e) {
      const int has = mentors[Company::at(e)];
      if (has < 0) continue;
      bool best = !company.has_wishes(e, false) || company.rank(e, has) == company.first_rank(e);
      for (int m = 0; m < static_cast<int>(mentors.size()); ++m) {
        best = best && !(company.people[Company::at(m)].places > 0 && company.admits(m, e) &&
                         company.dislike(e, false, m) < company.dislike(e, false, has));
      }
      count += best ? 1 : 0;
    }
    return count;
  }
  void for_all(const std::function<void(const Mentors&)>& tell) const {
    Mentors mentors(company.people.size(), -1);
    std::vector<int> used(company.people.size(), 0);
    const std::function<void(size_t)> place = [&](size_t mentee) {
      if (mentee == mentors.size()) {
        tell(mentors);
        return;
      }
      place(mentee + 1);
      for (int m = 0; m < static_cast<int>(mentors.size()); ++m) {
        if (!company.admits(m, static_cast<int>(mentee)) ||
            used[Company::at(m)] == company.people[Company::at(m)].places)
          continue;
        mentors[mentee] = m;
        ++used[Company::at(m)];
        place(mentee + 1);
        --used[Company::at(m)];
        mentors[mentee] = -1;
      }
    };
    place(0);
  }
};

int number_of(const Json& person) { return std::stoi(person["id"].get<std::string>().substr(1)); }

Mentors mentors_in(test::Room& room, size_t people) {
  Mentors mentors(people, -1);
  const Json groups = room.value({{"op", "groups"}, {"from", 0}, {"count", 100}})["groups"];
  for (const Json& group : groups) {
    for (size_t i = 1; i < group["people"].size(); ++i) {
      CHECK(group["people"][i]["role"] == "mentee");
      mentors[Company::at(number_of(group["people"][i]))] = number_of(group["people"][0]);
    }
  }
  return mentors;
}

// `more`: further keys, as JSON without its braces.
Json program_of(const std::string& more) {
  return Json::parse(R"({"weft": 1, "format": "mentoring", "seed": 1, )" + more + "}");
}

const std::string kMentors = R"("mentors": [{"column": "Mentoring role", "is": ["mentor"]}])";

std::vector<std::string> codes_of_run(test::Room& room, const std::string& more) {
  return test::codes(room.value({{"op", "run"}, {"program", program_of(more)}})["issues"]);
}

bool has(const std::vector<std::string>& codes, const char* code) {
  return std::count(codes.begin(), codes.end(), code) > 0;
}

}  // namespace

TEST_CASE("mentoring finds what brute force over all matchings finds") {
  Random random(1962);
  int stable = 0;
  int exact_sides = 0;
  for (uint64_t round = 0; round < test::random_rounds(uint64_t{2400}); ++round) {
    const Company company = random_company(random, round);
    CAPTURE(company.roster);
    CAPTURE(company.wishes);
    CAPTURE(company.program.dump());
    test::Room room;
    room.roster(company.roster);
    const bool listed = company.wishes.size() > 20;
    if (listed) {
      room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "wishes.csv"}},
                 {company.wishes});
    }
    const Json outcome = room.value({{"op", "run"}, {"program", company.program}});
    CAPTURE(outcome.dump());
    REQUIRE(outcome.contains("extra"));
    const Json& extra = outcome["extra"];
    const Mentors mentors = mentors_in(room, company.people.size());
    const Judge judge{company};
    for (size_t i = 0; i < mentors.size(); ++i) {
      if (mentors[i] >= 0) CHECK(company.admits(mentors[i], static_cast<int>(i)));
      CHECK(std::count(mentors.begin(), mentors.end(), static_cast<int>(i)) <=
            company.people[i].places);
    }
    const int64_t value = judge.value(mentors);
    CHECK(outcome["certificate"]["value"] == value);
    CHECK(value <= outcome["certificate"]["bound"].get<int64_t>());
    CHECK(extra["matched"] == judge.size(mentors));
    CHECK(extra["blocking"]["count"] == judge.blocking(mentors));
    CHECK(extra["wouldRather"]["firstChoice"] == judge.first_choices(mentors));

    using Score = std::pair<int64_t, std::pair<int64_t, int64_t>>;
    Score best{-1, {-1, -1}};
    int64_t best_stable = -1;
    std::vector<Mentors> all_stable;
    judge.for_all([&](const Mentors& other) {
      const int64_t size = judge.size(other);
      if (company.aim != "stable") {
        const int64_t least = company.aim == "worst" ? judge.least(other) : 0;
        best = std::max(best, Score{size, {least, judge.value(other)}});
      } else if (judge.blocking(other) == 0) {
        best_stable = std::max(best_stable, size);
        all_stable.push_back(other);
      }
    });
    if (company.aim != "stable") {
      const int64_t least = company.aim == "worst" ? judge.least(mentors) : 0;
      CHECK(Score{judge.size(mentors), {least, value}} == best);
      if (company.aim == "fit") CHECK(outcome["certificate"]["proof"] == "optimal");
      continue;
    }
    ++stable;
    CHECK(judge.blocking(mentors) == 0);
    CHECK(judge.size(mentors) == best_stable);
    CHECK(extra["matchedBound"].get<int64_t>() >= best_stable);
    if (!extra["sideExact"].get<bool>() || company.side == "both") continue;
    ++exact_sides;
    for (const Mentors& other : all_stable) {
      for (size_t i = 0; i < mentors.size(); ++i) {
        const int mine = mentors[i];
        const int theirs = other[i];
        CHECK((mine < 0) == (theirs < 0));
        if (mine < 0 || theirs < 0) continue;
        const int who = static_cast<int>(i);
        if (company.side == "mentees") {
          CHECK(company.dislike(who, false, mine) <= company.dislike(who, false, theirs));
        } else {
          CHECK(company.dislike(who, false, mine) >= company.dislike(who, false, theirs));
        }
      }
    }
  }
  CHECK(stable > test::random_rounds(800));
  CHECK(exact_sides > test::random_rounds(150));
}

TEST_CASE("three and three of 1962: the side makes a difference") {
  // Gale and Shapley's example, with a matching between the two extremes.
  test::Room room;
  room.roster("id,Mentoring role\na,mentee\nb,mentee\nc,mentee\nX,mentor\nY,mentor\nZ,mentor\n");
  room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "w.csv"}},
             {"id,1st choice,2nd choice,3rd choice\na,X,Y,Z\nb,Y,Z,X\nc,Z,X,Y\nX,b,c,a\n"
              "Y,c,a,b\nZ,a,b,c\n"});
  const auto mates = [&](const std::string& side) {
    room.value({{"op", "run"}, {"program", program_of(kMentors + R"(, "side": ")" + side + '"')}});
    std::string all;
    const Json groups = room.value({{"op", "groups"}, {"from", 0}, {"count", 9}})["groups"];
    for (const Json& group : groups) {
      all += group["people"][0]["id"].get<std::string>() +
             group["people"][1]["id"].get<std::string>() + " ";
    }
    return all;
  };
  CHECK(mates("mentees") == "Xa Yb Zc ");
  CHECK(mates("mentors") == "Xb Yc Za ");
}

TEST_CASE("bad places and bad wishes are named, and the rest goes on") {
  test::Room room;
  room.roster(
      "id,Mentoring role,Capacity\n1,mentor,0\n2,mentor,-2\n3,mentor,many\n4,mentor,2\n5,mentee,1\n"
      "6,mentee,\n");
  room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "w.csv"}},
             {"id,1st choice,2nd choice\n5,99,4\n6,6,4\n9,1,2\n4,5,5\n"});
  const Json outcome =
      room.value({{"op", "run"}, {"program", program_of(kMentors + R"(, "unlisted": "last",
                     "capacity": {"column": "Capacity"})")}});
  const auto codes = test::codes(outcome["issues"]);
  for (const char* code : {"mentoring.capacityZero", "preference.unknownPerson",
                           "preference.unknownOther", "preference.self", "preference.twice"}) {
    CAPTURE(code);
    CHECK(has(codes, code));
  }
  std::string bad;
  for (const Json& issue : outcome["issues"]) {
    if (issue["code"] != "mentoring.capacity") continue;
    CHECK(issue["column"] == "Capacity");
    CHECK(issue["file"] == "people.csv");
    bad += issue["args"]["value"].get<std::string>() + " " + issue["rows"].dump() + " ";
  }
  CHECK(bad == "-2 [3] many [4] ");
  REQUIRE(outcome.contains("extra"));
  CHECK(outcome["extra"]["mentors"] == 3);
  CHECK(outcome["extra"]["places"] == 4);
  CHECK(outcome["extra"]["matched"] == 2);
}

TEST_CASE("what can't be is said at its place in the program") {
  test::Room room;
  room.roster("id,Mentoring role,Level\n1,mentor,3\n2,mentee,1\n3,mentee,1\n");
  const auto run = [&](const std::string& more) { return codes_of_run(room, more); };
  CHECK(has(run(R"("mentors": [{"column": "Mentoring role", "is": ["boss"]}])"),
            "mentoring.noMentors"));
  CHECK(has(run(R"("mentors": [{"column": "Nowhere", "is": ["x"]}])"), "program.unknownColumn"));
  CHECK(has(run(kMentors + R"(, "mentees": [{"column": "Mentoring role", "is": ["x"]}])"),
            "mentoring.noMentees"));
  CHECK(has(run(R"("capacity": {"default": 0})"), "program.expectedNumber"));
  CHECK(has(run(R"("capacity": {"column": "@capacity"})"), "program.noColumnWithRole"));
  CHECK(has(run(R"("aim": "best")"), "program.expectedOneOf"));
  CHECK(has(run(R"("rules": [{"together": [["1", "2"]]}])"), "mentoring.noTogether"));
  CHECK(has(run(R"("aim": "fit", "favour": "worst")"), "mentoring.aimAndFavour"));
  CHECK(has(run(R"("serendipity": 5)"), "mentoring.noSerendipity"));
  // The rules leave nobody: a warning, and everybody is left out with the reason.
  const Json program = program_of(kMentors + R"(, "rules": [{"distance": "Level", "min": 5}])");
  CHECK(has(test::codes(room.value({{"op", "possible"}, {"program", program}})["issues"]),
            "mentoring.noneLeft"));
  const Json outcome = room.value({{"op", "run"}, {"program", program}});
  CHECK(has(test::codes(outcome["issues"]), "mentoring.noneLeft"));
  CHECK(outcome["leftOutCount"] == 2);
  const Json left = room.value({{"op", "leftOut"}, {"from", 0}, {"count", 9}})["people"];
  const auto reasons = test::codes(left[0]["reasons"]);
  CHECK(has(reasons, "mentoring.left.noMentor"));
  CHECK(has(reasons, "leftOut.by.distance"));
}

TEST_CASE("what a mentoring program means is counted in mentors, mentees and places") {
  test::Room room;
  room.roster(
      "id,Mentoring role,Level\n1,mentor,5\n2,mentor,3\n3,mentee,2\n4,mentee,4\n5,mentee,5\n");
  const Json answer = room.value(
      {{"op", "possible"}, {"program", program_of(kMentors + R"(, "capacity": {"default": 2},
                     "rules": [{"distance": "Level", "min": 1}])")}});
  CHECK(answer["own"]["mentors"] == 2);
  CHECK(answer["own"]["mentees"] == 3);
  CHECK(answer["own"]["places"] == 4);
  CHECK(answer["own"]["pairs"]["possible"] == 3);
  CHECK(answer["own"]["noMentor"]["count"] == 1);
  CHECK(answer["own"]["noMentor"]["people"][0]["id"] == "5");
  CHECK(answer["takingPart"] == 5);
  // Pairs of any two would mean nothing.
  CHECK(!answer.contains("groups"));
  CHECK(!answer.contains("partners"));
}

TEST_CASE("nobody mentors in their own reporting line, and running mentoring counts as load") {
  test::Room room;
  room.roster("id,Mentoring role,Manager\np1,mentor,\np2,mentee,p1\np3,mentor,\np4,mentee,p3\n");
  const Json program =
      program_of(R"("name": "M", "runs": {"months": 6}, "load": {"max": 1}, )" + kMentors);
  const auto run = [&](const char* date) {
    return room.value({{"op", "run"}, {"date", date}, {"program", program}});
  };
  CHECK(run("2026-12-01")["extra"]["matched"] == 2);
  CHECK(mentors_in(room, 5) == Mentors{-1, -1, 3, -1, 1});
  room.value({{"op", "workspace"}}, {room.file("workspace.weft.json")});
  CHECK(has(test::codes(run("2027-01-01")["issues"]), "run.tooFewPeople"));
  CHECK(run("2027-06-02")["extra"]["matched"] == 2);
}

TEST_CASE("who has room for one commitment only has one role") {
  test::Room room;
  room.roster("id,Mentoring role\n1,mentor\n2,both\n3,mentee\n");
  room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "w.csv"}},
             {"id,1st choice\n2,1\n3,2\n"});
  const auto run = [&](const std::string& most) {
    return room.value(
        {{"op", "run"},
         {"program", program_of(R"("mentors": [{"column": "Mentoring role", "not": ["mentee"]}],
            "mentees": [{"column": "Mentoring role", "not": ["mentor"]}], "load": {"max": )" +
                                most + "}")}});
  };
  CHECK(run("2")["extra"]["matched"] == 2);
  const Json one = run("1");
  CHECK(one["extra"]["matched"] == 1);
  CHECK(one["extra"]["oneRole"] == Json::parse(R"(["2"])"));
  CHECK(has(test::codes(one["issues"]), "mentoring.oneRole"));
}

TEST_CASE("mentees of one mentor fit each other where that is asked, and a repair is told") {
  Random random(5);
  int repaired = 0;
  for (uint64_t round = 0; round < 300; ++round) {
    Company company = random_company(random, round);
    company.program["peers"] = true;
    company.program["rules"].push_back(Json::parse(R"({"different": "Department"})"));
    CAPTURE(company.roster);
    CAPTURE(company.program.dump());
    test::Room room;
    room.roster(company.roster);
    const Json outcome = room.value({{"op", "run"}, {"program", company.program}});
    CAPTURE(outcome.dump());
    REQUIRE(outcome.contains("extra"));
    repaired += has(test::codes(outcome["issues"]), "mentoring.peersRepaired") ? 1 : 0;
    const Json groups = room.value({{"op", "groups"}, {"from", 0}, {"count", 99}})["groups"];
    for (const Json& group : groups) {
      std::set<int> departments;
      for (const Json& person : group["people"])
        departments.insert(company.people[Company::at(number_of(person))].department);
      CHECK(departments.size() == group["people"].size());
    }
  }
  CHECK(repaired > 20);
}

TEST_CASE("a repair for peers tells nothing of a confidential list") {
  // 5 and 6 both like 1 best, who has room for both: the list alone keeps one of them away.
  const std::string roster =
      "id,Mentoring role,Mentor capacity\n1,mentor,2\n2,mentor,1\n5,mentee,\n6,mentee,\n";
  const std::string wishes = "id,1st choice,2nd choice\n5,1,2\n6,1,2\n";
  const auto run = [&](bool with_list) {
    test::Room room;
    room.roster(roster);
    room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "w.csv"}}, {wishes});
    room.value({{"op", "apart"}}, {with_list ? "5,6\n" : "1,2\n"});
    const Json program = program_of(std::string(kMentors) + R"(, "peers": true)");
    const Json outcome = room.value({{"op", "run"}, {"program", program}});
    const Json good = Json::parse(room.file("outcome.json"));
    CHECK(room.value({{"op", "check"}, {"program", program}}, {good.dump()})["passed"] == true);
    return outcome;
  };
  const Json with = run(true);
  const Json without = run(false);
  CHECK(with["extra"]["matched"] == 2);
  CHECK(test::codes(with["issues"]) == test::codes(without["issues"]));
  for (const Json& outcome : {with, without}) {
    for (const char* key : {"blocking", "wouldRather", "letGo", "priceOfStability"}) {
      CAPTURE(key);
      CHECK_FALSE(outcome["extra"].contains(key));
    }
    CHECK(outcome["extra"]["sideExact"] == false);
  }
}

TEST_CASE("an outcome that was tampered with fails the check") {
  test::Room room;
  room.roster("id,Mentoring role,Level\n1,mentor,3\n2,mentor,4\n3,mentee,1\n4,mentee,2\n");
  room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "w.csv"}},
             {"id,1st choice,2nd choice\n3,1,2\n4,2,1\n1,3,4\n2,4,3\n"});
  const Json program = program_of(kMentors);
  room.value({{"op", "run"}, {"program", program}});
  const Json good = Json::parse(room.file("outcome.json"));
  const auto broken = [&](const Json& outcome) {
    return test::codes(
        room.value({{"op", "check"}, {"program", program}}, {outcome.dump()})["broken"]);
  };
  CHECK(broken(good).empty());
  Json swapped = good;
  std::swap(swapped["groups"][0]["people"][1], swapped["groups"][1]["people"][1]);
  CHECK(has(broken(swapped), "check.blocking"));
  Json crowded = good;
  crowded["groups"][0]["people"].push_back(crowded["groups"][1]["people"][1]);
  crowded["groups"].erase(1);
  CHECK(has(broken(crowded), "check.places"));
  Json turned = good;
  std::swap(turned["groups"][0]["people"][0]["id"], turned["groups"][0]["people"][1]["id"]);
  CHECK(has(broken(turned), "check.mentor"));
  Json lost = good;
  lost["groups"].erase(1);
  CHECK(has(broken(lost), "check.lost"));
}

TEST_CASE("who wishes for somebody not on offer gets nobody else, and is told so") {
  // Nobody has a place: because of a zero, a pause, another role, a name that is not there.
  for (const std::string wish : {"M0", "P0", "E9", "Mai Nll", "S1"}) {
    CAPTURE(wish);
    test::Room room;
    room.roster(
        "id,Name,Mentoring role,Capacity,Pause until\nM0,Mia Null,mentor,0,\nM1,Max "
        "Eins,mentor,1,\n"
        "P0,Pia Post,mentor,1,2027-12-01\nE9,Ed Nine,mentee,,\nS1,Sue Aa,mentee,,\n");
    room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "w.csv"}},
               {"id,1st choice\nS1," + wish + "\n"});
    const std::string keys = kMentors + R"(, "capacity": {"column": "Capacity"}, "unlisted": )";
    const Json outcome = room.value({{"op", "run"}, {"program", program_of(keys + R"("no")")}});
    CHECK(outcome["check"]["passed"] == true);
    CHECK(outcome["extra"]["matched"] == 1);  // Ed, who wished for nobody
    const Json left = room.value({{"op", "leftOut"}})["people"];
    REQUIRE(left.size() == 1);
    CHECK(left[0]["id"] == "S1");
    CHECK(left[0]["reasons"][0]["code"] == "mentoring.left.notOnOffer");
  }
}

TEST_CASE("nobody is said to have whom they like best who wished for somebody not on offer") {
  test::Room room;
  room.roster(
      "id,Name,Mentoring role,Capacity\nM0,Mia Null,mentor,0\nM1,Max Eins,mentor,1\nS1,Sue "
      "Aa,mentee,\n");
  const std::string keys = kMentors + R"(, "capacity": {"column": "Capacity"}, "unlisted": "last")";
  for (const auto& [wishes, first] : std::vector<std::pair<std::string, int>>{
           {"M0,M1", 0}, {"M0,", 0}, {"gone,M1", 0}, {"M1,M0", 1}}) {
    const std::string& given = wishes;
    CAPTURE(given);
    room.value({{"op", "list"}, {"kind", "preferences"}, {"file", "w.csv"}},
               {"id,1st choice,2nd choice\nS1," + wishes + "\n"});
    const Json outcome = room.value({{"op", "run"}, {"program", program_of(keys)}});
    CHECK(outcome["check"]["passed"] == true);
    CHECK(outcome["extra"]["matched"] == 1);
    CHECK(outcome["extra"]["wouldRather"]["firstChoice"] == first);
  }
}

}  // namespace formats_mentoring_test
