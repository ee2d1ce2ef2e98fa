#include "solve/stable_lists.h"

#include <algorithm>
#include <stdexcept>

namespace weft::solve {

StableLists::StableLists(const StableProblem& problem) {
  const auto hospitals = static_cast<int32_t>(problem.capacity.size());
  if (problem.pairs.size() >= INT32_MAX) throw std::invalid_argument("too many pairs");
  for (const int32_t capacity : problem.capacity) {
    if (capacity < 0) throw std::invalid_argument("a capacity is negative");
    capacity_.push_back(capacity);
  }
  residents_.begin = Column<int32_t>(problem.residents + 1, 0);
  hospitals_.begin = Column<int32_t>(hospitals + 1, 0);
  for (const RankedPair& pair : problem.pairs) {
    if (pair.resident < 0 || pair.resident >= problem.residents || pair.hospital < 0 ||
        pair.hospital >= hospitals)
      throw std::invalid_argument("a pair is out of range");
    ++residents_.begin[pair.resident];
    ++hospitals_.begin[pair.hospital];
  }
  struct Item {
    int32_t rank;
    int32_t who;
    int32_t pair;

    bool operator<(const Item& b) const { return rank != b.rank ? rank < b.rank : who < b.who; }
  };
  Column<int32_t> place_of(static_cast<int32_t>(problem.pairs.size()), 0);
  const auto fill = [&](Side& side, bool of_residents) {
    int32_t sum = 0;
    for (int32_t& begin : side.begin.items()) begin = sum += begin;
    Column<Item> items(sum, Item{});
    for (size_t i = 0; i < problem.pairs.size(); ++i) {
      const RankedPair& pair = problem.pairs[i];
      const int32_t owner = of_residents ? pair.resident : pair.hospital;
      items[--side.begin[owner]] = {of_residents ? pair.resident_rank : pair.hospital_rank,
                                    of_residents ? pair.hospital : pair.resident,
                                    static_cast<int32_t>(i)};
    }
    for (int32_t owner = 0; owner + 1 < side.begin.size(); ++owner) {
      std::sort(items.items().begin() + side.begin[owner],
                items.items().begin() + side.begin[owner + 1]);
      for (int32_t at = side.begin[owner] + 1; at < side.begin[owner + 1]; ++at)
        ties_ = ties_ || items[at].rank == items[at - 1].rank;
    }
    side.entry.items().reserve(static_cast<size_t>(sum));
    for (int32_t at = 0; at < sum; ++at) {
      const Item& item = items[at];
      const RankedPair& pair = problem.pairs[static_cast<size_t>(item.pair)];
      const int32_t other = of_residents ? pair.hospital_rank : pair.resident_rank;
      // The first side leaves its places for the second to find.
      side.entry.push_back({item.who, item.rank, other, place_of[item.pair]});
      place_of[item.pair] = at;
    }
  };
  fill(residents_, true);
  fill(hospitals_, false);
  for (int32_t at = 0; at < hospitals_.entry.size(); ++at)
    residents_.entry[hospitals_.entry[at].twin].twin = at;
  Column<int32_t> seen(hospitals, kNone);
  for (int32_t r = 0; r < problem.residents; ++r) {
    for (int32_t at = resident_begin(r); at < resident_end(r); ++at) {
      if (seen[of_resident(at).who] == r) throw std::invalid_argument("a pair comes twice");
      seen[of_resident(at).who] = r;
    }
  }
}

template <typename IsMatched>
void StableLists::prefer(Side& side, Side& twins, const IsMatched& is_matched) {
  for (int32_t owner = 0; owner + 1 < side.begin.size(); ++owner) {
    const int32_t last = side.begin[owner + 1];
    for (int32_t tie = side.begin[owner]; tie < last;) {
      int32_t end = tie + 1;
      while (end < last && side.entry[end].rank == side.entry[tie].rank) ++end;
      if (end - tie > 1) {
        std::stable_partition(side.entry.items().begin() + tie, side.entry.items().begin() + end,
                              [&](const Entry& entry) { return is_matched(owner, entry.who); });
        for (int32_t at = tie; at < end; ++at) twins.entry[side.entry[at].twin].twin = at;
      }
      tie = end;
    }
  }
}

void StableLists::prefer(const std::vector<int32_t>& hospital_of) {
  prefer(residents_, hospitals_, [&](int32_t resident, int32_t hospital) {
    return hospital_of[static_cast<size_t>(resident)] == hospital;
  });
  prefer(hospitals_, residents_, [&](int32_t hospital, int32_t resident) {
    return hospital_of[static_cast<size_t>(resident)] == hospital;
  });
}

}  // namespace weft::solve
