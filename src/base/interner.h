// Many short strings without an allocation each, and an interner on top of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

// Strings behind each other in one buffer; index in order of adding.
class StringPool {
 public:
  uint32_t add(std::string_view text) {
    bytes_.append(text);
    ends_.push_back(bytes_.size());
    return static_cast<uint32_t>(ends_.size() - 1);
  }
  std::string_view operator[](size_t index) const {
    const size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(bytes_).substr(begin, ends_[index] - begin);
  }
  size_t size() const { return ends_.size(); }
  size_t bytes() const { return bytes_.size(); }
  void reserve(size_t strings, size_t bytes) {
    ends_.reserve(strings);
    bytes_.reserve(bytes);
  }

 private:
  std::string bytes_;
  std::vector<size_t> ends_;
};

// Equal strings get equal numbers, 0, 1, 2 … in order of first sight. Amortised O(length).
class Interner {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  uint32_t intern(std::string_view text);
  uint32_t find(std::string_view text) const;  // kNone where it is not known
  const StringPool& strings() const { return strings_; }
  StringPool take() && { return std::move(strings_); }

 private:
  // The tag is the upper half of the hash; the lower half says where to look first.
  struct Slot {
    uint32_t tag = 0;
    uint32_t index = kNone;
  };
  void grow();

  StringPool strings_;
  std::vector<Slot> slots_;
};

}  // namespace weft
