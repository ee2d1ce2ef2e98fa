// The few items of each vertex with the smallest keys, out of many that are offered to two vertices
// each; among equal keys those that come first in the order of a hash, so that not all vertices
// choose the same neighbours.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace weft::solve {

// Items are numbers. O(log most) an item that is kept, O(1) one that is not.
template <typename Item>
class BestPerVertex {
 public:
  BestPerVertex(int32_t vertices, size_t most)
      : most_(most),
        worst_(static_cast<size_t>(vertices), INT64_MAX),
        count_(static_cast<size_t>(vertices), 0),
        best_(static_cast<size_t>(vertices) * most) {}

  void offer(int32_t u, int32_t v, int64_t key, Item item) {
    offer_to(static_cast<size_t>(u), key, item);
    offer_to(static_cast<size_t>(v), key, item);
  }
  // In ascending order, each once.
  std::vector<Item> items() const {
    std::vector<Item> all;
    for (size_t v = 0; v < count_.size(); ++v) {
      for (size_t i = 0; i < count_[v]; ++i) all.push_back(best_[v * most_ + i].item);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

 private:
  struct Entry {
    int64_t key;
    Item item;
  };
  static uint64_t hash(Item item) {
    const uint64_t mixed = (uint64_t{item} + 1) * 0x9e3779b97f4a7c15ULL;
    return (mixed ^ (mixed >> 32)) * 0xbf58476d1ce4e5b9ULL;
  }
  static bool before(const Entry& a, const Entry& b) {
    return a.key != b.key ? a.key < b.key : hash(a.item) < hash(b.item);
  }
  void offer_to(size_t vertex, int64_t key, Item item) {
    if (key > worst_[vertex]) return;
    Entry* list = best_.data() + vertex * most_;
    const Entry entry{key, item};
    size_t& count = count_[vertex];
    if (count < most_) {
      list[count++] = entry;
      std::push_heap(list, list + count, before);
    } else if (before(entry, list[0])) {
      std::pop_heap(list, list + count, before);
      list[count - 1] = entry;
      std::push_heap(list, list + count, before);
    }
    if (count == most_) worst_[vertex] = list[0].key;
  }

  size_t most_;
  std::vector<int64_t> worst_;
  std::vector<size_t> count_;
  std::vector<Entry> best_;
};

}  // namespace weft::solve
