// What is said of names in lists and programs that mean nobody, or several people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/issue.h"
#include "roster/roster.h"

namespace weft {

// {"value", "count", "rows"}: how many people of the roster it can mean, and where the first of
// them stand.
Args args_of_several(const Roster& roster, std::string_view text, const Meant& meant);
// Of so many names is it looked for who is called nearly so: each time that is a look at the whole
// roster.
inline constexpr size_t kMostCompared = 50;
// {"value", "near", "row"}: who is called nearly so; nothing where nobody is. O(people).
std::optional<Args> args_of_near(const Roster& roster, std::string_view text);

// Names of one file that mean no single person: list.severalPeople and list.nearPerson, each value
// by itself up to some of them, then list.othersSeveral; and what the file says of names that are
// like nobody's. Every row is told once.
class Misnamed {
 public:
  Misnamed(const Roster& roster, std::string file) : roster_(roster), file_(std::move(file)) {}

  // `unknown`: the code for a name that is nobody's. REQUIRES: `meant` is no single person.
  void tell(const Meant& meant, std::string_view text, int64_t row, const std::string& column,
            const char* unknown, Issues& issues);

 private:
  const Roster& roster_;
  std::string file_;
  int32_t told_ = 0;
  size_t compared_ = 0;
};

}  // namespace weft
