// What HR asked for: who takes part, rules, criteria, sizes, seed. Read from JSON by api/, resolved
// against a roster here; problems point at their place in the JSON ("/rules/1/distance").
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/value.h"
#include "history/history.h"
#include "lists/absences.h"
#include "lists/apart.h"
#include "lists/list.h"
#include "program/place.h"
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
    kMet,
    kOverlap,
    // Of the whole group; Shape::whole_groups alone.
    kNotAlone,
    kAtLeast,
    kAtMost,
    kCover
  };
  Kind kind = Kind::kDifferent;
  ColumnUse column;
  std::optional<int64_t> min, max;  // kDistance: thousandths of the column's unit;
                                    // kOverlap: of hours
  bool either_way = false;          // kDistance: with roles, turned round will do
  bool from_file = false;           // kApart: the confidential list
  bool from_question = false;  // kApart: who may be one person, which HR has not answered; not of
                               // the document
  std::vector<std::vector<std::string>> names;  // kApart, kTogether: as written
  std::vector<std::vector<int32_t>> people;     // kApart, kTogether: resolved
  int steps = 0;                                // kApartLine
  std::optional<int32_t> rounds, months;        // kMet; neither: ever
  Scope scope;                                  // kMet
  std::optional<Filter> whom;  // of the whole group; kNotAlone without: each value of the column
  int32_t count = 1;           // kAtLeast, kAtMost
  std::string where;
};

// Hours that two people share, each of whom works from nine to five by their own clocks: eight,
// less what the clocks differ by. In thousandths, as the numbers of a column of time zones are.
constexpr int64_t kWorkingDay = 8000;

struct Criterion {
  enum class Kind {
    kMix,
    kMatch,
    kShare,
    kNear,
    kFar,
    kNovelty,
    kComplement,
    kPreference,
    kSpread,  // of whole groups, as kBalance: Shape::whole_groups alone
    kBalance
  };
  static constexpr int64_t kFull = 1000;  // a criterion fully met gives weight * kFull

  Kind kind = Kind::kMix;
  ColumnUse column;
  int64_t weight = 0;  // 0 to 100
  std::string where;
};
std::string_view name_of(Criterion::Kind kind);
std::string_view name_of(Rule::Kind kind);
bool is_of_whole_group(Criterion::Kind kind);
bool is_of_whole_group(Rule::Kind kind);
// Who is named here is told nobody, nor how many they are: whatever is said of a rule, of pairs or
// of people is said as if this rule were not there.
inline bool is_confidential(const Rule& rule) {
  return rule.kind == Rule::Kind::kApart && !rule.from_question;
}

// What is best: the largest sum, or the worst group as good as can be, then the next worst.
enum class Favour { kSum, kWorst };

// What the groups of a format are like, for whoever reads, measures and checks them.
struct Shape {
  enum class Worth {
    kPairMean,   // the mean over all pairs of the group
    kRolePairs,  // the sum over the first of the group with each of the others
    kOwn         // said by the format
  };
  std::vector<std::string> roles;  // of the first of a group and of the others; none: equals
  Worth worth = Worth::kPairMean;
  bool everybody_once = true;  // who takes part is in one group or left out
  bool sized = true;           // Program::min_size and max_size hold
  bool meets = true;           // who is in one group has met
  bool whole_groups = false;   // rules and criteria of whole groups; what is said of pairs is not
  bool projects = false;       // where there is a list of them, wishes are for projects
  bool series = false;         // several rounds can be planned at once

  bool directed() const { return !roles.empty(); }
  // Whether any two can make a pair that counts, so that figures about pairs mean something.
  bool of_any_two() const { return !directed() && !whole_groups; }
};

// The pairs of a group of `size` that rules and criteria look at, as tell(i, j).
template <typename Tell>
void for_each_pair(const Shape& shape, size_t size, Tell tell) {
  for (size_t i = 0; i < (shape.directed() ? std::min<size_t>(size, 1) : size); ++i) {
    for (size_t j = i + 1; j < size; ++j) tell(i, j);
  }
}

// Rounds that are planned at once: the first on the day of the run, the others so far apart.
struct Series {
  int32_t rounds = 1;
  int32_t weeks = 0;  // else months
  int32_t months = 1;

  // From 1.
  Day day_of(int32_t round, Day first) const {
    return weeks > 0 ? first + 7 * weeks * (round - 1) : add_months(first, months * (round - 1));
  }
};

struct Program {
  std::string format;
  Shape shape;
  Value document;  // as written; formats read their own keys from it
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
  std::optional<int32_t> most_running;  // who has so many running commitments does not take part
  int32_t runs_months = 0;              // what comes out is a commitment for so long
  Series series;
  int32_t round = 1;  // of the series: whom this is about
  // Ranked wishes, where a criterion or the format asks for them.
  std::shared_ptr<const Preferences> preferences;
  std::shared_ptr<const std::vector<Absence>> absences;
};
// What is told of people is told as if nobody had to be kept apart by a list.
Program without_secrets(Program program);

// A filter on people: {"column", and "is", "not", "has", or "min" and "max"}.
Filter read_filter(const DocumentPlace& place);
// The values it admits, for people to read. REQUIRES: it is resolved to this column.
std::string values_shown(const Filter& filter, const Column& column);
// Who passes all of them, per person of the roster. Columns that are not there are errors.
std::vector<bool> passing(std::vector<Filter> filters, const Roster& roster, Issues& issues);

// The one person of the roster whom a program means by a name. Else Roster::kNobody, which is a
// warning: program.severalPeople, program.nearPerson, program.unknownPerson. Where much is wrong
// already, nobody is looked for who is called nearly so.
int32_t person_named(const std::string& name, const std::string& where, const Roster& roster,
                     Issues& issues);

// Fills the indices, the people, the preferences and the absences of `program`. Unknown columns and
// impossible combinations are errors, unknown people and values are warnings. A confidential list
// is a rule of every program: of one that does not name it, the last; its rows that are not
// understood are errors. So are the names of a list under "apart", told by their places alone:
// program.apartUnknown, program.apartSeveral, program.apartIncomplete; program.apartGone is a note.
Issues resolve(Program& program, const Roster& roster, const History& history, const Lists& lists,
               const ApartList* confidential);

// The people of the roster who must not meet by any list of names, or since they may be one person;
// the lower first. O(pairs log pairs).
using PeoplePairs = std::set<std::pair<int32_t, int32_t>>;
PeoplePairs confidential_pairs(const Program& program);
// Whether any two of `people` are one of them.
bool holds_any(const PeoplePairs& pairs, const std::vector<int32_t>& people);

// Who takes part on `date` in Program::round, in the order of the roster, and why the others do
// not.
struct Participants {
  struct Excluded {
    std::string code;    // who.filter, who.optedOut, who.paused, who.away, who.busy
    std::string column;  // header
    int64_t people = 0;
  };
  std::vector<int32_t> people;
  std::vector<Excluded> excluded;
};
Participants participants(const Program& program, const Roster& roster, const History& history,
                          Day date);

}  // namespace weft
