#include "mentoring/check.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace weft {
namespace {

using Direction = MentoringKeys::Direction;

class MentoringChecker {
 public:
  MentoringChecker(const Roster& roster, const Program& program, const History& history, Day date,
                   const Claim& claim, CheckResult& result)
      : roster_(roster),
        program_(program),
        history_(history),
        date_(date),
        claim_(claim),
        result_(result),
        keys_(read_mentoring(program, told_)),
        fit_(roster, program, history, participants(program, roster, history, date).people, date) {}

  void run() {
    read_people();
    read_groups();
    check_everybody();
    check_one_role();
    check_stable();
  }

 private:
  // How much somebody is liked; less is more.
  using Liking = std::pair<int64_t, int64_t>;

  template <typename MakeArgs>
  void verify(bool holds, const char* code, MakeArgs args) {
    result_.verify(holds, code, args);
  }
  Args who(int32_t participant) const {
    return {{"person", std::string(roster_.ids[person(participant)])}};
  }
  size_t person(int32_t participant) const { return static_cast<size_t>(fit_.person(participant)); }
  static size_t at(int32_t participant) { return static_cast<size_t>(participant); }

  void read_people() {
    const std::vector<bool> mentor_filter = passing(keys_.mentors, roster_, told_);
    const std::vector<bool> mentee_filter = passing(keys_.mentees, roster_, told_);
    const Column* capacity = roster_.named(keys_.capacity);
    const std::vector<int32_t> mentees = running_led(roster_, history_, program_.format, date_);
    const std::vector<int32_t> running = running_commitments(roster_, history_, date_);
    wishes_.resize(at(fit_.size()));
    for (int32_t i = 0; i < fit_.size(); ++i) {
      const size_t p = person(i);
      participant_of_[std::string(roster_.ids[p])] = i;
      const bool mentor = !keys_.names_mentors || mentor_filter[p];
      const bool mentee = keys_.names_mentees ? mentee_filter[p] : !(keys_.names_mentors && mentor);
      mentor_.push_back(mentor);
      mentee_.push_back(mentee);
      int64_t places = keys_.places;
      int64_t number = 0;
      if (capacity != nullptr && parse_thousandths(capacity->text(p), number) && number >= 0 &&
          number % 1000 == 0)
        places = number / 1000;
      places -= mentees[p];
      if (program_.most_running)
        places = std::min(places, int64_t{*program_.most_running} - running[p]);
      places_.push_back(std::max<int64_t>(places, 0));
    }
    for (int32_t i = 0; program_.preferences != nullptr && i < fit_.size(); ++i) {
      for (const Preferences::Wish& wish : program_.preferences->of[person(i)])
        wishes_[at(i)][wish.other] = wish.rank;
    }
    for (int32_t i = 0; i < fit_.size(); ++i) participant_[fit_.person(i)] = i;
    for (int32_t i = 0; i < fit_.size(); ++i) {
      bool for_mentees = false;
      bool for_mentors = false;
      for (const auto& [other, rank] : wishes_[at(i)]) {
        // By the filters alone: who is wished for may be away, or have no place to give.
        bool mentor = other >= 0 && (!keys_.names_mentors || mentor_filter[at(other)]);
        bool mentee = other >= 0 && (keys_.names_mentees ? mentee_filter[at(other)]
                                                         : !(keys_.names_mentors && mentor));
        if (keys_.direction == Direction::kBoth) mentor = mentee = mentor || mentee;
        const bool as_mentor = mentee && may_mentor(i);
        const bool as_mentee = mentor && may_be_mentored(i);
        const bool neither = !as_mentor && !as_mentee;
        for_mentees = for_mentees || as_mentor || (neither && may_mentor(i));
        for_mentors = for_mentors || as_mentee || (neither && may_be_mentored(i));
      }
      wishes_as_mentor_.push_back(for_mentees);
      wishes_as_mentee_.push_back(for_mentors);
    }
    mentor_of_.assign(at(fit_.size()), -1);
    mentees_of_.resize(at(fit_.size()));
  }

  bool may_mentor(int32_t i) const {
    return mentor_[at(i)] || (keys_.direction == Direction::kBoth && mentee_[at(i)]);
  }
  bool may_be_mentored(int32_t i) const {
    return mentee_[at(i)] || (keys_.direction == Direction::kBoth && mentor_[at(i)]);
  }

  // Whether the roles go this way round, and every signed distance.
  bool goes(bool classic, int32_t mentor, int32_t mentee) const {
    const int32_t senior = classic ? mentor : mentee;
    const int32_t junior = classic ? mentee : mentor;
    if (!mentor_[at(senior)] || !mentee_[at(junior)]) return false;
    if (keys_.direction != Direction::kBoth) return true;
    for (const Rule& rule : program_.rules) {
      if (rule.kind != Rule::Kind::kDistance) continue;
      const Column& column = roster_.columns[static_cast<size_t>(rule.column.index)];
      const int64_t by = column.number(person(senior)) - column.number(person(junior));
      if ((rule.min && by < *rule.min) || (rule.max && by > *rule.max)) return false;
    }
    return true;
  }
  bool direction_holds(int32_t mentor, int32_t mentee) const {
    return goes(true, mentor, mentee) ||
           (keys_.direction == Direction::kBoth && goes(false, mentor, mentee));
  }

  bool reports_to(int32_t below, int32_t above) const {
    int32_t up = roster_.managers[person(below)];
    while (up != Roster::kNobody && up != fit_.person(above))
      up = roster_.managers[static_cast<size_t>(up)];
    return up != Roster::kNobody;
  }
  bool line_holds(int32_t a, int32_t b) const {
    return !keys_.line || (!reports_to(a, b) && !reports_to(b, a));
  }

  // Wishes count in a role where anybody is wished for who may have the other.
  bool has_wishes(int32_t i, bool as_mentor) const {
    return as_mentor ? wishes_as_mentor_[at(i)] : wishes_as_mentee_[at(i)];
  }
  bool takes(int32_t i, bool as_mentor, int32_t other) const {
    return keys_.unlisted || !has_wishes(i, as_mentor) ||
           wishes_[at(i)].count(fit_.person(other)) > 0;
  }
  Liking liking(int32_t i, bool as_mentor, int32_t other, int64_t value) const {
    const auto& mine = wishes_[at(i)];
    if (!has_wishes(i, as_mentor)) return {0, -value};
    const auto found = mine.find(fit_.person(other));
    return found == mine.end() ? Liking{INT64_MAX, -value} : Liking{found->second, 0};
  }

  void read_groups() {
    for (size_t g = 0; g < claim_.groups.size(); ++g) {
      const Claim::Group& group = claim_.groups[g];
      const auto group_args = [&] { return Args{{"group", static_cast<int64_t>(g + 1)}}; };
      std::vector<int32_t> members;
      for (const std::string& id : group.people) {
        const auto found = participant_of_.find(id);
        if (found != participant_of_.end()) members.push_back(found->second);
      }
      verify(members.size() == group.people.size() && members.size() >= 2 &&
                 group.roles.size() == members.size() && group.roles[0] == "mentor" &&
                 std::all_of(group.roles.begin() + 1, group.roles.end(),
                             [](const std::string& role) { return role == "mentee"; }),
             "check.roles", group_args);
      if (members.size() < 2) continue;
      const int32_t mentor = members[0];
      verify(may_mentor(mentor) && mentees_of_[at(mentor)].empty(), "check.mentor",
             [&] { return who(mentor); });
      verify(static_cast<int64_t>(members.size()) - 1 <= places_[at(mentor)], "check.places",
             [&] { return who(mentor); });
      for (size_t i = 1; i < members.size(); ++i) {
        const int32_t mentee = members[i];
        const auto about = [&] { return who(mentee); };
        verify(may_be_mentored(mentee) && mentee != mentor, "check.mentee", about);
        verify(mentor_of_[at(mentee)] < 0, "check.twice", about);
        verify(line_holds(mentor, mentee), "check.line", about);
        verify(direction_holds(mentor, mentee), "check.direction", about);
        verify(takes(mentor, true, mentee) && takes(mentee, false, mentor), "check.wish", about);
        mentor_of_[at(mentee)] = mentor;
        mentees_of_[at(mentor)].push_back(mentee);
        for (size_t j = i + 1; keys_.peers && j < members.size(); ++j) {
          for (size_t rule = 0; rule < program_.rules.size(); ++rule) {
            if (program_.rules[rule].kind == Rule::Kind::kDistance) continue;
            verify(fit_.holds(rule, mentee, members[j]), "check.peers", about);
          }
        }
      }
    }
  }

  // Every mentee has a mentor or is left out, and nobody else is left out.
  void check_everybody() {
    std::vector<int> places(at(fit_.size()), 0);
    for (const std::string& id : claim_.left_out) {
      const auto found = participant_of_.find(id);
      if (found != participant_of_.end()) ++places[at(found->second)];
    }
    int64_t matched = 0;
    for (int32_t i = 0; i < fit_.size(); ++i) {
      if (mentor_of_[at(i)] >= 0) {
        ++places[at(i)];
        ++matched;
      }
      const int wanted = may_be_mentored(i) ? 1 : 0;
      verify(places[at(i)] == wanted, places[at(i)] > wanted ? "check.twice" : "check.lost",
             [&] { return who(i); });
    }
    const Value* claimed = claim_.extra.find("matched");
    verify(claimed != nullptr && claimed->whole() != nullptr && *claimed->whole() == matched,
           "check.matched", [&] { return Args{{"count", matched}}; });
  }

  // Who mentors and has no room for another commitment is not mentored.
  void check_one_role() {
    one_role_.assign(at(fit_.size()), false);
    const Value* claimed = claim_.extra.find("oneRole");
    const std::vector<int32_t> running = running_commitments(roster_, history_, date_);
    const int64_t most = program_.most_running.value_or(INT32_MAX);
    if (claimed != nullptr && claimed->list() != nullptr) {
      for (const Value& id : *claimed->list()) {
        const auto found =
            id.text() == nullptr ? participant_of_.end() : participant_of_.find(*id.text());
        const bool known = found != participant_of_.end();
        // With all the mentees they have places for.
        verify(known && running[person(found->second)] + places_[at(found->second)] + 1 > most,
               "check.oneRole", [&] { return Args{{"person", id.shown()}}; });
        if (known) one_role_[at(found->second)] = true;
      }
    }
    for (int32_t i = 0; i < fit_.size(); ++i) {
      const auto led = static_cast<int64_t>(mentees_of_[at(i)].size());
      const bool both = mentor_of_[at(i)] >= 0 && led > 0;
      verify(!both || running[person(i)] + led + 1 <= most, "check.oneRole",
             [&] { return who(i); });
    }
  }

  // Whether both would gain. `worst`: of the mentor's mentees, the least liked; who has room gains
  // by anybody.
  bool blocks(int32_t mentor, int32_t mentee, bool room, const Liking& worst) const {
    if (mentor == mentee || mentor_of_[at(mentee)] == mentor) return false;
    if (!takes(mentor, true, mentee) || !takes(mentee, false, mentor)) return false;
    const int64_t value = fit_.value(mentor, mentee);
    const int32_t has = mentor_of_[at(mentee)];
    if (has >= 0 &&
        liking(mentee, false, mentor, value) >= liking(mentee, false, has, fit_.value(has, mentee)))
      return false;
    if (!room && liking(mentor, true, mentee, value) >= worst) return false;
    // Where a plan is not to be stable, pairs of a confidential list are counted with the others.
    const bool stable = keys_.aim == MentoringKeys::Aim::kStable;
    const bool allowed =
        stable ? fit_.admissible(mentor, mentee) : fit_.openly_admissible(mentor, mentee);
    return allowed && direction_holds(mentor, mentee) && line_holds(mentor, mentee);
  }

  void check_stable() {
    const bool stable = keys_.aim == MentoringKeys::Aim::kStable;
    const Value* told = claim_.extra.find("blocking");
    // What a repair for peers did is told of nobody where a confidential list may have been its
    // cause.
    const auto& rules = program_.rules;
    if (keys_.peers && std::any_of(rules.begin(), rules.end(), is_confidential)) {
      verify(told == nullptr, "check.blockingCount", [] { return Args{{"count", int64_t{0}}}; });
      return;
    }
    if (told == nullptr && !stable) return;
    std::vector<bool> mentees(at(fit_.size()), false);
    std::vector<int32_t> open;                        // mentees who take anybody
    std::map<int32_t, std::vector<int32_t>> wishing;  // closed mentees by the person they wish for
    for (int32_t i = 0; i < fit_.size(); ++i) {
      mentees[at(i)] = may_be_mentored(i) && !one_role_[at(i)];
      if (!mentees[at(i)]) continue;
      if (keys_.unlisted || !has_wishes(i, false)) {
        open.push_back(i);
        continue;
      }
      for (const auto& [other, rank] : wishes_[at(i)]) wishing[other].push_back(i);
    }
    int64_t blocking = 0;
    for (int32_t mentor = 0; mentor < fit_.size(); ++mentor) {
      if (!may_mentor(mentor) || places_[at(mentor)] == 0) continue;
      const std::vector<int32_t>& theirs = mentees_of_[at(mentor)];
      const bool room = static_cast<int64_t>(theirs.size()) < places_[at(mentor)];
      Liking worst{INT64_MIN, INT64_MIN};
      for (const int32_t mentee : theirs)
        worst = std::max(worst, liking(mentor, true, mentee, fit_.value(mentor, mentee)));
      int64_t mine = 0;
      const auto look = [&](int32_t mentee) {
        mine += blocks(mentor, mentee, room, worst) ? 1 : 0;
      };
      if (!keys_.unlisted && has_wishes(mentor, true)) {
        for (const auto& [other, rank] : wishes_[at(mentor)]) {
          const auto found = participant_.find(other);
          if (found != participant_.end() && mentees[at(found->second)]) look(found->second);
        }
      } else {
        std::for_each(open.begin(), open.end(), look);
        const auto found = wishing.find(fit_.person(mentor));
        if (found != wishing.end()) std::for_each(found->second.begin(), found->second.end(), look);
      }
      blocking += mine;
      if (stable && !keys_.peers) verify(mine == 0, "check.blocking", [&] { return who(mentor); });
    }
    const Value* count = told == nullptr ? nullptr : told->find("count");
    verify(count != nullptr && count->whole() != nullptr && *count->whole() == blocking,
           "check.blockingCount", [&] { return Args{{"count", blocking}}; });
  }

  const Roster& roster_;
  const Program& program_;
  const History& history_;
  Day date_;
  const Claim& claim_;
  CheckResult& result_;
  Issues told_;  // when the program was read
  MentoringKeys keys_;
  Fit fit_;
  std::map<std::string, int32_t> participant_of_;   // by id
  std::vector<bool> mentor_, mentee_;               // by filter
  std::vector<int64_t> places_;                     // that are free
  std::vector<std::map<int32_t, int64_t>> wishes_;  // rank by person
  std::map<int32_t, int32_t> participant_;          // by person
  std::vector<bool> wishes_as_mentor_, wishes_as_mentee_;
  std::vector<int32_t> mentor_of_;
  std::vector<std::vector<int32_t>> mentees_of_;
  std::vector<bool> one_role_;
};

}  // namespace

void check_mentoring(const Roster& roster, const Program& program, const History& history, Day date,
                     const Claim& claim, CheckResult& result) {
  MentoringChecker(roster, program, history, date, claim, result).run();
}

}  // namespace weft
