#include "roster/words.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "base/text.h"

namespace weft {
namespace {

std::optional<Status> status_of_key(std::string_view key) {
  if (is_word(key,
              "active aktiv yes ja true 1 a member admin owner primaryowner workspaceowner "
              "workspaceadmin onboarding current employed beschaeftigt enabled wahr prehire "
              "probation probezeit")) {
    return Status::kActive;
  }
  if (is_word(key,
              "l loa leaveofabsence onleave leave paidleave unpaidleave auszeit elternzeit "
              "mutterschutz parentalleave langzeitkrank maternityleave paternityleave sabbatical "
              "beurlaubt ruhend freigestellt")) {
    return Status::kLeave;
  }
  if (is_word(key,
              "inactive inaktiv terminated terminatedvoluntary terminatedinvoluntary term retired "
              "furlough furloughed no nein 0 t i n false falsch deactivated archived deleted "
              "deceased suspended former separated withdrawn resigned left laidoff notonpayroll "
              "ausgeschieden gekuendigt ruhestand disabled deaktiviert gesperrt ausgetreten")) {
    return Status::kInactive;
  }
  return std::nullopt;
}

// Words of a phrase about whether somebody is employed.
constexpr std::string_view kEmployed =
    "active aktiv employed employee employees current currently beschaeftigt angestellt enabled "
    "aktiviert probation probezeit onboarding working hired eingestellt mitarbeiter mitarbeiterin";
constexpr std::string_view kAway =
    "leave loa sabbatical maternity paternity parental sick krank krankgeschrieben langzeitkrank "
    "auszeit elternzeit mutterschutz beurlaubt beurlaubung ruhend freigestellt freistellung "
    "pflegezeit karenz";
constexpr std::string_view kGone =
    "inactive inaktiv terminated retired retirement ruhestand pensioniert rente furloughed "
    "deactivated deaktiviert archived deleted geloescht deceased verstorben suspended separated "
    "withdrawn resigned left leaver dismissed discharged entlassen ausgeschieden ausgetreten "
    "gekuendigt quit ended beendet expired abgelaufen offboarded exited departed redundant "
    "disabled "
    "gesperrt blocked laid laidoff alumni alumnus alumna";
constexpr std::string_view kPast =
    "ex former formerly previously ehemalig ehemals ehemalige ehemaliger";
constexpr std::string_view kNegations =
    "not no non nicht nie never kein keine keiner keinen cannot cant wont dont doesnt isnt aint "
    "nimmer";
// Not now, or not quite.
constexpr std::string_view kToCome =
    "pending notice soon bald temporarily voruebergehend zeitweise will wird planned geplant "
    "scheduled upcoming leaving until bis";

bool any_of_words(const std::vector<std::string>& words, std::string_view known) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return is_word(word, known); });
}

// Nothing: no word of it says anything about a state.
std::optional<Status> status_of_words(const std::vector<std::string>& words) {
  const bool away = any_of_words(words, kAway);
  const bool gone = any_of_words(words, kGone);
  const bool past = any_of_words(words, kPast);
  const bool employed = any_of_words(words, kEmployed);
  if (!away && !gone && !past && !employed) return std::nullopt;
  // "No longer employed"; not "Inactive - No Payroll".
  const auto state = std::find_if(words.begin(), words.end(), [](const std::string& word) {
    return is_word(word, kEmployed) || is_word(word, kAway) || is_word(word, kGone) ||
           is_word(word, kPast);
  });
  const bool denied = std::any_of(
      words.begin(), state, [](const std::string& word) { return is_word(word, kNegations); });
  if (denied) {
    const bool no_more = employed && !away && !gone && !past;
    return no_more ? Status::kInactive : Status::kUnknown;
  }
  if (past) return Status::kInactive;
  if (gone) {
    const bool sure = !employed && !away && !any_of_words(words, kToCome);
    return sure ? Status::kInactive : Status::kUnknown;
  }
  return away ? Status::kLeave : Status::kActive;
}

bool has_phrase(std::string_view text, std::string_view phrase) {
  for (size_t at = text.find(phrase); at != text.npos; at = text.find(phrase, at + 1)) {
    const size_t end = at + phrase.size();
    if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
  }
  return false;
}

// They have "no" or "not" in them, and mean neither.
constexpr std::array<std::string_view, 8> kNoDenials = {
    "no problem",  "no worries",  "no doubt", "kein problem",
    "keine frage", "warum nicht", "why not",  "cant wait"};
constexpr std::array<std::string_view, 14> kJoins = {
    "count me in", "im in",     "i am in",     "sign me up", "bin dabei", "nehme teil", "mache mit",
    "mach mit",    "take part", "taking part", "opt in",     "opted in",  "signed up",  "im dabei"};
constexpr std::array<std::string_view, 7> kStaysOut = {
    "count me out", "im out", "i am out", "opt out", "opted out", "sage ab", "melde mich ab"};
constexpr std::string_view kLeadingYes =
    "yes yep yeah yup ja jo jep jawohl sure ok okay gern gerne klar natuerlich absolutely "
    "definitely "
    "certainly selbstverstaendlich unbedingt";
constexpr std::string_view kLeadingNo = "no nope nein noe nee never nie niemals";
constexpr std::string_view kJoining =
    "participate participating participates attend attending attends join joining joins accept "
    "accepted agree agreed consent checked selected ticked angekreuzt zugesagt zusage zustimmung "
    "zugestimmt einverstanden angemeldet registered registriert teilnehmen teilnahme dabei "
    "mitmachen confirmed bestaetigt interested interessiert subscribed enrolled going in optin "
    "optedin gern gerne";
constexpr std::string_view kDeclining =
    "unable decline declined declining absage abgesagt abgemeldet abmeldung optout optedout "
    "unsubscribe unsubscribed skip pass passe unchecked unticked deselected disagree refuse "
    "refused "
    "rejected abgelehnt verzichte unavailable verhindert";
// Not sure, not always, or not yet.
constexpr std::string_view kWavering =
    "maybe perhaps possibly probably vielleicht evtl eventuell unsure undecided tentative "
    "tentatively "
    "wahrscheinlich if wenn falls but aber except ausser unless depends only nur from ab erst "
    "starting "
    "after until bis later spaeter next naechstes naechste naechsten another andermal yet noch "
    "waitlist pending sometimes manchmal";
// What may stand beside those without changing what is said.
constexpr std::string_view kFillers =
    "i we me my id im am are be ill would will like love want to in on at the a an this that time "
    "it "
    "count sign signed up for of part take taking happy please too again so do does can have has "
    "thanks thank you very much sorry today ich wir mich mir moechte moechten will wuerde wuerden "
    "werde werden nehme nehmen mache mach machen bin sind kann koennen teil mit dieses diesmal "
    "dieser "
    "dieses mal sehr auch dafuer daran danke vielen dank leider wieder heute lieber es";

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

// Whether "vi" or "ko" may be among eight letters, of either case; says yes too often, never no.
bool may_hold_vi_or_ko(uint64_t letters) {
  constexpr uint64_t kOnes = 0x0101010101010101ULL;
  letters |= kOnes * 0x20;
  const auto places = [&](char letter) {
    const uint64_t apart = letters ^ kOnes * static_cast<unsigned char>(letter);
    return (apart - kOnes) & ~apart & kOnes * 0x80;
  };
  return ((places('v') << 8 & places('i')) | (places('k') << 8 & places('o'))) != 0;
}

}  // namespace

bool is_word(std::string_view word, std::string_view words) {
  if (word.empty()) return false;
  for (size_t at = words.find(word); at != words.npos; at = words.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
      return true;
  }
  return false;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, {}));
  };
  const std::string folded = fold(text, Fold::kGerman);
  constexpr std::string_view kCurly = "\xE2\x80\x99";
  for (size_t i = 0; i < folded.size(); ++i) {
    const char c = folded[i];
    if (std::string_view(folded).substr(i, kCurly.size()) == kCurly) {
      i += kCurly.size() - 1;
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0) {
      word.push_back(c);
    } else if (c != '\'') {
      end_word();
    }
  }
  end_word();
  return words;
}

Status status_of(std::string_view value) {
  const std::string key = fold_key(value);
  if (key.empty()) return Status::kUnknown;
  if (const auto known = status_of_key(key)) return *known;
  const std::vector<std::string> words = words_of(value);
  if (const auto known = status_of_words(words)) return *known;
  // A letter or a digit alone says something only where it is all there is, and so does a no.
  if (words.front().size() > 1 && !is_word(words.front(), "no nein in"))
    return status_of_key(words.front()).value_or(Status::kUnknown);
  return Status::kUnknown;
}

bool is_contract_word(std::string_view value) {
  return is_word(fold_key(value),
                 "fulltime parttime vollzeit teilzeit contractor temporary permanent intern "
                 "werkstudent praktikant trainee auszubildender azubi fest unbefristet befristet "
                 "freelancer casual seasonal fixedterm");
}

std::optional<bool> yes_or_no(std::string_view value) {
  const std::string key = fold_key(value);
  if (is_word(key, "yes y true 1 ja j wahr x on optedin optin dabei")) return true;
  if (is_word(key, "no n false 0 nein falsch off optedout optout nichtdabei")) return false;
  for (const std::string_view mark : {"\u2713", "\u2714", "\u2611", "\u2705", "\u2714\uFE0F"}) {
    if (value == mark) return true;
  }
  for (const std::string_view mark : {"\u2717", "\u2718", "\u274C", "\u2610"}) {
    if (value == mark) return false;
  }
  return std::nullopt;
}

std::optional<bool> takes_part(std::string_view value) {
  constexpr size_t kLongest = 200;
  if (value.size() > kLongest) return std::nullopt;
  if (const auto known = yes_or_no(value)) return known;
  const std::vector<std::string> words = words_of(value);
  if (words.empty()) return std::nullopt;
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  const auto says = [&](const auto& phrases) {
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](std::string_view phrase) { return has_phrase(text, phrase); });
  };
  if (says(kNoDenials)) return std::nullopt;
  if (is_word(words.front(), kLeadingNo)) return false;
  if (any_of_words(words, kWavering)) return std::nullopt;
  const bool out = says(kStaysOut) || any_of_words(words, kDeclining);
  const bool denied = out || any_of_words(words, kNegations) || any_of_words(words, kLeadingNo);
  if (is_word(words.front(), kLeadingYes)) return denied ? std::nullopt : std::optional<bool>(true);
  const bool all_known = std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return is_word(word, kFillers) || is_word(word, kJoining) || is_word(word, kDeclining) ||
           is_word(word, kNegations) || is_word(word, "out melde sage ab");
  });
  if (!all_known) return std::nullopt;
  if (denied) {
    // "I will not decline" is for HR to read.
    const bool twice = out && any_of_words(words, kNegations);
    return twice ? std::nullopt : std::optional<bool>(false);
  }
  const bool joins = says(kJoins) || (words.size() == 1 && is_word(words[0], kJoining)) ||
                     std::any_of(words.begin(), words.end(), [](const std::string& word) {
                       return word != "in" && is_word(word, kJoining);
                     });
  return joins ? std::optional<bool>(true) : std::nullopt;
}

AccountGuess account_by_word(std::string_view value) {
  const std::string key = fold_key(value);
  if (is_word(key, "bot bots")) return {Account::kBot, true};
  if (is_word(key, "app robot integration")) return {Account::kBot, false};
  if (is_word(key,
              "guest gast gastkonto guestuser externalguest singlechannelguest multichannelguest "
              "invitedguest restricted ultrarestricted")) {
    return {Account::kGuest, true};
  }
  if (is_word(key,
              "serviceaccount servicekonto dienstkonto systemaccount systemkonto sharedmailbox "
              "roommailbox funktionskonto sammelkonto")) {
    return {Account::kService, true};
  }
  if (is_word(key, "service resource room equipment")) return {Account::kService, false};
  return {};
}

AccountGuess account_by_address(std::string_view email) {
  size_t mark = find_one_of(email.data(), 0, email.size(), '@', '#', '#');
  const size_t at = find_one_of(email.data(), mark, email.size(), '@', '@', '@');
  if (at == email.size()) return {};
  if (mark == at) mark = find_one_of(email.data(), at, email.size(), '#', '#', '#');
  if (mark != email.size() && fold(email.substr(mark, 5)) == "#ext#")
    return {Account::kGuest, true};
  // Nearly every address begins with a letter that none of these begins with, or is longer.
  constexpr std::string_view kFirst = "abdhinprst_ABDHINPRST";
  if (email.empty() || kFirst.find(email.front()) == kFirst.npos) return {};
  const std::string_view local = email.substr(0, at);
  if (local.size() > 64) return {};
  std::array<char, 64> lower{};
  std::transform(local.begin(), local.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::string_view name(lower.data(), local.size());
  for (const std::string_view start :
       {"svc-", "svc_", "svc.", "sync_", "noreply", "no-reply", "donotreply"}) {
    if (starts_with(name, start)) return {Account::kService, true};
  }
  for (const std::string_view start : {"service-", "service_", "service."}) {
    if (starts_with(name, start)) return {Account::kService, false};
  }
  if (is_word(name, "admin root postmaster info support helpdesk scanner printer backup test hr"))
    return {Account::kService, false};
  return is_word(name, "bot slackbot") ? AccountGuess{Account::kBot, false} : AccountGuess{};
}

AccountGuess account_by_name(std::string_view name) {
  // Asked of everybody: only names with "bot" at the end, with "vi" or with "ko" are looked at.
  const auto letter = [&](size_t i) { return static_cast<char>(name[i] | 0x20); };
  bool suspect = name.size() >= 3 && letter(name.size() - 1) == 't' &&
                 letter(name.size() - 2) == 'o' && letter(name.size() - 3) == 'b';
  // Eight letters at a time, and the last of them once more with those that follow.
  size_t i = 0;
  for (; i + 8 <= name.size() && !suspect; i += 7)
    suspect = may_hold_vi_or_ko(load<uint64_t>(name.data() + i));
  for (; i + 1 < name.size() && !suspect; ++i) {
    const char first = letter(i);
    suspect = (first == 'v' && letter(i + 1) == 'i') || (first == 'k' && letter(i + 1) == 'o');
  }
  if (!suspect) return {};
  const std::string folded = fold(name);
  for (const std::string_view word : {"service account", "servicekonto", "dienstkonto",
                                      "synchronization service", "systemkonto"}) {
    if (folded.find(word) != folded.npos) return {Account::kService, true};
  }
  std::vector<std::string> words = words_of(name);
  if (words.empty()) return {};
  if (is_word(words.back(), "slackbot chatbot")) return {Account::kBot, true};
  if (words.back() != "bot") return {};
  words.pop_back();
  // What bots are named after: Deploy Bot, GitHub Bot. Ineke Bot is somebody.
  const bool sure = std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return is_word(word,
                   "helper deploy deployment build ci cd release support chat slack teams github "
                   "gitlab jira sync backup monitor monitoring alert alerts notify notification "
                   "notifications reminder calendar welcome onboarding hr it status standup report "
                   "security service test mail email news poll survey faq the my app");
  });
  return {Account::kBot, sure};
}

bool is_address_of(std::string_view email, std::string_view name) {
  const std::string local = fold_key(email.substr(0, email.find('@')));
  const std::vector<std::string> words = words_of(name);
  if (local.empty() || words.size() < 2) return false;
  const std::string& first = words.front();
  const std::string& last = words.back();
  // ana.ruiz, aruiz, a.ruiz, ruiz.ana, ruiza.
  const size_t at = local.find(last);
  if (at == local.npos) return false;
  const std::string others = local.substr(0, at) + local.substr(at + last.size());
  return others.empty() || others[0] == first[0];
}

bool is_placeholder(std::string_view value) {
  if (value.size() > 24) return false;
  const std::string word = fold(value);
  constexpr std::array<std::string_view, 26> kWords = {
      "-",       "--",           "---",           "\xE2\x80\x93", "\xE2\x80\x94", "n/a",
      "n.a.",    "#n/a",         "#nv",           "null",         "k.a.",         "k. a.",
      "#ref!",   "keine angabe", "(blank)",       "(leer)",       "(none)",       "#wert!",
      "#bezug!", "#value!",      "not specified", "#name?",       "#div/0!",      "?",
      ".",       "nicht gesetzt"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

Bracketed split_brackets(std::string_view value) {
  const Bracketed none{value, {}};
  if (value.size() < 4 || value.back() != ')') return none;
  const size_t open = value.rfind('(');
  if (open == value.npos || open == 0) return none;
  const std::string_view inside = trim(value.substr(open + 1, value.size() - open - 2));
  const std::string_view before = trim(value.substr(0, open));
  if (inside.empty() || before.empty()) return none;
  return {before, inside};
}

}  // namespace weft
