#include "lists/proposals.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/names.h"
#include "base/text.h"
#include "lists/places.h"
#include "roster/roles.h"
#include "roster/words.h"

namespace weft {
namespace {

constexpr std::string_view kTitlesParted = ";|\n";
constexpr int64_t kMostSize = 1'000'000;
constexpr int64_t kMostMark = 1'000'000'000;  // thousandths

// What stands in the cell of a vote: a mark, or a number in thousandths.
struct Mark {
  enum class Kind { kNone, kYes, kMaybe, kNumber, kUnreadable };
  Kind kind = Kind::kNone;
  int64_t number = 0;
};

Mark read_mark(std::string_view text) {
  if (text.empty()) return {};
  int64_t number = 0;
  if (parse_thousandths(text, number)) {
    if (number < 0 || number > kMostMark) return {Mark::Kind::kUnreadable, 0};
    return {number == 0 ? Mark::Kind::kNone : Mark::Kind::kNumber, number};
  }
  int64_t stars = 0;
  int64_t others = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const char32_t c = take_code_point(rest);
    if (c == U'★' || c == U'*' || c == U'⭐') {
      ++stars;
    } else if (c != U'☆' && c != U' ' && c != 0xFE0F) {
      ++others;
    }
  }
  if (stars > 0 && others == 0) return {Mark::Kind::kNumber, stars * 1000};
  if (text == "-" || text == "–" || text == "—") return {};
  if (text == "✓" || text == "✔" || text == "☑" || text == "•" || text == "+")
    return {Mark::Kind::kYes, 0};
  if (text == "?") return {Mark::Kind::kMaybe, 0};
  const std::string key = fold_key(text);
  if (is_word(key, "maybe perhaps vielleicht eventuell")) return {Mark::Kind::kMaybe, 0};
  const auto yes = yes_or_no(text);
  if (!yes) return {Mark::Kind::kUnreadable, 0};
  return {*yes ? Mark::Kind::kYes : Mark::Kind::kNone, 0};
}

class VoteReader {
 public:
  VoteReader(const ListTable& list, const Roster& roster, const std::vector<Proposal>& proposals,
             bool ranks)
      : list_(list), roster_(roster), names_(proposals), ranks_(ranks), problems_(list) {}

  std::vector<Vote> read(Issues& issues) {
    person_ = list_.column("person");
    session_ = list_.column("session");
    value_ = list_.column("value");
    rank_ = list_.column("rank");
    if (session_ >= 0) {
      for (const ListTable::Row& row : list_.rows) read_row(row);
    } else {
      read_ballots();
    }
    for (Issue& issue : problems_.take()) issues.push_back(std::move(issue));
    return finish(issues);
  }

 private:
  struct Cast {
    int32_t person;
    int32_t proposal;
    Mark mark;
    int64_t rank;  // 0: none
    int64_t row;
  };

  void warn(const char* code, int64_t row, int column, std::string_view value) {
    problems_.add(Severity::kWarning, code, row, column, value);
  }
  int32_t voter(const ListTable::Row& row) {
    return problems_.person(roster_, list_.cell(row, person_), row.row, person_,
                            "votes.unknownPerson");
  }

  void read_row(const ListTable::Row& row) {
    const int32_t person = voter(row);
    if (person == Roster::kNobody) return;
    const int session = session_;
    const int value = value_;
    const int rank = rank_;
    const std::string_view cell = list_.cell(row, session);
    const int one = names_.find(cell);
    std::vector<std::string_view> titles = {cell};
    if (one < 0) titles = split_list(cell, kTitlesParted);
    if (titles.empty()) warn("votes.unknownSession", row.row, session, cell);
    int64_t place = 0;
    for (const std::string_view title : titles) {
      ++place;
      const int proposal = names_.find(title);
      if (proposal < 0) {
        warn("votes.unknownSession", row.row, session, title);
        continue;
      }
      Cast cast{person, proposal, {Mark::Kind::kYes, 0}, 0, row.row};
      if (titles.size() > 1 && ranks_) cast.rank = place;
      if (const std::string_view text = list_.cell(row, value); !text.empty()) {
        cast.mark = read_mark(text);
        if (cast.mark.kind == Mark::Kind::kUnreadable) {
          warn("votes.value", row.row, value, text);
          continue;
        }
        if (cast.mark.kind == Mark::Kind::kNone) continue;
        if (ranks_ && !rank_of_mark(cast, value)) continue;
      }
      if (const std::string_view text = list_.cell(row, rank); !text.empty()) {
        const auto number = whole_number(text, 1, kMostSize);
        if (!number) {
          warn("votes.rank", row.row, rank, text);
          continue;
        }
        cast.rank = *number;
      }
      cast_.push_back(cast);
    }
  }

  bool rank_of_mark(Cast& cast, int column) {
    if (cast.mark.kind != Mark::Kind::kNumber) return true;
    cast.rank = cast.mark.number / 1000;
    if (cast.mark.number % 1000 == 0 && cast.rank > 0) return true;
    warn("votes.rank", cast.row, column, std::to_string(cast.mark.number / 1000));
    return false;
  }

  // A column for each session.
  void read_ballots() {
    std::vector<std::pair<int, int>> columns;  // and the proposal
    for (size_t i = 0; i < list_.headers.size(); ++i) {
      const auto column = static_cast<int>(i);
      if (column == person_) continue;
      const std::string& header = list_.headers[i];
      const int proposal = names_.find(header);
      if (proposal >= 0) {
        columns.emplace_back(column, proposal);
        continue;
      }
      // What a roster knows of people may stand beside their votes; empty columns say nothing.
      const Role role = recognise(header).role;
      const bool filled = std::any_of(list_.rows.begin(), list_.rows.end(), [&](const auto& row) {
        return !list_.cell(row, column).empty();
      });
      if (role != Role::kOther || !list_.means[i].empty() || !filled) continue;
      const int64_t first = list_.rows.empty() ? 1 : list_.rows.front().row;
      warn("votes.unknownSession", std::max<int64_t>(first - 1, 1), column, header);
    }
    for (const ListTable::Row& row : list_.rows) {
      const int32_t person = voter(row);
      if (person == Roster::kNobody) continue;
      for (const auto& [column, proposal] : columns) {
        const std::string_view text = list_.cell(row, column);
        Cast cast{person, proposal, read_mark(text), 0, row.row};
        if (cast.mark.kind == Mark::Kind::kUnreadable) {
          warn("votes.value", row.row, column, text);
          continue;
        }
        if (cast.mark.kind == Mark::Kind::kNone) continue;
        if (ranks_ && !rank_of_mark(cast, column)) continue;
        cast_.push_back(cast);
      }
    }
  }

  std::vector<Vote> finish(Issues& issues) {
    int64_t most = 1;
    std::vector<int64_t> last(roster_.people(), 0);  // rank of each person
    for (const Cast& cast : cast_) {
      if (cast.mark.kind == Mark::Kind::kNumber) most = std::max(most, cast.mark.number);
      int64_t& of_person = last[static_cast<size_t>(cast.person)];
      of_person = std::max(of_person, cast.rank);
    }
    std::vector<Vote> votes;
    for (const Cast& cast : cast_) {
      int64_t points = Vote::kMost;
      if (cast.rank > 0) {
        const int64_t of = last[static_cast<size_t>(cast.person)];
        points = Vote::kMost * (of + 1 - cast.rank) / of;
      } else if (cast.mark.kind == Mark::Kind::kMaybe) {
        points = Vote::kMost / 2;
      } else if (cast.mark.kind == Mark::Kind::kNumber) {
        points = Vote::kMost * cast.mark.number / most;
      }
      votes.push_back({cast.person, cast.proposal,
                       static_cast<int32_t>(std::max<int64_t>(points, 1)), cast.row});
    }
    // Of two votes for one session the first counts.
    std::stable_sort(votes.begin(), votes.end(), [](const Vote& a, const Vote& b) {
      return a.person != b.person ? a.person < b.person : a.proposal < b.proposal;
    });
    ListIssues twice(list_);
    std::vector<Vote> once;
    for (const Vote& vote : votes) {
      if (!once.empty() && once.back().person == vote.person &&
          once.back().proposal == vote.proposal) {
        twice.add(Severity::kWarning, "votes.twice", vote.row, person_,
                  roster_.names[static_cast<size_t>(vote.person)]);
        continue;
      }
      once.push_back(vote);
    }
    for (Issue& issue : twice.take()) issues.push_back(std::move(issue));
    return once;
  }

  const ListTable& list_;
  const Roster& roster_;
  ProposalNames names_;
  bool ranks_;
  ListIssues problems_;
  int person_ = -1, session_ = -1, value_ = -1, rank_ = -1;  // columns
  std::vector<Cast> cast_;
};

constexpr std::array<Fold, 2> kFoldings = {Fold::kPlain, Fold::kGerman};

// Hosts who are not in the roster, by the spelling in which they come first.
class Guests {
 public:
  const std::string& find(std::string_view name) {
    std::vector<std::string> keys;
    for (const Fold mode : kFoldings) keys.push_back(name_key(name, mode));
    for (std::string& key : keys) {
      if (key.empty()) key = name;
      const auto known = by_key_.find(key);
      if (known != by_key_.end()) return known->second;
    }
    for (const std::string& key : keys) by_key_.emplace(key, name);
    return by_key_.at(keys.front());
  }

 private:
  std::map<std::string, std::string> by_key_;
};

// The names in a text with commas. "Last, First" of somebody unknown is one: two words, and neither
// is anybody's name.
std::vector<std::string_view> names_in(std::string_view text, const Roster& roster) {
  std::vector<std::string_view> names = split_list(text, ",");
  const bool one = names.size() == 2 && std::all_of(names.begin(), names.end(), [&](auto name) {
                     return name.find(' ') == name.npos && roster.find(name) == Roster::kNobody;
                   });
  return one ? std::vector<std::string_view>{text} : names;
}

}  // namespace

bool same_guest(std::string_view one, std::string_view other) {
  if (trim(one) == trim(other)) return true;
  return std::any_of(kFoldings.begin(), kFoldings.end(), [&](Fold mode) {
    const std::string key = name_key(one, mode);
    return !key.empty() && key == name_key(other, mode);
  });
}

std::vector<Proposal> read_proposals(const ListTable& list, const Roster& roster, Issues& issues) {
  std::vector<Proposal> proposals;
  ListIssues problems(list);
  const int title = list.column("session");
  const int id = list.column("id");
  const int hosts = list.column("hosts");
  const int length = list.column("length");
  const int size = list.column("size");
  const int about = list.column("about");
  const int when = list.column("when");
  const int equipment = list.column("equipment");
  std::set<std::string> known;
  Guests guests;
  for (const ListTable::Row& row : list.rows) {
    const auto warn = [&](const char* code, int column, std::string_view value) {
      problems.add(Severity::kWarning, code, row.row, column, value);
    };
    Proposal one;
    one.title = list.cell(row, title);
    one.id = list.cell(row, id);
    one.about = list.cell(row, about);
    one.when = list.cell(row, when);
    one.row = row.row;
    if (one.title.empty()) {
      warn("proposals.noTitle", title, one.id);
      continue;
    }
    const std::string key = fold(one.title);
    const std::string own = fold(one.id);
    if (known.count(key) > 0 || (!own.empty() && known.count(own) > 0)) {
      warn("proposals.twice", title, one.title);
      continue;
    }
    if (proposals.size() == kMostProposals) {
      warn("proposals.tooMany", title, one.title);
      continue;
    }
    known.insert(key);
    if (!own.empty()) known.insert(own);
    std::set<int32_t> hosting;
    // Who is no single person of the roster is in one place at a time all the same.
    const auto add_guest = [&](const Meant& meant, std::string_view name) {
      problems.not_one(roster, meant, name, row.row, hosts, "proposals.unknownHost");
      const std::string& guest = guests.find(name);
      if (std::find(one.guests.begin(), one.guests.end(), guest) == one.guests.end())
        one.guests.push_back(guest);
    };
    // Whether the name means anybody of the roster.
    const auto add_host = [&](std::string_view name) {
      const Meant meant = roster.look_up(name);
      if (meant.nobody()) return false;
      if (meant.person == Roster::kNobody) {
        add_guest(meant, name);
      } else if (hosting.insert(meant.person).second) {
        one.hosts.push_back(meant.person);
      }
      return true;
    };
    const std::string_view named = list.cell(row, hosts);
    if (!named.empty() && !add_host(named)) {
      for (const std::string_view part : split_list(named, ";|\n&/")) {
        if (add_host(part)) continue;
        for (const std::string_view name : names_in(part, roster)) {
          if (!add_host(name)) add_guest({}, name);
        }
      }
    }
    for (const std::string_view piece : split_list(list.cell(row, equipment), ";|\n,"))
      one.equipment.emplace_back(piece);
    if (const std::string_view text = list.cell(row, length); !text.empty()) {
      const auto slots = whole_number(text, 1, static_cast<int64_t>(kMostSlots));
      if (!slots) warn("proposals.length", length, text);
      one.length = slots.value_or(1);
    }
    if (const std::string_view text = list.cell(row, size); !text.empty()) {
      const auto people = whole_number(text, 0, kMostSize);
      if (!people) warn("proposals.size", size, text);
      one.size = people.value_or(0);
    }
    proposals.push_back(std::move(one));
  }
  for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  return proposals;
}

ProposalNames::ProposalNames(const std::vector<Proposal>& proposals) {
  for (size_t i = 0; i < proposals.size(); ++i) {
    const auto number = static_cast<int>(i);
    for (const std::string& text : {proposals[i].title, proposals[i].id}) {
      if (text.empty()) continue;
      by_text_.emplace(fold(text), number);
      const auto [known, fresh] = by_key_.emplace(fold_key(text), number);
      if (!fresh && known->second != number) known->second = -1;
    }
  }
}

int ProposalNames::find(std::string_view text) const {
  const auto exact = by_text_.find(fold(trim(text)));
  if (exact != by_text_.end()) return exact->second;
  const std::string key = fold_key(text);
  const auto found = by_key_.find(key);
  return key.empty() || found == by_key_.end() ? -1 : found->second;
}

std::vector<Vote> read_votes(const ListTable& list, const Roster& roster,
                             const std::vector<Proposal>& proposals, bool ranks, Issues& issues) {
  return VoteReader(list, roster, proposals, ranks).read(issues);
}

}  // namespace weft
