// What can be asked about where groups are and when: the plan, the effect of moving a group,
// calendars; and the tables that are handed over.
//
// Questions and answers are documents as docs/formats/spaces.md has them.
#pragma once

#include <string>
#include <vector>

#include "spaces/spaces_plan.h"
#include "table/csv.h"

namespace weft {

class SpacesAnswers {
 public:
  SpacesAnswers(const Spaces& spaces, const Program& program, const Plan& plan, Day date);

  // Spaces, slots, weeks and groups, and who is where when.
  Value plan() const;
  // {"group", "week", "to": {"slot", "space"}}, by number: whether that can be, what it is worth,
  // and how a program fixes it. O(groups · weeks).
  Value move(const Value& question) const;
  // {"by": "all" | "space" | "group", "words": {"summary", "description", "group"}}: "group" is
  // how a group is called that has but a number.
  Value calendars(const Value& question) const;

  std::string all_ics() const;
  std::string plan_csv(const CsvStyle& style) const;
  std::string by_group_csv(const CsvStyle& style) const;
  std::string seats_csv(const CsvStyle& style) const;

 private:
  struct Visit {
    size_t week;
    size_t group;
    solve::GroupPlace at;
  };
  std::vector<Visit> visits() const;  // by time, then space
  Appointment when(const Visit& visit) const;
  int64_t people_at(size_t week, const solve::GroupPlace& at) const;
  std::string people_of(size_t group) const;
  std::string names_of(const std::vector<size_t>& groups) const;
  std::vector<Reason> why_not(size_t group, size_t week, const solve::GroupPlace& to) const;

  const Spaces& spaces_;
  const Program& program_;
  Day date_;
  std::vector<solve::WeekPlan> weeks_;
  std::vector<std::vector<Neighbours>> neighbours_;
  std::vector<Seating> seating_;
};

}  // namespace weft
