#include "knowledge/knowledge.h"

#include <algorithm>
#include <string>

#include "roster/skills.h"

namespace weft {

Knowledge::Knowledge(const Roster& roster, const Column* offers, const Column* wants)
    : roster_(roster) {
  offered_.column = offers;
  wanted_.column = wants;
  read(offered_);
  read(wanted_);
  collect(offered_);
  collect(wanted_);
}

void Knowledge::read(Side& side) {
  if (side.column == nullptr) return;
  const Column& column = *side.column;
  side.of_value.resize(column.values.size());
  std::vector<bool> used(column.values.size(), false);
  for (const uint32_t code : column.codes) used[code] = true;
  for (uint32_t code = 1; code < side.of_value.size(); ++code) {
    if (!used[code]) continue;
    std::vector<Has>& mine = side.of_value[code];
    for_each_skill(column, code, [&](std::string_view name, uint8_t level) {
      const std::string key = skill_key(name);
      if (key.empty()) return;
      const uint32_t skill = keys_.intern(key);
      if (skill == names_.size()) names_.add(name);
      mine.push_back({skill, level});
    });
    std::sort(mine.begin(), mine.end(), [](const Has& a, const Has& b) {
      return a.skill != b.skill ? a.skill < b.skill : a.level > b.level;
    });
    mine.erase(std::unique(mine.begin(), mine.end(),
                           [](const Has& a, const Has& b) { return a.skill == b.skill; }),
               mine.end());
  }
}

void Knowledge::collect(Side& side) const {
  side.begin.assign(skills() + 1, 0);
  const auto people = static_cast<int32_t>(roster_.people());
  for (int32_t person = 0; person < people; ++person) {
    const std::span<const Has> mine = side.of(person);
    side.people += mine.empty() ? 0 : 1;
    for (const Has& has : mine) ++side.begin[has.skill + 1];
  }
  for (size_t skill = 0; skill < skills(); ++skill) side.begin[skill + 1] += side.begin[skill];
  side.holders.resize(side.begin.back());
  std::vector<size_t> at(side.begin.begin(), side.begin.end() - 1);
  for (int32_t person = 0; person < people; ++person) {
    for (const Has& has : side.of(person)) side.holders[at[has.skill]++] = {person, has.level};
  }
}

uint32_t Knowledge::find(std::string_view name) const {
  return keys_.find(skill_key(read_skill(name).name));
}

template <typename Counts, typename Tell>
void Knowledge::for_each_wanting(uint32_t skill, Counts counts, Tell tell) const {
  // Whoever does not say how well they know it may know it well enough.
  const auto reach = [](const Holder& holder) {
    return holder.level == 0 ? kHighestLevel + 1 : int{holder.level};
  };
  int best = 0;
  int second = 0;
  int32_t best_person = Roster::kNobody;
  for (const Holder& holder : offering(skill)) {
    if (!counts(holder.person)) continue;
    if (reach(holder) > best) {
      second = best;
      best = reach(holder);
      best_person = holder.person;
    } else {
      second = std::max(second, reach(holder));
    }
  }
  for (const Holder& holder : wanting(skill)) {
    if (!counts(holder.person)) continue;
    const int others = holder.person == best_person ? second : best;
    tell(holder.person, others > 0 && others >= holder.level);
  }
}

int64_t Knowledge::unmet(uint32_t skill) const {
  int64_t count = 0;
  for_each_wanting(
      skill, [](int32_t) { return true; }, [&](int32_t, bool met) { count += met ? 0 : 1; });
  return count;
}

std::vector<int32_t> Knowledge::learners(uint32_t skill, const std::vector<bool>& among) const {
  std::vector<int32_t> people;
  for_each_wanting(
      skill, [&](int32_t person) { return among[static_cast<size_t>(person)]; },
      [&](int32_t person, bool met) {
        if (met) people.push_back(person);
      });
  return people;
}

}  // namespace weft
