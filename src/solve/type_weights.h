// People of types: what a pair is worth is a sum over attributes of what their two codes are worth,
// less what is known about the two persons themselves (who met before, who must not meet), and more
// where one asked for the other.
//
// A code is a number below the attribute's `values`; code 0 is blank. All values of terms are
// whole, at least 0, and sum to less than 2^26 for any pair.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace weft::solve {

inline constexpr int64_t kTypeDualScale = 2;

// What two codes of one attribute are worth, or which of them must not meet.
struct TypeTerm {
  enum class Kind {
    kSame,             // full where both have the same code, and it is not blank
    kDiffer,           // full where the codes differ
    kNear,             // full less the distance of the numbers
    kFar,              // the distance of the numbers
    kShare,            // common entries, of those of the shorter list
    kMix,              // full less kShare
    kTeach,            // what one has of what the other wants, both ways: half of full each
    kMustBeSame,       // the rules: same and not blank
    kMustDiffer,       // the codes differ
    kMustDifferKnown,  // the codes differ, or both are blank
    kMustShare,        // a common entry
    kMustNotShare,     // no common entry
    kMustBeApart,      // the distance of the numbers is between min and max
    kMustBeNearby,     // that of the places on a circle of `range` is at most max
  };
  Kind kind = Kind::kSame;
  int32_t weight = 0;  // full is weight * TypeAttribute::kFull
  int64_t range = 1;   // kNear, kFar: the distance that counts as full; kMustBeNearby
  int64_t min = 0;     // kMustBeApart
  int64_t max = INT64_MAX;
};

struct TypeAttribute {
  static constexpr int64_t kFull = 1000;
  static constexpr int64_t kNoNumber = INT64_MIN;

  uint32_t values = 1;
  std::vector<int64_t> numbers;                // per code, or kNoNumber; where a term needs them
  std::vector<int64_t> places;                 // per code, or kNoNumber; kMustBeNearby
  std::vector<std::vector<uint32_t>> entries;  // per code, sorted; where a term needs them
  std::vector<std::vector<uint32_t>> wanted;   // the same, of other people's entries; kTeach
  std::vector<TypeTerm> terms;
};

// For each person a sorted list of others. Symmetric.
struct PersonLists {
  std::vector<uint32_t> begin;  // people + 1 places, or none at all
  std::vector<int32_t> other;

  bool holds(int32_t a, int32_t b) const { return place(a, b) != kNowhere; }
  static constexpr size_t kNowhere = SIZE_MAX;
  // Where in `other` the list of `a` names `b`. O(log length).
  size_t place(int32_t a, int32_t b) const;
};

struct TypedProblem {
  int32_t people = 0;
  std::vector<TypeAttribute> attributes;
  std::vector<uint32_t> codes;  // person by person: one code for each attribute
  int64_t base = 0;             // what every pair has on top
  PersonLists forbidden;
  PersonLists reduced;             // pairs that are worth less than their types
  std::vector<int32_t> reduction;  // by how much: for each place of reduced.other
  PersonLists raised;              // pairs that are worth more than their types
  std::vector<int32_t> raise;      // by how much: for each place of raised.other

  uint32_t code(int32_t person, size_t attribute) const {
    return codes[static_cast<size_t>(person) * attributes.size() + attribute];
  }
};

// Some of what is wanted counts half, all of it full.
inline int64_t taught_points(size_t common, size_t wanted) {
  constexpr int64_t kHalf = TypeAttribute::kFull / 2;
  return common == 0 ? 0
                     : kHalf + kHalf * static_cast<int64_t>(common) / static_cast<int64_t>(wanted);
}

// The values of a problem, tabulated where attributes have few codes.
class TypeWeights {
 public:
  static constexpr int64_t kNoPair = -(int64_t{1} << 28);

  // O(sum of values² over attributes of few codes). REQUIRES: the problem outlives this.
  explicit TypeWeights(const TypedProblem& problem);

  // What two codes are worth; kNoPair where they must not meet. O(terms).
  int64_t of_codes(size_t attribute, uint32_t a, uint32_t b) const {
    const Table& table = tables_[attribute];
    return table.cells.empty() ? by_terms(problem_.attributes[attribute], a, b)
                               : table.cells[static_cast<size_t>(a) * table.values + b];
  }
  // What the types of two people are worth, below 0 where they must not meet. O(attributes).
  int64_t of_types(int32_t a, int32_t b) const;
  // The same for rows of codes, one for each attribute.
  int64_t of_rows(const uint32_t* left, const uint32_t* right) const {
    int64_t sum = problem_.base;
    for (size_t k = 0; k < tables_.size(); ++k) sum += of_codes(k, left[k], right[k]);
    return sum;
  }
  // With what is known about the two persons. O(attributes + log length of the lists).
  int64_t of_pair(int32_t a, int32_t b) const;
  // What the two asked for, on top of their types.
  int64_t raise_of(int32_t a, int32_t b) const {
    const size_t place = problem_.raised.place(a, b);
    return place == PersonLists::kNowhere ? 0 : problem_.raise[place];
  }
  // The largest that two codes of this attribute can be worth.
  int64_t largest(size_t attribute) const { return largest_[attribute]; }

 private:
  static int64_t by_terms(const TypeAttribute& attribute, uint32_t a, uint32_t b);

  struct Table {
    uint32_t values;
    std::vector<int32_t> cells;  // values², or none
  };

  const TypedProblem& problem_;
  std::vector<Table> tables_;
  std::vector<int64_t> largest_;
};

}  // namespace weft::solve
