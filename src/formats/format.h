// A format: turns a compiled program into a plan. One file each, src/formats/<name>.cpp, which
// defines `const Format& <name>_format()`; the build collects them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fit/fit.h"
#include "outcome/check.h"
#include "outcome/plan.h"
#include "table/csv.h"

namespace weft {

namespace solve {
class GroupingRunner;
}

struct FormatInput {
  const Roster& roster;
  const Program& program;
  const History& history;
  const Lists& lists;
  const Fit& fit;
  Day date;
  std::function<void(double done)> progress = {};
  // As they close in: a value that is reached, if there is one yet, and what no plan exceeds.
  std::function<void(std::optional<int64_t> value, int64_t bound)> bounds = {};
  CsvStyle csv = {};  // of tables among the files that it writes
  // Who has the parts of large searches for groups searched; none: those are one search each. A
  // plan that waits for it is asked for once more.
  solve::GroupingRunner* runner = nullptr;
};

// Rounds that are planned at once.
struct RoundsInput {
  const Roster& roster;
  const Program& program;
  const History& history;
  Day date;
  std::vector<std::vector<int32_t>> taking;  // people of the roster, of each round
  int64_t work = 0;                          // exchanges looked at
  std::function<void(double done)> progress = {};
};

// People who meet among each other, and the sizes of the groups they make, smaller ones first.
struct Tables {
  std::vector<int32_t> people;  // of the roster
  std::vector<int32_t> sizes;
};

// What an outcome is checked against.
struct CheckInput {
  const Roster& roster;
  const Program& program;
  const History& history;
  const Lists& lists;
  Day date;
  const Claim& claim;
};

class Format {
 public:
  virtual ~Format() = default;
  virtual std::string_view name() const = 0;
  virtual Shape shape() const { return {}; }
  // Keys of the program that are this format's own; it reads them from Program::document.
  virtual std::vector<std::string> keys() const { return {}; }
  // Kinds of lists that it reads, and files that it writes beside those of every format.
  virtual std::vector<std::string> lists() const { return {}; }
  virtual std::vector<std::string> files() const { return {}; }
  // What this format can't do, and what is wrong with its own keys, as errors that point into the
  // program.
  virtual Issues validate(const Program& program) const = 0;
  // Its own keys against the roster, once the rest is resolved; may turn rules round.
  virtual void resolve(Program& program, const Roster& roster, Issues& issues) const;
  // Who can't all be in a group, whatever is chosen: found where people are few enough to look at
  // every pair, the largest first. Tells nothing of confidential lists.
  virtual std::vector<Shortage> shortages(const Program& /*program*/, const Fit& /*fit*/) const {
    return {};
  }
  // Where groups are not pairs: why not everybody can be in one, whatever is chosen; each names how
  // many stay `over`. Tells nothing of confidential lists.
  virtual std::vector<Reason> clashes(const Program& /*program*/, const Roster& /*roster*/,
                                      const std::vector<int32_t>& /*people*/) const {
    return {};
  }
  // More take more memory than a browser tab has.
  virtual int64_t most_people() const = 0;
  // What is known before a run: the format's own figures; problems of lists go to `issues`.
  virtual Value possible(const FormatInput& input, Issues& issues) const;
  // Who takes part is in a group or left out, as the shape says; no rule is broken. Problems of
  // lists are issues of the plan.
  virtual Plan solve(const FormatInput& input) const = 0;
  // Whole series of rounds, in which nobody meets twice for as long as may be: other ways than one
  // round after the other, each with a plan for every round. What the rules say of earlier rounds
  // of the series is not looked at, nor are bounds given: that is for who compares them.
  virtual std::vector<std::vector<Plan>> solve_together(const RoundsInput& /*input*/) const {
    return {};
  }
  // How a round deals its people, as the rules let it; nothing where that is not known before.
  virtual std::vector<Tables> tables(const FormatInput& /*input*/) const { return {}; }
  // The independent check of what is the format's own: from roster, lists and claim alone, without
  // a line of the solver.
  virtual void check(const CheckInput& input, CheckResult& result) const;
  // Answers about a plan: an agenda, somebody's timetable, the effect of a swap.
  virtual Result<Value> detail(const FormatInput& input, const Plan& plan,
                               const Value& question) const;
  // One of files(). REQUIRES: it is.
  virtual std::string write(const FormatInput& input, const Plan& plan,
                            std::string_view file) const;
};

const std::vector<const Format*>& formats();
const Format* format_named(std::string_view name);

}  // namespace weft
