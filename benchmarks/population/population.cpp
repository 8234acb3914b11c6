// SPDX-License-Identifier: Apache-2.0
#include "population.hpp"

#include <algorithm>
#include <chrono>
#include <initializer_list>

#include "chance.hpp"

namespace {

constexpr const char* events[] = {"reduced_hours", "suspended", "terminated"};
constexpr const char* reductions[] = {"daily_hours", "working_days", "stoppage", "other_stoppage",
                                      "overtime_only"};
constexpr const char* terminations[] = {"agreement",        "term_expired",        "employer_notice",
                                        "employee_lawful",  "employee_unlawful",   "dismissal",
                                        "probation_failed", "probation_cancelled", "other"};
constexpr const char* sexes[] = {"female", "male"};
constexpr const char* carers[] = {"no_support", "support_as_carer", "support_as_member"};
constexpr const char* employers[] = {"enterprise", "cooperative", "other"};
constexpr const char* regions[] = {"I", "II", "III", "IV"};
constexpr const char* first_fund[] = {"paid_before", "paid_on_the_day", "partly_paid", "not_paid"};
constexpr const char* second_fund[] = {"paid_before", "paid_on_the_day", "partly_paid", "postponed",
                                       "not_paid"};

// The streams of chance.
enum Stream : std::uint64_t { of_applicant, of_applicant_missing, of_enterprise, of_enterprise_missing };

constexpr std::int32_t day(int year, unsigned month, unsigned of_month) {
  const std::chrono::sys_days days =
      std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month};
  return static_cast<std::int32_t>(days.time_since_epoch().count());
}
/// The same day so many years before; the last of February for a 29th that year does not have.
std::int32_t years_before(std::int32_t from, int years) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{from}}};
  const std::chrono::year_month_day then = date - std::chrono::years{years};
  const std::chrono::sys_days days =
      then.ok() ? std::chrono::sys_days{then}
                : std::chrono::sys_days{then.year() / then.month() / std::chrono::last};
  return static_cast<std::int32_t>(days.time_since_epoch().count());
}

constexpr std::int32_t yes = 2;
constexpr std::int32_t minimum_wage[] = {4'680'000, 4'160'000, 3'640'000, 3'250'000};

struct Round {
  std::int32_t begins, ends, last_day_to_apply, lists_begin;
};
constexpr Round first_round{day(2022, 10, 1), day(2023, 3, 31), day(2023, 3, 31), day(2023, 1, 16)};
constexpr Round second_round{day(2023, 4, 1), day(2023, 12, 31), day(2024, 1, 31), day(2023, 8, 25)};

/// When it happened, how long it lasted, when the dossier came in.
void dates(Applicant& one, Chance& chance) {
  std::int32_t* const v = one.value;
  const bool first = chance.per_mille(450);
  const Round& round = first ? first_round : second_round;
  std::int32_t from = chance.between(round.begins, round.ends - 20);
  if (chance.per_mille(30)) from = chance.between(day(2022, 7, 1), day(2022, 9, 30));
  if (chance.per_mille(10)) from = chance.between(day(2024, 1, 1), day(2024, 3, 31));
  // The first and last days of the rounds, and those beside them.
  if (chance.per_mille(20)) {
    const std::int32_t edge = chance.per_mille(500) ? round.begins : round.ends;
    from = edge + chance.between(-1, 1);
  }
  const bool reduced = v[event] == 0;
  std::int32_t span = reduced ? chance.between(20, 120) : chance.between(31, 150);
  if (chance.per_mille(60)) span = reduced ? chance.between(5, 19) : chance.between(20, 35);
  const std::int32_t to = from + span - 1;
  std::int32_t received =
      chance.between(std::max(round.lists_begin, std::min(from, round.ends)), round.last_day_to_apply);
  if (chance.per_mille(35)) received = round.last_day_to_apply + chance.between(0, 20);
  v[event_from] = from;
  v[event_to] = to;
  v[application_date] = received;
  v[days_total] = chance.between(14, std::max(14, std::min(span, 60)));
  if (chance.per_mille(60)) v[days_total] = chance.between(5, 14);
}

void work(Applicant& one, std::int32_t wage, Chance& chance) {
  std::int32_t* const v = one.value;
  v[labour_contract] = chance.per_mille(985) ? yes : 0;
  v[caused_by_order_cut] = chance.per_mille(965) ? yes : 0;
  v[reduction] = chance.by_weight({300, 450, 200, 20, 30});
  // Usual incomes average 5.7 million; months with hours cut lie below the minimum wage, or nobody applies.
  v[gross_in_window] = chance.between(4'600, 6'800) * 1'000;
  if (chance.per_mille(v[event] == 0 ? 880 : 100))
    v[gross_in_window] = chance.between(wage / 1'000 * 6 / 10, wage / 1'000) * 1'000;
  if (chance.per_mille(30)) v[gross_in_window] = wage + chance.between(-1, 1);
  v[personal_reasons] = chance.per_mille(30) ? yes : 0;
  v[termination] = chance.by_weight({350, 200, 250, 120, 30, 20, 15, 5, 10});
  v[pension] = chance.per_mille(10) ? yes : 0;
  v[incapacity_allowance] = chance.per_mille(5) ? yes : 0;
  v[qualifies_for_unemployment_benefit] = chance.per_mille(250) ? yes : 0;
}

void the_worker(Applicant& one, Chance& chance) {
  std::int32_t* const v = one.value;
  const std::int32_t from = v[event_from];
  v[union_member] = chance.per_mille(834) ? yes : 0;
  v[sex] = chance.per_mille(565) ? 0 : 1;
  v[birth_date] = from - chance.between(18 * 365, 57 * 365);
  if (chance.per_mille(20)) v[birth_date] = years_before(from, 35) + chance.between(-1, 1);
  if (chance.per_mille(2)) v[birth_date] = day(1988, 2, 29) - 1461 * chance.between(0, 4);
  v[pregnant] = v[sex] == 0 && chance.per_mille(40) ? yes : 0;
  v[raises_child] = chance.per_mille(300) ? yes : 0;
  v[youngest_child_birth] = from - chance.between(0, 15 * 365);
  if (chance.per_mille(30)) v[youngest_child_birth] = years_before(from, 6) + chance.between(-1, 1);
  if (chance.per_mille(10)) v[youngest_child_birth] = from + chance.between(0, 30);
  v[other_carer] = chance.by_weight({800, 120, 80});
}

/// Few were paid before: mostly for the same benefit, some more than they were entitled to.
void payments(Applicant& one, Chance& chance) {
  constexpr std::int32_t amounts[] = {700'000, 1'000'000, 1'400'000, 2'000'000, 2'100'000, 3'000'000};
  std::int32_t* const paid = one.value + paid_before_reduced_hours;
  if (chance.per_mille(20)) paid[one.value[event]] = amounts[chance.below(6)];
  if (chance.per_mille(3)) {
    const std::uint32_t benefit = chance.below(3);
    paid[benefit] = amounts[chance.below(6)];
  }
}

std::uint32_t not_asked(const Applicant& one) {
  std::uint32_t blank = 0;
  const auto leave = [&](std::initializer_list<ApplicantFact> facts) {
    for (const ApplicantFact fact : facts) blank |= 1U << fact;
  };
  if (one.value[event] != 0) leave({reduction, days_total, gross_in_window});
  if (one.value[event] != 1) leave({personal_reasons});
  if (one.value[event] != 2)
    leave({termination, pension, incapacity_allowance, qualifies_for_unemployment_benefit});
  else
    leave({event_to});
  if (one.value[sex] != 0) leave({pregnant});
  if (one.value[raises_child] == 0) leave({youngest_child_birth, other_carer});
  for (const ApplicantFact paid : {paid_before_reduced_hours, paid_before_suspended, paid_before_terminated})
    if (one.value[paid] == 0) leave({paid});
  return blank;
}

std::uint32_t lost(Chance chance, int facts, std::uint32_t per_mille) {
  std::uint32_t missing = 0;
  if (per_mille == 0) return missing;
  for (int fact = 0; fact < facts; ++fact) missing |= (chance.per_mille(per_mille) ? 1U : 0U) << fact;
  return missing;
}

Enterprise in_order(const Population& population, std::uint32_t row) {
  Chance chance(population.seed, of_enterprise, row);
  Enterprise one;
  one.value[kind] = chance.by_weight({940, 40, 20});
  // Nghệ An has regions II to IV; a few of its enterprises have a place of work elsewhere.
  one.value[region] = chance.by_weight({20, 300, 440, 240});
  one.value[fund_first_round] = chance.by_weight({880, 20, 60, 40});
  one.value[fund_second_round] = chance.by_weight({800, 20, 60, 80, 40});
  return one;
}

}  // namespace

const FactName applicant_names[applicant_facts] = {
    {"event", CellKind::choice, events},
    {"event_from", CellKind::date},
    {"event_to", CellKind::date},
    {"application_date", CellKind::date},
    {"labour_contract", CellKind::truth},
    {"caused_by_order_cut", CellKind::truth},
    {"reduction", CellKind::choice, reductions},
    {"days_total", CellKind::number},
    {"gross_in_window", CellKind::number},
    {"personal_reasons", CellKind::truth},
    {"termination", CellKind::choice, terminations},
    {"pension", CellKind::truth},
    {"incapacity_allowance", CellKind::truth},
    {"qualifies_for_unemployment_benefit", CellKind::truth},
    {"union_member", CellKind::truth},
    {"sex", CellKind::choice, sexes},
    {"birth_date", CellKind::date},
    {"pregnant", CellKind::truth},
    {"raises_child", CellKind::truth},
    {"youngest_child_birth", CellKind::date},
    {"other_carer", CellKind::choice, carers},
    {"paid_before.reduced_hours", CellKind::number},
    {"paid_before.suspended", CellKind::number},
    {"paid_before.terminated", CellKind::number},
};

const FactName enterprise_names[enterprise_facts] = {
    {"kind", CellKind::choice, employers},
    {"region", CellKind::choice, regions},
    {"fund_first_round", CellKind::choice, first_fund},
    {"fund_second_round", CellKind::choice, second_fund},
};

std::uint32_t Population::enterprises() const {
  constexpr std::uint64_t unions = 2'885;
  constexpr std::uint64_t members = 171'283;
  return static_cast<std::uint32_t>(std::max<std::uint64_t>(6, rows * unions / members));
}

Enterprise Population::enterprise(std::uint32_t row) const {
  Enterprise one = in_order(*this, row);
  one.missing = lost(Chance(seed, of_enterprise_missing, row), enterprise_facts, missing_per_mille);
  return one;
}

Applicant Population::applicant(std::uint64_t row) const {
  Chance chance(seed, of_applicant, row);
  Applicant one;
  // Below what is below: a few enterprises have thousands of workers, and most have some dozens.
  one.enterprise = chance.below(chance.below(chance.below(enterprises()) + 1) + 1);
  const Enterprise at = in_order(*this, one.enterprise);
  one.value[event] = chance.by_weight({800, 140, 60});
  dates(one, chance);
  work(one, minimum_wage[at.value[region]], chance);
  the_worker(one, chance);
  payments(one, chance);
  one.missing = (blanks ? not_asked(one) : 0U) |
                lost(Chance(seed, of_applicant_missing, row), applicant_facts, missing_per_mille);
  return one;
}

std::uint32_t Population::person(std::uint64_t row) {
  return static_cast<std::uint32_t>(row % most_rows * 618'033'989 % most_rows);  // coprime: no number twice
}
