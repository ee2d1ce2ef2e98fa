#include "sentences.h"

#include <string_view>

namespace weft::cli {
namespace {

#include "sentences.inc"

}  // namespace

Sentences::Sentences(const std::string& language)
    : language_(language == "de" ? "de" : "en"),
      templates_(Json::parse(language_ == "de" ? kGerman : kEnglish)) {}

std::string Sentences::number(int64_t value) const {
  std::string digits = std::to_string(value).substr(value < 0 ? 1 : 0);
  for (size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, language_ == "de" ? "." : ",");
  }
  return (value < 0 ? "-" : "") + digits;
}

std::string Sentences::say(const std::string& code, const Json& args) const {
  if (!templates_.contains(code)) return code;
  const std::string pattern = templates_[code].get<std::string>();
  std::string text;
  for (size_t at = 0; at < pattern.size(); ++at) {
    const size_t close = pattern[at] == '{' ? pattern.find('}', at) : std::string::npos;
    if (close == std::string::npos) {
      text += pattern[at];
      continue;
    }
    const std::string inside = pattern.substr(at + 1, close - at - 1);
    const size_t question = inside.find('?');
    const std::string name = inside.substr(0, question);
    const Json value = args.contains(name) ? args[name] : Json("");
    if (question != std::string::npos) {
      const size_t colon = inside.find(':', question);
      const bool one = value.is_number() && value.get<int64_t>() == 1;
      text += one ? inside.substr(question + 1, colon - question - 1) : inside.substr(colon + 1);
    } else if (value.is_number_integer()) {
      text += number(value.get<int64_t>());
    } else {
      text += value.is_string() ? value.get<std::string>() : value.dump();
    }
    at = close;
  }
  return text;
}

std::string Sentences::say(const Json& issue) const {
  const bool german = language_ == "de";
  Json args = issue.value("args", Json::object());
  std::string place;
  const auto add = [&](const std::string& part) { place += (place.empty() ? "" : ", ") + part; };
  if (issue.contains("file")) add(issue["file"].get<std::string>());
  if (issue.contains("rows")) {
    std::string rows;
    for (const Json& row : issue["rows"]) rows += (rows.empty() ? "" : ", ") + row.dump();
    const int64_t count = issue.value("rowCount", int64_t{0});
    if (count > static_cast<int64_t>(issue["rows"].size())) rows += ", …";
    add((german ? count == 1 ? "Zeile " : "Zeilen " : count == 1 ? "row " : "rows ") + rows);
  }
  if (issue.contains("column")) {
    args["column"] = issue["column"];
    add((german ? "Spalte " : "column ") + issue["column"].get<std::string>());
  }
  if (issue.contains("where")) add(issue["where"].get<std::string>());
  if (issue.contains("rowCount")) args["rowCount"] = issue["rowCount"];
  const std::string code = issue.value("code", "");
  std::string text = (place.empty() ? "" : place + ": ") + say(code, args);
  // Where the page has something to click, the command line has a switch: for one sentence, or a
  // kind of them.
  for (const std::string& key : {"cli.how." + code, "cli.how." + code.substr(0, code.find('.'))})
    if (templates_.contains(key)) return text + " " + say(key, args);
  return text;
}

}  // namespace weft::cli
