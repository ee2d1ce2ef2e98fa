#include "spaces/spaces_plan.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <span>

#include "base/random.h"
#include "outcome/reasons.h"

namespace weft {
namespace {

constexpr size_t kNamed = 6;

std::string names_of(const Spaces& spaces, const std::vector<size_t>& groups) {
  std::string names;
  for (size_t i = 0; i < std::min(groups.size(), kNamed); ++i)
    names += (i > 0 ? ", " : "") + spaces.groups()[groups[i]].name;
  return groups.size() > kNamed ? names + " …" : names;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

bool may_be_then(const Spaces& spaces, size_t group, size_t week, size_t space) {
  const solve::PlacementProblem& problem = spaces.problem();
  return (problem.groups[group].slots & problem.spaces[space].open & problem.held[week]) != 0;
}

// What keeps a group out of a week that has places for it.
Reason why_full(const Spaces& spaces, const solve::WeekPlan& week, size_t group, size_t number) {
  const solve::PlacementProblem& problem = spaces.problem();
  const solve::PlacementGroup& own = problem.groups[group];
  int64_t places = 0;
  std::set<size_t> others;  // who have people of the group where there would be room
  for (size_t s = 0; s < problem.spaces.size(); ++s) {
    const solve::PlacementSpace& space = problem.spaces[s];
    const uint64_t slots = own.slots & space.open & problem.held[number];
    const bool fits = own.size <= space.seats &&
                      (own.site < 0 || space.site < 0 || own.site == space.site) &&
                      (own.equipment & ~space.equipment) == 0;
    for (int32_t t = 0; fits && t < problem.slots; ++t) {
      if ((slots >> t & 1) == 0) continue;
      ++places;
      const FreeRoom free = free_room(spaces, week, {static_cast<int32_t>(s), t}, group);
      if (free.groups < 1 || free.seats < own.size) continue;
      const std::vector<size_t> then = busy_with(spaces, week, group, t);
      others.insert(then.begin(), then.end());
    }
  }
  if (!others.empty())
    return {"noSpace.busy", {{"groups", names_of(spaces, {others.begin(), others.end()})}}};
  return {"noSpace.full", {{"places", places}}};
}

std::vector<Reason> place_reasons(const Spaces& spaces, size_t group, const solve::GroupPlace& at,
                                  const Neighbours& neighbours, int64_t taken) {
  std::vector<Reason> reasons;
  const Room& space = spaces.spaces()[static_cast<size_t>(at.space)];
  const ListedGroup& own = spaces.groups()[group];
  const auto held = spaces.held_wishes(group, at);
  for (const SpaceWish* wish : held)
    reasons.push_back({"space.wish", {{"wish", wish->text}, {"rank", int64_t{wish->rank}}}});
  if (held.empty() && spaces.has_wishes(group)) reasons.push_back({"space.noWish", {}});
  const auto count = static_cast<int64_t>(neighbours.all.size());
  if (count == 0) {
    reasons.push_back({"space.alone", {}});
  } else {
    reasons.push_back(
        {"space.neighbours", {{"count", count}, {"names", names_of(spaces, neighbours.all)}}});
  }
  if (!neighbours.again.empty()) {
    reasons.push_back({"space.again",
                       {{"count", static_cast<int64_t>(neighbours.again.size())},
                        {"names", names_of(spaces, neighbours.again)}}});
  }
  if (!own.equipment.empty()) {
    reasons.push_back(
        {"space.equipment", {{"space", space.name}, {"equipment", joined(own.equipment)}}});
  }
  for (const solve::PlacementFix& fix : spaces.problem().fixed) {
    if (static_cast<size_t>(fix.group) != group) continue;
    reasons.push_back({"space.fixed", {}});
    break;
  }
  const int64_t free = space.seats - taken;
  reasons.push_back({free == 0 ? "space.full" : "space.free",
                     {{"count", free}, {"seats", int64_t{space.seats}}}});
  return reasons;
}

// How many visits groups have that could be somewhere in some week, and whether no plan with as
// many visits is more even.
Value turns_value(const Spaces& spaces, const solve::Placement& placement) {
  int64_t fewest = INT64_MAX;
  int64_t most = 0;
  for (size_t g = 0; g < spaces.groups().size(); ++g) {
    int64_t visits = 0;
    bool possible = false;
    for (size_t w = 0; w < placement.weeks.size(); ++w) {
      visits += placement.weeks[w][g].space >= 0 ? 1 : 0;
      possible = possible || why_nowhere(spaces, g, w).empty();
    }
    if (!possible) continue;
    fewest = std::min(fewest, visits);
    most = std::max(most, visits);
  }
  return Value::Object{{"fewest", std::min(fewest, most)},
                       {"most", most},
                       {"proven", placement.placed == placement.most_placed &&
                                      placement.uneven == placement.least_uneven}};
}

// People of a place, by department as far as it is known, each department in chance order.
std::vector<int32_t> in_turn(const Spaces& spaces, std::vector<int32_t> people, Random& random) {
  random.shuffle(std::span<int32_t>(people));
  const Column* department = spaces.roster().with_role(Role::kDepartment);
  if (department == nullptr) return people;
  std::stable_sort(people.begin(), people.end(), [&](int32_t a, int32_t b) {
    return department->codes[static_cast<size_t>(a)] < department->codes[static_cast<size_t>(b)];
  });
  return people;
}

// Seats are exchanged until nobody sits with whom they must not meet: among people of one
// department, or of two that have one more at the one and at the other table, so that departments
// stay as mixed as they were.
class SeatsApart {
 public:
  SeatsApart(const Spaces& spaces, std::vector<std::vector<int32_t>>& tables)
      : secrets_(spaces.secrets()),
        department_(spaces.roster().with_role(Role::kDepartment)),
        tables_(tables) {}

  void run() {
    // Every exchange leaves fewer pairs than there were.
    while (exchange_one()) {
    }
  }

 private:
  int64_t secrets_at(const std::vector<int32_t>& table, int32_t person, int32_t without) const {
    return std::count_if(table.begin(), table.end(), [&](int32_t other) {
      return other != without && other != person && secrets_.count(std::minmax(person, other)) > 0;
    });
  }
  uint32_t code(int32_t person) const {
    return department_ == nullptr ? 0 : department_->codes[static_cast<size_t>(person)];
  }
  int64_t holders(const std::vector<int32_t>& table, uint32_t of) const {
    return std::count_if(table.begin(), table.end(),
                         [&](int32_t person) { return code(person) == of; });
  }
  bool stays_mixed(const std::vector<int32_t>& from, int32_t leaves, const std::vector<int32_t>& to,
                   int32_t joins) const {
    const uint32_t one = code(leaves);
    const uint32_t other = code(joins);
    return one == other || (holders(from, one) == holders(to, one) + 1 &&
                            holders(to, other) == holders(from, other) + 1);
  }
  bool exchange_one() {
    for (auto& table : tables_) {
      for (int32_t& person : table) {
        const int64_t has = secrets_at(table, person, -1);
        if (has > 0 && exchange(table, person, has)) return true;
      }
    }
    return false;
  }
  bool exchange(std::vector<int32_t>& table, int32_t& person, int64_t has) {
    for (auto& other_table : tables_) {
      if (&other_table == &table) continue;
      for (int32_t& other : other_table) {
        const int64_t before = has + secrets_at(other_table, other, -1);
        const int64_t after =
            secrets_at(other_table, person, other) + secrets_at(table, other, person);
        if (after >= before || !stays_mixed(table, person, other_table, other)) continue;
        std::swap(person, other);
        return true;
      }
    }
    return false;
  }

  const PeoplePairs& secrets_;
  const Column* department_;
  std::vector<std::vector<int32_t>>& tables_;
};

// Pairs at one table, and those of different departments.
std::pair<int64_t, int64_t> count_pairs(const Spaces& spaces, const std::vector<int32_t>& table) {
  const Column* department = spaces.roster().with_role(Role::kDepartment);
  std::map<uint32_t, int64_t> holders;
  for (const int32_t person : table) {
    if (department != nullptr) ++holders[department->codes[static_cast<size_t>(person)]];
  }
  const auto size = static_cast<int64_t>(table.size());
  int64_t different = size * (size - 1) / 2;
  for (const auto& [code, count] : holders) different -= count * (count - 1) / 2;
  return {size * (size - 1) / 2, different};
}

int64_t table_pairs(const Spaces& spaces, const std::vector<Seating>& seating, bool different) {
  int64_t sum = 0;
  for (const Seating& place : seating) {
    for (const auto& table : place.tables) {
      const auto [all, mixed] = count_pairs(spaces, table);
      sum += different ? mixed : all;
    }
  }
  return sum;
}

// The same people at tables of the same sizes, as chance has it.
int64_t pairs_by_chance(const Spaces& spaces, const std::vector<Seating>& seating, Random random) {
  constexpr int kTimes = 8;
  int64_t sum = 0;
  for (int i = 0; i < kTimes; ++i) {
    for (const Seating& place : seating) {
      std::vector<int32_t> all;
      for (const auto& table : place.tables) all.insert(all.end(), table.begin(), table.end());
      random.shuffle(std::span<int32_t>(all));
      size_t at = 0;
      for (const auto& table : place.tables) {
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(at);
        sum +=
            count_pairs(spaces, {first, first + static_cast<std::ptrdiff_t>(table.size())}).second;
        at += table.size();
      }
    }
  }
  return sum / kTimes;
}

struct Counts {
  int64_t wished = 0;  // groups with wishes that have a place, each week
  int64_t first = 0;   // the first wish of every kind holds
  int64_t some = 0;
  int64_t seats = 0, taken = 0;
};

int64_t different_neighbours(const std::vector<std::vector<Neighbours>>& neighbours) {
  int64_t met = 0;
  for (const auto& week : neighbours) {
    for (const Neighbours& one : week)
      met += static_cast<int64_t>(one.all.size()) - static_cast<int64_t>(one.again.size());
  }
  return met / 2;
}

}  // namespace

std::vector<Reason> why_nowhere(const Spaces& spaces, size_t group, size_t week) {
  const solve::PlacementProblem& problem = spaces.problem();
  const solve::PlacementGroup& own = problem.groups[group];
  const ListedGroup& said = spaces.groups()[group];
  std::vector<size_t> left(problem.spaces.size());
  std::iota(left.begin(), left.end(), size_t{0});
  const auto keep = [&](auto holds) {
    left.erase(std::remove_if(left.begin(), left.end(), [&](size_t s) { return !holds(s); }),
               left.end());
    return !left.empty();
  };
  const auto at_site = [&](size_t s) {
    const int32_t site = problem.spaces[s].site;
    return own.site < 0 || site < 0 || own.site == site;
  };
  if (!keep(at_site)) return {{"noSpace.site", {{"site", said.site}}}};
  const auto equipped = [&](size_t s) {
    return (own.equipment & ~problem.spaces[s].equipment) == 0;
  };
  if (!keep(equipped)) return {{"noSpace.equipment", {{"equipment", joined(said.equipment)}}}};
  int64_t largest = 0;
  for (const size_t s : left) largest = std::max<int64_t>(largest, problem.spaces[s].seats);
  if (!keep([&](size_t s) { return problem.spaces[s].seats >= own.size; }))
    return {{"noSpace.size", {{"size", int64_t{own.size}}, {"largest", largest}}}};
  if (!keep([&](size_t s) { return may_be_then(spaces, group, week, s); }))
    return {{"noSpace.closed", {}}};
  for (const solve::PlacementFix& fix : problem.fixed) {
    if (static_cast<size_t>(fix.group) != group) continue;
    if (fix.week >= 0 && static_cast<size_t>(fix.week) != week) continue;
    const bool there = keep([&](size_t s) {
      const uint64_t slots = own.slots & problem.spaces[s].open & problem.held[week];
      return (fix.space < 0 || static_cast<size_t>(fix.space) == s) &&
             (fix.slot < 0 || (slots >> fix.slot & 1) != 0);
    });
    if (!there) return {{"noSpace.fixed", {}}};
  }
  return {};
}

FreeRoom free_room(const Spaces& spaces, const solve::WeekPlan& week, const solve::GroupPlace& at,
                   size_t group) {
  const solve::PlacementProblem& problem = spaces.problem();
  const solve::PlacementSpace& space = problem.spaces[static_cast<size_t>(at.space)];
  FreeRoom free{space.seats, space.groups};
  for (size_t g = 0; g < week.size(); ++g) {
    if (g == group || week[g] != at) continue;
    free.seats -= problem.groups[g].size;
    --free.groups;
  }
  return free;
}

std::vector<size_t> busy_with(const Spaces& spaces, const solve::WeekPlan& week, size_t group,
                              int32_t slot) {
  std::vector<size_t> others;
  for (const auto& [one, two] : spaces.problem().apart) {
    const auto a = static_cast<size_t>(one);
    const auto b = static_cast<size_t>(two);
    if (a != group && b != group) continue;
    const size_t other = a == group ? b : a;
    if (week[other].slot == slot) others.push_back(other);
  }
  return others;
}

Value seating_value(const std::vector<Seating>& seating,
                    const std::function<std::string(size_t person)>& tell) {
  Value list = Value(Value::List{});
  for (const Seating& place : seating) {
    Value tables = Value(Value::List{});
    for (const auto& table : place.tables) {
      Value one = Value(Value::List{});
      for (const int32_t person : table) one.push(tell(static_cast<size_t>(person)));
      tables.push(std::move(one));
    }
    list.push(Value::Object{{"week", static_cast<int64_t>(place.week)},
                            {"space", place.at.space},
                            {"slot", place.at.slot},
                            {"tables", std::move(tables)}});
  }
  return list;
}

std::vector<std::vector<Neighbours>> neighbours_of(const std::vector<solve::WeekPlan>& weeks) {
  std::vector<std::vector<Neighbours>> all;
  std::set<std::pair<size_t, size_t>> met;
  for (const solve::WeekPlan& week : weeks) {
    std::map<std::pair<int32_t, int32_t>, std::vector<size_t>> in;
    for (size_t g = 0; g < week.size(); ++g) {
      if (week[g].space >= 0) in[{week[g].space, week[g].slot}].push_back(g);
    }
    std::vector<Neighbours>& neighbours = all.emplace_back(week.size());
    for (const auto& [place, groups] : in) {
      for (size_t i = 0; i < groups.size(); ++i) {
        for (size_t j = i + 1; j < groups.size(); ++j) {
          const bool again = !met.insert({groups[i], groups[j]}).second;
          neighbours[groups[i]].all.push_back(groups[j]);
          neighbours[groups[j]].all.push_back(groups[i]);
          if (!again) continue;
          neighbours[groups[i]].again.push_back(groups[j]);
          neighbours[groups[j]].again.push_back(groups[i]);
        }
      }
    }
    for (Neighbours& one : neighbours) {
      std::sort(one.all.begin(), one.all.end());
      std::sort(one.again.begin(), one.again.end());
    }
  }
  return all;
}

std::vector<Seating> seat_people(const Spaces& spaces, const std::vector<solve::WeekPlan>& weeks,
                                 uint64_t seed) {
  std::vector<Seating> all;
  const int32_t table = spaces.settings().table;
  if (table == 0) return all;
  Random random = Random(seed).fork(5);
  for (size_t w = 0; w < weeks.size(); ++w) {
    std::map<std::pair<int32_t, int32_t>, std::vector<size_t>> in;  // by slot and space
    for (size_t g = 0; g < weeks[w].size(); ++g) {
      if (weeks[w][g].space >= 0) in[{weeks[w][g].slot, weeks[w][g].space}].push_back(g);
    }
    for (const auto& [place, groups] : in) {
      std::vector<int32_t> people;
      int64_t size = 0;
      for (const size_t g : groups) {
        const ListedGroup& group = spaces.groups()[g];
        people.insert(people.end(), group.people.begin(), group.people.end());
        size += group.size;
      }
      if (people.empty()) continue;
      Seating& seating = all.emplace_back();
      seating.week = w;
      seating.at = {place.second, place.first};
      const auto tables = static_cast<size_t>((size + table - 1) / table);
      seating.tables.resize(std::min(tables, people.size()));
      people = in_turn(spaces, std::move(people), random);
      for (size_t i = 0; i < people.size(); ++i)
        seating.tables[i % seating.tables.size()].push_back(people[i]);
      if (!spaces.secrets().empty()) SeatsApart(spaces, seating.tables).run();
      for (auto& one : seating.tables) std::sort(one.begin(), one.end());
    }
  }
  return all;
}

void plan_spaces(const Spaces& spaces, const solve::Placement& placement, uint64_t seed,
                 Plan& plan) {
  const auto& weeks = placement.weeks;
  const auto neighbours = neighbours_of(weeks);
  const size_t count = spaces.groups().size();
  std::map<std::pair<int32_t, int32_t>, int64_t> taken;
  Counts counts;
  Value places = Value(Value::List{});
  Value nowhere = Value(Value::List{});
  std::vector<bool> placed(count, false);
  std::vector<std::vector<Reason>> last(count);  // why a group is nowhere
  const Roster& roster = spaces.roster();
  std::vector<int64_t> wished(roster.people(), 0);
  std::vector<int64_t> got(roster.people(), 0);
  for (size_t w = 0; w < weeks.size(); ++w) {
    const solve::WeekPlan& week = weeks[w];
    taken.clear();
    std::vector<size_t> order;
    for (size_t g = 0; g < count; ++g) {
      if (week[g].space >= 0) {
        order.push_back(g);
        taken[{week[g].slot, week[g].space}] += spaces.groups()[g].size;
        continue;
      }
      std::vector<Reason> reasons = why_nowhere(spaces, g, w);
      if (reasons.empty()) reasons.push_back(why_full(spaces, week, g, w));
      nowhere.push(Value::Object{{"group", static_cast<int64_t>(g)},
                                 {"name", spaces.groups()[g].name},
                                 {"week", static_cast<int64_t>(w)},
                                 {"reasons", reasons_value(reasons)}});
      last[g] = std::move(reasons);
    }
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      return week[a].slot != week[b].slot ? week[a].slot < week[b].slot
                                          : week[a].space < week[b].space;
    });
    for (const auto& [place, people] : taken) {
      counts.taken += people;
      counts.seats += spaces.spaces()[static_cast<size_t>(place.second)].seats;
    }
    for (const size_t g : order) {
      const ListedGroup& group = spaces.groups()[g];
      const Neighbours& near = neighbours[w][g];
      PlannedGroup& planned = plan.groups.emplace_back();
      planned.people = group.people;
      planned.title = group.name;
      planned.when = spaces.when(w, static_cast<size_t>(week[g].slot));
      planned.where = spaces.spaces()[static_cast<size_t>(week[g].space)].name;
      planned.value = kPlaceWorth + spaces.wish_value(g, week[g]) +
                      spaces.neighbour_cost() *
                          (spaces.most_neighbours() - static_cast<int64_t>(near.again.size()));
      planned.of = spaces.full_value(g);
      planned.reasons =
          place_reasons(spaces, g, week[g], near, taken[{week[g].slot, week[g].space}]);
      placed[g] = true;
      int64_t points = 0;
      for (const SpaceWish* wish : spaces.held_wishes(g, week[g])) points += wish->points;
      if (spaces.has_wishes(g)) {
        ++counts.wished;
        counts.some += points > 0 ? 1 : 0;
        counts.first += points == Criterion::kFull ? 1 : 0;
        for (const int32_t person : group.people) {
          wished[static_cast<size_t>(person)] += Criterion::kFull;
          got[static_cast<size_t>(person)] += points;
        }
      }
      places.push(Value::Object{{"group", static_cast<int64_t>(g)},
                                {"week", static_cast<int64_t>(w)},
                                {"slot", week[g].slot},
                                {"space", week[g].space}});
    }
  }

  plan.satisfaction.assign(roster.people(), -1);
  std::vector<bool> somewhere(roster.people(), false);
  std::map<int32_t, size_t> out;  // people without a place, with a group of theirs
  for (size_t g = 0; g < count; ++g) {
    for (const int32_t person : spaces.groups()[g].people) {
      if (placed[g]) {
        somewhere[static_cast<size_t>(person)] = true;
      } else {
        out.emplace(person, g);
      }
    }
  }
  for (size_t p = 0; p < roster.people(); ++p) {
    if (wished[p] > 0) plan.satisfaction[p] = got[p] * 1000 / wished[p];
  }
  for (const auto& [person, group] : out) {
    if (somewhere[static_cast<size_t>(person)]) continue;
    plan.left_out.push_back(person);
    std::vector<Reason> reasons = {
        {"leftOut.groupNowhere", {{"group", spaces.groups()[group].name}}}};
    reasons.insert(reasons.end(), last[group].begin(), last[group].end());
    plan.left_out_reasons.push_back(std::move(reasons));
  }

  const auto all = static_cast<int64_t>(count * weeks.size());
  plan.extra.set("weeks", static_cast<int64_t>(weeks.size()));
  plan.extra.set("groups", static_cast<int64_t>(count));
  plan.extra.set(
      "placed",
      Value::Object{{"groups", placement.placed}, {"of", all}, {"most", placement.most_placed}});
  plan.extra.set("turns", turns_value(spaces, placement));
  plan.extra.set(
      "wishes",
      Value::Object{{"of", counts.wished}, {"first", counts.first}, {"some", counts.some}});
  plan.extra.set("neighbours", Value::Object{{"met", different_neighbours(neighbours)},
                                             {"repeats", placement.repeats},
                                             {"least", placement.least_repeats}});
  plan.extra.set("seats", Value::Object{{"taken", counts.taken}, {"of", counts.seats}});
  if (spaces.settings().table > 0) {
    const std::vector<Seating> seating = seat_people(spaces, weeks, seed);
    int64_t tables = 0;
    for (const Seating& place : seating) tables += static_cast<int64_t>(place.tables.size());
    const int64_t mixed = table_pairs(spaces, seating, true);
    plan.extra.set(
        "tables",
        Value::Object{{"tables", tables},
                      {"pairs", table_pairs(spaces, seating, false)},
                      {"mixed", mixed},
                      {"most", mixed},
                      {"random", pairs_by_chance(spaces, seating, Random(seed).fork(6))}});
    plan.extra.set("seating", seating_value(seating, [&](size_t person) {
                     return std::string(roster.ids[person]);
                   }));
  }
  plan.extra.set("nowhere", std::move(nowhere));
  plan.extra.set("plan", std::move(places));
}

std::vector<solve::WeekPlan> weeks_of(const Spaces& spaces, const Plan& plan) {
  std::vector<solve::WeekPlan> weeks(spaces.weeks(), solve::WeekPlan(spaces.groups().size()));
  const Value* list = plan.extra.find("plan");
  if (list == nullptr || list->list() == nullptr) return weeks;
  for (const Value& one : *list->list()) {
    const auto number = [&](const char* key) { return *one.find(key)->whole(); };
    weeks[static_cast<size_t>(number("week"))][static_cast<size_t>(number("group"))] = {
        static_cast<int32_t>(number("space")), static_cast<int32_t>(number("slot"))};
  }
  return weeks;
}

std::vector<Seating> seating_of(const Spaces& spaces, const Plan& plan) {
  std::vector<Seating> all;
  const Value* list = plan.extra.find("seating");
  if (list == nullptr || list->list() == nullptr) return all;
  for (const Value& one : *list->list()) {
    const auto number = [&](const char* key) { return *one.find(key)->whole(); };
    Seating& seating = all.emplace_back();
    seating.week = static_cast<size_t>(number("week"));
    seating.at = {static_cast<int32_t>(number("space")), static_cast<int32_t>(number("slot"))};
    for (const Value& table : *one.find("tables")->list()) {
      std::vector<int32_t>& people = seating.tables.emplace_back();
      for (const Value& person : *table.list())
        people.push_back(spaces.roster().find(*person.text()));
    }
  }
  return all;
}

}  // namespace weft
