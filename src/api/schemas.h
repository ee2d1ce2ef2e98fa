// The JSON Schemas of docs/schemas/, as they were when this was built.
#pragma once

#include <string_view>

namespace weft {

// "program", "workspace" or "outcome"; "" for anything else.
std::string_view schema_text(std::string_view of);

}  // namespace weft
