#include "lunch/terms.h"

#include <algorithm>

namespace weft {
namespace {

void read_size(const DocumentPlace& place, LunchSegment& segment) {
  if (!place.object()) return;
  place.only_keys({"min", "max"});
  if (place.has("min"))
    segment.min = static_cast<int32_t>(place.at("min").whole(kSmallestLunch, kLargestLunch));
  segment.max = std::max(segment.max, segment.min);
  if (place.has("max"))
    segment.max = static_cast<int32_t>(place.at("max").whole(kSmallestLunch, kLargestLunch));
  if (segment.min > segment.max) place.fail("program.minAboveMax");
}

LunchSegment read_segment(const DocumentPlace& place) {
  LunchSegment segment;
  segment.where = place.where();
  if (!place.object()) return segment;
  place.only_keys({"who", "size"});
  for (const char* key : {"who", "size"}) {
    if (!place.has(key)) place.fail("program.missingKey", {{"key", std::string(key)}});
  }
  if (place.has("who") && place.at("who").list()) {
    const DocumentPlace who = place.at("who");
    for (size_t i = 0; i < who.size(); ++i) segment.who.push_back(read_filter(who.at(i)));
    if (who.size() == 0) who.fail("lunch.segmentOfAll");
  }
  if (place.has("size")) read_size(place.at("size"), segment);
  return segment;
}

}  // namespace

std::vector<std::string> lunch_keys() { return {"segments"}; }

LunchTerms read_lunch_terms(const Program& program, Issues& issues) {
  LunchTerms terms;
  if (program.document.object() == nullptr) return terms;
  const DocumentPlace top(program.document, "", issues);
  if (program.max_size > kLargestLunch) {
    add_issue(issues, Severity::kError, "lunch.size", "/size",
              {{"least", int64_t{kSmallestLunch}}, {"most", int64_t{kLargestLunch}}});
  }
  if (!top.has("segments") || !top.at("segments").list()) return terms;
  const DocumentPlace segments = top.at("segments");
  for (size_t i = 0; i < segments.size(); ++i)
    terms.segments.push_back(read_segment(segments.at(i)));
  return terms;
}

std::vector<LunchPart> lunch_parts(const LunchTerms& terms, const Program& program,
                                   const Roster& roster, const std::vector<int32_t>& people,
                                   Issues& issues) {
  std::vector<LunchPart> parts;
  std::vector<std::vector<bool>> admits;
  for (size_t s = 0; s < terms.segments.size(); ++s) {
    const LunchSegment& segment = terms.segments[s];
    parts.push_back({static_cast<int32_t>(s), segment.min, segment.max, {}});
    admits.push_back(passing(segment.who, roster, issues));
  }
  parts.push_back({-1, program.min_size, program.max_size, {}});
  for (const int32_t person : people) {
    size_t part = 0;
    while (part < admits.size() && !admits[part][static_cast<size_t>(person)]) ++part;
    parts[part].people.push_back(person);
  }
  parts.erase(std::remove_if(parts.begin(), parts.end(),
                             [](const LunchPart& part) { return part.people.empty(); }),
              parts.end());
  return parts;
}

LunchSizes lunch_sizes(int32_t people, int32_t min, int32_t max, bool spread) {
  LunchSizes result;
  int32_t groups = 0;
  if (spread) {
    int32_t least = INT32_MAX;
    for (int32_t g = 1; 2 * g <= people; ++g) {
      const int32_t larger = std::max(0, (people + g - 1) / g - max);
      const int32_t smaller = std::max(0, min - people / g);
      // One more at a table goes before one less; else rather less than more.
      const int32_t off_by = std::max(larger, smaller);
      const bool rather_not = off_by == 1 ? smaller > 0 : larger == off_by;
      const int32_t off = 2 * off_by + (rather_not && off_by > 0 ? 1 : 0);
      if (off > least) continue;
      least = off;
      groups = g;
    }
  } else {
    for (; people >= min; --people, ++result.sit_out) {
      groups = people / min;
      if (groups * max >= people) break;
    }
    if (people < min) {
      result.sit_out += people;
      return result;
    }
  }
  if (groups == 0) {
    result.sit_out += people;
    return result;
  }
  for (int32_t g = groups; g > 0; --g) {
    const int32_t size = people / g;
    result.sizes.push_back(size);
    people -= size;
  }
  return result;
}

}  // namespace weft
