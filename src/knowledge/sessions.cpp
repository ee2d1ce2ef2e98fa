#include "knowledge/sessions.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "roster/skills.h"

namespace weft {

std::vector<ProposedSession> propose_sessions(const Knowledge& knowledge,
                                              const std::vector<bool>& takes_part,
                                              const SessionWishes& wishes) {
  const auto present = [&](const Knowledge::Holder& holder) {
    return takes_part[static_cast<size_t>(holder.person)];
  };
  std::vector<std::pair<int64_t, uint32_t>> by_demand;
  for (uint32_t skill = 0; skill < knowledge.skills(); ++skill) {
    const auto wanting = knowledge.wanting(skill);
    const auto count = std::count_if(wanting.begin(), wanting.end(), present);
    if (count > 0 && static_cast<size_t>(count) >= wishes.least)
      by_demand.emplace_back(-count, skill);
  }
  std::sort(by_demand.begin(), by_demand.end());

  std::vector<size_t> hosts(takes_part.size(), 0);
  std::vector<ProposedSession> sessions;
  for (const auto& demand : by_demand) {
    if (sessions.size() >= wishes.most) break;
    const uint32_t skill = demand.second;
    // Learners by the level they want, so that a teacher's number is one sum.
    std::array<int64_t, kHighestLevel + 1> up_to{};
    for (const Knowledge::Holder& holder : knowledge.wanting(skill)) {
      if (present(holder)) ++up_to[holder.level];
    }
    std::partial_sum(up_to.begin(), up_to.end(), up_to.begin());
    const auto taught = [&](uint8_t level) { return level == 0 ? up_to.back() : up_to[level]; };
    const Knowledge::Holder* best = nullptr;
    const auto better = [&](const Knowledge::Holder& a, const Knowledge::Holder& b) {
      if (taught(a.level) != taught(b.level)) return taught(a.level) > taught(b.level);
      const size_t hosted_a = hosts[static_cast<size_t>(a.person)];
      const size_t hosted_b = hosts[static_cast<size_t>(b.person)];
      return hosted_a != hosted_b ? hosted_a < hosted_b : a.level > b.level;
    };
    for (const Knowledge::Holder& holder : knowledge.offering(skill)) {
      if (!present(holder) || hosts[static_cast<size_t>(holder.person)] >= wishes.most_a_host)
        continue;
      if (best == nullptr || better(holder, *best)) best = &holder;
    }
    if (best == nullptr) continue;
    ProposedSession session{skill, best->person, {}};
    for (const Knowledge::Holder& holder : knowledge.wanting(skill)) {
      if (present(holder) && holder.person != best->person &&
          level_suffices(best->level, holder.level))
        session.wanting.push_back(holder.person);
    }
    if (session.wanting.size() < std::max<size_t>(wishes.least, 1)) continue;
    ++hosts[static_cast<size_t>(best->person)];
    sessions.push_back(std::move(session));
  }
  return sessions;
}

}  // namespace weft
