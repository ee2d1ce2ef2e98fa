// Who knows what, at the door: the map, the search, the nearest experts, ready programs and tables.
#pragma once

#include <memory>
#include <vector>

#include "api/door.h"
#include "api/json.h"
#include "history/history.h"

namespace weft {

// Keeps what it read from the roster from one request to the next, so that a search is answered
// while somebody types.
class KnowledgeAnswers {
 public:
  KnowledgeAnswers();
  ~KnowledgeAnswers();

  // When roster or history are others.
  void forget();
  // docs/door.md says what can be asked. Errors: knowledge.noColumns, .unknownColumn, .unknownPart,
  // .unknownSkill, .unknownPerson.
  Result<Json> answer(const Json& request, const Roster& roster, const History& history, Day date,
                      std::vector<FileOut>& files);

 private:
  struct Read;
  std::unique_ptr<Read> read_;
};

}  // namespace weft
