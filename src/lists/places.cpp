#include "lists/places.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "roster/words.h"

namespace weft {
namespace {

constexpr int32_t kLongestChange = 30;  // minutes between two slots that are no break
constexpr int64_t kMostSeats = 1'000'000;
constexpr int kDaysOfWeek = 7;
constexpr std::string_view kEquipmentParted = ";|\n,";

bool is_break(std::string_view kind) {
  return is_word(fold_key(kind),
                 "break pause lunch lunchbreak coffee coffeebreak mittag mittagspause kaffee "
                 "kaffeepause plenum plenary opening closing eroeffnung abschluss yes ja x");
}

}  // namespace

// 1970-01-01 was a Thursday.
int weekday(Day day) {
  return static_cast<int>(((day + 3) % kDaysOfWeek + kDaysOfWeek) % kDaysOfWeek);
}

std::optional<TimeSpan> time_span(std::string_view text) {
  constexpr std::array<std::string_view, 5> kTo = {"–", "—", " to ", " bis ", "-"};
  for (const std::string_view to : kTo) {
    const size_t at = text.find(to);
    if (at == std::string_view::npos) continue;
    const auto begin = parse_time_of_day(text.substr(0, at));
    const auto end = parse_time_of_day(text.substr(at + to.size()));
    if (begin && end && *begin < *end) return TimeSpan{*begin, *end};
  }
  return std::nullopt;
}

std::optional<int> weekday_of(std::string_view word) {
  constexpr std::array<std::string_view, kDaysOfWeek> kDays = {
      "mon monday mo montag mondays montags",
      "tue tues tuesday di dienstag tuesdays dienstags",
      "wed wednesday mi mittwoch wednesdays mittwochs",
      "thu thur thurs thursday do donnerstag thursdays donnerstags",
      "fri friday fr freitag fridays freitags",
      "sat saturday sa samstag sonnabend saturdays samstags",
      "sun sunday so sonntag sundays sonntags"};
  const std::string key = fold_key(word);
  for (size_t day = 0; day < kDays.size(); ++day) {
    if (is_word(key, kDays[day])) return static_cast<int>(day);
  }
  return std::nullopt;
}

int TimeSlots::find(std::string_view text) const {
  const std::string key = fold_key(text);
  int found = -1;
  for (size_t i = 0; i < all.size(); ++i) {
    if (!key.empty() && fold_key(iso_date(all[i].date) + all[i].name) == key)
      return static_cast<int>(i);
    if (fold_key(all[i].name) != key) continue;
    if (found >= 0) found = -2;
    if (found == -1) found = static_cast<int>(i);
  }
  return std::max(found, -1);
}

std::string TimeSlots::label(size_t slot) const {
  const TimeSlot& one = all[slot];
  return find(one.name) == static_cast<int>(slot) ? one.name : iso_date(one.date) + " " + one.name;
}

uint64_t TimeSlots::among(std::string_view text, std::vector<std::string>& unknown) const {
  uint64_t bits = 0;
  const auto add = [&](auto holds) {
    uint64_t found = 0;
    for (size_t i = 0; i < all.size(); ++i) {
      if (holds(all[i])) found |= uint64_t{1} << i;
    }
    bits |= found;
    return found != 0;
  };
  struct Keys {
    std::string name, with_date;
  };
  std::vector<Keys> keys;
  for (const TimeSlot& slot : all)
    keys.push_back({fold_key(slot.name), fold_key(iso_date(slot.date) + slot.name)});
  for (const std::string_view part : split_list(text, kEquipmentParted)) {
    const std::string key = fold_key(part);
    if (add([&](const TimeSlot& slot) {
          const Keys& own = keys[static_cast<size_t>(&slot - all.data())];
          return own.name == key || own.with_date == key;
        })) {
      continue;
    }
    // A day, a time, or a day before a time.
    std::string_view day = part;
    std::optional<TimeSpan> times = time_span(part);
    if (times) {
      day = {};
    } else if (const size_t blank = part.find(' '); blank != std::string_view::npos) {
      times = time_span(trim(part.substr(blank)));
      if (times) day = part.substr(0, blank);
    }
    const auto date = parse_date(day, DateOrder::kDayFirst);
    const auto of_week = weekday_of(day);
    if (!times && !date && !of_week) {
      unknown.emplace_back(part);
      continue;
    }
    const bool any = add([&](const TimeSlot& slot) {
      if (date && slot.date != date->day) return false;
      if (of_week && weekday(slot.date) != *of_week) return false;
      return !times || (times->begin <= slot.begin && slot.end <= times->end);
    });
    if (!any && !times) unknown.emplace_back(part);
  }
  return bits;
}

TimeSlots read_slots(const ListTable& list, Day from, Issues& issues) {
  TimeSlots slots;
  std::vector<TimeSlot> breaks;
  ListIssues problems(list);
  const int name = list.column("slot");
  const int date = list.column("date");
  const int begin = list.column("begin");
  const int end = list.column("end");
  const int kind = list.column("kind");
  for (const ListTable::Row& row : list.rows) {
    const auto warn = [&](const char* code, int column) {
      problems.add(Severity::kWarning, code, row.row, column, list.cell(row, column));
    };
    TimeSlot slot;
    slot.name = list.cell(row, name);
    slot.date = from;
    slot.row = row.row;
    if (const std::string_view text = list.cell(row, date); !text.empty()) {
      if (const auto of_week = weekday_of(text)) {
        slot.weekly = true;
        slot.date = from + (*of_week - weekday(from) + kDaysOfWeek) % kDaysOfWeek;
      } else if (const auto day = parse_date(text, DateOrder::kDayFirst)) {
        slot.date = day->day;
        if (day->ambiguous)
          problems.add(Severity::kNote, "list.dateAmbiguous", row.row, date, text);
      } else {
        warn("slots.date", date);
        continue;
      }
    }
    const auto at = parse_time_of_day(list.cell(row, begin));
    const auto until = parse_time_of_day(list.cell(row, end));
    if (!at || !until || *at >= *until) {
      warn("slots.time", at ? end : begin);
      continue;
    }
    slot.begin = *at;
    slot.end = *until;
    if (is_break(list.cell(row, kind)) ||
        (kind < 0 && is_break(slot.name) && slot.name.size() > 1)) {
      breaks.push_back(std::move(slot));
      continue;
    }
    const auto overlaps = [&](const TimeSlot& other) {
      return other.date == slot.date && other.begin < slot.end && slot.begin < other.end;
    };
    if (std::any_of(slots.all.begin(), slots.all.end(), overlaps)) {
      warn("slots.overlap", begin);
      continue;
    }
    if (slots.size() == kMostSlots) {
      warn("slots.tooMany", name);
      continue;
    }
    slots.all.push_back(std::move(slot));
  }
  std::sort(slots.all.begin(), slots.all.end(), [](const TimeSlot& a, const TimeSlot& b) {
    return a.date != b.date ? a.date < b.date : a.begin < b.begin;
  });
  for (size_t i = 0; i + 1 < slots.size(); ++i) {
    const TimeSlot& one = slots.all[i];
    const TimeSlot& next = slots.all[i + 1];
    const bool apart =
        one.date != next.date || next.begin - one.end > kLongestChange ||
        std::any_of(breaks.begin(), breaks.end(), [&](const TimeSlot& pause) {
          return pause.date == one.date && pause.begin >= one.begin && pause.end <= next.end;
        });
    if (apart) slots.breaks |= uint64_t{1} << i;
  }
  for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  return slots;
}

std::string equipment_key(std::string_view text) {
  std::string key = fold_key(text);
  if (is_word(key,
              "stepfree stepfreeaccess accessible accessibility wheelchair barrierefrei "
              "barrierefreiheit rollstuhl rollstuhlgerecht stufenlos")) {
    return "stepfree";
  }
  return key;
}

bool Room::has(std::string_view wanted) const {
  const std::string key = equipment_key(wanted);
  if (step_free && key == "stepfree") return true;
  return std::any_of(equipment.begin(), equipment.end(),
                     [&](const std::string& own) { return equipment_key(own) == key; });
}

int find_room(const std::vector<Room>& rooms, std::string_view name) {
  const std::string key = fold_key(name);
  for (size_t i = 0; i < rooms.size(); ++i) {
    if (fold_key(rooms[i].name) == key) return static_cast<int>(i);
  }
  return -1;
}

std::vector<Room> read_rooms(const ListTable& list, Issues& issues) {
  std::vector<Room> rooms;
  ListIssues problems(list);
  const int name = list.column("room");
  const int capacity = list.column("capacity");
  const int step_free = list.column("stepFree");
  const int groups = list.column("groups");
  const int site = list.column("site");
  const int equipment = list.column("equipment");
  const int open = list.column("open");
  std::set<std::string> known;  // names of rooms
  for (const ListTable::Row& row : list.rows) {
    const auto warn = [&](const char* code, int column) {
      problems.add(Severity::kWarning, code, row.row, column, list.cell(row, column));
    };
    Room room;
    room.name = list.cell(row, name);
    room.row = row.row;
    const std::string key = fold_key(room.name);
    if (key.empty()) {
      warn("rooms.noName", name);
      continue;
    }
    if (known.count(key) > 0) {
      warn("rooms.twice", name);
      continue;
    }
    const auto seats = whole_number(list.cell(row, capacity), 1, kMostSeats);
    if (!seats) {
      problems.add(Severity::kWarning,
                   list.cell(row, capacity).empty() ? "rooms.noCapacity" : "rooms.capacity",
                   row.row, capacity,
                   list.cell(row, capacity).empty() ? room.name : list.cell(row, capacity));
      continue;
    }
    room.seats = *seats;
    room.site = list.cell(row, site);
    for (const std::string_view piece : split_list(list.cell(row, equipment), kEquipmentParted))
      room.equipment.emplace_back(piece);
    if (const std::string_view text = list.cell(row, step_free); !text.empty()) {
      const auto yes = yes_or_no(text);
      if (!yes) warn("rooms.stepFree", step_free);
      room.step_free = yes.value_or(false);
    }
    if (const std::string_view text = list.cell(row, groups); !text.empty()) {
      const auto count = whole_number(text, 1, kMostSeats);
      if (!count) warn("rooms.groups", groups);
      room.groups = count.value_or(0);
    }
    room.open = list.cell(row, open);
    if (rooms.size() == kMostRooms) {
      warn("rooms.tooMany", name);
      continue;
    }
    known.insert(key);
    rooms.push_back(std::move(room));
  }
  for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  return rooms;
}

}  // namespace weft
