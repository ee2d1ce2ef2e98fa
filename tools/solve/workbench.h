// The solver workbench: runs one solver on a plain instance file. A solver joins with one file that
// defines `int solve_<name>(const Options&)` and a line in workbench.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace weft::workbench {

struct Options {
  std::string file;
  bool print = false;
  std::string objective = "cardinality";
  std::string favour = "residents";
  uint64_t seed = 1;
  int32_t size = 2;    // of groups
  int32_t rounds = 1;  // one after the other
  int64_t work = -1;   // less than 0: what the solver finds right
  int repeat = 1;      // solve so often; seconds are the median
  int rooms = 0;
  int slots = 0;
  int seats = 0;       // of each room; 0: enough
  double seconds = 0;  // more than 0: instead of work
};

// What can't be read: the sentence for standard error; the program ends with status 2.
struct Unreadable {
  std::string sentence;
};

// A number that was written with so many places after the point; they are part of `digits`.
struct Decimal {
  int64_t digits = 0;
  int places = 0;
};

// Whole numbers of a text file, one after the other, with the line they stand in.
class Numbers {
 public:
  explicit Numbers(const std::string& path);
  int64_t next(const char* what);
  Decimal next_decimal(const char* what);
  // Whether this word is next; reads it if it is.
  bool takes(const std::string& word);
  const std::string& text() const { return text_; }
  bool at_end();
  const std::string& path() const { return path_; }
  // Throws where anything but white space is left.
  void end();
  [[noreturn]] void fail(const std::string& why) const;

 private:
  void skip_space();

  std::string path_;
  std::string text_;
  size_t at_ = 0;
  int64_t line_ = 1;
};

// Runs `solve` as often as wanted; the median of the seconds it took.
double median_seconds(int repeat, const std::function<void()>& solve);

int solve_assignment(const Options& options);
int solve_golfers(const Options& options);
int solve_groups(const Options& options);
int solve_matching(const Options& options);
int solve_stable(const Options& options);
int solve_timetable(const Options& options);
int solve_teams(const Options& options);
int solve_typed(const Options& options);

}  // namespace weft::workbench
