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
    if (column.role == role && !column.alternate) return &column;
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

template <typename KeyOf>
int32_t Roster::find_in(Index& index, std::string_view wanted, KeyOf key_of) const {
  if (!index.built) {
    index.keys = KeyIndex(
        static_cast<uint32_t>(people()), [&](uint32_t i) { return hash_key(key_of(i)); },
        [&](uint32_t i, uint32_t j) { return key_of(i) == key_of(j); });
    index.built = true;
  }
  const uint32_t found =
      index.keys.find(hash_key(wanted), [&](uint32_t i) { return key_of(i) == wanted; });
  // What several people share names nobody.
  const bool single = found != KeyIndex::kNone && index.keys.next(found) == KeyIndex::kNone;
  return single ? static_cast<int32_t>(found) : kNobody;
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

bool Roster::mentions(size_t person, std::string_view wanted) const {
  const auto has = [&](std::string_view text) {
    return fold(text).find(wanted) != std::string::npos;
  };
  return wanted.empty() || has(names[person]) || has(ids[person]) || has(emails[person]);
}

int Roster::steps_up(int32_t person, int32_t above) const {
  int steps = 0;
  for (int32_t at = person; at != kNobody; at = managers[static_cast<size_t>(at)], ++steps) {
    if (at == above) return steps;
  }
  return 0;
}

}  // namespace weft
