// What HR asked for: who takes part, rules, criteria, sizes, seed. Read from JSON by api/, resolved
// against a roster here; problems point at their place in the JSON ("/rules/1/distance").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "history/history.h"
#include "roster/roster.h"

namespace weft {

// A column as the program names it, and which column of the roster that is.
struct ColumnUse {
  std::string reference;
  int index = -1;
};

struct Filter {
  enum class Kind { kIs, kNot, kHas, kBetween };
  Kind kind = Kind::kIs;
  ColumnUse column;
  std::vector<std::string> values;
  std::optional<int64_t> min, max;  // thousandths
  std::string where;
};

struct Rule {
  enum class Kind {
    kDifferent,
    kSame,
    kShare,
    kDistance,
    kApart,
    kApartLine,
    kApartManager,
    kTogether,
    kMet
  };
  Kind kind = Kind::kDifferent;
  ColumnUse column;
  std::optional<int64_t> min, max;              // kDistance: thousandths of the column's unit
  bool from_file = false;                       // kApart: the confidential list
  std::vector<std::vector<std::string>> names;  // kApart, kTogether: as written
  std::vector<std::vector<int32_t>> people;     // kApart, kTogether: resolved
  int steps = 0;                                // kApartLine
  std::optional<int32_t> rounds, months;        // kMet; neither: ever
  Scope scope;                                  // kMet
  std::string where;
};

struct Criterion {
  enum class Kind { kMix, kMatch, kShare, kNear, kFar, kNovelty };
  static constexpr int64_t kFull = 1000;  // a criterion fully met gives weight * kFull

  Kind kind = Kind::kMix;
  ColumnUse column;
  int64_t weight = 0;  // 0 to 100
  std::string where;
};
std::string_view name_of(Criterion::Kind kind);
std::string_view name_of(Rule::Kind kind);

// What is best: the largest sum, or the worst group as good as can be, then the next worst.
enum class Favour { kSum, kWorst };

struct Program {
  std::string format;
  std::string name;
  std::vector<Filter> who;
  int32_t min_size = 2;
  int32_t max_size = 2;
  bool trio = true;  // what becomes of an odd person
  std::vector<Rule> rules;
  std::vector<Criterion> criteria;
  Favour favour = Favour::kSum;
  int32_t serendipity = 0;  // percent of the value that may be given up for chance
  uint64_t seed = 1;
};

// A pair of the confidential list, as written, with the row it stands in.
struct ApartPair {
  std::string a;
  std::string b;
  int64_t row = 0;
};

// Fills the indices and the people of `program`. Unknown columns and impossible combinations are
// errors, unknown people and values are warnings.
Issues resolve(Program& program, const Roster& roster, const History& history,
               const std::vector<ApartPair>* confidential);

// Who takes part on `date`, in the order of the roster, and why the others do not.
struct Participants {
  struct Excluded {
    std::string code;    // who.filter, who.optedOut, who.paused
    std::string column;  // header
    int64_t people = 0;
  };
  std::vector<int32_t> people;
  std::vector<Excluded> excluded;
};
Participants participants(const Program& program, const Roster& roster, Day date);

}  // namespace weft
