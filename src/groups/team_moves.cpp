#include "groups/team_moves.h"

#include <algorithm>

#include "solve/grouping_state.h"

namespace weft {
namespace {

constexpr int64_t kMostMoveLooks = 3'000'000;

std::vector<int32_t> members_of(const std::vector<int32_t>& team, int32_t wanted) {
  std::vector<int32_t> members;
  for (size_t i = 0; i < team.size(); ++i) {
    if (team[i] == wanted) members.push_back(static_cast<int32_t>(i));
  }
  return members;
}

}  // namespace

std::vector<MovedTeam> effect_of(const TeamProblem& problem, const std::vector<int32_t>& team,
                                 const TeamMove& move) {
  const int32_t from = team[static_cast<size_t>(move.participant)];
  std::vector<int32_t> after = team;
  after[static_cast<size_t>(move.participant)] = move.team;
  if (move.other >= 0) after[static_cast<size_t>(move.other)] = from;
  std::vector<MovedTeam> moved;
  for (const int32_t t : {from, move.team}) {
    MovedTeam& one = moved.emplace_back();
    const std::vector<int32_t> was = members_of(team, t);
    const std::vector<int32_t> is = members_of(after, t);
    one.team = t;
    one.before = group_worth(problem.problem(), t, was).value;
    one.after = group_worth(problem.problem(), t, is).value;
    one.of_before = problem.full_value(was);
    one.of_after = problem.full_value(is);
    one.points_before = problem.points(t, was);
    one.points_after = problem.points(t, is);
    one.broken = problem.broken(t, is);
  }
  return moved;
}

std::vector<TeamMove> best_moves(const TeamProblem& problem, const std::vector<int32_t>& team,
                                 int32_t participant, int32_t of_team, size_t most) {
  // People who are together move together; here one at a time is enough.
  const solve::GroupingModel model(problem.problem());
  solve::GroupingState state(model);
  std::vector<int32_t> group(static_cast<size_t>(model.units));
  for (size_t u = 0; u < group.size(); ++u)
    group[u] = team[static_cast<size_t>(model.members[u].front())];
  state.assign(group);
  std::vector<TeamMove> moves;
  int64_t looks = 0;
  const auto element = [&](int32_t unit) {
    return model.members[static_cast<size_t>(unit)].front();
  };
  const auto single = [&](int32_t unit) { return model.weight[static_cast<size_t>(unit)] == 1; };
  const auto look = [&](int32_t unit, int32_t to, int32_t other) {
    const int32_t from = state.group_of(unit);
    if (from == to || ++looks > kMostMoveLooks) return;
    if (other < 0 &&
        (!model.fits(from, state.size(from) - 1) || !model.fits(to, state.size(to) + 1)))
      return;
    const solve::GroupWorth left = state.changed(from, unit, other);
    const solve::GroupWorth right = state.changed(to, other, unit);
    if (left.broken + right.broken > state.worth(from).broken + state.worth(to).broken) return;
    const int64_t gain = left.value + right.value - state.worth(from).value - state.worth(to).value;
    if (gain <= 0) return;
    moves.push_back({element(unit), to, other < 0 ? -1 : element(other), gain,
                     std::min(left.value, right.value)});
  };
  for (const int32_t unit : model.movable) {
    if (!single(unit)) continue;
    const bool mine = participant < 0 ? of_team < 0 || state.group_of(unit) == of_team
                                      : element(unit) == participant;
    if (!mine) continue;
    for (const int32_t other : model.movable) {
      // Where all are looked at, each pair once.
      if (single(other) && (participant >= 0 || of_team >= 0 || unit < other))
        look(unit, state.group_of(other), other);
    }
    for (int32_t to = 0; to < model.groups; ++to) look(unit, to, -1);
  }
  std::stable_sort(moves.begin(), moves.end(),
                   [](const TeamMove& a, const TeamMove& b) { return a.gain > b.gain; });
  // For one person every way is told; else each of the suggestions can be done after the others.
  std::vector<bool> taken(team.size(), false);
  std::vector<TeamMove> best;
  for (const TeamMove& move : moves) {
    if (best.size() == most) break;
    const bool used = taken[static_cast<size_t>(move.participant)] ||
                      (move.other >= 0 && taken[static_cast<size_t>(move.other)]);
    if (participant < 0 && used) continue;
    taken[static_cast<size_t>(move.participant)] = true;
    if (move.other >= 0) taken[static_cast<size_t>(move.other)] = true;
    best.push_back(move);
  }
  return best;
}

}  // namespace weft
