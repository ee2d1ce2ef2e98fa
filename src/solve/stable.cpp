#include "solve/stable.h"

#include <algorithm>

#include "solve/stable_largest.h"
#include "solve/stable_lattice.h"
#include "solve/stable_lists.h"

namespace weft::solve {
namespace {

std::vector<int32_t> choose(const StableLists& lists, Favour favour) {
  switch (favour) {
    case Favour::kHospitals:
      return hospital_optimal(lists);
    case Favour::kBoth:
      return egalitarian(lists);
    case Favour::kResidents:
      break;
  }
  return resident_optimal(lists);
}

}  // namespace

StableMatching stable_matching(const StableProblem& problem, const StableOptions& options) {
  StableLists lists(problem);
  const bool ties = lists.ties();
  StableMatching result;
  if (ties) {
    const LargestStable found = largest_stable_matching(lists, options.seed, options.effort);
    // With ties broken in favour of those who are matched it is stable without ties, and all
    // matchings that are have the same size.
    lists.prefer(found.hospital);
    result.hospital = choose(lists, options.favour);
    result.bound = found.bound;
  } else {
    result.hospital = choose(lists, options.favour);
    result.favour_exact = true;
  }
  result.size = problem.residents -
                std::count(result.hospital.begin(), result.hospital.end(), StableLists::kNone);
  if (!ties) result.bound = result.size;
  result.largest = result.size == result.bound;
  return result;
}

}  // namespace weft::solve
