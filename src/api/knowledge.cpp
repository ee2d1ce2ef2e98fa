#include "api/knowledge.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>

#include "knowledge/knowledge.h"
#include "knowledge/nearest.h"
#include "knowledge/search.h"
#include "knowledge/sessions.h"
#include "outcome/measure.h"
#include "program/program.h"
#include "roster/skills.h"

namespace weft {
namespace {

constexpr size_t kDepartments = 40;
constexpr int64_t kMostRows = 100'000;
constexpr size_t kSkillsOfPerson = 12;

Issue problem(const char* code, Args args = {}) {
  Issue issue;
  issue.code = code;
  issue.args = std::move(args);
  return issue;
}

struct Stretch {
  size_t from;
  size_t count;

  Stretch(const Json& request, int64_t count_otherwise)
      : from(static_cast<size_t>(std::max<int64_t>(number_of(request, "from", 0), 0))),
        count(static_cast<size_t>(
            std::clamp<int64_t>(number_of(request, "count", count_otherwise), 0, kMostRows))) {}
  template <typename Item, typename Tell>
  Json of(const std::vector<Item>& items, Tell tell) const {
    Json json = Json::array();
    for (size_t i = from; i < items.size() && i - from < count; ++i) json.push_back(tell(items[i]));
    return json;
  }
};

const Column* column_of(const Json& request, const char* key, Role role, const Roster& roster,
                        std::string& unknown) {
  const std::string named = text_of(request, key);
  if (named.empty()) return roster.with_role(role);
  const Column* column = roster.named(named);
  if (column == nullptr) unknown = named;
  return column;
}

}  // namespace

struct KnowledgeAnswers::Read {
  Read(const Roster& of, const History& history, Day on, const Column* offered,
       const Column* wanted)
      : roster(of),
        date(on),
        offers(offered),
        wants(wanted),
        department(of.with_role(Role::kDepartment)),
        site(of.with_role(Role::kSite)),
        title(of.with_role(Role::kTitle)),
        knowledge(of, offered, wanted),
        search(knowledge),
        meetings(of, history, {}, on),
        takes_part(of.people(), false) {
    for (const int32_t person : participants({}, of, history, on).people)
      takes_part[static_cast<size_t>(person)] = true;
    const size_t values = department == nullptr ? 0 : department->values.size();
    people_in.assign(values, 0);
    if (department == nullptr) return;
    for (const uint32_t code : department->codes) ++people_in[code];
    for (uint32_t code = 0; code < values; ++code) {
      if (code != Column::kMissing && people_in[code] > 0) departments.push_back(code);
    }
    std::stable_sort(departments.begin(), departments.end(),
                     [&](uint32_t a, uint32_t b) { return people_in[a] > people_in[b]; });
    if (departments.size() > kDepartments) departments.resize(kDepartments);
  }

  bool is_for(Day on, const Column* offered, const Column* wanted) const {
    return on == date && offered == offers && wanted == wants;
  }

  Result<Json> map(const Json& request) const;
  Result<Json> find(const Json& request) const;
  Result<Json> experts(const Json& request) const;
  Result<Json> programs(const Json& request, std::vector<FileOut>& files) const;
  Result<Json> tables(const Json& request, std::vector<FileOut>& files) const;

  std::vector<uint32_t> all_skills() const {
    std::vector<uint32_t> all(knowledge.skills());
    std::iota(all.begin(), all.end(), 0U);
    return all;
  }
  int64_t offered(uint32_t skill) const {
    return static_cast<int64_t>(knowledge.offering(skill).size());
  }
  int64_t wanted(uint32_t skill) const {
    return static_cast<int64_t>(knowledge.wanting(skill).size());
  }
  // Skills for which it holds; those that most want, then most offer, come first.
  template <typename Holds>
  std::vector<uint32_t> skills_where(Holds holds) const {
    std::vector<uint32_t> found;
    for (uint32_t skill = 0; skill < knowledge.skills(); ++skill) {
      if (holds(skill)) found.push_back(skill);
    }
    std::stable_sort(found.begin(), found.end(), [&](uint32_t a, uint32_t b) {
      return wanted(a) != wanted(b) ? wanted(a) > wanted(b) : offered(a) > offered(b);
    });
    return found;
  }
  // Everybody counts, but only those who take part are named.
  bool is_named(const Knowledge::Holder& holder) const {
    return takes_part[static_cast<size_t>(holder.person)];
  }
  int64_t unnamed(std::span<const Knowledge::Holder> holders) const {
    return std::count_if(holders.begin(), holders.end(),
                         [&](const Knowledge::Holder& holder) { return !is_named(holder); });
  }
  // People of each of the departments that are shown. To be counted in a department of a few is to
  // be named.
  std::vector<int64_t> by_department(std::span<const Knowledge::Holder> holders) const {
    std::vector<int64_t> of_value(people_in.size(), 0);
    for (const Knowledge::Holder& holder : holders) {
      if (department == nullptr) break;
      const uint32_t code = department->codes[static_cast<size_t>(holder.person)];
      if (is_named(holder) || people_in[code] >= kSmallestCell) ++of_value[code];
    }
    std::vector<int64_t> counts;
    for (const uint32_t code : departments) counts.push_back(of_value[code]);
    return counts;
  }
  std::string_view cell(const Column* column, int32_t person) const {
    return column == nullptr ? std::string_view() : column->text(static_cast<size_t>(person));
  }
  Json person_json(int32_t person) const {
    const auto i = static_cast<size_t>(person);
    return {{"id", roster.ids[i]},
            {"name", roster.names[i]},
            {"row", roster.rows[i]},
            {"email", roster.emails[i]},
            {"department", cell(department, person)},
            {"site", cell(site, person)},
            {"title", cell(title, person)}};
  }
  Json names_of(std::span<const Knowledge::Has> skills) const {
    Json names = Json::array();
    for (const Knowledge::Has& has : skills) {
      if (names.size() < kSkillsOfPerson) names.push_back(knowledge.name(has.skill));
    }
    return names;
  }
  Json counted(uint32_t skill) const {
    return {{"skill", knowledge.name(skill)},
            {"offered", offered(skill)},
            {"wanted", wanted(skill)},
            {"unmet", knowledge.unmet(skill)}};
  }

  const Roster& roster;
  Day date;
  const Column* offers;
  const Column* wants;
  const Column* department;
  const Column* site;
  const Column* title;
  Knowledge knowledge;
  KnowledgeSearch search;
  Meetings meetings;
  std::vector<bool> takes_part;
  std::vector<int64_t> people_in;     // per value of the column of departments
  std::vector<uint32_t> departments;  // values that are shown, the largest first
};

Result<Json> KnowledgeAnswers::Read::map(const Json& request) const {
  const Stretch window(request, 50);
  const Stretch lists(Json{{"count", number_of(request, "lists", 50)}}, 50);
  std::vector<uint32_t> skills = search.skills(text_of(request, "find"));
  const std::string sort = text_of(request, "sort");
  const auto by = [&](auto key) {
    std::stable_sort(skills.begin(), skills.end(),
                     [&](uint32_t a, uint32_t b) { return key(a) > key(b); });
  };
  if (sort == "offered") by([&](uint32_t skill) { return offered(skill); });
  if (sort == "wanted") by([&](uint32_t skill) { return wanted(skill); });
  if (sort == "unmet") by([&](uint32_t skill) { return knowledge.unmet(skill); });
  if (sort == "name") {
    std::stable_sort(skills.begin(), skills.end(),
                     [&](uint32_t a, uint32_t b) { return knowledge.key(a) < knowledge.key(b); });
  }
  Json json = {{"people", roster.people()},
               {"offering", knowledge.people_offering()},
               {"wanting", knowledge.people_wanting()},
               {"skills", knowledge.skills()},
               {"notTakingPart", std::count(takes_part.begin(), takes_part.end(), false)},
               {"columns",
                {{"offers", offers == nullptr ? "" : offers->header},
                 {"wants", wants == nullptr ? "" : wants->header}}},
               {"departments", Json::array()}};
  for (const uint32_t code : departments)
    json["departments"].push_back(
        {{"name", department->values[code]}, {"people", people_in[code]}});
  json["found"] = skills.size();
  json["rows"] = window.of(skills, [&](uint32_t skill) {
    Json row = counted(skill);
    row["offers"] = by_department(knowledge.offering(skill));
    row["wants"] = by_department(knowledge.wanting(skill));
    return row;
  });
  const auto list = [&](const std::vector<uint32_t>& found, auto tell) {
    return Json{{"total", found.size()}, {"skills", lists.of(found, tell)}};
  };
  const auto plainly = [&](uint32_t skill) { return counted(skill); };
  json["alone"] =
      list(skills_where([&](uint32_t skill) { return offered(skill) == 1; }), [&](uint32_t skill) {
        Json row = counted(skill);
        const Knowledge::Holder& only = knowledge.offering(skill)[0];
        if (is_named(only)) {
          row["person"] = person_json(only.person);
        } else {
          row["row"] = roster.rows[static_cast<size_t>(only.person)];
        }
        return row;
      });
  json["demand"] =
      list(skills_where([&](uint32_t skill) { return offered(skill) == 0 && wanted(skill) > 0; }),
           plainly);
  json["above"] = list(skills_where([&](uint32_t skill) {
                         return offered(skill) > 0 && knowledge.unmet(skill) > 0;
                       }),
                       plainly);
  json["supply"] =
      list(skills_where([&](uint32_t skill) { return offered(skill) > 0 && wanted(skill) == 0; }),
           plainly);
  return json;
}

Result<Json> KnowledgeAnswers::Read::find(const Json& request) const {
  const std::string wanted_text = text_of(request, "find");
  const Stretch window(request, 12);
  const std::vector<uint32_t> skills = search.skills(wanted_text);
  std::vector<int32_t> people = search.people(wanted_text);
  people.erase(
      std::remove_if(people.begin(), people.end(),
                     [&](int32_t person) { return !takes_part[static_cast<size_t>(person)]; }),
      people.end());
  const std::vector<uint32_t> titles = search.titles(wanted_text);
  std::vector<int64_t> titled(title == nullptr ? 0 : title->values.size(), 0);
  for (size_t person = 0; !titles.empty() && person < roster.people(); ++person) {
    if (takes_part[person]) ++titled[title->codes[person]];
  }
  std::vector<uint32_t> held;
  for (const uint32_t code : titles) {
    if (titled[code] > 0) held.push_back(code);
  }
  return Json{{"skills",
               {{"total", skills.size()},
                {"found", window.of(skills, [&](uint32_t skill) { return counted(skill); })}}},
              {"people",
               {{"total", people.size()},
                {"found", window.of(people,
                                    [&](int32_t person) {
                                      Json json = person_json(person);
                                      json["offers"] = names_of(knowledge.offered(person));
                                      json["wants"] = names_of(knowledge.wanted(person));
                                      return json;
                                    })}}},
              {"titles", {{"total", held.size()}, {"found", window.of(held, [&](uint32_t code) {
                                                     return Json{{"title", title->values[code]},
                                                                 {"people", titled[code]}};
                                                   })}}}};
}

Result<Json> KnowledgeAnswers::Read::experts(const Json& request) const {
  const Stretch window(request, 20);
  const std::string from_text = text_of(request, "person");
  const Meant meant = roster.look_up(from_text);
  const int32_t from = meant.person;
  if (!from_text.empty() && meant.several > 0)
    return problem("program.severalPeople", args_of_several(roster, from_text, meant));
  if (!from_text.empty() && meant.nobody())
    return problem("knowledge.unknownPerson", {{"person", from_text}});
  Json json = Json::object();
  std::vector<Knowledge::Holder> holders;
  size_t others = 0;
  const auto add = [&](const Knowledge::Holder& holder) {
    if (is_named(holder)) {
      holders.push_back(holder);
    } else {
      ++others;
    }
  };
  if (const std::string of_title = text_of(request, "title"); !of_title.empty()) {
    json["title"] = of_title;
    for (size_t person = 0; title != nullptr && person < roster.people(); ++person) {
      if (title->text(person) == of_title) add({static_cast<int32_t>(person), 0});
    }
  } else {
    const std::string name = text_of(request, "skill");
    const uint32_t skill = knowledge.find(name);
    if (skill == Knowledge::kNone) return problem("knowledge.unknownSkill", {{"skill", name}});
    json = counted(skill);
    const int64_t level = number_of(request, "level", 0);
    for (const Knowledge::Holder& holder : knowledge.offering(skill)) {
      if (holder.level == 0 || holder.level >= level) add(holder);
    }
  }
  const std::string of_department = text_of(request, "department");
  if (!of_department.empty()) {
    holders.erase(std::remove_if(holders.begin(), holders.end(),
                                 [&](const Knowledge::Holder& holder) {
                                   return cell(department, holder.person) != of_department;
                                 }),
                  holders.end());
  }
  const std::vector<Expert> found = nearest(roster, meetings, from, holders);
  if (from != Roster::kNobody) json["from"] = person_json(from);
  json["total"] = found.size();
  json["notTakingPart"] = others;
  json["experts"] = window.of(found, [&](const Expert& expert) {
    Json one = person_json(expert.person);
    one["level"] = expert.level;
    one["ownDepartment"] = expert.own_department;
    one["sameSite"] = expert.same_site;
    one["steps"] = expert.steps ? Json(*expert.steps) : Json();
    one["met"] = expert.met ? Json(iso_date(*expert.met)) : Json();
    one["points"] = expert.points;
    return one;
  });
  return json;
}

// Tandems: a program. Sessions: a program, and its proposals and votes as lists.
Result<Json> KnowledgeAnswers::Read::programs(const Json& request,
                                              std::vector<FileOut>& files) const {
  const bool has_managers = std::any_of(roster.managers.begin(), roster.managers.end(),
                                        [](int32_t manager) { return manager != Roster::kNobody; });
  Json tandem = Json::object();
  if (offers != nullptr && wants != nullptr) {
    std::set<int32_t> learners;
    size_t shared = 0;
    for (uint32_t skill = 0; skill < knowledge.skills(); ++skill) {
      const std::vector<int32_t> of_skill = knowledge.learners(skill, takes_part);
      learners.insert(of_skill.begin(), of_skill.end());
      shared += of_skill.empty() ? 0 : 1;
    }
    Json program = {
        {"weft", 1},
        {"format", "tandem"},
        {"name", text_of(request, "tandemName", "Learning tandems")},
        {"kind", "skills"},
        {"offers", offers->role == Role::kSkillsOffered ? "@skillsOffered" : offers->header},
        {"wants", wants->role == Role::kSkillsWanted ? "@skillsWanted" : wants->header},
        {"oneWay", true},
        {"rings", true},
        {"rules", Json::array()},
        {"criteria", Json::array({Json{{"complement", true}, {"weight", 100}}})},
        {"seed", 1}};
    if (has_managers) program["rules"].push_back({{"apart", {{"line", 1}}}});
    if (department != nullptr)
      program["criteria"].push_back({{"mix", "@department"}, {"weight", 30}});
    tandem = {{"program", std::move(program)}, {"skills", shared}, {"learners", learners.size()}};
  }
  SessionWishes wishes;
  wishes.least = static_cast<size_t>(std::clamp<int64_t>(number_of(request, "least", 3), 1, 1000));
  wishes.most = static_cast<size_t>(std::clamp<int64_t>(number_of(request, "most", 40), 1, 1000));
  const std::vector<ProposedSession> sessions = propose_sessions(knowledge, takes_part, wishes);
  // As lists that are read again, whatever program reads them: nothing in them but names and ids.
  CsvStyle style;
  std::string proposals;
  std::string votes;
  append_record(proposals, {"session", "hosts", "size"}, style);
  append_record(votes, {"person", "session"}, style);
  size_t cast = 0;
  Json listed = Json::array();
  for (const ProposedSession& session : sessions) {
    const std::string name(knowledge.name(session.skill));
    const auto id_of = [&](int32_t person) {
      return std::string(roster.ids[static_cast<size_t>(person)]);
    };
    append_record(proposals,
                  {name, id_of(session.host), std::to_string(session.wanting.size() + 1)}, style);
    for (const int32_t person : session.wanting) append_record(votes, {id_of(person), name}, style);
    cast += session.wanting.size();
    listed.push_back({{"session", name},
                      {"host", person_json(session.host)},
                      {"wanted", session.wanting.size()}});
  }
  if (!sessions.empty()) {
    files.push_back({"proposals.csv", std::move(proposals)});
    files.push_back({"votes.csv", std::move(votes)});
  }
  Json barcamp = {{"program",
                   {{"weft", 1},
                    {"format", "barcamp"},
                    {"name", text_of(request, "barcampName", "Barcamp")},
                    {"votes", "stars"},
                    {"seed", 1}}},
                  {"sessions", std::move(listed)},
                  {"votes", cast}};
  return Json{{"tandem", std::move(tandem)}, {"barcamp", std::move(barcamp)}};
}

// knowledge.csv: a row for each skill. experts.csv: a row for each skill and person.
Result<Json> KnowledgeAnswers::Read::tables(const Json& request,
                                            std::vector<FileOut>& files) const {
  const CsvStyle style = csv_style_of(request);
  const std::string start(style.bom ? csv_byte_order_mark() : std::string_view());
  std::vector<uint32_t> skills = all_skills();
  std::stable_sort(skills.begin(), skills.end(),
                   [&](uint32_t a, uint32_t b) { return knowledge.key(a) < knowledge.key(b); });
  std::string map = start;
  std::vector<std::string> row = {"skill", "offered", "wanted", "unmet", "only", "notTakingPart"};
  for (const uint32_t code : departments) row.emplace_back(department->values[code]);
  append_record(map, row, style);
  for (const uint32_t skill : skills) {
    const auto offering = knowledge.offering(skill);
    row = {std::string(knowledge.name(skill)),
           std::to_string(offered(skill)),
           std::to_string(wanted(skill)),
           std::to_string(knowledge.unmet(skill)),
           offering.size() == 1 && is_named(offering[0])
               ? std::string(roster.names[static_cast<size_t>(offering[0].person)])
               : std::string(),
           std::to_string(unnamed(offering))};
    for (const int64_t people : by_department(offering)) row.push_back(std::to_string(people));
    append_record(map, row, style);
  }
  std::string people = start;
  append_record(people, {"skill", "level", "id", "name", "email", "department", "site", "title"},
                style);
  for (const uint32_t skill : skills) {
    for (const Expert& expert :
         nearest(roster, meetings, Roster::kNobody, knowledge.offering(skill))) {
      if (!takes_part[static_cast<size_t>(expert.person)]) continue;
      const auto i = static_cast<size_t>(expert.person);
      append_record(
          people,
          {std::string(knowledge.name(skill)),
           expert.level == 0 ? std::string() : std::to_string(expert.level),
           std::string(roster.ids[i]), std::string(roster.names[i]), std::string(roster.emails[i]),
           std::string(cell(department, expert.person)), std::string(cell(site, expert.person)),
           std::string(cell(title, expert.person))},
          style);
    }
  }
  files.push_back({"knowledge.csv", std::move(map)});
  files.push_back({"experts.csv", std::move(people)});
  return Json::object();
}

KnowledgeAnswers::KnowledgeAnswers() = default;
KnowledgeAnswers::~KnowledgeAnswers() = default;

void KnowledgeAnswers::forget() { read_.reset(); }

Result<Json> KnowledgeAnswers::answer(const Json& request, const Roster& roster,
                                      const History& history, Day date,
                                      std::vector<FileOut>& files) {
  std::string unknown;
  const Column* offers = column_of(request, "offers", Role::kSkillsOffered, roster, unknown);
  const Column* wants = column_of(request, "wants", Role::kSkillsWanted, roster, unknown);
  if (!unknown.empty()) return problem("knowledge.unknownColumn", {{"column", unknown}});
  if (offers == nullptr && wants == nullptr) return problem("knowledge.noColumns");
  if (read_ == nullptr || !read_->is_for(date, offers, wants))
    read_ = std::make_unique<Read>(roster, history, date, offers, wants);
  const std::string part = text_of(request, "part");
  if (part == "map") return read_->map(request);
  if (part == "search") return read_->find(request);
  if (part == "experts") return read_->experts(request);
  if (part == "programs") return read_->programs(request, files);
  if (part == "tables") return read_->tables(request, files);
  return problem("knowledge.unknownPart", {{"part", part}});
}

}  // namespace weft
