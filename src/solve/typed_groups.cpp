#include "solve/typed_groups.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <utility>

#include "base/batches.h"
#include "solve/group_sizes.h"
#include "solve/rounds.h"
#include "solve/type_bound.h"

namespace weft::solve {
namespace {

using Kind = TypeTerm::Kind;

bool only(const TypeAttribute& attribute, Kind kind) {
  return attribute.terms.size() == 1 && attribute.terms[0].kind == kind &&
         attribute.terms[0].weight > 0;
}

// What should agree less what should differ; 0 where it has no say.
int64_t attraction(const TypeAttribute& attribute) {
  int64_t sum = 0;
  for (const TypeTerm& term : attribute.terms) {
    switch (term.kind) {
      case Kind::kSame:
      case Kind::kNear:
      case Kind::kShare:
        sum += term.weight;
        break;
      case Kind::kDiffer:
      case Kind::kFar:
      case Kind::kMix:
        sum -= term.weight;
        break;
      case Kind::kTeach:
        break;
      case Kind::kMustBeSame:
      case Kind::kMustShare:
        sum += 1000;
        break;
      case Kind::kMustDiffer:
      case Kind::kMustDifferKnown:
      case Kind::kMustNotShare:
      case Kind::kMustBeApart:
      case Kind::kMustBeNearby:
        sum -= 1000;
        break;
    }
  }
  return sum;
}

// By the duals of pairs alone: each person counts with half of it for each other in the group.
int64_t bound_of_duals(const TypedProblem& problem, const std::vector<int32_t>& sizes,
                       Random random) {
  const TypeWeights weights(problem);
  const std::vector<int64_t> dual =
      relax_types(problem, weights, {}, random).bound.of_people(problem);
  const int64_t sum = std::accumulate(dual.begin(), dual.end(), int64_t{0});
  const int64_t highest = *std::max_element(dual.begin(), dual.end());
  const int64_t small = sizes.back();
  int64_t in_large = 0;
  for (const int32_t size : sizes) in_large += (size - small) * size;
  const int64_t scaled = (small - 1) * sum + in_large * std::max<int64_t>(highest, 0);
  return scaled >= 0 ? scaled / kTypeDualScale : -(-scaled / kTypeDualScale);
}

// Equal pairs of `apart` that groups of `size` can't do without, where groups that are not all of
// one value of `agree` pay `agreed` for each pair that differs in it, and an equal pair costs
// `full`. `agree` of SIZE_MAX: all people are of one value.
int64_t least_equal_pairs(const TypedProblem& problem, size_t apart, size_t agree, int64_t size,
                          int64_t full, int64_t agreed) {
  const auto values = static_cast<size_t>(problem.attributes[apart].values);
  const auto cells =
      agree == SIZE_MAX ? size_t{1} : static_cast<size_t>(problem.attributes[agree].values);
  std::vector<int64_t> count(cells * values, 0);
  for (int32_t person = 0; person < problem.people; ++person) {
    const size_t cell = agree == SIZE_MAX ? 0 : problem.code(person, agree);
    ++count[cell * values + problem.code(person, apart)];
  }
  int64_t twice_sized = 0;  // 2 * size times the pairs
  for (size_t cell = 0; cell < cells; ++cell) {
    const int64_t* const here = count.data() + cell * values;
    const int64_t people = std::accumulate(here, here + values, int64_t{0});
    if (people == 0) continue;
    int64_t constant = 0;
    int64_t saved = 0;
    std::vector<int64_t> margins;  // of one person more of a value
    for (size_t v = 0; v < values; ++v) {
      const int64_t k = here[v] * size / people;
      constant += k * (k + 1) / 2;
      saved += k * here[v];
      for (int64_t x = 0; x < size; ++x) margins.push_back(k - x);
    }
    // Groups of several cells; of one cell alone they can't win, by the choice of the constants.
    bool holds = true;
    std::sort(margins.begin(), margins.end(), std::greater<>());
    int64_t most = 0;
    for (int64_t m = 1; m < size && holds && agree != SIZE_MAX; ++m) {
      most += margins[static_cast<size_t>(m - 1)];
      holds = agreed * m * (size - m) * size + 2 * full * m * constant >= 2 * size * full * most;
    }
    if (!holds) continue;
    twice_sized += 2 * size * saved - 2 * people * constant;
  }
  return std::max<int64_t>(twice_sized, 0) / (2 * size);
}

}  // namespace

int64_t bound_of_groups(const TypedProblem& problem, const std::vector<int32_t>& sizes,
                        Random random) {
  if (problem.people == 0) return 0;
  const int64_t large = sizes.front();
  const int64_t small = sizes.back();
  int64_t pairs = 0;
  for (const int32_t size : sizes) pairs += pairs_of(size);
  // What is bounded by equal pairs is taken out; the duals of pairs are for the rest.
  TypedProblem rest;
  rest.people = problem.people;
  int64_t equal_bound = problem.base * pairs;
  size_t agree = SIZE_MAX;
  std::vector<size_t> apart;
  std::vector<size_t> kept;
  for (size_t k = 0; k < problem.attributes.size(); ++k) {
    const TypeAttribute& attribute = problem.attributes[k];
    if (large == small && only(attribute, Kind::kDiffer)) {
      apart.push_back(k);
    } else {
      kept.push_back(k);
      if (only(attribute, Kind::kSame) &&
          (agree == SIZE_MAX ||
           attribute.terms[0].weight > problem.attributes[agree].terms[0].weight))
        agree = k;
    }
  }
  std::stable_sort(apart.begin(), apart.end(), [&](size_t a, size_t b) {
    return problem.attributes[a].terms[0].weight > problem.attributes[b].terms[0].weight;
  });
  if (apart.empty()) agree = SIZE_MAX;
  for (size_t i = 0; i < apart.size(); ++i) {
    const int64_t full = problem.attributes[apart[i]].terms[0].weight * TypeAttribute::kFull;
    int64_t equal = least_equal_pairs(problem, apart[i], SIZE_MAX, small, full, 0);
    if (i == 0 && agree != SIZE_MAX) {
      const int64_t agreed = problem.attributes[agree].terms[0].weight * TypeAttribute::kFull;
      equal = std::max(equal, least_equal_pairs(problem, apart[i], agree, small, full, agreed));
    }
    equal_bound += full * (pairs - equal);
  }
  // The attribute that the equal pairs lean on is bounded by its full value: every pair agrees.
  for (const size_t k : kept) {
    if (k == agree) {
      equal_bound += problem.attributes[k].terms[0].weight * TypeAttribute::kFull * pairs;
    } else {
      rest.attributes.push_back(problem.attributes[k]);
    }
  }
  rest.raised = problem.raised;
  rest.raise = problem.raise;
  if (rest.attributes.empty() && rest.raise.empty()) return equal_bound;
  for (int32_t person = 0; person < problem.people; ++person) {
    for (const size_t k : kept) {
      if (k != agree) rest.codes.push_back(problem.code(person, k));
    }
  }
  return equal_bound + bound_of_duals(rest, sizes, random);
}

namespace {

class GroupSolver {
 public:
  GroupSolver(const TypedProblem& problem, std::vector<int32_t> sizes, Random random,
              const TypedGroupLimits& limits)
      : problem_(problem),
        weights_(problem),
        sizes_(std::move(sizes)),
        random_(random),
        limits_(limits) {}

  // `bound`: no groups are worth more; near it there is nothing to improve.
  TypedGroups run(const TypedUnits& units, int64_t bound);

 private:
  struct Change {
    int64_t broken = 0;
    int64_t value = 0;
    bool better() const { return broken != 0 ? broken < 0 : value > 0; }
    bool better_than(const Change& other) const {
      return broken != other.broken ? broken < other.broken : value > other.value;
    }
  };

  void sort_people();
  void deal();
  int32_t unite(const TypedUnits& units);
  bool bring(const std::vector<int32_t>& unit, int32_t group);
  void surprise(int64_t value);
  // What a person has with the others at a seat's group, but for who sits there.
  Change with_others(int32_t person, int32_t seat) const;
  Change change_of(int32_t i, int32_t j) const;
  void exchange(int32_t i, int32_t j);
  bool stays(int32_t seat) const {
    return !stays_.empty() && stays_[static_cast<size_t>(at(seat))];
  }
  bool may_exchange(int32_t i, int32_t j) const {
    return group(i) != group(j) && !stays(i) && !stays(j);
  }
  bool is_broken(int32_t seat) const { return with_others(at(seat), seat).broken > 0; }
  int32_t at(int32_t seat) const { return person_[static_cast<size_t>(seat)]; }
  int32_t group(int32_t seat) const { return group_[static_cast<size_t>(seat)]; }
  // A seat of somebody alike: less so the larger `reach` is.
  int32_t seat_near(int32_t seat, int64_t reach);
  void repair();
  void improve();
  void measure(TypedGroups& result) const;
  template <typename Act>
  void each_together(const PersonLists& lists, const Act& act) const;
  std::vector<int32_t> broken_seats() const;

  const TypedProblem& problem_;
  TypeWeights weights_;
  std::vector<int32_t> sizes_;
  Random random_;
  const TypedGroupLimits& limits_;
  std::vector<int32_t> order_;     // people by what should agree, then by what should differ
  std::vector<int32_t> rank_;      // of a person in it
  std::vector<int32_t> cell_end_;  // in order_, for each cell
  std::vector<int32_t> person_;    // by seat; the seats of a group lie together
  std::vector<int32_t> group_;     // by seat
  std::vector<int32_t> begin_;     // of the seats of each group
  std::vector<int32_t> seat_of_;
  std::vector<bool> stays_;  // who belongs together; none: nobody does
};

void GroupSolver::sort_people() {
  constexpr int64_t kCellGroups = 16;
  const auto attributes = problem_.attributes.size();
  std::vector<size_t> by_weight(attributes);
  std::iota(by_weight.begin(), by_weight.end(), size_t{0});
  std::stable_sort(by_weight.begin(), by_weight.end(), [&](size_t a, size_t b) {
    return std::abs(attraction(problem_.attributes[a])) >
           std::abs(attraction(problem_.attributes[b]));
  });
  // A key of cell, then what should differ, then chance.
  constexpr uint64_t kChance = uint64_t{1} << 16;
  const auto n = static_cast<size_t>(problem_.people);
  std::vector<uint64_t> key(n, 0);
  uint64_t cells = 1;
  uint64_t rest = 1;
  const auto append = [&](size_t k, uint64_t& room) {
    const uint64_t values = problem_.attributes[k].values;
    for (size_t i = 0; i < n; ++i)
      key[i] = key[i] * values + problem_.code(static_cast<int32_t>(i), k);
    room *= values;
  };
  const uint64_t most_cells =
      n / (static_cast<uint64_t>(sizes_.front()) * static_cast<uint64_t>(kCellGroups));
  for (const size_t k : by_weight) {
    if (attraction(problem_.attributes[k]) > 0 &&
        cells * problem_.attributes[k].values <= std::max<uint64_t>(most_cells, 1))
      append(k, cells);
  }
  const std::vector<uint64_t> cell = key;
  for (const size_t k : by_weight) {
    if (attraction(problem_.attributes[k]) < 0 &&
        rest * problem_.attributes[k].values < (uint64_t{1} << 20))
      append(k, rest);
  }
  std::vector<std::pair<uint64_t, int32_t>> keyed(n);
  for (size_t i = 0; i < n; ++i)
    keyed[i] = {key[i] * kChance + random_.below(kChance), static_cast<int32_t>(i)};
  std::sort(keyed.begin(), keyed.end());
  order_.resize(n);
  rank_.resize(n);
  for (size_t i = 0; i < n; ++i) {
    order_[i] = keyed[i].second;
    rank_[static_cast<size_t>(order_[i])] = static_cast<int32_t>(i);
    const bool last = i + 1 == n || cell[static_cast<size_t>(keyed[i].second)] !=
                                        cell[static_cast<size_t>(keyed[i + 1].second)];
    if (last) cell_end_.push_back(static_cast<int32_t>(i + 1));
  }
}

void GroupSolver::deal() {
  const auto n = static_cast<size_t>(problem_.people);
  person_.assign(n, -1);
  group_.resize(n);
  seat_of_.resize(n);
  begin_ = {0};
  for (size_t g = 0; g < sizes_.size(); ++g) {
    std::fill_n(group_.begin() + begin_.back(), sizes_[g], static_cast<int32_t>(g));
    begin_.push_back(begin_.back() + sizes_[g]);
  }
  // Whole groups of a cell; who is over waits for the end, in order.
  std::vector<int32_t> over;
  size_t next = 0;
  const auto deal_round = [&](const int32_t* people, int32_t count, size_t groups) {
    std::vector<int32_t> filled(groups, 0);
    size_t g = 0;
    for (int32_t i = 0; i < count; ++i, g = (g + 1) % groups) {
      while (filled[g] == sizes_[next + g]) g = (g + 1) % groups;
      person_[static_cast<size_t>(begin_[next + g]) + static_cast<size_t>(filled[g]++)] = people[i];
    }
    next += groups;
  };
  int32_t begin = 0;
  for (const int32_t end : cell_end_) {
    size_t groups = 0;
    int32_t taken = 0;
    while (next + groups < sizes_.size() && taken + sizes_[next + groups] <= end - begin)
      taken += sizes_[next + groups++];
    // Evenly from the cell, so that who is left is as mixed as the cell.
    std::vector<int32_t> kept;
    const int32_t spare = end - begin - taken;
    for (int32_t i = begin, skipped = 0; i < end; ++i) {
      if (int64_t{skipped} * (end - begin) < int64_t{spare} * (i - begin + 1) && skipped < spare) {
        over.push_back(order_[static_cast<size_t>(i)]);
        ++skipped;
      } else {
        kept.push_back(order_[static_cast<size_t>(i)]);
      }
    }
    if (groups > 0) deal_round(kept.data(), taken, groups);
    begin = end;
  }
  size_t at_over = 0;
  for (; next < sizes_.size(); ++next) {
    for (int32_t i = 0; i < sizes_[next]; ++i)
      person_[static_cast<size_t>(begin_[next]) + static_cast<size_t>(i)] = over[at_over++];
  }
  for (size_t seat = 0; seat < n; ++seat)
    seat_of_[static_cast<size_t>(person_[seat])] = static_cast<int32_t>(seat);
}

// Exchanges people into the group for those who cost least; false where it has no room for them.
bool GroupSolver::bring(const std::vector<int32_t>& unit, int32_t group_of_unit) {
  const auto g = static_cast<size_t>(group_of_unit);
  const auto in_unit = [&](int32_t person) {
    return std::count(unit.begin(), unit.end(), person) > 0;
  };
  size_t room = 0;
  for (int32_t seat = begin_[g]; seat < begin_[g + 1]; ++seat)
    room += in_unit(at(seat)) || !stays(seat) ? 1 : 0;
  if (room < unit.size()) return false;
  for (const int32_t person : unit) {
    const int32_t from = seat_of_[static_cast<size_t>(person)];
    if (group(from) == group_of_unit) continue;
    int32_t best_seat = -1;
    Change best;
    for (int32_t seat = begin_[g]; seat < begin_[g + 1]; ++seat) {
      if (stays(seat) || in_unit(at(seat))) continue;
      const Change change = change_of(from, seat);
      if (best_seat >= 0 && !change.better_than(best)) continue;
      best = change;
      best_seat = seat;
    }
    exchange(from, best_seat);
  }
  for (const int32_t person : unit) stays_[static_cast<size_t>(person)] = true;
  return true;
}

// The larger units first; each in a group of its own as long as there is one, near one of its own.
int32_t GroupSolver::unite(const TypedUnits& units) {
  if (units.empty()) return 0;
  stays_.assign(person_.size(), false);
  std::vector<size_t> order(units.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return units[a].size() > units[b].size(); });
  std::vector<bool> taken(sizes_.size(), false);
  const auto groups = static_cast<int32_t>(sizes_.size());
  int32_t torn = 0;
  for (const size_t u : order) {
    const std::vector<int32_t>& unit = units[u];
    const int32_t near = group(seat_of_[static_cast<size_t>(unit[0])]);
    bool placed = false;
    for (const bool shared : {false, true}) {
      for (int32_t k = 0; k < groups && !placed; ++k) {
        const int32_t g = (near + k) % groups;
        if (taken[static_cast<size_t>(g)] != shared) continue;
        placed = bring(unit, g);
        if (placed) taken[static_cast<size_t>(g)] = true;
      }
    }
    torn += placed ? 0 : 1;
  }
  return torn;
}

GroupSolver::Change GroupSolver::with_others(int32_t person, int32_t seat) const {
  Change sum;
  const auto g = static_cast<size_t>(group(seat));
  for (int32_t other = begin_[g]; other < begin_[g + 1]; ++other) {
    if (other == seat) continue;
    const int64_t value = weights_.of_pair(person, at(other));
    if (value <= TypeWeights::kNoPair / 2) {
      ++sum.broken;
    } else {
      sum.value += value;
    }
  }
  return sum;
}

GroupSolver::Change GroupSolver::change_of(int32_t i, int32_t j) const {
  const Change a = with_others(at(i), i);
  const Change b = with_others(at(j), j);
  const Change c = with_others(at(j), i);
  const Change d = with_others(at(i), j);
  return {c.broken + d.broken - a.broken - b.broken, c.value + d.value - a.value - b.value};
}

void GroupSolver::exchange(int32_t i, int32_t j) {
  std::swap(person_[static_cast<size_t>(i)], person_[static_cast<size_t>(j)]);
  seat_of_[static_cast<size_t>(at(i))] = i;
  seat_of_[static_cast<size_t>(at(j))] = j;
}

int32_t GroupSolver::seat_near(int32_t seat, int64_t reach) {
  const int64_t rank = rank_[static_cast<size_t>(at(seat))];
  const int64_t low = std::max<int64_t>(rank - reach, 0);
  const int64_t high = std::min<int64_t>(rank + reach, problem_.people - 1);
  const auto which = static_cast<size_t>(
      low + static_cast<int64_t>(random_.below(static_cast<uint64_t>(high - low + 1))));
  return seat_of_[static_cast<size_t>(order_[which])];
}

// Both of every listed pair that is in one group. The lists are read from one end to the other: to
// look up pairs of a group in them costs many times as much.
template <typename Act>
void GroupSolver::each_together(const PersonLists& lists, const Act& act) const {
  if (lists.begin.empty()) return;
  in_batches(static_cast<size_t>(problem_.people), [&](size_t from, size_t to) {
    for (size_t a = from; a < to; ++a) {
      const int32_t mine = group(seat_of_[a]);
      for (size_t place = lists.begin[a]; place < lists.begin[a + 1]; ++place) {
        const int32_t b = lists.other[place];
        if (static_cast<size_t>(b) > a && group(seat_of_[static_cast<size_t>(b)]) == mine)
          act(static_cast<int32_t>(a), b, place);
      }
    }
  });
}

std::vector<int32_t> GroupSolver::broken_seats() const {
  std::vector<bool> is_one(person_.size(), false);
  const auto mark = [&](int32_t a, int32_t b, size_t) {
    is_one[static_cast<size_t>(seat_of_[static_cast<size_t>(a)])] = true;
    is_one[static_cast<size_t>(seat_of_[static_cast<size_t>(b)])] = true;
  };
  each_together(problem_.forbidden, mark);
  in_batches(sizes_.size(), [&](size_t from, size_t to) {
    for (size_t g = from; g < to; ++g) {
      for (int32_t i = begin_[g]; i < begin_[g + 1]; ++i) {
        for (int32_t j = i + 1; j < begin_[g + 1]; ++j) {
          if (weights_.of_types(at(i), at(j)) < 0) mark(at(i), at(j), 0);
        }
      }
    }
  });
  std::vector<int32_t> seats;
  for (size_t seat = 0; seat < is_one.size(); ++seat) {
    if (is_one[seat]) seats.push_back(static_cast<int32_t>(seat));
  }
  return seats;
}

// Of the exchanges that lessen what must not be, one that costs nothing, else the cheapest seen.
void GroupSolver::repair() {
  constexpr std::array<int64_t, 4> kReach = {64, 1000, 30'000, INT32_MAX};
  constexpr int kTries = 48;
  constexpr int kSeatPasses = 6;
  for (int pass = 0; pass < kSeatPasses; ++pass) {
    const std::vector<int32_t> broken = broken_seats();
    if (broken.empty()) return;
    in_batches(broken.size(), [&](size_t from, size_t to) {
      for (size_t k = from; k < to; ++k) {
        const int32_t i = broken[k];
        if (stays(i) || !is_broken(i)) continue;
        Change best;
        int32_t best_seat = -1;
        for (size_t level = 0; level < kReach.size() && best_seat < 0; ++level) {
          for (int t = 0; t < kTries; ++t) {
            const int32_t j = seat_near(i, kReach[level]);
            if (!may_exchange(i, j)) continue;
            const Change change = change_of(i, j);
            if (!change.better_than(best) || change.broken >= 0) continue;
            best = change;
            best_seat = j;
            if (change.value >= 0) break;
          }
        }
        if (best_seat >= 0) exchange(i, best_seat);
      }
    });
  }
}

void GroupSolver::improve() {
  constexpr int64_t kCounted = 30'000;
  constexpr std::array<int64_t, 3> kReach = {1000, 30'000, INT32_MAX};
  const int64_t looks = limits_.looks_per_person * std::min<int64_t>(problem_.people, kCounted);
  const auto people = static_cast<uint64_t>(problem_.people);
  in_batches(static_cast<size_t>(looks), [&](size_t from, size_t to) {
    for (size_t look = from; look < to; ++look) {
      const auto i = static_cast<int32_t>(random_.below(people));
      const int32_t j = seat_near(i, kReach[look % kReach.size()]);
      if (may_exchange(i, j) && change_of(i, j).better()) exchange(i, j);
    }
  });
}

// A walk over exchanges that may cost what noise on the values of their pairs could outweigh, until
// as much is given up as may be. A pair of a smaller group counts for more where groups are worth
// the mean of their pairs: so no more is given up of means either.
void GroupSolver::surprise(int64_t value) {
  const int64_t most =
      value / 100 * limits_.surprise * pairs_of(sizes_.back()) / pairs_of(sizes_.front());
  const auto people = static_cast<uint64_t>(problem_.people);
  const auto share = static_cast<uint64_t>(most / problem_.people) + 1;
  int64_t lost = 0;
  in_batches(2 * person_.size(), [&](size_t from, size_t to) {
    for (size_t step = from; step < to; ++step) {
      const auto i = static_cast<int32_t>(random_.below(people));
      const auto j =
          random_.below(2) == 0 ? seat_near(i, 1000) : static_cast<int32_t>(random_.below(people));
      if (!may_exchange(i, j)) continue;
      const Change change = change_of(i, j);
      const auto noise = static_cast<int64_t>(random_.below(share) + random_.below(share));
      if (change.broken > 0 || -change.value > noise || lost - change.value > most) continue;
      exchange(i, j);
      lost -= change.value;
    }
  });
}

void GroupSolver::measure(TypedGroups& result) const {
  result.value = result.broken = 0;
  in_batches(sizes_.size(), [&](size_t from, size_t to) {
    for (size_t g = from; g < to; ++g) {
      for (int32_t i = begin_[g]; i < begin_[g + 1]; ++i) {
        for (int32_t j = i + 1; j < begin_[g + 1]; ++j) {
          const int64_t value = weights_.of_types(at(i), at(j));
          result.value += std::max<int64_t>(value, 0);
          result.broken += value < 0 ? 1 : 0;
        }
      }
    }
  });
  each_together(problem_.forbidden, [&](int32_t a, int32_t b, size_t) {
    const int64_t value = weights_.of_types(a, b);
    result.value -= std::max<int64_t>(value, 0);
    result.broken += value < 0 ? 0 : 1;
  });
  const auto may_be = [&](int32_t a, int32_t b) {
    return weights_.of_pair(a, b) > TypeWeights::kNoPair / 2;
  };
  each_together(problem_.reduced, [&](int32_t a, int32_t b, size_t place) {
    if (may_be(a, b)) result.value -= problem_.reduction[place];
  });
  each_together(problem_.raised, [&](int32_t a, int32_t b, size_t place) {
    if (may_be(a, b)) result.value += problem_.raise[place];
  });
}

TypedGroups GroupSolver::run(const TypedUnits& units, int64_t bound) {
  TypedGroups result;
  result.bound = bound;
  sort_people();
  deal();
  result.torn = unite(units);
  repair();
  measure(result);
  constexpr int64_t kEnough = 10'000;
  if (result.broken > 0 || (bound - result.value) * kEnough > bound) {
    improve();
    measure(result);
  }
  if (limits_.surprise > 0 && result.broken == 0 && result.value > 0) {
    surprise(result.value);
    measure(result);
  }
  for (size_t g = 0; g < sizes_.size(); ++g) {
    std::vector<int32_t>& group =
        result.groups.emplace_back(person_.begin() + begin_[g], person_.begin() + begin_[g + 1]);
    std::sort(group.begin(), group.end());
  }
  return result;
}

}  // namespace

TypedGroups group_by_types(const TypedProblem& problem, int32_t least, int32_t most, Random random,
                           const TypedGroupLimits& limits, const TypedUnits& units) {
  const std::vector<int32_t> sizes = sizes_of_groups(problem.people, least, most);
  if (problem.people == 0) return {};
  const int64_t bound = bound_of_groups(problem, sizes, random.fork(2));
  TypedGroups result = GroupSolver(problem, sizes, random.fork(1), limits).run(units, bound);
  // Where attributes conflict in other ways the duals of pairs may know more.
  constexpr int64_t kEnough = 1000;
  if ((result.bound - result.value) * kEnough > result.bound)
    result.bound = std::min(result.bound, bound_of_duals(problem, sizes, random.fork(3)));
  return result;
}

}  // namespace weft::solve
