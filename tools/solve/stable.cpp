// weft-solve stable: stable matching with capacities and ties, checked for blocking pairs.
#include "solve/stable.h"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "workbench.h"

namespace weft::workbench {
namespace {

using Json = nlohmann::json;

constexpr int64_t kMost = 20'000'000;
constexpr int64_t kMostPairs = 200'000'000;

// Hospitals of a resident that do not rank the resident are no pair.
solve::StableProblem read_json(const Options& options, const std::string& text) {
  solve::StableProblem problem;
  try {
    const Json json = Json::parse(text);
    problem.capacity = json.at("capacity").get<std::vector<int32_t>>();
    const Json& ranks = json.at("hospital_rank");
    for (const Json& list : json.at("residents")) {
      const int32_t resident = problem.residents++;
      const std::string name = std::to_string(resident);
      int32_t rank = 0;
      for (const Json& tie : list) {
        for (const Json& hospital : tie.is_array() ? tie : Json::array({tie})) {
          const Json& of_hospital = ranks.at(hospital.get<size_t>());
          const auto found = of_hospital.find(name);
          if (found == of_hospital.end()) continue;
          problem.pairs.push_back({resident, hospital.get<int32_t>(), rank, found->get<int32_t>()});
        }
        ++rank;
      }
    }
  } catch (const Json::exception& error) {
    throw Unreadable{options.file + ": " + error.what()};
  }
  return problem;
}

solve::StableProblem read_plain(Numbers& numbers) {
  solve::StableProblem problem;
  const int64_t residents = numbers.next("the number of residents");
  const int64_t hospitals = numbers.next("the number of hospitals");
  const int64_t pairs = numbers.next("the number of pairs");
  if (residents < 0 || residents > kMost || hospitals < 0 || hospitals > kMost)
    numbers.fail("the number of residents or hospitals is out of range");
  if (pairs < 0 || pairs > kMostPairs) numbers.fail("the number of pairs is out of range");
  const auto next = [&](const char* what, int64_t below) {
    const int64_t value = numbers.next(what);
    if (value < 0 || value >= below) numbers.fail(std::string("out of range: ") + what);
    return static_cast<int32_t>(value);
  };
  problem.residents = static_cast<int32_t>(residents);
  for (int64_t h = 0; h < hospitals; ++h) problem.capacity.push_back(next("a capacity", INT32_MAX));
  problem.pairs.reserve(static_cast<size_t>(pairs));
  for (int64_t i = 0; i < pairs; ++i) {
    const int32_t resident = next("a resident", residents);
    const int32_t hospital = next("a hospital", hospitals);
    const int32_t resident_rank = next("a rank", INT32_MAX);
    problem.pairs.push_back({resident, hospital, resident_rank, next("a rank", INT32_MAX)});
  }
  numbers.end();
  return problem;
}

}  // namespace

int solve_stable(const Options& options) {
  solve::StableOptions wanted;
  wanted.seed = options.seed;
  if (options.favour == "hospitals") {
    wanted.favour = solve::Favour::kHospitals;
  } else if (options.favour == "both") {
    wanted.favour = solve::Favour::kBoth;
  } else if (options.favour != "residents") {
    throw Unreadable{"--favour is residents, hospitals or both"};
  }
  Numbers numbers(options.file);
  const solve::StableProblem problem =
      numbers.takes("{") ? read_json(options, numbers.text()) : read_plain(numbers);
  solve::StableMatching matching;
  const double taken =
      median_seconds(options.repeat, [&] { matching = solve::stable_matching(problem, wanted); });
  const std::string fault = solve::seats_fault(problem, matching.hospital);
  if (!fault.empty()) std::fprintf(stderr, "%s\n", fault.c_str());
  const bool stable = fault.empty() && solve::blocking_pairs(problem, matching.hospital).empty();
  std::printf("size %lld\nstable %s\nbound %lld\nseconds %.6f\n",
              static_cast<long long>(matching.size), stable ? "yes" : "no",
              static_cast<long long>(matching.bound), taken);
  if (options.print) {
    for (size_t r = 0; r < matching.hospital.size(); ++r) {
      if (matching.hospital[r] >= 0) std::printf("%zu %d\n", r, matching.hospital[r]);
    }
  }
  return stable ? 0 : 1;
}

}  // namespace weft::workbench
