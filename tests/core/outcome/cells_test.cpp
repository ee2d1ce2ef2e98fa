#include "outcome/cells.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/random.h"
#include "support.h"

namespace outcome_cells_test {

using namespace weft;
using test::Json;
using test::Room;

namespace {

using Row = std::vector<double>;

// Whether the equations determine the number that `wanted` is: whether it is one of their
// combinations. With floating point and row by row, as nothing in the core does it.
bool determines(std::vector<Row> equations, Row wanted) {
  constexpr double kNothing = 1e-7;
  std::vector<Row> reduced;
  const auto reduce = [&](Row& row) {
    for (const Row& known : reduced) {
      const auto lead = static_cast<size_t>(
          std::find_if(known.begin(), known.end(), [](double x) { return x != 0; }) -
          known.begin());
      const double times = row[lead] / known[lead];
      for (size_t i = 0; i < row.size(); ++i) row[i] -= times * known[i];
      row[lead] = 0;
    }
    for (double& x : row) x = std::abs(x) < kNothing ? 0 : x;
    return std::any_of(row.begin(), row.end(), [](double x) { return x != 0; });
  };
  for (Row& row : equations) {
    if (reduce(row)) reduced.push_back(row);
  }
  return !reduce(wanted);
}

struct Company {
  std::vector<std::string> headers;
  std::vector<std::vector<std::string>> people;  // by person, a value of each column
};

// Departments within sites, sites within countries, now and then all across each other; few people
// of most.
Company random_company(Random& random) {
  Company company;
  company.headers = {"Department", "Site", "Country", "Gender"};
  const size_t people = 12 + 2 * random.index(20);
  const uint64_t departments = 2 + random.below(7);
  const uint64_t sites = 1 + random.below(4);
  const bool nested = random.below(2) == 0;
  for (size_t i = 0; i < people; ++i) {
    // The later the rarer.
    const uint64_t department =
        std::min({random.below(departments), random.below(departments), departments - 1});
    const uint64_t site = nested ? department % sites : random.below(sites);
    const uint64_t country = nested ? site / 2 : random.below(2);
    company.people.push_back({"D" + std::to_string(department), "S" + std::to_string(site),
                              "C" + std::to_string(country), random.below(6) == 0 ? "w" : "m"});
  }
  return company;
}

std::string as_roster(const Company& company) {
  std::string text = "id,Department,Site,Country,Gender\n";
  for (size_t i = 0; i < company.people.size(); ++i) {
    text += std::to_string(i);
    for (const std::string& value : company.people[i]) text += "," + value;
    text += "\n";
  }
  return text;
}

Row holders(const Company& company, size_t column, const std::string& value) {
  Row row;
  for (const auto& person : company.people) row.push_back(person[column] == value ? 1 : 0);
  return row;
}

// Unknown: what each person got. Known: the sums over the cells that are shown, and over all.
int64_t check_means(const Company& company, const Json& fairness) {
  std::vector<Row> known = {Row(company.people.size(), 1)};
  std::vector<std::pair<size_t, std::string>> hidden;
  for (size_t c = 0; c < company.headers.size(); ++c) {
    const auto told = std::find_if(fairness.begin(), fairness.end(), [&](const Json& one) {
      return one["column"] == company.headers[c];
    });
    REQUIRE(told != fairness.end());
    std::set<std::string> shown;
    for (const Json& cell : (*told)["cells"]) {
      CHECK(cell["people"] >= 5);
      shown.insert(cell["value"].get<std::string>());
      known.push_back(holders(company, c, cell["value"]));
    }
    std::set<std::string> values;
    for (const auto& person : company.people) values.insert(person[c]);
    for (const std::string& value : values) {
      if (shown.count(value) == 0) hidden.emplace_back(c, value);
    }
    CHECK((*told)["suppressed"] == values.size() - shown.size());
  }
  for (const auto& cell : hidden) {
    const size_t column = cell.first;
    const std::string& value = cell.second;
    CAPTURE(company.headers[column]);
    CAPTURE(value);
    CHECK_FALSE(determines(known, holders(company, column, value)));
  }
  return static_cast<int64_t>(hidden.size());
}

// Unknown: how often each two values meet. Known: what is shown, how many people have each value,
// how many groups there are, and how many mix.
void check_meets(const Company& company, const Json& measures) {
  constexpr size_t kDepartment = 0;
  std::map<std::string, int64_t> people;
  for (const auto& person : company.people) ++people[person[kDepartment]];
  if (people.size() < 2) return;
  std::vector<std::string> labels;
  for (const auto& [value, count] : people) labels.push_back(value);
  const size_t n = labels.size();
  const auto place = [&](size_t a, size_t b) { return std::min(a, b) * n + std::max(a, b); };
  std::vector<Row> known;
  Row all(n * n, 0);
  Row mixed(n * n, 0);
  for (size_t a = 0; a < n; ++a) {
    Row of_label(n * n, 0);
    for (size_t b = 0; b < n; ++b) {
      of_label[place(a, b)] += a == b ? 2 : 1;
      all[place(a, b)] = 1;
      if (a != b) mixed[place(a, b)] = 1;
    }
    known.push_back(of_label);
  }
  known.push_back(all);
  for (const Json& across : measures["across"]) {
    if (across["column"] == "Department") known.push_back(mixed);
  }
  std::set<std::string> shown;
  if (measures.contains("meets") && measures["meets"]["column"] == "Department") {
    for (const Json& label : measures["meets"]["labels"]) shown.insert(label.get<std::string>());
  }
  std::set<std::string> small;
  for (size_t a = 0; a < n; ++a) {
    for (size_t b = a; b < n; ++b) {
      if (shown.count(labels[a]) == 0 || shown.count(labels[b]) == 0) continue;
      Row one(n * n, 0);
      one[place(a, b)] = 1;
      known.push_back(one);
    }
    if (people[labels[a]] < 5) small.insert(labels[a]);
  }
  for (size_t a = 0; a < n; ++a) {
    if (small.count(labels[a]) == 0) continue;
    CHECK(shown.count(labels[a]) == 0);
    for (size_t b = 0; b < n; ++b) {
      Row wanted(n * n, 0);
      wanted[place(a, b)] = 1;
      CAPTURE(labels[a]);
      CAPTURE(labels[b]);
      CHECK_FALSE(determines(known, wanted));
    }
  }
  // Nor how often the few people of all small cells met others.
  int64_t few = 0;
  Row met_others(n * n, 0);
  for (size_t a = 0; a < n; ++a) {
    if (small.count(labels[a]) == 0) continue;
    few += people[labels[a]];
    for (size_t b = 0; b < n; ++b) {
      if (a != b) met_others[place(a, b)] = 1;
    }
  }
  if (few > 0 && few < 5) CHECK_FALSE(determines(known, met_others));
}

}  // namespace

TEST_CASE("of small cells nothing is told that can be computed from what is shown") {
  Random random(17);
  int64_t hidden = 0;
  for (int i = 0; i < 150; ++i) {
    CAPTURE(i);
    const Company company = random_company(random);
    Room room;
    room.roster(as_roster(company));
    const Json program = {{"weft", 1},
                          {"format", "lunch"},
                          {"name", "Lunch"},
                          {"criteria", {{{"mix", "@department"}, {"weight", 10}}}}};
    const Json outcome = room.value({{"op", "run"}, {"program", program}});
    REQUIRE(outcome["leftOutCount"] == 0);
    hidden += check_means(company, outcome["measures"]["fairness"]);
    check_meets(company, outcome["measures"]);
  }
  CHECK(hidden > 200);
}

TEST_CASE("a cell of four among others that are shown hides the smallest of those with it") {
  CellTable table;
  table.columns = {{"Gender", true, false, {{1, "m"}, {2, "w"}, {3, "d"}}, {}}};
  table.kinds = {{{1}, {20, 20, 2000, 4000}}, {{2}, {4, 4, 100, 800}}, {{3}, {7, 7, 70, 1400}}};
  const Fairness told = tell_cells(table).fairness[0];
  REQUIRE(told.cells.size() == 1);
  CHECK(told.cells[0].value == "m");
  CHECK(told.cells[0].people == 20);
  CHECK(told.cells[0].points == 100);
  CHECK(told.suppressed == 2);
  // Where two are hidden already, and are enough people, no more are.
  table.columns[0].names[4] = "x";
  table.kinds[{4}] = {2, 2, 20, 400};
  CHECK(tell_cells(table).fairness[0].cells.size() == 2);
}

TEST_CASE("a cell that follows from another column is hidden with it") {
  // All of department B, and nobody else, is at site Z.
  CellTable table;
  table.columns = {{"Department", true, false, {{1, "A"}, {2, "B"}, {3, "C"}}, {}},
                   {"Site", true, false, {{1, "X"}, {2, "Y"}, {3, "Z"}}, {}}};
  table.kinds = {{{1, 1}, {10, 10, 100, 200}},
                 {{3, 1}, {4, 4, 40, 80}},
                 {{3, 2}, {10, 10, 100, 200}},
                 {{2, 3}, {3, 3, 30, 60}},
                 {{1, 2}, {6, 6, 60, 120}}};
  for (const Fairness& told : tell_cells(table).fairness)
    for (const FairnessCell& cell : told.cells) CHECK(cell.value != "B");
  // Small sites are told with a large one, which would give department B away.
  const auto told = tell_cells(table).fairness;
  CHECK(told[0].suppressed >= 2);
  CHECK(told[1].suppressed >= 2);
}

TEST_CASE("rounds of a series are put together before small cells are left out") {
  // Four in one round and five in the other: the difference of the rounds tells of nobody.
  Room room;
  std::string text = "id,Department\n";
  for (int i = 0; i < 24; ++i)
    text += std::to_string(i) + (i < 4 ? ",Small\n" : i < 12 ? ",Middle\n" : ",Large\n");
  room.roster(text);
  const Json program = {{"weft", 1},
                        {"format", "lunch"},
                        {"name", "Year"},
                        {"rounds", {{"count", 3}, {"weeks", 4}}},
                        {"criteria", {{{"mix", "@department"}, {"weight", 10}}}}};
  const Json measures = room.value({{"op", "run"}, {"program", program}})["measures"];
  CHECK(measures["fairness"][0]["cells"].size() == 1);
  CHECK(measures["fairness"][0]["cells"][0]["value"] == "Large");
  CHECK(measures["fairness"][0]["suppressed"] == 2);
  CHECK_FALSE(measures.contains("meets"));
}

TEST_CASE("of cells that are large enough everything is told") {
  Room room;
  std::string text = "id,Department\n";
  for (int i = 0; i < 20; ++i) text += std::to_string(i) + (i < 10 ? ",IT\n" : ",HR\n");
  room.roster(text);
  const Json program = {{"weft", 1},
                        {"format", "lunch"},
                        {"name", "Lunch"},
                        {"rules", {{{"different", "@department"}}}}};
  const Json measures = room.value({{"op", "run"}, {"program", program}})["measures"];
  CHECK(measures["across"][0]["groups"] == 10);
  CHECK(measures["across"][0]["largest"] == 10);
  CHECK(measures["meets"]["matrix"] == Json({{0, 10}, {10, 0}}));
  CHECK(measures["fairness"][0]["cells"].size() == 2);
  CHECK(measures["fairness"][0]["suppressed"] == 0);
}

}  // namespace outcome_cells_test
