#include "roster/questions.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "roster/words.h"

namespace weft {

bool is_question(std::string_view header) {
  if (header.find('?') != header.npos) return true;
  const std::vector<std::string> words = words_of(header);
  return words.size() >= 3 &&
         is_word(
             words.front(),
             "what which where who when how would do does will can are is want was welche welcher "
             "welches wo wer wann wie moechten moechtest nehmen nimmst willst wollen bist sind "
             "machen machst kannst koennen please bitte i ich");
}

bool is_time_stamp(std::string_view header) {
  return is_word(
      fold_key(header),
      "timestamp zeitstempel starttime startzeit completiontime fertigstellungszeit endtime "
      "submittedat submissiontime submissiondate submitdate responsedate eingereichtam "
      "abgesendetam uebermitteltam eingangsdatum");
}

bool asks_to_take_part(std::string_view header) {
  const std::vector<std::string> words = words_of(header);
  const auto has = [&](std::string_view known) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return is_word(word, known); });
  };
  // What was is no question about what will be.
  if (has("before already ever last previous previously schon bereits letzte letzten letztes "
          "zuletzt "
          "haben hast did bisher how why wie warum wieso wann when who wer"))
    return false;
  if (!is_question(header)) return false;
  if (has("participate join attend participating joining attending teilnehmen mitmachen teilnahme "
          "dabei"))
    return true;
  return (has("take") && has("part")) || (has("nehmen nimmst nehme") && has("teil")) ||
         (has("machen machst mache") && has("mit")) || (has("sign") && has("up")) ||
         (has("count") && has("in"));
}

}  // namespace weft
