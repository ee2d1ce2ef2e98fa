// When and where: the lists of slots and of rooms (or spaces), for all that is put into them.
//
// Rows that can't be used are issues with file, row and value; the others are kept. Slots are bits
// of a 64-bit set, in the order of time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lists/list.h"

namespace weft {

inline constexpr size_t kMostSlots = 64;
inline constexpr size_t kMostRooms = 64;

struct TimeSlot {
  std::string name;
  Day date = 0;                // of a weekly one: the first such day
  int32_t begin = 0, end = 0;  // minutes from midnight
  bool weekly = false;
  int64_t row = 0;
};

struct TimeSlots {
  std::vector<TimeSlot> all;  // by date and time; none overlap
  uint64_t breaks = 0;        // bit t: a break lies between slot t and the next

  size_t size() const { return all.size(); }
  // By name, with its date before it ("2026-12-03 1") where several days have one; -1: none, or
  // several.
  int find(std::string_view text) const;
  // What find() knows it by.
  std::string label(size_t slot) const;
  // The slots that a cell speaks of: names, days, "9:00-11:30", "2026-12-03 9:00-11:30"; parted by
  // semicolons, bars, line ends or commas. `unknown` gets what is none.
  uint64_t among(std::string_view text, std::vector<std::string>& unknown) const;
};
// Without a date a slot is on day `from`; on a weekday ("Mon", "Dienstag") it is weekly. A break is
// a row of that kind, another day, or more than half an hour. Issues: slots.date, slots.time,
// slots.overlap, slots.tooMany, list.dateAmbiguous. O(rows log rows).
TimeSlots read_slots(const ListTable& list, Day from, Issues& issues);

// 0 for Monday to 6; nothing where the word is no weekday, English or German.
std::optional<int> weekday_of(std::string_view word);
int weekday(Day day);

// Minutes from midnight.
struct TimeSpan {
  int32_t begin, end;
};
// "9:00-11:30", "9 bis 11 Uhr".
std::optional<TimeSpan> time_span(std::string_view text);

struct Room {
  std::string name;
  int32_t seats = 0;
  std::string site;
  std::vector<std::string> equipment;  // as written
  bool step_free = false;
  std::string open;    // as written; "": always
  int32_t groups = 0;  // at most so many at once; 0: not said
  int64_t row = 0;

  // `wanted` as written; room without steps is equipment too.
  bool has(std::string_view wanted) const;
};
// Issues: rooms.noName, rooms.twice, rooms.capacity, rooms.stepFree, rooms.groups, rooms.tooMany.
std::vector<Room> read_rooms(const ListTable& list, Issues& issues);
// By name; -1: there is none.
int find_room(const std::vector<Room>& rooms, std::string_view name);

// Two ways to write the same piece of equipment have one key.
std::string equipment_key(std::string_view text);

}  // namespace weft
