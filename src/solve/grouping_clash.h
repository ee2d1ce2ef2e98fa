// Rules of a grouping that can't all hold, seen before any search.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "solve/grouping.h"

namespace weft::solve {

// The smallest clash of those that are cheap to see. The rules themselves may clash in more ways.
struct GroupingClash {
  enum class Kind {
    kSizes,             // the groups hold `least` to `most`, and there are `number` elements
    kTogetherTooLarge,  // `elements` must be together; no group holds more than `most`
    kTogetherApart,     // elements[0] and elements[1] must be together, and apart
    kPinnedApart,       // elements[0] and elements[1] are apart, and pinned to `group`
    kPinnedTogether,    // elements[0] and elements[1] must be together, and are pinned apart
    kPinnedTooMany,     // `number` elements are pinned to `group`, which holds `most`
    kPinnedForbidden,   // elements[0] is pinned to `group`, where it must not be
    kNoPlace,           // elements[0] may be in no group
    kHolders,           // rule: groups need `least` to `most` holders, and there are `number`
    kHoldersDeal,       // rule: `number` holders can't be dealt to the groups
    kApartClique,       // `number` elements, each apart from all others, and `most` groups
  };
  Kind kind;
  std::vector<int32_t> elements;
  int32_t group = -1;
  int32_t rule = -1;
  int64_t least = 0;
  int64_t most = 0;
  int64_t number = 0;
};

std::optional<GroupingClash> grouping_clash(const GroupingProblem& problem);

}  // namespace weft::solve
