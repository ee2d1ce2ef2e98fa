#include "targets.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "api/door.h"
#include "base/text.h"
#include "naive_reader.h"
#include "table/csv.h"
#include "table/encoding.h"

namespace weft::fuzz {
namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

constexpr std::string_view kSeparator = "\n====\n";
constexpr size_t kMostParts = 4;

void demand(bool holds, const std::string& what) {
  if (!holds) throw std::logic_error(what);
}

Rows read(std::string_view text, char delimiter) {
  CsvReader reader(text, delimiter);
  Record record;
  Rows rows;
  while (reader.next(record)) rows.emplace_back(record.cells.begin(), record.cells.end());
  return rows;
}

void demand_same_cells(std::string_view text, char delimiter) {
  const std::string difference = test::reader_differs(text, delimiter);
  demand(difference.empty(), std::string("between '").append(1, delimiter) + "': " + difference);
}

// What has been read is written, and read back the same.
void demand_round_trip(std::string_view text, char delimiter) {
  const Rows rows = read(text, delimiter);
  CsvStyle style;
  style.delimiter = delimiter;
  style.guard_formulas = false;
  for (const std::string_view line_end : {"\n", "\r\n", "\r"}) {
    style.line_end = line_end;
    std::string written;
    for (const auto& row : rows) append_record(written, row, style);
    demand(read(written, delimiter) == rows, "what is written is read back");
  }
}

// Each in memory of its own, so that a byte read too far is seen.
std::vector<std::vector<char>> split(std::string_view bytes) {
  std::vector<std::vector<char>> parts;
  while (parts.size() + 1 < kMostParts) {
    const size_t end = bytes.find(kSeparator);
    if (end == std::string_view::npos) break;
    parts.emplace_back(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end));
    bytes.remove_prefix(end + kSeparator.size());
  }
  parts.emplace_back(bytes.begin(), bytes.end());
  return parts;
}

class Room {
 public:
  Json ask(const std::string& op, Json request, const std::vector<std::string_view>& attachments) {
    request["op"] = op;
    const Json::error_handler_t replace = Json::error_handler_t::replace;
    Answer answer = door_.call(request.dump(-1, ' ', false, replace), attachments, [](auto) {});
    files = std::move(answer.files);
    Json json = Json::parse(answer.json);
    demand(json.at("ok").is_boolean(), op + " says whether it went well");
    if (!json["ok"])
      demand(!json.at("error").at("code").get<std::string>().empty(), op + " says what went wrong");
    return json;
  }
  Json value(const std::string& op, Json request,
             const std::vector<std::string_view>& attachments) {
    Json answer = ask(op, std::move(request), attachments);
    demand(answer["ok"] == true, op + " goes well after profile: " + answer.dump());
    return answer.at("value");
  }

  std::vector<FileOut> files;

 private:
  Door door_;
};

void check_columns(const Json& columns, size_t people) {
  std::vector<std::string> headers;
  for (const Json& column : columns) {
    headers.push_back(column.at("header"));
    demand(!headers.back().empty(), "a column has a name");
    if (column.at("role") == "ignored") continue;
    demand(column.at("missing").get<size_t>() <= people, "no more are missing than there are");
    demand(column.at("distinct").get<size_t>() <= people || column.at("type") == "list",
           "no more values than people");
    for (const Json& value : column.at("values")) {
      const auto holders = value.at("people").get<size_t>();
      demand(holders >= 1 && holders <= people, "a value is that of some of the people");
    }
  }
  std::sort(headers.begin(), headers.end());
  demand(std::adjacent_find(headers.begin(), headers.end()) == headers.end(), "headers differ");
}

void check_issues(const Json& issues) {
  for (const Json& issue : issues) {
    demand(!issue.at("code").get<std::string>().empty(), "an issue has a code");
    if (!issue.contains("rows")) continue;
    const auto rows = issue["rows"].get<std::vector<int64_t>>();
    demand(rows.size() <= 20 && static_cast<int64_t>(rows.size()) <= issue.at("rowCount"),
           "rows of an issue are counted");
    for (const int64_t row : rows) demand(row >= 1, "rows are counted from 1");
  }
}

void check_profile(const Json& profile) {
  const auto people = profile.at("people").get<size_t>();
  size_t rows = people;
  for (const auto& [reason, count] : profile.at("leftOut").items()) rows += count.get<size_t>();
  demand(rows == profile.at("rows"), "every row is a person or left out: " + profile.dump());
  check_columns(profile.at("columns"), people);
  for (const Json& joined : profile.at("joined")) {
    demand(joined.at("matched") <= joined.at("rows"), "no more rows are matched than there are");
    check_columns(joined.at("columns"), people);
  }
  check_issues(profile.at("issues"));
}

void check_problem_rows(const Json& found, size_t issues) {
  const size_t width = found.at("headers").size();
  demand(found.at("rows").size() <= found.at("total"), "problem rows are counted");
  for (const Json& row : found.at("rows")) {
    demand(!row.at("issues").empty(), "a problem row has a problem");
    for (const Json& issue : row.at("issues"))
      demand(issue.get<size_t>() < issues, "problems are those of the profile");
    demand(row.at("row") >= 1, "rows are counted from 1");
    demand(row.at("cells").size() == width, "every cell has a header");
  }
}

}  // namespace

void read_cells(std::string_view bytes) {
  for (const char delimiter : {',', ';', '\t', '|'}) demand_same_cells(bytes, delimiter);
  const Result<Decoded> decoded = decode(bytes, "fuzz.csv");
  if (!decoded) return;
  const std::string_view text = decoded->text();
  demand(is_valid_utf8(text), "decoded text is UTF-8");
  const Dialect dialect = sniff(text);
  demand(dialect.begin <= text.size(), "records begin inside the text");
  demand(is_valid_utf8({&dialect.delimiter, 1}), "the delimiter is a character");
  demand_same_cells(text.substr(dialect.begin), dialect.delimiter);
  demand_round_trip(text.substr(dialect.begin), dialect.delimiter);
}

void read_roster(std::string_view bytes) {
  std::vector<std::vector<char>> parts = split(bytes);
  Json request = {{"file", "people.csv"}, {"today", "2026-11-23"}};
  if (parts.size() > 1 && !parts.back().empty() && parts.back()[0] == '{') {
    const Json choices = Json::parse(parts.back().begin(), parts.back().end(), nullptr, false);
    if (choices.is_object()) {
      request.update(choices);
      parts.pop_back();
    }
  }
  std::vector<std::string_view> attachments;
  for (const std::vector<char>& part : parts) attachments.emplace_back(part.data(), part.size());

  Room room;
  const Json answer = room.ask("profile", request, attachments);
  for (const std::string_view attachment : attachments)
    demand(room.ask("inspect", {{"file", "x.csv"}}, {attachment})["ok"] || !answer["ok"] ||
               attachment.data() != attachments[0].data(),
           "what is profiled can be inspected");
  if (!answer["ok"]) {
    room.ask("problemRows", request, attachments);
    return;
  }
  const Json& profile = answer["value"];
  check_profile(profile);
  check_problem_rows(room.value("problemRows", request, attachments), profile["issues"].size());

  // The same export next month is the same to the workspace.
  room.value("files", {{"which", {"workspace.weft.json"}}}, {});
  const std::string saved = room.files.at(0).bytes;
  Room next;
  const Json workspace = next.value("workspace", {{"file", "workspace.weft.json"}}, {saved});
  demand(workspace.at("issues").empty(), "what is saved can be read: " + workspace.dump());
  Json again = next.value("profile", request, attachments);
  demand(again == profile, "the same is read again: " + again.dump());
}

}  // namespace weft::fuzz
