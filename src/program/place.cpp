#include "program/place.h"

#include <algorithm>
#include <cmath>

#include "base/date.h"

namespace weft {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

}  // namespace

DocumentPlace DocumentPlace::at(std::string_view key) const {
  const Value* found = value_.find(key);
  require(found != nullptr, "a key is asked for that is there");
  return {*found, where_ + "/" + std::string(key), issues_};
}

DocumentPlace DocumentPlace::at(size_t index) const {
  return {(*value_.list())[index], where_ + "/" + std::to_string(index), issues_};
}

void DocumentPlace::fail(std::string code, Args args) const {
  Issue& issue = issues_.emplace_back();
  issue.code = std::move(code);
  issue.where = where_;
  issue.args = std::move(args);
}

void DocumentPlace::expected(std::string code, Args args) const {
  std::string got = value_.shown();
  if (got.size() > 60) got = got.substr(0, got.find_last_of(" ,{[", 57)) + "…";
  args.push_back({"got", got});
  fail(std::move(code), std::move(args));
}

bool DocumentPlace::object() const {
  if (value_.object() != nullptr) return true;
  expected("program.expectedObject");
  return false;
}

bool DocumentPlace::list() const {
  if (value_.list() != nullptr) return true;
  expected("program.expectedList");
  return false;
}

bool DocumentPlace::yes_or_no() const {
  if (const bool* yes = value_.boolean()) return *yes;
  expected("program.expectedOneOf", {{"choices", std::string("true, false")}});
  return false;
}

std::string DocumentPlace::text() const {
  if (value_.text() != nullptr && !value_.text()->empty()) return *value_.text();
  expected("program.expectedText");
  return {};
}

std::vector<std::string> DocumentPlace::texts() const {
  std::vector<std::string> all;
  if (!list()) return all;
  for (size_t i = 0; i < size(); ++i) {
    const DocumentPlace item = at(i);
    all.push_back(item.value().whole() != nullptr ? item.value().shown() : item.text());
  }
  return all;
}

int64_t DocumentPlace::whole(int64_t min, int64_t max) const {
  if (const int64_t* number = value_.whole()) {
    if (*number >= min && *number <= max) return *number;
  }
  expected("program.expectedNumber", {{"min", min}, {"max", max}});
  return min;
}

std::optional<int64_t> DocumentPlace::thousandths() const {
  if (value_.whole() != nullptr || value_.real() != nullptr) {
    const double number =
        value_.real() != nullptr ? *value_.real() : static_cast<double>(*value_.whole());
    if (std::abs(number) <= 1e12) return static_cast<int64_t>(std::llround(number * 1000));
  }
  if (const std::string* words = value_.text()) {
    if (const auto date = parse_date(*words, DateOrder::kDayFirst))
      return int64_t{date->day} * 1000;
  }
  expected("program.expectedAnyNumber");
  return std::nullopt;
}

std::string DocumentPlace::one_of(const std::vector<std::string>& choices) const {
  const std::string* words = value_.text();
  if (words != nullptr && std::find(choices.begin(), choices.end(), *words) != choices.end())
    return *words;
  expected("program.expectedOneOf", {{"choices", joined(choices)}});
  return choices.front();
}

void DocumentPlace::only_keys(const std::vector<std::string>& known) const {
  if (value_.object() == nullptr) return;
  for (const auto& [key, value] : *value_.object()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      DocumentPlace(value, where_ + "/" + key, issues_)
          .fail("program.unknownKey", {{"key", key}, {"known", joined(known)}});
    }
  }
}

std::string DocumentPlace::kind(const std::vector<std::string>& kinds) const {
  std::string found;
  if (!object()) return found;
  for (const std::string& kind : kinds) {
    if (!has(kind)) continue;
    if (!found.empty()) {
      fail("program.twoKinds", {{"first", found}, {"second", kind}});
      return {};
    }
    found = kind;
  }
  if (found.empty()) expected("program.noKind", {{"choices", joined(kinds)}});
  return found;
}

}  // namespace weft
