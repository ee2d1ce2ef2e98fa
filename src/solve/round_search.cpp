#include "solve/round_search.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>

#include "solve/cooling.h"
#include "solve/type_weights.h"

namespace weft::solve {
namespace {

constexpr int32_t kMostCounted = 4096;
// Two who must be kept apart count as having met so often.
constexpr int32_t kApart = 20'000;
constexpr int32_t kAbsent = -1;

// How often two people have met before the first round.
struct Past {
  PersonLists lists;
  std::vector<int32_t> times;

  explicit Past(const RoundsProblem& problem) {
    struct Entry {
      int32_t a, b, times;
    };
    std::vector<Entry> entries;
    for (const MetBefore& met : problem.met) {
      entries.push_back({met.a, met.b, met.times});
      entries.push_back({met.b, met.a, met.times});
    }
    for (const auto& pair : problem.apart) {
      entries.push_back({pair[0], pair[1], kApart});
      entries.push_back({pair[1], pair[0], kApart});
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& x, const Entry& y) {
      return x.a != y.a ? x.a < y.a : x.b != y.b ? x.b < y.b : x.times > y.times;
    });
    lists.begin.assign(static_cast<size_t>(problem.people) + 1, 0);
    int32_t last_a = -1;
    for (const Entry& entry : entries) {
      // Of a pair that stands in both lists, the one that matters.
      if (entry.a == last_a && lists.other.back() == entry.b) continue;
      last_a = entry.a;
      lists.other.push_back(entry.b);
      times.push_back(entry.times);
      ++lists.begin[static_cast<size_t>(entry.a) + 1];
    }
    for (size_t i = 1; i < lists.begin.size(); ++i) lists.begin[i] += lists.begin[i - 1];
  }
  int32_t of(int32_t a, int32_t b) const {
    const size_t place = lists.place(a, b);
    return place == PersonLists::kNowhere ? 0 : times[place];
  }
};

class RoundSearch {
 public:
  RoundSearch(const RoundsProblem& problem, OpenRounds open, const RoundPlan& plan, Random random)
      : problem_(problem), open_(open), past_(problem), random_(random) {
    read(plan);
  }

  bool search(int64_t& work, const std::function<void(double)>& progress);
  void polish(int64_t work);
  void write(RoundPlan& plan) const;

 private:
  struct Sheet {
    std::vector<int32_t> person;  // by place
    std::vector<int32_t> group;   // by place
    std::vector<int32_t> begin;   // of the places of each group
  };

  size_t cell(int32_t person, int32_t round) const {
    return static_cast<size_t>(person) * static_cast<size_t>(open_.end) +
           static_cast<size_t>(round);
  }
  size_t pair(int32_t a, int32_t b) const {
    return static_cast<size_t>(a) * static_cast<size_t>(problem_.people) + static_cast<size_t>(b);
  }
  // How often the two have met, past and plan.
  int32_t met(int32_t a, int32_t b) const {
    if (!counts_.empty()) return counts_[pair(a, b)];
    int32_t times = past_.of(a, b);
    const int32_t* const mine = group_of_.data() + cell(a, 0);
    const int32_t* const yours = group_of_.data() + cell(b, 0);
    for (int32_t r = 0; r < open_.end; ++r)
      times += mine[r] == yours[r] && mine[r] != kAbsent ? 1 : 0;
    return times;
  }
  void read(const RoundPlan& plan);
  void deal();
  void restore(const std::vector<Sheet>& sheets);
  void count_all();
  void put(int32_t round, int32_t place, int32_t person);
  void meet(int32_t a, int32_t b);
  void part(int32_t a, int32_t b);
  void change_repeats(int32_t person, int32_t by);
  bool is_small(const Sheet& sheet, int32_t place) const {
    const auto group = static_cast<size_t>(sheet.group[static_cast<size_t>(place)]);
    return sheet.begin[group + 1] - sheet.begin[group] < problem_.usual;
  }
  void change_small(int32_t person, int32_t by) {
    int32_t& small = small_[static_cast<size_t>(person)];
    uneven_ -= int64_t{small} * small;
    small += by;
    uneven_ += int64_t{small} * small;
  }
  int64_t least_uneven() const;
  bool repeats_at(const Sheet& sheet, int32_t place) const;
  int64_t change_of(const Sheet& sheet, int32_t i, int32_t j) const;
  int64_t worth_around(int32_t round, int32_t i, int32_t j) const;
  void exchange(int32_t round, int32_t i, int32_t j);
  bool exchange_in_all(int32_t a, int32_t b);
  bool anneal(const Cooling& cooling, int64_t looks);
  void keep_best() {
    if (cost_ >= best_cost_) return;
    best_cost_ = cost_;
    best_ = sheets_;
  }

  const RoundsProblem& problem_;
  OpenRounds open_;
  Past past_;
  Random random_;
  std::vector<Sheet> sheets_;      // by round, the closed ones too
  std::vector<int32_t> place_;     // by person and round
  std::vector<int32_t> group_of_;  // by person and round
  std::vector<uint16_t> counts_;   // people², or none
  std::vector<int32_t> repeats_;   // by person: meetings of two who had met
  std::vector<int32_t> clashing_;  // who has any
  std::vector<int32_t> at_;        // in clashing_, or -1
  int64_t cost_ = 0;               // of all meetings: how often the two had met before
  int64_t unfair_ = 0;             // sum of squares of repeats_
  std::vector<int32_t> small_;     // by person: times in a group that is smaller than usual
  int64_t uneven_ = 0;             // sum of squares of small_
  std::vector<Sheet> best_;
  int64_t best_cost_ = INT64_MAX;
};

void RoundSearch::read(const RoundPlan& plan) {
  for (int32_t r = 0; r < open_.end; ++r) {
    Sheet& sheet = sheets_.emplace_back();
    sheet.begin = {0};
    for (const std::vector<int32_t>& group : plan[static_cast<size_t>(r)]) {
      sheet.person.insert(sheet.person.end(), group.begin(), group.end());
      sheet.group.insert(sheet.group.end(), group.size(),
                         static_cast<int32_t>(sheet.begin.size()) - 1);
      sheet.begin.push_back(static_cast<int32_t>(sheet.person.size()));
    }
  }
  count_all();
}

void RoundSearch::write(RoundPlan& plan) const {
  for (int32_t r = open_.begin; r < open_.end; ++r) {
    const Sheet& sheet = sheets_[static_cast<size_t>(r)];
    for (size_t g = 0; g + 1 < sheet.begin.size(); ++g) {
      std::vector<int32_t>& group = plan[static_cast<size_t>(r)][g];
      group.assign(sheet.person.begin() + sheet.begin[g],
                   sheet.person.begin() + sheet.begin[g + 1]);
      std::sort(group.begin(), group.end());
    }
  }
}

void RoundSearch::deal() {
  for (int32_t r = open_.begin; r < open_.end; ++r)
    random_.shuffle(std::span<int32_t>(sheets_[static_cast<size_t>(r)].person));
  count_all();
}

void RoundSearch::restore(const std::vector<Sheet>& sheets) {
  sheets_ = sheets;
  count_all();
}

void RoundSearch::count_all() {
  const auto people = static_cast<size_t>(problem_.people);
  place_.assign(people * static_cast<size_t>(open_.end), kAbsent);
  group_of_.assign(place_.size(), kAbsent);
  repeats_.assign(people, 0);
  at_.assign(people, -1);
  clashing_.clear();
  small_.assign(people, 0);
  cost_ = unfair_ = uneven_ = 0;
  if (problem_.people <= kMostCounted) {
    counts_.assign(people * people, 0);
    for (int32_t a = 0; a < problem_.people; ++a) {
      for (uint32_t i = past_.lists.begin[static_cast<size_t>(a)];
           i < past_.lists.begin[static_cast<size_t>(a) + 1]; ++i)
        counts_[pair(a, past_.lists.other[i])] = static_cast<uint16_t>(past_.times[i]);
    }
  }
  for (int32_t r = 0; r < open_.end; ++r) {
    const Sheet& sheet = sheets_[static_cast<size_t>(r)];
    for (size_t place = 0; place < sheet.person.size(); ++place) {
      const int32_t a = sheet.person[place];
      const int32_t group = sheet.group[place];
      for (auto other = static_cast<size_t>(sheet.begin[static_cast<size_t>(group)]); other < place;
           ++other)
        meet(a, sheet.person[other]);
      put(r, static_cast<int32_t>(place), a);
      if (is_small(sheet, static_cast<int32_t>(place))) change_small(a, 1);
    }
  }
}

void RoundSearch::put(int32_t round, int32_t place, int32_t person) {
  Sheet& sheet = sheets_[static_cast<size_t>(round)];
  sheet.person[static_cast<size_t>(place)] = person;
  place_[cell(person, round)] = place;
  group_of_[cell(person, round)] = sheet.group[static_cast<size_t>(place)];
}

void RoundSearch::change_repeats(int32_t person, int32_t by) {
  int32_t& repeats = repeats_[static_cast<size_t>(person)];
  int32_t& at = at_[static_cast<size_t>(person)];
  unfair_ -= int64_t{repeats} * repeats;
  repeats += by;
  unfair_ += int64_t{repeats} * repeats;
  if (repeats > 0 && at < 0) {
    at = static_cast<int32_t>(clashing_.size());
    clashing_.push_back(person);
  } else if (repeats == 0 && at >= 0) {
    const int32_t last = clashing_.back();
    clashing_[static_cast<size_t>(at)] = last;
    at_[static_cast<size_t>(last)] = at;
    clashing_.pop_back();
    at = -1;
  }
}

// REQUIRES: the two are not yet counted as being in one group.
void RoundSearch::meet(int32_t a, int32_t b) {
  const int32_t times = met(a, b);
  cost_ += times;
  if (times > 0) {
    change_repeats(a, 1);
    change_repeats(b, 1);
  }
  if (counts_.empty()) return;
  ++counts_[pair(a, b)];
  ++counts_[pair(b, a)];
}

// REQUIRES: the two are no longer counted as being in one group, but for counts_.
void RoundSearch::part(int32_t a, int32_t b) {
  if (!counts_.empty()) {
    --counts_[pair(a, b)];
    --counts_[pair(b, a)];
  }
  const int32_t times = met(a, b);
  cost_ -= times;
  if (times == 0) return;
  change_repeats(a, -1);
  change_repeats(b, -1);
}

bool RoundSearch::repeats_at(const Sheet& sheet, int32_t place) const {
  const auto group = static_cast<size_t>(sheet.group[static_cast<size_t>(place)]);
  const int32_t a = sheet.person[static_cast<size_t>(place)];
  for (int32_t other = sheet.begin[group]; other < sheet.begin[group + 1]; ++other) {
    if (other != place && met(a, sheet.person[static_cast<size_t>(other)]) > 1) return true;
  }
  return false;
}

// What the cost grows by when the people at two places of different groups are exchanged.
int64_t RoundSearch::change_of(const Sheet& sheet, int32_t i, int32_t j) const {
  const int32_t a = sheet.person[static_cast<size_t>(i)];
  const int32_t b = sheet.person[static_cast<size_t>(j)];
  const auto one = static_cast<size_t>(sheet.group[static_cast<size_t>(i)]);
  const auto other = static_cast<size_t>(sheet.group[static_cast<size_t>(j)]);
  int64_t change = 0;
  for (int32_t k = sheet.begin[one]; k < sheet.begin[one + 1]; ++k) {
    if (k == i) continue;
    const int32_t x = sheet.person[static_cast<size_t>(k)];
    change += met(b, x) - (met(a, x) - 1);
  }
  for (int32_t k = sheet.begin[other]; k < sheet.begin[other + 1]; ++k) {
    if (k == j) continue;
    const int32_t y = sheet.person[static_cast<size_t>(k)];
    change += met(a, y) - (met(b, y) - 1);
  }
  return change;
}

// Of the meetings that the people at two places of different groups have there.
int64_t RoundSearch::worth_around(int32_t round, int32_t i, int32_t j) const {
  const Sheet& sheet = sheets_[static_cast<size_t>(round)];
  int64_t worth = 0;
  for (const int32_t place : {i, j}) {
    const auto group = static_cast<size_t>(sheet.group[static_cast<size_t>(place)]);
    for (int32_t k = sheet.begin[group]; k < sheet.begin[group + 1]; ++k) {
      if (k == place) continue;
      worth += problem_.worth(sheet.person[static_cast<size_t>(place)],
                              sheet.person[static_cast<size_t>(k)]);
    }
  }
  return worth;
}

void RoundSearch::exchange(int32_t round, int32_t i, int32_t j) {
  Sheet& sheet = sheets_[static_cast<size_t>(round)];
  const int32_t a = sheet.person[static_cast<size_t>(i)];
  const int32_t b = sheet.person[static_cast<size_t>(j)];
  const auto with_others = [&](int32_t place, int32_t person, const auto& change) {
    const auto group = static_cast<size_t>(sheet.group[static_cast<size_t>(place)]);
    for (int32_t k = sheet.begin[group]; k < sheet.begin[group + 1]; ++k) {
      if (k != place) change(person, sheet.person[static_cast<size_t>(k)]);
    }
  };
  // Meanwhile the two are nowhere.
  group_of_[cell(a, round)] = group_of_[cell(b, round)] = kAbsent;
  with_others(i, a, [&](int32_t x, int32_t y) { part(x, y); });
  with_others(j, b, [&](int32_t x, int32_t y) { part(x, y); });
  with_others(i, b, [&](int32_t x, int32_t y) { meet(x, y); });
  with_others(j, a, [&](int32_t x, int32_t y) { meet(x, y); });
  const int32_t smaller = (is_small(sheet, j) ? 1 : 0) - (is_small(sheet, i) ? 1 : 0);
  if (smaller != 0) {
    change_small(a, smaller);
    change_small(b, -smaller);
  }
  put(round, i, b);
  put(round, j, a);
}

// If everybody could be in a small group as often as anybody else, but for once.
int64_t RoundSearch::least_uneven() const {
  int64_t times = 0;
  for (const int32_t small : small_) times += small;
  const auto people = std::max<int64_t>(static_cast<int64_t>(small_.size()), 1);
  const int64_t each = times / people;
  const int64_t once_more = times % people;
  return (people - once_more) * each * each + once_more * (each + 1) * (each + 1);
}

bool RoundSearch::anneal(const Cooling& cooling, int64_t looks) {
  const auto rounds = static_cast<uint32_t>(open_.end - open_.begin);
  for (int64_t look = 0; look < looks && cost_ > 0; ++look) {
    const int32_t a = clashing_[random_.roughly(static_cast<uint32_t>(clashing_.size()))];
    const int32_t round = open_.begin + static_cast<int32_t>(random_.roughly(rounds));
    const int32_t i = place_[cell(a, round)];
    if (i == kAbsent) continue;
    const Sheet& sheet = sheets_[static_cast<size_t>(round)];
    const auto j =
        static_cast<int32_t>(random_.roughly(static_cast<uint32_t>(sheet.person.size())));
    if (sheet.group[static_cast<size_t>(i)] == sheet.group[static_cast<size_t>(j)]) continue;
    if (!repeats_at(sheet, i)) continue;
    const int64_t change = change_of(sheet, i, j);
    if (!cooling.takes(change, random_)) continue;
    if (change > 0) keep_best();
    exchange(round, i, j);
  }
  keep_best();
  return cost_ == 0;
}

bool RoundSearch::search(int64_t& work, const std::function<void(double)>& progress) {
  constexpr std::array<Cooling, 4> kCoolings = {Cooling(0.25), Cooling(0.2), Cooling(0.3),
                                                Cooling(0.16)};
  const int64_t all = work;
  int64_t looks = 200'000;
  keep_best();
  for (size_t step = 0; work > 0 && best_cost_ > 0; ++step) {
    const int64_t now = std::min(looks, work);
    if (step > 0 && step % kCoolings.size() == 0) {
      deal();
      looks *= 2;
    }
    work -= now;
    anneal(kCoolings[step % kCoolings.size()], now);
    if (progress) progress(1.0 - static_cast<double>(work) / static_cast<double>(all));
  }
  restore(best_);
  return best_cost_ == 0;
}

// The two take each other's place in every open round in which both take part.
bool RoundSearch::exchange_in_all(int32_t a, int32_t b) {
  bool changed = false;
  for (int32_t r = open_.begin; r < open_.end; ++r) {
    const int32_t i = place_[cell(a, r)];
    const int32_t j = place_[cell(b, r)];
    if (i == kAbsent || j == kAbsent || group_of_[cell(a, r)] == group_of_[cell(b, r)]) continue;
    exchange(r, i, j);
    changed = true;
  }
  return changed;
}

void RoundSearch::polish(int64_t work) {
  const auto rounds = static_cast<uint32_t>(open_.end - open_.begin);
  const bool has_worth = static_cast<bool>(problem_.worth);
  const int64_t even = least_uneven();
  const auto is_done = [&] { return cost_ == 0 && uneven_ == even && !has_worth; };
  if (rounds == 0 || problem_.people == 0 || is_done()) return;
  const auto people = static_cast<uint32_t>(problem_.people);
  const auto worth_of_all = [&](int32_t a, int32_t b) {
    int64_t worth = 0;
    for (int32_t r = open_.begin; r < open_.end; ++r) {
      const int32_t i = place_[cell(a, r)];
      const int32_t j = place_[cell(b, r)];
      if (i == kAbsent || j == kAbsent || group_of_[cell(a, r)] == group_of_[cell(b, r)]) continue;
      worth += worth_around(r, i, j);
    }
    return worth;
  };
  // Whether the state is better than it was, or as good and not tried for its own sake.
  const auto better = [&](int64_t cost, int64_t uneven, int64_t unfair, int64_t gain) {
    if (cost_ != cost) return cost_ < cost;
    if (uneven_ != uneven) return uneven_ < uneven;
    if (unfair_ != unfair) return unfair_ < unfair;
    return gain >= 0;
  };
  while (work > 0 && !is_done()) {
    const int64_t cost = cost_;
    const int64_t uneven = uneven_;
    const int64_t unfair = unfair_;
    if (has_worth && random_.roughly(4) == 0) {
      work -= rounds;
      const auto a = static_cast<int32_t>(random_.roughly(people));
      const auto b = static_cast<int32_t>(random_.roughly(people));
      if (a == b) continue;
      const int64_t before = worth_of_all(a, b);
      if (!exchange_in_all(a, b)) continue;
      if (!better(cost, uneven, unfair, worth_of_all(a, b) - before)) exchange_in_all(a, b);
      continue;
    }
    --work;
    const bool others = has_worth || uneven_ != even;
    const bool clashing = !clashing_.empty() && (!others || random_.roughly(2) == 0);
    const int32_t a = clashing ? clashing_[random_.roughly(static_cast<uint32_t>(clashing_.size()))]
                               : static_cast<int32_t>(random_.roughly(people));
    const int32_t round = open_.begin + static_cast<int32_t>(random_.roughly(rounds));
    const int32_t i = place_[cell(a, round)];
    if (i == kAbsent) continue;
    const Sheet& sheet = sheets_[static_cast<size_t>(round)];
    const auto j =
        static_cast<int32_t>(random_.roughly(static_cast<uint32_t>(sheet.person.size())));
    if (sheet.group[static_cast<size_t>(i)] == sheet.group[static_cast<size_t>(j)]) continue;
    if (change_of(sheet, i, j) > 0) continue;
    const int64_t before = has_worth ? worth_around(round, i, j) : 0;
    exchange(round, i, j);
    const int64_t gain = has_worth ? worth_around(round, i, j) - before : 0;
    if (!better(cost, uneven, unfair, gain)) exchange(round, i, j);
  }
}

}  // namespace

bool search_rounds(const RoundsProblem& problem, OpenRounds open, RoundPlan& plan, int64_t& work,
                   Random random, const std::function<void(double done)>& progress) {
  RoundSearch search(problem, open, plan, random);
  const bool clean = search.search(work, progress);
  search.write(plan);
  return clean;
}

void polish_rounds(const RoundsProblem& problem, OpenRounds open, RoundPlan& plan, int64_t work,
                   Random random) {
  RoundSearch search(problem, open, plan, random);
  search.polish(work);
  search.write(plan);
}

}  // namespace weft::solve
