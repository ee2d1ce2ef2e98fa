// The headers of forms: questions, and when they were answered. English and German.
#pragma once

#include <string_view>

namespace weft {

// "Which department are you in?": has a question mark, or begins as questions do.
bool is_question(std::string_view header);

// Whether it asks if somebody takes part: "Would you like to join?", "Nehmen Sie teil?". Not what
// asks about earlier times.
bool asks_to_take_part(std::string_view header);

// When a row was filled in.
bool is_time_stamp(std::string_view header);

}  // namespace weft
