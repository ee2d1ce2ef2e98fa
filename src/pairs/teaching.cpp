#include "pairs/teaching.h"

#include <algorithm>

#include "roster/skills.h"

namespace weft {
namespace {

// Who speaks a language as well as this can teach it; who does not say how well, too.
constexpr uint8_t kTeachesLanguage = 5;  // C1

}  // namespace

Teaching::Teaching(const Fit& fit, const Column& offers, const Column& wants, bool languages)
    : fit_(fit) {
  Interner keys;
  const auto read = [&](const Column& column, auto counts) {
    Skills of_value(column.values.size());
    std::vector<bool> used(column.values.size(), false);
    for (const int32_t person : fit.people())
      used[column.codes[static_cast<size_t>(person)]] = true;
    for (uint32_t code = 1; code < of_value.size(); ++code) {
      if (!used[code]) continue;
      std::vector<Skill>& mine = of_value[code];
      for_each_skill(column, code, [&](std::string_view name, uint8_t level) {
        const std::string key = skill_key(name);
        if (key.empty() || !counts(name, key)) return;
        const uint32_t number = keys.intern(key);
        if (number == names_.size()) names_.add(name);
        mine.push_back({number, level});
      });
      std::sort(mine.begin(), mine.end(), [](const Skill& a, const Skill& b) {
        return a.skill != b.skill ? a.skill < b.skill : a.level > b.level;
      });
      mine.erase(std::unique(mine.begin(), mine.end(),
                             [](const Skill& a, const Skill& b) { return a.skill == b.skill; }),
                 mine.end());
    }
    Skills all_people;
    for (const int32_t person : fit.people())
      all_people.push_back(of_value[column.codes[static_cast<size_t>(person)]]);
    return all_people;
  };
  const bool spoken = offers.role == Role::kLanguages;
  offered_ = read(offers, [&](std::string_view name, const std::string&) {
    return !languages || spoken || is_language(name);
  });
  wanted_ = read(wants, [&](std::string_view name, const std::string& key) {
    return !languages || is_language(name) || keys.find(key) != Interner::kNone;
  });
  if (languages) {
    for (std::vector<Skill>& mine : offered_) {
      mine.erase(std::remove_if(mine.begin(), mine.end(),
                                [](const Skill& skill) {
                                  return skill.level > 0 && skill.level < kTeachesLanguage;
                                }),
                 mine.end());
    }
  }
  offering_.resize(names_.size());
  wanting_.resize(names_.size());
  for (int32_t i = 0; i < people(); ++i) {
    for (const Skill& skill : offered(i)) offering_[skill.skill].push_back(i);
    for (const Skill& skill : wanted(i)) wanting_[skill.skill].push_back(i);
  }
}

template <typename Tell>
void Teaching::each_topic(int32_t teacher, int32_t learner, Tell tell) const {
  const std::vector<Skill>& left = offered(teacher);
  const std::vector<Skill>& right = wanted(learner);
  for (size_t i = 0, j = 0; i < left.size() && j < right.size();) {
    const uint32_t a = left[i].skill;
    const uint32_t b = right[j].skill;
    if (a == b && level_suffices(left[i].level, right[j].level)) tell(a);
    i += a <= b ? 1 : 0;
    j += b <= a ? 1 : 0;
  }
}

int32_t Teaching::points(int32_t common, int32_t learner) const {
  if (common == 0) return 0;
  constexpr auto kHalf = static_cast<int32_t>(Criterion::kFull / 2);
  return kHalf + kHalf * common / static_cast<int32_t>(wanted(learner).size());
}

int64_t Teaching::taught(int32_t teacher, int32_t learner) const {
  int32_t common = 0;
  each_topic(teacher, learner, [&](uint32_t) { ++common; });
  return points(common, learner);
}

std::vector<uint32_t> Teaching::topics(int32_t teacher, int32_t learner) const {
  std::vector<uint32_t> all;
  each_topic(teacher, learner, [&](uint32_t skill) { all.push_back(skill); });
  return all;
}

int32_t Teaching::level_in(const Skills& of, int32_t participant, uint32_t skill) const {
  const std::vector<Skill>& mine = at(of, participant);
  return std::lower_bound(mine.begin(), mine.end(), skill,
                          [](const Skill& one, uint32_t wanted) { return one.skill < wanted; })
      ->level;
}

std::vector<Teaching::Partner> Teaching::partners(int32_t participant) const {
  std::vector<Partner> found;
  for (const Skill& skill : offered(participant)) {
    for (const int32_t other : wanting_[skill.skill]) {
      if (other != participant &&
          (skill.level == 0 || level_suffices(skill.level, level_in(wanted_, other, skill.skill))))
        found.push_back({other, 1, 0});
    }
  }
  for (const Skill& skill : wanted(participant)) {
    for (const int32_t other : offering_[skill.skill]) {
      if (other != participant &&
          (skill.level == 0 || level_suffices(level_in(offered_, other, skill.skill), skill.level)))
        found.push_back({other, 0, 1});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Partner& a, const Partner& b) { return a.other < b.other; });
  size_t kept = 0;
  for (size_t i = 0; i < found.size(); ++i) {
    if (kept > 0 && found[kept - 1].other == found[i].other) {
      found[kept - 1].teaches += found[i].teaches;
      found[kept - 1].learns += found[i].learns;
    } else {
      found[kept++] = found[i];
    }
  }
  found.resize(kept);
  for (Partner& partner : found) {
    partner.teaches = points(partner.teaches, partner.other);
    partner.learns = points(partner.learns, participant);
  }
  return found;
}

}  // namespace weft
