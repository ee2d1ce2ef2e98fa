#include "lists/groups.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"

namespace weft {
namespace {

constexpr int64_t kLargestGroup = 100'000;
constexpr std::string_view kNamesParted = ";|\n";

class Reader {
 public:
  Reader(const ListTable& list, const Roster& roster)
      : list_(list),
        roster_(roster),
        problems_(list),
        group_(list.column("group")),
        title_(list.column("title")),
        size_(list.column("size")),
        site_(list.column("site")),
        when_(list.column("when")),
        equipment_(list.column("equipment")),
        wishes_(list.columns("wish")),
        people_{list.column("person"), list.column("name"), list.column("email")} {}

  std::vector<ListedGroup> read(Issues& issues) {
    for (const ListTable::Row& row : list_.rows) {
      if (ListedGroup* group = group_of(row)) take(row, *group);
    }
    std::vector<ListedGroup> kept;
    for (ListedGroup& group : groups_) {
      const auto named = static_cast<int32_t>(group.people.size());
      if (group.size > 0 && group.size < named)
        problems_.add(Severity::kWarning, "groups.sizeLess", group.row, size_,
                      std::to_string(group.size));
      group.size = std::max(group.size, named);
      if (group.size == 0) {
        problems_.add(Severity::kWarning, "groups.empty", group.row, group_, group.name);
        continue;
      }
      kept.push_back(std::move(group));
    }
    for (Issue& issue : problems_.take()) issues.push_back(std::move(issue));
    return kept;
  }

 private:
  void warn(const char* code, const ListTable::Row& row, int column, std::string_view value) {
    problems_.add(Severity::kWarning, code, row.row, column, value);
  }

  size_t number_of(const ListedGroup& group) const {
    return static_cast<size_t>(&group - groups_.data());
  }

  ListedGroup* group_of(const ListTable::Row& row) {
    std::string_view name = list_.cell(row, title_);
    if (name.empty()) name = list_.cell(row, group_);
    const std::string key = fold_key(name);
    if (key.empty()) {
      warn("groups.noName", row, group_, name);
      return nullptr;
    }
    const auto found = by_key_.find(key);
    if (found != by_key_.end()) return &groups_[found->second];
    if (groups_.size() == kMostGroups) {
      warn("groups.tooMany", row, group_, name);
      return nullptr;
    }
    by_key_.emplace(key, groups_.size());
    ListedGroup& group = groups_.emplace_back();
    group.name = name;
    group.row = row.row;
    return &group;
  }

  // A cell may hold several people. Who is not found by one column may be by the next; where there
  // is but one person in the row, that is.
  void take_people(const ListTable::Row& row, ListedGroup& group) {
    const std::vector<std::string_view> first = cells_of(row);
    for (const std::string_view cell : first) {
      const Meant meant = roster_.look_up(cell);
      int32_t person = meant.person;
      for (const int column : people_) {
        if (person != Roster::kNobody || first.size() > 1) break;
        const std::string_view other = list_.cell(row, column);
        if (!other.empty()) person = roster_.find(other);
      }
      if (person == Roster::kNobody) {
        problems_.not_one(roster_, meant, cell, row.row, used_, "groups.unknownPerson");
      } else if (members_.emplace(number_of(group), person).second) {
        group.people.push_back(person);
      }
    }
  }
  std::vector<std::string_view> cells_of(const ListTable::Row& row) {
    for (const int column : people_) {
      used_ = column;
      if (!list_.cell(row, column).empty())
        return split_list(list_.cell(row, column), kNamesParted);
    }
    return {};
  }

  // What a row says of its group: all rows may say it, none says anything else.
  void take_text(const ListTable::Row& row, int column, const ListedGroup& group, std::string& to) {
    const std::string_view text = list_.cell(row, column);
    if (text.empty()) return;
    const auto [said, fresh] = said_.emplace(std::pair(number_of(group), column), fold_key(text));
    if (fresh) {
      to = text;
    } else if (said->second != fold_key(text)) {
      warn("groups.differs", row, column, text);
    }
  }

  void take_size(const ListTable::Row& row, ListedGroup& group) {
    const std::string_view text = list_.cell(row, size_);
    if (text.empty()) return;
    int64_t thousandths = 0;
    if (!parse_thousandths(text, thousandths) || thousandths % 1000 != 0 || thousandths <= 0 ||
        thousandths / 1000 > kLargestGroup) {
      warn("groups.size", row, size_, text);
      return;
    }
    const auto size = static_cast<int32_t>(thousandths / 1000);
    if (group.size == 0) {
      group.size = size;
    } else if (group.size != size) {
      warn("groups.differs", row, size_, text);
    }
  }

  using Known = std::set<std::pair<size_t, std::string>>;  // a group, and what it is known to have
  static void add(size_t group, Known& known, std::vector<std::string>& to, std::string_view text,
                  std::string_view parts) {
    for (const std::string_view part : split_list(text, parts)) {
      if (known.emplace(group, fold_key(part)).second) to.emplace_back(part);
    }
  }

  void take(const ListTable::Row& row, ListedGroup& group) {
    take_people(row, group);
    take_size(row, group);
    take_text(row, site_, group, group.site);
    take_text(row, when_, group, group.when);
    const size_t number = number_of(group);
    add(number, equipped_, group.equipment, list_.cell(row, equipment_), ";|\n,");
    for (const int column : wishes_)
      add(number, wished_, group.wishes, list_.cell(row, column), kNamesParted);
  }

  const ListTable& list_;
  const Roster& roster_;
  ListIssues problems_;
  int group_, title_, size_, site_, when_, equipment_;  // columns
  std::vector<int> wishes_;
  std::vector<int> people_;
  int used_ = -1;  // the column that people were last taken from
  std::vector<ListedGroup> groups_;
  std::map<std::string, size_t> by_key_;
  std::set<std::pair<size_t, int32_t>> members_;        // a group and a person
  std::map<std::pair<size_t, int>, std::string> said_;  // of a group in a column, folded
  Known equipped_, wished_;
};

}  // namespace

std::vector<ListedGroup> read_groups(const ListTable& list, const Roster& roster, Issues& issues) {
  return Reader(list, roster).read(issues);
}

}  // namespace weft
