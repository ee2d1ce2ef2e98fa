#include "solve/timetable_slot.h"

#include <algorithm>
#include <functional>

namespace weft::solve {

SlotSets::SlotSets(const TimetableIndex& index, const StakeTable& table, int32_t slot, bool fixed)
    : index_(&index),
      table_(&table),
      slot_(slot),
      rooms_of_(static_cast<size_t>(index.sessions()), 0),
      taken_(table.people(), 0) {
  for (const TimetableRoom& room : index.problem().rooms)
    rooms_ += static_cast<int32_t>(room.open >> slot & 1);
  for (int32_t s = 0; s < index.sessions(); ++s) {
    const std::vector<TimetablePlace>& places = index.places(s);
    const auto here = [&](const TimetablePlace& place) {
      return (index.span_of(s, place.slot) >> slot & 1) != 0;
    };
    for (const TimetablePlace& place : places) {
      if (here(place)) rooms_of_[static_cast<size_t>(s)] |= uint64_t{1} << place.room;
    }
    if (rooms_of(s) == 0) continue;
    const bool only_here =
        fixed && index.session(s).must && std::all_of(places.begin(), places.end(), here);
    (only_here ? fixed_ : allowed_).push_back(s);
  }
}

bool SlotSets::is_like(const SlotSets& other) const {
  if (rooms_ != other.rooms_ || rooms_of_ != other.rooms_of_ || fixed_ != other.fixed_)
    return false;
  for (int32_t p = 0; p < index_->people(); ++p) {
    if (index_->is_present(p, slot_) != index_->is_present(p, other.slot_)) return false;
  }
  return true;
}

SlotSets::Set SlotSets::from(const Agenda& agenda, int32_t slot) const {
  Set set;
  SlotCover cover(*table_, *index_, slot_);
  for (int32_t s = 0; s < index_->sessions(); ++s) {
    const TimetablePlace& place = agenda[static_cast<size_t>(s)];
    if (place.slot < 0 || (index_->span_of(s, place.slot) >> slot & 1) == 0) continue;
    set.sessions.push_back(s);
    cover.replace(-1, s);
  }
  set.gain = cover.value() * kFine;
  return set;
}

void SlotSets::weigh(Set& set) {
  SlotCover cover(*table_, *index_, slot_);
  for (const int32_t s : set.sessions) {
    cover.replace(-1, s);
    looked_ += static_cast<int64_t>(table_->of(s).size());
  }
  set.gain = cover.value() * kFine;
  set.takers.clear();
  for (const int32_t s : set.sessions) set.takers.push_back(cover.takers(s));
}

// A host's stake holds more than what they get; a bonus is in no stake, and in every slot in part.
int64_t SlotSets::surplus(int32_t session) const {
  return index_->surplus(session) * table_->scale() / index_->session(session).length * kFine;
}

int64_t SlotSets::net_price(int32_t session) const {
  return (*price_)[static_cast<size_t>(session)] + surplus(session);
}

int64_t SlotSets::worth(const Set& set, const std::vector<int64_t>& price) const {
  int64_t worth = set.gain;
  for (const int32_t s : set.sessions) {
    worth -= price[static_cast<size_t>(s)] + surplus(s);
  }
  return worth;
}

bool SlotSets::clashes(int32_t session, const std::vector<int32_t>& with) const {
  const std::vector<int32_t>& others = index_->clashes(session);
  return !others.empty() && std::any_of(with.begin(), with.end(), [&](int32_t s) {
    return std::binary_search(others.begin(), others.end(), s);
  });
}

SlotSets::Set SlotSets::improve(const Set& start, const std::vector<int64_t>& price,
                                Random& random) {
  price_ = &price;
  SlotCover cover(*table_, *index_, slot_);
  Set set;
  for (const int32_t s : start.sessions) {
    set.sessions.push_back(s);
    cover.replace(-1, s);
  }
  std::vector<int32_t> incoming = allowed_;
  incoming.push_back(-1);
  for (bool better = true; better;) {
    better = false;
    random.shuffle(std::span<int32_t>(incoming));
    for (const int32_t in : incoming) {
      if (std::find(set.sessions.begin(), set.sessions.end(), in) != set.sessions.end()) continue;
      const bool room = static_cast<int32_t>(set.sessions.size()) < rooms_;
      int64_t best = 0;
      int32_t best_out = -2;
      for (size_t i = room && in >= 0 ? 0 : 1; i <= set.sessions.size(); ++i) {
        const int32_t out = i == 0 ? -1 : set.sessions[i - 1];
        if (std::find(fixed_.begin(), fixed_.end(), out) != fixed_.end()) continue;
        looked_ += out >= 0 ? static_cast<int64_t>(table_->of(out).size()) : 0;
        looked_ += in >= 0 ? static_cast<int64_t>(table_->of(in).size()) : 0;
        const int64_t change = cover.change(out, in) * kFine + (out >= 0 ? net_price(out) : 0) -
                               (in >= 0 ? net_price(in) : 0);
        if (change <= best) continue;
        if (in >= 0) {
          std::vector<int32_t> rest = set.sessions;
          if (out >= 0) rest.erase(std::find(rest.begin(), rest.end(), out));
          if (clashes(in, rest)) continue;
        }
        best = change;
        best_out = out;
      }
      if (best_out == -2) continue;
      cover.replace(best_out, in);
      set.sessions = cover.sessions();
      better = true;
    }
  }
  std::sort(set.sessions.begin(), set.sessions.end());
  set.gain = cover.value() * kFine;
  return set;
}

std::vector<SlotSets::Candidate> SlotSets::begin(const std::vector<int64_t>& price,
                                                 int64_t& worth) {
  price_ = &price;
  stack_.clear();
  chosen_.clear();
  std::vector<Candidate> candidates;
  for (const std::vector<int32_t>* list : {&fixed_, &allowed_}) {
    for (const int32_t s : *list) {
      Candidate candidate{s, stack_.size(), 0, -net_price(s)};
      for (const StakeTable::Stake& stake : table_->of(s)) {
        if (!index_->is_present(stake.person, slot_)) continue;
        stack_.push_back({stake.person, stake.weight});
        candidate.worth += stake.weight * kFine;
      }
      candidate.end = stack_.size();
      candidates.push_back(candidate);
    }
  }
  worth = 0;
  for (size_t i = 0; i < fixed_.size(); ++i) {
    worth += candidates[0].worth;
    chosen_.push_back(candidates[0].session);
    // The fixed come first, and stay there until they are in.
    candidates = without(candidates, 0, candidates.size());
  }
  return candidates;
}

int64_t SlotSets::ceiling(const std::vector<int64_t>& price) {
  int64_t worth = 0;
  std::vector<int64_t> more;
  for (const Candidate& candidate : begin(price, worth)) more.push_back(candidate.worth);
  std::sort(more.begin(), more.end(), std::greater<>());
  const size_t left = static_cast<size_t>(rooms_) - fixed_.size();
  for (size_t i = 0; i < std::min(left, more.size()); ++i) worth += std::max<int64_t>(0, more[i]);
  return worth;
}

bool SlotSets::search(const std::vector<int64_t>& price, int64_t floor, int64_t work, Set& found) {
  floor_ = floor;
  until_ = looked_ + work;
  found_ = false;
  int64_t worth = 0;
  std::vector<Candidate> candidates = begin(price, worth);
  branch(std::move(candidates), worth, rooms_ - static_cast<int32_t>(fixed_.size()));
  if (found_) {
    SlotCover cover(*table_, *index_, slot_);
    for (const int32_t s : best_) cover.replace(-1, s);
    found.sessions = best_;
    std::sort(found.sessions.begin(), found.sessions.end());
    found.gain = cover.value() * kFine;
  }
  return looked_ < until_;
}

std::vector<SlotSets::Candidate> SlotSets::without(const std::vector<Candidate>& candidates,
                                                   size_t chosen, size_t end) {
  const Candidate& in = candidates[chosen];
  for (size_t i = in.begin; i < in.end; ++i)
    taken_[static_cast<size_t>(stack_[i].person)] = stack_[i].gain;
  std::vector<Candidate> rest;
  rest.reserve(end - chosen);
  for (size_t j = chosen + 1; j < end; ++j) {
    const Candidate& old = candidates[j];
    if (clashes(old.session, {in.session})) continue;
    Candidate candidate{old.session, stack_.size(), 0, -net_price(old.session)};
    for (size_t i = old.begin; i < old.end; ++i) {
      const Gain gain = stack_[i];
      const int32_t more = gain.gain - taken_[static_cast<size_t>(gain.person)];
      if (more <= 0) continue;
      stack_.push_back({gain.person, more});
      candidate.worth += more * kFine;
    }
    looked_ += static_cast<int64_t>(old.end - old.begin);
    candidate.end = stack_.size();
    rest.push_back(candidate);
  }
  for (size_t i = in.begin; i < in.end; ++i) taken_[static_cast<size_t>(stack_[i].person)] = 0;
  return rest;
}

void SlotSets::branch(std::vector<Candidate> candidates, int64_t worth, int32_t left) {
  if (worth > floor_) {
    floor_ = worth;
    best_ = chosen_;
    found_ = true;
  }
  if (left <= 0) return;
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.worth != b.worth ? a.worth > b.worth : a.session < b.session;
  });
  // Gains only shrink: what is worth nothing now never will be.
  while (!candidates.empty() && candidates.back().worth <= 0) candidates.pop_back();
  const size_t bottom = stack_.size();
  const auto most_of = [&](size_t from, int32_t count) {
    int64_t most = 0;
    const size_t end = std::min(candidates.size(), from + static_cast<size_t>(count));
    for (size_t i = from; i < end; ++i) most += candidates[i].worth;
    return most;
  };
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (worth + most_of(i, left) <= floor_ || looked_ >= until_) break;
    const int64_t with = worth + candidates[i].worth;
    chosen_.push_back(candidates[i].session);
    if (left == 1) {
      branch({}, with, 0);
    } else {
      // Even with the best of the others these can't be in a set that is worth more.
      const int64_t others = with + most_of(i + 1, left - 2);
      size_t end = candidates.size();
      while (end > i + 1 && others + candidates[end - 1].worth <= floor_) --end;
      branch(without(candidates, i, end), with, left - 1);
    }
    chosen_.pop_back();
    stack_.resize(bottom);
  }
}

}  // namespace weft::solve
