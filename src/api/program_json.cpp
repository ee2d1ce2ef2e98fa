#include "api/program_json.h"

#include <algorithm>
#include <array>

#include "formats/format.h"
#include "program/place.h"

namespace weft {
namespace {

constexpr int64_t kMaxSize = 1000;
constexpr int64_t kMaxRounds = 10000;
constexpr int64_t kMostSerendipity = 20;  // percent
constexpr int64_t kMostPlanned = 60;      // rounds at once

std::vector<std::vector<std::string>> read_people(const DocumentPlace& place) {
  std::vector<std::vector<std::string>> all;
  if (!place.list()) return all;
  for (size_t i = 0; i < place.size(); ++i) all.push_back(place.at(i).texts());
  return all;
}

void read_apart(const DocumentPlace& place, Rule& rule) {
  rule.kind = Rule::Kind::kApart;
  if (place.value().list() != nullptr) {
    rule.names = read_people(place);
  } else if (place.value().object() != nullptr) {
    place.only_keys({"line"});
    rule.kind = Rule::Kind::kApartLine;
    rule.steps = 1;
    if (place.has("line")) {
      rule.steps = static_cast<int>(place.at("line").whole(1, 100));
    } else {
      place.fail("program.missingKey", {{"key", std::string("line")}});
    }
  } else if (place.one_of({"file", "sameManager"}) == "file") {
    rule.from_file = true;
  } else {
    rule.kind = Rule::Kind::kApartManager;
  }
}

void read_met(const DocumentPlace& place, Rule& rule) {
  rule.kind = Rule::Kind::kMet;
  if (place.value().text() != nullptr) {
    place.one_of({"ever"});
    return;
  }
  if (!place.object()) return;
  place.only_keys({"rounds", "months", "programs"});
  if (place.has("rounds") && place.has("months")) {
    place.fail("program.twoKinds",
               {{"first", std::string("rounds")}, {"second", std::string("months")}});
  }
  if (place.has("rounds"))
    rule.rounds = static_cast<int32_t>(place.at("rounds").whole(1, kMaxRounds));
  if (place.has("months"))
    rule.months = static_cast<int32_t>(place.at("months").whole(1, kMaxRounds));
  if (place.has("programs")) rule.scope.programs = place.at("programs").texts();
}

Rule read_rule(const DocumentPlace& place) {
  Rule rule;
  rule.where = place.where();
  const std::string kind =
      place.kind({"different", "same", "share", "distance", "apart", "together", "met", "overlap",
                  "notAlone", "atLeast", "atMost", "cover"});
  if (kind.empty()) return rule;
  if (kind == "atLeast" || kind == "atMost") {
    place.only_keys({kind, "who"});
    rule.kind = kind == "atLeast" ? Rule::Kind::kAtLeast : Rule::Kind::kAtMost;
    rule.count = static_cast<int32_t>(place.at(kind).whole(kind == "atLeast" ? 1 : 0, kMaxSize));
    if (place.has("who")) {
      rule.whom = read_filter(place.at("who"));
    } else {
      place.fail("program.missingKey", {{"key", std::string("who")}});
    }
    return rule;
  }
  if (kind == "distance") {
    place.only_keys({"distance", "min", "max", "unit"});
    rule.kind = Rule::Kind::kDistance;
    rule.column.reference = place.at("distance").text();
    int64_t unit = 1;
    if (place.has("unit")) {
      // Days are what dates are counted in; months and years are their mean lengths.
      const std::string name = place.at("unit").one_of({"days", "months", "years"});
      unit = name == "years" ? 365'250 : name == "months" ? 30'437 : 1000;
    } else {
      unit = 1000;
    }
    if (place.has("min")) rule.min = place.at("min").thousandths();
    if (place.has("max")) rule.max = place.at("max").thousandths();
    if (rule.min) rule.min = *rule.min * unit / 1000;
    if (rule.max) rule.max = *rule.max * unit / 1000;
    if (!place.has("min") && !place.has("max"))
      place.fail("program.missingKey", {{"key", std::string("max")}});
    if (rule.min && rule.max && *rule.min > *rule.max) place.fail("program.minAboveMax");
    return rule;
  }
  place.only_keys({kind});
  const DocumentPlace value = place.at(kind);
  if (kind == "apart") {
    read_apart(value, rule);
  } else if (kind == "together") {
    rule.kind = Rule::Kind::kTogether;
    rule.names = read_people(value);
  } else if (kind == "met") {
    read_met(value, rule);
  } else if (kind == "overlap") {
    rule.kind = Rule::Kind::kOverlap;
    rule.column.reference = "@timeZone";
    rule.min = value.whole(1, kWorkingDay / 1000) * 1000;
  } else if (kind == "notAlone" || kind == "cover") {
    rule.kind = kind == "cover" ? Rule::Kind::kCover : Rule::Kind::kNotAlone;
    if (kind == "notAlone" && value.value().text() != nullptr) {
      rule.column.reference = value.text();
      return rule;
    }
    rule.whom = read_filter(value);
    if (kind == "cover" && rule.whom->kind != Filter::Kind::kHas &&
        rule.whom->kind != Filter::Kind::kIs) {
      value.fail("program.missingKey", {{"key", std::string("has")}});
    }
  } else {
    rule.kind = kind == "different" ? Rule::Kind::kDifferent
                : kind == "same"    ? Rule::Kind::kSame
                                    : Rule::Kind::kShare;
    rule.column.reference = value.text();
  }
  return rule;
}

// Looks at no column of the program's choice.
bool is_plain(Criterion::Kind kind) {
  return kind == Criterion::Kind::kNovelty || kind == Criterion::Kind::kComplement ||
         kind == Criterion::Kind::kPreference;
}

Criterion read_criterion(const DocumentPlace& place) {
  Criterion criterion;
  criterion.where = place.where();
  constexpr std::array kKinds = {Criterion::Kind::kMix,        Criterion::Kind::kMatch,
                                 Criterion::Kind::kShare,      Criterion::Kind::kNear,
                                 Criterion::Kind::kFar,        Criterion::Kind::kNovelty,
                                 Criterion::Kind::kComplement, Criterion::Kind::kPreference,
                                 Criterion::Kind::kSpread,     Criterion::Kind::kBalance};
  std::vector<std::string> names;
  for (const auto kind : kKinds) names.emplace_back(name_of(kind));
  const std::string kind = place.kind(names);
  if (kind.empty()) return criterion;
  place.only_keys({kind, "weight"});
  criterion.kind =
      kKinds[static_cast<size_t>(std::find(names.begin(), names.end(), kind) - names.begin())];
  if (is_plain(criterion.kind)) {
    const bool* yes = place.at(kind).value().boolean();
    if (yes == nullptr || !*yes)
      place.at(kind).expected("program.expectedOneOf", {{"choices", std::string("true")}});
  } else {
    criterion.column.reference = place.at(kind).text();
  }
  if (!place.has("weight")) {
    place.fail("program.missingKey", {{"key", std::string("weight")}});
  } else {
    criterion.weight = place.at("weight").whole(0, 100);
  }
  return criterion;
}

Series read_series(const DocumentPlace& place, const Shape& shape) {
  Series series;
  if (!place.object()) return series;
  place.only_keys({"count", "weeks", "months"});
  if (place.has("count")) {
    series.rounds = static_cast<int32_t>(place.at("count").whole(1, kMostPlanned));
  } else {
    place.fail("program.missingKey", {{"key", std::string("count")}});
  }
  if (place.has("weeks") && place.has("months")) place.fail("program.weeksOrMonths");
  if (place.has("weeks")) series.weeks = static_cast<int32_t>(place.at("weeks").whole(1, 52));
  if (place.has("months")) series.months = static_cast<int32_t>(place.at("months").whole(1, 12));
  if (series.rounds > 1 && !shape.series) place.fail("program.oneRound");
  return series;
}

}  // namespace

Program program_from_json(const Json& json, Issues& issues) {
  Program program;
  program.document = to_value(json);
  const DocumentPlace top(program.document, "", issues);
  if (!top.object()) return program;
  std::vector<std::string> known;
  for (const Format* format : formats()) known.emplace_back(format->name());
  if (!top.has("format")) {
    top.fail("program.missingKey", {{"key", std::string("format")}});
  } else {
    program.format = top.at("format").one_of(known);
  }
  const Format* format = format_named(program.format);
  std::vector<std::string> keys = {"weft", "format", "name",     "who",    "size",
                                   "odd",  "rules",  "criteria", "favour", "serendipity",
                                   "seed", "load",   "runs",     "rounds"};
  if (format != nullptr) {
    program.shape = format->shape();
    for (std::string& key : format->keys()) keys.push_back(std::move(key));
  }
  top.only_keys(keys);
  if (!top.has("weft")) {
    top.fail("program.missingKey", {{"key", std::string("weft")}});
  } else if (const int64_t* version = top.at("weft").value().whole();
             version == nullptr || *version != 1) {
    top.at("weft").expected("program.version");
  }
  if (top.has("name")) program.name = top.at("name").text();
  if (program.name.empty()) program.name = program.format;
  const auto each = [&](const char* key, auto read) {
    if (!top.has(key)) return;
    const DocumentPlace list = top.at(key);
    if (!list.list()) return;
    for (size_t i = 0; i < list.size(); ++i) read(list.at(i));
  };
  each("who", [&](const DocumentPlace& place) { program.who.push_back(read_filter(place)); });
  each("rules", [&](const DocumentPlace& place) { program.rules.push_back(read_rule(place)); });
  each("criteria",
       [&](const DocumentPlace& place) { program.criteria.push_back(read_criterion(place)); });
  if (top.has("load") && top.at("load").object()) {
    const DocumentPlace load = top.at("load");
    load.only_keys({"max"});
    if (load.has("max")) program.most_running = static_cast<int32_t>(load.at("max").whole(1, 100));
  }
  if (top.has("runs") && top.at("runs").object()) {
    const DocumentPlace runs = top.at("runs");
    runs.only_keys({"months"});
    if (runs.has("months"))
      program.runs_months = static_cast<int32_t>(runs.at("months").whole(0, kMaxRounds));
  }
  if (top.has("rounds")) program.series = read_series(top.at("rounds"), program.shape);
  if (top.has("size") && top.at("size").object()) {
    const DocumentPlace size = top.at("size");
    size.only_keys({"min", "max"});
    if (size.has("min")) program.min_size = static_cast<int32_t>(size.at("min").whole(2, kMaxSize));
    program.max_size = std::max(program.max_size, program.min_size);
    if (size.has("max")) program.max_size = static_cast<int32_t>(size.at("max").whole(2, kMaxSize));
    if (program.min_size > program.max_size) size.fail("program.minAboveMax");
  }
  if (top.has("odd")) program.trio = top.at("odd").one_of({"trio", "out"}) == "trio";
  if (top.has("favour") && top.at("favour").one_of({"sum", "worst"}) == "worst")
    program.favour = Favour::kWorst;
  if (top.has("serendipity"))
    program.serendipity = static_cast<int32_t>(top.at("serendipity").whole(0, kMostSerendipity));
  if (program.favour == Favour::kWorst && program.serendipity > 0)
    top.at("serendipity").fail("program.serendipityNeedsSum");
  if (top.has("seed"))
    program.seed = static_cast<uint64_t>(top.at("seed").whole(0, (int64_t{1} << 53) - 1));
  if (format != nullptr) {
    const auto refuse = [&](std::string where, std::string_view kind) {
      Issue& issue = issues.emplace_back();
      issue.code = "program.wholeGroups";
      issue.where = std::move(where) + "/" + std::string(kind);
    };
    for (const Rule& rule : program.rules) {
      if (is_of_whole_group(rule.kind) && !program.shape.whole_groups)
        refuse(rule.where, name_of(rule.kind));
    }
    for (const Criterion& criterion : program.criteria) {
      if (is_of_whole_group(criterion.kind) && !program.shape.whole_groups)
        refuse(criterion.where, name_of(criterion.kind));
    }
    for (Issue& issue : format->validate(program)) issues.push_back(std::move(issue));
  }
  return program;
}

Json publishable_program(const Json& json) {
  Json copy = json;
  if (!copy.is_object() || !copy.contains("rules") || !copy["rules"].is_array()) return copy;
  for (Json& rule : copy["rules"]) {
    if (rule.is_object() && rule.contains("apart") && rule["apart"].is_array())
      rule["apart"] = "file";
  }
  return copy;
}

bool asks_for_list(const Json& program) {
  if (!program.is_object() || !program.contains("rules") || !program["rules"].is_array())
    return false;
  return std::any_of(program["rules"].begin(), program["rules"].end(), [](const Json& rule) {
    return rule.is_object() && rule.contains("apart") && rule["apart"] == Json("file");
  });
}

namespace {

// Every "column" there is, wherever a format has its filters.
void gather_columns(const Json& json, std::vector<std::string>& named) {
  if (json.is_object() && json.contains("column") && json["column"].is_string())
    named.push_back(json["column"].get<std::string>());
  for (const Json& item : json) {
    if (item.is_structured()) gather_columns(item, named);
  }
}

}  // namespace

std::vector<std::string> columns_named_by(const Json& json) {
  std::vector<std::string> named;
  gather_columns(json, named);
  const auto each = [&](const char* list, std::initializer_list<const char*> keys) {
    if (!json.is_object() || !json.contains(list) || !json[list].is_array()) return;
    for (const Json& item : json[list]) {
      if (!item.is_object()) continue;
      for (const char* key : keys) {
        if (item.contains(key) && item[key].is_string())
          named.push_back(item[key].get<std::string>());
      }
      if (item.contains("complement")) {
        named.emplace_back("@skillsOffered");
        named.emplace_back("@skillsWanted");
      }
    }
  };
  for (const char* key : {"offers", "wants"}) {
    if (json.is_object() && json.contains(key) && json[key].is_string())
      named.push_back(json[key].get<std::string>());
  }
  each("rules", {"different", "same", "share", "distance", "notAlone"});
  each("criteria", {"mix", "match", "share", "near", "far", "spread", "balance"});
  return named;
}

}  // namespace weft
