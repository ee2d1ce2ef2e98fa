#include "roster/people.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/batches.h"
#include "base/bytes.h"
#include "base/names.h"
#include "base/text.h"
#include "roster/typing.h"

namespace weft {
namespace {

constexpr size_t kIdsLookedAt = 200;
constexpr size_t kMostAsked = 50;  // names and addresses that get a question of their own
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

bool has_date(std::string_view text) {
  return text.find_first_of("0123456789") != text.npos &&
         (parse_date(text, DateOrder::kDayFirst) || parse_date(text, DateOrder::kMonthFirst));
}

// "Block credential: Yes" means the opposite of "Active: Yes".
bool asks_for_opposite(std::string_view header) {
  const std::string key = fold_key(header);
  const auto has = [&](std::string_view part) { return key.find(part) != key.npos; };
  return has("block") || has("gesperrt") || has("disabled") || has("inactive") || has("deaktiv");
}

// What HR has said, else what the words say; of a column that asks for the opposite, yes and no are
// turned round.
Status state_of(std::string_view value, bool opposite, const ColumnChoice* choice) {
  if (choice != nullptr) {
    const auto answered = choice->answers.find(fold(value));
    if (answered != choice->answers.end())
      return answered->second ? Status::kActive : Status::kInactive;
  }
  if (opposite) {
    if (const auto yes = yes_or_no(value)) return *yes ? Status::kInactive : Status::kActive;
  }
  return status_of(value);
}

bool same_folded(std::string_view a, std::string_view b) {
  return same_bytes(a, b) || fold(a) == fold(b);
}

void report(Issues& issues, Issue& found) {
  if (found.row_count > 0) issues.push_back(std::move(found));
}

}  // namespace

People::People(RawTable& raw, const PeopleOptions& options, const ColumnChoices& choices,
               Issues& issues)
    : raw_(raw),
      options_(options),
      stays_(raw.rows.size(), true),
      replaced_by_(raw.rows.size(), KeyIndex::kNone),
      id_(raw.with_role(Role::kId)),
      email_(raw.with_role(Role::kEmail)) {
  read_names(issues);
  const auto records = static_cast<uint32_t>(raw_.rows.size());
  by_id_ = KeyIndex(
      records, [&](uint32_t i) { return hash_key(id(i)); },
      [&](uint32_t i, uint32_t j) { return id(i) == id(j); });
  by_name_ = KeyIndex(
      records, [&](uint32_t i) { return hash_folded_key(name(i)); },
      [&](uint32_t i, uint32_t j) { return fold(name(i)) == fold(name(j)); });
  for (const Column& column : raw_.columns) {
    switch (column.role) {
      case Role::kDepartment:
      case Role::kDivision:
      case Role::kTeam:
      case Role::kTitle:
      case Role::kLevel:
      case Role::kManager:
      case Role::kHireDate:
        work_.push_back(&column);
        break;
      default:
        break;
    }
  }
  judge_totals(issues);
  take_last_answers(issues);
  judge_states(choices, issues);
  judge_accounts(issues);
  // Who goes from here on is a double of somebody, as answers are that were replaced.
  for (size_t i = 0; i < stays_.size(); ++i)
    gone_.push_back(!stays_[i] && replaced_by_[i] == KeyIndex::kNone);
  join_doubles(issues);
  join_addresses(issues);
  find_namesakes(issues);
}

std::string_view People::identity(size_t record) const {
  return !id(record).empty() ? id(record) : !email(record).empty() ? email(record) : name(record);
}

std::string_view People::id(size_t record) const {
  const std::string_view id = id_ == nullptr ? std::string_view() : id_->text(record);
  return id.empty() && bracket_ids_.size() > 0 ? bracket_ids_[record] : id;
}

uint32_t People::spoken_for_by(uint32_t record) const {
  // An answer is replaced by the last one, which may be a double, which may have a second address.
  while (replaced_by_[record] != KeyIndex::kNone) record = replaced_by_[record];
  return record;
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
  const int64_t with_id = with_key(
      by_id_, by_id_.find(hash_key(reference), [&](uint32_t i) { return id(i) == reference; }));
  if (with_id != kNobody) return with_id;
  const std::string folded = fold(reference);
  const uint64_t hash = hash_key(folded);
  if (may_be_address(reference)) {
    const int64_t with_email = with_key(
        by_email(), by_email().find(hash, [&](uint32_t i) { return fold(email(i)) == folded; }));
    if (with_email != kNobody) return with_email;
  }
  // Nor is it one to index all spellings of a million names.
  if (looks_like_id(reference) &&
      by_name_.find(hash, [&](uint32_t i) { return fold(name(i)) == folded; }) == KeyIndex::kNone)
    return kNobody;
  return with_name(reference);
}

// Of all records with one key the one that stays: of somebody who came back an old row says that
// they had left.
int64_t People::with_key(const KeyIndex& index, uint32_t first) const {
  if (first == KeyIndex::kNone) return kNobody;
  const uint32_t own = spoken_for_by(first);
  if (stays_[own]) return own;
  const auto [known, fresh] = with_key_.try_emplace({&index, first}, own);
  for (uint32_t i = first; fresh && i != KeyIndex::kNone; i = index.next(i)) {
    const uint32_t other = spoken_for_by(i);
    if (!stays_[other]) continue;
    known->second = other;
    break;
  }
  return known->second;
}

int64_t People::with_name(std::string_view wanted) const {
  if (!by_spelling_) by_spelling_.emplace(records(), [&](size_t i) { return name(i); });
  int64_t named = kNobody;
  for (const int32_t i : by_spelling_->called(wanted)) {
    // Somebody who is here goes before a namesake who left.
    const uint32_t record = spoken_for_by(static_cast<uint32_t>(i));
    const bool here = stays_[record];
    if (named == kNobody || (here && !stays_[static_cast<size_t>(named)])) {
      named = record;
    } else if (here && record != named) {
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
    for (size_t i = 0; i < std::min(records, kIdsLookedAt); ++i) {
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

std::optional<bool> People::said_to_be_person(size_t record) const {
  if (options_.persons.empty()) return std::nullopt;
  const auto said = options_.persons.find(fold(identity(record)));
  return said == options_.persons.end() ? std::nullopt : std::optional<bool>(said->second);
}

// An account has no department, no title and no manager.
bool People::has_work(size_t record) const {
  return std::any_of(work_.begin(), work_.end(),
                     [&](const Column* column) { return !column->missing(record); });
}

// Lines that are totals, or people called Total: out until HR says so.
void People::judge_totals(Issues& issues) {
  if (raw_.perhaps_totals.empty()) return;
  // "Total Sales", where Sales is a department.
  std::set<std::string> parts;
  for (const Column& column : raw_.columns) {
    if (is_identity(column.role) || column.role == Role::kManager || column.role >= Role::kOther)
      continue;
    for (size_t value = 1; value < column.values.size(); ++value)
      parts.insert(fold(column.values[value]));
  }
  const auto is_of_part = [&](std::string_view label) {
    return parts.count(fold(trim(label.substr(std::min(label.find(' '), label.size()))))) > 0;
  };
  Issue footer = raw_.issue(Severity::kNote, "table.footer");
  size_t asked = 0;
  for (const uint32_t i : raw_.perhaps_totals) {
    const std::optional<bool> person = said_to_be_person(i);
    if (person == true) continue;
    stays_[i] = false;
    if (person || name(i).empty() || asked == kMostAsked || is_of_part(name(i))) {
      footer.add_row(raw_.rows[i]);
      continue;
    }
    ++asked;
    Issue& issue = issues.emplace_back(raw_.issue(Severity::kWarning, "roster.totalAsked"));
    issue.args = {{"value", std::string(name(i))}, {"key", std::string(identity(i))}};
    issue.add_row(raw_.rows[i]);
  }
  report(issues, footer);
}

// Who filled in a form again has changed their mind: of several answers of one person, by id, else
// address, else name, the last counts as it is.
void People::take_last_answers(Issues& issues) {
  if (raw_.stamps.empty()) return;
  Issue replaced = raw_.issue(Severity::kNote, "roster.answersReplaced");
  const size_t records = raw_.rows.size();
  std::vector<uint32_t> last(records, KeyIndex::kNone);
  std::vector<std::pair<uint32_t, uint32_t>> before;  // an answer, and the first of that person
  for (uint32_t i = 0; i < records; ++i) {
    if (!stays_[i]) continue;
    const bool has_id = !id(i).empty();
    const bool has_email = !email(i).empty();
    if (!has_id && !has_email && name(i).empty()) continue;
    const uint32_t first = has_id      ? by_id_.first(i)
                           : has_email ? by_email().first(i)
                                       : by_name_.first(i);
    uint32_t& known = last[first];
    if (known == KeyIndex::kNone) {
      known = i;
      continue;
    }
    // One address and two names: HR is asked who that is.
    const bool same_name =
        name(i).empty() || name(known).empty() || by_name_.first(i) == by_name_.first(known);
    if (!same_name) continue;
    const bool later = raw_.stamps[i] >= raw_.stamps[known];
    const uint32_t gone = later ? std::exchange(known, i) : i;
    stays_[gone] = false;
    before.emplace_back(gone, first);
    ++left_out_.duplicates;
    if (replaced.row_count == 0)
      replaced.args = {{"value", std::string(name(i).empty() ? email(i) : name(i))}};
    replaced.add_row(raw_.rows[gone]);
  }
  for (const auto& [answer, first] : before) replaced_by_[answer] = last[first];
  report(issues, replaced);
}

void People::judge_states(const ColumnChoices& choices, Issues& issues) {
  const size_t records = raw_.rows.size();
  std::vector<Status> states(records, Status::kUnknown);
  Issue inactive = raw_.issue(Severity::kNote, "roster.inactive");
  Issue leave = raw_.issue(Severity::kNote, "roster.onLeave");
  Issue soon = raw_.issue(Severity::kNote, "roster.leavingSoon");
  Issue disagree = raw_.issue(Severity::kWarning, "roster.statusDisagrees");
  for (const Column* column : columns_with(raw_, Role::kStatus)) {
    const bool opposite = asks_for_opposite(column->header);
    const auto choice = choices.find(column->header);
    std::vector<Status> meaning;
    Issues unknown;
    std::vector<bool> is_state;
    for (size_t value = 0; value < column->values.size(); ++value) {
      const std::string_view text = column->values[value];
      meaning.push_back(
          state_of(text, opposite, choice == choices.end() ? nullptr : &choice->second));
      // "Full-Time" and "Guest" are no states, and neither is the day on which something was done.
      is_state.push_back(account_by_word(text).account == Account::kPerson &&
                         !is_contract_word(text) && !has_date(text));
      unknown.push_back(raw_.issue(Severity::kWarning, "roster.statusUnknown", column->header));
      unknown.back().args = {{"value", std::string(text)}};
    }
    for (size_t i = 0; i < records; ++i) {
      const uint32_t code = column->codes[i];
      const Status status = meaning[code];
      if (status == Status::kUnknown) {
        if (stays_[i] && code != Column::kMissing && is_state[code])
          unknown[code].add_row(raw_.rows[i]);
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
    unknown.erase(std::remove_if(unknown.begin(), unknown.end(),
                                 [](const Issue& issue) { return issue.row_count == 0; }),
                  unknown.end());
    report_unknown_answers(std::move(unknown), issues);
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
    if (!stays_[i]) continue;
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
  std::vector<std::vector<AccountGuess>> kinds;
  for (const Column* column : columns) {
    std::vector<AccountGuess>& kind = kinds.emplace_back();
    for (size_t value = 0; value < column->values.size(); ++value)
      kind.push_back(account_by_word(column->values[value]));
  }
  std::array<Issue, kAccountNames.size()> found;
  for (Issue& issue : found) issue = raw_.issue(Severity::kNote, "roster.notPeople");
  Issues asked;
  const auto judge = [&](size_t i) {
    if (!stays_[i]) return;
    const std::optional<bool> said = said_to_be_person(i);
    if (said == true) return;
    AccountGuess guess;
    std::string_view column;
    for (size_t c = 0; c < columns.size() && guess.account == Account::kPerson; ++c) {
      guess = kinds[c][columns[c]->codes[i]];
      // Somebody with a department who works in “Service”.
      if (!guess.sure && guess.account != Account::kPerson && has_work(i)) guess = {};
      column = columns[c]->header;
    }
    for (size_t c = 0; c < addresses.size() && guess.account == Account::kPerson; ++c) {
      if (addresses[c]->missing(i)) continue;
      const std::string_view address = addresses[c]->text(i);
      guess = account_by_address(address);
      if (!guess.sure && guess.account != Account::kPerson && is_address_of(address, name(i)))
        guess = {};
      column = addresses[c]->header;
    }
    if (guess.account == Account::kPerson) {
      guess = account_by_name(name(i));
      column = {};
      if (!guess.sure && guess.account != Account::kPerson && said != false) {
        // A surname alone makes nobody a bot.
        if (!has_work(i) && !is_address_of(email(i), name(i)) && asked.size() < kMostAsked) {
          Issue& issue = asked.emplace_back(raw_.issue(Severity::kWarning, "roster.personAsked"));
          issue.args = {{"value", std::string(name(i))}, {"key", std::string(identity(i))}};
          issue.add_row(raw_.rows[i]);
        }
        guess = {};
      }
    }
    if (said == false && guess.account == Account::kPerson) guess.account = Account::kBot;
    const Account account = guess.account;
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
    if (wanted && said != false) return;
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
  for (Issue& issue : asked) issues.push_back(std::move(issue));
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
      merge(known, i);
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
  // Where no column says who anybody is, that is said of the columns.
  if (left_out_.nameless == records) nameless.row_count = 0;
  for (Issue* found : {&nameless, &merged}) report(issues, *found);
  for (auto& [record, issue] : asked) report(issues, issue);
}

void People::merge(uint32_t kept, uint32_t other) {
  replaced_by_[other] = kept;
  for (Column& column : raw_.columns) {
    if (column.missing(kept)) column.codes[kept] = column.codes[other];
  }
}

// Somebody with two contracts has two ids and one address, and would meet themselves. What many
// people have is the address of none of them.
void People::join_addresses(Issues& issues) {
  constexpr size_t kShared = 5;
  if (email_ == nullptr || (id_ == nullptr && bracket_ids_.size() == 0)) return;
  const auto records = static_cast<uint32_t>(raw_.rows.size());
  std::map<uint32_t, std::vector<uint32_t>> bearers;  // by the first record with the address
  for (uint32_t i = 0; i < records; ++i) {
    if (!stays_[i] || email(i).empty() || id(i).empty()) continue;
    const uint32_t first = by_email().first(i);
    if (first != i || by_email().next(i) != KeyIndex::kNone) bearers[first].push_back(i);
  }
  Issue shared = raw_.issue(Severity::kNote, "roster.addressShared", email_->header);
  Issue more = raw_.issue(Severity::kWarning, "roster.addressesMore", email_->header);
  size_t asked = 0;
  for (const auto& [first, people] : bearers) {
    const uint32_t known = people.front();
    const std::string_view address = email(known);
    // Two rows with one id were asked about before.
    const bool one_id =
        std::all_of(people.begin(), people.end(), [&](uint32_t i) { return id(i) == id(known); });
    if (one_id || !is_address(address)) continue;
    std::string ids;
    for (const uint32_t i : people) ids.append(ids.empty() ? "" : " ").append(id(i));
    const auto answer = options_.same.find(ids);
    if (answer != options_.same.end() && !answer->second) continue;
    if (answer != options_.same.end()) {
      for (const uint32_t i : people) {
        if (i == known) continue;
        stays_[i] = false;
        ++left_out_.duplicates;
        merge(known, i);
      }
      continue;
    }
    if (people.size() >= kShared) {
      if (shared.row_count == 0) shared.args = {{"value", std::string(address)}};
      for (const uint32_t i : people) shared.add_row(raw_.rows[i]);
      continue;
    }
    perhaps_same_.push_back(people);
    if (asked++ >= kMostAsked) {
      for (const uint32_t i : people) more.add_row(raw_.rows[i]);
      continue;
    }
    Issue& issue =
        issues.emplace_back(raw_.issue(Severity::kWarning, "roster.addressAsked", email_->header));
    const uint32_t second = people[1];
    issue.args = {{"value", std::string(address)},       {"first", std::string(name(known))},
                  {"second", std::string(name(second))}, {"firstId", std::string(id(known))},
                  {"secondId", std::string(id(second))}, {"key", std::move(ids)}};
    for (const uint32_t i : people) issue.add_row(raw_.rows[i]);
  }
  for (Issue* found : {&shared, &more}) report(issues, *found);
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
