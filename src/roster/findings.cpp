#include "roster/findings.h"

#include <algorithm>

#include "base/text.h"

namespace weft {
namespace {

constexpr size_t kComparable = 400;
constexpr size_t kMostSimilar = 50;  // findings per column
constexpr size_t kNamedAlone = 5;

bool is_grouping(Role role) {
  return role == Role::kDepartment || role == Role::kDivision || role == Role::kTeam ||
         role == Role::kCompany || role == Role::kSite || role == Role::kCountry;
}

bool is_compared(Role role) {
  return is_grouping(role) || role == Role::kLevel || role == Role::kLanguages ||
         role == Role::kSkillsOffered || role == Role::kSkillsWanted || role == Role::kInterests;
}

// "HR" for Human Resources, "R&D" for Research & Development: the first letters of the words that
// are longer than "and".
std::string initials_of(std::string_view text) {
  std::string initials;
  std::string words = fold(text);
  std::replace_if(
      words.begin(), words.end(), [](char c) { return c == '-' || c == '/' || c == '&'; }, ' ');
  for (const std::string_view word : split_list(words, " ")) {
    if (word != "and" && word != "und" && word != "of" && word != "the") initials += word[0];
  }
  return initials;
}

// What is compared about a value.
struct Spelling {
  std::string_view text;
  std::string key;       // fold_key
  std::string initials;  // "" for a single word
  uint32_t value = 0;
  int64_t people = 0;

  // "Line A": a name that is numbered by a letter.
  bool numbered() const { return text.size() > 2 && text[text.size() - 2] == ' '; }
  bool has_digits() const { return key.find_first_of("0123456789") != key.npos; }
  bool is_short_for(const Spelling& other) const {
    return key.size() >= 2 && key.size() <= 5 && key == other.initials &&
           std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }
};

// The same but for spelling, or a slip of the pen apart, or one the initials of the other. Short
// names are close to each other by nature, numbers are not spelled wrongly, and "Line A" and
// "Line B" are two lines.
bool similar(const Spelling& a, const Spelling& b) {
  if (a.key == b.key) return !a.key.empty();
  if (a.is_short_for(b) || b.is_short_for(a)) return true;
  if (a.numbered() && b.numbered()) return false;
  if (a.has_digits() || b.has_digits()) return false;
  const size_t shorter = std::min(a.key.size(), b.key.size());
  const int limit = shorter >= 10 ? 2 : shorter >= 6 ? 1 : 0;
  return edit_distance(a.key, b.key, limit) <= limit;
}

void find_similar(const Column& column, const std::string& file, const Roster& roster,
                  Issues& issues) {
  const bool list = column.type == Type::kList;
  const StringPool& names = list ? column.entry_names : column.values;
  std::vector<int64_t> people_of(names.size(), 0);
  for (const uint32_t code : column.codes) {
    if (list) {
      for (const uint32_t entry : column.entries[code]) ++people_of[entry];
    } else {
      ++people_of[code];
    }
  }
  std::vector<Spelling> used;
  for (uint32_t value = list ? 0 : 1; value < names.size(); ++value) {
    if (people_of[value] == 0) continue;
    Spelling& spelling = used.emplace_back();
    spelling.text = names[value];
    spelling.value = value;
    spelling.people = people_of[value];
    if (used.size() > kComparable) return;
  }
  for (Spelling& spelling : used) {
    spelling.key = fold_key(spelling.text);
    spelling.initials = initials_of(spelling.text);
    if (spelling.initials.size() < 2) spelling.initials.clear();
  }
  std::stable_sort(used.begin(), used.end(),
                   [](const Spelling& a, const Spelling& b) { return a.people > b.people; });
  // Each value is held against the more usual ones that stand on their own: one finding for each
  // slip.
  std::vector<const Spelling*> own;
  Issues found;
  constexpr uint32_t kNone = 0xFFFFFFFF;
  std::vector<uint32_t> finding_of(names.size(), kNone);
  for (const Spelling& spelling : used) {
    const auto usual = std::find_if(
        own.begin(), own.end(), [&](const Spelling* other) { return similar(spelling, *other); });
    if (usual == own.end()) {
      own.push_back(&spelling);
      continue;
    }
    if (found.size() == kMostSimilar) break;
    finding_of[spelling.value] = static_cast<uint32_t>(found.size());
    Issue& issue = found.emplace_back();
    issue.severity = Severity::kWarning;
    issue.code = "roster.similarValues";
    issue.file = file;
    issue.column = column.header;
    issue.args = {{"value", std::string(spelling.text)},
                  {"like", std::string((*usual)->text)},
                  {"people", spelling.people},
                  {"likePeople", (*usual)->people}};
  }
  if (found.empty()) return;
  for (size_t person = 0; person < roster.people(); ++person) {
    const auto add = [&](uint32_t value) {
      if (finding_of[value] != kNone) found[finding_of[value]].add_row(roster.rows[person]);
    };
    const uint32_t code = column.codes[person];
    if (list) {
      for (const uint32_t entry : column.entries[code]) add(entry);
    } else {
      add(code);
    }
  }
  for (Issue& issue : found) issues.push_back(std::move(issue));
}

void find_missing(const Column& column, const std::string& file, const Roster& roster,
                  Issues& issues) {
  Issue missing;
  missing.severity = Severity::kWarning;
  missing.code = "roster.missingValues";
  missing.file = file;
  missing.column = column.header;
  for (size_t person = 0; person < roster.people(); ++person) {
    if (column.missing(person)) missing.add_row(roster.rows[person]);
  }
  // A column that is empty altogether is no slip of anybody.
  if (missing.row_count > 0 && missing.row_count < static_cast<int64_t>(roster.people()))
    issues.push_back(std::move(missing));
}

void find_alone(const Column& column, const std::string& file, const Roster& roster,
                Issues& issues) {
  std::vector<int64_t> people_of(column.values.size(), 0);
  for (const uint32_t code : column.codes) ++people_of[code];
  Issue alone;
  alone.severity = Severity::kNote;
  alone.code = "roster.departmentOfOne";
  alone.file = file;
  alone.column = column.header;
  std::string names;
  for (size_t person = 0; person < roster.people(); ++person) {
    const uint32_t code = column.codes[person];
    if (code == Column::kMissing || people_of[code] != 1) continue;
    alone.add_row(roster.rows[person]);
    if (alone.row_count <= static_cast<int64_t>(kNamedAlone))
      names.append(names.empty() ? "" : ", ").append(column.values[code]);
  }
  if (alone.row_count == 0) return;
  if (alone.row_count > static_cast<int64_t>(kNamedAlone)) names.append(", \xE2\x80\xA6");
  alone.args = {{"value", names}, {"count", alone.row_count}};
  issues.push_back(std::move(alone));
}

}  // namespace

void find_doubts(const Roster& roster, const std::string& file, Issues& issues) {
  for (const Column& column : roster.columns) {
    if (is_grouping(column.role)) find_missing(column, file, roster, issues);
    if (is_compared(column.role)) find_similar(column, file, roster, issues);
    if (column.role == Role::kDepartment) find_alone(column, file, roster, issues);
  }
}

}  // namespace weft
