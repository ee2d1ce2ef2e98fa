#include "solve/placement.h"

#include <algorithm>
#include <map>
#include <set>
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
}

// Places are numbered space by space, slot by slot.
class Placing {
 public:
  explicit Placing(const PlacementProblem& problem)
      : problem_(problem),
        groups_(problem.groups.size()),
        slots_(static_cast<size_t>(problem.slots)),
        places_(problem.spaces.size() * slots_),
        wish_(groups_ * places_, -1),
        can_(groups_) {
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
    dearest_ = *std::max_element(wish_.begin(), wish_.end());
  }

  Placement run(Random random, int64_t work) {
    const Assignment week = assign(Objective::kCardinalityThenWeight);
    begin(week);
    if (lost_ > 0 || repeats_ > 0) search(random, work, week);
    Placement result;
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
    result.value = wishes_ - repeats_ * problem_.repeat_cost;
    result.most_placed = week.pairs * problem_.weeks;
    const bool all = placed_ == result.most_placed;
    result.bound =
        (all ? week.weight : assign(Objective::kWeight).weight) * int64_t{problem_.weeks};
    result.optimal = all && result.value == result.bound;
    return result;
  }

 private:
  static constexpr size_t kNobody = SIZE_MAX;

  bool fits(size_t g, size_t place) const {
    const PlacementGroup& group = problem_.groups[g];
    const PlacementSpace& space = problem_.spaces[place / slots_];
    const auto slot = static_cast<int32_t>(place % slots_);
    return group.size <= space.seats && space.groups > 0 &&
           (group.site < 0 || group.site == space.site) &&
           (group.equipment & ~space.equipment) == 0 &&
           ((group.slots & space.open) >> slot & 1) != 0;
  }
  const PlacementSpace& space_of(size_t place) const { return problem_.spaces[place / slots_]; }

  // A week in which seats hold as many groups as the smallest would let in.
  Assignment assign(Objective objective) const {
    AssignmentProblem week;
    week.rows = static_cast<int32_t>(groups_);
    std::vector<int32_t> smallest(places_, INT32_MAX);
    for (size_t g = 0; g < groups_; ++g) {
      for (const size_t place : can_[g]) {
        smallest[place] = std::min(smallest[place], problem_.groups[g].size);
        week.arcs.push_back(
            {static_cast<int32_t>(g), static_cast<int32_t>(place), wish_[g * places_ + place]});
      }
    }
    for (size_t place = 0; place < places_; ++place)
      week.capacity.push_back(
          std::min(space_of(place).groups, space_of(place).seats / smallest[place]));
    return max_weight_assignment(week, objective);
  }

  void begin(const Assignment& week) {
    const auto weeks = static_cast<size_t>(problem_.weeks);
    at_.assign(weeks, std::vector<size_t>(groups_, places_));
    in_.assign(weeks, std::vector<std::vector<size_t>>(places_));
    seats_.assign(weeks, {});
    for (std::vector<int32_t>& seats : seats_) {
      for (size_t place = 0; place < places_; ++place) seats.push_back(space_of(place).seats);
    }
    together_.assign(groups_ * groups_, 0);
    for (size_t w = 0; w < weeks; ++w) {
      for (size_t g = 0; g < groups_; ++g) {
        if (week.column[g] < 0) continue;
        const auto place = static_cast<size_t>(week.column[g]);
        if (has_room(w, g, place, kNobody)) {
          put(w, g, place);
        } else {
          ++lost_;
        }
      }
    }
  }

  bool has_room(size_t w, size_t g, size_t place, size_t leaving) const {
    const bool one_less = leaving != kNobody;
    const int32_t more = one_less ? problem_.groups[leaving].size : 0;
    return wish_[g * places_ + place] >= 0 && problem_.groups[g].size <= seats_[w][place] + more &&
           in_[w][place].size() - (one_less ? 1 : 0) < static_cast<size_t>(space_of(place).groups);
  }
  void put(size_t w, size_t g, size_t place) {
    if (place == places_) return;
    for (const size_t other : in_[w][place]) {
      if (count_together(g, other, 1) > 1) ++repeats_;
    }
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
    at_[w][g] = places_;
    seats_[w][place] += problem_.groups[g].size;
    wishes_ -= wish_[g * places_ + place];
    --placed_;
  }
  int32_t count_together(size_t g, size_t other, int32_t by) {
    return together_[std::min(g, other) * groups_ + std::max(g, other)] += by;
  }
  // As many as possible come first.
  int64_t place_worth() const {
    return (dearest_ + problem_.repeat_cost * static_cast<int64_t>(groups_) + 1) * 2;
  }
  int64_t worth() const {
    return placed_ * place_worth() + wishes_ - repeats_ * problem_.repeat_cost;
  }

  void search(Random random, int64_t work, const Assignment& week) {
    const int64_t ceiling = (week.pairs * place_worth() + week.weight) * int64_t{problem_.weeks};
    std::vector<std::vector<size_t>> best = at_;
    int64_t best_worth = worth();
    const int64_t hottest = std::max(dearest_, problem_.repeat_cost) + 1;
    for (int64_t looked = 0; looked < work && groups_ > 0;) {
      const size_t w = random.index(at_.size());
      const size_t g = random.index(groups_);
      ++looked;
      if (can_[g].empty()) continue;
      const size_t from = at_[w][g];
      const size_t to = can_[g][random.index(can_[g].size())];
      if (to == from) continue;
      size_t other = kNobody;
      if (!has_room(w, g, to, kNobody) || random.below(2) == 0) {
        if (in_[w][to].empty()) continue;
        other = in_[w][to][random.index(in_[w][to].size())];
        if (!has_room(w, g, to, other)) continue;
      }
      const int64_t before = worth();
      looked += static_cast<int64_t>(in_[w][to].size() + 1) * 4;
      take(w, g);
      if (other != kNobody) take(w, other);
      put(w, g, to);
      if (other != kNobody && from != places_ && has_room(w, other, from, kNobody))
        put(w, other, from);
      const auto heat = static_cast<int64_t>(static_cast<double>(hottest) *
                                             static_cast<double>(work - std::min(work, looked)) /
                                             static_cast<double>(work));
      const auto allowed = static_cast<int64_t>(random.below(static_cast<uint64_t>(heat) + 1));
      if (worth() < before - allowed) {
        take(w, g);
        if (other != kNobody) take(w, other);
        put(w, g, from);
        if (other != kNobody) put(w, other, to);
      } else if (worth() > best_worth) {
        best = at_;
        best_worth = worth();
        if (best_worth == ceiling) break;
      }
    }
    for (size_t w = 0; w < at_.size(); ++w) {
      for (size_t g = 0; g < groups_; ++g) take(w, g);
      for (size_t g = 0; g < groups_; ++g) put(w, g, best[w][g]);
    }
  }

  const PlacementProblem& problem_;
  size_t groups_;
  size_t slots_;
  size_t places_;
  std::vector<int64_t> wish_;  // by group and place; -1: it can't be there
  std::vector<std::vector<size_t>> can_;
  int64_t dearest_ = 0;

  // By week.
  std::vector<std::vector<size_t>> at_;
  std::vector<std::vector<std::vector<size_t>>> in_;
  std::vector<std::vector<int32_t>> seats_;  // left
  std::vector<int32_t> together_;            // by pair, in how many weeks
  int64_t placed_ = 0;
  int64_t wishes_ = 0;
  int64_t repeats_ = 0;
  int64_t lost_ = 0;
};

}  // namespace

Placement place_groups(const PlacementProblem& problem, uint64_t seed, int64_t work) {
  check(problem);
  if (problem.groups.empty() || problem.spaces.empty() || problem.slots == 0) {
    Placement none;
    none.weeks.assign(static_cast<size_t>(problem.weeks), WeekPlan(problem.groups.size()));
    none.optimal = true;
    return none;
  }
  return Placing(problem).run(Random(seed), work);
}

std::string placement_fault(const PlacementProblem& problem, const Placement& placement) {
  if (placement.weeks.size() != static_cast<size_t>(problem.weeks))
    return "the plan is for other weeks";
  int64_t placed = 0;
  int64_t wishes = 0;
  int64_t repeats = 0;
  std::set<std::pair<size_t, size_t>> met;
  for (const WeekPlan& week : placement.weeks) {
    if (week.size() != problem.groups.size()) return "the plan is for other groups";
    std::map<std::pair<int32_t, int32_t>, std::vector<size_t>> in;
    for (size_t g = 0; g < week.size(); ++g) {
      if (week[g] == GroupPlace{}) continue;
      if (week[g].space < 0 || static_cast<size_t>(week[g].space) >= problem.spaces.size() ||
          week[g].slot < 0 || week[g].slot >= problem.slots)
        return "a place is out of range";
      const PlacementSpace& space = problem.spaces[static_cast<size_t>(week[g].space)];
      const PlacementGroup& group = problem.groups[g];
      if ((space.open >> week[g].slot & 1) == 0) return "a space is closed";
      if ((group.slots >> week[g].slot & 1) == 0) return "a group can't then";
      if (group.site >= 0 && group.site != space.site) return "a group is at another site";
      if ((group.equipment & space.equipment) != group.equipment) return "equipment is missing";
      in[{week[g].space, week[g].slot}].push_back(g);
      ++placed;
      for (const PlacementWish& wish : problem.wishes) {
        if (static_cast<size_t>(wish.group) == g &&
            (wish.space < 0 || wish.space == week[g].space) &&
            (wish.slot < 0 || wish.slot == week[g].slot))
          wishes += wish.value;
      }
    }
    for (const auto& [place, groups] : in) {
      const PlacementSpace& space = problem.spaces[static_cast<size_t>(place.first)];
      int64_t people = 0;
      for (const size_t g : groups) people += problem.groups[g].size;
      if (people > space.seats) return "a space has too few seats";
      if (groups.size() > static_cast<size_t>(space.groups)) return "a space has too many groups";
      for (size_t i = 0; i < groups.size(); ++i) {
        for (size_t j = i + 1; j < groups.size(); ++j)
          repeats += met.insert({groups[i], groups[j]}).second ? 0 : 1;
      }
    }
  }
  if (placement.placed != placed || placement.wishes != wishes || placement.repeats != repeats)
    return "the plan is miscounted";
  if (placement.value != wishes - repeats * problem.repeat_cost) return "the value is wrong";
  return {};
}

}  // namespace weft::solve
