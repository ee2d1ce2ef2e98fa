#include "base/issue.h"

#include <algorithm>
#include <stdexcept>

namespace weft {

bool has_errors(const Issues& issues) {
  return std::any_of(issues.begin(), issues.end(),
                     [](const Issue& issue) { return issue.severity == Severity::kError; });
}

void broken_invariant(const char* what) { throw std::logic_error(what); }

}  // namespace weft
