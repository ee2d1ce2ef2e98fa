// Bytes of a table to UTF-8: byte-order mark, then NULs at odd or even places (UTF-16), then strict
// UTF-8, then Windows-1252. Files that are no text at all are recognised by their first bytes.
#pragma once

#include <string>
#include <string_view>

#include "base/issue.h"

namespace weft {

enum class Encoding { kUtf8, kUtf8Bom, kUtf16Le, kUtf16Be, kWindows1252 };
std::string_view name_of(Encoding encoding);

// `text` points into the caller's bytes where they were UTF-8 already, else into `converted`.
struct Decoded {
  Encoding encoding = Encoding::kUtf8;
  std::string converted;
  bool owned = false;
  std::string_view from;

  std::string_view text() const { return owned ? std::string_view(converted) : from; }
};

// Errors: file.empty, file.xlsx, file.xls, file.image, file.pdf, file.zip, file.binary. O(bytes).
Result<Decoded> decode(std::string_view bytes, std::string_view file);

}  // namespace weft
