#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "solve/grouping.h"
#include "solve/grouping_state.h"

namespace weft::solve {
namespace {

constexpr int64_t kExactLooks = 20'000'000;
constexpr int64_t kExactWorths = 60'000;
constexpr int kGroupingStarts = 60;
constexpr int kChunk = 64;  // moves between looks at the budget

// Cooling begins where of a million moves this many lose and are accepted, and ends where only so
// few do.
constexpr int64_t kHot = 100'000;
constexpr int64_t kCold = 300;
constexpr int64_t kStep = 88;  // per cent
constexpr int kMostSteps = 80;
constexpr int64_t kMostPrice = int64_t{1} << 40;

struct Totals {
  int64_t broken = 0;
  int64_t value = 0;
  int64_t merit = 0;
};

class GroupingSearch {
 public:
  GroupingSearch(const GroupingModel& model, const GroupingOptions& options, Random random)
      : model_(model), options_(options), random_(random), state_(model) {
    int64_t features = 0;
    for (int32_t u = 0; u < model.units; ++u)
      features += model.features_end(u) - model.features_begin(u);
    const int64_t size = 1 + model.units / std::max(model.groups, 1);
    cost_ =
        16 + 6 * features / std::max(model.units, 1) + 8 * static_cast<int64_t>(model.balances());
    if (model.has_pairs()) cost_ += 4 * size * (model.units > kTabulatedUnits ? 8 : 1);
    if (model.has_apart()) cost_ += 2 * size;
    for (const GroupSize& group : model.problem.sizes)
      flexible_ = flexible_ || group.min < group.max;
  }

  // The group of each unit; empty where the sizes allow no start.
  std::vector<int32_t> run() {
    if (!(options_.start.empty() ? start() : start_given())) return {};
    save();
    if (model_.movable.size() < 2 || reached_) return best_group_;
    quick_cooling(kAllSpent / 10);
    if (model_.problem.worst_first) {
      aim_at_worst();
      quick_cooling(kAllSpent / 5);
    }
    if (!options_.mild) anneal(spent() + (kAllSpent - spent()) * 7 / 10);
    if (best_.broken > 0) {
      price_ = std::min(kMostPrice, price_ * 8);
    } else {
      hot_ = cooled(hot_, cold_, kAllSpent / 2);
    }
    restore();
    anneal(kAllSpent);
    restore();
    if (options_.polish && !reached_) polish();
    return best_group_;
  }

  int64_t work() const { return work_; }

 private:
  int32_t pick(size_t count) { return static_cast<int32_t>(random_.index(count)); }
  int64_t spent() const { return reached_ ? kAllSpent : options_.budget.spent(work_); }
  int64_t weight(int32_t unit) const { return model_.weight[static_cast<size_t>(unit)]; }

  // The value, less what it lacks to the aim, squared; less the price of what is broken.
  int64_t merit(const GroupWorth& worth) const {
    int64_t value = worth.value;
    if (aim_scale_ > 0 && value < aim_) {
      const int64_t lack = std::min(aim_ - value, kMostPoints);
      value -= lack * lack / aim_scale_;
    }
    return value - price_ * worth.broken;
  }

  bool start_given() {
    std::vector<int32_t> group(static_cast<size_t>(model_.units), -1);
    std::vector<int32_t> size(static_cast<size_t>(model_.groups), 0);
    for (size_t u = 0; u < group.size(); ++u) {
      for (const int32_t e : model_.members[u]) {
        const int32_t g = options_.start.at(static_cast<size_t>(e));
        if (g < 0 || g >= model_.groups || (group[u] >= 0 && g != group[u])) return false;
        group[u] = g;
      }
      if (model_.pin[u] >= 0 && model_.pin[u] != group[u]) return false;
      size[static_cast<size_t>(group[u])] += model_.weight[u];
    }
    for (int32_t g = 0; g < model_.groups; ++g) {
      if (!model_.fits(g, size[static_cast<size_t>(g)])) return false;
    }
    state_.assign(group);
    measure();
    return true;
  }

  bool start() {
    const std::vector<int32_t> target =
        fewest_pairs_sizes(model_.problem.sizes, model_.problem.elements);
    if (target.empty() && model_.problem.elements > 0) return false;
    for (int attempt = 0; attempt < kGroupingStarts; ++attempt) {
      std::vector<int32_t> group(static_cast<size_t>(model_.units), -1);
      std::vector<int32_t> left = target;
      std::vector<int32_t> size(target.size(), 0);
      const auto put = [&](int32_t unit, size_t g) {
        const int32_t more = model_.weight[static_cast<size_t>(unit)];
        group[static_cast<size_t>(unit)] = static_cast<int32_t>(g);
        left[g] -= more;
        size[g] += more;
        return size[g] <= model_.problem.sizes[g].max;
      };
      bool fits = true;
      for (int32_t u = 0; u < model_.units; ++u) {
        const int32_t pin = model_.pin[static_cast<size_t>(u)];
        if (pin >= 0) fits = put(u, static_cast<size_t>(pin)) && fits;
      }
      if (!fits) return false;
      std::vector<int32_t> order = model_.movable;
      random_.shuffle(std::span<int32_t>(order));
      std::stable_sort(order.begin(), order.end(),
                       [&](int32_t a, int32_t b) { return weight(a) > weight(b); });
      std::vector<int32_t> groups(target.size());
      for (size_t g = 0; g < groups.size(); ++g) groups[g] = static_cast<int32_t>(g);
      random_.shuffle(std::span<int32_t>(groups));
      size_t next = 0;
      for (const int32_t unit : order) {
        // Where most is lacking; equal units go round.
        size_t best = groups.size();
        for (size_t i = 0; i < groups.size(); ++i) {
          const auto g = static_cast<size_t>(groups[(next + i) % groups.size()]);
          if (size[g] + weight(unit) > model_.problem.sizes[g].max) continue;
          if (best == groups.size() || left[g] > left[best]) best = g;
          if (left[best] > 0 && model_.same_weights) break;
        }
        fits = best < groups.size() && put(unit, best);
        if (!fits) break;
        ++next;
      }
      for (size_t g = 0; fits && g < size.size(); ++g)
        fits = size[g] >= model_.problem.sizes[g].min;
      if (!fits) continue;
      state_.assign(group);
      measure();
      return true;
    }
    return false;
  }

  void measure() {
    now_ = {};
    broken_groups_.clear();
    broken_place_.assign(static_cast<size_t>(model_.groups), -1);
    for (int32_t g = 0; g < model_.groups; ++g) {
      const GroupWorth& worth = state_.worth(g);
      now_.broken += worth.broken;
      now_.value += worth.value;
      now_.merit += merit(worth);
      list_broken(g, worth.broken > 0);
    }
  }

  void list_broken(int32_t g, bool broken) {
    int32_t& place = broken_place_[static_cast<size_t>(g)];
    if (broken == (place >= 0)) return;
    if (broken) {
      place = static_cast<int32_t>(broken_groups_.size());
      broken_groups_.push_back(g);
      return;
    }
    const int32_t last = broken_groups_.back();
    broken_groups_[static_cast<size_t>(place)] = last;
    broken_place_[static_cast<size_t>(last)] = place;
    broken_groups_.pop_back();
    place = -1;
  }

  // --- the best so far -------------------------------------------------------------------------

  bool is_better() const {
    if (now_.broken != best_.broken) return now_.broken < best_.broken;
    return aim_scale_ > 0 ? now_.merit > best_.merit : now_.value > best_.value;
  }

  void save() {
    best_ = now_;
    best_group_ = state_.group();
    reached_ = !model_.problem.worst_first && best_.broken + model_.broken_always == 0 &&
               best_.value >= options_.enough;
  }

  void restore() {
    state_.assign(best_group_);
    measure();
    best_ = now_;
  }

  // --- moves -----------------------------------------------------------------------------------

  struct Change {
    GroupWorth from;
    GroupWorth to;
    int64_t merit;
    int64_t broken;
    int64_t value;
  };

  Change look(int32_t unit, int32_t to, int32_t other) {
    work_ += cost_;
    const int32_t from = state_.group_of(unit);
    Change change;
    const GroupingState::Both both = state_.changed_by(unit, to, other);
    change.from = both.from;
    change.to = both.to;
    const GroupWorth& was_from = state_.worth(from);
    const GroupWorth& was_to = state_.worth(to);
    change.merit = merit(change.from) + merit(change.to) - merit(was_from) - merit(was_to);
    change.broken = change.from.broken + change.to.broken - was_from.broken - was_to.broken;
    change.value = change.from.value + change.to.value - was_from.value - was_to.value;
    return change;
  }

  void apply(int32_t unit, int32_t to, int32_t other, const Change& change) {
    const int32_t from = state_.group_of(unit);
    state_.move(unit, to, other, change.from, change.to);
    work_ += cost_;
    now_.merit += change.merit;
    now_.broken += change.broken;
    now_.value += change.value;
    list_broken(from, change.from.broken > 0);
    list_broken(to, change.to.broken > 0);
  }

  // Whether what is kept agrees with the definition. Pairs apart may be counted once for units
  // where the definition counts all their members.
  void check() const {
    if (!options_.check_moves) return;
    const GroupingWorth worth = grouping_worth(model_.problem, state_.group_of_elements());
    bool same =
        worth.value == now_.value && (worth.broken > 0) == (now_.broken + model_.broken_always > 0);
    for (int32_t g = 0; g < model_.groups; ++g) {
      const GroupWorth& one = worth.groups[static_cast<size_t>(g)];
      same = same && one.value == state_.worth(g).value;
      same = same && (one.broken == state_.worth(g).broken || model_.has_apart() ||
                      model_.broken_always > 0);
    }
    if (!same) throw std::logic_error("a move and the definition differ");
  }

  bool sizes_fit(int32_t unit, int32_t to, int32_t other) const {
    const int32_t from = state_.group_of(unit);
    const int64_t more = weight(unit) - (other >= 0 ? weight(other) : 0);
    return model_.fits(from, static_cast<int32_t>(state_.size(from) - more)) &&
           model_.fits(to, static_cast<int32_t>(state_.size(to) + more));
  }

  bool is_movable(int32_t unit) const { return model_.pin[static_cast<size_t>(unit)] < 0; }

  // A unit that may move; half the time from a group that breaks a rule, while there is one.
  int32_t some_unit() {
    if (!broken_groups_.empty() && (random_.next() & 1) != 0) {
      const int32_t g = broken_groups_[random_.index(broken_groups_.size())];
      const std::vector<int32_t>& units = state_.units_in(g);
      if (!units.empty()) {
        const int32_t unit = units[random_.index(units.size())];
        if (is_movable(unit)) return unit;
      }
    }
    return model_.movable[random_.index(model_.movable.size())];
  }

  // One random move, done where it loses no more than a random threshold. True: it lost.
  bool try_move(int64_t temperature) {
    const int32_t unit = some_unit();
    const int32_t from = state_.group_of(unit);
    const uint64_t kind = random_.next() & 7;
    if (kind == 0 && weight(unit) > 1) return try_exchange(unit, temperature);
    int32_t other = -1;
    int32_t to = 0;
    if (flexible_ && kind == 1) {
      to = pick(static_cast<size_t>(model_.groups));
    } else {
      other = model_.movable[random_.index(model_.movable.size())];
      to = state_.group_of(other);
    }
    work_ += 4;
    if (to == from || !sizes_fit(unit, to, other)) return false;
    const Change change = look(unit, to, other);
    if (change.merit < -thresholds_.draw(temperature, random_.next())) return false;
    before_losing(change);
    apply(unit, to, other, change);
    check();
    return change.merit < 0;
  }

  // The best is saved when it is left, not at each step on the way to it.
  void before_losing(const Change& change) {
    if ((change.merit < 0 || change.broken > 0 || change.value < 0) && is_better()) save();
  }

  // A unit of several against some of the same weight together; done, and undone where it loses.
  bool try_exchange(int32_t unit, int64_t temperature) {
    const int32_t from = state_.group_of(unit);
    const int32_t to = pick(static_cast<size_t>(model_.groups));
    if (to == from) return false;
    std::vector<int32_t> back = state_.units_in(to);
    random_.shuffle(std::span<int32_t>(back));
    int64_t left = weight(unit);
    size_t taken = 0;
    for (const int32_t other : back) {
      if (!is_movable(other) || weight(other) > left) continue;
      left -= weight(other);
      back[taken++] = other;
    }
    work_ += 4 * static_cast<int64_t>(back.size());
    if (left > 0) return false;
    if (is_better()) save();
    const Totals before = now_;
    apply(unit, to, -1, look(unit, to, -1));
    for (size_t i = 0; i < taken; ++i) apply(back[i], from, -1, look(back[i], from, -1));
    check();
    const int64_t gained = now_.merit - before.merit;
    if (gained >= -thresholds_.draw(temperature, random_.next())) return gained < 0;
    for (size_t i = 0; i < taken; ++i) apply(back[i], to, -1, look(back[i], to, -1));
    apply(unit, from, -1, look(unit, from, -1));
    check();
    return false;
  }

  // --- cooling ---------------------------------------------------------------------------------

  // The root of the mean square of what random swaps change of the value; at least 1.
  int64_t spread() {
    double squares = 0;
    int count = 0;
    for (int i = 0; i < 2000; ++i) {
      const int32_t unit = model_.movable[random_.index(model_.movable.size())];
      const int32_t other = model_.movable[random_.index(model_.movable.size())];
      const int32_t to = state_.group_of(other);
      if (to == state_.group_of(unit) || !sizes_fit(unit, to, other)) continue;
      const Change change = look(unit, to, other);
      const auto moved = static_cast<double>(change.merit + price_ * change.broken);
      squares += moved * moved;
      ++count;
    }
    const double root = count > 0 ? std::sqrt(squares / count) : 0;
    return static_cast<int64_t>(std::clamp(root, 1.0, 1e9));
  }

  // Cools fast from where all is accepted, and so finds where the temperature matters.
  void quick_cooling(int64_t until) {
    const int64_t wide = spread();
    price_ = std::max(price_, 4 * wide);
    measure();
    best_.merit = now_.merit;
    const int64_t begin = spent();
    cold_ = wide * Thresholds::kOne;
    hot_ = 0;
    for (int step = 0; step < kMostSteps && spent() < until; ++step) {
      const int64_t end = begin + (until - begin) * (step + 1) / (kMostSteps / 2);
      int64_t moves = 0;
      int64_t losing = 0;
      do {
        for (int i = 0; i < kChunk; ++i) losing += try_move(cold_) ? 1 : 0;
        moves += kChunk;
      } while (spent() < std::min(end, until) || moves < 4 * kChunk);
      if (is_better()) save();
      if (hot_ == 0 && losing * 1'000'000 < kHot * moves) hot_ = cold_;
      if (losing * 1'000'000 < kCold * moves || cold_ < Thresholds::kOne / 64) break;
      cold_ = cold_ * kStep / 100;
    }
    hot_ = std::max(hot_, cold_);
  }

  void anneal(int64_t until) {
    const int64_t begin = spent();
    const int64_t span = std::max<int64_t>(1, until - begin);
    int64_t reported = 0;
    int chunks = 0;
    for (int64_t now = begin; now < until; now = spent()) {
      const int64_t share = (now - begin) * kAllSpent / span;
      const int64_t temperature = cooled(hot_, cold_, share);
      for (int i = 0; i < kChunk; ++i) try_move(temperature);
      if (is_better()) save();
      if (++chunks % 16 == 0 && share > kAllSpent / 2 && now_.broken > 0) {
        price_ = std::min(kMostPrice, price_ + price_ / 16 + 1);
        measure();
      }
      if (options_.progress && now - reported > kAllSpent / 100) {
        reported = now;
        report(now);
      }
    }
  }

  void report(int64_t now) const {
    int64_t smallest = INT64_MAX;
    for (int32_t g = 0; g < model_.groups; ++g)
      smallest = std::min(smallest, state_.worth(g).value);
    options_.progress({now, best_.broken + model_.broken_always, best_.value, smallest});
  }

  // No group can be worth less than the mean of all: from here on what lacks to it counts.
  void aim_at_worst() {
    restore();
    aim_ = now_.value / std::max(model_.groups, 1);
    int64_t away = 0;
    for (int32_t g = 0; g < model_.groups; ++g)
      away += std::abs(state_.worth(g).value - aim_) / model_.groups;
    aim_scale_ = std::max<int64_t>(1, away / 4);
    measure();
    best_ = now_;
  }

  // --- the end ---------------------------------------------------------------------------------

  // Every swap and shift that makes it better by what is asked for, until there is none. What is
  // broken, the smallest worth, how many groups have it, the sum: each move improves the first of
  // these that it changes, so that no state comes again.
  void polish() {
    const auto count = static_cast<int64_t>(model_.movable.size());
    const bool all = count * count <= 4'000'000;
    bool again = true;
    while (again) {
      again = model_.problem.worst_first && lift_worst();
      if (!all) break;
      const int64_t floor = model_.problem.worst_first ? smallest() : INT64_MIN;
      for (const int32_t unit : model_.movable) {
        for (const int32_t other : model_.movable) {
          if (unit < other) again = improve(unit, state_.group_of(other), other, floor) || again;
        }
        for (int32_t g = 0; flexible_ && g < model_.groups; ++g)
          again = improve(unit, g, -1, floor) || again;
      }
    }
    save();
  }

  int64_t smallest() const {
    int64_t least = INT64_MAX;
    for (int32_t g = 0; g < model_.groups; ++g) least = std::min(least, state_.worth(g).value);
    return least;
  }

  bool improve(int32_t unit, int32_t to, int32_t other, int64_t floor) {
    if (to == state_.group_of(unit) || !sizes_fit(unit, to, other)) return false;
    const Change change = look(unit, to, other);
    if (change.broken > 0 || (change.broken == 0 && change.value <= 0)) return false;
    if (change.broken == 0 && lowers(change, unit, to, floor)) return false;
    apply(unit, to, other, change);
    check();
    return true;
  }

  // Whether a group would fall below the floor, or one more of the two would have no more than it.
  bool lowers(const Change& change, int32_t unit, int32_t to, int64_t floor) const {
    const auto at_floor = [&](int64_t one, int64_t other) {
      return (one <= floor ? 1 : 0) + (other <= floor ? 1 : 0);
    };
    return std::min(change.from.value, change.to.value) < floor ||
           at_floor(change.from.value, change.to.value) >
               at_floor(state_.worth(state_.group_of(unit)).value, state_.worth(to).value);
  }

  // The best move for the group that is worth least, as long as one helps it.
  bool lift_worst() {
    bool lifted = false;
    while (true) {
      int32_t worst = 0;
      for (int32_t g = 1; g < model_.groups; ++g) {
        if (state_.worth(g).value < state_.worth(worst).value) worst = g;
      }
      const int64_t least = state_.worth(worst).value;
      Change best = {};
      int64_t best_least = least;
      int32_t best_unit = -1;
      int32_t best_other = -1;
      const std::vector<int32_t> units = state_.units_in(worst);
      for (const int32_t unit : units) {
        if (!is_movable(unit)) continue;
        for (const int32_t other : model_.movable) {
          const int32_t to = state_.group_of(other);
          if (to == worst || !sizes_fit(unit, to, other)) continue;
          const Change change = look(unit, to, other);
          const int64_t then = std::min(change.from.value, change.to.value);
          if (change.broken > 0 || then < best_least || lowers(change, unit, to, least)) continue;
          if (then == best_least && (best_unit < 0 || change.value <= best.value)) continue;
          best = change;
          best_least = then;
          best_unit = unit;
          best_other = other;
        }
      }
      if (best_unit < 0) return lifted;
      apply(best_unit, state_.group_of(best_other), best_other, best);
      check();
      lifted = true;
    }
  }

  const GroupingModel& model_;
  const GroupingOptions& options_;
  Random random_;
  GroupingState state_;
  Thresholds thresholds_;
  int64_t cost_ = 1;  // of a look at a move
  bool flexible_ = false;
  Totals now_;
  Totals best_;
  std::vector<int32_t> best_group_;
  std::vector<int32_t> broken_groups_;
  std::vector<int32_t> broken_place_;  // of each group in that list, -1: not there
  int64_t price_ = 0;
  int64_t aim_ = 0;
  int64_t aim_scale_ = 0;  // 0: only the sum counts
  int64_t hot_ = 0;
  int64_t cold_ = 0;
  int64_t work_ = 0;
  bool reached_ = false;  // what is enough
};

// The same problem for the table over sets; `order` says which group each of its groups is.
SubsetProblem as_subsets(const GroupingModel& model, std::vector<int32_t>& order) {
  const GroupingProblem& problem = model.problem;
  bool alike = problem.places.empty();
  for (const int32_t pin : model.pin) alike = alike && pin < 0;
  for (const CountRule& rule : problem.rules) alike = alike && rule.groups.empty();
  order.clear();
  for (int32_t g = 0; g < model.groups; ++g) order.push_back(g);
  const auto same = [&](int32_t a, int32_t b) {
    const GroupSize& one = problem.sizes[static_cast<size_t>(a)];
    const GroupSize& two = problem.sizes[static_cast<size_t>(b)];
    return alike && one.min == two.min && one.max == two.max;
  };
  std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
    const GroupSize& one = problem.sizes[static_cast<size_t>(a)];
    const GroupSize& two = problem.sizes[static_cast<size_t>(b)];
    return one.min != two.min ? one.min < two.min : one.max < two.max;
  });
  SubsetProblem subsets;
  subsets.unit_size = model.weight;
  subsets.worst_first = problem.worst_first;
  std::vector<int32_t> first_of_class;
  for (size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || !same(order[i], order[i - 1])) first_of_class.push_back(order[i]);
    subsets.sizes.push_back(problem.sizes[static_cast<size_t>(order[i])]);
    subsets.class_of.push_back(static_cast<int32_t>(first_of_class.size()) - 1);
  }
  subsets.worth = [&model, first_of_class](int32_t group_class, uint32_t set) {
    std::vector<int32_t> members;
    for (size_t u = 0; u < model.members.size(); ++u) {
      if ((set >> u & 1) != 0)
        members.insert(members.end(), model.members[u].begin(), model.members[u].end());
    }
    return group_worth(model.problem, first_of_class[static_cast<size_t>(group_class)], members);
  };
  return subsets;
}

}  // namespace

Grouping best_grouping(const GroupingProblem& problem, const GroupingOptions& options,
                       Random random) {
  return best_grouping(GroupingModel(problem), options, random);
}

Grouping best_grouping(const GroupingModel& model, const GroupingOptions& options, Random random) {
  const GroupingProblem& problem = model.problem;
  Grouping grouping;
  if (!sizes_add_up(problem.sizes, problem.elements) || problem.elements == 0) return grouping;
  std::vector<int32_t> order;
  const SubsetProblem subsets = as_subsets(model, order);
  const int64_t looks = subset_work(subsets);
  std::vector<int32_t> group;
  if (options.exact && looks <= kExactLooks &&
      (subsets.class_of.back() + 1) * (int64_t{1} << model.units) <= kExactWorths) {
    for (const int32_t g : best_by_subsets(subsets)) group.push_back(order[static_cast<size_t>(g)]);
    grouping.optimal = true;
    grouping.work = looks;
  } else {
    GroupingSearch search(model, options, random);
    group = search.run();
    grouping.work = search.work();
  }
  if (group.empty()) return grouping;
  grouping.group.resize(static_cast<size_t>(problem.elements));
  for (int32_t u = 0; u < model.units; ++u) {
    for (const int32_t e : model.members[static_cast<size_t>(u)])
      grouping.group[static_cast<size_t>(e)] = group[static_cast<size_t>(u)];
  }
  grouping.worth = grouping_worth(problem, grouping.group);
  return grouping;
}

}  // namespace weft::solve
