// Mentoring and reverse mentoring: mentors with places, mentees with one mentor each; stable, with
// the largest sum, or worst-off first.
#include <algorithm>

#include "formats/format.h"
#include "mentoring/check.h"
#include "mentoring/match.h"
#include "mentoring/terms.h"

namespace weft {
namespace {

constexpr int64_t kCounted = 2'000'000;  // pairs that are looked at while HR writes
constexpr size_t kMentorsNamed = 20;

class Mentoring : public Format {
 public:
  std::string_view name() const override { return "mentoring"; }

  Shape shape() const override {
    Shape shape;
    shape.roles = {"mentor", "mentee"};
    shape.worth = Shape::Worth::kRolePairs;
    shape.everybody_once = false;
    shape.sized = false;
    return shape;
  }

  std::vector<std::string> keys() const override { return mentoring_keys(); }
  std::vector<std::string> lists() const override { return {"preferences"}; }

  Issues validate(const Program& program) const override {
    Issues issues;
    read_mentoring(program, issues);
    const auto refuse = [&](const char* code, std::string where) {
      Issue& issue = issues.emplace_back();
      issue.code = code;
      issue.where = std::move(where);
    };
    for (const Rule& rule : program.rules) {
      if (rule.kind == Rule::Kind::kTogether)
        refuse("mentoring.noTogether", rule.where + "/together");
    }
    if (program.serendipity > 0) refuse("mentoring.noSerendipity", "/serendipity");
    if (program.favour == Favour::kWorst && program.document.find("aim") != nullptr &&
        read_mentoring(program, issues).aim != MentoringKeys::Aim::kWorst)
      refuse("mentoring.aimAndFavour", "/favour");
    return issues;
  }

  int64_t most_people() const override { return 150'000; }

  void resolve(Program& program, const Roster& roster, Issues& issues) const override {
    const MentoringTerms terms = mentoring_terms(program, roster, issues);
    for (Rule& rule : program.rules) {
      if (rule.kind != Rule::Kind::kDistance) continue;
      rule.either_way = terms.keys.direction == MentoringKeys::Direction::kBoth;
      if (terms.keys.direction != MentoringKeys::Direction::kReverse) continue;
      std::swap(rule.min, rule.max);
      if (rule.min) rule.min = -*rule.min;
      if (rule.max) rule.max = -*rule.max;
    }
  }

  Value possible(const FormatInput& input, Issues& issues) const override;

  Plan solve(const FormatInput& input) const override {
    return match_mentors(
        {input.roster, input.program, input.history, input.fit, input.date, input.progress});
  }

  void check(const CheckInput& input, CheckResult& result) const override {
    check_mentoring(input.roster, input.program, input.history, input.date, input.claim, result);
  }
};

Value Mentoring::possible(const FormatInput& input, Issues& issues) const {
  Issues told;  // by resolve()
  const MentoringTerms terms =
      mentoring_terms(input.program, input.roster, input.history, input.date, told);
  tell_places(terms, issues);
  const MentoringPairs pairs(input.roster, input.program, input.fit, terms);
  int64_t places = 0;
  for (const int32_t mentor : pairs.mentors()) places += pairs.places(mentor);
  Value own = Value::Object{
      {"mentors", pairs.mentors().size()}, {"mentees", pairs.mentees().size()}, {"places", places}};
  // Everybody, or every so manieth mentee.
  const int64_t all = pairs.candidate_count();
  const auto step = static_cast<size_t>(all / kCounted + 1);
  int64_t looked = 0;
  int64_t possible = 0;
  int64_t without = 0;
  Value::List people;
  for (size_t i = 0; i < pairs.mentees().size(); i += step) {
    const int32_t mentee = pairs.mentees()[i];
    int64_t mine = 0;
    for (const int32_t mentor : pairs.candidates(mentee))
      mine += MentoringPairs::is_open(pairs.bar(mentor, mentee)) ? 1 : 0;
    ++looked;
    possible += mine;
    if (mine > 0) continue;
    ++without;
    const auto person = static_cast<size_t>(input.fit.person(mentee));
    if (people.size() < kMentorsNamed) {
      people.emplace_back(Value::Object{{"id", std::string(input.roster.ids[person])},
                                        {"name", std::string(input.roster.names[person])},
                                        {"row", input.roster.rows[person]}});
    }
  }
  const auto mentees = static_cast<int64_t>(pairs.mentees().size());
  const auto scaled = [&](int64_t count) { return looked == 0 ? 0 : count * mentees / looked; };
  own.set("exact", step == 1);
  own.set("pairs", Value::Object{{"possible", scaled(possible)},
                                 {"of", mentees * static_cast<int64_t>(pairs.mentors().size())}});
  own.set("noMentor", Value::Object{{"count", scaled(without)}, {"people", std::move(people)}});
  if (mentees > 0 && without == looked) {
    add_issue(issues, Severity::kWarning, "mentoring.noneLeft", {},
              {{"count", mentees}, {"of", mentees}});
  }
  return own;
}

}  // namespace

const Format& mentoring_format() {
  static const Mentoring format;
  return format;
}

}  // namespace weft
