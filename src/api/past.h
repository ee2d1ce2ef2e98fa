// What is said of earlier rounds before a run, beside the rules that ask for them: which are only
// planned, how many of their people this roster knows, whom it can't tell apart.
#pragma once

#include "history/history.h"
#include "program/program.h"

namespace weft {

// `history`: the whole, with what is planned. Issues: history.replaced, history.planned,
// history.fewFound and history.nobodyFound with history.otherIds or history.otherDomain,
// history.respelt, history.namesakes. O(size of the history + people log people).
void tell_of_past(const Roster& roster, const Program& program, const History& history, Day day,
                  Issues& issues);

}  // namespace weft
