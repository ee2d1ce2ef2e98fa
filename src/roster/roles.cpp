#include "roster/roles.h"

#include <algorithm>

#include "base/text.h"
#include "roster/questions.h"
#include "roster/words.h"

namespace weft {
namespace {

constexpr std::array<std::string_view, kRoleCount> kRoleNames = {
    "id",         "name",     "firstName",    "lastName", "email",         "department",
    "division",   "team",     "company",      "site",     "country",       "title",
    "level",      "manager",  "hireDate",     "tenure",   "endDate",       "birthDate",
    "age",        "gender",   "languages",    "timeZone", "skillsOffered", "skillsWanted",
    "interests",  "capacity", "availability", "status",   "personType",    "optIn",
    "pauseUntil", "other",    "ignored"};

struct Entry {
  Role role;
  int confidence;
  std::string_view keys;  // fold_key'ed headers, blank between them
};

// 95: the header says it. 75: usual, but may mean something else. 50: a fallback.
constexpr std::array kDictionary = {
    Entry{Role::kId, 95,
          "employeeid employee employeenumber employeeno empid emplid emplno userid "
          "personidexternal personnumber "
          "personid associateid workerid personalnummer personalnr pnr persnr persnummer "
          "mitarbeiternummer "
          "mitarbeiternr mitarbeiterid manr staffid staffnumber payrollid payrollnumber "
          "personnelnumber "
          "personnelno employeecode employeeidincompany mitarbeitendennummer"},
    Entry{Role::kId, 75, "id objectid username benutzername uid number nr nummer key filenumber"},
    Entry{Role::kId, 50, "positionid personguid"},
    Entry{Role::kFirstName, 95,
          "firstname legalfirstname givenname preferredfirstname fname vorname rufname forename "
          "vornamen"},
    Entry{Role::kFirstName, 50, "preferredname bevorzugtername"},
    Entry{Role::kLastName, 95,
          "lastname legallastname surname familyname lname nachname familienname zuname "
          "legallastnames"},
    Entry{Role::kName, 95,
          "name fullname displayname employeename payrollname anzeigename vollstaendigername "
          "vollername legalname namevorname nachnamevorname"},
    Entry{Role::kName, 75,
          "worker associate mitarbeiter mitarbeitende mitarbeitender mitarbeiterin person staff "
          "people colleague kollege"},
    Entry{Role::kEmail, 95,
          "email emailaddress workemail workcontactworkemail emailwork businessemail companyemail "
          "mail emailadresse dienstlicheemail "
          "emaildienstlich geschaeftlicheemail mailadresse workemailaddress primaryemail"},
    Entry{Role::kEmail, 75, "userprincipalname benutzerprinzipalname upn"},
    Entry{Role::kEmail, 50,
          "personalcontactpersonalemail privateemail homesecondaryemail alternateemailaddress "
          "recoveryemail"},
    Entry{Role::kDepartment, 95,
          "department departmentname homedepartmentdescription dept abteilung abteilungsname "
          "fachabteilung departement"},
    Entry{Role::kDepartment, 75,
          "homedepartment supervisoryorganization orgunit orgunitpath organizationalunit "
          "organisationalunit businessunit "
          "bereich fachbereich organisationseinheit unit function "
          "businessfunction homedepartmentcode"},
    Entry{Role::kDepartment, 50, "costcenter costcentre kostenstelle costcenter1 costcenterid"},
    Entry{Role::kDivision, 95,
          "division divisionname divisiondescription businessunitdescription businessunitname "
          "sparte geschaeftsbereich geschaeftsfeld "
          "ressort"},
    Entry{Role::kCompany, 95,
          "company companyname legalentity subcompany subcompanylegalentity gesellschaft firma "
          "unternehmen legalemployer entity arbeitgeber mandant"},
    Entry{Role::kTeam, 95, "team teamname squad gruppe arbeitsgruppe workgroup"},
    Entry{Role::kTeam, 50, "group subdepartment unterabteilung"},
    Entry{Role::kSite, 95,
          "location locationdescription office officelocation physicaldeliveryofficename site "
          "worklocation standort niederlassung "
          "arbeitsort werk buero dienstort einsatzort betriebsstaette campus"},
    Entry{Role::kSite, 75,
          "buildingid building gebaeude city stadt ort worksite branch filiale locationcode "
          "locationname"},
    Entry{Role::kCountry, 95,
          "country land countryregion landregion countrycode countryname laendercode nation"},
    Entry{Role::kCountry, 75, "usagelocation"},
    Entry{Role::kTitle, 95,
          "jobtitle businesstitle employeetitle jobtitledescription jobname jobprofile "
          "currentjobprofile jobrole berufsbezeichnung stellenbezeichnung "
          "positionsbezeichnung jobbezeichnung positiontitle positiondescription"},
    Entry{Role::kTitle, 75,
          "title position titel funktion stelle rolle role positionname beruf taetigkeit"},
    Entry{Role::kTitle, 50, "jobcode"},
    Entry{Role::kLevel, 95,
          "managementlevel joblevel level grade jobgrade band seniority senioritylevel careerlevel "
          "hierarchieebene karrierestufe "
          "karrierelevel hierarchiestufe ebene stufe paygrade entgeltgruppe gehaltsstufe "
          "tarifgruppe"},
    Entry{Role::kManager, 95,
          "manager managerid manageremail managersemail supervisor supervisorid reportsto "
          "reportstoname reportstoemail reportingto linemanager "
          "workersmanager managername managerworkemail vorgesetzter vorgesetztevorgesetzter "
          "vorgesetzter vorgesetzte vorgesetzterid fuehrungskraft disziplinarischefuehrungskraft "
          "disziplinarischervorgesetzter teamleiter teamlead reportstoid reportstoidincompany "
          "managernumber "
          "supervisoremail supervisorname chef vorgesetztere "
          "managerpersonalnummer managernr vorgesetztenr vorgesetztepersonalnummer"},
    Entry{Role::kHireDate, 95,
          "hiredate startdate dateofhire hirerehiredate originalhiredate startedat joiningdate "
          "joindate datejoined eintritt eintrittsdatum "
          "anstelldatum beginn einstellungsdatum eintrittam startdatum dienstbeginn "
          "employmentstartdate firstday"},
    Entry{Role::kTenure, 95,
          "tenure tenureyears yearsofservice yearsatcompany betriebszugehoerigkeit dienstjahre"},
    Entry{Role::kEndDate, 95,
          "enddate terminationdate dateofleaving leavedate leavingdate exitdate lastday "
          "lastdayofwork lastworkingday endofemployment employmentenddate austritt austrittsdatum "
          "austrittam endedesarbeitsverhaeltnisses letzterarbeitstag"},
    // A fixed term that has passed may have been prolonged.
    Entry{Role::kEndDate, 75,
          "contractenddate contractend vertragsende befristetbis kuendigungsdatum enddatum"},
    Entry{Role::kBirthDate, 95,
          "birthdate dateofbirth birthday dob geburtsdatum geburtstag gebdatum"},
    Entry{Role::kAge, 95, "age alter lebensalter"},
    Entry{Role::kGender, 95, "gender sex geschlecht"},
    Entry{Role::kGender, 75, "anrede salutation"},
    Entry{Role::kLanguages, 95,
          "languages language sprachen sprache spokenlanguages languagesspoken fremdsprachen "
          "sprachkenntnisse preferredlanguage"},
    Entry{Role::kLanguages, 50, "locale defaultlocale"},
    Entry{Role::kTimeZone, 95, "timezone zeitzone tz"},
    Entry{Role::kSkillsOffered, 95,
          "skillsoffered offers canteach teaches skillsoffer offeredskills bietetan angebot "
          "faehigkeitenangeboten kannvermitteln kanngeben "
          "angebotenefaehigkeiten bietet"},
    Entry{Role::kSkillsOffered, 75,
          "skills skill kenntnisse faehigkeiten kompetenzen expertise skillset"},
    Entry{Role::kSkillsWanted, 95,
          "skillswanted wants wantstolearn wanttolearn learns wantedskills learninggoals sucht "
          "moechtelernen willlernen lernwunsch lernwuensche "
          "lernziele gesuchtefaehigkeiten skillswant"},
    Entry{Role::kInterests, 95, "interests interest hobbies hobby interessen interesse"},
    Entry{Role::kCapacity, 95,
          "capacity mentoringcapacity mentorcapacity maxmentees kapazitaet mentoringkapazitaet "
          "plaetze"},
    // Who mentors, who is mentored: nothing but a format's filters asks for it.
    Entry{Role::kOther, 95,
          "mentoringrole mentoringrolle mentoringpart mentorormentee mentormentee "
          "mentoringteilnahme"},
    Entry{Role::kAvailability, 95,
          "availability available availabledays verfuegbarkeit verfuegbar"},
    Entry{Role::kStatus, 95,
          "status active activestatus employmentstatus positionstatus assignmentstatus "
          "accountenabled employeestatus beschaeftigungsstatus enabled isenabled isactive "
          "accountactive disabled isdisabled accountdisabled inactive isinactive aktiviert "
          "deaktiviert "
          "workerstatus mitarbeiterstatus aktiv personalstatus"},
    Entry{Role::kStatus, 75,
          "blockcredential billingactive anmeldunggesperrt anmeldungblockiert "
          "anmeldeinformationenblockieren"},
    Entry{Role::kPersonType, 95,
          "persontype employeetype employmenttype usertype workertype workercategory "
          "workercategorydescription accounttype contracttype beschaeftigungsart vertragsart "
          "mitarbeitertyp anstellungsart"},
    Entry{Role::kOptIn, 95,
          "optin optedin participates participate participation joins consent teilnahme nimmtteil "
          "machtmit einwilligung anmeldung"},
    Entry{Role::kPauseUntil, 95,
          "pauseuntil pauseduntil pausebis pausiertbis pausedtill snoozeuntil"},
};

// Columns with one role: a person has no more addresses than this, nor managers.
constexpr size_t kMostAlike = 16;

// Parts of headers. Blank-separated.
constexpr std::string_view kSensitive =
    "salary gehalt income wage stundenlohn lohn compensation bonus payrate hourlyrate dailyrate "
    "monthlyrate einkommen verguetung health gesundheit disability behinderung schwerbehindert "
    "sickday sickleave krankentage fehltage religion konfession kirchensteuer ethnicity race "
    "nationality staatsangehoerigkeit maritalstatus familienstand sexualorientation tradeunion "
    "gewerkschaft iban bankaccount socialsecurity sozialversicherung taxid taxnumber steuer "
    "pension password performancerating leistungsbeurteilung";

constexpr int kAsked = 75;  // said by a question, which may be about something else

std::string header_key(std::string_view header) {
  // "Email Address [Required]", "Name (required)", "Dept *"
  std::string kept;
  int depth = 0;
  for (const char c : header) {
    if (c == '[') ++depth;
    if (depth == 0) kept.push_back(c);
    if (c == ']' && depth > 0) --depth;
  }
  std::string key = fold_key(kept);
  for (const std::string_view tail : {"required", "pflichtfeld", "mandatory"}) {
    if (key.size() > tail.size() && key.substr(key.size() - tail.size()) == tail) {
      key.resize(key.size() - tail.size());
    }
  }
  return key;
}

// "Which department are you in?" is the department: of the words of a question, one or two together
// that columns are called by.
Recognised recognise_question(std::string_view header) {
  Recognised best;
  const std::vector<std::string> words = words_of(header);
  const auto take = [&](const std::string& key) {
    for (const Entry& entry : kDictionary) {
      const bool asked = entry.role != Role::kOptIn && entry.role != Role::kStatus &&
                         entry.role != Role::kOther && entry.confidence > 50;
      if (!asked || best.confidence > 0 || !is_word(key, entry.keys)) continue;
      best.role = entry.role;
      best.confidence = kAsked;
    }
  };
  for (size_t i = 0; i + 1 < words.size(); ++i) take(words[i] + words[i + 1]);
  for (const std::string& word : words) {
    // "name" alone is asked of anything; "no", "in" and the like are words of every question.
    if (word.size() > 3) take(word);
  }
  return best;
}

}  // namespace

std::string_view name_of(Role role) { return kRoleNames[static_cast<size_t>(role)]; }

std::optional<Role> role_named(std::string_view name) {
  const auto found = std::find(kRoleNames.begin(), kRoleNames.end(), name);
  if (found == kRoleNames.end()) return std::nullopt;
  return static_cast<Role>(found - kRoleNames.begin());
}

bool is_identity(Role role) {
  return role == Role::kId || role == Role::kName || role == Role::kFirstName ||
         role == Role::kLastName || role == Role::kEmail;
}

Recognised recognise(std::string_view header) {
  const std::string key = header_key(header);
  Recognised best;
  if (key.empty()) return best;
  for (const std::string_view word : split_list(kSensitive, " ")) {
    if (key.find(word) != std::string::npos) best.sensitive = true;
  }
  for (const Entry& entry : kDictionary) {
    if (entry.confidence > best.confidence && is_word(key, entry.keys)) {
      best.role = entry.role;
      best.confidence = entry.confidence;
    }
  }
  if (best.confidence == 0 && is_question(header)) {
    if (asks_to_take_part(header)) {
      best.role = Role::kOptIn;
      best.confidence = kAsked;
    } else {
      const bool sensitive = best.sensitive;
      best = recognise_question(header);
      best.sensitive = sensitive;
    }
  }
  best.sensitive |= best.role == Role::kBirthDate || best.role == Role::kAge;
  return best;
}

bool may_repeat(Role role) {
  return role == Role::kEmail || role == Role::kManager || role == Role::kStatus ||
         role == Role::kEndDate;
}

std::vector<Recognised> recognise_all(const std::vector<std::string>& headers,
                                      const std::vector<CellShapes>& cells) {
  std::vector<Recognised> all;
  for (const std::string& header : headers) all.push_back(recognise(header));
  for (size_t i = 0; i < std::min(all.size(), cells.size()); ++i) {
    // An empty column has its role only where no other wants it; "Employee" is an id or a name.
    if (cells[i].filled == 0) {
      all[i].confidence = std::min(all[i].confidence, 1);
    } else if (all[i].role == Role::kId && cells[i].named * 2 > cells[i].filled) {
      all[i].role = Role::kName;
      all[i].confidence = 75;
    }
  }
  const auto holds = [&](Role role) {
    return std::any_of(all.begin(), all.end(), [&](const Recognised& r) { return r.role == role; });
  };
  if (holds(Role::kFirstName) && !holds(Role::kLastName)) {
    for (size_t i = 0; i < headers.size(); ++i) {
      if (header_key(headers[i]) == "name") all[i] = {Role::kLastName, 90, false};
    }
  }
  // What a company calls its largest parts is a department where there is nothing finer.
  if (!holds(Role::kDepartment)) {
    const auto division = std::find_if(
        all.begin(), all.end(), [](const Recognised& r) { return r.role == Role::kDivision; });
    if (division != all.end()) division->role = Role::kDepartment, division->confidence = 60;
  }
  for (size_t role = 0; role < static_cast<size_t>(Role::kOther); ++role) {
    Recognised* best = nullptr;
    for (Recognised& candidate : all) {
      if (candidate.role != static_cast<Role>(role)) continue;
      if (best == nullptr || candidate.confidence > best->confidence) best = &candidate;
    }
    const int enough = static_cast<Role>(role) == Role::kEmail ? 75 : 95;
    size_t kept = 1;
    for (Recognised& candidate : all) {
      if (candidate.role != static_cast<Role>(role) || &candidate == best) continue;
      if (may_repeat(static_cast<Role>(role)) && candidate.confidence >= enough &&
          kept++ < kMostAlike)
        continue;
      candidate = {Role::kOther, 0, candidate.sensitive};
    }
  }
  return all;
}

}  // namespace weft
