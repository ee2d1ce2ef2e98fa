// What if: somebody of a finished grouping goes elsewhere, or two change places.
#pragma once

#include <cstdint>
#include <vector>

#include "groups/team_problem.h"

namespace weft {

struct TeamMove {
  int32_t participant = -1;
  int32_t team = -1;   // where to
  int32_t other = -1;  // who comes back; -1: nobody
  int64_t gain = 0;    // of the sum
  int64_t worst = 0;   // what the worse of the two teams is worth then
};

struct MovedTeam {
  int32_t team = -1;
  int64_t before = 0;
  int64_t after = 0;
  int64_t of_before = 0, of_after = 0;               // with every criterion fully met
  std::vector<int64_t> points_before, points_after;  // by criterion
  std::vector<Reason> broken;                        // afterwards
};

// Both teams. REQUIRES: `team` has the team of each participant; the two are in different teams.
// O(people · (rules + criteria)).
std::vector<MovedTeam> effect_of(const TeamProblem& problem, const std::vector<int32_t>& team,
                                 const TeamMove& move);

// The swaps (and moves, where sizes allow) that gain most and break nothing, best first; of one
// participant, of one team, or of all where both are -1. Nobody comes twice. O(pairs looked at).
std::vector<TeamMove> best_moves(const TeamProblem& problem, const std::vector<int32_t>& team,
                                 int32_t participant, int32_t of_team, size_t most);

}  // namespace weft
