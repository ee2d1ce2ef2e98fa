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
  std::vector<int> copies;  // the number that each taken identity comes to next
  std::string copied;
  const auto number = [&](size_t i) {
    if (!people.stays(i)) {
      if (people.is_gone(people.spoken_for_by(static_cast<uint32_t>(i))))
        roster.leave_out(people.id(i), people.email(i), people.name(i));
      return;
    }
    person_of[i] = static_cast<int32_t>(roster.rows.size());
    roster.rows.push_back(raw.rows[i]);
    const std::string_view name = people.name(i);
    const std::string_view email = people.email(i);
    const std::string_view wanted = people.identity(i);
    std::string_view identity = wanted;
    if (!all_have_ids) {
      const uint32_t first = taken.find(wanted);
      for (uint32_t other = first; other != Interner::kNone; other = taken.find(identity)) {
        copied = std::string(wanted) + " (" + std::to_string(copies[first]++) + ")";
        identity = copied;
      }
      taken.intern(identity);
      copies.push_back(2);
    }
    roster.ids.add(identity);
    roster.names.add(!name.empty() ? name : !email.empty() ? email : identity);
    roster.emails.add(email);
  };
  in_batches(raw.rows.size(), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) number(i);
  });
  roster.sort_left_out();
  for (size_t i = 0; i < raw.rows.size(); ++i) {
    const int32_t person = person_of[people.spoken_for_by(static_cast<uint32_t>(i))];
    if (person_of[i] == Roster::kNobody && person != Roster::kNobody)
      roster.also_known(person, people.id(i), people.email(i), people.name(i));
  }
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

// What HR has not answered yet, in few words: one for each question, and column.
Issues open_questions(const Issues& issues) {
  constexpr size_t kShown = 8;
  struct Kind {
    std::string_view code;
    std::string_view open;
  };
  constexpr Kind kKinds[] = {
      {"roster.optInUnknown", "open.optIn"},       {"roster.statusUnknown", "open.state"},
      {"roster.takesPartAsked", "open.takesPart"}, {"roster.addressAsked", "open.address"},
      {"roster.duplicateAsked", "open.duplicate"}, {"roster.personAsked", "open.person"},
      {"roster.totalAsked", "open.total"}};
  Issues open;
  for (const Kind& kind : kKinds) {
    size_t begin = open.size();
    for (const Issue& issue : issues) {
      if (issue.code != kind.code) continue;
      const auto known = std::find_if(
          open.begin() + static_cast<std::ptrdiff_t>(begin), open.end(), [&](const Issue& other) {
            return other.column == issue.column && other.file == issue.file;
          });
      Issue& one = known == open.end() ? open.emplace_back() : *known;
      if (one.code.empty()) {
        one.severity = Severity::kWarning;
        one.code = kind.open;
        one.file = issue.file;
        one.column = issue.column;
        one.args = {{"values", std::string()}, {"count", int64_t{0}}, {"people", int64_t{0}}};
      }
      int64_t& count = std::get<int64_t>(one.args[1].value);
      std::get<int64_t>(one.args[2].value) += issue.row_count;
      std::string& values = std::get<std::string>(one.args[0].value);
      if (++count == static_cast<int64_t>(kShown) + 1) values.append(", \u2026");
      if (count > static_cast<int64_t>(kShown)) continue;
      values.append(values.empty() ? "" : ", ").append(std::get<std::string>(issue.args[0].value));
      if (issue.row_count > 0) values.append(" (" + std::to_string(issue.row_count) + ")");
    }
  }
  return open;
}

}  // namespace

Result<ReadRoster> read_roster(std::string_view bytes, const ReadOptions& options) {
  Result<OpenTable> table = open_table(bytes, options.file, options.header_row);
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

  RawTable raw = read_columns(*table, options.file, options.choices, options.keep, issues);
  profile.header = header_of(*table, raw, options.header_row, issues);
  // Every cell that is kept has been copied: what follows may have the room.
  table = OpenTable();
  if (!converted) let_go();
  profile.rows = raw.rows.size();
  const bool header_only = raw.rows.empty();
  if (header_only) issues.push_back(raw.issue(Severity::kError, "roster.headerOnly"));
  const bool anybody_named =
      std::any_of(raw.columns.begin(), raw.columns.end(),
                  [](const Column& column) { return is_identity(column.role); });
  if (!anybody_named && !header_only)
    issues.push_back(raw.issue(Severity::kError, "roster.nobodyNamed"));
  tidy_values(raw, options.choices, issues);
  decide_date_orders(raw, options.choices, issues);
  const People people(raw, options.people, options.choices, issues);
  profile.left_out = people.left_out();

  const std::vector<int32_t> person_of = number_people(raw, people, options, roster);
  if (anybody_named && !header_only && roster.people() == 0)
    issues.push_back(raw.issue(Severity::kError, "roster.noPeople"));
  resolve_managers(raw, people, person_of, roster, issues);
  for (const std::vector<uint32_t>& records : people.perhaps_same()) {
    std::vector<int32_t>& same = profile.open.perhaps_same.emplace_back();
    for (const uint32_t record : records) same.push_back(person_of[record]);
  }
  ask_what_is_answered(raw, options.choices, issues);
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
  profile.open.issues = open_questions(issues);
  return read;
}

}  // namespace weft
