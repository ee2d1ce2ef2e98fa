#include "roster/roster.h"

#include <array>

#include "base/text.h"

namespace weft {

std::string_view name_of(Type type) {
  constexpr std::array<std::string_view, 7> kNames = {"text", "category", "number", "date",
                                                      "list", "level",    "yesno"};
  return kNames[static_cast<size_t>(type)];
}

const Column* Roster::with_role(Role role) const {
  for (const Column& column : columns) {
    if (column.role == role) return &column;
  }
  return nullptr;
}

const Column* Roster::named(std::string_view reference) const {
  for (const Column& column : columns) {
    if (column.header == reference) return &column;
  }
  if (!reference.empty() && reference[0] == '@') {
    const auto role = role_named(reference.substr(1));
    return role ? with_role(*role) : nullptr;
  }
  const std::string key = fold(trim(reference));
  for (const Column& column : columns) {
    if (fold(column.header) == key) return &column;
  }
  return nullptr;
}

template <typename Key>
int32_t Roster::find_in(Index& index, std::string_view wanted, Key key_of) const {
  if (!index.built) {
    index.built = true;
    for (size_t person = 0; person < people(); ++person) {
      const auto key = key_of(person);
      if (key.empty()) continue;
      const uint32_t at = index.keys.intern(key);
      if (at == index.owner.size()) {
        index.owner.push_back(static_cast<int32_t>(person));
      } else {
        index.owner[at] = kNobody;
      }
    }
  }
  const uint32_t at = index.keys.find(wanted);
  return at == Interner::kNone ? kNobody : index.owner[at];
}

int32_t Roster::find(std::string_view reference) const {
  reference = trim(reference);
  int32_t person = find_in(by_id_, reference, [&](size_t i) { return ids[i]; });
  if (person != kNobody || reference.empty()) return person;
  const std::string folded = fold(reference);
  person = find_in(by_email_, folded, [&](size_t i) { return fold(emails[i]); });
  if (person != kNobody) return person;
  return find_in(by_name_, folded, [&](size_t i) { return fold(names[i]); });
}

int Roster::steps_up(int32_t person, int32_t above) const {
  int steps = 0;
  for (int32_t at = person; at != kNobody; at = managers[static_cast<size_t>(at)], ++steps) {
    if (at == above) return steps;
  }
  return 0;
}

}  // namespace weft
