// A day of sessions: the lists and settings of a barcamp, put together and posed as a timetable.
//
// Sessions, rooms and slots have the numbers of their lists here, people those of the participants.
// What of the lists and settings can't be used is an issue; the rest goes on. Equipment that no
// room has is not asked for. A room that HR fixes needs no equipment and no size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lists/places.h"
#include "lists/proposals.h"
#include "outcome/plan.h"
#include "program/program.h"
#include "solve/timetable.h"

namespace weft {

inline constexpr int64_t kMostGiveWay = 10'000;

// The format's own keys of a program, as written.
struct BarcampSettings {
  struct Placed {
    std::string session, slot, room;  // slot and room may be empty
    std::string where;
  };
  struct Away {
    std::string person;
    std::vector<std::string> slots;  // empty: all
    std::string where;
  };
  std::vector<Placed> fixed;  // takes place, whatever it is worth
  std::vector<Placed> kept;   // an agenda of which as much as possible stays
  std::vector<std::string> rooms_out, slots_out, sessions_out;
  std::vector<Away> away;
  bool ranks = false;  // numbers in the votes are ranks
  // So many votes more must be attended for each session that could stay and gives way; 0: none
  // does.
  int64_t give_way = 0;
};
BarcampSettings read_barcamp_settings(const Value& document, Issues& issues);

class Barcamp {
 public:
  // REQUIRES: everything outlives this. `people`: participants, as indices of the roster.
  Barcamp(const Roster& roster, const Program& program, const Lists& lists,
          const std::vector<int32_t>& people, Day date, Issues& issues);

  const TimeSlots& slots() const { return slots_; }
  const std::vector<Room>& rooms() const { return rooms_; }
  const std::vector<Proposal>& proposals() const { return proposals_; }
  const std::vector<Vote>& votes() const { return votes_; }  // of participants; as in problem()
  // Its votes are in units of so many points.
  const solve::TimetableProblem& problem() const { return problem_; }
  int64_t unit() const { return unit_; }
  int64_t all_points() const { return all_points_; }
  // So many full votes, in the units of the problem.
  int64_t units_of(int64_t votes) const { return (votes * Vote::kMost + unit_ - 1) / unit_; }
  // What is to stay as it is; empty: nothing.
  const solve::Agenda& kept() const { return kept_; }
  const BarcampSettings& settings() const { return settings_; }
  bool is_fixed(size_t session) const { return problem_.sessions[session].must; }
  // By id or title; -1: none.
  int session_named(std::string_view text) const { return names_->find(text); }
  int participant(int32_t person) const { return participant_of_[static_cast<size_t>(person)]; }
  const std::vector<int32_t>& people() const { return people_; }
  // In the problem, hosts who do not take part come after the participants: people of the roster
  // who are away from work or on pause, and guests who are not in it. They are where their sessions
  // are, and nowhere else.
  bool takes_part(int32_t attendee) const {
    return attendee < static_cast<int32_t>(people_.size());
  }
  std::string name_of(int32_t attendee) const;
  std::string id_of(int32_t attendee) const;          // of guests their name
  std::string_view email_of(int32_t attendee) const;  // "" where it is not known
  // By id or name; -1: nobody who is there.
  int attendee_named(std::string_view text) const;
  int64_t host_count() const;
  const Roster& roster() const { return roster_; }

  // The day and the times of a session that begins there.
  Appointment when(int32_t session, int32_t slot) const;
  // The problem with these out besides: rooms, slots and sessions by number, and people who are
  // away (slots as bits).
  struct Out {
    std::vector<int32_t> rooms, sessions;
    uint64_t slots = 0;
    std::vector<std::pair<int32_t, uint64_t>> people;
  };
  solve::TimetableProblem without(const Out& out) const;

 private:
  void read_lists(const Lists& lists, Day date);
  void take_votes(const Lists& lists);
  void pose(const Lists& lists);
  int32_t host_beside(int32_t person, const std::string& name);
  void fix();
  void keep();
  void take_out();
  int slot_at(const BarcampSettings::Placed& placed);
  int room_at(const BarcampSettings::Placed& placed);
  uint64_t slots_named(const std::string& text, const std::string& where);
  void problem_at(const char* code, std::string where, Args args = {});

  const Roster& roster_;
  const std::vector<int32_t>& people_;
  Issues& issues_;
  BarcampSettings settings_;
  struct Beside {
    int32_t person;    // of the roster, or Roster::kNobody
    std::string name;  // of who is not in it
  };
  std::vector<int32_t> participant_of_;
  std::vector<Beside> beside_;  // hosts who do not take part
  TimeSlots slots_;
  std::vector<Room> rooms_;
  std::vector<Proposal> proposals_;
  std::optional<ProposalNames> names_;
  std::vector<Vote> votes_;
  solve::TimetableProblem problem_;
  solve::Agenda kept_;
  int64_t unit_ = 1;
  int64_t all_points_ = 0;
};

}  // namespace weft
