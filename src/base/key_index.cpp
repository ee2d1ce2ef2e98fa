#include "base/key_index.h"

#include "base/bytes.h"
#include "base/text.h"

namespace weft {
namespace {

constexpr uint32_t kKeysPerPart = 2048;

// In hash_of() a byte of the text can make up for a length that differs: "Person 20" and "Person
// 100". Here the length comes in once more, when the bytes are mixed.
uint64_t key_of(uint64_t hash, size_t size) {
  const uint64_t key = mix(hash, size);
  return key == 0 ? 1 : key;
}

}  // namespace

uint64_t hash_key(std::string_view text) {
  return text.empty() ? 0 : key_of(hash_of(text), text.size());
}

uint64_t hash_folded_key(std::string_view text) {
  if (!is_ascii(text)) return hash_key(fold(text));
  return text.empty() ? 0 : key_of(mix_text(text, lower_case), text.size());
}

std::vector<KeyIndex::Key> KeyIndex::partition(const std::vector<uint64_t>& hashes) {
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
  std::vector<Key> order(begin.back());
  for (uint32_t i = 0; i < hashes.size(); ++i) {
    if (hashes[i] != 0) order[begin[part_of(hashes[i])]++] = {hashes[i], i};
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
