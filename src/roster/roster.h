// The table of people, typed: what every later layer reads.
//
// A person is an index 0 .. people()-1 in the order of the file. Columns are dictionaries: a
// person's cell is a code into the column's distinct values, code 0 is "missing". Whatever is
// computed about a value (its number, its list entries) is computed once per distinct value.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/interner.h"
#include "base/issue.h"
#include "base/key_index.h"
#include "roster/name_index.h"
#include "roster/roles.h"

namespace weft {

enum class Type : uint8_t { kText, kCategory, kNumber, kDate, kList, kLevel, kYesNo };
std::string_view name_of(Type type);

struct Column {
  static constexpr uint32_t kMissing = 0;
  static constexpr int64_t kNoNumber = std::numeric_limits<int64_t>::min();

  std::string header;
  Role role = Role::kOther;
  Type type = Type::kText;
  StringPool values;            // [0] is ""
  std::vector<uint32_t> codes;  // per person

  // Per value. Thousandths for numbers, of a day for dates, of an hour from UTC for time zones,
  // rank
  // * 1000 for levels, 0 or 1000 for yes and no; kNoNumber where the value is none of these. Empty
  // for other types.
  std::vector<int64_t> numbers;
  // Per value: sorted entry numbers. Lists only; other types have one entry, the value itself.
  std::vector<std::vector<uint32_t>> entries;
  StringPool entry_names;
  // Of skills and languages, beside entries: how well ("Python: expert"), see skills.h; 0 where it
  // is not said.
  std::vector<std::vector<uint8_t>> entry_levels;
  std::vector<std::string> level_order;    // levels only, lowest first
  DateOrder dates = DateOrder::kDayFirst;  // dates only: how 03/04/2026 is read
  bool alternate = false;  // another column has the role; this one is asked where that is empty

  std::string_view text(size_t person) const { return values[codes[person]]; }
  bool missing(size_t person) const { return codes[person] == kMissing; }
  int64_t number(size_t person) const { return numbers[codes[person]]; }
  bool ordered() const { return !numbers.empty(); }
};

// Whom a text means.
struct Meant {
  static constexpr size_t kShown = 20;

  int32_t person = -1;           // whom alone it can mean; -1: nobody, or one of several
  int64_t several = 0;           // how many people it can mean, where these are more than one
  std::vector<int32_t> whoever;  // the first of them

  bool nobody() const { return person < 0 && several == 0; }
};

class Roster {
 public:
  static constexpr int32_t kNobody = -1;

  size_t people() const { return rows.size(); }
  const Column* with_role(Role role) const;
  // By header, or by "@role". nullptr: there is none.
  const Column* named(std::string_view reference) const;
  // By id, else e-mail, else name as it is written, else name in another spelling (base/names.h),
  // else an id but for case and lost zeros. Nobody is guessed at: what several people share in the
  // first of these that somebody has names all of them. What stood in rows that were taken together
  // with somebody's own means them as well. O(log n).
  Meant look_up(std::string_view reference) const;
  // The one person of look_up(), or kNobody.
  int32_t find(std::string_view reference) const { return look_up(reference).person; }
  // Everybody whose id is this one but for case and leading zeros. O(log n).
  std::span<const int32_t> with_loose_id(std::string_view id) const;
  // Of a name that nobody has: who is called nearly so; kNobody: no one is. O(people), see
  // NearNames.
  int32_t nearest(std::string_view name) const;
  // Whether this names somebody whose row was left out when the file was read: who has left, or is
  // no person. O(log n).
  bool is_left_out(std::string_view reference) const;
  void leave_out(std::string_view id, std::string_view email, std::string_view name);
  void sort_left_out();  // once, when all have been told
  // Another row of this person had these.
  void also_known(int32_t person, std::string_view id, std::string_view email,
                  std::string_view name);

  // Whether name, id or e-mail has this text somewhere; `wanted` is folded (see base/text.h).
  bool mentions(size_t person, std::string_view wanted) const;
  // Steps from `person` up to `above`; 0 where `above` is not in the reporting line.
  int steps_up(int32_t person, int32_t above) const;

  std::vector<Column> columns;       // the kept ones, in the order of the file
  std::vector<int64_t> rows;         // row in the file, from 1
  StringPool ids;                    // identity: id, else e-mail, else name; unique
  StringPool names;                  // for people to read
  StringPool emails;                 // "" where there is none
  std::vector<int32_t> managers;     // kNobody where unknown; never a cycle
  std::vector<std::string> digests;  // SHA-256 of the bytes of each file it was made of

 private:
  // Built when something is first looked up there: most rosters are only ever asked for ids.
  struct Indices {
    std::optional<KeyIndex> by_id;
    std::optional<HashIndex> by_other_id, by_email, by_loose_id;
    std::optional<NameIndex> by_name;
    std::optional<NearNames> near;
  };
  // What other rows of a person say in another way than their own; "" where they say the same.
  struct OtherRow {
    int32_t person;
    std::string id, email, name;
  };
  template <typename KeyOf, typename OtherKeyOf>
  HashIndex index_of(KeyOf key_of, OtherKeyOf other_key_of) const;

  mutable Indices indices_;
  std::vector<OtherRow> other_rows_;
  std::vector<uint64_t> left_out_;  // hashes of what names those whose rows were left out
};

}  // namespace weft
