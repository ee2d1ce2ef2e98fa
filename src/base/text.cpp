#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/bytes.h"

namespace weft {
namespace {

bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x200B || c == 0xFEFF ||
         c == 0x202F || (c >= 0x2000 && c <= 0x200A) || c == 0x3000;
}

// Base letters of U+00C0..U+017F, one character each; '*' is handled by hand, '.' is no letter.
constexpr std::string_view kLatin =
    "aaaaaa*ceeeeiiii*nooooo.ouuuuy**aaaaaa*ceeeeiiii*nooooo.ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll"
    "lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kLatin.size() == 192);

// Of what is beyond ASCII.
void append_folded(std::string& to, char32_t c, Fold mode) {
  if (mode == Fold::kGerman) {
    if (c == 0xE4 || c == 0xC4) return void(to += "ae");
    if (c == 0xF6 || c == 0xD6) return void(to += "oe");
    if (c == 0xFC || c == 0xDC) return void(to += "ue");
  }
  if (c == 0xDF || c == 0x1E9E) return void(to += "ss");
  if (c == 0xC6 || c == 0xE6) return void(to += "ae");
  if (c == 0x152 || c == 0x153) return void(to += "oe");
  if (c == 0xD0 || c == 0xF0) return void(to += "d");
  if (c == 0xDE || c == 0xFE) return void(to += "th");
  if (c == 0x132 || c == 0x133) return void(to += "ij");
  if (c >= 0xC0 && c <= 0x17F && kLatin[c - 0xC0] != '.' && kLatin[c - 0xC0] != '*') {
    to.push_back(kLatin[c - 0xC0]);
    return;
  }
  if (c >= 0x300 && c <= 0x36F) return;  // combining accents
  if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) c += 32;
  if (c >= 0x400 && c <= 0x40F) c += 80;
  append_utf8(to, c);
}

}  // namespace

char32_t take_code_point(std::string_view& text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) {
    text.remove_prefix(1);
    return first;
  }
  size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  char32_t value = first & (0xFFU >> (length + 1));
  bool good = first >= 0xC2 && first <= 0xF4 && text.size() >= length;
  for (size_t i = 1; good && i < length; ++i) {
    good = (byte(i) & 0xC0) == 0x80;
    value = (value << 6) | (byte(i) & 0x3FU);
  }
  if (good && length == 3) good = value >= 0x800 && (value < 0xD800 || value > 0xDFFF);
  if (good && length == 4) good = value >= 0x10000 && value <= 0x10FFFF;
  if (!good) {
    text.remove_prefix(1);
    return 0xFFFD;
  }
  text.remove_prefix(length);
  return value;
}

void append_utf8(std::string& to, char32_t c) {
  const auto put = [&](char32_t value) { to.push_back(static_cast<char>(value)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | (c >> 6));
    return put(0x80 | (c & 0x3F));
  }
  if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    return put(0x80 | (c & 0x3F));
  }
  put(0xF0 | (c >> 18));
  put(0x80 | ((c >> 12) & 0x3F));
  put(0x80 | ((c >> 6) & 0x3F));
  put(0x80 | (c & 0x3F));
}

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    // Plain ASCII is nearly all of any roster: sixteen bytes at a time, then eight.
    while (text.size() >= 16 && ascii_16(text.data())) text.remove_prefix(16);
    while (text.size() >= 8) {
      const uint64_t high = load<uint64_t>(text.data()) & 0x8080808080808080ULL;
      text.remove_prefix(high == 0 ? 8 : static_cast<size_t>(__builtin_ctzll(high)) / 8);
      if (high != 0) break;
    }
    if (text.empty()) break;
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
    // Most of what is left are accented letters, of two bytes.
    if (byte(0) >= 0xC2 && byte(0) < 0xE0 && text.size() >= 2 && (byte(1) & 0xC0) == 0x80) {
      text.remove_prefix(2);
      continue;
    }
    const size_t before = text.size();
    const bool replacement = text.substr(0, 3) == "\xEF\xBF\xBD";
    if (take_code_point(text) == 0xFFFD && !(replacement && before - text.size() == 3))
      return false;
  }
  return true;
}

std::string_view trim_slowly(std::string_view text) {
  while (!text.empty()) {
    std::string_view rest = text;
    if (!is_space(take_code_point(rest))) break;
    text = rest;
  }
  while (!text.empty()) {
    size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    std::string_view last = text.substr(start);
    if (!is_space(take_code_point(last)) || !last.empty()) break;
    text = text.substr(0, start);
  }
  return text;
}

void fold_into(std::string& to, std::string_view text, Fold mode) {
  to.clear();
  while (text.size() >= 8 && !has_high_bit(load<uint64_t>(text.data()))) {
    const uint64_t lower = lower_case(load<uint64_t>(text.data()));
    to.append(reinterpret_cast<const char*>(&lower), 8);
    text.remove_prefix(8);
  }
  while (!text.empty()) {
    const char c = text.front();
    if (static_cast<unsigned char>(c) < 0x80) {
      to.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
      text.remove_prefix(1);
    } else {
      append_folded(to, take_code_point(text), mode);
    }
  }
}

std::string fold(std::string_view text, Fold mode) {
  std::string folded;
  folded.reserve(text.size());
  fold_into(folded, text, mode);
  return folded;
}

std::string fold_key(std::string_view text) {
  std::string key;
  for (const char c : fold(text, Fold::kGerman)) {
    const bool letter_or_digit =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) >= 0x80);
    if (letter_or_digit) key.push_back(c);
  }
  return key;
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string_view> split_list(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> entries;
  while (true) {
    const size_t end = text.find_first_of(separators);
    const std::string_view entry = trim(text.substr(0, end));
    if (!entry.empty()) entries.push_back(entry);
    if (end == std::string_view::npos) return entries;
    text.remove_prefix(end + 1);
  }
}

int edit_distance(std::string_view a, std::string_view b, int limit) {
  const auto gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > static_cast<size_t>(limit)) return limit + 1;
  std::vector<int> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  // Further than `limit` from the diagonal nothing is within the limit.
  const auto band = static_cast<size_t>(limit) + 1;
  for (size_t i = 1; i <= a.size(); ++i) {
    const size_t begin = i > band ? i - band : 1;
    const size_t end = std::min(b.size(), i + band);
    now[begin - 1] = begin == 1 ? static_cast<int>(i) : limit + 1;
    if (end < b.size()) now[end + 1] = limit + 1;
    int best = begin == 1 ? now[0] : limit + 1;
    for (size_t j = begin; j <= end; ++j) {
      const int change = last[j - 1] + (a[i - 1] != b[j - 1]);
      now[j] = std::min({change, last[j] + 1, now[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        now[j] = std::min(now[j], before[j - 2] + 1);
      }
      best = std::min(best, now[j]);
    }
    if (best > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

bool parse_thousandths(std::string_view text, int64_t& thousandths) {
  text = trim(text);
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  // The last of '.' and ',' is the decimal sign, unless it is followed by groups of three alone.
  const size_t sign = text.find_last_of(".,");
  std::string_view fraction;
  std::string_view whole = text;
  if (sign != std::string_view::npos) {
    const std::string_view tail = text.substr(sign + 1);
    const char mark = text[sign];
    const bool repeated = text.find(mark) != sign;
    const bool other = text.find(mark == ',' ? '.' : ',') != std::string_view::npos;
    const bool grouping = repeated || (mark == ',' && tail.size() == 3 && !other && sign <= 3 &&
                                       text.substr(0, sign) != "0");
    if (!grouping) {
      whole = text.substr(0, sign);
      fraction = tail;
      if (!fraction.empty() && !is_digits(fraction)) return false;
    }
  }
  int64_t value = 0;
  int digits = 0;
  size_t since_mark = 0;
  bool marked = false;
  for (const char c : whole) {
    if (c == '.' || c == ',' || c == '\'') {
      if (digits == 0 || (marked && since_mark != 3)) return false;
      marked = true;
      since_mark = 0;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 15) return false;
    ++since_mark;
    value = value * 10 + (c - '0');
  }
  if (marked && since_mark != 3) return false;
  if (digits == 0 && fraction.empty()) return false;
  value *= 1000;
  int64_t unit = 100;
  for (const char c : fraction) {
    value += (c - '0') * unit;
    unit /= 10;
  }
  thousandths = negative ? -value : value;
  return true;
}

}  // namespace weft
