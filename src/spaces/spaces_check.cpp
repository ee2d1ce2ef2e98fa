#include "spaces/spaces_check.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "base/text.h"

namespace weft {
namespace {

class Checker {
 public:
  Checker(const SpacesClaim& input, CheckResult& result) : input_(input), result_(result) {}

  void run() {
    Issues said;
    settings_ = read_spaces_settings(input_.program.document, said);
    const ListTable* slots = list_of(input_.lists, "slots");
    const ListTable* rooms = list_of(input_.lists, "rooms");
    const ListTable* groups = list_of(input_.lists, "groups");
    const bool there =
        slots != nullptr && rooms != nullptr && (settings_.mixed || groups != nullptr);
    result_.verify(there || input_.claim.groups.empty(), "check.space.lists",
                   [] { return Args{}; });
    if (!there) return;
    start_ = settings_.start.value_or(input_.date);
    dateless_ = slots->column("date") < 0;
    slots_ = read_slots(*slots, start_, said);
    rooms_ = read_rooms(*rooms, said);
    takes_part_.assign(input_.roster.people(), false);
    for (const int32_t person :
         participants(input_.program, input_.roster, input_.history, input_.date).people)
      takes_part_[static_cast<size_t>(person)] = true;
    groups_ = settings_.mixed ? input_.mixed : those_who_take_part(*groups);
    for (size_t g = 0; g < groups_.size(); ++g) by_key_.emplace(fold_key(groups_[g].name), g);
    for (const TimeSlot& slot : slots_.all) weekly_ = weekly_ || slot.weekly || dateless_;
    for (size_t g = 0; g < input_.claim.groups.size(); ++g) check_group(g);
    check_places();
    check_people();
    check_values();
    check_turns();
    check_seating();
  }

 private:
  struct Visit {
    size_t claimed;
    size_t group;
    size_t room;
    size_t slot;
    int32_t week;
    Appointment when;
  };

  void verify(bool holds, const char* code, size_t claimed, const std::string& value = {}) {
    result_.verify(holds, code, [&] {
      return Args{{"group", static_cast<int64_t>(claimed + 1)},
                  {"name", input_.claim.groups[claimed].title},
                  {"value", value}};
    });
  }
  int64_t number_at(const char* key, const char* inner) const {
    const Value* outer = input_.claim.extra.find(key);
    const Value* value =
        outer == nullptr || outer->object() == nullptr ? nullptr : outer->find(inner);
    return value != nullptr && value->whole() != nullptr ? *value->whole() : -1;
  }

  std::vector<ListedGroup> those_who_take_part(const ListTable& list) {
    Issues said;
    std::vector<ListedGroup> all;
    for (ListedGroup& group : read_groups(list, input_.roster, said)) {
      const bool counted = group.size == static_cast<int32_t>(group.people.size());
      group.people.erase(
          std::remove_if(group.people.begin(), group.people.end(),
                         [&](int32_t person) { return !takes_part_[static_cast<size_t>(person)]; }),
          group.people.end());
      if (counted) group.size = static_cast<int32_t>(group.people.size());
      if (group.size > 0) all.push_back(std::move(group));
    }
    return all;
  }

  // The week that a time is in, and the slot it is; nothing where it is none.
  bool place_in_time(const Appointment& when, Visit& visit) const {
    for (size_t t = 0; t < slots_.size(); ++t) {
      const TimeSlot& slot = slots_.all[t];
      if (slot.begin != when.begin || slot.end != when.end) continue;
      const int32_t later = when.date - slot.date;
      if (slot.weekly || dateless_) {
        if (later < 0 || later % 7 != 0 || later / 7 >= settings_.weeks.value_or(1)) continue;
        visit.week = later / 7;
      } else {
        if (later != 0) continue;
        visit.week = weekly_ ? (when.date - start_) / 7 : monday(when.date);
      }
      visit.slot = t;
      return true;
    }
    return false;
  }
  static int32_t monday(Day day) { return day - ((day + 3) % 7 + 7) % 7; }

  bool within(const std::string& text, size_t slot) const {
    if (text.empty()) return true;
    const auto [found, fresh] = slots_of_.try_emplace(text, ~uint64_t{0});
    if (fresh) {
      std::vector<std::string> unknown;
      const uint64_t bits = slots_.among(text, unknown);
      if (bits != 0 || unknown.empty()) found->second = bits;
    }
    return (found->second >> slot & 1) != 0;
  }

  std::string site_of(const ListedGroup& group) const {
    if (!group.site.empty()) return group.site;
    const Column* sites = input_.roster.with_role(Role::kSite);
    std::set<std::string> all;
    if (sites == nullptr) return {};
    for (const int32_t person : group.people) {
      const std::string site = fold_key(sites->text(static_cast<size_t>(person)));
      if (!site.empty()) all.insert(site);
    }
    return all.size() == 1 ? *all.begin() : std::string();
  }

  void check_group(size_t g) {
    const Claim::Group& claimed = input_.claim.groups[g];
    Visit visit{g, groups_.size(), rooms_.size(), 0, 0, {}};
    const auto named = by_key_.find(fold_key(claimed.title));
    if (named != by_key_.end()) visit.group = named->second;
    const int room = find_room(rooms_, claimed.where);
    const bool whole = visit.group < groups_.size() && room >= 0 && claimed.when.has_value() &&
                       place_in_time(*claimed.when, visit);
    verify(whole, "check.space.unknown", g, claimed.where);
    if (!whole) return;
    visit.room = static_cast<size_t>(room);
    visit.when = *claimed.when;
    const ListedGroup& group = groups_[visit.group];
    const Room& in = rooms_[visit.room];
    verify(within(in.open, visit.slot), "check.space.closed", g, in.name);
    verify(within(group.when, visit.slot), "check.space.notThen", g);
    for (const std::string& piece : group.equipment)
      verify(in.has(piece), "check.space.equipment", g, piece);
    const std::string site = fold_key(site_of(group));
    verify(settings_.any_site || site.empty() || in.site.empty() || site == fold_key(in.site),
           "check.space.site", g, in.site);
    std::multiset<int32_t> members;
    for (const std::string& id : claimed.people) members.insert(input_.roster.find(id));
    verify(members == std::multiset<int32_t>(group.people.begin(), group.people.end()),
           "check.space.people", g);
    verify(weeks_of_.insert({visit.group, visit.week}).second, "check.space.twice", g);
    visits_.push_back(visit);
  }

  // Weeks as the plan counts them, from 1, for what is fixed.
  int32_t number_of_week(int32_t week) const {
    if (weekly_) return week + 1;
    std::set<int32_t> mondays;
    for (const TimeSlot& slot : slots_.all) mondays.insert(monday(slot.date));
    return static_cast<int32_t>(std::distance(mondays.begin(), mondays.find(week))) + 1;
  }

  void check_places() {
    std::map<std::pair<size_t, std::pair<Day, int32_t>>, std::pair<int64_t, int64_t>> taken;
    for (const Visit& visit : visits_) {
      auto& [people, groups] = taken[{visit.room, {visit.when.date, visit.when.begin}}];
      people += groups_[visit.group].size;
      ++groups;
      const Room& in = rooms_[visit.room];
      verify(people <= in.seats, "check.space.seats", visit.claimed, in.name);
      verify(in.groups == 0 || groups <= in.groups, "check.space.groups", visit.claimed, in.name);
      for (const SpacesSettings::Fixed& fixed : settings_.fixed) {
        if (fold_key(fixed.group) != fold_key(groups_[visit.group].name)) continue;
        if (fixed.week > 0 && fixed.week != number_of_week(visit.week)) continue;
        const int room = fixed.space.empty() ? -1 : find_room(rooms_, fixed.space);
        const int slot = fixed.slot.empty() ? -1 : slots_.find(fixed.slot);
        const bool known = (fixed.space.empty() || room >= 0) && (fixed.slot.empty() || slot >= 0);
        verify(!known || ((room < 0 || static_cast<size_t>(room) == visit.room) &&
                          (slot < 0 || static_cast<size_t>(slot) == visit.slot)),
               "check.space.fixed", visit.claimed, fixed.space + " " + fixed.slot);
      }
    }
  }

  void check_people() {
    std::map<int32_t, std::vector<const Visit*>> of_person;
    for (const Visit& visit : visits_) {
      for (const int32_t person : groups_[visit.group].people) {
        for (const Visit* other : of_person[person]) {
          verify(other->when.date != visit.when.date || other->when.end <= visit.when.begin ||
                     visit.when.end <= other->when.begin,
                 "check.space.twoPlaces", visit.claimed,
                 std::string(input_.roster.ids[static_cast<size_t>(person)]));
        }
        of_person[person].push_back(&visit);
      }
    }
    std::set<int32_t> out;
    for (const std::string& id : input_.claim.left_out) out.insert(input_.roster.find(id));
    for (const ListedGroup& group : groups_) {
      for (const int32_t person : group.people) {
        const bool placed = of_person.count(person) > 0;
        result_.verify(placed != (out.count(person) > 0), "check.space.leftOut", [&] {
          return Args{{"person", std::string(input_.roster.ids[static_cast<size_t>(person)])}};
        });
      }
    }
  }

  // What of a group's wishes holds in a place, to Criterion::kFull.
  int64_t wish_points(const ListedGroup& group, const Visit& visit) const {
    std::vector<std::vector<size_t>> times;
    std::vector<size_t> rooms;
    std::set<size_t> known;
    for (const std::string& text : group.wishes) {
      if (const int room = find_room(rooms_, text); room >= 0) {
        rooms.push_back(static_cast<size_t>(room));
        continue;
      }
      std::vector<std::string> unknown;
      const uint64_t bits = slots_.among(text, unknown);
      std::vector<size_t> fresh;
      for (size_t t = 0; t < slots_.size(); ++t) {
        if ((bits >> t & 1) != 0 && known.insert(t).second) fresh.push_back(t);
      }
      if (!fresh.empty()) times.push_back(std::move(fresh));
    }
    const int64_t whole = rooms.empty() || times.empty() ? 1000 : 500;
    int64_t points = 0;
    for (size_t i = 0; i < rooms.size(); ++i) {
      if (rooms[i] == visit.room)
        points +=
            whole * static_cast<int64_t>(rooms.size() - i) / static_cast<int64_t>(rooms.size());
    }
    for (size_t i = 0; i < times.size(); ++i) {
      if (std::find(times[i].begin(), times[i].end(), visit.slot) != times[i].end())
        points +=
            whole * static_cast<int64_t>(times.size() - i) / static_cast<int64_t>(times.size());
    }
    return points;
  }

  int64_t weeks() const {
    if (weekly_) return settings_.weeks.value_or(1);
    std::set<int32_t> mondays;
    for (const TimeSlot& slot : slots_.all) mondays.insert(monday(slot.date));
    return static_cast<int64_t>(mondays.size());
  }

  void check_values() {
    int64_t most = 0;
    if (weeks() > 1 && !groups_.empty()) {
      int32_t smallest = groups_.front().size;
      for (const ListedGroup& group : groups_) smallest = std::min(smallest, group.size);
      for (const Room& room : rooms_) {
        const int64_t by_seats = room.seats / smallest;
        most =
            std::max(most, room.groups > 0 ? std::min<int64_t>(room.groups, by_seats) : by_seats);
      }
      most = std::max<int64_t>(0, std::min(most, static_cast<int64_t>(groups_.size())) - 1);
    }
    const int64_t cost = most == 0 ? 0 : settings_.neighbours * 1000 / most;
    // Places week by week, in the order of time.
    std::map<std::pair<int32_t, std::pair<size_t, size_t>>, std::vector<const Visit*>> places;
    for (const Visit& visit : visits_)
      places[{visit.week, {visit.slot, visit.room}}].push_back(&visit);
    std::map<std::pair<size_t, size_t>, int32_t> first;  // the week in which two were neighbours
    int64_t repeats = 0;
    for (const auto& [place, there] : places) {
      for (const Visit* visit : there) {
        int64_t again = 0;
        for (const Visit* other : there) {
          if (other == visit) continue;
          const auto met =
              first.try_emplace(std::minmax(visit->group, other->group), visit->week).first;
          again += met->second < visit->week ? 1 : 0;
        }
        repeats += again;
        const int64_t value = kPlaceWorth +
                              settings_.wishes * wish_points(groups_[visit->group], *visit) +
                              cost * (most - again);
        verify(value == input_.claim.groups[visit->claimed].value, "check.space.value",
               visit->claimed, std::to_string(value));
      }
    }
    const auto counted = [&](bool holds, const char* what, int64_t value) {
      result_.verify(holds, "check.space.count",
                     [&] { return Args{{"what", std::string(what)}, {"value", value}}; });
    };
    counted(repeats == 2 * number_at("neighbours", "repeats"), "repeats", repeats / 2);
    counted(static_cast<int64_t>(visits_.size()) == number_at("placed", "groups"), "placed",
            static_cast<int64_t>(visits_.size()));
  }

  // What each group had in the last round, on the mean of its people; who was not in it, as few as
  // anybody who was.
  std::vector<int64_t> visits_before() const {
    const Round* last = nullptr;
    for (const Round& round : input_.history.rounds) {
      if (round.program != input_.program.name || round.format != "spaces") continue;
      if (round.date < input_.date && (last == nullptr || last->date <= round.date)) last = &round;
    }
    std::vector<int64_t> before(groups_.size(), 0);
    if (last == nullptr) return before;
    std::map<int32_t, int64_t> of_person;
    const auto person = [&](uint32_t member) {
      return input_.roster.find(input_.history.people.strings()[member]);
    };
    for (const uint32_t member : last->left_out) of_person.emplace(person(member), 0);
    for (const Groups::Group group : last->groups) {
      for (const uint32_t member : group) ++of_person[person(member)];
    }
    std::optional<int64_t> least;
    std::vector<size_t> fresh;
    for (size_t g = 0; g < groups_.size(); ++g) {
      std::vector<int64_t> all;
      for (const int32_t member : groups_[g].people) {
        const auto found = of_person.find(member);
        if (found != of_person.end()) all.push_back(found->second);
      }
      if (all.empty()) {
        fresh.push_back(g);
        continue;
      }
      const int64_t sum = std::accumulate(all.begin(), all.end(), int64_t{0});
      before[g] = sum / static_cast<int64_t>(all.size());
      least = std::min(least.value_or(before[g]), before[g]);
    }
    for (const size_t g : fresh) before[g] = least.value_or(0);
    return before;
  }

  // Whether a group could be there, were it empty.
  bool suits(size_t which, size_t room, size_t slot, int32_t week) const {
    const ListedGroup& group = groups_[which];
    const Room& in = rooms_[room];
    const std::string& site = sites_[which];
    if (!within(in.open, slot) || !within(group.when, slot) || group.size > in.seats ||
        (!settings_.any_site && !site.empty() && !in.site.empty() && site != fold_key(in.site)) ||
        !std::all_of(group.equipment.begin(), group.equipment.end(),
                     [&](const std::string& piece) { return in.has(piece); }))
      return false;
    return std::all_of(
        settings_.fixed.begin(), settings_.fixed.end(), [&](const SpacesSettings::Fixed& fixed) {
          if (fold_key(fixed.group) != fold_key(group.name)) return true;
          if (fixed.week > 0 && fixed.week != number_of_week(week)) return true;
          const int space = fixed.space.empty() ? -1 : find_room(rooms_, fixed.space);
          const int then = fixed.slot.empty() ? -1 : slots_.find(fixed.slot);
          if ((!fixed.space.empty() && space < 0) || (!fixed.slot.empty() && then < 0)) return true;
          return (space < 0 || static_cast<size_t>(space) == room) &&
                 (then < 0 || static_cast<size_t>(then) == slot);
        });
  }
  // Whether it could have this place instead of who has it.
  bool could_have(size_t group, const Visit& place) const {
    const ListedGroup& own = groups_[group];
    if (!suits(group, place.room, place.slot, place.week)) return false;
    int64_t people = own.size;
    for (const Visit& other : visits_) {
      if (other.week != place.week || other.group == place.group || other.slot != place.slot)
        continue;
      if (other.room == place.room) people += groups_[other.group].size;
      for (const int32_t person : groups_[other.group].people) {
        if (std::find(own.people.begin(), own.people.end(), person) != own.people.end())
          return false;
      }
    }
    return people <= rooms_[place.room].seats;
  }

  // Scarce places go round: nobody is nowhere in a week in which they could have the place of
  // somebody with two visits more.
  void check_turns() {
    std::vector<int64_t> all = visits_before();
    std::vector<int64_t> now(groups_.size(), 0);
    for (const Visit& visit : visits_) {
      ++all[visit.group];
      ++now[visit.group];
    }
    for (const ListedGroup& group : groups_) sites_.push_back(fold_key(site_of(group)));
    for (const Visit& visit : visits_) {
      for (size_t g = 0; g < groups_.size(); ++g) {
        if (all[visit.group] < all[g] + 2 || weeks_of_.count({g, visit.week}) > 0) continue;
        verify(!could_have(g, visit), "check.space.turn", visit.claimed, groups_[g].name);
      }
    }
    const int64_t most = now.empty() ? 0 : *std::max_element(now.begin(), now.end());
    result_.verify(most == number_at("turns", "most"), "check.space.count",
                   [&] { return Args{{"what", std::string("turns")}, {"value", most}}; });
  }

  // People sit once, where their groups are; no table is too large; and departments are as mixed
  // as they can be at so many tables.
  void check_seating() {
    if (settings_.table == 0) return;
    const auto verify_table = [&](bool holds) {
      result_.verify(holds, "check.space.tables", [] { return Args{}; });
    };
    const Value* list = input_.claim.extra.find("seating");
    verify_table(list != nullptr && list->list() != nullptr);
    if (list == nullptr || list->list() == nullptr) return;
    const Column* department = input_.roster.with_role(Role::kDepartment);
    const PeoplePairs secrets = confidential_pairs(input_.program);
    int64_t mixed = 0;
    std::multiset<int32_t> seated;
    for (const Value& place : *list->list()) {
      const Value* tables = place.find("tables");
      verify_table(tables != nullptr && tables->list() != nullptr && !tables->list()->empty());
      if (tables == nullptr || tables->list() == nullptr || tables->list()->empty()) continue;
      std::map<std::string_view, int64_t> holders;
      int64_t all = 0;
      for (const Value& table : *tables->list()) {
        const auto size = table.list() == nullptr ? 0 : static_cast<int64_t>(table.list()->size());
        verify_table(size > 0 && size <= settings_.table);
        if (size == 0) continue;
        all += size * (size - 1) / 2;
        std::map<std::string_view, int64_t> here;
        std::vector<int32_t> people;
        for (const Value& id : *table.list()) {
          const int32_t person =
              id.text() == nullptr ? Roster::kNobody : input_.roster.find(*id.text());
          verify_table(person != Roster::kNobody);
          if (person == Roster::kNobody) continue;
          seated.insert(person);
          people.push_back(person);
          if (department == nullptr) continue;
          const std::string_view name = department->text(static_cast<size_t>(person));
          ++holders[name];
          ++here[name];
        }
        verify_table(!holds_any(secrets, people));
        mixed += size * (size - 1) / 2;
        for (const auto& [name, count] : here) mixed -= count * (count - 1) / 2;
      }
      // The fewest pairs of one department: its people over all tables, none with two more than
      // another.
      const auto count = static_cast<int64_t>(tables->list()->size());
      for (const auto& [name, people] : holders) {
        const int64_t low = people / count;
        all -= count * (low * (low - 1) / 2) + (people % count) * low;
      }
      most_mixed_ += all;
    }
    verify_table(mixed == most_mixed_);
    verify_table(mixed == number_at("tables", "mixed"));
    std::multiset<int32_t> there;
    for (const Visit& visit : visits_)
      there.insert(groups_[visit.group].people.begin(), groups_[visit.group].people.end());
    verify_table(seated == there);
  }

  const SpacesClaim& input_;
  CheckResult& result_;
  SpacesSettings settings_;
  Day start_ = 0;
  bool dateless_ = false;
  bool weekly_ = false;  // some slot is
  TimeSlots slots_;
  std::vector<Room> rooms_;
  std::vector<bool> takes_part_;
  std::vector<ListedGroup> groups_;
  std::vector<std::string> sites_;  // of groups, folded
  // By how a list writes them; all where it names none.
  mutable std::map<std::string, uint64_t> slots_of_;
  std::map<std::string, size_t> by_key_;
  std::vector<Visit> visits_;
  std::set<std::pair<size_t, int32_t>> weeks_of_;  // groups and weeks
  int64_t most_mixed_ = 0;
};

}  // namespace

void check_spaces(const SpacesClaim& input, CheckResult& result) { Checker(input, result).run(); }

}  // namespace weft
