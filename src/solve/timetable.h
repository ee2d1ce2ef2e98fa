// Timetables: which sessions take place, when and where, so that the votes people can attend are
// worth the most; who attends what; and repair with the fewest changes.
//
// People attend one session at a time, from its first slot to its last, in rooms with so many
// seats. Hosts attend their own session and take a seat. A session stays in its room, and no break
// falls into it. Slots and rooms are bits of 64-bit sets.
//
// The search anneals over sessions in rooms and slots. The bound is the smaller of two: each
// person's best votes that fit into the day, and a Lagrangian one: each session has a price, a slot
// is filled by the set of sessions worth most after prices (branch and bound over submodular
// gains), and no timetable is worth more than the prices and what the slots are worth together.
// A session of several slots counts there with an equal part in each of them. Where rooms may be
// full, seats and rooms have prices too: people pay for a seat, a session takes in what all seats
// of its room cost.
//
// Who attends what, given the agenda: where sessions that overlap begin and end together, people
// and seats of each slot are one assignment, exact. Sessions of different lengths in a row make
// that hard; then people are assigned by prices on seats, repaired by assignments, and `bound` says
// how much there could be at most.
//
// Values: 1 to 2^16 each. Work counts votes looked at. Memory O(people * (slots + sessions)).
// Sources: Fisher, Northup and Shapiro 1975 (Lagrangian duals); Nemhauser, Wolsey and Fisher 1978
// (submodular gains); Kirkpatrick, Gelatt and Vecchi 1983 (annealing).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace weft::solve {

inline constexpr int32_t kMostSlots = 64;
inline constexpr int32_t kMostRooms = 64;
inline constexpr int32_t kLargestVote = 1 << 16;
inline constexpr uint64_t kEverything = ~uint64_t{0};  // all slots, or all rooms

struct TimetableSession {
  int32_t length = 1;             // slots in a row
  std::vector<int32_t> hosts;     // people
  uint64_t equipment = 0;         // what the room must have
  int32_t seats = 0;              // the least the room must have
  uint64_t rooms = kEverything;   // where it may be; one bit fixes the room
  uint64_t starts = kEverything;  // slots it may begin in; one bit fixes the slot
  bool must = false;              // it takes place, whatever it is worth
  int64_t bonus = 0;              // >= 0: counts besides its votes, if it takes place
};

struct TimetableRoom {
  int32_t seats = 0;
  uint64_t equipment = 0;
  uint64_t open = kEverything;  // slots
};

struct TimetableVote {
  int32_t person;
  int32_t session;  // each pair at most once
  int32_t value;
};

struct TimetableProblem {
  int32_t slots = 0;
  uint64_t breaks = 0;  // bit t: a break between slot t and the next
  int32_t people = 0;
  std::vector<uint64_t> present;  // slots in which each person is there; empty: all are, always
  std::vector<TimetableRoom> rooms;
  std::vector<TimetableSession> sessions;
  std::vector<TimetableVote> votes;
};

struct TimetablePlace {
  int32_t slot = -1;  // the first; -1: it does not take place
  int32_t room = -1;
  bool operator==(const TimetablePlace&) const = default;
};
using Agenda = std::vector<TimetablePlace>;  // of each session

// Checks an agenda with the problem alone and no code of the solver: what is wrong, or nothing.
// Sessions that must take place and do not are no fault.
std::string agenda_fault(const TimetableProblem& problem, const Agenda& agenda);

struct Attendance {
  std::vector<std::vector<int32_t>> sessions;  // of each person, in the order of slots; hosted too
  std::vector<int32_t> attendance;             // of each session, hosts included
  int64_t value = 0;
  int64_t bound = 0;  // nobody can assign people so that more votes are honoured
  bool exact = false;
};

// REQUIRES: the agenda has no fault.
Attendance attend(const TimetableProblem& problem, const Agenda& agenda);

// The same for attendance: seats, one session at a time, hosts where they must be, the value.
std::string attendance_fault(const TimetableProblem& problem, const Agenda& agenda,
                             const Attendance& attendance);

enum class VoteFate {
  kHonoured,
  kNotHeld,    // the session does not take place
  kAway,       // the person is not there
  kHosts,      // the person hosts another session
  kElsewhere,  // the person attends another session
  kFull,       // the person has time, the room no seat
};
// Of each vote, in their order.
std::vector<VoteFate> vote_fates(const TimetableProblem& problem, const Agenda& agenda,
                                 const Attendance& attendance);

struct TimetableProgress {
  double done;    // 0 to 1
  int64_t value;  // of the best agenda so far, before rooms are full
  int64_t bound;
};

struct TimetableOptions {
  uint64_t seed = 1;
  int64_t search_work = 350'000'000;
  int64_t bound_work = 400'000'000;
  // Of a repair: a session that could stay may be dropped where that lets so many more votes be
  // attended; 0: none may.
  int64_t give_way = 0;
  std::function<void(const TimetableProgress&)> progress;
};

struct Timetable {
  Agenda agenda;
  Attendance attendance;
  int64_t value = 0;  // that of the attendance, and bonuses
  int64_t bound = 0;  // no agenda is worth more
  bool optimal = false;
  // Sessions that must take place and found no place.
  std::vector<int32_t> missing;
  // What proves the Lagrangian bound: the price of each session per slot, and of a seat of each, in
  // parts of `price_scale`. Empty where the other bound is as good.
  std::vector<int64_t> price;
  std::vector<int64_t> seat_price;
  int64_t price_scale = 1;
};

// Throws std::invalid_argument on what the comments above rule out.
Timetable solve_timetable(const TimetableProblem& problem, const TimetableOptions& options = {});

struct TimetableRepair {
  Timetable timetable;           // its bound is for agendas that change no more sessions, or, where
                                 // some may give way, counts what all of those that stay save
  std::vector<int32_t> changed;  // sessions that moved or were dropped
};

// After a change of the problem: the fewest sessions that move or are dropped, then the largest
// value. Only sessions that can't stay where they are change; nothing new takes the free places.
// With `give_way` others may be dropped as well: the largest value less so much for each of them.
// `before` is an agenda of as many sessions, which the problem need not allow any more.
TimetableRepair repair_timetable(const TimetableProblem& problem, const Agenda& before,
                                 const TimetableOptions& options = {});

// A random agenda: sessions in random order, each in a random place that is free and allowed.
Agenda random_agenda(const TimetableProblem& problem, uint64_t seed);

}  // namespace weft::solve
