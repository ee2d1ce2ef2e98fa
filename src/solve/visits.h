// Guests and dates of hosts: who goes where, so that as many visits as possible take place (a
// guest's first counts twice), and among those plans the sum of their values is the largest.
//
// A guest makes at most so many visits, never two at once and never two to one host; a date has
// places; a pool (a department on a day) takes at most so many. Where no guest can be at one host
// twice this is a flow of minimum cost, with a node for each time at which a guest can only be in
// one place. Else that flow, which leaves out some of what excludes each other, is a bound; prices
// on what it leaves out make it a closer one, and branching on what it does wrong finds the optimum
// or gives up with the bound of what is left.
//
// Cost: a flow of (guests + times + dates) nodes and about as many arcs as there are arcs, once
// for each step. Sources: Ford and Fulkerson 1962 (integral flows); Held, Wolfe and Crowder 1974
// (prices); Land and Doig 1960 (branch and bound).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace weft::solve {

struct VisitProblem {
  struct Date {
    int32_t host;
    int64_t begin, end;  // on one line of time; begin < end
    int32_t places;
    int32_t pool = -1;
  };
  struct Arc {
    int32_t guest;
    int32_t date;
    int64_t value;  // >= 0
  };
  std::vector<int32_t> visits;  // of each guest, at most
  std::vector<Date> dates;
  std::vector<int64_t> pools;  // each at most so many visits
  std::vector<Arc> arcs;       // each guest and date once
};

struct VisitPlan {
  std::vector<int32_t> arcs;  // of the problem, ascending
  int64_t visits = 0;
  int64_t served = 0;  // guests with a visit
  int64_t value = 0;
  int64_t count_bound = 0;  // no plan has more visits + served
  int64_t bound = 0;        // no plan with as many is worth more
  int64_t steps = 0;        // flows that were solved
  bool optimal() const { return visits + served == count_bound && value == bound; }
};

struct VisitOptions {
  int64_t most_steps = 200;  // flows
  // Before each step but the first.
  std::function<void(int64_t steps, const VisitPlan& best)> progress = {};
};

// Whether its numbers fit into 64 bits.
bool visits_fit(const VisitProblem& problem);
// REQUIRES: visits_fit(). Throws std::invalid_argument on what the comments above rule out.
VisitPlan plan_visits(const VisitProblem& problem, const VisitOptions& options = {});

// What of the problem a plan breaks, or nothing.
std::string visits_fault(const VisitProblem& problem, const std::vector<int32_t>& arcs);

}  // namespace weft::solve
