#include "base/date.h"

#include <doctest/doctest.h>

namespace base_date_test {

using namespace weft;

namespace {
std::string read(std::string_view text, DateOrder order = DateOrder::kDayFirst) {
  const auto date = parse_date(text, order);
  return date ? iso_date(date->day) : "none";
}
}  // namespace

TEST_CASE("days count from 1970 and come back as the same date") {
  CHECK(day_of(1970, 1, 1) == 0);
  CHECK(day_of(2000, 3, 1) == 11017);
  for (Day day = day_of(1800, 1, 1); day < day_of(2300, 1, 1); day += 97) {
    CHECK(parse_date(iso_date(day), DateOrder::kDayFirst)->day == day);
  }
}

TEST_CASE("dates are read as HR systems write them") {
  CHECK(read("2021-03-15") == "2021-03-15");
  CHECK(read("2021-03-15T10:30:00Z") == "2021-03-15");
  CHECK(read("15.03.2019") == "2019-03-15");
  CHECK(read("1.2.19") == "2019-02-01");
  CHECK(read("3/15/2019 0:00") == "2019-03-15");
  CHECK(read("8/19/2021 1:25:31 PM") == "2021-08-19");
  CHECK(read("15-Mar-2021") == "2021-03-15");
  CHECK(read("01-JAN-19") == "2019-01-01");
  CHECK(read("15. März 2021") == "2021-03-15");
  CHECK(read("3-OCT-2020") == "2020-10-03");
  CHECK(read("Mar 15, 2021") == "2021-03-15");
  CHECK(read("20190315") == "2019-03-15");
}

TEST_CASE("an ambiguous date follows the order and says that it is ambiguous") {
  CHECK(read("3/4/2021") == "2021-04-03");
  CHECK(read("3/4/2021", DateOrder::kMonthFirst) == "2021-03-04");
  CHECK(parse_date("3/4/2021", DateOrder::kDayFirst)->ambiguous);
  CHECK_FALSE(parse_date("4/4/2021", DateOrder::kDayFirst)->ambiguous);
}

TEST_CASE("what is not a day is not a date") {
  for (const char* bad : {"", "2021-02-29", "31.04.2020", "13/13/2020", "2021", "abc", "1-2",
                          "2021-03-15 tomorrow", "12-Foo-2020", "99999999"}) {
    CAPTURE(bad);
    CHECK(read(bad) == "none");
  }
}

TEST_CASE("months are added to the end of shorter months") {
  CHECK(iso_date(add_months(day_of(2024, 3, 31), -1)) == "2024-02-29");
  CHECK(iso_date(add_months(day_of(2024, 1, 15), -6)) == "2023-07-15");
  CHECK(iso_date(add_months(day_of(2024, 12, 15), 1)) == "2025-01-15");
}

TEST_CASE("times of day as people write them") {
  const auto read = [](const char* text) {
    const auto minutes = parse_time_of_day(text);
    return minutes ? time_of_day(*minutes) : std::string("none");
  };
  CHECK(read("9:30") == "09:30");
  CHECK(read(" 14.30 ") == "14:30");
  CHECK(read("08:15:00") == "08:15");
  CHECK(read("16 Uhr") == "16:00");
  CHECK(read("12 am") == "00:00");
  CHECK(read("12:05 pm") == "12:05");
  CHECK(read("24:00") == "24:00");
  for (const char* bad :
       {"", "noon", "24:01", "9:3", "9:60", "13 pm", "0 am", "10 o'clock", "-1"}) {
    CAPTURE(bad);
    CHECK(read(bad) == "none");
  }
}

}  // namespace base_date_test
