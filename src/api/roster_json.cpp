#include "api/roster_json.h"

#include <algorithm>
#include <map>

#include "api/program_json.h"
#include "base/text.h"
#include "table/csv.h"

namespace weft {
namespace {

constexpr size_t kShownValues = 60;
constexpr size_t kMostValues = 500;
constexpr size_t kMostProblemRows = 50'000;
constexpr size_t kMostProblemCells = 2'000'000;
constexpr int64_t kShownPeople = 20;
constexpr int64_t kMostShownPeople = 1000;

ColumnChoice choice_from_json(const Json& value) {
  ColumnChoice choice;
  constexpr Type kTypes[] = {Type::kText, Type::kCategory, Type::kNumber, Type::kDate,
                             Type::kList, Type::kLevel,    Type::kYesNo};
  if (!value.is_object()) return choice;
  for (const Type type : kTypes) {
    if (name_of(type) == text_of(value, "type")) choice.type = type;
  }
  if (text_of(value, "dates") == "day") choice.dates = DateOrder::kDayFirst;
  if (text_of(value, "dates") == "month") choice.dates = DateOrder::kMonthFirst;
  if (value.contains("order") && value["order"].is_array()) {
    for (const Json& level : value["order"]) {
      if (level.is_string()) choice.order.push_back(level.get<std::string>());
    }
  }
  if (value.contains("answers") && value["answers"].is_object()) {
    for (const auto& [answer, means] : value["answers"].items()) {
      if (means == "in" || means == "out") choice.answers.emplace(fold(answer), means == "in");
    }
  }
  if (value.contains("merge") && value["merge"].is_object()) {
    for (const auto& [from, to] : value["merge"].items()) {
      if (to.is_string()) choice.merge.emplace(from, to.get<std::string>());
    }
  }
  return choice;
}

ColumnChoices choices_from_json(const Json& json, Issues& issues) {
  ColumnChoices choices;
  if (!json.is_object()) return choices;
  for (const auto& [header, value] : json.items()) {
    ColumnChoice choice = choice_from_json(value);
    const std::string role = value.is_string() ? value.get<std::string>() : text_of(value, "role");
    choice.role = role_named(role);
    if (!role.empty() && !choice.role) {
      Issue& issue = issues.emplace_back();
      issue.code = "columns.unknownRole";
      issue.where = std::string("/columns/").append(header);
      issue.args = {{"role", role}, {"column", header}};
      continue;
    }
    choices.emplace(header, std::move(choice));
  }
  return choices;
}

Json values_of(const Column& column) {
  const bool list = column.type == Type::kList;
  const StringPool& names = list ? column.entry_names : column.values;
  std::vector<int64_t> people(names.size(), 0);
  for (const uint32_t code : column.codes) {
    if (list) {
      for (const uint32_t entry : column.entries[code]) ++people[entry];
    } else {
      ++people[code];
    }
  }
  std::vector<uint32_t> order;
  for (uint32_t value = list ? 0 : 1; value < names.size(); ++value) {
    if (people[value] > 0) order.push_back(value);
  }
  Json json = Json::array();
  if (order.size() > kMostValues) return json;
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return people[a] > people[b]; });
  for (size_t i = 0; i < std::min(order.size(), kShownValues); ++i) {
    json.push_back({{"value", names[order[i]]}, {"people", people[order[i]]}});
  }
  return json;
}

Json columns_to_json(const Roster& roster, const std::vector<ColumnProfile>& columns) {
  Json json = Json::array();
  for (const ColumnProfile& column : columns) {
    Json item = {{"header", column.header},
                 {"role", name_of(column.role)},
                 {"recognised", name_of(column.recognised.role)},
                 {"confidence", column.recognised.confidence},
                 {"sensitive", column.recognised.sensitive},
                 {"type", name_of(column.type)},
                 {"distinct", column.distinct},
                 {"missing", column.missing},
                 {"examples", column.examples},
                 {"dates", column.dates},
                 {"derived", column.derived},
                 {"values", Json::array()},
                 {"order", Json::array()}};
    if (column.column >= 0) {
      const Column& kept = roster.columns[static_cast<size_t>(column.column)];
      if (!is_identity(column.role)) item["values"] = values_of(kept);
      item["order"] = kept.level_order;
    }
    json.push_back(std::move(item));
  }
  return json;
}

// The records of one file that issues are about.
struct RowsOfFile {
  const std::string& file;
  std::string_view bytes;
  std::optional<int64_t> header_row;
  std::map<int64_t, std::vector<size_t>> issues;  // by row
};

// Of many columns not so many rows: the cells are what takes the room.
size_t rows_of_cells(size_t columns) { return kMostProblemCells / std::max<size_t>(columns, 1); }

// Their cells stand under `headers`, to which those are added that only this file has.
Result<Json> rows_to_json(const RowsOfFile& wanted, const ReadOptions& options, size_t most,
                          std::vector<std::string>& headers) {
  const Result<OpenTable> table = open_table(wanted.bytes, wanted.file, wanted.header_row);
  if (!table) return table.issue();
  const std::vector<Recognised> recognised = recognise_all(table->headers);
  struct Shown {
    size_t cell;
    size_t place;
  };
  std::vector<Shown> shown;
  std::map<std::string, size_t> place_of;
  for (size_t i = 0; i < headers.size(); ++i) place_of.emplace(headers[i], i);
  for (size_t i = 0; i < table->headers.size(); ++i) {
    const auto choice = options.choices.find(table->headers[i]);
    const bool chosen = choice != options.choices.end() && choice->second.role &&
                        *choice->second.role != Role::kIgnored;
    if (recognised[i].sensitive && !chosen) continue;
    const auto [place, fresh] = place_of.emplace(table->headers[i], headers.size());
    shown.push_back({i, place->second});
    if (fresh) headers.push_back(table->headers[i]);
  }
  Json rows = Json::array();
  CsvReader reader(table->text(), table->delimiter);
  Record record;
  auto next = wanted.issues.begin();
  most = std::min(most, rows_of_cells(headers.size()));
  while (next != wanted.issues.end() && rows.size() < most && reader.next(record)) {
    if (record.row != next->first) continue;
    Json cells(headers.size(), "");
    for (const Shown& column : shown) {
      if (column.cell < record.cells.size())
        cells[column.place] = without_formula_guard(record.cells[column.cell]);
    }
    rows.push_back({{"file", wanted.file},
                    {"row", record.row},
                    {"issues", next->second},
                    {"cells", std::move(cells)}});
    ++next;
  }
  return rows;
}

// What HR has said of a file; 0: there is none.
std::optional<int64_t> header_row_in(const Json& about) {
  if (!about.contains("headerRow") || !about["headerRow"].is_number_unsigned()) return std::nullopt;
  return about["headerRow"].get<int64_t>();
}

Json top_to_json(const HeaderRow& header) {
  Json top = Json::array();
  for (const TopRow& row : header.top) top.push_back({{"row", row.row}, {"cells", row.cells}});
  return top;
}

// With what tells people of one name apart.
Json person_to_json(const Roster& roster, size_t person) {
  Json json = {{"id", roster.ids[person]}, {"name", roster.names[person]}};
  if (const Column* department = roster.with_role(Role::kDepartment); department != nullptr)
    json["department"] = department->text(person);
  return json;
}

// Whether the text, or a word of it, begins so; both are folded.
bool word_begins(std::string_view text, std::string_view wanted) {
  for (size_t at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1))
    if (at == 0 || text[at - 1] == ' ' || text[at - 1] == '-') return true;
  return false;
}

}  // namespace

ReadOptions read_options(const Json& request, const std::vector<std::string_view>& attachments,
                         Day today, Issues& issues) {
  ReadOptions options;
  options.file = text_of(request, "file");
  if (options.file.empty()) options.file = "roster";
  options.people.today = today;
  if (request.contains("columns")) options.choices = choices_from_json(request["columns"], issues);
  if (request.contains("program")) options.keep = columns_named_by(request["program"]);
  if (request.contains("accounts") && request["accounts"].is_array()) {
    for (size_t kind = 0; kind < kAccountNames.size(); ++kind) {
      const Json& wanted = request["accounts"];
      if (std::find(wanted.begin(), wanted.end(), kAccountNames[kind]) != wanted.end())
        options.people.accounts.push_back(static_cast<Account>(kind));
    }
  }
  if (request.contains("same") && request["same"].is_object()) {
    for (const auto& [id, answer] : request["same"].items()) {
      if (answer == "one" || answer == "two") options.people.same.emplace(id, answer == "one");
    }
  }
  if (request.contains("persons") && request["persons"].is_object()) {
    for (const auto& [name, answer] : request["persons"].items()) {
      if (answer == "yes" || answer == "no")
        options.people.persons.emplace(fold(name), answer == "yes");
    }
  }
  options.header_row = header_row_in(request);
  options.digests_later = text_of(request, "digests") == "later";
  for (size_t i = 1; i < attachments.size(); ++i) {
    JoinedFile& joined = options.joined.emplace_back();
    joined.bytes = attachments[i];
    joined.file = "list " + std::to_string(i);
    if (!request.contains("joined") || !request["joined"].is_array() ||
        i > request["joined"].size())
      continue;
    const Json& about = request["joined"][i - 1];
    if (!text_of(about, "file").empty()) joined.file = text_of(about, "file");
    joined.leaves = text_of(about, "means") == "out";
    joined.header_row = header_row_in(about);
  }
  return options;
}

Json profile_to_json(const Roster& roster, const RosterProfile& profile, const std::string& file) {
  Json json = {{"file", file},
               {"encoding", profile.encoding},
               {"delimiter", std::string(1, profile.delimiter)},
               {"headerRow", profile.header.row},
               {"rows", profile.rows},
               {"people", roster.people()},
               {"leftOut",
                {{"inactive", profile.left_out.inactive},
                 {"accounts", profile.left_out.accounts},
                 {"duplicates", profile.left_out.duplicates},
                 {"nameless", profile.left_out.nameless}}}};
  json["top"] = top_to_json(profile.header);
  json["columns"] = columns_to_json(roster, profile.columns);
  json["joined"] = Json::array();
  for (const JoinedProfile& joined : profile.joined) {
    json["joined"].push_back({{"file", joined.file},
                              {"rows", joined.rows},
                              {"matched", joined.matched},
                              {"key", name_of(joined.key)},
                              {"means", joined.leaves ? "out" : "in"},
                              {"headerRow", joined.header.row},
                              {"top", top_to_json(joined.header)},
                              {"columns", columns_to_json(roster, joined.columns)}});
  }
  json["issues"] = to_json(profile.issues);
  return json;
}

Json inspected_to_json(const Inspected& found) {
  Json json = {{"kind", name_of(found.kind)},
               {"rows", found.rows},
               {"headerRow", found.header_row},
               {"columns", Json::array()}};
  for (size_t i = 0; i < found.headers.size(); ++i) {
    json["columns"].push_back({{"header", found.headers[i]},
                               {"role", name_of(found.recognised[i].role)},
                               {"confidence", found.recognised[i].confidence},
                               {"sensitive", found.recognised[i].sensitive}});
  }
  return json;
}

Json shape_of(const RosterProfile& profile, size_t people) {
  Json columns = Json::array();
  for (const ColumnProfile& column : profile.columns) {
    if (column.derived.empty())
      columns.push_back({{"header", column.header}, {"role", name_of(column.role)}});
  }
  return {{"columns", std::move(columns)}, {"people", people}};
}

Json difference(const Json& before, const Json& now) {
  if (!before.contains("columns") || !before["columns"].is_array()) return nullptr;
  using Headers = std::map<std::string, const Json*>;
  const auto columns_of = [](const Json& shape) {
    Headers columns;
    for (const Json& column : shape["columns"]) columns.emplace(text_of(column, "header"), &column);
    return columns;
  };
  const Headers of_before = columns_of(before);
  const Headers of_now = columns_of(now);
  const auto find = [](const Headers& columns, const std::string& header) {
    const auto found = columns.find(header);
    return found == columns.end() ? nullptr : found->second;
  };
  Json gone = Json::array();
  Json fresh = Json::array();
  Json renamed = Json::array();
  Json roles = Json::array();
  std::vector<const Json*> added;                        // nullptr: is another one renamed
  std::map<std::string, std::vector<size_t>> with_role;  // of those added, the last one first
  for (const Json& column : now["columns"]) {
    const Json* known = find(of_before, text_of(column, "header"));
    if (known == nullptr) {
      added.push_back(&column);
    } else if (text_of(*known, "role") != text_of(column, "role")) {
      roles.push_back({{"header", column["header"]},
                       {"from", text_of(*known, "role")},
                       {"to", column["role"]}});
    }
  }
  for (size_t i = added.size(); i-- > 0;) with_role[text_of(*added[i], "role")].push_back(i);
  for (const Json& column : before["columns"]) {
    const std::string header = text_of(column, "header");
    const std::string role = text_of(column, "role");
    if (header.empty() || find(of_now, header) != nullptr) continue;
    // A column that went and one that came with the same meaning are one column.
    std::vector<size_t>& same = with_role[role];
    if (same.empty() || role == "ignored" || role == "other") {
      gone.push_back({{"header", header}, {"role", role}});
      continue;
    }
    const Json*& column_now = added[same.back()];
    renamed.push_back({{"from", header}, {"to", (*column_now)["header"]}, {"role", role}});
    column_now = nullptr;
    same.pop_back();
  }
  for (const Json* column : added) {
    if (column != nullptr) fresh.push_back(*column);
  }
  const int64_t people = before.contains("people") && before["people"].is_number_integer()
                             ? before["people"].get<int64_t>()
                             : 0;
  if (gone.empty() && fresh.empty() && renamed.empty() && roles.empty() &&
      now["people"].get<int64_t>() == people)
    return nullptr;
  return {{"peopleBefore", people},
          {"gone", std::move(gone)},
          {"new", std::move(fresh)},
          {"renamed", std::move(renamed)},
          {"roles", std::move(roles)}};
}

Result<Json> problem_rows_to_json(std::string_view bytes, const ReadOptions& options,
                                  const Issues& issues) {
  std::vector<RowsOfFile> files;
  files.push_back({options.file, bytes, options.header_row, {}});
  for (const JoinedFile& joined : options.joined)
    files.push_back({joined.file, joined.bytes, joined.header_row, {}});
  size_t total = 0;
  for (size_t i = 0; i < issues.size(); ++i) {
    const bool counts =
        issues[i].severity != Severity::kNote || issues[i].code == "roster.duplicateMerged";
    const auto file = std::find_if(files.begin(), files.end(), [&](const RowsOfFile& rows) {
      return rows.file == issues[i].file;
    });
    if (!counts || file == files.end()) continue;
    for (const int64_t row : issues[i].rows) file->issues[row].push_back(i);
  }
  std::vector<std::string> headers;
  Json rows = Json::array();
  for (const RowsOfFile& file : files) {
    total += file.issues.size();
    const size_t room = kMostProblemRows - rows.size();
    if ((file.issues.empty() || room == 0) && !headers.empty()) continue;
    Result<Json> found = rows_to_json(file, options, room, headers);
    if (!found) return found.issue();
    for (Json& row : *found) rows.push_back(std::move(row));
  }
  // The rows of the first files know nothing of the headers of the last.
  const size_t most = rows_of_cells(headers.size());
  if (rows.size() > most) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end());
  for (Json& row : rows) {
    while (row["cells"].size() < headers.size()) row["cells"].push_back("");
  }
  return Json{{"total", total}, {"headers", headers}, {"rows", std::move(rows)}};
}

Json people_found(const Roster& roster, const Json& request) {
  const std::string wanted = fold(trim(text_of(request, "find")));
  const auto count = static_cast<size_t>(
      std::clamp<int64_t>(number_of(request, "count", kShownPeople), 0, kMostShownPeople));
  size_t found = 0;
  std::vector<size_t> begins;
  std::vector<size_t> others;
  for (size_t person = 0; person < roster.people(); ++person) {
    if (!roster.mentions(person, wanted)) continue;
    ++found;
    std::vector<size_t>& of_kind =
        word_begins(fold(roster.names[person]), wanted) ? begins : others;
    if (of_kind.size() < count) of_kind.push_back(person);
  }
  begins.insert(begins.end(), others.begin(), others.end());
  begins.resize(std::min(begins.size(), count));
  Json people = Json::array();
  for (const size_t person : begins) people.push_back(person_to_json(roster, person));
  return {{"total", roster.people()}, {"found", found}, {"people", std::move(people)}};
}

Json people_named(const Roster& roster, const Json& request) {
  Json people = Json::array();
  for (const Json& reference : request["named"]) {
    const int32_t person =
        reference.is_string() ? roster.find(reference.get<std::string>()) : Roster::kNobody;
    people.push_back(
        person == Roster::kNobody ? Json() : person_to_json(roster, static_cast<size_t>(person)));
  }
  return {{"total", roster.people()}, {"people", std::move(people)}};
}

}  // namespace weft
