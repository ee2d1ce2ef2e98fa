#include "api/json.h"

#include <algorithm>

#include "base/text.h"

namespace weft {
namespace {

// Listens for nothing but the place of the error.
struct ErrorPlace : nlohmann::json_sax<Json> {
  size_t position = 0;
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(size_t at, const std::string&, const nlohmann::detail::exception&) override {
    position = at;
    return false;
  }
};

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view file, std::string code) {
  return parse_json(text, file, std::move(code), nullptr);
}

Result<Json> parse_json(std::string_view text, std::string_view file, std::string code,
                        const KeepJson& keep) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  Json parsed = Json::parse(text.begin(), text.end(), keep, false);
  if (!parsed.is_discarded()) return parsed;
  ErrorPlace place;
  Json::sax_parse(text.begin(), text.end(), &place);
  const std::string_view before = text.substr(0, std::min(place.position, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t line_begin = before.rfind('\n');
  const size_t column =
      line_begin == std::string_view::npos ? before.size() : before.size() - line_begin - 1;
  Issue issue;
  issue.code = std::move(code);
  issue.file = file;
  issue.args = {{"line", static_cast<int64_t>(line)},
                {"position", static_cast<int64_t>(std::max<size_t>(column, 1))}};
  return issue;
}

std::string dump_json(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string text_of(const Json& request, const char* key, const std::string& otherwise) {
  return request.contains(key) && request[key].is_string() ? request[key].get<std::string>()
                                                           : otherwise;
}

int64_t number_of(const Json& request, const char* key, int64_t otherwise) {
  return request.contains(key) && request[key].is_number_integer() ? request[key].get<int64_t>()
                                                                   : otherwise;
}

CsvStyle csv_style_of(const Json& request) {
  CsvStyle style;
  if (request.contains("csv") && request["csv"].is_object()) {
    const Json& csv = request["csv"];
    const std::string delimiter = text_of(csv, "delimiter", ",");
    if (delimiter.size() == 1) style.delimiter = delimiter[0];
    style.bom = csv.contains("bom") && csv["bom"] == true;
  }
  return style;
}

Json to_json(const Value& value) {
  if (const Value::List* items = value.list()) {
    Json json = Json::array();
    for (const Value& item : *items) json.push_back(to_json(item));
    return json;
  }
  if (const Value::Object* members = value.object()) {
    Json json = Json::object();
    for (const auto& [key, member] : *members) json[key] = to_json(member);
    return json;
  }
  if (const std::string* text = value.text()) return *text;
  if (const int64_t* number = value.whole()) return *number;
  if (const double* number = value.real()) return *number;
  if (const bool* yes = value.boolean()) return *yes;
  return nullptr;
}

Value to_value(const Json& json) {
  switch (json.type()) {
    case Json::value_t::object: {
      Value value = Value::Object();
      for (const auto& [key, member] : json.items()) value.set(key, to_value(member));
      return value;
    }
    case Json::value_t::array: {
      Value value = Value::List();
      for (const Json& item : json) value.push(to_value(item));
      return value;
    }
    case Json::value_t::string:
      return json.get<std::string>();
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_unsigned:
      if (json.get<uint64_t>() <= uint64_t{INT64_MAX}) return json.get<int64_t>();
      return json.get<double>();
    case Json::value_t::number_integer:
      return json.get<int64_t>();
    case Json::value_t::number_float:
      return json.get<double>();
    default:
      return {};
  }
}

Json to_json(const Args& args) {
  Json json = Json::object();
  for (const Arg& arg : args) {
    std::visit([&](const auto& value) { json[arg.name] = value; }, arg.value);
  }
  return json;
}

Json to_json(const Issue& issue) {
  constexpr const char* kSeverities[] = {"note", "warning", "error"};
  Json json = {{"severity", kSeverities[static_cast<size_t>(issue.severity)]},
               {"code", issue.code}};
  if (!issue.file.empty()) json["file"] = issue.file;
  if (!issue.rows.empty()) {
    const auto shown = std::min(issue.rows.size(), Issue::kShownRows);
    json["rows"] = std::vector<int64_t>(issue.rows.begin(),
                                        issue.rows.begin() + static_cast<std::ptrdiff_t>(shown));
  }
  if (issue.row_count > 0) json["rowCount"] = issue.row_count;
  if (!issue.column.empty()) json["column"] = issue.column;
  if (!issue.where.empty()) json["where"] = issue.where;
  json["args"] = to_json(issue.args);
  return json;
}

Json to_json(const Issues& issues) {
  Json json = Json::array();
  for (const Issue& issue : issues) json.push_back(to_json(issue));
  return json;
}

}  // namespace weft
