#include "base/digest.h"
#include "support.h"

namespace api_roster_test {

using namespace weft;
using namespace weft::test;

TEST_CASE("rows with problems come back as they stand in their files, without sensitive columns") {
  Room room;
  const std::string roster =
      "id;name;Gehalt;Abteilung\r\n1;Ana;5;IT\r\n1;Ana;5;IT\r\n2;Bo;6;\r\n2;Cy;7;HR\r\n3;Di;8;"
      "IT\r\n";
  const std::string list = "id,Skills\n9,SQL\n1,Go\n";
  const Json request = {{"op", "profile"},
                        {"file", "people.csv"},
                        {"today", "2026-11-23"},
                        {"joined", {{{"file", "skills.csv"}}}}};
  const Json profile = room.value(request, {roster, list});
  Json wanted = request;
  wanted["op"] = "problemRows";
  const Json found = room.value(wanted, {roster, list});
  CHECK(found["headers"] == Json{"id", "name", "Abteilung", "Skills"});
  CHECK(found["total"] == found["rows"].size());
  std::map<std::string, std::string> problems;
  for (const Json& row : found["rows"]) {
    CHECK(row["cells"].dump().find("Gehalt") == std::string::npos);
    std::string codes;
    for (const Json& index : row["issues"])
      codes += profile["issues"][index.get<size_t>()]["code"].get<std::string>() + " ";
    problems[row["file"].get<std::string>() + row["row"].dump()] = codes;
  }
  CHECK(problems == std::map<std::string, std::string>{
                        {"people.csv2", "roster.duplicateMerged "},
                        {"people.csv3", "roster.duplicateMerged "},
                        {"people.csv4", "roster.duplicateAsked roster.missingValues "},
                        {"people.csv5", "roster.duplicateAsked "},
                        {"skills.csv2", "join.unmatched "}});
  CHECK(found["rows"].front()["cells"] == Json{"1", "Ana", "IT", ""});
  CHECK(found["rows"].back()["cells"] == Json{"9", "", "", "SQL"});
}

TEST_CASE("a changed export is explained against the one the workspace was made with") {
  Room room;
  room.roster("id,name,Dept,Team,Parking\n1,Ana,IT,a,x\n2,Bo,HR,b,y\n",
              {{"columns", {{"Parking", "other"}}}});
  const std::string saved = room.file("workspace.weft.json");
  Room next;
  const Json workspace = next.value({{"op", "workspace"}, {"file", "w.json"}}, {saved});
  CHECK(workspace["columns"]["Parking"] == "other");
  const std::string same = "id,name,Dept,Team,Parking\n1,Ana,IT,a,x\n2,Bo,HR,b,y\n";
  CHECK(next.roster(same, {{"columns", workspace["columns"]}})["difference"].is_null());
  const Json changed = next.roster("id,name,Department,Parking,Site\n1,Ana,IT,x,Wien\n",
                                   Json::object())["difference"];
  CHECK(changed["peopleBefore"] == 2);
  CHECK(changed["renamed"] ==
        Json::array({{{"from", "Dept"}, {"to", "Department"}, {"role", "department"}}}));
  CHECK(changed["gone"] == Json::array({{{"header", "Team"}, {"role", "team"}}}));
  CHECK(changed["new"] == Json::array({{{"header", "Site"}, {"role", "site"}}}));
  CHECK(changed["roles"] ==
        Json::array({{{"header", "Parking"}, {"from", "other"}, {"to", "ignored"}}}));
}

TEST_CASE("how a roster is read is remembered: merges, accounts, answers") {
  Room room;
  const Json choices = {{"Dept", {{"merge", {{"HR", "Human Resources"}}}}}};
  const std::string text =
      "id,name,email,Dept\n1,Ana,ana@x.example,HR\n1,Bo,bo@x.example,Human Resources\n"
      "3,Guest,g_y.example#EXT#@x.example,IT\n";
  const Json more = {{"columns", choices}, {"accounts", {"guest"}}, {"same", {{"1", "two"}}}};
  const Json profile = room.roster(text, more);
  CHECK(profile["people"] == 3);
  CHECK(profile["leftOut"]["accounts"] == 0);
  CHECK(profile["columns"][3]["distinct"] == 2);
  Room next;
  const Json workspace =
      next.value({{"op", "workspace"}, {"file", "w.json"}}, {room.file("workspace.weft.json")});
  CHECK(workspace["columns"] == choices);
  CHECK(workspace["accounts"] == Json{"guest"});
  CHECK(workspace["same"]["1"] == "two");
}

TEST_CASE("digests may come after the profile, and before a run") {
  const std::string text = "id,name\n1,Ana\n2,Bo\n";
  const Json program = {{"weft", 1}, {"format", "lunch"}, {"name", "Lunch"}};
  Room at_once;
  at_once.roster(text);
  const std::string salt = "00112233445566778899aabbccddeeff";
  const Json request = {{"op", "run"}, {"program", program}, {"salt", salt}};
  const Json expected = at_once.value(request)["run"]["digests"];
  Room later;
  CHECK(later.error({{"op", "digest"}}) == "request.noRoster");
  later.roster(text, {{"digests", "later"}});
  CHECK(later.error(request) == "request.noDigest");
  const std::string inner = later.value({{"op", "digest"}}, {text})["digests"][0];
  CHECK(expected["roster"] == salted_digest(salt, inner));
  CHECK(later.value(request)["run"]["digests"] == expected);
}

TEST_CASE("a table is inspected without becoming the roster") {
  Room room;
  const Json found =
      room.value({{"op", "inspect"}, {"file", "x.csv"}}, {"Opt-in list\n\nE-Mail,Gehalt\na@x,5\n"});
  CHECK(found["kind"] == "people");
  CHECK(found["headerRow"] == 3);
  CHECK(found["columns"][1]["sensitive"] == true);
  CHECK(room.error({{"op", "inspect"}}) == "request.noAttachment");
}

TEST_CASE("people are found by what is written of them, first those whose name begins so") {
  Room room;
  CHECK(room.error({{"op", "people"}, {"find", "an"}}) == "request.noRoster");
  room.roster(
      "id,name,email,Department\nE1,Johan Berg,jb@x.org,IT\nE2,Ana Novák,an@x.org,HR\n"
      "E3,Eva Anders,ea@x.org,\nE4,Ana Novák,nova@x.org,IT\n",
      Json::object());
  const auto ids = [&](const std::string& find, int count = 8) {
    std::vector<std::string> found;
    const Json answer = room.value({{"op", "people"}, {"find", find}, {"count", count}});
    for (const Json& person : answer["people"]) found.push_back(person["id"]);
    return found;
  };
  CHECK(ids("an") == std::vector<std::string>{"E2", "E3", "E4", "E1"});
  CHECK(ids(" NOVAK ") == std::vector<std::string>{"E2", "E4"});
  CHECK(ids("nova@") == std::vector<std::string>{"E4"});
  CHECK(ids("e1") == std::vector<std::string>{"E1"});
  CHECK(ids("zz").empty());
  CHECK(ids("an", 2) == std::vector<std::string>{"E2", "E3"});
  CHECK(room.value({{"op", "people"}, {"find", "an"}, {"count", 2}})["found"] == 4);
  const Json named = room.value(
      {{"op", "people"}, {"named", {"E4", "johan berg", "Ana Novák", "E9", 7}}})["people"];
  CHECK(named[0] == Json{{"id", "E4"}, {"name", "Ana Novák"}, {"department", "IT"}});
  CHECK(named[1]["id"] == "E1");
  // Two have that name.
  CHECK(named[2].is_null());
  CHECK(named[3].is_null());
  CHECK(named[4].is_null());
}

}  // namespace api_roster_test
