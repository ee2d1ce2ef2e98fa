#include "agenda/barcamp_plan.h"

#include <algorithm>
#include <map>

#include "outcome/reasons.h"
#include "solve/timetable_index.h"

namespace weft {
namespace {

uint64_t span_at(const Barcamp& barcamp, size_t session, const solve::TimetablePlace& place) {
  const int32_t length = barcamp.problem().sessions[session].length;
  const uint64_t bits = length >= 64 ? solve::kEverything : (uint64_t{1} << length) - 1;
  return place.slot < 0 ? 0 : bits << place.slot;
}

// Where a session has no time left since its hosts have others that are held: one of each.
std::vector<Reason> why_hosts_are_busy(const Barcamp& barcamp, const solve::TimetableIndex& index,
                                       const solve::Agenda& agenda, int32_t session) {
  const std::vector<int32_t>& others = index.clashes(session);
  const auto held_at_once = [&](const solve::TimetablePlace& place) {
    return std::find_if(others.begin(), others.end(), [&](int32_t other) {
      const solve::TimetablePlace& there = agenda[static_cast<size_t>(other)];
      return there.slot >= 0 && index.excludes(session, place, other, there);
    });
  };
  auto first = others.end();
  for (const solve::TimetablePlace& place : index.places(session)) {
    const auto other = held_at_once(place);
    if (other == others.end()) return {};
    if (first == others.end()) first = other;
  }
  if (first == others.end()) return {};
  const std::vector<int32_t>& theirs = index.session(*first).hosts;
  const std::vector<int32_t>& own = index.session(session).hosts;
  const auto host = std::find_first_of(own.begin(), own.end(), theirs.begin(), theirs.end());
  return {{"notHeld.hostBusy",
           {{"host", barcamp.name_of(*host)},
            {"other", barcamp.proposals()[static_cast<size_t>(*first)].title}}}};
}

std::vector<Reason> session_reasons(const Barcamp& barcamp, size_t session,
                                    const SessionVotes& votes, int32_t attending,
                                    const solve::TimetablePlace& place) {
  std::vector<Reason> reasons;
  const Room& room = barcamp.rooms()[static_cast<size_t>(place.room)];
  if (votes.cast > 0)
    reasons.push_back({"session.votes", {{"honoured", votes.honoured}, {"votes", votes.cast}}});
  if (votes.cast == 0) reasons.push_back({"session.noVotes", {}});
  const LostVotes& lost = votes.lost;
  if (lost.elsewhere > 0)
    reasons.push_back({"session.elsewhere", {{"count", lost.elsewhere}, {"other", lost.other}}});
  if (lost.full > 0) reasons.push_back({"session.noSeat", {{"count", lost.full}}});
  if (lost.hosting > 0) reasons.push_back({"session.hosting", {{"count", lost.hosting}}});
  if (lost.away > 0) reasons.push_back({"session.away", {{"count", lost.away}}});
  if (barcamp.is_fixed(session)) reasons.push_back({"session.fixed", {}});
  std::string beside;
  for (const int32_t host : barcamp.problem().sessions[session].hosts) {
    if (!barcamp.takes_part(host)) beside += (beside.empty() ? "" : ", ") + barcamp.name_of(host);
  }
  if (!beside.empty()) reasons.push_back({"session.beside", {{"hosts", beside}}});
  std::string equipment;
  for (const std::string& piece : barcamp.proposals()[session].equipment) {
    if (room.has(piece)) equipment += (equipment.empty() ? "" : ", ") + piece;
  }
  if (!equipment.empty())
    reasons.push_back({"session.equipment", {{"room", room.name}, {"equipment", equipment}}});
  const int64_t free = int64_t{room.seats} - attending;
  reasons.push_back({free == 0 ? "session.full" : "session.free",
                     {{"count", free}, {"seats", int64_t{room.seats}}}});
  return reasons;
}

Value share_value(int64_t part, const char* name, int64_t of) {
  Value value;
  value.set(name, part);
  value.set("of", of);
  return value;
}

}  // namespace

std::vector<SessionVotes> count_votes(const Barcamp& barcamp, const solve::Agenda& agenda,
                                      const solve::Attendance& attendance) {
  std::vector<SessionVotes> counts(agenda.size());
  std::vector<std::map<int32_t, int64_t>> others(agenda.size());
  const std::vector<solve::VoteFate> fates =
      solve::vote_fates(barcamp.problem(), agenda, attendance);
  for (size_t i = 0; i < fates.size(); ++i) {
    const solve::TimetableVote& vote = barcamp.problem().votes[i];
    const auto session = static_cast<size_t>(vote.session);
    SessionVotes& count = counts[session];
    const int64_t points = barcamp.votes()[i].points;
    ++count.cast;
    count.points_cast += points;
    switch (fates[i]) {
      case solve::VoteFate::kHonoured:
        ++count.honoured;
        count.points += points;
        break;
      case solve::VoteFate::kNotHeld:
        ++count.lost.not_held;
        break;
      case solve::VoteFate::kAway:
        ++count.lost.away;
        break;
      case solve::VoteFate::kHosts:
        ++count.lost.hosting;
        break;
      case solve::VoteFate::kElsewhere:
        ++count.lost.elsewhere;
        for (const int32_t other : attendance.sessions[static_cast<size_t>(vote.person)]) {
          const auto there = static_cast<size_t>(other);
          if ((span_at(barcamp, there, agenda[there]) &
               span_at(barcamp, session, agenda[session])) != 0)
            ++others[session][other];
        }
        break;
      case solve::VoteFate::kFull:
        ++count.lost.full;
        break;
    }
  }
  for (size_t s = 0; s < counts.size(); ++s) {
    int64_t most = 0;
    for (const auto& [other, people] : others[s]) {
      if (people <= most) continue;
      most = people;
      counts[s].lost.other = barcamp.proposals()[static_cast<size_t>(other)].title;
    }
  }
  return counts;
}

std::vector<Reason> why_nowhere(const Barcamp& barcamp, int32_t session) {
  // What is asked of one session alone, with less and less of it.
  solve::TimetableProblem alone = barcamp.problem();
  alone.sessions = {alone.sessions[static_cast<size_t>(session)]};
  alone.votes.clear();
  const auto fits = [&] { return !solve::TimetableIndex(alone).places(0).empty(); };
  if (fits()) return {};
  solve::TimetableSession& wanted = alone.sessions[0];
  if (wanted.starts == 0) return {{"notHeld.noSlot", {}}};
  const solve::TimetableSession as_asked = wanted;
  wanted.equipment = 0;
  if (fits()) return {{"notHeld.noEquipment", {}}};
  wanted.seats = 0;
  if (fits()) return {{"notHeld.noSize", {}}};
  wanted = as_asked;
  alone.present.clear();
  if (fits()) {
    std::string hosts;
    for (const int32_t host : as_asked.hosts)
      hosts += (hosts.empty() ? "" : ", ") + barcamp.name_of(host);
    return {{"notHeld.hostAway", {{"hosts", hosts}}}};
  }
  return {{"notHeld.noSlot", {}}};
}

void plan_sessions(const Barcamp& barcamp, const solve::Timetable& timetable, Plan& plan) {
  const solve::Agenda& agenda = timetable.agenda;
  const solve::Attendance& attendance = timetable.attendance;
  const solve::TimetableProblem& problem = barcamp.problem();
  const std::vector<SessionVotes> counts = count_votes(barcamp, agenda, attendance);
  const auto person_of = [&](int32_t participant) {
    return barcamp.people()[static_cast<size_t>(participant)];
  };

  std::vector<size_t> held;
  for (size_t s = 0; s < agenda.size(); ++s) {
    if (agenda[s].slot >= 0) held.push_back(s);
  }
  std::sort(held.begin(), held.end(), [&](size_t a, size_t b) {
    return agenda[a].slot != agenda[b].slot ? agenda[a].slot < agenda[b].slot
                                            : agenda[a].room < agenda[b].room;
  });
  std::vector<std::vector<int32_t>> guests(agenda.size());
  for (size_t p = 0; p < barcamp.people().size(); ++p) {
    for (const int32_t s : attendance.sessions[p]) {
      const auto& hosts = problem.sessions[static_cast<size_t>(s)].hosts;
      if (std::find(hosts.begin(), hosts.end(), static_cast<int32_t>(p)) == hosts.end())
        guests[static_cast<size_t>(s)].push_back(person_of(static_cast<int32_t>(p)));
    }
  }
  Value agenda_value = Value(Value::List{});
  LostVotes lost;
  int64_t cast = 0, honoured = 0, points = 0, seats = 0, taken = 0, used = 0;
  for (const size_t s : held) {
    const solve::TimetablePlace& place = agenda[s];
    PlannedGroup& group = plan.groups.emplace_back();
    Value beside = Value(Value::List{});  // hosts who do not take part
    for (const int32_t host : problem.sessions[s].hosts) {
      if (barcamp.takes_part(host)) {
        group.people.push_back(person_of(host));
      } else {
        beside.push(barcamp.name_of(host));
      }
    }
    std::sort(group.people.begin(), group.people.end());
    group.leads = group.people.size();
    std::sort(guests[s].begin(), guests[s].end());
    group.people.insert(group.people.end(), guests[s].begin(), guests[s].end());
    group.title = barcamp.proposals()[s].title;
    group.when = barcamp.when(static_cast<int32_t>(s), place.slot);
    group.where = barcamp.rooms()[static_cast<size_t>(place.room)].name;
    group.value = counts[s].points;
    group.of = counts[s].points_cast;
    group.reasons = session_reasons(barcamp, s, counts[s], attendance.attendance[s], place);
    seats += barcamp.rooms()[static_cast<size_t>(place.room)].seats;
    taken += attendance.attendance[s];
    used += problem.sessions[s].length;
    Value one;
    one.set("session", s);
    one.set("slot", place.slot);
    one.set("room", place.room);
    if (!beside.list()->empty()) one.set("beside", std::move(beside));
    agenda_value.push(std::move(one));
  }
  const solve::TimetableIndex index(problem);
  Value not_held = Value(Value::List{});
  for (size_t s = 0; s < agenda.size(); ++s) {
    cast += counts[s].cast;
    honoured += counts[s].honoured;
    points += counts[s].points;
    lost.not_held += counts[s].lost.not_held;
    lost.away += counts[s].lost.away;
    lost.hosting += counts[s].lost.hosting;
    lost.elsewhere += counts[s].lost.elsewhere;
    lost.full += counts[s].lost.full;
    if (agenda[s].slot >= 0) continue;
    std::vector<Reason> reasons = why_nowhere(barcamp, static_cast<int32_t>(s));
    if (reasons.empty() && counts[s].cast > 0)
      reasons = why_hosts_are_busy(barcamp, index, agenda, static_cast<int32_t>(s));
    if (reasons.empty()) {
      const bool missing = barcamp.is_fixed(s);
      reasons.push_back({missing              ? "notHeld.fixed"
                         : counts[s].cast > 0 ? "notHeld.worthLess"
                                              : "notHeld.noVotes",
                         {{"votes", counts[s].cast}}});
    }
    Value one;
    one.set("session", s);
    one.set("title", barcamp.proposals()[s].title);
    one.set("votes", counts[s].cast);
    one.set("reasons", reasons_value(reasons));
    not_held.push(std::move(one));
  }

  // People: what of their wishes they get, and who gets nothing.
  const Roster& roster = barcamp.roster();
  plan.satisfaction.assign(roster.people(), -1);
  std::vector<int64_t> wished(roster.people(), 0), got(roster.people(), 0);
  std::vector<bool> wanted_held(roster.people(), false);
  std::vector<bool> away(roster.people(), false);
  const std::vector<solve::VoteFate> fates = solve::vote_fates(problem, agenda, attendance);
  for (size_t i = 0; i < fates.size(); ++i) {
    const auto person = static_cast<size_t>(barcamp.votes()[i].person);
    wished[person] += barcamp.votes()[i].points;
    if (fates[i] == solve::VoteFate::kHonoured) got[person] += barcamp.votes()[i].points;
    if (fates[i] != solve::VoteFate::kNotHeld) wanted_held[person] = true;
    if (fates[i] == solve::VoteFate::kAway) away[person] = true;
  }
  int64_t voted = 0, placed = 0, everything = 0;
  for (size_t p = 0; p < barcamp.people().size(); ++p) {
    const auto person = static_cast<size_t>(barcamp.people()[p]);
    if (wished[person] == 0) continue;
    plan.satisfaction[person] = got[person] * 1000 / wished[person];
    ++voted;
    everything += got[person] == wished[person] ? 1 : 0;
    if (!attendance.sessions[p].empty()) {
      ++placed;
      continue;
    }
    plan.left_out.push_back(static_cast<int32_t>(person));
    plan.left_out_reasons.push_back({{!wanted_held[person] ? "leftOut.notHeld"
                                      : away[person]       ? "leftOut.awayThen"
                                                           : "leftOut.roomsFull",
                                      {}}});
  }

  int64_t places = 0;
  for (const solve::TimetableRoom& room : problem.rooms) {
    for (int32_t t = 0; t < problem.slots; ++t) places += (room.open >> t & 1) != 0 ? 1 : 0;
  }
  Value votes;
  votes.set("cast", cast);
  votes.set("honoured", honoured);
  Value lost_value;
  lost_value.set("notHeld", lost.not_held);
  lost_value.set("elsewhere", lost.elsewhere);
  lost_value.set("full", lost.full);
  lost_value.set("hosting", lost.hosting);
  lost_value.set("away", lost.away);
  votes.set("lost", std::move(lost_value));
  Value people = share_value(placed, "placed", voted);
  people.set("everything", everything);
  Value missing = Value(Value::List{});
  for (const int32_t s : timetable.missing)
    missing.push(barcamp.proposals()[static_cast<size_t>(s)].title);
  plan.extra.set("votes", std::move(votes));
  plan.extra.set("points", share_value(points, "honoured", barcamp.all_points()));
  plan.extra.set("sessions", share_value(static_cast<int64_t>(held.size()), "held",
                                         static_cast<int64_t>(agenda.size())));
  plan.extra.set("places", share_value(used, "used", places));
  plan.extra.set("seats", share_value(taken, "taken", seats));
  plan.extra.set("people", std::move(people));
  plan.extra.set("exact", attendance.exact);
  if (!attendance.exact) plan.extra.set("attendable", attendance.bound * barcamp.unit());
  plan.extra.set("missing", std::move(missing));
  plan.extra.set("notHeld", std::move(not_held));
  plan.extra.set("agenda", std::move(agenda_value));
}

solve::Agenda agenda_of(const Barcamp& barcamp, const Plan& plan) {
  solve::Agenda agenda(barcamp.proposals().size());
  const Value* list = plan.extra.find("agenda");
  if (list == nullptr || list->list() == nullptr) return agenda;
  for (const Value& one : *list->list()) {
    const auto number = [&](const char* key) {
      return static_cast<int32_t>(*one.find(key)->whole());
    };
    agenda[static_cast<size_t>(number("session"))] = {number("slot"), number("room")};
  }
  return agenda;
}

solve::Attendance attendance_of(const Barcamp& barcamp, const Plan& plan) {
  solve::Attendance attendance;
  attendance.sessions.resize(static_cast<size_t>(barcamp.problem().people));
  attendance.attendance.assign(barcamp.proposals().size(), 0);
  const solve::Agenda agenda = agenda_of(barcamp, plan);
  std::vector<int32_t> held;
  for (size_t s = 0; s < agenda.size(); ++s) {
    if (agenda[s].slot >= 0) held.push_back(static_cast<int32_t>(s));
  }
  std::sort(held.begin(), held.end(), [&](int32_t a, int32_t b) {
    const auto& one = agenda[static_cast<size_t>(a)];
    const auto& other = agenda[static_cast<size_t>(b)];
    return one.slot != other.slot ? one.slot < other.slot : one.room < other.room;
  });
  require(held.size() == plan.groups.size(), "each session of the agenda is a group");
  for (size_t g = 0; g < held.size(); ++g) {
    attendance.attendance[static_cast<size_t>(held[g])] =
        static_cast<int32_t>(plan.groups[g].people.size());
    for (const int32_t person : plan.groups[g].people)
      attendance.sessions[static_cast<size_t>(barcamp.participant(person))].push_back(held[g]);
    for (const int32_t host : barcamp.problem().sessions[static_cast<size_t>(held[g])].hosts) {
      if (barcamp.takes_part(host)) continue;
      attendance.sessions[static_cast<size_t>(host)].push_back(held[g]);
      ++attendance.attendance[static_cast<size_t>(held[g])];
    }
    attendance.value += plan.groups[g].value / barcamp.unit();
  }
  attendance.bound = attendance.value;
  return attendance;
}

}  // namespace weft
