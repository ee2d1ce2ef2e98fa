// What the command line makes of the core's sentences.
#include "sentences.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace weft;
using namespace weft::cli;

namespace {

#include "sentences.inc"

// What a template asks for.
std::set<std::string> names_in(const std::string& pattern) {
  std::set<std::string> names;
  for (size_t at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1))
    names.insert(pattern.substr(at + 1, pattern.find_first_of("?}", at) - at - 1));
  return names;
}

}  // namespace

TEST_CASE("command line: nothing of a template is left in a sentence, whatever is counted") {
  for (const std::string language : {"en", "de"}) {
    const Sentences sentences(language);
    const Json templates = Json::parse(language == "de" ? kGerman : kEnglish);
    CHECK(templates.size() > 500);
    for (const auto& one : templates.items()) {
      const std::string code = one.key();
      for (const int count : {0, 1, 2, 5}) {
        Json args = Json::object();
        for (const std::string& name : names_in(one.value().get<std::string>())) args[name] = count;
        const std::string said = sentences.say(code, args);
        CAPTURE(code);
        CAPTURE(said);
        CHECK(said.find_first_of("{}") == std::string::npos);
        CHECK_FALSE(said.empty());
      }
    }
  }
}

TEST_CASE("command line: an absence without effect, of one row and of two") {
  const Json one = {
      {"code", "absence.order"}, {"args", {{"value", "2026-01-01"}}}, {"rowCount", 1}};
  CHECK(Sentences("en").say(one) ==
        "The absence ends before it begins (\u201c2026-01-01\u201d). The row has no effect.");
  const Json two = {{"code", "absence.round"}, {"args", {{"value", "soon"}}}, {"rowCount", 2}};
  CHECK(Sentences("de").say(two) ==
        "\u201esoon\u201c ist nicht die Nummer einer Runde. Diese Zeilen bleiben ohne Wirkung.");
  const Json week = {{"weeks", 1}};
  CHECK(Sentences("de").say("spaces.weeksByDates", week) ==
        "Die Zeitfenster haben ein Datum: Geplant wird 1 Woche: die, in der sie liegen.");
}
