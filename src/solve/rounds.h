// Many rounds of groups in which nobody meets twice for as long as that is possible (the social
// golfer problem), then with the fewest and fairest repeats.
//
// Who takes part in a round is dealt into groups whose sizes differ by at most one: so many as is
// said, else of `least` to `most` people, as many as `least` allows. First comes what algebra knows
// (`round_designs`), then starters under a prescribed symmetry (`round_starters`), then a joint
// search over all open rounds
// (`round_search`). Budgets count looked-at exchanges, so that results repeat.
//
// Memory: people² counts up to 4,096 people, else the pairs that meet.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace weft::solve {

using RoundGroups = std::vector<std::vector<int32_t>>;  // of one round: who is in each group
using RoundPlan = std::vector<RoundGroups>;

struct MetBefore {
  int32_t a;
  int32_t b;
  int32_t times;  // 1 to 100
};

struct RoundsProblem {
  int32_t people = 0;
  int32_t rounds = 0;
  int32_t least = 2;  // people in a group
  int32_t most = 2;
  std::vector<int32_t> groups;                // of each round; none at all: by `least` and `most`
  std::vector<std::vector<int32_t>> absent;   // per round; none at all: everybody takes part
  std::vector<std::array<int32_t, 2>> apart;  // never in one group
  std::vector<MetBefore> met;                 // a pair at most once
  // Of the people of a group. Who is in smaller ones goes round, as far as no meeting is repeated
  // for it.
  int32_t usual = 0;
  std::function<int64_t(int32_t a, int32_t b)> worth;  // of a meeting; the last aim. May be empty
};

struct RoundsLimits {
  int64_t work = 50'000'000;  // exchanges looked at
};

struct Rounds {
  RoundPlan plan;            // people ascending in each group
  int32_t clean = 0;         // so many rounds at the beginning repeat no meeting
  int64_t repeats = 0;       // meetings of two who have met before, in this plan or in the past
  int64_t broken = 0;        // pairs of `apart` in one group: none, unless there was no way found
  int32_t most_repeats = 0;  // of one person
  int64_t worth = 0;
};

// Whether so many people can be dealt into groups of these sizes; nobody can.
bool sizes_fit(int32_t people, int32_t least, int32_t most);
// Sizes of the groups, larger ones first. REQUIRES: they fit.
std::vector<int32_t> sizes_of_groups(int32_t people, int32_t least, int32_t most);

// Throws std::invalid_argument where sizes do not fit in some round, on more groups than people,
// and on people out of range.
Rounds plan_rounds(const RoundsProblem& problem, uint64_t seed, const RoundsLimits& limits = {},
                   const std::function<void(double done)>& progress = {});

// No plan has more rounds without a repeat.
struct RoundsForecast {
  enum class Reason {
    kNone,       // nothing speaks against all rounds
    kPerson,     // `person` has nobody new left to meet
    kPairs,      // fewer new pairs are left than the groups of a round hold
    kFewGroups,  // the people of one group are more than the groups of another round
  };
  int32_t rounds = 0;
  Reason reason = Reason::kNone;
  int32_t person = -1;
};

// O((people + length of the lists) · rounds). Throws as plan_rounds does.
RoundsForecast forecast_rounds(const RoundsProblem& problem);

}  // namespace weft::solve
