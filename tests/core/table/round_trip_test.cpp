// What is written is read back, and what nobody would write is read as a reader without any haste
// reads it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/text.h"
#include "naive_reader.h"
#include "table/csv.h"
#include "table/encoding.h"

namespace table_round_trip_test {

using namespace weft;

namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr char kDelimiters[] = {',', ';', '\t', '|'};
constexpr std::string_view kLineEnds[] = {"\r\n", "\n", "\r"};
constexpr Encoding kEncodings[] = {Encoding::kUtf8, Encoding::kUtf8Bom, Encoding::kUtf16Le,
                                   Encoding::kUtf16Be, Encoding::kWindows1252};

// What people put into cells and what breaks readers; the last five are not in Windows-1252.
const std::vector<std::string> kPieces = {
    "a",        "b",    "Ana", ",",    ";",  "\t",          "|",
    "\"",       "\"\"", "\n",  "\r\n", "\r", " ",           "'",
    "=",        "+",    "-",   "@",    "0",  "ä",           "ß",
    "€",        "„",    "é",   "™",    "Ü",  "sep=",        "a fairly long cell",
    "\xC2\xA0", "名",   "😀",  "Ж",    "ő",  "\xE2\x80\x8B"};
constexpr size_t kForeign = 5;

// The code points of `text` as 16-bit units.
std::string to_utf16(std::string_view text, bool little) {
  std::string bytes;
  const auto put = [&](char32_t unit) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    bytes.push_back(little ? low : high);
    bytes.push_back(little ? high : low);
  };
  put(0xFEFF);
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    if (c >= 0x10000) {
      put(0xD800 + ((c - 0x10000) >> 10));
      put(0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
      put(c);
    }
  }
  return bytes;
}

std::string to_windows_1252(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    const char32_t byte = c == 0x20AC ? 0x80 : c == 0x201E ? 0x84 : c == 0x2122 ? 0x99 : c;
    REQUIRE(byte < 0x100);
    bytes.push_back(static_cast<char>(byte));
  }
  return bytes;
}

std::string encode(const std::string& text, Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return text;
    case Encoding::kUtf8Bom:
      return std::string(csv_byte_order_mark()) + text;
    case Encoding::kUtf16Le:
      return to_utf16(text, true);
    case Encoding::kUtf16Be:
      return to_utf16(text, false);
    case Encoding::kWindows1252:
      return to_windows_1252(text);
  }
  return {};
}

Rows random_table(Random& random, size_t pieces) {
  Rows rows(1 + random.index(5));
  const size_t width = 1 + random.index(4);
  for (auto& row : rows) {
    for (size_t i = 0; i < width; ++i) {
      std::string& cell = row.emplace_back();
      for (uint64_t length = random.below(5); length > 0; --length)
        cell += kPieces[random.index(pieces)];
    }
  }
  // A file of nothing but blanks is refused as empty.
  rows.back().back() += "x";
  return rows;
}

void without_guards(Rows& rows) {
  for (auto& row : rows) {
    for (auto& cell : row) cell = std::string(without_formula_guard(cell));
  }
}

std::string write(const Rows& rows, const CsvStyle& style) {
  std::string text;
  for (const auto& row : rows) append_record(text, row, style);
  return text;
}

Rows read(std::string_view text, char delimiter) {
  CsvReader reader(text, delimiter);
  Record record;
  Rows rows;
  while (reader.next(record)) rows.emplace_back(record.cells.begin(), record.cells.end());
  return rows;
}

}  // namespace

TEST_CASE("what is written is read back: any cells, delimiter, line end and encoding") {
  Random random(11);
  size_t ansi = 0;
  for (int round = 0; round < 6000; ++round) {
    const Encoding encoding = kEncodings[random.index(std::size(kEncodings))];
    const bool is_ansi = encoding == Encoding::kWindows1252;
    CsvStyle style;
    style.delimiter = kDelimiters[random.index(std::size(kDelimiters))];
    style.line_end = kLineEnds[random.index(std::size(kLineEnds))];
    style.guard_formulas = random.below(2) == 0;
    const Rows rows = random_table(random, kPieces.size() - (is_ansi ? kForeign : 0));
    const std::string text = write(rows, style);
    const std::string bytes = encode(text, encoding);
    // "Ã¤" in one encoding is "ä" in the other: nobody can tell.
    if (is_ansi && is_valid_utf8(bytes)) continue;
    ansi += is_ansi ? 1 : 0;
    CAPTURE(text);
    const Result<Decoded> decoded = decode(bytes, "f.csv");
    REQUIRE(decoded);
    REQUIRE(decoded->encoding == encoding);
    REQUIRE(decoded->text() == text);
    Rows back = read(decoded->text(), style.delimiter);
    if (style.guard_formulas) without_guards(back);
    REQUIRE(back == rows);
  }
  CHECK(ansi > 500);
}

TEST_CASE("a table of words is read back without being told its delimiter") {
  Random random(12);
  for (int round = 0; round < 2000; ++round) {
    CsvStyle style;
    style.delimiter = kDelimiters[random.index(std::size(kDelimiters))];
    style.line_end = kLineEnds[random.index(std::size(kLineEnds))];
    Rows rows(2 + random.index(60));
    const size_t width = 2 + random.index(6);
    for (auto& row : rows) {
      for (size_t i = 0; i < width; ++i)
        row.push_back("word" + std::string(random.index(2), ' ') + "ä" +
                      std::string(random.index(2), '"') + std::to_string(random.below(100)));
    }
    const std::string bytes =
        encode(write(rows, style), kEncodings[random.index(std::size(kEncodings))]);
    const Result<Decoded> decoded = decode(bytes, "f.csv");
    REQUIRE(decoded);
    const Dialect dialect = sniff(decoded->text());
    CAPTURE(decoded->text());
    REQUIRE(dialect.delimiter == style.delimiter);
    REQUIRE(read(decoded->text(), dialect.delimiter) == rows);
  }
}

TEST_CASE("any bytes are read as a naive reader reads them") {
  Random random(13);
  const std::string_view hostile("\"\",,\n\r;\ta\xC3\0 ", 12);
  for (int round = 0; round < 30'000; ++round) {
    // Without a byte behind its end, so that the sanitizers see one read too far.
    std::vector<char> bytes;
    while (bytes.size() < 90 && random.below(24) != 0) {
      // Cells that end just before, at and behind the end of a block of 16.
      if (random.below(6) == 0) bytes.insert(bytes.end(), 13 + random.index(6), 'x');
      bytes.push_back(hostile[random.index(hostile.size())]);
    }
    bytes.shrink_to_fit();
    const size_t skipped = random.index(std::min<size_t>(bytes.size(), 16) + 1);
    const std::string_view text(bytes.data() + skipped, bytes.size() - skipped);
    const char delimiter = kDelimiters[random.index(2)];
    const std::string difference = test::reader_differs(text, delimiter);
    CAPTURE(text);
    REQUIRE(difference.empty());
  }
}

}  // namespace table_round_trip_test
