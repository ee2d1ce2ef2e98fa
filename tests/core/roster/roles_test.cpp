#include "roster/roles.h"

#include <doctest/doctest.h>

namespace roster_roles_test {

using namespace weft;

namespace {
std::string role(std::string_view header) { return std::string(name_of(recognise(header).role)); }
}  // namespace

TEST_CASE("headers are recognised in English and German, in every usual spelling") {
  CHECK(role("Employee ID") == "id");
  CHECK(role("Personal-Nr.") == "id");
  CHECK(role("EmployeeNumber") == "id");
  CHECK(role("Email Address [Required]") == "email");
  CHECK(role("Dienstliche E-Mail") == "email");
  CHECK(role("Abteilung") == "department");
  CHECK(role("Standort *") == "site");
  CHECK(role("physicalDeliveryOfficeName") == "site");
  CHECK(role("Vorgesetzte/r") == "manager");
  CHECK(role("Führungskraft") == "manager");
  CHECK(role("Eintrittsdatum") == "hireDate");
  CHECK(role("Hire/Rehire Date") == "hireDate");
  CHECK(role("JobLevel") == "level");
  CHECK(role("Sprachen") == "languages");
  CHECK(role("Skills wanted") == "skillsWanted");
  CHECK(role("Pause until") == "pauseUntil");
  CHECK(role("") == "other");
  CHECK(role("Favourite dish") == "other");
}

TEST_CASE("what HR had better not use is marked as sensitive") {
  for (const char* header : {"MonthlyIncome", "Gehalt (brutto)", "Religion", "Geburtsdatum",
                             "Schwerbehindert", "Age", "MaritalStatus", "IBAN"}) {
    CAPTURE(header);
    CHECK(recognise(header).sensitive);
  }
  for (const char* header : {"Department", "Name", "Language", "Manager", "Site"})
    CHECK_FALSE(recognise(header).sensitive);
}

TEST_CASE("Name beside Vorname is the surname, and each role has one column") {
  const auto german = recognise_all({"Name", "Vorname", "Abteilung"});
  CHECK(german[0].role == Role::kLastName);
  CHECK(german[1].role == Role::kFirstName);
  const auto alone = recognise_all({"Name", "Abteilung"});
  CHECK(alone[0].role == Role::kName);
  const auto twice = recognise_all({"Kostenstelle", "Department", "Abteilung"});
  CHECK(twice[0].role == Role::kOther);
  CHECK(twice[1].role == Role::kDepartment);
  CHECK(twice[2].role == Role::kOther);
}

TEST_CASE("role names come back as roles") {
  for (size_t i = 0; i < kRoleCount; ++i) {
    CHECK(role_named(name_of(static_cast<Role>(i))) == static_cast<Role>(i));
  }
  CHECK_FALSE(role_named("boss"));
}

}  // namespace roster_roles_test
