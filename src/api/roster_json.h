// Reading a roster, as JSON: the wishes of a request, the profile that answers it.
#pragma once

#include <string_view>
#include <vector>

#include "api/json.h"
#include "roster/inspect.h"
#include "roster/read_roster.h"

namespace weft {

// `columns`, `accounts`, `same`, `joined`, `program` and `digests` of a request; attachments behind
// the first are the joined files, in order.
ReadOptions read_options(const Json& request, const std::vector<std::string_view>& attachments,
                         Day today, Issues& issues);

Json profile_to_json(const Roster& roster, const RosterProfile& profile, const std::string& file);
Json inspected_to_json(const Inspected& found);

// People by what is written of them: at most `count`, those first of whose name a word begins with
// `find`. O(people).
Json people_found(const Roster& roster, const Json& request);
// Whom the references in `named` mean, in their order; null for nobody.
Json people_named(const Roster& roster, const Json& request);

// The columns an export has and what they mean: what is kept of it from one month to the next.
Json shape_of(const RosterProfile& profile, size_t people);
// What `now` has that `before` had not, and the other way round; null where that is nothing.
Json difference(const Json& before, const Json& now);

// The records that warnings and errors are about, as they stand in their files, without the columns
// that had better not be known. `issues`: of the last profile of these very bytes.
Result<Json> problem_rows_to_json(std::string_view bytes, const ReadOptions& options,
                                  const Issues& issues);

}  // namespace weft
