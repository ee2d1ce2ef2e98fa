// The command line: the same door as the page, natively.
#include <algorithm>
#include <array>
#include <ctime>
#include <exception>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "api/door.h"
#include "api/json.h"
#include "files.h"
#include "sentences.h"
#include "table/csv.h"
#include "told.h"

namespace weft::cli {
namespace {

constexpr int kDone = 0;
constexpr int kIncomplete = 1;  // somebody is left out, or a check failed
constexpr int kUnusable = 2;

// What HR says about the people of a roster, in workspaces and in files of answers.
constexpr std::array<std::string_view, 5> kAnswers = {"columns", "accounts", "same", "persons",
                                                      "headerRow"};

constexpr const char* kUsage =
    R"(weft: matches people across departments, on this machine alone.

  weft profile ROSTER [--join LIST.csv]... [--workspace W.weft.json] [--json]
           [--answers A.json] [--header-row N] [--problems OUT.csv]
  weft run --program P.json --roster R.csv [--join LIST.csv]... [--workspace W.weft.json]
           [--answers A.json] [--header-row N] [--list L.csv]...
           [--apart A.csv [--apart-unknown skip]] [--seed N] [--salt HEX]
           [--date YYYY-MM-DD] --out DIR
  weft check --program P.json --roster R.csv --outcome DIR/outcome.json
           [--join LIST.csv]... [--list L.csv]... [--workspace W.weft.json]
           [--apart A.csv [--apart-unknown skip]]
  weft knowledge ROSTER [--join LIST.csv]... [--workspace W.weft.json] [--json | --csv]
           [--skill SKILL [--person PERSON]] [--out DIR]
  weft schema program|workspace|outcome

  --join FILE    a list about the same people (opt-in, skills ...), matched by id, e-mail or name;
                 one whose name begins with "not-" names who does not take part
  --list FILE    a table the format reads beside the roster (preferences, dates ...), known by its
                 columns; KIND=FILE says which it is
  --apart FILE   pairs of people who must not meet, whatever the program says; a row that is not
                 understood ends the run, unless --apart-unknown skip says to go on without it
  --salt HEX     32 hexadecimal digits for the digests of the run record, to repeat a run byte for
                 byte; without it, by chance. A workspace has its own: keep it
  --answers FILE what only you can say about the people, as JSON: any of "columns", "accounts",
                 "same", "persons", "headerRow" (docs/door.md, profile); they go before the
                 workspace's. `check` and `knowledge` take it, too
  --header-row N the row with the names of the columns; 0: there is none
  --problems FILE  writes the rows with problems, each with what is wrong with it
  --skill SKILL  who offers it, nearest to PERSON first; without it, who knows what
  --lang en|de   the language of the sentences
  `check` takes the workspace that `run` was given, not the one it wrote.
  Findings sheets for the groups of a run, and what is made of them: npm run findings

Exit status: 0 done; 1 done, but somebody is left out or a check failed;
2 wrong usage or unusable input.
)";

struct Arguments {
  std::vector<std::string> words;
  std::map<std::string, std::string> options;
  std::vector<std::string> joined, lists;  // these may be given again and again
  std::string fault;

  std::string get(const std::string& name) const {
    const auto found = options.find(name);
    return found == options.end() ? "" : found->second;
  }
};

Arguments read_arguments(int count, char** values) {
  const std::map<std::string, bool> known = {
      {"program", true},       {"roster", true}, {"workspace", true}, {"apart", true},
      {"apart-unknown", true}, {"salt", true},   {"seed", true},      {"skill", true},
      {"person", true},        {"csv", false},   {"date", true},      {"out", true},
      {"outcome", true},       {"lang", true},   {"json", false},     {"join", true},
      {"problems", true},      {"list", true},   {"answers", true},   {"header-row", true}};
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string word = values[i];
    if (word.rfind("--", 0) != 0) {
      arguments.words.push_back(word);
      continue;
    }
    const auto option = known.find(word.substr(2));
    if (option == known.end()) {
      arguments.fault = "unknown option " + word;
    } else if (!option->second) {
      arguments.options[option->first] = "yes";
    } else if (i + 1 >= count) {
      arguments.fault = word + " needs a value";
    } else if (option->first == "join") {
      arguments.joined.emplace_back(values[++i]);
    } else if (option->first == "list") {
      arguments.lists.emplace_back(values[++i]);
    } else {
      arguments.options[option->first] = values[++i];
    }
  }
  return arguments;
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", std::localtime(&now));
  return text;
}

// 128 bits, for digests that nobody can try out.
std::string salt_by_chance() {
  std::random_device chance;
  std::string salt;
  for (int i = 0; i < 32; ++i) salt += "0123456789abcdef"[chance() % 16];
  return salt;
}

// Something that can't be used: its sentence is printed, the program ends with status 2.
struct Unusable {
  std::string sentence;
};

class Session {
 public:
  explicit Session(const Arguments& arguments)
      : arguments_(arguments), sentences_(arguments.get("lang")), date_(arguments.get("date")) {
    if (date_.empty()) date_ = today();
  }

  int profile();
  int run();
  int check();
  int knowledge();
  int schema();

 private:
  struct Reply {
    Json value;
    std::vector<FileOut> files;
  };

  std::string need_file(const std::string& path) const {
    std::optional<std::string> bytes = read_file(path);
    if (!bytes) {
      throw Unusable{sentences_.language() == "de"
                         ? path + ": Diese Datei gibt es nicht, oder sie ist nicht lesbar."
                         : path + ": there is no such file, or it can't be read."};
    }
    return std::move(*bytes);
  }
  std::string need(const std::string& option) const {
    if (arguments_.get(option).empty()) throw Unusable{"--" + option + " is needed\n\n" + kUsage};
    return arguments_.get(option);
  }
  Reply ask(const Json& request, const std::vector<std::string_view>& attachments = {}) {
    Answer answer = door_.call(request.dump(), attachments, {});
    Json json = parsed(answer);
    if (!json["ok"].get<bool>()) throw Unusable{sentences_.say(json["error"])};
    print_issues(json["value"]);
    return {std::move(json["value"]), std::move(answer.files)};
  }
  static Json parsed(const Answer& answer) {
    Result<Json> json = parse_json(answer.json, {}, {});
    require(bool(json), "the door answers in JSON");
    return std::move(*json);
  }
  // True where none of them is an error.
  bool print_issues(const Json& value) const {
    if (!value.is_object() || !value.contains("issues")) return true;
    bool usable = true;
    for (const Json& issue : value["issues"]) {
      const std::string severity = issue["severity"].get<std::string>();
      usable &= severity != "error";
      std::cerr << severity << ": " << sentences_.say(issue) << "\n";
    }
    return usable;
  }
  static void stop_on_errors(const Json& value) {
    for (const Json& issue : value["issues"]) {
      if (issue["severity"] == "error") throw Unusable{};
    }
  }
  void load();
  // Reads the workspace, where one is given, and what is to be asked about the roster.
  struct Intake {
    Json request;
    std::vector<std::string> files;

    std::vector<std::string_view> attachments() const { return {files.begin(), files.end()}; }
  };
  Intake intake(const std::string& roster_path);
  void take_answers(const std::string& path, Json& request) const;
  void write_problems(Intake intake, const Json& issues);
  void write_files(const std::string& folder, const std::vector<FileOut>& files) const;
  void take_list(const std::string& given, const Json& kinds);
  void pass_over(Json request, const std::string& bytes);
  // The program, or null where it can't be read: the door says why when it is asked to run it.
  Json document() const;
  // What the format of the program says of itself, as `hello` has it.
  Json about_format();

  const Arguments& arguments_;
  Sentences sentences_;
  std::string date_;
  Door door_;
  std::string program_;
};

Session::Intake Session::intake(const std::string& roster_path) {
  Intake intake;
  intake.request = {{"op", "profile"}, {"file", base_name(roster_path)}, {"today", date_}};
  intake.files.push_back(need_file(roster_path));
  intake.request["joined"] = Json::array();
  for (const std::string& path : arguments_.joined) {
    const std::string name = base_name(path);
    const bool leaves = name.rfind("not-", 0) == 0;
    intake.request["joined"].push_back({{"file", name}, {"means", leaves ? "out" : "in"}});
    intake.files.push_back(need_file(path));
  }
  if (const std::string path = arguments_.get("workspace"); !path.empty()) {
    const std::string bytes = need_file(path);
    const Json saved = ask({{"op", "workspace"}, {"file", base_name(path)}}, {bytes}).value;
    for (const std::string_view key : kAnswers)
      intake.request[std::string(key)] = saved[std::string(key)];
  }
  if (const std::string path = arguments_.get("answers"); !path.empty())
    take_answers(path, intake.request);
  if (const std::string row = arguments_.get("header-row"); !row.empty()) {
    if (row.find_first_not_of("0123456789") != std::string::npos || row.size() > 9)
      throw Unusable{"--header-row takes a whole number"};
    intake.request["headerRow"] = std::stoll(row);
  }
  return intake;
}

Json Session::document() const {
  const Result<Json> parsed = parse_json(program_, {}, {});
  return parsed ? *parsed : Json();
}

// What is answered by name goes before the same of the workspace, one by one.
void Session::take_answers(const std::string& path, Json& request) const {
  const Result<Json> parsed = parse_json(need_file(path), {}, {});
  const Json answers = parsed ? *parsed : Json();
  if (!answers.is_object()) throw Unusable{sentences_.say("cli.answersNotJson", {{"file", path}})};
  for (const auto& [key, value] : answers.items()) {
    if (std::find(kAnswers.begin(), kAnswers.end(), key) == kAnswers.end())
      throw Unusable{sentences_.say("cli.unknownAnswer", {{"file", path}, {"key", key}})};
    if (value.is_object() && request.contains(key) && request[key].is_object()) {
      add_members(request[key], value);
    } else {
      request[key] = value;
    }
  }
}

Json Session::about_format() {
  const Json document = this->document();
  const Json about = ask({{"op", "hello"}}).value["about"];
  const std::string format =
      document.is_object() && document.contains("format") && document["format"].is_string()
          ? document["format"].get<std::string>()
          : "";
  return about.contains(format) ? about[format]
                                : Json{{"lists", Json::array()}, {"files", Json::array()}};
}

void Session::take_list(const std::string& given, const Json& kinds) {
  const auto reads = [&](const Json& kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  const size_t equals = given.find('=');
  Json kind = equals == std::string::npos ? Json() : Json(given.substr(0, equals));
  const std::string path = reads(kind) ? given.substr(equals + 1) : given;
  const std::string bytes = need_file(path);
  if (!reads(kind))
    kind = ask({{"op", "inspect"}, {"file", base_name(path)}}, {bytes}).value["kind"];
  // What is known as something else is not taken for the one there is.
  if (kind.is_null() && kinds.size() == 1) kind = kinds[0];
  if (!reads(kind)) {
    std::string known;
    for (const Json& one : kinds) known += (known.empty() ? "" : ", ") + one.get<std::string>();
    throw Unusable{sentences_.say(known.empty() ? "cli.noLists" : "cli.noSuchList",
                                  {{"file", path}, {"known", known}})};
  }
  ask({{"op", "list"}, {"kind", kind}, {"file", base_name(path)}}, {bytes});
}

// Workspace, roster, lists and program, in the order in which each needs the one before.
void Session::load() {
  program_ = need_file(need("program"));
  Intake roster = intake(need("roster"));
  if (const Json document = this->document(); !document.is_null())
    roster.request["program"] = document;
  stop_on_errors(ask(roster.request, roster.attachments()).value);
  if (const std::string path = arguments_.get("apart"); !path.empty()) {
    const std::string bytes = need_file(path);
    Json request = {{"op", "apart"}, {"file", base_name(path)}};
    if (const std::string unknown = arguments_.get("apart-unknown"); !unknown.empty()) {
      if (unknown != "skip") throw Unusable{"--apart-unknown takes skip"};
      pass_over(request, bytes);
    } else {
      stop_on_errors(ask(request, {bytes}).value);
    }
  }
  const Json kinds = arguments_.lists.empty() ? Json::array() : about_format()["lists"];
  for (const std::string& given : arguments_.lists) take_list(given, kinds);
}

// What is wrong with rows of the confidential list is said, and it is in force without them.
void Session::pass_over(Json request, const std::string& bytes) {
  Json found = parsed(door_.call(request.dump(), {bytes}, {}));
  if (found["ok"].get<bool>()) {
    for (Json& issue : found["value"]["issues"]) {
      if (issue["severity"] == "error") issue["severity"] = "warning";
    }
    print_issues(found["value"]);
  }
  request["unknown"] = "gone";
  const Json kept = parsed(door_.call(request.dump(), {bytes}, {}));
  if (!kept["ok"].get<bool>()) throw Unusable{sentences_.say(kept["error"])};
}

int Session::profile() {
  if (arguments_.words.size() != 2) throw Unusable{kUsage};
  Intake roster = intake(arguments_.words[1]);
  if (arguments_.get("json") == "yes") {
    const Answer answer = door_.call(roster.request.dump(), roster.attachments(), {});
    const Json json = parsed(answer);
    std::cout << json[json["ok"].get<bool>() ? "value" : "error"].dump(1) << "\n";
    return json["ok"].get<bool>() ? kDone : kUnusable;
  }
  const Json value = ask(roster.request, roster.attachments()).value;
  const bool german = sentences_.language() == "de";
  std::cout << value["people"] << (german ? " Personen aus " : " people from ") << value["rows"]
            << (german ? " Zeilen\n" : " rows\n");
  const auto print_columns = [&](const Json& columns) {
    for (const Json& column : columns) {
      std::string examples;
      for (const Json& example : column["examples"]) {
        examples += (examples.empty() ? "" : " · ") + example.get<std::string>();
      }
      std::cout << "  " << column["header"].get<std::string>() << " → "
                << column["role"].get<std::string>() << " (" << column["type"].get<std::string>()
                << ")" << (examples.empty() ? "" : "   " + examples) << "\n";
    }
  };
  print_columns(value["columns"]);
  for (const Json& joined : value["joined"]) {
    std::cout << joined["file"].get<std::string>() << ": " << joined["matched"]
              << (german ? " von " : " of ") << joined["rows"]
              << (german ? " Zeilen zugeordnet\n" : " rows matched\n");
    print_columns(joined["columns"]);
  }
  if (!arguments_.get("problems").empty()) write_problems(std::move(roster), value["issues"]);
  stop_on_errors(value);
  return kDone;
}

void Session::write_problems(Intake intake, const Json& issues) {
  intake.request["op"] = "problemRows";
  const Json value = ask(intake.request, intake.attachments()).value;
  const bool german = sentences_.language() == "de";
  std::string csv;
  CsvStyle style;
  style.delimiter = german ? ';' : ',';
  style.bom = true;
  csv.append(csv_byte_order_mark());
  std::vector<std::string> cells = {"Problem", german ? "Datei" : "File", german ? "Zeile" : "Row"};
  for (const Json& header : value["headers"]) cells.push_back(header.get<std::string>());
  append_record(csv, cells, style);
  for (const Json& row : value["rows"]) {
    std::string problems;
    for (const Json& index : row["issues"]) {
      Json issue = issues[index.get<size_t>()];
      for (const char* key : {"file", "rows"}) issue.erase(key);
      problems += (problems.empty() ? "" : " | ") + sentences_.say(issue);
    }
    cells = {problems, row["file"].get<std::string>(), row["row"].dump()};
    for (const Json& cell : row["cells"]) cells.push_back(cell.get<std::string>());
    append_record(csv, cells, style);
  }
  const std::string path = arguments_.get("problems");
  if (!write_file(path, csv)) throw Unusable{path + ": can't be written"};
}

void Session::write_files(const std::string& folder, const std::vector<FileOut>& files) const {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const FileOut& file : files) {
    const std::string path = (std::filesystem::path(folder) / file.name).string();
    if (!write_file(path, file.bytes)) throw Unusable{path + ": can't be written"};
  }
}

int Session::run() {
  const std::string out = need("out");
  load();
  Json request = {{"op", "run"},
                  {"program", program_},
                  {"programFile", base_name(arguments_.get("program"))},
                  {"date", date_}};
  if (const std::string seed = arguments_.get("seed"); !seed.empty()) {
    if (seed.find_first_not_of("0123456789") != std::string::npos || seed.size() > 15) {
      throw Unusable{"--seed takes a whole number"};
    }
    request["seed"] = std::stoll(seed);
  }
  const std::string salt = arguments_.get("salt");
  request["salt"] = salt.empty() ? salt_by_chance() : salt;
  const Json outcome = ask(request).value;
  stop_on_errors(outcome);
  Json which = {"groups.csv", "outcome.json", "run-record.json", "workspace.weft.json"};
  const Json about = about_format();
  for (const Json& own : about["files"]) which.push_back(own);
  const Reply reply = ask({{"op", "files"}, {"which", which}});
  write_files(out, reply.files);
  const bool german = sentences_.language() == "de";
  const Json& certificate = outcome["certificate"];
  const Json& matched = outcome["measures"]["matched"];
  std::cout << outcome["groupCount"] << (german ? " Gruppen, " : " groups, ") << matched["people"]
            << (german ? " von " : " of ") << matched["of"]
            << (german ? " Personen\n" : " people\n");
  for (const Json& across : outcome["measures"]["across"]) {
    std::cout << across["groups"] << (german ? " von " : " of ") << across["of"]
              << (german ? " Gruppen mischen " : " groups mix ")
              << across["column"].get<std::string>() << (german ? " (höchstens " : " (at most ")
              << across["largest"] << ")\n";
  }
  std::cout << (german ? "Wert " : "value ") << certificate["value"]
            << (german ? ", Schranke " : ", bound ") << certificate["bound"] << ": "
            << certificate["proof"].get<std::string>()
            << (german ? "; Zufall gäbe " : "; chance would give ") << certificate["random"]
            << "\n";
  std::cout << (german ? "Geprüft: " : "checked: ") << outcome["check"]["verified"] << ", "
            << outcome["check"]["broken"].size() << (german ? " verletzt\n" : " broken\n");
  for (const Told& line : told_of(outcome))
    std::cout << std::string(line.indent, ' ') << sentences_.say(line.code, line.args) << "\n";
  return outcome["leftOutCount"].get<int64_t>() == 0 ? kDone : kIncomplete;
}

int Session::check() {
  const std::string path = need("outcome");
  load();
  const std::string bytes = need_file(path);
  const Json result =
      ask({{"op", "check"}, {"program", program_}, {"file", base_name(path)}, {"today", date_}},
          {bytes})
          .value;
  stop_on_errors(result);
  for (const Json& issue : result["broken"]) std::cout << sentences_.say(issue) << "\n";
  const bool german = sentences_.language() == "de";
  std::cout << result["verified"] << (german ? " geprüft, " : " verified, ")
            << result["broken"].size() << (german ? " verletzt\n" : " broken\n");
  return result["passed"].get<bool>() ? kDone : kIncomplete;
}

int Session::knowledge() {
  if (arguments_.words.size() != 2) throw Unusable{kUsage};
  const Intake roster = intake(arguments_.words[1]);
  stop_on_errors(ask(roster.request, roster.attachments()).value);
  const auto part = [&](const char* name, const Json& more = Json::object()) {
    Json request = {{"op", "knowledge"}, {"part", name}, {"today", date_}};
    request.update(more);
    return ask(request);
  };
  const std::string skill = arguments_.get("skill");
  if (const std::string out = arguments_.get("out"); !out.empty()) {
    write_files(out, part("tables").files);
    Reply ready = part("programs");
    for (const char* format : {"tandem", "barcamp"}) {
      if (ready.value[format].contains("program"))
        ready.files.push_back(
            {std::string(format) + ".program.json", ready.value[format]["program"].dump(2) + "\n"});
    }
    write_files(out, ready.files);
  }
  constexpr int64_t kEverything = 100'000;
  if (arguments_.get("csv") == "yes") {
    std::cout << part("tables").files[skill.empty() ? 0 : 1].bytes;
    return kDone;
  }
  const bool json = arguments_.get("json") == "yes";
  const Json value =
      skill.empty()
          ? part("map",
                 json ? Json{{"count", kEverything}, {"lists", kEverything}} : Json::object())
                .value
          : part("experts", {{"skill", skill}, {"person", arguments_.get("person")}}).value;
  if (json) {
    std::cout << value.dump(1) << "\n";
    return kDone;
  }
  for (const Told& line : skill.empty() ? told_of_knowledge(value) : told_of_experts(value))
    std::cout << std::string(line.indent, ' ') << sentences_.say(line.code, line.args) << "\n";
  return kDone;
}

int Session::schema() {
  if (arguments_.words.size() != 2) throw Unusable{kUsage};
  std::cout << ask({{"op", "schema"}, {"of", arguments_.words[1]}}).value.dump(2) << "\n";
  return kDone;
}

int run_command(int count, char** values) {
  const Arguments arguments = read_arguments(count, values);
  try {
    if (!arguments.fault.empty()) throw Unusable{arguments.fault + "\n\n" + kUsage};
    Session session(arguments);
    const std::string command = arguments.words.empty() ? "" : arguments.words[0];
    if (command == "profile") return session.profile();
    if (command == "run" && arguments.words.size() == 1) return session.run();
    if (command == "check" && arguments.words.size() == 1) return session.check();
    if (command == "knowledge") return session.knowledge();
    if (command == "schema") return session.schema();
    throw Unusable{kUsage};
  } catch (const Unusable& unusable) {
    if (!unusable.sentence.empty()) std::cerr << unusable.sentence << "\n";
    return kUnusable;
  }
}

}  // namespace
}  // namespace weft::cli

int main(int argc, char** argv) {
  try {
    return weft::cli::run_command(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "weft: " << error.what() << "\n";
    return 2;
  }
}
