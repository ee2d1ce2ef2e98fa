#include "roster/time_zones.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "roster/words.h"

namespace weft {
namespace {

struct KnownZone {
  TimeZone zone;
  std::string_view places;  // last words of IANA names, and cities, as fold_key() leaves them
  std::string_view names;   // whole names: of IANA, of Windows, and abbreviations
};

// The places are those of the IANA time zone database 2025b (public domain), with larger cities
// beside them; the names of Windows are those that the Unicode CLDR maps to them.
constexpr std::array<KnownZone, 59> kZones = {{
    {{-660, Summer::kNone, 0}, "midway niue pagopago", "pacificsamoa ussamoa"},
    {{-600, Summer::kNone, 0},
     "hawaii honolulu johnston rarotonga tahiti",
     "hawaiianstandardtime hst ushawaii"},
    {{-600, Summer::kAmerica, 60}, "adak aleutianislands atka", "aleutianstandardtime usaleutian"},
    {{-570, Summer::kNone, 0}, "marquesas marquesasislands", "marquesasstandardtime"},
    {{-540, Summer::kNone, 0}, "gambier", ""},
    {{-540, Summer::kAmerica, 60},
     "alaska anchorage juneau metlakatla nome sitka yakutat",
     "akdt akst alaskanstandardtime usalaska"},
    {{-480, Summer::kNone, 0}, "pitcairn", ""},
    {{-480, Summer::kAmerica, 60},
     "bajacalifornia ensenada lasvegas losangeles pacifictime sandiego sanfrancisco "
     "santaisabel seattle tijuana vancouver",
     "canadapacific mexicobajanorte pacificstandardtime pacificstandardtimemexico pdt pst "
     "pst8pdt uspacific"},
    {{-420, Summer::kNone, 0},
     "arizona creston dawson dawsoncreek fortnelson hermosillo mazatlan phoenix whitehorse "
     "yukon",
     "canadayukon mexicobajasur mountainstandardtimemexico usarizona usmountainstandardtime "
     "yukonstandardtime"},
    {{-420, Summer::kAmerica, 60},
     "boise calgary cambridgebay ciudadjuarez denver edmonton inuvik mountaintime saltlakecity "
     "shiprock yellowknife",
     "canadamountain mdt mountainstandardtime mst mst7mdt navajo usmountain"},
    {{-360, Summer::kNone, 0},
     "bahiabanderas belize centralamerica chihuahua costarica elsalvador galapagos guadalajara "
     "guatemala managua mexicocity monterrey regina saskatchewan swiftcurrent "
     "tegucigalpa",
     "canadacentralstandardtime canadasaskatchewan centralamericastandardtime "
     "centralstandardtimemexico mexicogeneral"},
    {{-360, Summer::kAmerica, 60},
     "austin beulah centraltime chicago dallas houston knox knoxin matamoros menominee "
     "minneapolis nashville neworleans newsalem ojinaga rainyriver rankininlet resolute "
     "stlouis tellcity winnipeg",
     "canadacentral cdt centralstandardtime cst cst6cdt uscentral usindianastarke"},
    {{-360, Summer::kChile, 60},
     "easter easterisland",
     "chileeasterisland easterislandstandardtime"},
    {{-300, Summer::kNone, 0},
     "atikokan bogota cancun cayman chetumal coralharbour eirunepe guayaquil jamaica lima "
     "panama portoacre quito riobranco",
     "brazilacre easternstandardtimemexico sapacificstandardtime"},
    {{-300, Summer::kAmerica, 60},
     "atlanta boston charlotte detroit easterntime fortwayne grandturk haiti havana "
     "indianaeast indianapolis iqaluit louisville marengo miami montreal nassau "
     "newyork nipigon ottawa pangnirtung philadelphia portauprince quebec "
     "thunderbay toronto turksandcaicos vevay washingtondc winamac",
     "canadaeastern cuba cubastandardtime easternstandardtime edt est est5edt "
     "haitistandardtime turksandcaicosstandardtime useastern useasternstandardtime "
     "useastindiana usmichigan"},
    {{-240, Summer::kNone, 0},
     "anguilla antigua aruba barbados blancsablon boavista campogrande caracas cuiaba curacao "
     "dominica grenada guadeloupe guyana kralendijk lapaz lowerprinces manaus "
     "marigot martinique montserrat portofspain portovelho puertorico santodomingo "
     "stbarthelemy stkitts stlucia stthomas stvincent tortola virgin",
     "brazilwest centralbrazilianstandardtime sawesternstandardtime venezuelastandardtime"},
    {{-240, Summer::kAmerica, 60},
     "atlantictime bermuda glacebay goosebay halifax moncton thule",
     "adt ast atlanticstandardtime canadaatlantic"},
    {{-240, Summer::kChile, 60}, "santiago", "chilecontinental pacificsastandardtime"},
    {{-210, Summer::kAmerica, 60},
     "newfoundland",
     "canadanewfoundland ndt newfoundlandstandardtime nst"},
    {{-180, Summer::kNone, 0},
     "araguaina asuncion bahia belem brasilia buenosaires catamarca cayenne cityofbuenosaires "
     "comodrivadavia coyhaique fortaleza jujuy maceio mendoza montevideo "
     "paramaribo puntaarenas recife rio riodejaneiro riogallegos rosario rothera salta "
     "salvador sanluis santarem saopaulo stanley tucuman ushuaia",
     "argentinastandardtime bahiastandardtime brazileast brt esouthamericastandardtime "
     "magallanesstandardtime montevideostandardtime paraguaystandardtime saeasternstandardtime "
     "tocantinsstandardtime"},
    {{-180, Summer::kAmerica, 60}, "miquelon saintpierreandmiquelon", "saintpierrestandardtime"},
    {{-120, Summer::kNone, 0}, "noronha southgeorgia", "brazildenoronha"},
    {{-120, Summer::kEurope, 60}, "godthab greenland nuuk scoresbysund", "greenlandstandardtime"},
    {{-60, Summer::kNone, 0}, "capeverde capeverdeis praia", "capeverdestandardtime"},
    {{-60, Summer::kEurope, 60}, "azores", "azoresstandardtime"},
    {{0, Summer::kNone, 0},
     "abidjan accra bamako banjul bissau conakry coordinateduniversaltime dakar danmarkshavn "
     "freetown lome monrovia nouakchott ouagadougou reykjavik saotome sthelena timbuktu",
     "etcgmt etcgmt0 etcgreenwich etcuct etcuniversal etcutc etczulu gmt gmt0 greenwich "
     "greenwichstandardtime iceland saotomestandardtime uct universal utc z zulu"},
    {{0, Summer::kEurope, 120}, "troll", ""},
    {{0, Summer::kEurope, 60},
     "belfast canary dublin edinburgh faeroe faroe glasgow guernsey isleofman jersey lisbon "
     "london madeira manchester porto",
     "bst eire gb gbeire gmtstandardtime portugal west wet"},
    {{60, Summer::kNone, 0},
     "algiers bangui brazzaville casablanca douala elaaiun kinshasa lagos libreville luanda "
     "malabo ndjamena niamey portonovo rabat tunis westcentralafrica",
     "moroccostandardtime wcentralafricastandardtime"},
    {{60, Summer::kEurope, 60},
     "amsterdam andorra antwerp barcelona basel belgrade berlin bern bratislava bruessel "
     "brussels budapest busingen ceuta cologne copenhagen duesseldorf frankfurt geneva genf "
     "gibraltar graz hamburg innsbruck janmayen koeln kopenhagen krakow linz ljubljana "
     "longyearbyen luxembourg lyon madrid mailand malta milan monaco muenchen munich oslo "
     "paris podgorica prag prague rom rome rotterdam salzburg sanmarino sarajevo skopje "
     "stockholm stuttgart tirana tirane turin vaduz vatican vienna warsaw warschau wien zagreb "
     "zuerich zurich",
     "centraleuropeanstandardtime centraleuropestandardtime cest cet mesz met mez poland "
     "romancestandardtime weuropestandardtime"},
    {{120, Summer::kNone, 0},
     "blantyre bujumbura capetown gaborone harare johannesburg juba kaliningrad khartoum "
     "kigali lubumbashi lusaka maputo maseru mbabane pretoria tripoli windhoek",
     "kaliningradstandardtime libya libyastandardtime namibiastandardtime sast "
     "southafricastandardtime southsudanstandardtime sudanstandardtime"},
    {{120, Summer::kEgypt, 60}, "cairo", "egypt egyptstandardtime"},
    {{120, Summer::kEurope, 60},
     "athens beirut bucharest chisinau famagusta gaza hebron helsinki kiev kyiv mariehamn "
     "nicosia riga sofia tallinn tiraspol uzhgorod vilnius zaporozhye",
     "eest eet eeuropestandardtime flestandardtime gtbstandardtime middleeaststandardtime oez "
     "westbankstandardtime"},
    {{120, Summer::kIsrael, 60}, "jerusalem telaviv", "israel israelstandardtime"},
    {{180, Summer::kNone, 0},
     "addisababa aden amman ankara antananarivo asmara asmera baghdad bahrain comoro damascus "
     "daressalaam djibouti doha istanbul kampala kirov kuwait mayotte minsk mogadishu moscow "
     "moskau nairobi qatar riyadh simferopol stpetersburg syowa volgograd",
     "arabicstandardtime arabstandardtime belarusstandardtime eafricastandardtime "
     "jordanstandardtime msk russianstandardtime russiatzstandardtime syriastandardtime trt "
     "turkey turkeystandardtime volgogradstandardtime wsu"},
    {{210, Summer::kNone, 0}, "tehran", "iran iranstandardtime"},
    {{240, Summer::kNone, 0},
     "abudhabi astrakhan baku dubai izhevsk mahe mauritius muscat portlouis reunion samara "
     "saratov tbilisi ulyanovsk yerevan",
     "arabianstandardtime astrakhanstandardtime azerbaijanstandardtime caucasusstandardtime "
     "georgianstandardtime gst mauritiusstandardtime russiatimezone3 saratovstandardtime"},
    {{270, Summer::kNone, 0}, "kabul", "afghanistanstandardtime"},
    {{300, Summer::kNone, 0},
     "almaty aqtau aqtobe ashgabat ashkhabad astana atyrau dushanbe ekaterinburg islamabad "
     "karachi kerguelen lahore maldives mawson oral qostanay qyzylorda samarkand tashkent "
     "vostok yekaterinburg",
     "centralasiastandardtime ekaterinburgstandardtime pakistanstandardtime pkt "
     "qyzylordastandardtime westasiastandardtime"},
    {{330, Summer::kNone, 0},
     "bangalore bengaluru calcutta chennai colombo delhi hyderabad kolkata mumbai newdelhi "
     "pune srijayawardenepura",
     "indiastandardtime ist srilankastandardtime"},
    {{345, Summer::kNone, 0}, "kathmandu katmandu", "nepalstandardtime"},
    {{360, Summer::kNone, 0},
     "bishkek chagos dacca dhaka kashgar omsk thimbu thimphu urumqi",
     "bangladeshstandardtime omskstandardtime"},
    {{390, Summer::kNone, 0}, "cocos rangoon yangon", "myanmarstandardtime"},
    {{420, Summer::kNone, 0},
     "bangkok barnaul christmas hanoi hochiminh hochiminhcity hovd jakarta krasnoyarsk "
     "novokuznetsk novosibirsk phnompenh pontianak saigon tomsk vientiane",
     "altaistandardtime ict ncentralasiastandardtime northasiastandardtime seasiastandardtime "
     "tomskstandardtime wib wmongoliastandardtime"},
    {{480, Summer::kNone, 0},
     "beijing brunei choibalsan chongqing chungking guangzhou harbin hongkong irkutsk "
     "kualalumpur kuching macao macau makassar manila perth shanghai shenzhen singapore taipei "
     "ujungpandang ulaanbaatar ulanbator",
     "australiawest awst chinastandardtime hkt northasiaeaststandardtime prc roc sgt "
     "singaporestandardtime taipeistandardtime ulaanbaatarstandardtime waustraliastandardtime"},
    {{525, Summer::kNone, 0}, "eucla", "auscentralwstandardtime"},
    {{540, Summer::kNone, 0},
     "chita dili jayapura khandyga osaka palau pyongyang sapporo seoul tokyo yakutsk",
     "japan jst koreastandardtime kst northkoreastandardtime rok tokyostandardtime "
     "transbaikalstandardtime yakutskstandardtime"},
    {{570, Summer::kNone, 0}, "darwin", "auscentralstandardtime australianorth"},
    {{570, Summer::kAustralia, 60},
     "adelaide brokenhill",
     "acdt acst australiasouth australiayancowinna cenaustraliastandardtime"},
    {{600, Summer::kNone, 0},
     "brisbane chuuk dumontdurville guam lindeman portmoresby saipan truk ustnera vladivostok "
     "yap",
     "australiaqueensland eaustraliastandardtime vladivostokstandardtime "
     "westpacificstandardtime"},
    {{600, Summer::kAustralia, 60},
     "canberra currie hobart macquarie melbourne sydney",
     "aedt aest auseasternstandardtime australiaact australiansw australiatasmania "
     "australiavictoria tasmaniastandardtime"},
    {{630, Summer::kAustralia, 30}, "lordhowe lordhoweisland", "australialhi lordhowestandardtime"},
    {{660, Summer::kNone, 0},
     "bougainville bougainvilleisland chokurdakh efate guadalcanal kosrae magadan newcaledonia "
     "noumea pohnpei ponape sakhalin solomon solomonis srednekolymsk",
     "bougainvillestandardtime centralpacificstandardtime magadanstandardtime russiatimezone10 "
     "sakhalinstandardtime"},
    {{660, Summer::kAustralia, 60}, "norfolkisland", "norfolkstandardtime"},
    {{720, Summer::kNone, 0},
     "anadyr fiji funafuti kamchatka kwajalein majuro nauru petropavlovskkamchatsky tarawa "
     "wake wallis",
     "fijistandardtime russiatimezone11"},
    {{720, Summer::kNewZealand, 60},
     "auckland mcmurdo southpole wellington",
     "newzealandstandardtime nz nzdt nzst"},
    {{765, Summer::kNewZealand, 60}, "chatham chathamislands", "chathamislandsstandardtime nzchat"},
    {{780, Summer::kNone, 0},
     "apia enderbury fakaofo kanton nukualofa samoa tongatapu",
     "samoastandardtime tongastandardtime"},
    {{840, Summer::kNone, 0}, "kiritimati kiritimatiisland", "lineislandsstandardtime"},
}};

// Names that places in several zones have, or that are more often a word or another place's: alone
// they tell none. A part beside them has to say which is meant, as the paths of IANA do.
struct Namesake {
  std::string_view place;
  std::string_view beside;  // as fold_key() leaves it
  TimeZone zone;
};
constexpr TimeZone kPacificTime = {-480, Summer::kAmerica, 60};
constexpr TimeZone kEasternTime = {-300, Summer::kAmerica, 60};
constexpr TimeZone kArgentina = {-180, Summer::kNone, 0};
constexpr TimeZone kSpain = {60, Summer::kEurope, 60};
constexpr std::array<Namesake, 22> kNamesakes = {{
    {"casey", "antarctica", {480, Summer::kNone, 0}},
    {"center", "northdakota", {-360, Summer::kAmerica, 60}},
    {"cordoba", "america argentina argentinien", kArgentina},
    {"cordoba", "spain spanien espana", kSpain},
    {"davis", "antarctica", {420, Summer::kNone, 0}},
    {"georgetown", "guyana", {-240, Summer::kNone, 0}},
    {"larioja", "america argentina argentinien", kArgentina},
    {"larioja", "spain spanien espana", kSpain},
    {"merida", "america mexico mexiko", {-360, Summer::kNone, 0}},
    {"merida", "spain spanien espana", kSpain},
    {"monticello", "kentucky", kEasternTime},
    {"norfolk", "pacific", {660, Summer::kAustralia, 60}},
    {"norfolk", "virginia va", kEasternTime},
    {"palmer", "antarctica", kArgentina},
    {"petersburg", "indiana", kEasternTime},
    {"portland", "oregon or", kPacificTime},
    {"portland", "maine me", kEasternTime},
    {"sanjose", "california ca usa us", kPacificTime},
    {"sanjuan", "america argentina argentinien", kArgentina},
    {"stjohns", "america canada kanada", {-210, Summer::kAmerica, 60}},
    {"vincennes", "indiana", kEasternTime},
    {"washington", "dc districtofcolumbia", kEasternTime},
}};

constexpr size_t kLongestZone = 200;  // bytes; every part is looked for among all places

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "+01:00", "-5", "+0530" at the beginning of the text.
std::optional<int32_t> offset_of(std::string_view text) {
  text = trim(text);
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const int32_t sign = text[0] == '-' ? -1 : 1;
  std::string digits;
  bool parted = false;
  size_t before = 0;
  for (const char c : text.substr(1)) {
    if (c == ':' && !parted) {
      parted = true;
      before = digits.size();
    } else if (is_digit(c) && digits.size() < 4) {
      digits += c;
    } else {
      break;
    }
  }
  if (digits.empty() || (parted && digits.size() != before + 2)) return std::nullopt;
  const bool minutes = digits.size() > 2;
  const int32_t number = std::stoi(digits);
  const int32_t total = minutes ? number / 100 * 60 + number % 100 : number * 60;
  if (total > 14 * 60) return std::nullopt;
  return sign * total;
}

// The Sunday to Saturday (0 to 6) of that month on or after a day of it.
Day weekday_from(int year, int month, int first, int weekday) {
  const Day day = day_of(year, month, first);
  const int of_week = (day % 7 + 11) % 7;  // 1970-01-01 was a Thursday
  return day + (weekday - of_week + 7) % 7;
}

// The first day of summer time in a year, and the first after it.
struct SummerDays {
  Day from, until;
};

SummerDays summer_of(Summer summer, int year) {
  constexpr int kSunday = 0;
  constexpr int kFriday = 5;
  const auto sunday = [&](int month, int first) {
    return weekday_from(year, month, first, kSunday);
  };
  switch (summer) {
    case Summer::kEurope:
      return {sunday(3, 25), sunday(10, 25)};
    case Summer::kAmerica:
      return {sunday(3, 8), sunday(11, 1)};
    case Summer::kChile:
      return {sunday(9, 2), sunday(4, 2)};
    case Summer::kAustralia:
      return {sunday(10, 1), sunday(4, 1)};
    case Summer::kNewZealand:
      return {sunday(9, 24), sunday(4, 1)};
    case Summer::kEgypt:
      return {weekday_from(year, 4, 24, kFriday), weekday_from(year, 10, 26, kFriday)};
    case Summer::kIsrael:
      return {sunday(3, 25) - 2, sunday(10, 25)};
    case Summer::kNone:
      break;
  }
  return {0, 0};
}

// What is said in words: the last place that is known ("Europe/Vienna", "Paris, Madrid",
// "America/Argentina/Buenos_Aires"), or else the last name.
std::optional<TimeZone> zone_in_words(std::string_view text) {
  std::optional<TimeZone> place;
  std::optional<TimeZone> name;
  std::vector<std::string> keys;
  for (const std::string_view part : split_list(text, "/,;()")) keys.push_back(fold_key(part));
  const auto is_beside = [&](std::string_view words) {
    return std::any_of(keys.begin(), keys.end(),
                       [&](const std::string& key) { return is_word(key, words); });
  };
  for (const std::string& key : keys) {
    for (const Namesake& known : kNamesakes) {
      if (key == known.place && is_beside(known.beside)) place = known.zone;
    }
    for (const KnownZone& known : kZones) {
      if (is_word(key, known.places)) place = known.zone;
      if (is_word(key, known.names)) name = known.zone;
    }
  }
  return place ? place : name;
}

// "(UTC+01:00) …", "GMT-5": what is said in numbers.
std::optional<int32_t> offset_in(std::string_view text) {
  const std::string plain = fold(text);
  // The other way round there: "Etc/GMT+5" is five hours behind.
  constexpr std::string_view kReversed = "etc/gmt";
  if (plain.compare(0, kReversed.size(), kReversed) == 0) {
    const auto offset = offset_of(std::string_view(plain).substr(kReversed.size()));
    if (offset) return -*offset;
  }
  for (const std::string_view prefix : {"utc", "gmt"}) {
    const size_t at = plain.find(prefix);
    if (at == std::string::npos) continue;
    if (const auto offset = offset_of(std::string_view(plain).substr(at + 3))) return offset;
  }
  return offset_of(text);
}

}  // namespace

std::optional<TimeZone> time_zone(std::string_view text) {
  if (text.size() > kLongestZone) return std::nullopt;
  const std::string whole = fold_key(text);
  const std::optional<int32_t> offset = offset_in(text);
  if (whole.empty() && !offset) return std::nullopt;
  if (!offset) {
    for (const KnownZone& known : kZones) {
      if (is_word(whole, known.names) || is_word(whole, known.places)) return known.zone;
    }
  }
  const std::optional<TimeZone> said = zone_in_words(text);
  if (!offset) return said;
  // A place in whose clocks the number is right tells of its summer, too.
  const bool agrees =
      said && (said->minutes == *offset ||
               (said->summer != Summer::kNone && said->minutes + said->ahead == *offset));
  return agrees ? *said : TimeZone{*offset, Summer::kNone, 0};
}

std::optional<int32_t> minutes_from_utc(std::string_view text) {
  const std::optional<TimeZone> zone = time_zone(text);
  return zone ? std::optional<int32_t>(zone->minutes) : std::nullopt;
}

int32_t minutes_on(const TimeZone& zone, Day day) {
  if (zone.summer == Summer::kNone) return zone.minutes;
  const SummerDays days = summer_of(zone.summer, std::stoi(iso_date(day).substr(0, 4)));
  const bool south = days.until < days.from;
  const bool is_summer =
      south ? day < days.until || day >= days.from : day >= days.from && day < days.until;
  return zone.minutes + (is_summer ? zone.ahead : 0);
}

}  // namespace weft
