#include "roster/time_zones.h"

#include <array>
#include <string>

#include "base/text.h"
#include "roster/words.h"

namespace weft {
namespace {

struct Zone {
  int32_t minutes;
  std::string_view places;  // words of IANA and Windows names, as fold_key() leaves them
  std::string_view names;   // whole names and abbreviations
};

constexpr std::array<Zone, 33> kZones = {{
    {-660, "pagopago midway", ""},
    {-600, "honolulu hawaii tahiti", "hst hawaiianstandardtime"},
    {-540, "anchorage alaska", "akst alaskanstandardtime"},
    {-480, "losangeles vancouver seattle sanfrancisco tijuana", "pst pdt pacificstandardtime"},
    {-420, "denver phoenix edmonton calgary boise",
     "mst mdt mountainstandardtime usmountainstandardtime"},
    {-360, "chicago dallas houston mexicocity winnipeg guatemala costarica",
     "cdt centralstandardtime centralamericastandardtime"},
    {-300, "newyork toronto detroit boston atlanta miami bogota lima panama montreal indianapolis",
     "est edt easternstandardtime sapacificstandardtime"},
    {-240, "halifax caracas lapaz santiago puertorico manaus", "ast atlanticstandardtime"},
    {-210, "stjohns", "newfoundlandstandardtime"},
    {-180, "saopaulo buenosaires montevideo rio brasilia",
     "brt esouthamericastandardtime argentinastandardtime"},
    {-120, "noronha southgeorgia", ""},
    {-60, "azores capeverde praia", "azoresstandardtime"},
    {0, "london dublin lisbon porto edinburgh reykjavik casablanca accra dakar canary madeira",
     "utc gmt wet bst z greenwich gmtstandardtime greenwichstandardtime"},
    {60,
     "vienna berlin munich hamburg frankfurt zurich geneva bern paris lyon madrid barcelona rome "
     "milan amsterdam brussels luxembourg prague bratislava budapest warsaw krakow ljubljana "
     "zagreb "
     "belgrade sarajevo copenhagen oslo stockholm malta tirana skopje tunis algiers lagos vaduz "
     "monaco andorra podgorica wien muenchen zuerich genf rom mailand bruessel prag warschau "
     "kopenhagen salzburg graz linz innsbruck busingen",
     "cet cest mez mesz met weuropestandardtime centraleuropestandardtime romancestandardtime "
     "centraleuropeanstandardtime"},
    {120,
     "athens bucharest sofia helsinki tallinn riga vilnius kyiv kiev chisinau cairo johannesburg "
     "jerusalem telaviv beirut nicosia capetown harare tripoli",
     "eet eest oez sast flestandardtime gtbstandardtime eeuropestandardtime "
     "southafricastandardtime "
     "israelstandardtime egyptstandardtime"},
    {180, "istanbul moscow minsk riyadh doha kuwait baghdad nairobi ankara moskau",
     "msk trt russianstandardtime turkeystandardtime arabstandardtime eafricastandardtime"},
    {210, "tehran", "iranstandardtime"},
    {240, "dubai abudhabi baku tbilisi yerevan muscat mauritius", "gst arabianstandardtime"},
    {270, "kabul", "afghanistanstandardtime"},
    {300, "karachi islamabad lahore tashkent almaty yekaterinburg maldives",
     "pkt pakistanstandardtime"},
    {330, "kolkata calcutta mumbai delhi bangalore bengaluru chennai hyderabad pune colombo",
     "ist indiastandardtime srilankastandardtime"},
    {345, "kathmandu katmandu", "nepalstandardtime"},
    {360, "dhaka bishkek thimphu", "bangladeshstandardtime"},
    {390, "yangon rangoon", "myanmarstandardtime"},
    {420, "bangkok jakarta hanoi saigon hochiminh phnompenh novosibirsk",
     "ict wib seasiastandardtime"},
    {480,
     "singapore hongkong shanghai beijing shenzhen taipei manila kualalumpur perth macau makassar",
     "sgt hkt awst chinastandardtime singaporestandardtime waustraliastandardtime "
     "taipeistandardtime"},
    {540, "tokyo osaka seoul pyongyang", "jst kst tokyostandardtime koreastandardtime"},
    {570, "adelaide darwin", "acst cenaustraliastandardtime"},
    {600, "sydney melbourne brisbane canberra hobart guam", "aest auseasternstandardtime"},
    {660, "noumea solomon magadan", ""},
    {720, "auckland wellington fiji", "nzst newzealandstandardtime"},
    {780, "tongatapu apia samoa", ""},
    {840, "kiritimati", ""},
}};

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

}  // namespace

std::optional<int32_t> minutes_from_utc(std::string_view text) {
  const std::string whole = fold_key(text);
  if (whole.empty() && !offset_of(text)) return std::nullopt;
  for (const Zone& zone : kZones) {
    if (is_word(whole, zone.names) || is_word(whole, zone.places)) return zone.minutes;
  }
  // "(UTC+01:00) …", "GMT-5": what is said in numbers.
  std::string plain = fold(text);
  for (const std::string_view prefix : {"utc", "gmt"}) {
    const size_t at = plain.find(prefix);
    if (at == std::string::npos) continue;
    if (const auto offset = offset_of(std::string_view(plain).substr(at + 3))) return offset;
  }
  if (const auto offset = offset_of(text)) return offset;
  // "Europe/Vienna", "America/Argentina/Buenos_Aires", "Paris, Madrid": the last place that is
  // known.
  std::optional<int32_t> found;
  for (const std::string_view part : split_list(text, "/,;()")) {
    const std::string key = fold_key(part);
    for (const Zone& zone : kZones) {
      if (is_word(key, zone.places) || is_word(key, zone.names)) found = zone.minutes;
    }
  }
  return found;
}

}  // namespace weft
