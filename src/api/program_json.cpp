#include "api/program_json.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "formats/format.h"

namespace weft {
namespace {

// Keeps the way to the place it reads, and says there what is wrong.
class Place {
 public:
  Place(const Json& json, std::string where, Issues& issues)
      : json_(json), where_(std::move(where)), issues_(issues) {}

  const Json& json() const { return json_; }
  const std::string& where() const { return where_; }
  bool has(const char* key) const { return json_.is_object() && json_.contains(key); }
  Place at(const std::string& key) const { return {json_.at(key), where_ + "/" + key, issues_}; }
  Place at(size_t index) const {
    return {json_.at(index), where_ + "/" + std::to_string(index), issues_};
  }

  void fail(std::string code, Args args = {}) const {
    Issue& issue = issues_.emplace_back();
    issue.code = std::move(code);
    issue.where = where_;
    issue.args = std::move(args);
  }
  void expected(std::string code, Args args = {}) const {
    std::string got = dump_json(json_);
    if (got.size() > 60) got = got.substr(0, got.find_last_of(" ,{[", 57)) + "…";
    args.push_back({"got", got});
    fail(std::move(code), std::move(args));
  }

  bool object() const {
    if (json_.is_object()) return true;
    expected("program.expectedObject");
    return false;
  }
  bool list() const {
    if (json_.is_array()) return true;
    expected("program.expectedList");
    return false;
  }
  std::string text() const {
    if (json_.is_string() && !json_.get_ref<const std::string&>().empty())
      return json_.get<std::string>();
    expected("program.expectedText");
    return {};
  }
  std::vector<std::string> texts() const {
    std::vector<std::string> all;
    if (!list()) return all;
    for (size_t i = 0; i < json_.size(); ++i) {
      // Ids are often written as numbers.
      if (json_[i].is_number_integer()) {
        all.push_back(dump_json(json_[i]));
      } else {
        all.push_back(at(i).text());
      }
    }
    return all;
  }
  int64_t whole(int64_t min, int64_t max) const {
    if (json_.is_number_integer() || json_.is_number_unsigned()) {
      const bool huge = json_.is_number_unsigned() && json_.get<uint64_t>() > uint64_t{INT64_MAX};
      const int64_t value = huge ? INT64_MAX : json_.get<int64_t>();
      if (!huge && value >= min && value <= max) return value;
    }
    expected("program.expectedNumber", {{"min", min}, {"max", max}});
    return min;
  }
  std::optional<int64_t> thousandths() const {
    if (json_.is_number()) {
      const double value = json_.get<double>();
      if (std::abs(value) <= 1e12) return static_cast<int64_t>(std::llround(value * 1000));
    }
    if (json_.is_string()) {
      if (const auto date = parse_date(json_.get_ref<const std::string&>(), DateOrder::kDayFirst)) {
        return int64_t{date->day} * 1000;
      }
    }
    expected("program.expectedAnyNumber");
    return std::nullopt;
  }
  std::string one_of(const std::vector<std::string>& choices) const {
    if (json_.is_string() && std::find(choices.begin(), choices.end(),
                                       json_.get_ref<const std::string&>()) != choices.end()) {
      return json_.get<std::string>();
    }
    expected("program.expectedOneOf", {{"choices", joined(choices)}});
    return choices.front();
  }
  void only_keys(const std::vector<std::string>& known) const {
    for (const auto& [key, value] : json_.items()) {
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        Place(value, where_ + "/" + key, issues_)
            .fail("program.unknownKey", {{"key", key}, {"known", joined(known)}});
      }
    }
  }
  // The one key of `kinds` that says what this object is; "" with an issue where there is none or
  // two.
  std::string kind(const std::vector<std::string>& kinds) const {
    std::string found;
    if (!object()) return found;
    for (const std::string& kind : kinds) {
      if (!json_.contains(kind)) continue;
      if (!found.empty()) {
        fail("program.twoKinds", {{"first", found}, {"second", kind}});
        return {};
      }
      found = kind;
    }
    if (found.empty()) expected("program.noKind", {{"choices", joined(kinds)}});
    return found;
  }

 private:
  static std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
  }

  const Json& json_;
  std::string where_;
  Issues& issues_;
};

constexpr int64_t kMaxSize = 1000;
constexpr int64_t kMaxRounds = 10000;
constexpr int64_t kMostSerendipity = 20;  // percent

Filter read_filter(const Place& place) {
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

std::vector<std::vector<std::string>> read_people(const Place& place) {
  std::vector<std::vector<std::string>> all;
  if (!place.list()) return all;
  for (size_t i = 0; i < place.json().size(); ++i) all.push_back(place.at(i).texts());
  return all;
}

void read_apart(const Place& place, Rule& rule) {
  rule.kind = Rule::Kind::kApart;
  if (place.json().is_array()) {
    rule.names = read_people(place);
  } else if (place.json().is_object()) {
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

void read_met(const Place& place, Rule& rule) {
  rule.kind = Rule::Kind::kMet;
  if (place.json().is_string()) {
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

Rule read_rule(const Place& place) {
  Rule rule;
  rule.where = place.where();
  const std::string kind =
      place.kind({"different", "same", "share", "distance", "apart", "together", "met"});
  if (kind.empty()) return rule;
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
  const Place value = place.at(kind);
  if (kind == "apart") {
    read_apart(value, rule);
  } else if (kind == "together") {
    rule.kind = Rule::Kind::kTogether;
    rule.names = read_people(value);
  } else if (kind == "met") {
    read_met(value, rule);
  } else {
    rule.kind = kind == "different" ? Rule::Kind::kDifferent
                : kind == "same"    ? Rule::Kind::kSame
                                    : Rule::Kind::kShare;
    rule.column.reference = value.text();
  }
  return rule;
}

Criterion read_criterion(const Place& place) {
  Criterion criterion;
  criterion.where = place.where();
  constexpr std::array kKinds = {Criterion::Kind::kMix,   Criterion::Kind::kMatch,
                                 Criterion::Kind::kShare, Criterion::Kind::kNear,
                                 Criterion::Kind::kFar,   Criterion::Kind::kNovelty};
  std::vector<std::string> names;
  for (const auto kind : kKinds) names.emplace_back(name_of(kind));
  const std::string kind = place.kind(names);
  if (kind.empty()) return criterion;
  place.only_keys({kind, "weight"});
  criterion.kind =
      kKinds[static_cast<size_t>(std::find(names.begin(), names.end(), kind) - names.begin())];
  if (criterion.kind == Criterion::Kind::kNovelty) {
    if (place.json().at(kind) != true)
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

}  // namespace

Program program_from_json(const Json& json, Issues& issues) {
  Program program;
  const Place top(json, "", issues);
  if (!top.object()) return program;
  top.only_keys({"weft", "format", "name", "who", "size", "odd", "rules", "criteria", "favour",
                 "serendipity", "seed"});
  if (!top.has("weft")) {
    top.fail("program.missingKey", {{"key", std::string("weft")}});
  } else if (json["weft"] != 1) {
    top.at("weft").expected("program.version");
  }
  std::vector<std::string> known;
  for (const Format* format : formats()) known.emplace_back(format->name());
  if (!top.has("format")) {
    top.fail("program.missingKey", {{"key", std::string("format")}});
  } else {
    program.format = top.at("format").one_of(known);
  }
  if (top.has("name")) program.name = top.at("name").text();
  if (program.name.empty()) program.name = program.format;
  const auto each = [&](const char* key, auto read) {
    if (!top.has(key)) return;
    const Place list = top.at(key);
    if (!list.list()) return;
    for (size_t i = 0; i < list.json().size(); ++i) read(list.at(i));
  };
  each("who", [&](const Place& place) { program.who.push_back(read_filter(place)); });
  each("rules", [&](const Place& place) { program.rules.push_back(read_rule(place)); });
  each("criteria", [&](const Place& place) { program.criteria.push_back(read_criterion(place)); });
  if (top.has("size") && top.at("size").object()) {
    const Place size = top.at("size");
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
  if (const Format* format = format_named(program.format)) {
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

std::vector<std::string> columns_named_by(const Json& json) {
  std::vector<std::string> named;
  const auto each = [&](const char* list, std::initializer_list<const char*> keys) {
    if (!json.is_object() || !json.contains(list) || !json[list].is_array()) return;
    for (const Json& item : json[list]) {
      for (const char* key : keys) {
        if (!item.is_object() || !item.contains(key) || !item[key].is_string()) continue;
        named.push_back(item[key].get<std::string>());
      }
    }
  };
  each("who", {"column"});
  each("rules", {"different", "same", "share", "distance"});
  each("criteria", {"mix", "match", "share", "near", "far"});
  return named;
}

}  // namespace weft
