#include "knowledge/search.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "roster/skills.h"

namespace weft {
namespace {

constexpr size_t kOneWrong = 4;  // letters, from which on one may be wrong
constexpr size_t kTwoWrong = 8;

enum Tier : uint8_t { kWhole, kBeginning, kWordBeginning, kAnywhere };

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// Both folded, `words` not empty. The worst of what is true of its words.
std::optional<Tier> tier_of(std::string_view text, const std::vector<std::string_view>& words) {
  Tier tier = kBeginning;
  for (const std::string_view word : words) {
    std::optional<Tier> best;
    for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      const Tier here = at == 0 ? kBeginning : is_letter(text[at - 1]) ? kAnywhere : kWordBeginning;
      best = std::min(best.value_or(here), here);
      if (here < kAnywhere) break;
    }
    if (!best) return std::nullopt;
    tier = std::max(tier, *best);
  }
  return tier;
}

std::vector<std::string_view> words_of(std::string_view text) { return split_list(text, " \t,;"); }

// Numbers of the texts that are found, by tier and then in their order.
std::vector<uint32_t> find_in(const StringPool& texts, std::string_view wanted) {
  const std::string folded = fold(trim(wanted));
  const std::vector<std::string_view> words = words_of(folded);
  std::vector<std::pair<Tier, uint32_t>> found;
  for (uint32_t i = 0; !words.empty() && i < texts.size(); ++i) {
    if (const auto tier = tier_of(texts[i], words)) found.emplace_back(*tier, i);
  }
  std::sort(found.begin(), found.end());
  std::vector<uint32_t> all;
  all.reserve(found.size());
  for (const auto& hit : found) all.push_back(hit.second);
  return all;
}

}  // namespace

KnowledgeSearch::KnowledgeSearch(const Knowledge& knowledge)
    : knowledge_(knowledge), title_(knowledge.roster().with_role(Role::kTitle)) {
  const Roster& roster = knowledge.roster();
  for (uint32_t i = 0; i < knowledge.skills(); ++i) skills_.add(fold(knowledge.name(i)));
  for (size_t i = 0; i < roster.people(); ++i) people_.add(fold(roster.names[i]));
  if (title_ == nullptr) return;
  for (size_t i = 0; i < title_->values.size(); ++i) titles_.add(fold(title_->values[i]));
}

std::vector<uint32_t> KnowledgeSearch::skills(std::string_view wanted) const {
  const std::string folded = fold(trim(wanted));
  const std::string key = skill_key(wanted);
  const std::vector<std::string_view> words = words_of(folded);
  struct Hit {
    uint32_t skill;
    int tier;
    size_t holders;
  };
  std::vector<Hit> hits;
  const auto add = [&](uint32_t skill, int tier) {
    hits.push_back(
        {skill, tier, knowledge_.offering(skill).size() + knowledge_.wanting(skill).size()});
  };
  const auto count = static_cast<uint32_t>(knowledge_.skills());
  for (uint32_t i = 0; i < count; ++i) {
    const std::string_view own = knowledge_.key(i);
    if (words.empty() || own == key) {
      add(i, kWhole);
    } else if (!key.empty() && own.substr(0, key.size()) == key) {
      add(i, kBeginning);
    } else if (const auto tier = tier_of(skills_[i], words)) {
      add(i, *tier);
    }
  }
  if (hits.empty() && key.size() >= kOneWrong) {
    const int limit = key.size() >= kTwoWrong ? 2 : 1;
    for (uint32_t i = 0; i < count; ++i) {
      const int wrong = edit_distance(key, knowledge_.key(i), limit);
      if (wrong <= limit) add(i, wrong);
    }
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    if (a.tier != b.tier) return a.tier < b.tier;
    return a.holders != b.holders ? a.holders > b.holders : a.skill < b.skill;
  });
  std::vector<uint32_t> found;
  found.reserve(hits.size());
  for (const Hit& hit : hits) found.push_back(hit.skill);
  return found;
}

std::vector<int32_t> KnowledgeSearch::people(std::string_view wanted) const {
  const std::vector<uint32_t> found = find_in(people_, wanted);
  return {found.begin(), found.end()};
}

std::vector<uint32_t> KnowledgeSearch::titles(std::string_view wanted) const {
  return find_in(titles_, wanted);
}

}  // namespace weft
