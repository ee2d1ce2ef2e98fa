#include "outcome/publish.h"

namespace weft {

namespace {

Round round_of(const Program& program, Day date) {
  Round round;
  round.program = program.name;
  round.format = program.format;
  round.date = date;
  round.seed = program.seed;
  round.meets = program.shape.meets;
  round.led = program.shape.directed();
  if (program.runs_months > 0) round.until = add_months(date, program.runs_months);
  return round;
}

}  // namespace

void publish(const Plan& plan, const Program& program, Day date, const Roster& roster,
             History& history) {
  Round round = round_of(program, date);
  const auto member = [&](int32_t person) {
    return history.people.intern(roster.ids[static_cast<size_t>(person)]);
  };
  for (const PlannedGroup& group : plan.groups) {
    round.groups.open();
    for (const int32_t person : group.people) {
      round.groups.add(member(person));
      if (group.short_of > 0) round.odd.push_back(member(person));
    }
    if (group.odd >= 0) round.odd.push_back(member(group.odd));
  }
  for (const int32_t person : plan.left_out) round.left_out.push_back(member(person));
  for (const int32_t person : plan.sits_out) round.odd.push_back(member(person));
  history.rounds.push_back(std::move(round));
}

void publish(const Claim& claim, const Program& program, Day date, History& history) {
  Round round = round_of(program, date);
  for (const Claim::Group& group : claim.groups) {
    round.groups.open();
    for (const std::string& id : group.people) round.groups.add(history.people.intern(id));
  }
  for (const std::string& id : claim.left_out) round.left_out.push_back(history.people.intern(id));
  history.rounds.push_back(std::move(round));
}

bool supersedes(const Program& program, Day day, const Round& round) {
  const bool series = program.document.find("rounds") != nullptr;
  return series && round.program == program.name && round.date > day;
}

}  // namespace weft
