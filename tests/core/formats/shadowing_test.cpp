// Job shadowing through the door: dates, wishes, what is closed, swaps, files, bad lists; and
// against brute force over all plans of small companies, worked out here from the texts alone.
#include <algorithm>
#include <map>
#include <set>

#include "base/random.h"
#include "sanitized.h"
#include "support.h"

namespace formats_shadowing_test {

using namespace weft;
using test::Json;

namespace {

const char* const kPeople =
    "id,name,e-mail,Department,Site,Job title\n"
    "1,Ana Ruiz,ana@x.example,Sales,Graz,Director\n"
    "2,Ben Okoro,ben@x.example,Legal,Graz,Counsel\n"
    "3,Chi Wang,chi@x.example,IT,Graz,Developer\n"
    "4,Dora Weiß,dora@x.example,IT,Wien,Developer\n"
    "5,Eli Novák,eli@x.example,Sales,Graz,Assistant\n"
    "6,Fay Brandt,fay@x.example,Finance,Graz,Controller\n";
const char* const kDates =
    "Host,Date,Begin,End,Places,Where\n"
    "Ana Ruiz,2026-12-01,9:00,12:00,1,Hall 3\n"
    "2,2026-12-01,,,2,\n"
    "3,2026-12-02,9:00,12:00,1,\n"
    "3,2026-12-03,13:00,16:00,1,\n";
const char* const kGuests =
    "Guest,Wants,Dates,Visits,Travels\n"
    "5,IT; Legal,,2,no\n"
    "6,Ana Ruiz,2026-12-01,1,\n"
    "4,Sales,,1,yes\n";

struct Given {
  std::string dates = kDates;
  std::string guests = kGuests;
};

Json program(Json more = Json::object()) {
  Json json = {{"weft", 1}, {"format", "shadowing"}, {"name", "A day with"}, {"seed", 3}};
  json.update(more);
  return json;
}

void give(test::Room& room, const Given& given) {
  room.value({{"op", "list"}, {"kind", "dates"}, {"file", "dates.csv"}}, {given.dates});
  room.value({{"op", "list"}, {"kind", "guests"}, {"file", "guests.csv"}}, {given.guests});
}

Json run(test::Room& room, const Json& document, const Given& given = {}) {
  give(room, given);
  return room.value({{"op", "run"}, {"program", document}, {"date", "2026-11-24"}});
}

Json groups(test::Room& room) { return room.value({{"op", "groups"}, {"count", 1000}})["groups"]; }

// "date begin host: guests" of every group.
std::vector<std::string> plan(test::Room& room) {
  std::vector<std::string> all;
  for (const Json& group : groups(room)) {
    std::string one = group["when"]["date"].get<std::string>();
    if (group["when"].contains("begin")) one += " " + group["when"]["begin"].get<std::string>();
    for (size_t i = 0; i < group["people"].size(); ++i)
      one += (i == 1 ? ": " : " ") + group["people"][i]["id"].get<std::string>();
    all.push_back(one);
  }
  return all;
}

std::map<std::string, Json> by_code(const Json& issues) {
  std::map<std::string, Json> all;
  for (const Json& issue : issues) all[issue["code"]] = issue;
  return all;
}

}  // namespace

TEST_CASE("guests visit whom they wished for on dates they can, and the plan is proven") {
  test::Room room;
  room.roster(kPeople);
  const Json outcome = run(room, program());
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["certificate"]["proof"] == "optimal");
  CHECK(outcome["extra"]["mostProven"] == true);
  // One place with Ana; who gets it is the business of chance, and Dora has to travel for it.
  CHECK(outcome["extra"]["visits"] == 3);
  CHECK(outcome["extra"]["served"] == 2);
  CHECK(outcome["extra"]["unused"] == 2);
  const std::vector<std::string> all = plan(room);
  REQUIRE(all.size() == 3);
  CHECK(std::count(all.begin(), all.end(), "2026-12-01 2: 5") == 1);
  const Json page = groups(room);
  for (const Json& group : page) {
    CHECK(group["people"][0]["role"] == "host");
    CHECK(group["people"][1]["role"] == "guest");
    CHECK(group["reasons"][0]["code"] == "shadowing.wish");
  }
  // The whole day begins before nine.
  CHECK(page[0]["title"] == "Legal");
  CHECK(page[0]["where"] == "Graz");
  CHECK(page[1]["where"] == "Hall 3");
  const Json left = room.value({{"op", "leftOut"}})["people"];
  REQUIRE(left.size() == 1);
  CHECK(left[0]["reasons"][0]["code"] == "shadowing.left.full");
  CHECK(left[0]["reasons"][0]["args"]["count"] == 1);
  CHECK(left[0]["reasons"][1]["code"] == "shadowing.left.wish");
  CHECK(left[0]["reasons"][1]["args"]["count"] == 3);
}

TEST_CASE("departments, closed areas, competing units and sites keep guests from dates") {
  test::Room room;
  room.roster(kPeople);
  const auto hosts = [&](const std::string& guest, Json more = Json::object()) {
    Given given;
    given.guests = "Guest,Wants,Dates,Visits,Travels\n" + guest + "\n";
    run(room, program(std::move(more)), given);
    std::set<std::string> all;
    for (const Json& group : groups(room)) all.insert(group["people"][0]["id"]);
    return all;
  };
  using Hosts = std::set<std::string>;
  CHECK(hosts("5,,,4,") == Hosts{"2", "3"});
  CHECK(hosts("5,,,4,", {{"ownDepartment", true}}).size() == 2);  // Ana or Ben, at one time
  CHECK(hosts("4,,,4,").empty());
  CHECK(hosts("4,,,4,yes").size() == 1);
  CHECK(hosts("4,,,4,yes", {{"travel", "nobody"}}).empty());
  CHECK(hosts("4,,,4,", {{"travel", "all"}}).size() == 1);
  const Json legal = Json::parse(R"([{"column": "Department", "is": ["Legal"]}])");
  CHECK(hosts("5,,,4,", {{"closed", legal}}) == Hosts{"3"});
  const Json rivals = Json::parse(R"([["sales", "IT"], ["Legal", "Finance"]])");
  CHECK(hosts("5,,,4,", {{"competing", rivals}}) == Hosts{"2"});
  CHECK(hosts("6,,,4,", {{"competing", rivals}}) == Hosts{"1", "3"});
  CHECK(hosts("5,Finance,,4,").empty());
  CHECK(hosts("5,Finance,,4,", {{"unlisted", "last"}}) == Hosts{"2", "3"});
  CHECK(hosts("5,Developer,,4,") == Hosts{"3"});
  CHECK(hosts("5,,Wed,4,") == Hosts{"3"});
  CHECK(hosts("5,,2026-12-01 9:00-13:00,4,").empty());
  CHECK(hosts("6,,2026-12-01 9:00-13:00,4,") == Hosts{"1"});
  CHECK(hosts("6,,2.12.2026 - 5.12.2026,4,") == Hosts{"3"});
  CHECK(hosts("6,,Do-Fr,4,") == Hosts{"3"});
  // Who offers a date is there.
  CHECK(hosts("1,,,4,") == Hosts{"3"});
  const Json one = Json::parse(R"([{"different": "Department"}, {"apart": [["5", "3"]]}])");
  CHECK(hosts("5,,,4,", {{"rules", one}}) == Hosts{"2"});
}

TEST_CASE("a date that is at another site than its host is for who travels there") {
  test::Room room;
  room.roster(kPeople);
  const Json document = program({{"travel", "nobody"}, {"ownDepartment", true}});
  const Given given = {"Host,Date,Places,Where\n1,2026-12-01,3,wien\n", "Guest,Wants\n4,\n5,\n"};
  CHECK(run(room, document, given)["check"]["passed"] == true);
  CHECK(plan(room) == std::vector<std::string>{"2026-12-01 1: 4"});
}

TEST_CASE("no more visits are of two departments than could be, also where one host has them all") {
  test::Room room;
  std::string people = "id,Name,Department\n1,Host,Legal\n";
  std::string dates = "Host,Date\n";
  std::string guests = "Guest,Wants\n";
  for (int i = 2; i <= 7; ++i) {
    const std::string id = std::to_string(i);
    people += id + ",Guest " + id + ",D" + std::to_string(i / 2) + "\n";
    dates += "1,2026-12-0" + id + "\n";
    guests += id + ",1\n";
  }
  room.roster(people);
  const Given given = {dates, guests};
  const Json across = run(room, program({{"travel", "all"}}), given)["measures"]["across"];
  CHECK(across == Json{{{"column", "Department"}, {"groups", 6}, {"of", 6}, {"largest", 6}}});
}

TEST_CASE("of a confidential pair nothing is told") {
  test::Room room;
  room.roster(kPeople);
  room.value({{"op", "apart"}, {"file", "apart.csv"}}, {"a,b\n5,3\n"});
  Given given;
  given.guests = "Guest,Wants\n5,IT\n";
  const Json rules = Json::parse(R"([{"apart": "file"}])");
  run(room, program({{"rules", rules}}), given);
  CHECK(plan(room).empty());
  const std::string left = room.value({{"op", "leftOut"}})["people"].dump();
  CHECK(left.find("apart") == std::string::npos);
  // By the rules that may be told there were dates.
  CHECK(left.find("\"shadowing.left.full\"") != std::string::npos);
  CHECK(left.find("\"count\":2") != std::string::npos);  // hosts that were not wished for
}

TEST_CASE("a department takes only so many visits in a day") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.dates = "Host,Date,Places\n3,2026-12-01,3\n4,2026-12-01,3\n3,2026-12-02,3\n";
  given.guests = "Guest,Wants,Dates,Travel\n1,,Tue,yes\n2,,Tue,yes\n5,,Tue,yes\n6,,,yes\n";
  const Json outcome = run(room, program({{"perDay", 2}}), given);
  CHECK(outcome["extra"]["visits"] == 3);
  CHECK(outcome["check"]["passed"] == true);
  CHECK(run(room, program(), given)["extra"]["visits"] == 4);
}

TEST_CASE("swaps: who visits is visited by the same person") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.dates = "Host,Date\n1,2026-12-01\n2,2026-12-02\n3,2026-12-03\n5,2026-12-04\n6,2026-12-04\n";
  given.guests = "Guest,Wants\n1,IT; Legal\n2,Sales\n3,Sales\n5,IT\n6,Sales\n";
  const Json outcome = run(room, program({{"swap", true}}), given);
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["certificate"]["proof"] == "optimal");
  CHECK(outcome["extra"]["visits"] == 4);
  std::set<std::string> pairs;
  for (const Json& group : groups(room)) {
    CHECK(group["people"].size() == 2);
    const std::string reasons = group["reasons"].dump();
    CHECK(reasons.find("shadowing.returned") != std::string::npos);
    pairs.insert(group["people"][0]["id"].get<std::string>() + "-" +
                 group["people"][1]["id"].get<std::string>());
  }
  for (const std::string& pair : pairs)
    CHECK(pairs.count(pair.substr(2) + "-" + pair.substr(0, 1)) == 1);
}

TEST_CASE("who was at a host before is not sent there again where the program says so") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.guests = "Guest,Wants\n5,\n";
  const Json rules = Json::parse(R"([{"met": "ever"}])");
  run(room, program({{"rules", rules}}), given);
  const std::vector<std::string> first = plan(room);
  REQUIRE(first.size() == 1);
  const std::string workspace = room.file("workspace.weft.json");
  room.value({{"op", "workspace"}}, {workspace});
  run(room, program({{"rules", rules}}), given);
  const std::vector<std::string> second = plan(room);
  REQUIRE(second.size() == 1);
  CHECK(first[0].substr(first[0].size() - 4) != second[0].substr(second[0].size() - 4));
  // A visit is over when it is over: nobody is busy by it.
  const Json busy = run(room, program({{"load", {{"max", 1}}}}), given);
  CHECK(busy["extra"]["visits"] == 1);
}

TEST_CASE("visits as a table, as events, and calendars of people and visits") {
  test::Room room;
  room.roster(kPeople);
  run(room, program());
  const std::string csv = room.file("visits.csv");
  CHECK(csv.find("date,begin,end,where,department,host id,host,host e-mail,guest id") !=
        std::string::npos);
  CHECK(csv.find("2026-12-01,,,Graz,Legal,2,Ben Okoro,ben@x.example,5,Eli Novák,eli@x.example") !=
        std::string::npos);
  const std::string ics = room.file("visits.ics");
  size_t events = 0;
  for (size_t i = ics.find("BEGIN:VEVENT"); i != std::string::npos;
       i = ics.find("BEGIN:VEVENT", i + 1))
    ++events;
  CHECK(events == 3);
  CHECK(ics.find("SUMMARY:Eli Novák → Ben Okoro") != std::string::npos);
  CHECK(ics.find("LOCATION:Hall 3") != std::string::npos);
  const Json people = room.value({{"op", "detail"},
                                  {"of", "calendars"},
                                  {"words", {{"summary", "{guests} bei {host}"}}}})["files"];
  CHECK(people.size() == 5);
  CHECK(people.dump().find("Eli Novák bei Ben Okoro") != std::string::npos);
  CHECK(room.value({{"op", "detail"}, {"of", "calendars"}, {"person", "5"}})["files"].size() == 1);
  const Json visits = room.value({{"op", "detail"}, {"of", "calendars"}, {"by", "visit"}})["files"];
  CHECK(visits.size() == 3);
  CHECK(room.error({{"op", "detail"}, {"of", "nothing"}}) == "request.noDetail");
}

TEST_CASE("what can't be read is named with file, row and value, and the rest goes on") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.dates =
      "Host,Date,Begin,End,Places\n"
      "Nobody,2026-12-01,,,1\n"
      "2,the 1st,,,1\n"
      "2,2026-11-01,,,1\n"
      "2,2026-12-01,12:00,9:00,1\n"
      "2,2026-12-02,,,0\n"
      "2,2026-12-03,,,-1\n"
      "2,2026-12-04,,,many\n"
      "2,2026-12-05,,,1\n"
      "2,2026-12-05,9:00,10:00,1\n"
      "2,2026-02-30,,,1\n";
  given.guests =
      "Guest,Wants,Dates,Visits,Travels\n"
      "Nobody,,,1,\n"
      "5,Magic; Legal; legal; Eli Novák,2026-11-01; soon; 2026-12-05,none,perhaps\n"
      "5,,,1,\n"
      "6,,whenever,1,\n";
  const Json outcome = run(room, program(), given);
  const auto issues = by_code(outcome["issues"]);
  const auto named = [&](const char* code, int64_t row, const char* value) {
    CAPTURE(code);
    REQUIRE(issues.count(code) == 1);
    const Json& issue = issues.at(code);
    CHECK(issue["rows"][0] == row);
    CHECK(issue["args"]["value"] == value);
    CHECK((issue["file"] == "dates.csv" || issue["file"] == "guests.csv"));
    CHECK(issue["column"] != "");
  };
  named("dates.unknownHost", 2, "Nobody");
  named("dates.date", 3, "the 1st");
  CHECK(issues.at("dates.date")["rowCount"] == 2);
  named("dates.past", 4, "2026-11-01");
  named("dates.time", 5, "9:00");
  named("dates.places", 6, "0");
  CHECK(issues.at("dates.places")["rowCount"] == 3);
  named("dates.twice", 10, "2026-12-05");
  named("guests.unknownGuest", 2, "Nobody");
  named("guests.unknownWish", 3, "Magic");
  named("guests.wishTwice", 3, "legal");
  named("guests.self", 3, "Eli Novák");
  named("guests.past", 3, "2026-11-01");
  named("guests.dates", 3, "soon");
  named("guests.visits", 3, "none");
  named("guests.travel", 3, "perhaps");
  named("guests.twice", 4, "5");
  CHECK(plan(room) == std::vector<std::string>{"2026-12-05 2: 5"});
  CHECK(room.value({{"op", "leftOut"}})["people"][0]["id"] == "6");
}

TEST_CASE("without lists, hosts or guests there is a sentence, not a crash") {
  test::Room room;
  room.roster(kPeople);
  const Json possible =
      room.value({{"op", "possible"}, {"program", program()}, {"date", "2026-11-24"}});
  CHECK(by_code(possible["issues"]).count("shadowing.listMissing") == 1);
  Given given;
  given.dates = "Host,Date\n";
  given.guests = "Guest,Wants\n5,IT\n";
  const Json outcome = run(room, program(), given);
  CHECK(outcome["extra"]["visits"] == 0);
  CHECK(room.value({{"op", "leftOut"}})["people"][0]["reasons"][0]["code"] ==
        "shadowing.left.noDates");
  give(room, {});
  const Json meant =
      room.value({{"op", "possible"}, {"program", program()}, {"date", "2026-11-24"}});
  CHECK(meant["own"]["hosts"] == 3);
  CHECK(meant["own"]["guests"] == 3);
  CHECK(meant["own"]["places"] == 5);
  CHECK(meant["own"]["wanted"] == 4);
  CHECK(meant["own"]["possible"] == 5);
  CHECK(meant["own"]["noDate"]["count"] == 0);
  const std::pair<Json, const char*> wrong[] = {
      {{{"perDay", 0}}, "/perDay"},
      {{{"travel", "fly"}}, "/travel"},
      {{{"swap", 1}}, "/swap"},
      {{{"competing", Json::array({Json::array({"Sales"})})}}, "/competing/0"},
      {{{"visits", "two"}}, "/visits"},
      {{{"favour", "worst"}}, "/favour"},
      {{{"serendipity", 5}}, "/serendipity"}};
  for (const auto& [more, where] : wrong) {
    const Json answer =
        room.ask({{"op", "possible"}, {"program", program(more)}, {"date", "2026-11-24"}});
    CAPTURE(answer.dump());
    CHECK(answer.dump().find(where) != std::string::npos);
  }
}

TEST_CASE("an outcome that was tampered with fails its check") {
  test::Room room;
  room.roster(kPeople);
  run(room, program());
  const Json whole = Json::parse(room.file("outcome.json"));
  const auto broken = [&](const Json& changed) {
    const Json check = room.value({{"op", "check"}, {"program", program()}}, {changed.dump()});
    std::set<std::string> codes;
    for (const Json& issue : check["broken"]) codes.insert(issue["code"]);
    return codes;
  };
  CHECK(broken(whole).empty());
  Json changed = whole;
  changed["groups"][0]["when"]["date"] = "2026-12-09";
  CHECK(broken(changed).count("check.visit.date") == 1);
  changed = whole;
  changed["groups"][0]["where"] = "Wien";
  CHECK(broken(changed).count("check.visit.where") == 1);
  changed = whole;
  changed["groups"][0]["value"] = 1;
  CHECK(broken(changed).count("check.visit.value") == 1);
  changed = whole;
  changed["groups"][2]["people"][1]["id"] = "6";
  CHECK(broken(changed).count("check.visit.time") == 1);
  CHECK(broken(changed).count("check.visit.wish") == 1);
  changed = whole;
  changed["groups"][2]["people"][0]["id"] = "5";
  CHECK(broken(changed).count("check.visit.date") == 1);
  changed = whole;
  changed["leftOut"] = Json::array();
  CHECK(broken(changed).count("check.visit.lost") == 1);
  changed = whole;
  changed["extra"]["visits"] = 9;
  CHECK(broken(changed).count("check.visit.count") == 1);
}

namespace {

// A small company as texts, and what the format should make of it.
struct Company {
  struct Person {
    int department, site;
    bool level;
  };
  struct Date {
    int host, day, begin, end, places;
  };
  struct Guest {
    int person;
    std::vector<int> wants;  // departments; 100 + person
    std::vector<int> days;
    int visits;
    bool travels;
  };
  std::vector<Person> people;
  std::vector<Date> dates;
  std::vector<Guest> guests;
  int per_day = 0;
  int closed = -1;
  bool competing = false, own_department = false, unlisted = false, swap = false;
  int wishes = 100, match = 0;
  Json document;
  std::string roster, date_list, guest_list;

  static size_t at(int i) { return static_cast<size_t>(i); }

  // What nobody has can't be wished for.
  std::vector<int> understood(const Guest& guest) const {
    std::vector<int> all;
    for (const int want : guest.wants) {
      if (want >= 100 || std::any_of(people.begin(), people.end(),
                                     [&](const Person& one) { return one.department == want; }))
        all.push_back(want);
    }
    return all;
  }
  int place(const Guest& guest, const Date& date) const {
    const std::vector<int> wants = understood(guest);
    for (size_t w = 0; w < wants.size(); ++w) {
      const int want = wants[w];
      if (want >= 100 ? want - 100 == date.host : people[at(date.host)].department == want)
        return static_cast<int>(w) + 1;
    }
    return 0;
  }
  bool admits(const Guest& guest, const Date& date) const {
    const Person& one = people[at(guest.person)];
    const Person& host = people[at(date.host)];
    if (guest.person == date.host) return false;
    if (!guest.wants.empty() && !unlisted && place(guest, date) == 0) return false;
    if (!own_department && one.department == host.department) return false;
    if (host.department == closed) return false;
    if (competing && one.department != host.department && one.department < 2 && host.department < 2)
      return false;
    if (one.site != host.site && !guest.travels) return false;
    if (!guest.days.empty() &&
        std::find(guest.days.begin(), guest.days.end(), date.day) == guest.days.end())
      return false;
    return std::none_of(dates.begin(), dates.end(), [&](const Date& own) {
      return own.host == guest.person && overlap(own, date);
    });
  }
  static bool overlap(const Date& a, const Date& b) {
    return a.day == b.day && a.begin < b.end && b.begin < a.end;
  }
  int64_t value(const Guest& guest, const Date& date) const {
    const auto wished = static_cast<int64_t>(understood(guest).size());
    const int64_t rank = place(guest, date);
    const int64_t points = rank == 0 ? 0 : 1000 * (wished + 1 - rank) / wished;
    const bool same = people[at(guest.person)].level == people[at(date.host)].level;
    return wishes * points + (same ? int64_t{1000} * match : 0);
  }
};

Company random_company(Random& random, bool swap) {
  Company company;
  company.swap = swap;
  const size_t n = 3 + random.index(4);
  for (size_t i = 0; i < n; ++i) {
    const int department = static_cast<int>(random.below(3));
    const int site = random.below(4) == 0 ? 1 : 0;
    company.people.push_back({department, site, random.below(2) == 0});
  }
  const size_t dates = 1 + random.index(swap ? 6 : 5);
  for (size_t d = 0; d < dates; ++d) {
    Company::Date date{};
    date.host = static_cast<int>(random.index(n));
    date.day = 1 + static_cast<int>(random.below(3));
    date.begin = 8 + static_cast<int>(random.below(3)) * 2;
    date.end = date.begin + 2 + static_cast<int>(random.below(2)) * 2;
    date.places = 1 + static_cast<int>(random.below(2));
    const bool twice =
        std::any_of(company.dates.begin(), company.dates.end(), [&](const Company::Date& other) {
          return other.host == date.host && Company::overlap(other, date);
        });
    if (!twice) company.dates.push_back(date);
  }
  for (size_t i = 0; i < n; ++i) {
    if (random.below(4) == 0) continue;
    Company::Guest guest{};
    guest.person = static_cast<int>(i);
    for (int want = 0; random.below(2) == 0 && want < 3; ++want) {
      if (random.below(2) == 0) guest.wants.push_back(want);
    }
    if (random.below(3) == 0) guest.wants.push_back(100 + static_cast<int>((i + 1) % n));
    for (int day = 1; random.below(2) == 0 && day <= 3; ++day) {
      if (random.below(3) > 0) guest.days.push_back(day);
    }
    guest.visits = 1 + static_cast<int>(random.below(3));
    guest.travels = random.below(2) == 0;
    company.guests.push_back(guest);
  }
  company.per_day = random.below(3) == 0 ? 1 + static_cast<int>(random.below(2)) : 0;
  company.closed = random.below(4) == 0 ? 2 : -1;
  company.competing = random.below(4) == 0;
  company.own_department = random.below(3) == 0;
  company.unlisted = random.below(2) == 0;
  company.wishes = random.below(4) == 0 ? 0 : 1 + static_cast<int>(random.below(100));
  company.match = static_cast<int>(random.below(60));
  const char* const names[] = {"Red", "Green", "Blue"};
  company.roster = "id,name,Department,Site,Grade\n";
  for (size_t i = 0; i < n; ++i) {
    const Company::Person& one = company.people[i];
    company.roster += "p" + std::to_string(i) + ",Person " + std::string(1, 'A' + char(i)) + "," +
                      names[one.department] + (one.site == 0 ? ",Graz," : ",Wien,") +
                      (one.level ? "high" : "low") + "\n";
  }
  company.date_list = "Host,Date,Begin,End,Places\n";
  for (const Company::Date& date : company.dates) {
    company.date_list += "p" + std::to_string(date.host) + ",2026-12-0" + std::to_string(date.day) +
                         "," + std::to_string(date.begin) + ":00," + std::to_string(date.end) +
                         ":00," + std::to_string(date.places) + "\n";
  }
  company.guest_list = "Guest,Wants,Dates,Visits,Travels\n";
  for (const Company::Guest& guest : company.guests) {
    std::string wants;
    for (const int want : guest.wants)
      wants += (wants.empty() ? "" : "; ") +
               (want >= 100 ? "p" + std::to_string(want - 100) : std::string(names[want]));
    std::string days;
    for (const int day : guest.days)
      days += (days.empty() ? "" : "; ") + std::string("2026-12-0") + std::to_string(day);
    company.guest_list += "p" + std::to_string(guest.person) + "," + wants + "," + days + "," +
                          std::to_string(guest.visits) + (guest.travels ? ",yes\n" : ",no\n");
  }
  company.document = program({{"wishes", company.wishes},
                              {"ownDepartment", company.own_department},
                              {"unlisted", company.unlisted ? "last" : "no"},
                              {"swap", swap}});
  if (company.per_day > 0) company.document["perDay"] = company.per_day;
  if (company.closed >= 0)
    company.document["closed"] = Json::parse(R"([{"column": "Department", "is": ["Blue"]}])");
  if (company.competing) company.document["competing"] = Json::parse(R"([["Red", "Green"]])");
  company.document["criteria"] = Json::parse(R"([{"match": "Grade"}])");
  company.document["criteria"][0]["weight"] = company.match;
  return company;
}

struct Best {
  int64_t count = 0;
  int64_t value = 0;
};

class Search {
 public:
  explicit Search(const Company& company) : company_(company) {
    for (size_t g = 0; g < company.guests.size(); ++g) {
      for (size_t d = 0; d < company.dates.size(); ++d) {
        if (company.admits(company.guests[g], company.dates[d])) arcs_.emplace_back(g, d);
      }
    }
  }
  size_t arcs() const { return arcs_.size(); }
  Best run() {
    go(0);
    return best_;
  }

 private:
  using Arc = std::pair<size_t, size_t>;

  bool fits(const Arc& arc) const {
    const auto& [guest, date] = arc;
    const Company::Date& there = company_.dates[date];
    int visits = 0;
    int places = 0;
    int in_department = 0;
    for (const auto& [g, d] : chosen_) {
      const Company::Date& other = company_.dates[d];
      if (g == guest) {
        ++visits;
        if (other.host == there.host || Company::overlap(other, there)) return false;
      }
      places += d == date ? 1 : 0;
      in_department +=
          other.day == there.day && department(other.host) == department(there.host) ? 1 : 0;
    }
    return visits < (company_.swap ? 1 : company_.guests[guest].visits) && places < there.places &&
           (company_.per_day == 0 || in_department < company_.per_day);
  }
  int department(int host) const { return company_.people[Company::at(host)].department; }
  bool returned() const {
    return std::all_of(chosen_.begin(), chosen_.end(), [&](const Arc& arc) {
      return std::any_of(chosen_.begin(), chosen_.end(), [&](const Arc& back) {
        return company_.guests[back.first].person == company_.dates[arc.second].host &&
               company_.dates[back.second].host == company_.guests[arc.first].person;
      });
    });
  }
  void go(size_t next) {
    if (next == arcs_.size()) {
      if (company_.swap && !returned()) return;
      std::set<size_t> served;
      Best one;
      for (const auto& [guest, date] : chosen_) {
        one.value += company_.value(company_.guests[guest], company_.dates[date]);
        served.insert(guest);
      }
      one.count = static_cast<int64_t>(chosen_.size() + served.size());
      if (std::pair(one.count, one.value) > std::pair(best_.count, best_.value)) best_ = one;
      return;
    }
    go(next + 1);
    if (!fits(arcs_[next])) return;
    chosen_.push_back(arcs_[next]);
    go(next + 1);
    chosen_.pop_back();
  }

  const Company& company_;
  std::vector<Arc> arcs_, chosen_;
  Best best_;
};

}  // namespace

TEST_CASE("shadowing is as good as any plan of small companies: brute force") {
  Random random(5);
  int compared = 0;
  for (int i = 0; i < weft::test::random_rounds(600); ++i) {
    const bool swap = random.below(3) == 0;
    const Company company = random_company(random, swap);
    Search search(company);
    if (company.dates.empty() || company.guests.empty() || search.arcs() > 14) continue;
    test::Room room;
    room.roster(company.roster);
    const Json outcome = run(room, company.document, {company.date_list, company.guest_list});
    const Best best = search.run();
    CAPTURE(i);
    CAPTURE(company.roster);
    CAPTURE(company.date_list);
    CAPTURE(company.guest_list);
    CAPTURE(company.document.dump());
    CAPTURE(outcome.dump());
    const int64_t count =
        outcome["extra"]["visits"].get<int64_t>() + outcome["extra"]["served"].get<int64_t>();
    const auto value = outcome["certificate"]["value"].get<int64_t>();
    REQUIRE(outcome["check"]["passed"] == true);
    REQUIRE(outcome["certificate"]["bound"].get<int64_t>() >= value);
    ++compared;
    if (swap && company.per_day > 0) {
      // Found one after the other: never more than the best.
      REQUIRE(std::pair(count, value) <= std::pair(best.count, best.value));
      if (outcome["extra"]["mostProven"] == true) REQUIRE(count == best.count);
      continue;
    }
    REQUIRE(count == best.count);
    REQUIRE(value == best.value);
    REQUIRE(outcome["extra"]["mostProven"] == true);
    REQUIRE(outcome["certificate"]["proof"] == "optimal");
  }
  CHECK(compared > weft::test::random_rounds(300));
}

}  // namespace formats_shadowing_test
