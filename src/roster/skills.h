// A skill as people write it, with its level where one is given: "Python: expert", "Python
// (expert)", "Spanish B1", "Deutsch Muttersprache".
//
// Levels are ranks on one scale, so that words and the European language levels compare: A1 … C2
// are 1 … 6, a mother tongue 7; beginner 2, intermediate 3, advanced 5, expert 6. What is no level
// belongs to the name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "roster/roster.h"

namespace weft {

struct SkillText {
  std::string_view name;
  uint8_t level = 0;  // 0: none given
};
inline constexpr uint8_t kHighestLevel = 7;

// O(length).
SkillText read_skill(std::string_view text);

// What is left of a name when case, accents and spaces are no difference; "+" and "#" are: C, C++
// and C# are three skills. O(length).
std::string skill_key(std::string_view name);

// English and German names of languages that people learn at work. O(length).
bool is_language(std::string_view name);

// Columns whose entries have levels.
inline bool has_skills(Role role) {
  return role == Role::kSkillsOffered || role == Role::kSkillsWanted || role == Role::kLanguages;
}

// The skills in one value of a column, as tell(name, level). Columns without levels are read as
// they stand.
template <typename Tell>
void for_each_skill(const Column& column, uint32_t value, Tell tell) {
  if (value == Column::kMissing) return;
  if (column.type != Type::kList) {
    const SkillText skill = read_skill(column.values[value]);
    tell(skill.name, skill.level);
    return;
  }
  for (size_t i = 0; i < column.entries[value].size(); ++i) {
    const std::string_view name = column.entry_names[column.entries[value][i]];
    if (column.entry_levels.empty()) {
      const SkillText skill = read_skill(name);
      tell(skill.name, skill.level);
    } else {
      tell(name, column.entry_levels[value][i]);
    }
  }
}

// Levels count only where both give one: a teacher is not below what is wanted.
inline bool level_suffices(int offered, int wanted) {
  return offered == 0 || wanted == 0 || offered >= wanted;
}

}  // namespace weft
