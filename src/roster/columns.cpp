#include "roster/columns.h"

#include <algorithm>
#include <array>

#include "base/batches.h"
#include "base/date.h"
#include "base/text.h"
#include "roster/questions.h"
#include "roster/words.h"
#include "table/csv.h"

namespace weft {
namespace {

constexpr size_t kHeadBytes = size_t{1} << 16;  // bytes
constexpr size_t kLookedAt = 200;               // records
constexpr size_t kBatch = 4096;                 // records
constexpr size_t kMostAhead = 64'000'000;       // codes that room is made for before they come

// Roles nearly every person has a value of their own for: looking each up among a million others
// would find nothing.
bool is_personal(Role role) {
  return role == Role::kId || role == Role::kEmail || role == Role::kName;
}

// Where no header says who somebody is, the cells may.
void recognise_by_cells(std::vector<ColumnProfile>& profiles, const std::vector<bool>& by_hand,
                        const std::vector<CellLooks>& shapes) {
  const auto is_who = [](const ColumnProfile& column) { return is_identity(column.role); };
  if (std::any_of(profiles.begin(), profiles.end(), is_who)) return;
  const auto give = [&](Role role, int confidence, auto fits) {
    for (size_t i = 0; i < profiles.size(); ++i) {
      ColumnProfile& column = profiles[i];
      const bool open = column.role == Role::kIgnored && !column.recognised.sensitive;
      if (by_hand[i] || !open || shapes[i].filled == 0 || !fits(shapes[i])) continue;
      column.role = column.recognised.role = role;
      column.recognised.confidence = confidence;
      return;
    }
  };
  constexpr int kByCells = 60;
  give(Role::kEmail, kByCells,
       [](const CellLooks& shape) { return shape.addresses * 5 >= shape.filled * 4; });
  give(Role::kName, kByCells - 10,
       [](const CellLooks& shape) { return shape.like_names * 5 >= shape.filled * 4; });
}

std::vector<ColumnProfile> choose_columns(const OpenTable& table, const ColumnChoices& choices,
                                          const std::vector<std::string>& keep,
                                          const std::vector<CellLooks>& shapes) {
  const std::vector<std::string>& names = table.headers;
  const std::vector<Recognised> recognised = recognise_columns(names, shapes);
  std::vector<ColumnProfile> profiles;
  std::vector<bool> by_hand(names.size(), false);
  for (size_t i = 0; i < names.size(); ++i) {
    ColumnProfile& column = profiles.emplace_back();
    column.header = names[i];
    column.recognised = recognised[i];
    column.answered = shapes[i].is_answered();
    column.role = recognised[i].role;
    // What Weft does not recognise, and what it had better not know, is not kept.
    const bool unknown = column.role == Role::kOther && column.recognised.confidence == 0;
    if (unknown || column.recognised.sensitive) {
      column.role = Role::kIgnored;
      column.recognised.role = Role::kIgnored;
    }
    if (column.role == Role::kIgnored &&
        std::find(keep.begin(), keep.end(), names[i]) != keep.end()) {
      column.role = recognised[i].role;
    }
    const auto choice = choices.find(names[i]);
    if (choice != choices.end() && choice->second.role) {
      column.role = *choice->second.role;
      by_hand[i] = true;
    }
  }
  // A role that HR gave to one column is taken from the one that was only recognised.
  std::array<bool, kRoleCount> given{};
  for (size_t i = 0; i < names.size(); ++i) {
    if (by_hand[i] && profiles[i].role < Role::kOther)
      given[static_cast<size_t>(profiles[i].role)] = true;
  }
  for (size_t i = 0; i < names.size(); ++i) {
    if (!by_hand[i] && given[static_cast<size_t>(profiles[i].role)])
      profiles[i].role = Role::kIgnored;
  }
  recognise_by_cells(profiles, by_hand, shapes);
  return profiles;
}

// Seconds of "2026/10/01 9:12:33 AM MDT" from 1970 on, by the clock that wrote it; nothing where it
// is no date.
std::optional<int64_t> seconds_of(std::string_view text, DateOrder order) {
  constexpr int64_t kDay = 24 * 60 * 60;
  // Days as a spreadsheet counts them.
  constexpr int64_t kLastSerial = 60'000'000;
  int64_t thousandths = 0;
  if (parse_thousandths(text, thousandths) && thousandths >= 0 && thousandths <= kLastSerial)
    return thousandths * kDay / 1000;
  auto date = parse_date(text, order);
  if (!date) date = parse_date(text.substr(0, text.find(' ')), order);
  if (!date) return std::nullopt;
  const size_t colon = text.find(':');
  int64_t seconds = 0;
  if (colon != text.npos) {
    size_t at = colon;
    while (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9' && colon - at < 2) --at;
    int64_t parts[3] = {0, 0, 0};
    for (int64_t& part : parts) {
      size_t digits = 0;
      for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && digits < 2; ++at, ++digits)
        part = part * 10 + (text[at] - '0');
      if (digits == 0 || at >= text.size() || text[at] != ':') break;
      ++at;
    }
    const std::string rest = fold(text.substr(std::min(at, text.size())));
    const bool afternoon = rest.find("pm") != rest.npos;
    const bool morning = rest.find("am") != rest.npos;
    if (afternoon && parts[0] < 12) parts[0] += 12;
    if (!afternoon && morning && parts[0] == 12) parts[0] = 0;
    seconds = (parts[0] * 60 + parts[1]) * 60 + parts[2];
  }
  return int64_t{date->day} * kDay + seconds;
}

// A form writes its answers one below the other: of the two ways to read a date, the one in which
// fewer of them are earlier than the one above.
std::vector<int64_t> stamps_of(const std::vector<std::string>& cells) {
  std::vector<int64_t> best;
  size_t fewest = cells.size() + 1;
  for (const DateOrder order : {DateOrder::kDayFirst, DateOrder::kMonthFirst}) {
    std::vector<int64_t> stamps;
    size_t earlier = 0;
    for (const std::string& cell : cells) {
      const int64_t before = stamps.empty() ? 0 : stamps.back();
      const int64_t stamp = seconds_of(cell, order).value_or(before);
      earlier += stamp < before ? 1 : 0;
      stamps.push_back(stamp);
    }
    if (earlier < fewest) fewest = earlier, best = std::move(stamps);
  }
  return best;
}

// Of the columns with one role, the surest is the one that is asked first.
void mark_alternates(RawTable& raw) {
  std::array<const ColumnProfile*, kRoleCount> first{};
  for (const ColumnProfile& column : raw.profiles) {
    if (column.column < 0 || column.role >= Role::kOther) continue;
    const ColumnProfile*& surest = first[static_cast<size_t>(column.role)];
    if (surest == nullptr || column.recognised.confidence > surest->recognised.confidence)
      surest = &column;
  }
  for (const ColumnProfile& column : raw.profiles) {
    if (column.column < 0 || column.role >= Role::kOther) continue;
    raw.columns[static_cast<size_t>(column.column)].alternate =
        first[static_cast<size_t>(column.role)] != &column;
  }
}

// Takes the cells of one column, one after the other.
struct Dictionary {
  Column* column;
  bool personal;
  Interner interner;
  StringPool own;

  void add(std::string_view cell) {
    if (!personal) {
      column->codes.push_back(interner.intern(cell));
    } else {
      column->codes.push_back(cell.empty() ? Column::kMissing : own.add(cell));
    }
  }
};

// Where the first address is missing, the other one is the address.
void fill_addresses(RawTable& raw) {
  Column* first = nullptr;
  for (Column& column : raw.columns) {
    if (column.role == Role::kEmail && !column.alternate) first = &column;
  }
  for (const Column& other : raw.columns) {
    if (other.role != Role::kEmail || !other.alternate) continue;
    for (size_t i = 0; i < raw.rows.size(); ++i) {
      if (first->missing(i) && !other.missing(i))
        first->codes[i] = first->values.add(other.text(i));
    }
  }
}

class RecordFilter {
 public:
  RecordFilter(const OpenTable& table, const RawTable& raw)
      : table_(table),
        width_(table.headers.size()),
        unclosed_(raw.issue(Severity::kWarning, "table.unclosedQuote")),
        too_long_(raw.issue(Severity::kWarning, "table.tooManyCells")),
        too_short_(raw.issue(Severity::kNote, "table.tooFewCells")),
        repeated_(raw.issue(Severity::kNote, "table.repeatedHeader")),
        footer_(raw.issue(Severity::kNote, "table.footer")),
        blank_(raw.issue(Severity::kNote, "table.blankRows")),
        above_(raw.issue(Severity::kNote, "table.rowsAboveHeader")),
        second_header_(raw.issue(Severity::kNote, "roster.doubleHeader")) {}

  // Whether the record may be a person; `perhaps_total` where it may be a line of totals as well.
  bool passes(const Record& record, bool& perhaps_total) {
    if (record.row <= table_.header_row) {
      if (record.row == table_.second_header_row) {
        second_header_.add_row(record.row);
      } else if (record.row < table_.header_row && !record.blank()) {
        above_.add_row(record.row);
      }
      return false;
    }
    if (record.row == table_.second_header_row) {
      second_header_.add_row(record.row);
      return false;
    }
    if (record.unclosed_quote) unclosed_.add_row(record.row);
    if (record.blank()) {
      blank_.add_row(record.row);
      return false;
    }
    const Footing footing = footing_of(record.cells);
    perhaps_total = footing == Footing::kPerhaps;
    if (footing == Footing::kFooter) {
      footer_.add_row(record.row);
      return false;
    }
    if (repeats_header(record)) {
      repeated_.add_row(record.row);
      return false;
    }
    for (size_t i = width_; i < record.cells.size(); ++i) {
      if (trim(record.cells[i]).empty()) continue;
      too_long_.add_row(record.row);
      break;
    }
    if (record.cells.size() < width_) too_short_.add_row(record.row);
    last_row_ = record.row;
    return true;
  }

  void report(Issues& issues) {
    // Blank rows at the very end are nobody's concern.
    if (blank_.row_count > 0 && blank_.rows.front() > last_row_) blank_.row_count = 0;
    for (Issue* found : {&unclosed_, &too_long_, &too_short_, &repeated_, &footer_, &blank_,
                         &above_, &second_header_}) {
      if (found->row_count > 0) issues.push_back(std::move(*found));
    }
  }

 private:
  bool repeats_header(const Record& record) const {
    if (table_.header_row == 0 || trim(record.cells[0]) != table_.raw_headers[0] ||
        record.cells.size() < table_.headers.size())
      return false;
    for (size_t i = 0; i < table_.headers.size(); ++i) {
      if (trim(record.cells[i]) != table_.raw_headers[i]) return false;
    }
    return true;
  }

  const OpenTable& table_;
  size_t width_;
  int64_t last_row_ = 0;
  Issue unclosed_, too_long_, too_short_, repeated_, footer_, blank_, above_, second_header_;
};

// Records the text may hold, from the length of its first ones.
size_t expected_records(const OpenTable& table) {
  const std::string_view head = table.text().substr(0, kHeadBytes);
  if (head.empty()) return 0;
  const auto lines = static_cast<size_t>(std::count(head.begin(), head.end(), '\n')) + 1;
  return static_cast<size_t>(static_cast<uint64_t>(table.text().size()) * lines * 21 /
                             (20 * head.size()));
}

// The latest of the columns that say when: Start time, Completion time.
std::optional<size_t> stamp_cell(const std::vector<ColumnProfile>& profiles) {
  std::optional<size_t> found;
  for (size_t i = 0; i < profiles.size(); ++i) {
    if (is_time_stamp(profiles[i].header)) found = i;
  }
  return found;
}

// Where a header may be, as far as it is of use to see it.
std::vector<TopRow> top_of(const OpenTable& table, const std::vector<ColumnProfile>& columns) {
  constexpr size_t kRows = 12;
  constexpr size_t kCells = 8;
  constexpr size_t kBytes = 40;
  std::vector<TopRow> top;
  CsvReader reader(table.text(), table.delimiter);
  Record record;
  while (top.size() < kRows && reader.next(record)) {
    if (record.blank()) continue;
    TopRow& row = top.emplace_back();
    row.row = record.row;
    for (size_t i = 0; i < std::min(record.cells.size(), kCells); ++i) {
      const bool secret = record.row > table.header_row && i < columns.size() &&
                          columns[i].recognised.sensitive && columns[i].role == Role::kIgnored;
      std::string_view cell = secret ? std::string_view() : trim(record.cells[i]);
      // Not in the middle of a letter.
      size_t end = std::min(cell.size(), kBytes);
      while (end < cell.size() && end > 0 && (cell[end] & 0xC0) == 0x80) --end;
      row.cells.emplace_back(cell.substr(0, end));
    }
    // Trailing separators are nothing to see.
    while (!row.cells.empty() && row.cells.back().empty()) row.cells.pop_back();
  }
  return top;
}

}  // namespace

HeaderRow header_of(const OpenTable& table, const RawTable& raw, std::optional<int64_t> asked,
                    Issues& issues) {
  const auto warn = [&](const char* code, int64_t row) {
    issues.push_back(raw.issue(Severity::kWarning, code));
    issues.back().args = {{"row", row}};
  };
  if (asked && *asked != table.header_row) warn("table.headerGone", *asked);
  if (table.likely_header > 0) warn("table.headerElsewhere", table.likely_header);
  return {table.header_row, top_of(table, raw.profiles)};
}

std::vector<CellLooks> look_at_cells(const OpenTable& table) {
  std::vector<CellLooks> shapes(table.headers.size());
  std::vector<std::string> above(shapes.size());
  // Of whole numbers, as they are written.
  const auto is_larger = [](std::string_view number, std::string_view other) {
    return number.size() != other.size() ? number.size() > other.size() : number > other;
  };
  CsvReader reader(table.text(), table.delimiter);
  Record record;
  for (size_t seen = 0; seen < kLookedAt && reader.next(record);) {
    if (record.row <= table.header_row || record.row == table.second_header_row) continue;
    ++seen;
    for (size_t i = 0; i < std::min(shapes.size(), record.cells.size()); ++i) {
      const std::string_view cell = trim(record.cells[i]);
      if (cell.empty()) continue;
      ++shapes[i].filled;
      shapes[i].bytes += cell.size();
      const bool words = cell.find(' ') != cell.npos;
      shapes[i].named += words && cell.find_first_of("0123456789") == cell.npos ? 1 : 0;
      shapes[i].addresses += is_address(cell) ? 1 : 0;
      shapes[i].like_names += is_like_name(cell) ? 1 : 0;
      shapes[i].answers += takes_part(cell) ? 1 : 0;
      shapes[i].counting = shapes[i].counting && cell == std::to_string(shapes[i].filled);
      shapes[i].rising = shapes[i].rising && is_digits(cell) && is_larger(cell, above[i]);
      above[i] = cell;
    }
  }
  return shapes;
}

std::vector<Recognised> recognise_columns(const std::vector<std::string>& headers,
                                          const std::vector<CellLooks>& looks) {
  constexpr int kSure = 95;
  const bool is_form = std::any_of(headers.begin(), headers.end(), is_time_stamp);
  std::vector<std::string> names = headers;
  for (size_t i = 0; i < names.size(); ++i) {
    const Recognised found = recognise(headers[i]);
    const CellLooks& look = looks[i];
    if (look.filled == 0) continue;
    const bool counts_answers = is_form && found.role == Role::kId &&
                                (look.counting || (look.rising && found.confidence < kSure));
    const bool unanswered =
        found.role == Role::kOptIn && found.confidence < kSure && look.answers * 2 < look.filled;
    // "Are you a manager?" names nobody's manager.
    const bool closed = found.role != Role::kOptIn && found.role != Role::kOther &&
                        is_question(headers[i]) && look.is_answered();
    if (counts_answers || unanswered || closed) names[i].clear();
  }
  std::vector<Recognised> all = recognise_all(names, {looks.begin(), looks.end()});
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) all[i].sensitive = recognise(headers[i]).sensitive;
  }
  return all;
}

const Column* RawTable::with_role(Role role) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
    return column.role == role && !column.alternate;
  });
  return found == columns.end() ? nullptr : &*found;
}

std::string_view RawTable::text(Role role, size_t row) const {
  const Column* column = with_role(role);
  return column == nullptr ? std::string_view() : column->text(row);
}

Issue RawTable::issue(Severity severity, std::string code, std::string column) const {
  Issue made;
  made.severity = severity;
  made.code = std::move(code);
  made.file = file;
  made.column = std::move(column);
  return made;
}

RawTable read_columns(const OpenTable& table, const std::string& file, const ColumnChoices& choices,
                      const std::vector<std::string>& keep, Issues& issues) {
  RawTable raw;
  raw.file = file;
  const std::vector<CellLooks> shapes = look_at_cells(table);
  raw.profiles = choose_columns(table, choices, keep, shapes);
  std::vector<size_t> profile_of;  // per kept column
  for (ColumnProfile& profile : raw.profiles) {
    if (profile.role == Role::kIgnored) continue;
    profile_of.push_back(static_cast<size_t>(&profile - raw.profiles.data()));
    profile.column = static_cast<int>(raw.columns.size());
    Column& column = raw.columns.emplace_back();
    column.header = profile.header;
    column.role = profile.role;
  }
  mark_alternates(raw);

  // A file whose beginning is unlike the rest of it must not ask for all of the memory.
  const size_t expected =
      std::min(expected_records(table), kMostAhead / std::max<size_t>(raw.columns.size(), 1));
  std::vector<Dictionary> dictionaries(raw.columns.size());
  for (size_t i = 0; i < raw.columns.size(); ++i) {
    Dictionary& dictionary = dictionaries[i];
    dictionary.column = &raw.columns[i];
    dictionary.personal = is_personal(raw.columns[i].role);
    dictionary.interner.intern("");
    dictionary.own.add("");
    raw.columns[i].codes.reserve(expected);
    if (dictionary.personal) {
      const CellLooks& shape = shapes[profile_of[i]];
      // Addresses and ids may get longer towards the end, where the numbers in them do.
      const size_t mean = shape.bytes / std::max<size_t>(shape.filled, 1) + 1;
      dictionary.own.reserve(expected, std::min(expected * mean / 4 * 5, table.text().size()));
    }
  }
  raw.rows.reserve(expected);

  RecordFilter filter(table, raw);
  CsvReader reader(table.text(), table.delimiter);
  Record record;
  std::vector<ColumnProfile*> without_examples;
  for (ColumnProfile& profile : raw.profiles) {
    const bool secret = profile.recognised.sensitive && profile.role == Role::kIgnored;
    if (!secret) without_examples.push_back(&profile);
  }
  const auto cell_of = [&](const ColumnProfile& profile) {
    const auto i = static_cast<size_t>(&profile - raw.profiles.data());
    return trim(without_formula_guard(trim(record.cells[i])));
  };
  // Where the record has cells: columns are many where rows are short.
  const auto look_for_examples = [&] {
    const ColumnProfile* const beyond =
        raw.profiles.data() + std::min(record.cells.size(), raw.profiles.size());
    const auto end = std::lower_bound(without_examples.begin(), without_examples.end(), beyond);
    bool done = false;
    for (auto at = without_examples.begin(); at != end; ++at) {
      ColumnProfile& profile = **at;
      const std::string_view cell = cell_of(profile);
      if (cell.empty() || (!profile.examples.empty() && profile.examples[0] == cell)) continue;
      profile.examples.emplace_back(cell);
      done = done || profile.examples.size() == 2;
    }
    if (!done) return;
    without_examples.erase(
        std::remove_if(without_examples.begin(), without_examples.end(),
                       [](const ColumnProfile* profile) { return profile->examples.size() == 2; }),
        without_examples.end());
  };
  struct Taken {
    size_t cell;
    Dictionary* dictionary;
  };
  std::vector<Taken> taken;
  for (size_t i = 0; i < raw.profiles.size(); ++i) {
    const int column = raw.profiles[i].column;
    if (column >= 0) taken.push_back({i, &dictionaries[static_cast<size_t>(column)]});
  }
  const std::optional<size_t> stamp = stamp_cell(raw.profiles);
  std::vector<std::string> stamps;
  bool more = true;
  while (more) {
    in_batches(1, [&](size_t, size_t) {
      for (size_t i = 0; i < kBatch && (more = reader.next(record)); ++i) {
        bool perhaps_total = false;
        if (!filter.passes(record, perhaps_total)) continue;
        if (perhaps_total) raw.perhaps_totals.push_back(static_cast<uint32_t>(raw.rows.size()));
        raw.rows.push_back(record.row);
        const size_t cells = record.cells.size();
        if (stamp) stamps.emplace_back(*stamp < cells ? trim(record.cells[*stamp]) : "");
        for (const Taken& take : taken) {
          take.dictionary->add(take.cell < cells
                                   ? trim(without_formula_guard(trim(record.cells[take.cell])))
                                   : std::string_view());
        }
        if (!without_examples.empty()) look_for_examples();
      }
    });
  }
  for (Dictionary& dictionary : dictionaries) {
    dictionary.column->values =
        dictionary.personal ? std::move(dictionary.own) : std::move(dictionary.interner).take();
  }
  fill_addresses(raw);
  if (stamp) raw.stamps = stamps_of(stamps);
  filter.report(issues);
  if (table.begins_with_person) {
    Issue& issue = issues.emplace_back(raw.issue(Severity::kWarning, "table.noHeader"));
    const std::vector<std::string>& examples = raw.profiles.front().examples;
    issue.args = {{"value", examples.empty() ? std::string() : examples.front()}};
  }
  return raw;
}

void ask_what_is_answered(const RawTable& raw, const ColumnChoices& choices, Issues& issues) {
  if (raw.stamps.empty() || raw.with_role(Role::kOptIn) != nullptr) return;
  for (const ColumnProfile& column : raw.profiles) {
    const auto choice = choices.find(column.header);
    const bool told = choice != choices.end() && choice->second.role;
    if (told || !column.answered || column.role < Role::kOther) continue;
    Issue& asked =
        issues.emplace_back(raw.issue(Severity::kWarning, "roster.takesPartAsked", column.header));
    asked.args = {{"value", column.examples.empty() ? std::string() : column.examples.front()}};
  }
}

void rename_values(Column& column, const std::vector<std::string>& names) {
  Interner interner;
  interner.intern("");
  std::vector<uint32_t> renamed;
  for (const std::string& name : names) renamed.push_back(interner.intern(name));
  for (uint32_t& code : column.codes) code = renamed[code];
  column.values = std::move(interner).take();
}

}  // namespace weft
