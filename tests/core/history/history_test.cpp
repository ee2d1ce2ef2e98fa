#include "history/history.h"

#include "support.h"

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

TEST_CASE("the ledger knows how often somebody was odd, and whether last time") {
  const auto roster = test::read("id\n1\n2\n3\n").roster;
  History history;
  history.rounds.push_back(round_of(history, "lunch", 10, {{"1", "2", "3"}}, {"3"}));
  history.rounds.push_back(round_of(history, "lunch", 20, {{"1", "2"}}, {"2"}));
  history.rounds.push_back(round_of(history, "other", 30, {{"1", "2", "3"}}, {"1"}));
  const OddLedger ledger = odd_ledger(roster, history, {{"lunch"}});
  CHECK(ledger.times == std::vector<int32_t>{0, 1, 1});
  CHECK_FALSE(ledger.last_time[0]);
  CHECK(ledger.last_time[1]);
  // Three was not there in the second round: the first is the last they took part in.
  CHECK(ledger.last_time[2]);
}
