#include "roster/typing.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "base/text.h"
#include "roster/skills.h"
#include "roster/time_zones.h"
#include "roster/words.h"

namespace weft {
namespace {

constexpr size_t kLongestLevel = 200;  // bytes that are looked through for its words

std::optional<Type> type_of_role(Role role) {
  switch (role) {
    case Role::kDepartment:
    case Role::kDivision:
    case Role::kTeam:
    case Role::kCompany:
    case Role::kSite:
    case Role::kCountry:
    case Role::kTitle:
    case Role::kGender:
    case Role::kStatus:
    case Role::kPersonType:
    case Role::kTimeZone:
      return Type::kCategory;
    case Role::kHireDate:
    case Role::kEndDate:
    case Role::kBirthDate:
    case Role::kPauseUntil:
      return Type::kDate;
    case Role::kTenure:
    case Role::kAge:
    case Role::kCapacity:
      return Type::kNumber;
    case Role::kLanguages:
    case Role::kSkillsOffered:
    case Role::kSkillsWanted:
    case Role::kInterests:
    case Role::kAvailability:
      return Type::kList;
    case Role::kLevel:
      return Type::kLevel;
    case Role::kOptIn:
      return Type::kYesNo;
    case Role::kOther:
    case Role::kIgnored:
      return std::nullopt;
    case Role::kId:
    case Role::kName:
    case Role::kFirstName:
    case Role::kLastName:
    case Role::kEmail:
    case Role::kManager:
      return Type::kText;
  }
  return std::nullopt;
}

std::string_view separators_of(const Column& column) {
  for (size_t value = 1; value < column.values.size(); ++value) {
    if (column.values[value].find_first_of(";|\n") != std::string_view::npos) return ";|\n";
  }
  return ",";
}

// Share of the distinct values, in percent, for which `holds`.
template <typename Predicate>
size_t percent(const Column& column, Predicate holds) {
  const size_t all = column.values.size() - 1;
  size_t good = 0;
  for (size_t value = 1; value <= all; ++value) good += holds(column.values[value]) ? 1 : 0;
  return all == 0 ? 0 : good * 100 / all;
}

Type type_by_values(const Column& column) {
  const size_t distinct = column.values.size() - 1;
  if (distinct == 0) return Type::kText;
  if (distinct <= 4 &&
      percent(column, [](std::string_view v) { return yes_or_no(v).has_value(); }) == 100) {
    return Type::kYesNo;
  }
  int64_t number = 0;
  if (percent(column, [&](std::string_view v) { return parse_thousandths(v, number); }) >= 95) {
    return Type::kNumber;
  }
  if (percent(column, [](std::string_view v) {
        return parse_date(v, DateOrder::kDayFirst) || parse_date(v, DateOrder::kMonthFirst);
      }) >= 95) {
    return Type::kDate;
  }
  const std::string_view separators = separators_of(column);
  if (separators != "," && percent(column, [&](std::string_view v) {
                             return v.find_first_of(separators) != std::string_view::npos;
                           }) >= 20) {
    return Type::kList;
  }
  return distinct <= 500 && distinct * 2 <= column.codes.size() ? Type::kCategory : Type::kText;
}

Issue about(const Column& column, const std::string& file, Severity severity, std::string code) {
  Issue issue;
  issue.severity = severity;
  issue.code = std::move(code);
  issue.file = file;
  issue.column = column.header;
  return issue;
}

// Counts the people behind the values that could not be read.
void name_people_without_number(const Column& column, Issue& bad, Issues& issues) {
  if (bad.args.empty()) return;
  for (const uint32_t code : column.codes) {
    if (code != Column::kMissing && column.numbers[code] == Column::kNoNumber) ++bad.row_count;
  }
  if (bad.row_count > 0) issues.push_back(std::move(bad));
}

void read_numbers(Column& column, const std::string& file, Issues& issues) {
  Issue bad = about(column, file, Severity::kWarning, "roster.notANumber");
  for (size_t value = 1; value < column.values.size(); ++value) {
    int64_t number = 0;
    if (parse_thousandths(column.values[value], number)) {
      column.numbers[value] = number;
    } else if (bad.args.empty()) {
      bad.args = {{"value", std::string(column.values[value])}};
    }
  }
  name_people_without_number(column, bad, issues);
}

void read_dates(Column& column, const std::string& file, Issues& issues) {
  Issue bad = about(column, file, Severity::kWarning, "roster.notADate");
  const std::vector<std::optional<Day>> days = days_of(column);
  for (size_t value = 1; value < column.values.size(); ++value) {
    if (days[value]) {
      column.numbers[value] = int64_t{*days[value]} * 1000;
    } else if (bad.args.empty()) {
      bad.args = {{"value", std::string(column.values[value])}};
    }
  }
  name_people_without_number(column, bad, issues);
}

// Whether somebody takes part. What is not understood is asked about, and does not take part
// meanwhile.
void read_opt_ins(Column& column, const ColumnChoice& choice, const std::string& file,
                  Issues& issues) {
  std::vector<int64_t> people(column.values.size(), 0);
  for (const uint32_t code : column.codes) ++people[code];
  Issues unknown;
  for (uint32_t value = 1; value < column.values.size(); ++value) {
    const auto answered = choice.answers.find(fold(column.values[value]));
    const std::optional<bool> takes =
        answered != choice.answers.end() ? answered->second : takes_part(column.values[value]);
    if (takes) {
      column.numbers[value] = *takes ? 1000 : 0;
    } else if (people[value] > 0) {
      Issue& asked =
          unknown.emplace_back(about(column, file, Severity::kWarning, "roster.optInUnknown"));
      asked.args = {{"value", std::string(column.values[value])}};
      asked.row_count = people[value];
    }
  }
  report_unknown_answers(std::move(unknown), issues);
}

// Words of seniority in both languages, lowest first; the highest one in a value counts.
int seniority(std::string_view value) {
  struct Step {
    int rank;
    std::string_view words;
  };
  constexpr std::array kSteps = {
      Step{1, "intern trainee apprentice azubi praktikant werkstudent lehrling student"},
      Step{2, "junior entry associate einsteiger"},
      Step{3,
           "professional experienced mid intermediate regular specialist fachkraft mitarbeiter "
           "staff employee sachbearbeiter"},
      Step{4, "senior expert experte"},
      Step{5, "lead principal teamleiter teamleitung gruppenleiter supervisor"},
      Step{6, "manager abteilungsleiter abteilungsleitung"},
      Step{7, "director direktor head bereichsleiter bereichsleitung"},
      Step{8, "vp vicepresident svp evp seniorvicepresident executivevicepresident"},
      Step{9,
           "executive president cxo clevel vorstand geschaeftsfuehrer geschaeftsfuehrung "
           "chief ceo cfo cto coo"}};
  int best = 0;
  std::string words = fold(value.substr(0, kLongestLevel), Fold::kGerman);
  for (char& c : words) {
    if (c == '-' || c == '/' || c == '.' || c == '_') c = ' ';
  }
  std::string before;
  for (const std::string_view word : split_list(words, " ")) {
    const std::string both = before.append(word);  // "vice president"
    int rank = 0;
    int pair = 0;
    for (const Step& step : kSteps) {
      if (is_word(word, step.words)) rank = std::max(rank, step.rank);
      // A vice president is no president.
      if (is_word(both, step.words)) pair = step.rank;
    }
    best = std::max(best, pair > 0 ? pair : rank);
    before = word;
  }
  return best;
}

// "L3", "Grade 4", "12": the digits, where there is one run of them.
std::optional<int64_t> digits_in(std::string_view value) {
  const size_t begin = value.find_first_of("0123456789");
  if (begin == std::string_view::npos) return std::nullopt;
  size_t end = value.find_first_not_of("0123456789", begin);
  if (end == std::string_view::npos) end = value.size();
  if (end - begin > 9 || value.find_first_of("0123456789", end) != std::string_view::npos)
    return std::nullopt;
  int64_t number = 0;
  for (const char c : value.substr(begin, end - begin)) number = number * 10 + (c - '0');
  return number;
}

void rank_levels(Column& column, const std::vector<std::string>& wished, const std::string& file,
                 Issues& issues) {
  std::vector<uint32_t> order;
  for (uint32_t value = 1; value < column.values.size(); ++value) order.push_back(value);
  const auto all = [&](auto holds) { return std::all_of(order.begin(), order.end(), holds); };
  if (!wished.empty()) {
    std::map<std::string_view, size_t> places;
    for (const std::string& level : wished) places.emplace(level, places.size());
    const auto place = [&](uint32_t value) {
      const auto found = places.find(column.values[value]);
      return found == places.end() ? wished.size() : found->second;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return place(a) < place(b); });
    for (const uint32_t value : order) {
      if (place(value) < wished.size()) continue;
      Issue unknown = about(column, file, Severity::kWarning, "roster.levelNotInOrder");
      unknown.args = {{"value", std::string(column.values[value])}};
      issues.push_back(unknown);
    }
  } else if (all([&](uint32_t v) { return digits_in(column.values[v]).has_value(); })) {
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      return *digits_in(column.values[a]) < *digits_in(column.values[b]);
    });
  } else {
    std::vector<int> ranks = {0};
    for (const uint32_t value : order) ranks.push_back(seniority(column.values[value]));
    if (!all([&](uint32_t v) { return ranks[v] > 0; })) {
      issues.push_back(about(column, file, Severity::kNote, "roster.levelOrderGuessed"));
    }
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      return ranks[a] != ranks[b] ? ranks[a] < ranks[b] : column.values[a] < column.values[b];
    });
  }
  for (size_t rank = 0; rank < order.size(); ++rank) {
    column.numbers[order[rank]] = static_cast<int64_t>(rank + 1) * 1000;
    column.level_order.emplace_back(column.values[order[rank]]);
  }
  // Numbered levels keep their distances: from 2 to 5 is three steps though nobody is 3.
  if (wished.empty() && all([&](uint32_t v) { return digits_in(column.values[v]).has_value(); })) {
    for (const uint32_t value : order)
      column.numbers[value] = *digits_in(column.values[value]) * 1000;
  }
}

void split_entries(Column& column, const std::map<std::string, std::string>& merge) {
  const std::string_view separators = separators_of(column);
  const bool levels = has_skills(column.role);
  Interner known;
  column.entries.assign(column.values.size(), {});
  if (levels) column.entry_levels.assign(column.values.size(), {});
  std::vector<std::pair<uint32_t, uint8_t>> list;
  for (size_t value = 1; value < column.values.size(); ++value) {
    list.clear();
    for (const std::string_view entry : split_list(column.values[value], separators)) {
      SkillText skill{entry, 0};
      if (levels) skill = read_skill(entry);
      // "Python: since 2019" is about Python.
      std::string_view topic = trim(skill.name.substr(0, skill.name.find(':')));
      if (topic.empty()) continue;
      if (!merge.empty()) {
        const auto target = merge.find(std::string(topic));
        if (target != merge.end()) topic = target->second;
      }
      const uint32_t index = known.intern(fold(topic));
      if (index == column.entry_names.size()) column.entry_names.add(topic);
      list.emplace_back(index, skill.level);
    }
    // Of what is named twice, the highest level.
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : a.second > b.second;
    });
    list.erase(std::unique(list.begin(), list.end(),
                           [](const auto& a, const auto& b) { return a.first == b.first; }),
               list.end());
    for (const auto& [index, level] : list) {
      column.entries[value].push_back(index);
      if (levels) column.entry_levels[value].push_back(level);
    }
  }
}

// Thousandths of an hour east of UTC.
void read_time_zones(Column& column) {
  column.numbers.assign(column.values.size(), Column::kNoNumber);
  for (size_t value = 1; value < column.values.size(); ++value) {
    if (const auto minutes = minutes_from_utc(column.values[value]))
      column.numbers[value] = int64_t{*minutes} * 1000 / 60;
  }
}

// Whether the number before the first slash, or between the two, can only be a day.
struct SlashDate {
  bool ambiguous = false;
  bool day_first_only = false;
  bool month_first_only = false;
};

SlashDate slash_date(std::string_view text) {
  SlashDate found;
  const auto date = parse_date(text, DateOrder::kDayFirst);
  if (!date) return found;
  found.ambiguous = date->ambiguous;
  const size_t slash = text.find('/');
  if (date->ambiguous || slash > 2) return found;  // npos included
  int64_t first = 0;
  int64_t second = 0;
  const std::string_view rest = text.substr(slash + 1);
  parse_thousandths(text.substr(0, slash), first);
  parse_thousandths(rest.substr(0, rest.find('/')), second);
  found.day_first_only = first > 12000;
  found.month_first_only = second > 12000;
  return found;
}

}  // namespace

void report_unknown_answers(Issues asked, Issues& issues) {
  constexpr size_t kAnswersAsked = 50;
  std::stable_sort(asked.begin(), asked.end(),
                   [](const Issue& a, const Issue& b) { return a.row_count > b.row_count; });
  if (asked.size() > kAnswersAsked) {
    Issue more = asked[kAnswersAsked];
    more.code = "roster.answersMore";
    more.rows.clear();
    more.row_count = 0;
    for (size_t i = kAnswersAsked; i < asked.size(); ++i) more.row_count += asked[i].row_count;
    more.args = {{"count", static_cast<int64_t>(asked.size() - kAnswersAsked)}};
    asked.resize(kAnswersAsked);
    asked.push_back(std::move(more));
  }
  for (Issue& issue : asked) issues.push_back(std::move(issue));
}

void decide_date_orders(RawTable& raw, const ColumnChoices& choices, Issues& issues) {
  struct Evidence {
    Column* column;
    int64_t day_first = 0;
    int64_t month_first = 0;
    uint32_t doubtful = Column::kMissing;  // a value that could be read both ways
  };
  std::vector<Evidence> all;
  int64_t balance = 0;  // of the whole file: positive where days come first
  for (Column& column : raw.columns) {
    const auto choice = choices.find(column.header);
    const std::optional<Type> chosen = choice == choices.end() ? std::nullopt : choice->second.type;
    const Type type = chosen ? *chosen : type_of_role(column.role).value_or(Type::kDate);
    if (type != Type::kDate) continue;
    Evidence evidence{&column};
    for (uint32_t value = 1; value < column.values.size(); ++value) {
      const SlashDate date = slash_date(column.values[value]);
      evidence.day_first += date.day_first_only ? 1 : 0;
      evidence.month_first += date.month_first_only ? 1 : 0;
      if (date.ambiguous && evidence.doubtful == Column::kMissing) evidence.doubtful = value;
    }
    balance += evidence.day_first - evidence.month_first;
    all.push_back(evidence);
  }
  for (const Evidence& evidence : all) {
    const auto choice = choices.find(evidence.column->header);
    const int64_t own = evidence.day_first - evidence.month_first;
    const int64_t decides = own != 0 ? own : balance;
    evidence.column->dates = decides < 0 ? DateOrder::kMonthFirst : DateOrder::kDayFirst;
    if (choice != choices.end() && choice->second.dates) {
      evidence.column->dates = *choice->second.dates;
    } else if (decides == 0 && evidence.doubtful != Column::kMissing &&
               evidence.column->role != Role::kOther) {
      Issue asked = raw.issue(Severity::kWarning, "roster.dateOrder", evidence.column->header);
      asked.args = {{"value", std::string(evidence.column->values[evidence.doubtful])}};
      issues.push_back(std::move(asked));
    }
  }
}

std::vector<std::optional<Day>> days_of(const Column& column) {
  // Days from 1927 to 2064 as a spreadsheet counts them.
  constexpr int64_t kFirstSerial = 10'000'000;
  constexpr int64_t kLastSerial = 60'000'000;
  constexpr Day kSerialOfEpoch = 25569;
  std::vector<std::optional<Day>> days(column.values.size());
  for (size_t value = 1; value < column.values.size(); ++value) {
    const std::string_view text = column.values[value];
    int64_t number = 0;
    if (const auto date = parse_date(text, column.dates)) {
      days[value] = date->day;
    } else if (parse_thousandths(text, number) && number >= kFirstSerial && number <= kLastSerial) {
      days[value] = static_cast<Day>(number / 1000) - kSerialOfEpoch;
    }
  }
  return days;
}

void type_column(Column& column, const ColumnChoice& choice, const std::string& file,
                 Issues& issues) {
  if (choice.type && column.role != Role::kTimeZone) {
    column.type = *choice.type;
  } else if (const auto by_role = type_of_role(column.role)) {
    column.type = *by_role;
  } else {
    column.type = type_by_values(column);
  }
  if (column.role == Role::kTimeZone) return read_time_zones(column);
  const bool ordered = column.type == Type::kNumber || column.type == Type::kDate ||
                       column.type == Type::kLevel || column.type == Type::kYesNo;
  if (ordered) column.numbers.assign(column.values.size(), Column::kNoNumber);
  switch (column.type) {
    case Type::kNumber:
      return read_numbers(column, file, issues);
    case Type::kDate:
      return read_dates(column, file, issues);
    case Type::kLevel:
      return rank_levels(column, choice.order, file, issues);
    case Type::kList:
      return split_entries(column, choice.merge);
    case Type::kYesNo:
      if (column.role == Role::kOptIn) return read_opt_ins(column, choice, file, issues);
      for (size_t value = 1; value < column.values.size(); ++value) {
        if (const auto yes = yes_or_no(column.values[value]))
          column.numbers[value] = *yes ? 1000 : 0;
      }
      return;
    case Type::kText:
    case Type::kCategory:
      return;
  }
}

}  // namespace weft
