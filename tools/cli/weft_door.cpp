// Plays a script of requests through the door, for the parity test: `weft-door SCRIPT.json --out
// DIR`. The script is a list of {"request", "attachments": [paths]}; each answer is a line on
// standard output, each file is written as DIR/<index>-<name>.
#include <exception>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "api/door.h"
#include "files.h"

namespace {

int play(const std::string& script_path, const std::string& out) {
  const auto script = weft::cli::read_file(script_path);
  if (!script) {
    std::cerr << script_path << ": can't be read\n";
    return 2;
  }
  weft::Door door;
  const auto steps = nlohmann::ordered_json::parse(*script);
  for (size_t i = 0; i < steps.size(); ++i) {
    std::vector<std::string> bytes;
    for (const auto& path : steps[i].value("attachments", nlohmann::ordered_json::array())) {
      auto read = weft::cli::read_file(path.get<std::string>());
      if (!read) {
        std::cerr << path << ": can't be read\n";
        return 2;
      }
      bytes.push_back(std::move(*read));
    }
    const weft::Answer answer = door.call(
        steps[i]["request"].dump(), std::vector<std::string_view>(bytes.begin(), bytes.end()), {});
    std::cout << answer.json << "\n";
    for (const weft::FileOut& file : answer.files) {
      const auto path = std::filesystem::path(out) / (std::to_string(i) + "-" + file.name);
      if (!weft::cli::write_file(path.string(), file.bytes)) return 2;
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4 || std::string(argv[2]) != "--out") {
    std::cerr << "weft-door SCRIPT.json --out DIR\n";
    return 2;
  }
  try {
    return play(argv[1], argv[3]);
  } catch (const std::exception& error) {
    std::cerr << "weft-door: " << error.what() << "\n";
    return 2;
  }
}
