#include "history/history.h"

#include "support.h"

namespace history_history_test {

using namespace weft;

namespace {

Round round_of(History& history, std::string program, Day date,
               std::vector<std::vector<std::string>> groups, std::vector<std::string> odd = {}) {
  Round round;
  round.program = std::move(program);
  round.date = date;
  for (const auto& group : groups) {
    round.groups.open();
    for (const auto& id : group) round.groups.add(history.people.intern(id));
  }
  for (const auto& id : odd) round.odd.push_back(history.people.intern(id));
  return round;
}

}  // namespace

TEST_CASE("the latest meeting of two people counts, backwards from the last round") {
  const auto roster = test::read("id\n1\n2\n3\n").roster;
  History history;
  history.rounds.push_back(round_of(history, "lunch", 10, {{"1", "2"}, {"3", "gone"}}));
  history.rounds.push_back(round_of(history, "mentoring", 20, {{"1", "3"}}));
  history.rounds.push_back(round_of(history, "lunch", 30, {{"2", "3", "1"}}));
  const Meetings all(roster, history, {}, 40);
  CHECK(all.rounds() == 3);
  CHECK(all.latest(0, 1)->rounds_ago == 1);
  CHECK(all.latest(0, 2)->date == 30);
  CHECK(all.of(0).size() == 2);
  const Meetings mentoring(roster, history, {{"mentoring"}}, 40);
  CHECK(mentoring.rounds() == 1);
  CHECK(mentoring.latest(0, 1) == nullptr);
  CHECK(mentoring.latest(2, 0)->rounds_ago == 1);
}

TEST_CASE("who is in a commitment that is still running meets now, whichever program counts") {
  const auto roster = test::read("id\n1\n2\n3\n").roster;
  History history;
  history.rounds.push_back(round_of(history, "mentoring", 20, {{"1", "2"}}));
  history.rounds.back().until = 50;
  history.rounds.push_back(round_of(history, "lunch", 30, {{"1", "3"}}));
  history.rounds.push_back(round_of(history, "barcamp", 35, {{"2", "3"}}));
  history.rounds.back().meets = false;
  const Meetings lunch(roster, history, {{"lunch"}}, 40);
  CHECK(lunch.rounds() == 1);
  CHECK(lunch.latest(0, 1)->rounds_ago == 0);
  CHECK(lunch.latest(0, 2)->rounds_ago == 1);
  CHECK(lunch.latest(1, 2) == nullptr);
  CHECK(running_commitments(roster, history, 40) == std::vector<int32_t>{1, 1, 0});
  CHECK(running_commitments(roster, history, 50) == std::vector<int32_t>{0, 0, 0});
  CHECK(Meetings(roster, history, {{"lunch"}}, 50).latest(0, 1) == nullptr);
}

TEST_CASE("whose turn it is goes by rounds taken part in since the last one") {
  const auto roster = test::read("id\n1\n2\n3\nnew\n").roster;
  History history;
  history.rounds.push_back(round_of(history, "lunch", 10, {{"1", "2", "3"}}, {"3"}));
  history.rounds.push_back(round_of(history, "lunch", 20, {{"1", "2"}}, {"2"}));
  history.rounds.push_back(round_of(history, "other", 30, {{"1", "2", "3"}}, {"1"}));
  const OddLedger ledger = odd_ledger(roster, history, {{"lunch"}});
  CHECK(ledger.waited(0) == 2);
  CHECK_FALSE(ledger.last_time(0));
  CHECK(ledger.last_time(1));
  // Three was not there in the second round: the first is the last they took part in.
  CHECK(ledger.last_time(2));
  // Who is new has waited for nothing, and goes before who has just been.
  CHECK(ledger.waited(3) == 0);
  CHECK(ledger.turn(0) < ledger.turn(3));
  CHECK(ledger.turn(3) < ledger.turn(1));
}

TEST_CASE("rounds that are only planned are not held, and what is held is in order") {
  const auto roster = test::read("id\n1\n2\n3\n").roster;
  History history;
  history.rounds.push_back(round_of(history, "lunch", 10, {{"1", "2"}}));
  history.rounds.push_back(round_of(history, "lunch", 40, {{"1", "3"}}));
  history.rounds.push_back(round_of(history, "coffee", 20, {{"2", "3"}}));
  const std::optional<History> held = held_by(history, 39);
  REQUIRE(held);
  CHECK(held->rounds.size() == 2);
  CHECK(Meetings(roster, *held, {}, 39).latest(0, 2) == nullptr);
  const std::optional<History> all = held_by(history, 40);
  REQUIRE(all);
  // The round that was published first is the latest that was held.
  CHECK(Meetings(roster, *all, {}, 40).latest(0, 2)->rounds_ago == 1);
  CHECK(Meetings(roster, *all, {}, 40).latest(1, 2)->rounds_ago == 2);
  history.rounds.pop_back();
  CHECK_FALSE(held_by(history, 40));
}

TEST_CASE("who leads a group is in a commitment with each of the others") {
  const auto roster = test::read("id\n1\n2\n3\n4\n").roster;
  History history;
  history.rounds.push_back(round_of(history, "spring", 20, {{"1", "2", "3"}}));
  history.rounds.back().format = "mentoring";
  history.rounds.back().led = true;
  history.rounds.back().until = 50;
  history.rounds.push_back(round_of(history, "teams", 30, {{"1", "3", "4"}}));
  history.rounds.back().until = 50;
  CHECK(running_commitments(roster, history, 40) == std::vector<int32_t>{3, 1, 2, 1});
  CHECK(running_led(roster, history, "mentoring", 40) == std::vector<int32_t>{2, 0, 0, 0});
  CHECK(running_led(roster, history, "teams", 40) == std::vector<int32_t>{0, 0, 0, 0});
  CHECK(running_led(roster, history, "mentoring", 50) == std::vector<int32_t>{0, 0, 0, 0});
}

TEST_CASE(
    "people are known again without the zeros and the case of their ids, where that is sure") {
  const auto roster = test::read("id\n17\n0023\n23\nab1\n9\n").roster;
  const auto known = [&](std::vector<std::vector<std::string>> groups) {
    History history;
    for (const auto& group : groups)
      history.rounds.push_back(round_of(history, "lunch", 1, {group}));
    std::vector<std::string> all;
    const Known found = known_people(roster, history);
    for (size_t i = 0; i < found.person_of.size(); ++i) {
      const int32_t person = found.person_of[i];
      all.push_back(std::string(history.people.strings()[i]) + ">" +
                    (person < 0 ? "" : std::string(roster.ids[static_cast<size_t>(person)])));
    }
    CHECK(found.respelt.size() <= all.size());
    return all;
  };
  using Names = std::vector<std::string>;
  CHECK(known({{"00017", "AB1"}}) == Names{"00017>17", "AB1>ab1"});
  // Two people of the roster.
  CHECK(known({{"023"}}) == Names{"023>"});
  // Two people of the history, who were in one round; but not the same under an old and a new id.
  CHECK(known({{"09", "9"}}) == Names{"09>", "9>9"});
  CHECK(known({{"09", "17"}, {"9", "17"}}) == Names{"09>9", "17>17", "9>9"});
}

}  // namespace history_history_test
