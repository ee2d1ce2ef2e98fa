// What every pair of a roster is worth, for who has to look at all of them: people who are alike
// for the program are one type, and a row of values is a sum of few small rows.
//
// Each column that the program uses is a factor, and so is what people offer and want. Types that
// differ in dense factors only are distinguished by their class; a sparse factor (a list of skills,
// a column of many texts) has one value for nearly all pairs of its codes, and the rest is listed.
// So a row over all types is a row over classes plus few exceptions. What concerns single people
// (who met, who must not meet, the reporting line) only takes value away or forbids: it is listed
// for each of them. Pairs that somebody wished for are worth more than their types: they are all
// written down, and are no pairs of types.
//
// Tabulated from Fit, pair of codes by pair of codes; the tests compare both on all pairs.
#pragma once

#include <cstdint>
#include <vector>

#include "fit/fit.h"

namespace weft {

class PairValues {
 public:
  static constexpr int64_t kNoPair = -1;

  // Vertex v stands for participant order[v]. O(n (columns + rounds) + codes² of small columns).
  // REQUIRES: `fit` outlives this.
  PairValues(const Fit& fit, std::vector<int32_t> order);

  int32_t vertices() const { return static_cast<int32_t>(order_.size()); }
  int32_t participant(int32_t vertex) const { return order_[static_cast<size_t>(vertex)]; }
  int64_t full_value() const { return fit_.full_value(); }
  // kNoPair: not admissible. Asks Fit: for single pairs.
  int64_t of(int32_t u, int32_t v) const;

  int32_t classes() const { return static_cast<int32_t>(class_begin_.size()) - 1; }
  int32_t types() const { return static_cast<int32_t>(type_begin_.size()) - 1; }
  // Types of a class are a range.
  int32_t types_begin(int32_t c) const { return class_begin_[static_cast<size_t>(c)]; }
  int32_t types_end(int32_t c) const { return class_begin_[static_cast<size_t>(c) + 1]; }
  int32_t class_of(int32_t type) const { return class_of_[static_cast<size_t>(type)]; }
  // Vertices of a type. Those bound to each other by "together" are of no type.
  const int32_t* begin(int32_t type) const { return members_.data() + at(type); }
  const int32_t* end(int32_t type) const { return members_.data() + at(type + 1); }
  // Places in a list of all vertices that have a type, by type.
  size_t at(int32_t type) const { return type_begin_[static_cast<size_t>(type)]; }
  const std::vector<int32_t>& members() const { return members_; }
  // Pairs that rows know nothing of: of people who belong together, the only ones they can be in,
  // and those that somebody wished for.
  struct Listed {
    int32_t u;
    int32_t v;
    int64_t value;
  };
  const std::vector<Listed>& listed_pairs() const { return listed_; }

  // Looks at rows; keeps what can be used for the next row.
  class Rows {
   public:
    explicit Rows(const PairValues& values);
    // For class a: fills row()[b] for b in [from, classes) with what types of both classes are
    // worth where they are no exceptions; negative: no pair. O(classes * dense columns).
    void set_class(int32_t a, int32_t from);
    const int32_t* row() const { return row_.data(); }
    // The types whose value with type s is not row(): all of them, or those from s on. set_class()
    // has to have covered their classes.
    struct Exception {
      int32_t type;
      int32_t value;  // negative: no pair
    };
    const std::vector<Exception>& exceptions(int32_t s, bool all);
    // Whether the last exceptions() named the type.
    bool is_exception(int32_t type) const { return mark_[static_cast<size_t>(type)] == marks_; }

   private:
    const PairValues& values_;
    std::vector<int32_t> row_;
    struct Filled {
      int64_t code = -1;
      std::vector<int32_t> row;
    };
    std::vector<Filled> filled_;  // of factors that have no table
    std::vector<int32_t> mark_;
    int32_t marks_ = 1;
    std::vector<int32_t> place_;  // in exceptions_, of marked types
    std::vector<Exception> exceptions_;
  };

  // The value of two vertices whose types are worth `of_types`; kNoPair of a listed pair. O(log
  // past meetings).
  int64_t adjusted(int32_t u, int32_t v, int64_t of_types) const;

 private:
  struct Factor {
    size_t codes = 0;
    std::vector<uint32_t> code_of;  // per vertex
    std::vector<int32_t> example;   // per code: a participant
    std::vector<size_t> criteria;   // of Fit
    std::vector<size_t> rules;
    std::vector<int32_t> table;      // dense, few codes
    std::vector<uint32_t> of_class;  // dense: per class
    int32_t usual = 0;               // sparse: two codes that share nothing
    struct Other {
      uint32_t code;
      int32_t value;
    };
    std::vector<size_t> others_begin;  // sparse: per code
    std::vector<Other> others;
    std::vector<size_t> types_begin;  // sparse: per code
    std::vector<int32_t> types;
    std::vector<uint32_t> of_type;    // sparse: per type
    std::vector<uint32_t> by_number;  // dense, many codes in order of their number
    // What people offer and want: the codes that offer and that want each skill.
    const Fit::CompiledCriterion* skills = nullptr;
    std::vector<std::vector<uint32_t>> offer, want;
  };
  struct Known {
    int32_t other;
    int32_t less;
  };

  std::vector<Factor> compile_factors() const;
  static void list_skills(Factor& factor);
  template <typename Tell>
  static void each_teaching(const Factor& factor, uint32_t code, Tell tell);
  bool find_sharing(Factor& factor) const;
  template <typename Each>
  void list_others(Factor& factor, Each each) const;
  int32_t value_of_codes(const Factor& factor, uint32_t a, uint32_t b) const;
  void fill_row(const Factor& factor, uint32_t a, std::vector<int32_t>& row) const;
  void make_types(const std::vector<bool>& has_type);
  void list_known();

  const Fit& fit_;
  std::vector<int32_t> order_;
  int32_t no_pair_;  // taken into sums
  std::vector<Factor> dense_;
  std::vector<Factor> sparse_;
  int32_t usual_ = 0;  // of all sparse factors
  std::vector<int32_t> class_begin_;
  std::vector<int32_t> class_of_;
  std::vector<size_t> type_begin_;
  std::vector<int32_t> members_;
  std::vector<Listed> listed_;
  std::vector<size_t> known_begin_;
  std::vector<Known> known_;
  std::vector<int64_t> manager_;  // per vertex, where a rule compares managers
};

}  // namespace weft
