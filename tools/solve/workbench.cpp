#include "workbench.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>

namespace weft::workbench {
namespace {

constexpr const char* kUsage =
    R"(weft-solve matching FILE [--objective cardinality|weight] [--print] [--repeat N]
weft-solve typed FILE [--size S] [--rounds R] [--seed N] [--print] [--repeat N]
weft-solve assign FILE [--objective cardinality|weight|worst] [--print] [--repeat N]
weft-solve groups FILE [--seconds S | --work N] [--seed N] [--print]
weft-solve teams FILE [--seconds S | --work N] [--seed N] [--favour worst] [--print]
weft-solve stable FILE [--favour residents|hospitals|both] [--seed N] [--print] [--repeat N]
weft-solve timetable FILE --rooms R --slots S [--seats N] [--seed N] [--work N] [--print] [--repeat N]
weft-solve golfers FILE [--seed N] [--work N] [--print] [--repeat N]

  Prints value, bound, pairs and seconds; with --print the mate of each vertex (-1: none).
  --repeat solves N times and prints the median of the seconds.

  matching: FILE holds `n m`, then m lines `u v w`: vertices from 0, whole weights.
  typed: FILE holds `n k`, for each of k attributes `values same differ near far` (weights of 0 to
  100 for each way to count; code 0 is blank to `same`), then n lines of k codes.
  With --size 3 to 8 groups instead of pairs, with --rounds R times one after the other, and nobody
  meets again: what is printed is of the last round, `broken` the pairs that met all the same, and
  --print gives a line `person person …` for each group.
  assign: FILE holds `rows columns arcs`, the columns' capacities, then a line `row column weight` for
  each arc; or `rows columns dense`, the capacities, then the weights row by row. --print gives a line
  `row column` for each pair.
  stable: FILE is JSON: `residents[i]` the hospitals of a resident in order of preference (an inner
  list is a tie), `hospital_rank[h]` the rank by resident, equal ranks are ties, `capacity[h]`; or plain
  text: `residents hospitals pairs`, the capacities, then a line `resident hospital rank rank` for each
  pair. Prints size, stable yes or no, bound and seconds; --print gives a line `resident hospital` each.
  timetable: FILE has a line `yes;maybe` for each person, both lists of sessions with commas between,
  numbered from 1; yes counts 2, maybe 1. R rooms with N seats (enough, if not said) in S slots.
  Prints value, bound, optimal yes or no, seconds, and how long people took for the agenda given;
  --print gives a line `session slot` each, slots from 1. --work is how many votes may be looked at in the search, and as many for the bound.

  groups: FILE is in the format of MDGPLIB: `elements groups ds|ss`, the least and most elements of each
  group, then a line `i j value` for each pair (elements from 0; pairs that are not there are worth 0).
  Prints value, bound, proof, work and seconds; --print gives a line `element group` each. --work counts
  elements looked at; --seconds is for measuring, and its results don't repeat.

  golfers: FILE holds `groups size rounds`: so many rounds of groups of this size in which as few as can
  be meet twice. Prints repeats, clean (so many rounds at the beginning without any), bound (no plan
  has more of them), most (repeats of one person) and seconds; --print gives a line `round group person
  person …` each. --work is the number of exchanges that may be looked at.

  teams: FILE holds `elements groups`, the least and most elements of each group, the number of criteria
  and for each `mix|match|spread|balance full` (what a group has from it at most), the number of rules and
  for each `notAlone`, `atLeast N` or `atMost N`; for each element its codes (numbers where means are
  balanced) and 0 or 1 for each rule; the number of pairs apart and those. Prints value, bound, the same
  of the smallest group, and how much is broken. --favour worst: the smallest group first.

  cardinality (default): as many pairs as possible, then the largest sum. weight: the largest sum.
  worst: as many pairs as possible, then the largest smallest weight, then the largest sum.
)";

int run(int count, char** values) {
  const std::map<std::string, int (*)(const Options&)> solvers = {
      {"assign", solve_assignment},   {"golfers", solve_golfers}, {"groups", solve_groups},
      {"matching", solve_matching},   {"stable", solve_stable},   {"teams", solve_teams},
      {"timetable", solve_timetable}, {"typed", solve_typed}};
  Options options;
  std::vector<std::string> words;
  for (int i = 1; i < count; ++i) {
    const std::string word = values[i];
    if (word == "--print") {
      options.print = true;
    } else if (word == "--objective" && i + 1 < count) {
      options.objective = values[++i];
    } else if (word == "--favour" && i + 1 < count) {
      options.favour = values[++i];
    } else if (word == "--seed" && i + 1 < count) {
      options.seed = std::strtoull(values[++i], nullptr, 10);
    } else if (word == "--size" && i + 1 < count) {
      options.size = std::clamp(std::atoi(values[++i]), 2, 1000);
    } else if (word == "--rounds" && i + 1 < count) {
      options.rounds = std::clamp(std::atoi(values[++i]), 1, 1000);
    } else if (word == "--work" && i + 1 < count) {
      options.work = std::max<int64_t>(std::atoll(values[++i]), 0);
    } else if (word == "--seconds" && i + 1 < count) {
      options.seconds = std::max(std::atof(values[++i]), 0.001);
    } else if (word == "--rooms" && i + 1 < count) {
      options.rooms = std::atoi(values[++i]);
    } else if (word == "--slots" && i + 1 < count) {
      options.slots = std::atoi(values[++i]);
    } else if (word == "--seats" && i + 1 < count) {
      options.seats = std::atoi(values[++i]);
    } else if (word == "--repeat" && i + 1 < count) {
      options.repeat = std::clamp(std::atoi(values[++i]), 1, 1000);
    } else if (word.rfind("--", 0) == 0) {
      throw Unreadable{"unknown option " + word + "\n\n" + kUsage};
    } else {
      words.push_back(word);
    }
  }
  const auto solver = words.size() == 2 ? solvers.find(words[0]) : solvers.end();
  if (solver == solvers.end()) throw Unreadable{kUsage};
  options.file = words[1];
  return solver->second(options);
}

}  // namespace

Numbers::Numbers(const std::string& path) : path_(path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) throw Unreadable{path + ": there is no such file, or it can't be read"};
  char buffer[1 << 16];
  while (const size_t got = std::fread(buffer, 1, sizeof buffer, file)) text_.append(buffer, got);
  std::fclose(file);
}

void Numbers::skip_space() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
    line_ += text_[at_++] == '\n' ? 1 : 0;
  }
}

int64_t Numbers::next(const char* what) {
  skip_space();
  const bool negative = at_ < text_.size() && text_[at_] == '-';
  if (negative) ++at_;
  const size_t begin = at_;
  int64_t value = 0;
  while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && at_ - begin < 18) {
    value = value * 10 + (text_[at_++] - '0');
  }
  const bool ends = at_ == text_.size() || text_[at_] == ' ' || text_[at_] == '\n' ||
                    text_[at_] == '\r' || text_[at_] == '\t';
  if (at_ == begin || !ends) fail(std::string("a whole number was expected for ") + what);
  return negative ? -value : value;
}

Decimal Numbers::next_decimal(const char* what) {
  skip_space();
  Decimal decimal;
  const bool negative = at_ < text_.size() && text_[at_] == '-';
  if (negative) ++at_;
  int count = 0;
  bool point = false;
  for (; at_ < text_.size() && count <= 18; ++at_) {
    const char c = text_[at_];
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      decimal.digits = decimal.digits * 10 + (c - '0');
      ++count;
      decimal.places += point ? 1 : 0;
    } else {
      break;
    }
  }
  const bool ends = at_ == text_.size() || text_[at_] == ' ' || text_[at_] == '\n' ||
                    text_[at_] == '\r' || text_[at_] == '\t';
  if (count == 0 || count > 18 || !ends) fail(std::string("a number was expected for ") + what);
  if (negative) decimal.digits = -decimal.digits;
  return decimal;
}

bool Numbers::takes(const std::string& word) {
  skip_space();
  if (text_.compare(at_, word.size(), word) != 0) return false;
  at_ += word.size();
  return true;
}

bool Numbers::at_end() {
  skip_space();
  return at_ == text_.size();
}

void Numbers::end() {
  if (!at_end()) fail("nothing more was expected here");
}

void Numbers::fail(const std::string& why) const {
  throw Unreadable{path_ + ", line " + std::to_string(line_) + ": " + why};
}

double median_seconds(int repeat, const std::function<void()>& solve) {
  std::vector<double> taken;
  for (int i = 0; i < repeat; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    solve();
    taken.push_back(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  std::sort(taken.begin(), taken.end());
  return taken[taken.size() / 2];
}

}  // namespace weft::workbench

int main(int argc, char** argv) {
  try {
    return weft::workbench::run(argc, argv);
  } catch (const weft::workbench::Unreadable& unreadable) {
    std::fprintf(stderr, "%s\n", unreadable.sentence.c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "weft-solve: %s\n", error.what());
  }
  return 2;
}
