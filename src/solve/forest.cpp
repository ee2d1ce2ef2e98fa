#include "solve/forest.h"

#include <algorithm>
#include <utility>

namespace weft::solve {

RadixHeap::Event RadixHeap::pop() {
  if (buckets_[0].empty()) {
    size_t from = 1;
    while (buckets_[from].empty()) ++from;
    std::vector<Event> moving = std::move(buckets_[from]);
    buckets_[from].clear();
    last_ = std::min_element(moving.begin(), moving.end(), [](const Event& a, const Event& b) {
              return a.key < b.key;
            })->key;
    for (const Event& event : moving) buckets_[bucket(event.key)].push_back(event);
  }
  const Event event = buckets_[0].back();
  buckets_[0].pop_back();
  --size_;
  return event;
}

Forest::Forest(const Graph& graph, Start start, Stop stop)
    : vertices_(graph.vertices), stop_(stop) {
  const size_t n = index(vertices_);
  arcs_begin_.assign(n + 1, 0);
  for (const WeightedEdge& edge : graph.edges) {
    ++arcs_begin_[index(edge.u) + 1];
    ++arcs_begin_[index(edge.v) + 1];
  }
  for (size_t v = 0; v < n; ++v) arcs_begin_[v + 1] += arcs_begin_[v];
  arcs_.resize(2 * graph.edges.size());
  std::vector<size_t> at(arcs_begin_.begin(), arcs_begin_.end() - 1);
  for (const WeightedEdge& edge : graph.edges) {
    arcs_[at[index(edge.u)]++] = {edge.v, 4 * edge.weight};
    arcs_[at[index(edge.v)]++] = {edge.u, 4 * edge.weight};
  }
  nodes_.resize(n);
  mate_.assign(n, kNone);
  next_vertex_.assign(n, kNone);
  value_.assign(n, 0);
  offset_.assign(n, 0);
  trees_.resize(n);
  mark_.assign(n, 0);
  for (int32_t v = 0; v < vertices_; ++v) {
    Node& node = nodes_[index(v)];
    node.base = node.set = node.first = node.last = v;
    node.alive = true;
    set_.push_back(v);
    node_of_set_.push_back(v);
  }
  if (start == Start::kGreedy) {
    start_greedy();
  } else {
    start_uniform();
  }
  unmatched_ = std::count(mate_.begin(), mate_.end(), kNone);
}

// Each dual as low as its edges allow, one vertex after the other; a vertex takes a tight edge if
// there is one. All values stay even, so that two outer ends of an edge always meet at a whole
// number.
void Forest::start_greedy() {
  for (size_t v = 0; v < index(vertices_); ++v) {
    int64_t best = arcs_begin_[v] == arcs_begin_[v + 1] ? 0 : INT64_MIN;
    for (size_t a = arcs_begin_[v]; a < arcs_begin_[v + 1]; ++a)
      best = std::max(best, arcs_[a].weight / 2);
    value_[v] = best;
  }
  for (size_t v = 0; v < index(vertices_); ++v) {
    if (arcs_begin_[v] == arcs_begin_[v + 1] || mate_[v] != kNone) continue;
    int64_t lowest = INT64_MIN;
    int32_t partner = kNone;
    for (size_t a = arcs_begin_[v]; a < arcs_begin_[v + 1]; ++a) {
      const int64_t needed = arcs_[a].weight - value_[index(arcs_[a].to)];
      if (needed > lowest) lowest = needed, partner = kNone;
      if (needed == lowest && partner == kNone && mate_[index(arcs_[a].to)] == kNone)
        partner = arcs_[a].to;
    }
    value_[v] = lowest;
    if (partner == kNone) continue;
    mate_[v] = partner;
    mate_[index(partner)] = static_cast<int32_t>(v);
  }
}

void Forest::start_uniform() {
  int64_t most = arcs_.empty() ? 0 : INT64_MIN;
  for (const Arc& arc : arcs_) most = std::max(most, arc.weight / 2);
  if (stop_ == Stop::kDualsUsedUp) most = std::max<int64_t>(most, 0);
  std::fill(value_.begin(), value_.end(), most);
  used_up_ = most;
}

void Forest::plant_trees() {
  for (int32_t v = 0; v < vertices_; ++v) {
    if (mate_[index(v)] != kNone) continue;
    relabel(v, Label::kOuter);
    put_in_tree(v, v);
  }
  for (int32_t v = 0; v < vertices_; ++v) {
    if (mate_[index(v)] == kNone) scan_outer(v);
  }
}

void Forest::relabel(int32_t id, Label label) {
  Node& node = nodes_[index(id)];
  const int64_t grown = now_ - node.since;
  if (node.label == Label::kOuter) {
    offset_[index(node.set)] -= grown;
    node.dual += 2 * grown;
  } else if (node.label == Label::kInner) {
    offset_[index(node.set)] += grown;
    node.dual -= 2 * grown;
  }
  node.since = now_;
  node.label = label;
}

void Forest::put_in_tree(int32_t id, int32_t root) {
  nodes_[index(id)].root = root;
  trees_[index(root)].push_back(id);
}

void Forest::make_outer(int32_t id, int32_t root) {
  relabel(id, Label::kOuter);
  put_in_tree(id, root);
  const Node& node = nodes_[index(id)];
  for (int32_t v = node.first;; v = next_vertex_[index(v)]) {
    scan_outer(v);
    if (v == node.last) break;
  }
}

void Forest::make_inner(int32_t id, Link entry, int32_t root) {
  relabel(id, Label::kInner);
  put_in_tree(id, root);
  Node& node = nodes_[index(id)];
  node.entry = entry;
  if (!is_vertex(id)) heap_.push({now_ + node.dual / 2, id, kNoArc});
}

void Forest::scan_outer(int32_t v) {
  const int32_t mine = top(v);
  const int64_t dual = value(v);
  for (size_t a = arcs_begin_[index(v)]; a < arcs_begin_[index(v) + 1]; ++a) {
    const Arc& arc = arcs_[a];
    const int32_t theirs = top(arc.to);
    if (theirs == mine) continue;
    const Label label = nodes_[index(theirs)].label;
    if (label == Label::kInner) continue;
    const int64_t slack = dual + value(arc.to) - arc.weight;
    heap_.push({now_ + (label == Label::kOuter ? slack / 2 : slack), v, static_cast<uint32_t>(a)});
  }
}

void Forest::scan_free(int32_t v) {
  const int64_t dual = value(v);
  for (size_t a = arcs_begin_[index(v)]; a < arcs_begin_[index(v) + 1]; ++a) {
    const Arc& arc = arcs_[a];
    if (nodes_[index(top(arc.to))].label != Label::kOuter) continue;
    heap_.push({now_ + dual + value(arc.to) - arc.weight, v, static_cast<uint32_t>(a)});
  }
}

void Forest::scan_free_node(int32_t id) {
  const Node& node = nodes_[index(id)];
  for (int32_t v = node.first;; v = next_vertex_[index(v)]) {
    scan_free(v);
    if (v == node.last) break;
  }
}

void Forest::move_to_set(int32_t id, int32_t from, int32_t to) {
  if (from == to) return;
  const Node& node = nodes_[index(id)];
  const int64_t shift = offset_[index(from)] - offset_[index(to)];
  for (int32_t v = node.first;; v = next_vertex_[index(v)]) {
    value_[index(v)] += shift;
    set_[index(v)] = to;
    if (v == node.last) break;
  }
}

void Forest::run(const Progress& progress) {
  plant_trees();
  const int64_t at_first = std::max<int64_t>(unmatched_, 1);
  int64_t reported = unmatched_;
  while (unmatched_ > 0 && !heap_.empty()) {
    const RadixHeap::Event event = heap_.pop();
    if (stop_ == Stop::kDualsUsedUp && event.key >= used_up_) break;
    now_ = event.key;
    handle(event);
    if (progress && (reported - unmatched_) * 200 >= at_first) {
      reported = unmatched_;
      progress(1.0 - static_cast<double>(unmatched_) / static_cast<double>(at_first));
    }
  }
  if (stop_ == Stop::kDualsUsedUp && unmatched_ > 0) now_ = used_up_;
}

// What was true when the event was written may be so no more: it is read again.
void Forest::handle(const RadixHeap::Event& event) {
  if (event.arc == kNoArc) {
    const Node& node = nodes_[index(event.from)];
    if (!node.alive || node.parent != kNone || node.label != Label::kInner) return;
    if (node.dual - 2 * (now_ - node.since) == 0) expand(event.from);
    return;
  }
  int32_t u = event.from;
  int32_t v = arcs_[event.arc].to;
  if (nodes_[index(top(u))].label != Label::kOuter) std::swap(u, v);
  const int32_t mine = top(u);
  const int32_t theirs = top(v);
  if (mine == theirs || nodes_[index(mine)].label != Label::kOuter) return;
  const Label label = nodes_[index(theirs)].label;
  if (label == Label::kInner) return;
  const int64_t slack = value(u) + value(v) - arcs_[event.arc].weight;
  if (slack > 0) {
    heap_.push({now_ + (label == Label::kOuter ? slack / 2 : slack), event.from, event.arc});
  } else if (label == Label::kFree) {
    grow(u, v);
  } else if (nodes_[index(mine)].root != nodes_[index(theirs)].root) {
    augment(u, v);
  } else {
    shrink(u, v, meeting_of(mine, theirs));
  }
}

void Forest::grow(int32_t u, int32_t v) {
  const int32_t root = nodes_[index(top(u))].root;
  const int32_t inner = top(v);
  make_inner(inner, {u, v}, root);
  make_outer(top(mate_[index(nodes_[index(inner)].base)]), root);
}

// The outer node two steps nearer to the root; kNone at the root.
int32_t Forest::outer_above(int32_t node) const {
  const int32_t mate = mate_[index(nodes_[index(node)].base)];
  return mate == kNone ? kNone : top(nodes_[index(top(mate))].entry.from);
}

// Where the two paths to the root meet. Steps alternate, so that the cost is that of the cycle.
int32_t Forest::meeting_of(int32_t u, int32_t v) {
  ++stamp_;
  while (true) {
    if (u != kNone) {
      if (mark_[index(u)] == stamp_) return u;
      mark_[index(u)] = stamp_;
      u = outer_above(u);
    }
    std::swap(u, v);
  }
}

int32_t Forest::new_blossom() {
  if (!spare_.empty()) {
    const int32_t id = spare_.back();
    spare_.pop_back();
    nodes_[index(id)] = {};
    return id;
  }
  nodes_.emplace_back();
  cycles_.emplace_back();
  mark_.push_back(0);
  return static_cast<int32_t>(nodes_.size() - 1);
}

void Forest::shrink(int32_t u, int32_t v, int32_t meeting) {
  Cycle around;
  around.kids.push_back(meeting);
  std::vector<int32_t> up;
  std::vector<Link> up_links;  // from the kid nearer to the root
  for (int32_t s = top(u); s != meeting;) {
    const int32_t base = nodes_[index(s)].base;
    const int32_t inner = top(mate_[index(base)]);
    up.push_back(s);
    up_links.push_back({mate_[index(base)], base});
    up.push_back(inner);
    up_links.push_back(nodes_[index(inner)].entry);
    s = top(nodes_[index(inner)].entry.from);
  }
  for (size_t i = up.size(); i-- > 0;) {
    around.kids.push_back(up[i]);
    around.links.push_back(up_links[i]);
  }
  around.links.push_back({u, v});
  for (int32_t s = top(v); s != meeting;) {
    const int32_t base = nodes_[index(s)].base;
    const int32_t inner = top(mate_[index(base)]);
    const Link entry = nodes_[index(inner)].entry;
    around.kids.push_back(s);
    around.links.push_back({base, mate_[index(base)]});
    around.kids.push_back(inner);
    around.links.push_back({entry.to, entry.from});
    s = top(entry.from);
  }

  const int32_t id = new_blossom();
  int32_t heir = meeting;
  std::vector<int32_t> were_inner;
  for (const int32_t kid : around.kids) {
    if (nodes_[index(kid)].label == Label::kInner) were_inner.push_back(kid);
    relabel(kid, Label::kFree);
    if (nodes_[index(kid)].size > nodes_[index(heir)].size) heir = kid;
  }
  Node& node = nodes_[index(id)];
  node.alive = true;
  node.base = nodes_[index(meeting)].base;
  node.set = nodes_[index(heir)].set;
  node.first = nodes_[index(meeting)].first;
  node.last = kNone;
  node.size = 0;
  node.since = now_;
  node.label = Label::kOuter;
  for (const int32_t kid : around.kids) {
    Node& child = nodes_[index(kid)];
    move_to_set(kid, child.set, node.set);
    child.parent = id;
    if (node.last != kNone) next_vertex_[index(node.last)] = child.first;
    node.last = child.last;
    node.size += child.size;
  }
  node_of_set_[index(node.set)] = id;
  put_in_tree(id, nodes_[index(meeting)].root);
  cycle(id) = std::move(around);
  for (const int32_t kid : were_inner) {
    const Node& child = nodes_[index(kid)];
    for (int32_t w = child.first;; w = next_vertex_[index(w)]) {
      scan_outer(w);
      if (w == child.last) break;
    }
  }
}

void Forest::expand(int32_t id) {
  relabel(id, Label::kFree);
  const Cycle around = std::move(cycle(id));
  const Link entry = nodes_[index(id)].entry;
  const int32_t root = nodes_[index(id)].root;
  const int32_t entered = kid_with(id, entry.to);
  for (const int32_t kid : around.kids) {
    Node& child = nodes_[index(kid)];
    move_to_set(kid, nodes_[index(id)].set, child.set);
    child.parent = kNone;
    child.since = now_;
    node_of_set_[index(child.set)] = kid;
  }
  nodes_[index(id)].alive = false;
  spare_.push_back(id);
  // From where the tree enters, the even way round to the base stays in the tree.
  const auto size = around.kids.size();
  const auto place = static_cast<size_t>(
      std::find(around.kids.begin(), around.kids.end(), entered) - around.kids.begin());
  std::vector<bool> in_tree(size, false);
  in_tree[place] = true;
  make_inner(entered, entry, root);
  size_t at = place;
  while (at != 0) {
    const bool backwards = place % 2 == 0;
    const size_t outer = backwards ? at - 1 : at + 1;
    const size_t inner = backwards ? at - 2 : (at + 2) % size;
    const Link link = around.links[backwards ? at - 2 : at + 1];
    in_tree[outer] = in_tree[inner] = true;
    make_inner(around.kids[inner], backwards ? Link{link.to, link.from} : link, root);
    make_outer(around.kids[outer], root);
    at = inner;
  }
  for (size_t i = 0; i < size; ++i) {
    if (!in_tree[i]) scan_free_node(around.kids[i]);
  }
}

int32_t Forest::kid_with(int32_t blossom, int32_t v) const {
  while (nodes_[index(v)].parent != blossom) v = nodes_[index(v)].parent;
  return v;
}

// Makes v the base: the matched edges inside turn, on the even way from v's kid to the old base.
void Forest::rebase(int32_t first_node, int32_t first_vertex) {
  rebasing_.assign(1, {first_node, first_vertex});
  while (!rebasing_.empty()) {
    const auto [id, v] = rebasing_.back();
    rebasing_.pop_back();
    nodes_[index(id)].base = v;
    if (is_vertex(id)) continue;
    Cycle& around = cycle(id);
    const int32_t kid = kid_with(id, v);
    rebasing_.emplace_back(kid, v);
    const auto size = around.kids.size();
    const auto place = static_cast<size_t>(std::find(around.kids.begin(), around.kids.end(), kid) -
                                           around.kids.begin());
    for (size_t i = place % 2 == 0 ? 0 : place + 1; i < (place % 2 == 0 ? place : size); i += 2) {
      const Link link = around.links[i];
      mate_[index(link.from)] = link.to;
      mate_[index(link.to)] = link.from;
      rebasing_.emplace_back(around.kids[i], link.from);
      rebasing_.emplace_back(around.kids[(i + 1) % size], link.to);
    }
    std::rotate(around.kids.begin(), around.kids.begin() + static_cast<std::ptrdiff_t>(place),
                around.kids.end());
    std::rotate(around.links.begin(), around.links.begin() + static_cast<std::ptrdiff_t>(place),
                around.links.end());
  }
}

void Forest::augment(int32_t u, int32_t v) {
  const int32_t roots[2] = {nodes_[index(top(u))].root, nodes_[index(top(v))].root};
  for (const auto& [from, to] : {Link{u, v}, Link{v, u}}) {
    int32_t s = from;
    int32_t t = to;
    while (true) {
      const int32_t outer = top(s);
      const int32_t old_mate = mate_[index(nodes_[index(outer)].base)];
      rebase(outer, s);
      mate_[index(s)] = t;
      if (old_mate == kNone) break;
      const int32_t inner = top(old_mate);
      const Link entry = nodes_[index(inner)].entry;
      rebase(inner, entry.to);
      mate_[index(entry.to)] = entry.from;
      s = entry.from;
      t = entry.to;
    }
  }
  unmatched_ -= 2;
  take_down(roots[0]);
  take_down(roots[1]);
}

void Forest::take_down(int32_t root) {
  std::vector<int32_t> were_inner;
  const std::vector<int32_t> nodes = std::move(trees_[index(root)]);
  for (const int32_t id : nodes) {
    const Node& node = nodes_[index(id)];
    if (!node.alive || node.parent != kNone || node.label == Label::kFree || node.root != root)
      continue;
    if (node.label == Label::kInner) were_inner.push_back(id);
    relabel(id, Label::kFree);
  }
  // Edges between outer nodes have their events already, early ones; those of inner nodes were let
  // go.
  for (const int32_t id : were_inner) scan_free_node(id);
}

Forest::CommonDuals Forest::common_duals() const {
  std::vector<int64_t> dual(nodes_.size(), 0);  // of the node and all that hold it
  std::vector<int32_t> depth(nodes_.size(), -1);
  std::vector<int32_t> way;
  for (size_t id = 0; id < nodes_.size(); ++id) {
    if (!nodes_[id].alive) continue;
    for (auto at = static_cast<int32_t>(id); at != kNone && depth[index(at)] < 0;
         at = nodes_[index(at)].parent) {
      way.push_back(at);
    }
    for (; !way.empty(); way.pop_back()) {
      const Node& node = nodes_[index(way.back())];
      const bool top_node = node.parent == kNone;
      const int64_t grown = node.label == Label::kOuter   ? 2 * (now_ - node.since)
                            : node.label == Label::kInner ? 2 * (node.since - now_)
                                                          : 0;
      const int64_t own = is_vertex(way.back()) ? 0 : node.dual + grown;
      dual[index(way.back())] = own + (top_node ? 0 : dual[index(node.parent)]);
      depth[index(way.back())] = top_node ? 0 : depth[index(node.parent)] + 1;
    }
  }
  const auto common = [&](int32_t u, int32_t v) {
    while (u != v) {
      if (depth[index(u)] < depth[index(v)]) std::swap(u, v);
      u = nodes_[index(u)].parent;
      if (u == kNone) return int64_t{0};
    }
    return dual[index(u)];
  };
  CommonDuals duals;
  duals.place_.resize(index(vertices_));
  std::vector<int64_t> neighbours;
  int32_t before = kNone;
  for (size_t id = 0; id < nodes_.size(); ++id) {
    const Node& node = nodes_[id];
    if (!node.alive || node.parent != kNone) continue;
    for (int32_t v = node.first;; v = next_vertex_[index(v)]) {
      if (before != kNone) neighbours.push_back(v == node.first ? 0 : common(before, v));
      duals.place_[index(v)] = neighbours.size();
      before = v;
      if (v == node.last) break;
    }
  }
  duals.least_.push_back(std::move(neighbours));
  for (size_t width = 1; 2 * width <= duals.least_[0].size(); width *= 2) {
    const std::vector<int64_t>& last = duals.least_.back();
    std::vector<int64_t> next(last.size() - width);
    for (size_t i = 0; i < next.size(); ++i) next[i] = std::min(last[i], last[i + width]);
    duals.least_.push_back(std::move(next));
  }
  return duals;
}

int64_t Forest::CommonDuals::of(int32_t u, int32_t v) const {
  const auto [from, to] = std::minmax(place_[index(u)], place_[index(v)]);
  const auto level = static_cast<size_t>(63 - __builtin_clzll(static_cast<uint64_t>(to - from)));
  return std::min(least_[level][from], least_[level][to - (size_t{1} << level)]);
}

Matching Forest::result() {
  Matching matching;
  matching.mate = mate_;
  for (int32_t v = 0; v < vertices_; ++v) {
    matching.vertex_dual.push_back(value(v));
    for (size_t a = arcs_begin_[index(v)]; a < arcs_begin_[index(v) + 1]; ++a) {
      if (arcs_[a].to != mate_[index(v)] || arcs_[a].to < v) continue;
      ++matching.pairs;
      matching.weight += arcs_[a].weight / 4;
    }
    if (stop_ == Stop::kNoMoreEvents && nodes_[index(v)].parent == kNone && is_inner(v))
      matching.barrier.push_back(v);
  }
  for (int32_t id = vertices_; id < static_cast<int32_t>(nodes_.size()); ++id) {
    if (!nodes_[index(id)].alive) continue;
    if (nodes_[index(id)].parent == kNone) relabel(id, nodes_[index(id)].label);
    if (nodes_[index(id)].dual == 0) continue;
    Blossom& blossom = matching.blossoms.emplace_back();
    blossom.dual = nodes_[index(id)].dual;
    for (int32_t v = nodes_[index(id)].first;; v = next_vertex_[index(v)]) {
      blossom.vertices.push_back(v);
      if (v == nodes_[index(id)].last) break;
    }
  }
  return matching;
}

}  // namespace weft::solve
