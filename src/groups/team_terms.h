// What a program says of teams alone: how many and how large, who must be in each, who is placed
// already, and the projects they are for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "program/program.h"

namespace weft {

// So many people who pass all filters must be in each team; nobody counts for two roles.
struct TeamRole {
  std::string name;
  int32_t count = 1;
  bool lead = false;
  std::vector<Filter> who;
  std::string where;
  std::vector<bool> holds;  // per person of the roster
};

struct TeamProject {
  std::string name;
  std::optional<int32_t> min, max;
};

struct TeamSize {
  int32_t min;
  int32_t max;
};

struct TeamTerms {
  std::optional<int32_t> count;
  bool sized = false;  // Program::min_size and max_size are the program's own words
  std::vector<TeamRole> roles;
  std::vector<TeamProject> projects;  // a team each; none: teams are numbered
  struct Pin {
    int32_t number = 0;  // from 1; 0: by name
    std::string project;
    std::vector<std::string> names;
    std::string where;
    int32_t team = -1;            // resolved, from 0
    std::vector<int32_t> people;  // resolved
  };
  std::vector<Pin> pins;
  // As HR arranged the teams by hand: fixed like pins, which come first, but no wish of its own.
  // Who is not in it is free.
  std::vector<Pin> arranged;
  bool wished_only = false;  // nobody is in a project they have not wished for
  Preferences wishes;        // `other` is a project; empty where there are none

  // By pins and arrangement; from 0; -1: free. Per person of the roster.
  std::vector<int32_t> pinned(size_t people) const;
  bool wishes_for(int32_t person) const {
    return !wishes.of.empty() && !wishes.of[static_cast<size_t>(person)].empty();
  }
  // Of a project to a person who has wishes: to Criterion::kFull for the first.
  int64_t wish_points(int32_t person, int32_t project) const;
};

inline constexpr int32_t kMostTeams = 20'000;
inline constexpr size_t kMostRoles = 6;

std::vector<std::string> team_keys();
// The keys alone, without a roster.
TeamTerms read_team_terms(const Program& program, Issues& issues);
// All of it. Unknown columns, people and projects are issues.
TeamTerms team_terms(const Program& program, const Roster& roster, const Lists& lists,
                     Issues& issues);

// Of each team for so many people. They need not add up, which is for a clash to say.
std::vector<TeamSize> team_sizes(const TeamTerms& terms, const Program& program, int32_t people);

}  // namespace weft
