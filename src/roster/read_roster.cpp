#include "roster/read_roster.h"

#include <algorithm>
#include <cstdlib>

#include "base/batches.h"
#include "base/digest.h"
#include "base/text.h"
#include "roster/findings.h"
#include "roster/join.h"
#include "roster/managers.h"
#include "roster/typing.h"
#include "roster/values.h"

namespace weft {
namespace {

const ColumnChoice& choice_for(const ReadOptions& options, const std::string& header) {
  static const ColumnChoice none;
  const auto found = options.choices.find(header);
  return found == options.choices.end() ? none : found->second;
}

// Those who stay, with an identity that nobody else has.
std::vector<int32_t> number_people(const RawTable& raw, const People& people,
                                   const ReadOptions& options, Roster& roster) {
  std::vector<int32_t> person_of(raw.rows.size(), Roster::kNobody);
  const bool all_have_ids = [&] {
    for (size_t i = 0; i < raw.rows.size(); ++i) {
      if (people.stays(i) && people.id(i).empty()) return false;
    }
    return options.people.same.empty();
  }();
  const auto bytes_of = [&](Role role) {
    const Column* column = raw.with_role(role);
    return column == nullptr ? size_t{0} : column->values.bytes();
  };
  roster.rows.reserve(raw.rows.size());
  roster.ids.reserve(raw.rows.size(), bytes_of(Role::kId));
  roster.names.reserve(raw.rows.size(), people.name_bytes());
  roster.emails.reserve(raw.rows.size(), bytes_of(Role::kEmail));
  Interner taken;
  std::string copied;
  const auto number = [&](size_t i) {
    if (!people.stays(i)) return;
    person_of[i] = static_cast<int32_t>(roster.rows.size());
    roster.rows.push_back(raw.rows[i]);
    const std::string_view name = people.name(i);
    const std::string_view email = people.email(i);
    const std::string_view id = people.id(i);
    const std::string_view wanted = !id.empty() ? id : !email.empty() ? email : name;
    std::string_view identity = wanted;
    if (!all_have_ids) {
      for (int copy = 2; taken.find(identity) != Interner::kNone; ++copy) {
        copied = std::string(wanted) + " (" + std::to_string(copy) + ")";
        identity = copied;
      }
      taken.intern(identity);
    }
    roster.ids.add(identity);
    roster.names.add(!name.empty() ? name : !email.empty() ? email : identity);
    roster.emails.add(email);
  };
  in_batches(raw.rows.size(), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) number(i);
  });
  return person_of;
}

// The cells of those who stay.
void keep_people(const std::vector<int32_t>& person_of, Column& column) {
  size_t at = 0;
  for (size_t i = 0; i < person_of.size(); ++i) {
    if (person_of[i] != Roster::kNobody) column.codes[at++] = column.codes[i];
  }
  column.codes.resize(at);
}

// Years from the dates of a column to a day, to one decimal.
void derive_years(Roster& roster, Role from, Role to, Day today, std::vector<ColumnProfile>& all) {
  const Column* dates = roster.with_role(from);
  if (dates == nullptr || dates->type != Type::kDate || roster.with_role(to) != nullptr) return;
  Column years;
  years.header = "@" + std::string(name_of(to));
  years.role = to;
  years.type = Type::kNumber;
  Interner values;
  std::vector<uint32_t> code_of;
  for (const int64_t date : dates->numbers) {
    if (date == Column::kNoNumber) {
      code_of.push_back(values.intern(""));
      continue;
    }
    // A year has 365.25 days.
    const int64_t days = int64_t{today} - date / 1000;
    const int64_t tenths = (std::abs(days) * 40 + 730) / 1461;
    std::string text = days < 0 && tenths > 0 ? "-" : "";
    text.append(std::to_string(tenths / 10)).append(".");
    code_of.push_back(values.intern(text.append(std::to_string(tenths % 10))));
  }
  for (const uint32_t code : dates->codes) years.codes.push_back(code_of[code]);
  years.values = std::move(values).take();
  years.numbers.assign(years.values.size(), Column::kNoNumber);
  for (size_t value = 1; value < years.values.size(); ++value)
    parse_thousandths(years.values[value], years.numbers[value]);

  ColumnProfile& profile = all.emplace_back();
  profile.header = years.header;
  profile.role = profile.recognised.role = to;
  profile.recognised.confidence = 95;
  profile.derived = dates->header;
  profile.column = static_cast<int>(roster.columns.size());
  for (size_t value = 1; value < std::min<size_t>(years.values.size(), 3); ++value)
    profile.examples.emplace_back(years.values[value]);
  roster.columns.push_back(std::move(years));
}

void describe(const Roster& roster, std::vector<ColumnProfile>& profiles) {
  for (ColumnProfile& profile : profiles) {
    if (profile.column < 0) continue;
    const Column& column = roster.columns[static_cast<size_t>(profile.column)];
    profile.type = column.type;
    if (column.type == Type::kDate)
      profile.dates = column.dates == DateOrder::kDayFirst ? "day" : "month";
    std::vector<bool> used(column.values.size(), false);
    profile.missing = 0;
    for (const uint32_t code : column.codes) {
      used[code] = true;
      profile.missing += code == Column::kMissing ? 1 : 0;
    }
    profile.distinct = static_cast<size_t>(std::count(used.begin() + 1, used.end(), true));
  }
}

}  // namespace

Result<ReadRoster> read_roster(std::string_view bytes, const ReadOptions& options) {
  Result<OpenTable> table = open_table(bytes, options.file);
  if (!table) return table.issue();
  const bool converted = table->decoded.owned;
  const auto let_go = [&] {
    if (options.digests_later && options.bytes_done) options.bytes_done();
  };
  if (converted) let_go();
  ReadRoster read;
  Roster& roster = read.roster;
  RosterProfile& profile = read.profile;
  Issues& issues = profile.issues;
  profile.encoding = name_of(table->decoded.encoding);
  profile.delimiter = table->delimiter;
  profile.header_row = table->header_row;

  RawTable raw = read_columns(*table, options.file, options.choices, options.keep, issues);
  // Every cell that is kept has been copied: what follows may have the room.
  table = OpenTable();
  if (!converted) let_go();
  profile.rows = raw.rows.size();
  if (raw.rows.empty()) return raw.issue(Severity::kError, "roster.headerOnly");
  const bool anybody_named =
      std::any_of(raw.columns.begin(), raw.columns.end(),
                  [](const Column& column) { return is_identity(column.role); });
  if (!anybody_named) issues.push_back(raw.issue(Severity::kError, "roster.nobodyNamed"));
  tidy_values(raw, options.choices, issues);
  decide_date_orders(raw, options.choices, issues);
  const People people(raw, options.people, issues);
  profile.left_out = people.left_out();

  const std::vector<int32_t> person_of = number_people(raw, people, options, roster);
  if (anybody_named && roster.people() == 0)
    issues.push_back(raw.issue(Severity::kError, "roster.noPeople"));
  resolve_managers(raw, people, person_of, roster, issues);
  for (Column& column : raw.columns) {
    keep_people(person_of, column);
    type_column(column, choice_for(options, column.header), options.file, issues);
  }
  roster.columns = std::move(raw.columns);
  profile.columns = std::move(raw.profiles);
  derive_years(roster, Role::kHireDate, Role::kTenure, options.people.today, profile.columns);
  derive_years(roster, Role::kBirthDate, Role::kAge, options.people.today, profile.columns);

  std::vector<std::string_view> read_bytes = {bytes};
  for (const JoinedFile& joined : options.joined) {
    Result<JoinedProfile> with = join_file(roster, joined, options, issues);
    if (!with) {
      issues.push_back(with.issue());
      continue;
    }
    read_bytes.push_back(joined.bytes);
    describe(roster, with->columns);
    profile.joined.push_back(std::move(*with));
  }
  if (!options.digests_later) roster.digests = digests_of(read_bytes);
  describe(roster, profile.columns);
  for (const auto& [header, choice] : options.choices) {
    const auto has = [&, &wanted = header](const std::vector<ColumnProfile>& columns) {
      return std::any_of(columns.begin(), columns.end(),
                         [&](const ColumnProfile& column) { return column.header == wanted; });
    };
    const bool joined = std::any_of(profile.joined.begin(), profile.joined.end(),
                                    [&](const JoinedProfile& with) { return has(with.columns); });
    if (!has(profile.columns) && !joined && choice.role != Role::kIgnored)
      issues.push_back(raw.issue(Severity::kWarning, "roster.columnGone", header));
  }
  find_doubts(roster, options.file, issues);
  return read;
}

}  // namespace weft
