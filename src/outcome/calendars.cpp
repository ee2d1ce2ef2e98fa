#include "outcome/calendars.h"

#include "base/text.h"
#include "table/csv.h"

namespace weft {

CalendarWords calendar_words(const Value& question, CalendarWords otherwise) {
  const Value* given = question.find("words");
  if (given == nullptr || given->object() == nullptr) return otherwise;
  const auto take = [&](const char* key, std::string& to) {
    const Value* text = given->find(key);
    if (text != nullptr && text->text() != nullptr) to = *text->text();
  };
  take("summary", otherwise.summary);
  take("description", otherwise.description);
  return otherwise;
}

std::string filled(std::string_view pattern, const Args& words) {
  std::string to;
  while (!pattern.empty()) {
    const size_t open = pattern.find('{');
    const size_t shut = open == std::string_view::npos ? open : pattern.find('}', open);
    if (shut == std::string_view::npos) break;
    to += pattern.substr(0, open);
    const std::string_view name = pattern.substr(open + 1, shut - open - 1);
    for (const Arg& word : words) {
      const auto* text = std::get_if<std::string>(&word.value);
      if (word.name == name && text != nullptr) to += *text;
    }
    pattern.remove_prefix(shut + 1);
  }
  return to += pattern;
}

std::string numbered(size_t number) {
  constexpr size_t kDigits = 4;
  std::string text = std::to_string(number);
  if (text.size() < kDigits) text.insert(0, kDigits - text.size(), '0');
  return text;
}

std::string PeopleFiles::name_for(std::string_view id, std::string_view name,
                                  std::string_view email) {
  std::string file = numbered(rows_.size() + 1) + ".ics";
  rows_.push_back({file, std::string(id), std::string(name), std::string(email)});
  return file;
}

Value PeopleFiles::index() const {
  CsvStyle style;
  style.bom = true;
  std::string csv(csv_byte_order_mark());
  append_record(csv, {"file", "id", "name", "email"}, style);
  for (const auto& row : rows_) append_record(csv, row, style);
  return Value::Object{{"name", "index.csv"}, {"text", std::move(csv)}};
}

std::string file_name(std::string_view text, std::set<std::string>& taken) {
  std::string name;
  for (const char c : fold(text, Fold::kGerman)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  if (name.empty()) name = "unnamed";
  std::string one = name;
  for (int number = 2; !taken.insert(one).second; ++number)
    one = name + "-" + std::to_string(number);
  return one;
}

}  // namespace weft
