#include "solve/typed_matching.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>

namespace weft::solve {
namespace {

constexpr int32_t kFree = -1;
// The slack of a pair that must not meet: more than any sum of slacks along a cycle is worth.
constexpr int32_t kBlocked = 1 << 29;
constexpr size_t kNeighbours = 48;  // types of little slack that are remembered for each type
// A gap of one in so many is not worth deep searches for a large part of the people.
constexpr int64_t kEnough = 10'000;
constexpr size_t kFew = 50;
constexpr size_t kManyOpen = 8;
constexpr size_t kMaxBreadth = 32;
// Pairing open people anew: slack of one part of so many of what is usual is little; classes of one
// type that are looked at; people of a class that are tried; a batch is one part of so many.
constexpr int64_t kLittle = 8;
constexpr std::ptrdiff_t kClassesOfType = 6;
constexpr int32_t kPeopleTried = 8;
constexpr int32_t kBatch = 4;

// From the moment people are grouped, a person is a place in the order of the types: who is
// compared with each other then lies together in memory.
class TypedSolver {
 public:
  TypedSolver(const TypedProblem& problem, const std::vector<int32_t>& odd_candidates,
              Random random, const TypedLimits& limits, const std::function<void(double)>& progress)
      : problem_(problem),
        odd_candidates_(odd_candidates),
        random_(random),
        limits_(limits),
        progress_(progress),
        weights_(problem) {}

  TypedMatching run();

 private:
  struct Cell {
    int32_t s;
    int32_t t;
    int32_t pairs;
  };

  int64_t dual(int32_t person) const { return dual_[static_cast<size_t>(person)]; }
  int32_t mate(int32_t person) const { return mate_[static_cast<size_t>(person)]; }
  uint32_t rank(int32_t person) const { return rank_[static_cast<size_t>(person)]; }
  int32_t type(int32_t person) const { return type_[static_cast<size_t>(person)]; }
  int32_t who(int32_t person) const { return member_[static_cast<size_t>(person)]; }
  const uint32_t* codes(int32_t person) const {
    return codes_.data() + static_cast<size_t>(person) * problem_.attributes.size();
  }
  // As far as types and wishes know: no more than the slack is.
  int32_t type_slack(int32_t a, int32_t b) {
    ++looks_;
    int64_t value = weights_.of_rows(codes(a), codes(b));
    if (value < 0) return kBlocked;
    if (!problem_.raise.empty()) value += weights_.raise_of(who(a), who(b));
    return static_cast<int32_t>(
        std::min<int64_t>(dual(a) + dual(b) - kTypeDualScale * value, kBlocked - 1));
  }
  // What the two know of each other, on top. The lists are far away in memory, so they are read
  // last.
  int32_t extra_slack(int32_t a, int32_t b) const {
    if (problem_.forbidden.holds(who(a), who(b))) return kBlocked;
    const size_t place = problem_.reduced.place(who(a), who(b));
    return place == PersonLists::kNowhere
               ? 0
               : static_cast<int32_t>(kTypeDualScale * problem_.reduction[place]);
  }
  // Of a pair that wishes raise and that must not be, types alone would say less than nothing.
  int32_t with_extra(int32_t of_types, int32_t a, int32_t b) const {
    const int32_t extra = extra_slack(a, b);
    return extra == kBlocked ? kBlocked : std::min(of_types + extra, kBlocked);
  }
  int32_t slack(int32_t a, int32_t b) { return with_extra(type_slack(a, b), a, b); }
  // Of the pair a person is in.
  int32_t& own_slack(int32_t person) { return slack_[static_cast<size_t>(person)]; }
  void report(double done) const {
    if (progress_) progress_(done);
  }

  // People whose pairs are open, by classes: those of one type and one rank.
  struct Pool {
    struct Class {
      int32_t begin;  // in `people`; those who are taken come last
      int32_t left;
      uint32_t rank;
    };
    std::vector<int32_t> people;
    std::vector<Class> classes;
    std::vector<size_t> of_type;  // the first class of each type
    std::vector<int32_t> fits;    // classes that have little slack with each, from fits_begin on
    std::vector<size_t> fits_begin;
    int64_t most = 0;  // slack that counts as little
  };

  void choose_odd();
  void rank_people();
  void group_by_type();
  void find_neighbours(const TypeMatrix& weight);
  std::vector<Cell> round_flows(const std::vector<TypeTransport::Flow>& flows);
  void deal(const std::vector<Cell>& cells);
  void keep_liked(const std::vector<TypeBonus::Pair>& liked);
  void make_pairs(const std::vector<TypeBonus::Pair>& pairs);
  void pair_up(std::vector<int32_t>& one, std::vector<int32_t>& other);
  void pair_within(const std::vector<int32_t>& list);
  void join(int32_t a, int32_t b, int32_t with_slack) {
    mate_[static_cast<size_t>(a)] = b;
    mate_[static_cast<size_t>(b)] = a;
    own_slack(a) = own_slack(b) = with_slack;
  }
  void set_free(int32_t person) {
    mate_[static_cast<size_t>(person)] = kFree;
    own_slack(person) = 0;
  }
  int32_t candidate(int32_t person);
  size_t place_near(const std::vector<uint32_t>& ranks, size_t first, size_t last, uint32_t wanted);
  Pool pool_open() const;
  void find_fits(Pool& pool);
  bool pair_two(Pool& pool, Pool::Class& mine, Pool::Class& other);
  void pair_classes(Pool& pool);
  void pair_open_anew();
  void list_open(size_t pairs);
  void shake();
  void repair();
  bool improve(int32_t a, int32_t b, int depth, size_t breadth);
  bool extend(int32_t end, int32_t closing, int64_t gain, int depth, int limit, size_t breadth);
  void dissolve_blocked();
  int64_t surprise();

  const TypedProblem& problem_;
  const std::vector<int32_t>& odd_candidates_;
  Random random_;
  const TypedLimits& limits_;
  const std::function<void(double)>& progress_;
  TypeWeights weights_;
  TypeBound bound_;
  std::vector<int64_t> dual_;
  std::vector<int32_t> mate_;
  std::vector<int32_t> slack_;
  int32_t odd_ = kFree;

  std::vector<uint32_t> rank_;   // where nearness counts: order among the people, by what is near
  bool repels_ = false;          // what counts is to be far in it
  std::vector<int32_t> member_;  // the problem's person of each; by type, then by rank or chance
  std::vector<int32_t> begin_;   // per type
  std::vector<int32_t> type_;
  std::vector<uint32_t> codes_;  // person by person
  std::vector<int32_t> neighbour_;
  std::vector<int32_t> neighbour_begin_;
  std::vector<int32_t> liked_;  // of each person, from liked_begin_ on; where there is a bonus
  std::vector<int32_t> liked_begin_;
  std::vector<int32_t> open_;  // when the round began
  std::vector<uint32_t> open_rank_;
  std::vector<std::array<int32_t, 2>> chain_;  // new pairs of the cycle that is being built
  int64_t looks_ = 0;
};

void TypedSolver::choose_odd() {
  if (problem_.people % 2 == 0) return;
  // Whoever is worth least to the others, by chance among equals.
  int64_t least = INT64_MAX;
  uint64_t equal = 0;
  const auto consider = [&](int32_t person) {
    if (dual(person) > least) return;
    equal = dual(person) < least ? 1 : equal + 1;
    least = dual(person);
    if (random_.below(equal) == 0) odd_ = person;
  };
  if (odd_candidates_.empty()) {
    for (int32_t person = 0; person < problem_.people; ++person) consider(person);
  } else {
    for (const int32_t person : odd_candidates_) consider(person);
  }
}

// By the weightiest attribute that is not part of the types, then the next.
void TypedSolver::rank_people() {
  std::vector<size_t> outside;
  for (size_t b = 1; b < bound_.blocks.size(); ++b) {
    for (const size_t k : bound_.blocks[b].attributes) {
      if (weights_.largest(k) > 0) outside.push_back(k);
    }
  }
  if (outside.empty()) return;
  std::stable_sort(outside.begin(), outside.end(),
                   [&](size_t a, size_t b) { return weights_.largest(a) > weights_.largest(b); });
  rank_.assign(static_cast<size_t>(problem_.people), 0);
  uint64_t room = uint64_t{1} << 32;
  for (const size_t k : outside) {
    const TypeAttribute& attribute = problem_.attributes[k];
    if (room / attribute.values < 2) break;
    room /= attribute.values;
    std::vector<uint32_t> place(attribute.values);
    std::iota(place.begin(), place.end(), 0U);
    if (!attribute.numbers.empty()) {
      std::vector<uint32_t> order = place;
      std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
        return attribute.numbers[a] < attribute.numbers[b];
      });
      for (uint32_t i = 0; i < attribute.values; ++i) place[order[i]] = i;
    }
    if (k == outside[0]) {
      int64_t away = 0;
      for (const TypeTerm& term : attribute.terms) {
        const bool far = term.kind == TypeTerm::Kind::kDiffer ||
                         term.kind == TypeTerm::Kind::kFar || term.kind == TypeTerm::Kind::kMix;
        away += far ? term.weight : -term.weight;
      }
      repels_ = away > 0;
    }
    for (int32_t person = 0; person < problem_.people; ++person) {
      uint32_t& rank = rank_[static_cast<size_t>(person)];
      rank = rank * attribute.values + place[problem_.code(person, k)];
    }
  }
}

void TypedSolver::group_by_type() {
  const auto n = static_cast<size_t>(problem_.people);
  const std::vector<int32_t>& type_of = bound_.blocks[0].type_of;
  std::vector<int32_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  random_.shuffle(std::span<int32_t>(order));
  const size_t types = bound_.blocks[0].example.size();
  begin_.assign(types + 1, 0);
  for (const int32_t type : type_of) ++begin_[static_cast<size_t>(type) + 1];
  for (size_t t = 0; t < types; ++t) begin_[t + 1] += begin_[t];
  member_.resize(n);
  std::vector<int32_t> at(begin_.begin(), begin_.end() - 1);
  for (const int32_t person : order) {
    const auto t = static_cast<size_t>(type_of[static_cast<size_t>(person)]);
    member_[static_cast<size_t>(at[t]++)] = person;
  }
  if (!rank_.empty()) {
    for (size_t t = 0; t < types; ++t) {
      std::stable_sort(member_.begin() + begin_[t], member_.begin() + begin_[t + 1],
                       [&](int32_t a, int32_t b) { return rank(a) < rank(b); });
    }
  }
  const auto reorder = [&](auto& values) {
    const auto old = values;
    for (size_t i = 0; i < n; ++i) values[i] = old[static_cast<size_t>(member_[i])];
  };
  reorder(dual_);
  if (!rank_.empty()) reorder(rank_);
  type_ = type_of;
  reorder(type_);
  const size_t attributes = problem_.attributes.size();
  codes_.reserve(n * attributes);
  for (const int32_t person : member_) {
    for (size_t k = 0; k < attributes; ++k) codes_.push_back(problem_.code(person, k));
  }
  if (odd_ == kFree) return;
  odd_ = static_cast<int32_t>(std::find(member_.begin(), member_.end(), odd_) - member_.begin());
}

// For each type those it has the least slack with, by chance among equals.
void TypedSolver::find_neighbours(const TypeMatrix& weight) {
  const std::vector<int64_t>& duals = bound_.blocks[0].dual;
  const int32_t types = weight.types();
  neighbour_begin_.assign(1, 0);
  std::vector<std::pair<int64_t, int32_t>> priced;
  for (int32_t s = 0; s < types; ++s) {
    const int32_t* row = weight.row(s);
    priced.clear();
    size_t tight = 0;
    for (int32_t t = 0; t < types; ++t) {
      if (row[t] < 0) continue;
      const int64_t over = duals[static_cast<size_t>(s)] + duals[static_cast<size_t>(t)] -
                           kTypeDualScale * int64_t{row[t]};
      if (over > 0 && tight >= kNeighbours) continue;
      if (over <= 0 && ++tight > kNeighbours) {
        // Reservoir sampling.
        const size_t place = random_.index(tight);
        if (tight == kNeighbours + 1) {
          priced.erase(std::remove_if(priced.begin(), priced.end(),
                                      [](const auto& one) { return one.first > 0; }),
                       priced.end());
        }
        if (place < kNeighbours) priced[place] = {0, t};
        continue;
      }
      priced.emplace_back(over, t);
    }
    if (priced.size() > kNeighbours) {
      std::nth_element(priced.begin(), priced.begin() + kNeighbours - 1, priced.end());
      priced.resize(kNeighbours);
    }
    std::sort(priced.begin(), priced.end());
    for (const auto& one : priced) neighbour_.push_back(one.second);
    neighbour_begin_.push_back(static_cast<int32_t>(neighbour_.size()));
  }
}

// Whole pairs are kept. Odd halves form trails; along each they are rounded up and down in turn, so
// that a closed trail of odd length costs one person and all others nobody.
std::vector<TypedSolver::Cell> TypedSolver::round_flows(
    const std::vector<TypeTransport::Flow>& flows) {
  const size_t types = bound_.blocks[0].example.size();
  std::vector<Cell> cells;
  std::vector<int32_t> first(types + 1, 0);
  for (const auto& flow : flows) {
    cells.push_back({flow.s, flow.t, static_cast<int32_t>(flow.halves / 2)});
    if (flow.halves % 2 == 0) continue;
    ++first[static_cast<size_t>(flow.s) + 1];
    ++first[static_cast<size_t>(flow.t) + 1];
  }
  std::vector<int32_t> degree(first.begin() + 1, first.end());
  for (size_t t = 0; t < types; ++t) first[t + 1] += first[t];
  std::vector<size_t> odd_cells(static_cast<size_t>(first[types]));
  std::vector<int32_t> at(first.begin(), first.end() - 1);
  for (size_t c = 0; c < flows.size(); ++c) {
    if (flows[c].halves % 2 == 0) continue;
    for (const int32_t end : {flows[c].s, flows[c].t})
      odd_cells[static_cast<size_t>(at[static_cast<size_t>(end)]++)] = c;
  }
  std::vector<bool> used(flows.size(), false);
  at.assign(first.begin(), first.end() - 1);
  const auto walk = [&](int32_t start) {
    bool up = false;
    int32_t here = start;
    while (true) {
      int32_t& next = at[static_cast<size_t>(here)];
      const int32_t end = first[static_cast<size_t>(here) + 1];
      while (next < end && used[odd_cells[static_cast<size_t>(next)]]) ++next;
      if (next == end) return;
      const size_t cell = odd_cells[static_cast<size_t>(next)];
      used[cell] = true;
      cells[cell].pairs += up ? 1 : 0;
      up = !up;
      here = cells[cell].s == here ? cells[cell].t : cells[cell].s;
    }
  };
  for (const int pass : {1, 0}) {
    for (size_t t = 0; t < types; ++t) {
      if (pass == 1 && degree[t] % 2 == 0) continue;
      walk(static_cast<int32_t>(t));
    }
  }
  return cells;
}

void TypedSolver::deal(const std::vector<Cell>& cells) {
  const size_t types = bound_.blocks[0].example.size();
  // Each cell has one list of people from either side; of one type, both in the first.
  struct Use {
    size_t list;
    int32_t people;
  };
  std::vector<std::vector<int32_t>> lists(2 * cells.size());
  std::vector<int32_t> first(types + 1, 0);
  for (const Cell& cell : cells) {
    ++first[static_cast<size_t>(cell.s) + 1];
    if (cell.t != cell.s) ++first[static_cast<size_t>(cell.t) + 1];
  }
  for (size_t t = 0; t < types; ++t) first[t + 1] += first[t];
  std::vector<Use> uses(static_cast<size_t>(first[types]));
  std::vector<int32_t> at(first.begin(), first.end() - 1);
  for (size_t c = 0; c < cells.size(); ++c) {
    const Cell& cell = cells[c];
    const bool inner = cell.s == cell.t;
    uses[static_cast<size_t>(at[static_cast<size_t>(cell.s)]++)] = {
        2 * c, inner ? 2 * cell.pairs : cell.pairs};
    if (!inner)
      uses[static_cast<size_t>(at[static_cast<size_t>(cell.t)]++)] = {2 * c + 1, cell.pairs};
  }
  std::vector<int32_t> left;
  struct Place {
    uint64_t where;
    size_t list;
  };
  std::vector<Place> places;
  for (size_t t = 0; t < types; ++t) {
    std::vector<int32_t> people;
    for (int32_t i = begin_[t]; i < begin_[t + 1]; ++i) {
      if (i != odd_) people.push_back(i);
    }
    // Every cell has its people spread evenly over the type.
    places.clear();
    for (int32_t u = first[t]; u < first[t + 1]; ++u) {
      const Use& use = uses[static_cast<size_t>(u)];
      const uint64_t shift = random_.below(uint64_t{1} << 20);
      for (int32_t i = 0; i < use.people; ++i) {
        places.push_back(
            {((static_cast<uint64_t>(i) << 20) + shift) * 1024 / static_cast<uint64_t>(use.people),
             use.list});
      }
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
      return a.where != b.where ? a.where < b.where : a.list < b.list;
    });
    // Whoever is over is taken from anywhere; the odd person may leave a place empty.
    while (people.size() > places.size()) {
      const size_t which = random_.index(people.size());
      left.push_back(people[which]);
      people.erase(people.begin() + static_cast<std::ptrdiff_t>(which));
    }
    for (size_t i = 0; i < people.size(); ++i) lists[places[i].list].push_back(people[i]);
  }
  mate_.assign(static_cast<size_t>(problem_.people), kFree);
  slack_.assign(static_cast<size_t>(problem_.people), 0);
  for (size_t c = 0; c < cells.size(); ++c) {
    auto& one = lists[2 * c];
    auto& other = lists[2 * c + 1];
    if (cells[c].s == cells[c].t) {
      if (one.size() % 2 != 0) {
        left.push_back(one.back());
        one.pop_back();
      }
      pair_within(one);
      continue;
    }
    while (one.size() > other.size()) {
      left.push_back(one.back());
      one.pop_back();
    }
    while (other.size() > one.size()) {
      left.push_back(other.back());
      other.pop_back();
    }
    pair_up(one, other);
  }
  // Those without a place are paired as it comes: most can be placed by an exchange.
  random_.shuffle(std::span<int32_t>(left));
  for (size_t i = 0; i + 1 < left.size(); i += 2)
    join(left[i], left[i + 1], slack(left[i], left[i + 1]));
}

void TypedSolver::keep_liked(const std::vector<TypeBonus::Pair>& liked) {
  if (liked.empty()) return;
  const auto n = static_cast<size_t>(problem_.people);
  std::vector<int32_t> place(n);
  for (size_t i = 0; i < n; ++i) place[static_cast<size_t>(member_[i])] = static_cast<int32_t>(i);
  liked_begin_.assign(n + 1, 0);
  const auto each = [&](auto tell) {
    for (const auto& [a, b] : liked) {
      tell(static_cast<size_t>(place[static_cast<size_t>(a)]), place[static_cast<size_t>(b)]);
      tell(static_cast<size_t>(place[static_cast<size_t>(b)]), place[static_cast<size_t>(a)]);
    }
  };
  each([&](size_t person, int32_t) { ++liked_begin_[person + 1]; });
  std::partial_sum(liked_begin_.begin(), liked_begin_.end(), liked_begin_.begin());
  liked_.resize(2 * liked.size());
  std::vector<int32_t> at(liked_begin_.begin(), liked_begin_.end() - 1);
  each([&](size_t person, int32_t other) { liked_[static_cast<size_t>(at[person]++)] = other; });
}

// Where that is less slack; who is left over by two such pairs become one.
void TypedSolver::make_pairs(const std::vector<TypeBonus::Pair>& pairs) {
  if (pairs.empty()) return;
  std::vector<int32_t> place(member_.size());
  for (size_t i = 0; i < member_.size(); ++i)
    place[static_cast<size_t>(member_[i])] = static_cast<int32_t>(i);
  for (const auto& pair : pairs) {
    const int32_t a = place[static_cast<size_t>(pair.first)];
    const int32_t b = place[static_cast<size_t>(pair.second)];
    const int32_t c = mate(a);
    const int32_t d = mate(b);
    if (c == kFree || d == kFree || c == b) continue;
    const int32_t with_slack = slack(a, b);
    if (with_slack >= std::max(own_slack(a), own_slack(b))) continue;
    join(a, b, with_slack);
    join(c, d, slack(c, d));
  }
}

// Two lists by rank: equal ranks first, then what is left in order, which is the least distance in
// sum; or everybody half a round away.
void TypedSolver::pair_up(std::vector<int32_t>& one, std::vector<int32_t>& other) {
  const size_t size = one.size();
  size_t from = 0;
  if (!rank_.empty() && !repels_) {
    size_t kept_one = 0;
    size_t kept_other = 0;
    size_t j = 0;
    for (size_t i = 0; i < size; ++i) {
      while (j < size && rank(other[j]) < rank(one[i])) other[kept_other++] = other[j++];
      if (j < size && rank(other[j]) == rank(one[i])) {
        join(one[i], other[j], slack(one[i], other[j]));
        ++j;
      } else {
        one[kept_one++] = one[i];
      }
    }
    while (j < size) other[kept_other++] = other[j++];
    one.resize(kept_one);
    other.resize(kept_other);
  } else if (repels_) {
    from = size / 2;
  }
  for (size_t i = 0; i < one.size(); ++i) {
    const int32_t b = other[(i + from) % other.size()];
    join(one[i], b, slack(one[i], b));
  }
}

// The same within one list of even length.
void TypedSolver::pair_within(const std::vector<int32_t>& list) {
  const size_t half = list.size() / 2;
  if (rank_.empty() || repels_) {
    for (size_t i = 0; i < half; ++i) join(list[i], list[i + half], slack(list[i], list[i + half]));
    return;
  }
  std::vector<int32_t> rest;
  for (size_t i = 0; i < list.size(); ++i) {
    if (i + 1 < list.size() && rank(list[i]) == rank(list[i + 1])) {
      join(list[i], list[i + 1], slack(list[i], list[i + 1]));
      ++i;
    } else {
      rest.push_back(list[i]);
    }
  }
  for (size_t i = 0; i + 1 < rest.size(); i += 2)
    join(rest[i], rest[i + 1], slack(rest[i], rest[i + 1]));
}

// A place in ranks[first, last) near `wanted`, by chance; among those of the very rank, if there
// are many.
size_t TypedSolver::place_near(const std::vector<uint32_t>& ranks, size_t first, size_t last,
                               uint32_t wanted) {
  constexpr size_t kWindow = 8;
  const auto begin = ranks.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = ranks.begin() + static_cast<std::ptrdiff_t>(last);
  const auto from = static_cast<size_t>(std::lower_bound(begin, end, wanted) - ranks.begin());
  const auto to = static_cast<size_t>(std::upper_bound(begin, end, wanted) - ranks.begin());
  if (to - from > kWindow) return from + random_.index(to - from);
  const size_t low = from < first + kWindow ? first : from - kWindow;
  const size_t high = std::min(last, to + kWindow);
  return low + random_.index(high - low);
}

// Somebody `person` may have little slack with: of a neighbouring type, or one whose own pair is
// open too; near in rank where that counts.
int32_t TypedSolver::candidate(int32_t person) {
  if (!liked_begin_.empty()) {
    const auto first = static_cast<size_t>(liked_begin_[static_cast<size_t>(person)]);
    const auto last = static_cast<size_t>(liked_begin_[static_cast<size_t>(person) + 1]);
    if (first < last && random_.below(2) == 0) return liked_[first + random_.index(last - first)];
  }
  const uint64_t chance = random_.below(8);
  const bool anywhere = rank_.empty() || repels_ || chance % 4 == 0;
  if (chance >= 4 && !open_.empty()) {
    return open_[anywhere ? random_.index(open_.size())
                          : place_near(open_rank_, 0, open_.size(), rank(person))];
  }
  const auto s = static_cast<size_t>(type(person));
  const auto from = static_cast<size_t>(neighbour_begin_[s]);
  const auto to = static_cast<size_t>(neighbour_begin_[s + 1]);
  if (from == to) return kFree;
  const auto t = static_cast<size_t>(neighbour_[from + random_.index(to - from)]);
  const auto first = static_cast<size_t>(begin_[t]);
  const auto last = static_cast<size_t>(begin_[t + 1]);
  return static_cast<int32_t>(anywhere ? first + random_.index(last - first)
                                       : place_near(rank_, first, last, rank(person)));
}

TypedSolver::Pool TypedSolver::pool_open() const {
  Pool pool;
  const bool by_rank = !rank_.empty() && !repels_;
  int64_t sum = 0;
  const size_t types = begin_.size() - 1;
  for (size_t t = 0; t < types; ++t) {
    pool.of_type.push_back(pool.classes.size());
    bool first = true;
    for (int32_t person = begin_[t]; person < begin_[t + 1]; ++person) {
      const int32_t open = slack_[static_cast<size_t>(person)];
      if (mate(person) == kFree || open == 0) continue;
      const uint32_t mine = by_rank ? rank(person) : 0;
      if (first || pool.classes.back().rank != mine)
        pool.classes.push_back({static_cast<int32_t>(pool.people.size()), 0, mine});
      first = false;
      ++pool.classes.back().left;
      pool.people.push_back(person);
      if (open < kBlocked) sum += open;
    }
  }
  pool.of_type.push_back(pool.classes.size());
  pool.most = sum / std::max<int64_t>(static_cast<int64_t>(pool.people.size()), 1) / kLittle;
  return pool;
}

// Among the neighbours of the type, those nearest in rank.
void TypedSolver::find_fits(Pool& pool) {
  const auto classes = pool.classes.begin();
  for (const Pool::Class& mine : pool.classes) {
    pool.fits_begin.push_back(pool.fits.size());
    const int32_t person = pool.people[static_cast<size_t>(mine.begin)];
    const auto s = static_cast<size_t>(type(person));
    for (int32_t k = neighbour_begin_[s]; k < neighbour_begin_[s + 1]; ++k) {
      const auto t = static_cast<size_t>(neighbour_[static_cast<size_t>(k)]);
      const auto first = classes + static_cast<std::ptrdiff_t>(pool.of_type[t]);
      const auto last = classes + static_cast<std::ptrdiff_t>(pool.of_type[t + 1]);
      auto from = first;
      if (last - first > kClassesOfType) {
        from = std::lower_bound(
            first, last, mine.rank,
            [](const Pool::Class& one, uint32_t wanted) { return one.rank < wanted; });
        from -= std::min(from - first, kClassesOfType / 2);
      }
      const auto to = from + std::min(last - from, kClassesOfType);
      for (; from != to; ++from) {
        if (type_slack(person, pool.people[static_cast<size_t>(from->begin)]) <= pool.most)
          pool.fits.push_back(static_cast<int32_t>(from - classes));
      }
    }
  }
  pool.fits_begin.push_back(pool.fits.size());
}

// The last of one class with one of the other.
bool TypedSolver::pair_two(Pool& pool, Pool::Class& mine, Pool::Class& other) {
  const int32_t person = pool.people[static_cast<size_t>(mine.begin + mine.left - 1)];
  for (int32_t tried = 1; tried <= std::min(other.left, kPeopleTried); ++tried) {
    int32_t& place = pool.people[static_cast<size_t>(other.begin + other.left - tried)];
    const int32_t partner = place;
    const int32_t extra = partner == person ? kBlocked : extra_slack(person, partner);
    if (extra > pool.most) continue;
    const int32_t with_slack = std::min(type_slack(person, partner) + extra, kBlocked);
    if (with_slack > pool.most) continue;
    join(person, partner, with_slack);
    --mine.left;
    std::swap(place, pool.people[static_cast<size_t>(other.begin + other.left - 1)]);
    --other.left;
    return true;
  }
  return false;
}

// The largest class first, with the largest that fits: the last of a class have only their own.
void TypedSolver::pair_classes(Pool& pool) {
  std::vector<std::pair<int32_t, int32_t>> largest;  // a heap: people left, class
  for (size_t c = 0; c < pool.classes.size(); ++c)
    largest.emplace_back(pool.classes[c].left, static_cast<int32_t>(c));
  std::make_heap(largest.begin(), largest.end());
  while (!largest.empty()) {
    std::pop_heap(largest.begin(), largest.end());
    const int32_t left = largest.back().first;
    const int32_t c = largest.back().second;
    largest.pop_back();
    Pool::Class& mine = pool.classes[static_cast<size_t>(c)];
    if (mine.left == 0) continue;
    if (left == mine.left) {
      const int32_t* const first = pool.fits.data() + pool.fits_begin[static_cast<size_t>(c)];
      const int32_t* const last = pool.fits.data() + pool.fits_begin[static_cast<size_t>(c) + 1];
      const int32_t* const best = std::max_element(first, last, [&](int32_t a, int32_t b) {
        return pool.classes[static_cast<size_t>(a)].left <
               pool.classes[static_cast<size_t>(b)].left;
      });
      bool paired = false;
      if (best != last) {
        Pool::Class& other = pool.classes[static_cast<size_t>(*best)];
        const int32_t batch = std::max(other.left / kBatch, 1);
        for (int32_t i = 0; i < batch && mine.left > 0 && pair_two(pool, mine, other); ++i)
          paired = true;
      }
      for (const int32_t* it = first; !paired && it != last; ++it)
        paired = pair_two(pool, mine, pool.classes[static_cast<size_t>(*it)]);
      // Whoever finds nobody is let go.
      if (!paired) --mine.left;
    }
    largest.emplace_back(mine.left, c);
    std::push_heap(largest.begin(), largest.end());
  }
}

// Most whose pair has slack have none with somebody whose pair, in another cell, has slack too. The
// new pairs are kept where they have less slack in sum.
void TypedSolver::pair_open_anew() {
  Pool pool = pool_open();
  const std::vector<int32_t> people = pool.people;
  std::vector<int32_t> mates;
  std::vector<int32_t> slacks;
  int64_t before = 0;
  for (const int32_t person : people) {
    mates.push_back(mate(person));
    slacks.push_back(own_slack(person));
    before += own_slack(person);
  }
  find_fits(pool);
  pair_classes(pool);
  std::vector<int32_t> left;
  for (const int32_t person : people) {
    if (mate(mate(person)) != person) left.push_back(person);
  }
  random_.shuffle(std::span<int32_t>(left));
  for (size_t i = 0; i + 1 < left.size(); i += 2)
    join(left[i], left[i + 1], slack(left[i], left[i + 1]));
  int64_t after = 0;
  for (const int32_t person : people) after += own_slack(person);
  if (after < before) return;
  for (size_t i = 0; i < people.size(); ++i) {
    mate_[static_cast<size_t>(people[i])] = mates[i];
    own_slack(people[i]) = slacks[i];
  }
}

// Those whose pairs have slack, by rank; nobody where they are many.
void TypedSolver::list_open(size_t pairs) {
  open_.clear();
  open_rank_.clear();
  // Where most are, any neighbour is as good.
  if (pairs * kManyOpen > static_cast<size_t>(problem_.people)) return;
  for (int32_t person = 0; person < problem_.people; ++person) {
    if (mate(person) != kFree && own_slack(person) > 0) open_.push_back(person);
  }
  if (rank_.empty()) return;
  std::stable_sort(open_.begin(), open_.end(),
                   [&](int32_t a, int32_t b) { return rank(a) < rank(b); });
  for (const int32_t person : open_) open_rank_.push_back(rank(person));
}

// A walk over matchings of the same sum.
void TypedSolver::shake() {
  const auto n = static_cast<size_t>(problem_.people);
  const size_t steps = n / 2 + std::min<size_t>(16 * n, 4000);
  for (size_t step = 0; step < steps; ++step) {
    // In order, so that neighbours look at the same people; one of two by chance.
    const auto a = static_cast<int32_t>((2 * step + random_.index(2)) % n);
    const int32_t b = mate(a);
    if (b == kFree) continue;
    const int32_t c = candidate(a);
    if (c == kFree || c == a || c == b || c == odd_) continue;
    const int32_t d = mate(c);
    if (d == kFree) continue;
    const int64_t before = int64_t{own_slack(a)} + own_slack(c);
    if (int64_t{type_slack(a, c)} + type_slack(b, d) > before) continue;
    const int64_t ac = slack(a, c);
    const int64_t bd = slack(b, d);
    if (ac + bd > before) continue;
    join(a, c, static_cast<int32_t>(ac));
    join(b, d, static_cast<int32_t>(bd));
  }
}

// `end` has lost its partner, `closing` waits for one; `gain` is what was given up less what was
// taken. Finds partners until the cycle closes with a gain.
bool TypedSolver::extend(int32_t end, int32_t closing, int64_t gain, int depth, int limit,
                         size_t breadth) {
  struct Step {
    int64_t gain;
    int32_t taken;
    int32_t freed;
    int32_t cost;
  };
  std::array<Step, kMaxBreadth> steps;
  size_t found = 0;
  Step best{0, kFree, kFree, 0};
  int32_t best_close = 0;
  for (size_t i = 0; i < breadth; ++i) {
    const int32_t c = candidate(end);
    if (c == kFree || c == end || c == closing || c == odd_) continue;
    const int32_t d = mate(c);
    if (d == end) continue;
    const bool in_chain = std::any_of(chain_.begin(), chain_.end(), [&](const auto& pair) {
      return pair[0] == c || pair[1] == c || pair[0] == d || pair[1] == d;
    });
    if (in_chain) continue;
    int32_t cost = type_slack(end, c);
    if (d == kFree) {
      // `closing` stays free instead.
      if (gain - cost - (dual(closing) - dual(c)) <= best.gain) continue;
      cost = with_extra(cost, end, c);
      const int64_t won = gain - cost - (dual(closing) - dual(c));
      if (cost < kBlocked && won > best.gain) best = {won, c, kFree, cost};
      continue;
    }
    if (gain - cost + own_slack(c) <= 0) continue;
    cost = with_extra(cost, end, c);
    const int64_t now = gain - cost + own_slack(c);
    if (now <= 0) continue;
    int32_t close = type_slack(d, closing);
    if (now - close > best.gain) close = with_extra(close, d, closing);
    if (now - close > best.gain) {
      best = {now - close, c, d, cost};
      best_close = close;
    }
    steps[found++] = {now, c, d, cost};
  }
  if (best.gain > 0) {
    if (best.freed == kFree) {
      set_free(closing);
    } else {
      join(best.freed, closing, best_close);
    }
    join(end, best.taken, best.cost);
    return true;
  }
  if (depth + 1 >= limit) return false;
  const size_t branches = std::min<size_t>(found, depth == 0 ? 4 : 2);
  std::partial_sort(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(branches),
                    steps.begin() + static_cast<std::ptrdiff_t>(found),
                    [](const Step& a, const Step& b) {
                      return a.gain != b.gain ? a.gain > b.gain : a.taken < b.taken;
                    });
  for (size_t i = 0; i < branches; ++i) {
    const Step& step = steps[i];
    chain_.push_back({end, step.taken});
    const bool closed = extend(step.freed, closing, step.gain, depth + 1, limit, breadth);
    chain_.pop_back();
    if (!closed) continue;
    join(end, step.taken, step.cost);
    return true;
  }
  return false;
}

bool TypedSolver::improve(int32_t a, int32_t b, int depth, size_t breadth) {
  chain_.clear();
  const int64_t gain = own_slack(a);
  // Neither end may come up again as somebody to be taken.
  chain_.push_back({a, b});
  return extend(a, b, gain, 0, depth, breadth) || extend(b, a, gain, 0, depth, breadth);
}

void TypedSolver::repair() {
  const int64_t budget = looks_ + limits_.looks_per_person * problem_.people + limits_.more_looks;
  // Wide and shallow while much is open, narrow and deep for the rest.
  struct Round {
    int depth;
    size_t breadth;
  };
  constexpr std::array<Round, 12> kRounds = {{{1, 4},
                                              {1, 8},
                                              {1, 12},
                                              {2, 8},
                                              {2, 12},
                                              {2, 16},
                                              {3, 16},
                                              {3, 24},
                                              {4, 24},
                                              {4, 32},
                                              {5, 32},
                                              {5, 32}}};
  const int64_t enough = std::accumulate(dual_.begin(), dual_.end(), int64_t{0}) / kEnough;
  std::vector<int32_t> open;
  for (size_t round = 0; round < kRounds.size() && looks_ < budget; ++round) {
    open.clear();
    int64_t sum = 0;
    for (int32_t person = 0; person < problem_.people; ++person) {
      if (mate(person) <= person || own_slack(person) == 0) continue;
      open.push_back(person);
      sum += own_slack(person);
    }
    if (open.empty()) return;
    const bool few = open.size() * kFew < static_cast<size_t>(problem_.people);
    if (sum < enough && !few) return;
    list_open(open.size());
    // The bulk of the slack is in few pairs.
    const int64_t least = few ? 0 : sum / static_cast<int64_t>(open.size()) / 4;
    for (const int32_t person : open) {
      if (looks_ >= budget) break;
      if (mate(person) == kFree || own_slack(person) <= least) continue;
      improve(person, mate(person), kRounds[round].depth, kRounds[round].breadth);
    }
    report(0.3 + 0.7 * static_cast<double>(round + 1) / static_cast<double>(kRounds.size()));
  }
}

void TypedSolver::dissolve_blocked() {
  for (int32_t person = 0; person < problem_.people; ++person) {
    const int32_t other = mate(person);
    if (other == kFree || own_slack(person) < kBlocked) continue;
    set_free(person);
    set_free(other);
  }
}

// A walk over exchanges that may cost what two pairs' noise could outweigh, if every pair's noise
// were less than its share of what may be given up. Returns what was.
int64_t TypedSolver::surprise() {
  int64_t sum = 0;
  int64_t pairs = 0;
  for (int32_t person = 0; person < problem_.people; ++person) {
    if (mate(person) <= person) continue;
    sum += dual(person) + dual(mate(person)) - own_slack(person);
    ++pairs;
  }
  if (pairs < 2) return 0;
  const int64_t most = sum / 100 * limits_.surprise;
  const auto share = static_cast<uint64_t>(most / pairs) + 1;
  const auto n = static_cast<size_t>(problem_.people);
  int64_t lost = 0;
  for (size_t step = 0; step < 2 * n; ++step) {
    const auto a = static_cast<int32_t>(random_.index(n));
    const int32_t b = mate(a);
    const int32_t c = random_.below(2) == 0 ? candidate(a) : static_cast<int32_t>(random_.index(n));
    if (b == kFree || c == kFree || c == a || c == b || mate(c) == kFree) continue;
    const int32_t d = mate(c);
    const int64_t before = int64_t{own_slack(a)} + own_slack(c);
    const auto noise = static_cast<int64_t>(random_.below(share) + random_.below(share));
    const int32_t ac = slack(a, c);
    const int32_t bd = slack(b, d);
    const int64_t cost = int64_t{ac} + bd - before;
    if (ac == kBlocked || bd == kBlocked || cost > noise || lost + cost > most) continue;
    join(a, c, ac);
    join(b, d, bd);
    lost += cost;
  }
  return std::max<int64_t>(lost, 0) / kTypeDualScale;
}

TypedMatching TypedSolver::run() {
  TypedMatching result;
  TypeRelaxation relaxation = relax_types(problem_, weights_, limits_.types, random_.fork(1));
  bound_ = std::move(relaxation.bound);
  dual_ = bound_.of_people(problem_);
  report(0.2);
  choose_odd();
  rank_people();
  group_by_type();
  find_neighbours(relaxation.weight);
  relaxation.weight = TypeMatrix(0);
  deal(round_flows(relaxation.flows));
  keep_liked(relaxation.liked);
  make_pairs(relaxation.pairs);
  report(0.3);
  pair_open_anew();
  shake();
  repair();
  dissolve_blocked();
  if (limits_.surprise > 0) result.given_up = surprise();
  result.mate.assign(static_cast<size_t>(problem_.people), kFree);
  for (int32_t person = 0; person < problem_.people; ++person) {
    if (mate(person) <= person) continue;
    const int32_t a = who(person);
    const int32_t b = who(mate(person));
    result.mate[static_cast<size_t>(a)] = b;
    result.mate[static_cast<size_t>(b)] = a;
    ++result.pairs;
    result.value += weights_.of_pair(a, b);
  }
  result.bound = std::move(bound_);
  return result;
}

}  // namespace

TypedMatching max_typed_matching(const TypedProblem& problem,
                                 const std::vector<int32_t>& odd_candidates, Random random,
                                 const TypedLimits& limits,
                                 const std::function<void(double done)>& progress) {
  if (problem.people == 0) return {};
  return TypedSolver(problem, odd_candidates, random, limits, progress).run();
}

}  // namespace weft::solve
