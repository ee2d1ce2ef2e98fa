// When somebody can be visited, and who would like to visit whom: the lists of job shadowing.
//
// Rows that can't be used are issues with file, row and value; the others are kept.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lists/list.h"

namespace weft {

inline constexpr int64_t kMostVisitPlaces = 1000;  // of a date
inline constexpr int64_t kMostVisits = 50;         // of a guest
inline constexpr size_t kMostHostDates = 10'000;

// Minutes from midnight; a date without times is the whole day, 0 to 24:00.
struct HostDate {
  int32_t host;  // of the roster
  Day date = 0;
  int32_t begin = 0;
  int32_t end = kMinutesOfDay;
  int32_t places = 1;
  std::string where;  // as written
  int64_t row = 0;

  bool whole_day() const { return begin == 0 && end == kMinutesOfDay; }
  bool overlaps(const HostDate& other) const {
    return date == other.date && begin < other.end && other.begin < end;
  }
};
// Without a number of places a date has `places`. A second date of a host that overlaps the first
// is left out. Issues: dates.unknownHost, dates.date, dates.past (before `today`), dates.time,
// dates.places, dates.twice, dates.tooMany, list.dateAmbiguous. O(rows + dates of a host squared).
std::vector<HostDate> read_host_dates(const ListTable& list, const Roster& roster, Day today,
                                      int32_t places, Issues& issues);

// Days from `first` to `last` (that weekday alone, where there is one), from `begin` to `end`.
struct FreeTime {
  Day first, last;
  int weekday = -1;
  int32_t begin = 0;
  int32_t end = kMinutesOfDay;

  bool holds(const HostDate& date) const;
};

// Department, team and title of somebody, as fold_key: what hosts are wished for by.
using HostNames = std::array<std::string, 3>;
HostNames host_names(const Roster& roster, int32_t person);

struct GuestWishes {
  // Somebody, or all hosts of a department, a team or with a title.
  struct Wish {
    int32_t rank;      // from 1
    int32_t person;    // Roster::kNobody: all of that name
    std::string name;  // fold_key
    std::string written;
  };
  int32_t guest;             // of the roster
  bool asked = false;        // for somebody, even where that can't be read; else it is all the same
  std::vector<Wish> wanted;  // by rank
  bool any_time = true;
  std::vector<FreeTime> free;  // with any_time, not asked
  int32_t visits = 1;          // at most
  bool travels = false;
  int64_t row = 0;

  // The best wish that a host meets, or nullptr.
  const Wish* wish_for(int32_t host, const HostNames& names) const;
  bool can(const HostDate& date) const;
};
// Dates: days, weekdays, times and from–to of each, parted by semicolons, bars, line ends or
// commas; nobody is free at what can't be read. Wishes are ranked by columns ("1st wish", "2nd
// wish"), or in a single column by their order. Issues: guests.unknownGuest, guests.twice,
// guests.unknownWish, guests.self, guests.wishTwice, guests.dates, guests.past, guests.visits,
// guests.travel, list.dateAmbiguous. O(rows + people).
std::vector<GuestWishes> read_guests(const ListTable& list, const Roster& roster, Day today,
                                     int32_t visits, Issues& issues);

}  // namespace weft
