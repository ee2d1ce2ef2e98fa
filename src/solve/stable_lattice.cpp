#include "solve/stable_lattice.h"

#include <algorithm>

#include "solve/flow.h"
#include "solve/none.h"

namespace weft::solve {
namespace {

class Rotations {
 public:
  explicit Rotations(const StableLists& lists)
      : lists_(lists),
        at_(lists.residents(), kNone),
        next_(lists.residents(), kNone),
        moved_by_(lists.residents(), kNone),
        stuck_(lists.residents(), 0),
        place_(lists.residents(), kNone),
        worst_(lists.hospitals(), kNone),
        changed_by_(lists.hospitals(), kNone),
        passed_by_(lists.entries(), kNone) {
    start();
    for (int32_t r = 0; r < lists.residents(); ++r) walk(r);
  }

  std::vector<int32_t> best() const {
    std::vector<int32_t> hospital = first_;
    const std::vector<bool> chosen = cheapest_closed_set();
    for (const Move& move : moves_) {
      if (chosen[static_cast<size_t>(move.rotation)])
        hospital[static_cast<size_t>(move.resident)] = lists_.of_resident(move.to).who;
    }
    return hospital;
  }

 private:
  struct Move {
    int32_t rotation;
    int32_t resident;
    int32_t to;  // entry of the resident's list
  };
  struct Precedence {
    int32_t before;
    int32_t after;
  };

  void start() {
    first_ = resident_optimal(lists_);
    Column<int32_t> load(lists_.hospitals(), 0);
    for (int32_t r = 0; r < lists_.residents(); ++r) {
      const int32_t hospital = first_[static_cast<size_t>(r)];
      if (hospital == kNone) {
        stuck_[r] = 1;
        continue;
      }
      int32_t entry = lists_.resident_begin(r);
      while (lists_.of_resident(entry).who != hospital) ++entry;
      at_[r] = entry;
      next_[r] = entry + 1;
      ++load[hospital];
      worst_[hospital] = std::max(worst_[hospital], lists_.of_resident(entry).twin);
    }
    // With room left, a hospital has the same residents in all stable matchings.
    for (int32_t h = 0; h < lists_.hospitals(); ++h) {
      if (load[h] < lists_.capacity(h)) worst_[h] = kNone;
    }
  }

  // The first hospital further down that would rather have this resident than its worst; its worst,
  // or kNone.
  int32_t successor(int32_t r) {
    if (stuck_[r] != 0) return kNone;
    for (int32_t& entry = next_[r]; entry < lists_.resident_end(r); ++entry) {
      const int32_t worst = worst_[lists_.of_resident(entry).who];
      if (worst == kNone && lists_.capacity(lists_.of_resident(entry).who) > 0) return kNone;
      if (worst != kNone && lists_.of_resident(entry).twin < worst)
        return lists_.of_hospital(worst).who;
    }
    return kNone;
  }

  void walk(int32_t from) {
    chain_.clear();
    extend(from);
    while (!chain_.empty()) {
      const int32_t r = successor(chain_.back());
      if (r == kNone || stuck_[r] != 0) {
        for (const int32_t resident : chain_) {
          stuck_[resident] = 1;
          place_[resident] = kNone;
        }
        return;
      }
      if (place_[r] == kNone) {
        extend(r);
      } else {
        eliminate(static_cast<size_t>(place_[r]));
      }
    }
  }

  void extend(int32_t r) {
    place_[r] = static_cast<int32_t>(chain_.size());
    chain_.push_back(r);
  }

  // The rotation is the chain from `begin` on.
  void eliminate(size_t begin) {
    const auto rotation = static_cast<int32_t>(weights_.size());
    int64_t weight = 0;
    for (size_t i = begin; i < chain_.size(); ++i) {
      const int32_t r = chain_[i];
      place_[r] = kNone;
      const StableLists::Entry& from = lists_.of_resident(at_[r]);
      const StableLists::Entry& to = lists_.of_resident(next_[r]);
      weight += int64_t{to.rank} + to.other - from.rank - from.other;
      precede(moved_by_[r], rotation);
      precede(changed_by_[to.who], rotation);
      for (int32_t entry = at_[r] + 1; entry < next_[r]; ++entry)
        precede(passed_by_[entry], rotation);
    }
    weights_.push_back(weight);
    for (size_t i = begin; i < chain_.size(); ++i) {
      const int32_t r = chain_[i];
      moves_.push_back({rotation, r, next_[r]});
      moved_by_[r] = rotation;
      at_[r] = next_[r]++;
    }
    for (size_t i = begin; i < chain_.size(); ++i) {
      const int32_t hospital = lists_.of_resident(at_[chain_[i]]).who;
      changed_by_[hospital] = rotation;
      int32_t& worst = worst_[hospital];
      for (--worst;; --worst) {
        const StableLists::Entry& entry = lists_.of_hospital(worst);
        if (at_[entry.who] == entry.twin) break;
        passed_by_[entry.twin] = rotation;
      }
    }
    chain_.resize(begin);
  }

  void precede(int32_t before, int32_t after) {
    if (before != kNone) order_.push_back({before, after});
  }

  // Potentials of 0 or 1: supplies are the weights, an arc for each "before" keeps the later from
  // being in without the earlier.
  std::vector<bool> cheapest_closed_set() const {
    FlowProblem problem;
    problem.supply = weights_;
    int64_t sum = 0;
    int64_t most = 1;
    for (const int64_t weight : weights_) {
      sum += weight;
      most += weight < 0 ? -weight : weight;
    }
    problem.supply.push_back(-sum);
    const auto base = static_cast<int32_t>(weights_.size());
    for (int32_t rotation = 0; rotation < base; ++rotation) {
      problem.arcs.push_back({base, rotation, 0, most, 1});
      problem.arcs.push_back({rotation, base, 0, most, 0});
    }
    for (const Precedence& pair : order_)
      problem.arcs.push_back({pair.before, pair.after, 0, most, 0});
    const Flow flow = min_cost_flow(problem);
    std::vector<bool> chosen(weights_.size());
    for (size_t i = 0; i < chosen.size(); ++i)
      chosen[i] = flow.potential[i] > flow.potential.back();
    return chosen;
  }

  const StableLists& lists_;
  std::vector<int32_t> first_;
  Column<int32_t> at_;          // of each resident: the entry of the hospital
  Column<int32_t> next_;        // from where on to look for the next
  Column<int32_t> moved_by_;    // the last rotation
  Column<int8_t> stuck_;        // in no rotation any more
  Column<int32_t> place_;       // in the chain
  Column<int32_t> worst_;       // of each hospital: the entry of the worst it has; kNone: room left
  Column<int32_t> changed_by_;  // the last rotation
  Column<int32_t> passed_by_;   // of each resident's entry: since when the hospital is out of reach
  std::vector<int32_t> chain_;
  std::vector<int64_t> weights_;
  std::vector<Move> moves_;
  std::vector<Precedence> order_;
};

}  // namespace

std::vector<int32_t> resident_optimal(const StableLists& lists) {
  std::vector<int32_t> hospital(static_cast<size_t>(lists.residents()), kNone);
  Column<int32_t> next(lists.residents(), 0);
  // Of each hospital: how many it has, and the last entry that can be one of them.
  Column<int32_t> load(lists.hospitals(), 0);
  Column<int32_t> last(lists.hospitals(), kNone);
  Column<int8_t> held(lists.entries(), 0);
  for (int32_t r = 0; r < lists.residents(); ++r) next[r] = lists.resident_begin(r);
  for (int32_t start = 0; start < lists.residents(); ++start) {
    int32_t r = start;
    while (r != kNone && next[r] < lists.resident_end(r)) {
      const StableLists::Entry& entry = lists.of_resident(next[r]++);
      const int32_t h = entry.who;
      if (lists.capacity(h) == 0) continue;
      if (load[h] == lists.capacity(h)) {
        while (held[last[h]] == 0) --last[h];
        if (entry.twin > last[h]) continue;
        held[last[h]] = 0;
        held[entry.twin] = 1;
        hospital[static_cast<size_t>(r)] = h;
        r = lists.of_hospital(last[h]).who;
        hospital[static_cast<size_t>(r)] = kNone;
      } else {
        ++load[h];
        held[entry.twin] = 1;
        last[h] = std::max(last[h], entry.twin);
        hospital[static_cast<size_t>(r)] = h;
        r = kNone;
      }
    }
  }
  return hospital;
}

std::vector<int32_t> hospital_optimal(const StableLists& lists) {
  Column<int32_t> has(lists.residents(), kNone);  // entry of the resident's list
  Column<int32_t> next(lists.hospitals(), 0);
  Column<int32_t> room(lists.hospitals(), 0);
  std::vector<int32_t> waiting;
  for (int32_t h = lists.hospitals(); h-- > 0;) {
    next[h] = lists.hospital_begin(h);
    room[h] = lists.capacity(h);
    waiting.push_back(h);
  }
  while (!waiting.empty()) {
    const int32_t h = waiting.back();
    if (room[h] == 0 || next[h] == lists.hospital_end(h)) {
      waiting.pop_back();
      continue;
    }
    const StableLists::Entry& entry = lists.of_hospital(next[h]++);
    int32_t& held = has[entry.who];
    if (held != kNone && held < entry.twin) continue;
    --room[h];
    if (held != kNone) {
      const int32_t left = lists.of_resident(held).who;
      if (room[left]++ == 0) waiting.push_back(left);
    }
    held = entry.twin;
  }
  std::vector<int32_t> hospital;
  hospital.reserve(static_cast<size_t>(lists.residents()));
  for (const int32_t entry : has.items())
    hospital.push_back(entry == kNone ? kNone : lists.of_resident(entry).who);
  return hospital;
}

std::vector<int32_t> egalitarian(const StableLists& lists) { return Rotations(lists).best(); }

}  // namespace weft::solve
