// Finds people by their names, however those are written (see base/names.h), and tells names that
// several people have from those of nobody.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft {

// Which of people 0 .. people-1 have a key, by the keys' 64-bit hashes (0: no key).
class HashIndex {
 public:
  HashIndex() = default;
  // REQUIRES: nothing of the pairs of hash and person; they are sorted here, and one that is there
  // twice counts once. O(n log n).
  explicit HashIndex(std::vector<std::pair<uint64_t, int32_t>> keys);
  // In ascending order. O(log n).
  std::span<const int32_t> with(uint64_t hash) const;

 private:
  std::vector<uint64_t> hashes_;
  std::vector<int32_t> people_;
};

class NameIndex {
 public:
  NameIndex() = default;
  // Somebody may have several names: person_of(i) is who is called name_of(i).
  template <typename NameOf, typename PersonOf>
  NameIndex(size_t names, NameOf name_of, PersonOf person_of) {
    Keys keys;
    for (size_t i = 0; i < names; ++i) add(keys, person_of(i), name_of(i));
    build(keys);
  }
  // Of people with a name each.
  template <typename NameOf>
  NameIndex(size_t people, NameOf name_of)
      : NameIndex(people, name_of, [](size_t i) { return static_cast<int32_t>(i); }) {}

  // Everybody whom this name can mean, in ascending order: who is called exactly so; where nobody
  // is, who is in another spelling. O(log n), and once for each name the number of its bearers.
  std::span<const int32_t> called(std::string_view name) const;

 private:
  struct Keys {
    std::vector<std::pair<uint64_t, int32_t>> exact, spelt;
  };
  static void add(Keys& keys, int32_t person, std::string_view name);
  void build(Keys& keys);

  HashIndex exact_, spelt_;
  // Of names that have two keys, by these.
  mutable std::map<std::pair<uint64_t, uint64_t>, std::vector<int32_t>> joined_;
};

// The nearest of many names to one that nobody has. Built in O(names); a question costs a glance at
// every name and the distance to those that have nearly the same letters.
class NearNames {
 public:
  template <typename NameOf>
  NearNames(size_t people, NameOf name_of) {
    letters_.reserve(people);
    for (size_t i = 0; i < people; ++i) letters_.push_back(letters_of(name_of(i)));
  }

  // The first of those nearest to `name` that is a slip or two away or has the same words in
  // another order; -1: none.
  template <typename NameOf>
  int32_t nearest(std::string_view name, NameOf name_of) const {
    Wanted wanted(name);
    for (size_t i = 0; i < letters_.size() && wanted.limit >= 0; ++i) {
      if (may_be_near(wanted, letters_[i])) look_at(wanted, static_cast<int32_t>(i), name_of(i));
    }
    return wanted.best;
  }

 private:
  struct Wanted {
    explicit Wanted(std::string_view name);
    std::string key, sorted;
    uint64_t letters;
    int limit;  // of the distance that is still looked for; -1: none can be nearer
    int32_t best = -1;
  };
  static uint64_t letters_of(std::string_view name);
  static bool may_be_near(const Wanted& wanted, uint64_t letters);
  static void look_at(Wanted& wanted, int32_t person, std::string_view name);

  std::vector<uint64_t> letters_;  // which letters a name has, and how long it is
};

}  // namespace weft
