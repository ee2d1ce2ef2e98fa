#include "program/program.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "base/text.h"
#include "roster/meant.h"

namespace weft {
namespace {

using FoldedTexts = std::unordered_set<std::string>;

template <typename Texts>
FoldedTexts folded(const Texts& texts) {
  FoldedTexts all;
  for (size_t i = 0; i < texts.size(); ++i) all.insert(fold(texts[i]));
  return all;
}

class Resolver {
 public:
  Resolver(Program& program, const Roster& roster, const History& history, const Lists& lists,
           const ApartList* confidential)
      : program_(program),
        roster_(roster),
        history_(history),
        lists_(lists),
        confidential_(confidential) {}

  Issues run() {
    if (confidential_ != nullptr) keep_list();
    for (Filter& filter : program_.who) resolve_filter(filter);
    for (Rule& rule : program_.rules) resolve_rule(rule);
    for (Criterion& criterion : program_.criteria) resolve_criterion(criterion);
    check_together();
    const bool for_projects = program_.shape.projects && list_of(lists_, "projects") != nullptr;
    const ListTable* list = list_of(lists_, "preferences");
    if (list != nullptr && !for_projects) {
      program_.preferences =
          std::make_shared<Preferences>(read_preferences(*list, roster_, issues_));
    }
    const ListTable* away = list_of(lists_, "absences");
    if (away != nullptr && program_.shape.series) {
      program_.absences = std::make_shared<std::vector<Absence>>(
          read_absences(*away, roster_, program_.series.rounds, issues_));
    }
    return std::move(issues_);
  }

 private:
  Issue& add(Severity severity, std::string code, std::string where, Args args = {}) {
    return add_issue(issues_, severity, std::move(code), std::move(where), std::move(args));
  }

  // Whatever a program says: the list is in force until it is taken away.
  void keep_list() {
    const bool named = std::any_of(program_.rules.begin(), program_.rules.end(),
                                   [](const Rule& rule) { return rule.from_file; });
    if (!named) {
      Rule& rule = program_.rules.emplace_back();
      rule.kind = Rule::Kind::kApart;
      rule.from_file = true;
    }
    ApartPairs found = pairs_of(*confidential_, roster_);
    for (Issue& issue : found.issues) issues_.push_back(std::move(issue));
    for (const auto& pair : found.people)
      confidential_pairs_.emplace_back(pair.begin(), pair.end());
  }

  const Column* column(ColumnUse& use, const std::string& where) {
    if (use.reference.empty()) return nullptr;  // could not be read, which was said there
    const Column* found = roster_.named(use.reference);
    if (found != nullptr) {
      use.index = static_cast<int>(found - roster_.columns.data());
      return found;
    }
    if (!use.reference.empty() && use.reference[0] == '@') {
      add(Severity::kError,
          role_named(use.reference.substr(1)) ? "program.noColumnWithRole" : "program.unknownRole",
          where, {{"role", use.reference.substr(1)}});
    } else {
      std::string known;
      for (const Column& other : roster_.columns)
        known += (known.empty() ? "" : ", ") + other.header;
      add(Severity::kError, "program.unknownColumn", where,
          {{"column", use.reference}, {"known", known}});
    }
    return nullptr;
  }

  void must_be_ordered(const Column* found, const std::string& where) {
    if (found == nullptr || found->ordered()) return;
    add(Severity::kError, "program.notOrdered", where,
        {{"column", found->header}, {"type", std::string(name_of(found->type))}});
  }

  void resolve_filter(Filter& filter) {
    const Column* found = column(filter.column, filter.where + "/column");
    if (found == nullptr) return;
    if (filter.kind == Filter::Kind::kBetween) {
      must_be_ordered(found, filter.where + "/column");
      return;
    }
    const FoldedTexts known =
        folded(filter.kind == Filter::Kind::kHas && found->type == Type::kList ? found->entry_names
                                                                               : found->values);
    for (const std::string& wanted : filter.values) {
      if (known.count(fold(wanted)) == 0) {
        add(Severity::kWarning, "program.unknownValue", filter.where,
            {{"column", found->header}, {"value", wanted}});
      }
    }
  }

  std::vector<int32_t> people_of(const std::vector<std::string>& names, const std::string& where) {
    std::vector<int32_t> people;
    for (const std::string& name : names) {
      const int32_t person = person_named(name, where, roster_, issues_);
      if (person != Roster::kNobody) people.push_back(person);
    }
    return people;
  }

  // A list of names keeps nobody apart where a name is not understood, as a confidential file does;
  // and as of a file, nobody of it is named.
  void keep_names_apart(Rule& rule, size_t list) {
    const std::vector<std::string>& names = rule.names[list];
    const std::string where = rule.where + "/apart/" + std::to_string(list);
    std::vector<int32_t> people;
    bool understood = true;
    bool gone = false;
    for (size_t i = 0; i < names.size(); ++i) {
      const Meant meant = roster_.look_up(names[i]);
      const std::string place = where + "/" + std::to_string(i);
      const Args args = {{"list", static_cast<int64_t>(list + 1)},
                         {"name", static_cast<int64_t>(i + 1)}};
      if (meant.person != Roster::kNobody) {
        people.push_back(meant.person);
      } else if (meant.nobody() && roster_.is_left_out(names[i])) {
        gone = true;
        add(Severity::kNote, "program.apartGone", place, args);
      } else {
        understood = false;
        add(Severity::kError, meant.nobody() ? "program.apartUnknown" : "program.apartSeveral",
            place, args);
      }
    }
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
    if (people.size() >= 2) {
      rule.people.push_back(std::move(people));
    } else if (understood && !gone) {
      add(Severity::kError, "program.apartIncomplete", where,
          {{"list", static_cast<int64_t>(list + 1)}});
    }
  }

  // Who has no time zone that can be read shares no hours with anybody.
  void resolve_overlap(Rule& rule) {
    const Column* zones = column(rule.column, rule.where + "/overlap");
    if (zones == nullptr) return;
    std::vector<int64_t> people(zones->values.size(), 0);
    for (const uint32_t code : zones->codes) ++people[code];
    for (uint32_t code = 1; code < people.size(); ++code) {
      if (people[code] == 0 || zones->numbers[code] != Column::kNoNumber) continue;
      add(Severity::kWarning, "program.unknownTimeZone", rule.where + "/overlap",
          {{"value", std::string(zones->values[code])}, {"people", people[code]}});
    }
    if (people[Column::kMissing] > 0) {
      add(Severity::kWarning, "program.noTimeZone", rule.where + "/overlap",
          {{"people", people[Column::kMissing]}});
    }
  }

  void resolve_rule(Rule& rule) {
    switch (rule.kind) {
      case Rule::Kind::kDifferent:
      case Rule::Kind::kSame:
      case Rule::Kind::kShare:
        column(rule.column, rule.where + "/" + std::string(name_of(rule.kind)));
        return;
      case Rule::Kind::kDistance:
        must_be_ordered(column(rule.column, rule.where + "/distance"), rule.where + "/distance");
        return;
      case Rule::Kind::kOverlap:
        resolve_overlap(rule);
        return;
      case Rule::Kind::kApart:
        rule.people.clear();
        if (rule.from_file) {
          if (confidential_ == nullptr) {
            add(Severity::kError, "program.apartFileMissing", rule.where + "/apart");
            return;
          }
          rule.people = confidential_pairs_;
          return;
        }
        for (size_t i = 0; i < rule.names.size(); ++i) keep_names_apart(rule, i);
        return;
      case Rule::Kind::kApartLine:
      case Rule::Kind::kApartManager:
        if (roster_.with_role(Role::kManager) == nullptr) {
          add(Severity::kError, "program.noColumnWithRole", rule.where + "/apart",
              {{"role", std::string("manager")}});
        }
        return;
      case Rule::Kind::kTogether:
        rule.people.clear();
        for (size_t i = 0; i < rule.names.size(); ++i) {
          auto people = people_of(rule.names[i], rule.where + "/together/" + std::to_string(i));
          if (people.size() >= 2) rule.people.push_back(std::move(people));
        }
        return;
      case Rule::Kind::kMet:
        for (const std::string& name : rule.scope.programs) {
          const bool known = std::any_of(history_.rounds.begin(), history_.rounds.end(),
                                         [&](const Round& round) { return round.program == name; });
          if (!known && !history_.rounds.empty()) {
            add(Severity::kWarning, "program.unknownProgram", rule.where + "/met/programs",
                {{"program", name}});
          }
        }
        return;
      case Rule::Kind::kNotAlone:
      case Rule::Kind::kAtLeast:
      case Rule::Kind::kAtMost:
      case Rule::Kind::kCover:
        if (rule.whom) {
          resolve_filter(*rule.whom);
          rule.column = rule.whom->column;
        } else {
          column(rule.column, rule.where + "/" + std::string(name_of(rule.kind)));
        }
        return;
    }
  }

  void resolve_criterion(Criterion& criterion) {
    if (criterion.kind == Criterion::Kind::kNovelty) return;
    if (criterion.kind == Criterion::Kind::kPreference) {
      if (list_of(lists_, "preferences") == nullptr) {
        add(Severity::kWarning, "program.listMissing", criterion.where + "/preference",
            {{"list", std::string("preferences")}});
      }
      return;
    }
    if (criterion.kind == Criterion::Kind::kComplement) {
      for (const char* role : {"skillsOffered", "skillsWanted"}) {
        ColumnUse use{std::string("@") + role};
        column(use, criterion.where + "/complement");
      }
      return;
    }
    const std::string where = criterion.where + "/" + std::string(name_of(criterion.kind));
    const Column* found = column(criterion.column, where);
    if (criterion.kind == Criterion::Kind::kNear || criterion.kind == Criterion::Kind::kFar ||
        criterion.kind == Criterion::Kind::kBalance) {
      must_be_ordered(found, where);
    }
  }

  void check_together() {
    std::vector<bool> fixed(roster_.people(), false);
    for (const Rule& rule : program_.rules) {
      if (rule.kind != Rule::Kind::kTogether) continue;
      for (const auto& people : rule.people) {
        // Where the format has sizes of its own, it says so itself.
        if (program_.shape.sized && static_cast<int32_t>(people.size()) > program_.max_size) {
          add(Severity::kError, "program.togetherTooMany", rule.where + "/together",
              {{"people", static_cast<int64_t>(people.size())},
               {"size", int64_t{program_.max_size}}});
        }
        for (const int32_t person : people) {
          if (fixed[static_cast<size_t>(person)]) {
            add(Severity::kError, "program.togetherTwice", rule.where + "/together",
                {{"person", std::string(roster_.names[static_cast<size_t>(person)])}});
          }
          fixed[static_cast<size_t>(person)] = true;
        }
      }
    }
  }

  Program& program_;
  const Roster& roster_;
  const History& history_;
  const Lists& lists_;
  const ApartList* confidential_;
  std::vector<std::vector<int32_t>> confidential_pairs_;
  Issues issues_;
};

// Which of the column's values let a person in.
std::vector<bool> admitted(const Filter& filter, const Column& column) {
  std::vector<bool> in(column.values.size(), false);
  const FoldedTexts wanted = folded(filter.values);
  const auto listed = [&](std::string_view text) { return wanted.count(fold(text)) > 0; };
  for (size_t value = 0; value < column.values.size(); ++value) {
    switch (filter.kind) {
      case Filter::Kind::kIs:
        in[value] = listed(column.values[value]);
        break;
      case Filter::Kind::kNot:
        in[value] = !listed(column.values[value]);
        break;
      case Filter::Kind::kHas:
        if (column.type == Type::kList) {
          for (const uint32_t entry : column.entries[value]) {
            if (listed(column.entry_names[entry])) in[value] = true;
          }
        } else {
          in[value] = listed(column.values[value]);
        }
        break;
      case Filter::Kind::kBetween: {
        const int64_t number = column.numbers[value];
        in[value] = number != Column::kNoNumber && (!filter.min || number >= *filter.min) &&
                    (!filter.max || number <= *filter.max);
        break;
      }
    }
  }
  return in;
}

}  // namespace

Filter read_filter(const DocumentPlace& place) {
  Filter filter;
  filter.where = place.where();
  if (!place.object()) return filter;
  place.only_keys({"column", "is", "not", "has", "min", "max"});
  if (!place.has("column")) {
    place.fail("program.missingKey", {{"key", std::string("column")}});
  } else {
    filter.column.reference = place.at("column").text();
  }
  const bool between = place.has("min") || place.has("max");
  if (between) {
    filter.kind = Filter::Kind::kBetween;
    if (place.has("min")) filter.min = place.at("min").thousandths();
    if (place.has("max")) filter.max = place.at("max").thousandths();
    return filter;
  }
  const std::string kind = place.kind({"is", "not", "has"});
  if (kind.empty()) return filter;
  filter.kind = kind == "is"    ? Filter::Kind::kIs
                : kind == "not" ? Filter::Kind::kNot
                                : Filter::Kind::kHas;
  filter.values = place.at(kind).texts();
  return filter;
}

std::string values_shown(const Filter& filter, const Column& column) {
  if (filter.kind != Filter::Kind::kBetween) {
    std::string all = filter.kind == Filter::Kind::kNot ? "≠ " : "";
    for (size_t i = 0; i < filter.values.size(); ++i)
      all.append(i == 0 ? "" : ", ").append(filter.values[i]);
    return all;
  }
  const auto shown = [&](int64_t thousandths) {
    if (column.type == Type::kDate) return iso_date(static_cast<Day>(thousandths / 1000));
    for (size_t value = 0; column.type == Type::kLevel && value < column.values.size(); ++value) {
      if (column.numbers[value] == thousandths) return std::string(column.values[value]);
    }
    return std::to_string(thousandths / 1000);
  };
  if (!filter.max) return "≥ " + shown(*filter.min);
  if (!filter.min) return "≤ " + shown(*filter.max);
  return shown(*filter.min) + " – " + shown(*filter.max);
}

int32_t person_named(const std::string& name, const std::string& where, const Roster& roster,
                     Issues& issues) {
  const Meant meant = roster.look_up(name);
  if (meant.person != Roster::kNobody) return meant.person;
  if (!meant.nobody()) {
    add_issue(issues, Severity::kWarning, "program.severalPeople", where,
              args_of_several(roster, name, meant));
    return Roster::kNobody;
  }
  std::optional<Args> near;
  if (issues.size() < kMostCompared) near = args_of_near(roster, name);
  if (near) {
    add_issue(issues, Severity::kWarning, "program.nearPerson", where, std::move(*near));
  } else {
    add_issue(issues, Severity::kWarning, "program.unknownPerson", where, {{"person", name}});
  }
  return Roster::kNobody;
}

std::vector<bool> passing(std::vector<Filter> filters, const Roster& roster, Issues& issues) {
  Program program;
  program.who = std::move(filters);
  for (Issue& issue : resolve(program, roster, {}, {}, nullptr)) issues.push_back(std::move(issue));
  std::vector<bool> in(roster.people(), true);
  for (const Filter& filter : program.who) {
    if (filter.column.index < 0) continue;
    const Column& column = roster.columns[static_cast<size_t>(filter.column.index)];
    const std::vector<bool> admits = admitted(filter, column);
    for (size_t person = 0; person < roster.people(); ++person)
      in[person] = in[person] && admits[column.codes[person]];
  }
  return in;
}

std::string_view name_of(Criterion::Kind kind) {
  constexpr std::array<std::string_view, 10> kNames = {
      "mix",     "match",      "share",      "near",   "far",
      "novelty", "complement", "preference", "spread", "balance"};
  return kNames[static_cast<size_t>(kind)];
}

Program without_secrets(Program program) {
  std::vector<Rule>& rules = program.rules;
  rules.erase(std::remove_if(rules.begin(), rules.end(), is_confidential), rules.end());
  return program;
}

std::string_view name_of(Rule::Kind kind) {
  constexpr std::array<std::string_view, 14> kNames = {
      "different", "same", "share",   "distance", "apart",   "apartLine", "apartManager",
      "together",  "met",  "overlap", "notAlone", "atLeast", "atMost",    "cover"};
  return kNames[static_cast<size_t>(kind)];
}

bool is_of_whole_group(Criterion::Kind kind) {
  return kind == Criterion::Kind::kSpread || kind == Criterion::Kind::kBalance;
}

bool is_of_whole_group(Rule::Kind kind) {
  return kind == Rule::Kind::kNotAlone || kind == Rule::Kind::kAtLeast ||
         kind == Rule::Kind::kAtMost || kind == Rule::Kind::kCover;
}

Issues resolve(Program& program, const Roster& roster, const History& history, const Lists& lists,
               const ApartList* confidential) {
  return Resolver(program, roster, history, lists, confidential).run();
}

PeoplePairs confidential_pairs(const Program& program) {
  PeoplePairs pairs;
  for (const Rule& rule : program.rules) {
    if (rule.kind != Rule::Kind::kApart) continue;
    for (const auto& people : rule.people) {
      for (size_t i = 0; i < people.size(); ++i) {
        for (size_t j = i + 1; j < people.size(); ++j)
          pairs.insert(std::minmax(people[i], people[j]));
      }
    }
  }
  return pairs;
}

bool holds_any(const PeoplePairs& pairs, const std::vector<int32_t>& people) {
  if (pairs.empty()) return false;
  for (size_t i = 0; i < people.size(); ++i) {
    for (size_t j = i + 1; j < people.size(); ++j) {
      if (pairs.count(std::minmax(people[i], people[j])) > 0) return true;
    }
  }
  return false;
}

Participants participants(const Program& program, const Roster& roster, const History& history,
                          Day date) {
  Participants result;
  std::vector<bool> in(roster.people(), true);
  const auto exclude = [&](std::string code, const Column& column, auto stays) {
    Participants::Excluded excluded{std::move(code), column.header, 0};
    for (size_t person = 0; person < roster.people(); ++person) {
      if (!in[person] || stays(person)) continue;
      in[person] = false;
      ++excluded.people;
    }
    if (excluded.people > 0) result.excluded.push_back(std::move(excluded));
  };
  if (const Column* column = roster.with_role(Role::kOptIn)) {
    // Somebody who did not answer has not opted in where the column is filled at all.
    exclude("who.optedOut", *column, [&](size_t person) {
      return column->type != Type::kYesNo || column->number(person) == 1000;
    });
  }
  if (const Column* column = roster.with_role(Role::kPauseUntil)) {
    exclude("who.paused", *column, [&](size_t person) {
      return column->type != Type::kDate || column->number(person) == Column::kNoNumber ||
             column->number(person) <= int64_t{date} * 1000;
    });
  }
  if (program.absences != nullptr) {
    Participants::Excluded away{"who.away", {}, 0};
    for (const Absence& absence : *program.absences) {
      const auto person = static_cast<size_t>(absence.person);
      if (!in[person] || !absence.covers(date, program.round)) continue;
      in[person] = false;
      ++away.people;
    }
    if (away.people > 0) result.excluded.push_back(std::move(away));
  }
  for (const Filter& filter : program.who) {
    const Column& column = roster.columns[static_cast<size_t>(filter.column.index)];
    const std::vector<bool> admits = admitted(filter, column);
    exclude("who.filter", column, [&](size_t person) { return admits[column.codes[person]]; });
  }
  if (program.most_running) {
    const std::vector<int32_t> running = running_commitments(roster, history, date);
    Participants::Excluded busy{"who.busy", {}, 0};
    for (size_t person = 0; person < roster.people(); ++person) {
      if (!in[person] || running[person] < *program.most_running) continue;
      in[person] = false;
      ++busy.people;
    }
    if (busy.people > 0) result.excluded.push_back(std::move(busy));
  }
  for (size_t person = 0; person < roster.people(); ++person) {
    if (in[person]) result.people.push_back(static_cast<int32_t>(person));
  }
  return result;
}

}  // namespace weft
