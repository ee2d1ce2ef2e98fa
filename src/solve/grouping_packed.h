// A grouping problem as bytes, so that it can be searched elsewhere: numbers alone, whatever they
// stand for. What the problem has as functions is written down for all sizes and counts that can
// occur.
//
// Layout: little-endian, lists behind their length; places and counts as 64-bit numbers, the rest
// as 32-bit ones; a hash of all of it at the end. Size: O(tables of the criteria + elements^2 where
// there are pair values).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "solve/grouping.h"

namespace weft::solve {

// Whether what it takes is little enough to be held several times: some tens of megabytes.
bool can_be_packed(const GroupingProblem& problem);
// REQUIRES: can_be_packed.
std::string pack_grouping(const GroupingProblem& problem);
// Nothing where the bytes are not whole.
std::optional<GroupingProblem> unpack_grouping(std::string_view bytes);

// The group of each element, 32 bits each.
std::string pack_groups(const std::vector<int32_t>& group);
std::optional<std::vector<int32_t>> unpack_groups(std::string_view bytes);

}  // namespace weft::solve
