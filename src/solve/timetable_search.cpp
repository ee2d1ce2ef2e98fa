#include "solve/timetable_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>

#include "solve/assignment.h"
#include "solve/timetable_cover.h"
#include "solve/timetable_seats.h"

namespace weft::solve {
namespace {

constexpr int64_t kWorkPerMove = 30;
constexpr int32_t kMovesPerTemperature = 64;
// It begins at this part of what a session is worth, and cools to this part of a vote.
constexpr int64_t kCooler = 20;
constexpr int64_t kColdest = 8;
constexpr int64_t kSeatedCooler = 2;

// Costs in 1/2^16 points. -log2 of a uniform number, linear between powers of two: exact enough for
// annealing, and the same everywhere.
int64_t exponential(Random& random) {
  const uint64_t bits = random.next();
  const int64_t whole = std::countl_zero(bits | 1);
  const auto rest = static_cast<int64_t>((bits << (whole + 1)) >> 48);
  return (whole + 1) * 65536 - rest;
}

// 32 random bits as a place among `size`; as good as even, and quicker.
size_t scaled(uint64_t bits, size_t size) {
  return static_cast<size_t>(bits * static_cast<uint64_t>(size) >> 32);
}

class Annealing {
 public:
  Annealing(const TimetableIndex& index, const SearchLimits& limits, const StakeTable& table)
      : index_(index), limits_(limits), table_(table), priced_(table), seats_(index, table) {
    const auto slots = static_cast<size_t>(index.slots());
    const auto rooms = static_cast<size_t>(index.rooms());
    allowed_.resize(slots * rooms * static_cast<size_t>(index.sessions()), 0);
    int64_t votes = 0;
    int64_t sum = 0;
    for (int32_t s = 0; s < index.sessions(); ++s) {
      const size_t wanted = index.of_session(s).size();
      for (const TimetablePlace& place : index.places(s)) {
        allowed_[allowed_at(s, place)] = 1;
        const auto seats = index.problem().rooms[static_cast<size_t>(place.room)].seats;
        crowded_ |= static_cast<size_t>(seats) < wanted;
      }
      for (const TimetableIndex::Stake& stake : index.of_session(s)) sum += stake.weight;
      sum -= index.surplus(s);
      musts_ += index.session(s).must ? 1 : 0;
      votes += static_cast<int64_t>(wanted);
      const bool moves = limits.movable.empty() || limits.movable[static_cast<size_t>(s)] != 0;
      if (moves && !index.places(s).empty()) movable_.push_back(s);
    }
    rooms_alike_ = index.all_one_slot() && !crowded_ && !limits.seated && are_rooms_alike();
    must_bonus_ = sum + 1;
    seat_cost_ = votes > 0 ? std::max<int64_t>(1, sum / votes) : 1;
    hottest_ = std::max<int64_t>(1, sum / std::max(1, index.sessions())) * (65536 / kCooler);
    if (limits.seated) hottest_ = hottest_ / kSeatedCooler + 1;
    while ((hottest_ >> octaves_) * kColdest > seat_cost_ << 16) ++octaves_;
    shift_.assign(static_cast<size_t>(index.sessions()), 0);
    unseated_.assign(slots, 0);
    seen_.assign(static_cast<size_t>(index.people()), 0);
  }

  struct Found {
    int64_t value;  // as the search sees it
    int64_t worth;  // to people; nothing where a session is missing that must take place
    Agenda agenda;
  };
  Found run(const Agenda& start, int64_t work, Random random,
            const std::function<void(int64_t, int64_t)>& done) {
    random_ = random;
    bearable_ = INT64_MAX;
    begin(start);
    Found best{value_, without_bonus(), agenda_};
    if (movable_.empty()) return best;
    for (int64_t move = 0; looked_ < work && best.worth < limits_.bound; ++move) {
      if (move % kMovesPerTemperature == 0) {
        const int64_t along = static_cast<int64_t>(static_cast<double>(looked_) /
                                                   static_cast<double>(work) * octaves_ * 65536);
        temperature_ = hottest_ >> (along >> 16);
        temperature_ -= (temperature_ * (along & 65535)) >> 17;
        if (done) done(looked_, best.worth);
      }
      looked_ += kWorkPerMove;
      const uint64_t bits = random_.next();
      const int32_t s = movable_[scaled(bits & 0xffffffff, movable_.size())];
      TimetablePlace to;
      if (bits >> 58 != 0) {
        const std::vector<TimetablePlace>& places = index_.places(s);
        to = places[scaled(random_.next() >> 32, places.size())];
      }
      const TimetablePlace at = agenda_[static_cast<size_t>(s)];
      if (to == at || (rooms_alike_ && to.slot == at.slot) || !move_to(s, to)) continue;
      bearable_ = -1;
      const int64_t change = evaluate();
      if (!is_bearable(change)) {
        undo();
        continue;
      }
      commit();
      value_ += change;
      if (value_ > best.value) best = {value_, without_bonus(), agenda_};
    }
    return best;
  }

 private:
  struct Step {
    int32_t session;
    TimetablePlace from;
    TimetablePlace to;
  };

  int64_t without_bonus() const { return std::max<int64_t>(0, value_ - must_bonus_ * musts_); }

  size_t cell(int32_t slot, int32_t room) const {
    return static_cast<size_t>(slot) * static_cast<size_t>(index_.rooms()) +
           static_cast<size_t>(room);
  }
  size_t allowed_at(int32_t s, TimetablePlace place) const {
    return static_cast<size_t>(s) * static_cast<size_t>(index_.slots()) *
               static_cast<size_t>(index_.rooms()) +
           cell(place.slot, place.room);
  }
  bool may_move(int32_t s) const {
    return limits_.movable.empty() || limits_.movable[static_cast<size_t>(s)] != 0;
  }

  // Whether each session may be in all rooms or none of a slot.
  bool are_rooms_alike() const {
    for (int32_t s = 0; s < index_.sessions(); ++s) {
      for (int32_t t = 0; t < index_.slots(); ++t) {
        for (int32_t room = 1; room < index_.rooms(); ++room) {
          if (allowed_[allowed_at(s, {t, room})] != allowed_[allowed_at(s, {t, 0})]) return false;
        }
      }
    }
    return true;
  }

  void begin(const Agenda& start) {
    const auto sessions = static_cast<size_t>(index_.sessions());
    agenda_.assign(sessions, {});
    cells_.assign(static_cast<size_t>(index_.slots()) * static_cast<size_t>(index_.rooms()), -1);
    looked_ = 0;
    covers_.clear();
    unseated_.assign(unseated_.size(), 0);
    takers_.assign(sessions, 0);
    days_.assign(static_cast<size_t>(index_.people()), {});
    new_days_ = days_;
    if (index_.all_one_slot()) {
      for (int32_t t = 0; t < index_.slots(); ++t) covers_.emplace_back(priced_, index_, t);
    }
    value_ = 0;
    if (limits_.seated) {
      begin_seated(start);
      return;
    }
    for (int32_t s = 0; s < index_.sessions(); ++s) {
      if (start[static_cast<size_t>(s)].slot < 0) continue;
      steps_.clear();
      put(s, start[static_cast<size_t>(s)]);
      value_ += evaluate();
      commit();
    }
  }

  void begin_seated(const Agenda& start) {
    cost_.assign(start.size(), 0);
    worth_.assign(static_cast<size_t>(index_.slots()), 0);
    above_ = worth_;
    for (int32_t s = 0; s < index_.sessions(); ++s) {
      const TimetablePlace at = start[static_cast<size_t>(s)];
      if (at.slot < 0) continue;
      agenda_[static_cast<size_t>(s)] = at;
      fill(s, at, s);
      covers_[static_cast<size_t>(at.slot)].replace(-1, s);
      value_ += index_.session(s).bonus + (index_.session(s).must ? must_bonus_ : 0);
    }
    for (int32_t t = 0; t < index_.slots(); ++t) {
      price_seats(t);
      value_ += worth_[static_cast<size_t>(t)];
    }
  }

  void put(int32_t s, TimetablePlace to) {
    TimetablePlace& at = agenda_[static_cast<size_t>(s)];
    steps_.push_back({s, at, to});
    fill(s, at, -1);
    at = to;
    fill(s, at, s);
  }
  void fill(int32_t s, TimetablePlace place, int32_t with) {
    if (place.slot < 0) return;
    for (int32_t t = place.slot; t < place.slot + index_.session(s).length; ++t)
      cells_[cell(t, place.room)] = with;
  }
  bool overlaps(int32_t s, TimetablePlace place, int32_t other) const {
    const TimetablePlace at = agenda_[static_cast<size_t>(other)];
    return at.slot >= 0 && at.slot < place.slot + index_.session(s).length &&
           place.slot < at.slot + index_.session(other).length;
  }
  bool is_free(int32_t s, TimetablePlace place) const {
    if (place.slot < 0 || place.slot + index_.session(s).length > index_.slots()) return false;
    if (allowed_[allowed_at(s, place)] == 0) return false;
    for (int32_t t = place.slot; t < place.slot + index_.session(s).length; ++t) {
      if (cells_[cell(t, place.room)] >= 0) return false;
    }
    for (const int32_t other : index_.clashes(s)) {
      if (overlaps(s, place, other)) return false;
    }
    return true;
  }

  // Moves it, and whoever is in its way; false where that can't be.
  bool move_to(int32_t s, TimetablePlace to) {
    steps_.clear();
    const TimetablePlace from = agenda_[static_cast<size_t>(s)];
    if (to.slot < 0) {
      if (from.slot < 0) return false;
      put(s, to);
      return true;
    }
    in_the_way_.clear();
    const auto add = [&](int32_t other) {
      if (other != s &&
          std::find(in_the_way_.begin(), in_the_way_.end(), other) == in_the_way_.end())
        in_the_way_.push_back(other);
    };
    for (int32_t t = to.slot; t < to.slot + index_.session(s).length; ++t) {
      const int32_t other = cells_[cell(t, to.room)];
      if (other >= 0) add(other);
    }
    for (const int32_t other : index_.clashes(s)) {
      if (overlaps(s, to, other)) add(other);
    }
    for (const int32_t other : in_the_way_) {
      if (!may_move(other)) return false;
    }
    for (const int32_t other : in_the_way_) put(other, {});
    put(s, to);
    if (from.slot < 0) return true;
    for (size_t i = 0; i < in_the_way_.size(); ++i) {
      const TimetablePlace back{from.slot + std::max(0, steps_[i].from.slot - to.slot), from.room};
      if (is_free(in_the_way_[i], back)) {
        put(in_the_way_[i], back);
        // It moved once, not out and in.
        Step& out = steps_[i];
        out.to = back;
        steps_.pop_back();
      }
    }
    return true;
  }

  // Whether the temperature of the moment takes a move that changes the value so.
  bool is_bearable(int64_t change) {
    if (change >= 0) return true;
    if (bearable_ < 0) bearable_ = (temperature_ >> 8) * (exponential(random_) >> 8);
    return (-change << 16) <= bearable_;
  }

  // The change of the value; where it is not bearable perhaps less than it really costs.
  int64_t evaluate() {
    if (limits_.seated) return evaluate_seated();
    int64_t change = 0;
    for (const Step& step : steps_) {
      const TimetableSession& session = index_.session(step.session);
      const int64_t placed = (session.must ? must_bonus_ : 0) - index_.surplus(step.session);
      if (step.to.slot >= 0) change += placed;
      if (step.from.slot >= 0) change -= placed;
    }
    return index_.all_one_slot() ? evaluate_slots(change) : change + evaluate_people();
  }

  void commit() {
    if (limits_.seated) {
      for (const Exchange& exchange : exchanges_) {
        cover_of(exchange).replace(exchange.out, exchange.in);
        looked_ += 4 * looks(exchange);
      }
      for (uint64_t slots = touched(); slots != 0; slots &= slots - 1)
        price_seats(std::countr_zero(slots));
      return;
    }
    if (index_.all_one_slot()) {
      if (!done_) {
        for (const Exchange& exchange : exchanges_)
          covers_[static_cast<size_t>(exchange.slot)].replace(exchange.out, exchange.in);
      }
      for (const Exchange& exchange : exchanges_) looked_ += 4 * looks(exchange);
      if (crowded_) unseated_ = new_unseated_;
      return;
    }
    for (const int32_t p : people_) {
      const auto at = static_cast<size_t>(p);
      days_[at] = new_days_[at];
    }
    takers_ = new_takers_;
  }

  void undo() {
    if (done_) undo_exchanges();
    for (size_t i = steps_.size(); i-- > 0;) fill(steps_[i].session, steps_[i].to, -1);
    for (const Step& step : steps_) {
      agenda_[static_cast<size_t>(step.session)] = step.from;
      fill(step.session, step.from, step.session);
    }
  }

  // Sessions of one slot: each slot for itself.

  struct Exchange {
    int32_t slot;
    int32_t out;  // -1: none
    int32_t in;
  };
  void gather_exchanges() {
    exchanges_.clear();
    for (const Step& step : steps_) {
      if (step.from.slot == step.to.slot) continue;
      if (step.from.slot >= 0) add_exchange(step.from.slot, step.session, -1);
      if (step.to.slot >= 0) add_exchange(step.to.slot, -1, step.session);
    }
  }
  void add_exchange(int32_t slot, int32_t out, int32_t in) {
    for (Exchange& exchange : exchanges_) {
      if (exchange.slot != slot) continue;
      int32_t& side = out >= 0 ? exchange.out : exchange.in;
      if (side >= 0) continue;
      side = out >= 0 ? out : in;
      return;
    }
    exchanges_.push_back({slot, out, in});
  }
  int64_t looks(const Exchange& exchange) const {
    int64_t looks = 0;
    if (exchange.out >= 0) looks += static_cast<int64_t>(table_.of(exchange.out).size());
    if (exchange.in >= 0) looks += static_cast<int64_t>(table_.of(exchange.in).size());
    return looks;
  }
  SlotCover& cover_of(const Exchange& exchange) {
    return covers_[static_cast<size_t>(exchange.slot)];
  }

  int64_t evaluate_slots(int64_t change) {
    gather_exchanges();
    done_ = false;
    for (size_t i = 0; i < exchanges_.size(); ++i) {
      looked_ += looks(exchanges_[i]);
      for (size_t j = 0; j < i; ++j) done_ |= exchanges_[i].slot == exchanges_[j].slot;
    }
    for (const Exchange& exchange : exchanges_) {
      SlotCover& cover = cover_of(exchange);
      if (done_) {
        // Two exchanges in one slot are not independent: they are done to be valued.
        change -= cover.value();
        cover.replace(exchange.out, exchange.in);
        change += cover.value();
      } else {
        change += cover.change(exchange.out, exchange.in);
      }
    }
    if (!crowded_) return change;
    // At best everybody has a seat then.
    int64_t standing = 0;
    for (uint64_t slots = touched(); slots != 0; slots &= slots - 1)
      standing += unseated_[static_cast<size_t>(std::countr_zero(slots))];
    if (!is_bearable(change + seat_cost_ * standing)) return change + seat_cost_ * standing;
    for (const Exchange& exchange : exchanges_) looked_ += looks(exchange);
    return change - seat_cost_ * count_unseated();
  }
  void undo_exchanges() {
    for (size_t i = exchanges_.size(); i-- > 0;)
      cover_of(exchanges_[i]).replace(exchanges_[i].in, exchanges_[i].out);
    done_ = false;
  }

  uint64_t touched() const {
    uint64_t slots = 0;
    for (const Step& step : steps_) {
      if (step.from.slot >= 0) slots |= uint64_t{1} << step.from.slot;
      if (step.to.slot >= 0) slots |= uint64_t{1} << step.to.slot;
    }
    return slots;
  }

  // By who attends what.

  int64_t seats_in(TimetablePlace place) const {
    return index_.problem().rooms[static_cast<size_t>(place.room)].seats;
  }
  static int64_t times(const Step& step) {
    return (step.to.slot >= 0 ? 1 : 0) - (step.from.slot >= 0 ? 1 : 0);
  }

  // What a move changes at most, at the prices that seats have; where that is bearable, exactly.
  int64_t evaluate_seated() {
    gather_exchanges();
    int64_t musts = 0;
    int64_t bonus = 0;
    for (const Step& step : steps_) {
      if (index_.session(step.session).must) musts += times(step) * must_bonus_;
      bonus += times(step) * index_.session(step.session).bonus;
    }
    bool alone = true;  // each exchange in its slot
    for (size_t i = 0; i < exchanges_.size(); ++i) {
      for (size_t j = 0; j < i; ++j) alone = alone && exchanges_[i].slot != exchanges_[j].slot;
    }
    if (alone) {
      int64_t most = musts + most_seated();
      for (uint64_t slots = touched(); slots != 0; slots &= slots - 1)
        most += above_[static_cast<size_t>(std::countr_zero(slots))];
      if (!is_bearable(most)) return most;
    }
    int64_t change = musts + bonus;
    for (uint64_t slots = touched(); slots != 0; slots &= slots - 1) {
      const int32_t t = std::countr_zero(slots);
      change += seated(t) - worth_[static_cast<size_t>(t)];
    }
    return change;
  }

  int64_t most_seated() {
    int64_t most = 0;
    for (const Step& step : steps_) {
      const int64_t cost = cost_[static_cast<size_t>(step.session)];
      if (step.from.slot == step.to.slot) {
        most += cost * (seats_in(step.to) - seats_in(step.from));
      } else if (step.from.slot >= 0) {
        most += index_.surplus(step.session) - cost * seats_in(step.from);
      }
    }
    for (const Exchange& exchange : exchanges_) {
      const SlotCover& cover = cover_of(exchange);
      most += cover.change(exchange.out, -1);
      looked_ += looks(exchange);
      if (exchange.in < 0) continue;
      // Those who gain the most by it get its seats.
      gains_.clear();
      cover.gains(exchange.out, table_.of(exchange.in), gains_);
      const auto seats = static_cast<size_t>(seats_in(agenda_[static_cast<size_t>(exchange.in)]));
      if (gains_.size() > seats) {
        std::nth_element(gains_.begin(), gains_.begin() + static_cast<std::ptrdiff_t>(seats),
                         gains_.end(), std::greater<>());
        gains_.resize(seats);
      }
      for (const int32_t gain : gains_) most += gain;
      most -= index_.surplus(exchange.in);
    }
    return most;
  }

  int64_t seated(int32_t slot) {
    held_.clear();
    for (int32_t room = 0; room < index_.rooms(); ++room) {
      const int32_t s = cells_[cell(slot, room)];
      if (s >= 0) held_.push_back({s, static_cast<int32_t>(seats_in({slot, room}))});
    }
    const int64_t before = seats_.looked();
    const int64_t worth = seats_.worth(slot, held_);
    looked_ += seats_.looked() - before;
    return worth;
  }

  // What a slot is worth now, and what a seat of its sessions is.
  void price_seats(int32_t slot) {
    worth_[static_cast<size_t>(slot)] = seated(slot);
    const int64_t before = seats_.looked();
    const std::vector<int64_t>& cost = seats_.prices();
    looked_ += seats_.looked() - before;
    for (size_t i = 0; i < held_.size(); ++i) {
      const int32_t s = held_[i].session;
      if (cost[i] == cost_[static_cast<size_t>(s)]) continue;
      cost_[static_cast<size_t>(s)] = cost[i];
      SlotCover& cover = covers_[static_cast<size_t>(slot)];
      cover.replace(s, -1);
      priced_.charge(index_, s, static_cast<int32_t>(cost[i]));
      cover.replace(-1, s);
      looked_ += 8 * static_cast<int64_t>(table_.of(s).size());
    }
    // Hosts have no choice, so prices may not tell all.
    int64_t most = covers_[static_cast<size_t>(slot)].value();
    for (const SlotSeats::Held& held : held_) {
      most += cost_[static_cast<size_t>(held.session)] * held.seats - index_.surplus(held.session) -
              index_.session(held.session).bonus;
    }
    above_[static_cast<size_t>(slot)] = most - worth_[static_cast<size_t>(slot)];
  }

  // How many more find no seat.
  int64_t count_unseated() {
    new_unseated_ = unseated_;
    for (const Step& step : steps_) {
      if (step.from.slot >= 0) new_unseated_[static_cast<size_t>(step.from.slot)] = -1;
      if (step.to.slot >= 0) new_unseated_[static_cast<size_t>(step.to.slot)] = -1;
    }
    int64_t more = 0;
    for (int32_t t = 0; t < index_.slots(); ++t) {
      int64_t& unseated = new_unseated_[static_cast<size_t>(t)];
      if (unseated >= 0) continue;
      unseated = 0;
      const SlotCover& cover = covers_[static_cast<size_t>(t)];
      if (!done_) {
        for (const Exchange& exchange : exchanges_) {
          if (exchange.slot == t) cover.shift(exchange.out, exchange.in, shift_);
        }
      }
      for (int32_t room = 0; room < index_.rooms(); ++room) {
        const int32_t s = cells_[cell(t, room)];
        if (s >= 0) unseated += over(room, cover.takers(s) + shift_[static_cast<size_t>(s)]);
      }
      if (!done_) {
        for (const int32_t s : cover.sessions()) shift_[static_cast<size_t>(s)] = 0;
        for (const Exchange& exchange : exchanges_) {
          if (exchange.in >= 0) shift_[static_cast<size_t>(exchange.in)] = 0;
        }
      }
      more += unseated - unseated_[static_cast<size_t>(t)];
    }
    return more;
  }
  int64_t over(int32_t room, int32_t takers) const {
    const int32_t seats = index_.problem().rooms[static_cast<size_t>(room)].seats;
    return std::max(0, takers - seats);
  }

  // Sessions of several slots: the best day of each person with a stake.

  struct Day {
    int64_t value = 0;
    uint64_t stakes = 0;  // which are attended, of the first 64
  };
  int64_t evaluate_people() {
    people_.clear();
    ++turn_;
    new_takers_ = takers_;
    for (const Step& step : steps_) {
      for (const TimetableIndex::Stake& stake : index_.of_session(step.session)) {
        const auto p = static_cast<size_t>(stake.who);
        if (seen_[p] == turn_) continue;
        seen_[p] = turn_;
        people_.push_back(stake.who);
      }
    }
    int64_t change = 0;
    for (const int32_t p : people_) {
      const auto at = static_cast<size_t>(p);
      new_days_[at] = best_day(p);
      change += new_days_[at].value - days_[at].value;
      count_takers(p, days_[at].stakes, -1);
      count_takers(p, new_days_[at].stakes, 1);
    }
    if (!crowded_) return change;
    int64_t more = 0;
    for (int32_t s = 0; s < index_.sessions(); ++s) {
      const auto at = static_cast<size_t>(s);
      TimetablePlace before = agenda_[at];
      for (const Step& step : steps_) {
        if (step.session == s) before = step.from;
      }
      if (agenda_[at].slot >= 0) more += over(agenda_[at].room, new_takers_[at]);
      if (before.slot >= 0) more -= over(before.room, takers_[at]);
    }
    return change - seat_cost_ * more;
  }
  void count_takers(int32_t p, uint64_t stakes, int32_t by) {
    for (; stakes != 0; stakes &= stakes - 1) {
      const auto which = static_cast<size_t>(std::countr_zero(stakes));
      new_takers_[static_cast<size_t>(index_.of_person(p)[which].who)] += by;
    }
  }
  Day best_day(int32_t p) {
    const std::span<const TimetableIndex::Stake> stakes = index_.of_person(p);
    looked_ += 2 * static_cast<int64_t>(stakes.size()) + index_.slots();
    const uint64_t there = index_.problem().present.empty()
                               ? kEverything
                               : index_.problem().present[static_cast<size_t>(p)];
    const auto slots = static_cast<size_t>(index_.slots());
    for (size_t t = 0; t < slots; ++t) first_[t] = -1;
    next_.resize(stakes.size());
    for (size_t i = 0; i < stakes.size(); ++i) {
      const TimetablePlace at = agenda_[static_cast<size_t>(stakes[i].who)];
      if (at.slot < 0) continue;
      const uint64_t span = index_.span_of(stakes[i].who, at.slot);
      if ((span & there) != span) continue;
      next_[i] = first_[static_cast<size_t>(at.slot)];
      first_[static_cast<size_t>(at.slot)] = static_cast<int32_t>(i);
    }
    rest_[slots] = 0;
    for (size_t t = slots; t-- > 0;) {
      rest_[t] = rest_[t + 1];
      taken_[t] = -1;
      for (int32_t i = first_[t]; i >= 0; i = next_[static_cast<size_t>(i)]) {
        const TimetableIndex::Stake& stake = stakes[static_cast<size_t>(i)];
        const auto end = t + static_cast<size_t>(index_.session(stake.who).length);
        if (stake.weight + rest_[end] <= rest_[t]) continue;
        rest_[t] = stake.weight + rest_[end];
        taken_[t] = i;
      }
    }
    Day day{rest_[0], 0};
    for (size_t t = 0; t < slots;) {
      const int32_t i = taken_[t];
      if (i < 0) {
        ++t;
        continue;
      }
      if (i < 64) day.stakes |= uint64_t{1} << i;
      t += static_cast<size_t>(index_.session(stakes[static_cast<size_t>(i)].who).length);
    }
    return day;
  }

  const TimetableIndex& index_;
  const SearchLimits& limits_;
  const StakeTable& table_;
  StakeTable priced_;  // less what seats cost
  SlotSeats seats_;
  std::vector<char> allowed_;  // by session, slot and room
  std::vector<int32_t> movable_;
  bool crowded_ = false;      // a room may be too small
  bool rooms_alike_ = false;  // in what slot a session is matters, in what room does not
  int64_t musts_ = 0;
  int64_t must_bonus_ = 0;
  int64_t seat_cost_ = 0;
  int32_t octaves_ = 0;  // halvings
  int64_t hottest_ = 0;  // in 1/2^16 points
  int64_t temperature_ = 0;
  int64_t bearable_ = -1;  // loss in 1/2^16 points; -1: not drawn yet
  Random random_{0};

  Agenda agenda_;
  std::vector<int32_t> cells_;  // the session in each slot and room
  int64_t value_ = 0;
  int64_t looked_ = 0;
  std::vector<Step> steps_;
  std::vector<int32_t> in_the_way_;

  std::vector<SlotCover> covers_;
  std::vector<Exchange> exchanges_;
  bool done_ = false;  // the exchanges, to be valued
  std::vector<int32_t> shift_;
  std::vector<int64_t> unseated_, new_unseated_;  // by slot
  std::vector<int64_t> worth_;                    // of each slot
  std::vector<int64_t> above_;                    // what it is worth less than by prices
  std::vector<int64_t> cost_;                     // of a seat of each session
  std::vector<SlotSeats::Held> held_;
  std::vector<int32_t> gains_;

  std::vector<Day> days_, new_days_;
  std::vector<int32_t> takers_, new_takers_;
  std::vector<int32_t> people_;
  std::vector<int64_t> seen_;
  int64_t turn_ = 0;
  std::array<int32_t, kMostSlots> first_{}, taken_{};
  std::array<int64_t, kMostSlots + 1> rest_{};
  std::vector<int32_t> next_;
};

// Larger rooms for larger demand, as long as everybody who wants to come fits in; among those with
// room for all the larger product, which is the sorted order.
int64_t suits(int64_t demand, int64_t seats) {
  demand = std::min<int64_t>(demand, 4095);
  seats = std::min<int64_t>(seats, 4095);
  return (std::min(demand, seats) << 26) + demand * seats + 1;
}

}  // namespace

std::vector<Agenda> search_timetables(const TimetableIndex& index, const Agenda& start,
                                      const SearchLimits& limits, Random random,
                                      const std::function<void(double, int64_t)>& done) {
  const StakeTable table(index, 1);
  Annealing annealing(index, limits, table);
  std::vector<Annealing::Found> found;
  const int64_t share = limits.work / limits.runs;
  int64_t best = 0;
  for (int32_t run = 0; run < limits.runs; ++run) {
    const auto told = [&](int64_t looked, int64_t value) {
      if (done)
        done((run + static_cast<double>(looked) / static_cast<double>(share)) / limits.runs,
             std::max(best, value));
    };
    found.push_back(annealing.run(start, share, random.fork(static_cast<uint64_t>(run)), told));
    best = std::max(best, found.back().worth);
    if (best >= limits.bound) break;
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.value > b.value; });
  std::vector<Agenda> agendas;
  for (Annealing::Found& one : found) agendas.push_back(std::move(one.agenda));
  return agendas;
}

void settle_rooms(const TimetableIndex& index, const std::vector<char>& movable, Agenda& agenda) {
  const StakeTable table(index, 1);
  for (int32_t t = 0; t < index.slots(); ++t) {
    AssignmentProblem problem;
    std::vector<int32_t> rows;
    problem.capacity.assign(static_cast<size_t>(index.rooms()), 1);
    SlotCover cover(table, index, t);
    for (int32_t s = 0; s < index.sessions(); ++s) {
      const TimetablePlace& place = agenda[static_cast<size_t>(s)];
      if (place.slot < 0 || (index.span_of(s, place.slot) >> t & 1) == 0) continue;
      const bool moves = movable.empty() || movable[static_cast<size_t>(s)] != 0;
      if (moves && index.session(s).length == 1) {
        rows.push_back(s);
      } else {
        problem.capacity[static_cast<size_t>(place.room)] = 0;
      }
      cover.replace(-1, s);
    }
    problem.rows = static_cast<int32_t>(rows.size());
    for (size_t row = 0; row < rows.size(); ++row) {
      for (int32_t room = 0; room < index.rooms(); ++room) {
        if (!index.allows(rows[row], {t, room})) continue;
        const int64_t seats = index.problem().rooms[static_cast<size_t>(room)].seats;
        problem.arcs.push_back(
            {static_cast<int32_t>(row), room, suits(cover.takers(rows[row]), seats)});
      }
    }
    const Assignment assigned = max_weight_assignment(problem, Objective::kCardinalityThenWeight);
    for (size_t row = 0; row < rows.size(); ++row)
      agenda[static_cast<size_t>(rows[row])].room = assigned.column[row];
  }
}

}  // namespace weft::solve
