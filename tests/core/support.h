// Small rosters, programs and doors for the tests.
#pragma once

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "api/door.h"
#include "roster/read_roster.h"

namespace weft::test {

using Json = nlohmann::ordered_json;

inline ReadRoster read(std::string_view text, ReadOptions options = {}) {
  if (options.file.empty()) options.file = "people.csv";
  Result<ReadRoster> result = read_roster(text, options);
  REQUIRE(result);
  return std::move(*result);
}

inline const Issue* find(const Issues& issues, std::string_view code) {
  for (const Issue& issue : issues) {
    if (issue.code == code) return &issue;
  }
  return nullptr;
}

// The door, with answers as JSON.
class Room {
 public:
  Json ask(const Json& request, const std::vector<std::string>& attachments = {}) {
    Answer answer = door_.call(
        request.dump(), std::vector<std::string_view>(attachments.begin(), attachments.end()),
        [this](std::string_view text) { progress.push_back(Json::parse(text)); });
    files = std::move(answer.files);
    return Json::parse(answer.json);
  }
  Json value(const Json& request, const std::vector<std::string>& attachments = {}) {
    Json answer = ask(request, attachments);
    CAPTURE(answer.dump());
    REQUIRE(answer["ok"] == true);
    return answer["value"];
  }
  std::string error(const Json& request, const std::vector<std::string>& attachments = {}) {
    Json answer = ask(request, attachments);
    REQUIRE(answer["ok"] == false);
    return answer["error"]["code"];
  }
  Json roster(const std::string& text, Json more = Json::object()) {
    Json request = {{"op", "profile"}, {"file", "people.csv"}, {"today", "2026-11-23"}};
    request.update(more);
    return value(request, {text});
  }
  std::string file(const std::string& name) {
    value({{"op", "files"}, {"which", {name}}});
    REQUIRE(files.size() == 1);
    return files[0].bytes;
  }

  std::vector<Json> progress;
  std::vector<FileOut> files;

 private:
  Door door_;
};

inline std::vector<std::string> codes(const Json& issues) {
  std::vector<std::string> all;
  for (const Json& issue : issues) all.push_back(issue["code"]);
  return all;
}

}  // namespace weft::test
