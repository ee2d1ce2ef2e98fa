#include "api/schemas.h"

namespace weft {
namespace {

#include "schemas.inc"

}  // namespace

std::string_view schema_text(std::string_view of) {
  if (of == "program") return kProgramSchema;
  if (of == "workspace") return kWorkspaceSchema;
  if (of == "outcome") return kOutcomeSchema;
  return {};
}

}  // namespace weft
