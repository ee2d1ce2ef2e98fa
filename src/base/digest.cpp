#include "base/digest.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace weft {
namespace {

constexpr std::array<uint32_t, 64> kRound = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

uint32_t rotate(uint32_t x, int by) { return (x >> by) | (x << (32 - by)); }

void mix_block(std::array<uint32_t, 8>& state, const unsigned char* block) {
  std::array<uint32_t, 64> w;
  for (size_t i = 0; i < 16; ++i) {
    w[i] = uint32_t{block[4 * i]} << 24 | uint32_t{block[4 * i + 1]} << 16 |
           uint32_t{block[4 * i + 2]} << 8 | uint32_t{block[4 * i + 3]};
  }
  for (size_t i = 16; i < 64; ++i) {
    const uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3);
    const uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (size_t i = 0; i < 64; ++i) {
    const uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + kRound[i] + w[i];
    const uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
  }
  const std::array<uint32_t, 8> mixed = {a, b, c, d, e, f, g, h};
  for (size_t i = 0; i < 8; ++i) state[i] += mixed[i];
}

}  // namespace

void Sha256::add(std::string_view bytes) {
  if (bytes.empty()) return;  // may have no place in memory, which nothing may be copied from
  size_ += bytes.size();
  if (kept_ > 0) {
    const size_t taken = std::min(bytes.size(), block_.size() - kept_);
    std::memcpy(block_.data() + kept_, bytes.data(), taken);
    kept_ += taken;
    bytes.remove_prefix(taken);
    if (kept_ < block_.size()) return;
    mix_block(state_, block_.data());
    kept_ = 0;
  }
  for (; bytes.size() >= block_.size(); bytes.remove_prefix(block_.size()))
    mix_block(state_, reinterpret_cast<const unsigned char*>(bytes.data()));
  kept_ = bytes.size();
  if (kept_ > 0) std::memcpy(block_.data(), bytes.data(), kept_);
}

std::string Sha256::hex() {
  std::array<unsigned char, 72> tail = {0x80};
  const size_t padding = (kept_ < 56 ? 56 : 120) - kept_;
  const uint64_t bits = size_ * 8;
  for (size_t i = 0; i < 8; ++i)
    tail[padding + i] = static_cast<unsigned char>(bits >> (56 - 8 * i));
  add({reinterpret_cast<const char*>(tail.data()), padding + 8});
  std::string hex;
  for (const uint32_t word : state_) {
    for (int shift = 28; shift >= 0; shift -= 4)
      hex.push_back("0123456789abcdef"[(word >> shift) & 15]);
  }
  return hex;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

std::string digest_of(std::string_view bytes) { return "sha256:" + sha256_hex(bytes); }

std::string salted_digest(std::string_view salt, std::string_view digest) {
  constexpr std::string_view kName = "sha256:";
  if (digest.substr(0, kName.size()) == kName) digest.remove_prefix(kName.size());
  return digest_of(std::string(salt).append(digest));
}

bool is_salt(std::string_view text) {
  constexpr size_t kDigits = 32;
  return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::vector<std::string> digests_of(const std::vector<std::string_view>& files) {
  std::vector<std::string> digests;
  for (const std::string_view bytes : files) digests.push_back(digest_of(bytes));
  return digests;
}

}  // namespace weft
