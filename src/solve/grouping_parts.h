// A search for groups in parts that know nothing of each other, so that they can run side by side
// wherever there is room. What comes out depends on the problem and the seed alone, not on how many
// run at a time or where.
//
// Up to PartsLimits::whole_units units: independent searches of the whole problem from split seeds
// share the work, and the best of them is polished. More units, in many groups: a short search of
// the whole; then the groups are dealt into blocks of about `block_units`, each block is searched
// with the elements that it has, and once more with the groups dealt anew. A block has the criteria
// and rules of the whole, all of which look at one group alone, so what it gains the whole gains.
//
// Source of the blocks: large neighbourhoods, Shaw 1998, of groups that are dealt by chance.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/random.h"
#include "solve/grouping.h"

namespace weft::solve {

struct PartsLimits {
  // Less is done in one search: it takes about as long as starting others.
  int64_t least_work = 150'000'000;
  int32_t whole_units = 2'000;
  int32_t block_units = 1'250;
};

// One search, without a polish at its end; GroupingOptions says what its members mean.
struct GroupingPart {
  std::shared_ptr<const GroupingProblem> problem;  // parts may share one
  std::vector<int32_t> start;
  bool mild = false;
  int64_t work = 0;
  int64_t enough = INT64_MAX;
  uint64_t seed = 0;  // below 2^53, so that it is a number everywhere
};

GroupingOptions options_of(const GroupingPart& part);

struct GroupingWave {
  enum class Counts { kBest, kAll };  // one part becomes the result, or all of them together
  std::vector<GroupingPart> parts;
  Counts counts = Counts::kBest;
  int64_t from = 0;  // of kAllSpent: how far the whole search is before and after it
  int64_t to = kAllSpent;
  int64_t unit = 1;  // what is worth a point to whoever shows the value
};

// Of each part the group of each element; none where it has no start.
using PartGroups = std::vector<std::vector<int32_t>>;
using GroupingProgressOf = std::function<void(const GroupingProgress&)>;

// Has the parts of a wave searched.
class GroupingRunner {
 public:
  virtual ~GroupingRunner() = default;
  // Nothing: they are searched elsewhere, and will be there when all is asked once more. Of parts
  // of which the best counts, those behind one that found enough may be missing.
  virtual std::optional<PartGroups> run(const GroupingWave& wave,
                                        const GroupingProgressOf& progress) = 0;
};

// Here, one after the other.
class InPlace : public GroupingRunner {
 public:
  std::optional<PartGroups> run(const GroupingWave& wave,
                                const GroupingProgressOf& progress) override;
};

// Nothing where the runner has nothing yet. Few units, or little work, are for best_grouping alone.
// Of the options only the work, the progress and `enough` count otherwise. The work of the result
// is what was given. Throws as best_grouping does.
std::optional<Grouping> best_grouping_in_parts(const GroupingProblem& problem,
                                               const GroupingOptions& options, Random random,
                                               GroupingRunner& runner, int64_t unit = 1,
                                               const PartsLimits& limits = {});

}  // namespace weft::solve
