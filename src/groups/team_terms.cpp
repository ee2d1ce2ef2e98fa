#include "groups/team_terms.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/text.h"

namespace weft {
namespace {

constexpr int64_t kMostPerRole = 100;

TeamRole read_role(const DocumentPlace& place) {
  TeamRole role;
  role.where = place.where();
  if (!place.object()) return role;
  place.only_keys({"role", "count", "lead", "who"});
  if (place.has("role")) {
    role.name = place.at("role").text();
  } else {
    place.fail("program.missingKey", {{"key", std::string("role")}});
  }
  if (place.has("count"))
    role.count = static_cast<int32_t>(place.at("count").whole(1, kMostPerRole));
  if (place.has("lead")) role.lead = place.at("lead").yes_or_no();
  if (!place.has("who")) {
    place.fail("program.missingKey", {{"key", std::string("who")}});
  } else if (place.at("who").list()) {
    for (size_t i = 0; i < place.at("who").size(); ++i)
      role.who.push_back(read_filter(place.at("who").at(i)));
  }
  return role;
}

TeamTerms::Pin read_pin(const DocumentPlace& place) {
  TeamTerms::Pin pin;
  pin.where = place.where();
  if (!place.object()) return pin;
  place.only_keys({"team", "people"});
  for (const char* key : {"team", "people"}) {
    if (!place.has(key)) place.fail("program.missingKey", {{"key", std::string(key)}});
  }
  if (place.has("team")) {
    const DocumentPlace team = place.at("team");
    if (team.value().text() != nullptr) {
      pin.project = team.text();
    } else {
      pin.number = static_cast<int32_t>(team.whole(1, kMostTeams));
    }
  }
  if (place.has("people")) pin.names = place.at("people").texts();
  return pin;
}

std::optional<int32_t> size_in(const ListTable& list, const ListTable::Row& row, int column,
                               ListIssues& problems) {
  const std::string_view cell = list.cell(row, column);
  if (cell.empty()) return std::nullopt;
  int64_t size = 0;
  if (!parse_thousandths(cell, size) || size < 0 || size % 1000 != 0 || size > 1'000'000) {
    problems.add(Severity::kWarning, "projects.size", row.row, column, cell);
    return std::nullopt;
  }
  return static_cast<int32_t>(size / 1000);
}

std::vector<TeamProject> read_projects(const ListTable& list, Issues& issues) {
  std::vector<TeamProject> projects;
  ListIssues problems(list);
  const int name = list.column("project");
  const int min = list.column("min");
  const int max = list.column("max");
  std::set<std::string> known;
  for (const ListTable::Row& row : list.rows) {
    const std::string_view cell = list.cell(row, name);
    if (cell.empty()) continue;
    if (!known.insert(fold_key(cell)).second) {
      problems.add(Severity::kWarning, "projects.twice", row.row, name, cell);
      continue;
    }
    TeamProject& project = projects.emplace_back();
    project.name = cell;
    project.min = size_in(list, row, min, problems);
    project.max = size_in(list, row, max, problems);
    if (project.min && project.max && *project.min > *project.max) {
      problems.add(Severity::kWarning, "projects.minAboveMax", row.row, name, cell);
      std::swap(project.min, project.max);
    }
    if (projects.size() == static_cast<size_t>(kMostTeams)) break;
  }
  for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  return projects;
}

class ProjectNames {
 public:
  explicit ProjectNames(const std::vector<TeamProject>& projects) {
    for (size_t i = 0; i < projects.size(); ++i)
      by_key_.emplace(fold_key(projects[i].name), static_cast<int32_t>(i));
  }
  int32_t find(std::string_view name) const {
    const auto found = by_key_.find(fold_key(name));
    return found == by_key_.end() ? -1 : found->second;
  }

 private:
  std::map<std::string, int32_t> by_key_;
};

void resolve_pins(std::vector<TeamTerms::Pin>& pins, const ProjectNames& projects,
                  const Roster& roster, Issues& issues) {
  std::vector<bool> taken(roster.people(), false);
  for (TeamTerms::Pin& pin : pins) {
    pin.team = pin.number > 0 ? pin.number - 1 : projects.find(pin.project);
    if (pin.team < 0) {
      add_issue(issues, Severity::kError, "teams.noSuchProject", pin.where + "/team",
                {{"project", pin.project}});
    }
    for (const std::string& name : pin.names) {
      const int32_t person = person_named(name, pin.where + "/people", roster, issues);
      if (person == Roster::kNobody) continue;
      if (taken[static_cast<size_t>(person)]) {
        add_issue(issues, Severity::kError, "teams.pinnedTwice", pin.where + "/people",
                  {{"person", std::string(roster.names[static_cast<size_t>(person)])}});
        continue;
      }
      taken[static_cast<size_t>(person)] = true;
      pin.people.push_back(person);
    }
  }
}

}  // namespace

std::vector<int32_t> TeamTerms::pinned(size_t people) const {
  std::vector<int32_t> team(people, -1);
  for (const std::vector<Pin>* all : {&arranged, &pins}) {
    for (const Pin& pin : *all) {
      for (const int32_t person : pin.people) team[static_cast<size_t>(person)] = pin.team;
    }
  }
  return team;
}

int64_t TeamTerms::wish_points(int32_t person, int32_t project) const {
  const auto& mine = wishes.of[static_cast<size_t>(person)];
  const Preferences::Wish* wish = wishes.find(person, project);
  const int64_t last = mine.back().rank;
  return wish == nullptr ? 0 : Criterion::kFull * (last + 1 - wish->rank) / last;
}

std::vector<std::string> team_keys() {
  return {"count", "roles", "pinned", "arranged", "wishedOnly"};
}

TeamTerms read_team_terms(const Program& program, Issues& issues) {
  TeamTerms terms;
  const DocumentPlace top(program.document, "", issues);
  if (program.document.object() == nullptr) return terms;
  if (top.has("count")) terms.count = static_cast<int32_t>(top.at("count").whole(1, kMostTeams));
  terms.sized = top.has("size");
  if (top.has("roles") && top.at("roles").list()) {
    const DocumentPlace roles = top.at("roles");
    for (size_t i = 0; i < roles.size(); ++i) terms.roles.push_back(read_role(roles.at(i)));
    if (terms.roles.size() > kMostRoles)
      roles.fail("teams.tooManyRoles", {{"most", static_cast<int64_t>(kMostRoles)}});
  }
  const auto read_pins = [&](const char* key, std::vector<TeamTerms::Pin>& to) {
    if (!top.has(key) || !top.at(key).list()) return;
    const DocumentPlace pins = top.at(key);
    for (size_t i = 0; i < pins.size(); ++i) to.push_back(read_pin(pins.at(i)));
  };
  read_pins("pinned", terms.pins);
  read_pins("arranged", terms.arranged);
  if (top.has("wishedOnly")) terms.wished_only = top.at("wishedOnly").yes_or_no();
  return terms;
}

TeamTerms team_terms(const Program& program, const Roster& roster, const Lists& lists,
                     Issues& issues) {
  Issues told;  // when the program was read
  TeamTerms terms = read_team_terms(program, told);
  for (TeamRole& role : terms.roles) role.holds = passing(role.who, roster, issues);
  const ListTable* list = list_of(lists, "projects");
  if (list != nullptr) terms.projects = read_projects(*list, issues);
  const ProjectNames projects(terms.projects);
  if (const ListTable* wishes = list_of(lists, "preferences");
      list != nullptr && wishes != nullptr) {
    terms.wishes = read_preferences(
        *wishes, roster, [&](std::string_view name) { return projects.find(name); }, issues);
  }
  if (terms.projects.empty() && !terms.count && !terms.sized)
    add_issue(issues, Severity::kError, "teams.noSize", "/count");
  resolve_pins(terms.pins, projects, roster, issues);
  resolve_pins(terms.arranged, projects, roster, issues);
  return terms;
}

std::vector<TeamSize> team_sizes(const TeamTerms& terms, const Program& program, int32_t people) {
  std::vector<TeamSize> sizes;
  if (!terms.projects.empty()) {
    for (const TeamProject& project : terms.projects) {
      const int32_t most = project.max.value_or(terms.sized ? program.max_size : people);
      const int32_t least = project.min.value_or(terms.sized ? program.min_size : 1);
      sizes.push_back({std::min(least, most), most});
    }
    return sizes;
  }
  TeamSize size{program.min_size, program.max_size};
  int32_t count = 1;
  if (terms.count) {
    count = *terms.count;
    // As even as can be, but nobody is a team of none.
    if (!terms.sized)
      size = {std::max(1, people / count), std::max(1, people / count + (people % count != 0))};
  } else {
    const int32_t fewest = (people + size.max - 1) / size.max;
    const int32_t most = people / size.min;
    const int32_t middle = (2 * people + (size.min + size.max) / 2) / (size.min + size.max);
    count = std::max({1, fewest, std::min(middle, most)});
  }
  sizes.assign(static_cast<size_t>(count), size);
  return sizes;
}

}  // namespace weft
