#include "roster/values.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "roster/words.h"

namespace weft {
namespace {

constexpr size_t kNamesCompared = 5000;  // different values

bool names_a_part(Role role) {
  switch (role) {
    case Role::kDepartment:
    case Role::kDivision:
    case Role::kTeam:
    case Role::kCompany:
    case Role::kSite:
    case Role::kCountry:
    case Role::kTitle:
    case Role::kLevel:
      return true;
    default:
      return false;
  }
}

bool is_code(std::string_view text) {
  return text.size() >= 3 && text.find_first_not_of("0123456789-") == text.npos;
}

// "Sales (50001234)": the code is dropped where most values have one and no two become the same.
bool drop_codes(const Column& column, std::vector<std::string>& names) {
  std::map<std::string_view, int> bearers;
  size_t coded = 0;
  size_t filled = 0;
  for (size_t value = 1; value < column.values.size(); ++value) {
    if (names[value].empty()) continue;
    ++filled;
    const Bracketed split = split_brackets(column.values[value]);
    if (!is_code(split.inside)) continue;
    ++coded;
    ++bearers[split.before];
  }
  if (coded == 0 || coded * 10 < filled * 6) return false;
  bool dropped = false;
  for (size_t value = 1; value < column.values.size(); ++value) {
    const Bracketed split = split_brackets(column.values[value]);
    if (names[value].empty() || !is_code(split.inside) || bearers[split.before] > 1) continue;
    names[value] = split.before;
    dropped = true;
  }
  return dropped;
}

// Whether rules compare its values as they are written.
bool is_one_word_for_many(Role role) {
  return names_a_part(role) || role == Role::kGender || role == Role::kPersonType ||
         role == Role::kOther;
}

// "WIEN", "wien " and "Wien" are Wien: values that differ in case, accents and spaces alone take
// the spelling most people have. HR may keep one apart by merging it into itself.
void unite_cases(const RawTable& raw, const Column& column, const ColumnChoice* choice,
                 std::vector<std::string>& names, Issues& issues) {
  if (names.size() > kNamesCompared) return;
  std::map<std::string, std::vector<size_t>> spellings;
  for (size_t value = 1; value < names.size(); ++value) {
    const bool told = choice != nullptr && choice->merge.count(names[value]) > 0;
    if (!names[value].empty() && !told) spellings[fold(names[value])].push_back(value);
  }
  std::vector<int64_t> people(names.size(), 0);
  if (spellings.size() < names.size() - 1) {
    for (const uint32_t code : column.codes) ++people[code];
  }
  Issue united = raw.issue(Severity::kNote, "roster.casesUnited", column.header);
  std::vector<bool> changed(names.size(), false);
  for (const auto& [key, values] : spellings) {
    if (values.size() < 2) continue;
    const size_t usual = *std::max_element(
        values.begin(), values.end(), [&](size_t a, size_t b) { return people[a] < people[b]; });
    for (const size_t value : values) {
      if (value == usual) continue;
      if (united.args.empty()) united.args = {{"value", names[value]}, {"like", names[usual]}};
      names[value] = names[usual];
      changed[value] = true;
    }
  }
  if (united.args.empty()) return;
  for (size_t row = 0; row < raw.rows.size(); ++row) {
    if (changed[column.codes[row]]) united.add_row(raw.rows[row]);
  }
  issues.push_back(std::move(united));
}

}  // namespace

void tidy_values(RawTable& raw, const ColumnChoices& choices, Issues& issues) {
  for (Column& column : raw.columns) {
    if (is_identity(column.role)) continue;
    const auto choice = choices.find(column.header);
    const bool merges = choice != choices.end() && !choice->second.merge.empty();
    // Most columns have nothing to tidy, and some of them have a value for everybody.
    bool placeholders = false;
    bool codes = false;
    for (size_t value = 1; value < column.values.size() && !(placeholders && codes); ++value) {
      const std::string_view text = column.values[value];
      placeholders = placeholders || is_placeholder(text);
      codes = codes || (text.back() == ')' && names_a_part(column.role));
    }
    const bool words = is_one_word_for_many(column.role);
    if (!merges && !placeholders && !words) continue;

    std::vector<std::string> names;
    for (size_t value = 0; value < column.values.size(); ++value)
      names.emplace_back(column.values[value]);
    if (placeholders) {
      Issue found = raw.issue(Severity::kNote, "roster.placeholders", column.header);
      std::vector<bool> empty(names.size(), false);
      for (size_t value = 1; value < names.size(); ++value) {
        if (!is_placeholder(names[value])) continue;
        empty[value] = true;
        if (found.args.empty()) found.args = {{"value", names[value]}};
        names[value].clear();
      }
      for (size_t row = 0; row < raw.rows.size(); ++row) {
        if (empty[column.codes[row]]) found.add_row(raw.rows[row]);
      }
      issues.push_back(std::move(found));
    }
    if (codes && drop_codes(column, names)) {
      Issue found = raw.issue(Severity::kNote, "roster.codesDropped", column.header);
      for (size_t value = 1; value < names.size() && found.args.empty(); ++value) {
        if (!names[value].empty() && names[value] != column.values[value])
          found.args = {{"value", std::string(column.values[value])}, {"name", names[value]}};
      }
      issues.push_back(std::move(found));
    }
    if (words) unite_cases(raw, column, merges ? &choice->second : nullptr, names, issues);
    if (merges) {
      for (std::string& name : names) {
        const auto target = choice->second.merge.find(name);
        if (target != choice->second.merge.end()) name = target->second;
      }
    }
    bool changed = false;
    for (size_t value = 0; value < names.size(); ++value)
      changed = changed || names[value] != column.values[value];
    if (changed) rename_values(column, names);
  }
}

}  // namespace weft
