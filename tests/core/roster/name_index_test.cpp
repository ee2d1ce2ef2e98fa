#include "roster/name_index.h"

#include "base/names.h"
#include "support.h"

namespace roster_name_index_test {

using namespace weft;
using namespace weft::test;

namespace {

Roster roster_of(const std::string& rows) { return read("Employee ID,Name,Email\n" + rows).roster; }

std::vector<int32_t> whoever(const Roster& roster, std::string_view name) {
  const Meant meant = roster.look_up(name);
  CHECK(static_cast<size_t>(meant.several) == meant.whoever.size());
  return meant.whoever;
}

}  // namespace

TEST_CASE("names are found in any spelling: apostrophes, umlauts, hyphens, blanks, order") {
  const Roster roster = roster_of(
      "1,Zoë O’Brien,zoe@example.com\n2,Kim Lee,\n3,Jörg Müller,\n4,Anna-Lena Groß,\n"
      "5,Łukasz Żak,\n6,Strauss Ada,\n");
  const std::vector<std::pair<std::string, int32_t>> spellings = {
      {"Zoe O'Brien", 0},     {"ZOË O`BRIEN", 0},
      {"Zoe OBrien", 0},      {"O'Brien, Zoë", 0},
      {"Zoe@Example.com", 0}, {"Kim  Lee", 1},
      {"Kim\u00A0Lee", 1},    {"Kim \u2009Lee", 1},
      {"Lee,Kim", 1},         {"K\u00ADim Lee", 1},
      {"Joerg Mueller", 2},   {"Jorg Muller", 2},
      {"Mueller, Joerg", 2},  {"Jo\u0308rg Mu\u0308ller", 2},
      {"Anna Lena Gross", 3}, {"Anna\u2011Lena Groß", 3},
      {"anna-lena GROSS", 3}, {"Lukasz Zak", 4},
      {"Strauß Ada", 5},
  };
  for (const auto& wanted : spellings) {
    CAPTURE(wanted.first);
    CHECK(roster.find(wanted.first) == wanted.second);
  }
  // Pieces that were parted in macOS, against the two letters.
  CHECK(roster_of("1,Joerg Mueller,\n").find("Jo\u0308rg Mu\u0308ller") == 0);
  for (const std::string other : {"Lee Kim", "Annalena Groß", "Zoe", "Jörg", "Bo Li", ""}) {
    CAPTURE(other);
    CHECK(roster.look_up(other).nobody());
  }
}

TEST_CASE("spellings that fit several people name none of them, exact ones do") {
  const Roster roster = roster_of(
      "1,Jörg Müller,\n2,Joerg Mueller,\n3,Jorg Muller,\n4,Peter Smith,post@example.com\n"
      "5,Peter Smith,post@example.com\n6,Bo Li,\n7,bo li,\n");
  CHECK(roster.find("Jörg Müller") == 0);
  CHECK(roster.find("Joerg Mueller") == 1);
  CHECK(roster.find("Muller, Jorg") == 2);
  CHECK(roster.find("Bo Li") == 5);
  CHECK(whoever(roster, "JÖRG MÜLLER") == std::vector<int32_t>{0, 1, 2});
  CHECK(whoever(roster, "JOERG MUELLER") == std::vector<int32_t>{0, 1});
  CHECK(whoever(roster, "BO LI") == std::vector<int32_t>{5, 6});
  CHECK(whoever(roster, "Peter Smith") == std::vector<int32_t>{3, 4});
  CHECK(whoever(roster, "post@example.com") == std::vector<int32_t>{3, 4});
  CHECK(roster.find("Peter Smith") == Roster::kNobody);
  CHECK_FALSE(roster.look_up("Peter Smith").nobody());
  CHECK(roster.find("4") == 3);
}

TEST_CASE("a name of many people is told by the first of them, and counted") {
  std::string rows;
  for (int i = 0; i < 500; ++i)
    rows += std::to_string(i) + (i % 2 == 0 ? ",Jörg Noe,\n" : ",Joerg Noe,\n");
  const Roster roster = roster_of(rows);
  const Meant meant = roster.look_up("jörg noë");
  CHECK(meant.several == 500);
  CHECK(meant.whoever.size() == Meant::kShown);
  CHECK(roster.look_up("Joerg Noe").several == 250);
}

TEST_CASE("ids are found without the zeros and the case that a spreadsheet lost") {
  const Roster roster =
      roster_of("00017,Ana Ruiz,\n0023,Ben Kohl,\n23,Cleo Marx,\nAB-1,Dan Orth,\n");
  CHECK(roster.find("17") == 0);
  CHECK(roster.find("0017") == 0);
  CHECK(roster.find("23") == 2);
  CHECK(whoever(roster, "023") == std::vector<int32_t>{1, 2});
  CHECK(roster.find("ab-1") == 3);
  CHECK(roster.look_up("0").nobody());
}

TEST_CASE("the nearest name is a slip or two away, or has its words turned round") {
  const Roster roster =
      roster_of("1,Zoë O’Brien,\n2,Katharina Lindström,\n3,Kim Lee,\n4,Li Wu,\n5,Kim Leo,\n");
  const std::vector<std::pair<std::string, int32_t>> slips = {
      {"Zoe OBrian", 0},
      {"Katarina Lindstrom", 1},
      {"Cateryna Lindstroem", Roster::kNobody},
      {"Lindström Katharina", 1},
      {"Kim Lea", 2},
      {"Lee Kim", 2},
      {"Bo Ng", Roster::kNobody},
      {"Wu", Roster::kNobody},
      {"", Roster::kNobody}};
  for (const auto& slip : slips) {
    CAPTURE(slip.first);
    CHECK(roster.nearest(slip.first) == slip.second);
  }
}

TEST_CASE("managers are found by name in any spelling, somebody who is here before who left") {
  const Roster roster = read(
                            "Employee ID,Name,Manager,Status\n1,Zoë O’Brien,,active\n"
                            "2,Jörg Müller,Zoe O'Brien,active\n3,Joerg Mueller,,terminated\n"
                            "4,Bo Li,JOERG  MUELLER,active\n5,Cy Ng,\"O'Brien, Zoe\",active\n")
                            .roster;
  CHECK(roster.managers == std::vector<int32_t>{-1, 0, 1, 0});
}

}  // namespace roster_name_index_test
