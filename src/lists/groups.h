// Groups that are there already: the groups.csv of any format, a row for each person, or a table
// made by hand, a row for each group.
//
// Rows that can't be used are issues with file, row and value; the others are kept. Rows of one
// name are one group; what a format calls a group by (a project, a session) is its name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lists/list.h"

namespace weft {

inline constexpr size_t kMostGroups = 2000;

struct ListedGroup {
  std::string name;
  std::vector<int32_t> people;  // of the roster, each once
  int32_t size = 0;             // at least as many as `people`, who may not be named
  std::string site;             // as written, as all below; "": not said
  std::vector<std::string> equipment;
  std::string when;                 // slots it may be in; "": any
  std::vector<std::string> wishes;  // spaces, slots and days, best first
  int64_t row = 0;                  // its first
};
// Issues: groups.noName, groups.unknownPerson, groups.size, groups.sizeLess, groups.differs,
// groups.empty, groups.tooMany. O(rows log rows).
std::vector<ListedGroup> read_groups(const ListTable& list, const Roster& roster, Issues& issues);

}  // namespace weft
