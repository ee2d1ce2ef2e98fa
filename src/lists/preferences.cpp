#include <algorithm>
#include <set>

#include "base/text.h"
#include "lists/list.h"

namespace weft {
namespace {

constexpr int64_t kMostRank = 1'000'000;

using Wish = Preferences::Wish;
using Find = std::function<int32_t(std::string_view)>;

// For people where nothing else is to be found.
Preferences read_wishes(const ListTable& list, const Roster& roster, const Find& find,
                        Issues& issues) {
  const bool for_people = find == nullptr;
  Preferences preferences;
  preferences.of.resize(roster.people());
  preferences.row.resize(roster.people(), 0);
  std::set<std::pair<int32_t, int32_t>> known;  // who wishes for whom
  ListIssues problems(list);
  const int person_column = list.column("person");
  const int rank_column = list.column("rank");
  const std::vector<int> choices = list.columns("choice");
  const auto warn = [&](const char* code, const ListTable::Row& row, int column) {
    problems.add(Severity::kWarning, code, row.row, column, list.cell(row, column));
  };
  for (const ListTable::Row& row : list.rows) {
    const int32_t person = problems.person(roster, list.cell(row, person_column), row.row,
                                           person_column, "preference.unknownPerson");
    if (person == Roster::kNobody) continue;
    auto& wishes = preferences.of[static_cast<size_t>(person)];
    if (preferences.row[static_cast<size_t>(person)] == 0)
      preferences.row[static_cast<size_t>(person)] = row.row;
    for (size_t c = 0; c < choices.size(); ++c) {
      int64_t rank = static_cast<int64_t>(c) + 1;
      if (choices.size() == 1) {
        rank = wishes.empty() ? 1 : int64_t{wishes.back().rank} + 1;
        if (rank_column >= 0 && !list.cell(row, rank_column).empty()) {
          if (!parse_thousandths(list.cell(row, rank_column), rank) || rank < 1000 ||
              rank % 1000 != 0 || rank / 1000 > kMostRank) {
            warn("preference.rank", row, rank_column);
            wishes.push_back({Roster::kNobody, wishes.empty() ? 1 : wishes.back().rank});
            continue;
          }
          rank /= 1000;
        }
      }
      // A cell may hold several, which are tied: "Ana Ruiz; Ben Okoro".
      for (const std::string_view wanted : split_list(list.cell(row, choices[c]), ";|\n")) {
        const int32_t other = for_people ? problems.person(roster, wanted, row.row, choices[c],
                                                           "preference.unknownOther")
                                         : find(wanted);
        const Wish of_nobody{Roster::kNobody, static_cast<int32_t>(rank)};
        if (other == Roster::kNobody) {
          if (!for_people)
            problems.add(Severity::kWarning, "preference.unknownProject", row.row, choices[c],
                         wanted);
          wishes.push_back(of_nobody);
        } else if (for_people && other == person) {
          problems.add(Severity::kWarning, "preference.self", row.row, choices[c], wanted);
          wishes.push_back(of_nobody);
        } else if (!known.emplace(person, other).second) {
          problems.add(Severity::kWarning, "preference.twice", row.row, choices[c], wanted);
        } else {
          wishes.push_back({other, static_cast<int32_t>(rank)});
        }
      }
    }
  }
  for (auto& wishes : preferences.of) {
    std::stable_sort(wishes.begin(), wishes.end(),
                     [](const auto& a, const auto& b) { return a.rank < b.rank; });
  }
  for (Issue& issue : problems.take()) issues.push_back(std::move(issue));
  return preferences;
}

}  // namespace

const Preferences::Wish* Preferences::find(int32_t person, int32_t other) const {
  for (const Wish& wish : of[static_cast<size_t>(person)]) {
    if (wish.other == other) return &wish;
  }
  return nullptr;
}

Preferences read_preferences(const ListTable& list, const Roster& roster, Issues& issues) {
  return read_wishes(list, roster, nullptr, issues);
}

Preferences read_preferences(const ListTable& list, const Roster& roster, const Find& find,
                             Issues& issues) {
  return read_wishes(list, roster, find, issues);
}

}  // namespace weft
