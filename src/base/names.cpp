#include "base/names.h"

#include <algorithm>

namespace weft {
namespace {

// ' ` ´ ʹ ʻ ʼ ʽ ‘ ’ ‛ ′ and the full-width one.
bool is_apostrophe(char32_t c) {
  return c == '\'' || c == '`' || c == 0xB4 || (c >= 0x2B9 && c <= 0x2BD) ||
         (c >= 0x2018 && c <= 0x201B) || c == 0x2032 || c == 0xFF07;
}

// Takes no room on paper: the soft hyphen, zero-width marks, the byte order mark.
bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}

bool parts_words(char32_t c) {
  if (c < 0x80) {
    return (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z');
  }
  return c == 0x85 || c == 0xA0 || c == 0xB7 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         (c >= 0x2010 && c <= 0x2015) || (c >= 0x2028 && c <= 0x202F) || c == 0x205F ||
         c == 0x2212 || c == 0x3000 || c == 0x30FB || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D;
}

}  // namespace

std::string in_reading_order(std::string_view name) {
  name = trim(name);
  const size_t comma = name.find(',');
  if (comma != name.npos && name.find(',', comma + 1) == name.npos) {
    const std::string_view first = trim(name.substr(comma + 1));
    const std::string_view last = trim(name.substr(0, comma));
    if (!first.empty() && !last.empty()) return std::string(first).append(" ").append(last);
  }
  return std::string(name);
}

std::string name_key(std::string_view name, Fold mode) {
  const std::string ordered = in_reading_order(name);
  std::string words;
  words.reserve(ordered.size());
  bool parted = false;
  for (std::string_view rest = ordered; !rest.empty();) {
    const char32_t c = take_code_point(rest);
    if (is_apostrophe(c) || is_invisible(c)) continue;
    if (parts_words(c)) {
      parted = !words.empty();
      continue;
    }
    // The two dots of a letter that was taken to pieces: ü as u and ¨.
    if (c == 0x308 && mode == Fold::kGerman && !words.empty() && !parted) {
      if (std::string_view("aouAOU").find(words.back()) != std::string_view::npos) words += 'e';
      continue;
    }
    if (parted) words += ' ';
    parted = false;
    append_utf8(words, c);
  }
  return fold(words, mode);
}

std::string loose_id(std::string_view id) {
  std::string folded = fold(trim(id));
  if (!is_digits(folded)) return folded;
  const size_t first = folded.find_first_not_of('0');
  return folded.substr(std::min(first, folded.size() - 1));
}

}  // namespace weft
