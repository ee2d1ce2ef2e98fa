#include "base/text.h"

#include <doctest/doctest.h>

#include <string>

namespace base_text_test {

using namespace weft;

TEST_CASE("trimming takes every kind of white space and nothing else") {
  CHECK(trim("  a b\t\r\n") == "a b");
  CHECK(trim("\xC2\xA0 x\xE2\x80\x8B\xEF\xBB\xBF") == "x");
  CHECK(trim(" \xC2\xA0 ").empty());
  CHECK(trim("é") == "é");
}

TEST_CASE("folding makes case and accents no difference") {
  CHECK(fold("Jürgen WEIß") == "jurgen weiss");
  CHECK(fold("Jürgen Weiß", Fold::kGerman) == "juergen weiss");
  CHECK(fold("Ørsted Łódź Āķž Čeština") == "orsted lodz akz cestina");
  CHECK(fold("Æsir Œuvre Ðóra Þór ĳs") == "aesir oeuvre dora thor ijs");
  CHECK(fold("ΑΒΓ Привет") == "αβγ привет");
  CHECK(fold("e\xCC\x81") == "e");
}

TEST_CASE("header keys are what is left without spelling") {
  CHECK(fold_key("E-Mail-Adresse") == "emailadresse");
  CHECK(fold_key("Größe (cm)") == "groessecm");
}

TEST_CASE("malformed UTF-8 is found and never read beyond its end") {
  CHECK(is_valid_utf8("plain ascii text of more than eight bytes"));
  CHECK(is_valid_utf8("grüße €𝄞"));
  CHECK(is_valid_utf8("\xEF\xBF\xBD"));
  for (const char* bad : {"\x80", "\xC3", "\xC0\xAF", "\xE2\x82", "\xED\xA0\x80",
                          "\xF5\x80\x80\x80", "\xF0\x80\x80\x80", "abcdefgh\xFF"}) {
    CHECK_FALSE(is_valid_utf8(bad));
  }
  std::string_view rest = "\xE2\x82";
  CHECK(take_code_point(rest) == 0xFFFD);
  CHECK(rest.size() == 1);
}

TEST_CASE("lists split at their separators and drop what is empty") {
  const auto entries = split_list(" German;  English ;;", ";");
  REQUIRE(entries.size() == 2);
  CHECK(entries[1] == "English");
  CHECK(split_list("", ";").empty());
}

TEST_CASE("edit distance counts slips, with neighbours swapped as one") {
  CHECK(edit_distance("humanresources", "humanressources", 3) == 1);
  CHECK(edit_distance("marketing", "markteing", 3) == 1);
  CHECK(edit_distance("abc", "abc", 0) == 0);
  CHECK(edit_distance("kitten", "sitting", 5) == 3);
  CHECK(edit_distance("kitten", "sitting", 2) == 3);
}

TEST_CASE("numbers are read with either decimal sign and exact to the thousandth") {
  const auto read = [](std::string_view text) {
    int64_t value = -1;
    return parse_thousandths(text, value) ? value : INT64_MIN;
  };
  CHECK(read("3") == 3000);
  CHECK(read("-3,5") == -3500);
  CHECK(read("1.234,5") == 1234500);
  CHECK(read("1,234.5") == 1234500);
  CHECK(read("1,234") == 1234000);
  CHECK(read("0,234") == 234);
  CHECK(read("1.234.567") == 1234567000);
  CHECK(read(" 7 ") == 7000);
  CHECK(read(".5") == 500);
  for (const char* bad : {"", "-", "a", "1a", "1.2.3", "1,23,4", "12345678901234567", "."}) {
    CAPTURE(bad);
    CHECK(read(bad) == INT64_MIN);
  }
}

}  // namespace base_text_test
