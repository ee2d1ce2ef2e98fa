// Rounds that are planned at once: nobody is the odd one again before everybody else was, in
// whatever way somebody is odd.
#include <algorithm>
#include <array>

#include "support.h"

namespace series_turns_test {

using namespace weft;
using namespace weft::test;

namespace {

using Text = std::string;

Text company(int people) {
  Text text = "id\n";
  for (int i = 0; i < people; ++i) text += "E" + std::to_string(i) + "\n";
  return text;
}

// Who was odd in each round, as the workspace has it.
std::vector<std::vector<int>> odd_rounds(Room& room, int people, const Json& more) {
  room.value({{"op", "workspace"}});
  room.roster(company(people));
  Json program = {{"weft", 1},
                  {"format", "lunch"},
                  {"name", "Lunch"},
                  {"rules", Json::array()},
                  {"criteria", Json::array()}};
  program.update(more);
  room.value({{"op", "run"}, {"program", program}, {"date", "2026-01-01"}});
  std::vector<std::vector<int>> rounds;
  const Json workspace = Json::parse(room.file("workspace.weft.json"));
  for (const Json& round : workspace["rounds"]) {
    std::vector<int>& odd = rounds.emplace_back();
    if (!round.contains("odd")) continue;
    for (const Json& person : round["odd"]) odd.push_back(person);
  }
  return rounds;
}

// How often somebody was odd who had been so more often than somebody else, in any round.
int out_of_turn(const std::vector<std::vector<int>>& rounds, int people) {
  std::vector<int> times(static_cast<size_t>(people), 0);
  int count = 0;
  for (const std::vector<int>& odd : rounds) {
    const int fewest = *std::min_element(times.begin(), times.end());
    for (const int person : odd) {
      count += times[static_cast<size_t>(person)] > fewest ? 1 : 0;
      ++times[static_cast<size_t>(person)];
    }
  }
  return count;
}

}  // namespace

TEST_CASE(
    "an odd person is another one in every round until all were, however rounds are planned") {
  Room room;
  for (const int people : {5, 7, 9}) {
    for (const Text odd : {"trio", "out"}) {
      // Few enough rounds to be planned one by one, and so many that all are planned at once.
      for (const int count : {3, people + 2}) {
        CAPTURE(people);
        CAPTURE(odd);
        CAPTURE(count);
        const auto rounds =
            odd_rounds(room, people, {{"odd", odd}, {"rounds", {{"count", count}}}});
        REQUIRE(rounds.size() == static_cast<size_t>(count));
        for (const auto& round : rounds) CHECK(round.size() == 1);
        CHECK(out_of_turn(rounds, people) == 0);
      }
    }
  }
}

TEST_CASE("larger groups that do not divide have other odd people in every round, too") {
  Room room;
  // 13 in fours: one table of five. 11 in fours: one of three. 10 in threes: one of four.
  for (const auto& of :
       std::vector<std::array<int, 3>>{{13, 4, 10}, {11, 4, 3}, {10, 3, 9}, {9, 4, 9}}) {
    const int people = of[0];
    const int size = of[1];
    const int count = of[2];
    CAPTURE(people);
    CAPTURE(size);
    const auto rounds = odd_rounds(
        room, people, {{"size", {{"min", size}, {"max", size}}}, {"rounds", {{"count", count}}}});
    CHECK(out_of_turn(rounds, people) == 0);
  }
}

}  // namespace series_turns_test
