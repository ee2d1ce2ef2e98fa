#include "roster/people.h"

#include <algorithm>
#include <array>

#include "base/batches.h"
#include "base/bytes.h"
#include "base/names.h"
#include "base/text.h"
#include "roster/typing.h"

namespace weft {
namespace {

constexpr size_t kSample = 200;
constexpr size_t kMostNamed = 10;  // unknown words that get a finding of their own
constexpr Day kSoon = 90;

std::vector<const Column*> columns_with(const RawTable& raw, Role role) {
  std::vector<const Column*> columns;
  for (const Column& column : raw.columns) {
    if (column.role != role) continue;
    if (column.alternate) {
      columns.push_back(&column);
    } else {
      columns.insert(columns.begin(), &column);
    }
  }
  return columns;
}

bool looks_like_id(std::string_view text) {
  return text.find_first_of("0123456789") != text.npos && text.find(' ') == text.npos;
}

bool same_folded(std::string_view a, std::string_view b) {
  return same_bytes(a, b) || fold(a) == fold(b);
}

void report(Issues& issues, Issue& found) {
  if (found.row_count > 0) issues.push_back(std::move(found));
}

}  // namespace

People::People(RawTable& raw, const PeopleOptions& options, Issues& issues)
    : raw_(raw),
      options_(options),
      stays_(raw.rows.size(), true),
      id_(raw.with_role(Role::kId)),
      email_(raw.with_role(Role::kEmail)) {
  read_names(issues);
  const auto records = static_cast<uint32_t>(raw_.rows.size());
  by_id_ = KeyIndex(
      records, [&](uint32_t i) { return hash_key(id(i)); },
      [&](uint32_t i, uint32_t j) { return id(i) == id(j); });
  by_name_ = KeyIndex(
      records, [&](uint32_t i) { return hash_folded_key(name(i)); },
      [](uint32_t, uint32_t) { return true; });  // names are only doubted: 64 bits will do
  judge_states(issues);
  judge_accounts(issues);
  join_doubles(issues);
  find_namesakes(issues);
}

std::string_view People::id(size_t record) const {
  const std::string_view id = id_ == nullptr ? std::string_view() : id_->text(record);
  return id.empty() && bracket_ids_.size() > 0 ? bracket_ids_[record] : id;
}

const KeyIndex& People::by_email() const {
  if (!by_email_) {
    by_email_.emplace(
        static_cast<uint32_t>(raw_.rows.size()),
        [&](uint32_t i) { return hash_folded_key(email(i)); },
        [&](uint32_t i, uint32_t j) { return same_folded(email(i), email(j)); });
  }
  return *by_email_;
}

// An id that nobody has is no reason to index a million addresses.
bool People::may_be_address(std::string_view reference) const {
  const auto has_at = [](std::string_view text) {
    return find_one_of(text.data(), 0, text.size(), '@', '@', '@') != text.size();
  };
  if (has_at(reference)) return true;
  if (!all_have_at_) {
    bool all = true;
    for (size_t i = 0; i < records() && all; ++i) all = email(i).empty() || has_at(email(i));
    all_have_at_ = all;
  }
  return !*all_have_at_;
}

int64_t People::find(std::string_view reference) const {
  reference = trim(reference);
  if (reference.empty()) return kNobody;
  const auto found = [](uint32_t record) {
    return record == KeyIndex::kNone ? kNobody : int64_t{record};
  };
  const int64_t with_id =
      found(by_id_.find(hash_key(reference), [&](uint32_t i) { return id(i) == reference; }));
  if (with_id != kNobody) return with_id;
  const std::string folded = fold(reference);
  const uint64_t hash = hash_key(folded);
  if (may_be_address(reference)) {
    const int64_t with_email =
        found(by_email().find(hash, [&](uint32_t i) { return fold(email(i)) == folded; }));
    if (with_email != kNobody) return with_email;
  }
  // Nor is it one to index all spellings of a million names.
  if (looks_like_id(reference) &&
      by_name_.find(hash, [&](uint32_t i) { return fold(name(i)) == folded; }) == KeyIndex::kNone)
    return kNobody;
  return with_name(reference);
}

int64_t People::with_name(std::string_view wanted) const {
  if (!by_spelling_) by_spelling_.emplace(records(), [&](size_t i) { return name(i); });
  int64_t named = kNobody;
  for (const int32_t i : by_spelling_->called(wanted)) {
    // Somebody who is here goes before a namesake who left.
    const bool here = stays_[static_cast<size_t>(i)];
    if (named == kNobody || (here && !stays_[static_cast<size_t>(named)])) {
      named = i;
    } else if (here) {
      return kSeveral;
    }
  }
  return named;
}

void People::read_names(Issues& issues) {
  const size_t records = raw_.rows.size();
  const Column* whole = raw_.with_role(Role::kName);
  const Column* first = raw_.with_role(Role::kFirstName);
  const Column* last = raw_.with_role(Role::kLastName);
  bool brackets = false;
  if (whole != nullptr) {
    size_t named = 0;
    size_t with_id = 0;
    for (size_t i = 0; i < std::min(records, kSample); ++i) {
      if (whole->missing(i)) continue;
      ++named;
      with_id += looks_like_id(split_brackets(whole->text(i)).inside) ? 1 : 0;
    }
    brackets = with_id > 0 && with_id * 10 >= named * 6;
  }
  Issue taken = raw_.issue(Severity::kNote, "roster.idInName", whole ? whole->header : "");
  names_.reserve(records, whole != nullptr ? whole->values.bytes() : 0);
  std::string name;
  const auto read_name = [&](size_t i) {
    name.clear();
    std::string_view bracket_id;
    if (whole != nullptr && !whole->missing(i)) {
      std::string_view text = whole->text(i);
      if (!brackets && find_one_of(text.data(), 0, text.size(), ',', ',', ',') == text.size()) {
        names_.add(text);
        return;
      }
      if (brackets) {
        const Bracketed split = split_brackets(text);
        if (looks_like_id(split.inside)) text = split.before, bracket_id = split.inside;
      }
      name = in_reading_order(text);
    } else {
      if (first != nullptr) name.append(first->text(i));
      if (last != nullptr && !last->missing(i)) {
        if (!name.empty()) name.push_back(' ');
        name.append(last->text(i));
      }
    }
    names_.add(name);
    if (!brackets) return;
    bracket_ids_.add(bracket_id);
    if (!bracket_id.empty() && raw_.text(Role::kId, i).empty()) {
      if (taken.row_count == 0) taken.args = {{"value", std::string(whole->text(i))}};
      taken.add_row(raw_.rows[i]);
    }
  };
  in_batches(records, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) read_name(i);
  });
  report(issues, taken);
}

void People::judge_states(Issues& issues) {
  const size_t records = raw_.rows.size();
  std::vector<Status> states(records, Status::kUnknown);
  Issue inactive = raw_.issue(Severity::kNote, "roster.inactive");
  Issue leave = raw_.issue(Severity::kNote, "roster.onLeave");
  Issue soon = raw_.issue(Severity::kNote, "roster.leavingSoon");
  Issue disagree = raw_.issue(Severity::kWarning, "roster.statusDisagrees");
  for (const Column* column : columns_with(raw_, Role::kStatus)) {
    // "Block credential: Yes" means the opposite of "Active: Yes".
    const std::string key = fold_key(column->header);
    const bool inverted = key.find("block") != key.npos || key.find("gesperrt") != key.npos;
    std::vector<Status> meaning;
    std::vector<Issue> unknown;
    std::vector<bool> is_state;
    bool any_known = false;
    for (size_t value = 0; value < column->values.size(); ++value) {
      Status status = status_of(column->values[value]);
      if (inverted && status != Status::kUnknown && status != Status::kLeave) {
        status = status == Status::kActive ? Status::kInactive : Status::kActive;
      }
      meaning.push_back(status);
      any_known |= status != Status::kUnknown;
      is_state.push_back(account_by_word(column->values[value]) == Account::kPerson &&
                         !is_contract_word(column->values[value]));
      unknown.push_back(raw_.issue(Severity::kWarning, "roster.statusUnknown", column->header));
    }
    // "Full-Time" and "Part-Time" under "Employment Status": no state of anybody.
    if (!any_known) continue;
    for (size_t i = 0; i < records; ++i) {
      const uint32_t code = column->codes[i];
      const Status status = meaning[code];
      if (status == Status::kUnknown) {
        if (code != Column::kMissing && is_state[code]) unknown[code].add_row(raw_.rows[i]);
        continue;
      }
      if (states[i] != Status::kUnknown &&
          (states[i] == Status::kInactive) != (status == Status::kInactive)) {
        disagree.column = column->header;
        disagree.add_row(raw_.rows[i]);
      }
      if (states[i] != Status::kInactive) states[i] = status;
      if (status == Status::kInactive && inactive.column.empty()) inactive.column = column->header;
      if (status == Status::kLeave) leave.column = column->header;
    }
    size_t named = 0;
    for (size_t value = 1; value < unknown.size() && named < kMostNamed; ++value) {
      if (unknown[value].row_count == 0) continue;
      // A few words among many people are a question; a column of them is something else.
      if (unknown[value].row_count * 2 > static_cast<int64_t>(records)) continue;
      unknown[value].args = {{"value", std::string(column->values[value])}};
      report(issues, unknown[value]);
      ++named;
    }
  }
  for (const Column* column : columns_with(raw_, Role::kEndDate)) {
    const std::vector<std::optional<Day>> days = days_of(*column);
    for (size_t i = 0; i < records; ++i) {
      const std::optional<Day> day = days[column->codes[i]];
      if (!day) continue;
      if (*day <= options_.today) {
        states[i] = Status::kInactive;
        if (inactive.column.empty()) inactive.column = column->header;
      } else if (*day <= options_.today + kSoon && states[i] != Status::kInactive) {
        soon.column = column->header;
        soon.add_row(raw_.rows[i]);
      }
    }
  }
  for (size_t i = 0; i < records; ++i) {
    if (states[i] == Status::kLeave) leave.add_row(raw_.rows[i]);
    if (states[i] != Status::kInactive) continue;
    stays_[i] = false;
    inactive.add_row(raw_.rows[i]);
  }
  left_out_.inactive = static_cast<size_t>(inactive.row_count);
  for (Issue* found : {&inactive, &leave, &soon, &disagree}) report(issues, *found);
}

void People::judge_accounts(Issues& issues) {
  const std::vector<const Column*> addresses = columns_with(raw_, Role::kEmail);
  std::vector<const Column*> columns = columns_with(raw_, Role::kPersonType);
  for (const Column* column : columns_with(raw_, Role::kStatus)) columns.push_back(column);
  std::vector<std::vector<Account>> kinds;
  for (const Column* column : columns) {
    std::vector<Account>& kind = kinds.emplace_back();
    for (size_t value = 0; value < column->values.size(); ++value)
      kind.push_back(account_by_word(column->values[value]));
  }
  std::array<Issue, kAccountNames.size()> found;
  for (Issue& issue : found) issue = raw_.issue(Severity::kNote, "roster.notPeople");
  const auto judge = [&](size_t i) {
    if (!stays_[i]) return;
    Account account = Account::kPerson;
    std::string_view column;
    for (size_t c = 0; c < columns.size() && account == Account::kPerson; ++c) {
      account = kinds[c][columns[c]->codes[i]];
      column = columns[c]->header;
    }
    for (size_t c = 0; c < addresses.size() && account == Account::kPerson; ++c) {
      if (addresses[c]->missing(i)) continue;
      account = account_by_address(addresses[c]->text(i));
      column = addresses[c]->header;
    }
    if (account == Account::kPerson) {
      account = account_by_name(name(i));
      column = {};
    }
    if (account == Account::kPerson) return;
    Issue& issue = found[static_cast<size_t>(account)];
    if (issue.row_count == 0) {
      issue.column = column;
      issue.args = {{"kind", std::string(kAccountNames[static_cast<size_t>(account)])},
                    {"value", std::string(name(i).empty() ? email(i) : name(i))}};
    }
    issue.add_row(raw_.rows[i]);
    const bool wanted = std::find(options_.accounts.begin(), options_.accounts.end(), account) !=
                        options_.accounts.end();
    if (wanted) return;
    stays_[i] = false;
    ++left_out_.accounts;
  };
  in_batches(raw_.rows.size(), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) judge(i);
  });
  for (size_t kind = 1; kind < found.size(); ++kind) {
    const bool wanted = std::find(options_.accounts.begin(), options_.accounts.end(),
                                  static_cast<Account>(kind)) != options_.accounts.end();
    if (!wanted) report(issues, found[kind]);
  }
}

void People::join_doubles(Issues& issues) {
  const size_t records = raw_.rows.size();
  Issue nameless = raw_.issue(Severity::kWarning, "roster.noIdentity");
  Issue merged = raw_.issue(Severity::kNote, "roster.duplicateMerged");
  if (const Column* column = raw_.with_role(Role::kId)) merged.column = column->header;
  // Records with the id of one that came before, and is a person of today.
  std::vector<uint32_t> kept(records, KeyIndex::kNone);  // per first record with the id
  std::map<uint32_t, Issue> asked;                       // by the record that was kept
  for (uint32_t i = 0; i < records; ++i) {
    if (!stays_[i]) continue;
    const bool has_id = !id(i).empty();
    const bool has_email = !email(i).empty();
    if (!has_id && !has_email && name(i).empty()) {
      stays_[i] = false;
      ++left_out_.nameless;
      nameless.add_row(raw_.rows[i]);
      continue;
    }
    if (!has_id && !has_email) continue;  // two rows with a name alone are two people
    const uint32_t first = has_id ? by_id_.first(i) : by_email().first(i);
    if (kept[first] == KeyIndex::kNone) {
      kept[first] = i;
      continue;
    }
    const uint32_t known = kept[first];
    if (has_id != !id(known).empty()) continue;
    const std::string_view key = has_id ? id(i) : email(i);
    const bool same_name =
        name(i).empty() || name(known).empty() || by_name_.first(i) == by_name_.first(known);
    const auto answer = options_.same.find(key);
    const bool one = answer == options_.same.end() ? same_name : answer->second;
    if (!one && answer != options_.same.end()) continue;
    stays_[i] = false;
    ++left_out_.duplicates;
    if (one) {
      for (Column& column : raw_.columns) {
        if (column.missing(known)) column.codes[known] = column.codes[i];
      }
      if (merged.row_count == 0) {
        merged.add_row(raw_.rows[known]);
        merged.args = {{"value", std::string(key)}};
      }
      merged.add_row(raw_.rows[i]);
      continue;
    }
    Issue& issue = asked[known];
    if (issue.row_count == 0) {
      issue = raw_.issue(Severity::kWarning, "roster.duplicateAsked", merged.column);
      issue.add_row(raw_.rows[known]);
      issue.args = {{"value", std::string(key)},
                    {"first", std::string(name(known))},
                    {"second", std::string(name(i))}};
    }
    issue.add_row(raw_.rows[i]);
  }
  for (Issue* found : {&nameless, &merged}) report(issues, *found);
  for (auto& [record, issue] : asked) report(issues, issue);
}

void People::find_namesakes(Issues& issues) const {
  Issue namesakes = raw_.issue(Severity::kNote, "roster.sameName");
  std::vector<uint32_t> kept(raw_.rows.size(), KeyIndex::kNone);
  std::vector<bool> counted(raw_.rows.size(), false);
  for (uint32_t i = 0; i < raw_.rows.size(); ++i) {
    if (!stays_[i] || name(i).empty()) continue;
    const uint32_t first = by_name_.first(i);
    if (kept[first] == KeyIndex::kNone) {
      kept[first] = i;
      continue;
    }
    if (!counted[first]) namesakes.add_row(raw_.rows[kept[first]]);
    counted[first] = true;
    namesakes.add_row(raw_.rows[i]);
  }
  report(issues, namesakes);
}

}  // namespace weft
