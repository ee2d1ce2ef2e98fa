#include "roster/inspect.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "roster/head.h"
#include "table/csv.h"

namespace weft {
namespace {

// What a list about people has, beside what an organisation knows of them.
bool is_wish(Role role) {
  switch (role) {
    case Role::kOptIn:
    case Role::kPauseUntil:
    case Role::kCapacity:
    case Role::kAvailability:
    case Role::kSkillsOffered:
    case Role::kSkillsWanted:
    case Role::kInterests:
    case Role::kLanguages:
      return true;
    default:
      return false;
  }
}

// "Person A", "Person B"; "Name 1", "Name 2"; or two columns that both hold e-mail addresses.
bool names_two_people(const Inspected& found, const std::vector<size_t>& addresses) {
  if (found.headers.size() != 2) return false;
  if (addresses[0] * 2 > found.rows && addresses[1] * 2 > found.rows) return true;
  Role roles[2] = {Role::kOther, Role::kOther};
  for (size_t i = 0; i < 2; ++i) {
    const std::string key = fold_key(found.headers[i]);
    if (key.size() < 3) return false;
    roles[i] = recognise(key.substr(0, key.size() - 1)).role;
    if (!is_identity(roles[i])) return false;
  }
  return roles[0] == roles[1];
}

}  // namespace

std::string_view name_of(TableKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"roster", "people", "pairs", "unknown"};
  return kNames[static_cast<size_t>(kind)];
}

Result<Inspected> inspect(std::string_view bytes, std::string_view file) {
  const Result<OpenTable> table = open_table(bytes, file);
  if (!table) return table.issue();
  Inspected found;
  found.header_row = table->header_row;
  found.headers = table->headers;
  found.recognised = recognise_all(table->headers);
  std::vector<size_t> addresses(std::max<size_t>(found.headers.size(), 2), 0);
  CsvReader reader(table->text(), table->delimiter);
  Record record;
  while (reader.next(record)) {
    if (record.row <= table->header_row || record.blank()) continue;
    ++found.rows;
    for (size_t i = 0; i < std::min(record.cells.size(), addresses.size()); ++i)
      addresses[i] += record.cells[i].find('@') != std::string_view::npos ? 1 : 0;
  }
  size_t identities = 0;
  size_t facts = 0;
  for (const Recognised& column : found.recognised) {
    if (is_identity(column.role)) {
      ++identities;
    } else if (column.role != Role::kOther && !is_wish(column.role)) {
      ++facts;
    }
  }
  if (names_two_people(found, addresses)) {
    found.kind = TableKind::kPairs;
  } else if (identities > 0 && facts > 0) {
    found.kind = TableKind::kRoster;
  } else if (identities > 0 || found.headers.size() == 1) {
    found.kind = TableKind::kPeople;
  }
  return found;
}

}  // namespace weft
