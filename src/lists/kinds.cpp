// Which lists there are, and how people head their columns.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "lists/list.h"
#include "roster/words.h"

namespace weft {
namespace {

constexpr std::string_view kPersonWords =
    "person name id email mail employee mitarbeiter mitarbeiterin mitarbeitende personalnummer "
    "employeeid who wer von from mentee mentor participant teilnehmer teilnehmerin fullname "
    "emailaddress mailadresse";
constexpr std::string_view kDateWords = "date day datum tag termin";
constexpr std::string_view kBeginWords = "begin start from beginn von startzeit starttime anfang";
constexpr std::string_view kEndWords = "end to until ende bis endzeit endtime";
constexpr std::string_view kEquipmentWords =
    "equipment needs ausstattung bedarf wishedequipment gewuenschteausstattung features technik";

// "2nd choice", "Choice 2", "Wunsch 2": the word without its number.
std::string without_number(const std::string& key) {
  std::string bare;
  for (size_t i = 0; i < key.size(); ++i) {
    if (key[i] >= '0' && key[i] <= '9') {
      if (i + 2 < key.size() && is_word(key.substr(i + 1, 2), "st nd rd th")) i += 2;
      continue;
    }
    bare += key[i];
  }
  return bare;
}

const ListColumn* meaning_of(const ListKind& kind, const std::string& header) {
  const std::string key = fold_key(header);
  for (const ListColumn& column : kind.columns) {
    if (is_word(key, column.words)) return &column;
  }
  const std::string bare = without_number(key);
  for (const ListColumn& column : kind.columns) {
    if (column.repeats && bare != key && is_word(bare, column.words)) return &column;
  }
  return nullptr;
}

}  // namespace

const std::vector<ListKind>& list_kinds() {
  static const std::vector<ListKind> kinds = {
      {"preferences",
       {{"choice",
         "choice wunsch wish preference praeferenz prefers preferred bevorzugt wanted wuenscht "
         "wunschperson wunschmentor wunschmentee target",
         true, true, true},
        {"rank", "rank rang priority prioritaet position platz"},
        {"person", kPersonWords, true}}},
      {"dates",
       {{"places", "places capacity seats plaetze kapazitaet spots anzahlplaetze", false, false,
         true},
        {"person", "host gastgeber gastgeberin hospitant person name id email employee mitarbeiter",
         true},
        {"date", kDateWords, true, false, true},
        {"begin", kBeginWords},
        {"end", kEndWords},
        {"where", "where place room site location ort wo raum standort treffpunkt meetingpoint"}}},
      {"guests",
       {{"person", "guest gast besucher person name id email employee mitarbeiter", true},
        {"wanted",
         "wants wanted wish wishes moechte wunsch wuensche wunschabteilung interest interessiert",
         true, true, true},
        {"dates", "dates days can available termine tage kann verfuegbar verfuegbarkeit", false,
         false, true},
        {"visits", "visits howmany besuche anzahl anzahlbesuche", false, false, true},
        {"travel",
         "travel travels willingtotravel reist reisebereit reisebereitschaft reisen anreise", false,
         false, true}}},
      {"proposals",
       {{"session", "session title proposal titel thema vorschlag workshop beitrag", true, false,
         true},
        {"id", "id number nummer nr key sessionid"},
        {"hosts",
         "hosts host speaker speakers gastgeber gastgeberin referent referentin referenten "
         "owner leitung",
         true, false, true},
        {"equipment", kEquipmentWords},
        {"length", "length slots duration laenge dauer anzahlslots", false, false, true},
        {"size", "size expected expectedsize people groesse erwartet teilnehmerzahl", false, false,
         true},
        {"when", "when available availability wann verfuegbar verfuegbarkeit kann hostsavailable"},
        {"about", "about description beschreibung inhalt abstract"}}},
      {"votes",
       {{"session",
         "session sessions title titles proposal proposals titel thema themen vorschlag "
         "vorschlaege "
         "workshop workshops beitrag beitraege"},
        {"value", "vote votes stars star points rating stimme stimmen sterne punkte bewertung",
         false, false, true},
        {"rank", "rank rang priority prioritaet", false, false, true},
        {"person", kPersonWords, true}}},
      {"rooms",
       {{"room", "room space area raum flaeche zone bereich arbeitsbereich", true, false, true},
        {"capacity", "capacity seats places kapazitaet plaetze sitzplaetze", true, false, true},
        {"site", "site location standort ort building gebaeude"},
        {"equipment", kEquipmentWords},
        {"stepFree", "stepfree accessible wheelchair barrierefrei rollstuhl rollstuhlgerecht"},
        {"groups", "groups tables maxgroups gruppen tische anzahlgruppen"},
        {"open", "open opening opentimes available offen oeffnungszeiten verfuegbar geoeffnet"}}},
      {"groups",
       {{"group", "group groups gruppe team tandem gruppenname teamname gruppennummer", true},
        {"title", "title titel"},
        {"person",
         "people person id members mitglieder mitglied personen teilnehmende employeeid "
         "personalnummer"},
        {"name", "name names namen fullname"},
        {"email", "email mail emailaddress mailadresse emails"},
        {"role", "role rolle"},
        {"size", "size groesse count headcount anzahl anzahlpersonen personenzahl koepfe", false,
         false, true},
        {"site", "site location standort ort"},
        {"equipment", kEquipmentWords, false, false, true},
        {"when", "when available availability wann verfuegbar verfuegbarkeit kann zeiten", false,
         false, true},
        {"wish",
         "wish wishes wunsch wuensche choice preference wunschort wunschraum wunschflaeche "
         "wunschbereich wishedspace",
         false, true, true}}},
      {"slots",
       {{"slot", "slot block zeitfenster nr number nummer", true, false, true},
        {"date", kDateWords},
        {"begin", kBeginWords, true},
        {"end", kEndWords, true},
        {"kind", "kind type art typ break pause"}}},
      {"absences",
       {{"round", "round runde", false, false, true},
        {"date", kDateWords},
        {"from", "from von ab awayfrom absentfrom abwesendvon abwesendab begin beginn start", false,
         false, true},
        {"until", "until to bis awayuntil absentuntil abwesendbis end ende", false, false, true},
        {"person",
         "person name id email mail employee mitarbeiter mitarbeiterin mitarbeitende who wer "
         "personalnummer employeeid fullname emailaddress mailadresse",
         true}}},
      {"projects",
       {{"project", "project team projekt vorhaben", true, false, true},
        {"min", "min minimum mindestens from von"},
        {"max", "max maximum hoechstens places capacity plaetze kapazitaet size groesse", false,
         false, true},
        {"about", "about description beschreibung"}}},
  };
  return kinds;
}

const ListKind* list_kind(std::string_view name) {
  for (const ListKind& kind : list_kinds()) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

std::vector<const ListColumn*> meanings(const ListKind& kind,
                                        const std::vector<std::string>& headers) {
  std::vector<const ListColumn*> all;
  std::vector<bool> there(kind.columns.size(), false);
  for (const std::string& header : headers) {
    const ListColumn* column = meaning_of(kind, header);
    if (column != nullptr && !column->repeats) {
      const auto place = static_cast<size_t>(column - kind.columns.data());
      if (there[place]) column = nullptr;
      there[place] = true;
    }
    all.push_back(column);
  }
  return all;
}

std::string_view recognise_list(const std::vector<std::string>& headers) {
  // Weft's own groups.csv, of any format: others who say "group" may mean it of a roster.
  constexpr std::array<std::string_view, 5> kOwn = {"group", "role", "id", "name", "email"};
  if (headers.size() >= kOwn.size() && std::equal(kOwn.begin(), kOwn.end(), headers.begin()))
    return "groups";
  std::string_view best;
  size_t most = 0;
  for (const ListKind& kind : list_kinds()) {
    const std::vector<const ListColumn*> found = meanings(kind, headers);
    const auto has = [&](const ListColumn& column) {
      return std::find(found.begin(), found.end(), &column) != found.end();
    };
    const auto known =
        headers.size() - static_cast<size_t>(std::count(found.begin(), found.end(), nullptr));
    const bool complete =
        std::all_of(kind.columns.begin(), kind.columns.end(),
                    [&](const ListColumn& column) { return has(column) || !column.needed; });
    const bool telling =
        std::any_of(kind.columns.begin(), kind.columns.end(),
                    [&](const ListColumn& column) { return has(column) && column.telling; });
    if (!complete || !telling || known <= most) continue;
    most = known;
    best = kind.name;
  }
  // A list says little but what it is for; a roster with a column that could be one says much else.
  return most * 2 > headers.size() ? best : std::string_view();
}

}  // namespace weft
