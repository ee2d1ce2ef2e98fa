#include "solve/round_starters.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>

#include "solve/cooling.h"

namespace weft::solve {
namespace {

constexpr int32_t kMostPeople = 160;
constexpr int32_t kMostSearched = 4;
constexpr int64_t kMostHits = 160;  // of larger searches none was seen to end

int32_t order_of(const std::vector<int32_t>& orders) {
  return std::accumulate(orders.begin(), orders.end(), 1,
                         [](int32_t a, int32_t b) { return a * b; });
}

// Elements are numbers, mixed radix; `a` and `b` are added digit by digit.
int32_t add(const std::vector<int32_t>& orders, int32_t a, int32_t b) {
  int32_t sum = 0;
  int32_t place = 1;
  for (const int32_t order : orders) {
    sum += (a / place % order + b / place % order) % order * place;
    place *= order;
  }
  return sum;
}

int64_t pairs_in(const std::vector<int32_t>& sizes) {
  int64_t pairs = 0;
  for (const int32_t size : sizes) pairs += int64_t{size} * (size - 1) / 2;
  return pairs;
}

class StarterSearch {
 public:
  StarterSearch(const Starter& starter, const std::vector<int32_t>& sizes, Random random)
      : starter_(starter), order_(order_of(starter.orders)), random_(random) {
    people_ = std::accumulate(sizes.begin(), sizes.end(), 0);
    number_orbits_of_pairs();
    lay_out(sizes);
    deal();
  }

  bool anneal(const Cooling& cooling, int64_t looks);
  RoundPlan developed() const;

 private:
  struct Sheet {
    std::vector<int32_t> item;   // by place: a person; of an orbit that is in one block, any one
    std::vector<int32_t> group;  // by place
    std::vector<int32_t> begin;  // of the places of each group
    std::vector<int32_t> coset;  // elements of H by which blocks are complete
  };

  int32_t image(int32_t person, int32_t element) const {
    if (person >= starter_.orbits * order_) return person;
    return person / order_ * order_ + add(starter_.orders, person % order_, element);
  }
  int32_t& orbit(int32_t a, int32_t b) {
    return orbit_[static_cast<size_t>(a) * static_cast<size_t>(people_) + static_cast<size_t>(b)];
  }
  void number_orbits_of_pairs();
  void lay_out(const std::vector<int32_t>& sizes);
  void deal();
  // Counts the pairs of `a`, as if at `place`, with the others of that group, `times` more or less.
  void count(const Sheet& sheet, int32_t place, int32_t a, int32_t times);
  bool repeats(const Sheet& sheet, int32_t place);

  const Starter& starter_;
  int32_t order_;
  Random random_;
  int32_t people_ = 0;
  std::vector<int32_t> orbit_;   // of pairs of people
  std::vector<int32_t> weight_;  // of an orbit: how often all images of a pair are that pair
  std::vector<int32_t> hits_;    // of an orbit
  int64_t cost_ = 0;             // sum of hits · (hits - 1) / 2
  std::vector<int32_t> moved_;   // person by coset element
  std::vector<Sheet> sheets_;
};

void StarterSearch::number_orbits_of_pairs() {
  orbit_.assign(static_cast<size_t>(people_) * static_cast<size_t>(people_), -1);
  for (int32_t a = 0; a < people_; ++a) {
    for (int32_t b = a + 1; b < people_; ++b) {
      if (orbit(a, b) >= 0) continue;
      const auto number = static_cast<int32_t>(weight_.size());
      int32_t length = 0;
      for (int32_t element = 0; element < order_; ++element) {
        const int32_t x = image(a, element);
        const int32_t y = image(b, element);
        if (orbit(x, y) >= 0) continue;
        orbit(x, y) = orbit(y, x) = number;
        ++length;
      }
      weight_.push_back(order_ / length);
    }
  }
  hits_.assign(weight_.size(), 0);
}

void StarterSearch::lay_out(const std::vector<int32_t>& sizes) {
  for (int32_t round = 0; round < starter_.searched; ++round) {
    Sheet& sheet = sheets_.emplace_back();
    sheet.coset = {0};
    if (round >= starter_.searched - starter_.paired) {
      // Elements of order two have the number 2^j where H is a power of Z2; the j-th is this
      // round's.
      sheet.coset.push_back(1 << (round - (starter_.searched - starter_.paired)));
    }
    const auto per_block = static_cast<int32_t>(sheet.coset.size());
    const int32_t images = starter_.standing ? order_ / per_block : 1;
    sheet.begin = {0};
    for (size_t g = 0; g < sizes.size(); g += static_cast<size_t>(images)) {
      const int32_t size = sizes[g] / per_block;
      sheet.group.insert(sheet.group.end(), static_cast<size_t>(size),
                         static_cast<int32_t>(sheet.begin.size()) - 1);
      sheet.begin.push_back(static_cast<int32_t>(sheet.group.size()));
    }
  }
}

void StarterSearch::deal() {
  std::fill(hits_.begin(), hits_.end(), 0);
  cost_ = 0;
  for (Sheet& sheet : sheets_) {
    const auto places = static_cast<int32_t>(sheet.group.size());
    sheet.item.clear();
    for (int32_t i = 0; i < places; ++i) {
      sheet.item.push_back(starter_.standing ? i * order_ + static_cast<int32_t>(random_.index(
                                                                static_cast<size_t>(order_)))
                                             : i);
    }
    random_.shuffle(std::span<int32_t>(sheet.item));
    for (int32_t place = 0; place < places; ++place) {
      // Each pair once: the later place counts those before it.
      const int32_t first =
          sheet.begin[static_cast<size_t>(sheet.group[static_cast<size_t>(place)])];
      for (int32_t other = first; other < place; ++other) {
        for (const int32_t element : sheet.coset) {
          const auto o =
              static_cast<size_t>(orbit(sheet.item[static_cast<size_t>(place)],
                                        image(sheet.item[static_cast<size_t>(other)], element)));
          for (int32_t i = 0; i < weight_[o]; ++i) cost_ += hits_[o]++;
        }
      }
    }
  }
}

void StarterSearch::count(const Sheet& sheet, int32_t place, int32_t a, int32_t times) {
  const auto group = static_cast<size_t>(sheet.group[static_cast<size_t>(place)]);
  const int32_t* const row = orbit_.data() + static_cast<size_t>(a) * static_cast<size_t>(people_);
  for (int32_t other = sheet.begin[group]; other < sheet.begin[group + 1]; ++other) {
    if (other == place) continue;
    const int32_t b = sheet.item[static_cast<size_t>(other)];
    for (const int32_t element : sheet.coset) {
      const auto o = static_cast<size_t>(row[element == 0 ? b : image(b, element)]);
      const int32_t step = times * weight_[o];
      const int32_t before = hits_[o];
      hits_[o] += step;
      cost_ += (int64_t{hits_[o]} * (hits_[o] - 1) - int64_t{before} * (before - 1)) / 2;
    }
  }
}

bool StarterSearch::repeats(const Sheet& sheet, int32_t place) {
  const auto group = static_cast<size_t>(sheet.group[static_cast<size_t>(place)]);
  const int32_t a = sheet.item[static_cast<size_t>(place)];
  for (int32_t other = sheet.begin[group]; other < sheet.begin[group + 1]; ++other) {
    if (other == place) continue;
    const int32_t b = sheet.item[static_cast<size_t>(other)];
    for (const int32_t element : sheet.coset) {
      if (hits_[static_cast<size_t>(orbit(a, image(b, element)))] > 1) return true;
    }
  }
  return false;
}

bool StarterSearch::anneal(const Cooling& cooling, int64_t looks) {
  for (int64_t look = 0; look < looks && cost_ > 0; ++look) {
    Sheet& sheet = sheets_[random_.roughly(static_cast<uint32_t>(sheets_.size()))];
    const auto places = static_cast<uint32_t>(sheet.item.size());
    const auto i = static_cast<int32_t>(random_.roughly(places));
    if (!repeats(sheet, i)) continue;
    int32_t& mine = sheet.item[static_cast<size_t>(i)];
    const int32_t a = mine;
    const int64_t before = cost_;
    if (starter_.standing && random_.roughly(2) == 0) {
      // Another label.
      const int32_t b =
          image(a, 1 + static_cast<int32_t>(random_.roughly(static_cast<uint32_t>(order_ - 1))));
      count(sheet, i, a, -1);
      count(sheet, i, b, 1);
      mine = b;
      if (cooling.takes(cost_ - before, random_)) continue;
      count(sheet, i, b, -1);
      count(sheet, i, a, 1);
      mine = a;
      continue;
    }
    const auto j = static_cast<int32_t>(random_.roughly(places));
    if (sheet.group[static_cast<size_t>(i)] == sheet.group[static_cast<size_t>(j)]) continue;
    int32_t& yours = sheet.item[static_cast<size_t>(j)];
    const int32_t b = yours;
    count(sheet, i, a, -1);
    count(sheet, j, b, -1);
    count(sheet, i, b, 1);
    count(sheet, j, a, 1);
    mine = b;
    yours = a;
    if (cooling.takes(cost_ - before, random_)) continue;
    count(sheet, i, b, -1);
    count(sheet, j, a, -1);
    count(sheet, i, a, 1);
    count(sheet, j, b, 1);
    mine = a;
    yours = b;
  }
  return cost_ == 0;
}

RoundPlan StarterSearch::developed() const {
  RoundPlan plan;
  for (const Sheet& sheet : sheets_) {
    for (int32_t element = 0; element < order_; ++element) {
      RoundGroups made;
      for (size_t g = 0; g + 1 < sheet.begin.size(); ++g) {
        std::vector<int32_t> group;
        for (int32_t place = sheet.begin[g]; place < sheet.begin[g + 1]; ++place) {
          for (const int32_t other : sheet.coset) {
            group.push_back(image(image(sheet.item[static_cast<size_t>(place)], other), element));
          }
        }
        std::sort(group.begin(), group.end());
        made.push_back(std::move(group));
      }
      if (!starter_.standing || element == 0) {
        plan.push_back(std::move(made));
        continue;
      }
      RoundGroups& round = plan.back();
      round.insert(round.end(), made.begin(), made.end());
    }
    if (!starter_.standing) continue;
    // A block that is a union of cosets is the image of itself.
    RoundGroups& round = plan.back();
    std::sort(round.begin(), round.end());
    round.erase(std::unique(round.begin(), round.end()), round.end());
  }
  return plan;
}

// Whether there are enough orbits of pairs of full length.
bool can_hold(const Starter& starter, int32_t people) {
  const int64_t order = order_of(starter.orders);
  const int64_t orbits = starter.orbits;
  const int64_t staying = people - orbits * order;
  int64_t of_pairs = orbits * (orbits - 1) / 2 * order;
  if (!starter.standing) of_pairs += orbits * ((order - 1) / 2) + orbits * staying;
  return starter.hits <= std::min(of_pairs, kMostHits);
}

}  // namespace

std::vector<Starter> starters_for(const std::vector<int32_t>& sizes, int32_t rounds,
                                  int32_t bound) {
  const int32_t people = std::accumulate(sizes.begin(), sizes.end(), 0);
  std::vector<Starter> all;
  if (people > kMostPeople || sizes.empty()) return all;
  const auto groups = static_cast<int32_t>(sizes.size());
  const int64_t pairs = pairs_in(sizes);
  for (int32_t searched = 1; searched <= kMostSearched; ++searched) {
    for (int32_t order = std::max(2, (rounds + searched - 1) / searched);
         order <= people && order * searched <= bound; ++order) {
      for (int32_t orbits = people / order; orbits >= 1; --orbits) {
        const int32_t staying = people - orbits * order;
        if (staying > groups) break;
        const Starter starter{{order}, orbits, false, searched, 0, searched * pairs};
        if (can_hold(starter, people)) all.push_back(starter);
      }
    }
  }
  const bool even = sizes.front() == sizes.back();
  const int32_t size = sizes.front();
  for (const std::vector<int32_t>& orders :
       {std::vector<int32_t>{2, 2}, {3}, {2}, {2, 2, 2}, {4}, {5}, {3, 3}}) {
    const int32_t order = order_of(orders);
    if (!even || groups % order != 0) continue;
    const int32_t most_paired =
        orders[0] == 2 && size % 2 == 0 ? static_cast<int32_t>(orders.size()) : 0;
    for (int32_t paired = 0; paired <= std::min(most_paired, rounds); ++paired) {
      // A paired round leaves out the pairs inside its cosets.
      const int64_t hits = ((rounds - paired) * pairs + paired * (pairs - people / 2)) / order;
      const Starter starter{orders, people / order, true, rounds, paired, hits};
      if (can_hold(starter, people)) all.push_back(starter);
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Starter& a, const Starter& b) { return a.hits < b.hits; });
  return all;
}

RoundPlan search_starters(const std::vector<Starter>& starters, const std::vector<int32_t>& sizes,
                          int64_t work, Random random) {
  constexpr int64_t kTurn = 100'000;
  constexpr std::array<Cooling, 2> kCoolings = {Cooling(0.3), Cooling(0.4)};
  // At a fixed temperature a search never ends in a dead end: it goes on where it was.
  std::vector<StarterSearch> searches;
  for (const Starter& starter : starters) {
    for (size_t c = 0; c < kCoolings.size(); ++c)
      searches.emplace_back(starter, sizes, random.fork(searches.size()));
  }
  while (work > 0 && !searches.empty()) {
    for (size_t i = 0; i < searches.size() && work > 0; ++i) {
      const int64_t looks = std::min(kTurn, work);
      work -= looks;
      if (searches[i].anneal(kCoolings[i % kCoolings.size()], looks))
        return searches[i].developed();
    }
  }
  return {};
}

}  // namespace weft::solve
