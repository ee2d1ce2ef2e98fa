#include "told.h"

#include <cstdint>
#include <utility>

namespace weft::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kListed = 2;
constexpr size_t kDeeper = 4;

std::string name_of(const Json& person) {
  const std::string name = person.value("name", "");
  return name.empty() ? person.value("id", "") : name;
}

// Upwards, so that no price looks smaller than it is.
std::string percent(int64_t part, int64_t whole) {
  const int64_t tenths = whole > 0 ? (part * 1000 + whole - 1) / whole : 0;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::vector<Told> of_mentoring(const Json& extra) {
  std::vector<Told> told;
  const Json* rather = extra.contains("wouldRather") ? &extra["wouldRather"] : nullptr;
  Json figures = extra;
  figures["firstChoice"] = rather == nullptr ? Json("–") : (*rather)["firstChoice"];
  told.push_back({"mentoring.told", std::move(figures)});
  const int64_t matched = extra.value("matched", int64_t{0});
  if (extra.contains("matchedBound")) {
    const int64_t bound = extra["matchedBound"].get<int64_t>();
    told.push_back(
        {matched >= bound ? "mentoring.mostMatched" : "mentoring.mayMatch", {{"bound", bound}}});
  }
  if (extra.contains("blocking")) {
    const Json& blocking = extra["blocking"];
    const bool stable = blocking["count"] == 0;
    told.push_back(
        {stable ? "mentoring.stable" : "mentoring.notStable", {{"count", blocking["count"]}}});
    for (const Json& pair : blocking["pairs"]) {
      told.push_back({"mentoring.blockingPair",
                      {{"mentor", name_of(pair["mentor"])}, {"mentee", name_of(pair["mentee"])}},
                      kListed});
    }
  }
  if (extra.contains("priceOfStability")) {
    Json price = extra["priceOfStability"];
    const int64_t fit = price["fit"].get<int64_t>();
    const int64_t stable = price["stable"].get<int64_t>();
    price["share"] = percent(fit - stable, fit);
    const bool as_many = price["fitMatched"] == price["stableMatched"];
    told.push_back({stable >= fit ? "mentoring.noPrice"
                    : as_many     ? "mentoring.priceAlone"
                                  : "mentoring.price",
                    std::move(price)});
  }
  if (rather == nullptr) return told;
  for (const Json& one : (*rather)["people"]) {
    const bool has = one.contains("has");
    const std::string whom = name_of(one["whom"]);
    told.push_back({has ? "mentoring.rather" : "mentoring.ratherThanNone",
                    {{"who", name_of(one["who"])},
                     {"whom", whom},
                     {"has", has ? name_of(one["has"]) : std::string()}},
                    kListed});
    told.push_back({"mentoring.why." + one["why"].get<std::string>(), {{"whom", whom}}, kDeeper});
  }
  return told;
}

std::vector<Told> of_spaces(const Json& extra) {
  std::vector<Told> told;
  told.push_back({"spaces.told",
                  {{"placed", extra["placed"]["groups"]},
                   {"of", extra["placed"]["of"]},
                   {"most", extra["placed"]["most"]},
                   {"first", extra["wishes"]["first"]},
                   {"wished", extra["wishes"]["of"]},
                   {"met", extra["neighbours"]["met"]},
                   {"repeats", extra["neighbours"]["repeats"]},
                   {"least", extra["neighbours"]["least"]}}});
  const bool scarce = extra["placed"]["groups"] < extra["placed"]["of"];
  if (scarce && extra["weeks"] > 1) {
    told.push_back(
        {"spaces.turns", {{"fewest", extra["turns"]["fewest"]}, {"most", extra["turns"]["most"]}}});
    if (extra["turns"]["proven"] == true) told.push_back({"spaces.turnsProven", Json::object()});
  }
  for (const Json& one : extra["nowhere"]) {
    told.push_back({"spaces.nowhereOne",
                    {{"name", one["name"]}, {"week", one["week"].get<int64_t>() + 1}},
                    kListed});
    for (const Json& reason : one["reasons"])
      told.push_back({reason["code"].get<std::string>(), reason["args"], kDeeper});
  }
  return told;
}

}  // namespace

std::vector<Told> told_of(const Json& outcome) {
  if (outcome.contains("rounds")) {
    const Json& series = outcome["measures"]["series"];
    return {{"rounds.told",
             {{"clean", series["clean"]},
              {"rounds", outcome["rounds"].size()},
              {"repeats", outcome["measures"]["repeats"]},
              {"most", series["mostOfOne"]}}}};
  }
  if (!outcome.contains("extra")) return {};
  if (outcome["format"] == "mentoring") return of_mentoring(outcome["extra"]);
  if (outcome["format"] == "spaces") return of_spaces(outcome["extra"]);
  return {};
}

std::vector<Told> told_of_knowledge(const Json& map) {
  std::vector<Told> told = {{"knowledge.told", map}};
  if (map["notTakingPart"] > 0)
    told.push_back({"knowledge.unnamed", {{"count", map["notTakingPart"]}}});
  const auto list = [&](const char* key) {
    if (map[key]["total"] == 0) return;
    const std::string code = std::string("knowledge.") + key;
    told.push_back({code, {{"count", map[key]["total"]}}});
    for (const Json& skill : map[key]["skills"]) {
      Json args = skill;
      if (skill.contains("person")) args["name"] = name_of(skill["person"]);
      told.push_back(
          {code + (skill.contains("row") ? "Unnamed" : "One"), std::move(args), kListed});
    }
  };
  for (const char* key : {"alone", "demand", "above", "supply"}) list(key);
  return told;
}

std::vector<Told> told_of_experts(const Json& experts) {
  std::vector<Told> told = {{"knowledge.skill", experts}};
  if (experts["notTakingPart"] > 0)
    told.push_back({"knowledge.notTakingPart", {{"count", experts["notTakingPart"]}}});
  for (const Json& expert : experts["experts"]) {
    std::string about;
    for (const char* key : {"title", "department", "site"}) {
      const std::string text = expert.value(key, "");
      if (!text.empty()) about += (about.empty() ? "" : " · ") + text;
    }
    told.push_back({"knowledge.expert", {{"name", name_of(expert)}, {"about", about}}, kListed});
    const auto add = [&](const char* code, Json more = Json::object()) {
      told.push_back({code, std::move(more), kDeeper});
    };
    if (expert["level"] > 0) add(("knowledge.level." + expert["level"].dump()).c_str());
    if (expert["ownDepartment"] == true) add("knowledge.ownDepartment");
    if (expert["sameSite"] == true) add("knowledge.sameSite");
    if (!expert["steps"].is_null()) add("knowledge.steps", {{"count", expert["steps"]}});
    if (!expert["met"].is_null()) add("knowledge.met", {{"date", expert["met"]}});
  }
  return told;
}

}  // namespace weft::cli
