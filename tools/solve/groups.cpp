// weft-solve groups: the maximally diverse grouping problem, in the format of MDGPLIB.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "solve/partition_bound.h"
#include "workbench.h"

namespace weft::workbench {
namespace {

constexpr int64_t kMostElements = 5'000;
constexpr int kMostPlaces = 9;
constexpr int64_t kWork = 2'000'000'000;  // where none is named

// Values are whole numbers of 10^-places.
struct Instance {
  solve::PartitionProblem problem;
  int places = 0;
};

struct Pair {
  int32_t a;
  int32_t b;
  Decimal value;
};

int64_t power_of_ten(int exponent) {
  int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

Instance read_instance(const std::string& file) {
  Numbers numbers(file);
  Instance instance;
  const auto next = [&](const char* what, int64_t least, int64_t most) {
    const int64_t value = numbers.next(what);
    if (value < least || value > most) numbers.fail(std::string("out of range: ") + what);
    return static_cast<int32_t>(value);
  };
  const int32_t elements = next("the number of elements", 1, kMostElements);
  const int32_t groups = next("the number of groups", 1, kMostElements);
  const bool same = numbers.takes("ss");
  if (!same && !numbers.takes("ds")) numbers.fail("`ss` or `ds` was expected");
  int64_t least = 0;
  int64_t most = 0;
  for (int32_t g = 0; g < groups; ++g) {
    const int32_t low = next("the least of a group", 0, kMostElements);
    const int32_t high = next("the most of a group", low, kMostElements);
    instance.problem.sizes.push_back({low, high});
    least += low;
    most += high;
  }
  if (least > elements || most < elements) {
    numbers.fail("the groups hold " + std::to_string(least) + " to " + std::to_string(most) +
                 " elements, and there are " + std::to_string(elements));
  }
  const auto n = static_cast<size_t>(elements);
  std::vector<Pair> pairs;
  std::vector<bool> known(n * n);
  while (!numbers.at_end()) {
    const int32_t a = next("an element", 0, elements - 1);
    const int32_t b = next("an element", 0, elements - 1);
    if (a == b) numbers.fail("an element with itself");
    const size_t place =
        static_cast<size_t>(std::min(a, b)) * n + static_cast<size_t>(std::max(a, b));
    if (known[place]) numbers.fail("this pair was there before");
    known[place] = true;
    pairs.push_back({a, b, numbers.next_decimal("a value")});
    if (pairs.back().value.places > kMostPlaces) numbers.fail("more than nine places");
    instance.places = std::max(instance.places, pairs.back().value.places);
  }
  instance.problem.elements = elements;
  instance.problem.values.assign(n * n, 0);
  for (const Pair& pair : pairs) {
    const int64_t scale = power_of_ten(instance.places - pair.value.places);
    if (std::abs(pair.value.digits) > INT32_MAX / scale)
      throw Unreadable{file + ": a value has too many digits"};
    const auto value = static_cast<int32_t>(pair.value.digits * scale);
    instance.problem.values[static_cast<size_t>(pair.a) * n + static_cast<size_t>(pair.b)] = value;
    instance.problem.values[static_cast<size_t>(pair.b) * n + static_cast<size_t>(pair.a)] = value;
  }
  return instance;
}

// Exactly, with all places.
std::string as_decimal(int64_t value, int places) {
  if (places == 0) return std::to_string(value);
  std::string digits = std::to_string(std::abs(value));
  const auto least = static_cast<size_t>(places) + 1;
  if (digits.size() < least) digits.insert(0, least - digits.size(), '0');
  digits.insert(digits.size() - static_cast<size_t>(places), ".");
  return (value < 0 ? "-" : "") + digits;
}

}  // namespace

int solve_groups(const Options& options) {
  const Instance instance = read_instance(options.file);
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const auto since = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
  solve::SearchBudget budget;
  budget.work = options.work < 0 ? kWork : options.work;
  if (options.seconds > 0) {
    budget.clock = [&](int64_t) {
      return static_cast<int64_t>(std::min(since() / options.seconds, 1.0) * solve::kAllSpent);
    };
  }
  const solve::Partition partition = max_partition(instance.problem, budget, Random(options.seed));
  const double taken = since();
  const int64_t bound =
      partition.optimal ? partition.value : partition_bound(instance.problem).value;
  std::printf("value %s\nbound %s\nproof %s\nwork %lld\nseconds %.6f\n",
              as_decimal(partition.value, instance.places).c_str(),
              as_decimal(bound, instance.places).c_str(),
              partition.value == bound ? "optimal" : "bounded",
              static_cast<long long>(partition.work), taken);
  if (options.print) {
    for (size_t e = 0; e < partition.group.size(); ++e)
      std::printf("%zu %d\n", e, partition.group[e]);
  }
  return 0;
}

}  // namespace weft::workbench
