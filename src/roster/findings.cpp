#include "roster/findings.h"

#include <algorithm>

#include "base/text.h"

namespace weft {
namespace {

constexpr size_t kComparable = 400;

bool is_grouping(Role role) {
  return role == Role::kDepartment || role == Role::kTeam || role == Role::kSite ||
         role == Role::kCountry;
}

// The same but for spelling, or a slip of the pen apart. Short names are close to each other by
// nature, numbers are not spelled wrongly, and "Line A" and "Line B" are two lines.
bool similar(const Column& column, const std::vector<std::string>& keys, uint32_t a, uint32_t b) {
  const std::string& left = keys[a];
  const std::string& right = keys[b];
  if (left == right) return true;
  const auto numbered = [&](uint32_t value) {
    const std::string_view text = column.values[value];
    return text.size() > 2 && text[text.size() - 2] == ' ';
  };
  if (numbered(a) && numbered(b)) return false;
  constexpr std::string_view kDigits = "0123456789";
  if (left.find_first_of(kDigits) != left.npos || right.find_first_of(kDigits) != right.npos)
    return false;
  const size_t shorter = std::min(left.size(), right.size());
  const int limit = shorter >= 10 ? 2 : shorter >= 6 ? 1 : 0;
  return edit_distance(left, right, limit) <= limit;
}

void find_similar(const Column& column, const std::vector<int64_t>& people_of,
                  const std::string& file, Issues& issues) {
  std::vector<uint32_t> used;
  for (uint32_t value = 1; value < column.values.size(); ++value) {
    if (people_of[value] > 0) used.push_back(value);
  }
  if (used.size() > kComparable) return;
  std::vector<std::string> keys(column.values.size());
  for (const uint32_t value : used) keys[value] = fold_key(column.values[value]);
  std::stable_sort(used.begin(), used.end(),
                   [&](uint32_t a, uint32_t b) { return people_of[a] > people_of[b]; });
  // Each value is held against the more usual ones that stand on their own: one finding for each
  // slip.
  std::vector<uint32_t> own;
  for (const uint32_t value : used) {
    const auto usual = std::find_if(own.begin(), own.end(), [&](uint32_t other) {
      return similar(column, keys, value, other);
    });
    if (usual == own.end()) {
      own.push_back(value);
      continue;
    }
    Issue found;
    found.severity = Severity::kWarning;
    found.code = "roster.similarValues";
    found.file = file;
    found.column = column.header;
    found.row_count = people_of[value];
    found.args = {{"value", std::string(column.values[value])},
                  {"like", std::string(column.values[*usual])},
                  {"people", people_of[value]}};
    issues.push_back(found);
  }
}

}  // namespace

void find_doubts(const Roster& roster, const std::string& file, Issues& issues) {
  for (const Column& column : roster.columns) {
    std::vector<int64_t> people_of(column.values.size(), 0);
    for (const uint32_t code : column.codes) ++people_of[code];
    if (is_grouping(column.role)) {
      Issue missing;
      missing.severity = Severity::kWarning;
      missing.code = "roster.missingValues";
      missing.file = file;
      missing.column = column.header;
      for (size_t person = 0; person < roster.people(); ++person) {
        if (column.missing(person)) missing.add_row(roster.rows[person]);
      }
      if (missing.row_count > 0) issues.push_back(missing);
      find_similar(column, people_of, file, issues);
    }
    if (column.role == Role::kDepartment) {
      for (uint32_t value = 1; value < column.values.size(); ++value) {
        if (people_of[value] != 1) continue;
        Issue alone;
        alone.severity = Severity::kNote;
        alone.code = "roster.departmentOfOne";
        alone.file = file;
        alone.column = column.header;
        alone.args = {{"value", std::string(column.values[value])}};
        const auto person = static_cast<size_t>(
            std::find(column.codes.begin(), column.codes.end(), value) - column.codes.begin());
        alone.add_row(roster.rows[person]);
        issues.push_back(alone);
      }
    }
  }
}

}  // namespace weft
