// Names of people as they are written by different hands: one rule for when two spellings are the
// same name.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace weft {

// "Ana Ruiz" of "Ruiz, Ana"; any other text as it stands, trimmed.
std::string in_reading_order(std::string_view name);

// What is left of a name when case, accents, apostrophes of any kind, the order "Last, First", and
// what stands between its words (blanks, hyphens, dots) are no difference: words parted by single
// blanks. Two spellings are the same name where any of their keys agree, by plain or by German
// folding: "Jörg Müller" is "Jorg Muller" and "Joerg Mueller", which are two names. O(length).
std::string name_key(std::string_view name, Fold mode);

// What is left of an id when case and the leading zeros that spreadsheets drop are no difference.
std::string loose_id(std::string_view id);

}  // namespace weft
