#include "roster/findings.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "roster/skills.h"

namespace weft {
namespace {

constexpr size_t kSpellingsCompared = 400;
constexpr size_t kMostSimilar = 50;  // findings per column
constexpr size_t kNamedAlone = 5;
constexpr size_t kLongestName = 200;  // bytes; what is longer is no name with a slip in it

bool is_grouping(Role role) {
  return role == Role::kDepartment || role == Role::kDivision || role == Role::kTeam ||
         role == Role::kCompany || role == Role::kSite || role == Role::kCountry;
}

bool is_skill(Role role) { return role == Role::kSkillsOffered || role == Role::kSkillsWanted; }

bool is_compared(Role role) {
  return is_grouping(role) || role == Role::kLevel || role == Role::kLanguages ||
         role == Role::kInterests;
}

// "HR" for Human Resources, "R&D" for Research & Development, "JS" for JavaScript: the first
// letters of the words that are longer than "and".
std::string initials_of(std::string_view text) {
  std::string initials;
  std::string apart;
  for (const char c : text) {
    const bool begins =
        c >= 'A' && c <= 'Z' && !apart.empty() && apart.back() >= 'a' && apart.back() <= 'z';
    if (begins) apart += ' ';
    apart += c;
  }
  std::string words = fold(apart);
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
  size_t place = 0;      // before they were sorted
  int64_t people = 0;

  // "Line A": a name that is numbered by a letter.
  bool numbered() const { return text.size() > 2 && text[text.size() - 2] == ' '; }
  // C, C++ and C# are three.
  std::string signs() const {
    std::string signs;
    for (const char c : text) {
      if (c == '+' || c == '#') signs.push_back(c);
    }
    return signs;
  }
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
  if (std::max(a.key.size(), b.key.size()) > kLongestName) return a.key == b.key;
  if (a.signs() != b.signs()) return false;
  if (a.key == b.key) return !a.key.empty();
  if (a.is_short_for(b) || b.is_short_for(a)) return true;
  if (a.numbered() && b.numbered()) return false;
  if (a.has_digits() || b.has_digits()) return false;
  const size_t shorter = std::min(a.key.size(), b.key.size());
  const int limit = shorter >= 10 ? 2 : shorter >= 6 ? 1 : 0;
  return edit_distance(a.key, b.key, limit) <= limit;
}

// Of one column, or of several that have the same in them.
void find_similar(const std::vector<const Column*>& columns, const std::string& file,
                  const Roster& roster, Issues& issues) {
  const auto names_of = [](const Column& column) -> const StringPool& {
    return column.type == Type::kList ? column.entry_names : column.values;
  };
  const auto each_value = [](const Column& column, size_t person, auto tell) {
    const uint32_t code = column.codes[person];
    if (column.type != Type::kList) {
      tell(code);
    } else {
      for (const uint32_t entry : column.entries[code]) tell(entry);
    }
  };
  // What is compared as one is no slip: entries of lists without regard to case and accents, skills
  // also to spaces.
  const auto compared_as = [](const Column& column, std::string_view name) {
    if (column.type != Type::kList) return std::string(name);
    return is_skill(column.role) ? skill_key(name) : fold(name);
  };
  std::vector<Spelling> used;
  std::map<std::string, size_t> place_of;
  std::vector<std::vector<size_t>> places(columns.size());  // per column and value, in `used`
  for (size_t c = 0; c < columns.size(); ++c) {
    const Column& column = *columns[c];
    const StringPool& names = names_of(column);
    std::vector<int64_t> people_of(names.size(), 0);
    for (size_t person = 0; person < column.codes.size(); ++person)
      each_value(column, person, [&](uint32_t value) { ++people_of[value]; });
    places[c].assign(names.size(), 0);
    for (uint32_t value = column.type == Type::kList ? 0 : 1; value < names.size(); ++value) {
      if (people_of[value] == 0) continue;
      const size_t place =
          place_of.emplace(compared_as(column, names[value]), used.size()).first->second;
      if (place == used.size()) {
        if (used.size() == kSpellingsCompared) return;
        used.emplace_back().text = names[value];
      }
      used[place].people += people_of[value];
      places[c][value] = place;
    }
  }
  for (size_t i = 0; i < used.size(); ++i) {
    used[i].place = i;
    used[i].key = fold_key(used[i].text);
    used[i].initials = initials_of(used[i].text);
    if (used[i].initials.size() < 2) used[i].initials.clear();
  }
  std::stable_sort(used.begin(), used.end(),
                   [](const Spelling& a, const Spelling& b) { return a.people > b.people; });
  // Each value is held against the more usual ones that stand on their own: one finding for each
  // slip.
  std::vector<const Spelling*> own;
  struct Slip {
    const Spelling* spelling;
    const Spelling* usual;
  };
  std::vector<Slip> slips;
  constexpr size_t kNone = static_cast<size_t>(-1);
  std::vector<size_t> slip_of(used.size(), kNone);  // by place
  for (const Spelling& spelling : used) {
    const auto usual = std::find_if(
        own.begin(), own.end(), [&](const Spelling* other) { return similar(spelling, *other); });
    if (usual == own.end()) {
      own.push_back(&spelling);
      continue;
    }
    if (slips.size() == kMostSimilar) break;
    slip_of[spelling.place] = slips.size();
    slips.push_back({&spelling, *usual});
  }
  if (slips.empty()) return;
  for (size_t c = 0; c < columns.size(); ++c) {
    Issues found;
    for (const Slip& slip : slips) {
      Issue& issue = found.emplace_back();
      issue.severity = Severity::kWarning;
      issue.code = "roster.similarValues";
      issue.file = file;
      issue.column = columns[c]->header;
      issue.args = {{"value", std::string(slip.spelling->text)},
                    {"like", std::string(slip.usual->text)},
                    {"people", slip.spelling->people},
                    {"likePeople", slip.usual->people}};
    }
    for (size_t person = 0; person < roster.people(); ++person) {
      each_value(*columns[c], person, [&](uint32_t value) {
        if (columns[c]->type != Type::kList && value == Column::kMissing) return;
        const size_t slip = slip_of[places[c][value]];
        if (slip != kNone) found[slip].add_row(roster.rows[person]);
      });
    }
    for (Issue& issue : found) {
      if (issue.row_count > 0) issues.push_back(std::move(issue));
    }
  }
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
  // What one offers and another wants is the same thing, however it is spelt.
  std::vector<const Column*> skills;
  for (const Column& column : roster.columns) {
    if (is_skill(column.role)) skills.push_back(&column);
  }
  for (const Column& column : roster.columns) {
    if (is_grouping(column.role)) find_missing(column, file, roster, issues);
    if (is_skill(column.role)) {
      if (&column == skills.front()) find_similar(skills, file, roster, issues);
    } else if (is_compared(column.role)) {
      find_similar({&column}, file, roster, issues);
    }
    if (column.role == Role::kDepartment) find_alone(column, file, roster, issues);
  }
}

}  // namespace weft
