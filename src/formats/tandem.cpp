// Learning tandems: pairs who teach each other, or where HR allows it, one the other; and rings of
// three, in which each teaches the next. As many people as possible, then the largest sum of fit
// and of what is taught.
//
// Pairs are a matching on the graph of those who have something to teach each other: proven best.
// With rings it is a packing of sets of two and three, with a bound.
#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>

#include "base/random.h"
#include "base/text.h"
#include "formats/format.h"
#include "outcome/reasons.h"
#include "pairs/teaching.h"
#include "program/place.h"
#include "roster/skills.h"
#include "solve/certificate.h"
#include "solve/matching.h"
#include "solve/set_packing.h"

namespace weft {
namespace {

constexpr int32_t kNobody = -1;
constexpr int64_t kImplicitWeight = 100;
constexpr size_t kMostEdges = 4'000'000;  // that are all written down
constexpr size_t kMostRings = 1'500'000;
constexpr int64_t kRingSteps = 400'000'000;
constexpr int64_t kWork = 150'000'000;
constexpr int kWeightBits = 40;  // what the matching takes
constexpr size_t kTopics = 30;   // that are listed

struct Terms {
  bool languages = false;
  bool one_way = false;
  bool rings = false;
  std::string offers = "@skillsOffered";
  std::string wants = "@skillsWanted";
};

Terms read_terms(const Program& program, Issues& issues) {
  Terms terms;
  const DocumentPlace top(program.document, "", issues);
  if (program.document.object() == nullptr) return terms;
  if (top.has("kind"))
    terms.languages = top.at("kind").one_of({"skills", "languages"}) == "languages";
  if (terms.languages) terms.offers = "@languages";
  if (top.has("offers")) terms.offers = top.at("offers").text();
  if (top.has("wants")) terms.wants = top.at("wants").text();
  if (top.has("oneWay")) terms.one_way = top.at("oneWay").yes_or_no();
  if (top.has("rings")) terms.rings = top.at("rings").yes_or_no();
  return terms;
}

const Column* find_column(const Roster& roster, const std::string& reference, const char* key,
                          Issues& issues) {
  const Column* column = roster.named(reference);
  if (column != nullptr) return column;
  Issue& issue = issues.emplace_back();
  issue.where = std::string("/") + key;
  if (!reference.empty() && reference[0] == '@') {
    issue.code =
        role_named(reference.substr(1)) ? "program.noColumnWithRole" : "program.unknownRole";
    issue.args = {{"role", reference.substr(1)}};
    return nullptr;
  }
  std::string known;
  for (const Column& one : roster.columns) known += (known.empty() ? "" : ", ") + one.header;
  issue.code = "program.unknownColumn";
  issue.args = {{"column", reference}, {"known", known}};
  return nullptr;
}

// What teaching weighs: the criteria that ask for it, else a weight that needs no asking.
int64_t teaching_weight(const Program& program) {
  int64_t weight = 0;
  bool asked = false;
  for (const Criterion& criterion : program.criteria) {
    if (criterion.kind != Criterion::Kind::kComplement) continue;
    asked = true;
    weight += criterion.weight;
  }
  return asked ? weight : kImplicitWeight;
}

std::string listed(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

// Who may be with whom, and what that is worth.
class Tandems {
 public:
  Tandems(const FormatInput& input, const Terms& terms, const Column& offers, const Column& wants)
      : input_(input),
        fit_(input.fit),
        terms_(terms),
        teaching_(input.fit, offers, wants, terms.languages),
        weight_(teaching_weight(input.program)) {
    full_ = weight_ * Criterion::kFull;
    for (const Criterion& criterion : input.program.criteria) {
      if (criterion.kind != Criterion::Kind::kComplement)
        full_ += criterion.weight * Criterion::kFull;
    }
  }

  const Teaching& teaching() const { return teaching_; }
  int64_t full() const { return full_; }
  bool pairs_up(const Teaching::Partner& partner) const {
    return terms_.one_way || (partner.teaches > 0 && partner.learns > 0);
  }
  int64_t fit_value(int32_t a, int32_t b) const {
    int64_t value = 0;
    for (size_t c = 0; c < input_.program.criteria.size(); ++c) {
      const Criterion& criterion = input_.program.criteria[c];
      if (criterion.kind != Criterion::Kind::kComplement)
        value += criterion.weight * fit_.points(c, a, b);
    }
    return value;
  }
  int64_t pair_value(int32_t a, const Teaching::Partner& with) const {
    return fit_value(a, with.other) + weight_ * ((int64_t{with.teaches} + with.learns) / 2);
  }
  // a teaches b teaches c teaches a.
  int64_t ring_value(int32_t a, int32_t b, int32_t c) const {
    return (fit_value(a, b) + fit_value(b, c) + fit_value(a, c) +
            weight_ * (teaching_.taught(a, b) + teaching_.taught(b, c) + teaching_.taught(c, a))) /
           3;
  }

 private:
  const FormatInput& input_;
  const Fit& fit_;
  const Terms& terms_;
  Teaching teaching_;
  int64_t weight_;
  int64_t full_;
};

// The same for a pair whenever it is asked for: chance that needs no list.
uint64_t chance_of(uint64_t seed, int32_t a, int32_t b) {
  return Random(seed ^ (static_cast<uint64_t>(std::min(a, b)) << 32 |
                        static_cast<uint64_t>(std::max(a, b))))
      .next();
}

// All pairs, where they are too many to be written down: the best of each person, then those that
// the duals of the others do not cover.
class TandemEdges : public solve::EdgeSource {
 public:
  using Weigh = std::function<void(int32_t a, std::vector<solve::WeightedEdge>& edges)>;
  TandemEdges(int32_t people, int64_t highest, Weigh weigh)
      : people_(people), highest_(highest), weigh_(std::move(weigh)) {}

  int32_t vertices() const override { return people_; }
  int64_t lowest_weight() const override { return 0; }
  int64_t highest_weight() const override { return highest_; }

  std::vector<solve::WeightedEdge> first() override {
    return gather(kFirst, [](const solve::WeightedEdge& edge) { return edge.weight; });
  }

  std::vector<solve::WeightedEdge> uncovered(const solve::PriceDuals& duals) override {
    return gather(kMore, [&](const solve::WeightedEdge& edge) {
      const int64_t sum =
          duals.vertex[static_cast<size_t>(edge.u)] + duals.vertex[static_cast<size_t>(edge.v)];
      if (sum >= 2 * edge.weight) return int64_t{-1};
      return std::max<int64_t>(2 * edge.weight - sum - duals.common(edge.u, edge.v), 0) - 1;
    });
  }

 private:
  static constexpr size_t kFirst = 12;
  static constexpr size_t kMore = 6;

  // Of each person the edges of the largest rank, none of which is below 0.
  template <typename Rank>
  std::vector<solve::WeightedEdge> gather(size_t most, Rank rank) {
    std::vector<solve::WeightedEdge> all;
    std::vector<solve::WeightedEdge> mine;
    std::vector<std::pair<int64_t, size_t>> ranked;
    for (int32_t a = 0; a < people_; ++a) {
      mine.clear();
      ranked.clear();
      weigh_(a, mine);
      for (size_t i = 0; i < mine.size(); ++i) {
        const int64_t of = rank(mine[i]);
        if (of >= 0) ranked.emplace_back(-of, i);
      }
      const size_t kept = std::min(most, ranked.size());
      std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept),
                        ranked.end());
      for (size_t i = 0; i < kept; ++i) {
        solve::WeightedEdge edge = mine[ranked[i].second];
        if (edge.u > edge.v) std::swap(edge.u, edge.v);
        all.push_back(edge);
      }
    }
    const auto before = [](const solve::WeightedEdge& a, const solve::WeightedEdge& b) {
      return a.u != b.u ? a.u < b.u : a.v < b.v;
    };
    std::sort(all.begin(), all.end(), before);
    all.erase(std::unique(all.begin(), all.end(),
                          [](const solve::WeightedEdge& a, const solve::WeightedEdge& b) {
                            return a.u == b.u && a.v == b.v;
                          }),
              all.end());
    // Given before: covered, as the solver sees to.
    return all;
  }

  int32_t people_;
  int64_t highest_;
  Weigh weigh_;
};

class TandemSolver {
 public:
  TandemSolver(const FormatInput& input, const Terms& terms, const Tandems& tandems)
      : input_(input), fit_(input.fit), terms_(terms), tandems_(tandems) {
    const Random random(input.program.seed);
    seed_ = random.fork(1).next();
    while (factor_ > 1 && factor_ > (int64_t{1} << kWeightBits) / (tandems.full() + 1))
      factor_ /= 2;
    noise_ = static_cast<uint64_t>(std::max<int64_t>(factor_ / (fit_.size() / 2 + 1), 1));
    order_.resize(static_cast<size_t>(fit_.size()));
    for (size_t i = 0; i < order_.size(); ++i) order_[i] = static_cast<int32_t>(i);
    Random shuffled = random.fork(2);
    shuffled.shuffle(std::span<int32_t>(order_));
    vertex_of_.resize(order_.size());
    for (size_t v = 0; v < order_.size(); ++v)
      vertex_of_[static_cast<size_t>(order_[v])] = static_cast<int32_t>(v);
  }

  Plan solve() {
    look_around();
    Plan plan = match_pairs();
    if (terms_.rings) add_rings(plan);
    for (PlannedGroup& group : plan.groups) tell(group);
    if (possible_ > 0)
      plan.random = value_sum_ / possible_ * static_cast<int64_t>(plan.groups.size());
    leave_out(plan);
    plan.extra = extra(plan);
    finish(plan);
    return plan;
  }

 private:
  using Partner = Teaching::Partner;
  const Teaching& teaching() const { return tandems_.teaching(); }
  std::string name_of(int32_t participant) const {
    return std::string(input_.roster.names[static_cast<size_t>(fit_.person(participant))]);
  }

  // How many pairs there are, and what they are worth in the mean.
  void look_around() {
    partners_.assign(static_cast<size_t>(fit_.size()), 0);
    for (int32_t a = 0; a < fit_.size(); ++a) {
      for (const Partner& with : teaching().partners(a)) {
        if (with.other < a || !tandems_.pairs_up(with) || !fit_.openly_admissible(a, with.other))
          continue;
        ++possible_;
        ++partners_[static_cast<size_t>(a)];
        ++partners_[static_cast<size_t>(with.other)];
        value_sum_ += tandems_.pair_value(a, with);
      }
    }
  }

  void weigh(int32_t u, bool upwards, std::vector<solve::WeightedEdge>& edges) const {
    const int32_t a = order_[static_cast<size_t>(u)];
    for (const Partner& with : teaching().partners(a)) {
      const int32_t v = vertex_of_[static_cast<size_t>(with.other)];
      if ((upwards && v < u) || !tandems_.pairs_up(with) || !fit_.admissible(a, with.other))
        continue;
      const auto chance = static_cast<int64_t>(chance_of(seed_, u, v) % noise_);
      edges.push_back({u, v, tandems_.pair_value(a, with) * factor_ + chance});
    }
  }

  Plan match_pairs() {
    const auto report = [&](double done) {
      if (input_.progress) input_.progress((terms_.rings ? 0.4 : 1.0) * done);
    };
    solve::PricedMatching solved;
    Plan plan;
    if (possible_ <= static_cast<int64_t>(kMostEdges)) {
      solved.given.vertices = fit_.size();
      for (int32_t u = 0; u < fit_.size(); ++u) weigh(u, true, solved.given.edges);
      solved.matching = solve::max_weight_matching(
          solved.given, solve::Objective::kCardinalityThenWeight, report);
      plan.solver = "tandem.blossom";
    } else {
      TandemEdges edges(
          fit_.size(), tandems_.full() * factor_ + static_cast<int64_t>(noise_),
          [&](int32_t u, std::vector<solve::WeightedEdge>& to) { weigh(u, false, to); });
      solved = solve::max_weight_matching(edges, report);
      const std::string fault = solve::coverage_fault(edges, solved.matching);
      require(fault.empty(), fault.c_str());
      plan.solver = "tandem.priced";
    }
    const auto certificate =
        solve::certify(solved.given, solve::Objective::kCardinalityThenWeight, solved.matching);
    require(certificate.optimal, "the matching is not proven by its duals");
    plan.proven_bound = true;
    for (int32_t u = 0; u < fit_.size(); ++u) {
      const int32_t v = solved.matching.mate[static_cast<size_t>(u)];
      if (v <= u) continue;
      PlannedGroup group;
      group.people = {order_[static_cast<size_t>(u)], order_[static_cast<size_t>(v)]};
      std::sort(group.people.begin(), group.people.end());
      group.value = value_of(group.people);
      plan.bound += group.value;
      plan.groups.push_back(std::move(group));
    }
    return plan;
  }

  int64_t value_of(const std::vector<int32_t>& people) const {
    if (people.size() == 3) return tandems_.ring_value(people[0], people[1], people[2]);
    return tandems_.pair_value(
        people[0], {people[1], static_cast<int32_t>(teaching().taught(people[0], people[1])),
                    static_cast<int32_t>(teaching().taught(people[1], people[0]))});
  }

  // Rings by their first vertex: who teaches whom, and back. False: they are too many.
  bool find_rings(std::vector<solve::PackingSet>& sets) const {
    const auto n = static_cast<size_t>(fit_.size());
    std::vector<std::vector<int32_t>> learners(n);  // of each vertex
    size_t arcs = 0;
    for (size_t u = 0; u < n; ++u) {
      const int32_t a = order_[u];
      for (const Partner& with : teaching().partners(a)) {
        if (with.teaches > 0 && fit_.admissible(a, with.other))
          learners[u].push_back(vertex_of_[static_cast<size_t>(with.other)]);
      }
      std::sort(learners[u].begin(), learners[u].end());
      arcs += learners[u].size();
      if (arcs > 4 * kMostEdges) return false;
    }
    std::vector<std::vector<int32_t>> teachers(n);
    for (size_t u = 0; u < n; ++u) {
      for (const int32_t v : learners[u])
        teachers[static_cast<size_t>(v)].push_back(static_cast<int32_t>(u));
    }
    const size_t pairs = sets.size();
    std::vector<int32_t> closes(n, kNobody);
    int64_t steps = 0;
    for (int32_t u = 0; u < static_cast<int32_t>(n); ++u) {
      for (const int32_t w : teachers[static_cast<size_t>(u)]) closes[static_cast<size_t>(w)] = u;
      for (const int32_t v : learners[static_cast<size_t>(u)]) {
        if (v < u) continue;
        const std::vector<int32_t>& third = learners[static_cast<size_t>(v)];
        steps += static_cast<int64_t>(third.size());
        if (steps > kRingSteps) return false;
        for (auto w = std::upper_bound(third.begin(), third.end(), u); w != third.end(); ++w) {
          if (closes[static_cast<size_t>(*w)] != u || *w == v) continue;
          if (sets.size() - pairs >= kMostRings) return false;
          sets.push_back(
              {{u, v, *w},
               tandems_.ring_value(order_[static_cast<size_t>(u)], order_[static_cast<size_t>(v)],
                                   order_[static_cast<size_t>(*w)])});
        }
      }
    }
    return true;
  }

  void add_rings(Plan& plan) {
    solve::PackingProblem problem;
    problem.elements = fit_.size();
    std::vector<int32_t> start;
    bool complete = possible_ <= static_cast<int64_t>(kMostEdges);
    if (complete) {
      std::vector<int32_t> mate(order_.size(), kNobody);
      for (const PlannedGroup& group : plan.groups) {
        const int32_t u = vertex_of_[static_cast<size_t>(group.people[0])];
        const int32_t v = vertex_of_[static_cast<size_t>(group.people[1])];
        mate[static_cast<size_t>(std::min(u, v))] = std::max(u, v);
      }
      std::vector<solve::WeightedEdge> edges;
      for (int32_t u = 0; u < fit_.size(); ++u) weigh(u, true, edges);
      for (const solve::WeightedEdge& edge : edges) {
        if (mate[static_cast<size_t>(edge.u)] == edge.v)
          start.push_back(static_cast<int32_t>(problem.sets.size()));
        problem.sets.push_back({{edge.u, edge.v, kNobody}, edge.weight / factor_});
      }
      complete = find_rings(problem.sets);
    }
    if (!complete) {
      // Nobody's part of a group is worth more than half of a full pair.
      plan.bound = fit_.size() * tandems_.full() / 2;
      add_issue(plan.issues, Severity::kWarning, "tandem.ringsTooMany");
      return;
    }
    const solve::Packing packing = solve::max_set_packing(
        problem, start, kWork, Random(input_.program.seed).fork(3), [&](double done) {
          if (input_.progress) input_.progress(0.4 + 0.6 * done);
        });
    plan.solver = "tandem.packing";
    plan.groups.clear();
    for (const int32_t s : packing.chosen) {
      const solve::PackingSet& set = problem.sets[static_cast<size_t>(s)];
      PlannedGroup group;
      for (int32_t i = 0; i < set.size(); ++i)
        group.people.push_back(order_[static_cast<size_t>(set.members[static_cast<size_t>(i)])]);
      // A ring keeps its direction.
      std::rotate(group.people.begin(), std::min_element(group.people.begin(), group.people.end()),
                  group.people.end());
      group.value = value_of(group.people);
      plan.groups.push_back(std::move(group));
    }
    // While more people may be possible, nothing is the best there is.
    const bool most = packing.elements == packing.elements_bound;
    plan.bound = packing.bound + (most ? 0 : 1);
    most_people_ = packing.elements_bound;
  }

  std::vector<std::string> names_of(const std::vector<uint32_t>& skills) const {
    std::vector<std::string> names;
    for (const uint32_t skill : skills) names.emplace_back(teaching().name(skill));
    return names;
  }

  void tell(PlannedGroup& group) {
    group.of = tandems_.full();
    std::set<uint32_t> topics;
    const auto& people = group.people;
    const size_t ways = people.size() == 2 ? 2 : 3;
    int way = 0;
    for (size_t i = 0; i < ways; ++i) {
      const int32_t teacher = people[i];
      const int32_t learner = people[(i + 1) % people.size()];
      const std::vector<uint32_t> skills = teaching().topics(teacher, learner);
      if (skills.empty()) continue;
      ++way;
      for (const uint32_t skill : skills) {
        topics.insert(skill);
        ++taught_[skill];
      }
      group.reasons.push_back({"tandem.teaches",
                               {{"teacher", name_of(teacher)},
                                {"learner", name_of(learner)},
                                {"skills", listed(names_of(skills))}}});
    }
    if (people.size() == 3) {
      ++rings_;
      group.reasons.push_back({"tandem.ring", {}});
    } else if (way == 2) {
      ++mutual_;
    } else {
      ++one_way_;
      group.reasons.push_back({"tandem.oneWay", {}});
    }
    for (Reason& reason : reasons_for_group(input_.roster, input_.program, fit_, people, kNobody)) {
      if (reason.code.rfind("criterion.complement", 0) != 0)
        group.reasons.push_back(std::move(reason));
    }
    group.title = listed(names_of({topics.begin(), topics.end()}));
  }

  void leave_out(Plan& plan) const {
    std::vector<bool> placed(order_.size(), false);
    for (const PlannedGroup& group : plan.groups) {
      for (const int32_t i : group.people) placed[static_cast<size_t>(i)] = true;
    }
    for (int32_t i = 0; i < fit_.size(); ++i) {
      if (placed[static_cast<size_t>(i)]) continue;
      plan.left_out.push_back(i);
      plan.left_out_reasons.push_back(why_left_out(i));
    }
  }

  std::vector<Reason> why_left_out(int32_t i) const {
    std::vector<Reason> reasons;
    if (teaching().offered(i).empty() && teaching().wanted(i).empty())
      return {{"tandem.nothingGiven", {}}};
    if (partners_[static_cast<size_t>(i)] > 0)
      return {{"leftOut.partnersTaken", {{"count", partners_[static_cast<size_t>(i)]}}}};
    int64_t teachers = 0;
    int64_t learners = 0;
    int64_t both = 0;
    for (const Partner& with : teaching().partners(i)) {
      teachers += with.learns > 0 ? 1 : 0;
      learners += with.teaches > 0 ? 1 : 0;
      both += tandems_.pairs_up(with) ? 1 : 0;
    }
    if (both > 0) return ruled_out(i, both);
    const auto skills = [&](const std::vector<Teaching::Skill>& of) {
      std::vector<uint32_t> all;
      for (const Teaching::Skill& skill : of) all.push_back(skill.skill);
      return listed(names_of(all));
    };
    if (teaching().wanted(i).empty()) {
      reasons.push_back({"tandem.wantsNothing", {}});
    } else if (teachers == 0) {
      reasons.push_back({"tandem.nobodyOffers", {{"skills", skills(teaching().wanted(i))}}});
    }
    if (teaching().offered(i).empty()) {
      reasons.push_back({"tandem.offersNothing", {}});
    } else if (learners == 0) {
      reasons.push_back({"tandem.nobodyWants", {{"skills", skills(teaching().offered(i))}}});
    }
    if (teachers > 0 && learners > 0) {
      reasons.push_back({"tandem.notBothWays", {{"teachers", teachers}, {"learners", learners}}});
    }
    return reasons;
  }

  // By which rules; what stands in lists of names is not told of.
  std::vector<Reason> ruled_out(int32_t i, int64_t both) const {
    std::vector<Reason> reasons = {{"leftOut.noPartner", {{"count", int64_t{0}}}}};
    for (size_t r = 0; r < input_.program.rules.size(); ++r) {
      const Rule& rule = input_.program.rules[r];
      if (is_confidential(rule)) continue;
      int64_t excluded = 0;
      for (const Partner& with : teaching().partners(i))
        excluded += tandems_.pairs_up(with) && !fit_.holds(r, i, with.other) ? 1 : 0;
      if (excluded > 0) {
        Reason reason{"leftOut.by." + std::string(weft::name_of(rule.kind)), {}};
        if (rule.column.index >= 0) {
          const Column& column = input_.roster.columns[static_cast<size_t>(rule.column.index)];
          reason.args.push_back({"column", column.header});
        }
        for (Arg arg :
             {Arg{"rule", static_cast<int64_t>(r)}, Arg{"count", excluded}, Arg{"of", both}})
          reason.args.push_back(std::move(arg));
        reasons.push_back(std::move(reason));
      }
    }
    return reasons;
  }

  Value extra(const Plan& plan) const {
    Value json;
    json.set("mutual", mutual_);
    json.set("oneWay", one_way_);
    json.set("rings", rings_);
    if (terms_.rings && most_people_ > 0) {
      json.set("mostPeople", most_people_);
      json.set("peopleInGroups", fit_.size() - static_cast<int64_t>(plan.left_out.size()));
    }
    const auto rank = [&](auto counted, const char* label) {
      std::vector<std::pair<int64_t, uint32_t>> all;
      for (uint32_t skill = 0; skill < teaching().skills(); ++skill) {
        const int64_t count = counted(skill);
        if (count > 0) all.emplace_back(-count, skill);
      }
      std::sort(all.begin(), all.end());
      Value list(Value::List{});
      for (size_t i = 0; i < std::min(all.size(), kTopics); ++i) {
        Value item;
        item.set("skill", teaching().name(all[i].second));
        item.set(label, -all[i].first);
        list.push(std::move(item));
      }
      return std::pair<Value, int64_t>{std::move(list), static_cast<int64_t>(all.size())};
    };
    const auto count = [](const std::vector<int32_t>& people) {
      return static_cast<int64_t>(people.size());
    };
    auto nobody_offers = rank(
        [&](uint32_t s) {
          return teaching().offering(s).empty() ? count(teaching().wanting(s)) : 0;
        },
        "wantedBy");
    json.set("skillsNobodyOffers", std::move(nobody_offers.first));
    json.set("skillsNobodyOffersCount", nobody_offers.second);
    auto nobody_wants = rank(
        [&](uint32_t s) {
          return teaching().wanting(s).empty() ? count(teaching().offering(s)) : 0;
        },
        "offeredBy");
    json.set("offersNobodyWants", std::move(nobody_wants.first));
    json.set("offersNobodyWantsCount", nobody_wants.second);
    auto topics = rank(
        [&](uint32_t s) {
          const auto found = taught_.find(s);
          return found == taught_.end() ? int64_t{0} : found->second;
        },
        "taught");
    json.set("topics", std::move(topics.first));
    return json;
  }

  // From participants to people of the roster.
  void finish(Plan& plan) const {
    for (PlannedGroup& group : plan.groups) {
      for (int32_t& member : group.people) member = fit_.person(member);
    }
    std::sort(plan.groups.begin(), plan.groups.end(),
              [](const PlannedGroup& a, const PlannedGroup& b) { return a.people < b.people; });
    for (int32_t& person : plan.left_out) person = fit_.person(person);
  }

  const FormatInput& input_;
  const Fit& fit_;
  const Terms& terms_;
  const Tandems& tandems_;
  uint64_t seed_ = 0;
  int64_t factor_ = int64_t{1} << (kWeightBits - 1);
  uint64_t noise_ = 1;
  std::vector<int32_t> order_;  // vertex -> participant: a shuffle
  std::vector<int32_t> vertex_of_;
  std::vector<int64_t> partners_;  // of each participant, to be in a pair with
  int64_t possible_ = 0;
  int64_t value_sum_ = 0;
  int64_t mutual_ = 0, one_way_ = 0, rings_ = 0;
  int64_t most_people_ = 0;
  std::map<uint32_t, int64_t> taught_;
};

// The second opinion: from the texts of the roster and what the outcome says.
class TandemCheck {
 public:
  TandemCheck(const CheckInput& input, CheckResult& result) : input_(input), result_(result) {}

  void run() {
    Issues none;
    const Terms terms = read_terms(input_.program, none);
    const Column* offers = input_.roster.named(terms.offers);
    const Column* wants = input_.roster.named(terms.wants);
    for (size_t g = 0; g < input_.claim.groups.size(); ++g) {
      const Claim::Group& group = input_.claim.groups[g];
      const auto args = [&] { return Args{{"group", static_cast<int64_t>(g + 1)}}; };
      std::vector<int32_t> people;
      for (const std::string& id : group.people) people.push_back(person_with(id));
      const bool known = std::count(people.begin(), people.end(), Roster::kNobody) == 0;
      const bool size = people.size() == 2 || (terms.rings && people.size() == 3);
      result_.verify(size, "check.size", args);
      if (!known || !size || offers == nullptr || wants == nullptr) continue;
      int64_t points = 0;
      int64_t ways = 0;
      for (size_t i = 0; i < people.size(); ++i) {
        const int64_t learnt =
            taught(skills(*offers, people[i], terms, true),
                   skills(*wants, people[(i + 1) % people.size()], terms, false));
        points += learnt;
        ways += learnt > 0 ? 1 : 0;
      }
      const bool teaches =
          people.size() == 3 ? ways == 3 : ways == 2 || (terms.one_way && ways == 1);
      result_.verify(teaches, "check.tandem", args);
      verify_value(g, people.size(), points, args);
    }
  }

 private:
  using Skills = std::map<std::string, int>;

  int32_t person_with(const std::string& id) {
    if (by_id_.empty()) {
      for (size_t i = 0; i < input_.roster.people(); ++i)
        by_id_.emplace(input_.roster.ids[i], static_cast<int32_t>(i));
    }
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? Roster::kNobody : found->second;
  }

  // Of languages, only what stands in a column of languages among those who take part, or has the
  // name of one; a weak speaker teaches nobody.
  Skills skills(const Column& column, int32_t person, const Terms& terms, bool offers) {
    Skills all;
    for_each_skill(column, column.codes[static_cast<size_t>(person)],
                   [&](std::string_view name, uint8_t level) {
                     const std::string key = skill_key(name);
                     if (key.empty()) return;
                     const bool counts =
                         !terms.languages || is_language(name) ||
                         (offers ? column.role == Role::kLanguages : spoken(terms).count(key) > 0);
                     if (counts) all[key] = std::max<int>(all[key], level);
                   });
    if (!terms.languages || !offers) return all;
    for (auto skill = all.begin(); skill != all.end();)
      skill = skill->second >= 1 && skill->second <= 4 ? all.erase(skill) : std::next(skill);
    return all;
  }

  const std::set<std::string>& spoken(const Terms& terms) {
    if (spoken_) return *spoken_;
    spoken_.emplace();
    const Column& column = *input_.roster.named(terms.offers);
    if (column.role != Role::kLanguages) return *spoken_;
    for (const int32_t person :
         participants(input_.program, input_.roster, input_.history, input_.date).people) {
      for_each_skill(column, column.codes[static_cast<size_t>(person)],
                     [&](std::string_view name, uint8_t) { spoken_->insert(skill_key(name)); });
    }
    return *spoken_;
  }

  static int64_t taught(const Skills& offered, const Skills& wanted) {
    const auto common = std::count_if(wanted.begin(), wanted.end(), [&](const auto& want) {
      const auto offer = offered.find(want.first);
      return offer != offered.end() &&
             (offer->second == 0 || want.second == 0 || offer->second >= want.second);
    });
    return common == 0 ? 0 : 500 + 500 * common / static_cast<int64_t>(wanted.size());
  }

  template <typename MakeArgs>
  void verify_value(size_t g, size_t size, int64_t points, MakeArgs args) {
    int64_t fit = 0;
    int64_t weight = 0;
    bool asked = false;
    for (size_t c = 0; c < input_.program.criteria.size(); ++c) {
      const Criterion& criterion = input_.program.criteria[c];
      if (criterion.kind == Criterion::Kind::kComplement) {
        asked = true;
        weight += criterion.weight;
      } else {
        fit += criterion.weight * result_.points[g][c];
      }
    }
    if (!asked) weight = 100;
    const int64_t value = size == 2 ? fit + weight * (points / 2) : (fit + weight * points) / 3;
    result_.verify(value == input_.claim.groups[g].value, "check.groupValue", args);
  }

  const CheckInput& input_;
  CheckResult& result_;
  std::map<std::string_view, int32_t> by_id_;
  std::optional<std::set<std::string>> spoken_;
};

class Tandem : public Format {
 public:
  std::string_view name() const override { return "tandem"; }
  Shape shape() const override {
    Shape shape;
    shape.worth = Shape::Worth::kOwn;
    shape.sized = false;
    return shape;
  }
  std::vector<std::string> keys() const override {
    return {"kind", "offers", "wants", "oneWay", "rings"};
  }

  Issues validate(const Program& program) const override {
    Issues issues;
    read_terms(program, issues);
    const auto fail = [&](const char* code, const char* where) {
      add_issue(issues, Severity::kError, code, where);
    };
    if (program.min_size != 2 || program.max_size != 2) fail("tandem.size", "/size");
    if (program.favour == Favour::kWorst) fail("tandem.sumOnly", "/favour");
    if (program.serendipity > 0) fail("tandem.sumOnly", "/serendipity");
    return issues;
  }

  int64_t most_people() const override { return 30'000; }

  Value possible(const FormatInput& input, Issues& issues) const override {
    const Terms terms = read_terms(input.program, issues);
    const Column* offers = find_column(input.roster, terms.offers, "offers", issues);
    const Column* wants = find_column(input.roster, terms.wants, "wants", issues);
    if (offers == nullptr || wants == nullptr) return {};
    const Tandems tandems(input, terms, *offers, *wants);
    const Teaching& teaching = tandems.teaching();
    int64_t both = 0, offer_only = 0, want_only = 0, neither = 0, mutual = 0, one_way = 0;
    for (int32_t a = 0; a < teaching.people(); ++a) {
      const bool offering = !teaching.offered(a).empty();
      const bool wanting = !teaching.wanted(a).empty();
      both += offering && wanting ? 1 : 0;
      offer_only += offering && !wanting ? 1 : 0;
      want_only += !offering && wanting ? 1 : 0;
      neither += !offering && !wanting ? 1 : 0;
      bool has_mutual = false;
      bool has_any = false;
      for (const Teaching::Partner& with : teaching.partners(a)) {
        const bool ways = with.teaches > 0 && with.learns > 0;
        if (has_mutual || (has_any && !ways) || !input.fit.openly_admissible(a, with.other))
          continue;
        has_any = true;
        has_mutual = ways;
      }
      mutual += has_mutual ? 1 : 0;
      one_way += has_any ? 1 : 0;
    }
    int64_t nobody_offers = 0;
    int64_t nobody_wants = 0;
    for (uint32_t skill = 0; skill < teaching.skills(); ++skill) {
      nobody_offers += teaching.offering(skill).empty() ? 1 : 0;
      nobody_wants += teaching.wanting(skill).empty() ? 1 : 0;
    }
    return Value::Object{{"offers", offers->header},
                         {"wants", wants->header},
                         {"both", both},
                         {"offerOnly", offer_only},
                         {"wantOnly", want_only},
                         {"neither", neither},
                         {"mutualPossible", mutual},
                         {"onePossible", one_way},
                         {"skills", static_cast<int64_t>(teaching.skills())},
                         {"nobodyOffers", nobody_offers},
                         {"nobodyWants", nobody_wants}};
  }

  Plan solve(const FormatInput& input) const override {
    Plan plan;
    const Terms terms = read_terms(input.program, plan.issues);
    const Column* offers = find_column(input.roster, terms.offers, "offers", plan.issues);
    const Column* wants = find_column(input.roster, terms.wants, "wants", plan.issues);
    if (offers == nullptr || wants == nullptr) {
      plan.left_out = input.fit.people();
      plan.left_out_reasons.assign(plan.left_out.size(), {{"tandem.nothingGiven", {}}});
      plan.proven_bound = true;
      return plan;
    }
    const Tandems tandems(input, terms, *offers, *wants);
    return TandemSolver(input, terms, tandems).solve();
  }

  void check(const CheckInput& input, CheckResult& result) const override {
    TandemCheck(input, result).run();
  }
};

}  // namespace

const Format& tandem_format() {
  static const Tandem format;
  return format;
}

}  // namespace weft
