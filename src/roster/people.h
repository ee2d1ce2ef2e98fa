// Which records of a table are people that take part in work: their names, ids and addresses; who
// has left, which accounts are nobody, which records are the same person.
//
// O(records), a few passes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/key_index.h"
#include "roster/columns.h"
#include "roster/name_index.h"
#include "roster/words.h"

namespace weft {

struct PeopleOptions {
  Day today = 0;
  std::vector<Account> accounts;  // kinds that are people all the same
  // Is it one person? By the id that is on several rows, or by the ids that have one address.
  std::map<std::string, bool, std::less<>> same;
  std::map<std::string, bool>
      persons;  // is it a person at all? By folded id, else address, else name
};

// Records that are nobody's row in the roster, by reason.
struct LeftOut {
  size_t inactive = 0;
  size_t accounts = 0;
  size_t duplicates = 0;
  size_t nameless = 0;
};

class People {
 public:
  // Fills what a merged record lacked from its double, in raw.columns.
  People(RawTable& raw, const PeopleOptions& options, const ColumnChoices& choices, Issues& issues);

  size_t records() const { return stays_.size(); }
  bool stays(size_t record) const { return stays_[record]; }
  // Who is out because they have left, or because nobody is meant: no double of somebody.
  bool is_gone(size_t record) const { return gone_[record]; }
  // The record that speaks for this person: itself, but for doubles and answers that were replaced.
  uint32_t spoken_for_by(uint32_t record) const;
  // In reading order: "Ana Ruiz", whatever the file has.
  std::string_view name(size_t record) const { return names_[record]; }
  std::string_view id(size_t record) const;
  std::string_view identity(size_t record) const;  // id, else address, else name
  std::string_view email(size_t record) const {
    return email_ == nullptr ? std::string_view() : email_->text(record);
  }
  size_t name_bytes() const { return names_.bytes(); }  // of all names together
  const LeftOut& left_out() const { return left_out_; }
  // Records that may be one person: one address, two ids, and HR has not said yet.
  const std::vector<std::vector<uint32_t>>& perhaps_same() const { return perhaps_same_; }

  static constexpr int64_t kNobody = -1;
  static constexpr int64_t kSeveral = -2;
  // The record of an id, else of an e-mail address, else of a name that only one person has, in
  // whatever spelling (base/names.h); those who left are found as well, where nobody else has it.
  int64_t find(std::string_view reference) const;

 private:
  const KeyIndex& by_email() const;
  int64_t with_name(std::string_view name) const;
  int64_t with_key(const KeyIndex& index, uint32_t first) const;
  bool may_be_address(std::string_view reference) const;
  void read_names(Issues& issues);
  void take_last_answers(Issues& issues);
  void judge_states(const ColumnChoices& choices, Issues& issues);
  void judge_accounts(Issues& issues);
  // Nothing where neither the name nor HR says it.
  std::optional<bool> said_to_be_person(size_t record) const;
  bool has_work(size_t record) const;
  void judge_totals(Issues& issues);
  void join_doubles(Issues& issues);
  void join_addresses(Issues& issues);
  void merge(uint32_t kept, uint32_t other);
  void find_namesakes(Issues& issues) const;

  RawTable& raw_;
  const PeopleOptions& options_;
  std::vector<bool> stays_;
  std::vector<bool> gone_;
  std::vector<uint32_t> replaced_by_;  // per record; KeyIndex::kNone: none
  StringPool names_;
  StringPool bracket_ids_;  // of "Ana Ruiz (1001)"; empty where names have no brackets
  const Column* id_;
  const Column* email_;
  KeyIndex by_id_, by_name_;
  mutable std::optional<KeyIndex> by_email_;  // built when it is first asked: most files have ids
  mutable std::optional<NameIndex> by_spelling_;
  mutable std::optional<bool> all_have_at_;  // the addresses of all records that have one
  std::vector<const Column*> work_;          // columns that say where somebody works, and as what
  std::vector<std::vector<uint32_t>> perhaps_same_;
  // By index and first record with a key, where that one is out.
  mutable std::map<std::pair<const KeyIndex*, uint32_t>, uint32_t> with_key_;
  LeftOut left_out_;
};

}  // namespace weft
