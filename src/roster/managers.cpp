#include "roster/managers.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"

namespace weft {
namespace {

constexpr int kMostBrackets = 3;
constexpr size_t kNamedInCircle = 10;
constexpr int64_t kNoManager = -3;  // "NO_MANAGER": somebody has none, and the file says so

std::string_view without_zeros(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

bool says_none(std::string_view cell) {
  return is_placeholder(cell) || is_word(fold_key(cell), "nomanager nomgr none na keine keiner");
}

// "Ana Ruiz (1001)", "Ruiz, Ana (Sales) (1001)"; behind more brackets nobody's name stands.
int64_t record_of(std::string_view cell, const People& people, int brackets = kMostBrackets) {
  if (says_none(cell)) return kNoManager;
  const int64_t found = people.find(cell);
  if (found != People::kNobody) return found;
  const Bracketed split = split_brackets(cell);
  if (split.inside.empty()) return People::kNobody;
  const int64_t by_id = people.find(split.inside);
  if (by_id != People::kNobody || brackets == 0) return by_id;
  return record_of(split.before, people, brackets - 1);
}

struct ManagerColumn {
  const Column* column;
  std::vector<int64_t> record;  // per value
};

// A spreadsheet makes 8 of 0008. Ids that are one number but for such zeros stay apart.
void resolve_by_value(const RawTable& raw, const People& people,
                      std::vector<ManagerColumn>& columns) {
  const auto value_of = [&](uint32_t i) {
    return is_digits(people.id(i)) ? without_zeros(people.id(i)) : std::string_view();
  };
  std::optional<KeyIndex> ids;
  std::map<uint32_t, int64_t> known;  // by the first record with the number
  for (ManagerColumn& manager : columns) {
    for (size_t value = 1; value < manager.record.size(); ++value) {
      const std::string_view cell = manager.column->values[value];
      if (manager.record[value] != People::kNobody || !is_digits(cell)) continue;
      if (!ids) {
        ids.emplace(
            static_cast<uint32_t>(raw.rows.size()),
            [&](uint32_t i) { return hash_key(value_of(i)); },
            [&](uint32_t i, uint32_t j) { return value_of(i) == value_of(j); });
      }
      const std::string_view wanted = without_zeros(cell);
      uint32_t i = ids->find(hash_key(wanted), [&](uint32_t j) { return value_of(j) == wanted; });
      if (i == KeyIndex::kNone) continue;
      const uint32_t first = i;
      const auto [found, fresh] = known.emplace(first, people.find(people.id(first)));
      for (; fresh && i != KeyIndex::kNone && found->second >= 0; i = ids->next(i)) {
        if (people.id(i) != people.id(first)) found->second = People::kSeveral;
      }
      manager.record[value] = found->second;
    }
  }
}

// Reporting lines end. Where they run in a circle, the circle is cut at its first person.
void cut_circles(Roster& roster, Issue& circle) {
  std::vector<uint8_t> state(roster.people(), 0);  // 1: on the way, 2: known to end
  std::vector<size_t> way;
  for (size_t start = 0; start < roster.people(); ++start) {
    way.clear();
    auto at = static_cast<int32_t>(start);
    while (at != Roster::kNobody && state[static_cast<size_t>(at)] == 0) {
      state[static_cast<size_t>(at)] = 1;
      way.push_back(static_cast<size_t>(at));
      at = roster.managers[static_cast<size_t>(at)];
    }
    if (at != Roster::kNobody && state[static_cast<size_t>(at)] == 1) {
      const auto begin = std::find(way.begin(), way.end(), static_cast<size_t>(at));
      std::string names;
      for (auto member = begin; member != way.end(); ++member) {
        circle.add_row(roster.rows[*member]);
        const auto place = static_cast<size_t>(member - begin);
        if (place > kNamedInCircle) continue;
        names.append(names.empty() ? "" : " \xE2\x86\x92 ");
        names.append(place == kNamedInCircle ? "\xE2\x80\xA6" : roster.names[*member]);
      }
      if (circle.args.empty()) circle.args = {{"names", names}};
      roster.managers[way.back()] = Roster::kNobody;
    }
    for (const size_t member : way) state[member] = 2;
  }
}

}  // namespace

void resolve_managers(const RawTable& raw, const People& people,
                      const std::vector<int32_t>& person_of, Roster& roster, Issues& issues) {
  roster.managers.assign(roster.people(), Roster::kNobody);
  std::vector<ManagerColumn> columns;
  for (const Column& column : raw.columns) {
    if (column.role != Role::kManager) continue;
    ManagerColumn& manager = columns.emplace_back();
    manager.column = &column;
    manager.record.push_back(kNoManager);
    for (size_t value = 1; value < column.values.size(); ++value)
      manager.record.push_back(record_of(column.values[value], people));
    if (!column.alternate) std::swap(columns.front(), columns.back());
  }
  if (columns.empty()) return;
  const std::string& header = columns.front().column->header;
  resolve_by_value(raw, people, columns);
  Issue unknown = raw.issue(Severity::kNote, "roster.managerUnknown", header);
  Issue ambiguous = raw.issue(Severity::kWarning, "roster.managerAmbiguous", header);
  Issue left = raw.issue(Severity::kNote, "roster.managerLeft", header);
  Issue self = raw.issue(Severity::kNote, "roster.ownManager", header);
  Issue circle = raw.issue(Severity::kWarning, "roster.managerCircle", header);
  for (size_t i = 0; i < raw.rows.size(); ++i) {
    if (person_of[i] == Roster::kNobody) continue;
    Issue* doubt = nullptr;
    std::string_view cell;
    for (const ManagerColumn& manager : columns) {
      const uint32_t code = manager.column->codes[i];
      const int64_t record = manager.record[code];
      if (record == kNoManager) continue;
      const int32_t found = record >= 0 ? person_of[static_cast<size_t>(record)] : Roster::kNobody;
      if (found == Roster::kNobody) {
        doubt = record == People::kSeveral ? &ambiguous : record >= 0 ? &left : &unknown;
        cell = manager.column->values[code];
        continue;
      }
      doubt = found == person_of[i] ? &self : nullptr;
      if (doubt == nullptr) roster.managers[static_cast<size_t>(person_of[i])] = found;
      break;
    }
    if (doubt == nullptr) continue;
    if (doubt->row_count == 0 && !cell.empty()) doubt->args = {{"value", std::string(cell)}};
    doubt->add_row(raw.rows[i]);
  }
  cut_circles(roster, circle);
  for (Issue* found : {&unknown, &ambiguous, &left, &self, &circle}) {
    if (found->row_count > 0) issues.push_back(std::move(*found));
  }
}

std::vector<bool> known_lines(const Roster& roster) {
  std::vector<bool> leads(roster.people(), false);
  for (const int32_t manager : roster.managers) {
    if (manager != Roster::kNobody) leads[static_cast<size_t>(manager)] = true;
  }
  std::vector<bool> known(roster.people(), false);
  const auto says_more = [&](size_t person, const Column& column) {
    if (column.role != Role::kManager || column.missing(person)) return false;
    const std::string_view cell = column.text(person);
    const std::string folded = fold(cell);
    const bool self = cell == roster.ids[person] || folded == fold(roster.emails[person]) ||
                      folded == fold(roster.names[person]);
    return !self && !says_none(cell);
  };
  for (size_t person = 0; person < roster.people(); ++person) {
    known[person] = roster.managers[person] != Roster::kNobody;
    if (known[person]) continue;
    bool written = false;  // somebody who is not known, rather than that there is nobody
    bool none = leads[person];
    for (const Column& column : roster.columns) {
      written = written || says_more(person, column);
      none = none || (column.role == Role::kManager && !column.missing(person));
    }
    known[person] = !written && none;
  }
  return known;
}

}  // namespace weft
