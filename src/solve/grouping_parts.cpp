#include "solve/grouping_parts.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "solve/grouping_state.h"

namespace weft::solve {
namespace {

constexpr int32_t kLines = 4;  // searches of the whole
constexpr int32_t kLeastBlockGroups = 8;
constexpr int32_t kFewUnits = 20;  // may be solved exactly
constexpr int kDeals = 2;          // that groups are dealt into blocks
constexpr int64_t kFirstShare =
    40;  // one part in so many of the work: the search of the whole before

uint64_t seed_of(Random random, uint64_t stream) { return random.fork(stream).next() >> 11; }

int32_t count_units(const GroupingProblem& problem) {
  const std::vector<int32_t> unit = units_of(problem);
  int32_t units = 0;
  for (int32_t e = 0; e < problem.elements; ++e) units += unit[static_cast<size_t>(e)] == e ? 1 : 0;
  return units;
}

bool is_enough(const GroupingWorth& worth, int64_t enough, bool worst_first) {
  return !worst_first && worth.broken == 0 && worth.value >= enough;
}

// The groups of a problem in blocks, each a problem of its own with the elements that are in them.
class Blocks {
 public:
  // The block of each group, and the group of each element.
  Blocks(const GroupingProblem& whole, const std::vector<int32_t>& block_of, int32_t count,
         const std::vector<int32_t>& group)
      : whole_(whole), elements_(static_cast<size_t>(count)), groups_(static_cast<size_t>(count)) {
    for (size_t g = 0; g < block_of.size(); ++g) {
      std::vector<int32_t>& groups = groups_[static_cast<size_t>(block_of[g])];
      group_place_.push_back({block_of[g], static_cast<int32_t>(groups.size())});
      groups.push_back(static_cast<int32_t>(g));
    }
    starts_.resize(groups_.size());
    for (size_t e = 0; e < group.size(); ++e) {
      const Place of_group = group_place_[static_cast<size_t>(group[e])];
      std::vector<int32_t>& elements = elements_[static_cast<size_t>(of_group.block)];
      place_.push_back({of_group.block, static_cast<int32_t>(elements.size())});
      elements.push_back(static_cast<int32_t>(e));
      starts_[static_cast<size_t>(of_group.block)].push_back(of_group.at);
    }
    for (size_t b = 0; b < groups_.size(); ++b)
      problems_.push_back(std::make_shared<GroupingProblem>());
    add_sizes();
    add_criteria();
    add_rules();
  }

  size_t size() const { return problems_.size(); }
  std::shared_ptr<const GroupingProblem> problem(size_t block) const { return problems_[block]; }
  const std::vector<int32_t>& start(size_t block) const { return starts_[block]; }

  // What a block has found, into the groups of all elements.
  void take(size_t block, const std::vector<int32_t>& found, std::vector<int32_t>& group) const {
    for (size_t i = 0; i < found.size(); ++i) {
      group[static_cast<size_t>(elements_[block][i])] =
          groups_[block][static_cast<size_t>(found[i])];
    }
  }

 private:
  struct Place {
    int32_t block;
    int32_t at;  // within it
  };
  Place place(int32_t element) const { return place_[static_cast<size_t>(element)]; }
  GroupingProblem& at(int32_t block) { return *problems_[static_cast<size_t>(block)]; }

  void add_sizes() {
    for (size_t b = 0; b < size(); ++b) {
      GroupingProblem& problem = *problems_[b];
      problem.elements = static_cast<int32_t>(elements_[b].size());
      problem.worst_first = whole_.worst_first;
      for (const int32_t g : groups_[b])
        problem.sizes.push_back(whole_.sizes[static_cast<size_t>(g)]);
      for (const int32_t e : elements_[b]) {
        if (!whole_.pinned.empty()) {
          const int32_t pin = whole_.pinned[static_cast<size_t>(e)];
          problem.pinned.push_back(pin < 0 ? -1 : group_place_[static_cast<size_t>(pin)].at);
        }
        for (size_t i = 0; !whole_.places.empty() && i < groups_[b].size(); ++i) {
          problem.places.push_back(whole_.places[static_cast<size_t>(e) * whole_.sizes.size() +
                                                 static_cast<size_t>(groups_[b][i])]);
        }
      }
    }
  }

  void add_criteria() {
    for (size_t b = 0; b < size(); ++b) {
      GroupingProblem& problem = *problems_[b];
      problem.most_of_pair = whole_.most_of_pair;
      problem.pair_share = whole_.pair_share;
      if (whole_.pair) {
        problem.pair = [&of = whole_.pair, elements = elements_[b]](int32_t one, int32_t two) {
          return of(elements[static_cast<size_t>(one)], elements[static_cast<size_t>(two)]);
        };
      }
      for (const BalanceCriterion& criterion : whole_.balances) {
        BalanceCriterion& balance = problem.balances.emplace_back();
        balance.full = criterion.full;
        balance.range = criterion.range;
        balance.all = {
            std::accumulate(criterion.numbers.begin(), criterion.numbers.end(), int64_t{0}),
            static_cast<int64_t>(criterion.numbers.size())};
        for (const int32_t e : elements_[b])
          balance.numbers.push_back(criterion.numbers[static_cast<size_t>(e)]);
      }
    }
    for (const CountCriterion& criterion : whole_.counts) {
      for (const auto& problem : problems_) {
        problem->counts.push_back(
            {std::vector<std::vector<int32_t>>(criterion.holders.size()), criterion.points});
      }
      for (size_t value = 0; value < criterion.holders.size(); ++value) {
        for (const int32_t e : criterion.holders[value])
          at(place(e).block).counts.back().holders[value].push_back(place(e).at);
      }
    }
  }

  void add_rules() {
    for (const CountRule& rule : whole_.rules) {
      std::vector<std::vector<int32_t>> only(size());
      for (const int32_t g : rule.groups) {
        const Place of_group = group_place_[static_cast<size_t>(g)];
        only[static_cast<size_t>(of_group.block)].push_back(of_group.at);
      }
      std::vector<CountRule*> of_block(size(), nullptr);
      for (size_t b = 0; b < size(); ++b) {
        // No groups would be all groups.
        if (!rule.groups.empty() && only[b].empty()) continue;
        problems_[b]->rules.push_back({{}, rule.broken, std::move(only[b])});
        of_block[b] = &problems_[b]->rules.back();
      }
      for (const int32_t e : rule.holders) {
        if (CountRule* own = of_block[static_cast<size_t>(place(e).block)])
          own->holders.push_back(place(e).at);
      }
    }
    for (const auto& [a, b] : whole_.apart) {
      if (place(a).block == place(b).block)
        at(place(a).block).apart.emplace_back(place(a).at, place(b).at);
    }
    for (const std::vector<int32_t>& cluster : whole_.together) {
      if (cluster.empty()) continue;
      std::vector<int32_t>& own = at(place(cluster[0]).block).together.emplace_back();
      for (const int32_t e : cluster) own.push_back(place(e).at);
    }
  }

  const GroupingProblem& whole_;
  std::vector<std::vector<int32_t>> elements_;  // of each block
  std::vector<std::vector<int32_t>> groups_;    // of each block
  std::vector<std::vector<int32_t>> starts_;
  std::vector<Place> group_place_;
  std::vector<Place> place_;  // of each element
  std::vector<std::shared_ptr<GroupingProblem>> problems_;
};

class PartsSearch {
 public:
  PartsSearch(const GroupingProblem& problem, const GroupingOptions& options, Random random,
              GroupingRunner& runner, int64_t unit)
      : problem_(problem), options_(options), random_(random), runner_(runner), unit_(unit) {}

  std::optional<Grouping> by_lines() {
    GroupingWave wave;
    wave.unit = unit_;
    // The problem outlives the wave.
    const std::shared_ptr<const GroupingProblem> whole(std::shared_ptr<void>(), &problem_);
    for (int32_t line = 0; line < kLines; ++line) {
      wave.parts.push_back({whole,
                            {},
                            false,
                            options_.budget.work / kLines,
                            options_.enough,
                            seed_of(random_, static_cast<uint64_t>(line))});
    }
    const std::optional<PartGroups> found = runner_.run(wave, options_.progress);
    if (!found) return std::nullopt;
    // The first of equals, and the first that is enough: whoever stops there comes to the same.
    const std::vector<int32_t>* best = nullptr;
    GroupingWorth worth;
    for (const std::vector<int32_t>& group : *found) {
      if (group.empty()) continue;
      GroupingWorth one = grouping_worth(problem_, group);
      if (best != nullptr && !better_grouping(one, worth, problem_.worst_first)) continue;
      worth = std::move(one);
      best = &group;
      if (is_enough(worth, options_.enough, problem_.worst_first)) break;
    }
    return best == nullptr ? Grouping{} : polished(*best);
  }

  std::optional<Grouping> by_blocks(int32_t blocks) {
    GroupingOptions first;
    first.budget.work = options_.budget.work / kFirstShare;
    first.polish = false;
    std::vector<int32_t> group = best_grouping(problem_, first, random_.fork(100)).group;
    if (group.empty()) return Grouping{};
    Random dealing = random_.fork(101);
    for (int round = 0; round < kDeals; ++round) {
      std::vector<int32_t> order(problem_.sizes.size());
      std::iota(order.begin(), order.end(), 0);
      dealing.shuffle(std::span<int32_t>(order));
      std::vector<int32_t> block_of(order.size());
      for (size_t i = 0; i < order.size(); ++i)
        block_of[static_cast<size_t>(order[i])] = static_cast<int32_t>(i) % blocks;
      const Blocks parts(problem_, block_of, blocks, group);
      GroupingWave wave{{},
                        GroupingWave::Counts::kAll,
                        kAllSpent * round / kDeals,
                        kAllSpent * (round + 1) / kDeals,
                        unit_};
      for (size_t b = 0; b < parts.size(); ++b) {
        wave.parts.push_back({parts.problem(b), parts.start(b), round > 0,
                              options_.budget.work / kDeals / blocks, INT64_MAX,
                              seed_of(random_, 200 + static_cast<uint64_t>(round) * 1000 + b)});
      }
      const std::optional<PartGroups> found = runner_.run(wave, options_.progress);
      if (!found) return std::nullopt;
      for (size_t b = 0; b < parts.size(); ++b) parts.take(b, (*found)[b], group);
    }
    if (problem_.worst_first) return polished(std::move(group));
    Grouping grouping;
    grouping.worth = grouping_worth(problem_, group);
    grouping.group = std::move(group);
    return grouping;
  }

 private:
  Grouping polished(std::vector<int32_t> group) const {
    GroupingOptions last;
    last.start = std::move(group);
    last.enough = options_.enough;
    return best_grouping(problem_, last, random_.fork(102));
  }

  const GroupingProblem& problem_;
  const GroupingOptions& options_;
  Random random_;
  GroupingRunner& runner_;
  int64_t unit_;
};

// What all parts come to while they are searched one after the other.
class PartsProgress {
 public:
  explicit PartsProgress(const GroupingWave& wave) : wave_(wave) {
    if (wave.counts == GroupingWave::Counts::kBest) return;
    for (const GroupingPart& part : wave.parts) {
      const GroupingWorth worth = grouping_worth(*part.problem, part.start);
      reached_.push_back({0, worth.broken, worth.value, worth.smallest});
    }
  }

  GroupingProgress after(size_t part, const GroupingProgress& now) {
    const auto spent = static_cast<int64_t>(part) * kAllSpent + now.spent;
    const auto all = static_cast<int64_t>(wave_.parts.size()) * kAllSpent;
    GroupingProgress joined = {wave_.from + (wave_.to - wave_.from) * spent / all, 0, 0, INT64_MAX};
    if (wave_.counts == GroupingWave::Counts::kBest) {
      const bool worst_first = wave_.parts[part].problem->worst_first;
      const auto worth = [](const GroupingProgress& of) {
        return GroupingWorth{of.broken, of.value, of.smallest, {}};
      };
      if (reached_.empty() || better_grouping(worth(now), worth(reached_[0]), worst_first))
        reached_.assign(1, now);
    } else {
      reached_[part] = now;
    }
    for (const GroupingProgress& one : reached_) {
      joined.broken += one.broken;
      joined.value += one.value;
      joined.smallest = std::min(joined.smallest, one.smallest);
    }
    return joined;
  }

 private:
  const GroupingWave& wave_;
  std::vector<GroupingProgress> reached_;  // of each part; where the best counts, of that alone
};

}  // namespace

GroupingOptions options_of(const GroupingPart& part) {
  GroupingOptions options;
  options.budget.work = part.work;
  options.start = part.start;
  options.mild = part.mild;
  options.enough = part.enough;
  options.polish = false;
  return options;
}

std::optional<PartGroups> InPlace::run(const GroupingWave& wave,
                                       const GroupingProgressOf& progress) {
  PartGroups found;
  std::unique_ptr<GroupingModel> model;
  // What the parts begin with is only looked at for who is told.
  std::optional<PartsProgress> joined;
  if (progress) joined.emplace(wave);
  for (size_t p = 0; p < wave.parts.size(); ++p) {
    const GroupingPart& part = wave.parts[p];
    if (!model || &model->problem != part.problem.get())
      model = std::make_unique<GroupingModel>(*part.problem);
    GroupingOptions options = options_of(part);
    if (progress) {
      options.progress = [&, p](const GroupingProgress& now) { progress(joined->after(p, now)); };
    }
    found.push_back(best_grouping(*model, options, Random(part.seed)).group);
    // None of the others can be better.
    if (found.back().empty() || part.enough == INT64_MAX) continue;
    if (is_enough(grouping_worth(*part.problem, found.back()), part.enough,
                  part.problem->worst_first)) {
      break;
    }
  }
  return found;
}

std::optional<Grouping> best_grouping_in_parts(const GroupingProblem& problem,
                                               const GroupingOptions& options, Random random,
                                               GroupingRunner& runner, int64_t unit,
                                               const PartsLimits& limits) {
  const int32_t units = count_units(problem);
  if (units <= kFewUnits || options.budget.work < limits.least_work ||
      !sizes_add_up(problem.sizes, problem.elements)) {
    return best_grouping(problem, options, random);
  }
  PartsSearch search(problem, options, random, runner, unit);
  const int32_t blocks = std::min((units + limits.block_units - 1) / limits.block_units,
                                  static_cast<int32_t>(problem.sizes.size()) / kLeastBlockGroups);
  std::optional<Grouping> found =
      units > limits.whole_units && blocks > 1 ? search.by_blocks(blocks) : search.by_lines();
  if (found) found->work = options.budget.work;
  return found;
}

}  // namespace weft::solve
