#include "api/door.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "api/ahead.h"
#include "api/doubts.h"
#include "api/json.h"
#include "api/knowledge.h"
#include "api/outcome.h"
#include "api/past.h"
#include "api/possible.h"
#include "api/program_json.h"
#include "api/roster_json.h"
#include "api/run.h"
#include "api/schemas.h"
#include "api/search.h"
#include "api/workspace_json.h"
#include "base/digest.h"
#include "base/text.h"
#include "fit/together.h"
#include "lists/apart.h"
#include "lists/list.h"
#include "outcome/publish.h"
#include "roster/read_roster.h"
#include "searches/searches.h"
#include "table/csv.h"

namespace weft {
namespace {

constexpr size_t kLargestTable = 10'000;
constexpr int64_t kLargestWindow = 1000;
constexpr Day kNoDay = 0;

using Attachments = std::vector<std::string_view>;

Issue problem(std::string code, Args args = {}) {
  Issue issue;
  issue.code = std::move(code);
  issue.args = std::move(args);
  return issue;
}

}  // namespace

struct Door::State {
  Roster roster;
  OpenQuestions open;
  bool has_roster = false;
  std::string roster_file;
  Issues roster_issues;
  Sha256 hashed;  // of the file whose digest comes in pieces
  Json export_shape = Json::object();
  Workspace workspace;
  std::optional<ApartList> apart;  // in force for every program until it is taken away
  bool apart_removed = false;      // which nobody needs to be told, then
  Lists lists;
  std::optional<Outcome> outcome;
  KnowledgeAnswers knowledge;
  mutable std::optional<Day> past_day;  // of held_only
  mutable std::optional<History> held_only;

  Result<Json> hello() const;
  Result<Json> profile(const Json& request, const Attachments& attachments,
                       const std::function<void(size_t)>& on_done);
  Result<Json> take_digests(const Json& request, const Attachments& attachments);
  Result<Json> inspect_table(const Json& request, const Attachments& attachments) const;
  Result<Json> problem_rows(const Json& request, const Attachments& attachments) const;
  Result<Json> read_workspace(const Json& request, const Attachments& attachments);
  Result<Json> read_apart(const Json& request, const Attachments& attachments);
  Result<Json> take_list(const Json& request, const Attachments& attachments);
  Result<Json> detail(const Json& request) const;
  Result<Json> who_knows_what(const Json& request, std::vector<FileOut>& files);
  FormatInput input_of(const OutcomeRound& of) const {
    return {roster, of.program, past(of.date), lists, *of.fit, of.date};
  }
  // Where a request names no day, nothing is yet to come.
  static Day last_day(Day day) { return day == kNoDay ? std::numeric_limits<Day>::max() : day; }
  // What was held by the day: what is planned counts for nothing.
  const History& past(Day day) const {
    if (!past_day || *past_day != day) {
      past_day = day;
      held_only = held_by(workspace.history, last_day(day));
    }
    return held_only ? *held_only : workspace.history;
  }
  void tell_past(const Program& program, Day day, Issues& issues) const;
  void tell_missing_list(Issues& issues) const;
  Result<Json> table(const Json& request, const Attachments& attachments) const;
  Result<Json> possible(const Json& request) const;
  template <typename Look>
  Result<Json> look_ahead(const Json& request, Look look) const;
  Result<Json> run(const Json& request, const Attachments& attachments,
                   const std::function<void(std::string_view)>& on_progress,
                   std::vector<FileOut>& files);
  Result<Json> window(const Json& request, bool groups) const;
  Result<Json> meetings(const Json& request) const;
  bool person_mentions(const std::string& wanted, int32_t member) const;
  Result<Json> write_files(const Json& request, std::vector<FileOut>& files) const;
  Result<Json> check_outcome(const Json& request, const Attachments& attachments) const;
  Result<Json> people(const Json& request) const;
  Result<Json> schema(const Json& request) const;

  // What is there and is no day is told rather than taken for one.
  static std::optional<Issue> wrong_date(const Json& request) {
    for (const char* key : {"date", "today"}) {
      if (!request.contains(key)) continue;
      const std::string date = text_of(request, key);
      if (!parse_date(date, DateOrder::kDayFirst))
        return problem("request.badDate",
                       {{"value", request[key].is_string() ? date : dump_json(request[key])}});
    }
    return std::nullopt;
  }
  // Reads and resolves; the issues have errors where the program can't be used.
  Program read_program(const Json& request, Issues& issues) const;
  Day day_of(const Json& request) const {
    const auto date = parse_date(text_of(request, "date", text_of(request, "today", "1970-01-01")),
                                 DateOrder::kDayFirst);
    return date ? date->day : kNoDay;
  }
  Workspace next_workspace(const Json& request) const;
  Json published_digests(const Outcome& made) const;
};

Result<Json> Door::State::hello() const {
  Json json = {{"engine", kEngineVersion},
               {"formats", Json::array()},
               {"roles", Json::array()},
               {"lists", Json::array()}};
  for (const Format* format : formats()) json["formats"].push_back(format->name());
  for (const ListKind& kind : list_kinds()) json["lists"].push_back(kind.name);
  for (size_t role = 0; role < kRoleCount; ++role)
    json["roles"].push_back(name_of(static_cast<Role>(role)));
  for (const Format* format : formats()) {
    json["about"][std::string(format->name())] = {{"lists", format->lists()},
                                                  {"roles", format->shape().roles},
                                                  {"files", format->files()},
                                                  {"series", format->shape().series}};
  }
  return json;
}

Result<Json> Door::State::profile(const Json& request, const Attachments& attachments,
                                  const std::function<void(size_t)>& on_done) {
  if (attachments.empty()) return problem("request.noAttachment");
  Issues issues;
  ReadOptions options = read_options(request, attachments, day_of(request), issues);
  if (on_done) options.bytes_done = [&] { on_done(0); };
  Result<ReadRoster> read = read_roster(attachments[0], options);
  if (!read) return read.issue();
  for (Issue& issue : read->profile.issues) issues.push_back(std::move(issue));
  read->profile.issues = std::move(issues);
  roster = std::move(read->roster);
  open = std::move(read->profile.open);
  has_roster = true;
  roster_file = options.file;
  hashed = {};
  outcome.reset();
  knowledge.forget();
  const auto given = [&](const char* key, const Json& otherwise) {
    return request.contains(key) && request[key].type() == otherwise.type() ? request[key]
                                                                            : otherwise;
  };
  workspace.columns = given("columns", Json::object());
  workspace.accounts = given("accounts", Json::array());
  workspace.same = given("same", Json::object());
  workspace.persons = given("persons", Json::object());
  workspace.header_row = options.header_row ? Json(*options.header_row) : Json();
  Json json = profile_to_json(roster, read->profile, options.file);
  const Json shape = shape_of(read->profile, roster.people());
  json["difference"] = difference(workspace.seen, shape);
  export_shape = shape;
  roster_issues = std::move(read->profile.issues);
  return json;
}

Result<Json> Door::State::take_digests(const Json& request, const Attachments& attachments) {
  if (!has_roster) return problem("request.noRoster");
  if (attachments.empty()) return problem("request.noAttachment");
  if (request.contains("piece")) {
    hashed.add(attachments[0]);
    if (text_of(request, "piece") == "last")
      roster.digests.push_back("sha256:" + std::exchange(hashed, {}).hex());
  } else {
    roster.digests = digests_of(attachments);
  }
  return Json{{"digests", roster.digests}};
}

Result<Json> Door::State::inspect_table(const Json& request, const Attachments& attachments) const {
  if (attachments.empty()) return problem("request.noAttachment");
  const Result<Inspected> found = inspect(attachments[0], text_of(request, "file", "table"));
  if (!found) return found.issue();
  Json json = inspected_to_json(*found);
  const std::string_view list = recognise_list(found->headers);
  if (!list.empty()) json["kind"] = list;
  return json;
}

Result<Json> Door::State::problem_rows(const Json& request, const Attachments& attachments) const {
  if (attachments.empty()) return problem("request.noAttachment");
  Issues issues;
  const ReadOptions options = read_options(request, attachments, day_of(request), issues);
  return problem_rows_to_json(attachments[0], options, roster_issues);
}

Result<Json> Door::State::read_workspace(const Json& request, const Attachments& attachments) {
  Issues issues;
  Workspace fresh;
  if (!attachments.empty()) {
    Result<Workspace> read =
        workspace_from_json(attachments[0], text_of(request, "file", "workspace"), issues);
    if (!read) return read.issue();
    fresh = std::move(*read);
  }
  workspace = std::move(fresh);
  past_day.reset();
  outcome.reset();
  knowledge.forget();
  Json json = {{"programs", Json::array()},
               {"rounds", Json::array()},
               {"columns", workspace.columns},
               {"accounts", workspace.accounts},
               {"same", workspace.same},
               {"persons", workspace.persons},
               {"headerRow", workspace.header_row},
               {"salted", !workspace.salt.empty()}};
  for (const Json& program : workspace.programs) json["programs"].push_back(program);
  for (const Round& round : workspace.history.rounds) {
    json["rounds"].push_back({{"program", round.program},
                              {"format", round.format},
                              {"date", iso_date(round.date)},
                              {"groups", round.groups.size()},
                              {"people", round.groups.people()}});
  }
  json["people"] = workspace.history.people.strings().size();
  json["issues"] = to_json(issues);
  return json;
}

Result<Json> Door::State::read_apart(const Json& request, const Attachments& attachments) {
  if (attachments.empty()) {
    apart.reset();
    apart_removed = true;
    return Json{{"pairs", 0}, {"issues", Json::array()}};
  }
  Result<ApartList> list = read_apart_list(attachments[0], text_of(request, "file", "apart"));
  if (!list) return list.issue();
  // Before there is a roster nobody can have said what is wrong with a row in it.
  if (has_roster && text_of(request, "unknown") == "gone") list->pass_over(roster);
  apart = std::move(*list);
  if (!has_roster) {
    const auto pairs =
        std::count_if(apart->rows.begin(), apart->rows.end(),
                      [&](const ApartList::Row& row) { return !is_heading(row, roster); });
    return Json{{"pairs", pairs}, {"issues", Json::array()}};
  }
  const ApartPairs found = pairs_of(*apart, roster);
  return Json{{"pairs", found.people.size()},
              {"gone", found.gone},
              {"passedOver", found.passed_over},
              {"issues", to_json(found.issues)}};
}

// A list beside the roster, by its kind; without an attachment it is forgotten.
Result<Json> Door::State::take_list(const Json& request, const Attachments& attachments) {
  const std::string kind = text_of(request, "kind");
  const std::string file = text_of(request, "file", kind);
  if (attachments.empty()) {
    outcome.reset();
    lists.erase(kind);
    return Json{{"kind", kind}, {"rows", 0}};
  }
  Result<ListTable> read = read_list(attachments[0], kind, file);
  if (!read) return read.issue();
  Json columns = Json::array();
  for (size_t i = 0; i < read->headers.size(); ++i)
    columns.push_back({{"header", read->headers[i]}, {"means", read->means[i]}});
  Json json = {{"kind", kind},
               {"file", file},
               {"rows", read->rows.size()},
               {"columns", std::move(columns)},
               {"issues", Json::array()}};
  outcome.reset();
  lists.insert_or_assign(kind, std::move(*read));
  return json;
}

Result<Json> Door::State::table(const Json& request, const Attachments& attachments) const {
  if (attachments.empty()) return problem("request.noAttachment");
  const Result<Decoded> decoded = decode(attachments[0], text_of(request, "file", "table"));
  if (!decoded) return decoded.issue();
  std::string_view text = decoded->text();
  Dialect dialect = sniff(text);
  const std::string forced = text_of(request, "delimiter");
  if (forced.size() == 1) dialect.delimiter = forced[0];
  text.remove_prefix(dialect.begin);
  CsvReader reader(text, dialect.delimiter);
  Record record;
  Json rows = Json::array();
  size_t cells = 0;
  while (cells < kLargestTable && reader.next(record)) {
    cells += record.cells.size();
    rows.push_back(record.cells);
  }
  return Json{{"encoding", name_of(decoded->encoding)},
              {"delimiter", std::string(1, dialect.delimiter)},
              {"rows", std::move(rows)},
              {"issues", Json::array()}};
}

Program Door::State::read_program(const Json& request, Issues& issues) const {
  Program program;
  if (!request.contains("program")) {
    issues.push_back(problem("request.noProgram"));
    return program;
  }
  Json document = request["program"];
  if (document.is_string()) {
    // A file as it is: then the place of the error can be named.
    const Result<Json> parsed =
        parse_json(document.get_ref<const std::string&>(),
                   text_of(request, "programFile", "program"), "program.notJson");
    if (!parsed) {
      issues.push_back(parsed.issue());
      return program;
    }
    document = *parsed;
  }
  program = program_from_json(document, issues);
  const int64_t seed = number_of(request, "seed", -1);
  if (seed >= 0) program.seed = static_cast<uint64_t>(seed);
  if (!has_roster) {
    issues.push_back(problem("request.noRoster"));
  } else {
    for (Issue& issue :
         resolve(program, roster, workspace.history, lists, apart ? &*apart : nullptr)) {
      issues.push_back(std::move(issue));
    }
    const Format* format = format_named(program.format);
    Issues own;
    if (format != nullptr) {
      format->resolve(program, roster, own);
      for (Issue& issue : keep_apart_who_may_be_one(program, open, *format))
        issues.push_back(std::move(issue));
    }
    for (Issue& issue : own) {
      if (!issue.rows.empty()) issue.file = roster_file;
      issues.push_back(std::move(issue));
    }
  }
  return program;
}

void Door::State::tell_past(const Program& program, Day day, Issues& issues) const {
  Issues told;
  tell_of_past(roster, program, workspace.history, last_day(day), told);
  for (Issue& issue : told) {
    if (!issue.rows.empty()) issue.file = roster_file;
    issues.push_back(std::move(issue));
  }
}

// A workspace does not hold the list, but that its programs kept one.
void Door::State::tell_missing_list(Issues& issues) const {
  if (apart || apart_removed) return;
  for (const Json& program : workspace.programs) {
    if (!asks_for_list(program)) continue;
    add_issue(issues, Severity::kWarning, "apart.notGiven", {},
              {{"program", text_of(program, "name")}});
    return;
  }
}

Result<Json> Door::State::possible(const Json& request) const {
  Issues issues;
  const Program program = read_program(request, issues);
  if (has_errors(issues)) return Json{{"issues", to_json(issues)}};
  const Day date = day_of(request);
  const History& history = past(date);
  tell_past(program, date, issues);
  tell_missing_list(issues);
  const Participants taking = participants(program, roster, history, date);
  const Fit fit(roster, program, history, taking.people, date);
  Json json = possible_to_json(roster, program, taking, fit);
  const Format* format = format_named(program.format);
  require(format != nullptr, "a program that was read has a format");
  json["clashes"] =
      clashes_to_json(Ahead{roster, program, history, lists, taking.people, date, *format}, fit);
  const Value own = format->possible({roster, program, history, lists, fit, date}, issues);
  for (Issue& issue : doubts_about_lines(program, roster, taking.people, *format))
    issues.push_back(std::move(issue));
  if (!own.is_null()) json["own"] = to_json(own);
  // Where nobody may be left over, the format says so itself.
  if (!program.shape.whole_groups) {
    for (Issue& clash : together_clashes(roster, program, fit, Severity::kWarning))
      issues.push_back(std::move(clash));
  }
  json["issues"] = to_json(issues);
  return json;
}

template <typename Look>
Result<Json> Door::State::look_ahead(const Json& request, Look look) const {
  Issues issues;
  const Program program = read_program(request, issues);
  if (has_errors(issues)) return Json{{"issues", to_json(issues)}};
  const Day date = day_of(request);
  const History& history = past(date);
  const Participants taking = participants(program, roster, history, date);
  const Format* format = format_named(program.format);
  require(format != nullptr, "a program that was read has a format");
  Json json = look(Ahead{roster, program, history, lists, taking.people, date, *format});
  json["issues"] = to_json(issues);
  return json;
}

// Of what the outcome was made from; without a salt none, since they could be tried out.
Json Door::State::published_digests(const Outcome& made) const {
  Json digests = Json::object();
  const std::string& salt = workspace.salt;
  const auto tell = [&](const std::string& name, const std::string& digest) {
    if (!salt.empty() && !digest.empty()) digests[name] = salted_digest(salt, digest);
  };
  tell("roster", roster.digests.front());
  tell("program", digest_of(dump_json(made.document)));
  tell("history", workspace.digest);
  for (size_t i = 1; i < roster.digests.size() && !salt.empty(); ++i)
    digests["joined"].push_back(salted_digest(salt, roster.digests[i]));
  for (const std::string& kind : format_named(made.program().format)->lists()) {
    if (const ListTable* list = list_of(lists, kind)) tell(kind, list->digest);
  }
  return digests;
}

Result<Json> Door::State::run(const Json& request, const Attachments& attachments,
                              const std::function<void(std::string_view)>& on_progress,
                              std::vector<FileOut>& files) {
  Issues issues;
  Program program = read_program(request, issues);
  outcome.reset();
  if (has_errors(issues)) return Json{{"issues", to_json(issues)}};
  if (roster.digests.empty()) return problem("request.noDigest");
  const Day day = day_of(request);
  Issues doubts;
  tell_past(program, day, doubts);
  tell_missing_list(doubts);
  const Participants taking = participants(program, roster, past(day), day);
  for (Issue& issue :
       doubts_about_lines(program, roster, taking.people, *format_named(program.format)))
    doubts.push_back(std::move(issue));
  issues.insert(issues.end(), doubts.begin(), doubts.end());
  Json document = request["program"];
  if (document.is_string())
    document = *parse_json(document.get<std::string>(), "program", "program.notJson");
  document["seed"] = program.seed;
  const std::string salt = text_of(request, "salt");
  if (!salt.empty() && !is_salt(salt)) return problem("request.badSalt");
  // Whoever runs it next shall be asked for the list.
  const auto any_rule = [&](auto is_it) {
    return std::any_of(program.rules.begin(), program.rules.end(), is_it);
  };
  const bool keeps_list = any_rule([](const Rule& rule) { return rule.from_file; });
  if (any_rule([](const Rule& rule) { return rule.from_file && rule.where.empty(); }))
    document["rules"].push_back({{"apart", "file"}});
  const std::unique_ptr<Searches> searches = searches_of(request, attachments);
  Result<Outcome> made = run_program({roster, past(day), lists, day, on_progress, searches.get()},
                                     std::move(program), std::move(issues));
  if (!made) return made.issue();
  if (!searches->wanted().empty()) return Json{{"searches", wanted_to_json(*searches, files)}};
  if (made->rounds.empty()) return Json{{"issues", to_json(made->issues)}};
  made->document = std::move(document);
  made->doubts = std::move(doubts);
  // From here on every workspace that is written has it.
  if (workspace.salt.empty()) workspace.salt = salt;
  made->run = {{"engine", kEngineVersion},
               {"seed", made->program().seed},
               {"date", iso_date(made->rounds.front().date)},
               {"solver", made->rounds.front().plan.solver},
               {"digests", published_digests(*made)}};
  // That there was one, and nothing that its content could be tried against.
  if (keeps_list) made->run["apart"] = "given";
  outcome = std::move(*made);
  return summary_to_json(roster, *outcome);
}

namespace {

// The part of a long list that is asked for.
struct Window {
  size_t from;
  size_t count;
  std::string find;  // folded

  explicit Window(const Json& request)
      : from(static_cast<size_t>(std::max<int64_t>(number_of(request, "from", 0), 0))),
        count(static_cast<size_t>(
            std::clamp<int64_t>(number_of(request, "count", 100), 0, kLargestWindow))),
        find(fold(trim(text_of(request, "find")))) {}

  template <typename Tell>
  Json cut(const std::vector<size_t>& found, Tell tell) const {
    Json items = Json::array();
    for (size_t i = from; i < std::min(found.size(), from + count); ++i)
      items.push_back(tell(found[i]));
    return items;
  }
};

}  // namespace

bool Door::State::person_mentions(const std::string& wanted, int32_t member) const {
  const auto person = static_cast<size_t>(member);
  if (roster.mentions(person, wanted)) return true;
  return std::any_of(outcome->columns.begin(), outcome->columns.end(), [&](size_t column) {
    return fold(roster.columns[column].text(person)).find(wanted) != std::string::npos;
  });
}

Result<Json> Door::State::window(const Json& request, bool groups) const {
  if (!outcome) return problem("request.noOutcome");
  const Window window(request);
  // Of one round alone; 0: of all.
  const int64_t round = number_of(request, "round", 0);
  std::vector<size_t> found;
  std::vector<int64_t> values;
  size_t number = 0;
  size_t total = 0;
  // Everybody is looked at once, however many rounds they are in.
  std::vector<int8_t> looked(window.find.empty() ? 0 : roster.people(), -1);
  const auto fits = [&](int32_t person) {
    int8_t& known = looked[static_cast<size_t>(person)];
    if (known < 0) known = person_mentions(window.find, person) ? 1 : 0;
    return known > 0;
  };
  for (size_t r = 0; r < outcome->rounds.size(); ++r) {
    const OutcomeRound& of = outcome->rounds[r];
    const size_t size = groups ? of.plan.groups.size() : of.plan.left_out.size();
    const bool asked = round == 0 || round == static_cast<int64_t>(r + 1);
    total += asked ? size : 0;
    for (size_t i = 0; i < size; ++i, ++number) {
      if (groups) values.push_back(of.measured.group_values[i]);
      if (!asked) continue;
      const std::vector<int32_t>* const people = groups ? &of.plan.groups[i].people : nullptr;
      if (window.find.empty() ||
          (people != nullptr ? std::any_of(people->begin(), people->end(), fits)
                             : fits(of.plan.left_out[i])))
        found.push_back(number);
    }
  }
  if (groups && text_of(request, "sort") == "value") {
    std::stable_sort(found.begin(), found.end(),
                     [&](size_t a, size_t b) { return values[a] < values[b]; });
  }
  Json columns = Json::array();
  for (const size_t column : outcome->columns) columns.push_back(roster.columns[column].header);
  return Json{{"total", total},
              {"found", found.size()},
              {"columns", std::move(columns)},
              {groups ? "groups" : "people", window.cut(found, [&](size_t item) {
                 return groups ? group_to_json(roster, *outcome, item)
                               : left_out_to_json(roster, *outcome, item);
               })}};
}

// Who meets whom in which round.
Result<Json> Door::State::meetings(const Json& request) const {
  if (!outcome) return problem("request.noOutcome");
  const Window window(request);
  std::vector<size_t> found;
  size_t total = 0;
  for (size_t person = 0; person < roster.people(); ++person) {
    if (!std::any_of(outcome->rounds.begin(), outcome->rounds.end(),
                     [&](const OutcomeRound& round) { return round.participant_of[person] >= 0; }))
      continue;
    ++total;
    if (window.find.empty() || person_mentions(window.find, static_cast<int32_t>(person)))
      found.push_back(person);
  }
  std::vector<int32_t> people;
  for (size_t i = window.from; i < std::min(found.size(), window.from + window.count); ++i)
    people.push_back(static_cast<int32_t>(found[i]));
  return Json{{"total", total},
              {"found", found.size()},
              {"people", meetings_to_json(roster, *outcome, people)}};
}

// One program for each name of a format, the latest.
void keep_program(std::vector<Json>& programs, const Json& document) {
  const auto is_same = [&](const Json& program) {
    return text_of(program, "name") == text_of(document, "name") &&
           text_of(program, "format") == text_of(document, "format");
  };
  programs.erase(std::remove_if(programs.begin(), programs.end(), is_same), programs.end());
  programs.push_back(document);
}

// The workspace as HR publishes it: with this round, its program, and what else HR has made of
// programs.
Workspace Door::State::next_workspace(const Json& request) const {
  Workspace next = workspace;
  if (!export_shape.empty()) next.seen = export_shape;
  if (outcome) {
    keep_program(next.programs, outcome->document);
    std::vector<Round>& rounds = next.history.rounds;
    rounds.erase(std::remove_if(rounds.begin(), rounds.end(),
                                [&](const Round& round) {
                                  const Day day = last_day(outcome->rounds.front().date);
                                  return supersedes(outcome->program(), day, round);
                                }),
                 rounds.end());
    for (const OutcomeRound& round : outcome->rounds)
      publish(round.plan, round.program, round.date, roster, next.history);
  }
  if (request.contains("programs") && request["programs"].is_array()) {
    for (const Json& program : request["programs"])
      if (program.is_object()) keep_program(next.programs, program);
  }
  return next;
}

Result<Json> Door::State::write_files(const Json& request, std::vector<FileOut>& files) const {
  if (!request.contains("which") || !request["which"].is_array()) return problem("request.noFiles");
  const CsvStyle style = csv_style_of(request);
  for (const Json& item : request["which"]) {
    const std::string name = item.is_string() ? item.get<std::string>() : dump_json(item);
    if (name == "workspace.weft.json") {
      files.push_back({name, workspace_to_json(next_workspace(request))});
      continue;
    }
    if (!outcome) return problem("request.noOutcome");
    if (name == "outcome.json") {
      files.push_back({name, dump_json(outcome_to_json(roster, *outcome), 1) + "\n"});
    } else if (name == "run-record.json") {
      Json record = {{"weft", 1}, {"kind", "run-record"}};
      record["program"] = publishable_program(outcome->document);
      for (const auto& [key, value] : outcome->run.items()) record[key] = value;
      files.push_back({name, dump_json(record, 1) + "\n"});
    } else if (name == "groups.csv") {
      std::string csv(style.bom ? csv_byte_order_mark() : std::string_view());
      for_each_group_row(roster, *outcome,
                         [&](const RowOfCells& row) { append_record(csv, row, style); });
      files.push_back({name, std::move(csv)});
    } else if (name == "groups.cells") {
      std::string cells = "[";
      for_each_group_row(roster, *outcome, [&](const RowOfCells& row) {
        if (cells.size() > 1) cells += ',';
        cells += dump_json(Json(row));
      });
      files.push_back({name, std::move(cells += ']')});
    } else {
      const OutcomeRound& of = outcome->rounds.front();
      const Format& format = *format_named(of.program.format);
      const std::vector<std::string> own = format.files();
      if (std::find(own.begin(), own.end(), name) == own.end())
        return problem("request.unknownFile", {{"file", name}});
      FormatInput input = input_of(of);
      input.csv = style;
      files.push_back({name, format.write(input, of.plan, name)});
    }
  }
  return Json::object();
}

Result<Json> Door::State::check_outcome(const Json& request, const Attachments& attachments) const {
  if (attachments.empty()) return problem("request.noAttachment");
  Issues issues;
  const Program program = read_program(request, issues);
  if (has_errors(issues)) return Json{{"issues", to_json(issues)}};
  const Result<Json> parsed =
      parse_json(attachments[0], text_of(request, "file", "outcome"), "outcome.notJson");
  if (!parsed) return parsed.issue();
  const std::vector<Claim> claims = claims_from_json(*parsed, issues);
  if (has_errors(issues)) return Json{{"issues", to_json(issues)}};
  // Against the day it was made for: pauses and months depend on it.
  Day date = day_of(request);
  if (parsed->contains("run") && (*parsed)["run"].is_object()) {
    if (const auto made = parse_date(text_of((*parsed)["run"], "date"), DateOrder::kDayFirst))
      date = made->day;
    if (!apart && text_of((*parsed)["run"], "apart") == "given")
      add_issue(issues, Severity::kWarning, "check.listNotGiven");
  }
  if (claims.size() != static_cast<size_t>(program.series.rounds)) {
    issues.push_back(problem("outcome.otherRounds", {{"count", static_cast<int64_t>(claims.size())},
                                                     {"asked", int64_t{program.series.rounds}}}));
    return Json{{"issues", to_json(issues)}};
  }
  CheckResult result = check_rounds({roster, past(date), lists, date, {}}, program, claims);
  // What all rounds come to together.
  int64_t value = 0;
  int64_t bound = 0;
  for (const Claim& claim : claims) {
    value += claim.value;
    bound += claim.bound;
  }
  const Json& certificate = (*parsed)["certificate"];
  result.verify(value == number_of(certificate, "value", -1), "check.value",
                [&] { return Args{{"value", value}}; });
  result.verify(bound == number_of(certificate, "bound", -1), "check.bound",
                [&] { return Args{{"value", value}, {"bound", bound}}; });
  Json json = check_to_json(result);
  json["issues"] = to_json(issues);
  return json;
}

Result<Json> Door::State::detail(const Json& request) const {
  if (!outcome) return problem("request.noOutcome");
  const OutcomeRound& of = outcome->rounds.front();
  const Result<Value> answer =
      format_named(of.program.format)->detail(input_of(of), of.plan, to_value(request));
  if (!answer) return answer.issue();
  return to_json(*answer);
}

Result<Json> Door::State::who_knows_what(const Json& request, std::vector<FileOut>& files) {
  if (!has_roster) return problem("request.noRoster");
  return knowledge.answer(request, roster, past(day_of(request)), day_of(request), files);
}

Result<Json> Door::State::people(const Json& request) const {
  if (!has_roster) return problem("request.noRoster");
  return request.contains("named") ? people_named(roster, request) : people_found(roster, request);
}

Result<Json> Door::State::schema(const Json& request) const {
  const std::string of = text_of(request, "of");
  const std::string_view text = schema_text(of);
  if (text.empty()) return problem("request.unknownSchema", {{"schema", of}});
  return *parse_json(text, of, "schema.notJson");
}

Door::Door() : state_(std::make_unique<State>()) {}
Door::~Door() = default;

Answer Door::call(std::string_view request_text, const std::vector<std::string_view>& attachments,
                  const std::function<void(std::string_view)>& on_progress,
                  const std::function<void(size_t)>& on_done) {
  Answer answer;
  const auto answer_with = [&](const Result<Json>& result) {
    Json json;
    if (result) {
      json = {{"ok", true}, {"value", *result}};
    } else {
      json = {{"ok", false}, {"error", to_json(result.issue())}};
    }
    answer.json = dump_json(json);
  };
  const Result<Json> parsed = parse_json(request_text, "request", "request.notJson");
  if (!parsed || !parsed->is_object()) {
    answer_with(parsed ? Result<Json>(problem("request.notJson")) : parsed);
    return answer;
  }
  const Json& request = *parsed;
  const std::string op = text_of(request, "op");
  if (const std::optional<Issue> wrong = State::wrong_date(request))
    answer_with(*wrong);
  else if (op == "hello")
    answer_with(state_->hello());
  else if (op == "profile")
    answer_with(state_->profile(request, attachments, on_done));
  else if (op == "digest")
    answer_with(state_->take_digests(request, attachments));
  else if (op == "inspect")
    answer_with(state_->inspect_table(request, attachments));
  else if (op == "problemRows")
    answer_with(state_->problem_rows(request, attachments));
  else if (op == "workspace")
    answer_with(state_->read_workspace(request, attachments));
  else if (op == "apart")
    answer_with(state_->read_apart(request, attachments));
  else if (op == "list")
    answer_with(state_->take_list(request, attachments));
  else if (op == "people")
    answer_with(state_->people(request));
  else if (op == "detail")
    answer_with(state_->detail(request));
  else if (op == "knowledge")
    answer_with(state_->who_knows_what(request, answer.files));
  else if (op == "table")
    answer_with(state_->table(request, attachments));
  else if (op == "possible")
    answer_with(state_->possible(request));
  else if (op == "loosen")
    answer_with(state_->look_ahead(request, loosened_to_json));
  else if (op == "forecast")
    answer_with(state_->look_ahead(request, forecast_to_json));
  else if (op == "run")
    answer_with(state_->run(request, attachments, on_progress, answer.files));
  else if (op == "search")
    answer_with(search_groups(request, attachments, on_progress, answer.files));
  else if (op == "groups")
    answer_with(state_->window(request, true));
  else if (op == "leftOut")
    answer_with(state_->window(request, false));
  else if (op == "meetings")
    answer_with(state_->meetings(request));
  else if (op == "files")
    answer_with(state_->write_files(request, answer.files));
  else if (op == "check")
    answer_with(state_->check_outcome(request, attachments));
  else if (op == "schema")
    answer_with(state_->schema(request));
  else
    answer_with(problem("request.unknownOp", {{"op", op}}));
  return answer;
}

}  // namespace weft
