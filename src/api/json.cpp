#include "api/json.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"

namespace weft {
namespace {

// What people write, and what Weft writes, is far from as deep. Whatever walks through a document
// calls itself level by level, and the stack of WebAssembly is small: deeper documents end here.
constexpr size_t kMostLevels = 100;
// Up to here members are compared each with each, which is quicker than sorting them.
constexpr size_t kFewMembers = 16;

// An object without the search for the key that its own ways of adding one begin with.
using Members = std::vector<std::pair<const std::string, Json>>;
Members& members_of(Json& object) { return *object.get_ptr<Json::object_t*>(); }

// Of a key that is there again the last value counts, in the place of the first. O(n log n).
void unite_members(Json& object) {
  Members& members = members_of(object);
  const auto key = [&](size_t i) -> const std::string& { return members[i].first; };
  bool unique = true;
  std::vector<size_t> order;
  if (members.size() <= kFewMembers) {
    for (size_t i = 1; i < members.size() && unique; ++i) {
      for (size_t j = 0; j < i && unique; ++j) unique = key(i) != key(j);
    }
    if (unique) return;
  }
  for (size_t i = 0; i < members.size(); ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return key(a) < key(b); });
  std::vector<size_t> value_of(members.size(), members.size());  // nothing: is there before
  for (size_t i = 0, end = 0; i < order.size(); i = end) {
    for (end = i + 1; end < order.size() && key(order[end]) == key(order[i]);) ++end;
    value_of[order[i]] = order[end - 1];
    unique = unique && end == i + 1;
  }
  if (unique) return;
  Json once = Json::object();
  Members& kept = members_of(once);
  for (size_t i = 0; i < members.size(); ++i) {
    if (value_of[i] < members.size())
      kept.emplace_back(key(i), std::move(members[value_of[i]].second));
  }
  object = std::move(once);
}

// Makes the document while it is read. The library's own way looks through all members of an
// object for each one that is added, and knows no end of levels.
class Builder : public nlohmann::json_sax<Json> {
 public:
  explicit Builder(const KeepJson& keep) : keep_(keep) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // is in no text
  bool start_object(size_t) override { return open(Event::object_start, Json::object()); }
  bool key(string_t& name) override {
    Json value(std::move(name));
    keeps_member_ = keeps(open_.size(), Event::key, value);
    name_ = std::move(value.get_ref<std::string&>());
    return true;
  }
  bool end_object() override {
    if (open_.back() != nullptr) unite_members(*open_.back());
    return close(Event::object_end);
  }
  bool start_array(size_t) override { return open(Event::array_start, Json::array()); }
  bool end_array() override { return close(Event::array_end); }
  bool parse_error(size_t at, const std::string&, const nlohmann::detail::exception&) override {
    position_ = at;
    return false;
  }

  Json take() { return std::move(document_); }
  size_t position() const { return position_; }  // of the error
  bool too_deep() const { return too_deep_; }

 private:
  using Event = Json::parse_event_t;

  bool keeps(size_t depth, Event event, Json& value) const {
    return !keep_ || keep_(static_cast<int>(depth), event, value);
  }
  // Whether something may be put where the reader is.
  bool wanted() const {
    if (open_.empty()) return true;
    return open_.back() != nullptr && (open_.back()->is_array() || keeps_member_);
  }
  Json* put(Json value) {
    if (open_.empty()) return &(document_ = std::move(value));
    Json& in = *open_.back();
    if (in.is_array()) return &in.get_ptr<Json::array_t*>()->emplace_back(std::move(value));
    return &members_of(in).emplace_back(std::move(name_), std::move(value)).second;
  }
  bool add(Json value) {
    if (wanted() && keeps(open_.size(), Event::value, value)) put(std::move(value));
    return true;
  }
  bool open(Event event, Json empty) {
    too_deep_ = open_.size() == kMostLevels;
    if (too_deep_) return false;
    const bool kept = keeps(open_.size(), event, empty) && wanted();
    open_.push_back(kept ? put(std::move(empty)) : nullptr);
    return true;
  }
  bool close(Event event) {
    Json* const closed = open_.back();
    open_.pop_back();
    if (closed == nullptr || keeps(open_.size(), event, *closed)) return true;
    if (open_.empty()) {
      document_ = nullptr;
    } else if (open_.back()->is_array()) {
      open_.back()->get_ptr<Json::array_t*>()->pop_back();
    } else {
      members_of(*open_.back()).pop_back();
    }
    return true;
  }

  const KeepJson& keep_;
  Json document_;
  std::vector<Json*> open_;  // from the outermost; nullptr: not kept
  std::string name_;         // of the member that comes next
  bool keeps_member_ = true;
  bool too_deep_ = false;
  size_t position_ = 0;
};

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view file, std::string code) {
  return parse_json(text, file, std::move(code), nullptr);
}

Result<Json> parse_json(std::string_view text, std::string_view file, std::string code,
                        const KeepJson& keep) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  Builder builder(keep);
  if (Json::sax_parse(text.begin(), text.end(), &builder)) return builder.take();
  Issue issue;
  issue.code = std::move(code);
  issue.file = file;
  if (builder.too_deep()) {
    issue.code = "json.tooDeep";
    issue.args = {{"levels", static_cast<int64_t>(kMostLevels)}};
    return issue;
  }
  const std::string_view before = text.substr(0, std::min(builder.position(), text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t line_begin = before.rfind('\n');
  const size_t column =
      line_begin == std::string_view::npos ? before.size() : before.size() - line_begin - 1;
  issue.args = {{"line", static_cast<int64_t>(line)},
                {"position", static_cast<int64_t>(std::max<size_t>(column, 1))}};
  return issue;
}

void add_members(Json& object, const Json& more) {
  for (const auto& [key, value] : more.items()) members_of(object).emplace_back(key, value);
  unite_members(object);
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
    for (const auto& [key, member] : *members) members_of(json).emplace_back(key, to_json(member));
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
      // No key is there twice: nothing has to be looked for.
      Value::Object members;
      for (const auto& [key, member] : json.items()) members.emplace_back(key, to_value(member));
      return members;
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
