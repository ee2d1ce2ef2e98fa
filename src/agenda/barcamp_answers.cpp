#include "agenda/barcamp_answers.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "outcome/calendars.h"
#include "outcome/reasons.h"
#include "solve/timetable_index.h"

namespace weft {
namespace {

// A preview is soon to be there; the run that follows it looks closer.
constexpr int64_t kPreviewWork = 40'000'000;

std::string text_of(const Value* value) {
  return value != nullptr && value->text() != nullptr ? *value->text() : std::string();
}

int64_t number_of(const Value* value, int64_t otherwise) {
  return value != nullptr && value->whole() != nullptr ? *value->whole() : otherwise;
}

std::vector<std::string> texts_of(const Value* value) {
  std::vector<std::string> texts;
  if (value == nullptr || value->list() == nullptr) return texts;
  for (const Value& one : *value->list()) texts.push_back(text_of(&one));
  return texts;
}

Value place_value(const solve::TimetablePlace& place) {
  if (place.slot < 0) return {};
  Value value;
  value.set("slot", place.slot);
  value.set("room", place.room);
  return value;
}

}  // namespace

BarcampAnswers::BarcampAnswers(const Barcamp& barcamp, const Program& program, const Plan& plan,
                               Day date)
    : barcamp_(barcamp),
      program_(program),
      date_(date),
      agenda_(agenda_of(barcamp, plan)),
      attendance_(attendance_of(barcamp, plan)) {}

std::string BarcampAnswers::hosts_of(size_t session) const {
  std::string hosts;
  for (const int32_t host : barcamp_.problem().sessions[session].hosts)
    hosts += (hosts.empty() ? "" : ", ") + barcamp_.name_of(host);
  return hosts;
}

Value BarcampAnswers::grid_of(const solve::Agenda& agenda,
                              const solve::Attendance& attendance) const {
  const std::vector<SessionVotes> counts = count_votes(barcamp_, agenda, attendance);
  Value slots = Value(Value::List{});
  for (size_t t = 0; t < barcamp_.slots().size(); ++t) {
    const TimeSlot& slot = barcamp_.slots().all[t];
    Value one;
    one.set("name", slot.name);
    one.set("label", barcamp_.slots().label(t));
    one.set("date", iso_date(slot.date));
    one.set("begin", time_of_day(slot.begin));
    one.set("end", time_of_day(slot.end));
    one.set("breakAfter", (barcamp_.slots().breaks >> t & 1) != 0);
    slots.push(std::move(one));
  }
  Value rooms = Value(Value::List{});
  for (size_t r = 0; r < barcamp_.rooms().size(); ++r) {
    const Room& room = barcamp_.rooms()[r];
    Value one;
    one.set("name", room.name);
    one.set("seats", room.seats);
    one.set("site", room.site);
    one.set("stepFree", room.step_free);
    Value equipment = Value(Value::List{});
    for (const std::string& piece : room.equipment) equipment.push(piece);
    one.set("equipment", std::move(equipment));
    Value open = Value(Value::List{});
    for (size_t t = 0; t < barcamp_.slots().size(); ++t)
      open.push((barcamp_.problem().rooms[r].open >> t & 1) != 0);
    one.set("open", std::move(open));
    rooms.push(std::move(one));
  }
  Value sessions = Value(Value::List{});
  int64_t cast = 0;
  int64_t honoured = 0;
  for (size_t s = 0; s < agenda.size(); ++s) {
    const Proposal& proposal = barcamp_.proposals()[s];
    const SessionVotes& votes = counts[s];
    cast += votes.cast;
    honoured += votes.honoured;
    Value one;
    one.set("session", s);
    one.set("id", proposal.id);
    one.set("title", proposal.title);
    one.set("about", proposal.about);
    one.set("length", proposal.length);
    Value hosts = Value(Value::List{});
    for (const int32_t host : barcamp_.problem().sessions[s].hosts) {
      Value person;
      person.set("id", barcamp_.id_of(host));
      person.set("name", barcamp_.name_of(host));
      hosts.push(std::move(person));
    }
    one.set("hosts", std::move(hosts));
    Value equipment = Value(Value::List{});
    for (const std::string& piece : proposal.equipment) equipment.push(piece);
    one.set("equipment", std::move(equipment));
    one.set("fixed", barcamp_.is_fixed(s));
    one.set("place", place_value(agenda[s]));
    one.set("people", attendance.attendance[s]);
    one.set("votes", votes.cast);
    one.set("honoured", votes.honoured);
    Value lost;
    lost.set("elsewhere", votes.lost.elsewhere);
    lost.set("other", votes.lost.other);
    lost.set("full", votes.lost.full);
    lost.set("hosting", votes.lost.hosting);
    lost.set("away", votes.lost.away);
    one.set("lost", std::move(lost));
    sessions.push(std::move(one));
  }
  Value grid;
  grid.set("value", attendance.value * barcamp_.unit());
  grid.set("of", barcamp_.all_points());
  grid.set("votes", cast);
  grid.set("honoured", honoured);
  grid.set("slots", std::move(slots));
  grid.set("rooms", std::move(rooms));
  grid.set("sessions", std::move(sessions));
  return grid;
}

Value BarcampAnswers::grid() const { return grid_of(agenda_, attendance_); }

// The plan's, or the one in the question: a place, or null, for each session.
solve::Agenda BarcampAnswers::asked_agenda(const Value& question) const {
  const Value* given = question.find("agenda");
  if (given == nullptr || given->list() == nullptr || given->list()->size() != agenda_.size())
    return agenda_;
  solve::Agenda agenda(agenda_.size());
  for (size_t s = 0; s < agenda.size(); ++s) {
    const Value& place = (*given->list())[s];
    if (place.object() == nullptr) continue;
    const int64_t slot = number_of(place.find("slot"), -1);
    const int64_t room = number_of(place.find("room"), -1);
    if (slot < 0 || slot >= barcamp_.problem().slots || room < 0 ||
        room >= static_cast<int64_t>(barcamp_.rooms().size())) {
      continue;
    }
    agenda[s] = {static_cast<int32_t>(slot), static_cast<int32_t>(room)};
  }
  return solve::agenda_fault(barcamp_.problem(), agenda).empty() ? agenda : agenda_;
}

// What of a place does not suit a session; nothing where it does.
std::vector<Reason> BarcampAnswers::why_not(const solve::Agenda& agenda, size_t session,
                                            const solve::TimetablePlace& to) const {
  const solve::TimetableIndex index(barcamp_.problem());
  const auto number = static_cast<int32_t>(session);
  std::vector<Reason> reasons;
  if (!index.allows(number, to)) {
    const solve::TimetableSession& wanted = barcamp_.problem().sessions[session];
    const auto at = static_cast<size_t>(to.room);
    const solve::TimetableRoom& room = barcamp_.problem().rooms[at];
    const uint64_t span = index.span_of(number, to.slot);
    const std::string& name = barcamp_.rooms()[at].name;
    const std::string& title = barcamp_.proposals()[session].title;
    if ((wanted.starts >> to.slot & 1) == 0 || (wanted.rooms >> to.room & 1) == 0)
      reasons.push_back({"move.notThere", {{"session", title}}});
    if (wanted.length > barcamp_.problem().slots - to.slot ||
        ((barcamp_.problem().breaks << 1) & span & (span << 1)) != 0) {
      reasons.push_back({"move.break", {{"session", title}}});
    }
    if ((room.open & span) != span) reasons.push_back({"move.closed", {{"room", name}}});
    for (const std::string& piece : barcamp_.proposals()[session].equipment) {
      const uint64_t missing = wanted.equipment & ~room.equipment;
      if (missing != 0 && !barcamp_.rooms()[at].has(piece))
        reasons.push_back({"move.equipment", {{"room", name}, {"equipment", piece}}});
    }
    if (room.seats < wanted.seats || static_cast<size_t>(room.seats) < wanted.hosts.size()) {
      reasons.push_back(
          {"move.seats",
           {{"room", name}, {"seats", int64_t{room.seats}}, {"size", int64_t{wanted.seats}}}});
    }
    for (const int32_t host : wanted.hosts) {
      if (!barcamp_.problem().present.empty() &&
          (barcamp_.problem().present[static_cast<size_t>(host)] & span) != span)
        reasons.push_back({"move.hostAway", {{"host", barcamp_.name_of(host)}}});
    }
    if (reasons.empty()) reasons.push_back({"move.notThere", {{"session", title}}});
  }
  for (const int32_t other : index.clashes(number)) {
    const solve::TimetablePlace& there = agenda[static_cast<size_t>(other)];
    if (there.room == to.room || !index.excludes(number, to, other, there)) continue;
    std::string who;
    for (const int32_t host : barcamp_.problem().sessions[session].hosts) {
      const auto& hosts = barcamp_.problem().sessions[static_cast<size_t>(other)].hosts;
      if (std::find(hosts.begin(), hosts.end(), host) != hosts.end()) who = barcamp_.name_of(host);
    }
    reasons.push_back(
        {"move.hostTwice",
         {{"host", who}, {"other", barcamp_.proposals()[static_cast<size_t>(other)].title}}});
  }
  return reasons;
}

Value BarcampAnswers::move(const Value& question) const {
  solve::Agenda agenda = asked_agenda(question);
  const solve::Agenda before = agenda;
  const int64_t session = number_of(question.find("session"), -1);
  solve::TimetablePlace to;
  if (const Value* place = question.find("to"); place != nullptr && place->object() != nullptr) {
    to = {static_cast<int32_t>(number_of(place->find("slot"), -1)),
          static_cast<int32_t>(number_of(place->find("room"), -1))};
  }
  Value answer;
  std::vector<Reason> reasons;
  const bool known = session >= 0 && session < static_cast<int64_t>(agenda.size()) &&
                     to.slot < barcamp_.problem().slots &&
                     to.room < static_cast<int32_t>(barcamp_.rooms().size()) &&
                     (to.slot < 0) == (to.room < 0);
  if (!known) reasons.push_back({"move.unknown", {}});
  std::vector<size_t> out;
  if (known && to.slot >= 0) {
    const auto s = static_cast<size_t>(session);
    const solve::TimetableIndex index(barcamp_.problem());
    const solve::TimetablePlace from = agenda[s];
    // A host in two places is no reason to drop the other session: that is for people to decide.
    for (size_t other = 0; other < agenda.size(); ++other) {
      if (other == s || agenda[other].room != to.room || agenda[other].slot < 0) continue;
      if (index.excludes(static_cast<int32_t>(s), to, static_cast<int32_t>(other), agenda[other]))
        out.push_back(other);
    }
    for (const size_t other : out) agenda[other] = {};
    agenda[s] = {};
    reasons = why_not(agenda, s, to);
    agenda[s] = to;
    for (const size_t other : out) {
      if (from.slot < 0 || !index.allows(static_cast<int32_t>(other), from)) continue;
      bool free = true;
      for (size_t third = 0; third < agenda.size(); ++third) {
        free = free && !index.excludes(static_cast<int32_t>(other), from,
                                       static_cast<int32_t>(third), agenda[third]);
      }
      if (free) agenda[other] = from;
    }
  } else if (known) {
    agenda[static_cast<size_t>(session)] = {};
  }
  answer.set("possible", reasons.empty());
  answer.set("reasons", reasons_value(reasons));
  if (!reasons.empty()) return answer;
  const solve::Attendance now = solve::attend(barcamp_.problem(), agenda);
  const solve::Attendance was = solve::attend(barcamp_.problem(), before);
  answer.set("before", was.value * barcamp_.unit());
  answer.set("value", now.value * barcamp_.unit());
  Value others = Value(Value::List{});
  for (const size_t other : out) {
    Value one;
    one.set("session", other);
    one.set("title", barcamp_.proposals()[other].title);
    one.set("to", place_value(agenda[other]));
    others.push(std::move(one));
  }
  answer.set("others", std::move(others));
  answer.set("grid", grid_of(agenda, now));
  return answer;
}

Value BarcampAnswers::repair(const Value& question) const {
  const solve::Agenda before = asked_agenda(question);
  Barcamp::Out out;
  std::vector<std::string> unknown;
  if (const Value* asked = question.find("out"); asked != nullptr && asked->object() != nullptr) {
    for (const std::string& name : texts_of(asked->find("rooms"))) {
      const int room = find_room(barcamp_.rooms(), name);
      if (room >= 0) out.rooms.push_back(room);
    }
    for (const std::string& name : texts_of(asked->find("slots")))
      out.slots |= barcamp_.slots().among(name, unknown);
    for (const std::string& name : texts_of(asked->find("sessions"))) {
      const int session = barcamp_.session_named(name);
      if (session >= 0) out.sessions.push_back(session);
    }
    const Value* people = asked->find("people");
    if (people != nullptr && people->list() != nullptr) {
      for (const Value& one : *people->list()) {
        const int attendee = barcamp_.attendee_named(text_of(one.find("person")));
        if (attendee < 0) continue;
        const std::vector<std::string> names = texts_of(one.find("slots"));
        uint64_t slots = names.empty() ? solve::kEverything : 0;
        for (const std::string& name : names) slots |= barcamp_.slots().among(name, unknown);
        out.people.emplace_back(attendee, slots);
      }
    }
  }
  const solve::TimetableProblem problem = barcamp_.without(out);
  solve::TimetableOptions options;
  options.seed = program_.seed;
  options.search_work = kPreviewWork;
  options.bound_work = 0;
  const int64_t give_way = std::clamp<int64_t>(
      number_of(question.find("giveWay"), barcamp_.settings().give_way), 0, kMostGiveWay);
  options.give_way = barcamp_.units_of(give_way);
  const solve::TimetableRepair repaired = solve::repair_timetable(problem, before, options);
  const solve::TimetableIndex index(problem);
  const solve::Attendance was = solve::attend(barcamp_.problem(), before);
  Value changed = Value(Value::List{});
  for (const int32_t session : repaired.changed) {
    const auto s = static_cast<size_t>(session);
    Value one;
    one.set("session", session);
    one.set("title", barcamp_.proposals()[s].title);
    one.set("from", place_value(before[s]));
    one.set("to", place_value(repaired.timetable.agenda[s]));
    one.set("gaveWay", give_way > 0 && repaired.timetable.agenda[s].slot < 0 &&
                           index.allows(session, before[s]));
    changed.push(std::move(one));
  }
  Value agenda = Value(Value::List{});
  for (const solve::TimetablePlace& place : repaired.timetable.agenda)
    agenda.push(place_value(place));
  Value answer;
  answer.set("before", was.value * barcamp_.unit());
  answer.set("value", repaired.timetable.value * barcamp_.unit());
  answer.set("of", barcamp_.all_points());
  answer.set("changed", std::move(changed));
  answer.set("agenda", std::move(agenda));
  return answer;
}

std::vector<bool> BarcampAnswers::listed() const {
  std::vector<bool> listed(barcamp_.people().size(), false);
  for (const Vote& vote : barcamp_.votes())
    listed[static_cast<size_t>(barcamp_.participant(vote.person))] = true;
  for (size_t p = 0; p < listed.size(); ++p)
    listed[p] = listed[p] || !attendance_.sessions[p].empty();
  return listed;
}

Value BarcampAnswers::people(const Value& question) const {
  const std::string wanted = fold(text_of(question.find("find")));
  const int64_t count = number_of(question.find("count"), 100);
  const std::vector<bool> listed = this->listed();
  const Roster& roster = barcamp_.roster();
  Value people = Value(Value::List{});
  int64_t found = 0;
  for (size_t p = 0; p < listed.size(); ++p) {
    if (!listed[p]) continue;
    const auto person = static_cast<size_t>(barcamp_.people()[p]);
    if (!roster.mentions(person, wanted) || ++found > count) continue;
    Value one;
    one.set("id", std::string(roster.ids[person]));
    one.set("name", std::string(roster.names[person]));
    one.set("sessions", attendance_.sessions[p].size());
    people.push(std::move(one));
  }
  Value answer;
  answer.set("found", found);
  answer.set("people", std::move(people));
  return answer;
}

Result<Value> BarcampAnswers::person(const Value& question) const {
  const std::string id = text_of(question.find("person"));
  const int32_t person = barcamp_.roster().find(id);
  if (person == Roster::kNobody || barcamp_.participant(person) < 0) {
    Issue issue;
    issue.code = "barcamp.unknownPerson";
    issue.args = {{"value", id}};
    return issue;
  }
  const int32_t who = barcamp_.participant(person);
  const auto& own = attendance_.sessions[static_cast<size_t>(who)];
  const auto session_value = [&](size_t s) {
    Value one;
    one.set("session", s);
    one.set("title", barcamp_.proposals()[s].title);
    one.set("slot", agenda_[s].slot);
    one.set("length", barcamp_.proposals()[s].length);
    one.set("room", barcamp_.rooms()[static_cast<size_t>(agenda_[s].room)].name);
    const auto& hosts = barcamp_.problem().sessions[s].hosts;
    one.set("hosts", std::find(hosts.begin(), hosts.end(), who) != hosts.end());
    return one;
  };
  Value attends = Value(Value::List{});
  uint64_t busy = 0;
  const solve::TimetableIndex index(barcamp_.problem());
  for (const int32_t session : own) {
    const auto s = static_cast<size_t>(session);
    attends.push(session_value(s));
    busy |= index.span_of(session, agenda_[s].slot);
  }
  // Where there is a seat at a time that is free.
  Value free = Value(Value::List{});
  for (size_t s = 0; s < agenda_.size(); ++s) {
    if (agenda_[s].slot < 0) continue;
    const uint64_t span = index.span_of(static_cast<int32_t>(s), agenda_[s].slot);
    const int64_t seats = int64_t{barcamp_.rooms()[static_cast<size_t>(agenda_[s].room)].seats} -
                          attendance_.attendance[s];
    if ((span & busy) != 0 || seats <= 0 || !index.is_present(who, agenda_[s].slot)) continue;
    Value one = session_value(s);
    one.set("seats", seats);
    free.push(std::move(one));
  }
  constexpr const char* kFates[] = {"honoured", "notHeld", "away", "hosts", "elsewhere", "full"};
  Value votes = Value(Value::List{});
  const std::vector<solve::VoteFate> fates =
      solve::vote_fates(barcamp_.problem(), agenda_, attendance_);
  for (size_t i = 0; i < fates.size(); ++i) {
    const Vote& vote = barcamp_.votes()[i];
    if (vote.person != person) continue;
    Value one;
    one.set("title", barcamp_.proposals()[static_cast<size_t>(vote.proposal)].title);
    one.set("points", vote.points);
    one.set("fate", kFates[static_cast<size_t>(fates[i])]);
    votes.push(std::move(one));
  }
  Value answer;
  answer.set("id", barcamp_.id_of(who));
  answer.set("name", barcamp_.name_of(who));
  answer.set("attends", std::move(attends));
  answer.set("free", std::move(free));
  answer.set("votes", std::move(votes));
  return answer;
}

namespace {

CalendarEvent event_of(const Barcamp& barcamp, const Program& program, size_t session,
                       const solve::TimetablePlace& place, const std::string& hosts,
                       const CalendarWords& words) {
  const Room& room = barcamp.rooms()[static_cast<size_t>(place.room)];
  const std::string& title = barcamp.proposals()[session].title;
  const Args args = {{"program", program.name},
                     {"session", title},
                     {"hosts", hosts},
                     {"room", room.name},
                     {"about", barcamp.proposals()[session].about}};
  CalendarEvent event;
  event.key = program.name + "\n" + title;
  event.when = barcamp.when(static_cast<int32_t>(session), place.slot);
  event.summary = filled(words.summary, args);
  event.location = room.site.empty() ? room.name : room.name + ", " + room.site;
  event.description = filled(words.description, args);
  return event;
}

}  // namespace

Value BarcampAnswers::calendars(const Value& question) const {
  const CalendarWords words = calendar_words(question, {"{session}", "{hosts}"});
  const std::string only = text_of(question.find("person"));
  std::set<std::string> taken;
  PeopleFiles people;
  Value files = Value(Value::List{});
  const auto add = [&](std::string name, const std::string& person,
                       const std::vector<CalendarEvent>& events) {
    Value one;
    one.set("name", std::move(name));
    one.set("person", person);
    one.set("text", write_calendar(events, date_, program_.name));
    files.push(std::move(one));
  };
  const auto event = [&](size_t s) {
    return event_of(barcamp_, program_, s, agenda_[s], hosts_of(s), words);
  };
  if (text_of(question.find("by")) == "room") {
    for (size_t r = 0; r < barcamp_.rooms().size(); ++r) {
      std::vector<CalendarEvent> events;
      for (size_t s = 0; s < agenda_.size(); ++s) {
        if (agenda_[s].slot >= 0 && static_cast<size_t>(agenda_[s].room) == r)
          events.push_back(event(s));
      }
      if (!events.empty()) add(file_name(barcamp_.rooms()[r].name, taken) + ".ics", "", events);
    }
  } else {
    for (size_t p = 0; p < attendance_.sessions.size(); ++p) {
      if (attendance_.sessions[p].empty()) continue;
      const auto who = static_cast<int32_t>(p);
      if (!only.empty() && only != barcamp_.id_of(who)) continue;
      std::vector<CalendarEvent> events;
      for (const int32_t s : attendance_.sessions[p])
        events.push_back(event(static_cast<size_t>(s)));
      add(people.name_for(barcamp_.id_of(who), barcamp_.name_of(who), barcamp_.email_of(who)),
          barcamp_.id_of(who), events);
    }
  }
  Value answer;
  if (text_of(question.find("by")) != "room") answer.set("index", people.index());
  answer.set("files", std::move(files));
  return answer;
}

std::string BarcampAnswers::all_sessions_ics() const {
  std::vector<CalendarEvent> events;
  const CalendarWords words{"{session}", "{hosts}"};
  for (size_t s = 0; s < agenda_.size(); ++s) {
    if (agenda_[s].slot >= 0)
      events.push_back(event_of(barcamp_, program_, s, agenda_[s], hosts_of(s), words));
  }
  std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) {
    return a.when.date != b.when.date ? a.when.date < b.when.date : a.when.begin < b.when.begin;
  });
  return write_calendar(events, date_, program_.name);
}

std::string BarcampAnswers::agenda_csv(const CsvStyle& style) const {
  std::string csv(style.bom ? csv_byte_order_mark() : std::string_view());
  append_record(csv,
                {"date", "begin", "end", "room", "site", "session", "id", "hosts", "people",
                 "seats", "free", "votes", "honoured"},
                style);
  const std::vector<SessionVotes> counts = count_votes(barcamp_, agenda_, attendance_);
  std::vector<size_t> order(agenda_.size());
  for (size_t s = 0; s < order.size(); ++s) order[s] = s;
  // Sessions that do not take place come last.
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const auto key = [&](size_t s) {
      return std::make_pair(agenda_[s].slot < 0 ? INT32_MAX : agenda_[s].slot, agenda_[s].room);
    };
    return key(a) < key(b);
  });
  for (const size_t s : order) {
    const Proposal& proposal = barcamp_.proposals()[s];
    std::vector<std::string> row(5);
    std::string seats;
    std::string free;
    if (agenda_[s].slot >= 0) {
      const Room& room = barcamp_.rooms()[static_cast<size_t>(agenda_[s].room)];
      const Appointment when = barcamp_.when(static_cast<int32_t>(s), agenda_[s].slot);
      row = {iso_date(when.date), time_of_day(when.begin), time_of_day(when.end), room.name,
             room.site};
      seats = std::to_string(room.seats);
      free = std::to_string(room.seats - attendance_.attendance[s]);
    }
    row.insert(row.end(),
               {proposal.title, proposal.id, hosts_of(s),
                agenda_[s].slot < 0 ? "" : std::to_string(attendance_.attendance[s]), seats, free,
                std::to_string(counts[s].cast), std::to_string(counts[s].honoured)});
    append_record(csv, row, style);
  }
  return csv;
}

std::string BarcampAnswers::timetables_csv(const CsvStyle& style) const {
  std::string csv(style.bom ? csv_byte_order_mark() : std::string_view());
  std::vector<std::string> row = {"id", "name", "email"};
  for (const TimeSlot& slot : barcamp_.slots().all) {
    row.push_back(iso_date(slot.date) + " " + time_of_day(slot.begin) + "-" +
                  time_of_day(slot.end));
  }
  append_record(csv, row, style);
  const std::vector<bool> listed = this->listed();
  for (size_t p = 0; p < listed.size(); ++p) {
    if (!listed[p]) continue;
    const auto person = static_cast<size_t>(barcamp_.people()[p]);
    const Roster& roster = barcamp_.roster();
    row.assign(3 + barcamp_.slots().size(), "");
    row[0] = roster.ids[person];
    row[1] = roster.names[person];
    row[2] = roster.emails[person];
    for (const int32_t session : attendance_.sessions[p]) {
      const auto s = static_cast<size_t>(session);
      const auto from = static_cast<size_t>(agenda_[s].slot);
      const std::string text = barcamp_.proposals()[s].title + " (" +
                               barcamp_.rooms()[static_cast<size_t>(agenda_[s].room)].name + ")";
      for (size_t t = from; t < from + static_cast<size_t>(barcamp_.proposals()[s].length); ++t)
        row[3 + t] = text;
    }
    append_record(csv, row, style);
  }
  return csv;
}

}  // namespace weft
