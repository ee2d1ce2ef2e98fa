#include "outcome/ics.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"

namespace weft {
namespace {

constexpr size_t kLongestLine = 75;  // octets, without the line break
constexpr size_t kUidDigits = 32;

std::string escaped(std::string_view text) {
  std::string to;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    if (c == '\\' || c == ';' || c == ',') {
      to += '\\';
      to += static_cast<char>(c);
    } else if (c == '\n' || c == 0x2028 || c == 0x2029) {
      to += "\\n";
    } else if (c >= ' ' ? c != 0x7F : c == '\t') {
      append_utf8(to, c);
    }
  }
  return to;
}

void append_line(std::string& to, std::string_view line) {
  size_t room = kLongestLine;
  while (line.size() > room) {
    size_t cut = room;
    while ((static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
    to += line.substr(0, cut);
    to += "\r\n ";
    line.remove_prefix(cut);
    room = kLongestLine - 1;  // the blank that opens a continued line counts
  }
  to += line;
  to += "\r\n";
}

void append_text(std::string& to, std::string_view name, std::string_view text) {
  if (!text.empty()) append_line(to, std::string(name) + ":" + escaped(text));
}

std::string basic_date(Day day) {
  std::string text = iso_date(day);
  text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
  return text;
}

std::string basic_time(Day day, int32_t minutes) {
  // Midnight at the end of a day is the beginning of the next.
  std::string time = time_of_day(minutes % kMinutesOfDay);
  time.erase(time.find(':'), 1);
  return basic_date(day + minutes / kMinutesOfDay) + "T" + time + "00";
}

}  // namespace

std::string write_calendar(const std::vector<CalendarEvent>& events, Day stamp,
                           std::string_view name) {
  std::string to;
  append_line(to, "BEGIN:VCALENDAR");
  append_line(to, "VERSION:2.0");
  append_line(to, "PRODID:-//Weft//Weft//EN");
  append_line(to, "CALSCALE:GREGORIAN");
  append_text(to, "X-WR-CALNAME", name);
  for (const CalendarEvent& event : events) {
    append_line(to, "BEGIN:VEVENT");
    append_line(to, "UID:" + sha256_hex(event.key).substr(0, kUidDigits) + "@weft");
    append_line(to, "DTSTAMP:" + basic_date(stamp) + "T000000Z");
    if (event.when.end > 0) {
      append_line(to, "DTSTART:" + basic_time(event.when.date, event.when.begin));
      append_line(to, "DTEND:" + basic_time(event.when.date, event.when.end));
    } else {
      append_line(to, "DTSTART;VALUE=DATE:" + basic_date(event.when.date));
      append_line(to, "DTEND;VALUE=DATE:" + basic_date(event.when.date + 1));
    }
    append_text(to, "SUMMARY", event.summary);
    append_text(to, "LOCATION", event.location);
    append_text(to, "DESCRIPTION", event.description);
    append_line(to, "END:VEVENT");
  }
  append_line(to, "END:VCALENDAR");
  return to;
}

}  // namespace weft
