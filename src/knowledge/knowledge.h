// Who knows what: for each skill who offers it and who wants it, over all people of a roster.
//
// Skills are read as roster/skills.h reads them: levels are no part of the name, and case, accents,
// spaces and punctuation are no difference. A skill is a number 0 .. skills()-1 in the order of
// first sight. O(people + entries log entries); what a value of a column says is read once.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/interner.h"
#include "roster/roster.h"

namespace weft {

class Knowledge {
 public:
  struct Holder {
    int32_t person;
    uint8_t level;  // 0: none given
  };
  struct Has {
    uint32_t skill;
    uint8_t level;
  };
  static constexpr uint32_t kNone = Interner::kNone;

  // Either column may be missing. REQUIRES: the roster outlives this.
  Knowledge(const Roster& roster, const Column* offers, const Column* wants);

  const Roster& roster() const { return roster_; }
  size_t skills() const { return names_.size(); }
  std::string_view name(uint32_t skill) const { return names_[skill]; }  // as first written
  std::string_view key(uint32_t skill) const { return keys_.strings()[skill]; }
  uint32_t find(std::string_view name) const;  // kNone where nobody has such a skill

  // By person.
  std::span<const Holder> offering(uint32_t skill) const { return offered_.holders_of(skill); }
  std::span<const Holder> wanting(uint32_t skill) const { return wanted_.holders_of(skill); }
  // By skill.
  std::span<const Has> offered(int32_t person) const { return offered_.of(person); }
  std::span<const Has> wanted(int32_t person) const { return wanted_.of(person); }
  size_t people_offering() const { return offered_.people; }
  size_t people_wanting() const { return wanted_.people; }

  // How many want it and have nobody but themselves who offers it as well as they want it.
  // O(holders).
  int64_t unmet(uint32_t skill) const;
  // Who wants it and does have somebody, both among those with `among[person]`. O(holders).
  std::vector<int32_t> learners(uint32_t skill, const std::vector<bool>& among) const;

 private:
  struct Side {
    const Column* column = nullptr;
    std::vector<std::vector<Has>> of_value;
    std::vector<Holder> holders;  // skill by skill
    std::vector<size_t> begin;    // per skill, in holders
    size_t people = 0;

    std::span<const Has> of(int32_t person) const {
      if (column == nullptr) return {};
      return of_value[column->codes[static_cast<size_t>(person)]];
    }
    std::span<const Holder> holders_of(uint32_t skill) const {
      return std::span<const Holder>(holders).subspan(begin[skill],
                                                      begin[skill + 1] - begin[skill]);
    }
  };
  void read(Side& side);
  void collect(Side& side) const;
  // Calls `tell(person, met)` for all who want it among those who count.
  template <typename Counts, typename Tell>
  void for_each_wanting(uint32_t skill, Counts counts, Tell tell) const;

  const Roster& roster_;
  Interner keys_;
  StringPool names_;
  Side offered_, wanted_;
};

}  // namespace weft
