#include "roster/meant.h"

#include <algorithm>
#include <utility>

namespace weft {
namespace {

constexpr int32_t kTold = 20;  // values, each by itself

}  // namespace

Args args_of_several(const Roster& roster, std::string_view text, const Meant& meant) {
  constexpr size_t kNamed = 5;
  std::string rows;
  for (size_t i = 0; i < std::min(meant.whoever.size(), kNamed); ++i) {
    const auto person = static_cast<size_t>(meant.whoever[i]);
    rows.append(i == 0 ? "" : ", ").append(std::to_string(roster.rows[person]));
  }
  if (meant.several > static_cast<int64_t>(kNamed)) rows += ", …";
  return {{"value", std::string(text)}, {"count", meant.several}, {"rows", rows}};
}

std::optional<Args> args_of_near(const Roster& roster, std::string_view text) {
  // Ids and addresses are no names.
  if (text.find_first_of("0123456789@") != text.npos) return std::nullopt;
  const int32_t near = roster.nearest(text);
  if (near == Roster::kNobody) return std::nullopt;
  const auto person = static_cast<size_t>(near);
  return Args{{"value", std::string(text)},
              {"near", std::string(roster.names[person])},
              {"row", roster.rows[person]}};
}

void Misnamed::tell(const Meant& meant, std::string_view text, int64_t row,
                    const std::string& column, const char* unknown, Issues& issues) {
  const char* code = meant.nobody() ? "list.nearPerson" : "list.severalPeople";
  const auto known = [&](std::string_view of, bool by_value) {
    return std::find_if(issues.begin(), issues.end(), [&](const Issue& issue) {
      return issue.code == of && issue.column == column && issue.file == file_ &&
             (!by_value || std::get<std::string>(issue.args[0].value) == text);
    });
  };
  auto issue = known(code, true);
  if (issue == issues.end()) {
    Args args = {{"value", std::string(text)}};
    const bool each = told_ < kTold;
    std::optional<Args> own;
    if (each && !meant.nobody()) own = args_of_several(roster_, text, meant);
    if (each && meant.nobody() && compared_++ < kMostCompared) own = args_of_near(roster_, text);
    told_ += own ? 1 : 0;
    if (!own) code = meant.nobody() ? unknown : "list.othersSeveral";
    if (!own) issue = known(code, false);
    if (issue == issues.end()) {
      add_issue(issues, Severity::kWarning, code, {}, own ? std::move(*own) : std::move(args));
      issue = issues.end() - 1;
      issue->file = file_;
      issue->column = column;
    }
  }
  if (issue->rows.empty() || issue->rows.back() != row) issue->add_row(row);
}

}  // namespace weft
