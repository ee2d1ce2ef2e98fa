#include "roster/read_roster.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/text.h"
#include "roster/findings.h"
#include "roster/typing.h"
#include "table/csv.h"

namespace weft {
namespace {

constexpr size_t kHeaderSearch = 20;

bool is_word(std::string_view key, std::string_view words) {
  for (size_t at = words.find(key); at != words.npos; at = words.find(key, at + 1)) {
    const size_t end = at + key.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
      return true;
  }
  return false;
}

// The row that names the columns: the one among the first twenty with the most recognised names,
// none of them twice. A file without any recognised name has its header in the first row that is as
// wide as the table.
struct Header {
  std::vector<std::string> names;
  int64_t row = 0;
};

std::vector<std::string> cells_of(const Record& record) {
  std::vector<std::string> cells;
  for (const std::string_view cell : record.cells) cells.emplace_back(trim(cell));
  return cells;
}

Header find_header(std::string_view text, char delimiter) {
  CsvReader reader(text, delimiter);
  Record record;
  Header best;
  int best_score = 0;
  Header widest;
  size_t widest_cells = 0;
  for (size_t seen = 0; seen < kHeaderSearch && reader.next(record); ++seen) {
    if (record.blank()) continue;
    std::vector<std::string> names = cells_of(record);
    int score = 0;
    size_t filled = 0;
    for (const std::string& name : names) {
      score += recognise(name).confidence;
      filled += name.empty() ? 0 : 1;
    }
    if (filled > widest_cells) widest_cells = filled, widest = {names, record.row};
    // One recognised word in a line of title text is no header.
    if (filled * 3 >= widest_cells && score > best_score)
      best_score = score, best = {names, record.row};
  }
  return best_score > 0 ? best : widest;
}

// Names for nameless columns; a number behind the second of two equal names.
void make_unique(std::vector<std::string>& names, size_t width) {
  if (names.size() < width) names.resize(width);
  while (names.size() > width) names.pop_back();
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) names[i] = "Column " + std::to_string(i + 1);
    const std::string base = names[i];
    for (int copy = 2; std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i),
                                 names[i]) != names.begin() + static_cast<std::ptrdiff_t>(i);
         ++copy) {
      names[i] = base + " (" + std::to_string(copy) + ")";
    }
  }
}

// Records that are no people: repeated headers, totals, page marks.
bool is_footer(const Record& record) {
  std::string_view first;
  size_t filled = 0;
  for (const std::string_view cell : record.cells) {
    const std::string_view trimmed = trim(cell);
    if (trimmed.empty()) continue;
    if (filled++ == 0) first = trimmed;
  }
  if (filled > 2 || first.empty()) return false;
  const std::string words = fold(first);
  for (const std::string_view start : {"total", "count:", "page ", "seite ", "report generated",
                                       "gesamt", "summe", "anzahl", "generated ", "erstellt am"}) {
    if (words.substr(0, start.size()) == start) return true;
  }
  return false;
}

class Reader {
 public:
  Reader(const ReadOptions& options, RosterProfile& profile)
      : options_(options), profile_(profile) {}

  void choose_columns(const Header& header, size_t width);
  void read(std::string_view text, char delimiter, const Header& header);
  void finish(Roster& roster);

 private:
  struct Cells {
    Column column;
    Interner interner;
    // Nearly every person has their own: looking each up among a million others finds nothing.
    bool own_values = false;
    StringPool own;

    uint32_t code_of(std::string_view cell) {
      if (!own_values) return interner.intern(cell);
      return cell.empty() ? Column::kMissing : own.add(cell);
    }
  };

  Issue issue(Severity severity, std::string code, std::string column = {}) const {
    Issue made;
    made.severity = severity;
    made.code = std::move(code);
    made.file = options_.file;
    made.column = std::move(column);
    return made;
  }
  void report(Issue found) {
    if (found.row_count > 0) profile_.issues.push_back(std::move(found));
  }
  const Column* role(Role wanted) const {
    for (const Cells& cells : kept_) {
      if (cells.column.role == wanted) return &cells.column;
    }
    return nullptr;
  }
  std::string_view text(Role wanted, size_t row) const {
    const Column* column = role(wanted);
    return column == nullptr ? std::string_view() : column->text(row);
  }
  std::string name_of_row(size_t row) const;
  std::vector<bool> select_people();
  void resolve_managers(Roster& roster);

  const ReadOptions& options_;
  RosterProfile& profile_;
  std::vector<Cells> kept_;
  std::vector<int64_t> rows_;
};

void Reader::choose_columns(const Header& header, size_t width) {
  std::vector<std::string> names = header.names;
  make_unique(names, width);
  const std::vector<Recognised> recognised = recognise_all(names);
  std::vector<bool> by_hand(names.size(), false);
  for (size_t i = 0; i < names.size(); ++i) {
    ColumnProfile column;
    column.header = names[i];
    column.recognised = recognised[i];
    column.role = recognised[i].role;
    // What Weft does not recognise, and what it had better not know, is not kept.
    if (column.role == Role::kOther || column.recognised.sensitive) column.role = Role::kIgnored;
    if (column.recognised.role == Role::kOther) column.recognised.role = Role::kIgnored;
    if (column.recognised.sensitive) column.recognised.role = Role::kIgnored;
    if (column.role == Role::kIgnored &&
        std::find(options_.keep.begin(), options_.keep.end(), names[i]) != options_.keep.end()) {
      column.role = recognised[i].role;
    }
    const auto choice = options_.choices.find(names[i]);
    if (choice != options_.choices.end() && choice->second.role) {
      column.role = *choice->second.role;
      by_hand[i] = true;
    }
    profile_.columns.push_back(std::move(column));
  }
  // A role that HR gave to one column is taken from the one that was only recognised.
  for (size_t i = 0; i < names.size(); ++i) {
    if (!by_hand[i] || profile_.columns[i].role >= Role::kOther) continue;
    for (size_t j = 0; j < names.size(); ++j) {
      ColumnProfile& other = profile_.columns[j];
      if (j != i && !by_hand[j] && other.role == profile_.columns[i].role)
        other.role = Role::kIgnored;
    }
  }
  for (const auto& [wanted, choice] : options_.choices) {
    if (std::find(names.begin(), names.end(), wanted) != names.end()) continue;
    if (choice.role == Role::kIgnored) continue;
    Issue gone = issue(Severity::kWarning, "roster.columnGone", wanted);
    profile_.issues.push_back(gone);
  }
  for (ColumnProfile& column : profile_.columns) {
    if (column.role == Role::kIgnored) continue;
    column.column = static_cast<int>(kept_.size());
    Cells& cells = kept_.emplace_back();
    cells.column.header = column.header;
    cells.column.role = column.role;
    cells.own_values =
        column.role == Role::kId || column.role == Role::kEmail || column.role == Role::kName;
    cells.interner.intern("");
    cells.own.add("");
  }
}

void Reader::read(std::string_view text, char delimiter, const Header& header) {
  CsvReader reader(text, delimiter);
  Record record;
  Issue unclosed = issue(Severity::kWarning, "table.unclosedQuote");
  Issue too_long = issue(Severity::kWarning, "table.tooManyCells");
  Issue too_short = issue(Severity::kNote, "table.tooFewCells");
  Issue repeated = issue(Severity::kNote, "table.repeatedHeader");
  Issue footer = issue(Severity::kNote, "table.footer");
  Issue blank = issue(Severity::kNote, "table.blankRows");
  Issue above = issue(Severity::kNote, "table.rowsAboveHeader");
  const size_t width = profile_.columns.size();
  while (reader.next(record)) {
    if (record.row <= header.row) {
      if (record.row < header.row && !record.blank()) above.add_row(record.row);
      continue;
    }
    if (record.unclosed_quote) unclosed.add_row(record.row);
    if (record.blank()) {
      blank.add_row(record.row);
      continue;
    }
    if (is_footer(record)) {
      footer.add_row(record.row);
      continue;
    }
    if (trim(record.cells[0]) == header.names[0] && cells_of(record) == header.names) {
      repeated.add_row(record.row);
      continue;
    }
    for (size_t i = width; i < record.cells.size(); ++i) {
      if (!trim(record.cells[i]).empty()) {
        too_long.add_row(record.row);
        break;
      }
    }
    if (record.cells.size() < width) too_short.add_row(record.row);
    ++profile_.rows;
    rows_.push_back(record.row);
    for (size_t i = 0; i < width; ++i) {
      ColumnProfile& column = profile_.columns[i];
      const std::string_view raw =
          i < record.cells.size() ? trim(record.cells[i]) : std::string_view();
      const std::string_view cell = without_formula_guard(raw);
      const bool secret = column.recognised.sensitive && column.role == Role::kIgnored;
      if (column.examples.size() < 2 && !cell.empty() && !secret &&
          (column.examples.empty() || column.examples[0] != cell)) {
        column.examples.emplace_back(cell);
      }
      if (column.column < 0) continue;
      Cells& cells = kept_[static_cast<size_t>(column.column)];
      cells.column.codes.push_back(cells.code_of(cell));
    }
  }
  for (Cells& cells : kept_) {
    cells.column.values =
        cells.own_values ? std::move(cells.own) : std::move(cells.interner).take();
  }
  for (Issue* found : {&unclosed, &too_long, &too_short, &repeated, &footer, &above})
    report(*found);
  // Blank rows at the very end are nobody's concern.
  if (blank.row_count > 0 && !rows_.empty() && blank.rows.front() < rows_.back()) report(blank);
}

std::string Reader::name_of_row(size_t row) const {
  const std::string_view whole = text(Role::kName, row);
  if (!whole.empty()) {
    // "Ruiz, Ana" is Ana Ruiz.
    const size_t comma = whole.find(',');
    if (comma != whole.npos && whole.find(',', comma + 1) == whole.npos) {
      const std::string_view first = trim(whole.substr(comma + 1));
      const std::string_view last = trim(whole.substr(0, comma));
      if (!first.empty() && !last.empty()) return std::string(first) + " " + std::string(last);
    }
    return std::string(whole);
  }
  const std::string_view first = text(Role::kFirstName, row);
  const std::string_view last = text(Role::kLastName, row);
  if (first.empty() || last.empty()) return std::string(first.empty() ? last : first);
  return std::string(first) + " " + std::string(last);
}

std::vector<bool> Reader::select_people() {
  std::vector<bool> stays(rows_.size(), true);
  Issue inactive = issue(Severity::kNote, "roster.inactive");
  Issue leave = issue(Severity::kNote, "roster.onLeave");
  Issue nameless = issue(Severity::kWarning, "roster.noIdentity");
  if (const Column* column = role(Role::kStatus)) {
    inactive.column = leave.column = column->header;
    std::vector<Status> status;
    // "Block credential: Yes" means the opposite of "Active: Yes".
    const bool inverted = fold_key(column->header).find("block") == 0;
    for (size_t value = 0; value < column->values.size(); ++value) {
      Status meaning = status_of(column->values[value]);
      if (inverted && meaning == Status::kActive) {
        meaning = Status::kInactive;
      } else if (inverted && meaning == Status::kInactive) {
        meaning = Status::kActive;
      }
      status.push_back(meaning);
    }
    for (size_t row = 0; row < rows_.size(); ++row) {
      const Status meaning = status[column->codes[row]];
      if (meaning == Status::kLeave) leave.add_row(rows_[row]);
      if (meaning != Status::kInactive) continue;
      stays[row] = false;
      inactive.add_row(rows_[row]);
    }
  }
  Interner identities;
  std::vector<size_t> first_row;
  Issue merged = issue(Severity::kWarning, "roster.duplicateMerged");
  Issue clash = issue(Severity::kWarning, "roster.duplicateId");
  if (const Column* column = role(Role::kId)) clash.column = merged.column = column->header;
  for (size_t row = 0; row < rows_.size(); ++row) {
    if (!stays[row]) continue;
    const std::string_view id = text(Role::kId, row);
    const std::string_view email = text(Role::kEmail, row);
    const std::string name = name_of_row(row);
    if (id.empty() && email.empty() && name.empty()) {
      stays[row] = false;
      nameless.add_row(rows_[row]);
      continue;
    }
    if (id.empty() && email.empty()) continue;  // two rows with a name alone are two people
    const std::string key = id.empty() ? "@" + fold(email) : "#" + std::string(id);
    const uint32_t known = identities.intern(key);
    if (known == first_row.size()) {
      first_row.push_back(row);
      continue;
    }
    stays[row] = false;
    const bool same_person = fold(name_of_row(first_row[known])) == fold(name);
    Issue& which = same_person ? merged : clash;
    if (which.row_count == 0) {
      which.add_row(rows_[first_row[known]]);
      which.args = {{"value", std::string(id.empty() ? email : id)}};
    }
    which.add_row(rows_[row]);
  }
  profile_.leaving = static_cast<size_t>(inactive.row_count);
  for (Issue* found : {&inactive, &leave, &nameless, &merged, &clash}) report(*found);
  return stays;
}

void Reader::resolve_managers(Roster& roster) {
  roster.managers.assign(roster.people(), Roster::kNobody);
  const Column* column = roster.with_role(Role::kManager);
  if (column == nullptr) return;
  std::vector<int32_t> person_of(column->values.size(), Roster::kNobody);
  std::vector<bool> none(column->values.size(), false);
  for (size_t value = 1; value < column->values.size(); ++value) {
    const std::string_view cell = column->values[value];
    none[value] = is_word(fold_key(cell), "nomanager nomgr none na keine keiner");
    person_of[value] = roster.find(cell);
    if (person_of[value] != Roster::kNobody) continue;
    const size_t comma = cell.find(',');
    if (comma == cell.npos) continue;
    person_of[value] = roster.find(std::string(trim(cell.substr(comma + 1))) + " " +
                                   std::string(trim(cell.substr(0, comma))));
  }
  Issue unknown = issue(Severity::kNote, "roster.managerUnknown", column->header);
  Issue self = issue(Severity::kNote, "roster.ownManager", column->header);
  for (size_t person = 0; person < roster.people(); ++person) {
    const uint32_t code = column->codes[person];
    if (code == Column::kMissing || none[code]) continue;
    const int32_t manager = person_of[code];
    if (manager == Roster::kNobody) {
      if (unknown.row_count == 0) unknown.args = {{"value", std::string(column->values[code])}};
      unknown.add_row(roster.rows[person]);
    } else if (manager == static_cast<int32_t>(person)) {
      self.add_row(roster.rows[person]);
    } else {
      roster.managers[person] = manager;
    }
  }
  // Reporting lines end. Where they run in a circle, the circle is cut at its first person.
  Issue circle = issue(Severity::kWarning, "roster.managerCircle", column->header);
  std::vector<uint8_t> state(roster.people(), 0);  // 1: on the way, 2: known to end
  for (size_t start = 0; start < roster.people(); ++start) {
    std::vector<size_t> way;
    auto at = static_cast<int32_t>(start);
    while (at != Roster::kNobody && state[static_cast<size_t>(at)] == 0) {
      state[static_cast<size_t>(at)] = 1;
      way.push_back(static_cast<size_t>(at));
      at = roster.managers[static_cast<size_t>(at)];
    }
    if (at != Roster::kNobody && state[static_cast<size_t>(at)] == 1) {
      const auto begin = std::find(way.begin(), way.end(), static_cast<size_t>(at));
      for (auto member = begin; member != way.end(); ++member) circle.add_row(roster.rows[*member]);
      roster.managers[way.back()] = Roster::kNobody;
    }
    for (const size_t member : way) state[member] = 2;
  }
  for (Issue* found : {&unknown, &self, &circle}) report(*found);
}

void Reader::finish(Roster& roster) {
  const std::vector<bool> stays = select_people();
  for (size_t row = 0; row < rows_.size(); ++row) {
    if (stays[row]) roster.rows.push_back(rows_[row]);
  }
  // Identities first: they need the columns as they were read.
  Interner taken;
  Issue namesakes = issue(Severity::kNote, "roster.sameName");
  Interner names;
  std::vector<size_t> named_first;
  for (size_t row = 0; row < rows_.size(); ++row) {
    if (!stays[row]) continue;
    const std::string name = name_of_row(row);
    const std::string_view id = text(Role::kId, row);
    const std::string_view email = text(Role::kEmail, row);
    const std::string wanted(!id.empty() ? id : !email.empty() ? email : std::string_view(name));
    std::string identity = wanted;
    for (int copy = 2; taken.find(identity) != Interner::kNone; ++copy) {
      identity = wanted + " (" + std::to_string(copy) + ")";
    }
    taken.intern(identity);
    roster.ids.add(identity);
    roster.names.add(!name.empty() ? name : !email.empty() ? std::string(email) : identity);
    roster.emails.add(email);
    if (name.empty()) continue;
    const uint32_t known = names.intern(fold(name));
    if (known == named_first.size()) {
      named_first.push_back(row);
    } else {
      if (namesakes.row_count == 0) namesakes.add_row(rows_[named_first[known]]);
      namesakes.add_row(rows_[row]);
    }
  }
  report(namesakes);
  for (Cells& cells : kept_) {
    Column& column = cells.column;
    size_t at = 0;
    for (size_t row = 0; row < rows_.size(); ++row) {
      if (stays[row]) column.codes[at++] = column.codes[row];
    }
    column.codes.resize(at);
    const auto choice = options_.choices.find(column.header);
    type_column(column, choice == options_.choices.end() ? ColumnChoice{} : choice->second,
                options_.file, profile_.issues);
    roster.columns.push_back(std::move(column));
  }
  for (ColumnProfile& profile : profile_.columns) {
    if (profile.column < 0) continue;
    const Column& column = roster.columns[static_cast<size_t>(profile.column)];
    profile.type = column.type;
    std::vector<bool> used(column.values.size(), false);
    profile.missing = 0;
    for (const uint32_t code : column.codes) {
      used[code] = true;
      profile.missing += code == Column::kMissing ? 1 : 0;
    }
    profile.distinct = static_cast<size_t>(std::count(used.begin() + 1, used.end(), true));
  }
  resolve_managers(roster);
  find_doubts(roster, options_.file, profile_.issues);
}

}  // namespace

Status status_of(std::string_view value) {
  const std::string key = fold_key(value);
  if (key.empty()) return Status::kUnknown;
  if (is_word(key,
              "active aktiv yes ja true 1 a member admin owner onboarding current employed "
              "beschaeftigt enabled wahr")) {
    return Status::kActive;
  }
  if (key.rfind("active", 0) == 0) return Status::kActive;
  if (is_word(key,
              "l loa leaveofabsence onleave leave paidleave unpaidleave auszeit elternzeit "
              "mutterschutz parentalleave "
              "langzeitkrank maternityleave sabbatical beurlaubt ruhend")) {
    return Status::kLeave;
  }
  if (is_word(key,
              "inactive inaktiv terminated terminatedvoluntary terminatedinvoluntary term retired "
              "furlough furloughed no nein 0 t i n "
              "false falsch deactivated archived deleted deceased suspended former separated "
              "withdrawn resigned left laidoff "
              "notonpayroll ausgeschieden gekuendigt ruhestand disabled ausgetreten bot")) {
    return Status::kInactive;
  }
  return Status::kUnknown;
}

std::optional<bool> yes_or_no(std::string_view value) {
  const std::string key = fold_key(value);
  if (is_word(key, "yes y true 1 ja j wahr x on optedin optin dabei")) return true;
  if (is_word(key, "no n false 0 nein falsch off optedout optout nichtdabei")) return false;
  return std::nullopt;
}

Result<ReadRoster> read_roster(std::string_view bytes, const ReadOptions& options) {
  const Result<Decoded> decoded = decode(bytes, options.file);
  if (!decoded) return decoded.issue();
  std::string_view text = decoded->text();
  const Dialect dialect = sniff(text);
  text.remove_prefix(dialect.begin);

  ReadRoster read;
  read.profile.encoding = name_of(decoded->encoding);
  read.profile.delimiter = dialect.delimiter;
  const Header header = find_header(text, dialect.delimiter);
  read.profile.header_row = header.row;
  size_t width = header.names.size();
  while (width > 1 && header.names[width - 1].empty()) --width;  // trailing separators

  Reader reader(options, read.profile);
  reader.choose_columns(header, width);
  reader.read(text, dialect.delimiter, header);
  const bool anybody_named = std::any_of(
      read.profile.columns.begin(), read.profile.columns.end(), [](const ColumnProfile& c) {
        return c.role == Role::kId || c.role == Role::kName || c.role == Role::kFirstName ||
               c.role == Role::kLastName || c.role == Role::kEmail;
      });
  Issue problem;
  problem.file = options.file;
  if (read.profile.rows == 0) {
    problem.code = "roster.headerOnly";
    return problem;
  }
  if (!anybody_named) {
    problem.code = "roster.nobodyNamed";
    read.profile.issues.push_back(problem);
  }
  reader.finish(read.roster);
  if (anybody_named && read.roster.people() == 0) {
    problem.code = "roster.noPeople";
    read.profile.issues.push_back(problem);
  }
  read.roster.digest = "sha256:" + sha256_hex(bytes);
  return read;
}

}  // namespace weft
