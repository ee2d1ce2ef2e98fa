// The door through Embind, and nothing else. Bytes are copied once on the way in and once on the
// way out; exceptions end here: what C++ throws is a broken invariant, and becomes an error answer.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/door.h"

namespace {

using emscripten::val;

// Not a std::string: that would fill hundreds of megabytes with zeros first.
struct Bytes {
  explicit Bytes(const val& array) : size(array["length"].as<size_t>()), data(new char[size]) {
    val(emscripten::typed_memory_view(size, reinterpret_cast<unsigned char*>(data.get())))
        .call<void>("set", array);
  }
  std::string_view view() const { return {data.get(), size}; }

  size_t size;
  std::unique_ptr<char[]> data;
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
      std::vector<Bytes> bytes;
      std::vector<std::string_view> views;
      const auto count = attachments["length"].as<size_t>();
      for (size_t i = 0; i < count; ++i) views.push_back(bytes.emplace_back(attachments[i]).view());
      const bool wants_progress = on_progress.typeOf().as<std::string>() == "function";
      const weft::Answer answer = door_.call(request, views, [&](std::string_view progress) {
        if (wants_progress) on_progress(std::string(progress));
      });
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
  emscripten::class_<BoundDoor>("Door").constructor<>().function("call", &BoundDoor::call);
}
