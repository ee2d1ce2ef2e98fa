#include "api/workspace_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

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

void append_list(std::string& text, std::span<const uint32_t> members) {
  text += '[';
  for (const uint32_t member : members) {
    if (text.back() != '[') text += ',';
    std::array<char, 10> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), member).ptr;
    text.append(digits.data(), end);
  }
  text += ']';
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
    std::vector<uint32_t> members;
    if (!read_indices(group, people, members)) return false;
    round.groups.add_group(members);
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
  // The long lists are written as they are: as values they would take ten times the room.
  std::string text = dump_json(json);
  text.pop_back();
  text += ",\"people\":[";
  const StringPool& names = workspace.history.people.strings();
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += ',';
    text += dump_json(std::string(names[i]));
  }
  text += "],\"rounds\":[";
  for (const Round& round : workspace.history.rounds) {
    if (&round != &workspace.history.rounds.front()) text += ',';
    text += dump_json({{"program", round.program},
                       {"format", round.format},
                       {"date", iso_date(round.date)},
                       {"seed", round.seed}});
    text.pop_back();
    text += ",\"groups\":[";
    for (size_t g = 0; g < round.groups.size(); ++g) {
      if (g > 0) text += ',';
      append_list(text, round.groups[g]);
    }
    text += ']';
    if (!round.odd.empty()) append_list(text += ",\"odd\":", round.odd);
    if (!round.left_out.empty()) append_list(text += ",\"leftOut\":", round.left_out);
    text += '}';
  }
  text += "]}\n";
  return text;
}

}  // namespace weft
