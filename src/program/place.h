// Reads a document and knows where in it it is: what is wrong is said with a pointer to the place.
// For everything that HR or a page writes as a program, the formats' own keys included.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/issue.h"
#include "base/value.h"

namespace weft {

class DocumentPlace {
 public:
  // REQUIRES: `value` and `issues` outlive this.
  DocumentPlace(const Value& value, std::string where, Issues& issues)
      : value_(value), where_(std::move(where)), issues_(issues) {}

  const Value& value() const { return value_; }
  const std::string& where() const { return where_; }
  bool has(std::string_view key) const { return value_.find(key) != nullptr; }
  // REQUIRES: has(key).
  DocumentPlace at(std::string_view key) const;
  // REQUIRES: a list, index < size().
  DocumentPlace at(size_t index) const;
  size_t size() const { return value_.list() == nullptr ? 0 : value_.list()->size(); }

  void fail(std::string code, Args args = {}) const;
  // The same, with what stands there as an argument.
  void expected(std::string code, Args args = {}) const;

  // Each reads what it names, or says what is wrong and gives something harmless.
  bool object() const;
  bool list() const;
  bool yes_or_no() const;
  std::string text() const;
  std::vector<std::string> texts() const;  // numbers too: ids are often written so
  int64_t whole(int64_t min, int64_t max) const;
  std::optional<int64_t> thousandths() const;  // of a number, or of a date's days
  std::string one_of(const std::vector<std::string>& choices) const;
  void only_keys(const std::vector<std::string>& known) const;
  // The one key of `kinds` that says what this object is; "" with an issue where there is none or
  // two.
  std::string kind(const std::vector<std::string>& kinds) const;

 private:
  const Value& value_;
  std::string where_;
  Issues& issues_;
};

}  // namespace weft
