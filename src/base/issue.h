// Problems in users' data are values, and plural. A code and its arguments; the page and the
// command line make the sentence.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace weft {

struct Arg {
  std::string name;
  std::variant<int64_t, std::string> value;
};
using Args = std::vector<Arg>;

enum class Severity { kNote, kWarning, kError };

struct Issue {
  Severity severity = Severity::kError;
  std::string code;
  std::string file;
  std::vector<int64_t> rows;  // as a spreadsheet numbers them, from 1
  int64_t row_count = 0;
  std::string column;
  std::string where;  // JSON pointer, for programs and workspaces
  Args args;

  static constexpr size_t kShownRows = 20;  // in JSON

  void add_row(int64_t row) {
    rows.push_back(row);
    ++row_count;
  }
};
using Issues = std::vector<Issue>;

// One more issue; what it has besides is for the caller to add.
Issue& add_issue(Issues& issues, Severity severity, std::string code, std::string where = {},
                 Args args = {});
bool has_errors(const Issues& issues);

// A broken promise between two places of the program, never a user's mistake.
[[noreturn]] void broken_invariant(const char* what);

inline void require(bool holds, const char* what) {
  if (!holds) broken_invariant(what);
}

// A value, or the issue that prevented it.
template <typename T>
class Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Issue issue) : state_(std::move(issue)) {}

  explicit operator bool() const { return std::holds_alternative<T>(state_); }
  T& operator*() { return std::get<T>(state_); }
  const T& operator*() const { return std::get<T>(state_); }
  T* operator->() { return &std::get<T>(state_); }
  const T* operator->() const { return &std::get<T>(state_); }
  const Issue& issue() const { return std::get<Issue>(state_); }

 private:
  std::variant<T, Issue> state_;
};

}  // namespace weft
