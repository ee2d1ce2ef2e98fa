// Writes an instance of the measuring families as `n m`, then `u v w`: the generators stand beside
// the published optima, outside the project.
#include "generators.h"

int main(int argc, char** argv) {
  const Inst instance = make(argc, argv);
  std::printf("%d %zu\n", instance.n, instance.e.size());
  for (const GEdge& edge : instance.e) std::printf("%d %d %d\n", edge.u, edge.v, edge.w);
  return 0;
}
