// What is doubtful about the people of a run, however the program reads: said before it and with
// its outcome.
#pragma once

#include <cstdint>
#include <vector>

#include "base/issue.h"
#include "formats/format.h"
#include "program/program.h"
#include "roster/read_roster.h"

namespace weft {

// The questions about the roster that HR has not answered. People who may be one person do not meet
// each other meanwhile: `program` gets a rule, where the format has rules about who meets.
// REQUIRES: the program is resolved. O(questions).
Issues keep_apart_who_may_be_one(Program& program, const OpenQuestions& open, const Format& format);

// A warning beside each rule about reporting lines, where they are known for fewer than nine of ten
// of those who take part. O(people).
Issues doubts_about_lines(const Program& program, const Roster& roster,
                          const std::vector<int32_t>& people, const Format& format);

}  // namespace weft
