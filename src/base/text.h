// UTF-8 text as rosters have it: trimming, folding for comparison, near-equality.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

// Without white space at either end, no-break space, zero-width space and BOM included.
std::string_view trim_slowly(std::string_view text);
inline std::string_view trim(std::string_view text) {
  // Nearly every cell begins and ends with a plain letter or digit.
  const auto plain = [](char c) { return c > ' ' && c < 0x7F; };
  if (text.empty() || (plain(text.front()) && plain(text.back()))) return text;
  return trim_slowly(text);
}

// Next code point from the front of `text` (not empty). Malformed bytes give U+FFFD, one at a time.
char32_t take_code_point(std::string_view& text);
void append_utf8(std::string& to, char32_t code_point);
bool is_valid_utf8(std::string_view text);

enum class Fold {
  kPlain,   // ä -> a: for searching
  kGerman,  // ä -> ae: for headers, where both spellings are written
};
// Lower case without accents, ß as ss. Latin, Greek and Cyrillic; the rest as it is.
std::string fold(std::string_view text, Fold mode = Fold::kPlain);
// The same into a string that is used again and again.
void fold_into(std::string& to, std::string_view text, Fold mode = Fold::kPlain);

// Letters and digits of fold(text, kGerman) alone: what is left of a header, or of a value, when
// spelling, spaces and punctuation are no difference.
std::string fold_key(std::string_view text);

bool is_digits(std::string_view text);

// Splits at any of `separators`; entries are trimmed, empty ones dropped.
std::vector<std::string_view> split_list(std::string_view text, std::string_view separators);

// Damerau-Levenshtein (optimal string alignment) over bytes, cut off above `limit`. O(|a| |b|).
int edit_distance(std::string_view a, std::string_view b, int limit);

// A number with either decimal sign and optional thousands separators, in thousandths.
bool parse_thousandths(std::string_view text, int64_t& thousandths);

}  // namespace weft
