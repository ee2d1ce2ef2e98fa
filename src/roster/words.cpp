#include "roster/words.h"

#include <algorithm>

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

Status status_of(std::string_view value) {
  const std::string key = fold_key(value);
  if (key.empty()) return Status::kUnknown;
  if (const auto known = status_of_key(key)) return *known;
  const std::string first = fold_key(value.substr(0, value.find_first_of(" -(/,")));
  // A letter or a digit alone says something only where it is all there is.
  if (first.size() > 1) {
    if (const auto known = status_of_key(first)) return *known;
  }
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
  return std::nullopt;
}

Account account_by_word(std::string_view value) {
  const std::string key = fold_key(value);
  if (is_word(key, "bot bots app robot integration")) return Account::kBot;
  if (is_word(key,
              "guest gast gastkonto guestuser externalguest singlechannelguest multichannelguest "
              "invitedguest restricted ultrarestricted")) {
    return Account::kGuest;
  }
  if (is_word(key,
              "service serviceaccount servicekonto dienstkonto systemaccount systemkonto "
              "sharedmailbox resource room roommailbox equipment funktionskonto sammelkonto")) {
    return Account::kService;
  }
  return Account::kPerson;
}

Account account_by_address(std::string_view email) {
  size_t mark = find_one_of(email.data(), 0, email.size(), '@', '#', '#');
  const size_t at = find_one_of(email.data(), mark, email.size(), '@', '@', '@');
  if (at == email.size()) return Account::kPerson;
  if (mark == at) mark = find_one_of(email.data(), at, email.size(), '#', '#', '#');
  if (mark != email.size() && fold(email.substr(mark, 5)) == "#ext#") return Account::kGuest;
  // Nearly every address begins with a letter that none of these begins with, or is longer.
  constexpr std::string_view kFirst = "abdhinprst_ABDHINPRST";
  if (email.empty() || kFirst.find(email.front()) == kFirst.npos) return Account::kPerson;
  const std::string_view local = email.substr(0, at);
  if (local.size() > 64) return Account::kPerson;
  std::array<char, 64> lower{};
  std::transform(local.begin(), local.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::string_view name(lower.data(), local.size());
  for (const std::string_view start : {"svc-", "svc_", "svc.", "service-", "service_", "service.",
                                       "sync_", "noreply", "no-reply", "donotreply"}) {
    if (starts_with(name, start)) return Account::kService;
  }
  if (is_word(name, "admin root postmaster info support helpdesk scanner printer backup test hr")) {
    return Account::kService;
  }
  return is_word(name, "bot slackbot") ? Account::kBot : Account::kPerson;
}

Account account_by_name(std::string_view name) {
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
  if (!suspect) return Account::kPerson;
  const std::string folded = fold(name);
  if (folded.size() >= 3 && folded.substr(folded.size() - 3) == "bot" &&
      (folded.size() == 3 || folded[folded.size() - 4] == ' ' ||
       is_word(folded, "slackbot chatbot"))) {
    return Account::kBot;
  }
  for (const std::string_view word : {"service account", "servicekonto", "dienstkonto",
                                      "synchronization service", "systemkonto"}) {
    if (folded.find(word) != folded.npos) return Account::kService;
  }
  return Account::kPerson;
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
