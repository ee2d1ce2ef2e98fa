#include "table/encoding.h"

#include <doctest/doctest.h>

#include "base/random.h"

namespace table_encoding_test {

using namespace weft;
using namespace std::string_view_literals;

TEST_CASE("every encoding of a roster gives the same text") {
  CHECK(decode("Größe", "f")->text() == "Größe");
  CHECK(decode("\xEF\xBB\xBFGröße", "f")->text() == "Größe");
  const auto ansi = decode("Gr\xF6\xDF\x65 \x80", "f");
  CHECK(ansi->text() == "Größe €");
  CHECK(ansi->encoding == Encoding::kWindows1252);
  CHECK(decode("\xFF\xFEG\0r\0\xF6\0"sv, "f")->text() == "Grö");
  CHECK(decode("\xFE\xFF\0G\0r\0\xF6"sv, "f")->text() == "Grö");
  CHECK(decode("a\0b\0c\0d\0"sv, "f")->encoding == Encoding::kUtf16Le);
  CHECK(decode("\0a\0b\0c\0d"sv, "f")->encoding == Encoding::kUtf16Be);
  CHECK(decode("\xFF\xFE\x34\xD8\x1E\xDD"sv, "f")->text() == "𝄞");
  CHECK(decode("\xFF\xFE\x34\xD8x"sv, "f")->text() == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("a decoded text outlives its move") {
  auto decoded = decode("\xFF\xFEG\0"sv, "f");
  const Decoded moved = std::move(*decoded);
  CHECK(moved.text() == "G");
}

TEST_CASE("files that are no tables are called what they are") {
  CHECK(decode("", "f").issue().code == "file.empty");
  CHECK(decode(" \r\n ", "f").issue().code == "file.empty");
  CHECK(decode("\xEF\xBB\xBF", "f").issue().code == "file.empty");
  CHECK(decode("\x89PNG\r\n\x1A\n", "people.csv").issue().code == "file.image");
  CHECK(decode("%PDF-1.7", "f").issue().code == "file.pdf");
  CHECK(decode("\xD0\xCF\x11\xE0\xA1\xB1", "f").issue().code == "file.xls");
  CHECK(decode("PK\x03\x04....[Content_Types].xml", "f").issue().code == "file.xlsx");
  CHECK(decode("PK\x03\x04....readme.txt", "f").issue().code == "file.zip");
  CHECK(decode(std::string(64, '\0') + std::string(64, 'x'), "f").issue().code == "file.binary");
  // A text whose letters were lost before is one.
  std::string lost = "Name\n";
  for (int i = 0; i < 50; ++i) lost += "M\xEF\xBF\xBDller\n";
  CHECK(decode(lost, "f")->text() == lost);
  Random random(3);
  for (const char* mark : {"", "\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
    std::string bytes = mark;
    while (bytes.size() < 2000) bytes += static_cast<char>(random.below(256));
    CHECK(decode(bytes, "f").issue().code == "file.binary");
  }
  CHECK(decode("\x89PNG", "people.csv").issue().file == "people.csv");
}

}  // namespace table_encoding_test
