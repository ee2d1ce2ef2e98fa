#include "outcome/check.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include "base/key_index.h"
#include "base/names.h"
#include "roster/skills.h"
#include "roster/time_zones.h"

namespace weft {
namespace {

// Minutes of a day in which both work from nine to five, by clocks that are so many ahead of UTC.
int32_t shared_minutes(int32_t one, int32_t other) {
  constexpr int32_t kDay = 24 * 60;
  constexpr int32_t kWork = 8 * 60;
  const auto begin_of = [](int32_t ahead) { return ((9 * 60 - ahead) % kDay + kDay) % kDay; };
  int32_t shared = 0;
  for (const int32_t day : {-kDay, 0, kDay}) {
    const int32_t begin = std::max(begin_of(one), begin_of(other) + day);
    const int32_t end = std::min(begin_of(one), begin_of(other) + day) + kWork;
    shared += std::max(end - begin, 0);
  }
  return shared;
}

class Checker {
 public:
  Checker(const Roster& roster, const Program& program, const History& history, Day date,
          const Claim& claim)
      : roster_(roster), program_(program), history_(history), date_(date), claim_(claim) {
    const auto people = static_cast<uint32_t>(roster.people());
    by_id_ = KeyIndex(
        people, [&](uint32_t i) { return hash_key(roster.ids[i]); },
        [&](uint32_t i, uint32_t j) { return roster.ids[i] == roster.ids[j]; });
    know_people();
    entries_of_.resize(roster.columns.size());
  }

  CheckResult run() {
    place_people();
    for (size_t rule = 0; rule < program_.rules.size(); ++rule) check_rule(rule);
    check_values();
    return std::move(result_);
  }

 private:
  using People = std::vector<int32_t>;

  template <typename MakeArgs>
  void verify(bool holds, const char* code, MakeArgs args) {
    result_.verify(holds, code, args);
  }
  int32_t person_with(std::string_view id) const {
    const uint32_t person =
        by_id_.find(hash_key(id), [&](uint32_t i) { return roster_.ids[i] == id; });
    return person == KeyIndex::kNone ? Roster::kNobody : static_cast<int32_t>(person);
  }
  // The roster's person of each of the history: with the same id, else the only one whose id is the
  // same in lower case and without leading zeros, unless some round has both ids.
  void know_people() {
    struct Alike {
      People people;                  // of the roster
      std::vector<uint32_t> members;  // of the history, whom nobody has the id of
    };
    std::map<std::string, Alike> alike;
    const StringPool& names = history_.people.strings();
    for (size_t i = 0; i < names.size(); ++i) {
      person_of_.push_back(person_with(names[i]));
      if (person_of_[i] == Roster::kNobody)
        alike[loose_id(names[i])].members.push_back(static_cast<uint32_t>(i));
    }
    for (size_t i = 0; !alike.empty() && i < roster_.people(); ++i) {
      const auto found = alike.find(loose_id(roster_.ids[i]));
      if (found != alike.end()) found->second.people.push_back(static_cast<int32_t>(i));
    }
    std::map<int32_t, const std::vector<uint32_t>*> loosely;  // members by person
    for (const auto& [id, found] : alike) {
      if (found.people.size() != 1) continue;
      loosely[found.people[0]] = &found.members;
      for (const uint32_t member : found.members) person_of_[member] = found.people[0];
    }
    for (const Round& round : history_.rounds) {
      if (loosely.empty()) return;
      std::map<int32_t, std::set<uint32_t>> as;
      for (const Groups::Group list :
           {round.groups.members(), Groups::Group(round.left_out), Groups::Group(round.odd)}) {
        for (const uint32_t member : list) {
          if (loosely.count(person_of_[member]) > 0) as[person_of_[member]].insert(member);
        }
      }
      for (const auto& [person, members] : as) {
        if (members.size() < 2) continue;
        for (const uint32_t member : *loosely[person]) person_of_[member] = Roster::kNobody;
        loosely.erase(person);
      }
    }
  }
  Args group_args(size_t group) const { return {{"group", static_cast<int64_t>(group + 1)}}; }

  // Everybody who takes part is in one place, and nobody else is anywhere.
  void place_people() {
    const Participants taking = participants(program_, roster_, history_, date_);
    std::vector<int> places(roster_.people(), 0);
    const auto place = [&](const std::string& id) {
      const int32_t person = person_with(id);
      verify(person != Roster::kNobody, "check.unknownPerson",
             [&] { return Args{{"person", id}}; });
      if (person != Roster::kNobody) ++places[static_cast<size_t>(person)];
      return person;
    };
    group_of_.assign(roster_.people(), -1);
    groups_with_.resize(program_.shape.everybody_once ? 0 : roster_.people());
    groups_.reserve(claim_.groups.size());
    for (size_t g = 0; g < claim_.groups.size(); ++g) {
      People& people = groups_.emplace_back();
      people.reserve(claim_.groups[g].people.size());
      for (const std::string& id : claim_.groups[g].people) {
        const int32_t person = place(id);
        if (person == Roster::kNobody) continue;
        people.push_back(person);
        group_of_[static_cast<size_t>(person)] = static_cast<int64_t>(g);
        if (!program_.shape.everybody_once) groups_with_[static_cast<size_t>(person)].push_back(g);
      }
      const auto size = static_cast<int32_t>(people.size());
      const int32_t largest = program_.max_size + (program_.trio && program_.max_size == 2 ? 1 : 0);
      if (program_.shape.sized) {
        verify(size >= program_.min_size && size <= largest, "check.size",
               [&] { return group_args(g); });
      }
    }
    for (const std::string& id : claim_.left_out) place(id);
    takes_part_.assign(roster_.people(), false);
    for (const int32_t person : taking.people) takes_part_[static_cast<size_t>(person)] = true;
    taking_ = taking.people;
    for (size_t i = 0; i < roster_.people(); ++i) {
      const auto who = [&] { return Args{{"person", std::string(roster_.ids[i])}}; };
      if (takes_part_[i]) {
        if (!program_.shape.everybody_once) continue;
        verify(places[i] == 1, places[i] == 0 ? "check.lost" : "check.twice", who);
      } else {
        verify(places[i] == 0, "check.notTakingPart", who);
      }
    }
  }

  // The texts a value lists, each once, sorted; of each value of a column when it is first asked
  // for.
  using Entries = std::vector<std::string_view>;
  const Entries& entries(const Column& column, int32_t person) {
    auto& of_values = entries_of_[static_cast<size_t>(&column - roster_.columns.data())];
    if (of_values.empty()) of_values.resize(column.values.size());
    const uint32_t code = column.codes[static_cast<size_t>(person)];
    std::optional<Entries>& known = of_values[code];
    if (known) return *known;
    Entries all;
    if (code != Column::kMissing) {
      if (column.type == Type::kList) {
        for (const uint32_t entry : column.entries[code]) all.push_back(column.entry_names[entry]);
      } else {
        all.push_back(column.values[code]);
      }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    known = std::move(all);
    return *known;
  }
  size_t common(const Column& column, int32_t a, int32_t b) {
    const Entries& left = entries(column, a);
    const Entries& right = entries(column, b);
    return static_cast<size_t>(std::count_if(left.begin(), left.end(), [&](std::string_view entry) {
      return std::binary_search(right.begin(), right.end(), entry);
    }));
  }

  // Rounds since the two last met in one of the counted programs; 0: they meet in what is still
  // running. Only pairs of this outcome.
  struct Met {
    int32_t rounds_ago = 0;
    Day date = 0;
  };
  using MetPairs = std::map<std::pair<int32_t, int32_t>, Met>;
  const MetPairs& met_within_groups(const std::vector<std::string>& programs) {
    const auto known = met_.find(programs);
    if (known != met_.end()) return known->second;
    MetPairs& met = met_[programs];
    People people;
    int32_t rounds = 0;
    const auto note = [&](int32_t a, int32_t b, int32_t ago, Day day) {
      Met& known_met = met.try_emplace(std::minmax(a, b), Met{ago, day}).first->second;
      if (ago == 0) known_met.rounds_ago = 0;
    };
    for (size_t back = history_.rounds.size(); back-- > 0;) {
      const Round& round = history_.rounds[back];
      if (!round.meets) continue;
      const bool running = round.until.has_value() && *round.until > date_;
      const bool counted =
          programs.empty() || std::count(programs.begin(), programs.end(), round.program) > 0;
      if (!counted && !running) continue;
      rounds += counted ? 1 : 0;
      const int32_t ago = running ? 0 : rounds;
      for (const Groups::Group group : round.groups) {
        people.clear();
        for (const uint32_t member : group) {
          const int32_t person = person_of_[member];
          if (person != Roster::kNobody) people.push_back(person);
        }
        for (size_t i = 0; i < people.size(); ++i) {
          for (size_t j = i + 1; j < people.size(); ++j) {
            if (are_grouped(people[i], people[j])) note(people[i], people[j], ago, round.date);
          }
        }
      }
    }
    return met;
  }

  // Whether the outcome puts the two into one group.
  bool are_grouped(int32_t a, int32_t b) const {
    if (program_.shape.everybody_once) {
      const int64_t mine = group_of_[static_cast<size_t>(a)];
      return mine >= 0 && mine == group_of_[static_cast<size_t>(b)];
    }
    const std::vector<size_t>& of_a = groups_with_[static_cast<size_t>(a)];
    const std::vector<size_t>& of_b = groups_with_[static_cast<size_t>(b)];
    return std::any_of(of_a.begin(), of_a.end(), [&](size_t group) {
      return std::find(of_b.begin(), of_b.end(), group) != of_b.end();
    });
  }

  bool in_line(int32_t person, int32_t above, int steps) const {
    for (int step = 1; step <= steps; ++step) {
      person = roster_.managers[static_cast<size_t>(person)];
      if (person == Roster::kNobody) return false;
      if (person == above) return true;
    }
    return false;
  }

  void check_rule(size_t index) {
    const Rule& rule = program_.rules[index];
    const Column* column =
        rule.column.index < 0 ? nullptr : &roster_.columns[static_cast<size_t>(rule.column.index)];
    const MetPairs& met = met_within_groups(rule.scope.programs);
    std::set<std::pair<int32_t, int32_t>> listed;
    std::map<int32_t, std::set<int32_t>> companions;
    for (const auto& people : rule.people) {
      for (const int32_t a : people) {
        for (const int32_t b : people) {
          if (a == b) continue;
          listed.insert(std::minmax(a, b));
          companions[a].insert(b);
        }
      }
    }
    std::vector<std::optional<int32_t>> clocks;  // of each value, on the day
    if (rule.kind == Rule::Kind::kOverlap) {
      for (size_t value = 0; value < column->values.size(); ++value) {
        const auto zone = time_zone(column->values[value]);
        clocks.push_back(zone ? std::optional<int32_t>(minutes_on(*zone, date_)) : std::nullopt);
      }
    }
    const auto holds = [&](int32_t a, int32_t b) {
      const auto i = static_cast<size_t>(a);
      const auto j = static_cast<size_t>(b);
      switch (rule.kind) {
        case Rule::Kind::kDifferent:
          return column->type == Type::kList ? common(*column, a, b) == 0
                                             : column->text(i) != column->text(j);
        case Rule::Kind::kSame:
          return !column->missing(i) && column->text(i) == column->text(j);
        case Rule::Kind::kShare:
          return common(*column, a, b) > 0;
        case Rule::Kind::kDistance: {
          const int64_t left = column->number(i);
          const int64_t right = column->number(j);
          if (left == Column::kNoNumber || right == Column::kNoNumber) return false;
          if (program_.shape.directed()) {
            const auto ahead = [&](int64_t by) {
              return by >= rule.min.value_or(INT64_MIN) && by <= rule.max.value_or(INT64_MAX);
            };
            return ahead(left - right) || (rule.either_way && ahead(right - left));
          }
          const int64_t distance = left < right ? right - left : left - right;
          return distance >= rule.min.value_or(0) && distance <= rule.max.value_or(INT64_MAX);
        }
        case Rule::Kind::kOverlap: {
          const auto one = clocks[column->codes[i]];
          const auto other = clocks[column->codes[j]];
          return one && other && shared_minutes(*one, *other) >= *rule.min * 60 / 1000;
        }
        case Rule::Kind::kApart:
          return listed.count(std::minmax(a, b)) == 0;
        case Rule::Kind::kApartLine:
          return !in_line(a, b, rule.steps) && !in_line(b, a, rule.steps);
        case Rule::Kind::kApartManager:
          return roster_.managers[i] != roster_.managers[j] ||
                 roster_.managers[i] == Roster::kNobody;
        case Rule::Kind::kTogether:
          return true;
        case Rule::Kind::kMet: {
          const auto found = met.find(std::minmax(a, b));
          if (found == met.end()) return true;
          if (found->second.rounds_ago == 0) return false;
          if (rule.months) return found->second.date <= add_months(date_, -*rule.months);
          return rule.rounds && found->second.rounds_ago > *rule.rounds;
        }
        case Rule::Kind::kNotAlone:
        case Rule::Kind::kAtLeast:
        case Rule::Kind::kAtMost:
        case Rule::Kind::kCover:
          return true;  // of the whole group: the format checks it
      }
      return false;
    };
    // What the document has no rule of has no number in it.
    const bool of_document = !rule.from_question && !rule.from_file;
    const char* broken = rule.from_question ? "check.mayBeOne"
                         : rule.from_file   ? "check.confidential"
                                            : "check.rule";
    for (size_t g = 0; g < groups_.size(); ++g) {
      const People& people = groups_[g];
      for_each_pair(program_.shape, people.size(), [&](size_t i, size_t j) {
        verify(holds(people[i], people[j]), broken, [&] {
          Args args = group_args(g);
          if (of_document) args.push_back({"rule", static_cast<int64_t>(index + 1)});
          return args;
        });
      });
    }
    // Those of them who take part are in one group, or in none.
    for (const auto& [person, others] : companions) {
      if (rule.kind != Rule::Kind::kTogether) break;
      if (!takes_part_[static_cast<size_t>(person)]) continue;
      for (const int32_t other : others) {
        if (!takes_part_[static_cast<size_t>(other)]) continue;
        verify(group_of_[static_cast<size_t>(person)] == group_of_[static_cast<size_t>(other)],
               "check.together", [&] { return Args{{"rule", static_cast<int64_t>(index + 1)}}; });
      }
    }
  }

  // How much of what one wants the other offers: nothing, or half and as much again for all of it.
  int64_t taught(int32_t teacher, int32_t learner) {
    const auto skills = [&](Role role, int32_t person) {
      std::map<std::string, int> all;
      const Column& column = *roster_.with_role(role);
      for_each_skill(column, column.codes[static_cast<size_t>(person)],
                     [&](std::string_view name, uint8_t level) {
                       const std::string key = skill_key(name);
                       if (!key.empty()) all[key] = std::max<int>(all[key], level);
                     });
      return all;
    };
    const std::map<std::string, int> offered = skills(Role::kSkillsOffered, teacher);
    const std::map<std::string, int> wanted = skills(Role::kSkillsWanted, learner);
    size_t common = 0;
    for (const auto& [skill, level] : wanted) {
      const auto found = offered.find(skill);
      if (found != offered.end() && level_suffices(found->second, level)) ++common;
    }
    return common == 0 ? 0 : static_cast<int64_t>(500 + 500 * common / wanted.size());
  }

  int64_t preferred(int32_t a, int32_t b) const {
    if (program_.preferences == nullptr) return 0;
    int64_t points = 0;
    int64_t asked = 0;
    const std::pair<int32_t, int32_t> ways[] = {{a, b}, {b, a}};
    for (const auto& [person, other] : ways) {
      int64_t last = 0;
      int64_t rank = 0;
      for (const Preferences::Wish& wish : program_.preferences->of[static_cast<size_t>(person)]) {
        last = std::max<int64_t>(last, wish.rank);
        if (wish.other == other) rank = wish.rank;
      }
      if (last == 0) continue;
      ++asked;
      if (rank > 0) points += 1000 * (last + 1 - rank) / last;
    }
    return asked == 0 ? 0 : points / asked;
  }

  int64_t points(const Criterion& criterion, const Column* column, int32_t a, int32_t b,
                 int64_t range, const MetPairs& met) {
    const auto i = static_cast<size_t>(a);
    const auto j = static_cast<size_t>(b);
    const auto alike = [&]() -> int64_t {
      if (column->type != Type::kList)
        return !column->missing(i) && column->text(i) == column->text(j) ? 1000 : 0;
      const size_t shorter = std::min(entries(*column, a).size(), entries(*column, b).size());
      return shorter == 0 ? 0 : static_cast<int64_t>(common(*column, a, b) * 1000 / shorter);
    };
    const auto far = [&]() -> int64_t {
      const int64_t left = column->number(i);
      const int64_t right = column->number(j);
      if (left == Column::kNoNumber || right == Column::kNoNumber) return -1;
      return (left < right ? right - left : left - right) * 1000 / range;
    };
    switch (criterion.kind) {
      case Criterion::Kind::kMix:
        return column->type == Type::kList          ? 1000 - alike()
               : column->text(i) != column->text(j) ? 1000
                                                    : 0;
      case Criterion::Kind::kMatch:
      case Criterion::Kind::kShare:
        return alike();
      case Criterion::Kind::kFar:
        return std::max<int64_t>(far(), 0);
      case Criterion::Kind::kNear:
        return far() < 0 ? 0 : 1000 - far();
      case Criterion::Kind::kNovelty: {
        const auto found = met.find(std::minmax(a, b));
        if (found == met.end()) return 1000;
        if (found->second.rounds_ago == 0) return 0;
        return int64_t{1000} * (found->second.rounds_ago - 1) / (found->second.rounds_ago + 1);
      }
      case Criterion::Kind::kComplement:
        return program_.shape.directed() ? taught(a, b) : (taught(a, b) + taught(b, a)) / 2;
      case Criterion::Kind::kPreference:
        return preferred(a, b);
      case Criterion::Kind::kSpread:
      case Criterion::Kind::kBalance:
        return 0;
    }
    return 0;
  }

  void check_values() {
    const MetPairs& met = met_within_groups({});
    std::vector<int64_t> pair_sums(groups_.size(), 0);
    const bool own = program_.shape.worth == Shape::Worth::kOwn;
    if (own) result_.points.resize(groups_.size());
    for (const Criterion& criterion : program_.criteria) {
      const Column* column = criterion.column.index < 0
                                 ? nullptr
                                 : &roster_.columns[static_cast<size_t>(criterion.column.index)];
      int64_t range = 1;
      if (criterion.kind == Criterion::Kind::kNear || criterion.kind == Criterion::Kind::kFar) {
        int64_t least = INT64_MAX;
        int64_t most = INT64_MIN;
        for (const int32_t person : taking_) {
          const int64_t number = column->number(static_cast<size_t>(person));
          if (number == Column::kNoNumber) continue;
          least = std::min(least, number);
          most = std::max(most, number);
        }
        if (least < most) range = most - least;
      }
      for (size_t g = 0; g < groups_.size(); ++g) {
        const People& people = groups_[g];
        int64_t sum = 0;
        for_each_pair(program_.shape, people.size(), [&](size_t i, size_t j) {
          sum += points(criterion, column, people[i], people[j], range, met);
        });
        pair_sums[g] += criterion.weight * sum;
        if (own) result_.points[g].push_back(sum);
      }
    }
    int64_t total = 0;
    for (size_t g = 0; g < groups_.size(); ++g) {
      const auto size = static_cast<int64_t>(groups_[g].size());
      const int64_t mean = size < 2 ? 0 : pair_sums[g] / (size * (size - 1) / 2);
      const bool by_mean = program_.shape.worth == Shape::Worth::kPairMean;
      const int64_t value = by_mean ? mean : pair_sums[g];
      // What a format says itself, it checks itself.
      if (own) {
        total += claim_.groups[g].value;
        continue;
      }
      verify(value == claim_.groups[g].value, "check.groupValue", [&] { return group_args(g); });
      total += value;
    }
    verify(total == claim_.value, "check.value", [&] { return Args{{"value", total}}; });
    verify(total <= claim_.bound, "check.bound",
           [&] { return Args{{"value", total}, {"bound", claim_.bound}}; });
  }

  const Roster& roster_;
  const Program& program_;
  const History& history_;
  Day date_;
  const Claim& claim_;
  KeyIndex by_id_;
  People person_of_;  // the roster's person of each person of the history
  std::vector<std::vector<std::optional<Entries>>> entries_of_;  // per column and value
  std::vector<People> groups_;
  std::vector<int64_t> group_of_;                 // per person
  std::vector<std::vector<size_t>> groups_with_;  // per person, where somebody may be in several
  std::vector<int32_t> taking_;
  std::vector<bool> takes_part_;                      // per person of the roster
  std::map<std::vector<std::string>, MetPairs> met_;  // by the programs that count
  CheckResult result_;
};

}  // namespace

CheckResult check(const Roster& roster, const Program& program, const History& history, Day date,
                  const Claim& claim) {
  return Checker(roster, program, history, date, claim).run();
}

}  // namespace weft
