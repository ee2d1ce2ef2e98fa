// The program document: read with every problem pointed at, and written without what is
// confidential.
#pragma once

#include "api/json.h"
#include "program/program.h"

namespace weft {

// As far as it can be read; `issues` has errors where it can't.
Program program_from_json(const Json& json, Issues& issues);

// The document without inline `apart` lists: {"apart": "file"} stands where one was.
Json publishable_program(const Json& json);
// Whether a rule of the document is the confidential list.
bool asks_for_list(const Json& program);

// Headers the program names, so that the columns step keeps them.
std::vector<std::string> columns_named_by(const Json& json);

}  // namespace weft
