#include "base/issue.h"

#include <algorithm>
#include <stdexcept>

namespace weft {

Issue& add_issue(Issues& issues, Severity severity, std::string code, std::string where,
                 Args args) {
  Issue& issue = issues.emplace_back();
  issue.severity = severity;
  issue.code = std::move(code);
  issue.where = std::move(where);
  issue.args = std::move(args);
  return issue;
}

bool has_errors(const Issues& issues) {
  return std::any_of(issues.begin(), issues.end(),
                     [](const Issue& issue) { return issue.severity == Severity::kError; });
}

void broken_invariant(const char* what) { throw std::logic_error(what); }

}  // namespace weft
