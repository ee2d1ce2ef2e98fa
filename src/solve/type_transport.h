// How many pairs between which types: the linear relaxation of the matching of people of types, a
// transport problem from the types to themselves (the bipartite double cover), halved.
//
// Network simplex over a dense matrix: rows are priced a block at a time, several of what a block
// yields are pivoted in, trees are strongly feasible so that degenerate pivots cannot cycle
// (Cunningham 1976). One type more, "nobody", takes those for whom there is no place, at a cost
// that only a shortage is worth. The duals cover every pair of types also where the budget of work
// was too small: they are lifted then.
//
// A pivot costs the part of the tree that moves, a priced row the number of types.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace weft::solve {

// Weights between types, with room for "nobody": (types + 1)², row by row.
class TypeMatrix {
 public:
  explicit TypeMatrix(int32_t types)
      : types_(types),
        cells_((static_cast<size_t>(types) + 1) * (static_cast<size_t>(types) + 1)) {}

  int32_t types() const { return types_; }
  int32_t* row(int32_t s) { return cells_.data() + place(s); }
  const int32_t* row(int32_t s) const { return cells_.data() + place(s); }

 private:
  size_t place(int32_t s) const {
    return static_cast<size_t>(s) * (static_cast<size_t>(types_) + 1);
  }

  int32_t types_;
  std::vector<int32_t> cells_;
};

struct TypeTransport {
  struct Flow {
    int32_t s;
    int32_t t;       // s <= t
    int64_t halves;  // half pairs between people of s and people of t
  };
  std::vector<int64_t> dual;  // per type, two-fold: dual[s] + dual[t] >= 2 * weight(s, t)
  std::vector<Flow> flows;
  bool optimal = false;  // the budget sufficed
  int64_t pivots = 0;
  int64_t work = 0;
};

// `weight`: symmetric, up to 2^22, below 0 where two types must not meet; so must a type of one
// person with itself. The rows of nobody are written here. `count`: people of each type, at
// least 1. `guess`: two-fold duals to begin with. `order`: the types in the order in which they
// choose first; among equal flows it decides.
TypeTransport solve_type_transport(TypeMatrix& weight, const std::vector<int32_t>& count,
                                   const std::vector<int64_t>& guess,
                                   const std::vector<int32_t>& order, int64_t budget);

}  // namespace weft::solve
