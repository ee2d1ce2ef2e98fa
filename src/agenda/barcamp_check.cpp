#include "agenda/barcamp_check.h"

#include <algorithm>
#include <map>
#include <set>

#include "agenda/barcamp.h"
#include "base/text.h"

namespace weft {
namespace {

class Checker {
 public:
  Checker(const BarcampClaim& input, CheckResult& result) : input_(input), result_(result) {}

  void run() {
    Issues said;
    settings_ = read_barcamp_settings(input_.program.document, said);
    const ListTable* slots = list_of(input_.lists, "slots");
    const ListTable* rooms = list_of(input_.lists, "rooms");
    const ListTable* proposals = list_of(input_.lists, "proposals");
    const ListTable* votes = list_of(input_.lists, "votes");
    const bool there =
        slots != nullptr && rooms != nullptr && proposals != nullptr && votes != nullptr;
    const auto& groups = input_.claim.groups;
    result_.verify(there || groups.empty(), "check.session.lists", [] { return Args{}; });
    if (!there) return;
    slots_ = read_slots(*slots, input_.date, said);
    rooms_ = read_rooms(*rooms, said);
    proposals_ = read_proposals(*proposals, input_.roster, said);
    for (const Room& room : rooms_) largest_ = std::max(largest_, room.seats);
    const Participants taking =
        participants(input_.program, input_.roster, input_.history, input_.date);
    takes_part_.assign(input_.roster.people(), false);
    for (const int32_t person : taking.people) takes_part_[static_cast<size_t>(person)] = true;
    for (const Vote& vote : read_votes(*votes, input_.roster, proposals_, settings_.ranks, said)) {
      points_[{vote.person, vote.proposal}] = vote.points;
    }
    for (size_t g = 0; g < groups.size(); ++g) check_group(g);
    check_overlaps();
    check_fixed();
  }

 private:
  struct Held {
    size_t group;
    size_t session;
    Appointment when;
    std::string room;
    std::map<std::string, std::string> beside;  // names of hosts who do not take part, by id or key
  };

  void verify(bool holds, const char* code, size_t group, const std::string& value = {}) {
    result_.verify(holds, code, [&] {
      return Args{{"group", static_cast<int64_t>(group + 1)},
                  {"session", input_.claim.groups[group].title},
                  {"value", value}};
    });
  }
  static bool overlap(const Appointment& a, const Appointment& b) {
    return a.date == b.date && a.begin < b.end && b.begin < a.end;
  }
  bool away(int32_t person, const Appointment& when) const {
    for (const BarcampSettings::Away& one : settings_.away) {
      if (input_.roster.find(one.person) != person) continue;
      if (one.slots.empty()) return true;
      for (const std::string& text : one.slots) {
        if (touches(text, when)) return true;
      }
    }
    return false;
  }
  bool guest_away(const std::string& guest, const Appointment& when) const {
    return std::any_of(
        settings_.away.begin(), settings_.away.end(), [&](const BarcampSettings::Away& one) {
          return same_guest(one.person, guest) &&
                 (one.slots.empty() ||
                  std::any_of(one.slots.begin(), one.slots.end(),
                              [&](const std::string& text) { return touches(text, when); }));
        });
  }
  // Who the outcome says hosts a session and does not take part.
  std::multiset<std::string> beside_said(size_t session) const {
    std::multiset<std::string> names;
    const Value* agenda = input_.claim.extra.find("agenda");
    if (agenda == nullptr || agenda->list() == nullptr) return names;
    for (const Value& one : *agenda->list()) {
      const Value* number = one.find("session");
      const Value* beside = one.find("beside");
      if (number == nullptr || number->whole() == nullptr || beside == nullptr ||
          beside->list() == nullptr || *number->whole() != static_cast<int64_t>(session))
        continue;
      for (const Value& name : *beside->list()) {
        if (name.text() != nullptr) names.insert(*name.text());
      }
    }
    return names;
  }
  // Whether any of the slots that the text names lies in the time.
  bool touches(const std::string& text, const Appointment& when) const {
    std::vector<std::string> unknown;
    const uint64_t bits = slots_.among(text, unknown);
    for (size_t t = 0; t < slots_.size(); ++t) {
      const TimeSlot& slot = slots_.all[t];
      if ((bits >> t & 1) != 0 && overlap({slot.date, slot.begin, slot.end}, when)) return true;
    }
    return false;
  }
  // Whether all of the time is within the slots that the text names; so it is where it names none.
  bool within(const std::string& text, const Appointment& when) const {
    if (text.empty()) return true;
    std::vector<std::string> unknown;
    const uint64_t bits = slots_.among(text, unknown);
    if (bits == 0 && !unknown.empty()) return true;
    for (size_t t = 0; t < slots_.size(); ++t) {
      const TimeSlot& slot = slots_.all[t];
      if ((bits >> t & 1) == 0 && overlap({slot.date, slot.begin, slot.end}, when)) return false;
    }
    return true;
  }
  const BarcampSettings::Placed* fixed(size_t session) const {
    const ProposalNames names(proposals_);
    for (const BarcampSettings::Placed& placed : settings_.fixed) {
      if (names.find(placed.session) == static_cast<int>(session)) return &placed;
    }
    return nullptr;
  }

  // The times are those of as many slots in a row as the session is long, without a break.
  bool times_hold(const Appointment& when, const Proposal& proposal) const {
    for (size_t t = 0; t < slots_.size(); ++t) {
      const TimeSlot& slot = slots_.all[t];
      if (slot.date != when.date || slot.begin != when.begin) continue;
      const size_t last = t + static_cast<size_t>(proposal.length) - 1;
      if (last >= slots_.size() || slots_.all[last].date != when.date) return false;
      for (size_t i = t; i < last; ++i) {
        if ((slots_.breaks >> i & 1) != 0) return false;
      }
      return slots_.all[last].end == when.end;
    }
    return false;
  }

  void check_group(size_t g) {
    const Claim::Group& group = input_.claim.groups[g];
    size_t session = proposals_.size();
    for (size_t s = 0; s < proposals_.size(); ++s) {
      if (proposals_[s].title == group.title) session = s;
    }
    const int room = find_room(rooms_, group.where);
    const bool whole = session < proposals_.size() && room >= 0 && group.when.has_value();
    verify(whole, "check.session.unknown", g, group.where);
    if (!whole) return;
    const Proposal& proposal = proposals_[session];
    const Room& in = rooms_[static_cast<size_t>(room)];
    const Appointment& when = *group.when;
    Held held{g, session, when, in.name, {}};
    verify(times_hold(when, proposal), "check.session.times", g);
    for (const int32_t host : proposal.hosts) {
      if (takes_part_[static_cast<size_t>(host)]) continue;
      const auto at = static_cast<size_t>(host);
      held.beside.emplace("id " + std::string(input_.roster.ids[at]), input_.roster.names[at]);
      verify(!away(host, when), "check.session.away", g, std::string(input_.roster.names[at]));
    }
    for (const std::string& guest : proposal.guests) {
      verify(!guest_away(guest, when), "check.session.away", g, guest);
      held.beside.emplace("guest " + guest, guest);
    }
    verify(static_cast<int64_t>(group.people.size() + held.beside.size()) <= in.seats,
           "check.session.seats", g, in.name);
    const std::multiset<std::string> said = beside_said(session);
    for (const auto& [key, name] : held.beside)
      verify(said.count(name) > 0, "check.session.noHost", g, name);
    verify(said.size() == held.beside.size(), "check.session.role", g);
    verify(within(in.open, when), "check.session.roomClosed", g, in.name);
    verify(within(proposal.when, when), "check.session.notThen", g);
    for (const std::string& name : settings_.rooms_out)
      verify(fold_key(name) != fold_key(in.name), "check.session.roomClosed", g, in.name);
    for (const std::string& text : settings_.slots_out)
      verify(!touches(text, when), "check.session.slotClosed", g, text);
    const ProposalNames names(proposals_);
    for (const std::string& text : settings_.sessions_out)
      verify(names.find(text) != static_cast<int>(session), "check.session.closed", g);
    const BarcampSettings::Placed* place = fixed(session);
    if (place == nullptr || place->room.empty() || find_room(rooms_, place->room) < 0) {
      for (const std::string& piece : proposal.equipment) {
        const bool anywhere = std::any_of(rooms_.begin(), rooms_.end(),
                                          [&](const Room& one) { return one.has(piece); });
        verify(!anywhere || in.has(piece), "check.session.equipment", g, piece);
      }
      verify(in.seats >= std::min(proposal.size, largest_), "check.session.size", g, in.name);
    }
    check_people(group, held);
    for (const Held& other : held_) verify(other.session != session, "check.session.twice", g);
    held_.push_back(std::move(held));
  }

  void check_people(const Claim::Group& group, Held& held) {
    const Proposal& proposal = proposals_[held.session];
    std::set<int32_t> members;
    int64_t value = 0;
    for (size_t i = 0; i < group.people.size(); ++i) {
      const int32_t person = input_.roster.find(group.people[i]);
      if (person == Roster::kNobody) continue;  // which is found elsewhere
      const std::string& id = group.people[i];
      verify(members.insert(person).second, "check.session.personTwice", held.group, id);
      const bool hosts =
          std::find(proposal.hosts.begin(), proposal.hosts.end(), person) != proposal.hosts.end();
      if (i < group.roles.size())
        verify((group.roles[i] == "host") == hosts, "check.session.role", held.group, id);
      verify(!away(person, held.when), "check.session.away", held.group, id);
      if (hosts) continue;
      const auto vote = points_.find({person, static_cast<int32_t>(held.session)});
      verify(vote != points_.end(), "check.session.noVote", held.group, id);
      if (vote != points_.end()) value += vote->second;
    }
    for (const int32_t host : proposal.hosts) {
      if (!takes_part_[static_cast<size_t>(host)]) continue;
      verify(members.count(host) > 0, "check.session.noHost", held.group,
             std::string(input_.roster.ids[static_cast<size_t>(host)]));
    }
    verify(value == group.value, "check.session.value", held.group, std::to_string(value));
    for (const int32_t person : members) attends_[person].push_back(held_.size());
  }

  void check_overlaps() {
    for (size_t a = 0; a < held_.size(); ++a) {
      for (size_t b = a + 1; b < held_.size(); ++b) {
        if (!overlap(held_[a].when, held_[b].when)) continue;
        verify(held_[a].room != held_[b].room, "check.session.roomTwice", held_[b].group,
               held_[b].room);
        for (const auto& [key, name] : held_[a].beside)
          verify(held_[b].beside.count(key) == 0, "check.session.twoPlaces", held_[b].group, name);
      }
    }
    for (const auto& [person, sessions] : attends_) {
      for (size_t i = 0; i < sessions.size(); ++i) {
        for (size_t j = i + 1; j < sessions.size(); ++j) {
          verify(!overlap(held_[sessions[i]].when, held_[sessions[j]].when),
                 "check.session.twoPlaces", held_[sessions[j]].group,
                 std::string(input_.roster.ids[static_cast<size_t>(person)]));
        }
      }
    }
  }

  // What is fixed is there; what could not be is said to be missing.
  void check_fixed() {
    std::set<std::string> missing;
    const Value* said = input_.claim.extra.find("missing");
    if (said != nullptr && said->list() != nullptr) {
      for (const Value& one : *said->list()) {
        if (one.text() != nullptr) missing.insert(*one.text());
      }
    }
    for (const Held& held : held_) {
      const BarcampSettings::Placed* place = fixed(held.session);
      if (place == nullptr) continue;
      const int slot = place->slot.empty() ? -1 : slots_.find(place->slot);
      const int room = place->room.empty() ? -1 : find_room(rooms_, place->room);
      if (slot >= 0) {
        const TimeSlot& at = slots_.all[static_cast<size_t>(slot)];
        verify(at.date == held.when.date && at.begin == held.when.begin, "check.session.fixed",
               held.group, place->slot);
      }
      if (room >= 0)
        verify(rooms_[static_cast<size_t>(room)].name == held.room, "check.session.fixed",
               held.group, place->room);
    }
  }

  const BarcampClaim& input_;
  CheckResult& result_;
  BarcampSettings settings_;
  TimeSlots slots_;
  std::vector<Room> rooms_;
  std::vector<Proposal> proposals_;
  int32_t largest_ = 0;
  std::vector<bool> takes_part_;
  std::map<std::pair<int32_t, int32_t>, int64_t> points_;
  std::vector<Held> held_;
  std::map<int32_t, std::vector<size_t>> attends_;
};

}  // namespace

void check_barcamp(const BarcampClaim& input, CheckResult& result) { Checker(input, result).run(); }

}  // namespace weft
