// Barcamps through the door: agenda, people, what is lost and why, repair, files, bad lists; and
// against brute force on small days, without a line of the format.
#include <algorithm>
#include <map>
#include <set>

#include "base/random.h"
#include "sanitized.h"
#include "support.h"

namespace formats_barcamp_test {

using namespace weft;
using test::Json;

namespace {

const char* const kPeople =
    "id,name,Department\n"
    "1,Ana Ruiz,Sales\n"
    "2,Ben Okoro,Legal\n"
    "3,Chi Wang,IT\n"
    "4,Dora Weiß,IT\n"
    "5,Eli Novák,Sales\n"
    "6,Fay Brandt,IT\n";
const char* const kProposals =
    "Session,Host,Equipment,Length,Size\n"
    "Bees,Ana Ruiz,,1,\n"
    "Trees,Ben Okoro,Beamer,1,\n"
    "Seas,Chi Wang,,1,\n"
    "Hills,Ana Ruiz,,1,\n";
const char* const kRooms =
    "Room,Capacity,Equipment,Step-free,Open\n"
    "Hall,10,Beamer,yes,\n"
    "Nook,3,,no,\n";
const char* const kSlots = "Slot,Begin,End\n1,9:00,9:45\n2,10:00,10:45\n3,11:00,11:45\n";
const char* const kVotes =
    "Person,Session\n4,Bees\n4,Trees\n4,Seas\n5,Bees\n5,Seas\n6,Trees\n6,Hills\n2,Bees\n";

struct Given {
  std::string proposals = kProposals;
  std::string votes = kVotes;
  std::string rooms = kRooms;
  std::string slots = kSlots;
};

Json program(Json more = Json::object()) {
  Json json = {{"weft", 1}, {"format", "barcamp"}, {"name", "Barcamp"}, {"seed", 3}};
  json.update(more);
  return json;
}

void give(test::Room& room, const Given& day) {
  const std::pair<const char*, const std::string*> lists[] = {{"proposals", &day.proposals},
                                                              {"votes", &day.votes},
                                                              {"rooms", &day.rooms},
                                                              {"slots", &day.slots}};
  for (const auto& [kind, text] : lists)
    room.value({{"op", "list"}, {"kind", kind}, {"file", std::string(kind) + ".csv"}}, {*text});
}

Json run(test::Room& room, const Json& document, const Given& day = {}) {
  give(room, day);
  return room.value({{"op", "run"}, {"program", document}, {"date", "2026-11-24"}});
}

// "title@room@begin: people" of every group.
std::vector<std::string> agenda(test::Room& room) {
  std::vector<std::string> all;
  const Json page = room.value({{"op", "groups"}, {"count", 1000}});
  for (const Json& group : page["groups"]) {
    std::string one = group["title"].get<std::string>() + "@" + group["where"].get<std::string>() +
                      "@" + group["when"]["begin"].get<std::string>() + ":";
    for (const Json& person : group["people"]) one += " " + person["id"].get<std::string>();
    all.push_back(one);
  }
  return all;
}

bool holds(const std::vector<std::string>& all, const std::string& beginning) {
  return std::any_of(all.begin(), all.end(), [&](const std::string& one) {
    return one.compare(0, beginning.size(), beginning) == 0;
  });
}

std::map<std::string, Json> by_code(const Json& issues) {
  std::map<std::string, Json> all;
  for (const Json& issue : issues) all[issue["code"]] = issue;
  return all;
}

}  // namespace

TEST_CASE("sessions get a room and a time, hosts are there, and people go where they voted") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.votes += "5,Trees\n";
  day.slots = "Slot,Begin,End\n1,9:00,9:45\n2,10:00,10:45\n";
  run(room, program(), day);
  CHECK(agenda(room).size() == 3);
  const Json outcome = run(room, program());
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["certificate"]["proof"] == "optimal");
  CHECK(outcome["extra"]["votes"]["cast"] == 8);
  CHECK(outcome["extra"]["votes"]["honoured"] == 8);
  CHECK(outcome["certificate"]["value"] == 8000);
  CHECK(outcome["certificate"]["best"] == 8000);
  CHECK(outcome["certificate"]["random"].get<int64_t>() <= 8000);
  CHECK(outcome["extra"]["sessions"]["held"] == 4);
  const std::vector<std::string> all = agenda(room);
  REQUIRE(all.size() == 4);
  CHECK(holds(all, "Trees@Hall@"));
  const Json groups = room.value({{"op", "groups"}})["groups"];
  for (const Json& group : groups) {
    CHECK(group["when"]["date"] == "2026-11-24");
    CHECK(group["people"][0]["role"] == "host");
    for (size_t i = 1; i < group["people"].size(); ++i)
      CHECK(group["people"][i]["role"] == "guest");
    CHECK(group["reasons"][0]["code"] == "session.votes");
  }
  CHECK(room.value({{"op", "leftOut"}})["total"] == 0);
}

TEST_CASE("against brute force: no agenda and no seating of small days is worth more") {
  Random random(11);
  for (int round = 0; round < weft::test::random_rounds(40); ++round) {
    CAPTURE(round);
    constexpr int kSessions = 4, kVoters = 5, kRoomCount = 2, kSlotCount = 2;
    int hosts[kSessions], seats[kRoomCount], stars[kVoters][kSessions] = {};
    bool beamer[kSessions];
    for (int& one : seats) one = 2 + static_cast<int>(random.below(4));
    Given day;
    day.slots = "Slot,Begin,End\n1,9:00,9:45\n2,10:00,10:45\n";
    day.proposals = "Session,Host,Equipment\n";
    for (int s = 0; s < kSessions; ++s) {
      hosts[s] = static_cast<int>(random.below(3));
      beamer[s] = random.below(3) == 0;
      day.proposals += "S" + std::to_string(s) + "," + std::to_string(hosts[s] + 1) + "," +
                       (beamer[s] ? "Beamer" : "") + "\n";
    }
    day.rooms = "Room,Capacity,Equipment\nA," + std::to_string(seats[0]) + ",Beamer\nB," +
                std::to_string(seats[1]) + ",\n";
    day.votes = "Person,Session,Stars\n";
    for (int p = 0; p < kVoters; ++p) {
      for (int s = 0; s < kSessions; ++s) {
        if (hosts[s] == p || random.below(3) == 0) continue;
        stars[p][s] = 1 + static_cast<int>(random.below(5));
        day.votes += std::to_string(p + 1) + ",S" + std::to_string(s) + "," +
                     std::to_string(stars[p][s]) + "\n";
      }
    }
    day.votes += "6,S0,5\n";  // so that five stars are the most
    // Everything, slot by slot: which session in which room, and who sits where.
    int best = 0;
    std::vector<int> place(kSessions, 0);
    for (int code = 0; code < 625; ++code) {
      int rest = code;
      for (int& one : place) {
        one = rest % 5;  // slot * 2 + room; 4: not at all
        rest /= 5;
      }
      bool fits = true;
      int at[kSlotCount][kRoomCount] = {{-1, -1}, {-1, -1}};
      for (int s = 0; s < kSessions; ++s) {
        const int to = place[static_cast<size_t>(s)];
        if (to == 4) continue;
        int& there = at[to / 2][to % 2];
        fits = fits && there < 0 && !(beamer[s] && to % 2 == 1);
        there = s;
      }
      int value = 0;
      for (const auto& row : at) {
        if (row[0] >= 0 && row[1] >= 0 && hosts[row[0]] == hosts[row[1]]) fits = false;
        int most = 0;
        for (int seating = 0; seating < 729; ++seating) {
          int chosen = seating;
          int used[2] = {row[0] >= 0 ? 1 : 0, row[1] >= 0 ? 1 : 0};
          int sum = 0;
          bool good = true;
          for (int p = 0; p < kVoters + 1; ++p, chosen /= 3) {
            if (chosen % 3 == 2) continue;
            const int s = row[chosen % 3];
            const bool busy =
                (row[0] >= 0 && hosts[row[0]] == p) || (row[1] >= 0 && hosts[row[1]] == p);
            const int worth = s < 0 ? 0 : p == kVoters ? (s == 0 ? 5 : 0) : stars[p][s];
            if (worth == 0 || busy) {
              good = false;
              break;
            }
            ++used[chosen % 3];
            sum += worth;
          }
          if (good && used[0] <= seats[0] && used[1] <= seats[1]) most = std::max(most, sum);
        }
        value += most;
      }
      if (fits) best = std::max(best, value);
    }
    test::Room room;
    room.roster(kPeople);
    const Json outcome = run(room, program(), day);
    CHECK(outcome["check"]["passed"] == true);
    CHECK(outcome["certificate"]["value"] == best * 200);
    CHECK(outcome["certificate"]["bound"].get<int64_t>() >= best * 200);
  }
}

TEST_CASE("fewer places than proposals: the choice is part of the optimum, and says so") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.slots = "Slot,Begin,End\n1,9:00,9:45\n";
  day.rooms = "Room,Capacity\nHall,10\n";
  day.proposals = "Session,Host\nBees,1\nTrees,2\n";
  day.votes = "Person,Bees,Trees\n3,x,\n4,,x\n5,,x\n";
  const Json outcome = run(room, program(), day);
  CHECK(agenda(room) == std::vector<std::string>{"Trees@Hall@09:00: 2 4 5"});
  const Json& left = outcome["extra"]["notHeld"];
  REQUIRE(left.size() == 1);
  CHECK(left[0]["title"] == "Bees");
  CHECK(left[0]["reasons"][0]["code"] == "notHeld.worthLess");
  const Json people = room.value({{"op", "leftOut"}});
  REQUIRE(people["total"] == 1);
  CHECK(people["people"][0]["reasons"][0]["code"] == "leftOut.notHeld");
  // HR may decide otherwise.
  run(room, program({{"fixed", Json::parse(R"([{"session": "bees"}])")}}), day);
  CHECK(agenda(room) == std::vector<std::string>{"Bees@Hall@09:00: 1 3"});
}

TEST_CASE("full rooms turn people away, and the second choice is filled") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.slots = "Slot,Begin,End\n1,9:00,9:45\n";
  day.rooms = "Room,Capacity\nHall,3\nNook,3\n";
  day.proposals = "Session,Host\nBees,1\nTrees,2\n";
  day.votes = "Person,Session,Rank\n3,Bees,1\n4,Bees,1\n5,Bees,1\n5,Trees,2\n6,Bees,1\n";
  const Json outcome = run(room, program(), day);
  CHECK(outcome["extra"]["votes"]["honoured"] == 3);
  CHECK(outcome["extra"]["votes"]["lost"]["full"] == 1);
  CHECK(outcome["extra"]["votes"]["lost"]["elsewhere"] == 1);
  CHECK(outcome["extra"]["seats"] == Json({{"taken", 5}, {"of", 6}}));
  const Json people = room.value({{"op", "leftOut"}});
  REQUIRE(people["total"] == 1);
  CHECK(people["people"][0]["reasons"][0]["code"] == "leftOut.roomsFull");
}

TEST_CASE("equipment, size, length, breaks, opening and hosts who are away bind") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.slots =
      "Slot,Date,Begin,End,Kind\n1,2026-12-03,9:00,9:45,\n2,2026-12-03,9:50,10:35,\n"
      "Coffee,2026-12-03,10:35,10:50,break\n3,2026-12-03,10:50,11:35,\n";
  day.rooms =
      "Room,Capacity,Equipment,Step-free,Open\nHall,10,Beamer; Flipchart,no,9:00-10:40\n"
      "Nook,4,,yes,\n";
  day.proposals =
      "Session,Hosts,Equipment,Length,Size,When\n"
      "Long,1,,2,,\n"
      "Shown,2,beamer,1,8,\n"
      "Wheels,3,barrierefrei,1,,3\n";
  day.votes = "Person,Long,Shown,Wheels\n4,x,x,x\n5,x,x,x\n";
  const Json outcome =
      run(room, program({{"away", Json::parse(R"([{"person": "2", "slots": ["1"]}])")}}), day);
  CHECK(outcome["check"]["passed"] == true);
  const std::vector<std::string> all = agenda(room);
  CHECK(holds(all, "Wheels@Nook@10:50"));
  CHECK(holds(all, "Long@"));
  CHECK(holds(all, "Shown@Hall@09:50"));
  for (const std::string& one : all) {
    if (one.compare(0, 5, "Long@") == 0) CHECK(one.compare(0, 15, "Long@Nook@09:00") == 0);
  }
  const Json last = room.value({{"op", "groups"}})["groups"][0];
  CHECK(last["when"]["date"] == "2026-12-03");
}

TEST_CASE(
    "what is wrong in the lists is named with file, row, column and value; the rest goes on") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.proposals =
      "Session,Host,Equipment,Length,Size,When\n"
      "Bees,Ana Ruiz,,1,,\n"
      ",Ana Ruiz,,1,,\n"
      "bees,Ben Okoro,,1,,\n"
      "Trees,Zoe Unknown; Ben Okoro,Rocket,long,crowd,soon\n"
      "Seas,Chi Wang,,9,500,\n";
  day.votes =
      "Person,Session,Stars\n4,Bees,5\n9,Bees,5\n5,Moons,5\n6,Trees,lots\n4,Bees,3\n1,Bees,4\n"
      "6,Trees,-2\n5,Trees,★★★\n";
  day.rooms =
      "Room,Capacity,Step-free,Open\nHall,10,perhaps,never\nNook,,,\nLoft,many,,\nhall,5,,\n,5,,\n"
      "Cave,0,,\n";
  day.slots =
      "Slot,Date,Begin,End\n1,,9:00,9:45\n2,,9:30,10:15\n3,,10:00,9:00\n4,someday,11:00,12:00\n";
  const Json outcome = run(room, program(), day);
  const std::map<std::string, Json> issues = by_code(outcome["issues"]);
  const auto row = [&](const char* code, const char* file, int64_t first, const char* value) {
    CAPTURE(code);
    REQUIRE(issues.count(code) == 1);
    const Json& issue = issues.at(code);
    CHECK(issue["file"] == file);
    CHECK(issue["rows"][0] == first);
    CHECK(issue["args"]["value"] == value);
    CHECK_FALSE(issue["column"].get<std::string>().empty());
  };
  row("proposals.noTitle", "proposals.csv", 3, "");
  row("proposals.twice", "proposals.csv", 4, "bees");
  row("proposals.unknownHost", "proposals.csv", 5, "Zoe Unknown");
  row("proposals.noSuchEquipment", "proposals.csv", 5, "Rocket");
  row("proposals.length", "proposals.csv", 5, "long");
  row("proposals.size", "proposals.csv", 5, "crowd");
  row("proposals.when", "proposals.csv", 5, "soon");
  row("proposals.tooLarge", "proposals.csv", 6, "500");
  row("proposals.tooLong", "proposals.csv", 6, "9");
  row("votes.unknownPerson", "votes.csv", 3, "9");
  row("votes.unknownSession", "votes.csv", 4, "Moons");
  row("votes.value", "votes.csv", 5, "lots");
  row("votes.twice", "votes.csv", 6, "Dora Weiß");
  row("votes.ownSession", "votes.csv", 7, "Ana Ruiz");
  row("rooms.stepFree", "rooms.csv", 2, "perhaps");
  row("rooms.open", "rooms.csv", 2, "never");
  row("rooms.noCapacity", "rooms.csv", 3, "Nook");
  row("rooms.capacity", "rooms.csv", 4, "many");
  CHECK(issues.at("rooms.capacity")["rows"] == Json({4, 7}));
  row("rooms.twice", "rooms.csv", 5, "hall");
  row("rooms.noName", "rooms.csv", 6, "");
  row("slots.overlap", "slots.csv", 3, "9:30");
  row("slots.time", "slots.csv", 4, "9:00");
  row("slots.date", "slots.csv", 5, "someday");
  CHECK(outcome["check"]["passed"] == true);
  CHECK(agenda(room).size() == 1);
  const Json& left = outcome["extra"]["notHeld"];
  CHECK(left.size() == 2);
}

TEST_CASE("a column of the votes that is no session is said, one about people is not") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.votes = "Person,Department,Bees,Moons,Seas\n4,IT,maybe,x,5\n5,Sales,1,,☆☆\n";
  const Json outcome = run(room, program(), day);
  const std::map<std::string, Json> issues = by_code(outcome["issues"]);
  REQUIRE(issues.count("votes.unknownSession") == 1);
  CHECK(issues.at("votes.unknownSession")["column"] == "Moons");
  CHECK(issues.at("votes.unknownSession")["rowCount"] == 1);
  CHECK(issues.count("votes.value") == 1);
  CHECK(outcome["extra"]["votes"]["cast"] == 3);
}

TEST_CASE("ranks: a person's first choice is a full vote, the last the smallest") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.slots = "Slot,Begin,End\n1,9:00,9:45\n2,10:00,10:45\n3,11:00,11:45\n";
  day.votes = "Person,Sessions\n4,Trees; Seas; Bees\n";
  const Json outcome = run(room, program({{"votes", "ranks"}}), day);
  CHECK(outcome["certificate"]["value"] == 1000 + 666 + 333);
  CHECK(outcome["certificate"]["proof"] == "optimal");
}

TEST_CASE("settings that name what is not there say so; more is fixed than there are places") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.slots = "Slot,Begin,End\n1,9:00,9:45\n";
  const Json outcome = run(
      room,
      program(
          {{"fixed", Json::parse(R"([{"session": "Bees", "slot": "1", "room": "Hall"},
                                         {"session": "Trees", "slot": "1", "room": "Hall"},
                                         {"session": "Seas", "slot": "7"}, {"session": "Moon"}])")},
           {"out", Json::parse(R"({"rooms": ["Cellar"], "slots": ["8"], "sessions": ["Mars"]})")},
           {"away", Json::parse(R"([{"person": "77"}])")}}),
      day);
  const std::vector<std::string> found = test::codes(outcome["issues"]);
  for (const char* code : {"barcamp.fixedTogether", "barcamp.fixedTooMany", "barcamp.unknownSlot",
                           "barcamp.unknownRoom", "barcamp.unknownSession", "barcamp.unknownPerson",
                           "barcamp.missing"}) {
    CAPTURE(code);
    CHECK(std::count(found.begin(), found.end(), code) > 0);
  }
  CHECK(outcome["check"]["passed"] == true);
  const Json wrong =
      room.value({{"op", "possible"},
                  {"program", program({{"fixed", Json::parse(R"([{"slot": "1"}, 3])")},
                                       {"rules", Json::parse(R"([{"different": "@department"}])")},
                                       {"votes", "darts"}})}});
  const std::vector<std::string> errors = test::codes(wrong["issues"]);
  CHECK(std::count(errors.begin(), errors.end(), "barcamp.votesOnly") == 1);
  CHECK(errors.size() >= 4);
}

TEST_CASE(
    "a session that is fixed when it can't be is said to be missing, and all others have their "
    "place") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.proposals = "Session,Host,Length,When\nBees,1,,2\nTrees,2,2,\nSeas,3,,\n";
  day.slots = "Slot,Begin,End\n1,9:00,9:45\n2,10:00,10:45\n";
  day.votes = "Person,Session\n4,Bees\n4,Seas\n5,Trees\n";
  const Json outcome =
      run(room, program({{"fixed", Json::parse(R"([{"session": "Bees", "slot": "1"},
                                                              {"session": "Trees", "slot": "2"}])")}}),
          day);
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["extra"]["missing"] == Json::parse(R"(["Bees", "Trees"])"));
  CHECK(outcome["groupCount"] == 1);
  const std::vector<std::string> found = test::codes(outcome["issues"]);
  CHECK(std::count(found.begin(), found.end(), "barcamp.fixedNotThen") == 2);
}

TEST_CASE("a missing list is an error of its own, in the language of the lists") {
  test::Room room;
  room.roster(kPeople);
  const Json possible =
      room.value({{"op", "possible"}, {"program", program()}, {"date", "2026-11-24"}});
  CHECK(test::codes(possible["issues"]) == std::vector<std::string>(4, "barcamp.listMissing"));
  const Json outcome = room.value({{"op", "run"}, {"program", program()}, {"date", "2026-11-24"}});
  CHECK_FALSE(outcome.contains("certificate"));
  CHECK(test::codes(outcome["issues"]) == std::vector<std::string>(4, "barcamp.listMissing"));
}

TEST_CASE("the effect of moving a session is told before it is done") {
  test::Room room;
  room.roster(kPeople);
  run(room, program());
  const Json grid = room.value({{"op", "detail"}, {"of", "agenda"}});
  CHECK(grid["slots"].size() == 3);
  CHECK(grid["rooms"][0]["name"] == "Hall");
  REQUIRE(grid["sessions"].size() == 4);
  const auto place = [&](const char* title) {
    for (const Json& one : grid["sessions"]) {
      if (one["title"] == title) return one["place"];
    }
    return Json();
  };
  const Json trees = place("Trees");
  const Json nook = {{"slot", trees["slot"]}, {"room", 1}};
  const Json refused = room.value({{"op", "detail"}, {"of", "move"}, {"session", 1}, {"to", nook}});
  CHECK(refused["possible"] == false);
  CHECK(refused["reasons"][0]["code"] == "move.equipment");
  // Two sessions of one host at once.
  const Json bees = place("Bees");
  const Json hills = place("Hills");
  const Json clash =
      room.value({{"op", "detail"},
                  {"of", "move"},
                  {"session", 3},
                  {"to", {{"slot", bees["slot"]}, {"room", 1 - bees["room"].get<int>()}}}});
  CHECK(clash["possible"] == false);
  CHECK(clash["reasons"][0]["code"] == "move.hostTwice");
  // Out of the day: its votes are gone.
  const Json out = room.value({{"op", "detail"}, {"of", "move"}, {"session", 1}, {"to", nullptr}});
  CHECK(out["possible"] == true);
  CHECK(out["before"] == 8000);
  CHECK(out["value"].get<int64_t>() < 8000);
  CHECK(out["grid"]["sessions"][1]["place"].is_null());
  // Two change places.
  const Json swap = room.value({{"op", "detail"}, {"of", "move"}, {"session", 0}, {"to", hills}});
  CHECK(swap["possible"] == true);
  REQUIRE(swap["others"].size() == 1);
  CHECK(swap["others"][0]["title"] == "Hills");
  CHECK(swap["others"][0]["to"] == bees);
  CHECK(room.error({{"op", "detail"}, {"of", "nonsense"}}) != "");
}

TEST_CASE("a room drops out: the fewest sessions move, and the new agenda is a run of its own") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.rooms = "Room,Capacity,Equipment\nHall,10,Beamer\nNook,5,\nLoft,8,Beamer\n";
  run(room, program(), day);
  const Json before = room.value({{"op", "detail"}, {"of", "agenda"}});
  Json keep = Json::array();
  int in_hall = 0;
  for (const Json& one : before["sessions"]) {
    if (one["place"].is_null()) continue;
    const auto r = one["place"]["room"].get<size_t>();
    const auto t = one["place"]["slot"].get<size_t>();
    in_hall += r == 0 ? 1 : 0;
    keep.push_back({{"session", one["title"]},
                    {"slot", before["slots"][t]["label"]},
                    {"room", before["rooms"][r]["name"]}});
  }
  const Json preview =
      room.value({{"op", "detail"}, {"of", "repair"}, {"out", {{"rooms", {"Hall"}}}}});
  CHECK(preview["changed"].size() == static_cast<size_t>(in_hall));
  const Json outcome = run(room, program({{"keep", keep}, {"out", {{"rooms", {"Hall"}}}}}), day);
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["extra"]["kept"]["changed"].size() == static_cast<size_t>(in_hall));
  const Json after = room.value({{"op", "detail"}, {"of", "agenda"}});
  for (size_t s = 0; s < 4; ++s) {
    const Json& was = before["sessions"][s]["place"];
    if (!was.is_null() && was["room"] != 0) CHECK(after["sessions"][s]["place"] == was);
    CHECK(after["sessions"][s]["place"] != Json({{"slot", 0}, {"room", 0}}));
  }
  // Nothing is out: nothing moves.
  const Json same = run(room, program({{"keep", keep}}), day);
  CHECK(same["extra"]["kept"]["changed"].empty());
}

TEST_CASE("in a repair a weaker session gives way to a stronger one, where that gains enough") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.slots = "Slot,Begin,End\n1,9:00,9:45\n";
  day.proposals = "Session,Host\nBees,Ana Ruiz\nTrees,Ben Okoro\n";
  day.votes = "Person,Session\n4,Trees\n5,Trees\n";
  Json asked = program({{"keep", Json::parse(R"([{"session": "Bees", "slot": "1", "room": "Nook"},
                                                 {"session": "Trees", "slot": "1", "room": "Hall"}])")}});
  run(room, asked, day);
  Json question = Json::parse(R"({"op": "detail", "of": "repair", "out": {"rooms": ["Hall"]}})");
  Json all_stay = room.value(question);
  CHECK(all_stay["value"] == 0);
  CHECK(all_stay["changed"].size() == 1);
  question["giveWay"] = 1;
  Json gives = room.value(question);
  CHECK(gives["value"] == 2000);
  REQUIRE(gives["changed"].size() == 2);
  CHECK(gives["changed"][0]["title"] == "Bees");
  CHECK(gives["changed"][0]["gaveWay"] == true);
  CHECK(gives["changed"][1]["gaveWay"] == false);
  question["giveWay"] = 3;
  CHECK(room.value(question)["value"] == 0);

  asked["out"] = {{"rooms", {"Hall"}}};
  asked["giveWay"] = 1;
  const Json outcome = run(room, asked, day);
  CHECK(outcome["check"]["passed"] == true);
  CHECK(outcome["certificate"]["value"] == 2000);
  CHECK(holds(agenda(room), "Trees@Nook@"));
}

TEST_CASE("a person's timetable, free seats and what became of their votes") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.slots = "Slot,Begin,End\n1,9:00,9:45\n2,10:00,10:45\n";
  run(room, program(), day);
  const Json dora = room.value({{"op", "detail"}, {"of", "person"}, {"person", "4"}});
  CHECK(dora["name"] == "Dora Weiß");
  CHECK(dora["attends"].size() == 2);
  CHECK(dora["votes"].size() == 3);
  int elsewhere = 0;
  for (const Json& vote : dora["votes"]) elsewhere += vote["fate"] == "elsewhere" ? 1 : 0;
  CHECK(elsewhere == 1);
  const Json ana = room.value({{"op", "detail"}, {"of", "person"}, {"person", "1"}});
  CHECK(ana["attends"][0]["hosts"] == true);
  CHECK(room.error({{"op", "detail"}, {"of", "person"}, {"person", "nobody"}}) ==
        "barcamp.unknownPerson");
}

TEST_CASE("people are found by name, id or e-mail, whatever case and accents") {
  test::Room room;
  room.roster(kPeople);
  run(room, program());
  const auto found = [&](const std::string& text, int count = 10) {
    return room.value({{"op", "detail"}, {"of", "people"}, {"find", text}, {"count", count}});
  };
  CHECK(found("WEISS")["found"] == 1);
  CHECK(found("novak")["people"][0]["id"] == "5");
  CHECK(found("novak")["people"][0]["sessions"] == 2);
  CHECK(found("nobody")["people"].empty());
  CHECK(found("", 2)["found"] == 6);
  CHECK(found("", 2)["people"].size() == 2);
}

TEST_CASE("all hosts of a session meet its guests, and each other") {
  test::Room room;
  // Five of each department take part: of fewer it would not be told.
  std::string people = kPeople;
  for (int i = 7; i <= 19; ++i) {
    people += std::to_string(i) + ",P" + std::to_string(i) +
              (i < 11   ? ",Sales\n"
               : i < 15 ? ",Legal\n"
                        : ",IT\n");
  }
  room.roster(people);
  Given day;
  day.rooms = "Room,Capacity\nHall,10\nNook,10\n";
  day.proposals =
      "Session,Host\nBees,Ana Ruiz; Ben Okoro\nTrees,Chi Wang\nSales alone,5\nLegal "
      "alone,19\nIT alone,6\n";
  day.votes = "Person,Session\n4,Bees\n1,Trees\n2,Trees\n";
  for (int i = 7; i <= 18; ++i) {
    day.votes += std::to_string(i) + (i < 11   ? ",Sales alone\n"
                                      : i < 15 ? ",Legal alone\n"
                                               : ",IT alone\n");
  }
  const Json meets = run(room, program(), day)["measures"]["meets"];
  const auto at = [&](const char* one, const char* other) {
    const Json& labels = meets["labels"];
    const auto of = [&](const char* label) {
      return static_cast<size_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
    };
    return meets["matrix"][of(one)][of(other)];
  };
  CHECK(at("Sales", "IT") == 2);
  CHECK(at("IT", "Legal") == 2 + 4);
  CHECK(at("Legal", "Sales") == 1);
  CHECK(at("IT", "IT") == 4);
}

TEST_CASE("agenda, timetables and calendars are files that can be read back") {
  test::Room room;
  room.roster(kPeople);
  run(room, program());
  const std::string table = room.file("agenda.csv");
  CHECK(table.find("date,begin,end,room,site,session,id,hosts") == 0);
  CHECK(table.find("2026-11-24,09:00,09:45,") != std::string::npos);
  const std::string people = room.file("timetables.csv");
  CHECK(people.find("id,name,email,2026-11-24 09:00-09:45,2026-11-24 10:00-10:45,") == 0);
  CHECK(people.find("Dora Weiß") != std::string::npos);
  const std::string calendar = room.file("sessions.ics");
  CHECK(calendar.find("BEGIN:VCALENDAR") == 0);
  size_t events = 0;
  for (size_t at = calendar.find("BEGIN:VEVENT"); at != std::string::npos;
       at = calendar.find("BEGIN:VEVENT", at + 1)) {
    ++events;
  }
  CHECK(events == 4);
  const Json rooms = room.value({{"op", "detail"}, {"of", "calendars"}, {"by", "room"}});
  CHECK(rooms["files"].size() == 2);
  const Json each = room.value(
      {{"op", "detail"}, {"of", "calendars"}, {"words", {{"summary", "Session: {session}"}}}});
  CHECK(each["files"].size() == 6);
  CHECK(each["files"][0]["text"].get<std::string>().find("SUMMARY:Session: ") != std::string::npos);
}

TEST_CASE("an agenda that somebody changed by hand does not pass the check") {
  test::Room room;
  room.roster(kPeople);
  run(room, program());
  const Json good = Json::parse(room.file("outcome.json"));
  const auto broken = [&](const Json& changed) {
    return test::codes(
        room.value({{"op", "check"}, {"program", program()}}, {changed.dump()})["broken"]);
  };
  CHECK(broken(good).empty());
  Json moved = good;
  moved["groups"][0]["where"] = "Cellar";
  CHECK(broken(moved).front() == "check.session.unknown");
  Json late = good;
  late["groups"][0]["when"]["begin"] = "09:15";
  CHECK(broken(late).front() == "check.session.times");
  Json guest = good;
  guest["groups"][0]["people"].push_back({{"id", "3"}, {"role", "guest"}});
  CHECK_FALSE(broken(guest).empty());
  Json room_twice = good;
  for (Json& group : room_twice["groups"]) group["where"] = "Hall";
  const std::vector<std::string> codes = broken(room_twice);
  CHECK(std::count(codes.begin(), codes.end(), "check.session.roomTwice") > 0);
}

TEST_CASE("hosts who do not take part are in one place at a time, and keep their names") {
  // From outside, in two spellings; on pause; away from work.
  for (const auto& [first, second] :
       std::vector<std::pair<std::string, std::string>>{{"Dr. Extern", "dr extern"},
                                                        {"Hans Extern", "\"Extern, Hans\""},
                                                        {"Pia Post", "7"},
                                                        {"Max Müller", "Max Mueller"}}) {
    const std::string& host = first;
    CAPTURE(host);
    test::Room room;
    room.roster(
        std::string("id,name,Department,Pause until\n1,Ana Ruiz,Sales,\n5,Eli Novák,Sales,\n"
                    "6,Fay Brandt,IT,\n7,Pia Post,IT,2027-12-01\n"));
    Given day;
    day.proposals = "Session,Host\nBees," + first + "\nCats," + second + "\nDogs,1\n";
    day.votes = "Person,Session\n5,Bees\n5,Dogs\n6,Cats\n6,Dogs\n";
    day.slots = "Slot,Begin,End\n1,9:00,10:00\n2,10:00,11:00\n";
    day.rooms = "Room,Capacity\nHall,20\nNook,3\n";
    const Json outcome = run(room, program(), day);
    CHECK(outcome["check"]["passed"] == true);
    CHECK(outcome["certificate"]["proof"] == "optimal");
    // Bees and Cats are not at the same time: one of the four votes is lost.
    CHECK(outcome["extra"]["votes"]["honoured"] == 3);
    std::map<std::string, std::string> begins;
    const Json groups = room.value({{"op", "groups"}})["groups"];
    CHECK_FALSE(groups.empty());
    for (const Json& group : groups) begins[group["title"]] = group["when"]["begin"];
    if (begins.count("Bees") > 0 && begins.count("Cats") > 0)
      CHECK(begins["Bees"] != begins["Cats"]);
    CHECK(room.file("agenda.csv").find(first) != std::string::npos);
    CHECK(room.file("sessions.ics").find(first) != std::string::npos);
    const Json grid = room.value({{"op", "detail"}, {"of", "agenda"}});
    for (const Json& session : grid["sessions"]) {
      REQUIRE(session["hosts"].size() == 1);
      if (session["title"] != "Dogs") CHECK(session["hosts"][0]["name"] == first);
    }
    // A change by hand that puts the host in two places is refused with the name.
    Json agenda = Json::array();
    for (const Json& session : grid["sessions"])
      agenda.push_back(session["title"] == "Bees" ? Json({{"slot", 0}, {"room", 0}}) : Json());
    const Json moved = room.value({{"op", "detail"},
                                   {"of", "move"},
                                   {"session", 1},
                                   {"agenda", agenda},
                                   {"to", {{"slot", 0}, {"room", 1}}}});
    CHECK(moved["possible"] == false);
    CHECK(moved["reasons"][0]["args"]["host"] == first);
  }
}

TEST_CASE("a host from outside who is never there is told as that, and one who is there counts") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.proposals = "Session,Host\nBees,Dr. Extern\nCats,Ana Ruiz\n";
  day.votes = "Person,Session\n5,Bees\n6,Cats\n";
  const Json document = program({{"away", Json::parse(R"([{"person": "Dr. Extern"}])")}});
  const Json outcome = run(room, document, day);
  CHECK(outcome["check"]["passed"] == true);
  CHECK(by_code(outcome["issues"]).count("barcamp.unknownPerson") == 0);
  REQUIRE(outcome["extra"]["notHeld"].size() == 1);
  const Json& left = outcome["extra"]["notHeld"][0];
  CHECK(left["reasons"][0]["code"] == "notHeld.hostAway");
  CHECK(left["reasons"][0]["args"]["hosts"] == "Dr. Extern");
  CHECK(room.value({{"op", "possible"}, {"program", document}})["own"]["hosts"] == 2);
}

TEST_CASE("of two sessions of one host in the only slot the other is told as what keeps it out") {
  test::Room room;
  room.roster(kPeople);
  Given day;
  day.slots = "Slot,Begin,End\n1,9:00,10:00\n";
  day.rooms = "Room,Capacity\nHall,20\nNook,20\n";
  day.proposals = "Session,Host\nBees,Dr. Extern\nCats,Dr. Extern\n";
  day.votes = "Person,Session\n5,Bees\n6,Bees\n2,Cats\n";
  const Json outcome = run(room, program(), day);
  REQUIRE(outcome["extra"]["notHeld"].size() == 1);
  const Json reason = outcome["extra"]["notHeld"][0]["reasons"][0];
  CHECK(reason["code"] == "notHeld.hostBusy");
  CHECK(reason["args"]["host"] == "Dr. Extern");
  CHECK(reason["args"]["other"] == "Bees");
  // With another slot there is a time for both.
  day.slots = "Slot,Begin,End\n1,9:00,10:00\n2,10:00,11:00\n";
  CHECK(run(room, program(), day)["extra"]["notHeld"].empty());
}

TEST_CASE("many sessions of few hosts from outside: nobody is in two places, whatever the seed") {
  Random random(1611);
  for (int round = 0; round < 20; ++round) {
    test::Room room;
    room.roster(kPeople);
    Given day;
    day.rooms = "Room,Capacity\nHall,10\nNook,4\nLoft,4\n";
    std::map<std::string, std::string> host_of;
    day.proposals = "Session,Host\n";
    day.votes = "Person,Session\n";
    for (int s = 0; s < 7; ++s) {
      const std::string title = "S" + std::to_string(s);
      host_of[title] =
          random.below(4) == 0 ? "Ana Ruiz" : "Guest " + std::to_string(random.below(3));
      day.proposals += title + "," + host_of[title] + "\n";
      for (int person = 2; person <= 6; ++person) {
        if (random.below(2) == 0) day.votes += std::to_string(person) + "," + title + "\n";
      }
    }
    const Json outcome = run(room, program({{"seed", round}}), day);
    CHECK(outcome["check"]["passed"] == true);
    std::set<std::pair<std::string, std::string>> at;
    const Json groups = room.value({{"op", "groups"}})["groups"];
    CHECK_FALSE(groups.empty());
    for (const Json& group : groups)
      CHECK(at.insert({host_of[group["title"]], group["when"]["begin"]}).second);
  }
}

}  // namespace formats_barcamp_test
