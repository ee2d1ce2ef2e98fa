// Calendar files from whatever a roster may hold, read back by a reader that knows the RFC alone.
#include "outcome/ics.h"

#include "base/random.h"
#include "base/text.h"
#include "support.h"

namespace outcome_ics_test {

using namespace weft;

namespace {

std::vector<std::string> physical_lines(const std::string& text) {
  std::vector<std::string> lines;
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = text.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    lines.push_back(text.substr(at, end - at));
    at = end + 2;
  }
  return lines;
}

// Unfolded, and the value of the first line of this name without its escapes.
std::string value_of(const std::string& text, const std::string& name) {
  std::string unfolded;
  for (const std::string& line : physical_lines(text)) {
    if (!line.empty() && line[0] == ' ') {
      unfolded += line.substr(1);
    } else {
      unfolded += "\n" + line;
    }
  }
  const size_t at = unfolded.find("\n" + name + ":");
  if (at == std::string::npos) return "(none)";
  std::string value;
  for (size_t i = at + name.size() + 2; i < unfolded.size() && unfolded[i] != '\n'; ++i) {
    if (unfolded[i] != '\\') {
      value += unfolded[i];
      continue;
    }
    ++i;
    REQUIRE(i < unfolded.size());
    value += unfolded[i] == 'n' ? '\n' : unfolded[i];
  }
  return value;
}

}  // namespace

TEST_CASE("a calendar has whole days and times, and the same event keeps its name") {
  const Day day = day_of(2026, 12, 31);
  const std::vector<CalendarEvent> events = {{"a", {day, 0, 0}, "Whole day"},
                                             {"b", {day, 9 * 60 + 5, 24 * 60}, "Until midnight"}};
  const std::string text = write_calendar(events, day_of(2026, 11, 24), "Visits");
  CHECK(text.find("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") == 0);
  CHECK(text.find("DTSTAMP:20261124T000000Z\r\n") != std::string::npos);
  CHECK(text.find("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n") !=
        std::string::npos);
  CHECK(text.find("DTSTART:20261231T090500\r\nDTEND:20270101T000000\r\n") != std::string::npos);
  CHECK(text.find("LOCATION") == std::string::npos);
  CHECK(text == write_calendar(events, day_of(2026, 11, 24), "Visits"));
  CHECK(value_of(text, "UID") !=
        value_of(write_calendar({events[1]}, day_of(2026, 11, 24), "Visits"), "UID"));
}

TEST_CASE("no text of a roster breaks a calendar") {
  const std::vector<std::string> pieces = {
      "a",  "ü",    "漢",   "😀", ",",    ";",   "\\",           "\n",   "\r\n", ":",
      "\"", "\x01", "\xC3", "\t", "END:", "\\n", "BEGIN:VEVENT", "\x7F", " ",    "\xE2\x80\xA8"};
  Random random(5545);
  for (int round = 0; round < 800; ++round) {
    std::string hostile;
    std::string expected;
    const size_t length = random.index(60);
    for (size_t i = 0; i < length; ++i) {
      const std::string& piece = pieces[random.index(pieces.size())];
      hostile += piece;
    }
    // What should come back: line ends as one, control characters gone, broken bytes replaced.
    std::string_view rest = hostile;
    while (!rest.empty()) {
      const char32_t c = take_code_point(rest);
      if (c == 0x2028) {
        expected += '\n';
      } else if (c != '\r' && c != 0x01 && c != 0x7F) {
        append_utf8(expected, c);
      }
    }
    const std::string text =
        write_calendar({{hostile, {20'000, 0, 0}, hostile, hostile, hostile}}, 20'000, hostile);
    CAPTURE(text);
    CHECK(is_valid_utf8(text));
    int begins = 0;
    for (const std::string& line : physical_lines(text)) {
      CHECK(line.size() <= 75);
      CHECK(is_valid_utf8(line));
      CHECK(line.find('\n') == std::string::npos);
      CHECK(line.find('\r') == std::string::npos);
      begins += line == "BEGIN:VEVENT" ? 1 : 0;
    }
    CHECK(begins == 1);
    for (const char* name : {"SUMMARY", "LOCATION", "DESCRIPTION"})
      CHECK(value_of(text, name) == (hostile.empty() ? "(none)" : expected));
  }
}

}  // namespace outcome_ics_test
