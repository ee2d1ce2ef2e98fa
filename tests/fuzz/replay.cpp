// Plays the kept inputs of the fuzzers once: weft-replay CORPUS.
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <string_view>
#include <vector>

#include "targets.h"

namespace {

int failed = 0;
int passed = 0;

void replay(const std::filesystem::path& folder,
            const std::function<void(std::string_view)>& target) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    // Without a byte behind its end, so that the sanitizers see one read too far.
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    try {
      target({bytes.data(), bytes.size()});
      ++passed;
    } catch (const std::exception& error) {
      ++failed;
      std::cerr << entry.path().string() << ": " << error.what() << "\n";
    }
  }
}

}  // namespace

int main(int count, char** values) {
  if (count != 2) return 2;
  const std::filesystem::path corpus = values[1];
  replay(corpus / "csv", weft::fuzz::read_cells);
  replay(corpus / "profile", weft::fuzz::read_roster);
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 ? 0 : 1;
}
