// SHA-256 (FIPS 180-4), so that HR can compare a run record with the files by any other tool.
#pragma once

#include <string>
#include <string_view>

namespace weft {

std::string sha256_hex(std::string_view bytes);

}  // namespace weft
