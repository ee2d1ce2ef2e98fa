// Instances of the stable benchmark: `stable residents hospitals list places ties seed` with lists
// of equal length, so many places in all and that share of ties in 100, on both sides; `dense n
// range seed` and `sparse rows columns places list range seed` for assignment. Formats: weft-solve
// --help.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

uint64_t state = 0;

uint64_t below(uint64_t bound) {
  uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return (z ^ (z >> 31)) % bound;
}

std::vector<int> draw(int from, int count) {
  std::vector<int> list;
  while (static_cast<int>(list.size()) < count) {
    const int it = static_cast<int>(below(static_cast<uint64_t>(from)));
    if (std::find(list.begin(), list.end(), it) == list.end()) list.push_back(it);
  }
  return list;
}

void places_of(int columns, int places) {
  for (int c = 0; c < columns; ++c) {
    std::printf("%d%c", places / columns + (c < places % columns ? 1 : 0),
                c + 1 < columns ? ' ' : '\n');
  }
}

struct Pair {
  int resident, hospital, resident_rank, hospital_rank;
};

void stable(int residents, int hospitals, int list, int places, int ties) {
  std::vector<Pair> pairs;
  for (int r = 0; r < residents; ++r) {
    int rank = 0;
    for (const int h : draw(hospitals, list)) {
      rank += static_cast<int>(below(100)) >= ties;
      pairs.push_back({r, h, rank, 0});
    }
  }
  for (size_t i = pairs.size(); i > 1; --i) std::swap(pairs[i - 1], pairs[below(i)]);
  std::vector<int> rank(static_cast<size_t>(hospitals), 0);
  for (Pair& pair : pairs) {
    int& last = rank[static_cast<size_t>(pair.hospital)];
    last += static_cast<int>(below(100)) >= ties;
    pair.hospital_rank = last;
  }
  std::printf("%d %d %zu\n", residents, hospitals, pairs.size());
  places_of(hospitals, places);
  for (const Pair& pair : pairs) {
    std::printf("%d %d %d %d\n", pair.resident, pair.hospital, pair.resident_rank,
                pair.hospital_rank);
  }
}

void dense(int n, int range) {
  std::printf("%d %d dense\n", n, n);
  places_of(n, n);
  for (int64_t i = 0; i < int64_t{n} * n; ++i)
    std::printf("%d%c", static_cast<int>(below(static_cast<uint64_t>(range))),
                (i + 1) % n != 0 ? ' ' : '\n');
}

void sparse(int rows, int columns, int places, int list, int range) {
  std::printf("%d %d %lld\n", rows, columns, static_cast<long long>(rows) * list);
  places_of(columns, places);
  for (int r = 0; r < rows; ++r) {
    for (const int c : draw(columns, list))
      std::printf("%d %d %d\n", r, c, static_cast<int>(below(static_cast<uint64_t>(range))));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string kind = argc > 1 ? argv[1] : "";
  std::vector<int> n;
  for (int i = 2; i < argc; ++i) n.push_back(std::atoi(argv[i]));
  if (n.empty()) return 2;
  state = static_cast<uint64_t>(n.back());
  if (kind == "stable" && n.size() == 6) {
    stable(n[0], n[1], n[2], n[3], n[4]);
  } else if (kind == "dense" && n.size() == 3) {
    dense(n[0], n[1]);
  } else if (kind == "sparse" && n.size() == 6) {
    sparse(n[0], n[1], n[2], n[3], n[4]);
  } else {
    return 2;
  }
  return 0;
}
