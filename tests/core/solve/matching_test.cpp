// The matching solver against brute force, against its own certificate, and the certificate against
// lies.
#include "solve/matching.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "base/random.h"
#include "solve/certificate.h"

namespace solve_matching_test {

using namespace weft;
using namespace weft::solve;

namespace {

constexpr Objective kObjectives[] = {Objective::kWeight, Objective::kCardinalityThenWeight};

// Random graph; weights from a small range have many ties.
Graph random_graph(Random& random, int32_t vertices, uint64_t density, int64_t low,
                   uint64_t range) {
  Graph graph;
  graph.vertices = vertices;
  for (int32_t u = 0; u < vertices; ++u) {
    for (int32_t v = u + 1; v < vertices; ++v) {
      if (random.below(100) >= density) continue;
      graph.edges.push_back({u, v, low + static_cast<int64_t>(random.below(range))});
    }
  }
  random.shuffle(std::span<WeightedEdge>(graph.edges));
  return graph;
}

struct Best {
  int64_t pairs = 0;
  int64_t weight = 0;
};

// Over all matchings, vertex by vertex.
void search(const std::vector<std::vector<int64_t>>& weight, uint32_t used, Best now,
            Objective objective, Best& best) {
  const auto n = static_cast<uint32_t>(weight.size());
  uint32_t u = 0;
  while (u < n && ((used >> u) & 1) != 0) ++u;
  if (u == n) {
    const bool better =
        objective == Objective::kWeight
            ? now.weight > best.weight
            : now.pairs > best.pairs || (now.pairs == best.pairs && now.weight > best.weight);
    if (better) best = now;
    return;
  }
  search(weight, used | 1U << u, now, objective, best);
  for (uint32_t v = u + 1; v < n; ++v) {
    if (((used >> v) & 1) != 0 || weight[u][v] == INT64_MIN) continue;
    search(weight, used | 1U << u | 1U << v, {now.pairs + 1, now.weight + weight[u][v]}, objective,
           best);
  }
}

Best brute_force(const Graph& graph, Objective objective) {
  const auto n = static_cast<size_t>(graph.vertices);
  std::vector<std::vector<int64_t>> weight(n, std::vector<int64_t>(n, INT64_MIN));
  for (const auto& [u, v, w] : graph.edges) {
    weight[static_cast<size_t>(u)][static_cast<size_t>(v)] =
        weight[static_cast<size_t>(v)][static_cast<size_t>(u)] = w;
  }
  Best best;
  if (objective == Objective::kCardinalityThenWeight) best.weight = INT64_MIN;
  search(weight, 0, {}, objective, best);
  return best;
}

void check_optimal(const Graph& graph, Objective objective) {
  const Matching matching = max_weight_matching(graph, objective);
  const Certificate certificate = certify(graph, objective, matching);
  CAPTURE(certificate.fault);
  CHECK(certificate.valid);
  CHECK(certificate.optimal);
}

}  // namespace

TEST_CASE("thousands of small graphs: the optimum of brute force, with a certificate") {
  Random random(1);
  for (int round = 0; round < 6000; ++round) {
    const auto vertices = static_cast<int32_t>(1 + random.below(9));
    const uint64_t density = 20 + random.below(81);
    const uint64_t ranges[] = {1, 3, 20, 1000000};
    const uint64_t range = ranges[random.index(4)];
    const int64_t low = random.below(2) == 0 ? 1 : -static_cast<int64_t>(range / 2);
    const Graph graph = random_graph(random, vertices, density, low, range);
    for (const Objective objective : kObjectives) {
      const Best best = brute_force(graph, objective);
      const Matching matching = max_weight_matching(graph, objective);
      const Certificate certificate = certify(graph, objective, matching);
      CAPTURE(round);
      CAPTURE(certificate.fault);
      REQUIRE(matching.weight == best.weight);
      if (objective == Objective::kCardinalityThenWeight) REQUIRE(matching.pairs == best.pairs);
      REQUIRE(certificate.optimal);
    }
  }
}

TEST_CASE("larger graphs of every density certify themselves") {
  Random random(2);
  for (int round = 0; round < 60; ++round) {
    const auto vertices = static_cast<int32_t>(20 + random.below(180));
    const uint64_t density = round % 3 == 0 ? 100 : 2 + random.below(40);
    const uint64_t ranges[] = {2, 10, 1000, uint64_t{1} << 40};
    const Graph graph = random_graph(random, vertices, density, 0, ranges[random.index(4)]);
    for (const Objective objective : kObjectives) check_optimal(graph, objective);
  }
}

TEST_CASE(
    "few values in large classes, as departments have them, are solved with most edges equal") {
  Random random(3);
  for (const int32_t people : {150, 151, 400}) {
    Graph graph;
    graph.vertices = people;
    std::vector<uint64_t> department;
    for (int32_t v = 0; v < people; ++v)
      department.push_back(random.below(100) < 65 ? 0 : 1 + random.below(3));
    for (int32_t u = 0; u < people; ++u) {
      for (int32_t v = u + 1; v < people; ++v) {
        const bool differ =
            department[static_cast<size_t>(u)] != department[static_cast<size_t>(v)];
        graph.edges.push_back({u, v, differ ? 100000 : 0});
      }
    }
    for (const Objective objective : kObjectives) check_optimal(graph, objective);
    // The same as a rule: pairs inside a department do not exist, and not everybody finds one.
    graph.edges.erase(std::remove_if(graph.edges.begin(), graph.edges.end(),
                                     [](const WeightedEdge& edge) { return edge.weight == 0; }),
                      graph.edges.end());
    const Matching matching = max_weight_matching(graph, Objective::kCardinalityThenWeight);
    CHECK(matching.pairs < people / 2);
    CHECK_FALSE(matching.barrier.empty());
    check_optimal(graph, Objective::kCardinalityThenWeight);
  }
}

TEST_CASE("points in the plane make nested blossoms, and chains of odd cycles make deep ones") {
  Random random(4);
  Graph plane;
  plane.vertices = 600;
  std::vector<std::pair<int64_t, int64_t>> points;
  for (int i = 0; i < 600; ++i) {
    points.emplace_back(static_cast<int64_t>(random.below(1000)),
                        static_cast<int64_t>(random.below(1000)));
  }
  for (int32_t u = 0; u < 600; ++u) {
    for (int32_t v = u + 1; v < 600; ++v) {
      const int64_t dx =
          points[static_cast<size_t>(u)].first - points[static_cast<size_t>(v)].first;
      const int64_t dy =
          points[static_cast<size_t>(u)].second - points[static_cast<size_t>(v)].second;
      if (dx * dx + dy * dy < 10000) plane.edges.push_back({u, v, 20000 - dx * dx - dy * dy});
    }
  }
  const Matching matching = max_weight_matching(plane, Objective::kCardinalityThenWeight);
  CHECK(matching.blossoms.size() > 20);
  check_optimal(plane, Objective::kCardinalityThenWeight);

  // Triangles on a string: each new odd cycle holds all that came before.
  Graph deep;
  deep.vertices = 2 * 300 + 2;
  for (int32_t i = 0; i < 300; ++i) {
    deep.edges.push_back({2 * i, 2 * i + 1, 1000 - i});
    deep.edges.push_back({2 * i, 2 * i + 2, 1000 - i});
    deep.edges.push_back({2 * i + 1, 2 * i + 2, 1000 - i});
  }
  deep.edges.push_back({0, 2 * 300 + 1, 1});
  for (const Objective objective : kObjectives) check_optimal(deep, objective);
}

TEST_CASE("the largest weights that are allowed do not overflow") {
  Random random(5);
  Graph graph = random_graph(random, 120, 100, (int64_t{1} << 40) - 1000, 1001);
  for (const Objective objective : kObjectives) check_optimal(graph, objective);
  for (WeightedEdge& edge : graph.edges) edge.weight = -edge.weight;
  for (const Objective objective : kObjectives) check_optimal(graph, objective);
  CHECK(max_weight_matching(graph, Objective::kWeight).pairs == 0);
}

TEST_CASE("graphs of nothing") {
  for (const Objective objective : kObjectives) {
    CHECK(max_weight_matching({}, objective).mate.empty());
    CHECK(certify({}, objective, {}).optimal);
    const Matching alone = max_weight_matching({3, {}}, objective);
    CHECK(alone.pairs == 0);
    CHECK(certify({3, {}}, objective, alone).optimal);
  }
}

TEST_CASE("graphs that are not simple are refused") {
  const Graph bad[] = {
      {2, {{0, 0, 1}}}, {2, {{0, 2, 1}}}, {2, {{-1, 0, 1}}}, {2, {{0, 1, 1}, {1, 0, 2}}}};
  for (const Graph& graph : bad)
    CHECK_THROWS_AS(max_weight_matching(graph, Objective::kWeight), std::invalid_argument);
}

TEST_CASE("progress grows and ends below or at one") {
  Random random(6);
  const Graph graph = random_graph(random, 300, 5, 0, 1000);
  double last = 0;
  int calls = 0;
  max_weight_matching(graph, Objective::kCardinalityThenWeight, [&](double done) {
    CHECK(done >= last);
    CHECK(done <= 1);
    last = done;
    ++calls;
  });
  CHECK(calls > 1);
}

TEST_CASE("the certificate finds every lie") {
  Random random(7);
  Graph graph;
  Matching good;
  while (good.blossoms.empty()) {
    graph = random_graph(random, 30, 25, 1, 50);
    good = max_weight_matching(graph, Objective::kCardinalityThenWeight);
  }
  REQUIRE(certify(graph, Objective::kCardinalityThenWeight, good).optimal);
  const auto lie = [&](auto change) {
    Matching changed = good;
    change(changed);
    return certify(graph, Objective::kCardinalityThenWeight, changed);
  };
  CHECK_FALSE(lie([](Matching& m) { m.weight += 1; }).valid);
  CHECK_FALSE(lie([](Matching& m) { m.pairs -= 1; }).valid);
  CHECK_FALSE(lie([](Matching& m) { m.mate.pop_back(); }).valid);
  CHECK_FALSE(lie([](Matching& m) { m.mate[0] = m.mate[0] == 1 ? 2 : 1; }).valid);
  CHECK_FALSE(lie([](Matching& m) { m.blossoms[0].dual = -1; }).valid);
  CHECK_FALSE(lie([](Matching& m) { --m.blossoms[0].vertices.end; }).valid);
  CHECK_FALSE(lie([](Matching& m) { m.blossoms[0].vertices.end = 33; }).valid);
  CHECK_FALSE(lie([](Matching& m) { m.order[0] = m.order[1]; }).valid);
  CHECK_FALSE(lie([](Matching& m) { m.order[0] = 30; }).valid);
  CHECK_FALSE(lie([](Matching& m) { m.blossoms.clear(); }).optimal);
  CHECK_FALSE(lie([](Matching& m) { m.vertex_dual[3] += 40; }).optimal);
  // Fewer pairs, honestly counted, are valid and not optimal.
  const Certificate fewer = lie([&](Matching& m) {
    const auto u = static_cast<size_t>(
        std::find_if(m.mate.begin(), m.mate.end(), [](int32_t x) { return x >= 0; }) -
        m.mate.begin());
    const auto v = static_cast<size_t>(m.mate[u]);
    for (const auto& edge : graph.edges) {
      if ((edge.u == static_cast<int32_t>(u) && edge.v == static_cast<int32_t>(v)) ||
          (edge.v == static_cast<int32_t>(u) && edge.u == static_cast<int32_t>(v))) {
        m.weight -= edge.weight;
      }
    }
    m.mate[u] = m.mate[v] = -1;
    --m.pairs;
  });
  CHECK(fewer.valid);
  CHECK_FALSE(fewer.optimal);
}

TEST_CASE("duals that do not cover what was never given are found out") {
  class Ring : public EdgeSource {
   public:
    explicit Ring(const Graph& graph) : graph_(graph) {}
    int32_t vertices() const override { return graph_.vertices; }
    int64_t lowest_weight() const override { return 0; }
    int64_t highest_weight() const override { return 1000; }
    std::vector<WeightedEdge> first() override {
      std::vector<WeightedEdge> some;
      for (const WeightedEdge& edge : graph_.edges) {
        if (edge.v == edge.u + 1) some.push_back(edge);
      }
      given_ = some;
      return some;
    }
    std::vector<WeightedEdge> uncovered(const PriceDuals& duals) override {
      std::vector<WeightedEdge> found;
      for (const WeightedEdge& edge : graph_.edges) {
        const bool given = std::any_of(given_.begin(), given_.end(), [&](const WeightedEdge& one) {
          return one.u == edge.u && one.v == edge.v;
        });
        if (!given && duals.vertex[static_cast<size_t>(edge.u)] +
                              duals.vertex[static_cast<size_t>(edge.v)] +
                              duals.common(edge.u, edge.v) <
                          2 * edge.weight)
          found.push_back(edge);
      }
      given_.insert(given_.end(), found.begin(), found.end());
      return found;
    }

   private:
    const Graph& graph_;
    std::vector<WeightedEdge> given_;
  };
  Random random(5);
  for (int run = 0; run < 200; ++run) {
    const Graph graph =
        random_graph(random, 4 + static_cast<int32_t>(random.below(9)), 100, 1, 999);
    Ring source(graph);
    Matching matching = max_weight_matching(source).matching;
    CHECK(matching.weight == max_weight_matching(graph, Objective::kCardinalityThenWeight).weight);
    REQUIRE(coverage_fault(source, matching) == "");
    // Nothing was given to this one: every edge is looked at.
    Ring fresh(graph);
    for (int64_t& dual : matching.vertex_dual) dual -= 4000;
    CHECK(coverage_fault(fresh, matching) == "the duals do not cover all pairs");
  }
}

}  // namespace solve_matching_test
