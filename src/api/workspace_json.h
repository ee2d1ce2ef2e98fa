// The workspace file: what HR keeps between rounds. Programs, rounds, how the roster is read; no
// roster, no names.
#pragma once

#include <string>
#include <vector>

#include "api/json.h"
#include "history/history.h"

namespace weft {

struct Workspace {
  std::vector<Json> programs;     // as documents; one for each name, the latest
  Json columns = Json::object();  // HR's choices of the columns step, by header
  Json accounts = Json::array();  // kinds of accounts that are people
  Json same = Json::object();     // id, or ids with one address -> "one" or "two"
  Json persons = Json::object();  // identity -> "yes" or "no": is it a person?
  Json header_row;                // where HR has said it; 0: there is none
  Json seen =
      Json::object();  // the export it was made with: {"columns": [{header, role}], "people"}
  History history;
  std::string digest;  // of the file it came from; "" for a fresh one
  std::string salt;    // of the digests that records carry; it stays with HR. "" for none yet
};

// What can be read is read; rounds that can't are named and left out.
Result<Workspace> workspace_from_json(std::string_view text, std::string_view file, Issues& issues);
std::string workspace_to_json(const Workspace& workspace);

}  // namespace weft
