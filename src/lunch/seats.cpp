#include "lunch/seats.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <utility>

#include "lunch/terms.h"

namespace weft {
namespace {

constexpr size_t kStarts = 64;  // from which people apart are sought
constexpr size_t kNumbers = 8;  // of tables that are tried
constexpr int64_t kLeastSeatWork = 200'000;
constexpr int64_t kSeatWorkPerPerson = 100'000;
constexpr int64_t kMostSeatWork = 40'000'000;
constexpr uint64_t kMoreRounds = 4;  // of numbers of tables near to the best so far

// People of one value who may not meet, by rules that say so of every value.
int32_t largest_of_values(const Fit& fit, const std::vector<int32_t>& people) {
  int32_t largest = 1;
  for (const Fit::CompiledRule& rule : fit.rules()) {
    const bool different = rule.kind == Rule::Kind::kDifferent && rule.column->type != Type::kList;
    if (!different && rule.kind != Rule::Kind::kApartManager) continue;
    std::map<int64_t, int32_t> holders;
    for (const int32_t participant : people) {
      const auto i = static_cast<size_t>(participant);
      const int64_t value = different ? int64_t{rule.codes[i]} : rule.numbers[i];
      if (different || value != Roster::kNobody) largest = std::max(largest, ++holders[value]);
    }
  }
  return largest;
}

std::vector<int32_t> thinned(std::vector<int32_t> numbers) {
  if (numbers.size() <= kNumbers) return numbers;
  // The best, and the most: at small tables fewest are in each other's way.
  const int32_t most = *std::max_element(numbers.begin(), numbers.end());
  const int32_t fewest = *std::min_element(numbers.begin(), numbers.end());
  numbers.resize(kNumbers - 2);
  for (const int32_t number : {most, fewest}) {
    if (std::count(numbers.begin(), numbers.end(), number) == 0) numbers.push_back(number);
  }
  return numbers;
}

// People of whom nobody may sit with anybody of another part. `apart` is sorted.
std::vector<std::vector<int32_t>> parts_of(const std::vector<std::vector<int32_t>>& apart,
                                           const std::vector<std::vector<int32_t>>& together) {
  std::vector<std::vector<int32_t>> parts;
  std::vector<int32_t> open(apart.size());
  std::iota(open.begin(), open.end(), 0);
  while (!open.empty()) {
    std::vector<int32_t> part = {open.front()};
    open.erase(open.begin());
    for (size_t i = 0; i < part.size(); ++i) {
      const auto person = static_cast<size_t>(part[i]);
      const auto& with = together[person];
      const auto may_not = std::stable_partition(open.begin(), open.end(), [&](int32_t other) {
        return !std::binary_search(apart[person].begin(), apart[person].end(), other) ||
               std::binary_search(with.begin(), with.end(), other);
      });
      std::copy(open.begin(), may_not, std::back_inserter(part));
      open.erase(open.begin(), may_not);
    }
    std::sort(part.begin(), part.end());
    parts.push_back(std::move(part));
  }
  return parts;
}

class Seats {
 public:
  explicit Seats(const SeatsInput& input)
      : input_(input),
        range_(lunch_range(input.fit.size(), input.min, input.max, input.spread)),
        at_(input.apart.size(), -1) {
    for (int32_t i = 0; i < input.fit.size(); ++i) together_.push_back(input.fit.together_with(i));
  }

  solve::Seating all(Random random) {
    solve::Seating seats;
    seats.most = true;
    const std::vector<std::vector<int32_t>> parts = parts_of(input_.apart, together_);
    for (size_t p = 0; p < parts.size(); ++p)
      add(parts[p], in_part(parts[p], random.fork(p)), seats);
    std::sort(seats.out.begin(), seats.out.end());
    std::sort(seats.tables.begin(), seats.tables.end(), [](const auto& a, const auto& b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    return seats;
  }

 private:
  static solve::SeatingLimits limits_of(const std::vector<int32_t>& people) {
    solve::SeatingLimits limits;
    limits.work = std::clamp(kSeatWorkPerPerson * static_cast<int64_t>(people.size()),
                             kLeastSeatWork, kMostSeatWork);
    return limits;
  }

  // By their places in `people`.
  solve::SeatingProblem problem_of(const std::vector<int32_t>& people) {
    for (size_t i = 0; i < people.size(); ++i)
      at_[static_cast<size_t>(people[i])] = static_cast<int32_t>(i);
    const auto here = [&](const std::vector<int32_t>& others) {
      std::vector<int32_t> places;
      for (const int32_t other : others) {
        if (at_[static_cast<size_t>(other)] >= 0) places.push_back(at_[static_cast<size_t>(other)]);
      }
      return places;
    };
    solve::SeatingProblem problem;
    problem.size = {range_.least, range_.most};
    problem.asked = {input_.min, input_.max};
    for (size_t i = 0; i < people.size(); ++i) {
      const auto person = static_cast<size_t>(people[i]);
      problem.apart.push_back(here(input_.apart[person]));
      problem.turn.push_back(input_.turn[person]);
      std::vector<int32_t> cluster = here(together_[person]);
      if (cluster.empty()) continue;
      cluster.push_back(static_cast<int32_t>(i));
      problem.together.push_back(std::move(cluster));
    }
    for (const int32_t person : people) at_[static_cast<size_t>(person)] = -1;
    return problem;
  }

  solve::Seating in_part(const std::vector<int32_t>& people, Random random) {
    solve::SeatingProblem problem = problem_of(people);
    const auto count = static_cast<int32_t>(people.size());
    problem.tables = thinned(table_numbers(count, input_.min, input_.max, input_.spread));
    solve::SeatingLimits limits = limits_of(people);
    solve::Seating best = solve::seat_most(problem, limits, random.fork(0));
    limits.work /= 4;
    for (uint64_t round = 1; !best.most && round <= kMoreRounds; ++round) {
      const auto tables = static_cast<int32_t>(best.tables.size());
      problem.tables.clear();
      for (int32_t number = tables + 2; number >= std::max(1, tables - 2); --number)
        problem.tables.push_back(number);
      solve::Seating other = solve::seat_most(problem, limits, random.fork(round));
      if (other.out.size() >= best.out.size()) break;
      best = std::move(other);
    }
    return best;
  }

  static void add(const std::vector<int32_t>& people, solve::Seating part, solve::Seating& seats) {
    const auto person = [&](int32_t& place) { place = people[static_cast<size_t>(place)]; };
    for (std::vector<int32_t>& table : part.tables) {
      std::for_each(table.begin(), table.end(), person);
      seats.tables.push_back(std::move(table));
    }
    std::for_each(part.out.begin(), part.out.end(), person);
    seats.out.insert(seats.out.end(), part.out.begin(), part.out.end());
    seats.most = seats.most && part.most;
  }

  const SeatsInput& input_;
  LunchRange range_;
  std::vector<int32_t> at_;  // of each participant: in the part that is looked at
  std::vector<std::vector<int32_t>> together_;  // sorted
};

}  // namespace

std::vector<std::vector<int32_t>> kept_apart(const Fit& fit) {
  std::vector<std::vector<int32_t>> apart(static_cast<size_t>(fit.size()));
  if (fit.size() > kEverySeat) {
    for (const Fit::CompiledRule& rule : fit.rules()) {
      if (rule.kind != Rule::Kind::kApart) continue;
      for (size_t i = 0; i < apart.size(); ++i)
        apart[i].insert(apart[i].end(), rule.partners[i].begin(), rule.partners[i].end());
    }
    for (std::vector<int32_t>& others : apart) {
      std::sort(others.begin(), others.end());
      others.erase(std::unique(others.begin(), others.end()), others.end());
    }
    return apart;
  }
  for (int32_t a = 0; a < fit.size(); ++a) {
    for (int32_t b = a + 1; b < fit.size(); ++b) {
      if (fit.admissible(a, b)) continue;
      apart[static_cast<size_t>(a)].push_back(b);
      apart[static_cast<size_t>(b)].push_back(a);
    }
  }
  return apart;
}

int32_t tables_needed(const Fit& fit, const std::vector<std::vector<int32_t>>& apart,
                      const std::vector<int32_t>& people) {
  std::vector<char> here(apart.size(), 0);
  for (const int32_t participant : people) here[static_cast<size_t>(participant)] = 1;
  const auto degree = [&](int32_t p) { return apart[static_cast<size_t>(p)].size(); };
  const auto more = [&](int32_t a, int32_t b) {
    return degree(a) != degree(b) ? degree(a) > degree(b) : a < b;
  };
  std::vector<int32_t> order = people;
  std::sort(order.begin(), order.end(), more);
  int32_t needed = largest_of_values(fit, people);
  for (size_t start = 0; start < std::min(order.size(), kStarts); ++start) {
    if (degree(order[start]) < static_cast<size_t>(needed)) break;
    int32_t clique = 1;
    std::vector<int32_t> open;
    for (const int32_t other : apart[static_cast<size_t>(order[start])]) {
      if (here[static_cast<size_t>(other)] != 0) open.push_back(other);
    }
    for (; !open.empty(); ++clique) {
      const int32_t next = *std::min_element(open.begin(), open.end(), more);
      const std::vector<int32_t>& list = apart[static_cast<size_t>(next)];
      std::vector<int32_t> both;
      std::set_intersection(open.begin(), open.end(), list.begin(), list.end(),
                            std::back_inserter(both));
      open = std::move(both);
    }
    needed = std::max(needed, clique);
  }
  return needed;
}

solve::Seating seat_most(const SeatsInput& input, Random random) {
  return Seats(input).all(random);
}

}  // namespace weft
