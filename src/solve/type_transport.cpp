#include "solve/type_transport.h"

#include <algorithm>

#include "solve/type_weights.h"

namespace weft::solve {
namespace {

// What it costs to stay without a place: no path of weights is worth it, and twice of it is less
// than what two types cost that must not meet.
constexpr int32_t kNobodyCost = 1 << 25;
constexpr int64_t kPriceLimit = int64_t{1} << 26;
constexpr size_t kListed = 40;  // arcs that one round of pricing collects
constexpr int kMinor = 24;      // pivots until rows are priced again

// Left node of type s: s. Right node: nodes_ / 2 + s. The root is the right node of nobody.
class Simplex {
 public:
  Simplex(TypeMatrix& weight, const std::vector<int32_t>& count, const std::vector<int64_t>& guess,
          const std::vector<int32_t>& order)
      : weight_(weight), sides_(weight.types() + 1) {
    const auto sides = static_cast<size_t>(sides_);
    const size_t nodes = 2 * sides;
    parent_.assign(nodes, kNone);
    depth_.assign(nodes, 0);
    flow_.assign(nodes, 0);
    child_.assign(nodes, kNone);
    next_.assign(nodes, kNone);
    previous_.assign(nodes, kNone);
    potential_.assign(nodes, 0);
    price_.assign(sides, 0);
    write_nobody();
    start(count, guess, order);
  }

  bool run(int64_t budget);
  TypeTransport take();

 private:
  static constexpr int32_t kNone = -1;
  struct Arc {
    int32_t s;
    int32_t t;
  };

  int32_t right(int32_t type) const { return sides_ + type; }
  bool is_left(int32_t node) const { return node < sides_; }
  int32_t root() const { return 2 * sides_ - 1; }
  int64_t& potential(int32_t node) { return potential_[static_cast<size_t>(node)]; }
  int64_t gain(const Arc& arc) {
    return weight_.row(arc.s)[arc.t] - potential(arc.s) - potential(right(arc.t));
  }
  void write_nobody();
  void start(const std::vector<int32_t>& count, const std::vector<int64_t>& guess,
             const std::vector<int32_t>& order);
  void attach(int32_t node, int32_t parent, int32_t flow);
  void detach(int32_t node);
  void set_price(int32_t node);
  // The best arc of a row, where it gains.
  bool price_row(int32_t s, Arc& arc);
  void pivot(const Arc& arc);
  template <typename Visit>
  void for_subtree(int32_t top, Visit visit);

  TypeMatrix& weight_;
  int32_t sides_;
  std::vector<int32_t> parent_, depth_, flow_;  // flow of the arc to the parent
  std::vector<int32_t> child_, next_, previous_;
  std::vector<int64_t> potential_;
  std::vector<int32_t> price_;  // of right nodes, as the pricing wants them
  int32_t cursor_ = 0;
  int64_t pivots_ = 0;
  int64_t work_ = 0;
};

void Simplex::write_nobody() {
  const int32_t nobody = sides_ - 1;
  for (int32_t s = 0; s < nobody; ++s)
    weight_.row(s)[nobody] = weight_.row(nobody)[s] = -kNobodyCost;
  weight_.row(nobody)[nobody] = 0;
  for (int32_t s = 0; s < nobody; ++s) {
    int32_t* row = weight_.row(s);
    for (int32_t t = 0; t < nobody; ++t) {
      if (row[t] < 0) row[t] = static_cast<int32_t>(TypeWeights::kNoPair);
    }
  }
}

void Simplex::attach(int32_t node, int32_t parent, int32_t flow) {
  const auto i = static_cast<size_t>(node);
  const auto p = static_cast<size_t>(parent);
  parent_[i] = parent;
  flow_[i] = flow;
  previous_[i] = kNone;
  next_[i] = child_[p];
  if (child_[p] != kNone) previous_[static_cast<size_t>(child_[p])] = node;
  child_[p] = node;
}

void Simplex::detach(int32_t node) {
  const auto i = static_cast<size_t>(node);
  if (previous_[i] != kNone) {
    next_[static_cast<size_t>(previous_[i])] = next_[i];
  } else {
    child_[static_cast<size_t>(parent_[i])] = next_[i];
  }
  if (next_[i] != kNone) previous_[static_cast<size_t>(next_[i])] = previous_[i];
}

template <typename Visit>
void Simplex::for_subtree(int32_t top, Visit visit) {
  int32_t node = top;
  while (true) {
    visit(node);
    if (child_[static_cast<size_t>(node)] != kNone) {
      node = child_[static_cast<size_t>(node)];
      continue;
    }
    while (node != top && next_[static_cast<size_t>(node)] == kNone)
      node = parent_[static_cast<size_t>(node)];
    if (node == top) return;
    node = next_[static_cast<size_t>(node)];
  }
}

void Simplex::set_price(int32_t node) {
  price_[static_cast<size_t>(node - sides_)] =
      static_cast<int32_t>(std::clamp(potential(node), -kPriceLimit, kPriceLimit));
}

// Each type ships to where it is worth most under the guess. Every shipment exhausts a row or a
// column, so the arcs form a forest; its trees hang on the root by arcs without flow.
void Simplex::start(const std::vector<int32_t>& count, const std::vector<int64_t>& guess,
                    const std::vector<int32_t>& order) {
  const int32_t nobody = sides_ - 1;
  std::vector<int32_t> open(count.begin(), count.end());
  for (int32_t t = 0; t < nobody; ++t) {
    price_[static_cast<size_t>(t)] = static_cast<int32_t>(
        std::clamp(guess[static_cast<size_t>(t)] / 2, -kPriceLimit, kPriceLimit));
  }
  price_[static_cast<size_t>(nobody)] = 0;
  struct Shipment {
    int32_t s;
    int32_t t;
    int32_t flow;
  };
  std::vector<Shipment> shipments;
  constexpr int32_t kClosed = 1 << 29;
  for (const int32_t s : order) {
    int32_t rest = count[static_cast<size_t>(s)];
    const int32_t* row = weight_.row(s);
    while (rest > 0) {
      int32_t best = row[0] - price_[0];
      for (int32_t t = 1; t < sides_; ++t)
        best = std::max(best, row[t] - price_[static_cast<size_t>(t)]);
      int32_t at = 0;
      while (row[at] - price_[static_cast<size_t>(at)] != best) ++at;
      // Nobody has room for all; who must not meet is never better than nobody.
      int32_t shipped = rest;
      if (at != nobody) {
        shipped = std::min(rest, open[static_cast<size_t>(at)]);
        open[static_cast<size_t>(at)] -= shipped;
        if (open[static_cast<size_t>(at)] == 0) price_[static_cast<size_t>(at)] = kClosed;
      }
      shipments.push_back({s, at, shipped});
      rest -= shipped;
      work_ += sides_;
    }
  }
  for (int32_t t = 0; t < nobody; ++t) {
    if (open[static_cast<size_t>(t)] > 0)
      shipments.push_back({nobody, t, open[static_cast<size_t>(t)]});
  }
  // More than nobody takes: the root's arc to the row of nobody always carries flow.
  shipments.push_back({nobody, nobody, 1});

  const size_t nodes = 2 * static_cast<size_t>(sides_);
  std::vector<int32_t> begin(nodes + 1, 0);
  for (const Shipment& one : shipments) {
    ++begin[static_cast<size_t>(one.s) + 1];
    ++begin[static_cast<size_t>(right(one.t)) + 1];
  }
  for (size_t i = 1; i <= nodes; ++i) begin[i] += begin[i - 1];
  std::vector<int32_t> arcs(2 * shipments.size());
  std::vector<int32_t> fill(begin.begin(), begin.end() - 1);
  for (size_t i = 0; i < shipments.size(); ++i) {
    arcs[static_cast<size_t>(fill[static_cast<size_t>(shipments[i].s)]++)] =
        static_cast<int32_t>(i);
    arcs[static_cast<size_t>(fill[static_cast<size_t>(right(shipments[i].t))]++)] =
        static_cast<int32_t>(i);
  }
  std::vector<int32_t> stack;
  const auto grow = [&](int32_t top) {
    stack.push_back(top);
    while (!stack.empty()) {
      const int32_t node = stack.back();
      stack.pop_back();
      for (int32_t k = begin[static_cast<size_t>(node)]; k < begin[static_cast<size_t>(node) + 1];
           ++k) {
        const Shipment& one = shipments[static_cast<size_t>(arcs[static_cast<size_t>(k)])];
        const int32_t other = is_left(node) ? right(one.t) : one.s;
        if (other == parent_[static_cast<size_t>(node)]) continue;
        attach(other, node, one.flow);
        stack.push_back(other);
      }
    }
  };
  grow(root());
  for (int32_t s = 0; s < nobody; ++s) {
    if (parent_[static_cast<size_t>(s)] != kNone) continue;
    attach(s, root(), 0);
    grow(s);
  }
  for_subtree(root(), [&](int32_t node) {
    if (node == root()) return;
    const int32_t above = parent_[static_cast<size_t>(node)];
    depth_[static_cast<size_t>(node)] = depth_[static_cast<size_t>(above)] + 1;
    const int32_t s = is_left(node) ? node : above;
    const int32_t t = (is_left(node) ? above : node) - sides_;
    potential(node) = weight_.row(s)[t] - potential(above);
  });
  for (int32_t t = 0; t < sides_; ++t) set_price(right(t));
}

bool Simplex::price_row(int32_t s, Arc& arc) {
  const int32_t* row = weight_.row(s);
  const int32_t* price = price_.data();
  int32_t best = row[0] - price[0];
  for (int32_t t = 1; t < sides_; ++t) best = std::max(best, row[t] - price[t]);
  work_ += sides_;
  if (best <= potential(s)) return false;
  int32_t at = 0;
  while (row[at] - price[at] != best) ++at;
  arc = {s, at};
  return gain(arc) > 0;
}

void Simplex::pivot(const Arc& arc) {
  const int64_t won = gain(arc);
  const int32_t s = arc.s;
  const int32_t t = right(arc.t);
  int32_t a = s;
  int32_t b = t;
  while (a != b) {
    if (depth_[static_cast<size_t>(a)] >= depth_[static_cast<size_t>(b)]) {
      a = parent_[static_cast<size_t>(a)];
    } else {
      b = parent_[static_cast<size_t>(b)];
    }
  }
  const int32_t join = a;
  // The last arc that runs dry, seen from the join in the direction of the flow: join .. s, t ..
  // join.
  int32_t amount = INT32_MAX;
  int32_t leaving = kNone;
  bool at_s = true;
  for (int32_t v = s; v != join; v = parent_[static_cast<size_t>(v)]) {
    if (is_left(v) && flow_[static_cast<size_t>(v)] < amount) {
      amount = flow_[static_cast<size_t>(v)];
      leaving = v;
    }
  }
  for (int32_t v = t; v != join; v = parent_[static_cast<size_t>(v)]) {
    if (!is_left(v) && flow_[static_cast<size_t>(v)] <= amount) {
      amount = flow_[static_cast<size_t>(v)];
      leaving = v;
      at_s = false;
    }
  }
  if (amount > 0) {
    for (int32_t v = s; v != join; v = parent_[static_cast<size_t>(v)])
      flow_[static_cast<size_t>(v)] += is_left(v) ? -amount : amount;
    for (int32_t v = t; v != join; v = parent_[static_cast<size_t>(v)])
      flow_[static_cast<size_t>(v)] += is_left(v) ? amount : -amount;
  }
  const int32_t inner = at_s ? s : t;
  int32_t node = inner;
  int32_t above = at_s ? t : s;
  int32_t flow = amount;
  while (true) {
    const int32_t old_above = parent_[static_cast<size_t>(node)];
    const int32_t old_flow = flow_[static_cast<size_t>(node)];
    detach(node);
    attach(node, above, flow);
    if (node == leaving) break;
    above = node;
    flow = old_flow;
    node = old_above;
  }
  const int64_t left_shift = at_s ? won : -won;
  for_subtree(inner, [&](int32_t v) {
    depth_[static_cast<size_t>(v)] =
        depth_[static_cast<size_t>(parent_[static_cast<size_t>(v)])] + 1;
    if (is_left(v)) {
      potential(v) += left_shift;
    } else {
      potential(v) -= left_shift;
      set_price(v);
    }
    ++work_;
  });
  ++pivots_;
}

bool Simplex::run(int64_t budget) {
  std::vector<Arc> listed;
  while (work_ < budget) {
    listed.clear();
    for (int32_t scanned = 0; scanned < sides_ && listed.size() < kListed; ++scanned) {
      Arc arc{};
      if (price_row(cursor_, arc)) listed.push_back(arc);
      cursor_ = cursor_ + 1 == sides_ ? 0 : cursor_ + 1;
    }
    if (listed.empty()) return true;
    for (int minor = 0; minor < kMinor && !listed.empty(); ++minor) {
      size_t best = 0;
      int64_t most = 0;
      for (size_t i = 0; i < listed.size();) {
        const int64_t now = gain(listed[i]);
        if (now <= 0) {
          listed[i] = listed.back();
          listed.pop_back();
          continue;
        }
        if (now > most) {
          most = now;
          best = i;
        }
        ++i;
      }
      if (most == 0) break;
      pivot(listed[best]);
    }
  }
  return false;
}

TypeTransport Simplex::take() {
  TypeTransport result;
  const int32_t types = sides_ - 1;
  for (int32_t s = 0; s < types; ++s) result.dual.push_back(potential(s) + potential(right(s)));
  std::vector<TypeTransport::Flow> flows;
  for (int32_t node = 0; node < root(); ++node) {
    const int32_t above = parent_[static_cast<size_t>(node)];
    const int32_t s = is_left(node) ? node : above;
    const int32_t t = (is_left(node) ? above : node) - sides_;
    const int32_t flow = flow_[static_cast<size_t>(node)];
    if (flow > 0 && s != types && t != types)
      flows.push_back({std::min(s, t), std::max(s, t), flow});
  }
  std::sort(flows.begin(), flows.end(),
            [](const auto& a, const auto& b) { return a.s != b.s ? a.s < b.s : a.t < b.t; });
  for (const auto& flow : flows) {
    if (!result.flows.empty() && result.flows.back().s == flow.s &&
        result.flows.back().t == flow.t) {
      result.flows.back().halves += flow.halves;
    } else {
      result.flows.push_back(flow);
    }
  }
  result.pivots = pivots_;
  result.work = work_;
  return result;
}

// Raises duals until they cover every pair of types.
void lift(const TypeMatrix& weight, std::vector<int64_t>& dual) {
  const int32_t types = weight.types();
  for (int32_t s = 0; s < types; ++s) {
    const int32_t* row = weight.row(s);
    int64_t needed = dual[static_cast<size_t>(s)];
    for (int32_t t = 0; t < types; ++t) {
      if (row[t] < 0) continue;
      const int64_t missing = t == s ? row[t] : 2 * int64_t{row[t]} - dual[static_cast<size_t>(t)];
      needed = std::max(needed, missing);
    }
    dual[static_cast<size_t>(s)] = needed;
  }
}

}  // namespace

TypeTransport solve_type_transport(TypeMatrix& weight, const std::vector<int32_t>& count,
                                   const std::vector<int64_t>& guess,
                                   const std::vector<int32_t>& order, int64_t budget) {
  Simplex simplex(weight, count, guess, order);
  const bool optimal = simplex.run(budget);
  TypeTransport result = simplex.take();
  result.optimal = optimal;
  if (!optimal) lift(weight, result.dual);
  return result;
}

}  // namespace weft::solve
