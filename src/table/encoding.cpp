#include "table/encoding.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace weft {
namespace {

using namespace std::string_view_literals;

// Code points of the bytes 0x80..0x9F; the five holes stay what they are in Latin-1.
constexpr std::array<char16_t, 32> kWindows1252High = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::string from_utf16(std::string_view bytes, bool little) {
  std::string text;
  text.reserve(bytes.size() / 2);
  const auto unit = [&](size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(little ? first | second << 8 : first << 8 | second);
  };
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
      const char32_t low = unit(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    append_utf8(text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
  }
  if (bytes.size() % 2 != 0) append_utf8(text, 0xFFFD);
  return text;
}

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(text, byte >= 0x80 && byte < 0xA0 ? kWindows1252High[byte - 0x80U] : byte);
  }
  return text;
}

std::string_view what_it_really_is(std::string_view bytes) {
  const auto begins = [&](std::string_view magic) {
    return bytes.substr(0, magic.size()) == magic;
  };
  if (begins("PK\x03\x04"sv)) {
    const std::string_view head = bytes.substr(0, 4096);
    return head.find("xl/") != head.npos || head.find("[Content_Types].xml") != head.npos
               ? "file.xlsx"
               : "file.zip";
  }
  if (begins("\xD0\xCF\x11\xE0"sv)) return "file.xls";
  if (begins("\x89PNG"sv) || begins("\xFF\xD8\xFF"sv) || begins("GIF8"sv)) return "file.image";
  if (begins("%PDF-"sv)) return "file.pdf";
  if (begins("\x1F\x8B"sv)) return "file.zip";
  return {};
}

// Whether too much of it is what no text has: control characters that neither end, part nor mark
// anything, and, of letters of two bytes, halves. Random bytes are so to a tenth, a text that was
// damaged has a few.
bool is_no_text(const Decoded& decoded) {
  const bool wide =
      decoded.encoding == Encoding::kUtf16Le || decoded.encoding == Encoding::kUtf16Be;
  std::string_view text = decoded.text();
  text = text.substr(0, 65'536);
  size_t letters = 0;
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) ++letters;
    const bool control = byte <= 0x08 || (byte >= 0x0E && byte <= 0x19) || byte == 0x7F;
    if (control || (wide && text.substr(i, 3) == "\xEF\xBF\xBD")) ++count;
  }
  return count > 8 + letters / 100;
}

Issue unusable(std::string_view code, std::string_view file) {
  Issue issue;
  issue.code = code;
  issue.file = file;
  return issue;
}

}  // namespace

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
    case Encoding::kUtf8Bom:
      return "utf-8";
    case Encoding::kUtf16Le:
      return "utf-16le";
    case Encoding::kUtf16Be:
      return "utf-16be";
    case Encoding::kWindows1252:
      return "windows-1252";
  }
  return {};
}

Result<Decoded> decode(std::string_view bytes, std::string_view file) {
  if (bytes.empty()) return unusable("file.empty", file);
  if (const auto code = what_it_really_is(bytes); !code.empty()) return unusable(code, file);

  Decoded decoded;
  const auto utf16 = [&](bool little, size_t skip) {
    decoded.encoding = little ? Encoding::kUtf16Le : Encoding::kUtf16Be;
    decoded.converted = from_utf16(bytes.substr(skip), little);
    decoded.owned = true;
  };
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") {
    bytes.remove_prefix(3);
    decoded.encoding = Encoding::kUtf8Bom;
  } else if (bytes.substr(0, 2) == "\xFF\xFE") {
    utf16(true, 2);
  } else if (bytes.substr(0, 2) == "\xFE\xFF") {
    utf16(false, 2);
  } else {
    const std::string_view head = bytes.substr(0, 4096);
    size_t even = 0;
    size_t odd = 0;
    for (size_t i = 0; i < head.size(); ++i) {
      if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
    }
    const size_t many = head.size() / 4;
    if (odd > many && even == 0) utf16(true, 0);
    if (even > many && odd == 0) utf16(false, 0);
  }
  if (!decoded.owned && !is_valid_utf8(bytes)) {
    // A file that says it is UTF-8 and has a few broken bytes is still UTF-8 for most of its
    // people, but no byte may be lost: Windows-1252 reads every byte.
    decoded.encoding = Encoding::kWindows1252;
    decoded.converted = from_windows_1252(bytes);
    decoded.owned = true;
  }
  decoded.from = bytes;
  if (is_no_text(decoded)) return unusable("file.binary", file);
  if (trim(decoded.text()).empty()) return unusable("file.empty", file);
  return decoded;
}

}  // namespace weft
