#include "solve/blossoms.h"

#include <algorithm>
#include <utility>

namespace weft::solve {

Blossoms::Blossoms(int32_t vertices, int64_t floor, const Fractional& start)
    : floor_(floor),
      vertices_(vertices, {}),
      nodes_(vertices, {}),
      shapes_(vertices, {}),
      mark_(vertices, 0) {
  for (int32_t v = 0; v < vertices; ++v) {
    vertices_[v] = {start.dual(v), v, kNone};
    nodes_[v].merged = v;
    shapes_[v].inside = shapes_[v].first = shapes_[v].last = v;
    shapes_[v].size = 1;
    nodes_[v].outside = start.mate(v);
  }
  // An odd cycle is a blossom of dual 0 that is unmatched.
  for (int32_t v = 0; v < vertices; ++v) {
    if (start.next_in_cycle(v) == kNone || shapes_[v].parent != kNone) continue;
    const int32_t blossom = new_blossom();
    Shape& shape = shapes_[blossom];
    shape.child = shape.first = shape.inside = v;
    for (int32_t x = v;;) {
      const int32_t next = start.next_in_cycle(x);
      shapes_[x].parent = blossom;
      shapes_[x].next = next;
      shapes_[x].next_from = x;
      shapes_[x].next_to = next;
      vertices_[x].node = blossom;
      vertices_[x].next = next;
      shape.last = x;
      ++shape.size;
      if (next == v) break;
      x = next;
    }
  }
}

void Blossoms::run(const Arcs& arcs, const Progress& progress) {
  std::vector<int32_t> roots;
  for (int32_t v = 0; v < vertex_count(); ++v) {
    const int32_t node = vertices_[v].node;
    if (nodes_[node].outside == kNone && shapes_[node].inside == v &&
        vertices_[v].dual + nodes_[node].pending > floor_) {
      roots.push_back(v);
    }
  }
  const size_t all = roots.size();
  for (size_t patience = kFirstPatience; !roots.empty(); patience *= kMorePatience) {
    size_t left = 0;
    for (const int32_t root : roots) {
      const int32_t node = vertices_[root].node;
      if (nodes_[node].outside != kNone || shapes_[node].inside != root) continue;
      if (!search(arcs, node, patience)) roots[left++] = root;
    }
    roots.resize(left);
    progress(1 - static_cast<double>(left) / static_cast<double>(all));
  }
  for (int32_t v = 0; v < vertex_count(); ++v) {
    const int32_t node = vertices_[v].node;
    const int64_t pending = nodes_[node].pending;
    if (pending == 0) continue;
    each_vertex(node, [&](int32_t x) { vertices_[x].dual += pending; });
    nodes_[node].pending = 0;
  }
}

int32_t Blossoms::top(int32_t vertex) {
  int32_t node = vertices_[vertex].node;
  while (nodes_[node].merged != node) {
    int32_t& above = nodes_[node].merged;
    above = nodes_[above].merged;
    node = above;
  }
  return node;
}

bool Blossoms::search(const Arcs& arcs, int32_t root, size_t patience) {
  ++search_;
  now_ = 0;
  heap_.clear();
  at_once_.clear();
  outer_vertices_.clear();
  scanned_ = 0;
  labelled_.clear();
  limit_ = kNever;
  make_outer(root);
  while (true) {
    while (scanned_ < outer_vertices_.size() && now_ < limit_) {
      scan(arcs, outer_vertices_[scanned_++]);
    }
    if (now_ >= limit_) break;
    if (outer_vertices_.size() > patience) {
      limit_ = now_;
      end_ = End::kPause;
      break;
    }
    Event event;
    if (!at_once_.empty()) {
      event = at_once_.back();
      at_once_.pop_back();
    } else {
      if (heap_.empty() || heap_.first() >= limit_) break;
      event = heap_.pop();
      now_ = event.time;
    }
    if (event.a >= 0) {
      if (top(event.a) != top(event.b)) shrink(event.a, event.b);
      continue;
    }
    const int32_t node = event.b;
    if (shapes_[node].parent != kNone || nodes_[node].search != search_) continue;
    if (event.a == kNone) {
      if (nodes_[node].label != Label::kFree || nodes_[node].best != event.time) continue;
      make_inner(node);
      make_outer(vertices_[nodes_[node].outside].node);
    } else if (nodes_[node].label == Label::kInner &&
               shapes_[node].since + static_cast<Time>(shapes_[node].dual) / 2 == event.time) {
      expand(arcs, node);
    }
  }
  now_ = limit_;
  settle();
  if (end_ == End::kPause) return false;
  augment();
  return true;
}

// a and b: the ends of an edge between outer nodes; or -1 and a free node that is reached; or -2
// and an inner blossom whose dual runs out.
void Blossoms::push(Time time, int32_t a, int32_t b) {
  if (time == now_) {
    at_once_.push_back({time, a, b});
  } else {
    heap_.push({time, a, b});
  }
}

void Blossoms::offer_floor(int32_t vertex) {
  const Time time = static_cast<Time>(vertices_[vertex].dual) - static_cast<Time>(floor_);
  if (time >= limit_) return;
  limit_ = time;
  end_ = End::kFloor;
  end_u_ = vertex;
}

void Blossoms::make_outer(int32_t id) {
  Node& node = nodes_[id];
  node.label = Label::kOuter;
  node.search = search_;
  shapes_[id].since = now_;
  labelled_.push_back(id);
  const int64_t shift = node.pending + static_cast<int64_t>(now_);
  node.pending = 0;
  each_vertex(id, [&](int32_t v) {
    vertices_[v].dual += shift;
    outer_vertices_.push_back(v);
    offer_floor(v);
  });
}

// Its entry is known.
void Blossoms::make_inner(int32_t id) {
  nodes_[id].label = Label::kInner;
  nodes_[id].search = search_;
  shapes_[id].since = now_;
  labelled_.push_back(id);
  if (!is_blossom(id)) return;
  const Time time = now_ + static_cast<Time>(shapes_[id].dual) / 2;
  if (time < limit_) push(time, -2, id);
}

void Blossoms::scan(const Arcs& arcs, int32_t u) {
  const int64_t start = vertices_[u].dual;
  const int32_t here = top(u);
  for (const Arc* arc = arcs.begin(u); arc != arcs.end(u); ++arc) {
    const Vertex& other = vertices_[arc->to];
    Node& node = nodes_[other.node];
    const Label its = node.search == search_ ? node.label : Label::kFree;
    if (its == Label::kInner) continue;
    if (its == Label::kOuter) {
      const Time time = moment(start, other.dual, arc->weight) / 2;
      if (time < limit_ && top(arc->to) != here) push(time, u, arc->to);
      continue;
    }
    const Time time = moment(start, other.dual + node.pending, arc->weight);
    if (time >= limit_) continue;
    if (node.outside == kNone) {
      limit_ = time;
      end_ = End::kMeet;
      end_u_ = u;
      end_v_ = arc->to;
      continue;
    }
    if (node.search == search_ && node.best <= time) continue;
    node.search = search_;
    node.label = Label::kFree;
    node.best = time;
    shapes_[other.node].entry_from = u;
    shapes_[other.node].entry_to = arc->to;
    push(time, -1, other.node);
  }
}

// Edges from outer vertices to a node that has just become free within the search.
void Blossoms::scan_free(const Arcs& arcs, int32_t id) {
  Node& node = nodes_[id];
  node.search = search_;
  node.label = Label::kFree;
  node.best = kNever;
  each_vertex(id, [&](int32_t v) {
    const int64_t dual = vertices_[v].dual + node.pending;
    for (const Arc* arc = arcs.begin(v); arc != arcs.end(v); ++arc) {
      const Vertex& other = vertices_[arc->to];
      if (label(other.node) != Label::kOuter) continue;
      const Time time = moment(other.dual, dual, arc->weight);
      if (time >= limit_ || time >= node.best) continue;
      node.best = time;
      shapes_[id].entry_from = arc->to;
      shapes_[id].entry_to = v;
    }
  });
  if (node.best != kNever) push(node.best, -1, id);
}

int32_t Blossoms::new_blossom() {
  if (!spare_.empty()) {
    const int32_t id = spare_.back();
    spare_.pop_back();
    nodes_[id] = {};
    shapes_[id] = {};
    nodes_[id].merged = id;
    return id;
  }
  const int32_t id = nodes_.size();
  nodes_.push_back({});
  shapes_.push_back({});
  mark_.push_back(0);
  nodes_[id].merged = id;
  return id;
}

// What was inner becomes outer, inside a new blossom.
void Blossoms::absorb_inner(int32_t id) {
  Node& node = nodes_[id];
  Shape& shape = shapes_[id];
  const auto grown = static_cast<int64_t>(now_ - shape.since);
  if (is_blossom(id)) shape.dual -= 2 * grown;
  const int64_t shift = node.pending + grown + static_cast<int64_t>(now_);
  node.pending = 0;
  node.label = Label::kOuter;
  each_vertex(id, [&](int32_t v) {
    vertices_[v].dual += shift;
    outer_vertices_.push_back(v);
    offer_floor(v);
  });
}

void Blossoms::shrink(int32_t u, int32_t v) {
  const int32_t ends[2] = {top(u), top(v)};
  // Up from both ends in turns, until one way meets the other.
  int32_t at[2] = {ends[0], ends[1]};
  marks_ += 2;
  mark_[at[0]] = marks_;
  mark_[at[1]] = marks_ + 1;
  int32_t meeting = kNone;
  for (int32_t side = 0; meeting == kNone; side = 1 - side) {
    const int32_t outside = at[side] == kNone ? kNone : nodes_[at[side]].outside;
    if (outside == kNone) {
      at[side] = kNone;
      continue;
    }
    at[side] = top(shapes_[vertices_[outside].node].entry_from);
    if (mark_[at[side]] == marks_ + 1 - side) meeting = at[side];
    mark_[at[side]] = marks_ + side;
  }
  marks_ += 2;

  const int32_t id = new_blossom();
  // Around: from the meeting down to u, over to v and up again.
  std::vector<int32_t> down;
  for (int32_t x = ends[0]; x != meeting;) {
    const int32_t inner = vertices_[nodes_[x].outside].node;
    down.push_back(x);
    down.push_back(inner);
    x = top(shapes_[inner].entry_from);
  }
  int32_t previous = meeting;
  const auto link = [&](int32_t from, int32_t to, int32_t node) {
    shapes_[previous].next = node;
    shapes_[previous].next_from = from;
    shapes_[previous].next_to = to;
    previous = node;
  };
  for (size_t i = down.size(); i > 0; i -= 2) {
    const int32_t inner = down[i - 1];
    const int32_t outer = down[i - 2];
    link(shapes_[inner].entry_from, shapes_[inner].entry_to, inner);
    link(nodes_[outer].outside, shapes_[outer].inside, outer);
  }
  if (ends[1] == meeting) {
    link(u, v, meeting);
  } else {
    link(u, v, ends[1]);
    for (int32_t x = ends[1]; x != meeting;) {
      const int32_t inner = vertices_[nodes_[x].outside].node;
      const int32_t above = top(shapes_[inner].entry_from);
      link(shapes_[x].inside, nodes_[x].outside, inner);
      link(shapes_[inner].entry_to, shapes_[inner].entry_from, above);
      x = above;
    }
  }

  Shape& shape = shapes_[id];
  shape.child = meeting;
  shape.since = now_;
  shape.first = shapes_[meeting].first;
  set_match(id, shapes_[meeting].inside, nodes_[meeting].outside);
  int32_t last = kNone;
  int32_t x = meeting;
  do {
    Shape& child = shapes_[x];
    if (nodes_[x].label == Label::kInner) {
      absorb_inner(x);
    } else if (is_blossom(x)) {
      child.dual += 2 * static_cast<int64_t>(now_ - child.since);
    }
    child.parent = id;
    shape.size += child.size;
    nodes_[x].merged = id;
    if (last != kNone) vertices_[last].next = child.first;
    last = child.last;
    x = child.next;
  } while (x != meeting);
  shape.last = last;
  nodes_[id].label = Label::kOuter;
  nodes_[id].search = search_;
  labelled_.push_back(id);
}

// Takes an outermost blossom apart; its children are free, and matched as its own matched edge
// demands. The largest child goes on under the name of the blossom, so that its vertices need not
// hear of it: else chains of nested blossoms would cost their square. Gives the child that holds
// the end of the matched edge.
int32_t Blossoms::open(int32_t blossom) {
  const int32_t inside = shapes_[blossom].inside;
  const int32_t outside = nodes_[blossom].outside;
  const int64_t pending = nodes_[blossom].pending;
  int32_t largest = shapes_[blossom].child;
  int32_t before_largest = kNone;
  int32_t x = largest;
  do {
    const int32_t next = shapes_[x].next;
    if (shapes_[next].size >= shapes_[largest].size) {
      largest = next;
      before_largest = x;
    }
    x = next;
  } while (x != shapes_[blossom].child);
  x = largest;
  do {
    shapes_[x].parent = kNone;
    nodes_[x].merged = x;
    nodes_[x].pending = pending;
    nodes_[x].search = 0;
    if (x != largest || !is_blossom(x)) {
      each_vertex(x, [&](int32_t v) { vertices_[v].node = x; });
    }
    x = shapes_[x].next;
  } while (x != largest);
  int32_t dead = blossom;
  if (is_blossom(largest)) {
    shapes_[blossom] = shapes_[largest];
    nodes_[blossom] = nodes_[largest];
    nodes_[blossom].merged = blossom;
    shapes_[before_largest].next = blossom;
    x = shapes_[blossom].child;
    do {
      shapes_[x].parent = blossom;
      x = shapes_[x].next;
    } while (x != shapes_[blossom].child);
    dead = largest;
  }
  spare_.push_back(dead);
  const int32_t base = vertices_[inside].node;
  set_match(base, inside, outside);
  match_children(base);
  return base;
}

// Pairs the children around a blossom, all but its base.
void Blossoms::match_children(int32_t base) {
  for (int32_t x = shapes_[base].next; x != base; x = shapes_[shapes_[x].next].next) {
    const Shape& child = shapes_[x];
    set_match(x, child.next_from, child.next_to);
    set_match(child.next, child.next_to, child.next_from);
  }
}

void Blossoms::expand(const Arcs& arcs, int32_t blossom) {
  const int32_t entry_from = shapes_[blossom].entry_from;
  const int32_t entry_to = shapes_[blossom].entry_to;
  nodes_[blossom].pending += static_cast<int64_t>(now_ - shapes_[blossom].since);
  const int32_t base = open(blossom);
  const int32_t entered = vertices_[entry_to].node;
  std::vector<int32_t> around;
  size_t place = 0;
  int32_t x = base;
  do {
    if (x == entered) place = around.size();
    around.push_back(x);
    x = shapes_[x].next;
  } while (x != base);
  // The even way from where the tree enters to the base stays in the tree: forwards when the node
  // after it is its mate, else backwards. The rest, in pairs, is free.
  const auto enter = [&](int32_t node, int32_t from, int32_t to) {
    shapes_[node].entry_from = from;
    shapes_[node].entry_to = to;
    make_inner(node);
  };
  enter(entered, entry_from, entry_to);
  size_t free_begin = 1;
  size_t free_end = around.size();
  if (place % 2 == 1) {
    free_end = place;
    for (size_t i = place; i < around.size(); i += 2) {
      const int32_t outer = around[i + 1];
      const int32_t inner = i + 2 == around.size() ? base : around[i + 2];
      make_outer(outer);
      enter(inner, shapes_[outer].next_from, shapes_[outer].next_to);
    }
  } else {
    free_begin = place + 1;
    for (size_t i = place; i > 0; i -= 2) {
      const int32_t outer = around[i - 1];
      const int32_t inner = around[i - 2];
      make_outer(outer);
      enter(inner, shapes_[inner].next_to, shapes_[inner].next_from);
    }
  }
  for (size_t i = free_begin; i < free_end; ++i) scan_free(arcs, around[i]);
}

// Makes implicit duals explicit, as far as the tree goes.
void Blossoms::settle() {
  for (const int32_t id : labelled_) {
    Shape& shape = shapes_[id];
    Node& node = nodes_[id];
    if (shape.parent != kNone || node.search != search_) continue;
    const auto grown = static_cast<int64_t>(now_ - shape.since);
    if (node.label == Label::kInner) {
      node.search = 0;
      if (is_blossom(id)) {
        node.pending += grown;
        shape.dual -= 2 * grown;
      } else {
        vertices_[id].dual += grown;
      }
    } else if (node.label == Label::kOuter) {
      node.search = 0;
      if (is_blossom(id)) shape.dual += 2 * grown;
    }
  }
  for (const int32_t v : outer_vertices_) {
    vertices_[v].node = top(v);
    vertices_[v].dual -= static_cast<int64_t>(now_);
  }
}

void Blossoms::augment() {
  if (end_ == End::kMeet) set_match(vertices_[end_v_].node, end_v_, end_u_);
  int32_t inside = end_u_;
  int32_t outside = end_ == End::kMeet ? end_v_ : kNone;
  while (true) {
    const int32_t outer = vertices_[inside].node;
    const int32_t old = nodes_[outer].outside;
    set_match(outer, inside, outside);
    if (old == kNone) return;
    const int32_t inner = vertices_[old].node;
    outside = shapes_[inner].entry_to;
    inside = shapes_[inner].entry_from;
    set_match(inner, outside, inside);
  }
}

void Blossoms::raise(int32_t v, int64_t by) {
  ++search_;
  while (true) {
    const int32_t node = vertices_[v].node;
    const int32_t outside = nodes_[node].outside;
    if (is_blossom(node)) {
      const int64_t half = shapes_[node].dual / 2;
      if (half > 0 && outside != kNone) {
        nodes_[vertices_[outside].node].outside = kNone;
        nodes_[node].outside = kNone;
      }
      nodes_[node].pending += half;
      open(node);
      continue;
    }
    if (outside != kNone) {
      nodes_[vertices_[outside].node].outside = kNone;
      nodes_[node].outside = kNone;
    }
    vertices_[v].dual += nodes_[node].pending + by;
    nodes_[node].pending = 0;
    return;
  }
}

void Blossoms::prepare_common() {
  nesting_ = Column<Nesting>(nodes_.size(), {0, 0, kNone, kNone});
  std::vector<int32_t> way;
  for (int32_t v = 0; v < vertex_count(); ++v) {
    for (int32_t x = v;; x = shapes_[x].parent) {
      if (x == kNone || (is_blossom(x) && nesting_[x].depth > 0)) break;
      way.push_back(x);
    }
    for (; !way.empty(); way.pop_back()) {
      const int32_t x = way.back();
      const int32_t parent = shapes_[x].parent;
      Nesting& it = nesting_[x];
      it.sum = is_blossom(x) ? shapes_[x].dual : 0;
      it.depth = 1;
      it.parent = it.jump = x;
      if (parent == kNone) continue;
      const Nesting& above = nesting_[parent];
      const Nesting& far = nesting_[above.jump];
      it.sum += above.sum;
      it.depth = above.depth + 1;
      it.parent = parent;
      it.jump = above.depth - far.depth == far.depth - nesting_[far.jump].depth ? far.jump : parent;
    }
  }
}

int64_t Blossoms::blossom_sum() const {
  int64_t sum = 0;
  for (int32_t x = vertex_count(); x < nodes_.size(); ++x) {
    if (nesting_[x].depth > 0) sum += shapes_[x].dual * (shapes_[x].size / 2);
  }
  return sum;
}

int64_t Blossoms::common(int32_t u, int32_t v) const {
  if (vertices_[u].node != vertices_[v].node) return 0;
  if (nesting_[u].depth < nesting_[v].depth) std::swap(u, v);
  while (nesting_[u].depth > nesting_[v].depth) {
    const Nesting& it = nesting_[u];
    u = nesting_[it.jump].depth >= nesting_[v].depth ? it.jump : it.parent;
  }
  while (u != v) {
    const bool far = nesting_[u].jump != nesting_[v].jump;
    u = far ? nesting_[u].jump : nesting_[u].parent;
    v = far ? nesting_[v].jump : nesting_[v].parent;
  }
  return nesting_[u].sum;
}

void Blossoms::take(Matching& matching) {
  constexpr int64_t kScale = kDualScale / 2;
  const auto n = static_cast<size_t>(vertex_count());
  matching.mate.assign(n, kNone);
  matching.vertex_dual.resize(n);
  for (int32_t v = 0; v < vertex_count(); ++v) {
    matching.vertex_dual[static_cast<size_t>(v)] = kScale * vertices_[v].dual;
  }
  std::vector<int32_t> open;
  Column<int32_t> place(vertex_count(), 0);
  for (int32_t v = 0; v < vertex_count(); ++v) {
    const int32_t node = vertices_[v].node;
    if (shapes_[node].first != v) continue;
    open.push_back(node);
    each_vertex(node, [&](int32_t x) {
      place[x] = static_cast<int32_t>(matching.order.size());
      matching.order.push_back(x);
    });
  }
  // Down through all that is nested. A node knows its end of its matched edge; the children on the
  // way to that vertex have the same edge, those beside the way are matched to each other. So every
  // node is on one way, and all of this is linear.
  while (!open.empty()) {
    const int32_t top_of_way = open.back();
    open.pop_back();
    const int32_t inside = shapes_[top_of_way].inside;
    matching.mate[static_cast<size_t>(inside)] = nodes_[top_of_way].outside;
    for (int32_t x = inside; x != top_of_way; x = shapes_[x].parent) {
      const int32_t blossom = shapes_[x].parent;
      const Shape& shape = shapes_[blossom];
      if (shape.dual > 0) {
        matching.blossoms.push_back(
            {{place[shape.first], place[shape.last] + 1}, kScale * shape.dual});
      }
      match_children(x);
      for (int32_t beside = shapes_[x].next; beside != x; beside = shapes_[beside].next) {
        open.push_back(beside);
      }
    }
  }
}

}  // namespace weft::solve
