#include "outcome/measure.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/random.h"

namespace weft {
namespace {

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
// is the expectation of a random pairing among admissible pairs, confidential ones among them: of a
// few people the mean would tell how many they are. `roles` as in Plan.
int64_t random_pair_value(const Fit& fit, const std::vector<uint8_t>& roles, uint64_t seed) {
  int64_t sum = 0;
  int64_t pairs = 0;
  const auto add_pair = [&](int32_t a, int32_t b) {
    if (!fit.openly_admissible(a, b)) return;
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

using PlannedGroups = std::vector<PlannedGroup>;

bool is_grouping(Role role) {
  return role == Role::kDepartment || role == Role::kTeam || role == Role::kSite ||
         role == Role::kCountry;
}

// A mixed group has somebody with another value than the most frequent. Who is in several groups
// mixes each of them, so places are counted, not people.
int64_t largest_across(const Column& column, const PlannedGroups& plan) {
  std::vector<int64_t> holders(column.values.size(), 0);
  int64_t places = 0;
  for (const PlannedGroup& group : plan) {
    for (const int32_t person : group.people) {
      ++holders[column.codes[static_cast<size_t>(person)]];
      ++places;
    }
  }
  const int64_t most = holders.empty() ? 0 : *std::max_element(holders.begin(), holders.end());
  return std::min(static_cast<int64_t>(plan.size()), places - most);
}

bool is_told_by(Role role) { return is_grouping(role) || role == Role::kGender; }

// People who are in groups or got something, by the columns that are told of.
CellTable cells_of(const Roster& roster, const Fit& fit, const std::vector<int64_t>& value_of,
                   const std::vector<int64_t>& best_of) {
  CellTable table;
  std::vector<const Column*> means;
  // Kinds of people by the columns so far, and what becomes of them with one more.
  std::vector<uint32_t> kind(roster.people(), 0);
  for (const Column& column : roster.columns) {
    if (!is_told_by(column.role)) continue;
    CellTable::Column& own = table.columns.emplace_back();
    own.header = column.header;
    own.means = column.role != Role::kTeam;
    std::unordered_map<uint64_t, uint32_t> next;
    for (const int32_t person : fit.people()) {
      const auto i = static_cast<size_t>(person);
      if (value_of[i] < 0) continue;
      ++own.people[column.codes[i]];
      if (!own.means) continue;
      const uint64_t key = uint64_t{kind[i]} << 32 | column.codes[i];
      kind[i] = next.emplace(key, static_cast<uint32_t>(next.size())).first->second;
    }
    for (const auto& [code, people] : own.people) own.names.emplace(code, column.values[code]);
    if (own.means) means.push_back(&column);
  }
  std::vector<CellTable::Sum> sums;
  std::vector<size_t> example;
  for (const int32_t person : fit.people()) {
    const auto i = static_cast<size_t>(person);
    if (value_of[i] < 0) continue;
    if (kind[i] >= sums.size()) {
      sums.resize(kind[i] + size_t{1});
      example.resize(sums.size());
    }
    CellTable::Sum& sum = sums[kind[i]];
    example[kind[i]] = i;
    ++sum.people;
    ++sum.times;
    sum.points += value_of[i];
    sum.of += best_of[i];
  }
  for (size_t k = 0; k < sums.size(); ++k) {
    std::vector<uint32_t> codes;
    for (const Column* const column : means) codes.push_back(column->codes[example[k]]);
    table.kinds.emplace(std::move(codes), sums[k]);
  }
  return table;
}

// By department, else by the first column that groups people.
void count_meetings(const Roster& roster, const Shape& shape, const PlannedGroups& groups,
                    CellTable& table) {
  const Column* by = nullptr;
  for (const Column& column : roster.columns) {
    if (!is_grouping(column.role)) continue;
    if (by == nullptr || column.role == Role::kDepartment) by = &column;
  }
  if (by == nullptr) return;
  for (CellTable::Column& column : table.columns) column.meetings = column.header == by->header;
  for (const PlannedGroup& group : groups) {
    for_each_meeting(shape, group, [&](size_t i, size_t j) {
      ++table.met[std::minmax(by->codes[static_cast<size_t>(group.people[i])],
                              by->codes[static_cast<size_t>(group.people[j])])];
    });
  }
}

// Groups with several values of each column that groups people.
std::vector<Across> mixing(const Roster& roster, const Shape& shape, const PlannedGroups& plan) {
  std::vector<Across> all;
  const auto groups = static_cast<int64_t>(plan.size());
  for (const Column& column : roster.columns) {
    if (!is_grouping(column.role)) continue;
    Across& across =
        all.emplace_back(Across{column.header, 0, groups, largest_across(column, plan)});
    for (const PlannedGroup& group : plan) {
      bool mixed = false;
      for_each_meeting(shape, group, [&](size_t i, size_t j) {
        mixed |= column.codes[static_cast<size_t>(group.people[i])] !=
                 column.codes[static_cast<size_t>(group.people[j])];
      });
      across.groups += mixed ? 1 : 0;
    }
  }
  return all;
}

// What of the cells may be told.
void tell_of_cells(Measures& measures) {
  ToldCells told = tell_cells(measures.cells);
  measures.fairness = std::move(told.fairness);
  measures.meets = std::move(told.meets);
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

  measures.cells = cells_of(roster, fit, value_of, best_of);
  count_meetings(roster, shape, plan.groups, measures.cells);
  measures.across = mixing(roster, shape, plan.groups);
  tell_of_cells(measures);

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

bool is_told(const Measures& measures, const Across& across) {
  return std::none_of(measures.cells.columns.begin(), measures.cells.columns.end(),
                      [&](const CellTable::Column& column) {
                        return column.header == across.column && mixing_tells(column);
                      });
}

namespace {

void add(const Certificate& round, Certificate& sum) {
  sum.value += round.value;
  sum.bound += round.bound;
  sum.random += round.random;
  sum.best += round.best;
  if (round.proof == Proof::kNone) sum.proof = Proof::kNone;
  if (round.given_up) sum.given_up = sum.given_up.value_or(0) + *round.given_up;
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
  sum.cells.add(round.cells);
  sum.repeats += round.repeats;
  sum.repeated.resize(std::max(sum.repeated.size(), round.repeated.size()), 0);
  for (size_t i = 0; i < round.repeated.size(); ++i) sum.repeated[i] += round.repeated[i];
}

}  // namespace

Measured measured_together(const std::vector<const Measured*>& rounds) {
  Measured sum;
  sum.certificate = rounds.front()->certificate;
  sum.measures = rounds.front()->measures;
  for (size_t r = 1; r < rounds.size(); ++r) {
    // A round in which nobody meets has no worst group.
    const std::optional<Plan::Worst>& worst = rounds[r]->certificate.worst;
    std::optional<Plan::Worst>& least = sum.certificate.worst;
    if (sum.measures.worst_groups == 0) {
      least = worst;
    } else if (worst && least && rounds[r]->measures.worst_groups > 0) {
      least->bound = std::min(least->bound, worst->bound);
    }
    add(rounds[r]->certificate, sum.certificate);
    add(rounds[r]->measures, sum.measures);
  }
  if (rounds.size() > 1) tell_of_cells(sum.measures);
  Certificate& certificate = sum.certificate;
  if (rounds.size() > 1 && certificate.proof != Proof::kNone) {
    certificate.proof = !certificate.worst && certificate.value == certificate.bound
                            ? Proof::kOptimal
                            : Proof::kBounded;
  }
  return sum;
}

}  // namespace weft
