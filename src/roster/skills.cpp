#include "roster/skills.h"

#include <array>

#include "base/text.h"
#include "roster/words.h"

namespace weft {
namespace {

struct LevelWords {
  uint8_t level;
  std::string_view words;  // as fold_key() leaves them
};

constexpr std::array<LevelWords, 7> kLevels = {{
    {1, "a1"},
    {2,
     "a2 beginner beginners basic basics elementary anfaenger anfaengerin einsteiger "
     "einsteigerin grundkenntnisse grundlagen"},
    {3, "b1 intermediate medium mittel mittelstufe mittlere"},
    {4, "b2 good gut gute gutekenntnisse goodknowledge"},
    {5,
     "c1 advanced fortgeschritten fortgeschrittene fortgeschrittener fortgeschrittenen verygood "
     "sehrgut proficient"},
    {6,
     "c2 expert experts experte expertin expertenwissen fluent fliessend verhandlungssicher "
     "master"},
    {7,
     "native nativespeaker mothertongue muttersprache muttersprachler muttersprachlerin "
     "muttersprachlich erstsprache"},
}};

// As fold_key() leaves them.
constexpr std::string_view kLanguageNames =
    "albanian albanisch arabic arabisch bengali bosnian bosnisch bulgarian bulgarisch catalan "
    "katalanisch chinese chinesisch mandarin cantonese kantonesisch croatian kroatisch czech "
    "tschechisch danish daenisch dutch niederlaendisch hollaendisch english englisch estonian "
    "estnisch farsi persian persisch dari finnish finnisch french franzoesisch francais georgian "
    "georgisch german deutsch greek griechisch hebrew hebraeisch hindi hungarian ungarisch "
    "icelandic islaendisch indonesian indonesisch irish irisch italian italienisch italiano "
    "japanese japanisch korean koreanisch kurdish kurdisch latvian lettisch lithuanian litauisch "
    "luxembourgish luxemburgisch macedonian mazedonisch maltese maltesisch norwegian norwegisch "
    "pashto polish polnisch portuguese portugiesisch portugues punjabi romanian rumaenisch russian "
    "russisch serbian serbisch slovak slowakisch slovene slovenian slowenisch somali spanish "
    "spanisch espanol swahili suaheli swedish schwedisch tagalog tamil thai tuerkisch turkish "
    "ukrainian ukrainisch urdu vietnamese vietnamesisch signlanguage gebaerdensprache "
    "oegs dgs bsl asl";

uint8_t level_of(std::string_view text) {
  const std::string key = fold_key(text);
  if (key.empty()) return 0;
  for (const LevelWords& level : kLevels) {
    if (is_word(key, level.words)) return level.level;
  }
  return 0;
}

std::string_view without_end(std::string_view text, std::string_view marks) {
  text = trim(text);
  while (!text.empty() && marks.find(text.back()) != std::string_view::npos)
    text = trim(text.substr(0, text.size() - 1));
  return text;
}

// The last `words` words of `text`, with the rest before them, where they say a level.
SkillText by_last_words(std::string_view text, int words) {
  size_t end = text.size();
  for (int i = 0; i < words; ++i) {
    end = text.find_last_of(' ', end == 0 ? 0 : end - 1);
    if (end == std::string_view::npos || end == 0) return {text, 0};
  }
  const uint8_t level = level_of(text.substr(end));
  const std::string_view name = without_end(text.substr(0, end), ":-,");
  return level == 0 || name.empty() ? SkillText{text, 0} : SkillText{name, level};
}

}  // namespace

SkillText read_skill(std::string_view text) {
  text = trim(text);
  constexpr std::array<std::array<char, 2>, 2> kBrackets = {{{'(', ')'}, {'[', ']'}}};
  for (const auto& [open, close] : kBrackets) {
    const size_t begin = text.find_last_of(open);
    if (text.empty() || text.back() != close || begin == std::string_view::npos) continue;
    const uint8_t level = level_of(text.substr(begin + 1, text.size() - begin - 2));
    const std::string_view name = trim(text.substr(0, begin));
    if (level > 0 && !name.empty()) return {name, level};
  }
  const size_t colon = text.find_last_of(":=");
  if (colon != std::string_view::npos) {
    const uint8_t level = level_of(text.substr(colon + 1));
    const std::string_view name = trim(text.substr(0, colon));
    if (!name.empty() && (level > 0 || trim(text.substr(colon + 1)).empty())) return {name, level};
  }
  const SkillText two = by_last_words(text, 2);
  return two.level > 0 ? two : by_last_words(text, 1);
}

bool is_language(std::string_view name) { return is_word(fold_key(name), kLanguageNames); }

std::string skill_key(std::string_view name) {
  std::string key;
  for (const char c : fold(name, Fold::kGerman)) {
    const bool counts = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '#' ||
                        static_cast<unsigned char>(c) >= 0x80;
    if (counts) key.push_back(c);
  }
  return key;
}

}  // namespace weft
