#include "solve/timetable_bound.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "solve/timetable_slot.h"

namespace weft::solve {
namespace {

// Divides by the lengths that occur in practice, so that nothing is rounded.
constexpr int32_t kParts = 5040;
// Of a point: so fine are prices of seats.
constexpr int32_t kSeatParts = 4;
constexpr int64_t kLong = 20;  // a step of the last search: this part of the work left
constexpr int32_t kPriceRounds = 60;
constexpr double kCloser = 0.8;  // prices of seats come, from round to round
constexpr int32_t kPriceSteps = 150;
constexpr int32_t kPriceStarts = 4;
constexpr size_t kMostSets = 2000;

// Prices for which the slots, each with its best of the sets known so far, are worth least; by
// subgradients. Then better sets are sought at these prices, and so on; at the end all are
// searched.
//
// Where rooms may be full, seats have prices too: people pay what a seat of a session costs, and a
// session brings that in for all seats of its room; a room of a slot has a price, so that each is
// taken once. What a set is worth is convex in the prices of seats: between two looks at all people
// it counts as linear, which is never more, and seats may cost but so much more or less.
class Prices {
 public:
  Prices(const TimetableIndex& index, int64_t value, bool missing, bool crowded, Random random)
      : index_(index),
        sessions_(static_cast<size_t>(index.sessions())),
        rooms_(static_cast<size_t>(index.rooms())),
        crowded_(crowded),
        seat_(sessions_, 0),
        table_(index, scale_of(index, crowded)),
        scale_(table_.scale() * SlotSets::kFine),
        target_(static_cast<double>(value) * static_cast<double>(scale_)),
        missing_(missing),
        random_(random),
        price_(sessions_, 0) {
    for (int32_t t = 0; t < index.slots(); ++t) {
      SlotSets sets(index, table_, t, !missing);
      const auto like = std::find_if(kinds_.begin(), kinds_.end(),
                                     [&](const Kind& kind) { return kind.sets.is_like(sets); });
      if (like != kinds_.end()) {
        like->slots.push_back(t);
      } else {
        kinds_.push_back({std::move(sets), {t}, {}, std::vector<int64_t>(rooms_, 0), {}});
      }
    }
    int64_t stakes = 0;
    int64_t sum = 0;
    for (const TimetableVote& vote : index.problem().votes) {
      sum += vote.value;
      ++stakes;
    }
    reach_ = static_cast<double>(sum) / static_cast<double>(std::max<int64_t>(1, stakes)) *
             static_cast<double>(scale_);
    int64_t seats = 0;
    for (const TimetableRoom& room : index.problem().rooms) seats += room.seats;
    seats_ = static_cast<double>(std::max<int64_t>(1, seats)) /
             static_cast<double>(std::max<size_t>(1, rooms_));
    set_costs();
  }

  PriceBound run(const std::vector<Agenda>& agendas, int64_t value, int64_t work,
                 const std::function<void(double, int64_t)>& done) {
    for (Kind& kind : kinds_) {
      for (const Agenda& agenda : agendas) {
        for (const int32_t t : kind.slots) kind.known.push_back(kind.sets.from(agenda, t));
      }
    }
    PriceBound best;
    const double least_reach = reach_ / 100;
    best.scale = scale_;
    for (int32_t round = 0; round < kPriceRounds && looked() < work / 2; ++round) {
      descend();
      if (done) done(static_cast<double>(looked()) / static_cast<double>(work), best.bound);
      if (!find_sets() && (!crowded_ || reach_ < least_reach)) break;
    }
    // From the floor that is easiest to prove to the lowest, as far as the work goes.
    while (looked() < work) {
      const int64_t bound = search(work - looked());
      if (bound < best.bound) {
        best.bound = bound;
        best.price = price_;
        best.seat.clear();
        for (const int64_t seat : seat_) best.seat.push_back(seat * SlotSets::kFine);
      }
      if (done) done(static_cast<double>(looked()) / static_cast<double>(work), best.bound);
      if (best.bound <= value || !improved_) break;
      descend();
      for (int32_t again = 0; again < 3 && find_sets(); ++again) descend();
    }
    return best;
  }

 private:
  struct Kind {
    SlotSets sets;
    std::vector<int32_t> slots;
    std::vector<SlotSets::Set> known;
    std::vector<int64_t> room;  // the price of each
    std::vector<int64_t> cost;  // of each session, less what its seats bring in
  };

  static int32_t scale_of(const TimetableIndex& index, bool crowded) {
    if (!index.all_one_slot()) return kParts;
    return crowded ? kSeatParts : 1;
  }

  int64_t looked() const {
    int64_t looked = looked_;
    for (const Kind& kind : kinds_) looked += kind.sets.looked();
    return looked;
  }
  bool may_be_negative(size_t s) const { return index_.problem().sessions[s].must && !missing_; }

  // Where prices are, one behind the other: of sessions, of their seats, of the rooms of each kind
  // of slot.
  size_t seat_at(size_t s) const { return sessions_ + s; }
  size_t room_at(size_t kind, size_t room) const { return 2 * sessions_ + kind * rooms_ + room; }

  // What the seats of a session bring in, at most, and in which room.
  template <typename Number>
  std::pair<Number, size_t> income(const Kind& kind, size_t s, Number seat,
                                   const Number* room) const {
    std::pair<Number, size_t> most{0, rooms_};
    for (uint64_t rest = kind.sets.rooms_of(static_cast<int32_t>(s)); rest != 0; rest &= rest - 1) {
      const auto r = static_cast<size_t>(std::countr_zero(rest));
      const Number brings = seat * static_cast<Number>(index_.problem().rooms[r].seats) - room[r];
      if (most.second == rooms_ || brings > most.first) most = {brings, r};
    }
    return most;
  }

  void set_costs() {
    for (Kind& kind : kinds_) {
      kind.cost = price_;
      if (!crowded_) continue;
      for (size_t s = 0; s < sessions_; ++s)
        kind.cost[s] -=
            income<int64_t>(kind, s, seat_[s] * SlotSets::kFine, kind.room.data()).first;
    }
  }

  // The worth of all slots and the prices, with the sets known.
  double value_at(const std::vector<double>& at, std::vector<double>& slope) {
    double sum = 0;
    std::fill(slope.begin(), slope.end(), 0.0);
    for (size_t s = 0; s < sessions_; ++s) {
      const auto length = static_cast<double>(index_.problem().sessions[s].length);
      sum += length * at[s];
      slope[s] = length;
    }
    std::vector<std::pair<double, size_t>> brings(sessions_);
    for (size_t k = 0; k < kinds_.size(); ++k) {
      Kind& kind = kinds_[k];
      const auto slots = static_cast<double>(kind.slots.size());
      if (crowded_) {
        for (size_t r = 0; r < rooms_; ++r) {
          sum += slots * at[room_at(k, r)];
          slope[room_at(k, r)] += slots;
        }
        for (size_t s = 0; s < sessions_; ++s)
          brings[s] = income<double>(kind, s, at[seat_at(s)], at.data() + room_at(k, 0));
        looked_ += static_cast<int64_t>(sessions_ * rooms_);
      }
      double most = -1e300;
      const SlotSets::Set* which = nullptr;
      for (const SlotSets::Set& set : kind.known) {
        double worth = static_cast<double>(kind.sets.worth(set, zero_));
        for (size_t i = 0; i < set.sessions.size(); ++i) {
          const auto s = static_cast<size_t>(set.sessions[i]);
          worth -= at[s];
          if (!crowded_) continue;
          worth += brings[s].first - set.takers[i] * (at[seat_at(s)] - from_[s]);
        }
        if (worth <= most) continue;
        most = worth;
        which = &set;
      }
      looked_ += static_cast<int64_t>(kind.known.size()) * 8;
      sum += slots * most;
      for (size_t i = 0; i < which->sessions.size(); ++i) {
        const auto s = static_cast<size_t>(which->sessions[i]);
        slope[s] -= slots;
        if (!crowded_) continue;
        const size_t r = brings[s].second;
        slope[seat_at(s)] += slots * (index_.problem().rooms[r].seats - which->takers[i]);
        slope[room_at(k, r)] -= slots;
      }
    }
    return sum;
  }

  void descend() {
    zero_.assign(sessions_, 0);
    std::vector<double> at(price_.begin(), price_.end());
    if (crowded_) {
      from_.clear();
      for (const int32_t seat : seat_) from_.push_back(static_cast<double>(seat) * SlotSets::kFine);
      at.insert(at.end(), from_.begin(), from_.end());
      for (Kind& kind : kinds_) {
        at.insert(at.end(), kind.room.begin(), kind.room.end());
        for (SlotSets::Set& set : kind.known) kind.sets.weigh(set);
      }
    }
    // What a price of seats changes is as many times as much as there are seats.
    const auto kind_of = [&](size_t i) {
      return i >= sessions_ && i < 2 * sessions_ ? seats_ : 1.0;
    };
    std::vector<double> slope(at.size());
    std::vector<double> way(at.size(), 0);
    std::vector<double> best_at = at;
    double best = 1e300;
    double eager = 1;
    int32_t in_vain = 0;
    for (int32_t step = 0; step < kPriceSteps; ++step) {
      const double value = value_at(at, slope);
      if (value < best) {
        best = value;
        best_at = at;
        in_vain = 0;
      } else if (++in_vain >= 8) {
        eager *= 0.7;
        in_vain = 0;
        at = best_at;
        std::fill(way.begin(), way.end(), 0.0);
        continue;
      }
      double square = 0;
      for (size_t i = 0; i < at.size(); ++i) {
        way[i] = slope[i] / kind_of(i) + 0.5 * way[i];
        square += way[i] * way[i];
      }
      if (square == 0) break;
      const double by = eager * std::max(value - target_, 1.0) / square;
      for (size_t i = 0; i < at.size(); ++i) {
        at[i] -= by * way[i] / kind_of(i);
        if (at[i] < 0 && (i >= sessions_ || !may_be_negative(i))) at[i] = 0;
      }
      for (size_t s = 0; crowded_ && s < sessions_; ++s)
        at[seat_at(s)] = std::clamp(at[seat_at(s)], from_[s] - reach_, from_[s] + reach_);
    }
    for (size_t s = 0; s < sessions_; ++s) price_[s] = static_cast<int64_t>(best_at[s]);
    if (crowded_) take_seats(best_at);
    set_costs();
  }

  void take_seats(const std::vector<double>& at) {
    for (size_t s = 0; s < sessions_; ++s)
      seat_[s] = static_cast<int32_t>(std::lround(at[seat_at(s)] / SlotSets::kFine));
    for (size_t k = 0; k < kinds_.size(); ++k) {
      for (size_t r = 0; r < rooms_; ++r)
        kinds_[k].room[r] = static_cast<int64_t>(at[room_at(k, r)]);
    }
    table_ = StakeTable(index_, table_.scale(), seat_);
    for (Kind& kind : kinds_) {
      for (SlotSets::Set& set : kind.known) kind.sets.weigh(set);
    }
    reach_ *= kCloser;
  }

  // Whether a set was found that is worth more than all that are known.
  bool find_sets() {
    bool better = false;
    for (Kind& kind : kinds_) {
      std::vector<std::pair<int64_t, size_t>> order;
      for (size_t i = 0; i < kind.known.size(); ++i)
        order.emplace_back(-kind.sets.worth(kind.known[i], kind.cost), i);
      std::sort(order.begin(), order.end());
      const int64_t most = -order[0].first;
      std::vector<SlotSets::Set> starts;
      for (size_t i = 0; i < std::min<size_t>(kPriceStarts, order.size()); ++i)
        starts.push_back(kind.known[order[i].second]);
      for (int32_t i = 0; i < kPriceStarts; ++i)
        starts.push_back(kind.known[random_.index(kind.known.size())]);
      if (kind.known.size() > kMostSets) {
        std::vector<SlotSets::Set> kept;
        for (size_t i = 0; i < kMostSets / 2; ++i)
          kept.push_back(std::move(kind.known[order[i].second]));
        kind.known = std::move(kept);
      }
      for (const SlotSets::Set& start : starts) {
        SlotSets::Set set = kind.sets.improve(start, kind.cost, random_);
        better = better || kind.sets.worth(set, kind.cost) > most;
        kind.known.push_back(std::move(set));
      }
    }
    return better;
  }

  // A bound at these prices. `improved_`: there were sets worth more than those known.
  int64_t search(int64_t work) {
    int64_t sum = 0;
    for (size_t s = 0; s < sessions_; ++s) sum += price_[s] * index_.problem().sessions[s].length;
    improved_ = false;
    for (Kind& kind : kinds_) {
      int64_t known = INT64_MIN;
      for (const SlotSets::Set& set : kind.known)
        known = std::max(known, kind.sets.worth(set, kind.cost));
      // What is high above the known is soon excluded; the lower, the longer it takes. Once it
      // takes long, one step that needs what is left of the work goes further than several.
      const int64_t until = kind.sets.looked() + work / static_cast<int64_t>(kinds_.size());
      int64_t proven = std::max(known, kind.sets.ceiling(kind.cost));
      int64_t cost = 0;  // of the last step
      while (proven > known) {
        const int64_t above = proven - known;
        const int64_t left = std::max<int64_t>(1, until - kind.sets.looked());
        int64_t part = above * 3 / 5;
        if (cost * kLong > left)
          part = std::clamp(
              static_cast<int64_t>(static_cast<double>(above) * 1.25 * static_cast<double>(cost) /
                                   static_cast<double>(left)),
              above / 5, part);
        const int64_t floor = known + (above <= SlotSets::kFine / 8 ? 0 : part);
        const int64_t begun = kind.sets.looked();
        SlotSets::Set found;
        if (until - begun < cost || !kind.sets.search(kind.cost, floor, until - begun, found))
          break;
        cost = kind.sets.looked() - begun;
        proven = floor;
        if (found.sessions.empty()) continue;
        improved_ = true;
        proven = kind.sets.worth(found, kind.cost);
        kind.known.push_back(std::move(found));
        break;
      }
      for (const int64_t room : kind.room) proven += room;
      sum += proven * static_cast<int64_t>(kind.slots.size());
    }
    return sum / scale_;
  }

  const TimetableIndex& index_;
  size_t sessions_;
  size_t rooms_;
  bool crowded_;
  std::vector<int32_t> seat_;  // of each session, in units of the table
  StakeTable table_;
  int64_t scale_;
  double target_;
  bool missing_;
  Random random_;
  std::vector<int64_t> price_;
  std::vector<int64_t> zero_;
  std::vector<double> from_;  // what seats cost when all people were looked at
  double reach_ = 0;          // they may cost so much more or less
  double seats_ = 1;          // of a room
  std::vector<Kind> kinds_;
  int64_t looked_ = 0;
  bool improved_ = false;
};

}  // namespace

int64_t days_bound(const TimetableIndex& index) {
  int64_t sum = 0;
  for (int32_t s = 0; s < index.sessions(); ++s)
    sum += index.places(s).empty() ? 0 : index.session(s).bonus;
  std::vector<TimetableIndex::Stake> votes;
  const uint64_t all = index.slots() >= 64 ? kEverything : (uint64_t{1} << index.slots()) - 1;
  for (int32_t p = 0; p < index.people(); ++p) {
    votes.clear();
    for (TimetableIndex::Stake stake : index.of_person(p)) {
      const std::vector<int32_t>& hosts = index.session(stake.who).hosts;
      if (std::find(hosts.begin(), hosts.end(), p) != hosts.end())
        stake.weight -= index.host_weight() * index.session(stake.who).length;
      if (!index.places(stake.who).empty()) votes.push_back(stake);
    }
    // The most per slot first; the last may fit in part.
    const auto length = [&](const TimetableIndex::Stake& stake) {
      return int64_t{index.session(stake.who).length};
    };
    std::sort(votes.begin(), votes.end(), [&](const auto& a, const auto& b) {
      return a.weight * length(b) > b.weight * length(a);
    });
    const uint64_t there = index.problem().present.empty()
                               ? all
                               : index.problem().present[static_cast<size_t>(p)] & all;
    int64_t slots = std::popcount(there);
    for (const TimetableIndex::Stake& stake : votes) {
      if (slots <= 0) break;
      sum += length(stake) <= slots ? stake.weight : stake.weight * slots / length(stake);
      slots -= length(stake);
    }
  }
  return sum;
}

PriceBound price_bound(const TimetableIndex& index, const std::vector<Agenda>& agendas,
                       int64_t value, bool missing, bool crowded, int64_t work, Random random,
                       const std::function<void(double, int64_t)>& done) {
  if (index.slots() == 0) return {};
  return Prices(index, value, missing, crowded, random).run(agendas, value, work, done);
}

}  // namespace weft::solve
