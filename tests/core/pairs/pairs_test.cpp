// Pairs: tabulated values against Fit on all pairs; the priced solver against the dense one; duals
// against all pairs, by code that shares nothing with either.
#include "pairs/pairs.h"

#include <algorithm>
#include <set>

#include "api/program_json.h"
#include "support.h"

using namespace weft;

namespace {

// A company in which every kind of criterion has something to say; `many` makes columns of so many
// values that they are not tabulated.
std::string company(Random& random, size_t people, bool many) {
  std::string text = "id,Department,Site,Level,Languages,Skills,Hire date,Manager\n";
  const uint64_t departments = many ? 70 : 3;
  for (size_t i = 0; i < people; ++i) {
    text += std::to_string(i) + ",D" + std::to_string(random.below(departments)) + ",S" +
            std::to_string(random.below(3)) + "," +
            (random.below(9) == 0 ? std::string() : std::to_string(random.below(5))) + ",";
    const char* const languages[] = {"German", "English; German", "French", "English", ""};
    text += languages[random.index(5)];
    text += ",";
    const size_t skills = random.index(4);
    for (size_t k = 0; k < skills; ++k) {
      text += (k > 0 ? "; K" : "K") + std::to_string(random.below(many ? 150 : 6));
    }
    text += ",20" + std::to_string(10 + random.below(10)) + "-0" +
            std::to_string(1 + random.below(9)) + "-" + std::to_string(10 + random.below(18)) +
            "," + (i == 0 ? std::string() : std::to_string(random.below(i))) + "\n";
  }
  return text;
}

test::Json random_program(Random& random, uint64_t often) {
  test::Json program = {{"weft", 1}, {"format", "lunch"}, {"name", "L"}};
  program["odd"] = random.below(2) == 0 ? "trio" : "out";
  program["rules"] = test::Json::array();
  program["criteria"] = test::Json::array();
  const test::Json rules = test::Json::parse(R"([
      {"different": "@department"}, {"same": "@site"}, {"share": "@languages"}, {"different": "Skills"},
      {"share": "Skills"}, {"distance": "@level", "max": 2}, {"distance": "Hire date", "min": 3, "max": 2000},
      {"apart": {"line": 2}}, {"apart": "sameManager"}, {"apart": [["0", "1"], ["2", "3", "7"]]},
      {"met": "ever"}, {"met": {"rounds": 2}}, {"met": {"months": 2}},
      {"together": [["1", "2"], ["4", "5"]]}])");
  const test::Json criteria = test::Json::parse(R"([
      {"mix": "@department", "weight": 40}, {"match": "@site", "weight": 15}, {"share": "@languages", "weight": 20},
      {"near": "@level", "weight": 7}, {"far": "@level", "weight": 3}, {"novelty": true, "weight": 30},
      {"mix": "@languages", "weight": 1}, {"share": "Skills", "weight": 25}, {"mix": "Skills", "weight": 4},
      {"near": "Hire date", "weight": 12}, {"far": "Hire date", "weight": 9}, {"mix": "Hire date", "weight": 2},
      {"match": "@department", "weight": 5}])");
  for (const auto& rule : rules) {
    if (random.below(often) == 0) program["rules"].push_back(rule);
  }
  for (const auto& criterion : criteria) {
    if (random.below(2) == 0) program["criteria"].push_back(criterion);
  }
  return program;
}

// A roster with a program and a few random rounds behind it.
struct Setting {
  Roster roster;
  History history;
  Program program;
  std::optional<Fit> fit;

  Setting(Random& random, size_t people, bool many, uint64_t rules_often) {
    const std::string text = company(random, people, many);
    ReadOptions options;
    options.keep = {"Skills", "Hire date", "Level"};
    roster = test::read(text, options).roster;
    const test::Json document = random_program(random, rules_often);
    Issues issues;
    program = program_from_json(document, issues);
    for (int round = 0; round < 3; ++round) {
      Round& past = history.rounds.emplace_back();
      past.program = "L";
      past.date = 20000 + 30 * round;
      std::vector<uint32_t> order;
      for (size_t i = 0; i < people; ++i) {
        order.push_back(history.people.intern(roster.ids[i]));
      }
      random.shuffle(std::span<uint32_t>(order));
      for (size_t i = 0; i + 1 < people; i += 2) past.groups.add_group({order[i], order[i + 1]});
    }
    for (const Issue& issue : resolve(program, roster, history, nullptr)) issues.push_back(issue);
    for (const Issue& issue : issues) {
      CAPTURE(issue.code);
      CAPTURE(issue.where);
      REQUIRE(issue.severity != Severity::kError);
    }
    const Day date = 20100;
    fit.emplace(roster, program, history, participants(program, roster, date).people, date);
  }
};

std::vector<int32_t> shuffled(Random& random, int32_t size) {
  std::vector<int32_t> order;
  for (int32_t i = 0; i < size; ++i) order.push_back(i);
  random.shuffle(std::span<int32_t>(order));
  return order;
}

}  // namespace

TEST_CASE("tabulated values are those of Fit, on all pairs of any program") {
  Random random(11);
  size_t sparse = 0;
  for (int round = 0; round < 60; ++round) {
    const bool many = round % 3 == 0;
    const Setting setting(random, many ? 700 : 60, many, 6);
    const Fit& fit = *setting.fit;
    const PairValues values(fit, shuffled(random, fit.size()));
    const auto n = static_cast<size_t>(fit.size());
    std::vector<int64_t> seen(n * n, PairValues::kNoPair);
    const auto see = [&](int32_t s, int32_t t, int64_t value) {
      for (const int32_t* u = values.begin(s); u != values.end(s); ++u) {
        for (const int32_t* v = values.begin(t); v != values.end(t); ++v) {
          if (*u == *v) continue;
          const int64_t exactly = value < 0 ? PairValues::kNoPair : values.adjusted(*u, *v, value);
          seen[static_cast<size_t>(*u) * n + static_cast<size_t>(*v)] = exactly;
          seen[static_cast<size_t>(*v) * n + static_cast<size_t>(*u)] = exactly;
        }
      }
    };
    PairValues::Rows rows(values);
    const bool all = round % 2 == 0;
    for (int32_t a = 0; a < values.classes(); ++a) {
      rows.set_class(a, all ? 0 : a);
      for (int32_t s = values.types_begin(a); s < values.types_end(a); ++s) {
        for (const auto& [type, value] : rows.exceptions(s, all)) {
          see(s, type, value);
          ++sparse;
        }
        for (int32_t t = all ? 0 : s; t < values.types(); ++t) {
          if (!rows.is_exception(t)) see(s, t, rows.row()[static_cast<size_t>(values.class_of(t))]);
        }
      }
    }
    for (const auto& [u, v, value] : values.bound_pairs()) {
      seen[static_cast<size_t>(u) * n + static_cast<size_t>(v)] =
          seen[static_cast<size_t>(v) * n + static_cast<size_t>(u)] = value;
    }
    int64_t wrong = 0;
    for (int32_t u = 0; u < fit.size(); ++u) {
      for (int32_t v = 0; v < fit.size(); ++v) {
        if (u == v) continue;
        const int32_t a = values.participant(u);
        const int32_t b = values.participant(v);
        const int64_t expected = fit.admissible(a, b) ? fit.value(a, b) : PairValues::kNoPair;
        wrong += seen[static_cast<size_t>(u) * n + static_cast<size_t>(v)] != expected ? 1 : 0;
      }
    }
    CHECK(wrong == 0);
  }
  CHECK(sparse > 0);
}

TEST_CASE("pricing gives what the dense solver gives, whatever the rules, and breaks none") {
  Random random(12);
  int unmatched = 0;
  for (int round = 0; round < 150; ++round) {
    const bool many = round % 5 == 0;
    const Setting setting(random, 6 + random.index(many ? 300 : 80), many, 4 + random.below(12));
    const Fit& fit = *setting.fit;
    std::vector<int32_t> odd;
    if (fit.size() % 2 != 0 && random.below(2) == 0) {
      odd = shuffled(random, fit.size());
      odd.resize(1 + random.index(odd.size()));
    }
    Pairs dense(fit, random.fork(1), PairMethod::kDense);
    Pairs priced(fit, random.fork(2), PairMethod::kPriced);
    const PairMatching expected = dense.match(odd);
    const PairMatching found = priced.match(odd);
    CHECK(found.solver == "priced");
    CHECK(found.pairs == expected.pairs);
    CHECK((found.odd == -1) == (expected.odd == -1));
    CHECK(found.value == expected.value);
    CHECK(found.bound == found.value);
    unmatched += 2 * found.pairs + 2 <= fit.size() ? 1 : 0;
    if (found.odd != -1) CHECK(std::count(odd.begin(), odd.end(), found.odd) == 1);
    for (int32_t a = 0; a < fit.size(); ++a) {
      const int32_t b = found.mate[static_cast<size_t>(a)];
      if (b == -1) continue;
      CHECK(found.mate[static_cast<size_t>(b)] == a);
      CHECK(fit.admissible(a, b));
    }
  }
  CHECK(unmatched > 20);
}

TEST_CASE("the duals of a priced matching cover every pair there is") {
  Random random(13);
  for (int round = 0; round < 12; ++round) {
    const Setting setting(random, 400 + random.index(300), round % 2 == 0, 9);
    const Fit& fit = *setting.fit;
    const Random seed = random.fork(3);
    const PairMatching found = Pairs(fit, seed, PairMethod::kPriced).match({});
    // Vertices are a shuffle of the participants; which one, the mates alone do not say.
    Random again = seed;
    const std::vector<int32_t> order = shuffled(again, fit.size());
    const solve::Matching& matching = found.solved.matching;
    std::vector<size_t> place(order.size());
    for (size_t i = 0; i < matching.order.size(); ++i)
      place[static_cast<size_t>(matching.order[i])] = i;
    const int64_t full = fit.full_value();
    int bits = 39;
    while (bits > 0 && (int64_t{1} << bits) > (int64_t{1} << 40) / (full + 1)) --bits;
    int64_t uncovered = 0;
    for (size_t u = 0; u < order.size(); ++u) {
      for (size_t v = u + 1; v < order.size(); ++v) {
        if (!fit.admissible(order[u], order[v])) continue;
        int64_t dual = matching.vertex_dual[u] + matching.vertex_dual[v];
        const int64_t worth = 4 * (fit.value(order[u], order[v]) << bits);
        if (dual >= worth) continue;
        for (const auto& [range, more] : matching.blossoms) {
          const auto inside = [&](size_t x) {
            return place[x] >= static_cast<size_t>(range.begin) &&
                   place[x] < static_cast<size_t>(range.end);
          };
          if (inside(u) && inside(v)) dual += more;
        }
        uncovered += dual < worth ? 1 : 0;
      }
    }
    CHECK(uncovered == 0);
  }
}
