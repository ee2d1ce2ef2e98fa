// Searches for groups that can be done elsewhere: a run says which it wants, is told what was
// found, and goes on when it is asked once more with all of that. Whoever searches gets numbers,
// never what they stand for, and knows nothing but these.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

namespace solve {
class GroupingRunner;
}

// One search; solve/grouping_parts.h says what a part is.
struct SearchRequest {
  uint64_t seed = 0;
  int64_t work = 0;
  std::optional<int64_t> enough;
  bool mild = false;
  int64_t unit = 1;  // by which values are divided for who shows them
};

struct SearchProgress {
  double done = 0;
  std::optional<int64_t> value;  // none while a rule is broken
};

struct Searched {
  std::string groups;
  int64_t broken = 0;
  std::optional<int64_t> value;
};

// Nothing where the bytes are none of ours. `start` may be empty.
std::optional<Searched> search(const SearchRequest& request, std::string_view problem,
                               std::string_view start,
                               const std::function<void(const SearchProgress&)>& progress);

class Searches {
 public:
  // All in place, one after the other.
  Searches();
  // Elsewhere, as far as their problems can be packed: the ids of those that were done, and what
  // was found. What is no answer is left out, and so asked for again.
  Searches(const std::vector<uint64_t>& ids, const std::vector<std::string_view>& found);
  ~Searches();
  Searches(const Searches&) = delete;
  Searches& operator=(const Searches&) = delete;

  // For the formats.
  solve::GroupingRunner& runner();

  struct Wanted {
    // A hash of all that it is about: what was found for another problem is no answer. Below 2^53.
    uint64_t id = 0;
    SearchRequest request;
    size_t problem = 0;            // among the files
    std::optional<size_t> start;   // the same
    std::optional<int64_t> value;  // of the start
    double from = 0;               // how far the whole is before and after it
    double to = 1;
  };
  // None: there is nothing to wait for.
  const std::vector<Wanted>& wanted() const;
  std::vector<std::string> take_files();
  // How the values make that of the whole: "best", "sum" or "least"; "": they do not.
  std::string_view counts() const;

 private:
  class Runner;
  std::unique_ptr<Runner> runner_;
};

}  // namespace weft
