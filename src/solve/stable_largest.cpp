#include "solve/stable_largest.h"

#include <algorithm>
#include <optional>
#include <span>

#include "base/random.h"
#include "solve/assignment_cardinality.h"
#include "solve/none.h"

namespace weft::solve {
namespace {

// A walk over matchings of the same size ends after so many steps without a larger one.
constexpr int kMostWalk = 100;
// Up to so many residents the search may be exhaustive.
constexpr int32_t kSmall = 60;

// One matching and who is where; what the chains start from.
class Seats {
 public:
  explicit Seats(const StableLists& lists)
      : lists_(lists),
        entry_of(lists.residents(), kNone),
        seat_begin_(lists.hospitals() + 1, 0),
        load_(lists.hospitals(), 0),
        place_(lists.residents(), 0) {
    size_t seats = 0;
    for (int32_t h = 0; h < lists.hospitals(); ++h) {
      seat_begin_[h] = seats;
      seats += static_cast<size_t>(
          std::min(lists.capacity(h), lists.hospital_end(h) - lists.hospital_begin(h)));
    }
    seat_begin_[lists.hospitals()] = seats;
    seats_.resize(seats);
  }

  void clear() {
    std::fill(entry_of.items().begin(), entry_of.items().end(), kNone);
    std::fill(load_.items().begin(), load_.items().end(), 0);
    size_ = 0;
  }
  void join(int32_t r, int32_t entry) {
    const int32_t h = lists_.of_resident(entry).who;
    place_[r] = seat_begin_[h] + static_cast<size_t>(load_[h]++);
    seats_[place_[r]] = r;
    entry_of[r] = entry;
    ++size_;
  }
  void leave(int32_t r) {
    const int32_t h = hospital(r);
    const int32_t last = seats_[seat_begin_[h] + static_cast<size_t>(--load_[h])];
    seats_[place_[r]] = last;
    place_[last] = place_[r];
    entry_of[r] = kNone;
    --size_;
  }

  int32_t hospital(int32_t r) const { return lists_.of_resident(entry_of[r]).who; }
  bool has_room(int32_t h) const { return load_[h] < lists_.capacity(h); }
  const int32_t* begin(int32_t h) const { return seats_.data() + seat_begin_[h]; }
  const int32_t* end(int32_t h) const { return begin(h) + load_[h]; }
  int32_t load(int32_t h) const { return load_[h]; }
  int64_t size() const { return size_; }

  std::vector<int32_t> hospitals() const {
    std::vector<int32_t> result;
    result.reserve(static_cast<size_t>(lists_.residents()));
    for (int32_t r = 0; r < lists_.residents(); ++r)
      result.push_back(entry_of[r] == kNone ? kNone : hospital(r));
    return result;
  }

 private:
  const StableLists& lists_;

 public:
  Column<int32_t> entry_of;  // in the resident's list; kNone: unmatched

 private:
  Column<size_t> seat_begin_;
  Column<int32_t> load_;
  Column<size_t> place_;
  std::vector<int32_t> seats_;
  int64_t size_ = 0;
};

// Which entries can be in a stable matching at all: if a hospital has places for everybody down to
// a resident, that resident never needs anything worse; if it has as many residents who want it
// first as it has places, it never needs anybody worse than those.
class Reduction {
 public:
  explicit Reduction(const StableLists& lists)
      : lists_(lists), alive_(lists.entries(), 1), end_(lists.residents(), 0) {
    for (int32_t r = 0; r < lists.residents(); ++r) end_[r] = lists.resident_end(r);
    // The last few are not worth a look at all of them.
    while (step() > lists.entries() / 1000) {
    }
  }

  bool is_alive(int32_t resident_entry) const { return alive_[resident_entry] != 0; }

 private:
  // How many entries fall away.
  int32_t step() {
    int32_t cut = 0;
    Column<int32_t> first(lists_.residents(), kNone);  // the only one in front, if it is
    for (int32_t r = 0; r < lists_.residents(); ++r) {
      int32_t entry = lists_.resident_begin(r);
      while (entry < end_[r] && !is_alive(entry)) ++entry;
      if (entry == end_[r]) continue;
      int32_t other = entry + 1;
      while (other < end_[r] && !is_alive(other)) ++other;
      const bool alone =
          other == end_[r] || lists_.of_resident(other).rank != lists_.of_resident(entry).rank;
      if (alone) first[r] = lists_.of_resident(entry).who;
    }
    for (int32_t h = 0; h < lists_.hospitals(); ++h) {
      int32_t seen = 0;  // residents so far, with those of the tie
      int32_t sure = 0;  // of them, those who want nothing better
      int32_t begin = lists_.hospital_begin(h);
      while (begin < lists_.hospital_end(h)) {
        int32_t end = begin;
        for (; end < lists_.hospital_end(h) &&
               lists_.of_hospital(end).rank == lists_.of_hospital(begin).rank;
             ++end) {
          const StableLists::Entry& entry = lists_.of_hospital(end);
          if (!is_alive(entry.twin)) continue;
          ++seen;
          sure += first[entry.who] == h ? 1 : 0;
        }
        if (seen <= lists_.capacity(h)) {
          for (int32_t at = begin; at < end; ++at) cut += cut_below(at);
        }
        begin = end;
        if (sure >= lists_.capacity(h)) break;
      }
      for (; begin < lists_.hospital_end(h); ++begin) {
        int8_t& alive = alive_[lists_.of_hospital(begin).twin];
        cut += alive;
        alive = 0;
      }
    }
    return cut;
  }

  // The resident of this entry has nothing worse.
  int32_t cut_below(int32_t hospital_entry) {
    const StableLists::Entry& entry = lists_.of_hospital(hospital_entry);
    if (!is_alive(entry.twin)) return 0;
    int32_t cut = 0;
    int32_t& end = end_[entry.who];
    while (lists_.of_resident(end - 1).rank > entry.other) {
      --end;
      cut += alive_[end];
      alive_[end] = 0;
    }
    return cut;
  }

  const StableLists& lists_;
  Column<int8_t> alive_;
  Column<int32_t> end_;  // of each resident's list
};

// Király's proposals. A resident proposes down the list, within a tie first where there is room;
// who gets to the end starts once more, promoted: preferred within ties. A resident who could as
// well be where there is room (in the same tie) gives way to anybody.
class Proposals {
 public:
  Proposals(const StableLists& lists, uint64_t seed)
      : lists_(lists), state_(lists.residents(), State{}) {
    const Random random(seed);
    for (int32_t r = 0; r < lists.residents(); ++r) {
      state_[r].chance = static_cast<uint32_t>(
          random.fork(static_cast<uint64_t>(static_cast<uint32_t>(r))).next());
      restart(r);
    }
    held_.items().resize(static_cast<size_t>(lists.hospitals()));
    unsure_.items().resize(static_cast<size_t>(lists.hospitals()));
    load_ = Column<int32_t>(lists.hospitals(), 0);
  }

  void run(Seats& seats) {
    std::vector<int32_t> waiting;
    for (int32_t r = lists_.residents(); r-- > 0;) waiting.push_back(r);
    while (!waiting.empty()) {
      const int32_t r = waiting.back();
      waiting.pop_back();
      const int32_t displaced = propose(r);
      if (displaced != kNone) waiting.push_back(displaced);
    }
    seats.clear();
    for (int32_t r = 0; r < lists_.residents(); ++r) {
      if (state_[r].entry != kNone) seats.join(r, state_[r].entry);
    }
  }

 private:
  struct State {
    int32_t begin = 0;  // of the tie the resident is at
    int32_t end = 0;
    int32_t room = 0;  // before this entry of the tie no hospital has room any more
    int32_t next = 0;  // before this entry all have said no
    int32_t entry = kNone;
    uint32_t chance = 0;
    int32_t joined = 0;  // how often
    bool promoted = false;
  };
  // Who can be displaced from a hospital; stale once the resident has moved.
  struct Held {
    int32_t rank;
    bool promoted;
    uint32_t chance;
    int32_t resident;
    int32_t joined;

    // The worst is on top of the heap.
    bool operator<(const Held& b) const {
      if (rank != b.rank) return rank < b.rank;
      if (promoted != b.promoted) return promoted;
      if (chance != b.chance) return chance < b.chance;
      return resident < b.resident;
    }
  };

  bool has_room(int32_t h) const { return load_[h] < lists_.capacity(h); }

  void restart(int32_t r) {
    State& state = state_[r];
    state.end = lists_.resident_begin(r);
    next_tie(r);
  }
  void next_tie(int32_t r) {
    State& state = state_[r];
    state.begin = state.room = state.next = state.end;
    while (state.end < lists_.resident_end(r) &&
           lists_.of_resident(state.end).rank == lists_.of_resident(state.begin).rank)
      ++state.end;
  }

  // Whether the tie the resident is at has a hospital with room.
  bool finds_room(State& state) {
    while (state.room < state.end && !has_room(lists_.of_resident(state.room).who)) ++state.room;
    return state.room < state.end;
  }

  // Goes on until the resident has a place or gives up; returns who lost theirs.
  int32_t propose(int32_t r) {
    State& state = state_[r];
    while (true) {
      if (state.begin == state.end) {
        if (state.promoted) return kNone;
        state.promoted = true;
        restart(r);
        if (state.begin == state.end) return kNone;
      }
      if (finds_room(state)) {
        ++load_[lists_.of_resident(state.room).who];
        join(r, state.room);
        return kNone;
      }
      if (state.next == state.end) {
        next_tie(r);
        continue;
      }
      const int32_t entry = state.next;
      const int32_t h = lists_.of_resident(entry).who;
      const int32_t displaced = displace(h, lists_.of_resident(entry).other, state.promoted);
      if (displaced == kNone) {
        ++state.next;
        continue;
      }
      state_[displaced].entry = kNone;
      join(r, entry);
      return displaced;
    }
  }

  int32_t displace(int32_t h, int32_t rank, bool promoted) {
    std::vector<int32_t>& unsure = unsure_[h];
    while (!unsure.empty()) {
      const int32_t r = unsure.back();
      unsure.pop_back();
      State& state = state_[r];
      if (state.entry != kNone && lists_.of_resident(state.entry).who == h && finds_room(state))
        return r;
    }
    std::vector<Held>& held = held_[h];
    while (!held.empty() && (state_[held.front().resident].joined != held.front().joined ||
                             state_[held.front().resident].entry == kNone)) {
      std::pop_heap(held.begin(), held.end());
      held.pop_back();
    }
    if (held.empty()) return kNone;
    const Held& worst = held.front();
    const bool better = rank != worst.rank ? rank < worst.rank : promoted && !worst.promoted;
    if (!better) return kNone;
    const int32_t r = worst.resident;
    std::pop_heap(held.begin(), held.end());
    held.pop_back();
    return r;
  }

  void join(int32_t r, int32_t entry) {
    State& state = state_[r];
    const int32_t h = lists_.of_resident(entry).who;
    state.entry = entry;
    ++state.joined;
    std::vector<Held>& held = held_[h];
    held.push_back(
        {lists_.of_resident(entry).other, state.promoted, state.chance, r, state.joined});
    std::push_heap(held.begin(), held.end());
    if (state.end - state.begin > 1 && finds_room(state)) unsure_[h].push_back(r);
  }

  const StableLists& lists_;
  Column<State> state_;
  Column<std::vector<Held>> held_;
  Column<std::vector<int32_t>> unsure_;  // had, when they came, room elsewhere in their tie
  Column<int32_t> load_;
};

// Chains that keep a matching stable: an unmatched resident takes the place of one who is no better
// for that hospital, who goes to where they are taken without having been able to do better, and so
// on; until there is room, or until somebody has nowhere to go and stays unmatched instead.
//
// Every hospital is entered at most once, and only by residents who are at least as good as its
// worst, so none comes to want anybody whom it did not want before: that nobody on the chain passed
// over a hospital that wanted them can be seen from the matching as it was. Chains that share no
// hospital may all be used.
class Chains {
 public:
  Chains(const StableLists& lists, Seats& seats)
      : lists_(lists),
        seats_(seats),
        worst_(lists.hospitals(), 0),
        seen_(lists.hospitals(), 0),
        taken_(lists.hospitals(), 0),
        from_(lists.residents(), kNone),
        through_(lists.residents(), kNone) {}

  int64_t work() const { return work_; }

  // The seats are others now.
  void restart() {
    for (int32_t h = 0; h < lists_.hospitals(); ++h) update_worst(h);
    roots_.clear();
    for (int32_t r = 0; r < lists_.residents(); ++r) {
      if (seats_.entry_of[r] == kNone && lists_.resident_begin(r) < lists_.resident_end(r))
        roots_.push_back(r);
    }
    work_ += lists_.residents();
  }

  // As many chains as can be found at once, each for one resident more. Whether there was one.
  bool augment(Random& random) {
    ++search_;
    random.shuffle(std::span<int32_t>(roots_));
    std::vector<Chain> chains;
    size_t left = 0;
    for (const int32_t root : roots_) {
      const Chain chain = search(root, nullptr);
      if (chain.last == kNone) {
        roots_[left++] = root;
      } else {
        chains.push_back(chain);
      }
    }
    roots_.resize(left);
    for (const Chain& chain : chains) {
      int32_t entry = chain.entry;
      for (int32_t r = chain.last; r != kNone; r = from_[r]) {
        if (from_[r] != kNone) seats_.leave(r);
        sit(r, entry);
        entry = through_[r];
      }
    }
    return !chains.empty();
  }

  // Somebody unmatched changes places, over a chain, with somebody who had one. Whether it could be
  // done.
  bool wander(Random& random) {
    if (roots_.empty()) return false;
    ++search_;
    int32_t& root = roots_[random.index(roots_.size())];
    std::vector<int32_t> losers;
    search(root, &losers);
    if (losers.empty()) return false;
    const int32_t loser = losers[random.index(losers.size())];
    seats_.leave(loser);
    for (int32_t r = loser; r != root; r = from_[r]) {
      if (from_[r] != root) seats_.leave(from_[r]);
      sit(from_[r], through_[r]);
    }
    root = loser;
    return true;
  }

 private:
  struct Chain {
    int32_t last;   // resident
    int32_t entry;  // where there is room
  };

  void sit(int32_t r, int32_t entry) {
    seats_.join(r, entry);
    update_worst(lists_.of_resident(entry).who);
  }
  void update_worst(int32_t h) {
    worst_[h] = INT32_MIN;
    if (seats_.has_room(h)) worst_[h] = kRoom;
    if (seats_.has_room(h)) return;
    for (const int32_t* r = seats_.begin(h); r != seats_.end(h); ++r)
      worst_[h] = std::max(worst_[h], lists_.of_resident(seats_.entry_of[*r]).other);
  }

  // Ends where there is room; or, if `losers` are wanted, passes over it and collects them.
  Chain search(int32_t root, std::vector<int32_t>* losers) {
    queue_.assign(1, root);
    from_[root] = kNone;
    for (size_t i = 0; i < queue_.size(); ++i) {
      const int32_t r = queue_[i];
      const int32_t own = seats_.entry_of[r];
      const int32_t own_hospital = own == kNone ? kNone : seats_.hospital(r);
      // If a hospital would rather have kept somebody, they must have nothing worse elsewhere.
      const bool missed = own != kNone && lists_.of_resident(own).other < worst_[own_hospital];
      int32_t limit = missed ? lists_.of_resident(own).rank : INT32_MAX;
      int32_t entry = lists_.resident_begin(r);
      for (; entry < lists_.resident_end(r); ++entry) {
        ++work_;
        const StableLists::Entry& it = lists_.of_resident(entry);
        if (it.rank > limit) break;
        const int32_t h = it.who;
        if (h == own_hospital || worst_[h] < it.other) continue;
        if (it.other < worst_[h]) limit = std::min(limit, it.rank);
        if (worst_[h] == kRoom) {
          if (losers == nullptr && take_room(h)) return {r, entry};
          continue;
        }
        if (seen_[h] == search_) continue;
        seen_[h] = search_;
        for (const int32_t* s = seats_.begin(h); s != seats_.end(h); ++s) {
          from_[*s] = r;
          through_[*s] = entry;
          queue_.push_back(*s);
        }
      }
      if (losers != nullptr && own != kNone && limit == INT32_MAX) losers->push_back(r);
    }
    return {kNone, kNone};
  }

  // Several chains of a search may end in a hospital, one for each place.
  bool take_room(int32_t h) {
    if (seen_[h] != search_) {
      seen_[h] = search_;
      taken_[h] = 0;
    }
    if (seats_.load(h) + taken_[h] == lists_.capacity(h)) return false;
    ++taken_[h];
    return true;
  }

  static constexpr int32_t kRoom = INT32_MAX;

  const StableLists& lists_;
  Seats& seats_;
  Column<int32_t> worst_;    // the rank of the worst each hospital has; kRoom: it takes anybody
  Column<int32_t> seen_;     // in which search
  Column<int32_t> taken_;    // places, in this search
  Column<int32_t> from_;     // who takes the place of this resident,
  Column<int32_t> through_;  // and their entry for it
  int32_t search_ = 0;
  int64_t work_ = 0;
  std::vector<int32_t> queue_;
  std::vector<int32_t> roots_;  // unmatched
};

// All stable matchings, resident by resident, for small problems. A choice obliges every hospital
// that was passed over to be full, of residents at least as good.
class Exhaustive {
 public:
  Exhaustive(const StableLists& lists, const Reduction& reduction, int64_t size, int64_t work)
      : lists_(lists),
        reduction_(reduction),
        best_size_(size),
        work_(work),
        load_(lists.hospitals(), 0),
        limit_(lists.hospitals(), INT32_MAX),
        worst_(lists.hospitals(), INT32_MIN),
        chosen_(lists.residents(), kNone) {
    decide(0, 0);
  }

  // Whether all were seen.
  bool finished() const { return work_ > 0; }
  const std::vector<int32_t>& best() const { return best_; }  // empty: none is larger
  int64_t best_size() const { return best_size_; }

 private:
  void decide(int32_t r, int64_t size) {
    if (size + lists_.residents() - r <= best_size_ || work_ <= 0) return;
    if (r == lists_.residents()) {
      best_size_ = size;
      best_ = chosen_.items();
      return;
    }
    const int32_t begin = lists_.resident_begin(r);
    const int32_t end = lists_.resident_end(r);
    std::vector<int32_t> old_limits;
    for (int32_t entry = begin; entry < end; ++entry)
      old_limits.push_back(limit_[lists_.of_resident(entry).who]);
    int32_t tie = begin;
    bool can_go_on = true;
    for (int32_t entry = begin; entry < end && can_go_on; ++entry) {
      for (; lists_.of_resident(tie).rank < lists_.of_resident(entry).rank && can_go_on; ++tie)
        can_go_on = oblige(r, tie);
      if (!can_go_on || !reduction_.is_alive(entry)) continue;
      const int32_t h = lists_.of_resident(entry).who;
      const int32_t rank = lists_.of_resident(entry).other;
      if (load_[h] == lists_.capacity(h) || rank > limit_[h]) continue;
      const int32_t old_worst = worst_[h];
      ++load_[h];
      worst_[h] = std::max(worst_[h], rank);
      chosen_[r] = h;
      if (all_can_be_filled(r + 1)) decide(r + 1, size + 1);
      chosen_[r] = kNone;
      worst_[h] = old_worst;
      --load_[h];
    }
    for (; tie < end && can_go_on; ++tie) can_go_on = oblige(r, tie);
    if (can_go_on && all_can_be_filled(r + 1)) decide(r + 1, size);
    for (int32_t entry = begin; entry < end; ++entry)
      limit_[lists_.of_resident(entry).who] = old_limits[static_cast<size_t>(entry - begin)];
  }

  // The resident has nothing as good as this.
  bool oblige(int32_t r, int32_t entry) {
    const StableLists::Entry& it = lists_.of_resident(entry);
    if (lists_.capacity(it.who) == 0) return true;
    limit_[it.who] = std::min(limit_[it.who], it.other);
    return worst_[it.who] <= limit_[it.who] && can_be_filled(it.who, r + 1);
  }

  bool can_be_filled(int32_t h, int32_t next) {
    int32_t missing = lists_.capacity(h) - load_[h];
    for (int32_t at = lists_.hospital_begin(h); at < lists_.hospital_end(h) && missing > 0; ++at) {
      --work_;
      if (lists_.of_hospital(at).rank > limit_[h]) break;
      if (lists_.of_hospital(at).who >= next) --missing;
    }
    return missing == 0;
  }
  bool all_can_be_filled(int32_t next) {
    for (int32_t h = 0; h < lists_.hospitals(); ++h) {
      --work_;
      if (limit_[h] < INT32_MAX && !can_be_filled(h, next)) return false;
    }
    return true;
  }

  const StableLists& lists_;
  const Reduction& reduction_;
  int64_t best_size_;
  int64_t work_;
  Column<int32_t> load_;
  Column<int32_t> limit_;  // of each hospital: nobody worse may be there, and it must be full
  Column<int32_t> worst_;
  Column<int32_t> chosen_;
  std::vector<int32_t> best_;
};

// The most that can be matched at all, with these entries or with every one.
int64_t most_at_all(const StableLists& lists, const Reduction* reduction,
                    std::vector<int32_t> start) {
  Adjacency adjacency;
  std::vector<int32_t> capacity;
  for (int32_t h = 0; h < lists.hospitals(); ++h) capacity.push_back(lists.capacity(h));
  adjacency.begin.push_back(0);
  for (int32_t r = 0; r < lists.residents(); ++r) {
    for (int32_t entry = lists.resident_begin(r); entry < lists.resident_end(r); ++entry) {
      if (reduction == nullptr || reduction->is_alive(entry))
        adjacency.column.push_back(lists.of_resident(entry).who);
    }
    adjacency.begin.push_back(adjacency.column.size());
  }
  return assign_most(adjacency, capacity, start).pairs;
}

}  // namespace

LargestStable largest_stable_matching(const StableLists& lists, uint64_t seed, int64_t effort) {
  const int64_t limit = effort + 8 * int64_t{lists.entries()};
  std::optional<Reduction> reduction;
  Random random(seed);
  Seats seats(lists);
  Chains chains(lists, seats);
  LargestStable result;
  int64_t work = 0;
  const auto keep = [&] {
    if (seats.size() <= result.size && !result.hospital.empty()) return;
    result.size = seats.size();
    result.hospital = seats.hospitals();
  };
  for (bool first = true; first || (result.size < result.bound && work + chains.work() < limit);
       first = false) {
    Proposals(lists, random.next()).run(seats);
    work += 4 * int64_t{lists.entries()} + 8 * int64_t{lists.residents()};
    chains.restart();
    while (chains.augment(random) && work + chains.work() < limit) {
    }
    keep();
    if (first) result.bound = most_at_all(lists, nullptr, result.hospital);
    if (first && result.size < result.bound) {
      reduction.emplace(lists);
      result.bound = most_at_all(lists, &*reduction, result.hospital);
    }
    for (int step = 0; step < kMostWalk && result.size < result.bound; ++step) {
      if (work + chains.work() >= limit || !chains.wander(random)) break;
      if (chains.augment(random)) {
        step = 0;
        keep();
      }
    }
  }
  if (result.size < result.bound && lists.residents() <= kSmall) {
    const Exhaustive all(lists, *reduction, result.size, effort);
    if (!all.best().empty()) {
      result.hospital = all.best();
      result.size = all.best_size();
    }
    if (all.finished()) result.bound = result.size;
  }
  return result;
}

}  // namespace weft::solve
