#include "table/csv.h"

#include <doctest/doctest.h>

#include "table/limits.h"

namespace table_csv_test {

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

TEST_CASE("behind a quote that is never closed, empty cells in quotes are empty") {
  CHECK(read("a,b\n\"c,d\ne,\"\"\n\"\"\"\",f\n") ==
        Rows{{"a", "b"}, {"\"c", "d"}, {"e", ""}, {"\"", "f"}});
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
  CHECK(sniff("name;site\n\"the \"\"A\"\"\";x\n\"the \"\"B\"\"\";y").delimiter == ';');
  const Dialect said = sniff("sep=;\r\na;b");
  CHECK(said.delimiter == ';');
  CHECK(said.begin == 7);
}

TEST_CASE("a line that calls half a letter or a quote the delimiter is a record like any other") {
  CHECK(sniff("sep=ä\na;b\nc;d").begin == 0);
  CHECK(sniff("sep=ä\na;b\nc;d").delimiter == ';');
  CHECK(sniff("sep=\"\na;b\nc;d").begin == 0);
}

TEST_CASE("cells that a spreadsheet would run are guarded, numbers are not") {
  for (const char* dangerous : {"=1+3", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\r=1"})
    CHECK(needs_formula_guard(dangerous));
  for (const char* harmless : {"", "a=b", "-3.5", "+4912345", "-3,5", "x"})
    CHECK_FALSE(needs_formula_guard(harmless));
  CHECK(without_formula_guard("'=1+3") == "=1+3");
  CHECK(without_formula_guard("'tis") == "'tis");
}

TEST_CASE("what hides a formula does not hide it from the guard, and every cell comes back") {
  struct Guarded {
    std::string cell;
    bool guarded;
  };
  const std::vector<Guarded> cells = {
#include "table/formula_guards.inc"
      {std::string("\0=1", 3), true},
      {std::string(" \0=1", 4), true},
      {"\xF3\xA0\x80\xA0=1", true},
      {"\xFF=1", false},
  };
  for (const auto& [cell, guarded] : cells) {
    const std::string& shown = cell;
    CAPTURE(shown);
    CHECK(needs_formula_guard(cell) == guarded);
    std::string text;
    append_record(text, {"x", cell}, {});
    CsvReader reader(text, ',');
    Record record;
    REQUIRE(reader.next(record));
    REQUIRE(record.cells.size() == 2);
    CHECK((record.cells[1] == cell) == !guarded);
    CHECK(without_formula_guard(record.cells[1]) == cell);
  }
}

TEST_CASE("of more cells than a spreadsheet has columns one more is kept: the first with content") {
  const std::string many(100'000, ',');
  const std::string text = many + "x,y\n" + many + "\na,b";
  CsvReader reader(text, ',');
  Record record;
  REQUIRE(reader.next(record));
  CHECK(record.cells.size() == kMostColumns + 1);
  CHECK(record.cells.back() == "x");
  REQUIRE(reader.next(record));
  CHECK(record.cells.size() == kMostColumns + 1);
  CHECK(record.blank());
  REQUIRE(reader.next(record));
  CHECK(record.cells.size() == 2);
}

}  // namespace table_csv_test
