#include "outcome/reasons.h"

#include <algorithm>
#include <iterator>

namespace weft {
namespace {

const Column* column_of(const Roster& roster, const ColumnUse& use) {
  return use.index < 0 ? nullptr : &roster.columns[static_cast<size_t>(use.index)];
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// What all members have in common.
std::string shared_by_all(const Fit& fit, const Column& column, size_t index,
                          const std::vector<int32_t>& members) {
  std::vector<uint32_t> common = fit.shared(index, members[0], members[1]);
  for (size_t i = 2; i < members.size(); ++i) {
    const std::vector<uint32_t> with = fit.shared(index, members[0], members[i]);
    std::vector<uint32_t> kept;
    std::set_intersection(common.begin(), common.end(), with.begin(), with.end(),
                          std::back_inserter(kept));
    common = kept;
  }
  std::vector<std::string> names;
  for (const uint32_t entry : common) names.emplace_back(column.entry_names[entry]);
  return joined(names);
}

// A rule that lists people says nothing of a group without one of them.
bool concerns(const Rule& rule, const Fit& fit, const std::vector<int32_t>& members) {
  if (rule.kind != Rule::Kind::kTogether && rule.kind != Rule::Kind::kApart) return true;
  return std::any_of(members.begin(), members.end(), [&](int32_t member) {
    return std::any_of(rule.people.begin(), rule.people.end(), [&](const auto& people) {
      return std::count(people.begin(), people.end(), fit.person(member)) > 0;
    });
  });
}

}  // namespace

std::vector<Reason> reasons_of_rules(const Roster& roster, const Program& program, const Fit& fit,
                                     const std::vector<int32_t>& members) {
  std::vector<Reason> reasons;
  for (const Rule& rule : program.rules) {
    if (is_confidential(rule)) continue;
    Reason reason{"rule." + std::string(name_of(rule.kind)), {}};
    const Column* column = column_of(roster, rule.column);
    if (column != nullptr) reason.args.push_back({"column", column->header});
    if (rule.kind == Rule::Kind::kShare && column->type == Type::kList && members.size() >= 2) {
      reason.args.push_back(
          {"shared", shared_by_all(fit, *column, static_cast<size_t>(rule.column.index), members)});
    }
    if (!concerns(rule, fit, members)) continue;
    if (rule.kind == Rule::Kind::kMet) {
      reason.code = rule.rounds   ? "rule.metRounds"
                    : rule.months ? "rule.metMonths"
                                  : "rule.metEver";
      reason.args.push_back(
          {"count", int64_t{rule.rounds ? *rule.rounds : rule.months.value_or(0)}});
    }
    if (rule.kind == Rule::Kind::kOverlap) reason.args.push_back({"count", *rule.min / 1000});
    if (is_of_whole_group(rule.kind)) {
      if (rule.whom) reason.args.push_back({"value", values_shown(*rule.whom, *column)});
      reason.code += rule.whom || rule.kind != Rule::Kind::kNotAlone ? "" : "Any";
      reason.args.push_back({"count", int64_t{rule.count}});
    }
    if (rule.kind == Rule::Kind::kApartLine) reason.args.push_back({"count", int64_t{rule.steps}});
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

std::vector<Reason> reasons_for_group(const Roster& roster, const Program& program, const Fit& fit,
                                      const std::vector<int32_t>& members, int32_t odd) {
  std::vector<Reason> reasons = reasons_of_rules(roster, program, fit, members);
  for (size_t c = 0; c < program.criteria.size(); ++c) {
    const Criterion& criterion = program.criteria[c];
    int64_t points = 0;
    int64_t pairs = 0;
    for_each_pair(program.shape, members.size(), [&](size_t i, size_t j) {
      points += fit.points(c, members[i], members[j]);
      ++pairs;
    });
    const int64_t mean = pairs == 0 ? 0 : points / pairs;
    const std::string grade = mean == Criterion::kFull ? "full" : mean == 0 ? "none" : "part";
    Reason reason{"criterion." + std::string(name_of(criterion.kind)) + "." + grade, {}};
    const Column* column = column_of(roster, criterion.column);
    if (column != nullptr) reason.args.push_back({"column", column->header});
    if (column != nullptr && column->type == Type::kList && members.size() >= 2) {
      reason.args.push_back(
          {"shared",
           shared_by_all(fit, *column, static_cast<size_t>(criterion.column.index), members)});
    }
    if (criterion.kind == Criterion::Kind::kNovelty && members.size() == 2) {
      if (const Meeting* met = fit.last_meeting(members[0], members[1])) {
        reason.args.push_back({"count", std::max<int64_t>(met->rounds_ago, 1)});
      }
    }
    reason.args.push_back({"criterion", static_cast<int64_t>(c)});
    reason.args.push_back({"points", mean * criterion.weight});
    reason.args.push_back({"of", criterion.weight * Criterion::kFull});
    reasons.push_back(std::move(reason));
  }
  if (odd >= 0) {
    reasons.push_back({members.size() == 3 ? "group.trio" : "group.added",
                       {{"person", std::string(roster.names[static_cast<size_t>(odd)])}}});
  }
  return reasons;
}

std::vector<Reason> reasons_for_left_out(const Roster& roster, const Program& program,
                                         const Fit& fit, const std::vector<uint8_t>& roles,
                                         int32_t participant, bool sits_out) {
  std::vector<Reason> reasons;
  int64_t candidates = 0;
  int64_t others = 0;
  std::vector<int64_t> excluded(program.rules.size(), 0);
  const auto consider = [&](int32_t first, int32_t second) {
    ++others;
    bool admissible = true;
    for (size_t rule = 0; rule < program.rules.size(); ++rule) {
      if (is_confidential(program.rules[rule]) || fit.holds(rule, first, second)) continue;
      admissible = false;
      ++excluded[rule];
    }
    candidates += admissible ? 1 : 0;
  };
  constexpr uint8_t kFirst = 1;
  constexpr uint8_t kOther = 2;
  const auto has = [&](int32_t who, uint8_t role) {
    return (roles[static_cast<size_t>(who)] & role) != 0;
  };
  for (int32_t other = 0; other < fit.size(); ++other) {
    if (other == participant) continue;
    if (!roles.empty() && has(participant, kOther) && has(other, kFirst)) {
      consider(other, participant);
    } else if (roles.empty() || (has(participant, kFirst) && has(other, kOther))) {
      consider(participant, other);
    }
  }
  if (sits_out) {
    reasons.push_back({"leftOut.odd", {{"count", candidates}}});
    return reasons;
  }
  if (others == 0) {
    reasons.push_back({"leftOut.alone", {}});
    return reasons;
  }
  reasons.push_back(
      {candidates == 0 ? "leftOut.noPartner" : "leftOut.partnersTaken", {{"count", candidates}}});
  for (size_t i = 0; i < program.rules.size(); ++i) {
    const Rule& rule = program.rules[i];
    if (excluded[i] == 0) continue;
    Reason reason{"leftOut.by." + std::string(name_of(rule.kind)), {}};
    if (const Column* column = column_of(roster, rule.column)) {
      reason.args.push_back({"column", column->header});
      const auto person = static_cast<size_t>(fit.person(participant));
      reason.args.push_back({"value", std::string(column->text(person))});
    }
    reason.args.push_back({"rule", static_cast<int64_t>(i)});
    reason.args.push_back({"count", excluded[i]});
    reason.args.push_back({"of", others});
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

Value reasons_value(const std::vector<Reason>& reasons) {
  Value list = Value(Value::List{});
  for (const Reason& reason : reasons) {
    Value args = Value(Value::Object{});
    for (const Arg& arg : reason.args)
      std::visit([&](const auto& value) { args.set(arg.name, Value(value)); }, arg.value);
    list.push(Value::Object{{"code", reason.code}, {"args", std::move(args)}});
  }
  return list;
}

}  // namespace weft
