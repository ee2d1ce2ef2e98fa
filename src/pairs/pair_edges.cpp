#include "pairs/pair_edges.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "solve/best_per_vertex.h"

namespace weft {
namespace {

using solve::WeightedEdge;

constexpr size_t kCandidates = 12;  // of each person
constexpr size_t kClasses = 64;     // that they are chosen from
constexpr int kTries = 6;
constexpr int kSoughtBy = 24;  // at most: else all would choose the same few
constexpr size_t kAddedPerRound = 6;
constexpr int kPerType = 4;  // that one person is offered of one type in one pass
constexpr size_t kLeast = 8;
constexpr int64_t kNone = std::numeric_limits<int64_t>::min();
constexpr int64_t kFar = std::numeric_limits<int64_t>::max() / 4;

uint64_t key_of(int32_t u, int32_t v) {
  return static_cast<uint64_t>(std::min(u, v)) << 32 | static_cast<uint64_t>(std::max(u, v));
}

}  // namespace

PairEdges::PairEdges(const PairValues& values, const PairWeights& weights,
                     std::vector<int32_t> odd_candidates, Random random)
    : values_(values),
      weights_(weights),
      odd_candidates_(std::move(odd_candidates)),
      random_(random),
      type_of_(static_cast<size_t>(values.vertices()), -1) {
  for (int32_t type = 0; type < values.types(); ++type) {
    for (const int32_t* v = values.begin(type); v != values.end(type); ++v)
      type_of_[static_cast<size_t>(*v)] = type;
  }
}

std::vector<WeightedEdge> PairEdges::first() {
  struct Candidate {
    uint64_t pair;
    int64_t value;
  };
  // Where candidates of a type come from: a class, or one type of it.
  struct Place {
    int64_t gain;
    int32_t begin;  // in members()
    int32_t end;
    int32_t value;
    bool is_class;
  };
  std::vector<Candidate> candidates;
  const auto classes = static_cast<size_t>(values_.classes());
  const auto estimate = [&](int32_t type) {
    return estimate_.empty() ? 0 : estimate_[static_cast<size_t>(type)];
  };
  std::vector<int64_t> least(classes, kFar);
  for (int32_t type = 0; type < values_.types(); ++type) {
    int64_t& mine = least[static_cast<size_t>(values_.class_of(type))];
    mine = std::min(mine, estimate(type));
  }
  PairValues::Rows rows(values_);
  const auto better = [](const Place& a, const Place& b) { return a.gain > b.gain; };
  std::vector<Place> best;
  std::vector<Place> places;
  std::vector<int> sought(static_cast<size_t>(values_.vertices()), 0);
  for (int32_t a = 0; a < values_.classes(); ++a) {
    rows.set_class(a, 0);
    best.clear();
    int64_t worst = kNone;
    const auto offer = [&](std::vector<Place>& heap, size_t most, const Place& place) {
      heap.push_back(place);
      std::push_heap(heap.begin(), heap.end(), better);
      if (heap.size() <= most) return;
      std::pop_heap(heap.begin(), heap.end(), better);
      heap.pop_back();
    };
    // From a random class on, so that among equals not all choose the same.
    const size_t start = random_.index(classes);
    for (size_t i = 0; i < classes; ++i) {
      const size_t c = start + i < classes ? start + i : start + i - classes;
      const int32_t value = rows.row()[c];
      if (!counts(value)) continue;
      const int64_t gain = 2 * weights_.of(value) - least[c];
      if (gain <= worst) continue;
      const auto id = static_cast<int32_t>(c);
      offer(best, kClasses,
            {gain, static_cast<int32_t>(values_.at(values_.types_begin(id))),
             static_cast<int32_t>(values_.at(values_.types_end(id))), value, true});
      if (best.size() == kClasses) worst = best.front().gain;
    }
    for (int32_t s = values_.types_begin(a); s < values_.types_end(a); ++s) {
      places = best;
      for (const auto& [type, value] : rows.exceptions(s, true)) {
        if (!counts(value)) continue;
        const int64_t gain = 2 * weights_.of(value) - estimate(type);
        if (places.size() >= kClasses && gain <= places.front().gain) continue;
        offer(places, 2 * kClasses,
              {gain, static_cast<int32_t>(values_.at(type)),
               static_cast<int32_t>(values_.at(type + 1)), value, false});
      }
      std::sort(places.begin(), places.end(), better);
      for (const int32_t* it = values_.begin(s); it != values_.end(s); ++it) {
        const int32_t u = *it;
        size_t chosen = 0;
        const size_t before = candidates.size();
        for (int round = 0; round < kTries && chosen < kCandidates; ++round) {
          for (const Place& place : places) {
            const auto people = static_cast<size_t>(place.end - place.begin);
            if (static_cast<size_t>(round) >= people) continue;
            const int32_t v =
                values_.members()[static_cast<size_t>(place.begin) + random_.index(people)];
            if (u == v || sought[static_cast<size_t>(v)] >= kSoughtBy) continue;
            if (place.is_class && rows.is_exception(type_of_[static_cast<size_t>(v)])) continue;
            const int64_t value = values_.adjusted(u, v, place.value);
            if (!counts(value)) continue;
            const uint64_t pair = key_of(u, v);
            const bool again =
                std::any_of(candidates.begin() + static_cast<std::ptrdiff_t>(before),
                            candidates.end(), [&](const Candidate& c) { return c.pair == pair; });
            if (again) continue;
            candidates.push_back({pair, value});
            ++sought[static_cast<size_t>(v)];
            if (++chosen == kCandidates) break;
          }
        }
      }
    }
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.pair < b.pair; });
  candidates.erase(
      std::unique(candidates.begin(), candidates.end(),
                  [](const Candidate& a, const Candidate& b) { return a.pair == b.pair; }),
      candidates.end());
  std::vector<WeightedEdge> edges;
  const auto add = [&](int32_t u, int32_t v, int64_t weight) {
    edges.push_back({u, v, weight + static_cast<int64_t>(random_.below(weights_.noise))});
  };
  for (const Candidate& candidate : candidates) {
    add(static_cast<int32_t>(candidate.pair >> 32),
        static_cast<int32_t>(candidate.pair & 0xffffffffU), weights_.of(candidate.value));
  }
  for (const auto& [u, v, value] : values_.listed_pairs()) {
    if (counts(value)) add(u, v, weights_.of(value));
  }
  for (const int32_t v : odd_candidates_) add(v, values_.vertices(), 0);
  return edges;
}

std::vector<int64_t> PairEdges::start() {
  if (estimate_.empty()) return {};
  std::vector<int64_t> duals(static_cast<size_t>(vertices()), 0);
  for (int32_t v = 0; v < values_.vertices(); ++v) {
    const int32_t type = type_of_[static_cast<size_t>(v)];
    if (type >= 0) duals[static_cast<size_t>(v)] = estimate_[static_cast<size_t>(type)];
  }
  return duals;
}

void PairEdges::sort_by_dual(const std::vector<int64_t>& dual) {
  sorted_.vertex = values_.members();
  for (int32_t type = 0; type < values_.types(); ++type) {
    const auto begin = sorted_.vertex.begin() + static_cast<std::ptrdiff_t>(values_.at(type));
    const auto end = sorted_.vertex.begin() + static_cast<std::ptrdiff_t>(values_.at(type + 1));
    std::sort(begin, end, [&](int32_t a, int32_t b) {
      const int64_t first = dual[static_cast<size_t>(a)];
      const int64_t second = dual[static_cast<size_t>(b)];
      return first != second ? first < second : a < b;
    });
  }
  sorted_.dual.clear();
  for (const int32_t v : sorted_.vertex) sorted_.dual.push_back(dual[static_cast<size_t>(v)]);
}

// Pairs of the two types that are not covered; a few of them for each person.
template <typename Visit>
void PairEdges::each_open(int32_t s, int32_t t, int64_t value, const solve::PriceDuals& duals,
                          Visit visit) {
  const int64_t needed = 2 * weights_.of(value);
  const auto first = sorted_.dual.begin() + static_cast<std::ptrdiff_t>(values_.at(t));
  const auto last = sorted_.dual.begin() + static_cast<std::ptrdiff_t>(values_.at(t + 1));
  for (size_t i = values_.at(s); i < values_.at(s + 1); ++i) {
    const int32_t u = sorted_.vertex[i];
    const int64_t room = needed - sorted_.dual[i];
    if (*first >= room) break;
    const auto open = static_cast<size_t>(std::lower_bound(first, last, room) - first);
    int left = kPerType;
    const size_t start =
        (static_cast<size_t>(u) * 0x9e3779b1U + static_cast<size_t>(passes_) * 0x85ebca6bU) % open;
    for (size_t k = 0; k < open && left > 0; ++k) {
      const size_t j = values_.at(t) + (start + k < open ? start + k : start + k - open);
      const int32_t v = sorted_.vertex[j];
      if (s == t && v <= u) continue;
      const int64_t exactly = values_.adjusted(u, v, value);
      if (!counts(exactly)) continue;
      int64_t slack = sorted_.dual[i] + sorted_.dual[j] - 2 * weights_.of(exactly);
      if (slack >= 0) continue;
      slack += duals.common(u, v);
      if (slack >= 0) continue;
      visit(u, v, slack);
      --left;
    }
  }
}

std::vector<WeightedEdge> PairEdges::uncovered(const solve::PriceDuals& duals) {
  ++passes_;
  int64_t excess = 0;  // what duals must grow by to cover all pairs, at most
  sort_by_dual(duals.vertex);
  const auto classes = static_cast<size_t>(values_.classes());
  const auto least_of = [&](int32_t type) { return sorted_.dual[values_.at(type)]; };
  std::vector<int64_t> least(classes, kFar);
  for (int32_t type = 0; type < values_.types(); ++type) {
    int64_t& mine = least[static_cast<size_t>(values_.class_of(type))];
    mine = std::min(mine, least_of(type));
  }
  solve::BestPerVertex<uint64_t> worst(values_.vertices(), kAddedPerRound);
  const auto offer = [&](int32_t u, int32_t v, int64_t slack) {
    worst.offer(u, v, slack, key_of(u, v));
  };
  PairValues::Rows rows(values_);
  std::vector<int64_t> needs(classes, kNone);  // of the other, for all of a class to be covered
  for (int32_t a = 0; a < values_.classes(); ++a) {
    rows.set_class(a, a);
    int64_t most = kNone;
    for (auto c = static_cast<size_t>(a); c < classes; ++c) {
      const int32_t value = rows.row()[c];
      needs[c] = counts(value) ? 2 * weights_.of(value) - least[c] : kNone;
      most = std::max(most, needs[c]);
    }
    for (int32_t s = values_.types_begin(a); s < values_.types_end(a); ++s) {
      const int64_t mine = least_of(s);
      int64_t most_here = most;
      for (const auto& [type, value] : rows.exceptions(s, false)) {
        if (!counts(value)) continue;
        const int64_t needed = 2 * weights_.of(value) - least_of(type);
        if (needed <= mine) continue;
        most_here = std::max(most_here, needed);
        each_open(s, type, value, duals, offer);
      }
      if (most > mine) {
        for (auto c = static_cast<size_t>(a); c < classes; ++c) {
          if (needs[c] <= mine) continue;
          const auto id = static_cast<int32_t>(c);
          for (int32_t t = std::max(s, values_.types_begin(id)); t < values_.types_end(id); ++t) {
            if (!rows.is_exception(t)) each_open(s, t, rows.row()[c], duals, offer);
          }
        }
      }
      for (size_t i = values_.at(s); i < values_.at(s + 1) && sorted_.dual[i] < most_here; ++i)
        excess += most_here - sorted_.dual[i];
    }
  }
  if (on_bounds_ && duals.sum && !weights_.flat) {
    const int64_t unit = 2 * weights_.factor;
    std::optional<int64_t> value;
    if (duals.reached) value = *duals.sum / unit;
    on_bounds_(value, (*duals.sum + excess) / unit);
  }
  std::vector<WeightedEdge> edges;
  for (const uint64_t pair : worst.items()) {
    const auto u = static_cast<int32_t>(pair >> 32);
    const auto v = static_cast<int32_t>(pair & 0xffffffffU);
    edges.push_back(
        {u, v,
         weights_.of(values_.of(u, v)) + static_cast<int64_t>(random_.below(weights_.noise))});
  }
  return edges;
}

std::vector<int64_t> PairEdges::covering(const std::vector<int32_t>& vertices,
                                         const std::vector<int64_t>& duals) const {
  std::vector<int64_t> covered(static_cast<size_t>(values_.types()), kNone);
  PairValues::Rows rows(values_);
  int32_t row_of = -1;
  std::vector<size_t> by_type(vertices.size());
  std::iota(by_type.begin(), by_type.end(), size_t{0});
  const auto type_of = [&](size_t i) { return type_of_[static_cast<size_t>(vertices[i])]; };
  std::sort(by_type.begin(), by_type.end(), [&](size_t i, size_t j) {
    return type_of(i) != type_of(j) ? type_of(i) < type_of(j) : i < j;
  });
  for (const size_t i : by_type) {
    const int32_t s = type_of(i);
    if (s < 0) continue;
    const int32_t a = values_.class_of(s);
    if (row_of != a) rows.set_class(a, 0);
    row_of = a;
    const auto cover = [&](int32_t t, int32_t value) {
      if (!counts(value)) return;
      int64_t& mine = covered[static_cast<size_t>(t)];
      mine = std::max(mine, 2 * weights_.of(value) - duals[i]);
    };
    for (const auto& [type, value] : rows.exceptions(s, true)) cover(type, value);
    for (int32_t t = 0; t < values_.types(); ++t) {
      if (!rows.is_exception(t)) cover(t, rows.row()[static_cast<size_t>(values_.class_of(t))]);
    }
  }
  for (int64_t& dual : covered) {
    if (dual == kNone) dual = 0;
  }
  return covered;
}

std::vector<PairEdges::TwoLeast> PairEdges::two_least(const std::vector<int64_t>& dual,
                                                      int64_t alpha, int64_t beta,
                                                      const std::vector<int32_t>& mate) const {
  std::vector<TwoLeast> all(static_cast<size_t>(values_.vertices()),
                            {Least{kFar, -1}, Least{kFar, -1}});
  // A vertex skips itself and its mate: four of each type are enough, and as many types.
  struct Item {
    int64_t cost;
    int32_t vertex;
  };
  constexpr size_t kOfType = 4;
  const auto less = [](const Item& a, const Item& b) {
    return a.cost != b.cost ? a.cost < b.cost : a.vertex < b.vertex;
  };
  std::vector<Item> low;
  std::vector<size_t> low_begin;
  std::vector<Item> sorted;
  for (int32_t type = 0; type < values_.types(); ++type) {
    sorted.clear();
    for (const int32_t* v = values_.begin(type); v != values_.end(type); ++v)
      sorted.push_back({alpha * dual[static_cast<size_t>(*v)], *v});
    const size_t kept = std::min(sorted.size(), kOfType);
    std::partial_sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(kept),
                      sorted.end(), less);
    low_begin.push_back(low.size());
    low.insert(low.end(), sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(kept));
  }
  low_begin.push_back(low.size());
  const auto add_type = [&](std::vector<Item>& items, int32_t type, int64_t value, size_t most) {
    const int64_t weight = beta * weights_.of(value);
    for (size_t i = low_begin[static_cast<size_t>(type)];
         i < low_begin[static_cast<size_t>(type) + 1]; ++i) {
      const Item item{low[i].cost - weight, low[i].vertex};
      if (items.size() == most && !less(item, items.front())) break;
      items.push_back(item);
      std::push_heap(items.begin(), items.end(), less);
      if (items.size() <= most) continue;
      std::pop_heap(items.begin(), items.end(), less);
      items.pop_back();
    }
  };
  PairValues::Rows rows(values_);
  std::vector<Item> of_class;
  std::vector<Item> of_type;
  for (int32_t a = 0; a < values_.classes(); ++a) {
    rows.set_class(a, 0);
    const auto all_types = [&](std::vector<Item>& items, size_t most, bool but_exceptions) {
      items.clear();
      for (int32_t c = 0; c < values_.classes(); ++c) {
        const int32_t value = rows.row()[static_cast<size_t>(c)];
        if (!counts(value)) continue;
        for (int32_t t = values_.types_begin(c); t < values_.types_end(c); ++t) {
          if (!but_exceptions || !rows.is_exception(t)) add_type(items, t, value, most);
        }
      }
    };
    all_types(of_class, kLeast, false);
    for (int32_t s = values_.types_begin(a); s < values_.types_end(a); ++s) {
      const auto& exceptions = rows.exceptions(s, true);
      of_type.clear();
      for (const Item& item : of_class) {
        if (!rows.is_exception(type_of_[static_cast<size_t>(item.vertex)])) of_type.push_back(item);
      }
      // Four are enough; where exceptions took more, all have to be looked at.
      if (of_type.size() < kOfType && of_class.size() == kLeast) {
        all_types(of_type, kOfType, true);
      } else {
        std::make_heap(of_type.begin(), of_type.end(), less);
      }
      for (const auto& [type, value] : exceptions) {
        if (counts(value)) add_type(of_type, type, value, kLeast);
      }
      std::sort(of_type.begin(), of_type.end(), less);
      for (const int32_t* u = values_.begin(s); u != values_.end(s); ++u) {
        TwoLeast& two = all[static_cast<size_t>(*u)];
        size_t found = 0;
        for (const Item& item : of_type) {
          if (found == 2) break;
          if (item.vertex == *u || item.vertex == mate[static_cast<size_t>(*u)]) continue;
          two[found++] = {item.cost, item.vertex};
        }
      }
    }
  }
  return all;
}

}  // namespace weft
