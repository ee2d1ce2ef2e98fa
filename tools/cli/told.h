// What the command line says of an outcome besides what all formats have in common: sentences made
// of the measures of its format (`extra`); and of who knows what.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace weft::cli {

struct Told {
  std::string code;
  nlohmann::ordered_json args = nlohmann::ordered_json::object();
  size_t indent = 0;  // blanks before it
};

std::vector<Told> told_of(const nlohmann::ordered_json& outcome);
// Of the answers of the operation `knowledge`: its map, its experts.
std::vector<Told> told_of_knowledge(const nlohmann::ordered_json& map);
std::vector<Told> told_of_experts(const nlohmann::ordered_json& experts);

}  // namespace weft::cli
