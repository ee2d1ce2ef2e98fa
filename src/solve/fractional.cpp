#include "solve/fractional.h"

#include <algorithm>
#include <utility>

namespace weft::solve {

Fractional::Fractional(int32_t vertices, int64_t floor)
    : floor_(floor),
      vertices_(vertices, {floor, kNever, kNone, 0, kNone, Label::kFree}),
      next_in_cycle_(vertices, kNone) {}

void Fractional::start(const Arcs& arcs, const std::vector<int64_t>& from) {
  for (int32_t v = 0; v < vertices_.size(); ++v) {
    int64_t& dual = vertices_[v].dual;
    if (!from.empty()) dual = std::max(floor_, from[static_cast<size_t>(v)]);
    for (const Arc* arc = arcs.begin(v); arc != arcs.end(v); ++arc) {
      if (from.empty()) {
        dual = std::max(dual, arc->weight / 2);
      } else if (arc->to < v) {
        dual = std::max(dual, arc->weight - vertices_[arc->to].dual);
      }
    }
  }
  // The least that an edge demands, and a vertex it is tight to then, if that is free.
  const auto demand = [&](int32_t v) {
    int64_t least = floor_;
    int32_t partner = kNone;
    for (const Arc* arc = arcs.begin(v); arc != arcs.end(v); ++arc) {
      const Vertex& other = vertices_[arc->to];
      const int64_t needed = arc->weight - other.dual;
      if (needed > least || (needed == least && partner == kNone)) {
        least = needed;
        partner = other.mate == kNone ? arc->to : kNone;
      }
    }
    return std::pair{least, partner};
  };
  if (!from.empty()) {
    // All give way by half at once: so they stay near what they were, and cover edges to come.
    std::vector<int64_t> least(from.size());
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      for (int32_t v = 0; v < vertices_.size(); ++v)
        least[static_cast<size_t>(v)] = demand(v).first;
      for (int32_t v = 0; v < vertices_.size(); ++v) {
        int64_t& dual = vertices_[v].dual;
        dual -= (dual - least[static_cast<size_t>(v)]) / 2;
      }
    }
  }
  for (int32_t v = 0; v < vertices_.size(); ++v) {
    Vertex& vertex = vertices_[v];
    if (vertex.mate != kNone) continue;
    const auto [least, partner] = demand(v);
    vertex.dual = least;
    if (partner == kNone) continue;
    vertex.mate = partner;
    vertices_[partner].mate = v;
  }
}

bool Fractional::run(const Arcs& arcs, const Progress& progress) {
  std::vector<int32_t> roots;
  for (int32_t v = 0; v < vertices_.size(); ++v) {
    if (is_root(v)) roots.push_back(v);
  }
  const size_t all = roots.size();
  for (size_t patience = kFirstPatience; !roots.empty(); patience *= kMorePatience) {
    size_t left = 0;
    for (const int32_t root : roots) {
      if (is_root(root) && !search(arcs, root, patience)) roots[left++] = root;
    }
    roots.resize(left);
    progress(1 - static_cast<double>(left) / static_cast<double>(all));
  }
  return all > 0;
}

void Fractional::raise(int32_t v, int64_t by) {
  Vertex& vertex = vertices_[v];
  vertex.dual += by;
  if (vertex.mate != kNone) {
    vertices_[vertex.mate].mate = kNone;
    vertex.mate = kNone;
  } else if (next_in_cycle_[v] != kNone) {
    open_cycle(v);
  }
}

bool Fractional::search(const Arcs& arcs, int32_t root, size_t patience) {
  ++search_;
  heap_.clear();
  outer_.clear();
  inner_.clear();
  scanned_ = 0;
  limit_ = kNever;
  Time now = 0;
  make_outer(root, now);
  while (true) {
    while (scanned_ < outer_.size() && now < limit_) scan(arcs, outer_[scanned_++]);
    if (outer_.size() > patience && now < limit_) {
      limit_ = now;
      end_ = End::kPause;
    }
    if (now >= limit_ || heap_.empty() || heap_.first() >= limit_) break;
    const Event event = heap_.pop();
    Vertex& vertex = vertices_[event.a];
    if (vertex.label != Label::kFree || vertex.best != event.time) continue;
    now = event.time;
    vertex.label = Label::kInner;
    inner_.push_back(event.a);
    make_outer(vertex.mate, now);
  }
  for (const int32_t v : outer_) vertices_[v].dual -= static_cast<int64_t>(limit_);
  for (const int32_t v : inner_) {
    vertices_[v].dual += static_cast<int64_t>(limit_ - vertices_[v].best);
  }
  switch (end_) {
    case End::kPause:
      return false;
    case End::kFloor:
      flip(end_u_, kNone);
      break;
    case End::kMeet:
      if (next_in_cycle_[end_v_] != kNone) open_cycle(end_v_);
      flip(end_u_, end_v_);
      break;
    case End::kCycle:
      close_cycle(end_u_, end_v_);
      break;
  }
  return true;
}

void Fractional::make_outer(int32_t v, Time now) {
  Vertex& vertex = vertices_[v];
  vertex.label = Label::kOuter;
  vertex.search = search_;
  vertex.dual += static_cast<int64_t>(now);
  outer_.push_back(v);
  const Time floor = static_cast<Time>(vertex.dual) - static_cast<Time>(floor_);
  if (floor < limit_) {
    limit_ = floor;
    end_ = End::kFloor;
    end_u_ = v;
  }
}

void Fractional::scan(const Arcs& arcs, int32_t u) {
  const int64_t start = vertices_[u].dual;
  for (const Arc* arc = arcs.begin(u); arc != arcs.end(u); ++arc) {
    Vertex& other = vertices_[arc->to];
    const Label label = other.search == search_ ? other.label : Label::kFree;
    if (label == Label::kInner) continue;
    Time time = moment(start, other.dual, arc->weight);
    if (label == Label::kOuter) {
      time /= 2;
      if (time >= limit_) continue;
      limit_ = time;
      end_ = End::kCycle;
      end_u_ = u;
      end_v_ = arc->to;
      continue;
    }
    if (time >= limit_) continue;
    if (other.mate == kNone) {
      limit_ = time;
      end_ = End::kMeet;
      end_u_ = u;
      end_v_ = arc->to;
      continue;
    }
    if (other.search == search_ && other.best <= time) continue;
    other.search = search_;
    other.label = Label::kFree;
    other.best = time;
    other.from = u;
    heap_.push({time, arc->to, 0});
  }
}

// Turns the path from v, which is outer, up to the root.
void Fractional::flip(int32_t v, int32_t new_mate) {
  while (true) {
    const int32_t old = vertices_[v].mate;
    vertices_[v].mate = new_mate;
    if (new_mate != kNone) vertices_[new_mate].mate = v;
    if (old == kNone) return;
    v = vertices_[old].from;
    new_mate = old;
  }
}

// Leaves v unmatched and pairs the others of its cycle.
void Fractional::open_cycle(int32_t v) {
  int32_t x = next_in_cycle_[v];
  next_in_cycle_[v] = kNone;
  while (x != v) {
    const int32_t y = next_in_cycle_[x];
    const int32_t after = next_in_cycle_[y];
    vertices_[x].mate = y;
    vertices_[y].mate = x;
    next_in_cycle_[x] = next_in_cycle_[y] = kNone;
    x = after;
  }
}

void Fractional::close_cycle(int32_t u, int32_t v) {
  std::vector<int32_t> up;  // from u to the root
  for (int32_t x = u;; x = vertices_[up.back()].from) {
    up.push_back(x);
    if (vertices_[x].mate == kNone) break;
    up.push_back(vertices_[x].mate);
  }
  std::vector<int32_t> down;  // from v to where it meets that
  for (int32_t x = v;; x = vertices_[down.back()].from) {
    down.push_back(x);
    if (vertices_[x].mate == kNone) break;
    down.push_back(vertices_[x].mate);
  }
  // Both end at the root: what they share there is no part of the cycle, but for its first vertex.
  while (up.size() > 1 && down.size() > 1 && up[up.size() - 2] == down[down.size() - 2]) {
    up.pop_back();
    down.pop_back();
  }
  down.pop_back();
  flip(up.back(), kNone);
  up.insert(up.end(), down.rbegin(), down.rend());
  for (size_t i = 0; i < up.size(); ++i) {
    vertices_[up[i]].mate = kNone;
    next_in_cycle_[up[i]] = up[(i + 1) % up.size()];
  }
}

}  // namespace weft::solve
