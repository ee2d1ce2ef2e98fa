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

void Roster::index_people() {
  keys_ = {};
  owner_.clear();
  const auto add = [&](const std::string& key, int32_t person) {
    const uint32_t at = keys_.intern(key);
    if (at == owner_.size()) {
      owner_.push_back(person);
    } else if (owner_[at] != person) {
      owner_[at] = kNobody;
    }
  };
  // The kinds of key are kept apart by their first byte, so that a name can't hide an id.
  for (size_t i = 0; i < people(); ++i) {
    const auto person = static_cast<int32_t>(i);
    add("#" + std::string(ids[i]), person);
    if (!emails[i].empty()) add("@" + fold(emails[i]), person);
    add("n" + fold(names[i]), person);
  }
}

int32_t Roster::find(std::string_view reference) const {
  reference = trim(reference);
  for (const std::string& key :
       {"#" + std::string(reference), "@" + fold(reference), "n" + fold(reference)}) {
    const uint32_t at = keys_.find(key);
    if (at != Interner::kNone && owner_[at] != kNobody) return owner_[at];
  }
  return kNobody;
}

int Roster::steps_up(int32_t person, int32_t above) const {
  int steps = 0;
  for (int32_t at = person; at != kNobody; at = managers[static_cast<size_t>(at)], ++steps) {
    if (at == above) return steps;
  }
  return 0;
}

}  // namespace weft
