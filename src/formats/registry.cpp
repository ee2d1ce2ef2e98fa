#include "formats/format.h"

// Written by the build from the files of this folder.
#include "format_list.inc"

namespace weft {

void Format::resolve(Program& /*program*/, const Roster& /*roster*/, Issues& /*issues*/) const {}

Value Format::possible(const FormatInput& /*input*/, Issues& /*issues*/) const { return {}; }

void Format::check(const CheckInput& /*input*/, CheckResult& /*result*/) const {}

Result<Value> Format::detail(const FormatInput& /*input*/, const Plan& /*plan*/,
                             const Value& /*question*/) const {
  Issue issue;
  issue.code = "request.noDetail";
  return issue;
}

std::string Format::write(const FormatInput& /*input*/, const Plan& /*plan*/,
                          std::string_view /*file*/) const {
  broken_invariant("a file is asked for that this format does not write");
}

const std::vector<const Format*>& formats() {
  static const std::vector<const Format*> all = every_format();
  return all;
}

const Format* format_named(std::string_view name) {
  for (const Format* format : formats()) {
    if (format->name() == name) return format;
  }
  return nullptr;
}

}  // namespace weft
