#include "formats/format.h"

// Written by the build from the files of this folder.
#include "format_list.inc"

namespace weft {

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
