#include "lunch/clashes.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace weft {
namespace {

constexpr size_t kMostTold = 5;

// What groups of a part may hold. Fewer people than `settled` may sit down in groups of any size.
struct Sizes {
  int32_t least;
  int32_t most;
  int64_t settled = 0;
};

Sizes sizes_of(const LunchPart& part, bool spread) {
  // Of pairs the odd one makes a trio.
  if (part.in_pairs()) return {kSmallestLunch, part.max + (spread || part.max > 2 ? 1 : 0)};
  if (!spread) return {part.min, part.max};
  Sizes sizes{std::max(kSmallestLunch, part.min - 1), part.max + 1};
  // Larger numbers have a sum of sizes that are off by one at most.
  constexpr int32_t kLargestOff = kLargestLunch * kLargestLunch;
  for (int32_t people = 1; people < kLargestOff; ++people) {
    const LunchSizes dealt = lunch_sizes(people, part.min, part.max, spread);
    if (dealt.sizes.empty() || dealt.sizes.front() < sizes.least || dealt.sizes.back() > sizes.most)
      sizes.settled = people + 1;
  }
  return sizes;
}

// The most people in groups that hold `least` to `most`, one of each value; `holders` of each
// value.
int64_t most_seated(const std::vector<int64_t>& holders, const Sizes& sizes) {
  int64_t people = 0;
  int64_t largest = 0;
  for (const int64_t count : holders) {
    people += count;
    largest = std::max(largest, count);
  }
  std::vector<int64_t> values_of(static_cast<size_t>(largest) + 1, 0);  // of just so many holders
  for (const int64_t count : holders) ++values_of[static_cast<size_t>(count)];
  auto left = static_cast<int64_t>(holders.size()) - values_of[0];  // values of g holders or more
  int64_t seats = 0;
  int64_t best = 0;
  for (int64_t groups = 1; groups * sizes.least <= people; ++groups) {
    seats += left;
    if (groups <= largest) left -= values_of[static_cast<size_t>(groups)];
    if (seats < groups * sizes.least) break;
    best = std::max(best, std::min(seats, groups * sizes.most));
  }
  return best;
}

// Without any rule.
int64_t most_seated(int64_t people, const Sizes& sizes) {
  return most_seated(std::vector<int64_t>(static_cast<size_t>(people), 1), sizes);
}

class Clashes {
 public:
  Clashes(const Program& program, const Roster& roster, const LunchPart& part, std::string among)
      : people_(part.people), sizes_(sizes_of(part, program.trio)), among_(std::move(among)) {
    for (const Rule& rule : program.rules) {
      if (rule.kind != Rule::Kind::kSame && rule.kind != Rule::Kind::kDifferent) continue;
      const Column& column = roster.columns[static_cast<size_t>(rule.column.index)];
      if (column.type == Type::kList) continue;
      auto& columns = rule.kind == Rule::Kind::kSame ? same_ : different_;
      if (std::count(columns.begin(), columns.end(), &column) == 0) columns.push_back(&column);
    }
  }

  struct Found {
    int64_t over;
    Reason reason;
  };
  std::vector<Found> find();

 private:
  using Group = std::vector<int32_t>;  // people of the roster

  uint32_t code(const Column& column, int32_t person) const {
    return column.codes[static_cast<size_t>(person)];
  }
  std::vector<Group> parts() const;
  std::string described(const Group& part) const;
  void find_parts(const std::vector<Group>& parts);
  void find_values(const Column& column, const std::vector<Group>& parts);
  void tell(std::string code, int64_t over, Args args);

  const std::vector<int32_t>& people_;
  Sizes sizes_;
  std::string among_;
  std::vector<const Column*> same_, different_;
  std::vector<Found> found_;
};

// Who may meet as far as the rules "same" are concerned. Who has no value meets nobody.
std::vector<Clashes::Group> Clashes::parts() const {
  std::vector<Group> all;
  std::map<std::vector<uint32_t>, size_t> number;
  std::vector<uint32_t> key(same_.size());
  for (const int32_t person : people_) {
    for (size_t k = 0; k < same_.size(); ++k) key[k] = code(*same_[k], person);
    const bool alone = std::count(key.begin(), key.end(), Column::kMissing) > 0;
    const size_t place = alone ? all.size() : number.emplace(key, all.size()).first->second;
    if (place == all.size()) all.emplace_back();
    all[place].push_back(person);
  }
  return all;
}

std::string Clashes::described(const Group& part) const {
  std::string text = among_;
  for (const Column* column : same_) {
    const uint32_t mine = code(*column, part[0]);
    text.append(text.empty() ? "" : ", ").append(column->header).append(": ");
    text.append(mine == Column::kMissing ? std::string_view("–") : column->values[mine]);
  }
  return text;
}

void Clashes::tell(std::string code, int64_t over, Args args) {
  // Of a few people any may sit down together.
  const auto all = static_cast<int64_t>(people_.size());
  over = std::min(over, all - sizes_.settled + 1);
  if (over <= 0) return;
  args.push_back({"over", over});
  args.push_back({"least", int64_t{sizes_.least}});
  args.push_back({"most", int64_t{sizes_.most}});
  found_.push_back({over, {std::move(code), std::move(args)}});
}

void Clashes::find_parts(const std::vector<Group>& parts) {
  int64_t over = 0;
  int64_t odd = 0;
  const Group* largest = nullptr;
  for (const Group& part : parts) {
    const auto size = static_cast<int64_t>(part.size());
    const int64_t left = size - most_seated(size, sizes_);
    if (left == 0) continue;
    over += left;
    ++odd;
    if (largest == nullptr || part.size() > largest->size()) largest = &part;
  }
  const auto all = static_cast<int64_t>(people_.size());
  if (largest == nullptr || over <= all - most_seated(all, sizes_)) return;
  tell("clash.groupParts", over,
       {{"column", std::string(same_[0]->header)},
        {"count", odd},
        {"who", described(*largest)},
        {"people", static_cast<int64_t>(largest->size())}});
}

void Clashes::find_values(const Column& column, const std::vector<Group>& parts) {
  int64_t over = 0;
  int64_t without = 0;  // what stays over in any case
  int64_t worst = 0;
  const Group* where = nullptr;
  std::vector<int64_t> holders;
  const auto count_in = [&](const Group& part) {
    std::map<uint32_t, int64_t> count;
    for (const int32_t person : part) ++count[code(column, person)];
    holders.clear();
    for (const auto& [value, people] : count) holders.push_back(people);
    return count;
  };
  for (const Group& part : parts) {
    count_in(part);
    const auto size = static_cast<int64_t>(part.size());
    const int64_t left = size - most_seated(holders, sizes_);
    const int64_t anyway = size - most_seated(size, sizes_);
    over += left;
    without += anyway;
    if (left - anyway <= worst) continue;
    worst = left - anyway;
    where = &part;
  }
  if (over <= without || where == nullptr) return;
  const auto header = std::string(column.header);
  if (parts.size() > 1 || !among_.empty()) {
    tell("clash.groupAmong", over,
         {{"column", header},
          {"who", described(*where)},
          {"people", static_cast<int64_t>(where->size())}});
    return;
  }
  const std::map<uint32_t, int64_t> count = count_in(*where);
  if (static_cast<int32_t>(count.size()) < sizes_.least) {
    tell("clash.groupFewValues", over,
         {{"column", header}, {"count", static_cast<int64_t>(count.size())}});
    return;
  }
  const auto most = std::max_element(
      count.begin(), count.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  // The largest alone: the others are enough for so many groups.
  const auto all = static_cast<int64_t>(people_.size());
  const int64_t others = all - most->second;
  if (most->second - others / (sizes_.least - 1) < over) {
    tell("clash.groupUneven", over, {{"column", header}});
    return;
  }
  tell("clash.groupTooLarge", over,
       {{"column", header},
        {"value", most->first == Column::kMissing ? std::string("–")
                                                  : std::string(column.values[most->first])},
        {"people", most->second},
        {"others", others}});
}

std::vector<Clashes::Found> Clashes::find() {
  const std::vector<Group> all = parts();
  if (!same_.empty()) find_parts(all);
  for (const Column* column : different_) find_values(*column, all);
  return std::move(found_);
}

// What admits people to a segment.
std::string segment_text(const LunchTerms& terms, const LunchPart& part, const Roster& roster) {
  if (part.segment < 0) return {};
  std::string text;
  for (const Filter& filter : terms.segments[static_cast<size_t>(part.segment)].who) {
    const Column* column = roster.named(filter.column.reference);
    if (column == nullptr) continue;
    text.append(text.empty() ? "" : ", ").append(column->header).append(": ");
    text.append(values_shown(filter, *column));
  }
  return text;
}

}  // namespace

std::vector<Reason> lunch_clashes(const LunchTerms& terms, const Program& program,
                                  const Roster& roster, const std::vector<int32_t>& people) {
  std::vector<Clashes::Found> found;
  Issues told;  // when the program was resolved
  for (const LunchPart& part : lunch_parts(terms, program, roster, people, told)) {
    for (auto& clash : Clashes(program, roster, part, segment_text(terms, part, roster)).find())
      found.push_back(std::move(clash));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.over > b.over; });
  found.resize(std::min(found.size(), kMostTold));
  std::vector<Reason> reasons;
  for (auto& clash : found) reasons.push_back(std::move(clash.reason));
  return reasons;
}

}  // namespace weft
