#include "agenda/barcamp.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "program/place.h"
#include "roster/meant.h"

namespace weft {
namespace {

// Ids and slots are often written as numbers.
std::string word(const DocumentPlace& place) {
  return place.value().whole() != nullptr ? place.value().shown() : place.text();
}

std::vector<BarcampSettings::Placed> read_placed(const DocumentPlace& list) {
  std::vector<BarcampSettings::Placed> all;
  if (!list.list()) return all;
  for (size_t i = 0; i < list.size(); ++i) {
    const DocumentPlace one = list.at(i);
    if (!one.object()) continue;
    one.only_keys({"session", "slot", "room"});
    if (!one.has("session")) {
      one.fail("program.missingKey", {{"key", std::string("session")}});
      continue;
    }
    BarcampSettings::Placed placed;
    placed.session = word(one.at("session"));
    if (one.has("slot")) placed.slot = word(one.at("slot"));
    if (one.has("room")) placed.room = word(one.at("room"));
    placed.where = one.where();
    all.push_back(std::move(placed));
  }
  return all;
}

std::vector<BarcampSettings::Away> read_away(const DocumentPlace& list) {
  std::vector<BarcampSettings::Away> all;
  if (!list.list()) return all;
  for (size_t i = 0; i < list.size(); ++i) {
    const DocumentPlace one = list.at(i);
    if (!one.object()) continue;
    one.only_keys({"person", "slots"});
    if (!one.has("person")) {
      one.fail("program.missingKey", {{"key", std::string("person")}});
      continue;
    }
    BarcampSettings::Away away;
    away.person = word(one.at("person"));
    if (one.has("slots")) away.slots = one.at("slots").texts();
    away.where = one.where();
    all.push_back(std::move(away));
  }
  return all;
}

uint64_t bit(int32_t i) { return uint64_t{1} << i; }

uint64_t first_bits(size_t count) {
  return count >= 64 ? solve::kEverything : bit(static_cast<int32_t>(count)) - 1;
}

}  // namespace

BarcampSettings read_barcamp_settings(const Value& document, Issues& issues) {
  BarcampSettings settings;
  const DocumentPlace top(document, "", issues);
  if (top.has("fixed")) settings.fixed = read_placed(top.at("fixed"));
  if (top.has("keep")) settings.kept = read_placed(top.at("keep"));
  if (top.has("out") && top.at("out").object()) {
    const DocumentPlace out = top.at("out");
    out.only_keys({"rooms", "slots", "sessions"});
    if (out.has("rooms")) settings.rooms_out = out.at("rooms").texts();
    if (out.has("slots")) settings.slots_out = out.at("slots").texts();
    if (out.has("sessions")) settings.sessions_out = out.at("sessions").texts();
  }
  if (top.has("away")) settings.away = read_away(top.at("away"));
  if (top.has("giveWay")) settings.give_way = top.at("giveWay").whole(1, kMostGiveWay);
  if (top.has("votes")) settings.ranks = top.at("votes").one_of({"stars", "ranks"}) == "ranks";
  return settings;
}

Barcamp::Barcamp(const Roster& roster, const Program& program, const Lists& lists,
                 const std::vector<int32_t>& people, Day date, Issues& issues)
    : roster_(roster), people_(people), issues_(issues) {
  Issues said;  // by validate()
  settings_ = read_barcamp_settings(program.document, said);
  participant_of_.assign(roster.people(), -1);
  for (size_t i = 0; i < people.size(); ++i)
    participant_of_[static_cast<size_t>(people[i])] = static_cast<int32_t>(i);
  read_lists(lists, date);
  pose(lists);
  take_votes(lists);
  take_out();
  fix();
  keep();
}

void Barcamp::problem_at(const char* code, std::string where, Args args) {
  Issue& issue = issues_.emplace_back();
  issue.severity = Severity::kWarning;
  issue.code = code;
  issue.where = std::move(where);
  issue.args = std::move(args);
}

void Barcamp::read_lists(const Lists& lists, Day date) {
  for (const char* kind : {"proposals", "votes", "rooms", "slots"}) {
    if (list_of(lists, kind) != nullptr) continue;
    Issue& issue = issues_.emplace_back();
    issue.code = "barcamp.listMissing";
    issue.where = std::string("/lists/") + kind;
    issue.args = {{"list", std::string(kind)}};
  }
  if (const ListTable* list = list_of(lists, "slots")) slots_ = read_slots(*list, date, issues_);
  if (const ListTable* list = list_of(lists, "rooms")) rooms_ = read_rooms(*list, issues_);
  if (const ListTable* list = list_of(lists, "proposals"))
    proposals_ = read_proposals(*list, roster_, issues_);
  names_.emplace(proposals_);
}

void Barcamp::pose(const Lists& lists) {
  const uint64_t all_slots = first_bits(slots_.size());
  problem_.slots = static_cast<int32_t>(slots_.size());
  problem_.breaks = slots_.breaks;
  problem_.people = static_cast<int32_t>(people_.size());

  std::vector<std::string> equipment;  // keys, as bits; what no session needs is left out
  const auto equipment_bit = [&](const std::string& key) {
    const auto found = std::find(equipment.begin(), equipment.end(), key);
    if (found != equipment.end()) return bit(static_cast<int32_t>(found - equipment.begin()));
    if (equipment.size() == 64) return uint64_t{0};
    equipment.push_back(key);
    return bit(static_cast<int32_t>(equipment.size()) - 1);
  };
  const auto read_set = [&](ListIssues& problems, const char* code, const ListTable& list,
                            int64_t row, const char* meaning, const std::string& text) {
    std::vector<std::string> unknown;
    const uint64_t bits = slots_.among(text, unknown);
    for (const std::string& part : unknown)
      problems.add(Severity::kWarning, code, row, list.column(meaning), part);
    return bits == 0 && (text.empty() || !unknown.empty()) ? solve::kEverything : bits;
  };

  int32_t largest = 0;
  for (const Room& room : rooms_) largest = std::max(largest, room.seats);
  if (const ListTable* list = list_of(lists, "proposals")) {
    ListIssues problems(*list);
    for (Proposal& one : proposals_) {
      const auto warn = [&](const char* code, const char* meaning, std::string_view value) {
        problems.add(Severity::kWarning, code, one.row, list->column(meaning), value);
      };
      solve::TimetableSession& session = problem_.sessions.emplace_back();
      session.length = one.length;
      for (const int32_t host : one.hosts) {
        if (participant(host) >= 0) {
          session.hosts.push_back(participant(host));
          continue;
        }
        warn("proposals.hostNotTakingPart", "hosts", roster_.names[static_cast<size_t>(host)]);
        session.hosts.push_back(host_beside(host, {}));
      }
      for (const std::string& name : one.guests)
        session.hosts.push_back(host_beside(Roster::kNobody, name));
      for (const std::string& piece : one.equipment) {
        const bool there = std::any_of(rooms_.begin(), rooms_.end(),
                                       [&](const Room& room) { return room.has(piece); });
        if (there) {
          session.equipment |= equipment_bit(equipment_key(piece));
        } else if (!rooms_.empty()) {
          warn("proposals.noSuchEquipment", "equipment", piece);
        }
      }
      session.seats = std::min(one.size, largest);
      if (one.size > largest && !rooms_.empty())
        warn("proposals.tooLarge", "size", std::to_string(one.size));
      const uint64_t may = read_set(problems, "proposals.when", *list, one.row, "when", one.when);
      session.starts = 0;
      for (int32_t t = 0; t + one.length <= problem_.slots; ++t) {
        const uint64_t span = first_bits(static_cast<size_t>(one.length)) << t;
        if ((may & span) == span) session.starts |= bit(t);
      }
      if (one.length > problem_.slots && problem_.slots > 0)
        warn("proposals.tooLong", "length", std::to_string(one.length));
    }
    for (Issue& issue : problems.take()) issues_.push_back(std::move(issue));
    problem_.people = static_cast<int32_t>(people_.size() + beside_.size());
  }
  if (const ListTable* list = list_of(lists, "rooms")) {
    ListIssues problems(*list);
    for (const Room& room : rooms_) {
      solve::TimetableRoom& posed = problem_.rooms.emplace_back();
      posed.seats = room.seats;
      for (size_t i = 0; i < equipment.size(); ++i) {
        if (room.has(equipment[i])) posed.equipment |= bit(static_cast<int32_t>(i));
      }
      posed.open = read_set(problems, "rooms.open", *list, room.row, "open", room.open) & all_slots;
    }
    for (Issue& issue : problems.take()) issues_.push_back(std::move(issue));
  }
}

int32_t Barcamp::host_beside(int32_t person, const std::string& name) {
  const auto found = std::find_if(beside_.begin(), beside_.end(), [&](const Beside& one) {
    return one.person == person && one.name == name;
  });
  const auto at = found - beside_.begin();
  if (found == beside_.end()) beside_.push_back({person, name});
  return static_cast<int32_t>(people_.size()) + static_cast<int32_t>(at);
}

std::string Barcamp::name_of(int32_t attendee) const {
  const auto at = static_cast<size_t>(attendee);
  if (takes_part(attendee)) return std::string(roster_.names[static_cast<size_t>(people_[at])]);
  const Beside& one = beside_[at - people_.size()];
  return one.person == Roster::kNobody
             ? one.name
             : std::string(roster_.names[static_cast<size_t>(one.person)]);
}

std::string Barcamp::id_of(int32_t attendee) const {
  const auto at = static_cast<size_t>(attendee);
  if (takes_part(attendee)) return std::string(roster_.ids[static_cast<size_t>(people_[at])]);
  const Beside& one = beside_[at - people_.size()];
  return one.person == Roster::kNobody ? one.name
                                       : std::string(roster_.ids[static_cast<size_t>(one.person)]);
}

std::string_view Barcamp::email_of(int32_t attendee) const {
  const auto at = static_cast<size_t>(attendee);
  const int32_t person = takes_part(attendee) ? people_[at] : beside_[at - people_.size()].person;
  return person == Roster::kNobody ? std::string_view()
                                   : roster_.emails[static_cast<size_t>(person)];
}

int Barcamp::attendee_named(std::string_view text) const {
  const int32_t person = roster_.find(text);
  if (person != Roster::kNobody && participant(person) >= 0) return participant(person);
  for (size_t i = 0; i < beside_.size(); ++i) {
    const Beside& one = beside_[i];
    const bool named = person == Roster::kNobody
                           ? one.person == Roster::kNobody && same_guest(one.name, text)
                           : one.person == person;
    if (named) return static_cast<int>(people_.size() + i);
  }
  return -1;
}

int64_t Barcamp::host_count() const {
  std::vector<bool> hosts(static_cast<size_t>(problem_.people), false);
  for (const solve::TimetableSession& session : problem_.sessions) {
    for (const int32_t host : session.hosts) hosts[static_cast<size_t>(host)] = true;
  }
  return std::count(hosts.begin(), hosts.end(), true);
}

void Barcamp::take_votes(const Lists& lists) {
  const ListTable* list = list_of(lists, "votes");
  if (list == nullptr) return;
  ListIssues problems(*list);
  for (Vote& vote : read_votes(*list, roster_, proposals_, settings_.ranks, issues_)) {
    const auto& hosts = proposals_[static_cast<size_t>(vote.proposal)].hosts;
    const std::string_view name = roster_.names[static_cast<size_t>(vote.person)];
    const int column = list->column("person");
    if (participant(vote.person) < 0) {
      problems.add(Severity::kWarning, "votes.notTakingPart", vote.row, column, name);
    } else if (std::find(hosts.begin(), hosts.end(), vote.person) != hosts.end()) {
      problems.add(Severity::kNote, "votes.ownSession", vote.row, column, name);
    } else {
      votes_.push_back(vote);
    }
  }
  for (Issue& issue : problems.take()) issues_.push_back(std::move(issue));
  unit_ = 0;
  for (const Vote& vote : votes_) {
    unit_ = std::gcd(unit_, int64_t{vote.points});
    all_points_ += vote.points;
  }
  unit_ = std::max<int64_t>(unit_, 1);
  for (const Vote& vote : votes_) {
    problem_.votes.push_back(
        {participant(vote.person), vote.proposal, static_cast<int32_t>(vote.points / unit_)});
  }
}

uint64_t Barcamp::slots_named(const std::string& text, const std::string& where) {
  std::vector<std::string> unknown;
  const uint64_t bits = slots_.among(text, unknown);
  for (const std::string& part : unknown)
    problem_at("barcamp.unknownSlot", where, {{"value", part}});
  return bits;
}

void Barcamp::take_out() {
  Out out;
  for (const std::string& name : settings_.rooms_out) {
    const int room = find_room(rooms_, name);
    if (room < 0) {
      problem_at("barcamp.unknownRoom", "/out/rooms", {{"value", name}});
    } else {
      out.rooms.push_back(room);
    }
  }
  for (const std::string& name : settings_.slots_out) out.slots |= slots_named(name, "/out/slots");
  for (const std::string& name : settings_.sessions_out) {
    const int session = session_named(name);
    if (session < 0) {
      problem_at("barcamp.unknownSession", "/out/sessions", {{"value", name}});
    } else {
      out.sessions.push_back(session);
    }
  }
  for (const BarcampSettings::Away& away : settings_.away) {
    const int attendee = attendee_named(away.person);
    if (attendee < 0) {
      const Meant meant = roster_.look_up(away.person);
      const std::string where = away.where + "/person";
      if (meant.nobody()) {
        problem_at("barcamp.unknownPerson", where, {{"value", away.person}});
      } else if (meant.person == Roster::kNobody) {
        problem_at("program.severalPeople", where, args_of_several(roster_, away.person, meant));
      }
      continue;
    }
    uint64_t slots = away.slots.empty() ? solve::kEverything : 0;
    for (const std::string& name : away.slots) slots |= slots_named(name, away.where + "/slots");
    out.people.emplace_back(attendee, slots);
  }
  problem_ = without(out);
}

solve::TimetableProblem Barcamp::without(const Out& out) const {
  solve::TimetableProblem problem = problem_;
  for (const int32_t room : out.rooms) problem.rooms[static_cast<size_t>(room)].open = 0;
  for (solve::TimetableRoom& room : problem.rooms) room.open &= ~out.slots;
  for (const int32_t session : out.sessions) {
    problem.sessions[static_cast<size_t>(session)].starts = 0;
    problem.sessions[static_cast<size_t>(session)].must = false;
  }
  if (!out.people.empty() && problem.present.empty())
    problem.present.assign(static_cast<size_t>(problem.people), solve::kEverything);
  for (const auto& [person, slots] : out.people)
    problem.present[static_cast<size_t>(person)] &= ~slots;
  return problem;
}

int Barcamp::slot_at(const BarcampSettings::Placed& placed) {
  if (placed.slot.empty()) return -1;
  const int slot = slots_.find(placed.slot);
  if (slot < 0) problem_at("barcamp.unknownSlot", placed.where + "/slot", {{"value", placed.slot}});
  return slot;
}

int Barcamp::room_at(const BarcampSettings::Placed& placed) {
  if (placed.room.empty()) return -1;
  const int room = find_room(rooms_, placed.room);
  if (room < 0) problem_at("barcamp.unknownRoom", placed.where + "/room", {{"value", placed.room}});
  return room;
}

void Barcamp::fix() {
  int64_t places = 0;
  for (const solve::TimetableRoom& room : problem_.rooms) {
    for (int32_t t = 0; t < problem_.slots; ++t) places += (room.open >> t & 1) != 0 ? 1 : 0;
  }
  int64_t needed = 0;
  std::vector<std::pair<std::pair<int, int>, size_t>> taken;  // slot and room, by whom
  for (const BarcampSettings::Placed& placed : settings_.fixed) {
    const int found = session_named(placed.session);
    if (found < 0) {
      problem_at("barcamp.unknownSession", placed.where + "/session", {{"value", placed.session}});
      continue;
    }
    solve::TimetableSession& session = problem_.sessions[static_cast<size_t>(found)];
    const std::string& title = proposals_[static_cast<size_t>(found)].title;
    const int slot = slot_at(placed);
    const int room = room_at(placed);
    if (session.starts == 0) {
      problem_at("barcamp.fixedImpossible", placed.where, {{"session", title}});
      continue;
    }
    if (!session.must) needed += session.length;
    session.must = true;
    if (slot >= 0) session.starts &= bit(slot);
    if (session.starts == 0) {
      problem_at("barcamp.fixedNotThen", placed.where + "/slot",
                 {{"session", title}, {"value", placed.slot}});
    }
    if (room >= 0) {
      session.rooms = bit(room);
      session.equipment = 0;
      session.seats = 0;
    }
    if (slot < 0 || room < 0) continue;
    for (const auto& [place, other] : taken) {
      if (place.second != room || other == static_cast<size_t>(found)) continue;
      const solve::TimetableSession& there = problem_.sessions[other];
      if (place.first < slot + session.length && slot < place.first + there.length) {
        problem_at("barcamp.fixedTogether", placed.where,
                   {{"session", title}, {"other", proposals_[other].title}});
      }
    }
    taken.push_back({{slot, room}, static_cast<size_t>(found)});
  }
  if (needed > places)
    problem_at("barcamp.fixedTooMany", "/fixed", {{"count", needed}, {"places", places}});
}

void Barcamp::keep() {
  if (settings_.kept.empty()) return;
  kept_.assign(proposals_.size(), {});
  for (const BarcampSettings::Placed& placed : settings_.kept) {
    const int session = session_named(placed.session);
    if (session < 0) {
      problem_at("barcamp.unknownSession", placed.where + "/session", {{"value", placed.session}});
      continue;
    }
    const int slot = slot_at(placed);
    const int room = room_at(placed);
    if (slot >= 0 && room >= 0) kept_[static_cast<size_t>(session)] = {slot, room};
  }
}

Appointment Barcamp::when(int32_t session, int32_t slot) const {
  const TimeSlot& first = slots_.all[static_cast<size_t>(slot)];
  const int32_t last = slot + problem_.sessions[static_cast<size_t>(session)].length - 1;
  return {first.date, first.begin, slots_.all[static_cast<size_t>(last)].end};
}

}  // namespace weft
