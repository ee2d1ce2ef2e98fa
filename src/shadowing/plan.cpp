#include "shadowing/plan.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <span>

#include "base/random.h"
#include "outcome/reasons.h"
#include "solve/matching.h"
#include "solve/visits.h"

namespace weft {
namespace {

using Bar = Shadowing::Bar;

constexpr int64_t kMostArcs = 2'000'000;
constexpr int64_t kArcsLookedAt = 4'000'000;  // over all steps of the solver
constexpr int64_t kFewestSteps = 30;
constexpr int64_t kMostSteps = 600;
constexpr int64_t kRandomPlans = 20;
constexpr int64_t kRandomLooks = 4'000'000;
constexpr int32_t kMostRefilled = 200;  // swaps that are tried again
constexpr size_t kNamed = 100;
constexpr int64_t kMinutes = kMinutesOfDay;
constexpr std::array<std::pair<Bar, const char*>, 7> kBarCodes = {{
    {Bar::kWish, "shadowing.left.wish"},
    {Bar::kDepartment, "shadowing.left.department"},
    {Bar::kClosed, "shadowing.left.closed"},
    {Bar::kCompeting, "shadowing.left.competing"},
    {Bar::kSite, "shadowing.left.site"},
    {Bar::kTime, "shadowing.left.time"},
    {Bar::kHosting, "shadowing.left.hosting"},
}};

// How many dates a guest is kept from by what, and those that are left: as far as may be told, and
// those of them that no confidential list forbids.
struct Looked {
  std::array<int64_t, static_cast<size_t>(Bar::kHosting) + 1> bars{};
  std::vector<int32_t> open, dates;

  int64_t by(Bar bar) const { return bars[static_cast<size_t>(bar)]; }
};

// Where each number stands in an order of them.
std::vector<int32_t> places_in(const std::vector<int32_t>& order) {
  std::vector<int32_t> places(order.size());
  for (size_t i = 0; i < order.size(); ++i) places[at(order[i])] = static_cast<int32_t>(i);
  return places;
}

class Planner {
 public:
  Planner(const ShadowingInput& input, Issues& issues)
      : input_(input),
        shadowing_(input.roster, input.program, input.fit, input.lists, input.date, issues) {
    secrets_ = confidential_pairs(input.program);
    of_host_.resize(at(input.fit.size()));
    for (size_t d = 0; d < shadowing_.dates().size(); ++d)
      of_host_[at(shadowing_.dates()[d].host)].push_back(static_cast<int32_t>(d));
  }

  Plan solve(Issues issues);
  Value possible(Issues& issues);

 private:
  struct Visit {
    int32_t guest;
    int32_t date;
  };

  const Shadowing::Date& date(int32_t d) const { return shadowing_.dates()[at(d)]; }
  const Shadowing::Guest& guest(int32_t g) const { return shadowing_.guests()[at(g)]; }
  int32_t wanted(int32_t g) const { return shadowing_.keys().swap ? 1 : guest(g).wishes.visits; }
  int64_t value_of(const Visit& visit) const {
    return shadowing_.value(visit.guest, date(visit.date).host);
  }

  bool look();
  solve::VisitProblem problem() const;
  void find_visits();
  void find_swaps();
  solve::VisitPlan plan_apart(solve::VisitProblem& posed, const solve::VisitOptions& options) const;
  std::vector<Visit> dates_for(const std::vector<std::pair<int32_t, int32_t>>& pairs) const;
  int64_t chance() const;
  int64_t chance_of_swaps() const;
  std::vector<Reason> why_left_out(int32_t g);
  std::vector<Reason> reasons_of(int32_t d, const std::vector<int32_t>& guests) const;
  Value named(int32_t participant) const;
  void write_groups();
  void write_people();
  void write_extra();

  const ShadowingInput& input_;
  Shadowing shadowing_;
  Plan plan_;
  PeoplePairs secrets_;                        // who must not meet
  std::vector<std::vector<int32_t>> of_host_;  // dates, per participant
  std::vector<Looked> looked_;                 // per guest
  // By chance, as among equal plans the order decides; and where each stands in it.
  std::vector<int32_t> guest_order_, date_order_, guest_place_, date_place_;
  std::vector<solve::WeightedEdge> open_swaps_;  // guests who could visit each other
  std::vector<Visit> visits_;
  std::vector<int32_t> made_;   // visits, per guest
  std::vector<int32_t> taken_;  // places, per date
  int64_t count_bound_ = 0;     // of visits and guests with a visit, together
};

// Whether there are few enough.
bool Planner::look() {
  int64_t arcs = 0;
  looked_.resize(shadowing_.guests().size());
  for (size_t g = 0; g < looked_.size(); ++g) {
    const auto number = static_cast<int32_t>(g);
    for (const int32_t host : shadowing_.hosts()) {
      const Bar between = shadowing_.bar_between(number, host);
      const bool secret = between == Bar::kSecret;
      for (const int32_t d : of_host_[at(host)]) {
        const Bar bar = secret || between == Bar::kNone ? shadowing_.bar(number, date(d)) : between;
        ++looked_[g].bars[static_cast<size_t>(bar)];
        if (bar != Bar::kNone) continue;
        looked_[g].open.push_back(d);
        if (!secret) looked_[g].dates.push_back(d);
      }
    }
    arcs += looked_[g].by(Bar::kNone);
    if (arcs > kMostArcs) return false;
    if (input_.progress && g % 64 == 0)
      input_.progress(0.3 * static_cast<double>(g) / static_cast<double>(looked_.size()));
  }
  const Random random = Random(input_.program.seed).fork(0x73686164);
  guest_order_.resize(looked_.size());
  std::iota(guest_order_.begin(), guest_order_.end(), 0);
  date_order_.resize(shadowing_.dates().size());
  std::iota(date_order_.begin(), date_order_.end(), 0);
  random.fork(1).shuffle(std::span<int32_t>(guest_order_));
  random.fork(2).shuffle(std::span<int32_t>(date_order_));
  guest_place_ = places_in(guest_order_);
  date_place_ = places_in(date_order_);
  return true;
}

// Guests and dates in their order by chance; arcs are for the caller to add.
solve::VisitProblem Planner::problem() const {
  solve::VisitProblem problem;
  for (const int32_t g : guest_order_) problem.visits.push_back(wanted(g));
  std::map<std::pair<int32_t, Day>, int32_t> pools;
  for (const int32_t d : date_order_) {
    const Shadowing::Date& one = date(d);
    solve::VisitProblem::Date posed{one.host, one.date.date * kMinutes + one.date.begin,
                                    one.date.date * kMinutes + one.date.end, one.date.places};
    if (const auto most = shadowing_.keys().per_day) {
      const auto [pool, added] = pools.try_emplace({shadowing_.department(one.host), one.date.date},
                                                   static_cast<int32_t>(problem.pools.size()));
      if (added) problem.pools.push_back(*most);
      posed.pool = pool->second;
    }
    problem.dates.push_back(posed);
  }
  return problem;
}

// Guests of one date meet. Where two of them must not, the one for whom the date is worth less
// stays away from it, and all is planned anew. The first plan bounds the last, where that has as
// many visits; else no more is known than what each guest could have at best.
solve::VisitPlan Planner::plan_apart(solve::VisitProblem& posed,
                                     const solve::VisitOptions& options) const {
  constexpr int kMostAgain = 40;
  solve::VisitPlan found = solve::plan_visits(posed, options);
  if (secrets_.empty()) return found;
  const solve::VisitPlan first = found;
  int64_t most = 0;
  std::vector<int32_t> left = posed.visits;
  std::vector<solve::VisitProblem::Arc> arcs_by_value = posed.arcs;
  std::stable_sort(arcs_by_value.begin(), arcs_by_value.end(),
                   [](const auto& a, const auto& b) { return a.value > b.value; });
  for (const solve::VisitProblem::Arc& arc : arcs_by_value)
    most += left[at(arc.guest)]-- > 0 ? arc.value : 0;
  for (int again = 0;; ++again) {
    std::map<int32_t, std::vector<int32_t>> on_date;  // arcs
    for (const int32_t arc : found.arcs) on_date[posed.arcs[at(arc)].date].push_back(arc);
    std::vector<int32_t> away;
    for (auto& [date, arcs] : on_date) {
      std::stable_sort(arcs.begin(), arcs.end(), [&](int32_t a, int32_t b) {
        return posed.arcs[at(a)].value > posed.arcs[at(b)].value;
      });
      std::vector<int32_t> here;  // people
      for (const int32_t arc : arcs) {
        here.push_back(guest(guest_order_[at(posed.arcs[at(arc)].guest)]).wishes.guest);
        if (!holds_any(secrets_, here)) continue;
        here.pop_back();
        away.push_back(arc);
      }
    }
    if (away.empty()) break;
    std::sort(away.begin(), away.end());
    if (again == kMostAgain) {
      found.arcs.erase(std::remove_if(found.arcs.begin(), found.arcs.end(),
                                      [&](int32_t arc) {
                                        return std::binary_search(away.begin(), away.end(), arc);
                                      }),
                       found.arcs.end());
      break;
    }
    for (size_t i = away.size(); i-- > 0;) posed.arcs.erase(posed.arcs.begin() + away[i]);
    found = solve::plan_visits(posed, options);
  }
  const auto count_of = [&](const solve::VisitPlan& plan) {
    std::set<int32_t> served;
    for (const int32_t arc : plan.arcs) served.insert(posed.arcs[at(arc)].guest);
    return plan.arcs.size() + served.size();
  };
  const bool as_many = static_cast<int64_t>(count_of(found)) == first.visits + first.served;
  found.bound = as_many ? first.bound : most;
  found.count_bound = first.count_bound;
  return found;
}

void Planner::find_visits() {
  solve::VisitProblem posed = problem();
  for (size_t i = 0; i < guest_order_.size(); ++i) {
    const int32_t g = guest_order_[i];
    for (const int32_t d : looked_[at(g)].dates)
      posed.arcs.push_back({static_cast<int32_t>(i), date_place_[at(d)], value_of({g, d})});
  }
  std::stable_sort(posed.arcs.begin(), posed.arcs.end(), [](const auto& a, const auto& b) {
    return a.guest != b.guest ? a.guest < b.guest : a.date < b.date;
  });
  if (!solve::visits_fit(posed)) {
    add_issue(plan_.issues, Severity::kError, "shadowing.tooMany", {}, {{"most", kMostArcs}});
    return;
  }
  solve::VisitOptions options;
  options.most_steps = std::clamp(kArcsLookedAt / (static_cast<int64_t>(posed.arcs.size()) + 1),
                                  kFewestSteps, kMostSteps);
  options.progress = [&](int64_t steps, const solve::VisitPlan&) {
    if (input_.progress)
      input_.progress(0.3 + 0.6 * static_cast<double>(steps) /
                                static_cast<double>(std::max(options.most_steps, steps)));
  };
  const solve::VisitPlan found = plan_apart(posed, options);
  require(solve::visits_fault(posed, found.arcs).empty(), "a plan of visits breaks its problem");
  for (const int32_t arc : found.arcs) {
    const solve::VisitProblem::Arc& one = posed.arcs[at(arc)];
    visits_.push_back({guest_order_[at(one.guest)], date_order_[at(one.date)]});
  }
  plan_.bound = found.bound;
  count_bound_ = found.count_bound;
}

// For each of these pairs of guests a date of either; nothing where that cannot be.
std::vector<Planner::Visit> Planner::dates_for(
    const std::vector<std::pair<int32_t, int32_t>>& pairs) const {
  solve::VisitProblem posed = problem();
  for (const auto& [a, b] : pairs) {
    const std::pair<int32_t, int32_t> ways[] = {{a, b}, {b, a}};
    for (const auto& [from, to] : ways) {
      for (const int32_t d : looked_[at(from)].dates) {
        if (date(d).host == guest(to).participant)
          posed.arcs.push_back({guest_place_[at(from)], date_place_[at(d)], 0});
      }
    }
  }
  const solve::VisitPlan found = plan_apart(posed, {});
  std::vector<Visit> visits;
  for (const int32_t arc : found.arcs) {
    const solve::VisitProblem::Arc& one = posed.arcs[at(arc)];
    visits.push_back({guest_order_[at(one.guest)], date_order_[at(one.date)]});
  }
  return visits;
}

void Planner::find_swaps() {
  std::vector<int32_t> guest_of(at(input_.fit.size()), -1);
  for (size_t g = 0; g < shadowing_.guests().size(); ++g)
    guest_of[at(guest(static_cast<int32_t>(g)).participant)] = static_cast<int32_t>(g);
  solve::Graph graph;
  graph.vertices = static_cast<int32_t>(guest_order_.size());
  const auto swaps_on = [&](std::vector<int32_t> Looked::* dates) {
    const auto visits = [&](int32_t g, int32_t host) {
      const std::vector<int32_t>& own = looked_[at(g)].*dates;
      return std::any_of(own.begin(), own.end(),
                         [&](int32_t d) { return date(d).host == guest(host).participant; });
    };
    std::vector<solve::WeightedEdge> edges;
    for (const int32_t g : guest_order_) {
      int32_t last = -1;
      for (const int32_t d : looked_[at(g)].*dates) {
        const int32_t host = date(d).host;
        const int32_t other = guest_of[at(host)];
        // Dates of a host stand together; each pair once.
        if (host == last || other < 0 || guest_place_[at(g)] > guest_place_[at(other)]) continue;
        last = host;
        if (!visits(other, g)) continue;
        edges.push_back(
            {guest_place_[at(g)], guest_place_[at(other)],
             shadowing_.value(g, host) + shadowing_.value(other, guest(g).participant)});
      }
    }
    return edges;
  };
  graph.edges = swaps_on(&Looked::dates);
  open_swaps_ = swaps_on(&Looked::open);
  const solve::Matching most =
      solve::max_weight_matching(graph, solve::Objective::kCardinalityThenWeight);
  plan_.bound = most.weight;
  count_bound_ = 4 * most.pairs;
  std::vector<std::pair<int32_t, int32_t>> pairs;
  for (int32_t v = 0; v < graph.vertices; ++v) {
    if (most.mate[at(v)] > v)
      pairs.emplace_back(guest_order_[at(v)], guest_order_[at(most.mate[at(v)])]);
  }
  const auto whole = [&](const std::vector<std::pair<int32_t, int32_t>>& some) {
    visits_ = dates_for(some);
    return visits_.size() == 2 * some.size();
  };
  if (whole(pairs)) return;
  // A department takes too few in a day: the best that fit, one after the other.
  const auto value_of_pair = [&](const std::pair<int32_t, int32_t>& pair) {
    return shadowing_.value(pair.first, guest(pair.second).participant) +
           shadowing_.value(pair.second, guest(pair.first).participant);
  };
  std::stable_sort(pairs.begin(), pairs.end(), [&](const auto& a, const auto& b) {
    return value_of_pair(a) > value_of_pair(b);
  });
  std::vector<std::pair<int32_t, int32_t>> kept;
  std::vector<bool> busy(guest_order_.size(), false);
  const auto try_pair = [&](const std::pair<int32_t, int32_t>& pair) {
    if (busy[at(pair.first)] || busy[at(pair.second)]) return;
    kept.push_back(pair);
    if (whole(kept)) {
      busy[at(pair.first)] = busy[at(pair.second)] = true;
    } else {
      kept.pop_back();
    }
  };
  for (const auto& pair : pairs) try_pair(pair);
  std::stable_sort(graph.edges.begin(), graph.edges.end(),
                   [](const auto& a, const auto& b) { return a.weight > b.weight; });
  int32_t tried = 0;
  for (const solve::WeightedEdge& edge : graph.edges) {
    const std::pair<int32_t, int32_t> pair{guest_order_[at(edge.u)], guest_order_[at(edge.v)]};
    if (busy[at(pair.first)] || busy[at(pair.second)]) continue;
    if (++tried > kMostRefilled) break;
    try_pair(pair);
  }
  whole(kept);
  if (static_cast<int64_t>(kept.size()) < most.pairs)
    plan_.bound = solve::max_weight_matching(graph, solve::Objective::kWeight).weight;
}

// What is to be had without thinking, confidential lists aside: guests in turn, each on a date by
// chance, on the mean.
int64_t Planner::chance() const {
  int64_t arcs = 1;
  for (const Looked& looked : looked_) arcs += looked.by(Bar::kNone);
  const int64_t plans = std::clamp<int64_t>(kRandomLooks / arcs, 1, kRandomPlans);
  const solve::VisitProblem posed = problem();
  Random random = Random(input_.program.seed).fork(0x72616e64);
  int64_t sum = 0;
  for (int64_t plan = 0; plan < plans; ++plan) {
    std::vector<int64_t> pools = posed.pools;
    std::vector<int32_t> taken(shadowing_.dates().size(), 0);
    std::vector<std::vector<int32_t>> mine(looked_.size());
    std::vector<int32_t> turns = guest_order_;
    random.shuffle(std::span<int32_t>(turns));
    // By turns: a second visit after everybody's first.
    for (int32_t round = 0; !turns.empty(); ++round) {
      std::vector<int32_t> again;
      for (const int32_t g : turns) {
        std::vector<int32_t> open;
        for (const int32_t d : looked_[at(g)].open) {
          const solve::VisitProblem::Date& one = posed.dates[at(date_place_[at(d)])];
          const bool room = taken[at(d)] < one.places && (one.pool < 0 || pools[at(one.pool)] > 0);
          const bool apart =
              std::none_of(mine[at(g)].begin(), mine[at(g)].end(), [&](int32_t other) {
                return date(other).host == date(d).host || date(other).date.overlaps(date(d).date);
              });
          if (room && apart) open.push_back(d);
        }
        if (open.empty()) continue;
        const int32_t d = open[random.index(open.size())];
        const int32_t pool = posed.dates[at(date_place_[at(d)])].pool;
        ++taken[at(d)];
        if (pool >= 0) --pools[at(pool)];
        mine[at(g)].push_back(d);
        sum += value_of({g, d});
        if (round + 1 < wanted(g)) again.push_back(g);
      }
      turns = std::move(again);
    }
  }
  return sum / plans;
}

int64_t Planner::chance_of_swaps() const {
  Random random = Random(input_.program.seed).fork(0x72616e64);
  std::vector<solve::WeightedEdge> edges = open_swaps_;
  int64_t sum = 0;
  for (int64_t plan = 0; plan < kRandomPlans; ++plan) {
    random.shuffle(std::span<solve::WeightedEdge>(edges));
    std::vector<bool> busy(guest_order_.size(), false);
    for (const solve::WeightedEdge& edge : edges) {
      if (busy[at(edge.u)] || busy[at(edge.v)]) continue;
      busy[at(edge.u)] = busy[at(edge.v)] = true;
      sum += edge.weight;
    }
  }
  return sum / kRandomPlans;
}

Value Planner::named(int32_t participant) const {
  const size_t person = at(input_.fit.person(participant));
  return Value::Object{{"id", std::string(input_.roster.ids[person])},
                       {"name", std::string(input_.roster.names[person])}};
}

std::vector<Reason> Planner::why_left_out(int32_t g) {
  std::vector<Reason> reasons;
  const Looked& looked = looked_[at(g)];
  const auto dates = static_cast<int64_t>(shadowing_.dates().size());
  const int64_t left = looked.by(Bar::kNone);
  if (dates == 0) return {{"shadowing.left.noDates", {}}};
  if (left == 0) {
    reasons.push_back({"shadowing.left.none", {{"of", dates}}});
  } else {
    reasons.push_back({shadowing_.keys().swap ? "shadowing.left.noSwap" : "shadowing.left.full",
                       {{"count", left}}});
  }
  for (const auto& [bar, code] : kBarCodes) {
    if (looked.by(bar) > 0) reasons.push_back({code, {{"count", looked.by(bar)}}});
  }
  if (looked.by(Bar::kRule) == 0) return reasons;
  // Which rules keep which hosts away, without its own head line.
  const int32_t participant = guest(g).participant;
  std::vector<uint8_t> roles = plan_.roles;
  roles[at(participant)] = 2;
  std::vector<Reason> by =
      reasons_for_left_out(input_.roster, input_.program, input_.fit, roles, participant, false);
  if (!by.empty()) by.erase(by.begin());
  std::move(by.begin(), by.end(), std::back_inserter(reasons));
  return reasons;
}

std::vector<Reason> Planner::reasons_of(int32_t d, const std::vector<int32_t>& guests) const {
  const Shadowing::Date& one = date(d);
  const Column* site = input_.roster.with_role(Role::kSite);
  std::vector<Reason> reasons;
  std::vector<int32_t> members = {one.host};
  for (const int32_t g : guests) {
    const GuestWishes& wishes = guest(g).wishes;
    members.push_back(guest(g).participant);
    const Arg name{"person", std::string(input_.roster.names[at(wishes.guest)])};
    if (const int32_t rank = shadowing_.rank(g, one.host)) {
      reasons.push_back(
          {"shadowing.wish",
           {name, {"wish", wishes.wanted[at(rank) - 1].written}, {"rank", int64_t{rank}}}});
    } else if (wishes.asked) {
      reasons.push_back({"shadowing.unlisted", {name}});
    }
    if (site != nullptr && site->text(at(wishes.guest)) != one.site)
      reasons.push_back({"shadowing.travels", {name, {"site", one.site}}});
    if (shadowing_.keys().swap) {
      for (const Visit& back : visits_) {
        if (guest(back.guest).participant != one.host ||
            date(back.date).host != guest(g).participant)
          continue;
        reasons.push_back(
            {"shadowing.returned", {name, {"date", iso_date(date(back.date).date.date)}}});
      }
    }
  }
  const auto taken = static_cast<int64_t>(guests.size());
  reasons.push_back({taken == one.date.places ? "shadowing.placesFull" : "shadowing.placesFree",
                     {{"count", one.date.places - taken}, {"places", int64_t{one.date.places}}}});
  for (Reason& reason : reasons_for_group(input_.roster, input_.program, input_.fit, members, -1)) {
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

void Planner::write_groups() {
  const Column* department = input_.roster.with_role(Role::kDepartment);
  std::vector<std::vector<int32_t>> guests(shadowing_.dates().size());
  for (const Visit& visit : visits_) guests[at(visit.date)].push_back(visit.guest);
  for (size_t i = 0; i < guests.size(); ++i) {
    std::vector<int32_t>& here = guests[i];
    if (here.empty()) continue;
    const auto d = static_cast<int32_t>(i);
    std::sort(here.begin(), here.end(),
              [&](int32_t a, int32_t b) { return guest(a).participant < guest(b).participant; });
    const Shadowing::Date& one = date(d);
    PlannedGroup& group = plan_.groups.emplace_back();
    group.people.push_back(one.date.host);
    for (const int32_t g : here) {
      group.people.push_back(guest(g).wishes.guest);
      group.value += value_of({g, d});
      group.of += shadowing_.full_value(g);
    }
    if (department != nullptr) group.title = department->text(at(one.date.host));
    group.when = Appointment{one.date.date, one.date.whole_day() ? 0 : one.date.begin,
                             one.date.whole_day() ? 0 : one.date.end};
    group.where = one.where;
    group.reasons = reasons_of(d, here);
  }
}

// What guests got of their wishes, and who got nothing.
void Planner::write_people() {
  plan_.satisfaction.assign(input_.roster.people(), -1);
  std::vector<int64_t> points(looked_.size(), 0);
  for (const Visit& visit : visits_) {
    const auto wished = static_cast<int64_t>(guest(visit.guest).wishes.wanted.size());
    const int64_t place = shadowing_.rank(visit.guest, date(visit.date).host);
    points[at(visit.guest)] += wished == 0  ? Criterion::kFull
                               : place == 0 ? 0
                                            : Criterion::kFull * (wished + 1 - place) / wished;
  }
  int64_t best = 0;
  for (size_t g = 0; g < looked_.size(); ++g) {
    const auto number = static_cast<int32_t>(g);
    best += wanted(number) * shadowing_.full_value(number);
    plan_.satisfaction[at(guest(number).wishes.guest)] = points[g] / wanted(number);
    if (made_[g] > 0) continue;
    plan_.left_out.push_back(guest(number).wishes.guest);
    plan_.left_out_reasons.push_back(why_left_out(number));
  }
  plan_.best = best;
}

void Planner::write_extra() {
  int64_t places = 0;
  int64_t wanted_visits = 0;
  int64_t served = 0;
  int64_t first_wishes = 0;
  int64_t wishing = 0;
  for (const Shadowing::Date& one : shadowing_.dates()) places += one.date.places;
  Value::List fewer;
  int64_t fewer_count = 0;
  std::vector<bool> first(looked_.size(), false);
  for (const Visit& visit : visits_) {
    if (shadowing_.rank(visit.guest, date(visit.date).host) == 1) first[at(visit.guest)] = true;
  }
  for (size_t g = 0; g < looked_.size(); ++g) {
    const auto number = static_cast<int32_t>(g);
    wanted_visits += wanted(number);
    served += made_[g] > 0 ? 1 : 0;
    first_wishes += first[g] ? 1 : 0;
    wishing += guest(number).wishes.wanted.empty() ? 0 : 1;
    if (made_[g] == 0 || made_[g] >= wanted(number)) continue;
    if (++fewer_count > static_cast<int64_t>(kNamed)) continue;
    Value one = named(guest(number).participant);
    one.set("has", made_[g]);
    one.set("wants", wanted(number));
    fewer.push_back(std::move(one));
  }
  // Dates with places that nobody takes, and whether anybody could.
  std::vector<bool> possible(shadowing_.dates().size(), false);
  for (const Looked& looked : looked_) {
    for (const int32_t d : looked.open) possible[at(d)] = true;
  }
  Value::List free;
  int64_t free_count = 0;
  for (size_t i = 0; i < possible.size(); ++i) {
    const Shadowing::Date& one = shadowing_.dates()[i];
    if (taken_[i] >= one.date.places) continue;
    if (++free_count > static_cast<int64_t>(kNamed)) continue;
    Value item = Value::Object{{"host", named(one.host)},
                               {"date", iso_date(one.date.date)},
                               {"free", one.date.places - taken_[i]},
                               {"places", one.date.places}};
    if (!one.date.whole_day()) {
      item.set("begin", time_of_day(one.date.begin));
      item.set("end", time_of_day(one.date.end));
    }
    item.set("why", possible[i] ? "elsewhere" : "nobody");
    free.push_back(std::move(item));
  }
  plan_.extra =
      Value::Object{{"hosts", shadowing_.hosts().size()},
                    {"guests", looked_.size()},
                    {"dates", shadowing_.dates().size()},
                    {"places", places},
                    {"unused", places - static_cast<int64_t>(visits_.size())},
                    {"visits", visits_.size()},
                    {"wanted", wanted_visits},
                    {"served", served},
                    {"mostProven", static_cast<int64_t>(visits_.size()) + served == count_bound_},
                    {"firstWishes", Value::Object{{"count", first_wishes}, {"of", wishing}}},
                    {"fewer", Value::Object{{"count", fewer_count}, {"people", std::move(fewer)}}},
                    {"free", Value::Object{{"count", free_count}, {"dates", std::move(free)}}}};
}

Plan Planner::solve(Issues issues) {
  plan_.issues = std::move(issues);
  plan_.solver = shadowing_.keys().swap ? "matching" : "visits";
  plan_.proven_bound = true;
  plan_.roles.assign(at(input_.fit.size()), 0);
  for (const int32_t host : shadowing_.hosts()) plan_.roles[at(host)] |= 1;
  for (const Shadowing::Guest& one : shadowing_.guests()) plan_.roles[at(one.participant)] |= 2;
  if (!look()) {
    add_issue(plan_.issues, Severity::kError, "shadowing.tooMany", {}, {{"most", kMostArcs}});
    looked_.assign(shadowing_.guests().size(), {});
  } else if (shadowing_.keys().swap) {
    find_swaps();
  } else {
    find_visits();
  }
  made_.assign(looked_.size(), 0);
  taken_.assign(shadowing_.dates().size(), 0);
  for (const Visit& visit : visits_) {
    ++made_[at(visit.guest)];
    ++taken_[at(visit.date)];
  }
  plan_.random = shadowing_.keys().swap ? chance_of_swaps() : chance();
  write_groups();
  write_people();
  write_extra();
  return std::move(plan_);
}

Value Planner::possible(Issues& issues) {
  const bool few = look();
  int64_t places = 0;
  int64_t wanted_visits = 0;
  int64_t possible = 0;
  int64_t without = 0;
  Value::List people;
  for (const Shadowing::Date& one : shadowing_.dates()) places += one.date.places;
  for (size_t g = 0; g < looked_.size(); ++g) {
    const auto number = static_cast<int32_t>(g);
    wanted_visits += wanted(number);
    possible += looked_[g].by(Bar::kNone);
    if (!few || looked_[g].by(Bar::kNone) > 0) continue;
    ++without;
    if (people.size() < kNamed) people.push_back(named(guest(number).participant));
  }
  if (!few) add_issue(issues, Severity::kError, "shadowing.tooMany", {}, {{"most", kMostArcs}});
  return Value::Object{
      {"hosts", shadowing_.hosts().size()},
      {"guests", looked_.size()},
      {"dates", shadowing_.dates().size()},
      {"places", places},
      {"wanted", wanted_visits},
      {"possible", possible},
      {"of", looked_.size() * shadowing_.dates().size()},
      {"noDate", Value::Object{{"count", without}, {"people", std::move(people)}}}};
}

}  // namespace

Plan plan_shadowing(const ShadowingInput& input) {
  Issues issues;
  Planner planner(input, issues);
  return planner.solve(std::move(issues));
}

Value possible_shadowing(const ShadowingInput& input, Issues& issues) {
  return Planner(input, issues).possible(issues);
}

}  // namespace weft
