// Time zones as rosters have them, and the rule that asks for shared working hours.
#include "roster/time_zones.h"

#include <algorithm>
#include <cstdlib>

#include "base/random.h"
#include "support.h"

namespace roster_time_zones_test {

using namespace weft;
using namespace weft::test;

TEST_CASE("time zones are read in the spellings of the systems that export them") {
  const auto reads = [](std::string_view text, int32_t minutes) {
    CAPTURE(text);
    const auto found = minutes_from_utc(text);
    REQUIRE(found);
    CHECK(*found == minutes);
  };
  reads("Europe/Vienna", 60);
  reads("America/Argentina/Buenos_Aires", -180);
  reads("America/New_York", -300);
  reads("(UTC+01:00) Amsterdam, Berlin, Bern, Rome", 60);
  reads("(GMT-08:00) Pacific Time", -480);
  reads("GMT+05:30 India Standard Time (Kolkata)", 330);
  reads("W. Europe Standard Time", 60);
  reads("Central European Standard Time", 60);
  reads("CET", 60);
  reads("CEST", 60);
  reads("MEZ", 60);
  reads("utc", 0);
  reads("UTC+2", 120);
  reads("+0530", 330);
  reads("-5", -300);
  reads("Z\xC3\xBCrich", 60);
  reads("Etc/GMT+5", -300);
  reads("America/Kentucky/Louisville", -300);
  reads("(UTC) Dublin, Edinburgh, Lisbon, London", 0);
  reads("Asia/Kolkata", 330);
  reads("Tasmania Standard Time", 600);
  reads("Africa/Casablanca", 60);
  for (const std::string_view text :
       {"", "Mars", "UTC+99", "+", "12", "flexible", "part-time", "\xFF", "+1:2"}) {
    CAPTURE(text);
    CHECK_FALSE(minutes_from_utc(text));
  }
}

TEST_CASE("people are only paired where enough of their working hours are the same") {
  Room room;
  room.roster(
      "id,Time zone\n1,Europe/Vienna\n2,Europe/Lisbon\n3,America/New_York\n4,America/Toronto\n"
      "5,Asia/Tokyo\n6,somewhere\n7,\n8,Europe/Berlin\n");
  Json program = {{"weft", 1},
                  {"format", "lunch"},
                  {"name", "L"},
                  {"odd", "out"},
                  {"rules", {{{"overlap", 6}}}}};
  const Json own = room.value({{"op", "possible"}, {"program", program}});
  CHECK(codes(own["issues"]) ==
        std::vector<std::string>{"program.unknownTimeZone", "program.noTimeZone"});
  Json outcome = room.value({{"op", "run"}, {"program", program}});
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["groupCount"] == 2);
  const Json left = room.value({{"op", "leftOut"}});
  CHECK(left["people"][1]["reasons"][1]["code"] == "leftOut.by.overlap");
  // Two hours: New York shares them with Vienna, and Tokyo with nobody.
  program["rules"][0]["overlap"] = 2;
  outcome = room.value({{"op", "run"}, {"program", program}});
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["groupCount"] == 2);
  CHECK(outcome["measures"]["matched"]["people"] == 4);
  program["rules"][0]["overlap"] = 9;
  CHECK(codes(room.value({{"op", "possible"}, {"program", program}})["issues"])[0] ==
        "program.expectedNumber");
}

TEST_CASE("shared working hours with zones of all kinds, by pairs and by types") {
  for (const int people : {400, 16'000}) {
    Random random(7);
    std::string text = "id,Department,Time zone\n";
    for (int i = 0; i < people; ++i) {
      // Many spellings of many zones: more than are compared as a table.
      const auto minutes = static_cast<int>(random.below(105)) * 15 - 720;
      const int hours = std::abs(minutes) / 60;
      text += std::to_string(i) + ",D" + std::to_string(random.below(5)) + ",UTC" +
              (minutes < 0 ? "-" : "+") + (hours < 10 ? "0" : "") + std::to_string(hours) + ":" +
              (std::abs(minutes) % 60 == 0 ? "0" : "") + std::to_string(std::abs(minutes) % 60) +
              "\n";
    }
    Room room;
    room.roster(text);
    const Json outcome =
        room.value({{"op", "run"},
                    {"program",
                     {{"weft", 1},
                      {"format", "lunch"},
                      {"name", "L"},
                      {"rules", {{{"overlap", 5}}, {{"different", "@department"}}}}}}});
    CHECK(outcome["check"]["passed"] == true);
    CHECK(outcome["peopleMatched"].get<int>() > people * 9 / 10);
  }
}

TEST_CASE("clocks have the summer time of the day, north and south of the equator") {
  const auto hours = [](std::string_view text, int year, int month, int day) {
    const auto zone = time_zone(text);
    REQUIRE(zone);
    return minutes_on(*zone, day_of(year, month, day)) / 60.0;
  };
  // The days on which the clocks are changed.
  CHECK(hours("Europe/Vienna", 2026, 3, 28) == 1);
  CHECK(hours("Europe/Vienna", 2026, 3, 29) == 2);
  CHECK(hours("Europe/Vienna", 2026, 10, 24) == 2);
  CHECK(hours("Europe/Vienna", 2026, 10, 25) == 1);
  CHECK(hours("America/Los_Angeles", 2026, 3, 7) == -8);
  CHECK(hours("America/Los_Angeles", 2026, 3, 8) == -7);
  CHECK(hours("America/Los_Angeles", 2026, 10, 31) == -7);
  CHECK(hours("America/Los_Angeles", 2026, 11, 1) == -8);
  CHECK(hours("Australia/Sydney", 2026, 1, 14) == 11);
  CHECK(hours("Australia/Sydney", 2026, 4, 4) == 11);
  CHECK(hours("Australia/Sydney", 2026, 4, 5) == 10);
  CHECK(hours("Australia/Sydney", 2026, 10, 4) == 11);
  CHECK(hours("Pacific/Auckland", 2026, 9, 26) == 12);
  CHECK(hours("Pacific/Auckland", 2026, 9, 27) == 13);
  CHECK(hours("America/Santiago", 2026, 9, 6) == -3);
  CHECK(hours("America/Santiago", 2026, 4, 5) == -4);
  CHECK(hours("Africa/Cairo", 2026, 4, 24) == 3);
  CHECK(hours("Africa/Cairo", 2026, 10, 29) == 3);
  CHECK(hours("Africa/Cairo", 2026, 10, 30) == 2);
  CHECK(hours("Asia/Jerusalem", 2026, 3, 26) == 2);
  CHECK(hours("Asia/Jerusalem", 2026, 3, 27) == 3);
  CHECK(hours("Australia/Lord_Howe", 2026, 1, 1) == 11);
  CHECK(hours("Australia/Lord_Howe", 2026, 7, 1) == 10.5);
  // Places that have none.
  for (const char* zone : {"America/Phoenix", "Australia/Brisbane", "Asia/Tokyo",
                           "America/Sao_Paulo", "Europe/Istanbul", "Africa/Johannesburg",
                           "America/Mexico_City", "UTC", "UTC-8", "Pacific/Honolulu"}) {
    CAPTURE(zone);
    CHECK(hours(zone, 2026, 1, 15) == hours(zone, 2026, 7, 15));
  }
  // A number that is the place's own standard or summer time has the place's summer.
  CHECK(hours("(UTC+01:00) Amsterdam, Berlin", 2026, 7, 1) == 2);
  CHECK(hours("(GMT-07:00) Pacific Time", 2026, 1, 1) == -8);
  CHECK(hours("(UTC+03:00) Berlin", 2026, 7, 1) == 3);
  CHECK(hours("W. Europe Standard Time", 2026, 7, 1) == 2);
  CHECK(hours("EST", 2026, 7, 1) == -4);
}

TEST_CASE("working hours are shared across the date line, with the summer time of the day") {
  const auto meet = [](const std::string& one, const std::string& other, const std::string& date,
                       int hours) {
    Room room;
    room.roster("id,Time zone\n1," + one + "\n2," + other + "\n");
    const Json outcome = room.value(
        {{"op", "run"},
         {"date", date},
         {"program",
          {{"weft", 1}, {"format", "lunch"}, {"name", "L"}, {"rules", {{{"overlap", hours}}}}}}});
    CHECK(outcome["check"]["passed"] == true);
    return outcome["groupCount"] == 1;
  };
  const auto share = [&](const std::string& one, const std::string& other, const std::string& date,
                         int hours) {
    CAPTURE(one);
    CAPTURE(other);
    CAPTURE(date);
    if (hours > 0) CHECK(meet(one, other, date, hours));
    if (hours < 8) CHECK_FALSE(meet(one, other, date, hours + 1));
  };
  share("UTC-8", "UTC+10", "2026-01-14", 2);
  share("America/Los_Angeles", "Australia/Sydney", "2026-01-14", 3);
  share("America/Los_Angeles", "Australia/Sydney", "2026-07-14", 1);
  share("America/Los_Angeles", "Pacific/Auckland", "2026-07-14", 3);
  share("UTC+12", "UTC-8", "2026-07-14", 4);
  share("Pacific/Honolulu", "Asia/Tokyo", "2026-07-14", 3);
  share("Pacific/Honolulu", "Pacific/Kiritimati", "2026-07-14", 8);
  share("Europe/Vienna", "America/New_York", "2026-07-14", 2);
  // Two weeks in March: New York is ahead of Vienna.
  share("Europe/Vienna", "America/New_York", "2026-03-16", 3);
  share("Europe/Vienna", "Asia/Tokyo", "2026-01-14", 0);
}

TEST_CASE("pairs by types share the hours that pairs one by one share") {
  // More than are compared pair by pair, of zones around the world in two halves that are a night
  // apart: who shares hours does so across the date line.
  std::string text = "id,Time zone\n";
  for (int i = 0; i < 16'000; ++i)
    text += std::to_string(i) + (i % 2 == 0 ? ",America/Los_Angeles\n" : ",Australia/Sydney\n");
  Room room;
  room.roster(text);
  Json program = {{"weft", 1},
                  {"format", "lunch"},
                  {"name", "L"},
                  {"rules", {{{"overlap", 3}}, {{"different", "@timeZone"}}}}};
  Json outcome = room.value({{"op", "run"}, {"program", program}, {"date", "2026-01-14"}});
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["peopleMatched"] == 16'000);
  outcome = room.value({{"op", "run"}, {"program", program}, {"date", "2026-07-14"}});
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["peopleMatched"] == 0);
}

TEST_CASE("a city of a name that several have tells no time zone without saying which") {
  for (const char* alone : {"San Jose", "San Jos\xC3\xA9", "San Juan", "C\xC3\xB3rdoba", "Portland",
                            "Washington", "Bellevue, Washington", "Norfolk", "Merida", "Center",
                            "Davis", "St. John's", "Georgetown", "Petersburg", "La Rioja"}) {
    CAPTURE(alone);
    CHECK_FALSE(minutes_from_utc(alone));
  }
  const auto reads = [](std::string_view text, int32_t minutes) {
    CAPTURE(text);
    CHECK(minutes_from_utc(text) == minutes);
  };
  reads("San Jose, CA", -480);
  reads("San Jos\xC3\xA9, Costa Rica", -360);
  reads("San Juan, Puerto Rico", -240);
  reads("C\xC3\xB3rdoba (Spain)", 60);
  reads("Cordoba, Argentina", -180);
  reads("Portland, Maine", -300);
  reads("Portland, Oregon", -480);
  reads("Washington, D.C.", -300);
  reads("Washington DC", -300);
  // Paths of IANA are whole.
  reads("America/Argentina/San_Juan", -180);
  reads("America/Argentina/Cordoba", -180);
  reads("America/Cordoba", -180);
  reads("America/Argentina/La_Rioja", -180);
  reads("America/Costa_Rica", -360);
  reads("America/Merida", -360);
  reads("America/St_Johns", -210);
  reads("America/North_Dakota/Center", -360);
  reads("America/Indiana/Petersburg", -300);
  reads("America/Indiana/Vincennes", -300);
  reads("America/Kentucky/Monticello", -300);
  reads("Antarctica/Davis", 420);
  reads("Antarctica/Casey", 480);
  reads("Antarctica/Palmer", -180);
  reads("Pacific/Norfolk", 660);
  reads("(UTC-04:00) Georgetown, La Paz, Manaus, San Juan", -240);
}

TEST_CASE("a text that is longer than any name of a time zone tells none") {
  std::string text = "Vienna";
  CHECK(minutes_from_utc(text) == 60);
  while (text.size() <= 200) text += ", and elsewhere";
  CHECK_FALSE(minutes_from_utc(text));
}

}  // namespace roster_time_zones_test
