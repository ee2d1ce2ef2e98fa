// Many short strings without an allocation each, and an interner on top of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace weft {

// A growing text: what std::string does, but quick to take short pieces, which std::string copies
// with a call for each.
class TextBuffer {
 public:
  TextBuffer() = default;
  TextBuffer(const TextBuffer& other) { append(other.view()); }
  TextBuffer(TextBuffer&& other) noexcept { swap(other); }
  TextBuffer& operator=(TextBuffer other) noexcept {
    swap(other);
    return *this;
  }

  // `text` may be a piece of this one.
  void append(std::string_view text) {
    std::unique_ptr<char[]> before;
    if (capacity_ - size_ < text.size())
      before = move_to(std::max(size_ + text.size(), capacity_ * 2));
    copy_bytes(data_.get() + size_, text.data(), text.size());
    size_ += text.size();
  }
  void reserve(size_t bytes) {
    if (bytes > capacity_) move_to(bytes);
  }
  std::string_view view() const { return {data_.get(), size_}; }
  size_t size() const { return size_; }

 private:
  void swap(TextBuffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }
  // What held the text before.
  std::unique_ptr<char[]> move_to(size_t capacity) {
    std::unique_ptr<char[]> fresh(new char[capacity]);
    if (size_ > 0) std::memcpy(fresh.get(), data_.get(), size_);
    capacity_ = capacity;
    std::swap(data_, fresh);
    return fresh;
  }

  std::unique_ptr<char[]> data_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

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
    return bytes_.view().substr(begin, ends_[index] - begin);
  }
  size_t size() const { return ends_.size(); }
  size_t bytes() const { return bytes_.size(); }
  void reserve(size_t strings, size_t bytes) {
    ends_.reserve(strings);
    bytes_.reserve(bytes);
  }

 private:
  TextBuffer bytes_;
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
