// What pairs of people have on top of their types, where it is a matter of who and not of what
// kind: what one has and the other wants, in more combinations than there can be types, and wishes.
// Few of all pairs have any.
//
// Duals on top of those of the types: the pairs that have something are the edges of a graph that
// is never written down whole; a weight is what the duals of the types leave uncovered. A
// fractional matching on the best few of each person, and on those that its duals do not cover,
// gives duals that are then raised until they cover all. Where looking at all such pairs is too
// much, each person has the most that anybody could have with them.
//
// A pass over all pairs: O(sum over entries of people who have it times people who want it).
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/random.h"
#include "solve/type_weights.h"

namespace weft::solve {

class TypeBonus {
 public:
  static constexpr size_t kNoAttribute = SIZE_MAX;
  using Pair = std::pair<int32_t, int32_t>;

  // `attribute`: of kTeach, and no part of any type. `most_looks`: of one pass, else not every pair
  // is looked at. REQUIRES: problem and weights outlive this.
  TypeBonus(const TypedProblem& problem, const TypeWeights& weights, size_t attribute,
            int64_t most_looks);

  bool any() const { return teach_ != kNoAttribute || !problem_.raise.empty(); }

  struct Duals {
    std::vector<int64_t> more;  // per person, kTypeDualScale-fold, at least 0
    std::vector<Pair> pairs;    // worth making; each person once
    std::vector<Pair> liked;    // of little slack
  };
  // `dual`: per person, what covers the types without the attribute here.
  Duals find_duals(const std::vector<int64_t>& dual, Random random) const;
  // Whether every pair that has something is covered by `dual` and `more` of both together, and all
  // others by `dual` still.
  bool covered(const std::vector<int64_t>& dual, const std::vector<int64_t>& more) const;

 private:
  struct Other {
    int32_t person;
    int64_t bonus;
  };
  struct Edge {
    Pair pair;
    int64_t needed;
  };
  // For one person at a time.
  struct Others {
    std::vector<Other> list;
    std::vector<size_t> place;  // per person: in the list, from 1; 0: not there
    std::vector<uint16_t> forth, back;
  };

  bool looks_at_all() const { return looks_ <= most_looks_; }
  void find_others(int32_t person, Others& others) const;
  int64_t bonus_of(int32_t a, int32_t b) const;
  // What the duals of the types lack for a pair; below 0 where it must not be.
  int64_t needed(int32_t a, int32_t b, int64_t bonus, const std::vector<int64_t>& dual) const;
  // No pair with this person has more.
  int64_t most_of(int32_t person) const;
  std::vector<Edge> candidates(const std::vector<int64_t>& dual, Random random) const;
  void some_others(int32_t person, Random& random, Others& others) const;
  template <typename Tell>
  void each_uncovered(const std::vector<int64_t>& dual, const std::vector<int64_t>& more,
                      Tell tell) const;

  const TypedProblem& problem_;
  const TypeWeights& weights_;
  size_t teach_;
  int64_t weight_ = 0;
  std::vector<std::vector<int32_t>> have_, want_;  // people, by entry
  int64_t looks_ = 0;
  int64_t most_looks_;
};

}  // namespace weft::solve
