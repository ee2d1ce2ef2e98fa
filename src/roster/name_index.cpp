#include "roster/name_index.h"

#include <algorithm>
#include <iterator>

#include "base/key_index.h"
#include "base/names.h"

namespace weft {
namespace {

constexpr int kLengthShift = 48;  // letters below, the length above
constexpr int kMostSlips = 2;
// A slip changes two letters at most: one goes, one comes.
constexpr int kLettersPerSlip = 2;

std::string sorted_words(std::string_view key) {
  std::vector<std::string_view> words = split_list(key, " ");
  std::sort(words.begin(), words.end());
  std::string sorted;
  for (const std::string_view word : words) sorted.append(sorted.empty() ? "" : " ").append(word);
  return sorted;
}

uint64_t letters_of_key(std::string_view key) {
  uint64_t letters = 0;
  for (const char c : key) {
    if (c == ' ') continue;
    const auto byte = static_cast<unsigned char>(c);
    letters |= uint64_t{1} << (c >= 'a' && c <= 'z' ? c - 'a' : 26 + byte % 20);
  }
  return letters | (uint64_t{std::min<size_t>(key.size(), 0xFFFF)} << kLengthShift);
}

}  // namespace

HashIndex::HashIndex(std::vector<std::pair<uint64_t, int32_t>> keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  hashes_.reserve(keys.size());
  people_.reserve(keys.size());
  for (const auto& [hash, person] : keys) {
    if (hash == 0) continue;
    hashes_.push_back(hash);
    people_.push_back(person);
  }
}

std::span<const int32_t> HashIndex::with(uint64_t hash) const {
  if (hash == 0) return {};
  const auto [begin, end] = std::equal_range(hashes_.begin(), hashes_.end(), hash);
  return std::span<const int32_t>(people_).subspan(static_cast<size_t>(begin - hashes_.begin()),
                                                   static_cast<size_t>(end - begin));
}

void NameIndex::add(Keys& keys, int32_t person, std::string_view name) {
  if (name.empty()) return;
  keys.exact.emplace_back(hash_key(in_reading_order(name)), person);
  const uint64_t plain = hash_key(name_key(name, Fold::kPlain));
  const uint64_t german = hash_key(name_key(name, Fold::kGerman));
  keys.spelt.emplace_back(plain, person);
  if (german != plain) keys.spelt.emplace_back(german, person);
}

void NameIndex::build(Keys& keys) {
  exact_ = HashIndex(std::move(keys.exact));
  spelt_ = HashIndex(std::move(keys.spelt));
}

std::span<const int32_t> NameIndex::called(std::string_view name) const {
  const std::span<const int32_t> exact = exact_.with(hash_key(in_reading_order(name)));
  if (!exact.empty()) return exact;
  const uint64_t plain = hash_key(name_key(name, Fold::kPlain));
  const uint64_t german = hash_key(name_key(name, Fold::kGerman));
  const std::span<const int32_t> one = spelt_.with(plain);
  if (german == plain) return one;
  const std::span<const int32_t> other = spelt_.with(german);
  if (one.empty() || other.empty()) return one.empty() ? other : one;
  const auto [known, fresh] = joined_.try_emplace({plain, german});
  if (fresh) {
    std::set_union(one.begin(), one.end(), other.begin(), other.end(),
                   std::back_inserter(known->second));
  }
  return known->second;
}

NearNames::Wanted::Wanted(std::string_view name)
    : key(name_key(name, Fold::kGerman)),
      sorted(sorted_words(key)),
      letters(letters_of_key(key)),
      // Of a short name one letter is much.
      limit(key.size() < 4   ? -1
            : key.size() < 9 ? 1
                             : kMostSlips) {}

uint64_t NearNames::letters_of(std::string_view name) {
  return letters_of_key(name_key(name, Fold::kGerman));
}

bool NearNames::may_be_near(const Wanted& wanted, uint64_t letters) {
  const auto length = static_cast<int64_t>(letters >> kLengthShift);
  const auto own = static_cast<int64_t>(wanted.letters >> kLengthShift);
  if (length - own > wanted.limit || own - length > wanted.limit) return false;
  const uint64_t differ = (letters ^ wanted.letters) & ((uint64_t{1} << kLengthShift) - 1);
  return __builtin_popcountll(differ) <= kLettersPerSlip * wanted.limit;
}

void NearNames::look_at(Wanted& wanted, int32_t person, std::string_view name) {
  const std::string key = name_key(name, Fold::kGerman);
  int distance = edit_distance(key, wanted.key, wanted.limit);
  // The words turned round are no slip of the hand, and still one thing that is wrong.
  if (distance > wanted.limit && sorted_words(key) == wanted.sorted) distance = 1;
  if (distance > wanted.limit) return;
  wanted.best = person;
  wanted.limit = distance - 1;
}

}  // namespace weft
