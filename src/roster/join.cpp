#include "roster/join.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "roster/meant.h"
#include "roster/questions.h"
#include "roster/typing.h"
#include "roster/values.h"
#include "table/csv.h"

namespace weft {
namespace {

constexpr size_t kRecordsCompared = 200;

// The column with the most cells that name somebody of the roster, in a file whose headers say
// nothing; `with_header`: the first row names somebody too.
struct KeyColumn {
  size_t column = 0;
  size_t hits = 0;
  bool with_header = false;
};

KeyColumn find_key(const Roster& roster, const OpenTable& table) {
  std::vector<size_t> hits(table.headers.size(), 0);
  CsvReader reader(table.text(), table.delimiter);
  Record record;
  size_t records = 0;
  KeyColumn best;
  while (records < kRecordsCompared && reader.next(record)) {
    if (record.blank()) continue;
    ++records;
    for (size_t i = 0; i < std::min(record.cells.size(), hits.size()); ++i)
      hits[i] += roster.find(trim(record.cells[i])) != Roster::kNobody ? 1 : 0;
  }
  for (size_t i = 0; i < hits.size(); ++i) {
    if (hits[i] > best.hits) best.column = i, best.hits = hits[i];
  }
  if (best.hits * 2 < records) best.hits = 0;
  best.with_header = best.hits > 0 && best.column < table.raw_headers.size() &&
                     roster.find(table.raw_headers[best.column]) != Roster::kNobody;
  return best;
}

// The person a record names, by the columns that name people in the order of their certainty.
struct Found {
  int32_t person = Roster::kNobody;
  Role by = Role::kId;
  std::string_view cell;
  Meant meant;       // by the last of them that means anybody
  std::string name;  // first and last, where no cell has both

  std::string_view text() const { return name.empty() ? cell : std::string_view(name); }
};

Found find_person(const Roster& roster, const RawTable& raw, size_t row) {
  Found found;
  std::string name;
  for (const Role role : {Role::kId, Role::kEmail, Role::kName}) {
    for (const Column& column : raw.columns) {
      if (column.role != role || column.missing(row)) continue;
      if (found.cell.empty()) found.cell = column.text(row);
      Meant meant = roster.look_up(column.text(row));
      found.person = meant.person;
      found.by = role;
      if (found.person != Roster::kNobody) return found;
      if (!meant.nobody()) found.meant = std::move(meant), found.cell = column.text(row);
    }
  }
  name.append(raw.text(Role::kFirstName, row)).append(" ").append(raw.text(Role::kLastName, row));
  Meant meant = roster.look_up(name);
  if (found.cell.empty() || !meant.nobody()) found.name = std::string(trim(name));
  found.person = meant.person;
  if (!meant.nobody()) found.meant = std::move(meant);
  found.by = Role::kName;
  return found;
}

// The only question of a list that is answered with yes and no is what the list was made for, where
// it says nothing else of its people.
std::optional<size_t> only_question(const OpenTable& table, const ColumnChoices& choices) {
  const std::vector<CellLooks> looks = look_at_cells(table);
  const std::vector<Recognised> recognised = recognise_columns(table.headers, looks);
  std::optional<size_t> question;
  for (size_t i = 0; i < recognised.size(); ++i) {
    const auto choice = choices.find(table.headers[i]);
    const bool told = choice != choices.end() && choice->second.role;
    const Role role = told ? *choice->second.role : recognised[i].role;
    if (is_identity(role) || is_time_stamp(table.headers[i])) continue;
    if (recognised[i].confidence > 1 || told) return std::nullopt;
    if (!looks[i].is_answered()) continue;
    if (question || recognised[i].sensitive) return std::nullopt;
    question = i;
  }
  return question;
}

// Writes into the column that says who takes part, a new one where there is none: somebody takes
// part whom no source of it keeps out. Returns its index.
template <typename TakesPart>
int note_participation(Roster& roster, const std::string& header, TakesPart takes_part) {
  auto known = std::find_if(roster.columns.begin(), roster.columns.end(), [](const Column& column) {
    return column.role == Role::kOptIn && !column.alternate;
  });
  if (known == roster.columns.end()) {
    Column list;
    list.header = header;
    list.role = Role::kOptIn;
    list.type = Type::kYesNo;
    for (const std::string_view value : {"", "yes", "no"}) list.values.add(value);
    list.numbers = {Column::kNoNumber, 1000, 0};
    for (size_t person = 0; person < roster.people(); ++person)
      list.codes.push_back(takes_part(person) ? 1 : 2);
    roster.columns.push_back(std::move(list));
    return static_cast<int>(roster.columns.size()) - 1;
  }
  if (known->type == Type::kYesNo) {
    const uint32_t no = known->values.add("no");
    known->numbers.push_back(0);
    for (size_t person = 0; person < roster.people(); ++person) {
      if (!takes_part(person)) known->codes[person] = no;
    }
  }
  return static_cast<int>(known - roster.columns.begin());
}

}  // namespace

Result<JoinedProfile> join_file(Roster& roster, const JoinedFile& joined,
                                const ReadOptions& options, Issues& issues) {
  Result<OpenTable> opened = open_table(joined.bytes, joined.file, joined.header_row);
  if (!opened) return opened.issue();
  OpenTable& table = *opened;
  ColumnChoices choices = options.choices;
  const std::vector<Recognised> recognised = recognise_all(table.headers);
  const bool named = std::any_of(recognised.begin(), recognised.end(),
                                 [](const Recognised& r) { return is_identity(r.role); });
  if (!named) {
    const KeyColumn key = find_key(roster, table);
    if (key.hits == 0) {
      Issue issue;
      issue.code = "join.noKey";
      issue.file = joined.file;
      return issue;
    }
    choices[table.headers[key.column]].role = Role::kId;
    // Whoever said where the names of the columns are is not overruled.
    if (key.with_header && !joined.header_row) table.header_row = 0;
  }
  const std::optional<size_t> question = only_question(table, choices);
  if (question) choices[table.headers[*question]].role = Role::kOptIn;
  // Who is not known by a header was found by cells of the roster: that is not said of the list.
  table.begins_with_person = false;
  RawTable raw = read_columns(table, joined.file, choices, options.keep, issues);
  if (question) {
    constexpr int kGuessed = 50;
    raw.profiles[*question].recognised.role = Role::kOptIn;
    raw.profiles[*question].recognised.confidence = kGuessed;
  }
  tidy_values(raw, choices, issues);
  decide_date_orders(raw, choices, issues);
  ask_what_is_answered(raw, choices, issues);

  JoinedProfile profile;
  profile.file = joined.file;
  profile.header = header_of(table, raw, joined.header_row, issues);
  profile.rows = raw.rows.size();
  Misnamed misnamed(roster, joined.file);
  Issues unmatched;
  // Of the answers to a question the last counts, of rows of a list the first.
  const bool is_form = !raw.stamps.empty() || raw.with_role(Role::kOptIn) != nullptr;
  Issue repeated = is_form ? raw.issue(Severity::kNote, "join.answersReplaced")
                           : raw.issue(Severity::kWarning, "join.repeated");
  std::vector<int64_t> record_of(roster.people(), -1);
  std::array<size_t, kRoleCount> found_by{};
  for (size_t row = 0; row < raw.rows.size(); ++row) {
    const Found found = find_person(roster, raw, row);
    if (found.person == Roster::kNobody) {
      misnamed.tell(found.meant, found.text(), raw.rows[row], {}, "join.unmatched", unmatched);
      continue;
    }
    int64_t& record = record_of[static_cast<size_t>(found.person)];
    if (record >= 0) {
      if (repeated.row_count == 0) repeated.args = {{"value", std::string(found.text())}};
      const auto known = static_cast<size_t>(record);
      const bool later = is_form && (raw.stamps.empty() || raw.stamps[row] >= raw.stamps[known]);
      if (later) record = static_cast<int64_t>(row);
      repeated.add_row(raw.rows[is_form && later ? known : row]);
      continue;
    }
    record = static_cast<int64_t>(row);
    ++profile.matched;
    ++found_by[static_cast<size_t>(found.by)];
  }
  profile.key =
      static_cast<Role>(std::max_element(found_by.begin(), found_by.end()) - found_by.begin());
  for (Issue& issue : unmatched) issues.push_back(std::move(issue));
  if (repeated.row_count > 0) issues.push_back(std::move(repeated));

  const auto says_nothing_more = [&] {
    return std::all_of(raw.profiles.begin(), raw.profiles.end(), [](const ColumnProfile& column) {
      return column.role == Role::kIgnored || is_identity(column.role);
    });
  };
  const bool mere_list = says_nothing_more();
  for (ColumnProfile& column : raw.profiles) {
    if (column.column < 0) continue;
    Column& source = raw.columns[static_cast<size_t>(column.column)];
    const bool known = is_identity(column.role) || roster.named(column.header) != nullptr ||
                       (column.role < Role::kOther && roster.with_role(column.role) != nullptr);
    if (known && column.role != Role::kOptIn) {
      // What the roster says itself is not overruled by a list.
      if (!is_identity(column.role)) column.role = Role::kIgnored;
      column.column = -1;
      continue;
    }
    std::vector<uint32_t> codes(roster.people(), Column::kMissing);
    for (size_t person = 0; person < roster.people(); ++person) {
      if (record_of[person] >= 0)
        codes[person] = source.codes[static_cast<size_t>(record_of[person])];
    }
    source.codes = std::move(codes);
    const auto choice = choices.find(column.header);
    type_column(source, choice == choices.end() ? ColumnChoice{} : choice->second, joined.file,
                issues);
    if (known) {
      // A no is a no, whoever else was asked before.
      column.column = note_participation(roster, joined.file, [&](size_t person) {
        return source.type != Type::kYesNo || source.number(person) == 1000;
      });
      continue;
    }
    roster.columns.push_back(std::move(source));
    column.column = static_cast<int>(roster.columns.size()) - 1;
  }
  if (!mere_list && says_nothing_more())
    issues.push_back(raw.issue(Severity::kWarning, "join.nothingNew"));
  if (mere_list) {
    profile.leaves = joined.leaves;
    const auto takes_part = [&](size_t person) {
      return (record_of[person] >= 0) != joined.leaves;
    };
    ColumnProfile& column = raw.profiles.emplace_back();
    column.header = joined.file;
    column.role = column.recognised.role = Role::kOptIn;
    column.column = note_participation(roster, joined.file, takes_part);
  }
  profile.columns = std::move(raw.profiles);
  return profile;
}

}  // namespace weft
