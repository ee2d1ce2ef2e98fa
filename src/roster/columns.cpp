#include "roster/columns.h"

#include <algorithm>

#include "base/batches.h"
#include "base/text.h"
#include "table/csv.h"

namespace weft {
namespace {

constexpr size_t kSample = size_t{1} << 16;  // bytes
constexpr size_t kLookedAt = 200;            // records
constexpr size_t kBatch = 4096;              // records

// Roles nearly every person has a value of their own for: looking each up among a million others
// would find nothing.
bool is_personal(Role role) {
  return role == Role::kId || role == Role::kEmail || role == Role::kName;
}

std::vector<CellShapes> look_at_cells(const OpenTable& table) {
  std::vector<CellShapes> shapes(table.headers.size());
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
    }
  }
  return shapes;
}

std::vector<ColumnProfile> choose_columns(const OpenTable& table, const ColumnChoices& choices,
                                          const std::vector<std::string>& keep,
                                          const std::vector<CellShapes>& shapes) {
  const std::vector<std::string>& names = table.headers;
  const std::vector<Recognised> recognised = recognise_all(names, shapes);
  std::vector<ColumnProfile> profiles;
  std::vector<bool> by_hand(names.size(), false);
  for (size_t i = 0; i < names.size(); ++i) {
    ColumnProfile& column = profiles.emplace_back();
    column.header = names[i];
    column.recognised = recognised[i];
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
  for (size_t i = 0; i < names.size(); ++i) {
    if (!by_hand[i] || profiles[i].role >= Role::kOther) continue;
    for (size_t j = 0; j < names.size(); ++j) {
      if (j != i && !by_hand[j] && profiles[j].role == profiles[i].role)
        profiles[j].role = Role::kIgnored;
    }
  }
  return profiles;
}

// Of the columns with one role, the surest is the one that is asked first.
void mark_alternates(RawTable& raw) {
  for (const ColumnProfile& first : raw.profiles) {
    if (first.column < 0 || first.role >= Role::kOther) continue;
    const bool beaten =
        std::any_of(raw.profiles.begin(), raw.profiles.end(), [&](const ColumnProfile& other) {
          if (other.role != first.role || other.column < 0 || &other == &first) return false;
          const int surer = other.recognised.confidence - first.recognised.confidence;
          return surer > 0 || (surer == 0 && other.column < first.column);
        });
    raw.columns[static_cast<size_t>(first.column)].alternate = beaten;
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

  // Whether the record may be a person.
  bool passes(const Record& record) {
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
    if (is_footer(record.cells)) {
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
  const std::string_view head = table.text().substr(0, kSample);
  const auto lines = static_cast<size_t>(std::count(head.begin(), head.end(), '\n')) + 1;
  return static_cast<size_t>(static_cast<uint64_t>(table.text().size()) * lines * 21 /
                             (20 * head.size()));
}

}  // namespace

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
  const std::vector<CellShapes> shapes = look_at_cells(table);
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

  const size_t expected = expected_records(table);
  std::vector<Dictionary> dictionaries(raw.columns.size());
  for (size_t i = 0; i < raw.columns.size(); ++i) {
    Dictionary& dictionary = dictionaries[i];
    dictionary.column = &raw.columns[i];
    dictionary.personal = is_personal(raw.columns[i].role);
    dictionary.interner.intern("");
    dictionary.own.add("");
    raw.columns[i].codes.reserve(expected);
    if (dictionary.personal) {
      const CellShapes& shape = shapes[profile_of[i]];
      // Addresses and ids may get longer towards the end, where the numbers in them do.
      const size_t mean = shape.bytes / std::max<size_t>(shape.filled, 1) + 1;
      dictionary.own.reserve(expected, expected * mean / 4 * 5);
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
    return i < record.cells.size() ? without_formula_guard(trim(record.cells[i]))
                                   : std::string_view();
  };
  const auto look_for_examples = [&] {
    for (ColumnProfile* profile : without_examples) {
      const std::string_view cell = cell_of(*profile);
      if (cell.empty() || (!profile->examples.empty() && profile->examples[0] == cell)) continue;
      profile->examples.emplace_back(cell);
    }
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
  bool more = true;
  while (more) {
    in_batches(1, [&](size_t, size_t) {
      for (size_t i = 0; i < kBatch && (more = reader.next(record)); ++i) {
        if (!filter.passes(record)) continue;
        raw.rows.push_back(record.row);
        const size_t cells = record.cells.size();
        for (const Taken& take : taken) {
          take.dictionary->add(take.cell < cells
                                   ? without_formula_guard(trim(record.cells[take.cell]))
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
  filter.report(issues);
  return raw;
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
