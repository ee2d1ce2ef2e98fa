#include "mentoring/terms.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace weft {
namespace {

constexpr int64_t kMostPlaces = 1000;

std::vector<Filter> read_filters(const DocumentPlace& place) {
  std::vector<Filter> filters;
  if (!place.list()) return filters;
  for (size_t i = 0; i < place.size(); ++i) filters.push_back(read_filter(place.at(i)));
  return filters;
}

const Column* capacity_column(const MentoringKeys& keys, const Roster& roster, Issues& issues) {
  const Column* column = roster.named(keys.capacity);
  if (column != nullptr || !keys.names_capacity) return column;
  Issue& issue = issues.emplace_back();
  issue.where = "/capacity/column";
  if (keys.capacity[0] == '@') {
    const std::string role = keys.capacity.substr(1);
    issue.code = role_named(role) ? "program.noColumnWithRole" : "program.unknownRole";
    issue.args = {{"role", role}};
  } else {
    std::string known;
    for (const Column& other : roster.columns) known += (known.empty() ? "" : ", ") + other.header;
    issue.code = "program.unknownColumn";
    issue.args = {{"column", keys.capacity}, {"known", known}};
  }
  return nullptr;
}

// Places of each value of the column; what is no number of places is said of the people who have
// it.
std::vector<int32_t> places_of(const MentoringKeys& keys, const Roster& roster,
                               const std::vector<uint8_t>& roles, Issues& issues) {
  std::vector<int32_t> places(roster.people(), keys.places);
  const Column* column = capacity_column(keys, roster, issues);
  if (column == nullptr) return places;
  Issues problems;
  for (size_t person = 0; person < roster.people(); ++person) {
    if (column->missing(person)) continue;
    const std::string_view text = column->text(person);
    int64_t number = 0;
    const bool read = parse_thousandths(text, number) && number % 1000 == 0;
    if (read && number > 0) {
      places[person] = static_cast<int32_t>(std::min(number / 1000, kMostPlaces));
      continue;
    }
    const bool none = read && number == 0;
    if (none) places[person] = 0;
    if ((roles[person] & MentoringTerms::kMentor) == 0) continue;
    const char* code = none ? "mentoring.capacityZero" : "mentoring.capacity";
    const auto same = [&](const Issue& issue) {
      return issue.code == code && std::get<std::string>(issue.args[0].value) == text;
    };
    auto issue = std::find_if(problems.begin(), problems.end(), same);
    if (issue == problems.end()) {
      problems.emplace_back();
      issue = std::prev(problems.end());
      issue->severity = Severity::kWarning;
      issue->code = code;
      issue->column = column->header;
      issue->args = {{"value", std::string(text)}, {"places", int64_t{keys.places}}};
    }
    issue->add_row(roster.rows[person]);
  }
  std::move(problems.begin(), problems.end(), std::back_inserter(issues));
  return places;
}

}  // namespace

const std::vector<std::string>& mentoring_keys() {
  static const std::vector<std::string> keys = {
      "mentors", "mentees", "aim", "side", "capacity", "direction", "line", "peers", "unlisted"};
  return keys;
}

MentoringKeys read_mentoring(const Program& program, Issues& issues) {
  MentoringKeys keys;
  const DocumentPlace top(program.document, "", issues);
  if (program.document.object() == nullptr) return keys;
  const auto choice = [&](const char* key, const std::vector<std::string>& choices) {
    if (!top.has(key)) return 0;
    const std::string chosen = top.at(key).one_of(choices);
    return static_cast<int>(std::find(choices.begin(), choices.end(), chosen) - choices.begin());
  };
  keys.names_mentors = top.has("mentors");
  keys.names_mentees = top.has("mentees");
  if (keys.names_mentors) keys.mentors = read_filters(top.at("mentors"));
  if (keys.names_mentees) keys.mentees = read_filters(top.at("mentees"));
  keys.aim = static_cast<MentoringKeys::Aim>(choice("aim", {"stable", "fit", "worst"}));
  if (!top.has("aim") && program.favour == Favour::kWorst) keys.aim = MentoringKeys::Aim::kWorst;
  keys.side = static_cast<MentoringKeys::Side>(choice("side", {"mentees", "mentors", "both"}));
  keys.direction =
      static_cast<MentoringKeys::Direction>(choice("direction", {"classic", "reverse", "both"}));
  if (top.has("capacity") && top.at("capacity").object()) {
    const DocumentPlace capacity = top.at("capacity");
    capacity.only_keys({"default", "column"});
    if (capacity.has("default"))
      keys.places = static_cast<int32_t>(capacity.at("default").whole(1, kMostPlaces));
    if (capacity.has("column")) {
      const std::string column = capacity.at("column").text();
      keys.names_capacity = !column.empty();
      if (keys.names_capacity) keys.capacity = column;
    }
  }
  if (top.has("line")) keys.line = top.at("line").yes_or_no();
  if (top.has("peers")) keys.peers = top.at("peers").yes_or_no();
  if (top.has("unlisted")) keys.unlisted = choice("unlisted", {"no", "last"}) == 1;
  return keys;
}

MentoringTerms mentoring_terms(const Program& program, const Roster& roster, Issues& issues) {
  MentoringTerms terms;
  Issues told;  // of the document, when it was read
  terms.keys = read_mentoring(program, told);
  const MentoringKeys& keys = terms.keys;
  terms.roles.assign(roster.people(), 0);
  const std::vector<bool> mentors = passing(keys.mentors, roster, issues);
  const std::vector<bool> mentees = passing(keys.mentees, roster, issues);
  for (size_t person = 0; person < roster.people(); ++person) {
    const bool mentor = !keys.names_mentors || mentors[person];
    const bool mentee =
        keys.names_mentees ? mentees[person] : !keys.names_mentors || !mentors[person];
    terms.roles[person] = static_cast<uint8_t>((mentor ? MentoringTerms::kMentor : 0) |
                                               (mentee ? MentoringTerms::kMentee : 0));
  }
  const auto nobody_is = [&](uint8_t role, const char* code, const char* where) {
    const auto has = [&](uint8_t roles) { return (roles & role) != 0; };
    if (std::any_of(terms.roles.begin(), terms.roles.end(), has)) return;
    Issue& issue = issues.emplace_back();
    issue.code = code;
    issue.where = where;
  };
  nobody_is(MentoringTerms::kMentor, "mentoring.noMentors", "/mentors");
  nobody_is(MentoringTerms::kMentee, "mentoring.noMentees",
            keys.names_mentees ? "/mentees" : "/mentors");
  terms.places = places_of(keys, roster, terms.roles, issues);
  return terms;
}

MentoringTerms mentoring_terms(const Program& program, const Roster& roster, const History& history,
                               Day date, Issues& issues) {
  MentoringTerms terms = mentoring_terms(program, roster, issues);
  const std::vector<int32_t> mentees = running_led(roster, history, program.format, date);
  const std::vector<int32_t> running = running_commitments(roster, history, date);
  const bool both = terms.keys.direction == MentoringKeys::Direction::kBoth;
  terms.full.assign(roster.people(), false);
  for (size_t person = 0; person < roster.people(); ++person) {
    int32_t& places = terms.places[person];
    const int32_t free = std::max(places - mentees[person], 0);
    const int32_t load = std::max(program.most_running.value_or(INT32_MAX) - running[person], 0);
    if (both ? terms.roles[person] != 0 : (terms.roles[person] & MentoringTerms::kMentor) != 0) {
      terms.taken += places - free;
      terms.over_load += std::max(free - load, 0);
    }
    terms.full[person] = places > 0 && std::min(free, load) == 0;
    places = std::min(free, load);
  }
  return terms;
}

void tell_places(const MentoringTerms& terms, Issues& issues) {
  const auto tell = [&](const char* code, const char* where, int64_t count) {
    if (count > 0) add_issue(issues, Severity::kNote, code, where, {{"count", count}});
  };
  tell("mentoring.placesTaken", "/capacity", terms.taken);
  tell("mentoring.placesOverLoad", "/load", terms.over_load);
}

MentoringPairs::MentoringPairs(const Roster& roster, const Program& program, const Fit& fit,
                               const MentoringTerms& terms)
    : roster_(roster), fit_(fit), terms_(terms) {
  const auto n = static_cast<size_t>(fit.size());
  const bool both = terms.keys.direction == MentoringKeys::Direction::kBoth;
  gave_.assign(n, 0);
  first_rank_.assign(n, 0);
  wishes_.resize(n);
  wished_by_.resize(n);
  for (int32_t i = 0; i < fit.size(); ++i) {
    const uint8_t roles = terms.roles[static_cast<size_t>(fit.person(i))];
    roles_.push_back(roles);
    const bool mentor = (roles & MentoringTerms::kMentor) != 0 || (both && roles != 0);
    if (mentor && places(i) > 0) mentors_.push_back(i);
    if (mentor && terms.full[static_cast<size_t>(fit.person(i))]) full_mentors_.push_back(i);
    if ((roles & MentoringTerms::kMentee) != 0 || (both && roles != 0)) mentees_.push_back(i);
  }
  if (program.preferences != nullptr) take_wishes(*program.preferences);
  for (const int32_t mentor : mentors_) {
    if (!is_closed(mentor, MentoringTerms::kMentor)) {
      open_mentors_.push_back(mentor);
      continue;
    }
    for (const Wish& wish : wishes(mentor))
      wished_by_[static_cast<size_t>(wish.other)].push_back(mentor);
  }
}

void MentoringPairs::take_wishes(const Preferences& preferences) {
  constexpr uint8_t kMentor = MentoringTerms::kMentor;
  constexpr uint8_t kMentee = MentoringTerms::kMentee;
  const bool both = terms_.keys.direction == MentoringKeys::Direction::kBoth;
  const auto may_be = [&](int32_t person) -> uint8_t {
    const uint8_t roles = terms_.roles[static_cast<size_t>(person)];
    return both && roles != 0 ? kMentor | kMentee : roles;
  };
  std::vector<int32_t> participant(roster_.people(), -1);
  for (int32_t i = 0; i < fit_.size(); ++i) participant[static_cast<size_t>(fit_.person(i))] = i;
  for (int32_t i = 0; i < fit_.size(); ++i) {
    const auto at = static_cast<size_t>(i);
    const uint8_t own = may_be(fit_.person(i));
    for (const Preferences::Wish& wish : preferences.of[static_cast<size_t>(fit_.person(i))]) {
      const bool known = wish.other != Roster::kNobody;
      // Who is wished for may be on pause or have no places: the wish is one all the same.
      const uint8_t whom = known ? may_be(wish.other) : 0;
      uint8_t in = 0;
      if ((whom & kMentee) != 0) in |= own & kMentor;
      if ((whom & kMentor) != 0) in |= own & kMentee;
      if (in == 0) in = own;
      gave_[at] |= in;
      int32_t& first = first_rank_[at];
      if ((in & kMentee) != 0) first = first == 0 ? wish.rank : std::min(first, wish.rank);
      if (known && participant[static_cast<size_t>(wish.other)] >= 0)
        wishes_[at].push_back({participant[static_cast<size_t>(wish.other)], wish.rank});
    }
    std::sort(wishes_[at].begin(), wishes_[at].end(),
              [](const Wish& a, const Wish& b) { return a.other < b.other; });
  }
}

bool MentoringPairs::wish_is_on_offer(int32_t mentee) const {
  const std::vector<Wish>& all = wishes(mentee);
  return std::any_of(all.begin(), all.end(), [&](const Wish& wish) {
    return std::binary_search(mentors_.begin(), mentors_.end(), wish.other);
  });
}

int32_t MentoringPairs::rank(int32_t participant, int32_t other) const {
  const std::vector<Wish>& all = wishes(participant);
  const auto found =
      std::lower_bound(all.begin(), all.end(), other,
                       [](const Wish& wish, int32_t wanted) { return wish.other < wanted; });
  return found == all.end() || found->other != other ? 0 : found->rank;
}

MentoringPairs::Liking MentoringPairs::liking(int32_t participant, uint8_t role, int32_t other,
                                              int64_t value) const {
  if (!gave_wishes(participant, role)) return {0, value};
  const int32_t wished = rank(participant, other);
  return wished > 0 ? Liking{wished, 0} : Liking{INT32_MAX, value};
}

// Whether roles and signs of all distances go together in this direction. Rules that are the same
// either way are the business of Fit.
bool MentoringPairs::runs(bool classic, int32_t mentor, int32_t mentee) const {
  const auto m = static_cast<size_t>(mentor);
  const auto e = static_cast<size_t>(mentee);
  const uint8_t first = roles_[classic ? m : e];
  const uint8_t second = roles_[classic ? e : m];
  if ((first & MentoringTerms::kMentor) == 0 || (second & MentoringTerms::kMentee) == 0)
    return false;
  if (terms_.keys.direction != MentoringKeys::Direction::kBoth) return true;
  return std::all_of(fit_.rules().begin(), fit_.rules().end(), [&](const Fit::CompiledRule& rule) {
    if (rule.kind != Rule::Kind::kDistance) return true;
    const int64_t distance =
        classic ? rule.numbers[m] - rule.numbers[e] : rule.numbers[e] - rule.numbers[m];
    return (!rule.min || distance >= *rule.min) && (!rule.max || distance <= *rule.max);
  });
}

bool MentoringPairs::is_classic(int32_t mentor, int32_t mentee) const {
  return terms_.keys.direction != MentoringKeys::Direction::kReverse && runs(true, mentor, mentee);
}

MentoringPairs::Bar MentoringPairs::bar(int32_t mentor, int32_t mentee) const {
  if (mentor == mentee) return Bar::kRole;
  const auto named = [&](int32_t who, uint8_t role, int32_t whom) {
    return !is_closed(who, role) || rank(who, whom) > 0;
  };
  if (!named(mentor, MentoringTerms::kMentor, mentee) ||
      !named(mentee, MentoringTerms::kMentee, mentor))
    return Bar::kWish;
  if (!fit_.openly_admissible(mentor, mentee)) return Bar::kRule;
  const bool both = terms_.keys.direction == MentoringKeys::Direction::kBoth;
  if (!runs(true, mentor, mentee) && !(both && runs(false, mentor, mentee))) return Bar::kRole;
  const int32_t first = fit_.person(mentor);
  const int32_t second = fit_.person(mentee);
  if (terms_.keys.line &&
      (roster_.steps_up(first, second) > 0 || roster_.steps_up(second, first) > 0))
    return Bar::kLine;
  return fit_.admissible(mentor, mentee) ? Bar::kNone : Bar::kSecret;
}

bool MentoringPairs::get_along(int32_t mentee, int32_t other) const {
  for (size_t rule = 0; rule < fit_.rules().size(); ++rule) {
    if (fit_.rules()[rule].kind != Rule::Kind::kDistance && !fit_.holds(rule, mentee, other))
      return false;
  }
  return true;
}

std::vector<int32_t> MentoringPairs::candidates(int32_t mentee) const {
  std::vector<int32_t> all;
  if (is_closed(mentee, MentoringTerms::kMentee)) {
    for (const Wish& wish : wishes(mentee)) {
      if (std::binary_search(mentors_.begin(), mentors_.end(), wish.other))
        all.push_back(wish.other);
    }
    return all;
  }
  const auto& wished = wished_by_[static_cast<size_t>(mentee)];
  all.reserve(open_mentors_.size() + wished.size());
  std::merge(open_mentors_.begin(), open_mentors_.end(), wished.begin(), wished.end(),
             std::back_inserter(all));
  return all;
}

int64_t MentoringPairs::candidate_count() const {
  int64_t count = 0;
  for (const int32_t mentee : mentees_) {
    count += static_cast<int64_t>(is_closed(mentee, MentoringTerms::kMentee)
                                      ? wishes(mentee).size()
                                      : open_mentors_.size() +
                                            wished_by_[static_cast<size_t>(mentee)].size());
  }
  return count;
}

}  // namespace weft
