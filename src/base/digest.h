// SHA-256 (FIPS 180-4), so that HR can compare a run record with the files by any other tool.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

// In pieces, for what is too large to be held at once.
class Sha256 {
 public:
  void add(std::string_view bytes);
  std::string hex();  // once, at the end

 private:
  std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_{};
  size_t kept_ = 0;  // bytes in block_
  uint64_t size_ = 0;
};

std::string sha256_hex(std::string_view bytes);
// "sha256:" and the digits, as records carry it.
std::string digest_of(std::string_view bytes);
// What may be published of a digest: of a file with few possible contents the digest alone could be
// tried out. SHA-256 of the salt and the inner digest, both as hexadecimal text, one after the
// other.
std::string salted_digest(std::string_view salt, std::string_view digest);
// 128 bits in hexadecimal digits.
bool is_salt(std::string_view text);
std::vector<std::string> digests_of(const std::vector<std::string_view>& files);

}  // namespace weft
