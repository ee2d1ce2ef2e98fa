// Job shadowing: guests visit hosts on dates that these offer, as many as possible and to whom they
// wished.
#include "formats/format.h"
#include "shadowing/check.h"
#include "shadowing/files.h"
#include "shadowing/plan.h"

namespace weft {
namespace {

ShadowingInput planner_input(const FormatInput& input) {
  return {input.roster, input.program, input.fit, input.lists, input.date, input.progress};
}

class ShadowingFormat : public Format {
 public:
  std::string_view name() const override { return "shadowing"; }

  Shape shape() const override {
    Shape shape;
    shape.roles = {"host", "guest"};
    shape.worth = Shape::Worth::kOwn;
    shape.everybody_once = false;
    shape.sized = false;
    return shape;
  }

  std::vector<std::string> keys() const override { return shadowing_keys(); }
  std::vector<std::string> lists() const override { return {"dates", "guests"}; }
  std::vector<std::string> files() const override { return {"visits.csv", "visits.ics"}; }

  Issues validate(const Program& program) const override {
    Issues issues;
    read_shadowing(program, issues);
    const auto refuse = [&](const char* code, std::string where) {
      add_issue(issues, Severity::kError, code, std::move(where));
    };
    for (const Rule& rule : program.rules) {
      if (rule.kind == Rule::Kind::kTogether)
        refuse("shadowing.noTogether", rule.where + "/together");
    }
    if (program.serendipity > 0) refuse("shadowing.noSerendipity", "/serendipity");
    if (program.favour == Favour::kWorst) refuse("shadowing.noWorst", "/favour");
    return issues;
  }

  int64_t most_people() const override { return 150'000; }

  Value possible(const FormatInput& input, Issues& issues) const override {
    return possible_shadowing(planner_input(input), issues);
  }

  Plan solve(const FormatInput& input) const override {
    return plan_shadowing(planner_input(input));
  }

  void check(const CheckInput& input, CheckResult& result) const override {
    check_shadowing(
        {input.roster, input.program, input.history, input.lists, input.date, input.claim}, result);
  }

  Result<Value> detail(const FormatInput& input, const Plan& plan,
                       const Value& question) const override {
    const Value* of = question.find("of");
    if (of == nullptr || of->text() == nullptr || *of->text() != "calendars")
      return Format::detail(input, plan, question);
    return ShadowingFiles{input.roster, input.program, plan, input.date}.calendars(question);
  }

  std::string write(const FormatInput& input, const Plan& plan,
                    std::string_view file) const override {
    const ShadowingFiles files{input.roster, input.program, plan, input.date};
    return file == "visits.csv" ? files.visits_csv(input.csv) : files.visits_ics();
  }
};

}  // namespace

const Format& shadowing_format() {
  static const ShadowingFormat format;
  return format;
}

}  // namespace weft
