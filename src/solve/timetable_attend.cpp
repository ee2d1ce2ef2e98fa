// Who attends what. Slots fall into stretches: those that a session of several slots joins are one.
// A stretch in which all sessions begin and end together is an assignment of people to seats. In
// the others prices on seats split it by people (each takes the best day at these prices); whoever
// attends a longer session at good prices keeps that, the rest is assigned slot by slot.
#include <algorithm>
#include <stdexcept>

#include "solve/assignment.h"
#include "solve/timetable_index.h"

namespace weft::solve {
namespace {

constexpr int32_t kSeatingRounds = 60;
// Prices are in 1/2^8 points.
constexpr int64_t kPriceScale = 256;

class Attending {
 public:
  Attending(const TimetableIndex& index, const Agenda& agenda)
      : index_(index),
        agenda_(agenda),
        seats_(agenda.size(), 0),
        busy_(static_cast<size_t>(index.people()), 0),
        own_(static_cast<size_t>(index.people())) {
    for (int32_t s = 0; s < index.sessions(); ++s) {
      if (span(s) == 0) continue;
      const TimetablePlace& place = agenda[static_cast<size_t>(s)];
      const std::vector<int32_t>& hosts = index.session(s).hosts;
      seats_[static_cast<size_t>(s)] =
          index.problem().rooms[static_cast<size_t>(place.room)].seats -
          static_cast<int32_t>(hosts.size());
      for (const int32_t host : hosts) take(host, s);
    }
    for (const TimetableVote& vote : index.problem().votes) {
      const std::vector<int32_t>& hosts = index.session(vote.session).hosts;
      if (span(vote.session) != 0 &&
          std::find(hosts.begin(), hosts.end(), vote.person) != hosts.end())
        value_ += vote.value;
    }
  }

  Attendance run() {
    uint64_t done = 0;
    bound_ = value_;
    for (int32_t t = 0; t < index_.slots(); ++t) {
      if ((done >> t & 1) != 0) continue;
      const uint64_t stretch = stretch_from(t);
      done |= stretch;
      std::vector<int32_t> sessions;
      for (int32_t s = 0; s < index_.sessions(); ++s) {
        if (span(s) != 0 && (span(s) & ~stretch) == 0) sessions.push_back(s);
      }
      const bool together = std::all_of(sessions.begin(), sessions.end(),
                                        [&](int32_t s) { return span(s) == stretch; });
      if (together) {
        const int64_t assigned = assign(sessions);
        value_ += assigned;
        bound_ += assigned;
      } else {
        assign_stretch(sessions);
      }
    }
    return finish();
  }

 private:
  uint64_t span(int32_t s) const {
    const int32_t slot = agenda_[static_cast<size_t>(s)].slot;
    return slot < 0 ? 0 : index_.span_of(s, slot);
  }
  uint64_t stretch_from(int32_t slot) const {
    uint64_t stretch = uint64_t{1} << slot;
    for (uint64_t before = 0; before != stretch;) {
      before = stretch;
      for (int32_t s = 0; s < index_.sessions(); ++s) {
        if ((span(s) & stretch) != 0) stretch |= span(s);
      }
    }
    return stretch;
  }
  bool has_time(int32_t person, int32_t s) const {
    const auto p = static_cast<size_t>(person);
    const uint64_t there =
        index_.problem().present.empty() ? kEverything : index_.problem().present[p];
    return (span(s) & (busy_[p] | ~there)) == 0;
  }
  void take(int32_t person, int32_t s) {
    busy_[static_cast<size_t>(person)] |= span(s);
    own_[static_cast<size_t>(person)].push_back(s);
  }

  // Sessions that all overlap: each person one, at most as many as there are seats. Exact.
  int64_t assign(const std::vector<int32_t>& sessions) {
    AssignmentProblem problem;
    std::vector<int32_t> row(static_cast<size_t>(index_.people()), -1);
    std::vector<int32_t> people;
    for (size_t column = 0; column < sessions.size(); ++column) {
      const int32_t s = sessions[column];
      problem.capacity.push_back(seats_[static_cast<size_t>(s)]);
      for (const TimetableIndex::Stake& stake : index_.of_session(s)) {
        if (!has_time(stake.who, s)) continue;
        int32_t& at = row[static_cast<size_t>(stake.who)];
        if (at < 0) {
          at = static_cast<int32_t>(people.size());
          people.push_back(stake.who);
        }
        problem.arcs.push_back({at, static_cast<int32_t>(column), stake.weight});
      }
    }
    problem.rows = static_cast<int32_t>(people.size());
    const Assignment assigned = max_weight_assignment(problem, Objective::kWeight);
    for (size_t i = 0; i < people.size(); ++i) {
      if (assigned.column[i] < 0) continue;
      const int32_t s = sessions[static_cast<size_t>(assigned.column[i])];
      take(people[i], s);
      --seats_[static_cast<size_t>(s)];
    }
    return assigned.weight;
  }

  struct Choice {
    int32_t person;
    std::vector<int32_t> sessions;
  };

  // The best days at these prices: their worth in price units, and who takes what.
  int64_t price_days(const std::vector<int32_t>& people, const std::vector<char>& inside,
                     const std::vector<int64_t>& price, std::vector<Choice>& choices) {
    const auto slots = static_cast<size_t>(index_.slots());
    std::vector<int64_t> rest(slots + 1);
    std::vector<int32_t> taken(slots);
    choices.clear();
    int64_t worth = 0;
    for (const int32_t p : people) {
      std::fill(rest.begin(), rest.end(), 0);
      for (size_t t = slots; t-- > 0;) {
        rest[t] = rest[t + 1];
        taken[t] = -1;
        for (const TimetableIndex::Stake& stake : index_.of_person(p)) {
          const auto s = static_cast<size_t>(stake.who);
          if (inside[s] == 0 || static_cast<size_t>(agenda_[s].slot) != t ||
              !has_time(p, stake.who))
            continue;
          const auto end = t + static_cast<size_t>(index_.session(stake.who).length);
          const int64_t gain = stake.weight * kPriceScale - price[s] + rest[end];
          if (gain <= rest[t]) continue;
          rest[t] = gain;
          taken[t] = stake.who;
        }
      }
      worth += rest[0];
      Choice choice{p, {}};
      for (size_t t = 0; t < slots;) {
        if (taken[t] < 0) {
          ++t;
          continue;
        }
        choice.sessions.push_back(taken[t]);
        t += static_cast<size_t>(index_.session(taken[t]).length);
      }
      choices.push_back(std::move(choice));
    }
    return worth;
  }

  void assign_stretch(const std::vector<int32_t>& sessions) {
    std::vector<char> inside(agenda_.size(), 0);
    std::vector<int32_t> people;
    for (const int32_t s : sessions) {
      inside[static_cast<size_t>(s)] = 1;
      for (const TimetableIndex::Stake& stake : index_.of_session(s)) people.push_back(stake.who);
    }
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());

    std::vector<int64_t> price(agenda_.size(), 0);
    std::vector<Choice> choices;
    int64_t least = INT64_MAX;
    int64_t most = -1;
    const State start = save();
    State best = start;
    int64_t step = kPriceScale;
    int32_t in_vain = 0;
    for (int32_t round = 0; round < kSeatingRounds && most * kPriceScale < least; ++round) {
      int64_t worth = price_days(people, inside, price, choices);
      std::vector<int64_t> wanted(agenda_.size(), 0);
      for (const Choice& choice : choices) {
        for (const int32_t s : choice.sessions) ++wanted[static_cast<size_t>(s)];
      }
      for (const int32_t s : sessions)
        worth += price[static_cast<size_t>(s)] * seats_[static_cast<size_t>(s)];
      // Whole points only.
      worth = worth / kPriceScale * kPriceScale;
      in_vain = worth < least ? 0 : in_vain + 1;
      least = std::min(least, worth);
      const int64_t reached = fill_up(sessions, choices);
      if (reached > most) {
        most = reached;
        best = save();
      }
      restore(start);
      if (in_vain >= 4) {
        step = std::max<int64_t>(step / 2, 1);
        in_vain = 0;
      }
      for (const int32_t s : sessions) {
        const auto at = static_cast<size_t>(s);
        const int64_t over = wanted[at] - seats_[at];
        const int64_t by = over > 0 ? step : over < 0 ? -step : 0;
        price[at] = std::max<int64_t>(0, price[at] + by);
      }
    }
    restore(best);
    value_ += most;
    bound_ += least / kPriceScale;
  }

  // Longer sessions go to those who chose them, the most eager first; then slot by slot, exact.
  int64_t fill_up(const std::vector<int32_t>& sessions, const std::vector<Choice>& choices) {
    int64_t value = 0;
    for (const int32_t s : sessions) {
      if (index_.session(s).length == 1) continue;
      std::vector<std::pair<int32_t, int32_t>> eager;  // less value, person
      for (const Choice& choice : choices) {
        if (std::find(choice.sessions.begin(), choice.sessions.end(), s) == choice.sessions.end())
          continue;
        for (const TimetableIndex::Stake& stake : index_.of_session(s)) {
          if (stake.who == choice.person && has_time(choice.person, s))
            eager.emplace_back(-stake.weight, choice.person);
        }
      }
      std::sort(eager.begin(), eager.end());
      for (const auto& [less, person] : eager) {
        int32_t& seats = seats_[static_cast<size_t>(s)];
        if (seats == 0) break;
        --seats;
        take(person, s);
        value -= less;
      }
    }
    // Shorter first: who fills a slot with them has had the choice of the longer ones.
    for (int32_t length = 1; length <= index_.slots(); ++length) {
      for (int32_t t = 0; t < index_.slots(); ++t) {
        std::vector<int32_t> together;
        for (const int32_t s : sessions) {
          if (agenda_[static_cast<size_t>(s)].slot == t && index_.session(s).length == length)
            together.push_back(s);
        }
        if (!together.empty()) value += assign(together);
      }
    }
    return value;
  }

  struct State {
    std::vector<int32_t> seats;
    std::vector<uint64_t> busy;
    std::vector<std::vector<int32_t>> own;
  };
  State save() const { return {seats_, busy_, own_}; }
  void restore(const State& state) {
    seats_ = state.seats;
    busy_ = state.busy;
    own_ = state.own;
  }

  Attendance finish() {
    Attendance result;
    result.attendance.assign(agenda_.size(), 0);
    for (std::vector<int32_t>& own : own_) {
      std::sort(own.begin(), own.end(), [&](int32_t a, int32_t b) {
        return agenda_[static_cast<size_t>(a)].slot < agenda_[static_cast<size_t>(b)].slot;
      });
      for (const int32_t s : own) ++result.attendance[static_cast<size_t>(s)];
    }
    result.sessions = std::move(own_);
    result.value = value_;
    result.bound = bound_;
    result.exact = value_ == bound_;
    return result;
  }

  const TimetableIndex& index_;
  const Agenda& agenda_;
  std::vector<int32_t> seats_;  // left
  std::vector<uint64_t> busy_;  // slots of each person
  std::vector<std::vector<int32_t>> own_;
  int64_t value_ = 0;
  int64_t bound_ = 0;
};

}  // namespace

Attendance attend(const TimetableIndex& index, const Agenda& agenda) {
  return Attending(index, agenda).run();
}

Attendance attend(const TimetableProblem& problem, const Agenda& agenda) {
  if (!agenda_fault(problem, agenda).empty()) throw std::invalid_argument("the agenda has a fault");
  return attend(TimetableIndex(problem), agenda);
}

}  // namespace weft::solve
