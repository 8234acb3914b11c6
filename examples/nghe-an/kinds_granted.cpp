// SPDX-License-Identifier: Apache-2.0
// Granted, in full or in part: ordinary dossiers at the edge of a condition, and those that another law or
// another reading would decide otherwise.

#include "kind.hpp"

namespace {

constexpr Event A = Event::reduced_hours;
constexpr Event B = Event::suspended;
constexpr Event C = Event::terminated;

Answer refused(const char* failed) { return {"not_eligible", 0, 0, failed, "", ""}; }

/// The day somebody is `years` old for the first time is the day of the event, or `later` days after it.
Day birthday(const Dossier& dossier, int years, int later) {
  Day birth = years_before(*dossier.from, years) + days{later};
  if (not_leap_day(birth) != birth) birth += days{1};
  return birth;
}

void exactly_at_the_wage(Dossier& dossier, Draw&) { dossier.income = minimum_wage(dossier.at->region); }

void thirty_days(Dossier& dossier, Draw&) { dossier.to = *dossier.from + days{29}; }

void fourteen_days(Dossier& dossier, Draw&) {
  dossier.days_total = 14;
  dossier.days_longest = 14;
}

void short_runs(Dossier& dossier, Draw& draw) { dossier.days_longest = draw.between(4, 13); }

void low_in_every_region(Dossier& dossier, Draw& draw) {
  dossier.income = draw.between(2'000, 3'250) * 1'000;
}

void child_of_six(Dossier& dossier, Draw& draw) {
  const int years = draw.one_in(2) ? 6 : 7;
  dossier.child_birth = birthday(dossier, years, 0);
}

}  // namespace

std::vector<Kind> kinds_granted() {
  const std::map<std::string, Answer> too_late_a{{before_amendment, refused("in_window in_time")}};
  const std::map<std::string, Answer> too_late_b{
      {before_amendment, refused("in_window starts_in_window in_time")}};
  const std::map<std::string, Answer> too_late_c{{before_amendment, refused("ended_in_window in_time")}};
  return {
      // At the edge
      {.name = "income exactly the minimum wage", .event = A, .count = 9, .change = exactly_at_the_wage},
      {.name = "14 days exactly", .event = A, .count = 8, .change = fourteen_days},
      {.name = "35th birthday on the day",
       .event = A,
       .count = 3,
       .group = Group::woman_35,
       .change = [](Dossier& d, Draw&) { d.birth = birthday(d, 35, 0); }},
      {.name = "child turns 6 the next day",
       .event = A,
       .count = 2,
       .group = Group::carer,
       .change = [](Dossier& d, Draw&) { d.child_birth = birthday(d, 6, 1); }},
      {.name = "30 days exactly", .event = B, .count = 3, .change = thirty_days},
      {.name = "ended on the first day of the round",
       .event = C,
       .count = 2,
       .change = [](Dossier& d, Draw&) { d.from = day(2022, 10, 1); }},
      {.name = "ended on the last day of the round",
       .event = C,
       .count = 2,
       .change =
           [](Dossier& d, Draw&) {
             d.from = day(2023, 3, 31);
             d.received = day(2023, 3, 31);
           }},

      // What is missing or unusual does not matter
      {.name = "region missing, income below every region's wage",
       .event = A,
       .count = 8,
       .role = "no_region",
       .change = low_in_every_region},
      {.name = "the other carer was supported as a member",
       .event = A,
       .count = 2,
       .group = Group::carer,
       .change = [](Dossier& d, Draw&) { d.other_carer = "support_as_member"; }},
      {.name = "the term expired",
       .event = C,
       .count = 6,
       .change = [](Dossier& d, Draw&) { d.termination = "term_expired"; }},

      // Otherwise under another reading
      {.name = "14 days in several short runs",
       .event = A,
       .count = 37,
       .otherwise = {{consecutive, refused("long_enough")}},
       .change = short_runs},

      // Events of the second round, which the first law did not reach
      {.name = "second round", .event = A, .count = 45, .role = "second_round", .otherwise = too_late_a},
      {.name = "second round", .event = B, .count = 6, .role = "second_round", .otherwise = too_late_b},
      {.name = "second round", .event = C, .count = 4, .role = "second_round", .otherwise = too_late_c},
      {.name = "second round, fund lawfully postponed",
       .event = A,
       .count = 12,
       .role = "postponed",
       .otherwise = too_late_a},

      // Filed under a group, paid as an ordinary non-member
      {.name = "filed as a woman of 35, who turns 35 the next day",
       .event = A,
       .count = 4,
       .group = Group::woman_35,
       .outcome = Outcome::lower,
       .change = [](Dossier& d, Draw&) { d.birth = birthday(d, 35, 1); }},
      {.name = "filed as a woman of 35, who turns 35 the next day",
       .event = B,
       .count = 1,
       .group = Group::woman_35,
       .outcome = Outcome::lower,
       .change = [](Dossier& d, Draw&) { d.birth = birthday(d, 35, 1); }},
      {.name = "filed for a child, who is 6 or 7 that day",
       .event = A,
       .count = 3,
       .group = Group::carer,
       .outcome = Outcome::lower,
       .change = child_of_six},
      {.name = "filed for a child, who is 6 or 7 that day",
       .event = B,
       .count = 1,
       .group = Group::carer,
       .outcome = Outcome::lower,
       .change = child_of_six},
      {.name = "filed for a child, for whom somebody else was supported",
       .event = A,
       .count = 2,
       .group = Group::carer,
       .outcome = Outcome::lower,
       .change = [](Dossier& d, Draw&) { d.other_carer = "support_as_carer"; }},
      {.name = "filed for a child, for whom somebody else was supported",
       .event = C,
       .count = 1,
       .group = Group::carer,
       .outcome = Outcome::lower,
       .change = [](Dossier& d, Draw&) { d.other_carer = "support_as_carer"; }},
  };
}
