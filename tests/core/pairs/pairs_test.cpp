// Pairs: tabulated values against Fit on all pairs; the priced solver against the dense one; duals
// against all pairs, by code that shares nothing with either.
#include "pairs/pairs.h"

#include <algorithm>
#include <map>
#include <set>

#include "api/program_json.h"
#include "sanitized.h"
#include "support.h"

namespace pairs_pairs_test {

using namespace weft;

namespace {

// A company in which every kind of criterion has something to say; `many` makes columns of so many
// values that they are not tabulated.
std::string company(Random& random, size_t people, bool many) {
  std::string text =
      "id,Department,Site,Level,Languages,Skills,Hire date,Manager,Skills offered,Skills wanted\n";
  Random teaching = random.fork(6);
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
            "," + (i == 0 ? std::string() : std::to_string(random.below(i)));
    for (int column = 0; column < 2; ++column) {
      text += ",";
      for (size_t k = teaching.index(4); k > 0; --k) {
        text += "T" + std::to_string(teaching.below(many ? 90 : 4));
        if (teaching.below(3) == 0)
          text += ": " + std::string(teaching.below(2) == 0 ? "beginner" : "expert");
        text += ";";
      }
    }
    text += "\n";
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
      {"apart": {"line": 2}}, {"apart": "sameManager"}, {"apart": [["0", "1"], ["2", "3", "5"]]},
      {"met": "ever"}, {"met": {"rounds": 2}}, {"met": {"months": 2}},
      {"together": [["1", "2"], ["4", "5"]]}])");
  const test::Json criteria = test::Json::parse(R"([
      {"mix": "@department", "weight": 40}, {"match": "@site", "weight": 15}, {"share": "@languages", "weight": 20},
      {"near": "@level", "weight": 7}, {"far": "@level", "weight": 3}, {"novelty": true, "weight": 30},
      {"mix": "@languages", "weight": 1}, {"share": "Skills", "weight": 25}, {"mix": "Skills", "weight": 4},
      {"near": "Hire date", "weight": 12}, {"far": "Hire date", "weight": 9}, {"mix": "Hire date", "weight": 2},
      {"match": "@department", "weight": 5}, {"complement": true, "weight": 35},
      {"preference": true, "weight": 8}])");
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
    options.keep = {"Skills", "Hire date", "Level", "Skills offered", "Skills wanted"};
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
    for (const Issue& issue : resolve(program, roster, history, {}, nullptr))
      issues.push_back(issue);
    for (const Issue& issue : issues) {
      CAPTURE(issue.code);
      CAPTURE(issue.where);
      REQUIRE(issue.severity != Severity::kError);
    }
    Preferences wishes;
    wishes.of.resize(people);
    for (size_t i = 0; i < people; ++i) {
      for (int32_t rank = 1; rank <= static_cast<int32_t>(random.index(4)); ++rank) {
        const auto other = static_cast<int32_t>(random.index(people));
        const auto& mine = wishes.of[i];
        const bool known = std::any_of(mine.begin(), mine.end(),
                                       [&](const auto& wish) { return wish.other == other; });
        if (other != static_cast<int32_t>(i) && !known) wishes.of[i].push_back({other, rank});
      }
    }
    program.preferences = std::make_shared<const Preferences>(std::move(wishes));
    const Day date = 20100;
    fit.emplace(roster, program, history, participants(program, roster, history, date).people,
                date);
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
  for (int round = 0; round < test::random_rounds(60); ++round) {
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
    for (const auto& [u, v, value] : values.listed_pairs()) {
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
  for (int round = 0; round < weft::test::random_rounds(12); ++round) {
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
        for (const solve::Blossom& blossom : matching.blossoms) {
          const solve::Blossom::Range& range = blossom.vertices;
          const auto inside = [&](size_t x) {
            return place[x] >= static_cast<size_t>(range.begin) &&
                   place[x] < static_cast<size_t>(range.end);
          };
          if (inside(u) && inside(v)) dual += blossom.dual;
        }
        uncovered += dual < worth ? 1 : 0;
      }
    }
    CHECK(uncovered == 0);
  }
}

namespace {

// The values of the pairs in ascending order, the most pairs first, of every matching there is.
struct Everything {
  const Fit& fit;
  size_t pairs = 0;
  std::vector<int64_t> fairest;                  // of the matchings of so many pairs: leximin
  int64_t best = -1;                             // sum
  std::set<std::vector<int32_t>> all_best = {};  // mates

  void search(std::vector<int32_t>& mate, std::vector<int64_t>& values, int32_t from) {
    while (from < fit.size() && mate[static_cast<size_t>(from)] != -1) ++from;
    if (from == fit.size()) {
      consider(mate, values);
      return;
    }
    for (int32_t b = from + 1; b < fit.size(); ++b) {
      if (mate[static_cast<size_t>(b)] != -1 || !fit.admissible(from, b)) continue;
      mate[static_cast<size_t>(from)] = b;
      mate[static_cast<size_t>(b)] = from;
      values.push_back(fit.value(from, b));
      search(mate, values, from + 1);
      values.pop_back();
      mate[static_cast<size_t>(from)] = mate[static_cast<size_t>(b)] = -1;
    }
    // Stays alone.
    mate[static_cast<size_t>(from)] = fit.size();
    search(mate, values, from + 1);
    mate[static_cast<size_t>(from)] = -1;
  }

  void consider(std::vector<int32_t> mate, std::vector<int64_t> values) {
    if (values.size() < pairs) return;
    if (values.size() > pairs) {
      pairs = values.size();
      fairest.clear();
      best = -1;
    }
    int64_t sum = 0;
    for (const int64_t value : values) sum += value;
    std::sort(values.begin(), values.end());
    fairest = std::max(fairest, values);
    if (sum > best) all_best.clear();
    best = std::max(best, sum);
    for (int32_t& other : mate) other = other == fit.size() ? -1 : other;
    if (sum == best) all_best.insert(mate);
  }
};

Everything everything(const Fit& fit) {
  Everything found{fit, 0, {}, -1, {}};
  std::vector<int32_t> mate(static_cast<size_t>(fit.size()), -1);
  std::vector<int64_t> values;
  found.search(mate, values, 0);
  return found;
}

std::vector<int64_t> sorted_values(const Fit& fit, const std::vector<int32_t>& mate) {
  std::vector<int64_t> values;
  for (int32_t a = 0; a < fit.size(); ++a) {
    const int32_t b = mate[static_cast<size_t>(a)];
    if (b > a) values.push_back(fit.value(a, b));
  }
  std::sort(values.begin(), values.end());
  return values;
}

}  // namespace

TEST_CASE("worst-off first is the leximin of all matchings, and the priced solver has its worst") {
  Random random(21);
  int differs = 0;
  for (int round = 0; round < 250; ++round) {
    const Setting setting(random, 6 + random.index(5), false, 9);
    const Fit& fit = *setting.fit;
    const Everything all = everything(fit);
    Pairs dense(fit, random.fork(1), PairMethod::kDense);
    const PairMatching any = dense.match({});
    const PairMatching found = dense.match_worst_first({}, any);
    CHECK(found.leximin);
    CHECK(sorted_values(fit, found.mate) == all.fairest);
    CHECK(found.worst == (all.pairs == 0 ? 0 : all.fairest[0]));
    differs += all.best != found.value ? 1 : 0;
    Pairs priced(fit, random.fork(2), PairMethod::kPriced);
    const PairMatching other = priced.match_worst_first({}, priced.match({}));
    CHECK(other.worst == found.worst);
    CHECK(other.pairs == found.pairs);
    CHECK(other.value >= found.value);
    CHECK_FALSE(other.leximin);
  }
  CHECK(differs > 20);
}

TEST_CASE("worst-off first: both solvers have the same worst pair in companies of hundreds") {
  Random random(22);
  for (int round = 0; round < 12; ++round) {
    const Setting setting(random, 60 + random.index(60), round % 3 == 0, 9);
    const Fit& fit = *setting.fit;
    std::vector<int32_t> odd;
    if (fit.size() % 2 != 0) odd = shuffled(random, fit.size());
    Pairs dense(fit, random.fork(1), PairMethod::kDense);
    Pairs priced(fit, random.fork(2), PairMethod::kPriced);
    const PairMatching one = dense.match_worst_first(odd, dense.match(odd));
    const PairMatching other = priced.match_worst_first(odd, priced.match(odd));
    CHECK(one.worst == other.worst);
    CHECK(one.pairs == other.pairs);
    CHECK(priced.best_worst(odd) == one.worst);
  }
}

TEST_CASE("among equal optima each comes up about as often as the others, with either solver") {
  // Two departments of three: 6 ways to pair across.
  Roster roster = test::read("id,Department\n1,A\n2,A\n3,A\n4,B\n5,B\n6,B\n").roster;
  Issues issues;
  Program program = program_from_json(
      test::Json::parse(
          R"({"weft": 1, "format": "lunch", "criteria": [{"mix": "@department", "weight": 10}]})"),
      issues);
  const History history;
  REQUIRE_FALSE(has_errors(resolve(program, roster, history, {}, nullptr)));
  const Fit fit(roster, program, history, participants(program, roster, history, 0).people, 0);
  const Everything all = everything(fit);
  REQUIRE(all.all_best.size() == 6);
  for (const PairMethod method : {PairMethod::kDense, PairMethod::kPriced}) {
    std::map<std::vector<int32_t>, int64_t> seen;
    constexpr int64_t kSeeds = 3000;
    for (int64_t seed = 0; seed < kSeeds; ++seed) {
      ++seen[Pairs(fit, Random(static_cast<uint64_t>(seed)), method).match({}).mate];
    }
    REQUIRE(seen.size() == all.all_best.size());
    // Chi-square with five degrees of freedom: above 20.5 once in a thousand.
    int64_t chi = 0;  // times kSeeds / 6
    for (const auto& [mate, count] : seen) {
      CHECK(all.all_best.count(mate) == 1);
      chi += (count - kSeeds / 6) * (count - kSeeds / 6);
    }
    CHECK(2 * chi < 41 * (kSeeds / 6));
  }
}

TEST_CASE("serendipity gives up no more than it was told, and makes more results possible") {
  Random random(23);
  int gave_up = 0;
  for (int round = 0; round < 40; ++round) {
    const Setting setting(random, 20 + random.index(60), false, 9);
    const Fit& fit = *setting.fit;
    const auto percent = static_cast<int32_t>(1 + random.below(20));
    for (const PairMethod method : {PairMethod::kDense, PairMethod::kPriced}) {
      Pairs pairs(fit, random.fork(static_cast<uint64_t>(round)), method);
      const PairMatching best = pairs.match({});
      const PairMatching found = pairs.match_surprising({}, percent, best);
      CHECK(found.pairs == best.pairs);
      CHECK(100 * found.value >= (100 - percent) * best.value);
      CHECK(found.value <= best.value);
      gave_up += found.value < best.value ? 1 : 0;
    }
  }
  CHECK(gave_up > 20);
}

TEST_CASE("whatever is asked for, an outcome passes the check and says what is proven") {
  Random random(24);
  int leximin = 0;
  int worst = 0;
  for (int round = 0; round < weft::test::random_rounds(120); ++round) {
    test::Room room;
    const size_t people = 6 + random.index(40);
    room.roster(company(random, people, false),
                {{"program", {{"rules", {{{"share", "Skills"}}, {{"distance", "Hire date"}}}}}}});
    test::Json program = random_program(random, 8);
    program["seed"] = round;
    const bool is_worst = round % 2 == 0;
    if (is_worst) program["favour"] = "worst";
    if (!is_worst) program["serendipity"] = random.below(21);
    CAPTURE(program.dump());
    test::Json outcome = room.value({{"op", "run"}, {"program", program}});
    if (!outcome.contains("certificate")) continue;
    room.value({{"op", "workspace"}}, {room.file("workspace.weft.json")});
    outcome = room.value({{"op", "run"}, {"program", program}});
    CHECK(outcome["check"]["passed"] == true);
    CHECK(outcome["peopleMatched"].get<size_t>() + outcome["leftOutCount"].get<size_t>() == people);
    const test::Json& certificate = outcome["certificate"];
    CHECK(certificate["value"] <= certificate["bound"]);
    if (is_worst) {
      ++worst;
      CHECK(certificate["worst"]["value"] <= certificate["worst"]["bound"]);
      if (certificate["worst"]["leximin"] == true) {
        ++leximin;
        CHECK(certificate["worst"]["value"] == certificate["worst"]["bound"]);
        CHECK(certificate["proof"] == "optimal");
      }
    } else if (program["serendipity"] != 0) {
      const auto value = certificate["value"].get<int64_t>();
      const auto given_up = certificate["serendipity"]["givenUp"].get<int64_t>();
      CHECK(given_up >= 0);
      CHECK(100 * given_up <= program["serendipity"].get<int64_t>() * (value + given_up));
    }
  }
  CHECK(worst > weft::test::random_rounds(20));
  CHECK(leximin > weft::test::random_rounds(10));
}

TEST_CASE("worst-off first and serendipity exclude each other") {
  Issues issues;
  program_from_json(
      test::Json::parse(R"({"weft": 1, "format": "lunch", "favour": "worst", "serendipity": 5})"),
      issues);
  CHECK(test::find(issues, "program.serendipityNeedsSum") != nullptr);
}

}  // namespace pairs_pairs_test
