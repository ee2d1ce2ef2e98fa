#include "base/key_index.h"

#include <cstring>

namespace weft {
namespace {

constexpr uint32_t kKeysPerPart = 2048;

uint64_t fold_multiply(uint64_t a, uint64_t b) {
  // The two halves of a 128-bit product, in 32-bit steps: WebAssembly has no wider ones.
  const uint64_t low = (a & 0xFFFFFFFF) * (b & 0xFFFFFFFF);
  const uint64_t high = (a >> 32) * (b >> 32);
  const uint64_t mixed = (a >> 32) * (b & 0xFFFFFFFF) + (a & 0xFFFFFFFF) * (b >> 32);
  return low ^ high ^ (mixed << 32 | mixed >> 32);
}

}  // namespace

uint64_t hash_key(std::string_view text) {
  if (text.empty()) return 0;
  uint64_t hash = 0x9e3779b97f4a7c15ULL ^ text.size();
  while (text.size() >= 8) {
    uint64_t block;
    std::memcpy(&block, text.data(), 8);
    hash = fold_multiply(hash ^ block, 0xa0761d6478bd642fULL);
    text.remove_prefix(8);
  }
  uint64_t block = 0;
  if (!text.empty()) std::memcpy(&block, text.data(), text.size());
  hash = fold_multiply(hash ^ block, 0xe7037ed1a0b428dbULL);
  hash = (hash ^ hash >> 32) * 0x8ebc6af09c88c6e3ULL;
  hash ^= hash >> 29;
  return hash == 0 ? 1 : hash;
}

std::vector<uint32_t> KeyIndex::partition(const std::vector<uint64_t>& hashes) {
  int bits = 1;
  while (bits < 20 && (hashes.size() >> bits) > kKeysPerPart) ++bits;
  shift_ = 64 - bits;
  std::vector<uint32_t> begin((size_t{1} << bits) + 1, 0);
  for (const uint64_t hash : hashes) {
    if (hash != 0) ++begin[part_of(hash) + 1];
  }
  uint32_t slots = 0;
  for (size_t part = 0; part + 1 < begin.size(); ++part) {
    uint32_t room = 2;
    while (room < begin[part + 1] + begin[part + 1] / 4 + 1) room *= 2;
    parts_.push_back({slots, room - 1});
    slots += room;
  }
  slots_.assign(slots, {});
  for (size_t part = 1; part < begin.size(); ++part) begin[part] += begin[part - 1];
  std::vector<uint32_t> order(begin.back());
  for (uint32_t i = 0; i < hashes.size(); ++i) {
    if (hashes[i] != 0) order[begin[part_of(hashes[i])]++] = i;
  }
  return order;
}

void KeyIndex::chain(uint32_t first, uint32_t i) {
  if (next_.empty()) {
    next_.assign(first_.size(), kNone);
    last_.assign(first_.size(), kNone);
  }
  const uint32_t end = last_[first] == kNone ? first : last_[first];
  next_[end] = i;
  last_[first] = i;
}

}  // namespace weft
