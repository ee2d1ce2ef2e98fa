#include "api/doubts.h"

#include <algorithm>
#include <string>
#include <utility>

#include "program/place.h"
#include "roster/managers.h"

namespace weft {
namespace {

// A format that has the key `line` keeps people out of their own reporting line, unless it is told
// not to.
bool has_own_line_rule(const Program& program, const Format& format) {
  const std::vector<std::string> keys = format.keys();
  if (std::find(keys.begin(), keys.end(), "line") == keys.end()) return false;
  Issues told;  // when the document was read
  const DocumentPlace top(program.document, "", told);
  return program.document.object() == nullptr || !top.has("line") || top.at("line").yes_or_no();
}

}  // namespace

Issues keep_apart_who_may_be_one(Program& program, const OpenQuestions& open,
                                 const Format& format) {
  Issues issues = open.issues;
  if (open.perhaps_same.empty()) return issues;
  Program asked = program;
  Rule apart;
  apart.kind = Rule::Kind::kApart;
  apart.from_question = true;
  apart.people = open.perhaps_same;
  asked.rules.push_back(std::move(apart));
  if (!has_errors(format.validate(asked))) {
    program = std::move(asked);
    return issues;
  }
  // Who meets whom is none of this format's business: they count as two.
  for (Issue& issue : issues) {
    if (issue.code == "open.address") issue.code = "open.addressMeets";
  }
  return issues;
}

Issues doubts_about_lines(const Program& program, const Roster& roster,
                          const std::vector<int32_t>& people, const Format& format) {
  std::vector<std::string> places;
  for (const Rule& rule : program.rules) {
    if (rule.kind == Rule::Kind::kApartLine || rule.kind == Rule::Kind::kApartManager)
      places.push_back(rule.where);
  }
  if (has_own_line_rule(program, format)) places.emplace_back("/line");
  Issues issues;
  if (places.empty() || people.empty()) return issues;
  const std::vector<bool> lines = known_lines(roster);
  const auto known = std::count_if(people.begin(), people.end(), [&](int32_t person) {
    return lines[static_cast<size_t>(person)];
  });
  const auto all = static_cast<int64_t>(people.size());
  if (int64_t{known} * 10 >= all * 9) return issues;
  for (std::string& place : places) {
    add_issue(issues, Severity::kWarning, known == 0 ? "program.noLines" : "program.fewLines",
              std::move(place), {{"known", int64_t{known}}, {"people", all}});
  }
  return issues;
}

}  // namespace weft
