#include "searches/searches.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/bytes.h"
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

// None while a rule is broken.
std::optional<int64_t> value_of(const solve::GroupingWorth& worth, bool worst_first, int64_t unit) {
  if (worth.broken > 0) return std::nullopt;
  return (worst_first ? worth.smallest : worth.value) / unit;
}

}  // namespace

class Searches::Runner : public solve::GroupingRunner {
 public:
  explicit Runner(bool elsewhere) : elsewhere_(elsewhere) {}

  void take(uint64_t id, std::string_view groups) {
    if (std::optional<std::vector<int32_t>> group = solve::unpack_groups(groups))
      found_.insert_or_assign(id, std::move(*group));
  }

  std::optional<solve::PartGroups> run(const solve::GroupingWave& wave,
                                       const solve::GroupingProgressOf& progress) override {
    if (!elsewhere_ ||
        !std::all_of(wave.parts.begin(), wave.parts.end(), [](const solve::GroupingPart& part) {
          return solve::can_be_packed(*part.problem);
        })) {
      return solve::InPlace().run(wave, progress);
    }
    std::vector<Packed> packed;
    for (const solve::GroupingPart& part : wave.parts) packed.push_back(pack(part, packed));
    solve::PartGroups groups;
    for (size_t p = 0; p < wave.parts.size(); ++p) {
      if (const std::vector<int32_t>* group = answer(wave.parts[p], packed[p].id))
        groups.push_back(*group);
    }
    if (groups.size() == wave.parts.size()) return groups;
    want(wave, packed);
    return std::nullopt;
  }

  std::vector<Wanted> wanted;
  std::vector<std::string> files;  // packed at once: problems do not outlive their wave
  std::string_view counts;

 private:
  struct Packed {
    const solve::GroupingProblem* of;
    std::shared_ptr<const std::string> problem;
    std::string start;
    uint64_t id;
  };

  // Parts that share their problem share the bytes.
  static Packed pack(const solve::GroupingPart& part, const std::vector<Packed>& before) {
    Packed packed{part.problem.get(), nullptr, {}, 0};
    if (!before.empty() && before.back().of == packed.of) {
      packed.problem = before.back().problem;
    } else {
      packed.problem = std::make_shared<const std::string>(solve::pack_grouping(*part.problem));
    }
    if (!part.start.empty()) packed.start = solve::pack_groups(part.start);
    uint64_t id = hash_of(*packed.problem);
    for (const uint64_t word :
         {hash_of(packed.start), part.seed, static_cast<uint64_t>(part.work),
          static_cast<uint64_t>(part.enough), uint64_t{part.mild ? 1U : 0U}}) {
      id = mix(id, word);
    }
    packed.id = id >> 11;
    return packed;
  }

  const std::vector<int32_t>* answer(const solve::GroupingPart& part, uint64_t id) const {
    const auto at = found_.find(id);
    if (at == found_.end()) return nullptr;
    const std::vector<int32_t>& group = at->second;
    const auto groups = static_cast<int32_t>(part.problem->sizes.size());
    // None: there was no way to begin.
    const bool fits = group.empty() ? part.start.empty()
                                    : group.size() == static_cast<size_t>(part.problem->elements) &&
                                          std::all_of(group.begin(), group.end(), [&](int32_t g) {
                                            return g >= 0 && g < groups;
                                          });
    return fits ? &group : nullptr;
  }

  size_t add_file(std::string bytes) {
    files.push_back(std::move(bytes));
    return files.size() - 1;
  }

  void want(const solve::GroupingWave& wave, std::vector<Packed>& packed) {
    // What several waves come to together is not known before they are done.
    counts = wanted.empty() ? counts_of(wave) : std::string_view();
    const std::string* last = nullptr;
    size_t problem = 0;
    for (size_t p = 0; p < wave.parts.size(); ++p) {
      const solve::GroupingPart& part = wave.parts[p];
      if (answer(part, packed[p].id) != nullptr) continue;
      if (packed[p].problem.get() != last) problem = add_file(*packed[p].problem);
      last = packed[p].problem.get();
      Wanted& search = wanted.emplace_back();
      search.id = packed[p].id;
      search.request = {part.seed, part.work, std::nullopt, part.mild, wave.unit};
      if (part.enough != INT64_MAX) search.request.enough = part.enough;
      search.problem = problem;
      if (!part.start.empty()) {
        search.start = add_file(std::move(packed[p].start));
        search.value = value_of(grouping_worth(*part.problem, part.start),
                                part.problem->worst_first, wave.unit);
      }
      search.from = share_of(wave.from);
      search.to = share_of(wave.to);
    }
  }

  bool elsewhere_;
  std::map<uint64_t, std::vector<int32_t>> found_;
};

Searches::Searches() : runner_(std::make_unique<Runner>(false)) {}

Searches::Searches(const std::vector<uint64_t>& ids, const std::vector<std::string_view>& found)
    : runner_(std::make_unique<Runner>(true)) {
  for (size_t i = 0; i < ids.size() && i < found.size(); ++i) runner_->take(ids[i], found[i]);
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
  solve::GroupingOptions options =
      solve::options_of({nullptr, std::move(*from), request.mild, request.work,
                         request.enough.value_or(INT64_MAX), request.seed});
  if (progress) {
    options.progress = [&](const solve::GroupingProgress& now) {
      const solve::GroupingWorth worth{now.broken, now.value, now.smallest, {}};
      progress({share_of(now.spent), value_of(worth, unpacked->worst_first, request.unit)});
    };
  }
  const solve::Grouping found = best_grouping(*unpacked, options, Random(request.seed));
  Searched searched{solve::pack_groups(found.group), found.worth.broken, std::nullopt};
  if (!found.group.empty())
    searched.value = value_of(found.worth, unpacked->worst_first, request.unit);
  return searched;
}

}  // namespace weft
