// The two lists of job shadowing: who can be visited when, and who wants to visit whom.
//
// Rows that can't be used are issues with file, row and value; the others are kept. Days are the
// program's business: what is before `today` is said and left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lists/list.h"

namespace weft {

// "9:30", "14.30", "9 am", "16 Uhr" in minutes from midnight, up to 24:00. Nothing where it is
// none.
std::optional<int32_t> parse_time_of_day(std::string_view text);

// Days in a cell: single dates and ranges ("2026-12-01 – 2026-12-04"), parted by semicolons, bars,
// line ends or commas. Sorted, each once; `wrong` gets what can't be read.
std::vector<Day> parse_days(std::string_view text, std::vector<std::string>& wrong);

struct HostDate {
  int32_t host;
  Day date;
  int32_t begin = 0, end = 0;  // minutes; without an end, the whole day
  int32_t places = 1;
  int64_t row = 0;

  bool overlaps(const HostDate& other) const {
    return date == other.date &&
           (end == 0 || other.end == 0 || (begin < other.end && other.begin < end));
  }
};
// Issues: dates.unknownPerson, dates.date, dates.past, dates.places, dates.time, dates.twice,
// list.dateAmbiguous. A cell without places stands for one. O(rows log rows).
std::vector<HostDate> read_host_dates(const ListTable& list, const Roster& roster, Day today,
                                      Issues& issues);

struct Guest {
  int32_t person;
  std::vector<std::string> wanted;  // as written: people, titles, departments
  bool any_day = false;
  std::vector<Day> days;           // sorted
  std::optional<int32_t> visits;   // where the list says so
  std::optional<bool> travels;     // where the list says so
  int64_t row = 0;                 // the first of this guest
  std::vector<int64_t> wish_rows;  // of each of `wanted`

  bool can(Day day) const;
};
// Several rows of a guest are added up. Issues: guests.unknownPerson, guests.date, guests.past,
// guests.visits, guests.travel, list.dateAmbiguous. Without dates a guest can come on any day.
std::vector<Guest> read_guests(const ListTable& list, const Roster& roster, Day today,
                               Issues& issues);

}  // namespace weft
