#include "base/random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/interner.h"

namespace base_random_test {

using namespace weft;

TEST_CASE("the stream of a seed is fixed for ever: results can be repeated") {
  Random random(7);
  CHECK(random.next() == 7191089600892374487ULL);
  Random again(7);
  Random forked = again.fork(1);
  CHECK(forked.next() != Random(7).next());
}

TEST_CASE("bounded integers and shuffles are uniform") {
  Random random(1);
  std::array<int, 7> seen{};
  for (int i = 0; i < 70000; ++i) ++seen[random.index(7)];
  for (const int count : seen) CHECK(std::abs(count - 10000) < 500);
  std::array<int, 6> orders{};
  for (int i = 0; i < 60000; ++i) {
    std::vector<int> items = {0, 1, 2};
    random.shuffle(std::span<int>(items));
    ++orders[static_cast<size_t>(items[0] * 2 + (items[1] > items[2]))];
  }
  for (const int count : orders) CHECK(std::abs(count - 10000) < 500);
}

TEST_CASE("digests are SHA-256") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  // In pieces of any size it is the same.
  const std::string text(1000, 'x');
  for (const size_t step : {1U, 7U, 63U, 64U, 65U, 128U, 999U}) {
    Sha256 hash;
    for (size_t at = 0; at < text.size(); at += step) hash.add(text.substr(at, step));
    CHECK(hash.hex() == sha256_hex(text));
  }
}

TEST_CASE("equal strings get equal numbers, in order of first sight") {
  Interner interner;
  for (int round = 0; round < 2; ++round) {
    for (uint32_t i = 0; i < 1000; ++i) CHECK(interner.intern("value " + std::to_string(i)) == i);
  }
  CHECK(interner.find("value 77") == 77);
  CHECK(interner.find("value") == Interner::kNone);
  CHECK(Interner().find("x") == Interner::kNone);
  CHECK(interner.strings()[999] == "value 999");
}

}  // namespace base_random_test
