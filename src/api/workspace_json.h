// The workspace file: what HR keeps between rounds. Programs, rounds, column choices; no roster, no
// names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/json.h"
#include "history/history.h"
#include "roster/read_roster.h"

namespace weft {

struct Workspace {
  std::vector<Json> programs;     // as documents; one for each name, the latest
  Json columns = Json::object();  // HR's choices of the columns step, by header
  History history;
  std::string digest;  // of the file it came from; "" for a fresh one
};

// What can be read is read; rounds that can't are named and left out.
Result<Workspace> workspace_from_json(std::string_view text, std::string_view file, Issues& issues);
std::string workspace_to_json(const Workspace& workspace);

// `columns` of a request or a workspace.
std::map<std::string, ColumnChoice> choices_from_json(const Json& json, const std::string& where,
                                                      Issues& issues);

}  // namespace weft
