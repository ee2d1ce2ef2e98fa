// Finds skills, people and titles by a few letters, while somebody types.
//
// O(bytes of the names) a search: a megabyte for ten thousand people. Nothing is built but folded
// copies of the names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge.h"

namespace weft {

class KnowledgeSearch {
 public:
  // REQUIRES: `knowledge` outlives this.
  explicit KnowledgeSearch(const Knowledge& knowledge);

  // The whole name first, then its beginning, then the beginning of one of its words, then anywhere
  // in it; several words in any order. Only where nothing is found: names with one letter that is
  // wrong, from eight letters on two. Within each, those most people have to do with come first.
  // Nothing wanted: all skills.
  std::vector<uint32_t> skills(std::string_view wanted) const;
  // People by name, beginnings first, in the order of the roster.
  std::vector<int32_t> people(std::string_view wanted) const;
  // Values of the column of titles, beginnings first.
  std::vector<uint32_t> titles(std::string_view wanted) const;

 private:
  const Knowledge& knowledge_;
  const Column* title_;
  StringPool skills_, people_, titles_;  // folded
};

}  // namespace weft
