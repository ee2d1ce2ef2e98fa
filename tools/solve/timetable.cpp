// weft-solve timetable: bid lists into rooms and slots.
#include "solve/timetable.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "workbench.h"

namespace weft::workbench {
namespace {

constexpr int32_t kYes = 2;
constexpr int32_t kMaybe = 1;
constexpr int32_t kMostSessions = 2'000;
constexpr int32_t kMostPeople = 1'000'000;

// A line for each person, `yes;maybe`, each a list of numbers with commas between, from 1 on. Lines
// that begin with # are comments; one that names `N papers` or `N sessions` says how many there
// are.
class BidReader {
 public:
  explicit BidReader(const std::string& path) : file_(path) {}

  solve::TimetableProblem read() {
    std::string_view rest = file_.text();
    int64_t line = 0;
    while (!rest.empty()) {
      ++line;
      const size_t end = rest.find('\n');
      std::string_view text = rest.substr(0, end);
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
      if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
      if (text.empty()) continue;
      if (text.front() == '#') {
        read_comment(text);
        continue;
      }
      read_person(text, line);
    }
    if (problem_.people == 0) throw Unreadable{file_.path() + ": there are no bids in it"};
    int32_t sessions = named_;
    for (const solve::TimetableVote& vote : problem_.votes)
      sessions = std::max(sessions, vote.session + 1);
    problem_.sessions.resize(static_cast<size_t>(sessions));
    return std::move(problem_);
  }

 private:
  [[noreturn]] void fail(int64_t line, const std::string& why) const {
    throw Unreadable{file_.path() + ", line " + std::to_string(line) + ": " + why};
  }

  void read_comment(std::string_view text) {
    for (const std::string_view word : {" papers", " sessions"}) {
      const size_t at = text.find(word);
      if (at == std::string_view::npos) continue;
      size_t begin = at;
      while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') --begin;
      int32_t number = 0;
      for (const char digit : text.substr(begin, at - begin))
        number = std::min(kMostSessions, number * 10 + (digit - '0'));
      named_ = std::max(named_, number);
    }
  }

  void read_person(std::string_view text, int64_t line) {
    if (problem_.people == kMostPeople) fail(line, "there are too many people");
    const size_t middle = text.find(';');
    if (middle == std::string_view::npos)
      fail(line, "a semicolon was expected between the yes list and the maybe list");
    const size_t first = problem_.votes.size();
    read_list(text.substr(0, middle), kYes, line);
    read_list(text.substr(middle + 1), kMaybe, line);
    std::vector<int32_t> own;
    for (size_t i = first; i < problem_.votes.size(); ++i) own.push_back(problem_.votes[i].session);
    std::sort(own.begin(), own.end());
    const auto twice = std::adjacent_find(own.begin(), own.end());
    if (twice != own.end()) fail(line, "session " + std::to_string(*twice + 1) + " comes twice");
    ++problem_.people;
  }

  void read_list(std::string_view text, int32_t value, int64_t line) {
    if (text.find_first_not_of(' ') == std::string_view::npos) return;
    while (true) {
      const size_t comma = text.find(',');
      std::string_view word = text.substr(0, comma);
      while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
      while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
      int32_t number = 0;
      for (const char digit : word) {
        if (digit < '0' || digit > '9' || number > kMostSessions)
          fail(line, "a session's number was expected, from 1 to " + std::to_string(kMostSessions));
        number = number * 10 + (digit - '0');
      }
      if (number < 1 || number > kMostSessions)
        fail(line, "a session's number was expected, from 1 to " + std::to_string(kMostSessions));
      problem_.votes.push_back({problem_.people, number - 1, value});
      if (comma == std::string_view::npos) return;
      text = text.substr(comma + 1);
    }
  }

  Numbers file_;
  solve::TimetableProblem problem_;
  int32_t named_ = 0;
};

}  // namespace

int solve_timetable(const Options& options) {
  if (options.rooms < 1 || options.rooms > solve::kMostRooms || options.slots < 1 ||
      options.slots > solve::kMostSlots)
    throw Unreadable{"--rooms and --slots are needed, each from 1 to 64"};
  solve::TimetableProblem problem = BidReader(options.file).read();
  problem.slots = options.slots;
  solve::TimetableRoom room;
  room.seats = options.seats > 0 ? options.seats : problem.people;
  problem.rooms.assign(static_cast<size_t>(options.rooms), room);
  solve::TimetableOptions wanted;
  wanted.seed = options.seed;
  if (options.work >= 0) wanted.search_work = wanted.bound_work = options.work;
  solve::Timetable timetable;
  const double taken =
      median_seconds(options.repeat, [&] { timetable = solve::solve_timetable(problem, wanted); });
  std::string fault = solve::agenda_fault(problem, timetable.agenda);
  if (fault.empty())
    fault = solve::attendance_fault(problem, timetable.agenda, timetable.attendance);
  if (!fault.empty()) std::fprintf(stderr, "%s\n", fault.c_str());
  std::printf("value %lld\nbound %lld\noptimal %s\nseconds %.6f\n",
              static_cast<long long>(timetable.value), static_cast<long long>(timetable.bound),
              timetable.optimal ? "yes" : "no", taken);
  // The people alone, with the agenda given.
  solve::Attendance attendance;
  const double attending = median_seconds(options.repeat, [&] {
    if (fault.empty()) attendance = solve::attend(problem, timetable.agenda);
  });
  std::printf("attendance %s\nattendance_seconds %.6f\n", attendance.exact ? "exact" : "bounded",
              attending);
  if (options.print) {
    for (size_t s = 0; s < timetable.agenda.size(); ++s) {
      if (timetable.agenda[s].slot >= 0)
        std::printf("%zu %d\n", s + 1, timetable.agenda[s].slot + 1);
    }
  }
  return fault.empty() ? 0 : 1;
}

}  // namespace weft::workbench
