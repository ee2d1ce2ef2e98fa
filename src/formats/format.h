// A format: turns a compiled program into a plan. One file each, src/formats/<name>.cpp, which
// defines `const Format& <name>_format()`; the build collects them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "fit/fit.h"
#include "outcome/plan.h"

namespace weft {

struct FormatInput {
  const Roster& roster;
  const Program& program;
  const History& history;
  const Fit& fit;
  std::function<void(double done)> progress;
  // As they close in: a value that is reached, if there is one yet, and what no plan exceeds.
  std::function<void(std::optional<int64_t> value, int64_t bound)> bounds = {};
};

class Format {
 public:
  virtual ~Format() = default;
  virtual std::string_view name() const = 0;
  // What this format can't do, as errors that point into the program.
  virtual Issues validate(const Program& program) const = 0;
  // Who can't all be in a group, whatever is chosen: found where people are few enough to look at
  // every pair, the largest first. Tells nothing of confidential lists.
  virtual std::vector<Shortage> shortages(const Program& /*program*/, const Fit& /*fit*/) const {
    return {};
  }
  // More take more memory than a browser tab has.
  virtual int64_t most_people() const = 0;
  // Every participant of `input.fit` is in one group or left out; no rule is broken.
  virtual Plan solve(const FormatInput& input) const = 0;
};

const std::vector<const Format*>& formats();
const Format* format_named(std::string_view name);

}  // namespace weft
