#include "knowledge/nearest.h"

#include <algorithm>

namespace weft {
namespace {

constexpr int kFarSteps = 8;
constexpr int64_t kStep = 100;
constexpr int64_t kSameSite = 300;
constexpr int64_t kMet = 200;
constexpr int64_t kLevel = 50;
constexpr int64_t kLevelNotGiven = 3;

// How many steps of reporting lines lie between somebody and others.
class Line {
 public:
  Line(const Roster& roster, int32_t person) : roster_(roster) {
    if (person != Roster::kNobody) steps_.assign(roster.people(), kUnknown);
    int up = 0;
    for (int32_t at = person; at != Roster::kNobody; at = roster.managers[index(at)])
      steps_[index(at)] = up++;
  }
  // REQUIRES: a line of somebody. Everybody is walked over once, however many are asked for.
  std::optional<int> steps_to(int32_t other) {
    std::vector<int32_t> way;
    int32_t at = other;
    for (; at != Roster::kNobody && steps_[index(at)] == kUnknown; at = roster_.managers[index(at)])
      way.push_back(at);
    int steps = at == Roster::kNobody ? kNever : steps_[index(at)];
    for (size_t i = way.size(); i-- > 0;)
      steps_[index(way[i])] = steps == kNever ? kNever : ++steps;
    return steps == kNever ? std::nullopt : std::optional(steps);
  }

 private:
  static constexpr int kUnknown = -1;
  static constexpr int kNever = -2;

  static size_t index(int32_t person) { return static_cast<size_t>(person); }

  const Roster& roster_;
  std::vector<int> steps_;  // per person
};

}  // namespace

std::vector<Expert> nearest(const Roster& roster, const Meetings& meetings, int32_t from,
                            std::span<const Knowledge::Holder> experts) {
  const Column* department = roster.with_role(Role::kDepartment);
  const Column* site = roster.with_role(Role::kSite);
  const auto alike = [&](const Column* column, int32_t other) {
    if (column == nullptr || column->missing(static_cast<size_t>(from))) return false;
    return column->codes[static_cast<size_t>(from)] == column->codes[static_cast<size_t>(other)];
  };
  Line line(roster, from);
  std::vector<Expert> all;
  all.reserve(experts.size());
  for (const Knowledge::Holder& holder : experts) {
    if (holder.person == from) continue;
    Expert expert;
    expert.person = holder.person;
    expert.level = holder.level;
    expert.points = kLevel * (holder.level == 0 ? kLevelNotGiven : int64_t{holder.level});
    if (from != Roster::kNobody) {
      expert.own_department = alike(department, holder.person);
      expert.same_site = alike(site, holder.person);
      expert.steps = line.steps_to(holder.person);
      if (const Meeting* met = meetings.latest(from, holder.person)) expert.met = met->date;
      if (expert.steps) expert.points += kStep * std::max(0, kFarSteps - *expert.steps);
      if (expert.same_site) expert.points += kSameSite;
      if (expert.met) expert.points += kMet;
    }
    all.push_back(expert);
  }
  std::stable_sort(all.begin(), all.end(), [](const Expert& a, const Expert& b) {
    if (a.own_department != b.own_department) return b.own_department;
    return a.points > b.points;
  });
  return all;
}

}  // namespace weft
