#include "solve/placement.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <stdexcept>

#include "base/random.h"
#include "solve/assignment.h"

namespace weft::solve {
namespace {

constexpr int64_t kLargestWish = int64_t{1} << 20;
constexpr int64_t kLargestCost = int64_t{1} << 30;

void demand(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

void check(const PlacementProblem& problem) {
  const auto groups = static_cast<int32_t>(problem.groups.size());
  const auto spaces = static_cast<int32_t>(problem.spaces.size());
  demand(problem.weeks >= 0 && problem.slots >= 0 && problem.slots <= 64, "too many slots");
  demand(problem.repeat_cost >= 0 && problem.repeat_cost <= kLargestCost,
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
  demand(problem.held.empty() || problem.held.size() == static_cast<size_t>(problem.weeks),
         "slots are held in other weeks");
}

bool may_be_at(const PlacementGroup& group, const PlacementSpace& space) {
  return group.size <= space.seats && space.groups > 0 &&
         (group.site < 0 || space.site < 0 || group.site == space.site) &&
         (group.equipment & ~space.equipment) == 0;
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
    const std::vector<Assignment> first = every_week(Objective::kCardinalityThenWeight);
    Placement result;
    int64_t wishes = 0;
    int64_t pairs = 0;
    for (size_t w = 0; w < weeks_; ++w) {
      result.most_placed += first[w].pairs;
      wishes += first[w].weight;
      pairs += fewest_pairs(most_in(w), first[w].pairs);
    }
    if (pairs > 0 && weeks_ > 1)
      result.least_repeats = std::max<int64_t>(0, pairs - possible_neighbours());
    const int64_t ceiling = wishes - result.least_repeats * problem_.repeat_cost;
    begin(first);
    if (lost_ > 0 || value() < ceiling)
      search(random, work, result.most_placed * place_worth() + ceiling);
    tell(result);
    if (placed_ == result.most_placed) {
      result.bound = ceiling;
      result.optimal = result.value == result.bound;
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
  Assignment assign(size_t w, Objective objective) const {
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
    return max_weight_assignment(week, objective);
  }

  std::vector<Assignment> every_week(Objective objective) const {
    std::vector<Assignment> weeks;
    for (size_t w = 0; w < weeks_; ++w) {
      const bool same = w > 0 && as_the_week_before(w);
      weeks.push_back(same ? weeks.back() : assign(w, objective));
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
    if (!problem_.apart.empty()) busy_.assign(weeks_, std::vector<int32_t>(groups_ * slots_, 0));
  }

  void begin(const std::vector<Assignment>& first) {
    for (size_t w = 0; w < weeks_; ++w) {
      for (size_t g = 0; g < groups_; ++g) {
        if (first[w].column[g] < 0) continue;
        const auto place = static_cast<size_t>(first[w].column[g]);
        if (has_room(w, g, place, kNobody)) {
          put(w, g, place);
        } else {
          ++lost_;
        }
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
    --placed_;
  }
  int32_t count_together(size_t g, size_t other, int32_t by) {
    return together_[std::min(g, other) * groups_ + std::max(g, other)] += by;
  }
  int64_t value() const { return wishes_ - repeats_ * problem_.repeat_cost; }
  // As many as possible come first.
  int64_t place_worth() const {
    return (dearest_ + problem_.repeat_cost * static_cast<int64_t>(groups_) + 1) * 2;
  }
  int64_t worth() const { return placed_ * place_worth() + value(); }

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

  void search(Random random, int64_t work, int64_t ceiling) {
    std::vector<std::vector<size_t>> best = at_;
    int64_t best_worth = worth();
    const int64_t hottest = 2 * std::max(dearest_, problem_.repeat_cost) + 1;
    for (int64_t looked = 0; looked < work && groups_ > 0;) {
      const size_t w = random.index(weeks_);
      const size_t g = random.index(groups_);
      ++looked;
      if (can_[g].empty()) continue;
      const size_t from = at_[w][g];
      const size_t to = can_[g][random.index(can_[g].size())];
      if (to == from || !may(w, g, to)) continue;
      size_t other = kNobody;
      if (!has_room(w, g, to, kNobody) || random.below(2) == 0) {
        other = in_the_way(random, w, g, to);
        if (other == kNobody || !has_room(w, g, to, other)) continue;
      }
      const size_t others = other == kNobody ? places_ : at_[w][other];
      const int64_t before = worth();
      looked += static_cast<int64_t>(in_[w][to].size() + apart_[g].size() + 1) * 4;
      take(w, g);
      if (other != kNobody) take(w, other);
      put(w, g, to);
      if (other != kNobody) put(w, other, elsewhere(random, w, other, from));
      const auto heat = static_cast<int64_t>(static_cast<double>(hottest) *
                                             static_cast<double>(work - std::min(work, looked)) /
                                             static_cast<double>(work));
      const auto allowed = static_cast<int64_t>(random.below(static_cast<uint64_t>(heat) + 1));
      if (worth() < before - allowed) {
        take(w, g);
        if (other != kNobody) take(w, other);
        put(w, g, from);
        if (other != kNobody) put(w, other, others);
      } else if (worth() > best_worth) {
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
  int64_t lost_ = 0;
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
      placement.repeats != counted.repeats)
    return "the plan is miscounted";
  if (placement.value != counted.value) return "the value is wrong";
  return {};
}

}  // namespace weft::solve
