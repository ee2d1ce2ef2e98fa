#include <algorithm>
#include <map>
#include <set>

#include "base/random.h"
#include "support.h"

namespace knowledge_knowledge_test {

using namespace weft;
using namespace weft::test;

namespace {

const std::string kCompany =
    "id;name;department;site;title;manager;skills offered;skills wanted;opt-in\n"
    "1;Ana Ruiz;IT;Graz;Head of IT;;Python: expert, SQL;Coaching;yes\n"
    "2;Bo Berg;IT;Linz;Engineer;1;python;COBOL;yes\n"
    "3;Cy Cohn;HR;Graz;Coach;5;Coaching (expert);Python: advanced;yes\n"
    "4;Di Dorn;HR;Linz;Data analyst;3;Pyton, C++;SQL, COBOL;yes\n"
    "5;Eva Falk;Board;Graz;CEO;;;Python: native;yes\n"
    "6;Flo Gans;Sales;Graz;Seller;5;Python B1, C#;;no\n";

Json map_of(Room& room, Json more = Json::object()) {
  Json request = {{"op", "knowledge"}, {"part", "map"}};
  request.update(more);
  return room.value(request);
}

std::vector<std::string> skills_in(const Json& rows) {
  std::vector<std::string> all;
  for (const Json& row : rows) all.push_back(row["skill"]);
  return all;
}

std::vector<std::string> ids_in(const Json& people) {
  std::vector<std::string> all;
  for (const Json& person : people) all.push_back(person["id"]);
  return all;
}

// Cells as (skill, level), by a plain reading of the test's own spelling "Skill 7: expert".
std::map<std::string, int> naive_skills(const std::string& cell) {
  const std::map<std::string, int> levels = {{"beginner", 2}, {"advanced", 5}, {"expert", 6}};
  std::map<std::string, int> found;
  for (size_t at = 0; at < cell.size();) {
    const size_t end = std::min(cell.find(',', at), cell.size());
    std::string text = cell.substr(at, end - at);
    at = end + 1;
    int level = 0;
    if (const size_t colon = text.find(':'); colon != std::string::npos) {
      level = levels.at(text.substr(colon + 2));
      text = text.substr(0, colon);
    }
    std::string key;
    for (const char c : text) {
      if (c != ' ' && c != '-')
        key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    found[key] = std::max(found[key], level);
  }
  return found;
}

struct NaivePerson {
  std::string id, department, site;
  int manager = -1;
  bool takes_part = true;
  std::string offers_cell, wants_cell;
  std::map<std::string, int> offers, wants;
};

std::vector<NaivePerson> random_people(Random& random, size_t count) {
  const std::vector<std::string> spellings = {"Skill 1", "skill-1", "SKILL 2", "Skill 3", "Skill 4",
                                              "skill5",  "Skill 6", "C",       "C++",     "C#"};
  const std::vector<std::string> levels = {"", "", ": beginner", ": advanced", ": expert"};
  const auto pick = [&](const std::vector<std::string>& from) {
    return from[random.index(from.size())];
  };
  std::vector<NaivePerson> people(count);
  for (size_t i = 0; i < count; ++i) {
    NaivePerson& one = people[i];
    one.id = "P" + std::to_string(i);
    one.department = pick({"IT", "HR", "Sales"});
    one.site = pick({"Graz", "Linz"});
    one.takes_part = i == 0 || random.below(5) > 0;
    if (i > 0 && random.below(8) > 0) one.manager = static_cast<int>(random.below(i));
    const auto cell = [&](uint64_t most) {
      std::string text;
      for (uint64_t n = random.below(most + 1); n > 0; --n) {
        const std::string skill = pick(spellings);
        text += (text.empty() ? "" : ",") + skill + pick(levels);
      }
      return text;
    };
    one.offers_cell = cell(3);
    one.wants_cell = cell(3);
    one.offers = naive_skills(one.offers_cell);
    one.wants = naive_skills(one.wants_cell);
  }
  return people;
}

// Steps over the lines between people and their managers, by a search that widens.
int naive_steps(const std::vector<NaivePerson>& people, int from, int to) {
  std::vector<int> steps(people.size(), -1);
  std::vector<int> queue = {from};
  steps[static_cast<size_t>(from)] = 0;
  for (size_t head = 0; head < queue.size(); ++head) {
    const int at = queue[head];
    for (int next = 0; next < static_cast<int>(people.size()); ++next) {
      const bool linked = people[static_cast<size_t>(at)].manager == next ||
                          people[static_cast<size_t>(next)].manager == at;
      if (!linked || steps[static_cast<size_t>(next)] >= 0) continue;
      steps[static_cast<size_t>(next)] = steps[static_cast<size_t>(at)] + 1;
      queue.push_back(next);
    }
  }
  return steps[static_cast<size_t>(to)];
}

}  // namespace

TEST_CASE(
    "the map of skills counts who offers and wants what, by department, however it is spelt") {
  Room room;
  room.roster(kCompany);
  const Json map = map_of(room, {{"sort", "name"}});
  CHECK(map["people"] == 6);
  CHECK(map["offering"] == 5);
  CHECK(map["wanting"] == 5);
  CHECK(map["found"] == map["skills"]);
  CHECK(skills_in(map["rows"]) ==
        std::vector<std::string>{"C#", "C++", "Coaching", "COBOL", "Python", "Pyton", "SQL"});
  CHECK(
      map["departments"].dump() ==
      R"([{"name":"IT","people":2},{"name":"HR","people":2},{"name":"Board","people":1},{"name":"Sales","people":1}])");
  const Json python = map_of(room, {{"find", "Python"}})["rows"][0];
  CHECK(python["offered"] == 3);
  CHECK(python["offers"] == Json{2, 0, 0, 0});  // 6 has not opted in and is alone in Sales
  CHECK(python["wants"] == Json{0, 1, 1, 0});
  CHECK(python["unmet"] == 0);  // who does not say how well may be good enough
}

TEST_CASE("skills of one person, demand without supply and supply without demand are listed") {
  Room room;
  room.roster(kCompany);
  const Json map = map_of(room);
  CHECK(skills_in(map["alone"]["skills"]) ==
        std::vector<std::string>{"SQL", "Coaching", "Pyton", "C++", "C#"});
  CHECK(map["alone"]["skills"][0]["person"]["name"] == "Ana Ruiz");
  CHECK(skills_in(map["demand"]["skills"]) == std::vector<std::string>{"COBOL"});
  CHECK(map["demand"]["skills"][0]["wanted"] == 2);
  CHECK(skills_in(map["supply"]["skills"]) == std::vector<std::string>{"Pyton", "C++", "C#"});
  CHECK(map["above"]["total"] == 0);
  CHECK(map_of(room, {{"lists", 1}})["alone"]["skills"].size() == 1);
  CHECK(map_of(room, {{"lists", 1}})["alone"]["total"] == 5);
}

TEST_CASE("demand above what anybody else offers is unmet") {
  Room room;
  room.roster(
      "id;skills offered;skills wanted\n1;Go: basic;Go: expert\n2;Go: expert;Go: native\n"
      "3;;Go: basic\n4;Rust;Rust: expert\n");
  const Json above = map_of(room)["above"];
  CHECK(skills_in(above["skills"]) == std::vector<std::string>{"Go", "Rust"});
  CHECK(above["skills"][0]["unmet"] == 1);  // 2 wants more than anybody has; 1 learns from 2
  CHECK(above["skills"][1]["unmet"] == 1);  // 4 has it, but nobody else
}

TEST_CASE("the nearest experts come from other departments first, then by lines, site and level") {
  Room room;
  room.roster(kCompany);
  const auto experts = [&](Json more) {
    Json request = {{"op", "knowledge"}, {"part", "experts"}, {"skill", "PYTHON"}};
    request.update(more);
    return room.value(request);
  };
  const Json all = experts(Json::object());
  CHECK(ids_in(all["experts"]) == std::vector<std::string>{"1", "2"});
  CHECK(all["notTakingPart"] == 1);  // has not opted in, and is not named
  const Json near = experts({{"person", "3"}});
  CHECK(near["from"]["name"] == "Cy Cohn");
  CHECK(ids_in(near["experts"]) == std::vector<std::string>{"1", "2"});
  CHECK(near["experts"][0]["sameSite"] == true);
  CHECK(near["experts"][0]["steps"].is_null());
  const Json own = experts({{"person", "2"}});
  CHECK(ids_in(own["experts"]) == std::vector<std::string>{"1"});
  CHECK(own["experts"][0]["ownDepartment"] == true);
  CHECK(own["experts"][0]["steps"] == 1);
  CHECK(ids_in(experts({{"level", 6}})["experts"]) == std::vector<std::string>{"1", "2"});
  CHECK(ids_in(experts({{"department", "HR"}})["experts"]).empty());
  CHECK(ids_in(experts({{"title", "Coach"}})["experts"]) == std::vector<std::string>{"3"});
  CHECK(room.error({{"op", "knowledge"}, {"part", "experts"}, {"skill", "Knitting"}}) ==
        "knowledge.unknownSkill");
  CHECK(room.error({{"op", "knowledge"}, {"part", "experts"}, {"skill", "SQL"}, {"person", "9"}}) ==
        "knowledge.unknownPerson");
}

TEST_CASE("whom one has met is nearer than whom one has not") {
  Room room;
  room.roster("id;department;skills offered;skills wanted\n1;A;;Go\n2;B;Go;\n3;C;Go;\n");
  const std::string workspace =
      R"({"weft": 1, "kind": "workspace", "programs": [], "columns": {}, "people": ["1", "3"],
          "rounds": [{"program": "Lunch", "format": "lunch", "date": "2026-10-01", "seed": 1,
                      "groups": [[0, 1]], "odd": []}]})";
  room.value({{"op", "workspace"}}, {workspace});
  const Json near =
      room.value({{"op", "knowledge"}, {"part", "experts"}, {"skill", "go"}, {"person", "1"}});
  CHECK(ids_in(near["experts"]) == std::vector<std::string>{"3", "2"});
  CHECK(near["experts"][0]["met"] == "2026-10-01");
}

TEST_CASE("a search finds skills by their beginnings, by words, and with a wrong letter") {
  Room room;
  room.roster(
      "id;name;title;skills offered;skills wanted\n"
      "1;Zoë Ángel;Data engineer;Machine learning, Data analysis;\n"
      "2;Max Müller;Gärtner;Learning design;Data analysis\n3;Lea Data;;SQL;\n");
  const auto found = [&](const std::string& text) {
    return room.value({{"op", "knowledge"}, {"part", "search"}, {"find", text}});
  };
  CHECK(skills_in(found("lear")["skills"]["found"]) ==
        std::vector<std::string>{"Learning design", "Machine learning"});
  CHECK(skills_in(found("machine-lea")["skills"]["found"]) ==
        std::vector<std::string>{"Machine learning"});
  CHECK(skills_in(found("learning mach")["skills"]["found"]) ==
        std::vector<std::string>{"Machine learning"});
  CHECK(skills_in(found("machin lerning")["skills"]["found"]) ==
        std::vector<std::string>{"Machine learning"});
  CHECK(skills_in(found("naly")["skills"]["found"]) == std::vector<std::string>{"Data analysis"});
  CHECK(found("xyz")["skills"]["total"] == 0);
  CHECK(ids_in(found("angel")["people"]["found"]) == std::vector<std::string>{"1"});
  CHECK(ids_in(found("muller")["people"]["found"]) == std::vector<std::string>{"2"});
  const Json data = found("data");
  CHECK(ids_in(data["people"]["found"]) == std::vector<std::string>{"3"});
  CHECK(data["titles"]["found"].dump() == R"([{"title":"Data engineer","people":1}])");
  CHECK(found("zoe")["people"]["found"][0]["offers"] == Json{"Machine learning", "Data analysis"});
  CHECK(found("")["people"]["total"] == 0);
  CHECK(found("")["skills"]["total"] == 4);
}

TEST_CASE("ready programs run as they are: tandems, and a barcamp whose lists have no issue") {
  Room room;
  std::string roster = "id;department;skills offered;skills wanted\n";
  for (int i = 0; i < 30; ++i) {
    roster += std::to_string(i) + (i % 2 == 0 ? ";A;" : ";B;") + (i % 3 == 0 ? "Go" : "SQL") + ";" +
              (i % 3 == 0 ? "SQL" : "Go") + (i < 4 ? ",Knitting" : "") + "\n";
  }
  room.roster(roster);
  const Json ready = room.value({{"op", "knowledge"},
                                 {"part", "programs"},
                                 {"tandemName", "Tandems"},
                                 {"barcampName", "Our day"}});
  CHECK(ready["tandem"]["skills"] == 2);
  CHECK(ready["tandem"]["learners"] == 30);
  REQUIRE(room.files.size() == 2);
  const std::vector<FileOut> lists = room.files;
  CHECK(ready["barcamp"]["sessions"].size() == 2);
  CHECK(ready["barcamp"]["sessions"][0]["session"] == "Go");
  CHECK(ready["barcamp"]["votes"] == 30);
  const Json tandems =
      room.value({{"op", "run"}, {"program", ready["tandem"]["program"]}, {"date", "2026-12-01"}});
  CHECK(tandems["measures"]["matched"]["people"].get<int>() > 0);
  CHECK(tandems["name"] == "Tandems");
  room.value({{"op", "list"}, {"kind", "proposals"}}, {lists[0].bytes});
  room.value({{"op", "list"}, {"kind", "votes"}}, {lists[1].bytes});
  room.value({{"op", "list"}, {"kind", "rooms"}}, {"room,capacity\nHall,40\n"});
  room.value({{"op", "list"}, {"kind", "slots"}},
             {"slot,begin,end\n1,09:00,10:00\n2,10:00,11:00\n"});
  const Json day =
      room.value({{"op", "run"}, {"program", ready["barcamp"]["program"]}, {"date", "2026-12-01"}});
  CHECK(day["issues"].empty());
  CHECK(day["extra"]["votes"]["honoured"] == 30);
}

TEST_CASE("tables hold the map and the experts, and cells that would be formulas are guarded") {
  Room room;
  room.roster("id;name;department;skills offered;skills wanted\n1;=Ana;IT;=cmd: expert;Go\n");
  room.value({{"op", "knowledge"}, {"part", "tables"}, {"csv", {{"delimiter", ";"}}}});
  REQUIRE(room.files.size() == 2);
  CHECK(room.files[0].bytes ==
        "skill;offered;wanted;unmet;only;notTakingPart;IT\r\n'=cmd;1;0;0;'=Ana;0;1\r\n"
        "Go;0;1;1;;0;0\r\n");
  CHECK(room.files[1].bytes ==
        "skill;level;id;name;email;department;site;title\r\n'=cmd;6;1;'=Ana;;IT;;\r\n");
}

TEST_CASE("who takes part in nothing is counted, but named nowhere: in no answer and no file") {
  std::string roster =
      "id;name;e-mail;department;title;skills offered;skills wanted;opt-in;pause until\n"
      "90;Nora Nein;nora@x.example;IT;Chief of mainframes;COBOL: expert, Go;Rust;no;\n"
      "91;Paul Pause;paul@x.example;Law;Counsel on leave;Tax;;yes;2027-03-01\n"
      "92;Ute Unbeantwortet;ute@x.example;IT;Silent;Go;Tax;;\n";
  for (int i = 1; i <= 6; ++i) {
    const std::string n = std::to_string(i);
    roster += n + ";P" + n + ";p" + n + "@x.example;IT;Engineer;" + (i == 1 ? "Go" : "") + ";" +
              "COBOL, Go, Tax" + ";yes;\n";
  }
  Room room;
  room.roster(roster);
  const auto ask = [&](const char* part, Json more = Json::object()) {
    Json request = {{"op", "knowledge"}, {"part", part}, {"date", "2026-12-01"}};
    request.update(more);
    return room.value(request);
  };
  const Json map = ask("map");
  // What they know is there, and is missed if they leave.
  CHECK(map["people"] == 9);
  CHECK(map["notTakingPart"] == 3);
  CHECK(map["offering"] == 4);
  CHECK(skills_in(map["alone"]["skills"]) == std::vector<std::string>{"Tax", "COBOL"});
  CHECK(skills_in(map["demand"]["skills"]) == std::vector<std::string>{"Rust"});
  // HR finds them in the roster; nobody else can.
  CHECK(map["alone"]["skills"][0]["row"] == 3);
  CHECK_FALSE(map["alone"]["skills"][0].contains("person"));
  // Law is of one person: to count it there would be to name it.
  const Json tax = ask("map", {{"find", "Tax"}})["rows"][0];
  CHECK(tax["offered"] == 1);
  CHECK(tax["offers"] == Json{0, 0});
  const Json go = ask("map", {{"find", "Go"}})["rows"][0];
  CHECK(go["offers"] == Json{3, 0});

  CHECK(ask("experts", {{"skill", "COBOL"}})["total"] == 0);
  CHECK(ask("experts", {{"skill", "COBOL"}})["notTakingPart"] == 1);
  CHECK(ids_in(ask("experts", {{"skill", "Go"}})["experts"]) == std::vector<std::string>{"1"});
  CHECK(ask("search", {{"find", "nora"}})["people"]["total"] == 0);
  CHECK(ask("search", {{"find", "counsel"}})["titles"]["total"] == 0);

  // Tandems and sessions are of those who take part: of Go there is a teacher, of the others none.
  const Json ready = ask("programs");
  CHECK(ready["tandem"]["skills"] == 1);
  CHECK(ready["tandem"]["learners"] == 5);
  CHECK(ready["barcamp"]["sessions"].size() == 1);
  std::vector<FileOut> files = room.files;
  ask("tables");
  CHECK(room.files[0].bytes ==
        "skill,offered,wanted,unmet,only,notTakingPart,IT,Law\r\n"
        "COBOL,1,6,0,,1,1,0\r\n"
        "Go,3,6,0,,2,3,0\r\n"
        "Rust,0,1,1,,0,0,0\r\n"
        "Tax,1,7,0,,1,0,0\r\n");
  files.insert(files.end(), room.files.begin(), room.files.end());
  std::string all = map.dump() + ready.dump() + ask("experts", {{"skill", "Tax"}}).dump() +
                    ask("search", {{"find", "tax"}}).dump();
  for (const FileOut& file : files) all += file.bytes;
  for (const char* trace : {"Nora", "nora@", "Paul", "paul@", "Ute", "ute@", "mainframes", "leave"})
    CHECK(all.find(trace) == std::string::npos);
  // Once they take part, they are named.
  Json later = ask("map", {{"date", "2027-06-01"}});
  CHECK(later["alone"]["skills"][0]["person"]["name"] == "Paul Pause");
  CHECK(later["notTakingPart"] == 2);
}

TEST_CASE("what can't be asked is said") {
  Room room;
  CHECK(room.error({{"op", "knowledge"}, {"part", "map"}}) == "request.noRoster");
  room.roster("id;department\n1;A\n");
  CHECK(room.error({{"op", "knowledge"}, {"part", "map"}}) == "knowledge.noColumns");
  room.roster(kCompany);
  CHECK(room.error({{"op", "knowledge"}}) == "knowledge.unknownPart");
  CHECK(room.error({{"op", "knowledge"}, {"part", "map"}, {"offers", "Hobbies"}}) ==
        "knowledge.unknownColumn");
  CHECK(map_of(room, {{"from", -5}, {"count", -1}})["rows"].empty());
}

TEST_CASE("map, lists and nearest experts are those of a plain second reading, on random rosters") {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const std::vector<NaivePerson> people = random_people(random, 2 + random.index(30));
    std::string csv = "id;department;site;manager;skills offered;skills wanted;opt-in\n";
    std::map<std::string, int> people_in;
    for (const NaivePerson& one : people) {
      ++people_in[one.department];
      csv += one.id + ";" + one.department + ";" + one.site + ";" +
             (one.manager < 0 ? "" : people[static_cast<size_t>(one.manager)].id) + ";" +
             one.offers_cell + ";" + one.wants_cell + ";" + (one.takes_part ? "yes" : "no") + "\n";
    }
    Room room;
    room.roster(csv, {{"columns",
                       {{"skills offered", {{"role", "skillsOffered"}, {"type", "list"}}},
                        {"skills wanted", {{"role", "skillsWanted"}, {"type", "list"}}}}}});
    std::set<std::string> keys;
    for (const NaivePerson& one : people) {
      for (const auto& entry : one.offers) keys.insert(entry.first);
      for (const auto& entry : one.wants) keys.insert(entry.first);
    }
    const Json map = map_of(room, {{"count", 1000}, {"lists", 1000}});
    REQUIRE(map["rows"].size() == keys.size());
    std::set<std::string> alone, demand, above, supply, learners, shared;
    for (const Json& row : map["rows"]) {
      const std::string key = naive_skills(row["skill"].get<std::string>()).begin()->first;
      CAPTURE(key);
      CHECK(keys.count(key) == 1);
      int offered = 0;
      int wanted = 0;
      int unmet = 0;
      std::map<std::string, int> offers_in, wants_in;
      for (const NaivePerson& one : people) {
        const bool shown = one.takes_part || people_in[one.department] >= 5;
        if (one.offers.count(key) > 0) {
          ++offered;
          if (shown) ++offers_in[one.department];
        }
        if (one.wants.count(key) == 0) continue;
        ++wanted;
        if (shown) ++wants_in[one.department];
        const int level = one.wants.at(key);
        const auto teaches = [&](const NaivePerson& other) {
          if (other.id == one.id || other.offers.count(key) == 0) return false;
          const int has = other.offers.at(key);
          return has == 0 || level == 0 || has >= level;
        };
        if (std::none_of(people.begin(), people.end(), teaches)) ++unmet;
        if (one.takes_part && std::any_of(people.begin(), people.end(), [&](const auto& other) {
              return other.takes_part && teaches(other);
            })) {
          learners.insert(one.id);
          shared.insert(key);
        }
      }
      CHECK(row["offered"] == offered);
      CHECK(row["wanted"] == wanted);
      CHECK(row["unmet"] == unmet);
      for (size_t d = 0; d < map["departments"].size(); ++d) {
        const std::string name = map["departments"][d]["name"];
        CHECK(row["offers"][d] == offers_in[name]);
        CHECK(row["wants"][d] == wants_in[name]);
      }
      if (offered == 1) alone.insert(row["skill"]);
      if (offered == 0 && wanted > 0) demand.insert(row["skill"]);
      if (offered > 0 && unmet > 0) above.insert(row["skill"]);
      if (offered > 0 && wanted == 0) supply.insert(row["skill"]);
      if (offered == 0) continue;

      const int from = static_cast<int>(random.below(people.size()));
      const NaivePerson& asks = people[static_cast<size_t>(from)];
      std::vector<std::array<int64_t, 3>> order;
      for (int i = 0; i < static_cast<int>(people.size()); ++i) {
        const NaivePerson& one = people[static_cast<size_t>(i)];
        if (i == from || one.offers.count(key) == 0 || !one.takes_part) continue;
        const int level = one.offers.at(key);
        int64_t points = level == 0 ? 150 : 50 * level;
        if (one.site == asks.site) points += 300;
        const int steps = naive_steps(people, from, i);
        if (steps >= 0) points += 100 * std::max(0, 8 - steps);
        order.push_back({one.department == asks.department ? 1 : 0, -points, i});
      }
      std::sort(order.begin(), order.end());
      std::vector<std::string> ids;
      for (const auto& entry : order) ids.push_back(people[static_cast<size_t>(entry[2])].id);
      CHECK(ids_in(room.value({{"op", "knowledge"},
                               {"part", "experts"},
                               {"skill", row["skill"]},
                               {"person", asks.id},
                               {"count", 1000}})["experts"]) == ids);
    }
    const auto listed = [&](const char* list) {
      const std::vector<std::string> names = skills_in(map[list]["skills"]);
      return std::set<std::string>(names.begin(), names.end());
    };
    CHECK(listed("alone") == alone);
    CHECK(listed("demand") == demand);
    CHECK(listed("above") == above);
    CHECK(listed("supply") == supply);
    const Json tandem = room.value({{"op", "knowledge"}, {"part", "programs"}})["tandem"];
    CHECK(tandem["learners"] == learners.size());
    CHECK(tandem["skills"] == shared.size());
  }
}

}  // namespace knowledge_knowledge_test
