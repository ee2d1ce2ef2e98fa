#include "targets.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "api/door.h"
#include "table/csv.h"

namespace weft::fuzz {
namespace {

void demand(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

// The same language as CsvReader, one byte after the other.
class SlowReader {
 public:
  SlowReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  bool next(std::vector<std::string>& cells, bool& unclosed) {
    cells.clear();
    unclosed = false;
    if (at_ >= text_.size()) return false;
    while (true) {
      std::string cell;
      if (at_ < text_.size() && text_[at_] == '"' && !no_more_quotes_) {
        const size_t open = at_;
        if (!read_quoted(cell)) {
          unclosed = true;
          no_more_quotes_ = true;
          at_ = open;
          cell.clear();
          read_plain(cell);
        }
      } else {
        read_plain(cell);
      }
      cells.push_back(cell);
      if (at_ >= text_.size()) return true;
      const char end = text_[at_++];
      if (end == delimiter_) continue;
      if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      return true;
    }
  }

 private:
  bool ends(size_t at) const {
    return at >= text_.size() || text_[at] == delimiter_ || text_[at] == '\n' || text_[at] == '\r';
  }
  void read_plain(std::string& cell) {
    while (!ends(at_)) cell.push_back(text_[at_++]);
  }
  bool read_quoted(std::string& cell) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        cell.push_back(text_[at_]);
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell.push_back(text_[at_++]);
      } else {
        ++at_;
        read_plain(cell);  // text behind the closing quote
        return true;
      }
    }
    return false;
  }

  std::string_view text_;
  char delimiter_;
  size_t at_ = 0;
  bool no_more_quotes_ = false;
};

nlohmann::json ask(Door& door, const nlohmann::json& request,
                   const std::vector<std::string_view>& attachments) {
  const Answer answer = door.call(request.dump(), attachments, {});
  const nlohmann::json json = nlohmann::json::parse(answer.json);
  demand(json["ok"].is_boolean(), "an answer says whether it is one");
  return json;
}

}  // namespace

void read_cells(std::string_view bytes) {
  if (bytes.empty()) return;
  constexpr std::string_view kDelimiters = ",;\t|";
  const char delimiter = kDelimiters[static_cast<unsigned char>(bytes[0]) % 4U];
  bytes.remove_prefix(1);
  CsvReader reader(bytes, delimiter);
  SlowReader slow(bytes, delimiter);
  Record record;
  std::vector<std::string> cells;
  bool unclosed = false;
  int64_t row = 0;
  while (reader.next(record)) {
    demand(slow.next(cells, unclosed), "no record too many");
    demand(record.row == ++row, "records are numbered one by one");
    demand(record.unclosed_quote == unclosed, "quotes that are not closed are told");
    demand(record.cells.size() == cells.size(), "as many cells");
    for (size_t i = 0; i < cells.size(); ++i) demand(record.cells[i] == cells[i], "the same cells");
  }
  demand(!slow.next(cells, unclosed), "no record is lost");
}

void read_roster(std::string_view bytes) {
  const size_t mark = bytes.find('\xFF');
  std::vector<std::string_view> files = {bytes.substr(0, mark)};
  if (mark != bytes.npos) files.push_back(bytes.substr(mark + 1));
  Door door;
  for (const std::string_view file : files)
    ask(door, {{"op", "inspect"}, {"file", "a.csv"}}, {file});
  nlohmann::json request = {{"op", "profile"},
                            {"file", "a.csv"},
                            {"today", "2026-11-23"},
                            {"joined", {{{"file", "b.csv"}}}}};
  const nlohmann::json profile = ask(door, request, files);
  if (profile["ok"] == false) return;
  const nlohmann::json& value = profile["value"];
  size_t left_out = 0;
  for (const auto& [reason, count] : value["leftOut"].items()) left_out += count.get<size_t>();
  demand(value["people"].get<size_t>() + left_out == value["rows"].get<size_t>(),
         "every row is a person or left out for a reason");
  request["op"] = "problemRows";
  const nlohmann::json problems = ask(door, request, files);
  demand(problems["ok"] == true, "rows of a roster that was read can be had");
  for (const nlohmann::json& row : problems["value"]["rows"]) {
    for (const nlohmann::json& issue : row["issues"])
      demand(issue.get<size_t>() < value["issues"].size(), "rows point at issues");
  }
}

}  // namespace weft::fuzz
