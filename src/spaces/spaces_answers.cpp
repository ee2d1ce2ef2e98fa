#include "spaces/spaces_answers.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "outcome/calendars.h"
#include "outcome/reasons.h"

namespace weft {
namespace {

std::string times_of(const Appointment& when) {
  return time_of_day(when.begin) + "-" + time_of_day(when.end);
}

Value numbers(const std::vector<size_t>& all) {
  Value list = Value(Value::List{});
  for (const size_t one : all) list.push(static_cast<int64_t>(one));
  return list;
}

Value texts(const std::vector<std::string>& all) {
  Value list = Value(Value::List{});
  for (const std::string& one : all) list.push(one);
  return list;
}

}  // namespace

SpacesAnswers::SpacesAnswers(const Spaces& spaces, const Program& program, const Plan& plan,
                             Day date)
    : spaces_(spaces),
      program_(program),
      date_(date),
      weeks_(weeks_of(spaces, plan)),
      neighbours_(neighbours_of(weeks_)),
      seating_(seating_of(spaces, plan)) {}

std::vector<SpacesAnswers::Visit> SpacesAnswers::visits() const {
  std::vector<Visit> all;
  for (size_t w = 0; w < weeks_.size(); ++w) {
    for (size_t g = 0; g < weeks_[w].size(); ++g) {
      if (weeks_[w][g].space >= 0) all.push_back({w, g, weeks_[w][g]});
    }
  }
  std::stable_sort(all.begin(), all.end(), [&](const Visit& a, const Visit& b) {
    const Appointment one = when(a);
    const Appointment other = when(b);
    if (one.date != other.date) return one.date < other.date;
    if (one.begin != other.begin) return one.begin < other.begin;
    return a.at.space < b.at.space;
  });
  return all;
}

Appointment SpacesAnswers::when(const Visit& visit) const {
  return spaces_.when(visit.week, static_cast<size_t>(visit.at.slot));
}

int64_t SpacesAnswers::people_at(size_t week, const solve::GroupPlace& at) const {
  int64_t people = 0;
  for (size_t g = 0; g < weeks_[week].size(); ++g)
    people += weeks_[week][g] == at ? spaces_.groups()[g].size : 0;
  return people;
}

std::string SpacesAnswers::people_of(size_t group) const {
  std::string names;
  for (const int32_t person : spaces_.groups()[group].people)
    names += (names.empty() ? "" : ", ") +
             std::string(spaces_.roster().names[static_cast<size_t>(person)]);
  return names;
}

std::string SpacesAnswers::names_of(const std::vector<size_t>& groups) const {
  std::string names;
  for (const size_t group : groups)
    names += (names.empty() ? "" : ", ") + spaces_.groups()[group].name;
  return names;
}

Value SpacesAnswers::plan() const {
  Value slots = Value(Value::List{});
  for (size_t t = 0; t < spaces_.slots().size(); ++t) {
    const TimeSlot& slot = spaces_.slots().all[t];
    Value dates = Value(Value::List{});
    for (size_t w = 0; w < spaces_.weeks(); ++w)
      dates.push(spaces_.is_held(w, t) ? iso_date(spaces_.when(w, t).date) : "");
    slots.push(Value::Object{{"name", slot.name},
                             {"label", spaces_.slots().label(t)},
                             {"begin", time_of_day(slot.begin)},
                             {"end", time_of_day(slot.end)},
                             {"dates", std::move(dates)}});
  }
  Value rooms = Value(Value::List{});
  for (size_t s = 0; s < spaces_.spaces().size(); ++s) {
    const Room& space = spaces_.spaces()[s];
    Value open = Value(Value::List{});
    for (size_t t = 0; t < spaces_.slots().size(); ++t)
      open.push((spaces_.problem().spaces[s].open >> t & 1) != 0);
    rooms.push(Value::Object{{"name", space.name},
                             {"seats", space.seats},
                             {"site", space.site},
                             {"stepFree", space.step_free},
                             {"equipment", texts(space.equipment)},
                             {"open", std::move(open)}});
  }
  Value groups = Value(Value::List{});
  for (size_t g = 0; g < spaces_.groups().size(); ++g) {
    const ListedGroup& group = spaces_.groups()[g];
    Value people = Value(Value::List{});
    for (const int32_t person : group.people) {
      const auto p = static_cast<size_t>(person);
      people.push(Value::Object{{"id", std::string(spaces_.roster().ids[p])},
                                {"name", std::string(spaces_.roster().names[p])}});
    }
    groups.push(Value::Object{{"name", group.name},
                              {"size", group.size},
                              {"site", group.site},
                              {"equipment", texts(group.equipment)},
                              {"wishes", texts(group.wishes)},
                              {"people", std::move(people)}});
  }
  Value visits_value = Value(Value::List{});
  for (const Visit& visit : visits()) {
    const Neighbours& near = neighbours_[visit.week][visit.group];
    int64_t points = 0;
    for (const SpaceWish* wish : spaces_.held_wishes(visit.group, visit.at)) points += wish->points;
    visits_value.push(
        Value::Object{{"week", static_cast<int64_t>(visit.week)},
                      {"group", static_cast<int64_t>(visit.group)},
                      {"slot", visit.at.slot},
                      {"space", visit.at.space},
                      {"neighbours", numbers(near.all)},
                      {"again", numbers(near.again)},
                      {"wish", spaces_.has_wishes(visit.group) ? Value(points) : Value()}});
  }
  Value seating = seating_value(
      seating_, [&](size_t person) { return std::string(spaces_.roster().names[person]); });
  return Value::Object{{"weeks", static_cast<int64_t>(spaces_.weeks())},
                       {"slots", std::move(slots)},
                       {"spaces", std::move(rooms)},
                       {"groups", std::move(groups)},
                       {"visits", std::move(visits_value)},
                       {"seating", std::move(seating)}};
}

std::vector<Reason> SpacesAnswers::why_not(size_t group, size_t week,
                                           const solve::GroupPlace& to) const {
  const solve::PlacementProblem& problem = spaces_.problem();
  const solve::PlacementGroup& own = problem.groups[group];
  const solve::PlacementSpace& space = problem.spaces[static_cast<size_t>(to.space)];
  const ListedGroup& said = spaces_.groups()[group];
  std::vector<Reason> reasons;
  if (own.site >= 0 && space.site >= 0 && own.site != space.site)
    reasons.push_back({"visit.site", {{"site", said.site}}});
  if ((own.equipment & ~space.equipment) != 0) {
    std::string missing;
    for (const std::string& piece : said.equipment) {
      if (!spaces_.spaces()[static_cast<size_t>(to.space)].has(piece))
        missing += (missing.empty() ? "" : ", ") + piece;
    }
    reasons.push_back({"visit.equipment", {{"equipment", missing}}});
  }
  if ((problem.held[week] & space.open & own.slots & (uint64_t{1} << to.slot)) == 0)
    reasons.push_back({"visit.closed", {}});
  const FreeRoom free = free_room(spaces_, weeks_[week], to, group);
  if (own.size > free.seats || free.groups < 1)
    reasons.push_back(
        {"visit.seats", {{"free", free.groups < 1 ? 0 : free.seats}, {"size", int64_t{own.size}}}});
  const std::vector<size_t> others = busy_with(spaces_, weeks_[week], group, to.slot);
  if (!others.empty()) reasons.push_back({"visit.busy", {{"groups", names_of(others)}}});
  return reasons;
}

Value SpacesAnswers::move(const Value& question) const {
  const int64_t group = whole_in(question, "group", -1);
  const int64_t week = whole_in(question, "week", -1);
  const Value* place = question.find("to");
  solve::GroupPlace to;
  if (place != nullptr && place->object() != nullptr) {
    to = {static_cast<int32_t>(whole_in(*place, "space", -1)),
          static_cast<int32_t>(whole_in(*place, "slot", -1))};
  }
  const solve::PlacementProblem& problem = spaces_.problem();
  const bool known = group >= 0 && group < static_cast<int64_t>(problem.groups.size()) &&
                     week >= 0 && week < static_cast<int64_t>(weeks_.size()) && to.space >= 0 &&
                     to.space < static_cast<int32_t>(problem.spaces.size()) && to.slot >= 0 &&
                     to.slot < problem.slots;
  const std::vector<Reason> reasons =
      known ? why_not(static_cast<size_t>(group), static_cast<size_t>(week), to)
            : std::vector<Reason>{{"visit.unknown", {}}};
  Value answer;
  answer.set("possible", reasons.empty());
  answer.set("reasons", reasons_value(reasons));
  if (!reasons.empty()) return answer;
  solve::Placement moved;
  moved.weeks = weeks_;
  solve::count_placement(problem, moved);
  answer.set("before", spaces_.value_of(moved));
  answer.set("repeatsBefore", moved.repeats);
  moved.weeks[static_cast<size_t>(week)][static_cast<size_t>(group)] = to;
  solve::count_placement(problem, moved);
  answer.set("value", spaces_.value_of(moved));
  answer.set("repeats", moved.repeats);
  answer.set("fixed", Value::Object{{"group", spaces_.groups()[static_cast<size_t>(group)].name},
                                    {"space", spaces_.spaces()[static_cast<size_t>(to.space)].name},
                                    {"slot", spaces_.slots().label(static_cast<size_t>(to.slot))},
                                    {"week", week + 1}});
  return answer;
}

namespace {

CalendarEvent event_of(const Spaces& spaces, const Program& program, size_t group,
                       const solve::GroupPlace& at, const Appointment& when,
                       const std::string& people, const std::string& neighbours,
                       const CalendarWords& words, const std::string& numbered) {
  const Room& space = spaces.spaces()[static_cast<size_t>(at.space)];
  std::string name = spaces.groups()[group].name;
  if (is_digits(name) && !numbered.empty()) name = filled(numbered, {{"group", name}});
  const Args args = {{"program", program.name}, {"group", name},    {"space", space.name},
                     {"site", space.site},      {"people", people}, {"neighbours", neighbours}};
  CalendarEvent event;
  event.key = program.name + "\n" + spaces.groups()[group].name + "\n" + iso_date(when.date) +
              time_of_day(when.begin);
  event.when = when;
  event.summary = filled(words.summary, args);
  event.location = space.site.empty() ? space.name : space.name + ", " + space.site;
  event.description = filled(words.description, args);
  return event;
}

}  // namespace

Value SpacesAnswers::calendars(const Value& question) const {
  const CalendarWords words = calendar_words(question, {"{group}: {space}", "{people}"});
  const Value* given = question.find("words");
  const std::string numbered = given == nullptr ? "" : text_in(*given, "group");
  const std::string by = text_in(question, "by");
  std::set<std::string> taken;
  Value files = Value(Value::List{});
  const auto add = [&](std::string_view name, auto belongs) {
    std::vector<CalendarEvent> events;
    for (const Visit& visit : visits()) {
      if (!belongs(visit)) continue;
      events.push_back(
          event_of(spaces_, program_, visit.group, visit.at, when(visit), people_of(visit.group),
                   names_of(neighbours_[visit.week][visit.group].all), words, numbered));
    }
    if (events.empty()) return;
    files.push(Value::Object{{"name", file_name(name, taken) + ".ics"},
                             {"text", write_calendar(events, date_, program_.name)}});
  };
  if (by == "space") {
    for (size_t s = 0; s < spaces_.spaces().size(); ++s) {
      add(spaces_.spaces()[s].name,
          [&](const Visit& visit) { return static_cast<size_t>(visit.at.space) == s; });
    }
  } else if (by == "group") {
    for (size_t g = 0; g < spaces_.groups().size(); ++g) {
      const std::string& name = spaces_.groups()[g].name;
      add(is_digits(name) && !numbered.empty() ? filled(numbered, {{"group", name}}) : name,
          [&](const Visit& visit) { return visit.group == g; });
    }
  } else {
    add(program_.name, [](const Visit&) { return true; });
  }
  return Value::Object{{"files", std::move(files)}};
}

std::string SpacesAnswers::all_ics() const {
  std::vector<CalendarEvent> events;
  const CalendarWords words{"{group}: {space}", "{people}"};
  for (const Visit& visit : visits()) {
    events.push_back(event_of(spaces_, program_, visit.group, visit.at, when(visit),
                              people_of(visit.group), {}, words, {}));
  }
  return write_calendar(events, date_, program_.name);
}

std::string SpacesAnswers::plan_csv(const CsvStyle& style) const {
  std::string csv(style.bom ? csv_byte_order_mark() : std::string_view());
  append_record(csv,
                {"week", "date", "begin", "end", "space", "site", "group", "size", "people",
                 "neighbours", "again", "wishes", "seats", "free"},
                style);
  for (const Visit& visit : visits()) {
    const Appointment at = when(visit);
    const Room& space = spaces_.spaces()[static_cast<size_t>(visit.at.space)];
    const ListedGroup& group = spaces_.groups()[visit.group];
    const Neighbours& near = neighbours_[visit.week][visit.group];
    std::string wishes;
    for (const SpaceWish* wish : spaces_.held_wishes(visit.group, visit.at))
      wishes += (wishes.empty() ? "" : "; ") + wish->text;
    append_record(csv,
                  {std::to_string(visit.week + 1), iso_date(at.date), time_of_day(at.begin),
                   time_of_day(at.end), space.name, space.site, group.name,
                   std::to_string(group.size), people_of(visit.group), names_of(near.all),
                   names_of(near.again), wishes, std::to_string(space.seats),
                   std::to_string(space.seats - people_at(visit.week, visit.at))},
                  style);
  }
  return csv;
}

std::string SpacesAnswers::by_group_csv(const CsvStyle& style) const {
  std::string csv(style.bom ? csv_byte_order_mark() : std::string_view());
  std::vector<std::string> row = {"group", "size", "site", "people"};
  for (size_t w = 0; w < weeks_.size(); ++w) row.push_back("week " + std::to_string(w + 1));
  append_record(csv, row, style);
  for (size_t g = 0; g < spaces_.groups().size(); ++g) {
    const ListedGroup& group = spaces_.groups()[g];
    row = {group.name, std::to_string(group.size), group.site, people_of(g)};
    for (size_t w = 0; w < weeks_.size(); ++w) {
      const solve::GroupPlace& at = weeks_[w][g];
      if (at.space < 0) {
        row.emplace_back();
        continue;
      }
      const Appointment time = spaces_.when(w, static_cast<size_t>(at.slot));
      row.push_back(iso_date(time.date) + " " + times_of(time) + " " +
                    spaces_.spaces()[static_cast<size_t>(at.space)].name);
    }
    append_record(csv, row, style);
  }
  return csv;
}

std::string SpacesAnswers::seats_csv(const CsvStyle& style) const {
  std::string csv(style.bom ? csv_byte_order_mark() : std::string_view());
  append_record(
      csv, {"week", "date", "begin", "end", "space", "table", "id", "name", "department", "group"},
      style);
  const Roster& roster = spaces_.roster();
  const Column* department = roster.with_role(Role::kDepartment);
  for (const Seating& place : seating_) {
    const Appointment at = spaces_.when(place.week, static_cast<size_t>(place.at.slot));
    for (size_t t = 0; t < place.tables.size(); ++t) {
      for (const int32_t person : place.tables[t]) {
        const auto p = static_cast<size_t>(person);
        std::string group;
        for (size_t g = 0; g < spaces_.groups().size(); ++g) {
          const auto& people = spaces_.groups()[g].people;
          if (weeks_[place.week][g] == place.at &&
              std::find(people.begin(), people.end(), person) != people.end())
            group = spaces_.groups()[g].name;
        }
        append_record(
            csv,
            {std::to_string(place.week + 1), iso_date(at.date), time_of_day(at.begin),
             time_of_day(at.end), spaces_.spaces()[static_cast<size_t>(place.at.space)].name,
             std::to_string(t + 1), std::string(roster.ids[p]), std::string(roster.names[p]),
             department == nullptr ? "" : std::string(department->text(p)), group},
            style);
      }
    }
  }
  return csv;
}

}  // namespace weft
