#include "lists/groups.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace weft {
namespace {

constexpr int64_t kLargestGroup = 100'000;
constexpr std::string_view kParts = ";|\n";

class Reader {
 public:
  Reader(const ListTable& list, const Roster& roster)
      : list_(list),
        roster_(roster),
        problems_(list),
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
        problems_.add(Severity::kWarning, "groups.sizeLess", group.row, list_.column("size"),
                      std::to_string(group.size));
      group.size = std::max(group.size, named);
      if (group.size == 0) {
        problems_.add(Severity::kWarning, "groups.empty", group.row, list_.column("group"),
                      group.name);
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

  ListedGroup* group_of(const ListTable::Row& row) {
    const int column = list_.column("group");
    std::string_view name = list_.cell(row, list_.column("title"));
    if (name.empty()) name = list_.cell(row, column);
    const std::string key = fold_key(name);
    if (key.empty()) {
      warn("groups.noName", row, column, name);
      return nullptr;
    }
    const auto found = by_key_.find(key);
    if (found != by_key_.end()) return &groups_[found->second];
    if (groups_.size() == kMostGroups) {
      warn("groups.tooMany", row, column, name);
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
      int32_t person = roster_.find(cell);
      for (const int column : people_) {
        if (person != Roster::kNobody || first.size() > 1) break;
        const std::string_view other = list_.cell(row, column);
        if (!other.empty()) person = roster_.find(other);
      }
      if (person == Roster::kNobody) {
        warn("groups.unknownPerson", row, used_, cell);
      } else if (std::find(group.people.begin(), group.people.end(), person) ==
                 group.people.end()) {
        group.people.push_back(person);
      }
    }
  }
  std::vector<std::string_view> cells_of(const ListTable::Row& row) {
    for (const int column : people_) {
      used_ = column;
      if (!list_.cell(row, column).empty()) return split_list(list_.cell(row, column), kParts);
    }
    return {};
  }

  // What a row says of its group: all rows may say it, none says anything else.
  void take_text(const ListTable::Row& row, const char* meaning, std::string& to) {
    const int column = list_.column(meaning);
    const std::string_view text = list_.cell(row, column);
    if (text.empty()) return;
    if (to.empty()) {
      to = text;
    } else if (fold_key(to) != fold_key(text)) {
      warn("groups.differs", row, column, text);
    }
  }

  void take_size(const ListTable::Row& row, ListedGroup& group) {
    const int column = list_.column("size");
    const std::string_view text = list_.cell(row, column);
    if (text.empty()) return;
    int64_t thousandths = 0;
    if (!parse_thousandths(text, thousandths) || thousandths % 1000 != 0 || thousandths <= 0 ||
        thousandths / 1000 > kLargestGroup) {
      warn("groups.size", row, column, text);
      return;
    }
    const auto size = static_cast<int32_t>(thousandths / 1000);
    if (group.size == 0) {
      group.size = size;
    } else if (group.size != size) {
      warn("groups.differs", row, column, text);
    }
  }

  static void add(std::vector<std::string>& to, std::string_view text, std::string_view parts) {
    for (const std::string_view part : split_list(text, parts)) {
      const bool there = std::any_of(to.begin(), to.end(), [&](const std::string& one) {
        return fold_key(one) == fold_key(part);
      });
      if (!there) to.emplace_back(part);
    }
  }

  void take(const ListTable::Row& row, ListedGroup& group) {
    take_people(row, group);
    take_size(row, group);
    take_text(row, "site", group.site);
    take_text(row, "when", group.when);
    add(group.equipment, list_.cell(row, list_.column("equipment")), ";|\n,");
    for (const int column : wishes_) add(group.wishes, list_.cell(row, column), kParts);
  }

  const ListTable& list_;
  const Roster& roster_;
  ListIssues problems_;
  std::vector<int> wishes_;
  std::vector<int> people_;
  int used_ = -1;  // the column that people were last taken from
  std::vector<ListedGroup> groups_;
  std::map<std::string, size_t> by_key_;
};

}  // namespace

std::vector<ListedGroup> read_groups(const ListTable& list, const Roster& roster, Issues& issues) {
  return Reader(list, roster).read(issues);
}

}  // namespace weft
