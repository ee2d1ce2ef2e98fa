// SHA-256 (FIPS 180-4), so that HR can compare a run record with the files by any other tool.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weft {

std::string sha256_hex(std::string_view bytes);
// "sha256:" and the digits, as records carry it.
std::string digest_of(std::string_view bytes);
std::vector<std::string> digests_of(const std::vector<std::string_view>& files);

}  // namespace weft
