// The one door to the core: a JSON request in, a JSON answer out, files as bytes. docs/door.md says
// what can be asked. Keeps the roster, the workspace, the confidential list and the last outcome
// between calls.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

inline constexpr std::string_view kEngineVersion = "0.1.0";

struct FileOut {
  std::string name;
  std::string bytes;
};

struct Answer {
  std::string json;
  std::vector<FileOut> files;
};

class Door {
 public:
  Door();
  ~Door();
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;

  // Never throws for what is in the request or in the attachments; broken invariants throw.
  // `attachments` are only read during the call. `on_progress` gets a JSON text; `on_done` the
  // index of an attachment that will not be looked at any more, where that is known before the end.
  Answer call(std::string_view request, const std::vector<std::string_view>& attachments,
              const std::function<void(std::string_view)>& on_progress,
              const std::function<void(size_t)>& on_done = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weft
