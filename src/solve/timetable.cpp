#include "solve/timetable.h"

#include <algorithm>
#include <stdexcept>

#include "solve/timetable_bound.h"
#include "solve/timetable_index.h"
#include "solve/timetable_search.h"

namespace weft::solve {
namespace {

constexpr int32_t kRuns = 2;  // of each half of the search
// Of the progress that is told: where the first half of the search ends, and the last begins.
constexpr double kFirstSearch = 0.25;
constexpr double kLastSearch = 0.75;

std::vector<int32_t> find_missing(const TimetableIndex& index, const Agenda& agenda) {
  std::vector<int32_t> missing;
  for (int32_t s = 0; s < index.sessions(); ++s) {
    if (index.session(s).must && agenda[static_cast<size_t>(s)].slot < 0) missing.push_back(s);
  }
  return missing;
}

template <typename Found>
bool is_better(const Found& one, const Found& other) {
  if (one.missing.size() != other.missing.size()) return one.missing.size() < other.missing.size();
  return one.value > other.value;
}

int64_t bonuses(const TimetableIndex& index, const Agenda& agenda) {
  int64_t sum = 0;
  for (int32_t s = 0; s < index.sessions(); ++s)
    sum += agenda[static_cast<size_t>(s)].slot < 0 ? 0 : index.session(s).bonus;
  return sum;
}

// An agenda by what people can really attend.
void value(const TimetableIndex& index, const Agenda& agenda, Timetable& timetable) {
  timetable.agenda = agenda;
  timetable.attendance = attend(index, timetable.agenda);
  timetable.value = timetable.attendance.value + bonuses(index, agenda);
  timetable.missing = find_missing(index, timetable.agenda);
}

// The best of the agendas.
Timetable choose(const TimetableIndex& index, const std::vector<char>& movable,
                 const std::vector<Agenda>& agendas, bool settle) {
  Timetable best;
  for (size_t i = 0; i < agendas.size(); ++i) {
    Timetable one;
    Agenda agenda = agendas[i];
    if (settle) settle_rooms(index, movable, agenda);
    value(index, agenda, one);
    if (i == 0 || is_better(one, best)) best = std::move(one);
  }
  return best;
}

// Where sessions have several slots the search only estimates who finds no seat: here each move is
// valued by who attends what, as long as that gains and the work goes. Where no move gains, a few
// at random and then the best again.
class Polish {
 public:
  Polish(const TimetableIndex& index, const std::vector<char>& movable, int64_t work, int64_t bound)
      : index_(index), movable_(movable), work_(work), bound_(bound) {
    for (int32_t s = 0; s < index.sessions(); ++s) {
      if (may_move(s) && !index.places(s).empty()) movers_.push_back(s);
    }
  }

  void run(Timetable& best, Random random) {
    State top = state_of(best.agenda);
    climb(top);
    for (int32_t idle = 0; idle < kMostIdle && work_ > 0 && top.value < bound_; ++idle) {
      if (movers_.empty()) break;
      State other = top;
      for (int32_t i = 0; i < kKicks; ++i) {
        const int32_t s = movers_[random.index(movers_.size())];
        const std::vector<TimetablePlace>& places = index_.places(s);
        Agenda agenda = other.agenda;
        if (move(agenda, s, places[random.index(places.size())])) other.agenda = std::move(agenda);
      }
      other = state_of(other.agenda);
      climb(other);
      if (is_better(other, top)) idle = -1;
      if (!is_better(top, other)) top = std::move(other);
    }
    value(index_, top.agenda, best);
  }

 private:
  // An assignment takes its time.
  static constexpr int64_t kWorkPerVote = 160;
  static constexpr int32_t kKicks = 3;
  static constexpr int32_t kMostIdle = 100;

  struct State {
    Agenda agenda;
    int64_t value = 0;
    std::vector<int32_t> missing;
  };
  State state_of(Agenda agenda) {
    State state{std::move(agenda), 0, {}};
    state.missing = find_missing(index_, state.agenda);
    work_ -= kWorkPerVote * (static_cast<int64_t>(index_.problem().votes.size()) + 1);
    state.value = attend(index_, state.agenda).value + bonuses(index_, state.agenda);
    return state;
  }

  void climb(State& best) {
    for (bool better = true; better;) {
      better = false;
      for (const int32_t s : movers_) {
        for (const TimetablePlace& place : index_.places(s)) {
          if (best.value >= bound_ || work_ <= 0) return;
          Agenda agenda = best.agenda;
          if (!move(agenda, s, place)) continue;
          State other = state_of(std::move(agenda));
          if (!is_better(other, best)) continue;
          best = std::move(other);
          better = true;
        }
      }
    }
  }

  bool may_move(int32_t s) const {
    return movable_.empty() || movable_[static_cast<size_t>(s)] != 0;
  }
  bool move(Agenda& agenda, int32_t s, TimetablePlace to) const {
    const TimetablePlace from = agenda[static_cast<size_t>(s)];
    if (to == from) return false;
    std::vector<int32_t> out;
    for (int32_t other = 0; other < index_.sessions(); ++other) {
      if (other == s || !index_.excludes(s, to, other, agenda[static_cast<size_t>(other)]))
        continue;
      if (!may_move(other)) return false;
      out.push_back(other);
    }
    agenda[static_cast<size_t>(s)] = to;
    for (const int32_t other : out) agenda[static_cast<size_t>(other)] = {};
    for (const int32_t other : out) {
      if (from.slot < 0 || !index_.allows(other, from)) continue;
      bool free = true;
      for (int32_t third = 0; third < index_.sessions(); ++third)
        free = free && !index_.excludes(other, from, third, agenda[static_cast<size_t>(third)]);
      if (free) agenda[static_cast<size_t>(other)] = from;
    }
    return true;
  }

  const TimetableIndex& index_;
  const std::vector<char>& movable_;
  std::vector<int32_t> movers_;
  int64_t work_;
  int64_t bound_;
};

// Whether the search knows what an agenda is worth: nobody finds a room full.
bool has_seats_for_all(const TimetableIndex& index) {
  for (int32_t s = 0; s < index.sessions(); ++s) {
    for (const TimetablePlace& place : index.places(s)) {
      const int32_t seats = index.problem().rooms[static_cast<size_t>(place.room)].seats;
      if (static_cast<size_t>(seats) < index.of_session(s).size()) return false;
    }
  }
  return true;
}

// Part of the search, the bound, and where that does not prove what was found the rest: where seats
// are few most of it, with values that are exact.
Timetable solve_from(const TimetableProblem& problem, const Agenda& start,
                     const std::vector<char>& movable, const TimetableOptions& options) {
  const TimetableIndex index(problem);
  const Random random(options.seed);
  int64_t bound = days_bound(index);
  Timetable best;
  const bool crowded = !has_seats_for_all(index);
  const bool seats_count = crowded && index.all_one_slot();
  const auto search = [&](uint64_t stream, bool seated, double from, double to) {
    SearchLimits limits;
    limits.work = options.search_work / 4 * (seated ? 3 : seats_count ? 1 : 2);
    limits.runs = seated ? 1 : kRuns;
    limits.movable = movable;
    limits.bound = bound;
    limits.seated = seated;
    return search_timetables(
        index, seated ? best.agenda : start, limits, random.fork(stream),
        [&](double done, int64_t value) {
          if (options.progress)
            options.progress({from + done * (to - from), std::max(value, best.value), bound});
        });
  };
  const std::vector<Agenda> agendas = search(0, false, 0, kFirstSearch);
  best = choose(index, movable, agendas, true);
  if (best.value < bound) {
    PriceBound prices =
        price_bound(index, agendas, best.value, !best.missing.empty(), crowded, options.bound_work,
                    random.fork(1), [&](double done, int64_t proven) {
                      if (options.progress)
                        options.progress({kFirstSearch + done * (kLastSearch - kFirstSearch),
                                          best.value, std::min(bound, proven)});
                    });
    if (prices.bound < bound) {
      bound = prices.bound;
      best.price = std::move(prices.price);
      best.price_scale = prices.scale;
      best.seat_price = std::move(prices.seat);
    }
  }
  if (best.value < bound) {
    Timetable more = choose(index, movable, search(2, seats_count, kLastSearch, 1), !seats_count);
    if (is_better(more, best)) {
      more.price = std::move(best.price);
      more.price_scale = best.price_scale;
      more.seat_price = std::move(best.seat_price);
      best = std::move(more);
    }
  }
  if (best.value < bound && crowded && !index.all_one_slot())
    Polish(index, movable, options.search_work / 4, bound).run(best, random.fork(3));
  best.bound = bound;
  best.optimal = best.missing.empty() && best.value == best.bound;
  return best;
}

// Which sessions can stay: those that go by themselves are left out, then as few as possible so
// that no two of the rest are in each other's way.
class Stayers {
 public:
  Stayers(const TimetableIndex& index, const Agenda& before) : index_(index), before_(before) {
    stays_.assign(before.size(), 0);
    for (int32_t s = 0; s < index.sessions(); ++s) {
      const auto at = static_cast<size_t>(s);
      stays_[at] = before[at].slot >= 0 && index.allows(s, before[at]) ? 1 : 0;
    }
  }

  std::vector<char> find() {
    best_ = stays_;
    best_count_ = -1;
    remove(0);
    return best_;
  }

 private:
  static constexpr int32_t kMostTries = 100'000;

  // Of two in each other's way one goes: the one with fewer stakes first.
  void remove(int32_t removed) {
    if (best_count_ >= 0 && (removed >= best_count_ || ++tries_ > kMostTries)) return;
    for (int32_t a = 0; a < index_.sessions(); ++a) {
      for (int32_t b = a + 1; b < index_.sessions(); ++b) {
        const auto i = static_cast<size_t>(a);
        const auto j = static_cast<size_t>(b);
        if (stays_[i] == 0 || stays_[j] == 0 || !index_.excludes(a, before_[i], b, before_[j]))
          continue;
        const bool first = index_.of_session(a).size() <= index_.of_session(b).size();
        for (const size_t goes : {first ? i : j, first ? j : i}) {
          stays_[goes] = 0;
          remove(removed + 1);
          stays_[goes] = 1;
        }
        return;
      }
    }
    best_ = stays_;
    best_count_ = removed;
  }

  const TimetableIndex& index_;
  const Agenda& before_;
  std::vector<char> stays_;
  std::vector<char> best_;
  int32_t best_count_ = -1;
  int32_t tries_ = 0;
};

}  // namespace

Timetable solve_timetable(const TimetableProblem& problem, const TimetableOptions& options) {
  return solve_from(problem, Agenda(problem.sessions.size()), {}, options);
}

TimetableRepair repair_timetable(const TimetableProblem& problem, const Agenda& before,
                                 const TimetableOptions& options) {
  if (before.size() != problem.sessions.size())
    throw std::invalid_argument("the agenda is for other sessions");
  const std::vector<char> stays = Stayers(TimetableIndex(problem), before).find();
  // The rest of the task is a timetable of its own, in which those who stay can't do otherwise and
  // those who were out stay out, unless they must take place.
  TimetableProblem rest = problem;
  std::vector<char> movable(before.size(), 0);
  Agenda start(before.size());
  for (size_t s = 0; s < before.size(); ++s) {
    TimetableSession& session = rest.sessions[s];
    if (stays[s] != 0) {
      session.starts = uint64_t{1} << before[s].slot;
      session.rooms = uint64_t{1} << before[s].room;
      if (options.give_way > 0 && !session.must) {
        session.bonus = options.give_way;
        movable[s] = 1;
      } else {
        session.must = true;
      }
      start[s] = before[s];
    } else if (before[s].slot >= 0 || session.must) {
      movable[s] = 1;
    } else {
      session.starts = 0;
    }
  }
  TimetableRepair repair;
  repair.timetable = solve_from(rest, start, movable, options);
  repair.timetable.value = repair.timetable.attendance.value;
  for (size_t s = 0; s < before.size(); ++s) {
    if (!(repair.timetable.agenda[s] == before[s]))
      repair.changed.push_back(static_cast<int32_t>(s));
  }
  return repair;
}

Agenda random_agenda(const TimetableProblem& problem, uint64_t seed) {
  const TimetableIndex index(problem);
  Random random(seed);
  Agenda agenda(problem.sessions.size());
  std::vector<int32_t> order(problem.sessions.size());
  for (size_t s = 0; s < order.size(); ++s) order[s] = static_cast<int32_t>(s);
  random.shuffle(std::span<int32_t>(order));
  for (const int32_t s : order) {
    std::vector<TimetablePlace> free;
    for (const TimetablePlace& place : index.places(s)) {
      bool taken = false;
      for (const int32_t other : order) {
        taken = taken || index.excludes(s, place, other, agenda[static_cast<size_t>(other)]);
      }
      if (!taken) free.push_back(place);
    }
    if (!free.empty()) agenda[static_cast<size_t>(s)] = free[random.index(free.size())];
  }
  return agenda;
}

}  // namespace weft::solve
