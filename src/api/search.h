// Searches for groups at the door: what a run wants to have searched elsewhere, and such a search.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "api/door.h"
#include "api/json.h"
#include "searches/searches.h"

namespace weft {

// Of a request to run: with "found", the ids of the searches whose groups are attached, they are
// done elsewhere; without, in place.
std::unique_ptr<Searches> searches_of(const Json& request,
                                      const std::vector<std::string_view>& attachments);

// {"counts", "parts": [{"id", "request", "attachments": names of files, "from", "to", "value"?}]}
Json wanted_to_json(Searches& searches, std::vector<FileOut>& files);

// One of those requests, with its files attached. What is found is the file "groups".
Result<Json> search_groups(const Json& request, const std::vector<std::string_view>& attachments,
                           const std::function<void(std::string_view json)>& on_progress,
                           std::vector<FileOut>& files);

}  // namespace weft
