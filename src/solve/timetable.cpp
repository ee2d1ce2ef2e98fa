#include "solve/timetable.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "solve/timetable_bound.h"
#include "solve/timetable_cover.h"
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

// The best of the agendas, by what people can really attend.
Timetable choose(const TimetableIndex& index, const std::vector<char>& movable,
                 const std::vector<Agenda>& agendas) {
  Timetable best;
  for (size_t i = 0; i < agendas.size(); ++i) {
    Timetable one;
    one.agenda = agendas[i];
    settle_rooms(index, movable, one.agenda);
    one.attendance = attend(index, one.agenda);
    one.value = one.attendance.value;
    one.missing = find_missing(index, one.agenda);
    if (i == 0 || is_better(one, best)) best = std::move(one);
  }
  return best;
}

// The search only estimates who finds no seat: here each move is valued by who attends what, as
// long as that gains and the work goes. Where no move gains, a few at random and then the best
// again. Slots are valued one by one where no session is in several, and only where a move could
// gain if there were seats for all.
class Polish {
 public:
  Polish(const TimetableIndex& index, const std::vector<char>& movable, int64_t work, int64_t bound)
      : index_(index), table_(index, 1), movable_(movable), work_(work), bound_(bound) {
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
    best.agenda = std::move(top.agenda);
    best.attendance = attend(index_, best.agenda);
    best.value = best.attendance.value;
    best.missing = find_missing(index_, best.agenda);
  }

 private:
  static constexpr int64_t kWorkPerVote = 20;
  static constexpr size_t kLonger = 8;  // as much for days with sessions of several slots
  static constexpr int32_t kKicks = 3;
  static constexpr int32_t kMostIdle = 100;

  struct State {
    Agenda agenda;
    std::vector<int64_t> worth;  // of each slot, where no session is in several
    int64_t value = 0;
    std::vector<int32_t> missing;
  };
  // Work as if all votes were looked at: an assignment takes its time.
  void charge(size_t slots) {
    work_ -= kWorkPerVote * (static_cast<int64_t>(index_.problem().votes.size()) + 1) *
             static_cast<int64_t>(slots) / std::max(1, index_.slots());
  }

  State state_of(Agenda agenda) {
    State state{
        std::move(agenda), std::vector<int64_t>(static_cast<size_t>(index_.slots()), 0), 0, {}};
    state.missing = find_missing(index_, state.agenda);
    value(state, index_.slots() >= 64 ? kEverything : (uint64_t{1} << index_.slots()) - 1);
    return state;
  }

  // Values these slots anew.
  void value(State& state, uint64_t slots) {
    if (index_.all_one_slot()) {
      for (; slots != 0; slots &= slots - 1) {
        const auto t = static_cast<size_t>(std::countr_zero(slots));
        charge(1);
        const int64_t worth = worth_of_slots(index_, state.agenda, uint64_t{1} << t);
        state.value += worth - state.worth[t];
        state.worth[t] = worth;
      }
      return;
    }
    charge(state.worth.size() * kLonger);
    state.value = attend(index_, state.agenda).value;
  }

  // What a slot would be worth with seats for all.
  int64_t most_of(const Agenda& agenda, int32_t slot) {
    SlotCover cover(table_, index_, slot);
    int64_t surplus = 0;
    for (int32_t s = 0; s < index_.sessions(); ++s) {
      if (agenda[static_cast<size_t>(s)].slot != slot) continue;
      cover.replace(-1, s);
      surplus += index_.surplus(s);
      work_ -= 4 * static_cast<int64_t>(table_.of(s).size());
    }
    return cover.value() - surplus;
  }

  // Whether the move may gain, seen from afar; `slots` get what it changes.
  bool is_promising(const State& from, const State& to, uint64_t& slots) {
    slots = 0;
    for (size_t s = 0; s < to.agenda.size(); ++s) {
      if (from.agenda[s] == to.agenda[s]) continue;
      for (const TimetablePlace& place : {from.agenda[s], to.agenda[s]}) {
        if (place.slot >= 0) slots |= uint64_t{1} << place.slot;
      }
    }
    if (to.missing.size() != from.missing.size()) return to.missing.size() < from.missing.size();
    if (!index_.all_one_slot()) return true;
    int64_t gain = 0;
    for (uint64_t rest = slots; rest != 0; rest &= rest - 1) {
      const int32_t t = std::countr_zero(rest);
      gain += most_of(to.agenda, t) - from.worth[static_cast<size_t>(t)];
    }
    return gain > 0;
  }

  void climb(State& best) {
    for (bool better = true; better;) {
      better = false;
      for (const int32_t s : movers_) {
        for (const TimetablePlace& place : index_.places(s)) {
          if (best.value >= bound_ || work_ <= 0) return;
          State other = best;
          if (!move(other.agenda, s, place)) continue;
          other.missing = find_missing(index_, other.agenda);
          uint64_t slots = 0;
          if (!is_promising(best, other, slots)) continue;
          value(other, slots);
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
  const StakeTable table_;
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

// Half of the search, the bound, and where that does not prove what was found the other half.
Timetable solve_from(const TimetableProblem& problem, const Agenda& start,
                     const std::vector<char>& movable, const TimetableOptions& options) {
  const TimetableIndex index(problem);
  const Random random(options.seed);
  int64_t bound = days_bound(index);
  Timetable best;
  const auto search = [&](uint64_t stream, double from, double to) {
    SearchLimits limits;
    limits.work = options.search_work / 2;
    limits.runs = kRuns;
    limits.movable = movable;
    limits.bound = bound;
    return search_timetables(
        index, start, limits, random.fork(stream), [&](double done, int64_t value) {
          if (options.progress)
            options.progress({from + done * (to - from), std::max(value, best.value), bound});
        });
  };
  const std::vector<Agenda> agendas = search(0, 0, kFirstSearch);
  best = choose(index, movable, agendas);
  if (best.value < bound) {
    PriceBound prices =
        price_bound(index, agendas, best.value, !best.missing.empty(), options.bound_work,
                    random.fork(1), [&](double done, int64_t proven) {
                      if (options.progress)
                        options.progress({kFirstSearch + done * (kLastSearch - kFirstSearch),
                                          best.value, std::min(bound, proven)});
                    });
    if (prices.bound < bound) {
      bound = prices.bound;
      best.price = std::move(prices.price);
      best.price_scale = prices.scale;
    }
  }
  if (best.value < bound) {
    Timetable more = choose(index, movable, search(2, kLastSearch, 1));
    if (is_better(more, best)) {
      more.price = std::move(best.price);
      more.price_scale = best.price_scale;
      best = std::move(more);
    }
  }
  if (best.value < bound && !has_seats_for_all(index))
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
      session.must = true;
      start[s] = before[s];
    } else if (before[s].slot >= 0 || session.must) {
      movable[s] = 1;
    } else {
      session.starts = 0;
    }
  }
  TimetableRepair repair;
  repair.timetable = solve_from(rest, start, movable, options);
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
