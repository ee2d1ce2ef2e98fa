#include "api/ahead.h"

#include <algorithm>
#include <map>

#include "api/possible.h"
#include "outcome/publish.h"
#include "series/series.h"

namespace weft {
namespace {

constexpr int64_t kMostLoosened = 20'000;  // people, in all rounds
constexpr int32_t kMostCounted = 6'000;
constexpr int32_t kMostTried = 1'200;
constexpr int64_t kFarAway = 60;            // rounds
constexpr int64_t kTriedPairs = 6'000'000;  // looked at by all rounds that are tried
constexpr int64_t kTriedExchanges = 10'000'000;

Plan solve_for_people(const Ahead& ahead, Program program, const History& history) {
  program.criteria.clear();
  const Fit fit(ahead.roster, program, history, ahead.people, ahead.date);
  return ahead.format.solve({ahead.roster, program, history, ahead.lists, fit, ahead.date});
}

// In all rounds, where several are planned at once.
int64_t left_out_by(const Ahead& ahead, const Program& program) {
  if (program.series.rounds > 1) {
    return left_out_one_by_one(
        {ahead.roster, program, ahead.history, ahead.lists, ahead.format, ahead.date});
  }
  return static_cast<int64_t>(solve_for_people(ahead, program, ahead.history).left_out.size());
}

// A list of names is somebody's wish or somebody's secret, and not for loosening; a question about
// people is answered in the room People.
bool may_be_loosened(const Rule& rule) {
  return rule.kind != Rule::Kind::kApart && rule.kind != Rule::Kind::kTogether;
}

// People who have a value, by the roster's column.
struct Holders {
  const Column* column;
  uint32_t value;
};

// A few by name; more by what the rules' columns say of all of them, where they agree in any.
std::string described(const Ahead& ahead, const std::vector<int32_t>& participants) {
  constexpr size_t kNamed = 3;
  std::string text;
  const auto add = [&](std::string_view more) {
    text.append(text.empty() ? "" : ", ").append(more);
  };
  std::vector<const Column*> told;
  for (const Rule& rule : ahead.program.rules) {
    if (participants.size() <= kNamed || rule.column.index < 0) continue;
    const Column& column = ahead.roster.columns[static_cast<size_t>(rule.column.index)];
    const auto code_of = [&](int32_t participant) {
      return column.codes[static_cast<size_t>(ahead.people[static_cast<size_t>(participant)])];
    };
    const uint32_t code = code_of(participants[0]);
    if (code == Column::kMissing || std::count(told.begin(), told.end(), &column) > 0) continue;
    if (!std::all_of(participants.begin(), participants.end(),
                     [&](int32_t participant) { return code_of(participant) == code; }))
      continue;
    told.push_back(&column);
    add(std::string(column.header).append(": ").append(column.values[code]));
  }
  if (!told.empty()) return text;
  for (size_t i = 0; i < std::min(participants.size(), kNamed); ++i) {
    add(ahead.roster
            .names[static_cast<size_t>(ahead.people[static_cast<size_t>(participants[i])])]);
  }
  if (participants.size() > kNamed) add("…");
  return text;
}

// What the rules' columns one by one do not show.
void add_shortages(const Ahead& ahead, const Fit& fit, const std::vector<Holders>& too_large,
                   bool odd_parts_told, Json& clashes) {
  constexpr size_t kMostTold = 5;
  size_t told = 0;
  for (const Shortage& shortage : ahead.format.shortages(ahead.program, fit)) {
    const bool known = std::any_of(too_large.begin(), too_large.end(), [&](const Holders& holders) {
      return std::all_of(shortage.people.begin(), shortage.people.end(), [&](int32_t participant) {
        const auto person = static_cast<size_t>(ahead.people[static_cast<size_t>(participant)]);
        return holders.column->codes[person] == holders.value;
      });
    });
    const bool island = shortage.partners.empty();
    if (known || (island && odd_parts_told)) continue;
    if (++told > kMostTold) return;
    const auto people = static_cast<int64_t>(shortage.people.size());
    Json args = {{"people", people}, {"who", described(ahead, shortage.people)}};
    if (!island) {
      args["partners"] = shortage.partners.size();
      args["whom"] = described(ahead, shortage.partners);
    }
    args["over"] = shortage.over();
    clashes.push_back({{"code", island                     ? "clash.oddIsland"
                                : shortage.parts == people ? "clash.fewPartners"
                                                           : "clash.oddAround"},
                       {"args", std::move(args)}});
  }
}

}  // namespace

Json clashes_to_json(const Ahead& ahead, const Fit& fit) {
  const Roster& roster = ahead.roster;
  const Program& program = ahead.program;
  const std::vector<int32_t>& people = ahead.people;
  Json clashes = Json::array();
  // These are about pairs of any two; of larger groups the format knows.
  if (!makes_pairs(program)) {
    for (const Reason& clash : ahead.format.clashes(program, roster, people))
      clashes.push_back({{"code", clash.code}, {"args", to_json(clash.args)}});
    return clashes;
  }
  std::vector<Holders> too_large;
  const auto total = static_cast<int64_t>(people.size());
  // The parts of the roster that the rules "same" leave.
  std::vector<uint32_t> part(people.size(), 0);
  std::string same;
  for (const Rule& rule : program.rules) {
    if (rule.kind != Rule::Kind::kSame && rule.kind != Rule::Kind::kDifferent) continue;
    const Column& column = roster.columns[static_cast<size_t>(rule.column.index)];
    if (column.type == Type::kList) continue;
    if (rule.kind == Rule::Kind::kSame) {
      std::map<std::pair<uint32_t, uint32_t>, uint32_t> parts;
      for (size_t i = 0; i < people.size(); ++i) {
        const std::pair key{part[i], column.codes[static_cast<size_t>(people[i])]};
        part[i] = parts.emplace(key, static_cast<uint32_t>(parts.size())).first->second;
      }
      same = column.header;
      continue;
    }
    std::vector<int64_t> holders(column.values.size(), 0);
    for (const int32_t person : people) ++holders[column.codes[static_cast<size_t>(person)]];
    const auto most = std::max_element(holders.begin(), holders.end());
    if (most == holders.end() || *most * 2 <= total) continue;
    const auto value = static_cast<size_t>(most - holders.begin());
    clashes.push_back({{"code", "clash.tooLarge"},
                       {"args",
                        {{"column", column.header},
                         {"value", column.values[value]},
                         {"people", *most},
                         {"others", total - *most},
                         {"over", 2 * *most - total}}}});
    too_large.push_back({&column, static_cast<uint32_t>(value)});
  }
  std::vector<int64_t> sizes(people.size() + 1, 0);
  for (const uint32_t i : part) ++sizes[i];
  int64_t odd = 0;
  int64_t over = 0;
  for (const int64_t size : sizes) {
    if (size % 2 == 0) continue;
    ++odd;
    if (size == 1 || !program.trio) ++over;
  }
  if (over > 0 && !same.empty()) {
    clashes.push_back(
        {{"code", "clash.oddParts"}, {"args", {{"column", same}, {"count", odd}, {"over", over}}}});
  }
  add_shortages(ahead, fit, too_large, !same.empty(), clashes);
  return clashes;
}

Json loosened_to_json(const Ahead& ahead) {
  Json json = {{"leftOut", 0}, {"options", Json::array()}};
  if (static_cast<int64_t>(ahead.people.size()) * ahead.program.series.rounds > kMostLoosened)
    return json;
  const int64_t left_out = left_out_by(ahead, without_secrets(ahead.program));
  json["leftOut"] = left_out;
  if (left_out == 0) return json;
  struct Option {
    size_t rule;
    std::string code;
    int32_t rounds;
    int64_t people;
  };
  std::vector<Option> options;
  for (size_t i = 0; i < ahead.program.rules.size(); ++i) {
    const Rule& rule = ahead.program.rules[i];
    if (!may_be_loosened(rule)) continue;
    Program without = ahead.program;
    without.rules.erase(without.rules.begin() + static_cast<std::ptrdiff_t>(i));
    const int64_t gain = left_out - left_out_by(ahead, without_secrets(std::move(without)));
    if (gain <= 0) continue;
    options.push_back({i, "loosen.drop", 0, gain});
    if (rule.kind != Rule::Kind::kMet || !rule.rounds) continue;
    // The longest gap that helps: a shorter one never forbids more.
    int32_t helps = 0;
    int32_t helps_not = *rule.rounds;
    int64_t best = 0;
    while (helps_not - helps > 1) {
      const int32_t rounds = helps + (helps_not - helps) / 2;
      Program shorter = ahead.program;
      shorter.rules[i].rounds = rounds;
      const int64_t gained = left_out - left_out_by(ahead, without_secrets(std::move(shorter)));
      if (gained > 0) helps = rounds, best = gained;
      if (gained <= 0) helps_not = rounds;
    }
    if (helps > 0) options.push_back({i, "loosen.rounds", helps, best});
  }
  std::stable_sort(options.begin(), options.end(),
                   [](const Option& a, const Option& b) { return a.people > b.people; });
  for (const Option& option : options) {
    Json args = Json::object();
    if (option.rounds > 0) args["rounds"] = option.rounds;
    json["options"].push_back({{"rule", option.rule},
                               {"code", option.code},
                               {"args", std::move(args)},
                               {"people", option.people}});
  }
  return json;
}

namespace {

// No more rounds than this are without a repeat, and why.
struct MostRounds {
  int64_t rounds = INT64_MAX;
  Json why;
  int64_t pairs = 0;  // who may meet anew
};

// Of people who meet among each other. REQUIRES: the fit is of all who take part, and admits who
// may meet anew.
MostRounds most_rounds(const Ahead& ahead, const Fit& fit, const Tables& tables) {
  MostRounds most;
  const std::vector<int32_t>& sizes = tables.sizes;
  if (sizes.empty()) return most;
  std::vector<int32_t> participants;
  for (const int32_t person : tables.people) {
    const auto found = std::lower_bound(ahead.people.begin(), ahead.people.end(), person);
    participants.push_back(static_cast<int32_t>(found - ahead.people.begin()));
  }
  std::vector<int64_t> partners(participants.size(), 0);
  for (size_t i = 0; i < participants.size(); ++i) {
    for (size_t j = i + 1; j < participants.size(); ++j) {
      if (!fit.admissible(participants[i], participants[j])) continue;
      ++most.pairs;
      ++partners[i];
      ++partners[j];
    }
  }
  const auto at_most = [&](int64_t rounds, const char* code, Json args) {
    if (rounds >= most.rounds) return;
    most.rounds = rounds;
    most.why = {{"code", code}, {"args", std::move(args)}};
  };
  int64_t seats = 0;
  int64_t per_round = 0;
  for (const int32_t size : sizes) {
    seats += size;
    per_round += int64_t{size} * (size - 1) / 2;
  }
  // Who sits out now and then needs fewer.
  if (seats == static_cast<int64_t>(tables.people.size())) {
    const auto fewest = std::min_element(partners.begin(), partners.end());
    const int64_t each = sizes.front() - 1;
    const auto person =
        static_cast<size_t>(tables.people[static_cast<size_t>(fewest - partners.begin())]);
    Json args = {{"name", ahead.roster.names[person]},
                 {"partners", *fewest},
                 {"count", std::count(partners.begin(), partners.end(), *fewest)}};
    if (each > 1) args["each"] = each;
    at_most(*fewest / each, each > 1 ? "forecast.personInGroups" : "forecast.person",
            std::move(args));
    if (sizes.back() > static_cast<int64_t>(sizes.size())) {
      at_most(1, "forecast.fewGroups", {{"groups", sizes.size()}, {"size", sizes.back()}});
    }
  }
  at_most(most.pairs / per_round, "forecast.pairs",
          {{"pairs", most.pairs}, {"perRound", per_round}});
  return most;
}

// Rounds found one after the other, or all at once; up to `most`.
int64_t rounds_found(const Ahead& ahead, Program fresh, int64_t pairs, int64_t most) {
  const auto n = static_cast<int32_t>(ahead.people.size());
  int64_t found = 0;
  if (makes_pairs(fresh)) {
    History history = ahead.history;
    const int64_t affordable = std::max<int64_t>(kTriedPairs / std::max<int64_t>(pairs, 1), 1);
    const size_t odd = static_cast<size_t>(n % 2);
    while (found < std::min(most, affordable)) {
      fresh.seed = ahead.program.seed + static_cast<uint64_t>(found);
      const Plan plan = solve_for_people(ahead, fresh, history);
      if (plan.left_out.size() > (fresh.trio ? 0 : odd)) break;
      publish(plan, fresh, ahead.date, ahead.roster, history);
      ++found;
    }
  }
  if (found >= most) return found;
  fresh.series.rounds = static_cast<int32_t>(most);
  // Of the people of today.
  fresh.series.weeks = 0;
  fresh.series.months = 0;
  if (fresh.absences != nullptr) {
    auto away = std::make_shared<std::vector<Absence>>();
    for (const Absence& absence : *fresh.absences) {
      if (absence.covers(ahead.date, 1))
        away->push_back({absence.person, 0, ahead.date, ahead.date});
    }
    fresh.absences = std::move(away);
  }
  return std::max<int64_t>(found, clean_rounds({ahead.roster, fresh, ahead.history, ahead.lists,
                                                ahead.format, ahead.date},
                                               kTriedExchanges));
}

}  // namespace

Json forecast_to_json(const Ahead& ahead) {
  Json nothing = {{"rounds", nullptr}};
  const auto n = static_cast<int32_t>(ahead.people.size());
  if (n < 2 || n > kMostCounted) return nothing;
  // What a list of names asks for is told by no figure.
  const Program told = without_secrets(ahead.program);
  std::vector<Tables> tables = ahead.format.tables(
      {ahead.roster, told, ahead.history, ahead.lists,
       Fit(ahead.roster, told, ahead.history, ahead.people, ahead.date), ahead.date});
  if (tables.empty()) {
    if (!makes_pairs(ahead.program)) return nothing;
    tables.push_back({ahead.people, std::vector<int32_t>(static_cast<size_t>(n) / 2, 2)});
  }
  // The same people, who have never met in the programs that count.
  Program fresh = ahead.program;
  fresh.rules.erase(std::remove_if(fresh.rules.begin(), fresh.rules.end(),
                                   [](const Rule& rule) { return rule.kind == Rule::Kind::kMet; }),
                    fresh.rules.end());
  Rule& never = fresh.rules.emplace_back();
  never.kind = Rule::Kind::kMet;
  for (const Rule& rule : ahead.program.rules) {
    if (rule.kind == Rule::Kind::kMet) never.scope = rule.scope;
  }
  fresh.criteria.clear();
  // Without those who are to be kept apart there are only more rounds; how many fewer there are
  // with them would tell of them, so none are tried.
  const bool secrets = std::any_of(fresh.rules.begin(), fresh.rules.end(), is_confidential);
  const Program open = without_secrets(fresh);
  const Fit fit(ahead.roster, open, ahead.history, ahead.people, ahead.date);
  MostRounds most;
  int64_t pairs = 0;
  for (const Tables& some : tables) {
    MostRounds of_some = most_rounds(ahead, fit, some);
    pairs += of_some.pairs;
    if (of_some.rounds < most.rounds) most = std::move(of_some);
  }
  if (most.rounds >= kFarAway) return nothing;
  const int64_t at_least =
      n <= kMostTried && !secrets ? rounds_found(ahead, std::move(fresh), pairs, most.rounds) : 0;
  return {{"rounds", {{"atLeast", at_least}, {"atMost", most.rounds}}},
          {"why", std::move(most.why)}};
}

}  // namespace weft
