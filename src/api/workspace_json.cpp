#include "api/workspace_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>

#include "api/program_json.h"
#include "base/digest.h"
#include "formats/format.h"

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

// All of a round but its groups.
bool read_round(const Json& json, Round& round) {
  if (!json.is_object() || !json.contains("program") || !json["program"].is_string() ||
      !json.contains("date") || !json["date"].is_string()) {
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
  if (json.contains("until") && json["until"].is_string()) {
    const auto until =
        parse_date(json["until"].get_ref<const std::string&>(), DateOrder::kDayFirst);
    if (!until) return false;
    round.until = until->day;
  }
  round.meets = !json.contains("meets") || json["meets"] != false;
  constexpr size_t kMost = UINT32_MAX;
  if (json.contains("odd") && !read_indices(json["odd"], kMost, round.odd)) return false;
  return !json.contains("leftOut") || read_indices(json["leftOut"], kMost, round.left_out);
}

bool all_below(size_t people, const Round& round) {
  const auto all_known = [&](std::span<const uint32_t> members) {
    return std::all_of(members.begin(), members.end(),
                       [&](uint32_t member) { return member < people; });
  };
  return all_known(round.odd) && all_known(round.left_out) && all_known(round.groups.members());
}

// Takes people and rounds out of a workspace file while it is parsed: as values, the members of a
// year of groups of a large company would need ten times the room.
class LongLists {
 public:
  using Event = Json::parse_event_t;

  // Whether the parser shall keep the value.
  bool keep(int depth, Event event, Json& value) {
    if (depth == 1 && event == Event::key) {
      section_ = value.get<std::string>();
      return true;
    }
    if (depth == 1 && event == Event::array_start) in_list_ = true;
    if (depth == 1 && event == Event::array_end) in_list_ = false;
    if (depth < 2 || !in_list_) return true;
    const bool ends =
        event == Event::value || event == Event::object_end || event == Event::array_end;
    if (section_ == "people") {
      if (depth > 2 || !ends) return true;
      add_person(value.is_string() ? value.get_ref<const std::string&>() : dump_json(value));
      return false;
    }
    if (section_ != "rounds") return true;
    if (depth == 2) {
      if (!ends) {
        begin_round();
        return true;
      }
      if (event == Event::value) begin_round();
      end_round(value);
      return false;
    }
    if (depth == 3 && event == Event::key) key_ = value.get<std::string>();
    if (key_ != "groups") return true;
    return keep_group(depth, event, value);
  }

  Interner people;
  std::optional<std::pair<size_t, std::string>> twice;  // the first person who is there again
  std::vector<std::optional<Round>> rounds;             // nothing where it is none

 private:
  void add_person(const std::string& name) {
    if (people.intern(name) != count_ && !twice) twice = {count_, name};
    ++count_;
  }
  void begin_round() {
    round_ = Round();
    key_.clear();
    lists_groups_ = false;
    sound_ = true;
  }
  void end_round(const Json& value) {
    if (lists_groups_ && sound_ && read_round(value, round_)) {
      rounds.emplace_back(std::move(round_));
    } else {
      rounds.emplace_back();
    }
  }
  // Groups at depth 4 in their list at 3, members at 5.
  bool keep_group(int depth, Event event, const Json& value) {
    if (depth == 3 && event == Event::array_start) {
      lists_groups_ = true;
      round_.groups = Groups();
    }
    if (depth == 4) in_group_ = event == Event::array_start;
    if (in_group_ && depth == 4) {
      round_.groups.open();
      return true;
    }
    if (depth == 4 && event == Event::array_end) return false;
    if (in_group_ && depth == 5 && event == Event::value && value.is_number_unsigned() &&
        value.get<uint64_t>() < UINT32_MAX) {
      round_.groups.add(value.get<uint32_t>());
      return false;
    }
    if (depth >= 4) sound_ = false;
    return true;
  }

  std::string section_, key_;
  bool in_list_ = false;
  size_t count_ = 0;
  Round round_;
  bool lists_groups_ = false;
  bool in_group_ = false;
  bool sound_ = true;
};

}  // namespace

Result<Workspace> workspace_from_json(std::string_view text, std::string_view file,
                                      Issues& issues) {
  LongLists lists;
  const Result<Json> parsed = parse_json(
      text, file, "workspace.notJson",
      [&](int depth, auto event, Json& value) { return lists.keep(depth, event, value); });
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
  workspace.digest = digest_of(text);
  if (json.contains("programs") && json["programs"].is_array()) {
    for (const Json& program : json["programs"]) {
      if (program.is_object()) workspace.programs.push_back(program);
    }
  }
  if (json.contains("columns") && json["columns"].is_object()) workspace.columns = json["columns"];
  if (json.contains("accounts") && json["accounts"].is_array())
    workspace.accounts = json["accounts"];
  if (json.contains("same") && json["same"].is_object()) workspace.same = json["same"];
  if (json.contains("persons") && json["persons"].is_object()) workspace.persons = json["persons"];
  if (json.contains("headerRow") && json["headerRow"].is_number_unsigned())
    workspace.header_row = json["headerRow"];
  if (json.contains("export") && json["export"].is_object()) workspace.seen = json["export"];
  if (json.contains("salt")) {
    const std::string salt = json["salt"].is_string() ? json["salt"].get<std::string>() : "";
    if (is_salt(salt)) {
      workspace.salt = salt;
    } else {
      Issue bad = problem("workspace.badSalt", file, "/salt");
      bad.severity = Severity::kWarning;
      issues.push_back(bad);
    }
  }
  if (lists.twice) {
    return problem("workspace.personTwice", file, "/people/" + std::to_string(lists.twice->first),
                   {{"person", lists.twice->second}});
  }
  workspace.history.people = std::move(lists.people);
  const size_t people = workspace.history.people.strings().size();
  for (size_t i = 0; i < lists.rounds.size(); ++i) {
    std::optional<Round>& round = lists.rounds[i];
    if (round && all_below(people, *round)) {
      const Format* format = format_named(round->format);
      round->led = format != nullptr && format->shape().directed();
      workspace.history.rounds.push_back(std::move(*round));
      continue;
    }
    Issue bad = problem("workspace.badRound", file, "/rounds/" + std::to_string(i),
                        {{"round", static_cast<int64_t>(i + 1)}});
    bad.severity = Severity::kWarning;
    issues.push_back(bad);
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
  if (!workspace.persons.empty()) json["persons"] = workspace.persons;
  if (!workspace.header_row.is_null()) json["headerRow"] = workspace.header_row;
  if (!workspace.seen.empty()) json["export"] = workspace.seen;
  if (!workspace.salt.empty()) json["salt"] = workspace.salt;
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
    Json head = {{"program", round.program},
                 {"format", round.format},
                 {"date", iso_date(round.date)},
                 {"seed", round.seed}};
    if (round.until) head["until"] = iso_date(*round.until);
    if (!round.meets) head["meets"] = false;
    text += dump_json(head);
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
