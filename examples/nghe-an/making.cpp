// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <algorithm>

namespace {

Day between(Day low, Day high, Draw& draw) { return low + days{draw.between(0, (high - low).count())}; }

/// A birth day of somebody who is `age` years old on a day; never a birthday on it or on the day after, nor a
/// 29 February.
Day born(Day on, int age, Draw& draw) {
  return not_leap_day(years_before(on, age) - days{draw.between(2, 360)});
}

Money income_around(Money low, Money high, Draw& draw) {
  return draw.between(low / 1'000, high / 1'000) * 1'000;
}

void reduced_hours(Dossier& dossier, const Enterprise& enterprise, Draw& draw) {
  static const std::vector<std::string> ways{"daily_hours", "working_days", "working_days", "stoppage"};
  // The list names days that are over, and at least 20 of them from the first to the last.
  const Day last = std::min(round_ends(enterprise), enterprise.received - days{1});
  const Day from = between(round_begins(enterprise), last - days{45}, draw);
  const std::int64_t span = draw.between(20, std::min<std::int64_t>(120, (last - from).count() + 1));
  dossier.from = from;
  dossier.to = from + days{span - 1};
  dossier.reduction = draw.pick(ways);
  dossier.days_total = draw.between(14, std::min<std::int64_t>(span, 60));
  dossier.days_longest = draw.between(14, *dossier.days_total);
  const Money floor = minimum_wage(enterprise.region);
  dossier.income = income_around(floor / 10 * 6, floor - 1'000, draw);
}

void suspended(Dossier& dossier, const Enterprise& enterprise, Draw& draw) {
  const Day last = std::min(round_ends(enterprise), enterprise.received - days{1});
  const Day from = between(round_begins(enterprise), last - days{45}, draw);
  const std::int64_t span = draw.between(31, std::min<std::int64_t>(150, (last - from).count() + 1));
  dossier.from = from;
  dossier.to = from + days{span - 1};
  dossier.income = income_around(1'200'000, 5'600'000, draw);
  dossier.personal_reasons = false;
}

void terminated(Dossier& dossier, const Enterprise& enterprise, Draw& draw) {
  static const std::vector<std::string> ways{"agreement", "agreement", "employer_notice", "employee_lawful"};
  const Day last = std::min(round_ends(enterprise), enterprise.received - days{1});
  dossier.from = between(round_begins(enterprise) + days{1}, last - days{1}, draw);
  dossier.income = income_around(5'300'000, 6'100'000, draw);
  dossier.termination = draw.pick(ways);
  dossier.pension = false;
  dossier.incapacity = false;
  dossier.qualifies = false;
}

/// The person's own facts. Somebody of one group is of no other, so that it alone decides the amount.
void person(Dossier& dossier, Group group, Sex sex, Draw& draw) {
  const Day on = *dossier.from;
  dossier.person_sex = sex;
  dossier.sex = sex;
  dossier.member = group == Group::member;
  switch (group) {
    case Group::member:
      dossier.birth = born(on, static_cast<int>(draw.between(18, 54)), draw);
      if (draw.one_in(6)) {  // filled in, though it does not matter
        dossier.raises_child = true;
        dossier.child_birth = born(on, static_cast<int>(draw.between(0, 15)), draw);
      }
      return;
    case Group::woman_35: dossier.birth = born(on, static_cast<int>(draw.between(35, 54)), draw); break;
    case Group::pregnant: dossier.birth = born(on, static_cast<int>(draw.between(19, 34)), draw); break;
    case Group::carer:
      dossier.birth = born(on, static_cast<int>(draw.between(20, sex == Sex::female ? 34 : 45)), draw);
      break;
    case Group::ordinary:
      dossier.birth = born(on, static_cast<int>(draw.between(18, sex == Sex::female ? 34 : 57)), draw);
      break;
  }
  if (sex == Sex::female) dossier.pregnant = group == Group::pregnant;
  dossier.raises_child = group == Group::carer;
  if (group == Group::carer) {
    dossier.child_birth = born(on, static_cast<int>(draw.between(0, 5)), draw);
    dossier.other_carer = "no_support";
  }
}

}  // namespace

std::string PersonIds::next(Sex sex, Day birth, Draw& draw) {
  const std::chrono::year_month_day date{birth};
  const int year = static_cast<int>(date.year());
  // As on the cards: the century and sex in one digit, the year of birth in two, then six of the person's
  // own.
  const int century = (year >= 2000 ? 2 : 0) + (sex == Sex::female ? 1 : 0);
  for (;;) {
    const std::string serial = std::to_string(1'000'000 + draw.between(0, 999'999)).substr(1);
    std::string id = "999" + std::to_string(century) + std::to_string(100 + year % 100).substr(1) + serial;
    if (used_.insert(serial).second) return id;
  }
}

Dossier make(const Enterprise& enterprise, Event event, Group group, Sex sex, Draw& draw) {
  Dossier dossier;
  dossier.at = &enterprise;
  dossier.event = event;
  dossier.claimed = group;
  dossier.received = enterprise.received;
  dossier.labour_contract = true;
  dossier.order_cut = true;
  switch (event) {
    case Event::reduced_hours: reduced_hours(dossier, enterprise, draw); break;
    case Event::suspended: suspended(dossier, enterprise, draw); break;
    case Event::terminated: terminated(dossier, enterprise, draw); break;
  }
  person(dossier, group, sex, draw);
  return dossier;
}
