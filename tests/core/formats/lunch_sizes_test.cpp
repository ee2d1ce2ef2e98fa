// Sizes of lunches: an outcome is always there and nobody is lost, for all small numbers of people;
// tables are as many as the rules ask for, and as many people sit down as can, against all ways to
// seat few people.
#include <algorithm>
#include <functional>
#include <set>

#include "base/random.h"
#include "lunch/terms.h"
#include "support.h"

namespace formats_lunch_sizes_test {

using namespace weft;

namespace {

std::string people_of(int count, const std::function<std::string(int)>& site) {
  std::string text = "id,Name,Site,Number\n";
  for (int i = 0; i < count; ++i) {
    text += "P" + std::to_string(i) + ",Per " + std::to_string(i) + "," + site(i) + "," +
            std::to_string(i * i % 13) + "\n";
  }
  return text;
}

std::string people_of(int count) {
  return people_of(count, [](int) { return "Linz"; });
}

test::Json lunch(int64_t min, int64_t max, const char* odd = "trio") {
  return {{"weft", 1}, {"format", "lunch"}, {"name", "L"},
          {"seed", 5}, {"odd", odd},        {"size", {{"min", min}, {"max", max}}}};
}

struct Seats {
  std::vector<size_t> sizes;
  std::vector<std::set<std::string>> groups;
  size_t left = 0;
};

// What came out. Whoever takes part is in one group or left out; the check passed.
Seats seats_of(test::Room& room, const test::Json& program, size_t people) {
  CAPTURE(program.dump());
  const test::Json outcome =
      room.value({{"op", "run"}, {"date", "2026-12-01"}, {"program", program}});
  Seats seats;
  if (!outcome.contains("groupCount")) {
    // One alone is no round of pairs, which is said.
    CHECK(people == 1);
    CHECK(test::codes(outcome["issues"]) == std::vector<std::string>{"run.tooFewPeople"});
    return {{}, {}, people};
  }
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["certificate"]["value"] <= outcome["certificate"]["bound"]);
  std::set<std::string> seen;
  size_t count = 0;
  const auto groups = room.value({{"op", "groups"}, {"count", 500}});
  for (const auto& group : groups["groups"]) {
    std::set<std::string>& in = seats.groups.emplace_back();
    for (const auto& person : group["people"]) in.insert(person["id"].get<std::string>());
    seats.sizes.push_back(in.size());
    seen.insert(in.begin(), in.end());
    count += in.size();
  }
  const auto left = room.value({{"op", "leftOut"}, {"count", 500}});
  for (const auto& person : left["people"]) {
    seen.insert(person["id"].get<std::string>());
    ++seats.left;
    CHECK_FALSE(person["reasons"].empty());
  }
  CHECK(count + seats.left == people);
  CHECK(seen.size() == people);
  std::sort(seats.sizes.begin(), seats.sizes.end());
  return seats;
}

Seats seats_of(const std::string& roster, const test::Json& program, size_t people) {
  test::Room room;
  // Columns that are not known by their header are kept where somebody says so.
  room.roster(roster, {{"columns", {{"Number", "other"}}}});
  return seats_of(room, program, people);
}

// The most people who sit at tables of `least` to `most`, by all ways there are.
int most_seated(const std::vector<uint32_t>& apart, int least, int most) {
  const auto n = static_cast<int>(apart.size());
  const uint32_t all = (uint32_t{1} << n) - 1;
  std::vector<int> best(size_t{1} << n, 0);
  for (uint32_t set = 1; set <= all; ++set) {
    const uint32_t low = set & (~set + 1);
    best[set] = best[set ^ low];
    for (uint32_t sub = set; sub != 0; sub = (sub - 1) & set) {
      if ((sub & low) == 0) continue;
      int size = 0;
      bool fits = true;
      for (int i = 0; i < n; ++i) {
        if ((sub >> i & 1) == 0) continue;
        ++size;
        fits = fits && (apart[static_cast<size_t>(i)] & sub) == 0;
      }
      if (fits && size >= least && size <= most)
        best[set] = std::max(best[set], best[set ^ sub] + size);
    }
  }
  return best[all];
}

}  // namespace

TEST_CASE("two people for groups of five sit together, and the others have their pairs") {
  const std::string roster = people_of(8, [](int i) { return i < 2 ? "Linz" : "Graz"; });
  test::Json program = lunch(2, 2);
  program["segments"] = test::Json::parse(
      R"([{"who": [{"column": "Site", "is": ["Linz"]}], "size": {"min": 5, "max": 5}}])");
  CHECK(seats_of(roster, program, 8).sizes == std::vector<size_t>{2, 2, 2, 2});
  CHECK(seats_of(people_of(2), lunch(5, 5), 2).sizes == std::vector<size_t>{2});
  CHECK(seats_of(people_of(3), lunch(7, 8), 3).sizes == std::vector<size_t>{3});
}

TEST_CASE("few people have an outcome, whatever sizes they are to sit down in") {
  for (int people = 1; people <= 12; ++people) {
    test::Room room;
    room.roster(people_of(people));
    for (int64_t min = 2; min <= 8; ++min) {
      for (int64_t max = min; max <= 8; ++max) {
        for (const char* odd : {"trio", "out"}) {
          CAPTURE(people);
          const Seats seats = seats_of(room, lunch(min, max, odd), static_cast<size_t>(people));
          const bool spread = odd == std::string("trio") || (min == 2 && max > 2);
          // Where numbers may be spread, everybody who has company sits down.
          if (spread && people > 1) CHECK(seats.left == 0);
          if (odd == std::string("out")) {
            for (const size_t size : seats.sizes) {
              CHECK(static_cast<int64_t>(size) >= min);
              CHECK(static_cast<int64_t>(size) <= max);
            }
          }
        }
      }
    }
  }
}

TEST_CASE("few people in segments, with rules, have an outcome too") {
  Random random(83);
  for (int round = 0; round < 250; ++round) {
    const auto people = static_cast<int>(2 + random.below(11));
    const auto sites = 1 + random.below(3);
    std::vector<std::string> site;
    for (int i = 0; i < people; ++i) site.push_back("S" + std::to_string(random.below(sites)));
    const auto size = [&] {
      const auto min = static_cast<int64_t>(2 + random.below(7));
      return test::Json{
          {"min", min},
          {"max", min + static_cast<int64_t>(random.below(static_cast<uint64_t>(9 - min)))}};
    };
    test::Json program = lunch(2, 2, random.below(3) == 0 ? "out" : "trio");
    program["size"] = size();
    if (random.below(2) == 0) {
      program["segments"] = {{{"who", {{{"column", "Site"}, {"is", {"S0"}}}}}, {"size", size()}}};
    }
    test::Json pairs = test::Json::array();
    for (int i = 0; i < people; ++i) {
      const auto other = static_cast<int>(random.below(static_cast<uint64_t>(people)));
      if (other != i && random.below(2) == 0)
        pairs.push_back({"P" + std::to_string(i), "P" + std::to_string(other)});
    }
    program["rules"] = test::Json::array();
    if (!pairs.empty()) program["rules"].push_back({{"apart", pairs}});
    if (random.below(4) == 0) program["rules"].push_back({{"different", "Site"}});
    if (random.below(4) == 0) program["rules"].push_back({{"same", "Site"}});
    seats_of(people_of(people, [&](int i) { return site[static_cast<size_t>(i)]; }), program,
             static_cast<size_t>(people));
  }
}

TEST_CASE("tables are as many as the rules ask for") {
  test::Json six = lunch(3, 3);
  six["rules"] = test::Json::parse(R"([{"apart": [["P0", "P2", "P5"]]}])");
  CHECK(seats_of(people_of(6), six, 6).sizes == std::vector<size_t>{2, 2, 2});
  test::Json twenty = lunch(5, 5);
  twenty["rules"] = test::Json::parse(R"([{"apart": [["P0", "P1", "P2", "P3", "P4"]]}])");
  CHECK(seats_of(people_of(20), twenty, 20).sizes == std::vector<size_t>{4, 4, 4, 4, 4});
  twenty["rules"] = test::Json::parse(R"([{"different": "Site"}])");
  const auto linz = [](int i) { return i < 5 ? std::string("Linz") : "S" + std::to_string(i); };
  CHECK(seats_of(people_of(20, linz), twenty, 20).sizes == std::vector<size_t>{4, 4, 4, 4, 4});
  // Fewer and larger ones, too: eleven and nine in groups of four or five.
  test::Json sites = lunch(4, 6, "out");
  sites["rules"] = test::Json::parse(R"([{"same": "Site"}])");
  const auto two = [](int i) { return i < 11 ? "Linz" : "Graz"; };
  CHECK(seats_of(people_of(20, two), sites, 20).sizes == std::vector<size_t>{4, 5, 5, 6});
  // Rounds that are planned at once as well.
  test::Json rounds = lunch(5, 5);
  rounds["rules"] = test::Json::parse(R"([{"apart": [["P0", "P1", "P2", "P3", "P4"]]}])");
  rounds["rounds"] = {{"count", 3}, {"months", 1}};
  test::Room room;
  room.roster(people_of(20));
  const auto outcome = room.value({{"op", "run"}, {"date", "2026-12-01"}, {"program", rounds}});
  CHECK(outcome["leftOutCount"] == 0);
}

TEST_CASE("thousands who are grouped by what they are have as many tables as a list asks for") {
  const int people = 4'000;
  test::Json program = lunch(5, 5);
  test::Json apart = test::Json::array();
  for (int i = 0; i < 900; ++i) apart.push_back("P" + std::to_string(i));
  program["rules"] = test::Json::array();
  program["rules"].push_back({{"apart", test::Json::array({apart})}});
  test::Room room;
  room.roster(people_of(people));
  const auto outcome = room.value({{"op", "run"}, {"date", "2026-12-01"}, {"program", program}});
  CHECK(outcome["groupCount"].get<int>() >= 900);
  CHECK(outcome["leftOutCount"] == 0);
}

TEST_CASE("of few people as many sit down as can, one off the size") {
  Random random(4711);
  int all_sit = 0;
  for (int round = 0; round < 300; ++round) {
    const auto people = static_cast<int>(4 + random.below(6));
    const auto min = static_cast<int64_t>(2 + random.below(3));
    const auto max = min + static_cast<int64_t>(random.below(2));
    const char* const odd = random.below(4) == 0 ? "out" : "trio";
    std::vector<uint32_t> apart(static_cast<size_t>(people), 0);
    test::Json pairs = test::Json::array();
    const uint64_t percent = 10 + random.below(60);
    for (int a = 0; a < people; ++a) {
      for (int b = 0; b < a; ++b) {
        if (random.below(100) >= percent) continue;
        apart[static_cast<size_t>(a)] |= uint32_t{1} << b;
        apart[static_cast<size_t>(b)] |= uint32_t{1} << a;
        pairs.push_back({"P" + std::to_string(a), "P" + std::to_string(b)});
      }
    }
    test::Json program = lunch(min, max, odd);
    program["seed"] = round;
    program["criteria"] = test::Json::parse(R"([{"far": "Number", "weight": 10}])");
    if (!pairs.empty()) program["rules"] = {{{"apart", pairs}}};
    const bool spread = odd == std::string("trio");
    const LunchRange range =
        lunch_range(people, static_cast<int32_t>(min), static_cast<int32_t>(max), spread);
    const int most = most_seated(apart, range.least, range.most);
    CAPTURE(round);
    const Seats seats = seats_of(people_of(people), program, static_cast<size_t>(people));
    CHECK(people - static_cast<int>(seats.left) == most);
    all_sit += most == people ? 1 : 0;
    for (const auto& group : seats.groups) {
      for (const std::string& a : group) {
        for (const std::string& b : group) {
          const auto bit = static_cast<size_t>(std::stoi(b.substr(1)));
          CHECK((apart[static_cast<size_t>(std::stoi(a.substr(1)))] >> bit & 1) == 0);
        }
      }
    }
  }
  CHECK(all_sit > 80);
}

TEST_CASE("lists of people apart leave nobody out of hundreds whom other sizes seat") {
  Random random(99);
  for (const int people : {60, 120}) {
    test::Json program = lunch(5, 5);
    test::Json pairs = test::Json::array();
    // Twelve or twenty-four tables of five would do for all but these.
    const int clique = people / 5 + 2;
    for (int a = 0; a < clique; ++a) {
      for (int b = 0; b < a; ++b)
        pairs.push_back({"P" + std::to_string(a), "P" + std::to_string(b)});
    }
    for (int i = 0; i < 3 * people; ++i) {
      const auto a = random.below(static_cast<uint64_t>(people));
      const auto b = random.below(static_cast<uint64_t>(people));
      if (a != b) pairs.push_back({"P" + std::to_string(a), "P" + std::to_string(b)});
    }
    program["rules"] = {{{"apart", pairs}}};
    program["criteria"] = test::Json::parse(R"([{"far": "Number", "weight": 10}])");
    const Seats seats = seats_of(people_of(people), program, static_cast<size_t>(people));
    CHECK(seats.left == 0);
    CHECK(seats.sizes.front() >= 4);
    CHECK(seats.sizes.back() <= 6);
  }
}

TEST_CASE("pairs take in whom pairs alone leave over, where three may sit together") {
  // A triangle and a pair: with two pairs at most four sit, and the fifth clashes with the other
  // pair.
  test::Json program = lunch(2, 2);
  program["rules"] = test::Json::parse(
      R"([{"apart": [["P0", "P3"], ["P0", "P4"], ["P0", "P5"], ["P1", "P3"], ["P1", "P4"], ["P1", "P5"],
                     ["P2", "P3"], ["P2", "P4"], ["P2", "P5"]]}])");
  CHECK(seats_of(people_of(6), program, 6).sizes == std::vector<size_t>{3, 3});
  program["odd"] = "out";
  CHECK(seats_of(people_of(6), program, 6).left == 2);
}

TEST_CASE("parts that meet among themselves alone have as many tables as each of them takes") {
  // Forty of each of five sites, of which those of one department are apart.
  std::string roster = "id,Name,Site,Department\n";
  Random random(12);
  for (int i = 0; i < 200; ++i) {
    roster += "P" + std::to_string(i) + ",Per,S" + std::to_string(i % 5) + ",D" +
              std::to_string(random.below(12)) + "\n";
  }
  test::Json program = lunch(5, 5);
  program["rules"] = test::Json::parse(R"([{"same": "Site"}, {"different": "Department"}])");
  CHECK(seats_of(roster, program, 200).left == 0);
}

TEST_CASE(
    "rounds keep to the sizes that the numbers give, though other sizes would put off a repeat") {
  test::Json program = lunch(3, 3);
  program["rounds"] = {{"count", 7}, {"months", 1}};
  test::Room room;
  room.roster(people_of(12));
  room.value({{"op", "run"}, {"date", "2026-12-01"}, {"program", program}});
  const test::Json groups = room.value({{"op", "groups"}, {"count", 500}});
  CHECK(groups["groups"].size() == 28);
  for (const auto& group : groups["groups"]) CHECK(group["people"].size() == 3);
}

}  // namespace formats_lunch_sizes_test
