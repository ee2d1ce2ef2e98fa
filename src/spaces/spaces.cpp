#include "spaces/spaces.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "program/place.h"

namespace weft {
namespace {

constexpr int32_t kDaysOfWeek = 7;
constexpr int32_t kLargestTable = 1000;
constexpr uint64_t kEverySlot = ~uint64_t{0};

uint64_t bit(size_t i) { return uint64_t{1} << i; }

// Weeks begin on Mondays; 1970-01-01 was a Thursday.
int32_t calendar_week(Day day) {
  const int32_t monday = day + 3;
  return monday >= 0 ? monday / kDaysOfWeek : -((kDaysOfWeek - 1 - monday) / kDaysOfWeek);
}

std::string word(const DocumentPlace& place) {
  return place.value().whole() != nullptr ? place.value().shown() : place.text();
}

std::vector<SpacesSettings::Fixed> read_fixed(const DocumentPlace& list) {
  std::vector<SpacesSettings::Fixed> all;
  if (!list.list()) return all;
  for (size_t i = 0; i < list.size(); ++i) {
    const DocumentPlace one = list.at(i);
    if (!one.object()) continue;
    one.only_keys({"group", "space", "slot", "week"});
    if (!one.has("group")) {
      one.fail("program.missingKey", {{"key", std::string("group")}});
      continue;
    }
    SpacesSettings::Fixed fixed;
    fixed.group = word(one.at("group"));
    if (one.has("space")) fixed.space = word(one.at("space"));
    if (one.has("slot")) fixed.slot = word(one.at("slot"));
    if (one.has("week")) fixed.week = static_cast<int32_t>(one.at("week").whole(1, kMostWeeks));
    fixed.where = one.where();
    all.push_back(std::move(fixed));
  }
  return all;
}

}  // namespace

SpacesSettings read_spaces_settings(const Value& document, Issues& issues) {
  SpacesSettings settings;
  const DocumentPlace top(document, "", issues);
  if (top.has("weeks")) settings.weeks = static_cast<int32_t>(top.at("weeks").whole(1, kMostWeeks));
  if (top.has("start")) {
    const DocumentPlace start = top.at("start");
    const auto day = parse_date(start.text(), DateOrder::kDayFirst);
    if (!day) {
      start.expected("spaces.startNoDate");
    } else {
      settings.start = day->day;
    }
  }
  if (top.has("mixed")) settings.mixed = top.at("mixed").yes_or_no();
  if (top.has("sites")) settings.any_site = top.at("sites").one_of({"match", "any"}) == "any";
  if (top.has("wishes")) settings.wishes = top.at("wishes").whole(0, 100);
  if (top.has("neighbours")) settings.neighbours = top.at("neighbours").whole(0, 100);
  if (top.has("tables"))
    settings.table = static_cast<int32_t>(top.at("tables").whole(2, kLargestTable));
  if (top.has("fixed")) settings.fixed = read_fixed(top.at("fixed"));
  return settings;
}

Spaces::Spaces(const Roster& roster, const Program& program, const History& history,
               const Lists& lists, const std::vector<int32_t>& people, Day date,
               std::vector<ListedGroup> mixed, Issues& issues)
    : roster_(roster), people_(people), issues_(issues) {
  Issues said;  // by validate()
  settings_ = read_spaces_settings(program.document, said);
  secrets_ = confidential_pairs(program);
  read_lists(lists, date, std::move(mixed));
  const auto all = static_cast<int64_t>(groups_.size()) * static_cast<int64_t>(spaces_.size()) *
                   static_cast<int64_t>(slots_.size());
  if (all > kMostPossiblePlaces) {
    too_much_ = true;
    problem_at(Severity::kError, "spaces.tooMuch", {},
               {{"groups", static_cast<int64_t>(groups_.size())},
                {"spaces", static_cast<int64_t>(spaces_.size())},
                {"slots", static_cast<int64_t>(slots_.size())}});
    groups_.clear();
  }
  pose_spaces(lists);
  pose_groups(lists);
  part_groups();
  look_for_secrets();
  fix();
  weigh();
  count_before(program, history, date);
}

void Spaces::problem_at(Severity severity, const char* code, std::string where, Args args) {
  add_issue(issues_, severity, code, std::move(where), std::move(args));
}

void Spaces::read_lists(const Lists& lists, Day date, std::vector<ListedGroup> mixed) {
  for (const char* kind : {"rooms", "slots", "groups"}) {
    if (list_of(lists, kind) != nullptr) continue;
    if (settings_.mixed && std::string_view(kind) == "groups") continue;
    problem_at(Severity::kError, "spaces.listMissing", std::string("/lists/") + kind,
               {{"list", std::string(kind)}});
  }
  const Day start = settings_.start.value_or(date);
  if (const ListTable* list = list_of(lists, "slots")) {
    slots_ = read_slots(*list, start, issues_);
    count_weeks(*list, start);
  }
  if (const ListTable* list = list_of(lists, "rooms")) spaces_ = read_rooms(*list, issues_);
  groups_ = std::move(mixed);
  const ListTable* list = list_of(lists, "groups");
  if (!settings_.mixed && list != nullptr) take_groups(*list);
}

void Spaces::take_groups(const ListTable& list) {
  std::vector<bool> takes_part(roster_.people(), false);
  for (const int32_t person : people_) takes_part[static_cast<size_t>(person)] = true;
  ListIssues problems(list);
  for (ListedGroup& group : read_groups(list, roster_, issues_)) {
    const auto named = static_cast<int32_t>(group.people.size());
    std::vector<int32_t> there;
    for (const int32_t person : group.people) {
      if (takes_part[static_cast<size_t>(person)]) {
        there.push_back(person);
      } else {
        problems.add(Severity::kNote, "groups.notTakingPart", group.row, list.column("person"),
                     roster_.names[static_cast<size_t>(person)]);
      }
    }
    // A size that was said stays.
    if (group.size == named) group.size = static_cast<int32_t>(there.size());
    group.people = std::move(there);
    if (group.size == 0) {
      problems.add(Severity::kWarning, "groups.nobodyLeft", group.row, list.column("group"),
                   group.name);
    } else {
      groups_.push_back(std::move(group));
    }
  }
  for (Issue& issue : problems.take()) issues_.push_back(std::move(issue));
}

void Spaces::count_weeks(const ListTable& list, Day start) {
  const bool dateless = list.column("date") < 0;
  bool any_weekly = false;
  for (const TimeSlot& slot : slots_.all) {
    weekly_.push_back(slot.weekly || dateless);
    any_weekly = any_weekly || weekly_.back();
  }
  if (!any_weekly) {
    // The weeks that the dates are in.
    std::set<int32_t> weeks;
    for (const TimeSlot& slot : slots_.all) weeks.insert(calendar_week(slot.date));
    for (const int32_t week : weeks) {
      uint64_t held = 0;
      for (size_t t = 0; t < slots_.size(); ++t) {
        if (calendar_week(slots_.all[t].date) == week) held |= bit(t);
      }
      problem_.held.push_back(held);
    }
    if (settings_.weeks && static_cast<size_t>(*settings_.weeks) != weeks.size())
      problem_at(Severity::kNote, "spaces.weeksByDates", "/weeks",
                 {{"weeks", static_cast<int64_t>(weeks.size())}});
    return;
  }
  const int32_t weeks = settings_.weeks.value_or(1);
  problem_.held.assign(static_cast<size_t>(weeks), 0);
  ListIssues problems(list);
  for (size_t t = 0; t < slots_.size(); ++t) {
    const TimeSlot& slot = slots_.all[t];
    const int32_t day = slot.date - start;
    if (weekly_[t]) {
      for (uint64_t& held : problem_.held) held |= bit(t);
    } else if (day >= 0 && day / kDaysOfWeek < weeks) {
      problem_.held[static_cast<size_t>(day / kDaysOfWeek)] |= bit(t);
    } else {
      problems.add(Severity::kWarning, "spaces.slotOutside", slot.row, list.column("date"),
                   iso_date(slot.date));
    }
  }
  for (Issue& issue : problems.take()) issues_.push_back(std::move(issue));
}

Appointment Spaces::when(size_t week, size_t slot) const {
  const TimeSlot& at = slots_.all[slot];
  const Day later = weekly_[slot] ? static_cast<Day>(week) * kDaysOfWeek : 0;
  return {at.date + later, at.begin, at.end};
}

void Spaces::pose_spaces(const Lists& lists) {
  problem_.weeks = static_cast<int32_t>(problem_.held.size());
  problem_.slots = static_cast<int32_t>(slots_.size());
  const ListTable* list = list_of(lists, "rooms");
  if (list == nullptr) return;
  ListIssues problems(*list);
  for (const Room& space : spaces_) {
    solve::PlacementSpace& posed = problem_.spaces.emplace_back();
    posed.seats = space.seats;
    posed.groups = space.groups > 0 ? space.groups : space.seats;
    const std::string site = fold_key(space.site);
    posed.site = -1;
    if (!site.empty() && !settings_.any_site) {
      const auto found = std::find(sites_.begin(), sites_.end(), site);
      posed.site = static_cast<int32_t>(found - sites_.begin());
      if (found == sites_.end()) sites_.push_back(site);
    }
    if (space.open.empty()) continue;
    std::vector<std::string> unknown;
    const uint64_t open = slots_.among(space.open, unknown);
    for (const std::string& part : unknown)
      problems.add(Severity::kWarning, "rooms.open", space.row, list->column("open"), part);
    // What can't be read at all closes nothing.
    posed.open = open == 0 && !unknown.empty() ? kEverySlot : open;
  }
  for (Issue& issue : problems.take()) issues_.push_back(std::move(issue));
}

// As said, else where all of its people are.
void Spaces::pose_site(size_t group) {
  ListedGroup& one = groups_[group];
  const Column* sites = roster_.with_role(Role::kSite);
  if (one.site.empty() && sites != nullptr) {
    std::string_view all;
    bool same = true;
    for (const int32_t person : one.people) {
      const std::string_view site = sites->text(static_cast<size_t>(person));
      if (site.empty()) continue;
      same = same && (all.empty() || fold_key(all) == fold_key(site));
      all = site;
    }
    if (same) one.site = all;
  }
  const std::string key = fold_key(one.site);
  if (key.empty() || sites_.empty() || settings_.any_site) return;
  const auto found = std::find(sites_.begin(), sites_.end(), key);
  // A site without spaces has the number after theirs.
  problem_.groups[group].site = static_cast<int32_t>(found - sites_.begin());
}

// Pieces that any group needs are bits.
void Spaces::pose_equipment() {
  std::vector<std::string> pieces;
  for (size_t g = 0; g < groups_.size(); ++g) {
    for (const std::string& piece : groups_[g].equipment) {
      const std::string key = equipment_key(piece);
      auto found = std::find(pieces.begin(), pieces.end(), key);
      if (found == pieces.end()) {
        if (pieces.size() == kMostRooms) {
          problem_at(Severity::kWarning, "spaces.tooMuchEquipment", {}, {{"value", piece}});
          continue;
        }
        pieces.push_back(key);
        found = pieces.end() - 1;
      }
      problem_.groups[g].equipment |= bit(static_cast<size_t>(found - pieces.begin()));
    }
  }
  for (size_t s = 0; s < spaces_.size(); ++s) {
    for (size_t i = 0; i < pieces.size(); ++i) {
      if (spaces_[s].has(pieces[i])) problem_.spaces[s].equipment |= bit(i);
    }
  }
}

void Spaces::take_wishes(size_t group, ListIssues* problems, int column) {
  std::vector<SpaceWish>& all = wishes_[group];
  int32_t for_spaces = 0;
  int32_t for_slots = 0;
  uint64_t wished = 0;
  for (const std::string& text : groups_[group].wishes) {
    SpaceWish wish;
    wish.text = text;
    wish.space = find_room(spaces_, text);
    if (wish.space >= 0) {
      wish.rank = ++for_spaces;
    } else {
      std::vector<std::string> unknown;
      wish.slots = slots_.among(text, unknown) & ~wished;
      if (wish.slots == 0) {
        if (problems != nullptr && (!unknown.empty() || wished == 0))
          problems->add(Severity::kWarning, "groups.unknownWish", groups_[group].row, column, text);
        continue;
      }
      wished |= wish.slots;
      wish.rank = ++for_slots;
    }
    all.push_back(std::move(wish));
  }
  // A space and a time count the same; each later wish is worth less.
  const int64_t whole = Criterion::kFull / (for_spaces > 0 && for_slots > 0 ? 2 : 1);
  for (SpaceWish& wish : all) {
    const int32_t of = wish.space >= 0 ? for_spaces : for_slots;
    wish.points = whole * (of - wish.rank + 1) / of;
  }
}

void Spaces::pose_groups(const Lists& lists) {
  problem_.groups.assign(groups_.size(), {});
  wishes_.resize(groups_.size());
  const ListTable* list = settings_.mixed ? nullptr : list_of(lists, "groups");
  std::optional<ListIssues> problems;
  if (list != nullptr) problems.emplace(*list);
  for (size_t g = 0; g < groups_.size(); ++g) {
    solve::PlacementGroup& posed = problem_.groups[g];
    posed.size = groups_[g].size;
    pose_site(g);
    take_wishes(g, problems ? &*problems : nullptr, list != nullptr ? list->column("wish") : -1);
    if (groups_[g].when.empty()) continue;
    std::vector<std::string> unknown;
    const uint64_t slots = slots_.among(groups_[g].when, unknown);
    for (const std::string& part : unknown) {
      if (problems)
        problems->add(Severity::kWarning, "groups.when", groups_[g].row, list->column("when"),
                      part);
    }
    posed.slots = slots == 0 && !unknown.empty() ? kEverySlot : slots;
  }
  pose_equipment();
  if (!problems) return;
  for (Issue& issue : problems->take()) issues_.push_back(std::move(issue));
}

// Nobody is in two places at once.
void Spaces::part_groups() {
  std::vector<std::vector<int32_t>> of_person(roster_.people());
  std::set<std::pair<int32_t, int32_t>> pairs;
  for (size_t g = 0; g < groups_.size(); ++g) {
    for (const int32_t person : groups_[g].people) {
      std::vector<int32_t>& there = of_person[static_cast<size_t>(person)];
      for (const int32_t other : there) pairs.insert({other, static_cast<int32_t>(g)});
      there.push_back(static_cast<int32_t>(g));
    }
  }
  problem_.apart.assign(pairs.begin(), pairs.end());
}

// Groups of a list are as they are: where two of a confidential list are in one, it can't be kept.
void Spaces::look_for_secrets() {
  if (settings_.mixed) return;
  constexpr int64_t kNamed = 3;
  int64_t count = 0;
  std::string names;
  for (const ListedGroup& group : groups_) {
    if (!holds_any(secrets_, group.people)) continue;
    if (++count <= kNamed) names.append(count == 1 ? "" : ", ").append(group.name);
  }
  if (count > kNamed) names.append(", …");
  if (count > 0) {
    problem_at(Severity::kError, "spaces.confidentialGroup", {},
               {{"count", count}, {"groups", names}});
  }
}

int Spaces::group_named(std::string_view name) const {
  const std::string key = fold_key(name);
  for (size_t g = 0; g < groups_.size(); ++g) {
    if (fold_key(groups_[g].name) == key) return static_cast<int>(g);
  }
  return -1;
}

void Spaces::fix() {
  for (const SpacesSettings::Fixed& fixed : settings_.fixed) {
    const auto unknown = [&](const char* code, const char* key, const std::string& value) {
      problem_at(Severity::kWarning, code, fixed.where + "/" + key, {{"value", value}});
    };
    const int group = group_named(fixed.group);
    const int space = fixed.space.empty() ? -1 : find_room(spaces_, fixed.space);
    const int slot = fixed.slot.empty() ? -1 : slots_.find(fixed.slot);
    if (group < 0) {
      // Freshly mixed groups are known when they are mixed.
      if (!settings_.mixed || !groups_.empty())
        unknown("spaces.unknownGroup", "group", fixed.group);
    } else if (!fixed.space.empty() && space < 0) {
      unknown("spaces.unknownSpace", "space", fixed.space);
    } else if (!fixed.slot.empty() && slot < 0) {
      unknown("spaces.unknownSlot", "slot", fixed.slot);
    } else if (fixed.week > problem_.weeks) {
      unknown("spaces.unknownWeek", "week", std::to_string(fixed.week));
    } else {
      problem_.fixed.push_back({group, fixed.week - 1, space, slot});
    }
  }
}

void Spaces::weigh() {
  if (settings_.wishes > 0) {
    for (size_t g = 0; g < groups_.size(); ++g) {
      for (const SpaceWish& wish : wishes_[g]) {
        const int64_t value = wish.points * settings_.wishes;
        if (value == 0) continue;
        const auto group = static_cast<int32_t>(g);
        if (wish.space >= 0) problem_.wishes.push_back({group, wish.space, -1, value});
        for (size_t t = 0; t < slots_.size(); ++t) {
          if ((wish.slots >> t & 1) != 0)
            problem_.wishes.push_back({group, -1, static_cast<int32_t>(t), value});
        }
      }
    }
  }
  if (problem_.weeks < 2 || groups_.empty()) return;
  int32_t smallest = INT32_MAX;
  for (const ListedGroup& group : groups_) smallest = std::min(smallest, group.size);
  int32_t most = 0;
  for (const solve::PlacementSpace& space : problem_.spaces)
    most = std::max(most, std::min(space.groups, space.seats / smallest));
  most_neighbours_ = std::max(0, std::min(most, static_cast<int32_t>(groups_.size())) - 1);
  if (most_neighbours_ > 0)
    problem_.repeat_cost = 2 * (settings_.neighbours * Criterion::kFull / most_neighbours_);
}

// Who had fewer visits in the last round of the program comes first where places are scarce: of a
// group, what its people had on the mean. Who was not in it had as few as anybody who was.
void Spaces::count_before(const Program& program, const History& history, Day date) {
  const Round* last = nullptr;
  for (const Round& round : history.rounds) {
    const bool own = round.program == program.name && round.format == "spaces";
    if (own && round.date < date && (last == nullptr || round.date >= last->date)) last = &round;
  }
  if (last == nullptr) return;
  std::vector<int32_t> visits(roster_.people(), -1);  // -1: was not there
  const auto each = [&](const auto& members, int32_t more) {
    for (const uint32_t member : members) {
      const int32_t person = roster_.find(history.people.strings()[member]);
      if (person == Roster::kNobody) continue;
      int32_t& own = visits[static_cast<size_t>(person)];
      own = std::min(std::max(own, 0) + more, solve::kMostHad);
    }
  };
  for (const Groups::Group group : last->groups) each(group, 1);
  each(last->left_out, 0);
  std::vector<int32_t> had(groups_.size(), -1);
  int32_t fewest = solve::kMostHad;
  for (size_t g = 0; g < groups_.size(); ++g) {
    int64_t sum = 0;
    int64_t there = 0;
    for (const int32_t person : groups_[g].people) {
      if (visits[static_cast<size_t>(person)] < 0) continue;
      sum += visits[static_cast<size_t>(person)];
      ++there;
    }
    if (there == 0) continue;
    had[g] = static_cast<int32_t>(sum / there);
    fewest = std::min(fewest, had[g]);
  }
  if (fewest == solve::kMostHad) return;
  for (int32_t& one : had) one = one < 0 ? fewest : one;
  problem_.had = std::move(had);
}

int64_t Spaces::full_value(size_t group) const {
  return kPlaceWorth + (has_wishes(group) ? settings_.wishes * Criterion::kFull : 0) +
         most_neighbours_ * neighbour_cost();
}

int64_t Spaces::all_value() const {
  int64_t sum = 0;
  for (size_t g = 0; g < groups_.size(); ++g) sum += full_value(g);
  return sum * problem_.weeks;
}

int64_t Spaces::value_of(const solve::Placement& placement) const {
  return placement.placed * (kPlaceWorth + most_neighbours_ * neighbour_cost()) + placement.value;
}

int64_t Spaces::bound_of(const solve::Placement& placement) const {
  return placement.most_placed * (kPlaceWorth + most_neighbours_ * neighbour_cost()) +
         placement.bound;
}

std::vector<const SpaceWish*> Spaces::held_wishes(size_t group, const solve::GroupPlace& at) const {
  std::vector<const SpaceWish*> held;
  if (at.space < 0) return held;
  for (const SpaceWish& wish : wishes_[group]) {
    if (wish.space == at.space || (wish.slots >> at.slot & 1) != 0) held.push_back(&wish);
  }
  return held;
}

int64_t Spaces::wish_value(size_t group, const solve::GroupPlace& at) const {
  int64_t points = 0;
  for (const SpaceWish* wish : held_wishes(group, at)) points += wish->points;
  return points * settings_.wishes;
}

}  // namespace weft
