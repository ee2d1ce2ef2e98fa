// Groups that work in spaces: the lists and settings of co-creation areas, put together and posed
// as a placement.
//
// Spaces, slots and groups have the numbers of their lists here. A week has each weekly slot once;
// slots with dates belong to the week they are in, so that weeks may differ. What of the lists and
// settings can't be used is an issue; the rest goes on.
//
// Worth of a group in a week: kPlaceWorth for a place, what its wishes that hold are worth, and
// neighbour_cost() for each neighbour fewer that it had before than it could have.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lists/groups.h"
#include "lists/places.h"
#include "outcome/plan.h"
#include "program/program.h"
#include "solve/placement.h"

namespace weft {

inline constexpr int32_t kMostWeeks = 53;
inline constexpr int64_t kPlaceWorth = 100 * Criterion::kFull;
// Groups, times spaces, times slots: more take more memory than a browser tab has.
inline constexpr int64_t kMostPossiblePlaces = 2'000'000;

// The format's own keys of a program, as written.
struct SpacesSettings {
  struct Fixed {
    std::string group, space, slot;  // space and slot may be empty
    int32_t week = 0;                // from 1; 0: every
    std::string where;
  };
  std::optional<int32_t> weeks;
  std::optional<Day> start;  // the first day on which a weekly slot can be
  bool mixed = false;        // groups are made of those who take part
  bool any_site = false;
  int64_t wishes = 60;      // weights
  int64_t neighbours = 40;  // that they are new
  int32_t table = 0;        // so many seats at each; 0: groups keep to themselves
  std::vector<Fixed> fixed;
};
SpacesSettings read_spaces_settings(const Value& document, Issues& issues);

// A wish of a group for a space or for slots; the best of its kind is the first.
struct SpaceWish {
  std::string text;
  int32_t space = -1;  // -1: it is for slots
  uint64_t slots = 0;
  int32_t rank = 1;  // among those of its kind
  int64_t points = 0;
};

class Spaces {
 public:
  // REQUIRES: everything outlives this. `people`: participants, as indices of the roster. `mixed`:
  // groups that are not from the list.
  Spaces(const Roster& roster, const Program& program, const History& history, const Lists& lists,
         const std::vector<int32_t>& people, Day date, std::vector<ListedGroup> mixed,
         Issues& issues);

  const SpacesSettings& settings() const { return settings_; }
  const TimeSlots& slots() const { return slots_; }
  const std::vector<Room>& spaces() const { return spaces_; }
  const std::vector<ListedGroup>& groups() const { return groups_; }
  const std::vector<SpaceWish>& wishes(size_t group) const { return wishes_[group]; }
  const solve::PlacementProblem& problem() const { return problem_; }
  const Roster& roster() const { return roster_; }
  // Who must not meet: in no group of a list, and at no table.
  const PeoplePairs& secrets() const { return secrets_; }
  size_t weeks() const { return static_cast<size_t>(problem_.weeks); }
  bool is_held(size_t week, size_t slot) const { return (problem_.held[week] >> slot & 1) != 0; }
  // Whether there is more than can be looked at; then nothing is posed.
  bool too_much() const { return too_much_; }

  int32_t most_neighbours() const { return most_neighbours_; }
  int64_t neighbour_cost() const { return problem_.repeat_cost / 2; }
  // Of a group that got what it wished, with new neighbours.
  int64_t full_value(size_t group) const;
  // Of all groups, with a place every week.
  int64_t all_value() const;
  // What a placement is worth, and what no placement is worth more than.
  int64_t value_of(const solve::Placement& placement) const;
  int64_t bound_of(const solve::Placement& placement) const;
  int64_t wish_value(size_t group, const solve::GroupPlace& at) const;
  // Wishes that hold there.
  std::vector<const SpaceWish*> held_wishes(size_t group, const solve::GroupPlace& at) const;
  bool has_wishes(size_t group) const { return !wishes_[group].empty(); }

  Appointment when(size_t week, size_t slot) const;
  int group_named(std::string_view name) const;  // -1: none

 private:
  void read_lists(const Lists& lists, Day date, std::vector<ListedGroup> mixed);
  void take_groups(const ListTable& list);
  void count_weeks(const ListTable& list, Day start);
  void pose_spaces(const Lists& lists);
  void pose_groups(const Lists& lists);
  void pose_site(size_t group);
  void pose_equipment();
  void take_wishes(size_t group, ListIssues* problems, int column);
  void part_groups();
  void look_for_secrets();
  void fix();
  void weigh();
  void count_before(const Program& program, const History& history, Day date);
  void problem_at(Severity severity, const char* code, std::string where, Args args = {});

  const Roster& roster_;
  const std::vector<int32_t>& people_;
  Issues& issues_;
  SpacesSettings settings_;
  TimeSlots slots_;
  std::vector<bool> weekly_;  // of each slot
  std::vector<Room> spaces_;
  std::vector<ListedGroup> groups_;
  std::vector<std::vector<SpaceWish>> wishes_;
  std::vector<std::string> sites_;  // keys, as numbered in the problem
  solve::PlacementProblem problem_;
  int32_t most_neighbours_ = 0;
  bool too_much_ = false;
  PeoplePairs secrets_;
};

}  // namespace weft
