#include "solve/timetable.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <functional>
#include <map>
#include <stdexcept>

#include "base/random.h"
#include "sanitized.h"
#include "solve/timetable_cover.h"
#include "solve/timetable_index.h"
#include "solve/timetable_seats.h"

namespace solve_timetable_test {

using namespace weft;
using namespace weft::solve;

namespace {

struct Shape {
  int32_t slots = 3;
  int32_t rooms = 2;
  int32_t sessions = 4;
  int32_t people = 5;
  int32_t longest = 1;
  bool hosts = false;
  bool rules = false;  // presence, opening, equipment, seats
};

int32_t up_to(Random& random, int32_t most) {
  return static_cast<int32_t>(random.below(static_cast<uint64_t>(most) + 1));
}

TimetableProblem random_problem(Random& random, const Shape& shape) {
  TimetableProblem problem;
  problem.slots = shape.slots;
  problem.people = shape.people;
  if (shape.longest > 1) problem.breaks = random.next() & 3;
  for (int32_t r = 0; r < shape.rooms; ++r) {
    TimetableRoom room;
    room.seats = shape.rules ? 1 + up_to(random, shape.people) : shape.people;
    if (shape.rules) {
      room.equipment = random.next() & 3;
      room.open = random.next() | random.next();
    }
    problem.rooms.push_back(room);
  }
  for (int32_t p = 0; shape.rules && p < shape.people; ++p)
    problem.present.push_back(random.next() | random.next() | random.next());
  for (int32_t s = 0; s < shape.sessions; ++s) {
    TimetableSession session;
    session.length = 1 + up_to(random, shape.longest - 1);
    if (shape.hosts && random.below(2) == 0)
      session.hosts.push_back(up_to(random, shape.people - 1));
    if (shape.rules && random.below(3) == 0) session.equipment = 1;
    problem.sessions.push_back(session);
    for (int32_t p = 0; p < shape.people; ++p) {
      if (random.below(2) == 0) problem.votes.push_back({p, s, 1 + up_to(random, 2)});
    }
  }
  return problem;
}

// The most votes people can honour, person by person over all free seats. No flow, no prices.
class AllDays {
 public:
  AllDays(const TimetableProblem& problem, const Agenda& agenda)
      : problem_(problem), agenda_(agenda), seats_(agenda.size(), 0) {
    for (const TimetableVote& vote : problem.votes)
      worth_[{vote.person, vote.session}] = vote.value;
    for (size_t s = 0; s < agenda.size(); ++s) {
      if (agenda[s].slot < 0) continue;
      seats_[s] = problem.rooms[static_cast<size_t>(agenda[s].room)].seats -
                  static_cast<int32_t>(problem.sessions[s].hosts.size());
    }
  }
  int64_t best() { return person(0); }

 private:
  uint64_t span(size_t s) const {
    uint64_t span = 0;
    for (int32_t i = 0; i < problem_.sessions[s].length; ++i)
      span |= uint64_t{1} << (agenda_[s].slot + i);
    return span;
  }
  int64_t person(int32_t p) {
    if (p == problem_.people) return 0;
    uint64_t busy = problem_.present.empty() ? 0 : ~problem_.present[static_cast<size_t>(p)];
    int64_t own = 0;
    for (size_t s = 0; s < agenda_.size(); ++s) {
      const std::vector<int32_t>& hosts = problem_.sessions[s].hosts;
      if (agenda_[s].slot < 0 || std::find(hosts.begin(), hosts.end(), p) == hosts.end()) continue;
      busy |= span(s);
      const auto vote = worth_.find({p, static_cast<int32_t>(s)});
      if (vote != worth_.end()) own += vote->second;
    }
    return own + session(p, 0, busy);
  }
  int64_t session(int32_t p, size_t s, uint64_t busy) {
    if (s == agenda_.size()) return person(p + 1);
    int64_t best = session(p, s + 1, busy);
    const auto vote = worth_.find({p, static_cast<int32_t>(s)});
    if (agenda_[s].slot < 0 || vote == worth_.end() || seats_[s] == 0 || (span(s) & busy) != 0)
      return best;
    --seats_[s];
    best = std::max(best, vote->second + session(p, s + 1, busy | span(s)));
    ++seats_[s];
    return best;
  }

  const TimetableProblem& problem_;
  const Agenda& agenda_;
  std::vector<int32_t> seats_;
  std::map<std::pair<int32_t, int32_t>, int64_t> worth_;
};

// Calls with every agenda that has no fault.
template <typename Use>
void for_all_agendas(const TimetableProblem& problem, Agenda& agenda, size_t s, const Use& use) {
  if (s == agenda.size()) {
    use();
    return;
  }
  agenda[s] = {};
  for_all_agendas(problem, agenda, s + 1, use);
  for (int32_t slot = 0; slot < problem.slots; ++slot) {
    for (int32_t room = 0; room < static_cast<int32_t>(problem.rooms.size()); ++room) {
      agenda[s] = {slot, room};
      if (agenda_fault(problem, agenda).empty()) for_all_agendas(problem, agenda, s + 1, use);
    }
  }
  agenda[s] = {};
}

int64_t best_of_all(const TimetableProblem& problem) {
  Agenda agenda(problem.sessions.size());
  int64_t best = 0;
  for_all_agendas(problem, agenda, 0,
                  [&] { best = std::max(best, AllDays(problem, agenda).best()); });
  return best;
}

// What everybody's best of these sessions is worth beyond what a seat costs, and what all seats
// cost; without hosts.
int64_t worth_at(const TimetableProblem& problem, const std::vector<SlotSeats::Held>& held,
                 const std::vector<int64_t>& price, int32_t slot) {
  std::map<int32_t, int64_t> best;
  int64_t worth = 0;
  for (size_t i = 0; i < held.size(); ++i) {
    worth += held[i].seats * price[i];
    for (const TimetableVote& vote : problem.votes) {
      const bool there = problem.present.empty() ||
                         (problem.present[static_cast<size_t>(vote.person)] >> slot & 1) != 0;
      if (there && vote.session == held[i].session)
        best[vote.person] = std::max(best[vote.person], vote.value - price[i]);
    }
  }
  for (const auto& [person, value] : best) worth += value;
  return worth;
}

// What the prices prove, over all sets of sessions in each slot and all ways to give them rooms;
// sessions of one slot without hosts.
int64_t proven_by(const TimetableProblem& problem, const std::vector<int64_t>& price,
                  const std::vector<int64_t>& seat, int64_t scale) {
  int64_t most = 0;
  std::vector<int32_t> rooms;
  for (const TimetableRoom& room : problem.rooms) rooms.push_back(room.seats);
  std::sort(rooms.begin(), rooms.end(), std::greater<>());
  for (uint32_t set = 0; set < uint32_t{1} << problem.sessions.size(); ++set) {
    if (static_cast<size_t>(std::popcount(set)) > problem.rooms.size()) continue;
    std::map<int32_t, int64_t> best;
    for (const TimetableVote& vote : problem.votes) {
      const auto s = static_cast<size_t>(vote.session);
      if ((set >> s & 1) != 0)
        best[vote.person] = std::max(best[vote.person], vote.value * scale - seat[s]);
    }
    int64_t worth = 0;
    for (const auto& [person, value] : best) worth += value;
    std::vector<int64_t> seats;
    for (size_t s = 0; s < price.size(); ++s) {
      worth -= (set >> s & 1) != 0 ? price[s] : 0;
      if ((set >> s & 1) != 0) seats.push_back(seat[s]);
    }
    // The most comes in where the dearest seats are in the largest room.
    std::sort(seats.begin(), seats.end(), std::greater<>());
    for (size_t i = 0; i < seats.size(); ++i) worth += seats[i] * rooms[i];
    most = std::max(most, worth);
  }
  int64_t sum = most * problem.slots;
  for (const int64_t one : price) sum += one;
  return sum / scale;
}

TimetableOptions quick(uint64_t seed) {
  TimetableOptions options;
  options.seed = seed;
  options.search_work = options.bound_work = 300'000;
  return options;
}

}  // namespace

TEST_CASE("timetable: the best of all agendas, under a bound that holds") {
  Random random(71);
  for (int round = 0; round < 60; ++round) {
    Shape shape;
    shape.hosts = round % 2 == 1;
    shape.rules = round % 4 >= 2;
    shape.longest = round % 3 == 2 ? 2 : 1;
    const TimetableProblem problem = random_problem(random, shape);
    const Timetable found = solve_timetable(problem, quick(static_cast<uint64_t>(round)));
    CAPTURE(round);
    REQUIRE(agenda_fault(problem, found.agenda) == "");
    REQUIRE(attendance_fault(problem, found.agenda, found.attendance) == "");
    const int64_t best = best_of_all(problem);
    CHECK(found.value == best);
    CHECK(found.bound >= best);
    CHECK(found.optimal == (found.value == found.bound));
  }
}

TEST_CASE("timetable: prices prove the bound") {
  Random random(74);
  int priced = 0;
  int dear = 0;
  for (int round = 0; round < 30; ++round) {
    Shape shape;
    shape.sessions = 9;
    shape.people = 12;
    TimetableProblem problem = random_problem(random, shape);
    if (round % 2 == 1) {
      for (TimetableRoom& room : problem.rooms) room.seats = 2 + up_to(random, 3);
    }
    const Timetable found = solve_timetable(problem, quick(static_cast<uint64_t>(round)));
    CHECK(found.value <= found.bound);
    if (found.price.empty()) continue;
    ++priced;
    for (const int64_t price : found.price) CHECK(price >= 0);
    for (const int64_t price : found.seat_price) {
      CHECK(price >= 0);
      dear += price > 0 ? 1 : 0;
    }
    CHECK(proven_by(problem, found.price, found.seat_price, found.price_scale) <= found.bound);
  }
  CHECK(priced > 10);
  CHECK(dear > 10);
}

TEST_CASE("timetable: with few seats, the best of all agendas, under a bound that holds") {
  Random random(75);
  int64_t over = 0;
  int64_t all = 0;
  for (int round = 0; round < weft::test::random_rounds(60); ++round) {
    Shape shape;
    shape.slots = 2;
    shape.sessions = 5;
    shape.people = 7;
    shape.hosts = round % 2 == 1;
    shape.longest = round % 5 == 4 ? 2 : 1;
    TimetableProblem problem = random_problem(random, shape);
    for (TimetableRoom& room : problem.rooms) room.seats = 1 + up_to(random, 2);
    const Timetable found = solve_timetable(problem, quick(static_cast<uint64_t>(round)));
    CAPTURE(round);
    REQUIRE(agenda_fault(problem, found.agenda) == "");
    REQUIRE(attendance_fault(problem, found.agenda, found.attendance) == "");
    const int64_t best = best_of_all(problem);
    CHECK(found.value == best);
    CHECK(found.bound >= best);
    over += found.bound - best;
    all += best;
  }
  // What people would vote for is twice as much.
  CHECK(over * 100 < all * 15);
}

TEST_CASE("timetable: people get the most there is, whatever the agenda") {
  Random random(72);
  for (int round = 0; round < 150; ++round) {
    Shape shape;
    shape.sessions = 6;
    shape.hosts = round % 2 == 1;
    shape.rules = true;
    shape.longest = round % 3 == 2 ? 3 : 1;
    const TimetableProblem problem = random_problem(random, shape);
    const Agenda agenda = random_agenda(problem, static_cast<uint64_t>(round));
    REQUIRE(agenda_fault(problem, agenda) == "");
    const Attendance attendance = attend(problem, agenda);
    CAPTURE(round);
    REQUIRE(attendance_fault(problem, agenda, attendance) == "");
    const int64_t best = AllDays(problem, agenda).best();
    CHECK(attendance.value <= best);
    CHECK(attendance.bound >= best);
    if (shape.longest == 1) CHECK(attendance.exact);
    if (attendance.exact) CHECK(attendance.value == best);
    if (shape.longest > 1) continue;
    const TimetableIndex index(problem);
    const StakeTable table(index, 1);
    SlotSeats seats(index, table);
    int64_t sum = 0;
    for (int32_t t = 0; t < problem.slots; ++t) {
      std::vector<SlotSeats::Held> held;
      for (size_t s = 0; s < agenda.size(); ++s) {
        if (agenda[s].slot == t)
          held.push_back(
              {static_cast<int32_t>(s), problem.rooms[static_cast<size_t>(agenda[s].room)].seats});
      }
      const int64_t worth = seats.worth(t, held);
      sum += worth;
      // At the prices of seats nobody would rather be elsewhere.
      const std::vector<int64_t> price = seats.prices();
      CHECK(worth <= worth_at(problem, held, price, t));
      if (!shape.hosts) CHECK(worth == worth_at(problem, held, price, t));
    }
    CHECK(sum == attendance.value);
  }
}

TEST_CASE("timetable: repair changes what it must, and gains what there is to gain") {
  Random random(73);
  for (int round = 0; round < 60; ++round) {
    Shape shape;
    shape.sessions = 5;
    shape.hosts = true;
    shape.rules = round % 2 == 1;
    TimetableProblem problem = random_problem(random, shape);
    const Agenda before = solve_timetable(problem, quick(1)).agenda;
    switch (round % 3) {
      case 0:  // a room
        problem.rooms[0].open = 0;
        break;
      case 1:  // a slot
        for (TimetableRoom& room : problem.rooms) room.open &= ~uint64_t{2};
        break;
      default:  // a host of two sessions instead of one
        problem.sessions[0].hosts = problem.sessions[1].hosts = {0};
    }
    CAPTURE(round);
    const TimetableRepair repair = repair_timetable(problem, before, quick(2));
    REQUIRE(agenda_fault(problem, repair.timetable.agenda) == "");
    size_t fewest = SIZE_MAX;
    int64_t best = 0;
    Agenda agenda(before.size());
    for_all_agendas(problem, agenda, 0, [&] {
      size_t changed = 0;
      for (size_t s = 0; s < agenda.size(); ++s) changed += agenda[s] == before[s] ? 0 : 1;
      if (changed > fewest) return;
      const int64_t value = AllDays(problem, agenda).best();
      best = changed < fewest ? value : std::max(best, value);
      fewest = changed;
    });
    CHECK(repair.changed.size() == fewest);
    CHECK(repair.timetable.value <= best);
    if (round % 3 != 2) CHECK(repair.timetable.value == best);
    for (size_t s = 0; s < before.size(); ++s) {
      const bool listed = std::find(repair.changed.begin(), repair.changed.end(),
                                    static_cast<int32_t>(s)) != repair.changed.end();
      CHECK(listed == !(repair.timetable.agenda[s] == before[s]));
    }
  }
}

TEST_CASE("timetable: in a repair a weaker session gives way where that gains enough") {
  Random random(76);
  int gave = 0;
  for (int round = 0; round < weft::test::random_rounds(60); ++round) {
    Shape shape;
    shape.sessions = 6;
    shape.people = 7;
    shape.hosts = round % 2 == 1;
    TimetableProblem problem = random_problem(random, shape);
    if (round % 3 == 1) {
      for (TimetableRoom& room : problem.rooms) room.seats = 2 + up_to(random, 2);
    }
    const Agenda before = solve_timetable(problem, quick(1)).agenda;
    problem.rooms[static_cast<size_t>(round % 2)].open &= ~uint64_t{1};
    TimetableOptions options = quick(2);
    options.give_way = 1 + round % 2;
    CAPTURE(round);
    const TimetableRepair repair = repair_timetable(problem, before, options);
    REQUIRE(agenda_fault(problem, repair.timetable.agenda) == "");
    const TimetableIndex index(problem);
    // Those who can stay stay or go, the others are anywhere, and nothing new comes in.
    int64_t best = 0;
    Agenda agenda(before.size());
    const auto dropped = [&](const Agenda& one) {
      int64_t count = 0;
      for (size_t s = 0; s < one.size(); ++s) {
        if (index.allows(static_cast<int32_t>(s), before[s]) && one[s].slot < 0) ++count;
      }
      return count;
    };
    for_all_agendas(problem, agenda, 0, [&] {
      for (size_t s = 0; s < agenda.size(); ++s) {
        const bool stays = index.allows(static_cast<int32_t>(s), before[s]);
        if (agenda[s].slot >= 0 && (before[s].slot < 0 || (stays && !(agenda[s] == before[s]))))
          return;
      }
      best = std::max(best, AllDays(problem, agenda).best() - options.give_way * dropped(agenda));
    });
    const int64_t reached =
        repair.timetable.value - options.give_way * dropped(repair.timetable.agenda);
    CHECK(reached == best);
    CHECK(repair.timetable.value == repair.timetable.attendance.value);
    CHECK(repair.timetable.bound >= repair.timetable.value);
    gave += dropped(repair.timetable.agenda) > 0 ? 1 : 0;
  }
  CHECK(gave > weft::test::random_rounds(5));
}

TEST_CASE("timetable: what a vote came to") {
  TimetableProblem problem;
  problem.slots = 2;
  problem.people = 3;
  problem.present = {3, 3, 1};
  problem.rooms = {{2, 0, kEverything}, {3, 0, kEverything}};
  problem.sessions.resize(4);
  problem.sessions[0].hosts = {0};
  problem.votes = {{0, 1, 3}, {1, 0, 2}, {1, 1, 1}, {2, 0, 1}, {2, 2, 1}, {1, 3, 1}, {2, 1, 1}};
  const Agenda agenda = {{0, 0}, {0, 1}, {1, 0}, {}};
  const Attendance attendance = attend(problem, agenda);
  CHECK(attendance.exact);
  CHECK(attendance.value == 3);
  CHECK(attendance.attendance == std::vector<int32_t>{2, 1, 0, 0});
  CHECK(vote_fates(problem, agenda, attendance) ==
        std::vector<VoteFate>{VoteFate::kHosts, VoteFate::kHonoured, VoteFate::kElsewhere,
                              VoteFate::kElsewhere, VoteFate::kAway, VoteFate::kNotHeld,
                              VoteFate::kHonoured});
}

TEST_CASE("timetable: what must take place does, as far as there is room; the rest is named") {
  TimetableProblem problem;
  problem.slots = 1;
  problem.people = 2;
  problem.rooms = {{2, 0, kEverything}};
  problem.sessions.resize(2);
  problem.sessions[1].must = true;
  problem.votes = {{0, 0, 5}, {1, 0, 5}};
  Timetable found = solve_timetable(problem, quick(1));
  CHECK(found.agenda[1].slot == 0);
  CHECK(found.missing.empty());
  problem.sessions[0].must = true;
  found = solve_timetable(problem, quick(1));
  CHECK(found.missing == std::vector<int32_t>{1});
  CHECK_FALSE(found.optimal);
}

TEST_CASE("timetable: what is no problem is refused") {
  TimetableProblem problem;
  problem.slots = 65;
  CHECK_THROWS_AS(solve_timetable(problem), std::invalid_argument);
  problem.slots = 1;
  problem.people = 1;
  problem.sessions.resize(1);
  problem.votes = {{0, 0, 1}, {0, 0, 2}};
  CHECK_THROWS_AS(solve_timetable(problem), std::invalid_argument);
  problem.votes = {{0, 0, 0}};
  CHECK_THROWS_AS(solve_timetable(problem), std::invalid_argument);
  problem.votes.clear();
  problem.sessions[0].hosts = {7};
  CHECK_THROWS_AS(solve_timetable(problem), std::invalid_argument);
  problem.sessions.clear();
  CHECK(solve_timetable(problem).optimal);
}

}  // namespace solve_timetable_test
