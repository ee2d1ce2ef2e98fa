// JSON at the door: the only layer that knows it. Keys keep the order they are written in.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/issue.h"
#include "base/value.h"
#include "table/csv.h"

namespace weft {

using Json = nlohmann::ordered_json;

// An error `code` with the line and column where the text stops being JSON.
Result<Json> parse_json(std::string_view text, std::string_view file, std::string code);
// The same; `keep` is asked for every value as it is read, and what it refuses is not kept.
using KeepJson = std::function<bool(int depth, Json::parse_event_t event, Json& value)>;
Result<Json> parse_json(std::string_view text, std::string_view file, std::string code,
                        const KeepJson& keep);
// What update() does, in O(n log n). REQUIRES: both are objects.
void add_members(Json& object, const Json& more);
std::string dump_json(const Json& json, int indent = -1);

// Fields of a request; `otherwise` where they are missing, or something else.
std::string text_of(const Json& request, const char* key, const std::string& otherwise = {});
int64_t number_of(const Json& request, const char* key, int64_t otherwise);
// {"csv": {"delimiter", "bom"}}
CsvStyle csv_style_of(const Json& request);

Json to_json(const Value& value);
Value to_value(const Json& json);
Json to_json(const Args& args);
Json to_json(const Issue& issue);
Json to_json(const Issues& issues);

}  // namespace weft
