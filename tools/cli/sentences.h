// Codes to sentences, from the same files the page uses: `{name}` is an argument,
// `{count?one:many}` a choice by number.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace weft::cli {

using Json = nlohmann::ordered_json;

class Sentences {
 public:
  // "en" or "de"; anything else is English.
  explicit Sentences(const std::string& language);

  std::string say(const std::string& code, const Json& args) const;
  // An issue of an answer with its file, rows, column or place in front.
  std::string say(const Json& issue) const;
  const std::string& language() const { return language_; }

 private:
  std::string number(int64_t value) const;

  std::string language_;
  Json templates_;
};

}  // namespace weft::cli
