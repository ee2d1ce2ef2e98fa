#include "solve/blocking_pairs.h"

#include <algorithm>

namespace weft::solve {

std::string seats_fault(const StableProblem& problem, const std::vector<int32_t>& hospital_of) {
  if (hospital_of.size() != static_cast<size_t>(problem.residents))
    return "not every resident is told a hospital";
  std::vector<int32_t> left = problem.capacity;
  int64_t placed = 0;
  for (const int32_t hospital : hospital_of) {
    if (hospital == -1) continue;
    if (hospital < 0 || static_cast<size_t>(hospital) >= left.size()) return "no such hospital";
    if (left[static_cast<size_t>(hospital)]-- == 0) return "a hospital has too many residents";
    ++placed;
  }
  for (const RankedPair& pair : problem.pairs) {
    if (hospital_of[static_cast<size_t>(pair.resident)] == pair.hospital) --placed;
  }
  return placed == 0 ? "" : "somebody is where they do not accept each other";
}

std::vector<size_t> blocking_pairs(const StableProblem& problem,
                                   const std::vector<int32_t>& hospital_of) {
  std::vector<int32_t> has(hospital_of.size(), INT32_MAX);  // the rank of what they have
  std::vector<int32_t> worst(problem.capacity.size(), INT32_MIN);
  std::vector<int32_t> left = problem.capacity;
  for (const RankedPair& pair : problem.pairs) {
    if (hospital_of[static_cast<size_t>(pair.resident)] != pair.hospital) continue;
    const auto hospital = static_cast<size_t>(pair.hospital);
    has[static_cast<size_t>(pair.resident)] = pair.resident_rank;
    worst[hospital] = std::max(worst[hospital], pair.hospital_rank);
    --left[hospital];
  }
  std::vector<size_t> blocking;
  for (size_t i = 0; i < problem.pairs.size(); ++i) {
    const RankedPair& pair = problem.pairs[i];
    const auto resident = static_cast<size_t>(pair.resident);
    const auto hospital = static_cast<size_t>(pair.hospital);
    const bool gains = hospital_of[resident] == -1 || pair.resident_rank < has[resident];
    const bool wanted = left[hospital] > 0 || pair.hospital_rank < worst[hospital];
    if (gains && wanted) blocking.push_back(i);
  }
  return blocking;
}

}  // namespace weft::solve
