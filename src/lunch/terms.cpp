#include "lunch/terms.h"

#include <algorithm>
#include <cstdlib>

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

// How far tables of an even deal are from what was asked for, the less the better. One more at a
// table goes before one less; else rather less than more.
int32_t off_of(int32_t people, int32_t tables, int32_t min, int32_t max) {
  const int32_t larger = std::max(0, (people + tables - 1) / tables - max);
  const int32_t smaller = std::max(0, min - people / tables);
  const int32_t off_by = std::max(larger, smaller);
  const bool rather_not = off_by == 1 ? smaller > 0 : larger == off_by;
  return 2 * off_by + (rather_not && off_by > 0 ? 1 : 0);
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

std::vector<int32_t> even_sizes(int32_t people, int32_t tables) {
  std::vector<int32_t> sizes;
  for (; tables > 0; --tables) {
    sizes.push_back(people / tables);
    people -= sizes.back();
  }
  return sizes;
}

LunchSizes lunch_sizes(int32_t people, int32_t min, int32_t max, bool spread) {
  LunchSizes result;
  int32_t groups = 0;
  if (spread) {
    int32_t least = INT32_MAX;
    for (int32_t g = 1; kSmallestLunch * g <= people; ++g) {
      const int32_t off = off_of(people, g, min, max);
      if (off > least) continue;
      least = off;
      groups = g;
    }
  } else {
    for (; people >= min; --people, ++result.sit_out) {
      groups = people / min;
      if (groups * max >= people) break;
    }
    if (people < min) groups = 0;
  }
  if (groups == 0) {
    result.sit_out += people;
  } else {
    result.sizes = even_sizes(people, groups);
  }
  return result;
}

std::vector<int32_t> sizes_needed(int32_t people, int32_t min, int32_t max, bool spread,
                                  int32_t needed) {
  std::vector<int32_t> usual = lunch_sizes(people, min, max, spread).sizes;
  if (needed <= static_cast<int32_t>(usual.size())) return usual;
  const std::vector<int32_t> numbers = table_numbers(people, min, max, spread);
  const auto enough = std::find_if(numbers.begin(), numbers.end(),
                                   [&](int32_t number) { return number >= needed; });
  return enough == numbers.end() ? usual : even_sizes(people, *enough);
}

LunchRange lunch_range(int32_t people, int32_t min, int32_t max, bool spread) {
  if (!spread) return {min, max};
  const std::vector<int32_t> sizes = lunch_sizes(people, min, max, spread).sizes;
  int32_t off = 1;
  if (!sizes.empty()) off = std::max({off, min - sizes.front(), sizes.back() - max});
  return {std::max(kSmallestLunch, min - off), max + off};
}

std::vector<int32_t> table_numbers(int32_t people, int32_t min, int32_t max, bool spread) {
  const LunchRange range = lunch_range(people, min, max, spread);
  const auto usual = static_cast<int32_t>(lunch_sizes(people, min, max, spread).sizes.size());
  std::vector<int32_t> numbers;
  for (int32_t g = (people + range.most - 1) / range.most; g * range.least <= people; ++g) {
    if (g > 0) numbers.push_back(g);
  }
  std::stable_sort(numbers.begin(), numbers.end(), [&](int32_t a, int32_t b) {
    const int32_t of_a = off_of(people, a, min, max);
    const int32_t of_b = off_of(people, b, min, max);
    return of_a != of_b ? of_a < of_b : std::abs(a - usual) < std::abs(b - usual);
  });
  return numbers;
}

}  // namespace weft
