#include "solve/grouping_packed.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

#include "base/bytes.h"
#include "solve/grouping_state.h"

namespace weft::solve {
namespace {

constexpr std::string_view kMagic = "weft grouping 1\n";
constexpr size_t kMostApart = 4'000'000;
constexpr int64_t kMostNumber = int64_t{1} << 32;
constexpr int64_t kMostCells = 4'000'000;  // of tables and places

// Sizes a group has, now and then for a moment: one unit more.
int32_t widest(const GroupingProblem& problem) {
  int32_t largest = 0;
  for (const GroupSize& size : problem.sizes) largest = std::max(largest, size.max);
  const std::vector<int32_t> unit = units_of(problem);
  std::vector<int32_t> weight(unit.size(), 0);
  int32_t heaviest = 0;
  for (const int32_t top : unit) heaviest = std::max(heaviest, ++weight[static_cast<size_t>(top)]);
  return std::min(largest, problem.elements) + heaviest;
}

class Writer {
 public:
  template <typename T>
  void add(T number) {
    static_assert(std::is_integral_v<T>);
    char bytes[sizeof(T)];
    std::memcpy(bytes, &number, sizeof(T));
    out_.append(bytes, sizeof(T));
  }
  template <typename T>
  void add_all(const std::vector<T>& list) {
    add(static_cast<uint64_t>(list.size()));
    const size_t at = out_.size();
    out_.resize(at + list.size() * sizeof(T));
    if (!list.empty()) std::memcpy(out_.data() + at, list.data(), list.size() * sizeof(T));
  }
  void add_text(std::string_view text) { out_ += text; }
  std::string& out() { return out_; }

 private:
  std::string out_;
};

// Once something was not there, all that follows is nothing.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  T next() {
    T number{};
    if (bytes_.size() < sizeof(T)) {
      good_ = false;
      return number;
    }
    std::memcpy(&number, bytes_.data(), sizeof(T));
    bytes_.remove_prefix(sizeof(T));
    return number;
  }
  template <typename T>
  std::vector<T> list() {
    const auto count = next<uint64_t>();
    if (!good_ || count > bytes_.size() / sizeof(T)) {
      good_ = false;
      return {};
    }
    std::vector<T> all(static_cast<size_t>(count));
    if (!all.empty()) std::memcpy(all.data(), bytes_.data(), all.size() * sizeof(T));
    bytes_.remove_prefix(all.size() * sizeof(T));
    return all;
  }
  // Of things that take at least a byte each.
  size_t count() {
    const auto count = next<uint64_t>();
    if (count > bytes_.size()) good_ = false;
    return good_ ? static_cast<size_t>(count) : 0;
  }
  bool good() const { return good_; }
  bool at_end() const { return good_ && bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

// What a function gives for each size, and for each count up to it: rows of `stride`.
struct PackedTable {
  int64_t stride = 1;
  std::vector<int64_t> cells;

  int64_t at(int32_t size, int32_t count) const {
    const int64_t place = size * stride + count;
    return count < stride && place < static_cast<int64_t>(cells.size())
               ? cells[static_cast<size_t>(place)]
               : 0;
  }
};

int64_t stride_of(int32_t width, size_t holders) {
  return static_cast<int64_t>(std::min(static_cast<size_t>(width), holders)) + 1;
}

template <typename Of>
PackedTable table_of(int32_t width, size_t holders, Of of) {
  PackedTable table;
  table.stride = stride_of(width, holders);
  for (int32_t size = 0; size <= width; ++size) {
    for (int32_t count = 0; count < table.stride; ++count)
      table.cells.push_back(count <= size ? of(size, count) : 0);
  }
  return table;
}

void write_table(const PackedTable& table, Writer& writer) {
  writer.add(table.stride);
  writer.add_all(table.cells);
}

PackedTable read_table(Reader& reader) {
  PackedTable table;
  table.stride = reader.next<int64_t>();
  table.cells = reader.list<int64_t>();
  const auto cells = static_cast<int64_t>(table.cells.size());
  if (table.stride < 1 || table.stride > cells || cells % table.stride != 0) return {};
  return table;
}

bool all_between(const std::vector<int32_t>& list, int32_t least, int64_t end) {
  return std::all_of(list.begin(), list.end(),
                     [&](int32_t one) { return one >= least && one < end; });
}

// Whether every index is one, and no number is larger than grouping.h says.
bool makes_sense(const GroupingProblem& problem) {
  const int32_t n = problem.elements;
  const auto groups = static_cast<int64_t>(problem.sizes.size());
  bool good = groups <= kMostGroupingElements &&
              (problem.places.empty() || static_cast<int64_t>(problem.places.size()) == n * groups);
  for (const GroupSize& size : problem.sizes)
    good = good && size.min >= 0 && size.min <= size.max && size.max <= kMostGroupingElements;
  for (const CountCriterion& criterion : problem.counts) {
    for (const auto& holders : criterion.holders) good = good && all_between(holders, 0, n);
  }
  for (const BalanceCriterion& criterion : problem.balances) {
    good = good && criterion.numbers.size() == static_cast<size_t>(n) && criterion.range > 0 &&
           std::all_of(criterion.numbers.begin(), criterion.numbers.end(), [](int64_t number) {
             return number >= -kMostNumber && number <= kMostNumber;
           });
  }
  for (const CountRule& rule : problem.rules)
    good = good && all_between(rule.holders, 0, n) && all_between(rule.groups, 0, groups);
  for (const auto& [a, b] : problem.apart)
    good = good && a >= 0 && a < n && b >= 0 && b < n && a != b;
  for (const auto& cluster : problem.together) good = good && all_between(cluster, 0, n);
  return good && (problem.pinned.empty() || problem.pinned.size() == static_cast<size_t>(n)) &&
         all_between(problem.pinned, -1, groups);
}

void write_pairs(const GroupingProblem& problem, int32_t width, Writer& writer) {
  writer.add(static_cast<int32_t>(problem.pair ? 1 : 0));
  if (!problem.pair) return;
  writer.add(problem.most_of_pair);
  std::vector<int64_t> shares;
  for (int32_t size = 0; problem.pair_share && size <= width; ++size)
    shares.push_back(problem.pair_share(size));
  writer.add_all(shares);
  std::vector<int32_t> values;
  values.reserve(static_cast<size_t>(problem.elements) * static_cast<size_t>(problem.elements) / 2);
  for (int32_t a = 0; a < problem.elements; ++a) {
    for (int32_t b = 0; b < a; ++b) values.push_back(static_cast<int32_t>(problem.pair(a, b)));
  }
  writer.add_all(values);
}

bool read_pairs(Reader& reader, GroupingProblem& problem) {
  if (reader.next<int32_t>() == 0) return true;
  problem.most_of_pair = reader.next<int64_t>();
  const std::vector<int64_t> shares = reader.list<int64_t>();
  if (!shares.empty()) {
    problem.pair_share = [shares](int32_t size) {
      return shares[std::min(static_cast<size_t>(size), shares.size() - 1)];
    };
  }
  const auto values = std::make_shared<const std::vector<int32_t>>(reader.list<int32_t>());
  const auto n = static_cast<size_t>(problem.elements);
  if (values->size() != n * (n - std::min<size_t>(n, 1)) / 2) return false;
  problem.pair = [values](int32_t a, int32_t b) {
    const auto low = static_cast<size_t>(std::min(a, b));
    const auto high = static_cast<size_t>(std::max(a, b));
    return int64_t{(*values)[high * (high - 1) / 2 + low]};
  };
  return true;
}

void write_criteria(const GroupingProblem& problem, int32_t width, Writer& writer) {
  writer.add(static_cast<uint64_t>(problem.counts.size()));
  for (const CountCriterion& criterion : problem.counts) {
    writer.add(static_cast<uint64_t>(criterion.holders.size()));
    for (size_t value = 0; value < criterion.holders.size(); ++value) {
      writer.add_all(criterion.holders[value]);
      write_table(table_of(width, criterion.holders[value].size(),
                           [&](int32_t size, int32_t count) {
                             return criterion.points(static_cast<int32_t>(value), size, count);
                           }),
                  writer);
    }
  }
  writer.add(static_cast<uint64_t>(problem.balances.size()));
  for (const BalanceCriterion& criterion : problem.balances) {
    writer.add_all(criterion.numbers);
    writer.add(criterion.full);
    writer.add(criterion.range);
    writer.add(criterion.all ? criterion.all->count : int64_t{0});
    writer.add(criterion.all ? criterion.all->sum : int64_t{0});
  }
  writer.add_all(problem.places);
}

void read_criteria(Reader& reader, GroupingProblem& problem) {
  const size_t counts = reader.count();
  for (size_t c = 0; c < counts && reader.good(); ++c) {
    CountCriterion& criterion = problem.counts.emplace_back();
    std::vector<PackedTable> tables;
    const size_t values = reader.count();
    for (size_t value = 0; value < values && reader.good(); ++value) {
      criterion.holders.push_back(reader.list<int32_t>());
      tables.push_back(read_table(reader));
    }
    criterion.points = [tables = std::move(tables)](int32_t value, int32_t size, int32_t count) {
      return tables[static_cast<size_t>(value)].at(size, count);
    };
  }
  const size_t balances = reader.count();
  for (size_t b = 0; b < balances && reader.good(); ++b) {
    BalanceCriterion& criterion = problem.balances.emplace_back();
    criterion.numbers = reader.list<int64_t>();
    criterion.full = reader.next<int64_t>();
    criterion.range = reader.next<int64_t>();
    const auto all = reader.next<int64_t>();
    const auto sum = reader.next<int64_t>();
    if (all > 0) criterion.all = {sum, all};
  }
  problem.places = reader.list<int64_t>();
}

void write_rules(const GroupingProblem& problem, int32_t width, Writer& writer) {
  writer.add(static_cast<uint64_t>(problem.rules.size()));
  for (const CountRule& rule : problem.rules) {
    writer.add_all(rule.holders);
    writer.add_all(rule.groups);
    write_table(table_of(width, rule.holders.size(),
                         [&](int32_t size, int32_t count) { return rule.broken(size, count); }),
                writer);
  }
  std::vector<int32_t> apart;
  for (const auto& [a, b] : problem.apart) {
    apart.push_back(a);
    apart.push_back(b);
  }
  writer.add_all(apart);
  writer.add(static_cast<uint64_t>(problem.together.size()));
  for (const std::vector<int32_t>& cluster : problem.together) writer.add_all(cluster);
  writer.add_all(problem.pinned);
}

void read_rules(Reader& reader, GroupingProblem& problem) {
  const size_t rules = reader.count();
  for (size_t r = 0; r < rules && reader.good(); ++r) {
    CountRule& rule = problem.rules.emplace_back();
    rule.holders = reader.list<int32_t>();
    rule.groups = reader.list<int32_t>();
    rule.broken = [table = read_table(reader)](int32_t size, int32_t count) {
      return table.at(size, count);
    };
  }
  const std::vector<int32_t> apart = reader.list<int32_t>();
  for (size_t i = 0; i + 1 < apart.size(); i += 2)
    problem.apart.emplace_back(apart[i], apart[i + 1]);
  const size_t clusters = reader.count();
  for (size_t c = 0; c < clusters && reader.good(); ++c)
    problem.together.push_back(reader.list<int32_t>());
  problem.pinned = reader.list<int32_t>();
}

}  // namespace

bool can_be_packed(const GroupingProblem& problem) {
  if (problem.pair && problem.elements > kTabulatedUnits) return false;
  if (problem.apart.size() > kMostApart) return false;
  const int32_t width = widest(problem);
  auto cells = static_cast<int64_t>(problem.places.size());
  const auto add = [&](size_t holders) {
    cells += (int64_t{width} + 1) * stride_of(width, holders);
  };
  for (const CountCriterion& criterion : problem.counts) {
    for (const auto& holders : criterion.holders) add(holders.size());
  }
  for (const CountRule& rule : problem.rules) add(rule.holders.size());
  return cells <= kMostCells;
}

std::string pack_grouping(const GroupingProblem& problem) {
  Writer writer;
  const int32_t width = widest(problem);
  writer.add_text(kMagic);
  writer.add(problem.elements);
  writer.add(static_cast<int32_t>(problem.worst_first ? 1 : 0));
  std::vector<int32_t> sizes;
  for (const GroupSize& size : problem.sizes) {
    sizes.push_back(size.min);
    sizes.push_back(size.max);
  }
  writer.add_all(sizes);
  write_pairs(problem, width, writer);
  write_criteria(problem, width, writer);
  write_rules(problem, width, writer);
  writer.add(hash_of(writer.out()));
  return std::move(writer.out());
}

std::optional<GroupingProblem> unpack_grouping(std::string_view bytes) {
  if (bytes.size() < kMagic.size() + sizeof(uint64_t) || bytes.substr(0, kMagic.size()) != kMagic)
    return std::nullopt;
  const std::string_view body = bytes.substr(0, bytes.size() - sizeof(uint64_t));
  if (hash_of(body) != load<uint64_t>(bytes.data() + body.size())) return std::nullopt;
  Reader reader(body.substr(kMagic.size()));
  GroupingProblem problem;
  problem.elements = reader.next<int32_t>();
  problem.worst_first = reader.next<int32_t>() != 0;
  const std::vector<int32_t> sizes = reader.list<int32_t>();
  if (problem.elements < 0 || problem.elements > kMostGroupingElements) return std::nullopt;
  for (size_t i = 0; i + 1 < sizes.size(); i += 2)
    problem.sizes.push_back({sizes[i], sizes[i + 1]});
  if (!read_pairs(reader, problem)) return std::nullopt;
  read_criteria(reader, problem);
  read_rules(reader, problem);
  if (!reader.at_end() || !makes_sense(problem)) return std::nullopt;
  return problem;
}

std::string pack_groups(const std::vector<int32_t>& group) {
  std::string bytes(group.size() * sizeof(int32_t), '\0');
  if (!group.empty()) std::memcpy(bytes.data(), group.data(), bytes.size());
  return bytes;
}

std::optional<std::vector<int32_t>> unpack_groups(std::string_view bytes) {
  if (bytes.size() % sizeof(int32_t) != 0) return std::nullopt;
  std::vector<int32_t> group(bytes.size() / sizeof(int32_t));
  if (!group.empty()) std::memcpy(group.data(), bytes.data(), bytes.size());
  return group;
}

}  // namespace weft::solve
