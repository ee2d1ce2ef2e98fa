// What the words in a cell mean, in English and German: is somebody employed, is this a yes, is it
// a person at all, is it a value at all.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

enum class Status : uint8_t { kActive, kLeave, kInactive, kUnknown };
// "Active - Payroll Eligible" is active, "Voluntarily Terminated" and "not active" are inactive:
// words decide, wherever they stand. What says two things at once, or what is still to come, is
// unknown.
Status status_of(std::string_view value);

// How somebody is employed, which says nothing about whether: "Full-Time", "befristet".
bool is_contract_word(std::string_view value);

// Nothing where it is neither.
std::optional<bool> yes_or_no(std::string_view value);

// What somebody says to taking part: "Yes, count me in", "Ja gerne", "Checked", "No, thanks".
// Nothing where it is not certain: "maybe next time", "only in May", and whatever has a word that
// is not known here.
std::optional<bool> takes_part(std::string_view value);

// The words of a text: folded as headers are, without punctuation; "can't" is one word.
std::vector<std::string> words_of(std::string_view text);

// Accounts that a directory lists beside its people.
enum class Account : uint8_t { kPerson, kBot, kGuest, kService };
inline constexpr std::array<std::string_view, 4> kAccountNames = {"person", "bot", "guest",
                                                                  "service"};
// `sure`: nothing about somebody speaks against it. People work in “Service”, and are called Bot.
struct AccountGuess {
  Account account = Account::kPerson;
  bool sure = false;
};
// By a status or a kind of employment.
AccountGuess account_by_word(std::string_view value);
AccountGuess account_by_address(std::string_view email);
AccountGuess account_by_name(std::string_view name);
// Whether an address is made of a name: "i.bot" of Ineke Bot.
bool is_address_of(std::string_view email, std::string_view name);

// "-", "n/a", "#NV", "keine Angabe": somebody wrote that there is nothing.
bool is_placeholder(std::string_view value);

// One of the blank-separated `words`.
bool is_word(std::string_view word, std::string_view words);

// "Ana Ruiz (1001)": the name and what stands in brackets at its end; `inside` is empty where
// nothing does.
struct Bracketed {
  std::string_view before;
  std::string_view inside;
};
Bracketed split_brackets(std::string_view value);

}  // namespace weft
