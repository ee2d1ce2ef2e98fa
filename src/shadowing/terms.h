// Who may visit whom when: the keys of a shadowing program, the two lists, and what keeps a guest
// from a date besides the rules.
//
// A host who offers a date is there: they visit nobody at that time. Guest and host are of
// different departments unless the program says otherwise. Without a column `@site` everybody is
// at the same one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fit/fit.h"
#include "lists/host_dates.h"

namespace weft {

// The place of a number in what is listed by it.
inline size_t at(int32_t i) { return static_cast<size_t>(i); }

struct ShadowingKeys {
  enum class Travel { kWilling, kAll, kNobody };

  int32_t visits = 1;              // of a guest who does not say
  int32_t places = 1;              // of a date that does not say
  std::optional<int32_t> per_day;  // visits a department takes in a day
  std::vector<Filter> closed;      // hosts who are not visited: who passes any of them
  std::vector<std::vector<std::string>> competing;  // departments that do not visit each other
  Travel travel = Travel::kWilling;
  bool own_department = false;
  bool unlisted = false;  // who gave wishes is sent to others too, after them
  bool swap = false;      // every visit is returned
  int64_t wishes = 100;   // their weight, as of a criterion
};
const std::vector<std::string>& shadowing_keys();
ShadowingKeys read_shadowing(const Program& program, Issues& issues);

// Guests and dates are numbers; people are participants.
class Shadowing {
 public:
  // What keeps a guest from a date, the first that does.
  enum class Bar {
    kNone,
    kSelf,
    kWish,
    kDepartment,
    kClosed,
    kCompeting,
    kSecret,  // the confidential list: nothing is said of it
    kRule,
    kSite,
    kTime,
    kHosting
  };
  struct Date {
    int32_t host;
    HostDate date;
    std::string where;  // as written, else the site of the host
    std::string site;   // the one that is written, else the host's
  };
  struct Guest {
    int32_t participant;
    GuestWishes wishes;
  };

  // Issues: those of the lists, of filters, shadowing.listMissing, dates.hostNotTakingPart,
  // guests.notTakingPart, shadowing.unknownDepartment, shadowing.noDepartments. REQUIRES: all but
  // `issues` outlive this.
  Shadowing(const Roster& roster, const Program& program, const Fit& fit, const Lists& lists,
            Day today, Issues& issues);

  const ShadowingKeys& keys() const { return keys_; }
  const std::vector<Date>& dates() const { return dates_; }
  const std::vector<Guest>& guests() const { return guests_; }
  // Who hosts on any date, ascending.
  const std::vector<int32_t>& hosts() const { return hosts_; }

  // Of the two people alone. O(rules).
  Bar bar_between(int32_t guest, int32_t host) const;
  // Besides that, of the date.
  Bar bar(int32_t guest, const Date& date) const;
  // The place of the wish that a host meets; 0: none, or no wishes at all.
  int32_t rank(int32_t guest, int32_t host) const;
  // What a visit is worth, and at most: the wish by its place, and the criteria.
  int64_t value(int32_t guest, int32_t host) const;
  int64_t full_value(int32_t guest) const;
  // Department of a host, by number; -1: the roster has none.
  int32_t department(int32_t participant) const;

 private:
  void read_lists(const Lists& lists, Day today, Issues& issues);
  void read_departments(Issues& issues);

  const Roster& roster_;
  const Fit& fit_;
  ShadowingKeys keys_;
  std::vector<Date> dates_;
  std::vector<Guest> guests_;
  std::vector<int32_t> hosts_;
  std::vector<HostNames> names_;              // per participant who hosts
  std::vector<std::vector<size_t>> hosting_;  // dates, per participant
  std::vector<bool> closed_;                  // per person of the roster
  std::vector<std::vector<int32_t>> rivals_;  // groups it is in, per department
};

}  // namespace weft
