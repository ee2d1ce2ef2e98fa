// Column roles: what a column of a roster means, recognised from its header and its values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

enum class Role : uint8_t {
  kId,
  kName,
  kFirstName,
  kLastName,
  kEmail,
  kDepartment,
  kDivision,
  kTeam,
  kCompany,
  kSite,
  kCountry,
  kTitle,
  kLevel,
  kManager,
  kHireDate,
  kTenure,
  kEndDate,
  kBirthDate,
  kAge,
  kGender,
  kLanguages,
  kTimeZone,
  kSkillsOffered,
  kSkillsWanted,
  kInterests,
  kCapacity,
  kAvailability,
  kStatus,
  kPersonType,
  kOptIn,
  kPauseUntil,
  kOther,    // no role, usable in rules all the same
  kIgnored,  // not kept
};
inline constexpr size_t kRoleCount = static_cast<size_t>(Role::kIgnored) + 1;

std::string_view name_of(Role role);
std::optional<Role> role_named(std::string_view name);

// Those that tell who somebody is.
bool is_identity(Role role);

struct Recognised {
  Role role = Role::kOther;
  int confidence = 0;      // 0 to 100
  bool sensitive = false;  // pay, health, religion, birth …: ignored unless HR says otherwise
};

// By header alone, English and German, in the spellings of the HR systems people export from.
Recognised recognise(std::string_view header);

// Roles that several columns may have: the others are asked where the first is empty, or, for
// states and dates of leaving, speak as well.
bool may_repeat(Role role);

// What the first cells of a column look like.
struct CellShapes {
  size_t filled = 0;
  size_t bytes = 0;
  size_t named = 0;  // two words or more, without a digit
};

// By all headers together, and by cells where they are given: one column per role (the surest, then
// the first) unless it may repeat, "Name" beside "Vorname" is the surname, fallbacks only where
// nothing better is there. Same order as `headers`.
std::vector<Recognised> recognise_all(const std::vector<std::string>& headers,
                                      const std::vector<CellShapes>& cells = {});

}  // namespace weft
