#include "solve/timetable_bound.h"

#include <algorithm>
#include <bit>

#include "solve/timetable_slot.h"

namespace weft::solve {
namespace {

// Divides by the lengths that occur in practice, so that nothing is rounded.
constexpr int32_t kParts = 5040;
constexpr int32_t kRounds = 60;
constexpr int32_t kSteps = 150;
constexpr int32_t kStarts = 4;
constexpr size_t kMostSets = 2000;

// Prices for which the slots, each with its best of the sets known so far, are worth least; by
// subgradients. Then better sets are sought at these prices, and so on; at the end all are
// searched.
class Prices {
 public:
  Prices(const TimetableIndex& index, int64_t value, bool missing, Random random)
      : index_(index),
        table_(index, index.all_one_slot() ? 1 : kParts),
        scale_(table_.scale() * SlotSets::kFine),
        target_(static_cast<double>(value) * static_cast<double>(scale_)),
        missing_(missing),
        random_(random),
        price_(static_cast<size_t>(index.sessions()), 0) {
    for (int32_t t = 0; t < index.slots(); ++t) {
      SlotSets sets(index, table_, t, !missing);
      const auto like = std::find_if(kinds_.begin(), kinds_.end(),
                                     [&](const Kind& kind) { return kind.sets.is_like(sets); });
      if (like != kinds_.end()) {
        like->slots.push_back(t);
      } else {
        kinds_.push_back({std::move(sets), {t}, {}});
      }
    }
  }

  PriceBound run(const std::vector<Agenda>& agendas, int64_t value, int64_t work,
                 const std::function<void(double, int64_t)>& done) {
    for (Kind& kind : kinds_) {
      for (const Agenda& agenda : agendas) {
        for (const int32_t t : kind.slots) kind.known.push_back(kind.sets.from(agenda, t));
      }
    }
    PriceBound best;
    best.scale = scale_;
    for (int32_t round = 0; round < kRounds && looked() < work / 2; ++round) {
      descend();
      if (done) done(static_cast<double>(looked()) / static_cast<double>(work), best.bound);
      if (!find_sets()) break;
    }
    // From the floor that is easiest to prove to the lowest, as far as the work goes.
    while (looked() < work) {
      const int64_t bound = search(work - looked());
      if (bound < best.bound) {
        best.bound = bound;
        best.price = price_;
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
  };

  int64_t looked() const {
    int64_t looked = looked_;
    for (const Kind& kind : kinds_) looked += kind.sets.looked();
    return looked;
  }
  bool may_be_negative(size_t s) const { return index_.problem().sessions[s].must && !missing_; }

  // The worth of all slots and the prices, with the sets known.
  double value_at(const std::vector<double>& price, std::vector<double>& slope) {
    double sum = 0;
    for (size_t s = 0; s < price.size(); ++s) {
      const auto length = static_cast<double>(index_.problem().sessions[s].length);
      sum += length * price[s];
      slope[s] = length;
    }
    for (Kind& kind : kinds_) {
      double most = -1e300;
      const SlotSets::Set* which = nullptr;
      for (const SlotSets::Set& set : kind.known) {
        double worth = static_cast<double>(kind.sets.worth(set, zero_));
        for (const int32_t s : set.sessions) worth -= price[static_cast<size_t>(s)];
        if (worth <= most) continue;
        most = worth;
        which = &set;
      }
      looked_ += static_cast<int64_t>(kind.known.size()) * 8;
      const auto slots = static_cast<double>(kind.slots.size());
      sum += slots * most;
      for (const int32_t s : which->sessions) slope[static_cast<size_t>(s)] -= slots;
    }
    return sum;
  }

  void descend() {
    zero_.assign(price_.size(), 0);
    std::vector<double> at(price_.begin(), price_.end());
    std::vector<double> slope(at.size());
    std::vector<double> way(at.size(), 0);
    std::vector<double> best_at = at;
    double best = 1e300;
    double eager = 1;
    int32_t in_vain = 0;
    for (int32_t step = 0; step < kSteps; ++step) {
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
      for (size_t s = 0; s < at.size(); ++s) {
        way[s] = slope[s] + 0.5 * way[s];
        square += way[s] * way[s];
      }
      if (square == 0) break;
      const double by = eager * std::max(value - target_, 1.0) / square;
      for (size_t s = 0; s < at.size(); ++s) {
        at[s] -= by * way[s];
        if (at[s] < 0 && !may_be_negative(s)) at[s] = 0;
      }
    }
    for (size_t s = 0; s < at.size(); ++s) price_[s] = static_cast<int64_t>(best_at[s]);
  }

  // Whether a set was found that is worth more than all that are known.
  bool find_sets() {
    bool better = false;
    for (Kind& kind : kinds_) {
      std::vector<std::pair<int64_t, size_t>> order;
      for (size_t i = 0; i < kind.known.size(); ++i)
        order.emplace_back(-kind.sets.worth(kind.known[i], price_), i);
      std::sort(order.begin(), order.end());
      const int64_t most = -order[0].first;
      std::vector<SlotSets::Set> starts;
      for (size_t i = 0; i < std::min<size_t>(kStarts, order.size()); ++i)
        starts.push_back(kind.known[order[i].second]);
      for (int32_t i = 0; i < kStarts; ++i)
        starts.push_back(kind.known[random_.index(kind.known.size())]);
      if (kind.known.size() > kMostSets) {
        std::vector<SlotSets::Set> kept;
        for (size_t i = 0; i < kMostSets / 2; ++i)
          kept.push_back(std::move(kind.known[order[i].second]));
        kind.known = std::move(kept);
      }
      for (const SlotSets::Set& start : starts) {
        SlotSets::Set set = kind.sets.improve(start, price_, random_);
        better = better || kind.sets.worth(set, price_) > most;
        kind.known.push_back(std::move(set));
      }
    }
    return better;
  }

  // A bound at these prices. `improved_`: there were sets worth more than those known.
  int64_t search(int64_t work) {
    int64_t sum = 0;
    for (size_t s = 0; s < price_.size(); ++s)
      sum += price_[s] * index_.problem().sessions[s].length;
    improved_ = false;
    for (Kind& kind : kinds_) {
      int64_t known = INT64_MIN;
      for (const SlotSets::Set& set : kind.known)
        known = std::max(known, kind.sets.worth(set, price_));
      // What is high above the known is soon excluded; each step lower takes several times as long.
      const int64_t until = kind.sets.looked() + work / static_cast<int64_t>(kinds_.size());
      int64_t proven = std::max(known, kind.sets.ceiling(price_));
      int64_t cost = 0;  // of the last step
      while (proven > known) {
        const int64_t above = proven - known;
        const int64_t floor = known + (above <= SlotSets::kFine / 8 ? 0 : above * 3 / 5);
        const int64_t begun = kind.sets.looked();
        SlotSets::Set found;
        if (until - begun < cost || !kind.sets.search(price_, floor, until - begun, found)) break;
        cost = kind.sets.looked() - begun;
        proven = floor;
        if (found.sessions.empty()) continue;
        improved_ = true;
        proven = kind.sets.worth(found, price_);
        kind.known.push_back(std::move(found));
        break;
      }
      sum += proven * static_cast<int64_t>(kind.slots.size());
    }
    return sum / scale_;
  }

  const TimetableIndex& index_;
  StakeTable table_;
  int64_t scale_;
  double target_;
  bool missing_;
  Random random_;
  std::vector<int64_t> price_;
  std::vector<int64_t> zero_;
  std::vector<Kind> kinds_;
  int64_t looked_ = 0;
  bool improved_ = false;
};

}  // namespace

int64_t days_bound(const TimetableIndex& index) {
  int64_t sum = 0;
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
                       int64_t value, bool missing, int64_t work, Random random,
                       const std::function<void(double, int64_t)>& done) {
  if (index.slots() == 0) return {};
  return Prices(index, value, missing, random).run(agendas, value, work, done);
}

}  // namespace weft::solve
