#include "api/outcome.h"

#include <algorithm>

#include "api/program_json.h"

namespace weft {
namespace {

std::string_view name_of(Proof proof) {
  switch (proof) {
    case Proof::kOptimal:
      return "optimal";
    case Proof::kBounded:
      return "bounded";
    case Proof::kNone:
      return "none";
  }
  return {};
}

Json reasons_to_json(const std::vector<Reason>& reasons) {
  Json json = Json::array();
  for (const Reason& reason : reasons)
    json.push_back({{"code", reason.code}, {"args", to_json(reason.args)}});
  return json;
}

// A share in thousandths, so that no digit depends on how a library prints.
double share(int64_t points, int64_t of) {
  const int64_t thousandths = of == 0 ? 1000 : points * 1000 / of;
  return static_cast<double>(thousandths) / 1000.0;
}

std::vector<int32_t> participants_in(const OutcomeRound& outcome, const PlannedGroup& group) {
  std::vector<int32_t> members;
  for (const int32_t person : group.people)
    members.push_back(outcome.participant_of[static_cast<size_t>(person)]);
  return members;
}

std::vector<Reason> group_reasons(const Roster& roster, const OutcomeRound& outcome, size_t index) {
  const PlannedGroup& group = outcome.plan.groups[index];
  std::vector<Reason> reasons = group.reasons;
  if (outcome.program.shape.worth == Shape::Worth::kOwn && !group.reasons.empty()) return reasons;
  for (Reason& reason : reasons_for_group(roster, outcome.program, *outcome.fit,
                                          participants_in(outcome, group), group.odd)) {
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

std::string_view role_in(const OutcomeRound& outcome, const PlannedGroup& group, size_t member) {
  const Shape& shape = outcome.program.shape;
  if (shape.directed()) return shape.roles[member < group.leads ? 0 : 1];
  if (!group.member_roles.empty()) return group.member_roles[member];
  if (group.people[member] != group.odd) return "";
  return group.people.size() == 3 ? "third" : "added";
}

// What a group is and where it meets, where the format says so.
void tell_occasion(const PlannedGroup& group, Json& json) {
  if (!group.title.empty()) json["title"] = group.title;
  if (group.when) {
    json["when"] = {{"date", iso_date(group.when->date)}};
    if (group.when->end > 0) {
      json["when"]["begin"] = time_of_day(group.when->begin);
      json["when"]["end"] = time_of_day(group.when->end);
    }
  }
  if (!group.where.empty()) json["where"] = group.where;
}

std::string text_at(const Json& json, const char* key) {
  return json.is_object() && json.contains(key) && json[key].is_string()
             ? json[key].get<std::string>()
             : std::string();
}

// "10:30" as minutes; 0 where it is none.
int32_t minutes_of(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return 0;
  for (const size_t digit : {size_t{0}, size_t{1}, size_t{3}, size_t{4}}) {
    if (text[digit] < '0' || text[digit] > '9') return 0;
  }
  return ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
}

std::vector<Reason> left_out_reasons(const Roster& roster, const OutcomeRound& outcome,
                                     size_t index) {
  const int32_t person = outcome.plan.left_out[index];
  if (!outcome.plan.left_out_reasons.empty()) return outcome.plan.left_out_reasons[index];
  const auto& sits = outcome.plan.sits_out;
  return reasons_for_left_out(roster, outcome.program, *outcome.fit, outcome.plan.roles,
                              outcome.participant_of[static_cast<size_t>(person)],
                              std::find(sits.begin(), sits.end(), person) != sits.end());
}

Json certificate_to_json(const Program& program, const Measured& measured) {
  const Certificate& certificate = measured.certificate;
  Json json = {{"value", certificate.value},
               {"bound", certificate.bound},
               {"proof", name_of(certificate.proof)},
               {"random", certificate.random},
               {"best", certificate.best},
               {"gap", certificate.bound - certificate.value}};
  if (certificate.worst) {
    json["worst"] = {{"value", measured.measures.worst_value},
                     {"bound", certificate.worst->bound},
                     {"leximin", certificate.worst->leximin}};
  }
  if (certificate.given_up) {
    json["serendipity"] = {{"percent", program.serendipity}, {"givenUp", *certificate.given_up}};
  }
  return json;
}

Json measures_to_json(const Program& program, const Measures& measures) {
  Json json;
  json["matched"] = {{"people", measures.matched}, {"of", measures.taking_part}};
  json["sizes"] = Json::object();
  for (const auto& [size, groups] : measures.sizes) json["sizes"][std::to_string(size)] = groups;
  json["across"] = Json::array();
  for (const Across& across : measures.across) {
    if (!is_told(measures, across)) continue;
    json["across"].push_back({{"column", across.column},
                              {"groups", across.groups},
                              {"of", across.of},
                              {"largest", across.largest}});
  }
  json["criteria"] = Json::array();
  for (const Satisfaction& satisfaction : measures.criteria) {
    const Criterion& criterion = program.criteria[satisfaction.criterion];
    Json item = {{"criterion", satisfaction.criterion}, {"code", name_of(criterion.kind)}};
    if (criterion.column.index >= 0) item["column"] = criterion.column.reference;
    item["weight"] = criterion.weight;
    item["satisfied"] = share(satisfaction.points, satisfaction.of);
    json["criteria"].push_back(std::move(item));
  }
  json["worst"] = {{"value", measures.worst_value}, {"groups", measures.worst_groups}};
  json["fairness"] = Json::array();
  for (const Fairness& fairness : measures.fairness) {
    Json cells = Json::array();
    for (const FairnessCell& cell : fairness.cells) {
      cells.push_back(
          {{"value", cell.value}, {"people", cell.people}, {"mean", share(cell.points, cell.of)}});
    }
    json["fairness"].push_back(
        {{"column", fairness.column}, {"cells", cells}, {"suppressed", fairness.suppressed}});
  }
  json["repeats"] = measures.repeats;
  if (!measures.meets.column.empty()) {
    json["meets"] = {{"column", measures.meets.column},
                     {"labels", measures.meets.labels},
                     {"matrix", measures.meets.matrix}};
  }
  return json;
}

}  // namespace

Json check_to_json(const CheckResult& check) {
  return {
      {"passed", check.passed()}, {"verified", check.verified}, {"broken", to_json(check.broken)}};
}

namespace {

// What each round of several came to, and how they repeat.
Json rounds_to_json(const Outcome& outcome) {
  Json json = Json::array();
  for (size_t r = 0; r < outcome.rounds.size(); ++r) {
    const OutcomeRound& round = outcome.rounds[r];
    const Measured& measured = round.measured;
    json.push_back({{"round", r + 1},
                    {"date", iso_date(round.date)},
                    {"takingPart", measured.measures.taking_part},
                    {"matched", measured.measures.matched},
                    {"groups", round.plan.groups.size()},
                    {"leftOut", round.plan.left_out.size()},
                    {"repeats", measured.measures.repeats},
                    {"value", measured.certificate.value},
                    {"bound", measured.certificate.bound},
                    {"best", measured.certificate.best}});
  }
  return json;
}

Json repeats_to_json(const Outcome& outcome, const Measures& together) {
  const auto clean =
      std::find_if(outcome.rounds.begin(), outcome.rounds.end(),
                   [](const OutcomeRound& round) { return round.measured.measures.repeats > 0; });
  const std::vector<int32_t>& repeated = together.repeated;
  const int32_t most = repeated.empty() ? 0 : *std::max_element(repeated.begin(), repeated.end());
  return {{"clean", clean - outcome.rounds.begin()},
          {"mostOfOne", most},
          {"peopleWithMost", most == 0 ? 0 : std::count(repeated.begin(), repeated.end(), most)}};
}

CheckResult checked_together(const Outcome& outcome) {
  CheckResult sum;
  for (const OutcomeRound& round : outcome.rounds) add_check(round.check, sum);
  return sum;
}

}  // namespace

void add_check(const CheckResult& round, CheckResult& sum) {
  sum.verified += round.verified;
  for (const Issue& issue : round.broken) {
    if (sum.broken.size() < CheckResult::kMostBroken) sum.broken.push_back(issue);
  }
}

size_t Outcome::groups() const {
  size_t count = 0;
  for (const OutcomeRound& round : rounds) count += round.plan.groups.size();
  return count;
}

size_t Outcome::left_out() const {
  size_t count = 0;
  for (const OutcomeRound& round : rounds) count += round.plan.left_out.size();
  return count;
}

Outcome::Place Outcome::group(size_t number) const {
  size_t round = 0;
  for (; number >= rounds[round].plan.groups.size(); ++round)
    number -= rounds[round].plan.groups.size();
  return {rounds[round], round, number};
}

Outcome::Place Outcome::one_left_out(size_t number) const {
  size_t round = 0;
  for (; number >= rounds[round].plan.left_out.size(); ++round)
    number -= rounds[round].plan.left_out.size();
  return {rounds[round], round, number};
}

Json summary_to_json(const Roster& roster, const Outcome& outcome) {
  const Program& program = outcome.program();
  std::vector<const Measured*> measured;
  for (const OutcomeRound& round : outcome.rounds) measured.push_back(&round.measured);
  const Measured together = measured_together(measured);
  Json measures = measures_to_json(program, together.measures);
  // Criteria are named by their header, whatever the program calls them.
  for (Json& item : measures["criteria"]) {
    const Criterion& criterion = program.criteria[item["criterion"].get<size_t>()];
    if (criterion.column.index >= 0) {
      item["column"] = roster.columns[static_cast<size_t>(criterion.column.index)].header;
    }
  }
  Json json = {
      {"format", program.format},           {"name", program.name},
      {"groupCount", outcome.groups()},     {"peopleMatched", together.measures.matched},
      {"leftOutCount", outcome.left_out()}, {"certificate", certificate_to_json(program, together)},
      {"measures", std::move(measures)}};
  if (outcome.several()) {
    json["rounds"] = rounds_to_json(outcome);
    json["measures"]["series"] = repeats_to_json(outcome, together.measures);
  }
  const Value& extra = outcome.rounds.front().plan.extra;
  if (!extra.is_null()) json["extra"] = to_json(extra);
  json["check"] = check_to_json(checked_together(outcome));
  json["run"] = outcome.run;
  json["issues"] = to_json(outcome.issues);
  return json;
}

Json outcome_to_json(const Roster& roster, const Outcome& outcome) {
  Json json = {{"weft", 1},
               {"kind", "outcome"},
               {"format", outcome.program().format},
               {"name", outcome.program().name}};
  json["groups"] = Json::array();
  json["leftOut"] = Json::array();
  for (size_t r = 0; r < outcome.rounds.size(); ++r) {
    const OutcomeRound& round = outcome.rounds[r];
    const auto tell_round = [&](Json& item) {
      if (outcome.several()) item["round"] = r + 1;
    };
    for (size_t i = 0; i < round.plan.groups.size(); ++i) {
      const PlannedGroup& group = round.plan.groups[i];
      Json people = Json::array();
      for (size_t m = 0; m < group.people.size(); ++m) {
        people.push_back({{"id", roster.ids[static_cast<size_t>(group.people[m])]},
                          {"role", role_in(round, group, m)}});
      }
      Json item = {{"people", std::move(people)}, {"value", round.measured.group_values[i]}};
      tell_round(item);
      tell_occasion(group, item);
      item["reasons"] = reasons_to_json(group_reasons(roster, round, i));
      json["groups"].push_back(std::move(item));
    }
    for (size_t i = 0; i < round.plan.left_out.size(); ++i) {
      Json item = {{"id", roster.ids[static_cast<size_t>(round.plan.left_out[i])]},
                   {"reasons", reasons_to_json(left_out_reasons(roster, round, i))}};
      tell_round(item);
      json["leftOut"].push_back(std::move(item));
    }
  }
  const Json summary = summary_to_json(roster, outcome);
  for (const char* key : {"rounds", "certificate", "measures", "extra", "check", "run"}) {
    if (summary.contains(key)) json[key] = summary[key];
  }
  if (!outcome.doubts.empty()) json["doubts"] = to_json(outcome.doubts);
  return json;
}

std::vector<Claim> claims_from_json(const Json& json, Issues& issues) {
  std::vector<Claim> claims;
  const auto fail = [&](std::string where) {
    Issue& issue = issues.emplace_back();
    issue.code = "outcome.notOne";
    issue.where = std::move(where);
  };
  const auto number = [](const Json& object, const char* key) {
    return object.is_object() && object.contains(key) && object[key].is_number_integer()
               ? object[key].get<int64_t>()
               : INT64_MIN;
  };
  if (!json.is_object() || !json.contains("groups") || !json["groups"].is_array() ||
      !json.contains("leftOut") || !json["leftOut"].is_array() || !json.contains("certificate")) {
    fail("");
    return claims;
  }
  const bool several = json.contains("rounds") && json["rounds"].is_array();
  claims.resize(several ? json["rounds"].size() : 1);
  // What a round is worth says the list of rounds.
  for (size_t r = 0; r < claims.size(); ++r) {
    const Json& worth = several ? json["rounds"][r] : json["certificate"];
    claims[r].value = number(worth, "value");
    claims[r].bound = number(worth, "bound");
  }
  const auto claim_of = [&](const Json& item, std::string where) -> Claim* {
    const int64_t round = several ? number(item, "round") : 1;
    if (round >= 1 && round <= static_cast<int64_t>(claims.size()))
      return &claims[static_cast<size_t>(round - 1)];
    fail(std::move(where));
    return nullptr;
  };
  const auto read_id = [&](const Json& person, std::string where, std::vector<std::string>& to) {
    if (person.is_object() && person.contains("id") && person["id"].is_string()) {
      to.push_back(person["id"].get<std::string>());
    } else {
      fail(std::move(where));
    }
  };
  for (size_t i = 0; i < json["groups"].size(); ++i) {
    const Json& group = json["groups"][i];
    const std::string where = "/groups/" + std::to_string(i);
    if (!group.is_object() || !group.contains("people") || !group["people"].is_array()) {
      fail(where);
      continue;
    }
    Claim* const claim = claim_of(group, where);
    if (claim == nullptr) continue;
    Claim::Group& claimed = claim->groups.emplace_back();
    for (const Json& person : group["people"]) {
      read_id(person, where + "/people", claimed.people);
      claimed.roles.push_back(text_at(person, "role"));
    }
    claimed.value = number(group, "value");
    claimed.title = text_at(group, "title");
    claimed.where = text_at(group, "where");
    if (group.contains("when")) {
      const Json& when = group["when"];
      if (const auto date = parse_date(text_at(when, "date"), DateOrder::kDayFirst)) {
        claimed.when = Appointment{date->day, minutes_of(text_at(when, "begin")),
                                   minutes_of(text_at(when, "end"))};
      }
    }
  }
  for (const Json& person : json["leftOut"]) {
    if (Claim* const claim = claim_of(person, "/leftOut"))
      read_id(person, "/leftOut", claim->left_out);
  }
  if (json.contains("extra") && !claims.empty()) claims.front().extra = to_value(json["extra"]);
  return claims;
}

Json group_to_json(const Roster& roster, const Outcome& outcome, size_t number) {
  const auto [round, of_round, index] = outcome.group(number);
  const PlannedGroup& group = round.plan.groups[index];
  Json people = Json::array();
  for (size_t m = 0; m < group.people.size(); ++m) {
    const auto person = static_cast<size_t>(group.people[m]);
    Json cells = Json::array();
    for (const size_t column : outcome.columns)
      cells.push_back(roster.columns[column].text(person));
    people.push_back({{"id", roster.ids[person]},
                      {"name", roster.names[person]},
                      {"row", roster.rows[person]},
                      {"role", role_in(round, group, m)},
                      {"cells", std::move(cells)}});
  }
  Json json = {{"number", number + 1}};
  if (outcome.several()) json["round"] = of_round + 1;
  tell_occasion(group, json);
  json["people"] = std::move(people);
  json["value"] = round.measured.group_values[index];
  json["of"] = round.measured.group_best[index];
  json["reasons"] = reasons_to_json(group_reasons(roster, round, index));
  return json;
}

Json left_out_to_json(const Roster& roster, const Outcome& outcome, size_t number) {
  const auto [round, of_round, index] = outcome.one_left_out(number);
  const auto person = static_cast<size_t>(round.plan.left_out[index]);
  Json cells = Json::array();
  for (const size_t column : outcome.columns) cells.push_back(roster.columns[column].text(person));
  Json json = {{"id", roster.ids[person]},
               {"name", roster.names[person]},
               {"row", roster.rows[person]},
               {"cells", std::move(cells)},
               {"reasons", reasons_to_json(left_out_reasons(roster, round, index))}};
  if (outcome.several()) json["round"] = of_round + 1;
  return json;
}

Json meetings_to_json(const Roster& roster, const Outcome& outcome,
                      const std::vector<int32_t>& people) {
  std::vector<Json> met(people.size(), Json::array());
  size_t number = 0;  // of the round's first group
  for (const OutcomeRound& round : outcome.rounds) {
    for (size_t i = 0; i < people.size(); ++i) {
      const bool here = round.participant_of[static_cast<size_t>(people[i])] >= 0;
      met[i].push_back(here ? Json{{"with", Json::array()}} : Json());
    }
    for (size_t g = 0; g < round.plan.groups.size(); ++g) {
      const PlannedGroup& group = round.plan.groups[g];
      for (const int32_t person : group.people) {
        const auto found = std::lower_bound(people.begin(), people.end(), person);
        if (found == people.end() || *found != person) continue;
        Json& cell = met[static_cast<size_t>(found - people.begin())].back();
        cell["group"] = number + g + 1;
        for (const int32_t other : group.people) {
          if (other == person) continue;
          const bool again =
              round.fit->last_meeting(round.participant_of[static_cast<size_t>(person)],
                                      round.participant_of[static_cast<size_t>(other)]) != nullptr;
          cell["with"].push_back({{"id", roster.ids[static_cast<size_t>(other)]},
                                  {"name", roster.names[static_cast<size_t>(other)]},
                                  {"again", again}});
        }
      }
    }
    number += round.plan.groups.size();
  }
  Json json = Json::array();
  for (size_t i = 0; i < people.size(); ++i) {
    const auto person = static_cast<size_t>(people[i]);
    json.push_back({{"id", roster.ids[person]},
                    {"name", roster.names[person]},
                    {"row", roster.rows[person]},
                    {"rounds", std::move(met[i])}});
  }
  return json;
}

void for_each_group_row(const Roster& roster, const Outcome& outcome,
                        const std::function<void(const RowOfCells& row)>& tell) {
  const auto any = [&](auto has) {
    return std::any_of(outcome.rounds.begin(), outcome.rounds.end(), [&](const auto& round) {
      return std::any_of(round.plan.groups.begin(), round.plan.groups.end(), has);
    });
  };
  const bool titles = any([](const PlannedGroup& group) { return !group.title.empty(); });
  const bool dates = any([](const PlannedGroup& group) { return group.when.has_value(); });
  const bool places = any([](const PlannedGroup& group) { return !group.where.empty(); });
  RowOfCells row = {"group", "role", "id", "name", "email"};
  if (outcome.several()) row.emplace_back("round");
  if (titles) row.emplace_back("title");
  if (dates) row.insert(row.end(), {"date", "begin", "end"});
  if (places) row.emplace_back("where");
  const size_t fixed = row.size();
  for (const size_t column : outcome.columns) row.push_back(roster.columns[column].header);
  tell(row);
  size_t number = 0;
  for (size_t r = 0; r < outcome.rounds.size(); ++r) {
    for (const PlannedGroup& group : outcome.rounds[r].plan.groups) {
      ++number;
      for (size_t m = 0; m < group.people.size(); ++m) {
        const auto person = static_cast<size_t>(group.people[m]);
        row[0] = std::to_string(number);
        row[1] = role_in(outcome.rounds[r], group, m);
        row[2] = roster.ids[person];
        row[3] = roster.names[person];
        row[4] = roster.emails[person];
        size_t at = 5;
        if (outcome.several()) row[at++] = std::to_string(r + 1);
        if (titles) row[at++] = group.title;
        if (dates) {
          const bool timed = group.when && group.when->end > 0;
          row[at++] = group.when ? iso_date(group.when->date) : "";
          row[at++] = timed ? time_of_day(group.when->begin) : "";
          row[at++] = timed ? time_of_day(group.when->end) : "";
        }
        if (places) row[at] = group.where;
        for (size_t c = 0; c < outcome.columns.size(); ++c)
          row[fixed + c] = roster.columns[outcome.columns[c]].text(person);
        tell(row);
      }
    }
  }
}

}  // namespace weft
