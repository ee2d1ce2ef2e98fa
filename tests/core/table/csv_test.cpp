#include "table/csv.h"

#include <doctest/doctest.h>

#include "base/random.h"

using namespace weft;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows read(std::string_view text, char delimiter = ',') {
  CsvReader reader(text, delimiter);
  Record record;
  Rows rows;
  while (reader.next(record)) rows.emplace_back(record.cells.begin(), record.cells.end());
  return rows;
}

}  // namespace

TEST_CASE("records end at LF, CRLF and CR, also mixed") {
  const Rows expected = {{"a", "b"}, {"c", "d"}};
  CHECK(read("a,b\nc,d") == expected);
  CHECK(read("a,b\r\nc,d\r\n") == expected);
  CHECK(read("a,b\rc,d\n") == expected);
}

TEST_CASE("quotes hold delimiters, line breaks and quotes") {
  CHECK(read("\"a,b\",\"c\nd\",\"e\"\"f\"\n") == Rows{{"a,b", "c\nd", "e\"f"}});
  CHECK(read("\"\",\"\"\"\"") == Rows{{"", "\""}});
}

TEST_CASE("a quote inside a cell is a character") {
  CHECK(read("5\" pipe,x") == Rows{{"5\" pipe", "x"}});
  CHECK(read(" \"a\",b") == Rows{{" \"a\"", "b"}});
}

TEST_CASE("text behind a closing quote is kept") {
  CHECK(read("\"Bob\" Smith,x\ny,z") == Rows{{"Bob Smith", "x"}, {"y", "z"}});
}

TEST_CASE("a quote that is never closed does not swallow the file") {
  CsvReader reader("a,b\n\"c,d\ne,f\n", ',');
  Record record;
  REQUIRE(reader.next(record));
  REQUIRE(reader.next(record));
  CHECK(record.unclosed_quote);
  CHECK(record.cells == std::vector<std::string_view>{"\"c", "d"});
  REQUIRE(reader.next(record));
  CHECK(record.row == 3);
  CHECK(record.cells[1] == "f");
}

TEST_CASE("trailing delimiters make empty cells and empty lines empty records") {
  CHECK(read("a,\n\n,") == Rows{{"a", ""}, {""}, {"", ""}});
  CHECK(read("").empty());
}

TEST_CASE("the delimiter is found by steadiness") {
  CHECK(sniff("a;b;c\n1,5;2;3\n2,5;3;4").delimiter == ';');
  CHECK(sniff("a\tb\n1\t2").delimiter == '\t');
  CHECK(sniff("a|b\n1|2").delimiter == '|');
  CHECK(sniff("name,\"x;y;z\"\na,\"1;2;3\"").delimiter == ',');
  CHECK(sniff("alone\nx").delimiter == ',');
  const Dialect said = sniff("sep=;\r\na;b");
  CHECK(said.delimiter == ';');
  CHECK(said.begin == 7);
}

TEST_CASE("what is written is read back, whatever the cells hold") {
  Random random(11);
  const std::string_view alphabet = "ab,;\t|\"\n\r '=+-@\xC3\xA4";
  for (int round = 0; round < 3000; ++round) {
    CsvStyle style;
    style.delimiter = ",;\t|"[random.index(4)];
    style.guard_formulas = random.below(2) == 0;
    Rows rows(1 + random.index(4));
    const size_t width = 1 + random.index(4);
    std::string text;
    for (auto& row : rows) {
      for (size_t i = 0; i < width; ++i) {
        std::string cell;
        for (uint64_t length = random.below(6); length > 0; --length) {
          cell.push_back(alphabet[random.index(alphabet.size() - 2)]);
        }
        row.push_back(cell);
      }
      append_record(text, row, style);
    }
    Rows back = read(text, style.delimiter);
    if (style.guard_formulas) {
      for (auto& row : back) {
        for (auto& cell : row) cell = std::string(without_formula_guard(cell));
      }
      // A cell that began with an apostrophe before a formula can't be told from a guarded one.
      for (auto& row : rows) {
        for (auto& cell : row) cell = std::string(without_formula_guard(cell));
      }
    }
    CHECK(back == rows);
  }
}

TEST_CASE("cells that a spreadsheet would run are guarded, numbers are not") {
  for (const char* dangerous : {"=1+3", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\r=1"})
    CHECK(needs_formula_guard(dangerous));
  for (const char* harmless : {"", "a=b", "-3.5", "+4912345", "-3,5", "x"})
    CHECK_FALSE(needs_formula_guard(harmless));
  CHECK(without_formula_guard("'=1+3") == "=1+3");
  CHECK(without_formula_guard("'tis") == "'tis");
}
