#include "outcome/measure.h"

#include <algorithm>
#include <map>

#include "base/random.h"

namespace weft {
namespace {

constexpr size_t kMeetsLabels = 16;
constexpr int64_t kAllPairs = 4'000'000;
constexpr int64_t kSampledPairs = 200'000;  // their mean is within a few thousandths

std::vector<int32_t> participants_by_person(const Roster& roster, const Fit& fit) {
  std::vector<int32_t> participant(roster.people(), -1);
  for (int32_t i = 0; i < fit.size(); ++i) participant[static_cast<size_t>(fit.person(i))] = i;
  return participant;
}

// Who meets whom in a group: where it has roles, each of the first role everybody else.
template <typename Tell>
void for_each_meeting(const Shape& shape, const PlannedGroup& group, Tell tell) {
  const size_t size = group.people.size();
  for (size_t i = 0; i < (shape.directed() ? std::min(size, group.leads) : size); ++i) {
    for (size_t j = i + 1; j < size; ++j) tell(i, j);
  }
}

// Mean value of an admissible pair: all of them where they can be counted, else a seeded sample. It
// is the expectation of a random pairing among admissible pairs. `roles` as in Plan.
int64_t random_pair_value(const Fit& fit, const std::vector<uint8_t>& roles, uint64_t seed) {
  int64_t sum = 0;
  int64_t pairs = 0;
  const auto add_pair = [&](int32_t a, int32_t b) {
    if (!fit.admissible(a, b)) return;
    sum += fit.value(a, b);
    ++pairs;
  };
  const auto add = [&](int32_t a, int32_t b) {
    if (roles.empty()) {
      add_pair(a, b);
      return;
    }
    const uint8_t of_a = roles[static_cast<size_t>(a)];
    const uint8_t of_b = roles[static_cast<size_t>(b)];
    if ((of_a & 1) != 0 && (of_b & 2) != 0) add_pair(a, b);
    if ((of_b & 1) != 0 && (of_a & 2) != 0) add_pair(b, a);
  };
  const int64_t n = fit.size();
  if (n * (n - 1) / 2 <= kAllPairs) {
    for (int32_t a = 0; a < fit.size(); ++a) {
      for (int32_t b = a + 1; b < fit.size(); ++b) add(a, b);
    }
  } else {
    Random random = Random(seed).fork(0x72616e64);
    for (int64_t i = 0; i < kSampledPairs; ++i) {
      const auto a = static_cast<int32_t>(random.below(static_cast<uint64_t>(n)));
      const auto b = static_cast<int32_t>(random.below(static_cast<uint64_t>(n)));
      if (a != b) add(a, b);
    }
  }
  return pairs == 0 ? 0 : sum / pairs;
}

bool is_grouping(Role role) {
  return role == Role::kDepartment || role == Role::kTeam || role == Role::kSite ||
         role == Role::kCountry;
}

// With one value held by more than half of the people, only the others can mix with it.
int64_t largest_across(const std::vector<int64_t>& holders, int64_t people, int64_t groups) {
  const int64_t most = holders.empty() ? 0 : *std::max_element(holders.begin(), holders.end());
  return std::min(groups, people - most);
}

}  // namespace

int64_t group_value(const Fit& fit, const std::vector<int32_t>& participants) {
  int64_t sum = 0;
  int64_t pairs = 0;
  for (size_t i = 0; i < participants.size(); ++i) {
    for (size_t j = i + 1; j < participants.size(); ++j, ++pairs) {
      sum += fit.value(participants[i], participants[j]);
    }
  }
  return pairs == 0 ? 0 : sum / pairs;
}

Measured measure(const Roster& roster, const Program& program, const Fit& fit, const Plan& plan,
                 uint64_t seed) {
  Measured result;
  Measures& measures = result.measures;
  const std::vector<int32_t> participant = participants_by_person(roster, fit);
  const auto groups = static_cast<int64_t>(plan.groups.size());

  std::map<int64_t, int64_t> sizes;
  std::vector<int64_t> value_of(roster.people(), -1);  // of the group the person is in
  std::vector<int64_t> best_of(roster.people(), fit.full_value());
  std::vector<bool> grouped(roster.people(), false);
  measures.criteria.resize(program.criteria.size());
  for (size_t i = 0; i < program.criteria.size(); ++i) measures.criteria[i].criterion = i;
  const Shape& shape = program.shape;
  const bool by_mean = shape.worth == Shape::Worth::kPairMean;
  int64_t all_pairs = 0;
  std::vector<int32_t> members;
  for (const PlannedGroup& group : plan.groups) {
    const bool of_whole = shape.worth == Shape::Worth::kOwn && !group.points.empty();
    members.clear();
    for (const int32_t person : group.people)
      members.push_back(participant[static_cast<size_t>(person)]);
    const auto pairs =
        static_cast<int64_t>(shape.directed() ? std::max<size_t>(members.size(), 1) - 1
                                              : members.size() * (members.size() - 1) / 2);
    all_pairs += pairs;
    // As group_value(), with the points of every criterion looked at once.
    int64_t sum = 0;
    for (size_t c = 0; c < program.criteria.size(); ++c) {
      int64_t points = 0;
      for_each_pair(shape, members.size(),
                    [&](size_t i, size_t j) { points += fit.points(c, members[i], members[j]); });
      sum += program.criteria[c].weight * points;
      if (of_whole) {
        measures.criteria[c].points += group.points[c];
        measures.criteria[c].of += Criterion::kFull;
        continue;
      }
      const int64_t part = !by_mean ? points : pairs == 0 ? 0 : points / pairs;
      measures.criteria[c].points += part;
      measures.criteria[c].of += Criterion::kFull * (by_mean ? 1 : pairs);
    }
    const bool own = shape.worth == Shape::Worth::kOwn;
    const int64_t value = own ? group.value : !by_mean ? sum : pairs == 0 ? 0 : sum / pairs;
    const int64_t best = own ? group.of : fit.full_value() * (by_mean ? 1 : pairs);
    result.group_values.push_back(value);
    result.group_best.push_back(best);
    result.certificate.value += value;
    result.certificate.best += best;
    ++sizes[static_cast<int64_t>(members.size())];
    for (const int32_t person : group.people) {
      const auto i = static_cast<size_t>(person);
      measures.matched += value_of[i] < 0 ? 1 : 0;
      grouped[i] = true;
      value_of[i] = by_mean || own ? value : value / std::max<int64_t>(pairs, 1);
      if (own) best_of[i] = best;
    }
    for_each_meeting(shape, group, [&](size_t i, size_t j) {
      if (fit.last_meeting(members[i], members[j]) == nullptr) return;
      ++measures.repeats;
      measures.repeated.resize(roster.people(), 0);
      for (const size_t one : {i, j}) ++measures.repeated[static_cast<size_t>(group.people[one])];
    });
  }
  if (!plan.satisfaction.empty()) {
    value_of = plan.satisfaction;
    best_of.assign(roster.people(), Criterion::kFull);
  }
  // Who has no role is asked nothing.
  measures.taking_part = shape.directed() ? std::count_if(plan.roles.begin(), plan.roles.end(),
                                                          [](uint8_t roles) { return roles != 0; })
                                          : fit.size();
  measures.sizes.assign(sizes.begin(), sizes.end());
  if (!result.group_values.empty()) {
    measures.worst_value =
        *std::min_element(result.group_values.begin(), result.group_values.end());
    measures.worst_groups =
        std::count(result.group_values.begin(), result.group_values.end(), measures.worst_value);
  }

  for (const Column& column : roster.columns) {
    const bool grouping = is_grouping(column.role);
    if (!grouping && column.role != Role::kGender) continue;
    std::vector<int64_t> people(column.values.size(), 0);
    std::vector<int64_t> sum(column.values.size(), 0);
    std::vector<int64_t> best(column.values.size(), 0);
    std::vector<int64_t> holders(column.values.size(), 0);
    for (const int32_t person : fit.people()) {
      const auto i = static_cast<size_t>(person);
      holders[column.codes[i]] += grouped[i] ? 1 : 0;
      if (value_of[i] < 0) continue;
      ++people[column.codes[i]];
      sum[column.codes[i]] += value_of[i];
      best[column.codes[i]] += best_of[i];
    }
    std::vector<uint32_t> order;
    for (uint32_t value = 0; value < column.values.size(); ++value) {
      if (people[value] > 0) order.push_back(value);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return people[a] > people[b]; });
    Fairness fairness{column.header, {}, 0};
    for (const uint32_t value : order) {
      if (people[value] < kSmallestCell) {
        ++fairness.suppressed;
      } else {
        fairness.cells.push_back({std::string(column.values[value]), people[value],
                                  sum[value] / people[value], best[value] / people[value]});
      }
    }
    if (column.role != Role::kTeam) measures.fairness.push_back(std::move(fairness));
    if (!grouping) continue;

    Across across{column.header, 0, groups, largest_across(holders, measures.matched, groups)};
    const size_t shown = std::min(order.size(), kMeetsLabels);
    std::vector<size_t> label(column.values.size(), shown);
    for (size_t i = 0; i < shown; ++i) label[order[i]] = i;
    std::vector<std::vector<int64_t>> matrix(shown, std::vector<int64_t>(shown, 0));
    for (const PlannedGroup& group : plan.groups) {
      bool mixed = false;
      for_each_meeting(shape, group, [&](size_t i, size_t j) {
        const uint32_t a = column.codes[static_cast<size_t>(group.people[i])];
        const uint32_t b = column.codes[static_cast<size_t>(group.people[j])];
        mixed |= a != b;
        if (label[a] == shown || label[b] == shown) return;
        ++matrix[label[a]][label[b]];
        if (label[a] != label[b]) ++matrix[label[b]][label[a]];
      });
      across.groups += mixed ? 1 : 0;
    }
    measures.across.push_back(std::move(across));
    if (measures.meets.column.empty() || column.role == Role::kDepartment) {
      measures.meets = {column.header, {}, std::move(matrix)};
      for (size_t i = 0; i < shown; ++i)
        measures.meets.labels.emplace_back(column.values[order[i]]);
    }
  }

  Certificate& certificate = result.certificate;
  certificate.best = plan.best.value_or(certificate.best);
  certificate.bound = plan.proven_bound ? plan.bound : certificate.best;
  certificate.proof = !plan.proven_bound                       ? Proof::kNone
                      : certificate.value == certificate.bound ? Proof::kOptimal
                                                               : Proof::kBounded;
  if (plan.worst) {
    certificate.worst = plan.worst;
    certificate.proof = plan.worst->leximin && measures.worst_value == plan.worst->bound
                            ? Proof::kOptimal
                            : Proof::kBounded;
  }
  if (plan.without_serendipity)
    certificate.given_up = *plan.without_serendipity - certificate.value;
  certificate.random = plan.random.value_or(0) + (shape.worth == Shape::Worth::kOwn
                                                      ? 0
                                                      : random_pair_value(fit, plan.roles, seed) *
                                                            (by_mean ? groups : all_pairs));
  return result;
}

namespace {

void add(const Certificate& round, Certificate& sum) {
  sum.value += round.value;
  sum.bound += round.bound;
  sum.random += round.random;
  sum.best += round.best;
  if (round.proof == Proof::kNone) sum.proof = Proof::kNone;
  if (round.worst && sum.worst) sum.worst->bound = std::min(sum.worst->bound, round.worst->bound);
  if (round.given_up) sum.given_up = sum.given_up.value_or(0) + *round.given_up;
}

void add(const std::vector<Fairness>& round, std::vector<Fairness>& sum) {
  for (size_t i = 0; i < sum.size(); ++i) {
    sum[i].suppressed = std::max(sum[i].suppressed, round[i].suppressed);
    for (const FairnessCell& cell : round[i].cells) {
      const auto known =
          std::find_if(sum[i].cells.begin(), sum[i].cells.end(),
                       [&](const FairnessCell& other) { return other.value == cell.value; });
      if (known == sum[i].cells.end()) {
        sum[i].cells.push_back(cell);
        continue;
      }
      const int64_t people = known->people + cell.people;
      known->points = (known->points * known->people + cell.points * cell.people) / people;
      known->of = (known->of * known->people + cell.of * cell.people) / people;
      known->people = people;
    }
  }
}

void add(const Meets& round, Meets& sum) {
  const auto place = [&](const std::string& label) {
    return static_cast<size_t>(std::find(sum.labels.begin(), sum.labels.end(), label) -
                               sum.labels.begin());
  };
  for (size_t i = 0; i < round.labels.size(); ++i) {
    for (size_t j = 0; j < round.labels.size(); ++j) {
      const size_t a = place(round.labels[i]);
      const size_t b = place(round.labels[j]);
      if (a < sum.labels.size() && b < sum.labels.size()) sum.matrix[a][b] += round.matrix[i][j];
    }
  }
}

void add(const Measures& round, Measures& sum) {
  sum.matched += round.matched;
  sum.taking_part += round.taking_part;
  std::map<int64_t, int64_t> sizes(sum.sizes.begin(), sum.sizes.end());
  for (const auto& [size, groups] : round.sizes) sizes[size] += groups;
  sum.sizes.assign(sizes.begin(), sizes.end());
  for (size_t i = 0; i < sum.across.size(); ++i) {
    sum.across[i].groups += round.across[i].groups;
    sum.across[i].of += round.across[i].of;
    sum.across[i].largest += round.across[i].largest;
  }
  for (size_t i = 0; i < sum.criteria.size(); ++i) {
    sum.criteria[i].points += round.criteria[i].points;
    sum.criteria[i].of += round.criteria[i].of;
  }
  if (round.worst_groups > 0) {
    if (sum.worst_groups == 0 || round.worst_value < sum.worst_value) {
      sum.worst_value = round.worst_value;
      sum.worst_groups = 0;
    }
    sum.worst_groups += round.worst_value == sum.worst_value ? round.worst_groups : 0;
  }
  add(round.fairness, sum.fairness);
  sum.repeats += round.repeats;
  sum.repeated.resize(std::max(sum.repeated.size(), round.repeated.size()), 0);
  for (size_t i = 0; i < round.repeated.size(); ++i) sum.repeated[i] += round.repeated[i];
  add(round.meets, sum.meets);
}

}  // namespace

Measured measured_together(const std::vector<const Measured*>& rounds) {
  Measured sum;
  sum.certificate = rounds.front()->certificate;
  sum.measures = rounds.front()->measures;
  for (size_t r = 1; r < rounds.size(); ++r) {
    add(rounds[r]->certificate, sum.certificate);
    add(rounds[r]->measures, sum.measures);
  }
  // So far people are counted in every round they were in.
  for (size_t i = 0; i < sum.measures.fairness.size(); ++i) {
    for (FairnessCell& cell : sum.measures.fairness[i].cells) {
      cell.people = 0;
      for (const Measured* const round : rounds) {
        for (const FairnessCell& other : round->measures.fairness[i].cells)
          if (other.value == cell.value) cell.people = std::max(cell.people, other.people);
      }
    }
  }
  Certificate& certificate = sum.certificate;
  if (rounds.size() > 1 && certificate.proof != Proof::kNone) {
    certificate.proof = !certificate.worst && certificate.value == certificate.bound
                            ? Proof::kOptimal
                            : Proof::kBounded;
  }
  return sum;
}

}  // namespace weft
