#include "solve/type_bonus.h"

#include <algorithm>
#include <numeric>

#include "solve/arcs.h"
#include "solve/best_per_vertex.h"
#include "solve/fractional.h"

namespace weft::solve {
namespace {

constexpr size_t kBonusCandidates = 12;  // of each person
constexpr size_t kBonusesAdded = 6;
constexpr int kBonusRounds = 10;            // of adding what is not covered
constexpr int64_t kEnoughOfBonus = 20'000;  // a gap of one in so many is next to nothing
constexpr size_t kSampled = 64;             // people whom each looks at where all are too many
constexpr int64_t kLittleSlack = 8;         // slack of one part in so many is little

uint64_t key_of(int32_t a, int32_t b) {
  return static_cast<uint64_t>(std::min(a, b)) << 32 | static_cast<uint64_t>(std::max(a, b));
}

TypeBonus::Pair pair_of(uint64_t key) {
  return {static_cast<int32_t>(key >> 32), static_cast<int32_t>(key & 0xffffffffU)};
}

}  // namespace

TypeBonus::TypeBonus(const TypedProblem& problem, const TypeWeights& weights, size_t attribute,
                     int64_t most_looks)
    : problem_(problem), weights_(weights), teach_(attribute), most_looks_(most_looks) {
  looks_ = static_cast<int64_t>(problem.raise.size());
  if (teach_ == kNoAttribute) return;
  const TypeAttribute& teach = problem.attributes[teach_];
  for (const TypeTerm& term : teach.terms) weight_ += term.weight;
  uint32_t entries = 0;
  for (const auto* lists : {&teach.entries, &teach.wanted}) {
    for (const auto& list : *lists) {
      if (!list.empty()) entries = std::max(entries, list.back() + 1);
    }
  }
  have_.resize(entries);
  want_.resize(entries);
  for (int32_t person = 0; person < problem.people; ++person) {
    const uint32_t code = problem.code(person, teach_);
    for (const uint32_t entry : teach.entries[code]) have_[entry].push_back(person);
    for (const uint32_t entry : teach.wanted[code]) want_[entry].push_back(person);
  }
  for (size_t entry = 0; entry < entries; ++entry)
    looks_ +=
        2 * static_cast<int64_t>(have_[entry].size()) * static_cast<int64_t>(want_[entry].size());
}

void TypeBonus::find_others(int32_t person, Others& others) const {
  if (others.place.empty()) {
    const auto n = static_cast<size_t>(problem_.people);
    others.place.resize(n, 0);
    others.forth.resize(n, 0);
    others.back.resize(n, 0);
  }
  for (const Other& other : others.list) {
    const auto i = static_cast<size_t>(other.person);
    others.place[i] = 0;
    others.forth[i] = others.back[i] = 0;
  }
  others.list.clear();
  const auto see = [&](int32_t other) {
    size_t& place = others.place[static_cast<size_t>(other)];
    if (place > 0) return;
    others.list.push_back({other, 0});
    place = others.list.size();
  };
  if (teach_ != kNoAttribute) {
    const TypeAttribute& teach = problem_.attributes[teach_];
    const uint32_t code = problem_.code(person, teach_);
    const auto count = [&](const std::vector<int32_t>& people, std::vector<uint16_t>& times) {
      for (const int32_t other : people) {
        if (other == person) continue;
        see(other);
        ++times[static_cast<size_t>(other)];
      }
    };
    for (const uint32_t entry : teach.wanted[code]) count(have_[entry], others.back);
    for (const uint32_t entry : teach.entries[code]) count(want_[entry], others.forth);
    const size_t mine = teach.wanted[code].size();
    for (Other& other : others.list) {
      const auto i = static_cast<size_t>(other.person);
      const size_t theirs = teach.wanted[problem_.code(other.person, teach_)].size();
      other.bonus =
          weight_ *
          ((taught_points(others.forth[i], theirs) + taught_points(others.back[i], mine)) / 2);
    }
  }
  if (problem_.raise.empty()) return;
  const auto i = static_cast<size_t>(person);
  for (size_t at = problem_.raised.begin[i]; at < problem_.raised.begin[i + 1]; ++at) {
    const int32_t other = problem_.raised.other[at];
    see(other);
    others.list[others.place[static_cast<size_t>(other)] - 1].bonus += problem_.raise[at];
  }
}

// By chance from those who have what is wanted, and all that are wished for.
void TypeBonus::some_others(int32_t person, Random& random, Others& others) const {
  others.list.clear();
  const auto i = static_cast<size_t>(person);
  std::vector<int32_t> people;
  if (teach_ != kNoAttribute) {
    const TypeAttribute& teach = problem_.attributes[teach_];
    const uint32_t code = problem_.code(person, teach_);
    const size_t entries = teach.wanted[code].size() + teach.entries[code].size();
    const auto draw = [&](const std::vector<uint32_t>& mine,
                          const std::vector<std::vector<int32_t>>& lists) {
      for (const uint32_t entry : mine) {
        const std::vector<int32_t>& list = lists[entry];
        for (size_t k = 0; k < kSampled / entries + 1 && !list.empty(); ++k)
          people.push_back(list[random.index(list.size())]);
      }
    };
    draw(teach.wanted[code], have_);
    draw(teach.entries[code], want_);
  }
  if (!problem_.raise.empty()) {
    const int32_t* const raised = problem_.raised.other.data();
    people.insert(people.end(), raised + problem_.raised.begin[i],
                  raised + problem_.raised.begin[i + 1]);
  }
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  for (const int32_t other : people) {
    if (other != person) others.list.push_back({other, bonus_of(person, other)});
  }
}

int64_t TypeBonus::bonus_of(int32_t a, int32_t b) const {
  const int64_t taught =
      teach_ == kNoAttribute
          ? 0
          : weights_.of_codes(teach_, problem_.code(a, teach_), problem_.code(b, teach_));
  return taught + weights_.raise_of(a, b);
}

int64_t TypeBonus::needed(int32_t a, int32_t b, int64_t bonus,
                          const std::vector<int64_t>& dual) const {
  int64_t value = problem_.base + bonus;
  for (size_t k = 0; k < problem_.attributes.size(); ++k) {
    if (k != teach_) value += weights_.of_codes(k, problem_.code(a, k), problem_.code(b, k));
  }
  if (value < 0 || problem_.forbidden.holds(a, b)) return -1;
  const size_t place = problem_.reduced.place(a, b);
  if (place != PersonLists::kNowhere) value -= problem_.reduction[place];
  return kTypeDualScale * value - dual[static_cast<size_t>(a)] - dual[static_cast<size_t>(b)];
}

int64_t TypeBonus::most_of(int32_t person) const {
  int64_t most = 0;
  if (teach_ != kNoAttribute) {
    const auto& wanted = problem_.attributes[teach_].wanted[problem_.code(person, teach_)];
    const auto to_be_had = std::count_if(wanted.begin(), wanted.end(),
                                         [&](uint32_t entry) { return !have_[entry].empty(); });
    // Half of the points of each of the two, two-fold.
    most = weight_ * taught_points(static_cast<size_t>(to_be_had), wanted.size());
  }
  const auto i = static_cast<size_t>(person);
  int64_t raise = 0;
  if (!problem_.raise.empty()) {
    for (size_t at = problem_.raised.begin[i]; at < problem_.raised.begin[i + 1]; ++at)
      raise = std::max<int64_t>(raise, problem_.raise[at]);
  }
  return most + raise;
}

std::vector<TypeBonus::Edge> TypeBonus::candidates(const std::vector<int64_t>& dual,
                                                   Random random) const {
  std::vector<Edge> edges;
  Others others;
  std::vector<Edge> best;
  // Libraries differ in which of equal items they take from a heap.
  const auto better = [](const Edge& a, const Edge& b) {
    return a.needed != b.needed ? a.needed > b.needed : a.pair < b.pair;
  };
  for (int32_t person = 0; person < problem_.people; ++person) {
    if (looks_at_all()) {
      find_others(person, others);
    } else {
      some_others(person, random, others);
    }
    best.clear();
    if (others.list.empty()) continue;
    // From anywhere on, so that among equals not all choose the same.
    const size_t start = random.index(others.list.size());
    for (size_t k = 0; k < others.list.size(); ++k) {
      const Other& other = others.list[(start + k) % others.list.size()];
      const bool full = best.size() == kBonusCandidates;
      if (full && kTypeDualScale * other.bonus <= best.front().needed) continue;
      const int64_t lacking = needed(person, other.person, other.bonus, dual);
      if (lacking <= 0 || (full && lacking <= best.front().needed)) continue;
      if (full) {
        std::pop_heap(best.begin(), best.end(), better);
        best.pop_back();
      }
      best.push_back({std::minmax(person, other.person), lacking});
      std::push_heap(best.begin(), best.end(), better);
    }
    edges.insert(edges.end(), best.begin(), best.end());
  }
  std::sort(edges.begin(), edges.end(),
            [](const Edge& a, const Edge& b) { return a.pair < b.pair; });
  edges.erase(std::unique(edges.begin(), edges.end(),
                          [](const Edge& a, const Edge& b) { return a.pair == b.pair; }),
              edges.end());
  return edges;
}

// Tells of pairs with what they need from the duals here.
template <typename Tell>
void TypeBonus::each_uncovered(const std::vector<int64_t>& dual, const std::vector<int64_t>& more,
                               Tell tell) const {
  Others others;
  for (int32_t person = 0; person < problem_.people; ++person) {
    find_others(person, others);
    for (const Other& other : others.list) {
      if (other.person < person) continue;
      const auto have = [&] {
        return more[static_cast<size_t>(person)] + more[static_cast<size_t>(other.person)];
      };
      if (kTypeDualScale * other.bonus <= have()) continue;
      const int64_t lacking = needed(person, other.person, other.bonus, dual);
      if (lacking > have()) tell(person, other.person, lacking);
    }
  }
}

TypeBonus::Duals TypeBonus::find_duals(const std::vector<int64_t>& dual, Random random) const {
  const auto n = static_cast<size_t>(problem_.people);
  std::vector<Edge> edges = candidates(dual, random);
  std::vector<WeightedEdge> weighted;
  for (const auto& [pair, lacking] : edges) weighted.push_back({pair.first, pair.second, lacking});
  Fractional fractional(problem_.people, 0);
  fractional.start(Arcs(problem_.people, weighted), {});
  fractional.run(Arcs(problem_.people, weighted), [](double) {});
  const int64_t of_types = std::accumulate(dual.begin(), dual.end(), int64_t{0});
  Duals result;
  result.more.resize(n);
  const auto read_duals = [&] {
    for (int32_t v = 0; v < problem_.people; ++v)
      result.more[static_cast<size_t>(v)] = (fractional.dual(v) + 1) / 2;
  };
  read_duals();
  // What is not covered is added, until raising the duals for it costs next to nothing.
  for (int round = 0; looks_at_all(); ++round) {
    BestPerVertex<uint64_t> worst(problem_.people, kBonusesAdded);
    std::vector<int64_t> covering = result.more;
    const int64_t sum = std::accumulate(result.more.begin(), result.more.end(), of_types);
    int64_t cost = 0;
    each_uncovered(dual, result.more, [&](int32_t a, int32_t b, int64_t lacking) {
      const auto i = static_cast<size_t>(a);
      const auto j = static_cast<size_t>(b);
      worst.offer(a, b, result.more[i] + result.more[j] - lacking, key_of(a, b));
      const int64_t short_of = std::max<int64_t>(lacking - covering[i] - covering[j], 0);
      covering[i] += short_of;
      cost += short_of;
    });
    if (cost * kEnoughOfBonus <= sum || round == kBonusRounds) {
      result.more = std::move(covering);
      break;
    }
    const std::vector<uint64_t> added = worst.items();
    for (const uint64_t key : added) {
      const auto [a, b] = pair_of(key);
      const int64_t lacking = needed(a, b, bonus_of(a, b), dual);
      edges.push_back({{a, b}, lacking});
      weighted.push_back({a, b, lacking});
      const int64_t slack = fractional.dual(a) + fractional.dual(b) - 2 * lacking;
      if (slack < 0) fractional.raise(fractional.dual(a) > fractional.dual(b) ? a : b, -slack);
    }
    fractional.run(Arcs(problem_.people, weighted), [](double) {});
    read_duals();
  }
  std::vector<bool> seen(n, false);
  for (int32_t v = 0; v < problem_.people; ++v) {
    if (fractional.mate(v) > v) result.pairs.emplace_back(v, fractional.mate(v));
    // Of an odd cycle every other edge.
    int32_t x = v;
    while (fractional.next_in_cycle(x) != Fractional::kNone && !seen[static_cast<size_t>(x)]) {
      const int32_t y = fractional.next_in_cycle(x);
      if (seen[static_cast<size_t>(y)] || y == v) {
        seen[static_cast<size_t>(x)] = true;
        break;
      }
      result.pairs.emplace_back(x, y);
      seen[static_cast<size_t>(x)] = seen[static_cast<size_t>(y)] = true;
      x = fractional.next_in_cycle(y);
    }
  }
  for (const auto& [pair, lacking] : edges) {
    const int64_t slack = result.more[static_cast<size_t>(pair.first)] +
                          result.more[static_cast<size_t>(pair.second)] - lacking;
    if (slack * kLittleSlack <= lacking) result.liked.push_back(pair);
  }
  if (!looks_at_all()) {
    for (int32_t person = 0; person < problem_.people; ++person)
      result.more[static_cast<size_t>(person)] = most_of(person);
  }
  return result;
}

bool TypeBonus::covered(const std::vector<int64_t>& dual, const std::vector<int64_t>& more) const {
  if (!any()) return more.empty();
  if (more.size() != static_cast<size_t>(problem_.people)) return false;
  if (std::any_of(more.begin(), more.end(), [](int64_t one) { return one < 0; })) return false;
  if (!looks_at_all()) {
    for (int32_t person = 0; person < problem_.people; ++person) {
      if (more[static_cast<size_t>(person)] < most_of(person)) return false;
    }
    return true;
  }
  bool all = true;
  each_uncovered(dual, more, [&](int32_t, int32_t, int64_t) { all = false; });
  return all;
}

}  // namespace weft::solve
