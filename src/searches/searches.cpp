#include "searches/searches.h"

#include <algorithm>
#include <map>
#include <utility>

#include "solve/grouping_packed.h"
#include "solve/grouping_parts.h"

namespace weft {
namespace {

double share_of(int64_t spent) {
  return static_cast<double>(spent) / static_cast<double>(solve::kAllSpent);
}

// How the parts' values make the whole's.
std::string_view counts_of(const solve::GroupingWave& wave) {
  if (wave.counts == solve::GroupingWave::Counts::kBest) return "best";
  return wave.parts.front().problem->worst_first ? "least" : "sum";
}

}  // namespace

class Searches::Runner : public solve::GroupingRunner {
 public:
  explicit Runner(bool elsewhere) : elsewhere_(elsewhere) {}

  void take(uint64_t seed, std::string_view groups) {
    if (std::optional<std::vector<int32_t>> group = solve::unpack_groups(groups))
      found_.insert_or_assign(seed, std::move(*group));
  }

  std::optional<solve::PartGroups> run(const solve::GroupingWave& wave,
                                       const solve::GroupingProgressOf& progress) override {
    const auto all_of = [&](auto holds) {
      return std::all_of(wave.parts.begin(), wave.parts.end(), holds);
    };
    if (!elsewhere_ || !all_of([](const solve::GroupingPart& part) {
          return solve::can_be_packed(*part.problem);
        })) {
      return solve::InPlace().run(wave, progress);
    }
    if (!all_of([&](const solve::GroupingPart& part) { return answered(part); })) {
      want(wave);
      return std::nullopt;
    }
    solve::PartGroups groups;
    for (const solve::GroupingPart& part : wave.parts) groups.push_back(found_.at(part.seed));
    return groups;
  }

  std::vector<Wanted> wanted;
  std::vector<std::string> files;  // packed at once: problems do not outlive their wave
  std::string_view counts;

 private:
  bool answered(const solve::GroupingPart& part) const {
    const auto at = found_.find(part.seed);
    if (at == found_.end()) return false;
    const std::vector<int32_t>& group = at->second;
    // There was no way to begin.
    if (group.empty()) return part.start.empty();
    const auto groups = static_cast<int32_t>(part.problem->sizes.size());
    return group.size() == static_cast<size_t>(part.problem->elements) &&
           std::all_of(group.begin(), group.end(), [&](int32_t g) { return g >= 0 && g < groups; });
  }

  size_t add_file(std::string bytes) {
    files.push_back(std::move(bytes));
    return files.size() - 1;
  }

  void want(const solve::GroupingWave& wave) {
    // What several waves come to together is not known before they are done.
    counts = wanted.empty() ? counts_of(wave) : std::string_view();
    const solve::GroupingProblem* last = nullptr;
    size_t problem = 0;
    for (const solve::GroupingPart& part : wave.parts) {
      if (answered(part)) continue;
      if (part.problem.get() != last) problem = add_file(solve::pack_grouping(*part.problem));
      last = part.problem.get();
      Wanted& search = wanted.emplace_back();
      search.request = {part.seed, part.work, std::nullopt, part.mild, wave.unit};
      if (part.enough != INT64_MAX) search.request.enough = part.enough;
      search.problem = problem;
      if (!part.start.empty()) search.start = add_file(solve::pack_groups(part.start));
      search.from = share_of(wave.from);
      search.to = share_of(wave.to);
    }
  }

  bool elsewhere_;
  std::map<uint64_t, std::vector<int32_t>> found_;
};

Searches::Searches() : runner_(std::make_unique<Runner>(false)) {}

Searches::Searches(const std::vector<uint64_t>& seeds, const std::vector<std::string_view>& found)
    : runner_(std::make_unique<Runner>(true)) {
  for (size_t i = 0; i < seeds.size() && i < found.size(); ++i) runner_->take(seeds[i], found[i]);
}

Searches::~Searches() = default;

solve::GroupingRunner& Searches::runner() { return *runner_; }
const std::vector<Searches::Wanted>& Searches::wanted() const { return runner_->wanted; }
std::vector<std::string> Searches::take_files() { return std::move(runner_->files); }
std::string_view Searches::counts() const { return runner_->counts; }

std::optional<Searched> search(const SearchRequest& request, std::string_view problem,
                               std::string_view start,
                               const std::function<void(const SearchProgress&)>& progress) {
  const std::optional<solve::GroupingProblem> unpacked = solve::unpack_grouping(problem);
  std::optional<std::vector<int32_t>> from = solve::unpack_groups(start);
  if (!unpacked || !from) return std::nullopt;
  if (!from->empty() && from->size() != static_cast<size_t>(unpacked->elements))
    return std::nullopt;
  const auto value_of = [&](int64_t broken, int64_t sum, int64_t smallest) {
    const int64_t value = unpacked->worst_first ? smallest : sum;
    return broken > 0 ? std::nullopt : std::optional<int64_t>(value / request.unit);
  };
  solve::GroupingOptions options =
      solve::options_of({nullptr, std::move(*from), request.mild, request.work,
                         request.enough.value_or(INT64_MAX), request.seed});
  if (progress) {
    options.progress = [&](const solve::GroupingProgress& now) {
      progress({share_of(now.spent), value_of(now.broken, now.value, now.smallest)});
    };
  }
  const solve::Grouping found = best_grouping(*unpacked, options, Random(request.seed));
  return Searched{solve::pack_groups(found.group), found.worth.broken,
                  found.group.empty()
                      ? std::nullopt
                      : value_of(found.worth.broken, found.worth.value, found.worth.smallest)};
}

}  // namespace weft
