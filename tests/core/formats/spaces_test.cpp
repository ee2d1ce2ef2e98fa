// Co-creation areas through the door: who is where when, why not, weeks, wishes, neighbours,
// tables, mixed groups, files, bad lists; and against brute force, without a line of the format.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/random.h"
#include "support.h"

namespace formats_spaces_test {

using namespace weft;
using test::Json;

namespace {

const char* const kPeople =
    "id,name,Department,Site\n"
    "1,Ana Ruiz,Sales,Berlin\n2,Ben Okoro,Legal,Berlin\n3,Chi Wang,IT,Berlin\n"
    "4,Dora Weiß,IT,Berlin\n5,Eli Novák,Sales,Munich\n6,Fay Brandt,IT,Munich\n"
    "7,Gil Haas,Legal,Berlin\n8,Hana Sato,Sales,Berlin\n";
const char* const kSpaces =
    "Space,Site,Capacity,Equipment,Step-free,Groups,Open\n"
    "Atelier,Berlin,6,Beamer,yes,2,\n"
    "Loft,Munich,4,,no,1,Tuesday\n"
    "Garden,,4,,,,9:00-12:00\n";
const char* const kSlots = "Slot,Date,Begin,End\nTue,Tuesday,9:00,11:00\nFri,Friday,14:00,16:00\n";
const char* const kGroups =
    "Group,Members,Size,Equipment,Wishes\n"
    "Bees,1;2,,Beamer,Friday\n"
    "Trees,3;4,,,Garden; Atelier\n"
    "Seas,5;6,,,\n"
    "Hills,7;8,3,,Atelier; Tue\n";

struct Given {
  std::string groups = kGroups;
  std::string spaces = kSpaces;
  std::string slots = kSlots;
};

Json program(const Json& more = Json::object()) {
  Json json = {{"weft", 1}, {"format", "spaces"}, {"name", "Atelier weeks"}, {"seed", 3}};
  json.update(more);
  return json;
}

void give(test::Room& room, const Given& given) {
  const std::pair<const char*, const std::string*> lists[] = {
      {"groups", &given.groups}, {"rooms", &given.spaces}, {"slots", &given.slots}};
  for (const auto& [kind, text] : lists) {
    if (!text->empty())
      room.value({{"op", "list"}, {"kind", kind}, {"file", std::string(kind) + ".csv"}}, {*text});
  }
}

// 2026-11-24 is a Tuesday.
Json run(test::Room& room, const Json& document, const Given& given = {}) {
  give(room, given);
  return room.value({{"op", "run"}, {"program", document}, {"date", "2026-11-24"}});
}

struct Visit {
  std::string group, space, date, begin;
  Json reasons;
};
std::vector<Visit> visits(test::Room& room) {
  std::vector<Visit> all;
  const Json page = room.value({{"op", "groups"}, {"count", 1000}});
  for (const Json& group : page["groups"]) {
    all.push_back({group["title"], group["where"], group["when"]["date"], group["when"]["begin"],
                   group["reasons"]});
  }
  return all;
}

std::map<std::string, Json> by_code(const Json& issues) {
  std::map<std::string, Json> all;
  for (const Json& issue : issues) all[issue["code"]] = issue;
  return all;
}

bool has_reason(const Json& reasons, const std::string& code) {
  return std::any_of(reasons.begin(), reasons.end(),
                     [&](const Json& reason) { return reason["code"] == code; });
}

}  // namespace

TEST_CASE("groups get a space at their site, with their equipment, when it is open") {
  test::Room room;
  room.roster(kPeople);
  const Json outcome = run(room, program());
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["certificate"]["proof"] == "optimal");
  CHECK(outcome["extra"]["placed"]["groups"] == 4);
  CHECK(outcome["extra"]["placed"]["most"] == 4);
  CHECK(outcome["extra"]["wishes"]["of"] == 3);
  CHECK(outcome["extra"]["wishes"]["first"] == 3);
  CHECK(outcome["certificate"]["value"] == 4 * 100'000 + 3 * 60'000);
  CHECK(outcome["certificate"]["random"].get<int64_t>() < 4 * 100'000 + 3 * 60'000);
  std::map<std::string, Visit> at;
  for (const Visit& visit : visits(room)) at[visit.group] = visit;
  REQUIRE(at.size() == 4);
  CHECK(at["Bees"].space == "Atelier");
  CHECK(at["Bees"].date == "2026-11-27");
  CHECK(at["Trees"].space == "Garden");
  CHECK(at["Trees"].begin == "09:00");
  CHECK(at["Hills"].space == "Atelier");
  CHECK(at["Hills"].date == "2026-11-24");
  CHECK((at["Seas"].space == "Loft" || at["Seas"].space == "Garden"));
  CHECK(has_reason(at["Bees"].reasons, "space.wish"));
  CHECK(has_reason(at["Bees"].reasons, "space.equipment"));
  CHECK(room.value({{"op", "leftOut"}})["total"] == 0);
}

TEST_CASE("whoever gets no space is told why, and so are their people") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.groups =
      "Group,Members,Size,Site,Equipment,When\n"
      "Giants,1,7,,,\n"
      "Northeners,2,,Hamburg,,\n"
      "Potters,3,,,Kiln,\n"
      "Nightowls,4,,Munich,,Friday\n"
      "Fine,7,,,,\n";
  given.spaces = "Space,Site,Capacity,Open\nAtelier,Berlin,6,\nLoft,Munich,4,Tuesday\n";
  const Json outcome = run(room, program(), given);
  CHECK(outcome["extra"]["placed"]["groups"] == 1);
  CHECK(by_code(outcome["issues"]).count("spaces.nowhere") == 1);
  std::map<std::string, std::string> why;
  for (const Json& one : outcome["extra"]["nowhere"]) why[one["name"]] = one["reasons"][0]["code"];
  CHECK(why["Giants"] == "noSpace.size");
  CHECK(why["Northeners"] == "noSpace.site");
  CHECK(why["Potters"] == "noSpace.equipment");
  CHECK(why["Nightowls"] == "noSpace.closed");
  const Json left = room.value({{"op", "leftOut"}})["people"];
  REQUIRE(left.size() == 4);
  CHECK(left[0]["id"] == "1");
  CHECK(left[0]["reasons"][0]["code"] == "leftOut.groupNowhere");
  CHECK(left[0]["reasons"][1]["code"] == "noSpace.size");
  // With any site the one from elsewhere finds a space.
  CHECK(run(room, program({{"sites", "any"}}), given)["extra"]["placed"]["groups"] == 3);
  const Json ahead =
      room.value({{"op", "possible"}, {"program", program()}, {"date", "2026-11-24"}});
  CHECK(ahead["own"]["cannot"] == 4);
  CHECK(ahead["own"]["groups"] == 5);
  CHECK(ahead["own"]["places"] == 3);
}

TEST_CASE("somebody in two groups is never in two places at once") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.groups = "Group,Members\nA,1;2\nB,1;3\nC,2;3\n";
  given.spaces = "Space,Capacity\nOne,9\nTwo,9\n";
  const Json outcome = run(room, program(), given);
  CHECK(outcome["extra"]["placed"]["groups"] == 2);
  REQUIRE(outcome["extra"]["nowhere"].size() == 1);
  CHECK(outcome["extra"]["nowhere"][0]["reasons"][0]["code"] == "noSpace.busy");
  std::set<std::string> dates;
  for (const Visit& visit : visits(room)) dates.insert(visit.date);
  CHECK(dates.size() == 2);
  // With a third slot there is a time for all three.
  given.slots = std::string(kSlots) + "Wed,Wednesday,9:00,11:00\n";
  CHECK(run(room, program(), given)["extra"]["placed"]["groups"] == 3);
}

TEST_CASE("from week to week groups get new neighbours, and what can't be new is proven") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.groups = "Group,Size\n";
  for (int g = 1; g <= 9; ++g) given.groups += "G" + std::to_string(g) + ",2\n";
  given.spaces = "Space,Capacity\nRed,6\nBlue,6\nGreen,6\n";
  given.slots = "Slot,Begin,End\nMorning,9:00,12:00\n";
  const Json four = run(room, program({{"weeks", 4}}), given);
  CHECK(four["extra"]["placed"]["groups"] == 36);
  CHECK(four["extra"]["neighbours"]["repeats"] == 0);
  CHECK(four["extra"]["neighbours"]["met"] == 36);
  CHECK(four["certificate"]["proof"] == "optimal");
  const Json five = run(room, program({{"weeks", 5}}), given);
  CHECK(five["extra"]["neighbours"]["repeats"] == 9);
  CHECK(five["extra"]["neighbours"]["least"] == 9);
  CHECK(five["certificate"]["proof"] == "optimal");
  const std::vector<Visit> all = visits(room);
  CHECK(all.front().date == "2026-11-24");
  CHECK(all.back().date == "2026-12-22");
  CHECK(std::any_of(all.begin(), all.end(),
                    [](const Visit& visit) { return has_reason(visit.reasons, "space.again"); }));
}

TEST_CASE("slots with dates make weeks of their own, which may differ") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.groups = "Group,Size,Wish\nA,2,2026-12-10\nB,2,2026-12-03\n";
  given.spaces = "Space,Capacity,Groups\nOne,9,1\n";
  given.slots =
      "Slot,Date,Begin,End\na,2026-12-01,9:00,11:00\nb,2026-12-03,9:00,11:00\n"
      "c,2026-12-10,9:00,11:00\n";
  const Json outcome = run(room, program({{"weeks", 9}}), given);
  CHECK(outcome["extra"]["weeks"] == 2);
  CHECK(by_code(outcome["issues"]).count("spaces.weeksByDates") == 1);
  CHECK(outcome["extra"]["placed"]["groups"] == 3);
  std::set<std::string> at;
  for (const Visit& visit : visits(room)) at.insert(visit.group + visit.date);
  CHECK(at == std::set<std::string>{"A2026-12-01", "A2026-12-10", "B2026-12-03"});
  // Weekly slots beside dates: the date is in its week, or outside.
  given.slots =
      "Slot,Date,Begin,End\na,Tuesday,9:00,11:00\nb,2026-12-03,9:00,11:00\n"
      "c,2027-02-10,9:00,11:00\n";
  const Json both = run(room, program({{"weeks", 2}, {"start", "2026-12-01"}}), given);
  CHECK(by_code(both["issues"])["spaces.slotOutside"]["rows"][0] == 4);
  CHECK(both["extra"]["placed"]["groups"] == 3);
}

TEST_CASE("what HR fixes stays, in every week or in one") {
  test::Room room;
  room.roster(kPeople);
  Json fixed = Json::array();
  fixed.push_back({{"group", "Trees"}, {"space", "Atelier"}, {"slot", "Fri"}});
  fixed.push_back({{"group", "Bees"}, {"week", 2}, {"slot", "Tue"}});
  fixed.push_back({{"group", "Nobody"}, {"space", "Atelier"}});
  const Json outcome = run(room, program({{"weeks", 2}, {"fixed", fixed}}));
  CHECK(by_code(outcome["issues"])["spaces.unknownGroup"]["where"] == "/fixed/2/group");
  for (const Visit& visit : visits(room)) {
    if (visit.group == "Trees") {
      CHECK(visit.space == "Atelier");
      CHECK(visit.begin == "14:00");
      CHECK(has_reason(visit.reasons, "space.fixed"));
    }
    if (visit.group == "Bees")
      CHECK(visit.date == (visit.date < "2026-12-01" ? "2026-11-27" : "2026-12-01"));
  }
  // A group that can't be where it is fixed is nowhere.
  fixed = Json::array({Json{{"group", "Bees"}, {"space", "Loft"}}});
  const Json impossible = run(room, program({{"fixed", fixed}}));
  CHECK(impossible["extra"]["nowhere"][0]["reasons"][0]["code"] == "noSpace.fixed");
}

TEST_CASE("tables mix departments as far as they can be mixed") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.groups = "Group,Members\nA,1;8\nB,3;4\nC,2;7\n";
  given.spaces = "Space,Capacity\nHall,12\n";
  given.slots = "Slot,Begin,End\nMorning,9:00,12:00\n";
  const Json outcome = run(room, program({{"tables", 3}, {"weeks", 2}}), given);
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["extra"]["tables"]["tables"] == 4);
  // One of each department at each table.
  CHECK(outcome["extra"]["tables"]["pairs"] == 12);
  CHECK(outcome["extra"]["tables"]["mixed"] == 12);
  CHECK(outcome["extra"]["tables"]["random"] < 12);
  const std::string seats = room.file("seats.csv");
  CHECK(std::count(seats.begin(), seats.end(), '\n') == 13);
}

TEST_CASE("groups can be mixed of everybody, by rules and with proof") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.groups = "";
  given.spaces = "Space,Capacity\nHall,4\nNook,2\nCorner,2\n";
  Json document = program({{"mixed", true}, {"size", {{"min", 2}, {"max", 2}}}});
  document["rules"] = Json::array({Json{{"different", "Department"}}});
  document["criteria"] = Json::array({Json{{"match", "Site"}, {"weight", 50}}});
  const Json outcome = run(room, document, given);
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["extra"]["groups"] == 4);
  CHECK(outcome["extra"]["mixed"]["groups"].size() == 4);
  CHECK(outcome["extra"]["mixed"]["value"] <= outcome["extra"]["mixed"]["bound"]);
  CHECK(outcome["measures"]["matched"]["people"] == 8);
  const Json impossible = run(
      room,
      program({{"mixed", true}, {"size", {{"min", 8}, {"max", 8}}}, {"rules", document["rules"]}}),
      given);
  CHECK(impossible.contains("certificate") == false);
}

TEST_CASE("programs of spaces that make no sense are refused with their place") {
  test::Room room;
  room.roster(kPeople);
  give(room, {});
  const auto issues = [&](const Json& more) {
    const Json answer =
        room.ask({{"op", "run"}, {"program", program(more)}, {"date", "2026-11-24"}});
    return answer.dump();
  };
  const auto told = [&](const Json& more, const char* code) {
    CAPTURE(code);
    CHECK(issues(more).find(code) != std::string::npos);
  };
  told({{"rules", Json::array({Json{{"different", "Department"}}})}}, "spaces.mixedOnly");
  told({{"mixed", true}}, "spaces.sizeMissing");
  told({{"favour", "worst"}}, "spaces.sumOnly");
  told({{"start", "soon"}}, "spaces.startNoDate");
  told({{"weeks", 0}}, "program.expectedNumber");
  told({{"tables", 1}}, "program.expectedNumber");
  told({{"fixed", Json::array({Json{{"space", "Loft"}}})}}, "program.missingKey");
  told({{"nonsense", 1}}, "program.unknownKey");
}

TEST_CASE("hostile and broken lists of spaces are named, and the rest goes on") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.groups =
      "Group,Members,Size,When,Wishes\n"
      "Bees,1;Nobody,,,Castle\n"
      "<script>alert(1)</script>,2,,Someday,Atelier\n"
      "Gone,,0,,\n";
  given.spaces =
      "Space,Capacity,Open\nAtelier,6,\nAtelier,6,\nVoid,0,\nHall,many,\nYard,5,Doomsday\n";
  given.slots =
      "Slot,Date,Begin,End\nTue,Tuesday,9:00,11:00\nTue2,Tuesday,10:00,11:00\nX,Noday,9:00,11:00\n"
      "Y,Friday,11:00,9:00\n";
  const Json outcome = run(room, program(), given);
  const auto issues = by_code(outcome["issues"]);
  for (const char* code : {"groups.unknownPerson", "groups.unknownWish", "groups.when",
                           "groups.size", "groups.empty", "rooms.twice", "rooms.capacity",
                           "rooms.open", "slots.overlap", "slots.date", "slots.time"}) {
    CAPTURE(code);
    REQUIRE(issues.count(code) == 1);
    CHECK(issues.at(code)["rows"].size() > 0);
    CHECK(issues.at(code)["file"].get<std::string>().find(".csv") != std::string::npos);
  }
  CHECK(outcome["extra"]["placed"]["groups"] == 2);
  // Nothing at all: errors that name the list.
  test::Room empty;
  empty.roster(kPeople);
  const Json none = empty.value({{"op", "run"}, {"program", program()}, {"date", "2026-11-24"}});
  CHECK(by_code(none["issues"]).count("spaces.listMissing") == 1);
}

TEST_CASE("plan, seats and calendars of spaces read back as they were made") {
  test::Room room;
  room.roster(kPeople);
  run(room, program({{"weeks", 2}}));
  const std::string plan = room.file("plan.csv");
  CHECK(plan.find("week,date,begin,end,space,site,group,size,people,neighbours,again,wishes,"
                  "seats,free") != std::string::npos);
  CHECK(plan.find("1,2026-11-27,14:00,16:00,Atelier,Berlin,Bees,2,\"Ana Ruiz, Ben Okoro\"") !=
        std::string::npos);
  CHECK(std::count(plan.begin(), plan.end(), '\n') == 9);
  const std::string by_group = room.file("by-group.csv");
  CHECK(by_group.find("group,size,site,people,week 1,week 2") != std::string::npos);
  CHECK(by_group.find("2026-12-04 14:00-16:00 Atelier") != std::string::npos);
  const std::string all = room.file("plan.ics");
  const auto events = [](const std::string& text) {
    size_t count = 0;
    for (size_t at = text.find("BEGIN:VEVENT"); at != std::string::npos;
         at = text.find("BEGIN:VEVENT", at + 1))
      ++count;
    return count;
  };
  CHECK(events(all) == 8);
  const auto calendars = [&](const char* by) {
    return room.value({{"op", "detail"},
                       {"of", "calendars"},
                       {"by", by},
                       {"words", {{"summary", "{group} in {space}"}}}})["files"];
  };
  CHECK(calendars("all").size() == 1);
  CHECK(calendars("group").size() == 4);
  CHECK(calendars("group")[0]["name"] == "bees.ics");
  CHECK(calendars("group")[0]["text"].get<std::string>().find("SUMMARY:Bees in Atelier") !=
        std::string::npos);
  size_t events_of_spaces = 0;
  for (const Json& file : calendars("space"))
    events_of_spaces += events(file["text"].get<std::string>());
  CHECK(events_of_spaces == 8);
}

TEST_CASE("an answer says what moving a group would do") {
  test::Room room;
  room.roster(kPeople);
  run(room, program());
  const Json plan = room.value({{"op", "detail"}, {"of", "plan"}});
  CHECK(plan["visits"].size() == 4);
  CHECK(plan["slots"][0]["dates"][0] == "2026-11-24");
  const auto number = [](const Json& list, const std::string& name) {
    for (size_t i = 0; i < list.size(); ++i) {
      if (list[i]["name"] == name) return i;
    }
    return list.size();
  };
  const auto move = [&](const char* group, const char* space, const char* slot) {
    return room.value(
        {{"op", "detail"},
         {"of", "move"},
         {"group", number(plan["groups"], group)},
         {"week", 0},
         {"to",
          {{"space", number(plan["spaces"], space)}, {"slot", number(plan["slots"], slot)}}}});
  };
  const Json worse = move("Bees", "Atelier", "Tue");
  CHECK(worse["possible"] == true);
  CHECK(worse["value"].get<int64_t>() == worse["before"].get<int64_t>() - 60'000);
  CHECK(worse["fixed"]["slot"] == "Tue");
  CHECK(worse["fixed"]["week"] == 1);
  const Json no = move("Bees", "Loft", "Fri");
  CHECK(no["possible"] == false);
  CHECK(has_reason(no["reasons"], "visit.site"));
  CHECK(has_reason(no["reasons"], "visit.equipment"));
  CHECK(has_reason(no["reasons"], "visit.closed"));
  CHECK(move("Bees", "Nowhere", "Fri")["reasons"][0]["code"] == "visit.unknown");
}

TEST_CASE("against brute force: no plan of a few groups is worth more") {
  Random random(21);
  for (int round = 0; round < 40; ++round) {
    CAPTURE(round);
    constexpr int kGroupCount = 4, kSpaceCount = 2, kSlotCount = 2;
    int size[kGroupCount], wished[kGroupCount], seats[kSpaceCount], most[kSpaceCount];
    bool beamer[kGroupCount], closed[kSpaceCount];
    Given given;
    given.groups = "Group,Size,Equipment,Wish\n";
    for (int g = 0; g < kGroupCount; ++g) {
      size[g] = 1 + static_cast<int>(random.below(3));
      beamer[g] = random.below(4) == 0;
      wished[g] = static_cast<int>(random.below(3));
      given.groups += "G" + std::to_string(g) + "," + std::to_string(size[g]) + "," +
                      (beamer[g] ? "Beamer" : "") + "," +
                      (wished[g] < 2 ? "S" + std::to_string(wished[g]) : "") + "\n";
    }
    given.spaces = "Space,Capacity,Groups,Equipment,Open\n";
    for (int s = 0; s < kSpaceCount; ++s) {
      seats[s] = 2 + static_cast<int>(random.below(4));
      most[s] = 1 + static_cast<int>(random.below(3));
      closed[s] = random.below(3) == 0;
      given.spaces += "S" + std::to_string(s) + "," + std::to_string(seats[s]) + "," +
                      std::to_string(most[s]) + "," + (s == 0 ? "Beamer" : "") + "," +
                      (closed[s] ? "T0" : "") + "\n";
    }
    given.slots = "Slot,Begin,End\nT0,9:00,10:00\nT1,11:00,12:00\n";
    // Every group in every place or in none.
    int best_placed = 0;
    int best_wishes = 0;
    int at[kGroupCount];
    const std::function<void(int)> place = [&](int g) {
      if (g < kGroupCount) {
        for (at[g] = -1; at[g] < kSpaceCount * kSlotCount; ++at[g]) place(g + 1);
        return;
      }
      int used[kSpaceCount * kSlotCount] = {}, count[kSpaceCount * kSlotCount] = {};
      int placed = 0, wishes = 0;
      for (int i = 0; i < kGroupCount; ++i) {
        if (at[i] < 0) continue;
        const int space = at[i] / kSlotCount;
        if ((beamer[i] && space != 0) || (closed[space] && at[i] % kSlotCount == 1)) return;
        if ((used[at[i]] += size[i]) > seats[space] || ++count[at[i]] > most[space]) return;
        ++placed;
        wishes += wished[i] == space ? 1 : 0;
      }
      if (placed > best_placed || (placed == best_placed && wishes > best_wishes)) {
        best_placed = placed;
        best_wishes = wishes;
      }
    };
    place(0);
    test::Room room;
    room.roster(kPeople);
    const Json outcome = run(room, program(), given);
    CHECK(outcome["check"]["passed"] == true);
    CAPTURE(given.groups);
    CAPTURE(given.spaces);
    CHECK(outcome["extra"]["placed"]["groups"] == best_placed);
    CHECK(outcome["certificate"]["value"] == best_placed * 100'000 + best_wishes * 60'000);
    CHECK(outcome["certificate"]["bound"] >= outcome["certificate"]["value"]);
  }
}

namespace {

std::map<std::string, int> visits_of(test::Room& room) {
  std::map<std::string, int> count;
  for (const Visit& visit : visits(room)) ++count[visit.group];
  return count;
}

}  // namespace

TEST_CASE("scarce places go round over the weeks, whatever is wished and whatever the seed") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.groups = "Group,Members\nRed,1;2\nBlue,3;4\n";
  given.spaces = "Space,Capacity,Groups\nYard,6,1\n";
  given.slots = "Slot,Date,Begin,End\nTue,Tuesday,9:00,12:00\n";
  for (int seed = 1; seed < 6; ++seed) {
    const Json outcome = run(room, program({{"weeks", 4}, {"seed", seed}}), given);
    CHECK(outcome["check"]["passed"] == true);
    CHECK(outcome["certificate"]["proof"] == "optimal");
    CHECK(outcome["extra"]["turns"] == Json({{"fewest", 2}, {"most", 2}, {"proven", true}}));
    CHECK(visits_of(room) == std::map<std::string, int>{{"Blue", 2}, {"Red", 2}});
    CHECK(room.value({{"op", "leftOut"}})["total"] == 0);
  }
  // Of six groups only some wish for anything.
  given.groups = "Group,Size,Wish\nA,2,Yard\nB,2,Yard\nC,2,Shed\nD,2,\nE,2,\nF,2,\n";
  given.spaces = "Space,Capacity,Groups\nYard,6,1\nShed,6,1\n";
  const Json six = run(room, program({{"weeks", 6}}), given);
  CHECK(six["check"]["passed"] == true);
  CHECK(six["extra"]["turns"] == Json({{"fewest", 2}, {"most", 2}, {"proven", true}}));
  CHECK(six["extra"]["wishes"]["first"] == 6);
  CHECK(six["certificate"]["proof"] == "optimal");
}

TEST_CASE("who had fewer visits in the last round of the program comes first") {
  test::Room room;
  room.roster(kPeople);
  Given given;
  given.groups = "Group,Members\nRed,1;2\nBlue,3;4\nGreen,5;6\n";
  given.spaces = "Space,Capacity,Groups\nYard,6,1\n";
  given.slots = "Slot,Date,Begin,End\nTue,Tuesday,9:00,12:00\n";
  const Json before = run(room, program({{"weeks", 4}}), given);
  CHECK(before["check"]["passed"] == true);
  const std::map<std::string, int> first = visits_of(room);
  const std::string workspace = room.file("workspace.weft.json");
  const auto again = [&](const Json& more) {
    test::Room next;
    next.roster(kPeople);
    next.value({{"op", "workspace"}}, {workspace});
    give(next, given);
    const Json outcome =
        next.value({{"op", "run"}, {"program", program(more)}, {"date", "2027-01-12"}});
    CHECK(outcome["check"]["passed"] == true);
    return visits_of(next);
  };
  // One had two, the others one each: two weeks later all have had two.
  std::map<std::string, int> both = first;
  for (const auto& [group, count] : again({{"weeks", 2}})) both[group] += count;
  CHECK(both == std::map<std::string, int>{{"Blue", 2}, {"Green", 2}, {"Red", 2}});
  // Another program starts anew.
  std::map<std::string, int> other = again({{"weeks", 3}, {"name", "Other"}});
  CHECK(other == std::map<std::string, int>{{"Blue", 1}, {"Green", 1}, {"Red", 1}});
}

TEST_CASE("random weeks: no group is without a place that somebody with two visits more has") {
  Random random(4711);
  for (int round = 0; round < 30; ++round) {
    test::Room room;
    room.roster(kPeople);
    Given given;
    const int groups = 3 + static_cast<int>(random.below(5));
    std::map<std::string, int> size;
    std::map<std::string, std::string> when;
    given.groups = "Group,Size,When\n";
    for (int g = 0; g < groups; ++g) {
      const std::string name = "G" + std::to_string(g);
      size[name] = 2 + static_cast<int>(random.below(4));
      when[name] = random.below(3) == 0 ? "Fri" : "";
      given.groups += name + "," + std::to_string(size[name]) + "," + when[name] + "\n";
    }
    const int capacity = 4 + static_cast<int>(random.below(4));
    given.spaces = "Space,Capacity,Groups\nYard," + std::to_string(capacity) + ",1\n" +
                   (random.below(2) == 0 ? "Shed,3,1\n" : "");
    const int weeks = 2 + static_cast<int>(random.below(4));
    const Json outcome = run(room, program({{"weeks", weeks}, {"seed", round}}), given);
    CHECK(outcome["check"]["passed"] == true);
    const std::vector<Visit> all = visits(room);
    std::map<std::string, int> count = visits_of(room);
    const auto week_of = [](const Visit& visit) {
      return visit.date < "2026-12-01" ? 0 : std::stoi(visit.date.substr(8)) / 7 + 1;
    };
    for (const Visit& visit : all) {
      for (const auto& [name, people] : size) {
        const bool there =
            std::any_of(all.begin(), all.end(), [&, group = name](const Visit& other) {
              return other.group == group && week_of(other) == week_of(visit);
            });
        const bool fits = people <= (visit.space == "Yard" ? capacity : 3) &&
                          (when[name].empty() || visit.begin == "14:00");
        if (!there && fits) CHECK(count[visit.group] <= count[name] + 1);
      }
    }
  }
}

}  // namespace formats_spaces_test
