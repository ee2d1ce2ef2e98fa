#include "base/interner.h"

#include <cstring>

namespace weft {
namespace {

uint64_t hash_of(std::string_view text) {
  uint64_t hash = 0x9e3779b97f4a7c15ULL ^ text.size();
  while (text.size() >= 8) {
    uint64_t block;
    std::memcpy(&block, text.data(), 8);
    hash = (hash ^ block) * 0xff51afd7ed558ccdULL;
    hash ^= hash >> 32;
    text.remove_prefix(8);
  }
  uint64_t block = 0;
  if (!text.empty()) std::memcpy(&block, text.data(), text.size());
  hash = (hash ^ block) * 0xc4ceb9fe1a85ec53ULL;
  return hash ^ (hash >> 29);
}

}  // namespace

uint32_t Interner::intern(std::string_view text) {
  if (strings_.size() * 2 >= slots_.size()) grow();
  const uint64_t hash = hash_of(text);
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.index == kNone) {
      slot = {hash, strings_.add(text)};
      return slot.index;
    }
    if (slot.hash == hash && strings_[slot.index] == text) return slot.index;
  }
}

uint32_t Interner::find(std::string_view text) const {
  if (slots_.empty()) return kNone;
  const uint64_t hash = hash_of(text);
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.index == kNone) return kNone;
    if (slot.hash == hash && strings_[slot.index] == text) return slot.index;
  }
}

void Interner::grow() {
  std::vector<Slot> old = std::move(slots_);
  slots_.assign(old.empty() ? 16 : old.size() * 2, {});
  const size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.index == kNone) continue;
    size_t at = slot.hash & mask;
    while (slots_[at].index != kNone) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace weft
