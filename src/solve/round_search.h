// A joint search over several rounds: people are exchanged between groups of one round, by
// annealing at a few fixed temperatures, only where somebody meets again. A meeting costs as much
// as the two have met before, so that no pair is worn out; then exchanges that cost nothing even
// out who has the repeats, and then raise the worth. An exchange is looked at in O(group size)
// where counts of all pairs fit (up to 4,096 people), else in O(group size · rounds).
//
// Sources: Dotú & Van Hentenryck 2005 (local search over all weeks at once).
#pragma once

#include <cstdint>
#include <functional>

#include "base/random.h"
#include "solve/rounds.h"

namespace weft::solve {

struct OpenRounds {
  int32_t begin = 0;  // the rounds before stay as they are
  int32_t end = 0;    // those from here on are no part of it
};

// Lowers what the open rounds of `plan` cost; whether nobody is left who meets again or should have
// been kept apart. `work` is the budget and goes down. REQUIRES: the plan's groups hold who takes
// part.
bool search_rounds(const RoundsProblem& problem, OpenRounds open, RoundPlan& plan, int64_t& work,
                   Random random, const std::function<void(double done)>& progress = {});

// Evens out who is in groups that are smaller than usual, then who repeats, and raises the worth:
// with no more repeats and nothing else lost.
void polish_rounds(const RoundsProblem& problem, OpenRounds open, RoundPlan& plan, int64_t work,
                   Random random);

}  // namespace weft::solve
