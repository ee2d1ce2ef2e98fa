#include "api/workspace_json.h"

#include <algorithm>

#include "api/program_json.h"
#include "base/digest.h"

namespace weft {
namespace {

constexpr int kVersion = 1;

Issue problem(std::string code, std::string_view file, std::string where, Args args = {}) {
  Issue issue;
  issue.code = std::move(code);
  issue.file = file;
  issue.where = std::move(where);
  issue.args = std::move(args);
  return issue;
}

// Index lists into `people`; false where one is out of range or no number.
bool read_indices(const Json& json, size_t people, std::vector<uint32_t>& to) {
  if (!json.is_array()) return false;
  for (const Json& item : json) {
    if (!item.is_number_unsigned() || item.get<uint64_t>() >= people) return false;
    to.push_back(item.get<uint32_t>());
  }
  return true;
}

bool read_round(const Json& json, size_t people, Round& round) {
  if (!json.is_object() || !json.contains("program") || !json["program"].is_string() ||
      !json.contains("date") || !json["date"].is_string() || !json.contains("groups") ||
      !json["groups"].is_array()) {
    return false;
  }
  const auto date = parse_date(json["date"].get_ref<const std::string&>(), DateOrder::kDayFirst);
  if (!date) return false;
  round.program = json["program"].get<std::string>();
  round.format = json.contains("format") && json["format"].is_string()
                     ? json["format"].get<std::string>()
                     : "";
  round.date = date->day;
  if (json.contains("seed") && json["seed"].is_number_unsigned())
    round.seed = json["seed"].get<uint64_t>();
  for (const Json& group : json["groups"]) {
    if (!read_indices(group, people, round.groups.emplace_back())) return false;
  }
  if (json.contains("odd") && !read_indices(json["odd"], people, round.odd)) return false;
  return !json.contains("leftOut") || read_indices(json["leftOut"], people, round.left_out);
}

}  // namespace

Result<Workspace> workspace_from_json(std::string_view text, std::string_view file,
                                      Issues& issues) {
  const Result<Json> parsed = parse_json(text, file, "workspace.notJson");
  if (!parsed) return parsed.issue();
  const Json& json = *parsed;
  if (!json.is_object() || !json.contains("kind") || json["kind"] != "workspace") {
    return problem("workspace.notOne", file, "");
  }
  if (!json.contains("weft") || !json["weft"].is_number_integer() ||
      json["weft"].get<int64_t>() > kVersion) {
    return problem("workspace.version", file, "/weft");
  }
  Workspace workspace;
  workspace.digest = "sha256:" + sha256_hex(text);
  if (json.contains("programs") && json["programs"].is_array()) {
    for (const Json& program : json["programs"]) {
      if (program.is_object()) workspace.programs.push_back(program);
    }
  }
  if (json.contains("columns") && json["columns"].is_object()) workspace.columns = json["columns"];
  if (json.contains("accounts") && json["accounts"].is_array())
    workspace.accounts = json["accounts"];
  if (json.contains("same") && json["same"].is_object()) workspace.same = json["same"];
  if (json.contains("export") && json["export"].is_object()) workspace.seen = json["export"];
  size_t people = 0;
  if (json.contains("people") && json["people"].is_array()) {
    for (const Json& id : json["people"]) {
      const std::string name = id.is_string() ? id.get<std::string>() : dump_json(id);
      if (workspace.history.people.intern(name) != people) {
        return problem("workspace.personTwice", file, "/people/" + std::to_string(people),
                       {{"person", name}});
      }
      ++people;
    }
  }
  if (json.contains("rounds") && json["rounds"].is_array()) {
    for (size_t i = 0; i < json["rounds"].size(); ++i) {
      Round round;
      if (read_round(json["rounds"][i], people, round)) {
        workspace.history.rounds.push_back(std::move(round));
      } else {
        Issue bad = problem("workspace.badRound", file, "/rounds/" + std::to_string(i),
                            {{"round", static_cast<int64_t>(i + 1)}});
        bad.severity = Severity::kWarning;
        issues.push_back(bad);
      }
    }
  }
  return workspace;
}

std::string workspace_to_json(const Workspace& workspace) {
  Json json = {{"weft", kVersion}, {"kind", "workspace"}};
  json["programs"] = Json::array();
  for (const Json& program : workspace.programs)
    json["programs"].push_back(publishable_program(program));
  json["columns"] = workspace.columns;
  if (!workspace.accounts.empty()) json["accounts"] = workspace.accounts;
  if (!workspace.same.empty()) json["same"] = workspace.same;
  if (!workspace.seen.empty()) json["export"] = workspace.seen;
  Json people = Json::array();
  const StringPool& names = workspace.history.people.strings();
  for (size_t i = 0; i < names.size(); ++i) people.push_back(std::string(names[i]));
  json["people"] = std::move(people);
  json["rounds"] = Json::array();
  for (const Round& round : workspace.history.rounds) {
    Json item = {{"program", round.program},
                 {"format", round.format},
                 {"date", iso_date(round.date)},
                 {"seed", round.seed},
                 {"groups", round.groups}};
    if (!round.odd.empty()) item["odd"] = round.odd;
    if (!round.left_out.empty()) item["leftOut"] = round.left_out;
    json["rounds"].push_back(std::move(item));
  }
  return dump_json(json) + "\n";
}

}  // namespace weft
