// Files for the native programs; the core itself knows none.
#pragma once

#include <optional>
#include <string>

namespace weft::cli {

std::optional<std::string> read_file(const std::string& path);
bool write_file(const std::string& path, const std::string& bytes);
// The last part of a path.
std::string base_name(const std::string& path);

}  // namespace weft::cli
