// Rounds without a repeat that algebra knows at once, for `people` in `groups` groups whose sizes
// differ by at most one.
//
// Pairs: round robin. Else transversal designs: person (i, x), column i, place x in a ring of
// `groups` elements; in round m column i moves by m times the i-th element, and groups are the
// places. Two people of different columns meet once if differences of these elements are units: in
// a product of finite fields, as many elements as the smallest has (MacNeish 1922), so many
// columns, and `groups` rounds. Where the group size divides `groups`, rounds inside the columns
// come on top (the affine planes, Kirkman's triples of 27). A last column with fewer people gives
// groups of two sizes. Otherwise the integers modulo `groups`, for fewer rounds. O(people ·
// rounds).
#pragma once

#include <cstdint>

#include "solve/rounds.h"

namespace weft::solve {

// As many rounds as are known, up to `most`. REQUIRES: people >= groups >= 1.
RoundPlan designed_rounds(int32_t people, int32_t groups, int32_t most);

}  // namespace weft::solve
