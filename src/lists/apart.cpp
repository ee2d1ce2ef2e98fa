#include "lists/apart.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/text.h"
#include "roster/roles.h"
#include "table/csv.h"
#include "table/encoding.h"

namespace weft {
namespace {

using Fault = ApartList::Fault;
using Pair = std::array<int32_t, 2>;

constexpr std::array<const char*, 5> kCodes = {"apart.unknownPerson", "apart.ambiguous",
                                               "apart.incomplete", "apart.tooMany", "apart.self"};

// "Person A", "Name 2", "one": a word for a column of people.
bool is_word_for_people(std::string_view cell) {
  std::string key = fold_key(cell);
  constexpr std::array<std::string_view, 16> kWords = {
      "a",    "b",    "one",   "two",    "other",  "first",   "second",  "person",
      "eins", "zwei", "erste", "zweite", "andere", "partner", "kollege", "employee"};
  const auto known = [&] {
    return std::find(kWords.begin(), kWords.end(), key) != kWords.end() ||
           (key.size() > 1 && is_identity(recognise(key).role));
  };
  if (known()) return true;
  if (key.size() < 3) return false;
  const char last = key.back();
  if (last != 'a' && last != 'b' && last != '1' && last != '2') return false;
  key.pop_back();
  return known();
}

std::variant<Pair, Fault> pair_in(const ApartList::Row& row, const Roster& roster) {
  if (row.names.size() < 2 || row.names[0].empty() || row.names[1].empty())
    return Fault::kIncomplete;
  // Two names and a remark are a pair. Whoever the third may be, three people are none.
  for (size_t i = 2; i < row.names.size(); ++i) {
    const bool is_remark = row.names[i].empty() || roster.look_up(row.names[i]).nobody();
    if (!is_remark) return Fault::kTooMany;
  }
  Pair pair{};
  bool gone = false;
  for (size_t i = 0; i < 2; ++i) {
    const Meant meant = roster.look_up(row.names[i]);
    if (meant.several > 0) return Fault::kAmbiguous;
    pair[i] = meant.person;
    if (!meant.nobody()) continue;
    if (!roster.is_left_out(row.names[i])) return Fault::kUnknown;
    gone = true;
  }
  if (gone) return Fault::kGone;
  if (pair[0] == pair[1]) return Fault::kSelf;
  return pair;
}

}  // namespace

// Whatever else a first row has is taken for people, since a pair that is taken for a heading would
// be lost without a word.
bool is_heading(const ApartList::Row& row, const Roster& roster) {
  return row.may_be_heading &&
         std::none_of(row.names.begin(), row.names.begin() + 2, [&](const std::string& name) {
           return !roster.look_up(name).nobody() || roster.is_left_out(name);
         });
}

Result<ApartList> read_apart_list(std::string_view bytes, std::string_view file) {
  const Result<Decoded> decoded = decode(bytes, file);
  if (!decoded) return decoded.issue();
  std::string_view text = decoded->text();
  const Dialect dialect = sniff(text);
  text.remove_prefix(dialect.begin);
  CsvReader reader(text, dialect.delimiter);
  Record record;
  ApartList list;
  list.file = file;
  bool first = true;
  while (reader.next(record)) {
    if (record.blank()) continue;
    ApartList::Row row;
    row.row = record.row;
    for (const auto& cell : record.cells)
      row.names.emplace_back(trim(without_formula_guard(trim(cell))));
    row.may_be_heading = std::exchange(first, false) && row.names.size() >= 2 &&
                         is_word_for_people(row.names[0]) && is_word_for_people(row.names[1]);
    list.rows.push_back(std::move(row));
  }
  return list;
}

void ApartList::pass_over(const Roster& roster) {
  for (Row& row : rows) {
    if (is_heading(row, roster)) continue;
    const std::variant<Pair, Fault> found = pair_in(row, roster);
    if (const Fault* fault = std::get_if<Fault>(&found)) row.passed_over = *fault;
  }
}

ApartPairs pairs_of(const ApartList& list, const Roster& roster) {
  ApartPairs all;
  std::array<Issue, kCodes.size()> faults;
  for (const ApartList::Row& row : list.rows) {
    if (is_heading(row, roster)) continue;
    const std::variant<Pair, Fault> found = pair_in(row, roster);
    if (const Pair* pair = std::get_if<Pair>(&found)) {
      all.people.push_back(*pair);
    } else if (std::get<Fault>(found) == Fault::kGone) {
      ++all.gone;
    } else if (row.passed_over == std::get<Fault>(found)) {
      ++all.passed_over;
    } else {
      faults[static_cast<size_t>(std::get<Fault>(found))].add_row(row.row);
    }
  }
  for (size_t fault = 0; fault < faults.size(); ++fault) {
    if (faults[fault].row_count == 0) continue;
    faults[fault].code = kCodes[fault];
    faults[fault].file = list.file;
    all.issues.push_back(std::move(faults[fault]));
  }
  if (all.gone > 0) add_issue(all.issues, Severity::kNote, "apart.gone", {}, {{"count", all.gone}});
  if (all.passed_over > 0)
    add_issue(all.issues, Severity::kNote, "apart.passedOver", {}, {{"count", all.passed_over}});
  return all;
}

}  // namespace weft
