// JSON at the door: the only layer that knows it. Keys keep the order they are written in.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/issue.h"

namespace weft {

using Json = nlohmann::ordered_json;

// An error `code` with the line and column where the text stops being JSON.
Result<Json> parse_json(std::string_view text, std::string_view file, std::string code);
std::string dump_json(const Json& json, int indent = -1);

Json to_json(const Args& args);
Json to_json(const Issue& issue);
Json to_json(const Issues& issues);

}  // namespace weft
