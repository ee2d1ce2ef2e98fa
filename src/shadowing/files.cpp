#include "shadowing/files.h"

#include <algorithm>
#include <map>

#include "outcome/calendars.h"

namespace weft {
namespace {

const CalendarWords kWords{"{guests} → {host}", "{department}"};

std::string name_of(const Roster& roster, int32_t person) {
  return std::string(roster.names[static_cast<size_t>(person)]);
}

CalendarEvent event_of(const ShadowingFiles& files, const PlannedGroup& group,
                       const CalendarWords& words) {
  std::string guests;
  for (size_t i = 1; i < group.people.size(); ++i)
    guests += (guests.empty() ? "" : ", ") + name_of(files.roster, group.people[i]);
  const Args args = {{"host", name_of(files.roster, group.people[0])},
                     {"guests", guests},
                     {"department", group.title},
                     {"program", files.program.name}};
  CalendarEvent event;
  event.key = files.program.name + "\n" +
              std::string(files.roster.ids[static_cast<size_t>(group.people[0])]) + "\n" +
              iso_date(group.when->date) + time_of_day(group.when->begin);
  event.when = *group.when;
  event.summary = filled(words.summary, args);
  event.location = group.where;
  event.description = filled(words.description, args);
  return event;
}

std::string text_of(const Value* value) {
  return value != nullptr && value->text() != nullptr ? *value->text() : std::string();
}

}  // namespace

std::string ShadowingFiles::visits_csv(const CsvStyle& style) const {
  std::string csv(style.bom ? csv_byte_order_mark() : std::string_view());
  append_record(csv,
                {"date", "begin", "end", "where", "department", "host id", "host", "host e-mail",
                 "guest id", "guest", "guest e-mail"},
                style);
  for (const PlannedGroup& group : plan.groups) {
    const bool timed = group.when->end > 0;
    std::vector<std::string> row = {
        iso_date(group.when->date), timed ? time_of_day(group.when->begin) : "",
        timed ? time_of_day(group.when->end) : "", group.where, group.title};
    const auto add = [&](int32_t person) {
      const auto i = static_cast<size_t>(person);
      for (const StringPool* pool : {&roster.ids, &roster.names, &roster.emails})
        row.emplace_back((*pool)[i]);
    };
    add(group.people[0]);
    const size_t fixed = row.size();
    for (size_t i = 1; i < group.people.size(); ++i) {
      row.resize(fixed);
      add(group.people[i]);
      append_record(csv, row, style);
    }
  }
  return csv;
}

std::string ShadowingFiles::visits_ics() const {
  std::vector<CalendarEvent> events;
  for (const PlannedGroup& group : plan.groups) events.push_back(event_of(*this, group, kWords));
  return write_calendar(events, date, program.name);
}

Value ShadowingFiles::calendars(const Value& question) const {
  const CalendarWords words = calendar_words(question, kWords);
  const std::string only = text_of(question.find("person"));
  PeopleFiles people;
  Value::List files;
  const auto add = [&](std::string name, std::string_view person,
                       const std::vector<CalendarEvent>& events) {
    files.emplace_back(Value::Object{{"name", std::move(name)},
                                     {"person", std::string(person)},
                                     {"text", write_calendar(events, date, program.name)}});
  };
  if (text_of(question.find("by")) == "visit") {
    // By the numbers that the outcome has for them.
    for (size_t g = 0; g < plan.groups.size(); ++g) {
      const PlannedGroup& group = plan.groups[g];
      add(iso_date(group.when->date) + "-" + numbered(g + 1) + ".ics", "",
          {event_of(*this, group, words)});
    }
    return Value::Object{{"files", std::move(files)}};
  }
  std::map<int32_t, std::vector<CalendarEvent>> of_person;
  for (const PlannedGroup& group : plan.groups) {
    for (const int32_t person : group.people)
      of_person[person].push_back(event_of(*this, group, words));
  }
  for (const auto& [person, events] : of_person) {
    const auto i = static_cast<size_t>(person);
    if (only.empty() || only == roster.ids[i])
      add(people.name_for(roster.ids[i], roster.names[i], roster.emails[i]), roster.ids[i], events);
  }
  return Value::Object{{"files", std::move(files)}, {"index", people.index()}};
}

}  // namespace weft
