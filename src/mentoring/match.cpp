#include "mentoring/match.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <utility>

#include "base/random.h"
#include "outcome/reasons.h"
#include "solve/assignment.h"
#include "solve/stable.h"

namespace weft {
namespace {

using Aim = MentoringKeys::Aim;
using Bar = MentoringPairs::Bar;

constexpr int64_t kListed = 12'000'000;     // pairs in memory
constexpr int64_t kCompared = 1'200'000;    // pairs for which stable and best fit are both found
constexpr int64_t kExplained = 20'000'000;  // looks at pairs for who is left out
constexpr size_t kNamed = 100;
constexpr int32_t kNone = -1;

class MentorMatcher {
 public:
  explicit MentorMatcher(const MentoringInput& input)
      : input_(input),
        fit_(input.fit),
        terms_(mentoring_terms(input.program, input.roster, input.history, input.date, told_)),
        pairs_(input.roster, input.program, input.fit, terms_) {}

  Plan solve();

 private:
  using Mates = std::vector<int32_t>;  // the column of each row, or kNone
  struct Arc {
    int32_t row, column;
    int64_t value;
    bool secret;  // kept apart by a confidential list: looked at for what is told, never chosen
  };

  void number_people();
  bool list_arcs();
  void rank_arcs();
  Mates find();
  Mates stable();
  solve::AssignmentProblem listed_problem() const;
  solve::DenseAssignmentProblem dense_problem() const;
  const solve::Assignment& best_fit();
  int64_t bound_for(int64_t matched);
  void keep_one_role();
  void repair_peers();
  int64_t value_of(const Mates& mates) const;
  int64_t matched(const Mates& mates) const {
    return static_cast<int64_t>(mates.size()) - std::count(mates.begin(), mates.end(), kNone);
  }
  int64_t pair_value(int32_t row, int32_t column) const {
    return fit_.value(columns_[static_cast<size_t>(column)], rows_[static_cast<size_t>(row)]);
  }
  bool is_whole() const { return let_go_ == 0 && !veiled_; }
  bool row_is_open(int32_t row) const { return !closed_[static_cast<size_t>(row)]; }

  void write_groups();
  void write_left_out();
  void write_extra();
  Value blocking() const;
  Value would_rather() const;
  bool any_ties() const;
  Value named(int32_t participant) const;
  Issue& tell(Severity severity, const char* code, Args args = {});

  const MentoringInput& input_;
  const Fit& fit_;
  Issues told_;  // by Format::resolve already
  MentoringTerms terms_;
  MentoringPairs pairs_;
  Plan plan_;
  std::vector<int32_t> rows_, columns_;  // participants, in an order by chance
  std::vector<int32_t> column_of_;       // per participant; kNone: no mentor
  std::vector<bool> closed_;             // rows of people who have their one commitment as mentors
  std::vector<Arc> arcs_;                // by row
  std::vector<size_t> row_begin_;
  bool listed_ = false;
  solve::StableProblem ranked_;  // as arcs_, where they are ranked
  std::optional<solve::StableMatching> stable_;
  std::optional<solve::Assignment> best_;
  std::optional<solve::WorstOffFirst> worst_;
  std::optional<int64_t> stable_value_;
  Mates mates_;
  int64_t let_go_ = 0;  // mentees that a repair moved or left out
  // A repair may be the work of a confidential list: whom it moved, and what that changed, is then
  // told of nobody.
  bool veiled_ = false;
};

Issue& MentorMatcher::tell(Severity severity, const char* code, Args args) {
  return add_issue(plan_.issues, severity, code, {}, std::move(args));
}

// Among equal solutions the order decides.
void MentorMatcher::number_people() {
  const Random random = Random(input_.program.seed).fork(0x6d656e74);
  rows_ = pairs_.mentees();
  columns_ = pairs_.mentors();
  random.fork(1).shuffle(std::span<int32_t>(rows_));
  random.fork(2).shuffle(std::span<int32_t>(columns_));
  column_of_.assign(static_cast<size_t>(fit_.size()), kNone);
  for (size_t column = 0; column < columns_.size(); ++column)
    column_of_[static_cast<size_t>(columns_[column])] = static_cast<int32_t>(column);
  closed_.assign(rows_.size(), false);
}

// Whether there are few enough.
bool MentorMatcher::list_arcs() {
  row_begin_.assign(1, 0);
  // Dense problems for the largest sum are priced row by row.
  const int64_t most = terms_.keys.aim == Aim::kFit ? kListed / 4 : kListed;
  const bool surely = pairs_.candidate_count() <= most;
  for (size_t row = 0; row < rows_.size(); ++row) {
    for (const int32_t mentor : pairs_.candidates(rows_[row])) {
      const Bar bar = pairs_.bar(mentor, rows_[row]);
      if (!MentoringPairs::is_open(bar)) continue;
      arcs_.push_back({static_cast<int32_t>(row), column_of_[static_cast<size_t>(mentor)],
                       fit_.value(mentor, rows_[row]), bar == Bar::kSecret});
    }
    row_begin_.push_back(arcs_.size());
    if (!surely && static_cast<int64_t>(arcs_.size()) > most) {
      arcs_.clear();
      arcs_.shrink_to_fit();
      return false;
    }
    if (input_.progress && row % 256 == 0)
      input_.progress(0.3 * static_cast<double>(row) / static_cast<double>(rows_.size()));
  }
  return true;
}

// Ranks of both sides from how much each likes the others.
void MentorMatcher::rank_arcs() {
  ranked_.residents = static_cast<int32_t>(rows_.size());
  ranked_.capacity.clear();
  for (const int32_t mentor : columns_) ranked_.capacity.push_back(pairs_.places(mentor));
  ranked_.pairs.clear();
  ranked_.pairs.reserve(arcs_.size());
  for (const Arc& arc : arcs_) ranked_.pairs.push_back({arc.row, arc.column, 0, 0});
  std::vector<MentoringPairs::Liking> likings(arcs_.size());
  std::vector<size_t> order(arcs_.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto rank = [&](auto begin, auto end, auto&& set) {
    std::sort(begin, end, [&](size_t a, size_t b) {
      return likings[a] == likings[b] ? a < b : likings[a].more_than(likings[b]);
    });
    int32_t next = 0;
    for (auto at = begin; at != end; ++at) {
      if (at == begin || !(likings[*at] == likings[*(at - 1)])) ++next;
      set(ranked_.pairs[*at], next);
    }
  };
  const auto offset = [&](size_t at) { return order.begin() + static_cast<std::ptrdiff_t>(at); };
  for (size_t i = 0; i < arcs_.size(); ++i) {
    const Arc& arc = arcs_[i];
    likings[i] = pairs_.liking(rows_[static_cast<size_t>(arc.row)], MentoringTerms::kMentee,
                               columns_[static_cast<size_t>(arc.column)], arc.value);
  }
  for (size_t row = 0; row < rows_.size(); ++row) {
    rank(offset(row_begin_[row]), offset(row_begin_[row + 1]),
         [](solve::RankedPair& pair, int32_t place) { pair.resident_rank = place; });
  }
  for (size_t i = 0; i < arcs_.size(); ++i) {
    const Arc& arc = arcs_[i];
    likings[i] = pairs_.liking(columns_[static_cast<size_t>(arc.column)], MentoringTerms::kMentor,
                               rows_[static_cast<size_t>(arc.row)], arc.value);
  }
  std::vector<size_t> begin(columns_.size() + 1, 0);
  for (const Arc& arc : arcs_) ++begin[static_cast<size_t>(arc.column) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<size_t> next = begin;
  for (size_t i = 0; i < arcs_.size(); ++i) order[next[static_cast<size_t>(arcs_[i].column)]++] = i;
  for (size_t column = 0; column < columns_.size(); ++column) {
    rank(offset(begin[column]), offset(begin[column + 1]),
         [](solve::RankedPair& pair, int32_t place) { pair.hospital_rank = place; });
  }
}

solve::AssignmentProblem MentorMatcher::listed_problem() const {
  solve::AssignmentProblem problem;
  problem.rows = static_cast<int32_t>(rows_.size());
  for (const int32_t mentor : columns_) problem.capacity.push_back(pairs_.places(mentor));
  problem.arcs.reserve(arcs_.size());
  for (const Arc& arc : arcs_) {
    if (row_is_open(arc.row) && !arc.secret)
      problem.arcs.push_back({arc.row, arc.column, arc.value});
  }
  return problem;
}

solve::DenseAssignmentProblem MentorMatcher::dense_problem() const {
  solve::DenseAssignmentProblem problem;
  problem.rows = static_cast<int32_t>(rows_.size());
  for (const int32_t mentor : columns_) problem.capacity.push_back(pairs_.places(mentor));
  problem.weights = [this](int32_t row, int64_t* weights) {
    std::fill(weights, weights + columns_.size(), solve::kForbidden);
    if (!row_is_open(row)) return;
    const int32_t mentee = rows_[static_cast<size_t>(row)];
    for (const int32_t mentor : pairs_.candidates(mentee)) {
      if (pairs_.admits(mentor, mentee))
        weights[column_of_[static_cast<size_t>(mentor)]] = fit_.value(mentor, mentee);
    }
  };
  return problem;
}

// The most pairs, then the largest sum; checked with its duals. Closed rows are left out.
const solve::Assignment& MentorMatcher::best_fit() {
  if (best_) return *best_;
  constexpr auto kObjective = solve::Objective::kCardinalityThenWeight;
  const auto prove = [](const std::string& fault) { require(fault.empty(), fault.c_str()); };
  if (listed_) {
    const solve::AssignmentProblem problem = listed_problem();
    best_ = solve::max_weight_assignment(problem, kObjective);
    prove(solve::assignment_fault(problem, kObjective, *best_));
  } else {
    const solve::DenseAssignmentProblem problem = dense_problem();
    best_ = solve::max_weight_assignment(problem, kObjective);
    prove(solve::assignment_fault(problem, kObjective, *best_));
  }
  return *best_;
}

// What no plan with as many pairs is worth more than.
int64_t MentorMatcher::bound_for(int64_t count) {
  const std::vector<bool> closed = std::exchange(closed_, std::vector<bool>(rows_.size(), false));
  if (std::find(closed.begin(), closed.end(), true) != closed.end()) best_.reset();
  int64_t bound = best_fit().weight;
  if (best_fit().pairs != count) {
    constexpr auto kObjective = solve::Objective::kWeight;
    bound = listed_ ? solve::max_weight_assignment(listed_problem(), kObjective).weight
                    : solve::max_weight_assignment(dense_problem(), kObjective).weight;
  }
  closed_ = closed;
  return bound;
}

MentorMatcher::Mates MentorMatcher::stable() {
  solve::StableOptions options;
  options.seed = input_.program.seed;
  options.favour = terms_.keys.side == MentoringKeys::Side::kMentees   ? solve::Favour::kResidents
                   : terms_.keys.side == MentoringKeys::Side::kMentors ? solve::Favour::kHospitals
                                                                       : solve::Favour::kBoth;
  solve::StableProblem problem = ranked_;
  problem.pairs.clear();
  for (size_t i = 0; i < arcs_.size(); ++i) {
    if (row_is_open(arcs_[i].row) && !arcs_[i].secret) problem.pairs.push_back(ranked_.pairs[i]);
  }
  stable_ = solve::stable_matching(problem, options);
  return stable_->hospital;
}

MentorMatcher::Mates MentorMatcher::find() {
  best_.reset();
  switch (terms_.keys.aim) {
    case Aim::kStable:
      return stable();
    case Aim::kFit:
      break;
    case Aim::kWorst:
      if (!listed_) break;
      worst_ = solve::worst_off_first_assignment(listed_problem());
      return worst_->assignment.column;
  }
  return best_fit().column;
}

// Who has got more commitments than there is room for, as mentor and as mentee, is not mentored:
// nobody is left out whom they mentor.
void MentorMatcher::keep_one_role() {
  if (!input_.program.most_running) return;
  const std::vector<int32_t> running =
      running_commitments(input_.roster, input_.history, input_.date);
  for (bool again = true; again;) {
    again = false;
    std::vector<int32_t> mentees(static_cast<size_t>(fit_.size()), 0);
    for (const int32_t column : mates_) {
      if (column != kNone) ++mentees[static_cast<size_t>(columns_[static_cast<size_t>(column)])];
    }
    for (size_t row = 0; row < rows_.size(); ++row) {
      const int32_t person = fit_.person(rows_[row]);
      const int32_t led = mentees[static_cast<size_t>(rows_[row])];
      if (mates_[row] == kNone || led == 0 ||
          running[static_cast<size_t>(person)] + led + 1 <= *input_.program.most_running)
        continue;
      closed_[row] = true;
      again = true;
    }
    if (again) mates_ = find();
  }
}

// Mentees who don't fit those of their mentor that are worth more go to the mentor with room where
// they fit best, or are left out.
void MentorMatcher::repair_peers() {
  if (!terms_.keys.peers) return;
  const auto& rules = input_.program.rules;
  veiled_ = std::any_of(rules.begin(), rules.end(), is_confidential);
  std::vector<std::vector<int32_t>> mentees(columns_.size());  // rows
  std::vector<size_t> order;
  for (size_t row = 0; row < rows_.size(); ++row) {
    if (mates_[row] != kNone) order.push_back(row);
  }
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return pair_value(static_cast<int32_t>(a), mates_[a]) >
           pair_value(static_cast<int32_t>(b), mates_[b]);
  });
  const auto fits_in = [&](size_t row, size_t column) {
    const std::vector<int32_t>& there = mentees[column];
    return static_cast<int32_t>(there.size()) < pairs_.places(columns_[column]) &&
           std::all_of(
               there.begin(), there.end(),
               [&](int32_t other) {
                 return pairs_.get_along(rows_[row], rows_[static_cast<size_t>(other)]);
               });
  };
  std::vector<size_t> over;
  for (const size_t row : order) {
    const auto column = static_cast<size_t>(mates_[row]);
    if (fits_in(row, column)) {
      mentees[column].push_back(static_cast<int32_t>(row));
    } else {
      over.push_back(row);
      mates_[row] = kNone;
    }
  }
  let_go_ = static_cast<int64_t>(over.size());
  if (over.empty()) return;
  // Who had nobody before comes after them.
  std::vector<bool> had(rows_.size(), false);
  for (const size_t row : order) had[row] = true;
  for (size_t row = 0; row < rows_.size(); ++row) {
    if (!had[row] && row_is_open(static_cast<int32_t>(row))) over.push_back(row);
  }
  for (const size_t row : over) {
    int64_t best = -1;
    for (const int32_t mentor : pairs_.candidates(rows_[row])) {
      const auto column = static_cast<size_t>(column_of_[static_cast<size_t>(mentor)]);
      if (!pairs_.admits(mentor, rows_[row]) || !fits_in(row, column)) continue;
      const int64_t value = fit_.value(mentor, rows_[row]);
      if (value <= best) continue;
      best = value;
      mates_[row] = static_cast<int32_t>(column);
    }
    if (mates_[row] != kNone)
      mentees[static_cast<size_t>(mates_[row])].push_back(static_cast<int32_t>(row));
  }
  if (veiled_) return;
  const int64_t left =
      std::count_if(over.begin(), over.end(), [&](size_t row) { return mates_[row] == kNone; });
  tell(Severity::kNote, "mentoring.peersRepaired", {{"count", let_go_}, {"left", left}});
}

int64_t MentorMatcher::value_of(const Mates& mates) const {
  int64_t value = 0;
  for (size_t row = 0; row < mates.size(); ++row) {
    if (mates[row] != kNone) value += pair_value(static_cast<int32_t>(row), mates[row]);
  }
  return value;
}

Value MentorMatcher::named(int32_t participant) const {
  const auto person = static_cast<size_t>(fit_.person(participant));
  return Value::Object{{"id", std::string(input_.roster.ids[person])},
                       {"name", std::string(input_.roster.names[person])}};
}

void MentorMatcher::write_groups() {
  std::vector<std::vector<int32_t>> mentees(static_cast<size_t>(fit_.size()));
  for (size_t row = 0; row < rows_.size(); ++row) {
    if (mates_[row] == kNone) continue;
    mentees[static_cast<size_t>(columns_[static_cast<size_t>(mates_[row])])].push_back(rows_[row]);
  }
  const bool both = terms_.keys.direction == MentoringKeys::Direction::kBoth;
  for (int32_t mentor = 0; mentor < fit_.size(); ++mentor) {
    std::vector<int32_t>& theirs = mentees[static_cast<size_t>(mentor)];
    if (theirs.empty()) continue;
    std::sort(theirs.begin(), theirs.end());
    PlannedGroup& group = plan_.groups.emplace_back();
    group.people.push_back(fit_.person(mentor));
    for (const int32_t mentee : theirs) {
      const auto person = static_cast<size_t>(fit_.person(mentee));
      const Arg name{"person", std::string(input_.roster.names[person])};
      group.people.push_back(fit_.person(mentee));
      if (both && !pairs_.is_classic(mentor, mentee))
        group.reasons.push_back({"mentoring.reverse", {name}});
      if (const int32_t rank = pairs_.rank(mentee, mentor))
        group.reasons.push_back({"mentoring.wishOfMentee", {name, {"rank", int64_t{rank}}}});
      if (const int32_t rank = pairs_.rank(mentor, mentee))
        group.reasons.push_back({"mentoring.wishOfMentor", {name, {"rank", int64_t{rank}}}});
    }
  }
}

void MentorMatcher::write_left_out() {
  std::vector<std::pair<int32_t, int32_t>> left;  // participant, row
  for (size_t row = 0; row < rows_.size(); ++row) {
    if (mates_[row] == kNone) left.emplace_back(rows_[row], static_cast<int32_t>(row));
  }
  std::sort(left.begin(), left.end());
  const int64_t rules = static_cast<int64_t>(input_.program.rules.size()) + 1;
  const int64_t budget = kExplained / (rules * std::max<int64_t>(fit_.size(), 1));
  constexpr uint8_t kMentee = MentoringTerms::kMentee;
  std::vector<uint8_t> roles = plan_.roles;
  int64_t stranded = 0;
  for (const auto& [mentee, row] : left) {
    plan_.left_out.push_back(fit_.person(mentee));
    std::vector<Reason>& reasons = plan_.left_out_reasons.emplace_back();
    if (!row_is_open(row)) {
      reasons.push_back({"mentoring.left.oneRole", {}});
      continue;
    }
    if (static_cast<int64_t>(plan_.left_out.size()) > budget) {
      reasons.push_back({"mentoring.left.notLooked", {}});
      continue;
    }
    int64_t possible = 0;
    int64_t line = 0;
    int64_t wishes = 0;
    int64_t mentors = 0;
    for (const int32_t mentor : columns_) {
      if (mentor == mentee) continue;
      const Bar bar = pairs_.bar(mentor, mentee);
      if (bar == Bar::kRole) continue;
      ++mentors;
      possible += MentoringPairs::is_open(bar) ? 1 : 0;
      line += bar == Bar::kLine ? 1 : 0;
      wishes += bar == Bar::kWish ? 1 : 0;
    }
    const std::vector<int32_t>& full = pairs_.full_mentors();
    const auto no_place =
        std::count_if(full.begin(), full.end(), [&, who = mentee](int32_t mentor) {
          return mentor != who && MentoringPairs::is_open(pairs_.bar(mentor, who));
        });
    stranded += possible + no_place == 0 ? 1 : 0;
    if (no_place == 0 && pairs_.is_closed(mentee, kMentee) && !pairs_.wish_is_on_offer(mentee)) {
      reasons.push_back({"mentoring.left.notOnOffer", {}});
      continue;
    }
    if (possible > 0) {
      reasons.push_back({is_whole() ? "mentoring.left.placesUsed" : "mentoring.left.peers",
                         {{"count", possible}}});
    } else if (no_place == 0 || mentors > 0) {
      reasons.push_back({"mentoring.left.noMentor", {{"of", mentors}}});
    }
    if (no_place > 0)
      reasons.push_back(
          {"mentoring.left.noFreePlace", {{"count", static_cast<int64_t>(no_place)}}});
    if (wishes > 0) reasons.push_back({"mentoring.left.wishes", {{"count", wishes}}});
    if (line > 0) reasons.push_back({"mentoring.left.line", {{"count", line}}});
    // Which rules exclude which mentors, without its own head line.
    const uint8_t all_roles = std::exchange(roles[static_cast<size_t>(mentee)], kMentee);
    std::vector<Reason> by =
        reasons_for_left_out(input_.roster, input_.program, fit_, roles, mentee, false);
    roles[static_cast<size_t>(mentee)] = all_roles;
    if (!by.empty()) by.erase(by.begin());
    std::move(by.begin(), by.end(), std::back_inserter(reasons));
  }
  if (stranded > 0) {
    tell(Severity::kWarning, "mentoring.noneLeft",
         {{"count", stranded}, {"of", static_cast<int64_t>(rows_.size())}});
  }
}

// Mentor and mentee who would both rather have each other. Where all others are stable, who is left
// of them are kept apart by a confidential list, and told of would be named.
Value MentorMatcher::blocking() const {
  Value::List first;
  int64_t count = 0;
  for (const size_t at : solve::blocking_pairs(ranked_, mates_)) {
    const Arc& arc = arcs_[at];
    if (!row_is_open(arc.row) || (arc.secret && terms_.keys.aim == Aim::kStable)) continue;
    if (++count > static_cast<int64_t>(kNamed)) continue;
    first.emplace_back(Value::Object{{"mentor", named(columns_[static_cast<size_t>(arc.column)])},
                                     {"mentee", named(rows_[static_cast<size_t>(arc.row)])}});
  }
  return Value::Object{{"count", count}, {"pairs", std::move(first)}};
}

// Mentees who like somebody better than whom they got, and why that is not to be had.
Value MentorMatcher::would_rather() const {
  std::vector<int32_t> taken(columns_.size(), 0);
  std::vector<int32_t> least(columns_.size(), 0);  // rank of the mentee they like least
  for (size_t i = 0; i < arcs_.size(); ++i) {
    const auto column = static_cast<size_t>(arcs_[i].column);
    if (mates_[static_cast<size_t>(arcs_[i].row)] != arcs_[i].column) continue;
    ++taken[column];
    least[column] = std::max(least[column], ranked_.pairs[i].hospital_rank);
  }
  // In a stable plan nobody has anybody to run away with: nor is it told here of whom that is only
  // true because of a confidential list.
  std::vector<bool> untold(arcs_.size(), false);
  if (terms_.keys.aim == Aim::kStable && let_go_ == 0) {
    for (const size_t at : solve::blocking_pairs(ranked_, mates_))
      untold[at] = row_is_open(arcs_[at].row);
  }
  int64_t count = 0;
  int64_t first_choice = 0;
  Value::List first;
  std::vector<size_t> order(rows_.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return rows_[a] < rows_[b]; });
  for (const size_t row : order) {
    size_t best = arcs_.size();
    int32_t has = INT32_MAX;
    for (size_t i = row_begin_[row]; i < row_begin_[row + 1]; ++i) {
      const int32_t rank = ranked_.pairs[i].resident_rank;
      if (untold[i]) continue;
      if (best == arcs_.size() || rank < ranked_.pairs[best].resident_rank) best = i;
      if (arcs_[i].column == mates_[row]) has = rank;
    }
    if (best == arcs_.size()) continue;
    if (has == ranked_.pairs[best].resident_rank) {
      // The best on offer is not whom a mentee likes best who wished for somebody else first.
      const int32_t mentor = columns_[static_cast<size_t>(mates_[row])];
      const bool wishes = pairs_.gave_wishes(rows_[row], MentoringTerms::kMentee);
      const bool wished_first = pairs_.rank(rows_[row], mentor) == pairs_.first_rank(rows_[row]);
      first_choice += !wishes || wished_first ? 1 : 0;
      continue;
    }
    if (++count > static_cast<int64_t>(kNamed)) continue;
    const auto column = static_cast<size_t>(arcs_[best].column);
    const int32_t rank = ranked_.pairs[best].hospital_rank;
    const char* why = !row_is_open(static_cast<int32_t>(row)) ? "oneRole"
                      : taken[column] < pairs_.places(columns_[column]) || rank < least[column]
                          ? terms_.keys.peers && let_go_ > 0 ? "peers" : "sum"
                      : rank == least[column] ? "asGladly"
                                              : "prefersOthers";
    Value::Object item = {{"who", named(rows_[row])}, {"whom", named(columns_[column])}};
    if (mates_[row] != kNone)
      item.emplace_back("has", named(columns_[static_cast<size_t>(mates_[row])]));
    item.emplace_back("why", why);
    first.emplace_back(std::move(item));
  }
  return Value::Object{
      {"count", count}, {"firstChoice", first_choice}, {"people", std::move(first)}};
}

// Among all pairs that may be told of: a confidential list that takes a tie away tells nothing.
bool MentorMatcher::any_ties() const {
  if (std::none_of(arcs_.begin(), arcs_.end(), [](const Arc& arc) { return arc.secret; }))
    return !stable_->favour_exact;
  std::vector<std::pair<int32_t, int32_t>> ranks;
  const auto twice = [&](auto rank_of) {
    ranks.clear();
    for (const solve::RankedPair& pair : ranked_.pairs) ranks.push_back(rank_of(pair));
    std::sort(ranks.begin(), ranks.end());
    return std::adjacent_find(ranks.begin(), ranks.end()) != ranks.end();
  };
  return twice([](const auto& pair) { return std::pair(pair.resident, pair.resident_rank); }) ||
         twice([](const auto& pair) { return std::pair(pair.hospital, pair.hospital_rank); });
}

void MentorMatcher::write_extra() {
  int64_t places = 0;
  for (const int32_t mentor : columns_) places += pairs_.places(mentor);
  const int64_t count = matched(mates_);
  Value::Object extra = {{"mentors", columns_.size()},
                         {"mentees", rows_.size()},
                         {"places", places},
                         {"unused", places - count},
                         {"idle", static_cast<int64_t>(columns_.size() - plan_.groups.size())},
                         {"matched", count}};
  const bool stable = terms_.keys.aim == Aim::kStable && stable_;
  if (stable) {
    extra.emplace_back("matchedBound", std::max(stable_->bound, count));
    extra.emplace_back("sideExact", stable_->favour_exact && !any_ties() && is_whole());
  } else if (best_ && plan_.proven_bound) {
    extra.emplace_back("matchedBound", best_->pairs);
  }
  if (worst_ && terms_.keys.aim == Aim::kWorst && is_whole()) {
    int64_t least = INT64_MAX;
    for (size_t row = 0; row < mates_.size(); ++row) {
      if (mates_[row] != kNone)
        least = std::min(least, pair_value(static_cast<int32_t>(row), mates_[row]));
    }
    extra.emplace_back("worst", Value::Object{{"value", least == INT64_MAX ? 0 : least},
                                              {"bound", worst_->smallest}});
  }
  if (!veiled_ && (!ranked_.pairs.empty() || arcs_.empty())) {
    extra.emplace_back("blocking", blocking());
    extra.emplace_back("wouldRather", would_rather());
  }
  if (stable_value_ && best_ && is_whole()) {
    extra.emplace_back("priceOfStability", Value::Object{{"stable", *stable_value_},
                                                         {"stableMatched", stable_->size},
                                                         {"fit", best_->weight},
                                                         {"fitMatched", best_->pairs}});
  }
  Value::List one_role;
  for (size_t row = 0; row < rows_.size(); ++row) {
    if (closed_[row])
      one_role.emplace_back(
          std::string(input_.roster.ids[static_cast<size_t>(fit_.person(rows_[row]))]));
  }
  if (!one_role.empty()) {
    tell(Severity::kNote, "mentoring.oneRole", {{"count", static_cast<int64_t>(one_role.size())}});
    extra.emplace_back("oneRole", std::move(one_role));
  }
  if (let_go_ > 0 && !veiled_) extra.emplace_back("letGo", let_go_);
  plan_.extra = std::move(extra);
}

Plan MentorMatcher::solve() {
  number_people();
  const Aim aim = terms_.keys.aim;
  plan_.roles.assign(static_cast<size_t>(fit_.size()), 0);
  for (const int32_t mentor : columns_)
    plan_.roles[static_cast<size_t>(mentor)] |= MentoringTerms::kMentor;
  for (const int32_t mentee : rows_)
    plan_.roles[static_cast<size_t>(mentee)] |= MentoringTerms::kMentee;
  tell_places(terms_, plan_.issues);
  listed_ = list_arcs();
  if (!listed_ && aim == Aim::kStable) {
    tell(Severity::kError, "mentoring.tooManyPairs", {{"most", kListed}});
    mates_.assign(rows_.size(), kNone);
  } else {
    if (!listed_ && aim == Aim::kWorst)
      tell(Severity::kWarning, "mentoring.worstTooMany", {{"most", kListed}});
    const bool few = static_cast<int64_t>(arcs_.size()) <= kCompared;
    if (listed_ && (few || aim == Aim::kStable)) rank_arcs();
    if (input_.progress) input_.progress(0.4);
    mates_ = find();
    keep_one_role();
    if (input_.progress) input_.progress(0.7);
    if (listed_ && few) {
      const Mates other = aim == Aim::kStable ? mates_ : stable();
      stable_value_ = value_of(other);
    }
    repair_peers();
    if (!listed_ || few || aim != Aim::kStable) {
      plan_.bound = bound_for(matched(mates_));
      plan_.proven_bound = true;
    }
    if (input_.progress) input_.progress(0.9);
  }
  plan_.solver = aim == Aim::kStable            ? "stable"
                 : aim == Aim::kFit || !listed_ ? "assignment"
                                                : "worst-first";
  write_groups();
  write_left_out();
  write_extra();
  return std::move(plan_);
}

}  // namespace

Plan match_mentors(const MentoringInput& input) { return MentorMatcher(input).solve(); }

}  // namespace weft
