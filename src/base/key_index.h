// Finds equal keys among up to millions, and keys by their hash, without keeping a copy of any.
//
// The caller keeps the keys and gives their hashes; 0 stands for "no key". The keys are dealt into
// partitions by the upper bits of their hashes, so that each partition's table is built inside the
// cache (radix partitioning: Manegold, Boncz & Kersten 2002). O(keys) to build, O(1) to find.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/batches.h"

namespace weft {

// Never 0 for a text that is not empty; 0 for the empty one.
uint64_t hash_key(std::string_view text);
// The same of fold(text), without making it where the text is ASCII.
uint64_t hash_folded_key(std::string_view text);

class KeyIndex {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  KeyIndex() = default;
  // hash_of(i) for keys 0 .. keys-1; equal(i, j) is asked of keys whose hashes are the same.
  template <typename HashOf, typename Equal>
  KeyIndex(uint32_t keys, HashOf hash_of, Equal equal) {
    std::vector<uint64_t> hashes(keys);
    in_batches(keys, [&](size_t begin, size_t end) {
      for (size_t i = begin; i < end; ++i) hashes[i] = hash_of(static_cast<uint32_t>(i));
    });
    const std::vector<Key> order = partition(hashes);
    hashes = {};
    first_.assign(keys, kNone);
    // While the tables are built their slots lead into `order`, where the hashes are at hand.
    in_batches(order.size(), [&](size_t begin, size_t end) {
      for (size_t at = begin; at < end; ++at) insert(order, static_cast<uint32_t>(at), equal);
    });
    for (Slot& slot : slots_) {
      if (slot.index != kNone) slot.index = order[slot.index].index;
    }
  }

  // The first key equal to key i; i itself where it is the first, or no key.
  uint32_t first(uint32_t i) const { return first_[i] == kNone ? i : first_[i]; }

  // The first key with this hash for which is_it(i) holds, or kNone.
  template <typename IsIt>
  uint32_t find(uint64_t hash, IsIt is_it) const {
    if (hash == 0 || parts_.empty()) return kNone;
    return const_cast<KeyIndex*>(this)->probe(hash, is_it).index;
  }

  // The next key equal to key i, or kNone: from first to last.
  uint32_t next(uint32_t i) const { return next_.empty() ? kNone : next_[i]; }

 private:
  struct Slot {
    uint32_t tag = 0;
    uint32_t index = kNone;
  };
  struct Key {
    uint64_t hash;
    uint32_t index;
  };
  struct Part {
    uint32_t begin = 0;  // in slots_
    uint32_t mask = 0;
  };
  static uint32_t tag_of(uint64_t hash) { return static_cast<uint32_t>(hash >> 8); }
  size_t part_of(uint64_t hash) const { return static_cast<size_t>(hash >> shift_); }

  template <typename IsIt>
  Slot& probe(uint64_t hash, IsIt is_it) {
    const Part& part = parts_[part_of(hash)];
    const uint32_t tag = tag_of(hash);
    for (uint32_t at = tag & part.mask;; at = (at + 1) & part.mask) {
      Slot& slot = slots_[part.begin + at];
      if (slot.index == kNone || (slot.tag == tag && is_it(slot.index))) return slot;
    }
  }
  template <typename Equal>
  void insert(const std::vector<Key>& order, uint32_t at, Equal& equal) {
    const Key key = order[at];
    Slot& slot = probe(key.hash, [&](uint32_t other) {
      return order[other].hash == key.hash && equal(key.index, order[other].index);
    });
    if (slot.index == kNone) {
      slot = {tag_of(key.hash), at};
      first_[key.index] = key.index;
      return;
    }
    const uint32_t first = order[slot.index].index;
    first_[key.index] = first;
    chain(first, key.index);
  }
  // Keys in the order of their partitions, those without a hash left out; makes room for them.
  std::vector<Key> partition(const std::vector<uint64_t>& hashes);
  void chain(uint32_t first, uint32_t i);

  int shift_ = 63;
  std::vector<Part> parts_;
  std::vector<Slot> slots_;
  std::vector<uint32_t> first_;
  std::vector<uint32_t> next_, last_;  // empty as long as all keys differ
};

}  // namespace weft
