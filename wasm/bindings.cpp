// The door through Embind, and nothing else. Bytes are copied once on the way in (or written into
// room that was asked for, see Bytes) and once on the way out; exceptions end here: what C++ throws
// is a broken invariant, and becomes an error answer.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "api/door.h"

namespace {

using emscripten::val;

// Room for an attachment, which the caller fills a window at a time: large files never stand in
// the caller's memory as well. Not a std::string: that would fill hundreds of megabytes with zeros
// first.
class Bytes {
 public:
  explicit Bytes(size_t size) : size_(size), data_(new char[size]) {}
  // Of the bytes from `from` on; good until memory is next asked for.
  val window(size_t from, size_t size) const {
    if (from > size_ || size > size_ - from || data_ == nullptr)
      throw std::out_of_range("window of an attachment");
    return val(
        emscripten::typed_memory_view(size, reinterpret_cast<unsigned char*>(data_.get() + from)));
  }
  std::string_view view() const { return {data_.get(), data_ == nullptr ? 0 : size_}; }
  void free() { data_.reset(); }

 private:
  size_t size_;
  std::unique_ptr<char[]> data_;
};

val broken(const std::string& what) {
  val answer = val::object();
  std::string quoted;
  for (const char c : what)
    quoted += c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 ? '\'' : c;
  answer.set("answer", R"({"ok":false,"error":{"code":"engine.broken","args":{"what":")" + quoted +
                           R"("}}})");
  answer.set("files", val::array());
  return answer;
}

class BoundDoor {
 public:
  val call(const std::string& request, const val& attachments, const val& on_progress) {
    try {
      std::vector<Bytes> copies;
      std::vector<Bytes*> bytes;
      std::vector<std::string_view> views;
      const auto count = attachments["length"].as<size_t>();
      copies.reserve(count);
      for (size_t i = 0; i < count; ++i) {
        const val attachment = attachments[i];
        if (attachment["window"].isUndefined()) {
          const auto size = attachment["length"].as<size_t>();
          bytes.push_back(&copies.emplace_back(size));
          bytes.back()->window(0, size).call<void>("set", attachment);
        } else {
          bytes.push_back(attachment.as<Bytes*>(emscripten::allow_raw_pointers()));
        }
        views.push_back(bytes.back()->view());
      }
      const bool wants_progress = on_progress.typeOf().as<std::string>() == "function";
      const weft::Answer answer = door_.call(
          request, views,
          [&](std::string_view progress) {
            if (wants_progress) on_progress(std::string(progress));
          },
          [&](size_t done) { bytes[done]->free(); });
      val files = val::array();
      for (const weft::FileOut& file : answer.files) {
        val item = val::object();
        item.set("name", file.name);
        const auto* data = reinterpret_cast<const unsigned char*>(file.bytes.data());
        item.set("bytes", val::global("Uint8Array")
                              .new_(val(emscripten::typed_memory_view(file.bytes.size(), data))));
        files.call<void>("push", item);
      }
      val result = val::object();
      result.set("answer", answer.json);
      result.set("files", files);
      return result;
    } catch (const std::exception& error) {
      return broken(error.what());
    }
  }

 private:
  weft::Door door_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(weft) {
  emscripten::class_<Bytes>("Bytes").constructor<size_t>().function("window", &Bytes::window);
  emscripten::class_<BoundDoor>("Door").constructor<>().function("call", &BoundDoor::call);
}
