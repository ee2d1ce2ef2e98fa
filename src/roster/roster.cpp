#include "roster/roster.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include "base/names.h"
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

template <typename KeyOf, typename OtherKeyOf>
HashIndex Roster::index_of(KeyOf key_of, OtherKeyOf other_key_of) const {
  std::vector<std::pair<uint64_t, int32_t>> keys;
  keys.reserve(people() + other_rows_.size());
  for (size_t i = 0; i < people(); ++i)
    keys.emplace_back(hash_key(key_of(i)), static_cast<int32_t>(i));
  for (const OtherRow& row : other_rows_)
    keys.emplace_back(hash_key(other_key_of(row)), row.person);
  return HashIndex(std::move(keys));
}

namespace {

Meant meant_by(std::span<const int32_t> people) {
  Meant meant;
  if (people.size() == 1) meant.person = people.front();
  if (people.size() < 2) return meant;
  meant.several = static_cast<int64_t>(people.size());
  const size_t shown = std::min(people.size(), Meant::kShown);
  meant.whoever.assign(people.begin(), people.begin() + static_cast<std::ptrdiff_t>(shown));
  return meant;
}

}  // namespace

Meant Roster::look_up(std::string_view reference) const {
  reference = trim(reference);
  if (reference.empty()) return {};
  if (!indices_.by_id) {
    indices_.by_id.emplace(
        static_cast<uint32_t>(people()), [&](uint32_t i) { return hash_key(ids[i]); },
        [&](uint32_t i, uint32_t j) { return ids[i] == ids[j]; });
  }
  const uint32_t with_id =
      indices_.by_id->find(hash_key(reference), [&](uint32_t i) { return ids[i] == reference; });
  if (with_id != KeyIndex::kNone) return {static_cast<int32_t>(with_id), 0, {}};
  if (!indices_.by_other_id) {
    std::vector<std::pair<uint64_t, int32_t>> keys;
    for (const OtherRow& row : other_rows_) keys.emplace_back(hash_key(row.id), row.person);
    indices_.by_other_id.emplace(std::move(keys));
  }
  if (const auto found = indices_.by_other_id->with(hash_key(reference)); !found.empty())
    return meant_by(found);
  if (!indices_.by_email) {
    indices_.by_email = index_of([&](size_t i) { return fold(emails[i]); },
                                 [](const OtherRow& row) { return fold(row.email); });
  }
  if (const auto found = indices_.by_email->with(hash_key(fold(reference))); !found.empty())
    return meant_by(found);
  if (!indices_.by_name) {
    indices_.by_name.emplace(
        people() + other_rows_.size(),
        [&](size_t i) {
          return i < people() ? names[i] : std::string_view(other_rows_[i - people()].name);
        },
        [&](size_t i) {
          return i < people() ? static_cast<int32_t>(i) : other_rows_[i - people()].person;
        });
  }
  if (const auto found = indices_.by_name->called(reference); !found.empty())
    return meant_by(found);
  return meant_by(with_loose_id(reference));
}

std::span<const int32_t> Roster::with_loose_id(std::string_view id) const {
  if (!indices_.by_loose_id) {
    indices_.by_loose_id = index_of([&](size_t i) { return loose_id(ids[i]); },
                                    [](const OtherRow& row) { return loose_id(row.id); });
  }
  return indices_.by_loose_id->with(hash_key(loose_id(id)));
}

bool Roster::is_left_out(std::string_view reference) const {
  reference = trim(reference);
  const auto known = [&](std::string_view key) {
    const uint64_t hash = hash_key(key);
    return hash != 0 && std::binary_search(left_out_.begin(), left_out_.end(), hash);
  };
  return known(reference) || known(fold(reference)) || known(name_key(reference, Fold::kPlain)) ||
         known(name_key(reference, Fold::kGerman));
}

void Roster::leave_out(std::string_view id, std::string_view email, std::string_view name) {
  for (const uint64_t hash :
       {hash_key(id), hash_key(fold(email)), hash_key(name_key(name, Fold::kPlain)),
        hash_key(name_key(name, Fold::kGerman))}) {
    if (hash != 0) left_out_.push_back(hash);
  }
}

void Roster::sort_left_out() {
  std::sort(left_out_.begin(), left_out_.end());
  left_out_.erase(std::unique(left_out_.begin(), left_out_.end()), left_out_.end());
}

void Roster::also_known(int32_t person, std::string_view id, std::string_view email,
                        std::string_view name) {
  const auto i = static_cast<size_t>(person);
  OtherRow row{person, {}, {}, {}};
  if (id != ids[i]) row.id = id;
  if (fold(email) != fold(emails[i])) row.email = email;
  if (name != names[i]) row.name = name;
  if (!row.id.empty() || !row.email.empty() || !row.name.empty())
    other_rows_.push_back(std::move(row));
}

int32_t Roster::nearest(std::string_view name) const {
  const auto name_of = [&](size_t i) { return names[i]; };
  if (!indices_.near) indices_.near.emplace(people(), name_of);
  return indices_.near->nearest(name, name_of);
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
