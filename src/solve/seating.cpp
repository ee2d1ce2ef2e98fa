#include "solve/seating.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

namespace weft::solve {
namespace {

constexpr int32_t kOut = -1;
constexpr size_t kLooked = 48;  // units that a move is chosen among

// Elements that belong together as one, and who of them are apart.
class Units {
 public:
  explicit Units(const SeatingProblem& problem);

  int32_t count() const { return static_cast<int32_t>(members.size()); }
  int32_t weight(int32_t unit) const {
    return static_cast<int32_t>(members[static_cast<size_t>(unit)].size());
  }

  std::vector<std::vector<int32_t>> members;
  std::vector<std::vector<int32_t>> apart;  // sorted
  std::vector<int64_t> rank;                // of their turn, without gaps
  std::vector<char> hopeless;               // at no table, whoever else sits there
};

Units::Units(const SeatingProblem& problem) {
  const auto elements = static_cast<int32_t>(problem.apart.size());
  std::vector<int32_t> unit_of(problem.apart.size(), -1);
  for (const std::vector<int32_t>& cluster : problem.together) {
    int32_t unit = -1;
    for (const int32_t e : cluster) unit = std::max(unit, unit_of[static_cast<size_t>(e)]);
    if (unit < 0) {
      unit = count();
      members.emplace_back();
    }
    for (const int32_t e : cluster) {
      const int32_t other = unit_of[static_cast<size_t>(e)];
      if (other == unit) continue;
      if (other < 0) {
        members[static_cast<size_t>(unit)].push_back(e);
      } else {
        for (const int32_t moved : std::exchange(members[static_cast<size_t>(other)], {})) {
          members[static_cast<size_t>(unit)].push_back(moved);
          unit_of[static_cast<size_t>(moved)] = unit;
        }
      }
      unit_of[static_cast<size_t>(e)] = unit;
    }
  }
  members.erase(std::remove_if(members.begin(), members.end(),
                               [](const std::vector<int32_t>& in) { return in.empty(); }),
                members.end());
  for (int32_t e = 0; e < elements; ++e) {
    if (unit_of[static_cast<size_t>(e)] < 0) members.push_back({e});
  }
  for (std::vector<int32_t>& in : members) std::sort(in.begin(), in.end());
  std::sort(members.begin(), members.end());
  for (int32_t u = 0; u < count(); ++u) {
    for (const int32_t e : members[static_cast<size_t>(u)]) unit_of[static_cast<size_t>(e)] = u;
  }

  apart.resize(members.size());
  hopeless.assign(members.size(), 0);
  for (int32_t u = 0; u < count(); ++u) {
    std::vector<int32_t>& mine = apart[static_cast<size_t>(u)];
    for (const int32_t e : members[static_cast<size_t>(u)]) {
      for (const int32_t other : problem.apart[static_cast<size_t>(e)])
        mine.push_back(unit_of[static_cast<size_t>(other)]);
    }
    std::sort(mine.begin(), mine.end());
    mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
    hopeless[static_cast<size_t>(u)] =
        std::binary_search(mine.begin(), mine.end(), u) || weight(u) > problem.size.max ? 1 : 0;
  }

  // Who has too few others to sit with, which leaves fewer to the others.
  std::vector<int64_t> others(members.size(), 0);
  int64_t all = 0;
  for (int32_t u = 0; u < count(); ++u)
    all += hopeless[static_cast<size_t>(u)] != 0 ? 0 : weight(u);
  for (int32_t u = 0; u < count(); ++u) {
    others[static_cast<size_t>(u)] = all;
    for (const int32_t v : apart[static_cast<size_t>(u)]) {
      if (hopeless[static_cast<size_t>(v)] == 0) others[static_cast<size_t>(u)] -= weight(v);
    }
  }
  for (bool again = true; std::exchange(again, false);) {
    for (int32_t u = 0; u < count(); ++u) {
      const auto i = static_cast<size_t>(u);
      if (hopeless[i] != 0 || others[i] >= problem.size.min) continue;
      hopeless[i] = 1;
      again = true;
      for (int32_t v = 0; v < count(); ++v) {
        if (!std::binary_search(apart[i].begin(), apart[i].end(), v))
          others[static_cast<size_t>(v)] -= weight(u);
      }
    }
  }

  // A unit is out by the turn of whoever of it is last.
  std::vector<int64_t> turn(members.size(), 0);
  for (size_t u = 0; u < members.size() && !problem.turn.empty(); ++u) {
    turn[u] = problem.turn[static_cast<size_t>(members[u][0])];
    for (const int32_t e : members[u])
      turn[u] = std::max(turn[u], problem.turn[static_cast<size_t>(e)]);
  }
  std::vector<int64_t> sorted = turn;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  for (const int64_t one : turn)
    rank.push_back(std::lower_bound(sorted.begin(), sorted.end(), one) - sorted.begin());
}

// Who is at a table of a size that nobody asked for: those beyond it where it is larger, everybody
// where it is smaller, which is worse between equals.
int32_t odd_at(const SeatingProblem& problem, int32_t size) {
  if (size > problem.asked.max) return 2 * (size - problem.asked.max);
  return size > 0 && size < problem.asked.min ? 2 * size + 1 : 0;
}

// The table of each unit.
Seating seating_of(const Units& units, const std::vector<int32_t>& table) {
  Seating seating;
  int32_t tables = 0;
  for (const int32_t t : table) tables = std::max(tables, t + 1);
  seating.tables.resize(static_cast<size_t>(tables));
  for (size_t u = 0; u < table.size(); ++u) {
    std::vector<int32_t>& to =
        table[u] == kOut ? seating.out : seating.tables[static_cast<size_t>(table[u])];
    to.insert(to.end(), units.members[u].begin(), units.members[u].end());
  }
  seating.tables.erase(std::remove_if(seating.tables.begin(), seating.tables.end(),
                                      [](const std::vector<int32_t>& in) { return in.empty(); }),
                       seating.tables.end());
  std::sort(seating.out.begin(), seating.out.end());
  for (std::vector<int32_t>& in : seating.tables) std::sort(in.begin(), in.end());
  std::sort(seating.tables.begin(), seating.tables.end(), [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return seating;
}

// --- few units, all there are --------------------------------------------------------------------

// What counts first is larger than all that comes after it: seated, at tables as asked for, out by
// turn, even. Few units are at most 20 of 9 elements.
constexpr int64_t kSquares = 10'000;
constexpr int64_t kRanks = 1'000;
constexpr int64_t kPeople = 1'000;

int64_t worth_of_table(const SeatingProblem& problem, int32_t size) {
  return ((size * kPeople - odd_at(problem, size)) * kRanks) * kSquares - int64_t{size} * size;
}

Seating seat_exactly(const SeatingProblem& problem, const Units& units) {
  const auto count = static_cast<uint32_t>(units.count());
  const uint32_t all = (uint32_t{1} << count) - 1;
  std::vector<uint32_t> clashes(count, 0);
  for (uint32_t u = 0; u < count; ++u) {
    for (const int32_t v : units.apart[u]) clashes[u] |= uint32_t{1} << v;
    if (units.hopeless[u] != 0) clashes[u] = all;
  }
  // The size of a table with these, -1 where they may not sit there; the lowest unit first.
  std::vector<int32_t> size(size_t{1} << count, -1);
  std::vector<uint32_t> lowest(size_t{1} << count, 0);
  size[0] = 0;
  for (uint32_t set = 1; set <= all; ++set) {
    while ((set >> lowest[set] & 1) == 0) ++lowest[set];
    const uint32_t low = lowest[set];
    const uint32_t rest = set & (set - 1);
    if (size[rest] < 0 || (clashes[low] & set) != 0) continue;
    const int32_t sum = size[rest] + units.weight(static_cast<int32_t>(low));
    if (sum <= problem.size.max) size[set] = sum;
  }
  std::vector<int64_t> best(size_t{1} << count, 0);
  std::vector<uint32_t> table(size_t{1} << count, 0);  // 0: the lowest is out
  for (uint32_t set = 1; set <= all; ++set) {
    const uint32_t low = uint32_t{1} << lowest[set];
    const uint32_t rest = set ^ low;
    best[set] = best[rest] - units.rank[lowest[set]] * kSquares;
    for (uint32_t with = rest;; with = (with - 1) & rest) {
      const int32_t people = size[with | low];
      if (people >= problem.size.min) {
        const int64_t worth = best[rest ^ with] + worth_of_table(problem, people);
        if (worth > best[set]) {
          best[set] = worth;
          table[set] = with | low;
        }
      }
      if (with == 0) break;
    }
  }
  std::vector<int32_t> of_unit(count, kOut);
  int32_t tables = 0;
  for (uint32_t set = all; set != 0;) {
    const uint32_t together = table[set];
    if (together == 0) {
      set &= set - 1;
      continue;
    }
    for (uint32_t u = 0; u < count; ++u) {
      if ((together >> u & 1) != 0) of_unit[u] = tables;
    }
    ++tables;
    set ^= together;
  }
  Seating seating = seating_of(units, of_unit);
  seating.most = true;
  return seating;
}

// --- many units ----------------------------------------------------------------------------------

class SeatingSearch {
 public:
  SeatingSearch(const SeatingProblem& problem, const Units& units, Random random)
      : problem_(problem), units_(units), random_(random) {
    for (int32_t u = 0; u < units.count(); ++u) {
      if (units.hopeless[static_cast<size_t>(u)] == 0) {
        open_.push_back(u);
      } else {
        lost_ += units.weight(u);
      }
    }
  }

  // Elements that have no seat at this number of tables, within the work.
  int64_t search(int32_t tables, int64_t work);
  const std::vector<int32_t>& table() const { return best_; }
  // Those have none at any number of tables.
  int64_t lost() const { return lost_; }
  bool nobody() const { return open_.empty(); }

 private:
  struct Move {
    int32_t unit = -1;
    int32_t to = 0;
    int64_t cost = INT64_MAX;
  };

  size_t cell(int32_t unit, int32_t table) const {
    return static_cast<size_t>(unit) * static_cast<size_t>(tables_) + static_cast<size_t>(table);
  }
  int32_t& table_of(int32_t unit) { return table_[static_cast<size_t>(unit)]; }
  int32_t& people(int32_t table) { return people_[static_cast<size_t>(table)]; }
  int64_t lacking(int32_t table, int32_t more) {
    return std::max(0, problem_.size.min - people(table) - more);
  }
  void start();
  void put(int32_t unit, int32_t table);
  void take(int32_t unit);
  Move best_move();
  void make(const Move& move);
  int64_t seatless();
  void save();
  void tidy();
  void by_turn();

  const SeatingProblem& problem_;
  const Units& units_;
  Random random_;
  std::vector<int32_t> open_;  // units that may be seated
  int64_t lost_ = 0;
  int32_t tables_ = 0;
  int64_t work_ = 0;
  int64_t step_ = 0;
  std::vector<int32_t> table_;    // of each unit
  std::vector<int32_t> people_;   // at each table
  std::vector<int32_t> against_;  // weight at a table of those who are apart from a unit
  std::vector<int64_t> barred_;   // until this step
  std::vector<int32_t> out_;
  std::vector<int32_t> place_;  // in out_
  std::vector<int32_t> best_;
  int64_t least_ = INT64_MAX;
};

void SeatingSearch::put(int32_t unit, int32_t table) {
  table_of(unit) = table;
  people(table) += units_.weight(unit);
  for (const int32_t other : units_.apart[static_cast<size_t>(unit)])
    against_[cell(other, table)] += units_.weight(unit);
  const int32_t at = std::exchange(place_[static_cast<size_t>(unit)], -1);
  if (at < 0) return;
  const int32_t last = out_.back();
  out_[static_cast<size_t>(at)] = last;
  place_[static_cast<size_t>(last)] = at;
  place_[static_cast<size_t>(unit)] = -1;
  out_.pop_back();
}

void SeatingSearch::take(int32_t unit) {
  const int32_t table = std::exchange(table_of(unit), kOut);
  people(table) -= units_.weight(unit);
  for (const int32_t other : units_.apart[static_cast<size_t>(unit)])
    against_[cell(other, table)] -= units_.weight(unit);
  place_[static_cast<size_t>(unit)] = static_cast<int32_t>(out_.size());
  out_.push_back(unit);
}

// Who is apart from most sits down first, where fewest are.
void SeatingSearch::start() {
  const auto cells = static_cast<size_t>(units_.count()) * static_cast<size_t>(tables_);
  table_.assign(static_cast<size_t>(units_.count()), kOut);
  people_.assign(static_cast<size_t>(tables_), 0);
  against_.assign(cells, 0);
  barred_.assign(cells, 0);
  place_.assign(static_cast<size_t>(units_.count()), -1);
  out_.clear();
  std::vector<int32_t> order = open_;
  random_.shuffle(std::span<int32_t>(order));
  std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
    if (units_.weight(a) != units_.weight(b)) return units_.weight(a) > units_.weight(b);
    return units_.apart[static_cast<size_t>(a)].size() >
           units_.apart[static_cast<size_t>(b)].size();
  });
  for (const int32_t unit : order) {
    int32_t best = kOut;
    for (int32_t t = 0; t < tables_; ++t) {
      ++work_;
      if (against_[cell(unit, t)] > 0 || people(t) + units_.weight(unit) > problem_.size.max)
        continue;
      if (best == kOut || people(t) < people(best)) best = t;
    }
    if (best == kOut) {
      place_[static_cast<size_t>(unit)] = static_cast<int32_t>(out_.size());
      out_.push_back(unit);
    } else {
      put(unit, best);
    }
  }
}

// Of somebody who is out, or of anybody while a table has too few: what is lost by it, less what is
// gained. Equal ones by lot.
SeatingSearch::Move SeatingSearch::best_move() {
  Move best;
  uint64_t equals = 0;
  const int64_t seatless = this->seatless();
  const bool few = std::any_of(people_.begin(), people_.end(),
                               [&](int32_t size) { return size < problem_.size.min; });
  const std::vector<int32_t>& from = few ? open_ : out_;
  const size_t begin = random_.index(from.size());
  for (size_t i = 0; i < std::min(from.size(), kLooked); ++i) {
    const int32_t unit = from[(begin + i) % from.size()];
    const int32_t weight = units_.weight(unit);
    const int32_t now = table_of(unit);
    const int64_t leaves = now == kOut ? -weight : lacking(now, -weight) - lacking(now, 0);
    for (int32_t t = 0; t < tables_; ++t) {
      ++work_;
      if (t == now) continue;
      const int32_t against = against_[cell(unit, t)];
      const int32_t stay = people(t) - against;
      const int32_t over = std::max(0, stay + weight - problem_.size.max);
      const int64_t cost =
          leaves + against + over + lacking(t, weight - against - over) - lacking(t, 0);
      // Barred, but for what was never reached.
      if (barred_[cell(unit, t)] > step_ && seatless + cost >= least_) continue;
      if (cost > best.cost) continue;
      equals = cost < best.cost ? 1 : equals + 1;
      if (equals > 1 && random_.below(equals) != 0) continue;
      best = {unit, t, cost};
    }
  }
  return best;
}

void SeatingSearch::make(const Move& move) {
  const auto bar = [&](int32_t unit, int32_t table) {
    barred_[cell(unit, table)] =
        step_ + 5 + static_cast<int64_t>(random_.below(10)) + static_cast<int64_t>(out_.size()) / 2;
  };
  if (const int32_t from = table_of(move.unit); from != kOut) {
    take(move.unit);
    bar(move.unit, from);
  }
  std::vector<int32_t> there;
  for (const int32_t unit : open_) {
    if (table_of(unit) == move.to) there.push_back(unit);
  }
  work_ += static_cast<int64_t>(open_.size()) / 8;
  random_.shuffle(std::span<int32_t>(there));
  const std::vector<int32_t>& apart = units_.apart[static_cast<size_t>(move.unit)];
  for (const int32_t unit : there) {
    if (!std::binary_search(apart.begin(), apart.end(), unit)) continue;
    take(unit);
    bar(unit, move.to);
  }
  for (const int32_t unit : there) {
    if (people(move.to) + units_.weight(move.unit) <= problem_.size.max) break;
    if (table_of(unit) != move.to) continue;
    take(unit);
    bar(unit, move.to);
  }
  put(move.unit, move.to);
}

// Those who are out, and the seats that tables of too few lack.
int64_t SeatingSearch::seatless() {
  int64_t sum = 0;
  for (const int32_t unit : out_) sum += units_.weight(unit);
  for (int32_t t = 0; t < tables_; ++t) sum += lacking(t, 0);
  return sum;
}

void SeatingSearch::save() {
  least_ = seatless();
  best_ = table_;
}

// From tables that are too large or to those that are too small, as long as somebody can go.
void SeatingSearch::tidy() {
  const auto odd = [&](int32_t size) { return odd_at(problem_, size); };
  for (bool again = true; std::exchange(again, false);) {
    for (const int32_t unit : open_) {
      const int32_t from = table_of(unit);
      const int32_t weight = units_.weight(unit);
      if (from == kOut || people(from) - weight < problem_.size.min) continue;
      for (int32_t t = 0; t < tables_; ++t) {
        ++work_;
        if (t == from || against_[cell(unit, t)] > 0 || people(t) + weight > problem_.size.max)
          continue;
        const int32_t before = odd(people(from)) + odd(people(t));
        const int32_t after = odd(people(from) - weight) + odd(people(t) + weight);
        const bool evener = people(t) + weight < people(from);
        if (after > before || (after == before && !evener)) continue;
        take(unit);
        put(unit, t);
        again = true;
        break;
      }
    }
  }
}

// Who is out changes places with somebody whose turn it is rather.
void SeatingSearch::by_turn() {
  const auto rank = [&](int32_t unit) { return units_.rank[static_cast<size_t>(unit)]; };
  std::vector<int32_t> order = out_;
  std::stable_sort(order.begin(), order.end(),
                   [&](int32_t a, int32_t b) { return rank(a) > rank(b); });
  for (const int32_t unit : order) {
    int32_t best = -1;
    for (const int32_t other : open_) {
      const int32_t table = table_of(other);
      if (table == kOut || units_.weight(other) != units_.weight(unit) ||
          rank(other) >= rank(unit) || (best >= 0 && rank(other) >= rank(best)))
        continue;
      const auto& apart = units_.apart[static_cast<size_t>(unit)];
      const bool only =
          against_[cell(unit, table)] ==
          (std::binary_search(apart.begin(), apart.end(), other) ? units_.weight(other) : 0);
      if (only) best = other;
    }
    if (best < 0) continue;
    const int32_t table = table_of(best);
    take(best);
    put(unit, table);
  }
}

int64_t SeatingSearch::search(int32_t tables, int64_t work) {
  tables_ = tables;
  work_ = 0;
  step_ = 0;
  start();
  save();
  while (least_ > 0 && work_ < work) {
    ++step_;
    const Move move = best_move();
    if (move.unit >= 0) make(move);
    if (seatless() < least_) save();
    work_ += tables_ / 8 + 1;
  }
  // As it was best, without tables of too few, whose people go where there is room.
  const std::vector<int32_t> found = best_;
  start();
  for (const int32_t unit : open_) {
    if (table_of(unit) != kOut) take(unit);
  }
  for (const int32_t unit : open_) {
    if (found[static_cast<size_t>(unit)] != kOut) put(unit, found[static_cast<size_t>(unit)]);
  }
  for (const int32_t unit : open_) {
    const int32_t t = table_of(unit);
    if (t != kOut && people(t) < problem_.size.min) take(unit);
  }
  const std::vector<int32_t> left = out_;
  for (const int32_t unit : left) {
    for (int32_t t = 0; t < tables_; ++t) {
      if (people(t) == 0 || against_[cell(unit, t)] > 0 ||
          people(t) + units_.weight(unit) > problem_.size.max)
        continue;
      put(unit, t);
      break;
    }
  }
  tidy();
  by_turn();
  best_ = table_;
  int64_t sum = lost_;
  for (const int32_t unit : out_) sum += units_.weight(unit);
  return sum;
}

Seating seat_by_search(const SeatingProblem& problem, const Units& units, int64_t work,
                       Random random) {
  SeatingSearch search(problem, units, random);
  int64_t fewest = INT64_MAX;
  std::vector<int32_t> best(static_cast<size_t>(units.count()), kOut);
  // The first gets half of the work.
  const auto others = std::max<int64_t>(1, static_cast<int64_t>(problem.tables.size()) - 1);
  for (size_t i = 0; i < problem.tables.size() && !search.nobody(); ++i) {
    const int64_t out = search.search(problem.tables[i], work / 2 / (i == 0 ? 1 : others));
    if (out >= fewest) continue;
    fewest = out;
    best = search.table();
    if (out == search.lost()) break;
  }
  Seating seating = seating_of(units, best);
  seating.most = search.nobody() || fewest == search.lost();
  return seating;
}

}  // namespace

Seating seat_most(const SeatingProblem& problem, const SeatingLimits& limits, Random random) {
  const Units units(problem);
  if (units.count() == 0) return {{}, {}, true};
  if (units.count() <= limits.exact_units) return seat_exactly(problem, units);
  return seat_by_search(problem, units, limits.work, random);
}

}  // namespace weft::solve
