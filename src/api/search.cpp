#include "api/search.h"

#include <algorithm>
#include <utility>

namespace weft {
namespace {

constexpr int64_t kMostWork = 100'000'000'000;

std::string file_name(size_t index) { return "search-" + std::to_string(index + 1); }

}  // namespace

std::unique_ptr<Searches> searches_of(const Json& request,
                                      const std::vector<std::string_view>& attachments) {
  if (!request.contains("found")) return std::make_unique<Searches>();
  std::vector<uint64_t> ids;
  for (const Json& id : request["found"])
    ids.push_back(id.is_number_unsigned() ? id.get<uint64_t>() : 0);
  return std::make_unique<Searches>(ids, attachments);
}

Json wanted_to_json(Searches& searches, std::vector<FileOut>& files) {
  Json parts = Json::array();
  for (const Searches::Wanted& wanted : searches.wanted()) {
    Json attached = Json::array({file_name(wanted.problem)});
    if (wanted.start) attached.push_back(file_name(*wanted.start));
    Json request = {{"op", "search"},
                    {"seed", wanted.request.seed},
                    {"work", wanted.request.work},
                    {"mild", wanted.request.mild},
                    {"unit", wanted.request.unit}};
    if (wanted.request.enough) request["enough"] = *wanted.request.enough;
    Json& part = parts.emplace_back(Json{{"id", wanted.id},
                                         {"request", std::move(request)},
                                         {"attachments", std::move(attached)},
                                         {"from", wanted.from},
                                         {"to", wanted.to}});
    if (wanted.value) part["value"] = *wanted.value;
  }
  std::vector<std::string> packed = searches.take_files();
  for (size_t i = 0; i < packed.size(); ++i) files.push_back({file_name(i), std::move(packed[i])});
  return {{"counts", searches.counts()}, {"parts", std::move(parts)}};
}

Result<Json> search_groups(const Json& request, const std::vector<std::string_view>& attachments,
                           const std::function<void(std::string_view json)>& on_progress,
                           std::vector<FileOut>& files) {
  SearchRequest asked;
  asked.seed = static_cast<uint64_t>(number_of(request, "seed", 0));
  asked.work = std::clamp<int64_t>(number_of(request, "work", 0), 0, kMostWork);
  asked.mild = request.contains("mild") && request["mild"] == true;
  if (request.contains("enough")) asked.enough = number_of(request, "enough", INT64_MAX);
  asked.unit = std::max<int64_t>(number_of(request, "unit", 1), 1);
  const auto tell = [&](const SearchProgress& now) {
    Json json = {{"stage", "match"}, {"done", now.done}};
    if (now.value) json["value"] = *now.value;
    on_progress(dump_json(json));
  };
  std::optional<Searched> found;
  if (!attachments.empty()) {
    found =
        search(asked, attachments[0], attachments.size() > 1 ? attachments[1] : std::string_view(),
               on_progress ? std::function<void(const SearchProgress&)>(tell) : nullptr);
  }
  if (!found) {
    Issue issue;
    issue.code = "request.noSearch";
    return issue;
  }
  files.push_back({"groups", std::move(found->groups)});
  Json json = {{"broken", found->broken}};
  if (found->value) json["value"] = *found->value;
  return json;
}

}  // namespace weft
