#include "base/interner.h"

#include "base/bytes.h"

namespace weft {
namespace {

uint32_t tag_of(uint64_t hash) { return static_cast<uint32_t>(hash >> 32); }
size_t place_of(uint64_t hash) { return static_cast<uint32_t>(hash); }

}  // namespace

uint32_t Interner::intern(std::string_view text) {
  if (strings_.size() * 2 >= slots_.size()) grow();
  const uint64_t hash = hash_of(text);
  const uint32_t tag = tag_of(hash);
  const size_t mask = slots_.size() - 1;
  for (size_t at = place_of(hash) & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.index == kNone) {
      slot = {tag, strings_.add(text)};
      return slot.index;
    }
    if (slot.tag == tag && same_bytes(strings_[slot.index], text)) return slot.index;
  }
}

uint32_t Interner::find(std::string_view text) const {
  if (slots_.empty()) return kNone;
  const uint64_t hash = hash_of(text);
  const uint32_t tag = tag_of(hash);
  const size_t mask = slots_.size() - 1;
  for (size_t at = place_of(hash) & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.index == kNone) return kNone;
    if (slot.tag == tag && same_bytes(strings_[slot.index], text)) return slot.index;
  }
}

// A slot does not keep the lower half of its hash: the strings are hashed again.
void Interner::grow() {
  slots_.assign(slots_.empty() ? 16 : slots_.size() * 2, {});
  const size_t mask = slots_.size() - 1;
  for (uint32_t index = 0; index < strings_.size(); ++index) {
    const uint64_t hash = hash_of(strings_[index]);
    size_t at = place_of(hash) & mask;
    while (slots_[at].index != kNone) at = (at + 1) & mask;
    slots_[at] = {tag_of(hash), index};
  }
}

}  // namespace weft
