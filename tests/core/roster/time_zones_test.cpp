// Time zones as rosters have them, and the rule that asks for shared working hours.
#include "roster/time_zones.h"

#include <algorithm>
#include <cstdlib>

#include "base/random.h"
#include "support.h"

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
