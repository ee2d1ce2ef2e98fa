#include "base/bytes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"

namespace base_bytes_test {

using namespace weft;

namespace {

constexpr size_t kLongest = 40;  // two blocks of 16, and what is left behind them

// Without a byte behind its end, so that the sanitizers see one read too far.
std::vector<char> random_bytes(Random& random, size_t size, std::string_view alphabet) {
  std::vector<char> bytes(size);
  for (char& byte : bytes) byte = alphabet[random.index(alphabet.size())];
  return bytes;
}

std::string_view view(const std::vector<char>& bytes) { return {bytes.data(), bytes.size()}; }

}  // namespace

TEST_CASE("texts are the same where every byte is, whatever their lengths and places") {
  Random random(1);
  for (size_t size = 0; size <= kLongest; ++size) {
    CAPTURE(size);
    const std::vector<char> a = random_bytes(random, size, "ab\x80\xFF");
    CHECK(same_bytes(view(a), view(std::vector<char>(a))));
    for (size_t i = 0; i < size; ++i) {
      std::vector<char> b = a;
      b[i] = static_cast<char>(b[i] ^ 1 << random.below(8));
      CHECK_FALSE(same_bytes(view(a), view(b)));
    }
    if (size > 0) {
      CHECK_FALSE(same_bytes(view(a), view(a).substr(1)));
      CHECK(same_bytes(view(a).substr(1), std::string(a.begin() + 1, a.end())));
    }
  }
}

TEST_CASE("the first of three characters is found where a loop finds it") {
  Random random(2);
  for (int round = 0; round < 20'000; ++round) {
    // The characters and their neighbours, also those that differ in the upper bit alone.
    const bool rare = random.below(2) == 0;
    const std::vector<char> bytes =
        random_bytes(random, random.index(kLongest + 1),
                     rare ? "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa," : "a,\n\r+-\x8A\x8D\xAC");
    const size_t from = random.index(bytes.size() + 1);
    size_t expected = from;
    while (expected < bytes.size() && bytes[expected] != ',' && bytes[expected] != '\n' &&
           bytes[expected] != '\r')
      ++expected;
    const size_t found = find_one_of(bytes.data(), from, bytes.size(), ',', '\n', '\r');
    if (found != expected) {
      CAPTURE(view(bytes));
      CAPTURE(from);
      REQUIRE(found == expected);
    }
  }
}

TEST_CASE("a text is ASCII where no byte has its upper bit") {
  Random random(3);
  for (size_t size = 0; size <= kLongest; ++size) {
    CAPTURE(size);
    std::vector<char> bytes = random_bytes(random, size, std::string_view("a\0\x7F", 3));
    CHECK(is_ascii(view(bytes)));
    for (char& byte : bytes) {
      const char before = byte;
      byte = static_cast<char>(0x80 + random.below(128));
      CHECK_FALSE(is_ascii(view(bytes)));
      byte = before;
    }
  }
}

TEST_CASE("eight letters become small at once, each as it does alone") {
  Random random(4);
  for (int round = 0; round < 10'000; ++round) {
    char letters[8];
    char expected[8];
    for (size_t i = 0; i < 8; ++i) {
      letters[i] = static_cast<char>(random.below(128));
      const bool large = letters[i] >= 'A' && letters[i] <= 'Z';
      expected[i] = static_cast<char>(large ? letters[i] + 32 : letters[i]);
    }
    if (lower_case(load<uint64_t>(letters)) != load<uint64_t>(expected)) {
      CAPTURE(std::string_view(letters, 8));
      REQUIRE(lower_case(load<uint64_t>(letters)) == load<uint64_t>(expected));
    }
  }
}

TEST_CASE("equal texts have one hash at any place, different ones differ") {
  Random random(5);
  for (size_t size = 0; size <= kLongest; ++size) {
    CAPTURE(size);
    const std::vector<char> text = random_bytes(random, size, "ab\x80\xFF");
    for (size_t shift = 0; shift < 9; ++shift) {
      std::vector<char> moved(shift, '#');
      moved.insert(moved.end(), text.begin(), text.end());
      CHECK(hash_of(view(moved).substr(shift)) == hash_of(view(text)));
    }
  }
  CHECK(hash_of("1") != hash_of("21"));  // the same but for a length that is mixed in too low
  // Those that a sloppy tail would mix up: every text of up to three bytes out of a few, and runs
  // of zeros.
  std::set<uint64_t> hashes;
  size_t texts = 0;
  const auto count = [&](std::string_view text) {
    hashes.insert(hash_of(text));
    ++texts;
  };
  const std::string few = [] {
    std::string all;
    for (int byte = 0; byte < 256; byte += 5) all.push_back(static_cast<char>(byte));
    return all;
  }();
  count("");
  for (const char a : few) {
    count(std::string{a});
    for (const char b : few) {
      count(std::string{a, b});
      for (const char c : few) count(std::string{a, b, c});
    }
  }
  for (size_t size = 4; size <= kLongest; ++size) count(std::string(size, '\0'));
  CHECK(hashes.size() == texts);
}

}  // namespace base_bytes_test
