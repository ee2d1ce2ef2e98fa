#include "fit/together.h"

#include <optional>
#include <string>

namespace weft {
namespace {

constexpr size_t kMostTold = 20;

class TogetherClashes {
 public:
  TogetherClashes(const Roster& roster, const Program& program, const Fit& fit, Severity severity)
      : roster_(roster),
        program_(program),
        fit_(fit),
        severity_(severity),
        participant_(roster.people(), -1) {
    for (int32_t i = 0; i < fit.size(); ++i) participant_[static_cast<size_t>(fit.person(i))] = i;
  }

  Issues find() {
    for (size_t r = 0; r < program_.rules.size(); ++r) {
      if (program_.rules[r].kind != Rule::Kind::kTogether) continue;
      for (const std::vector<int32_t>& people : program_.rules[r].people) look_at(r, people);
    }
    return std::move(issues_);
  }

 private:
  std::string name(int32_t person) const {
    return std::string(roster_.names[static_cast<size_t>(person)]);
  }

  // The first rule that is no secret; else the first.
  std::optional<size_t> against(int32_t a, int32_t b) const {
    std::optional<size_t> found;
    for (size_t r = 0; r < program_.rules.size(); ++r) {
      const Rule& rule = program_.rules[r];
      if (rule.kind == Rule::Kind::kTogether || fit_.holds(r, a, b)) continue;
      if (!rule.from_file) return r;
      if (!found) found = r;
    }
    return found;
  }

  Issue& add(size_t together, std::string code) {
    Issue& issue = issues_.emplace_back();
    issue.severity = severity_;
    issue.code = std::move(code);
    issue.where = program_.rules[together].where + "/together";
    issue.args = {{"together", static_cast<int64_t>(together + 1)}};
    return issue;
  }

  void look_at(size_t together, const std::vector<int32_t>& people) {
    bool secret = false;
    for (size_t i = 0; i < people.size(); ++i) {
      for (size_t j = i + 1; j < people.size() && issues_.size() < kMostTold; ++j) {
        const int32_t a = participant_[static_cast<size_t>(people[i])];
        const int32_t b = participant_[static_cast<size_t>(people[j])];
        if (a < 0 || b < 0) continue;
        const std::optional<size_t> other = against(a, b);
        if (!other) continue;
        const Rule& rule = program_.rules[*other];
        if (rule.from_file) {
          secret = true;
          continue;
        }
        const std::string_view why = rule.from_question ? "mayBeOne" : name_of(rule.kind);
        Issue& issue = add(together, "program.togetherBut." + std::string(why));
        issue.args.push_back({"person", name(people[i])});
        issue.args.push_back({"other", name(people[j])});
        if (rule.from_question) continue;
        issue.args.push_back({"rule", static_cast<int64_t>(*other + 1)});
        if (rule.column.index >= 0) {
          const auto column = static_cast<size_t>(rule.column.index);
          issue.args.push_back({"column", std::string(roster_.columns[column].header)});
        }
      }
    }
    if (!secret || issues_.size() >= kMostTold) return;
    std::string names;
    for (const int32_t person : people) names += (names.empty() ? "" : ", ") + name(person);
    add(together, "program.togetherBut.others").args.push_back({"people", std::move(names)});
  }

  const Roster& roster_;
  const Program& program_;
  const Fit& fit_;
  Severity severity_;
  std::vector<int32_t> participant_;
  Issues issues_;
};

}  // namespace

Issues together_clashes(const Roster& roster, const Program& program, const Fit& fit,
                        Severity severity) {
  return TogetherClashes(roster, program, fit, severity).find();
}

}  // namespace weft
