#include "solve/placement.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <tuple>

#include "base/random.h"
#include "solve/assignment.h"
#include "solve/demand.h"
#include "solve/flow.h"

namespace weft::solve {
namespace {

constexpr int64_t kLargestWish = int64_t{1} << 20;
constexpr int64_t kLargestPlacementCost = int64_t{1} << 30;
constexpr int64_t kLargestWeight = int64_t{1} << 39;    // half of what assignment.h takes
constexpr int64_t kMostArcs = 200'000;                  // of a flow over all weeks
constexpr int64_t kLargestFlowCost = int64_t{1} << 59;  // times nodes, see flow.h

void check(const PlacementProblem& problem) {
  const auto groups = static_cast<int32_t>(problem.groups.size());
  const auto spaces = static_cast<int32_t>(problem.spaces.size());
  demand(problem.weeks >= 0 && problem.slots >= 0 && problem.slots <= 64, "too many slots");
  demand(problem.repeat_cost >= 0 && problem.repeat_cost <= kLargestPlacementCost,
         "what a repeat costs is out of range");
  for (const PlacementSpace& space : problem.spaces)
    demand(space.seats >= 0 && space.groups >= 0, "a space has fewer seats than none");
  for (const PlacementGroup& group : problem.groups) demand(group.size >= 1, "a group is empty");
  for (const PlacementWish& wish : problem.wishes) {
    demand(wish.group >= 0 && wish.group < groups, "a wish is nobody's");
    demand(wish.space >= -1 && wish.space < spaces && wish.slot >= -1 && wish.slot < problem.slots,
           "a wish is for no place");
    demand(wish.value > 0 && wish.value <= kLargestWish, "a wish's value is out of range");
  }
  for (const PlacementFix& fix : problem.fixed) {
    demand(fix.group >= 0 && fix.group < groups && fix.week >= -1 && fix.week < problem.weeks &&
               fix.space >= -1 && fix.space < spaces && fix.slot >= -1 && fix.slot < problem.slots,
           "what is fixed is out of range");
  }
  for (const auto& [one, other] : problem.apart)
    demand(one >= 0 && one < groups && other >= 0 && other < groups && one != other,
           "groups apart are no two groups");
  demand(problem.had.empty() || problem.had.size() == problem.groups.size(),
         "visits before are of other groups");
  for (const int32_t had : problem.had)
    demand(had >= 0 && had <= kMostHad, "visits before are out of range");
  demand(problem.held.empty() || problem.held.size() == static_cast<size_t>(problem.weeks),
         "slots are held in other weeks");
}

bool may_be_at(const PlacementGroup& group, const PlacementSpace& space) {
  return group.size <= space.seats && space.groups > 0 &&
         (group.site < 0 || space.site < 0 || group.site == space.site) &&
         (group.equipment & ~space.equipment) == 0;
}

// The least sum of squares where so many visits go to groups that had and can have so many.
int64_t least_squares(std::vector<int64_t> had, const std::vector<int64_t>& most, int64_t visits) {
  std::vector<std::pair<int64_t, size_t>> next;  // a heap, fewest on top
  for (size_t g = 0; g < had.size(); ++g) {
    if (most[g] > 0) next.emplace_back(-had[g], g);
  }
  std::make_heap(next.begin(), next.end());
  std::vector<int64_t> got(had.size(), 0);
  for (; visits > 0 && !next.empty(); --visits) {
    std::pop_heap(next.begin(), next.end());
    const size_t g = next.back().second;
    next.pop_back();
    ++had[g];
    if (++got[g] == most[g]) continue;
    next.emplace_back(-had[g], g);
    std::push_heap(next.begin(), next.end());
  }
  int64_t sum = 0;
  for (const int64_t all : had) sum += all * all;
  return sum;
}

// The fewest pairs of neighbours where so many groups are spread over places that hold so many.
int64_t fewest_pairs(const std::vector<int32_t>& most, int64_t groups) {
  std::vector<int64_t> places;  // with room for at least so many more than one
  for (const int32_t one : most) {
    if (static_cast<size_t>(one) > places.size()) places.resize(static_cast<size_t>(one), 0);
    for (int32_t i = 0; i < one; ++i) ++places[static_cast<size_t>(i)];
  }
  int64_t pairs = 0;
  for (size_t there = 0; there < places.size() && groups > 0; ++there) {
    const int64_t more = std::min(groups, places[there]);
    pairs += more * static_cast<int64_t>(there);
    groups -= more;
  }
  return pairs;
}

// Places are numbered space by space, slot by slot.
class Placing {
 public:
  explicit Placing(const PlacementProblem& problem)
      : problem_(problem),
        weeks_(static_cast<size_t>(problem.weeks)),
        groups_(problem.groups.size()),
        slots_(static_cast<size_t>(problem.slots)),
        places_(problem.spaces.size() * slots_),
        wish_(groups_ * places_, -1),
        can_(groups_),
        apart_(groups_) {
    for (size_t g = 0; g < groups_; ++g) {
      for (size_t place = 0; place < places_; ++place) {
        if (!fits(g, place)) continue;
        can_[g].push_back(place);
        wish_[g * places_ + place] = 0;
      }
    }
    for (const PlacementWish& wish : problem.wishes) {
      const auto g = static_cast<size_t>(wish.group);
      for (const size_t place : can_[g]) {
        const bool space = wish.space < 0 || static_cast<size_t>(wish.space) == place / slots_;
        const bool slot = wish.slot < 0 || static_cast<size_t>(wish.slot) == place % slots_;
        if (space && slot) wish_[g * places_ + place] += wish.value;
      }
    }
    had_.assign(problem.had.begin(), problem.had.end());
    had_.resize(groups_, 0);
    for (const int64_t wish : wish_) dearest_ = std::max(dearest_, wish);
    held_ = problem.held;
    if (held_.empty()) held_.assign(weeks_, ~uint64_t{0});
    fix();
    for (const auto& [one, other] : problem.apart) {
      apart_[static_cast<size_t>(one)].push_back(static_cast<size_t>(other));
      apart_[static_cast<size_t>(other)].push_back(static_cast<size_t>(one));
    }
    clear();
  }

  Placement run(Random random, int64_t work) {
    Weeks first;
    for (const Assignment& week : every_week(Objective::kCardinalityThenWeight)) {
      first.places.push_back(week.column);
      first.pairs.push_back(week.pairs);
      first.wishes += week.weight;
    }
    Placement result;
    int64_t pairs = 0;
    for (size_t w = 0; w < weeks_; ++w) {
      result.most_placed += first.pairs[w];
      pairs += fewest_pairs(most_in(w), first.pairs[w]);
    }
    if (pairs > 0 && weeks_ > 1)
      result.least_repeats = std::max<int64_t>(0, pairs - possible_neighbours());
    const int64_t repeats = result.least_repeats * problem_.repeat_cost;
    // What is possible however uneven it is, and what is where all have their turns.
    const int64_t unfair = first.wishes - repeats;
    const std::vector<int64_t> most = most_visits();
    scarce_ = std::accumulate(most.begin(), most.end(), int64_t{0}) > result.most_placed;
    result.least_uneven = least_squares(had_, most, result.most_placed);
    bool exact = !scarce_;
    if (scarce_) {
      std::optional<Weeks> fair = in_turns(first);
      exact = fair.has_value();
      if (exact) {
        first = std::move(*fair);
        result.least_uneven = first.uneven;
      } else {
        first = week_by_week();
      }
    }
    const int64_t ceiling = exact ? first.wishes - repeats : unfair;
    begin(first.places);
    scarce_ = scarce_ || placed_ < result.most_placed;  // of seats, or of people
    const Worth most_worth{result.most_placed, -result.least_uneven, ceiling};
    if (worth() != most_worth) search(random, work, most_worth);
    give_turns();
    tell(result);
    if (placed_ == result.most_placed) {
      result.bound = exact && result.uneven == result.least_uneven ? ceiling : unfair;
      result.optimal = worth() == most_worth;
    } else {
      for (const Assignment& week : every_week(Objective::kWeight)) result.bound += week.weight;
    }
    return result;
  }

  Placement by_chance(Random random) {
    std::vector<size_t> order(groups_);
    for (size_t g = 0; g < groups_; ++g) order[g] = g;
    std::vector<size_t> free;
    for (size_t w = 0; w < weeks_; ++w) {
      random.shuffle(std::span<size_t>(order));
      for (const size_t g : order) {
        free.clear();
        for (const size_t place : can_[g]) {
          if (has_room(w, g, place, kNobody)) free.push_back(place);
        }
        if (!free.empty()) put(w, g, free[random.index(free.size())]);
      }
    }
    Placement result;
    tell(result);
    return result;
  }

 private:
  static constexpr size_t kNobody = SIZE_MAX;
  static constexpr int kTries = 3;

  // Where groups are in each week (-1: nowhere), as one found it.
  struct Weeks {
    std::vector<std::vector<int32_t>> places;
    std::vector<int64_t> pairs;  // how many, each week
    int64_t wishes = 0;
    int64_t uneven = 0;
  };
  // What was done, to be undone backwards.
  struct Step {
    size_t week, group, from;
  };
  // What comes first, second and third.
  struct Worth {
    int64_t placed, even, value;
    bool operator==(const Worth&) const = default;
    bool more_than(const Worth& other) const {
      return std::tie(placed, even, value) > std::tie(other.placed, other.even, other.value);
    }
  };

  bool fits(size_t g, size_t place) const {
    const PlacementGroup& group = problem_.groups[g];
    const PlacementSpace& space = problem_.spaces[place / slots_];
    return may_be_at(group, space) && ((group.slots & space.open) >> place % slots_ & 1) != 0;
  }
  const PlacementSpace& space_of(size_t place) const { return problem_.spaces[place / slots_]; }

  // What is fixed, by week and group; -1: not.
  void fix() {
    if (problem_.fixed.empty()) return;
    fixed_.assign(weeks_ * groups_, {});
    for (const PlacementFix& fix : problem_.fixed) {
      for (size_t w = 0; w < weeks_; ++w) {
        if (fix.week >= 0 && static_cast<size_t>(fix.week) != w) continue;
        GroupPlace& at = fixed_[w * groups_ + static_cast<size_t>(fix.group)];
        if (fix.space >= 0) at.space = fix.space;
        if (fix.slot >= 0) at.slot = fix.slot;
      }
    }
  }
  // Whether the week has the place for the group, whoever else is there.
  bool may(size_t w, size_t g, size_t place) const {
    if (wish_[g * places_ + place] < 0 || (held_[w] >> place % slots_ & 1) == 0) return false;
    if (fixed_.empty()) return true;
    const GroupPlace& at = fixed_[w * groups_ + g];
    return (at.space < 0 || static_cast<size_t>(at.space) == place / slots_) &&
           (at.slot < 0 || static_cast<size_t>(at.slot) == place % slots_);
  }
  bool as_the_week_before(size_t w) const {
    if (held_[w] != held_[w - 1]) return false;
    const auto row = [&](size_t week) {
      return fixed_.begin() + static_cast<std::ptrdiff_t>(week * groups_);
    };
    return fixed_.empty() || std::equal(row(w - 1), row(w), row(w));
  }

  // How many groups a place of the week holds at most: as many as the smallest would let in.
  std::vector<int32_t> most_in(size_t w) const {
    std::vector<int32_t> smallest(places_, INT32_MAX);
    for (size_t g = 0; g < groups_; ++g) {
      for (const size_t place : can_[g]) {
        if (may(w, g, place)) smallest[place] = std::min(smallest[place], problem_.groups[g].size);
      }
    }
    std::vector<int32_t> most;
    for (size_t place = 0; place < places_; ++place)
      most.push_back(std::min(space_of(place).groups, space_of(place).seats / smallest[place]));
    return most;
  }

  // A week in which nobody takes more than a place of the smallest group.
  AssignmentProblem posed(size_t w) const {
    AssignmentProblem week;
    week.rows = static_cast<int32_t>(groups_);
    week.capacity = most_in(w);
    for (size_t g = 0; g < groups_; ++g) {
      for (const size_t place : can_[g]) {
        if (may(w, g, place))
          week.arcs.push_back(
              {static_cast<int32_t>(g), static_cast<int32_t>(place), wish_[g * places_ + place]});
      }
    }
    return week;
  }

  std::vector<Assignment> every_week(Objective objective) const {
    std::vector<Assignment> weeks;
    for (size_t w = 0; w < weeks_; ++w) {
      const bool same = w > 0 && as_the_week_before(w);
      weeks.push_back(same ? weeks.back() : max_weight_assignment(posed(w), objective));
    }
    return weeks;
  }

  // In how many weeks each group could be somewhere.
  std::vector<int64_t> most_visits() const {
    std::vector<int64_t> most(groups_, 0);
    for (size_t w = 0; w < weeks_; ++w) {
      for (size_t g = 0; g < groups_; ++g)
        most[g] += std::any_of(can_[g].begin(), can_[g].end(),
                               [&](size_t place) { return may(w, g, place); });
    }
    return most;
  }

  // All weeks at once, with as many groups in each as in `first`: a flow from groups, whose every
  // further visit costs more, over their weeks to places. Nothing where it would be too large.
  std::optional<Weeks> in_turns(const Weeks& first) const {
    const auto number = [](size_t n) { return static_cast<int32_t>(n); };
    // Nodes: where all begins, groups, their weeks, the places of weeks, where weeks end.
    const size_t of_visits = 1 + groups_;
    const size_t of_places = of_visits + groups_ * weeks_;
    const size_t of_weeks = of_places + places_ * weeks_;
    FlowProblem flow;
    flow.supply.assign(of_weeks + weeks_, 0);
    std::vector<FlowArc>& arcs = flow.arcs;
    int64_t wishes = 0;
    std::vector<std::pair<size_t, size_t>> visits;  // group and week of the arcs to places
    std::vector<size_t> at;                         // those arcs
    for (size_t w = 0; w < weeks_; ++w) {
      const std::vector<int32_t> most = most_in(w);
      for (size_t g = 0; g < groups_; ++g) {
        const size_t visit = of_visits + g * weeks_ + w;
        int64_t best = -1;
        for (const size_t place : can_[g]) {
          if (!may(w, g, place)) continue;
          const int64_t wish = wish_[g * places_ + place];
          best = std::max(best, wish);
          visits.emplace_back(g, w);
          at.push_back(arcs.size());
          arcs.push_back({number(visit), number(of_places + w * places_ + place), 0, 1, -wish});
        }
        if (best < 0) continue;
        wishes += best;
        arcs.push_back({number(1 + g), number(visit), 0, 1, 0});
        if (static_cast<int64_t>(arcs.size()) > kMostArcs) return std::nullopt;
      }
      for (size_t place = 0; place < places_; ++place) {
        arcs.push_back(
            {number(of_places + w * places_ + place), number(of_weeks + w), 0, most[place], 0});
      }
      flow.supply[0] += first.pairs[w];
      flow.supply[of_weeks + w] = -first.pairs[w];
    }
    // A step nearer to even is worth more than all wishes.
    const int64_t unit = wishes + 1;
    const int64_t fewest = *std::min_element(had_.begin(), had_.end());
    const int64_t dearest = 2 * (kMostHad + static_cast<int64_t>(weeks_)) + 1;
    if (unit > kLargestFlowCost / dearest / static_cast<int64_t>(flow.supply.size() + 1) ||
        unit * dearest > INT64_MAX / std::max<int64_t>(flow.supply[0], 1) / 2)
      return std::nullopt;
    for (size_t g = 0; g < groups_; ++g) {
      for (size_t w = 0; w < weeks_; ++w) {
        const int64_t had = had_[g] - fewest + static_cast<int64_t>(w);
        arcs.push_back({0, number(1 + g), 0, 1, unit * (2 * had + 1)});
      }
    }
    const Flow found = min_cost_flow(flow);
    if (!found.feasible) return std::nullopt;
    Weeks weeks{{}, first.pairs, 0, 0};
    weeks.places.assign(weeks_, std::vector<int32_t>(groups_, -1));
    std::vector<int64_t> all = had_;
    for (size_t i = 0; i < at.size(); ++i) {
      if (found.flow[at[i]] == 0) continue;
      const auto [g, w] = visits[i];
      const FlowArc& arc = arcs[at[i]];
      weeks.places[w][g] = arc.target - number(of_places + w * places_);
      weeks.wishes -= arc.cost;
      ++all[g];
    }
    for (const int64_t visits_of : all) weeks.uneven += visits_of * visits_of;
    return weeks;
  }

  // Each week on its own, those first who had the fewest visits so far.
  Weeks week_by_week() const {
    Weeks weeks;
    std::vector<int64_t> all = had_;
    for (size_t w = 0; w < weeks_; ++w) {
      const auto [fewest, most] = std::minmax_element(all.begin(), all.end());
      const int64_t last = *most;
      const int64_t unit = std::min((dearest_ + 1) * static_cast<int64_t>(groups_),
                                    kLargestWeight / (last - *fewest + 1));
      AssignmentProblem week = posed(w);
      for (AssignmentArc& arc : week.arcs)
        arc.weight += unit * (last - all[static_cast<size_t>(arc.row)]);
      const Assignment found = max_weight_assignment(week, Objective::kCardinalityThenWeight);
      for (size_t g = 0; g < groups_; ++g) all[g] += found.column[g] >= 0 ? 1 : 0;
      weeks.places.push_back(found.column);
      weeks.pairs.push_back(found.pairs);
    }
    return weeks;
  }

  // Pairs of groups that could share a place in some week.
  int64_t possible_neighbours() const {
    uint64_t ever = 0;
    for (const uint64_t held : held_) ever |= held;
    std::set<std::pair<size_t, size_t>> apart;
    for (size_t g = 0; g < groups_; ++g) {
      for (const size_t h : apart_[g]) apart.insert({g, h});
    }
    int64_t pairs = 0;
    for (size_t g = 0; g < groups_; ++g) {
      const PlacementGroup& one = problem_.groups[g];
      for (size_t h = g + 1; h < groups_; ++h) {
        const PlacementGroup& other = problem_.groups[h];
        const bool together =
            apart.count({g, h}) == 0 &&
            std::any_of(problem_.spaces.begin(), problem_.spaces.end(),
                        [&](const PlacementSpace& space) {
                          return space.groups > 1 && one.size <= space.seats - other.size &&
                                 (one.slots & other.slots & space.open & ever) != 0 &&
                                 may_be_at(one, space) && may_be_at(other, space);
                        });
        pairs += together ? 1 : 0;
      }
    }
    return pairs;
  }

  void clear() {
    at_.assign(weeks_, std::vector<size_t>(groups_, places_));
    in_.assign(weeks_, std::vector<std::vector<size_t>>(places_));
    seats_.assign(weeks_, {});
    for (std::vector<int32_t>& seats : seats_) {
      for (size_t place = 0; place < places_; ++place) seats.push_back(space_of(place).seats);
    }
    together_.assign(groups_ * groups_, 0);
    all_ = had_;
    uneven_ = 0;
    for (const int64_t had : had_) uneven_ += had * had;
    if (!problem_.apart.empty()) busy_.assign(weeks_, std::vector<int32_t>(groups_ * slots_, 0));
  }

  void begin(const std::vector<std::vector<int32_t>>& first) {
    for (size_t w = 0; w < weeks_; ++w) {
      for (size_t g = 0; g < groups_; ++g) {
        if (first[w][g] < 0) continue;
        const auto place = static_cast<size_t>(first[w][g]);
        if (has_room(w, g, place, kNobody)) put(w, g, place);
      }
    }
  }

  bool is_apart(size_t g, size_t other) const {
    return std::find(apart_[g].begin(), apart_[g].end(), other) != apart_[g].end();
  }
  // `leaving`: who is there, or in the way, and goes.
  bool has_room(size_t w, size_t g, size_t place, size_t leaving) const {
    if (!may(w, g, place)) return false;
    const bool one_less = leaving != kNobody && at_[w][leaving] == place;
    const int32_t more = one_less ? problem_.groups[leaving].size : 0;
    if (problem_.groups[g].size > seats_[w][place] + more) return false;
    if (in_[w][place].size() - (one_less ? 1 : 0) >= static_cast<size_t>(space_of(place).groups))
      return false;
    if (busy_.empty()) return true;
    const bool was_apart = leaving != kNobody && at_[w][leaving] != places_ &&
                           at_[w][leaving] % slots_ == place % slots_ && is_apart(g, leaving);
    return busy_[w][g * slots_ + place % slots_] == (was_apart ? 1 : 0);
  }
  void put(size_t w, size_t g, size_t place) {
    if (place == places_) return;
    for (const size_t other : in_[w][place]) {
      if (count_together(g, other, 1) > 1) ++repeats_;
    }
    for (const size_t other : apart_[g]) ++busy_[w][other * slots_ + place % slots_];
    in_[w][place].push_back(g);
    at_[w][g] = place;
    seats_[w][place] -= problem_.groups[g].size;
    wishes_ += wish_[g * places_ + place];
    uneven_ += 2 * all_[g]++ + 1;
    ++placed_;
  }
  void take(size_t w, size_t g) {
    const size_t place = at_[w][g];
    if (place == places_) return;
    std::vector<size_t>& here = in_[w][place];
    here.erase(std::find(here.begin(), here.end(), g));
    for (const size_t other : here) {
      if (count_together(g, other, -1) > 0) --repeats_;
    }
    for (const size_t other : apart_[g]) --busy_[w][other * slots_ + place % slots_];
    at_[w][g] = places_;
    seats_[w][place] += problem_.groups[g].size;
    wishes_ -= wish_[g * places_ + place];
    uneven_ -= 2 * --all_[g] + 1;
    --placed_;
  }
  int32_t count_together(size_t g, size_t other, int32_t by) {
    return together_[std::min(g, other) * groups_ + std::max(g, other)] += by;
  }
  int64_t value() const { return wishes_ - repeats_ * problem_.repeat_cost; }
  Worth worth() const { return {placed_, -uneven_, value()}; }
  // How much less a plan is worth than it was, for a search that may lose a little: visits and
  // turns weigh more than what a move can do to wishes and neighbours.
  int64_t lost_since(const Worth& before) const {
    const int64_t turn = (dearest_ + problem_.repeat_cost * static_cast<int64_t>(groups_) + 1) * 2;
    const int64_t visit = turn * 2 * (2 * (kMostHad + static_cast<int64_t>(weeks_)) + 1);
    const Worth now = worth();
    return (before.placed - now.placed) * visit + (before.even - now.even) * turn + before.value -
           now.value;
  }

  // Who might make room for a group: somebody in the place, or then and apart from it.
  size_t in_the_way(Random& random, size_t w, size_t g, size_t place) const {
    if (!busy_.empty() && busy_[w][g * slots_ + place % slots_] > 0) {
      for (const size_t other : apart_[g]) {
        if (at_[w][other] != places_ && at_[w][other] % slots_ == place % slots_) return other;
      }
    }
    const std::vector<size_t>& there = in_[w][place];
    return there.empty() ? kNobody : there[random.index(there.size())];
  }

  // Where somebody goes who made room: where that one came from, or anywhere.
  size_t elsewhere(Random& random, size_t w, size_t g, size_t from) const {
    if (from != places_ && has_room(w, g, from, kNobody)) return from;
    for (int tried = 0; tried < kTries; ++tried) {
      const size_t place = can_[g][random.index(can_[g].size())];
      if (has_room(w, g, place, kNobody)) return place;
    }
    return places_;
  }

  // Two groups change weeks: one comes into the other's place, and gives up one of its own for it.
  // What they have in sum is as before.
  bool trade(Random& random, size_t w, size_t g, std::vector<Step>& steps) {
    const size_t to = can_[g][random.index(can_[g].size())];
    if (at_[w][g] != places_ || in_[w][to].empty() || !may(w, g, to)) return false;
    const size_t other = in_[w][to][random.index(in_[w][to].size())];
    const size_t then = random.index(weeks_);
    if (then == w || at_[then][g] == places_ || at_[then][other] != places_) return false;
    const size_t from = at_[then][g];
    if (!has_room(w, g, to, other) || !has_room(then, other, from, g)) return false;
    move(w, other, places_, steps);
    move(w, g, to, steps);
    move(then, g, places_, steps);
    move(then, other, from, steps);
    return true;
  }

  void move(size_t w, size_t g, size_t to, std::vector<Step>& steps) {
    steps.push_back({w, g, at_[w][g]});
    take(w, g);
    put(w, g, to);
  }
  void undo(std::vector<Step>& steps) {
    for (; !steps.empty(); steps.pop_back()) {
      const Step& step = steps.back();
      take(step.week, step.group);
      put(step.week, step.group, step.from);
    }
  }

  // A group goes somewhere else, or where another was.
  bool shift(Random& random, size_t w, size_t g, std::vector<Step>& steps) {
    const size_t from = at_[w][g];
    const size_t to = can_[g][random.index(can_[g].size())];
    if (to == from || !may(w, g, to)) return false;
    size_t other = kNobody;
    if (!has_room(w, g, to, kNobody) || random.below(2) == 0) {
      other = in_the_way(random, w, g, to);
      if (other == kNobody || !has_room(w, g, to, other)) return false;
    }
    move(w, g, places_, steps);
    if (other != kNobody) move(w, other, places_, steps);
    move(w, g, to, steps);
    if (other != kNobody) move(w, other, elsewhere(random, w, other, from), steps);
    return true;
  }

  // Nobody is nowhere while somebody is in their place who has two visits more.
  void give_turns() {
    for (bool better = scarce_; better;) {
      better = false;
      for (size_t w = 0; w < weeks_; ++w) {
        for (size_t g = 0; g < groups_; ++g) {
          if (at_[w][g] == places_) better = take_turn(w, g) || better;
        }
      }
    }
  }
  bool take_turn(size_t w, size_t g) {
    for (const size_t place : can_[g]) {
      for (const size_t other : in_[w][place]) {
        if (all_[other] < all_[g] + 2 || !has_room(w, g, place, other)) continue;
        take(w, other);
        put(w, g, place);
        return true;
      }
    }
    return false;
  }

  void search(Random random, int64_t work, const Worth& ceiling) {
    std::vector<std::vector<size_t>> best = at_;
    Worth best_worth = worth();
    std::vector<Step> steps;
    const int64_t hottest = 2 * std::max(dearest_, problem_.repeat_cost) + 1;
    for (int64_t looked = 0; looked < work && groups_ > 0;) {
      const size_t w = random.index(weeks_);
      const size_t g = random.index(groups_);
      ++looked;
      if (can_[g].empty()) continue;
      const Worth before = worth();
      steps.clear();
      const bool turns = scarce_ && weeks_ > 1;
      const uint64_t kind = turns ? random.below(8) : 0;
      const bool trades = turns && kind < 2;
      if (!(trades ? trade(random, w, g, steps) : shift(random, w, g, steps))) continue;
      // Who lost a place by it may take one in another week.
      if (kind > 5 && steps.size() > 2 && at_[w][steps[1].group] == places_)
        shift(random, random.index(weeks_), steps[1].group, steps);
      for (const Step& step : steps) {
        const size_t place = at_[step.week][step.group];
        const size_t there = place == places_ ? 0 : in_[step.week][place].size();
        looked += static_cast<int64_t>(there + apart_[step.group].size() + 1) * 2;
      }
      const auto heat = static_cast<int64_t>(static_cast<double>(hottest) *
                                             static_cast<double>(work - std::min(work, looked)) /
                                             static_cast<double>(work));
      const auto allowed = static_cast<int64_t>(random.below(static_cast<uint64_t>(heat) + 1));
      if (lost_since(before) > allowed) {
        undo(steps);
      } else if (worth().more_than(best_worth)) {
        best = at_;
        best_worth = worth();
        if (best_worth == ceiling) break;
      }
    }
    for (size_t w = 0; w < weeks_; ++w) {
      for (size_t g = 0; g < groups_; ++g) take(w, g);
      for (size_t g = 0; g < groups_; ++g) put(w, g, best[w][g]);
    }
  }

  void tell(Placement& result) const {
    for (const std::vector<size_t>& at : at_) {
      WeekPlan plan(groups_);
      for (size_t g = 0; g < groups_; ++g) {
        if (at[g] == places_) continue;
        plan[g] = {static_cast<int32_t>(at[g] / slots_), static_cast<int32_t>(at[g] % slots_)};
      }
      result.weeks.push_back(std::move(plan));
    }
    result.placed = placed_;
    result.wishes = wishes_;
    result.repeats = repeats_;
    result.value = value();
    result.uneven = uneven_;
  }

  const PlacementProblem& problem_;
  size_t weeks_;
  size_t groups_;
  size_t slots_;
  size_t places_;
  std::vector<int64_t> wish_;  // by group and place; -1: it can't be there
  std::vector<std::vector<size_t>> can_;
  std::vector<std::vector<size_t>> apart_;
  std::vector<uint64_t> held_;
  std::vector<GroupPlace> fixed_;  // by week and group; empty: nothing is
  int64_t dearest_ = 0;

  // By week.
  std::vector<std::vector<size_t>> at_;
  std::vector<std::vector<std::vector<size_t>>> in_;
  std::vector<std::vector<int32_t>> seats_;  // left
  std::vector<std::vector<int32_t>> busy_;   // by group and slot: those apart from it who are then
  std::vector<int32_t> together_;            // by pair, in how many weeks
  int64_t placed_ = 0;
  int64_t wishes_ = 0;
  int64_t repeats_ = 0;
  std::vector<int64_t> had_;  // before, by group
  std::vector<int64_t> all_;  // before and now
  int64_t uneven_ = 0;        // their squares
  bool scarce_ = false;       // not every group has every week that it could have
};

Placement nowhere(const PlacementProblem& problem) {
  Placement none;
  none.weeks.assign(static_cast<size_t>(problem.weeks), WeekPlan(problem.groups.size()));
  none.optimal = true;
  return none;
}

bool has_places(const PlacementProblem& problem) {
  return !problem.groups.empty() && !problem.spaces.empty() && problem.slots > 0;
}

}  // namespace

Placement place_groups(const PlacementProblem& problem, uint64_t seed, int64_t work) {
  check(problem);
  if (!has_places(problem)) return nowhere(problem);
  return Placing(problem).run(Random(seed), work);
}

Placement random_placement(const PlacementProblem& problem, uint64_t seed) {
  check(problem);
  if (!has_places(problem)) return nowhere(problem);
  return Placing(problem).by_chance(Random(seed));
}

void count_placement(const PlacementProblem& problem, Placement& placement) {
  placement.placed = placement.wishes = placement.repeats = 0;
  std::set<std::pair<size_t, size_t>> met;
  for (const WeekPlan& week : placement.weeks) {
    for (const PlacementWish& wish : problem.wishes) {
      const GroupPlace& at = week[static_cast<size_t>(wish.group)];
      const bool holds = at.space >= 0 && (wish.space < 0 || wish.space == at.space) &&
                         (wish.slot < 0 || wish.slot == at.slot);
      placement.wishes += holds ? wish.value : 0;
    }
    for (size_t g = 0; g < week.size(); ++g) {
      if (week[g].space < 0) continue;
      ++placement.placed;
      for (size_t h = g + 1; h < week.size(); ++h) {
        if (week[g] == week[h]) placement.repeats += met.insert({g, h}).second ? 0 : 1;
      }
    }
  }
  placement.value = placement.wishes - placement.repeats * problem.repeat_cost;
  placement.uneven = 0;
  for (size_t g = 0; g < problem.groups.size(); ++g) {
    int64_t all = problem.had.empty() ? 0 : problem.had[g];
    for (const WeekPlan& week : placement.weeks) all += week[g].space >= 0 ? 1 : 0;
    placement.uneven += all * all;
  }
}

std::string placement_fault(const PlacementProblem& problem, const Placement& placement) {
  if (placement.weeks.size() != static_cast<size_t>(problem.weeks))
    return "the plan is for other weeks";
  for (size_t w = 0; w < placement.weeks.size(); ++w) {
    const WeekPlan& week = placement.weeks[w];
    if (week.size() != problem.groups.size()) return "the plan is for other groups";
    std::map<std::pair<int32_t, int32_t>, std::vector<size_t>> in;
    for (size_t g = 0; g < week.size(); ++g) {
      if (week[g] == GroupPlace{}) continue;
      if (week[g].space < 0 || static_cast<size_t>(week[g].space) >= problem.spaces.size() ||
          week[g].slot < 0 || week[g].slot >= problem.slots)
        return "a place is out of range";
      const PlacementSpace& space = problem.spaces[static_cast<size_t>(week[g].space)];
      const PlacementGroup& group = problem.groups[g];
      if (!problem.held.empty() && (problem.held[w] >> week[g].slot & 1) == 0)
        return "a slot is not held";
      if ((space.open >> week[g].slot & 1) == 0) return "a space is closed";
      if ((group.slots >> week[g].slot & 1) == 0) return "a group can't then";
      if (group.site >= 0 && space.site >= 0 && group.site != space.site)
        return "a group is at another site";
      if ((group.equipment & space.equipment) != group.equipment) return "equipment is missing";
      in[{week[g].space, week[g].slot}].push_back(g);
    }
    for (const PlacementFix& fix : problem.fixed) {
      const GroupPlace& at = week[static_cast<size_t>(fix.group)];
      if (at.space < 0 || (fix.week >= 0 && static_cast<size_t>(fix.week) != w)) continue;
      if ((fix.space >= 0 && fix.space != at.space) || (fix.slot >= 0 && fix.slot != at.slot))
        return "a group is not where it is fixed";
    }
    for (const auto& [one, other] : problem.apart) {
      const GroupPlace& at = week[static_cast<size_t>(one)];
      if (at.slot >= 0 && at.slot == week[static_cast<size_t>(other)].slot)
        return "groups apart are in one slot";
    }
    for (const auto& [place, groups] : in) {
      const PlacementSpace& space = problem.spaces[static_cast<size_t>(place.first)];
      int64_t people = 0;
      for (const size_t g : groups) people += problem.groups[g].size;
      if (people > space.seats) return "a space has too few seats";
      if (groups.size() > static_cast<size_t>(space.groups)) return "a space has too many groups";
    }
  }
  Placement counted;
  counted.weeks = placement.weeks;
  count_placement(problem, counted);
  if (placement.placed != counted.placed || placement.wishes != counted.wishes ||
      placement.repeats != counted.repeats || placement.uneven != counted.uneven)
    return "the plan is miscounted";
  if (placement.value != counted.value) return "the value is wrong";
  return {};
}

}  // namespace weft::solve
