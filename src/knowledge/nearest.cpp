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

// The managers above somebody, themselves first.
class Line {
 public:
  Line(const Roster& roster, int32_t person) : roster_(roster) {
    for (int32_t at = person; at != Roster::kNobody; at = roster.managers[index(at)])
      above_.push_back(at);
  }
  std::optional<int> steps_to(int32_t other) const {
    int up = 0;
    for (int32_t at = other; at != Roster::kNobody; at = roster_.managers[index(at)], ++up) {
      const auto found = std::find(above_.begin(), above_.end(), at);
      if (found != above_.end()) return up + static_cast<int>(found - above_.begin());
    }
    return std::nullopt;
  }

 private:
  static size_t index(int32_t person) { return static_cast<size_t>(person); }

  const Roster& roster_;
  std::vector<int32_t> above_;
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
  const Line line(roster, from);
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
