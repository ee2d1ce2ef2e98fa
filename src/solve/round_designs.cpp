#include "solve/round_designs.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace weft::solve {
namespace {

// GF(p^e): an element is the number whose digits to the base p are its coefficients.
class Field {
 public:
  Field(int32_t prime, int32_t degree) : prime_(prime), degree_(degree) {
    for (int32_t i = 0; i < degree; ++i) order_ *= prime;
    modulus_ = irreducible();
  }

  int32_t order() const { return order_; }
  int32_t add(int32_t a, int32_t b) const {
    int32_t sum = 0;
    for (int32_t place = 1; place < order_; place *= prime_)
      sum += (a / place % prime_ + b / place % prime_) % prime_ * place;
    return sum;
  }
  int32_t times(int32_t a, int32_t b) const {
    std::vector<int32_t> product(static_cast<size_t>(2 * degree_ - 1), 0);
    const std::vector<int32_t> left = digits(a);
    const std::vector<int32_t> right = digits(b);
    for (size_t i = 0; i < left.size(); ++i) {
      for (size_t j = 0; j < right.size(); ++j)
        product[i + j] = (product[i + j] + left[i] * right[j]) % prime_;
    }
    reduce(product, modulus_);
    int32_t value = 0;
    for (size_t i = left.size(); i > 0; --i) value = value * prime_ + product[i - 1];
    return value;
  }

 private:
  std::vector<int32_t> digits(int32_t value) const {
    std::vector<int32_t> all;
    for (int32_t i = 0; i < degree_; ++i, value /= prime_) all.push_back(value % prime_);
    return all;
  }
  // The rest of a division by a polynomial whose first coefficient is 1.
  void reduce(std::vector<int32_t>& value, const std::vector<int32_t>& by) const {
    for (size_t top = value.size(); top >= by.size(); --top) {
      const int32_t factor = value[top - 1];
      for (size_t i = 0; i < by.size(); ++i) {
        int32_t& to = value[top - by.size() + i];
        to = (to + (prime_ - factor) * by[i]) % prime_;
      }
    }
  }
  // Lowest coefficients first, of degree `degree`, the highest coefficient 1.
  std::vector<int32_t> monic(int32_t number, int32_t degree) const {
    std::vector<int32_t> all;
    for (int32_t i = 0; i < degree; ++i, number /= prime_) all.push_back(number % prime_);
    all.push_back(1);
    return all;
  }
  std::vector<int32_t> irreducible() const {
    for (int32_t number = 0;; ++number) {
      std::vector<int32_t> candidate = monic(number, degree_);
      bool divides = false;
      int32_t many = prime_;
      for (int32_t degree = 1; 2 * degree <= degree_ && !divides; ++degree, many *= prime_) {
        for (int32_t other = 0; other < many && !divides; ++other) {
          std::vector<int32_t> rest = candidate;
          reduce(rest, monic(other, degree));
          divides = std::all_of(rest.begin(), rest.begin() + degree,
                                [](int32_t digit) { return digit == 0; });
        }
      }
      if (!divides) return candidate;
    }
  }

  int32_t prime_;
  int32_t degree_;
  int32_t order_ = 1;
  std::vector<int32_t> modulus_;
};

// The product of the fields whose orders are the prime powers in `order`.
class Ring {
 public:
  explicit Ring(int32_t order) {
    for (int32_t prime = 2; order > 1; ++prime) {
      if (int64_t{prime} * prime > order) prime = order;
      int32_t degree = 0;
      for (; order % prime == 0; order /= prime) ++degree;
      if (degree > 0) fields_.emplace_back(prime, degree);
    }
  }

  // So many elements, 0 to units() - 1 in each field, differ by units.
  int32_t units() const {
    int32_t least = INT32_MAX;
    for (const Field& field : fields_) least = std::min(least, field.order());
    return least;
  }
  // x + m times the i-th of these elements.
  int32_t moved(int32_t x, int32_t m, int32_t i) const {
    int32_t result = 0;
    int32_t place = 1;
    for (const Field& field : fields_) {
      const int32_t order = field.order();
      result += field.add(x / place % order, field.times(m / place % order, i)) * place;
      place *= order;
    }
    return result;
  }

 private:
  std::vector<Field> fields_;
};

RoundPlan round_robin(int32_t people, int32_t most) {
  RoundPlan plan;
  const int32_t circle = people - 1;
  for (int32_t round = 0; round < std::min(most, circle); ++round) {
    RoundGroups groups = {{round, circle}};
    for (int32_t i = 1; i < people / 2; ++i)
      groups.push_back({(round + i) % circle, (round + circle - i) % circle});
    plan.push_back(std::move(groups));
  }
  return plan;
}

// Person x of column i is i * groups + x.
template <typename Place>
RoundPlan by_columns(int32_t people, int32_t groups, int32_t rounds, const Place& place) {
  RoundPlan plan;
  for (int32_t m = 0; m < rounds; ++m) {
    RoundGroups round(static_cast<size_t>(groups));
    for (int32_t person = 0; person < people; ++person)
      round[static_cast<size_t>(place(person % groups, m, person / groups))].push_back(person);
    plan.push_back(std::move(round));
  }
  return plan;
}

}  // namespace

RoundPlan designed_rounds(int32_t people, int32_t groups, int32_t most) {
  if (most <= 0) return {};
  if (people == 2 * groups) return round_robin(people, most);
  const int32_t size = people / groups;
  const bool whole = people % groups == 0;
  const int32_t columns = size + (whole ? 0 : 1);
  if (groups == 1 || columns == 1) {
    // Groups of one never meet; a single group meets once.
    const int32_t rounds = columns == 1 ? most : 1;
    return by_columns(people, groups, rounds, [](int32_t x, int32_t, int32_t) { return x; });
  }
  const Ring ring(groups);
  if (columns > ring.units()) {
    int32_t rounds = std::min(most, groups);
    for (int32_t apart = 1; apart < columns; ++apart)
      rounds = std::min(rounds, groups / std::gcd(groups, apart));
    return by_columns(people, groups, rounds, [&](int32_t x, int32_t m, int32_t i) {
      return static_cast<int32_t>((x + int64_t{m} * i) % groups);
    });
  }
  RoundPlan plan = by_columns(people, groups, std::min(most, groups),
                              [&](int32_t x, int32_t m, int32_t i) { return ring.moved(x, m, i); });
  if (!whole || groups % size != 0) return plan;
  for (const RoundGroups& inner : designed_rounds(groups, groups / size, most - groups)) {
    RoundGroups round;
    for (int32_t column = 0; column < columns; ++column) {
      for (const std::vector<int32_t>& group : inner) {
        round.push_back(group);
        for (int32_t& person : round.back()) person += column * groups;
      }
    }
    plan.push_back(std::move(round));
  }
  return plan;
}

}  // namespace weft::solve
