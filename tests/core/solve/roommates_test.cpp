// Stable roommates against brute force over all matchings, and published examples.
#include "solve/roommates.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string_view>

#include "base/random.h"

namespace solve_roommates_test {

using namespace weft;
using namespace weft::solve;

namespace {

using Lists = std::vector<std::vector<int32_t>>;
using Mates = std::vector<int32_t>;

Lists random_lists(Random& random, int32_t people, uint64_t density) {
  Lists lists(static_cast<size_t>(people));
  for (int32_t u = 0; u < people; ++u) {
    for (int32_t v = 0; v < people; ++v) {
      if (u != v && random.below(100) < density) lists[static_cast<size_t>(u)].push_back(v);
    }
    random.shuffle(std::span<int32_t>(lists[static_cast<size_t>(u)]));
  }
  return lists;
}

// Place in the list; past its end for nobody and for those who are not on it.
size_t rank_of(const Lists& lists, int32_t who, int32_t other) {
  const auto& list = lists[static_cast<size_t>(who)];
  return static_cast<size_t>(std::find(list.begin(), list.end(), other) - list.begin());
}

bool accepts(const Lists& lists, int32_t who, int32_t other) {
  return rank_of(lists, who, other) < lists[static_cast<size_t>(who)].size();
}

size_t count_blocking(const Lists& lists, const Mates& mate) {
  size_t count = 0;
  for (int32_t u = 0; u < static_cast<int32_t>(lists.size()); ++u) {
    for (int32_t v = u + 1; v < static_cast<int32_t>(lists.size()); ++v) {
      const bool u_gains = rank_of(lists, u, v) < rank_of(lists, u, mate[static_cast<size_t>(u)]);
      const bool v_gains = rank_of(lists, v, u) < rank_of(lists, v, mate[static_cast<size_t>(v)]);
      count += u_gains && v_gains ? 1 : 0;
    }
  }
  return count;
}

std::vector<Mates> all_stable(const Lists& lists) {
  std::vector<Mates> stable;
  Mates mate(lists.size(), -1);
  const std::function<void(int32_t)> place = [&](int32_t u) {
    if (u == static_cast<int32_t>(lists.size())) {
      const size_t blocking = count_blocking(lists, mate);
      REQUIRE(blocking_roommates(lists, mate).size() == blocking);
      if (blocking == 0) stable.push_back(mate);
      return;
    }
    place(u + 1);
    if (mate[static_cast<size_t>(u)] != -1) return;
    for (int32_t v = u + 1; v < static_cast<int32_t>(lists.size()); ++v) {
      if (mate[static_cast<size_t>(v)] != -1 || !accepts(lists, u, v) || !accepts(lists, v, u))
        continue;
      mate[static_cast<size_t>(u)] = v;
      mate[static_cast<size_t>(v)] = u;
      place(u + 1);
      mate[static_cast<size_t>(u)] = mate[static_cast<size_t>(v)] = -1;
    }
  };
  place(0);
  return stable;
}

Lists from_words(const std::vector<std::string_view>& words) {
  Lists lists;
  for (const std::string_view word : words) {
    lists.emplace_back();
    for (const char letter : word) lists.back().push_back(letter - 'A');
  }
  return lists;
}

}  // namespace

TEST_CASE("thousands of small pools: one of all stable matchings, or none where there is none") {
  Random random(41);
  int with = 0;
  int without = 0;
  for (int round = 0; round < 3000; ++round) {
    const auto people = static_cast<int32_t>(random.below(8));
    const Lists lists = random_lists(random, people, 40 + random.below(61));
    const std::vector<Mates> stable = all_stable(lists);
    const Roommates result = stable_roommates(lists);
    CAPTURE(round);
    REQUIRE(result.stable == !stable.empty());
    if (result.stable) REQUIRE(std::count(stable.begin(), stable.end(), result.mate) == 1);
    (result.stable ? with : without) += 1;
  }
  CHECK(with > 1000);
  CHECK(without > 100);
}

TEST_CASE("larger pools: where there is a stable matching it has no blocking pair") {
  Random random(42);
  int stable = 0;
  for (int round = 0; round < 60; ++round) {
    const Lists lists = random_lists(random, 60, round % 2 == 0 ? 100 : 20);
    const Roommates result = stable_roommates(lists);
    if (!result.stable) continue;
    ++stable;
    REQUIRE(count_blocking(lists, result.mate) == 0);
    for (int32_t u = 0; u < 60; ++u) {
      const int32_t v = result.mate[static_cast<size_t>(u)];
      if (v == -1) continue;
      REQUIRE(result.mate[static_cast<size_t>(v)] == u);
      REQUIRE((accepts(lists, u, v) && accepts(lists, v, u)));
    }
  }
  CHECK(stable > 5);
}

TEST_CASE("four people of whom nobody wants the last: no stable matching (Gale and Shapley 1962)") {
  CHECK(!stable_roommates(from_words({"BCD", "CAD", "ABD", "ABC"})).stable);
}

TEST_CASE("six people (Irving 1985)") {
  const Roommates result =
      stable_roommates(from_words({"DFBEC", "FCEAD", "DEAFB", "BFEAC", "DBCFA", "EADBC"}));
  CHECK(result.mate == Mates{5, 2, 1, 4, 3, 0});
}

TEST_CASE("ten people (Gusfield and Irving 1989, section 4.2.3)") {
  const Lists lists = from_words({"HBICFDEGJ", "DCHIEAJFG", "EFHBAGJDI", "JGICAFBEH", "GDJHBFCAI",
                                  "BHGCDJAEI", "BAHCEJDFI", "JDBEFGACI", "FGBEJCDHA", "CAFEBIHDG"});
  const Roommates result = stable_roommates(lists);
  CHECK(result.stable);
  CHECK(count_blocking(lists, result.mate) == 0);
}

TEST_CASE("lists that name nobody, oneself or somebody twice are refused") {
  CHECK_THROWS_AS(stable_roommates({{1}}), std::invalid_argument);
  CHECK_THROWS_AS(stable_roommates({{0}}), std::invalid_argument);
  CHECK_THROWS_AS(stable_roommates({{1, 1}, {}}), std::invalid_argument);
  CHECK(stable_roommates({}).stable);
}

}  // namespace solve_roommates_test
