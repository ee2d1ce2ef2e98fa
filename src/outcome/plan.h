// What a format's solver hands over: groups and what is proven about them. People are indices of
// the roster.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/issue.h"
#include "base/value.h"

namespace weft {

// Why something is as it is: a code with arguments; the page and the command line make the
// sentence.
struct Reason {
  std::string code;
  Args args;
};

// Minutes are counted from midnight; without an end, the whole day.
struct Appointment {
  Day date = 0;
  int32_t begin = 0;
  int32_t end = 0;
};

struct PlannedGroup {
  std::vector<int32_t> people;  // of a group with roles: the first role first
  int32_t odd = -1;             // who was added to a complete group
  int32_t short_of = 0;         // so many are missing to a size that was asked for
  size_t leads = 1;             // with roles: so many have the first; hosts of a session
  std::string title = {};       // of a project, a session
  std::optional<Appointment> when = {};
  std::string where = {};            // a room, a site
  std::vector<Reason> reasons = {};  // the format's own, before those of rules and criteria
  int64_t value = 0, of = 0;         // Shape::Worth::kOwn alone
  std::vector<int64_t> points = {};  // the same: of each criterion, to kFull; none: by its pairs
  std::vector<std::string> member_roles = {};  // of each, where equals have some; "": none
};

enum class Proof { kOptimal, kBounded, kNone };

struct Plan {
  std::vector<PlannedGroup> groups;
  std::vector<int32_t> left_out;
  std::vector<int32_t> sits_out;  // of left_out: only because the number is odd
  // For each of left_out, where the format knows better than the rules; else empty.
  std::vector<std::vector<Reason>> left_out_reasons;
  // With roles, per participant: 1 for the first, 2 for the others, 3 for both; 0: neither.
  std::vector<uint8_t> roles;
  int64_t bound = 0;  // no admissible plan that matches as many people is worth more
  bool proven_bound = false;
  // Worst-off first: what the group of least value can be worth at most, and whether no plan is
  // better in the next worst either, and so on.
  struct Worst {
    int64_t bound = 0;
    bool leximin = false;
  };
  std::optional<Worst> worst;
  // With serendipity: the value that was to be had without.
  std::optional<int64_t> without_serendipity;
  // Shape::Worth::kOwn: what chance gives; every wish of everybody fully met, where that is more
  // than in all groups; how far each person of the roster got what they wished, in thousandths (-1:
  // wished nothing).
  std::optional<int64_t> random;
  std::optional<int64_t> best;
  std::vector<int64_t> satisfaction;
  Value extra;  // the format's own measures, as outcome and page have them
  std::string solver;
  bool waits = false;  // for searches that are done elsewhere; then there is nothing else in it
  Issues issues;       // what was asked for and could not be done, or not proven
};

inline Plan waiting_plan() {
  Plan plan;
  plan.waits = true;
  return plan;
}

// People who can't all be in a group, before anything is solved; indices of participants.
struct Shortage {
  std::vector<int32_t> people;    // they only meet within their part, and
  std::vector<int32_t> partners;  // these
  int32_t parts = 0;              // each leaves somebody who needs one of the partners
  int32_t over() const { return parts - static_cast<int32_t>(partners.size()); }
};

}  // namespace weft
