#include "base/key_index.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/text.h"

namespace base_key_index_test {

using namespace weft;

TEST_CASE("equal keys are found as a sorted map finds them, among few and many") {
  Random random(7);
  for (const uint32_t keys : {0U, 1U, 2U, 50U, 3000U, 40'000U}) {
    CAPTURE(keys);
    std::vector<std::string> texts;
    for (uint32_t i = 0; i < keys; ++i)
      texts.push_back(random.below(9) == 0 ? "" : "key-" + std::to_string(random.below(keys)));
    // A poor hash on top: equality has the last word.
    const auto hash_of = [&](const std::string& text) { return hash_key(text) & ~uint64_t{0xFFF}; };
    const KeyIndex index(
        keys, [&](uint32_t i) { return hash_of(texts[i]); },
        [&](uint32_t i, uint32_t j) { return texts[i] == texts[j]; });
    std::map<std::string, std::vector<uint32_t>> expected;
    for (uint32_t i = 0; i < keys; ++i) {
      if (!texts[i].empty()) expected[texts[i]].push_back(i);
    }
    size_t wrong = 0;
    for (const auto& [text, holders] : expected) {
      const std::string& wanted = text;
      uint32_t found = index.find(hash_of(text), [&](uint32_t i) { return texts[i] == wanted; });
      for (const uint32_t holder : holders) {
        wrong += found == holder && index.first(holder) == holders.front() ? 0U : 1U;
        found = found == KeyIndex::kNone ? found : index.next(found);
      }
      wrong += found == KeyIndex::kNone ? 0U : 1U;
    }
    CHECK(wrong == 0);
    CHECK(index.find(hash_of("unknown"), [](uint32_t) { return false; }) == KeyIndex::kNone);
    CHECK(index.find(0, [](uint32_t) { return true; }) == KeyIndex::kNone);
  }
}

TEST_CASE("the key of a text without its case and accents is that of the folded text") {
  Random random(13);
  const std::vector<std::string> letters = {"A", "b",    "Z", "@", "[", "`", "{",   "0",
                                            " ", "\x7F", "Ä", "ß", "é", "Ж", "\xFF"};
  for (int round = 0; round < 5000; ++round) {
    const size_t kinds = random.below(2) == 0 ? 10 : letters.size();  // ASCII alone, or not
    std::string text;
    for (uint64_t length = random.below(24); length > 0; --length)
      text += letters[random.index(kinds)];
    if (hash_folded_key(text) != hash_key(fold(text))) {
      CAPTURE(text);
      REQUIRE(hash_folded_key(text) == hash_key(fold(text)));
    }
    CHECK((hash_key(text) == 0) == text.empty());
  }
}

TEST_CASE("names with numbers have keys of their own") {
  for (const std::string before : {"E", "Person ", "Somebody with a number "}) {
    std::set<uint64_t> keys;
    std::set<uint64_t> folded;
    for (int number = 1; number < 20'000; ++number) {
      const std::string text = before + std::to_string(number);
      keys.insert(hash_key(text));
      folded.insert(hash_folded_key(text));
      if (number < 50) CHECK(hash_folded_key(text) == hash_key(fold(text)));
    }
    CHECK(keys.size() == 19'999);
    CHECK(folded.size() == 19'999);
  }
}

}  // namespace base_key_index_test
