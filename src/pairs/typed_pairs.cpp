#include "pairs/typed_pairs.h"

#include <algorithm>
#include <numeric>

#include "base/random.h"
#include "outcome/measure.h"
#include "roster/time_zones.h"
#include "solve/matching.h"
#include "solve/typed_matching.h"

namespace weft {
namespace {

using solve::TypeAttribute;
using solve::TypedMatching;
using solve::TypedProblem;
using solve::TypeTerm;

// Pairs that are looked at for somebody who is left, to make a trio.
constexpr int64_t kTrioLooks = 20'000'000;
constexpr int64_t kFewestLooks = 100;

void add_rule(const Rule& rule, const Column* column, TypeAttribute& attribute) {
  const bool list = column != nullptr && column->type == Type::kList;
  TypeTerm term;
  switch (rule.kind) {
    case Rule::Kind::kDifferent:
      term.kind = list ? TypeTerm::Kind::kMustNotShare : TypeTerm::Kind::kMustDiffer;
      break;
    case Rule::Kind::kSame:
      term.kind = TypeTerm::Kind::kMustBeSame;
      break;
    case Rule::Kind::kShare:
      term.kind = list ? TypeTerm::Kind::kMustShare : TypeTerm::Kind::kMustBeSame;
      break;
    case Rule::Kind::kDistance:
      term.kind = TypeTerm::Kind::kMustBeApart;
      term.min = rule.min.value_or(0);
      term.max = rule.max.value_or(INT64_MAX);
      break;
    case Rule::Kind::kOverlap:
      term.kind = TypeTerm::Kind::kMustBeNearby;
      term.range = kWholeDay;
      term.max = kWorkingDay - *rule.min;
      break;
    default:
      term.kind = TypeTerm::Kind::kMustDifferKnown;
      break;
  }
  attribute.terms.push_back(term);
}

// Clocks are those of the day, not of the column. `codes`: person by person, one for each column.
void add_clocks(const Fit::CompiledRule& rule, const FitTypes& types,
                const std::vector<uint32_t>& codes, size_t k, TypeAttribute& attribute) {
  attribute.places.assign(attribute.values, TypeAttribute::kNoNumber);
  for (size_t i = 0; i < types.free.size(); ++i)
    attribute.places[codes[i * types.columns.size() + k]] =
        rule.numbers[static_cast<size_t>(types.free[i])];
}

void add_criterion(const Criterion& criterion, int64_t range, const Column& column,
                   TypeAttribute& attribute) {
  const bool list = column.type == Type::kList;
  TypeTerm term;
  term.weight = static_cast<int32_t>(criterion.weight);
  term.range = range;
  switch (criterion.kind) {
    case Criterion::Kind::kMix:
      term.kind = list ? TypeTerm::Kind::kMix : TypeTerm::Kind::kDiffer;
      break;
    case Criterion::Kind::kNear:
      term.kind = TypeTerm::Kind::kNear;
      break;
    case Criterion::Kind::kFar:
      term.kind = TypeTerm::Kind::kFar;
      break;
    default:
      term.kind = list ? TypeTerm::Kind::kShare : TypeTerm::Kind::kSame;
      break;
  }
  attribute.terms.push_back(term);
}

// What people offer and want.
void add_skills(const Program& program, TypeColumn& use, TypeAttribute& attribute) {
  TypeTerm term;
  term.kind = TypeTerm::Kind::kTeach;
  for (const size_t criterion : use.criteria)
    term.weight += static_cast<int32_t>(program.criteria[criterion].weight);
  attribute.values = static_cast<uint32_t>(use.offered.size());
  attribute.entries = std::move(use.offered);
  attribute.wanted = std::move(use.wanted);
  attribute.terms.push_back(term);
}

// Those who belong together are few, and only ever meet each other: every pair is looked at.
// Returns what their pairs are worth, which is the most there is.
int64_t pair_together(const Fit& fit, const std::vector<int32_t>& together, Plan& plan) {
  std::vector<int32_t> vertex(static_cast<size_t>(fit.size()), -1);
  for (size_t i = 0; i < together.size(); ++i)
    vertex[static_cast<size_t>(together[i])] = static_cast<int32_t>(i);
  solve::Graph graph;
  graph.vertices = static_cast<int32_t>(together.size());
  for (const int32_t a : together) {
    for (const int32_t b : fit.together_with(a)) {
      if (a < b && fit.admissible(a, b)) {
        graph.edges.push_back(
            {vertex[static_cast<size_t>(a)], vertex[static_cast<size_t>(b)], fit.value(a, b)});
      }
    }
  }
  const solve::Matching found =
      solve::max_weight_matching(graph, solve::Objective::kCardinalityThenWeight);
  for (size_t i = 0; i < together.size(); ++i) {
    const int32_t mate = found.mate[i];
    if (mate < 0) plan.left_out.push_back(together[i]);
    if (mate > static_cast<int32_t>(i))
      plan.groups.push_back({{together[i], together[static_cast<size_t>(mate)]}, -1});
  }
  return found.weight;
}

// Who is left joins a pair where it fits best, among those that there is time to look at.
void join_trios(const TypedPairsInput& input, Random& random, Plan& plan) {
  const Fit& fit = input.fit;
  std::vector<int32_t> rest;
  const size_t groups = plan.groups.size();
  const int64_t looks = std::max(
      kTrioLooks / std::max<int64_t>(static_cast<int64_t>(plan.left_out.size()), 1), kFewestLooks);
  for (const int32_t odd : plan.left_out) {
    int64_t best = INT64_MIN;
    size_t chosen = groups;
    const size_t start = groups == 0 ? 0 : random.index(groups);
    const auto tries = static_cast<size_t>(std::min(static_cast<int64_t>(groups), looks));
    for (size_t i = 0; i < tries; ++i) {
      const size_t at = (start + i) % groups;
      const PlannedGroup& pair = plan.groups[at];
      if (pair.odd >= 0) continue;
      const int32_t a = pair.people[0];
      const int32_t b = pair.people[1];
      // A trio is worth the mean of its pairs, in place of the pair.
      const int64_t gain = fit.value(odd, a) + fit.value(odd, b) - 2 * fit.value(a, b);
      if (gain <= best || !fit.admissible(odd, a) || !fit.admissible(odd, b)) continue;
      best = gain;
      chosen = at;
    }
    if (chosen == groups) {
      rest.push_back(odd);
      continue;
    }
    plan.groups[chosen].people.push_back(odd);
    plan.groups[chosen].odd = odd;
  }
  plan.left_out = std::move(rest);
}

}  // namespace

TypedProblem typed_problem(const Program& program, const Fit& fit, FitTypes& types) {
  TypedProblem problem;
  problem.people = static_cast<int32_t>(types.free.size());
  problem.base = types.base;
  problem.codes = std::move(types.codes);
  problem.forbidden = {std::move(types.forbidden.begin), std::move(types.forbidden.other)};
  problem.reduced = {std::move(types.reduced.begin), std::move(types.reduced.other)};
  problem.reduction = std::move(types.reduction);
  problem.raised = {std::move(types.raised.begin), std::move(types.raised.other)};
  problem.raise = std::move(types.raise);
  for (TypeColumn& use : types.columns) {
    TypeAttribute& attribute = problem.attributes.emplace_back();
    if (!use.offered.empty()) {
      add_skills(program, use, attribute);
      continue;
    }
    attribute.values = static_cast<uint32_t>(use.original.size());
    if (use.column != nullptr && use.column->ordered()) {
      for (const uint32_t code : use.original)
        attribute.numbers.push_back(use.column->numbers[code]);
    }
    if (use.column != nullptr && use.column->type == Type::kList) {
      for (const uint32_t code : use.original)
        attribute.entries.push_back(use.column->entries[code]);
    }
    for (const size_t rule : use.rules) {
      add_rule(program.rules[rule], use.column, attribute);
      if (program.rules[rule].kind == Rule::Kind::kOverlap)
        add_clocks(fit.rules()[rule], types, problem.codes, problem.attributes.size() - 1,
                   attribute);
    }
    for (const size_t criterion : use.criteria) {
      add_criterion(program.criteria[criterion], fit.range(criterion), *use.column, attribute);
    }
  }
  return problem;
}

Plan pair_by_type(const TypedPairsInput& input) {
  const Fit& fit = input.fit;
  Random random = Random(input.program.seed).fork(2);
  Plan plan;
  plan.solver = "types";
  FitTypes types(input.roster, input.program, fit);
  const int64_t together = pair_together(fit, types.together, plan);
  const auto joined = static_cast<int64_t>(plan.groups.size());

  std::vector<int32_t> candidates;
  if (types.free.size() % 2 != 0) {
    for (size_t i = 0; i < types.free.size(); ++i) {
      if (std::binary_search(input.turn.begin(), input.turn.end(), types.free[i]))
        candidates.push_back(static_cast<int32_t>(i));
    }
  }
  std::vector<int64_t> dual;
  int64_t pairs = 0;
  int64_t given_up = 0;
  {
    const TypedProblem problem = typed_problem(input.program, fit, types);
    solve::TypedLimits limits;
    limits.surprise = input.program.serendipity;
    const TypedMatching found =
        solve::max_typed_matching(problem, candidates, random.fork(1), limits, input.progress);
    require(solve::covers_every_pair(problem, found.bound), "the duals do not cover every pair");
    plan.groups.reserve(static_cast<size_t>(joined + found.pairs));
    for (size_t i = 0; i < types.free.size(); ++i) {
      const int32_t mate = found.mate[i];
      if (mate < 0) plan.left_out.push_back(types.free[i]);
      if (mate > static_cast<int32_t>(i))
        plan.groups.push_back({{types.free[i], types.free[static_cast<size_t>(mate)]}, -1});
    }
    dual = found.bound.of_people(problem);
    pairs = found.pairs;
    given_up = found.given_up;
  }
  plan.proven_bound = true;
  // The best pair of a trio is one of a matching with as many pairs.
  plan.bound = together + solve::bound_of_pairs(dual, pairs);
  const bool turn_decides = plan.left_out.size() == 1 && fit.size() % 2 != 0;
  if (input.program.trio) {
    join_trios(input, random, plan);
    if (turn_decides && plan.left_out.empty() && dual.size() >= 3)
      plan.bound = std::min(plan.bound, together + solve::bound_with_trio(dual));
  } else if (turn_decides) {
    plan.sits_out = plan.left_out;
  }
  if (input.program.serendipity > 0) {
    plan.without_serendipity = given_up;
    for (const PlannedGroup& group : plan.groups)
      *plan.without_serendipity += group_value(fit, group.people);
  }
  return plan;
}

}  // namespace weft
