// SPDX-License-Identifier: Apache-2.0
#pragma once

// What one writes first: a struct for each applicant, a struct for each answer, and a function with branches
// that decides one after the other. Rows with a cell out of range are marked and not decided.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace by_hand {

enum Event : std::uint8_t { reduced_hours, suspended, terminated };
enum EmployerKind : std::uint8_t { enterprise, cooperative, other_employer };
enum Fund : std::uint8_t { paid_before, paid_on_the_day, partly_paid };
inline constexpr std::uint8_t postponed = 3;  // in the second round only
enum Reduction : std::uint8_t { daily_hours, working_days, stoppage, other_stoppage, overtime_only };
enum Termination : std::uint8_t {
  employee_unlawful = 4,
  dismissal,
  probation_failed,
  probation_cancelled,
  other
};
enum OtherCarer : std::uint8_t { no_support, support_as_carer, support_as_member };

struct Enterprise {
  std::uint8_t kind, region, fund_first_round, fund_second_round;
};

struct Applicant {
  std::int32_t event_from, event_to, application_date, birth_date, youngest_child_birth;
  std::int32_t days_total, gross_in_window;
  std::int32_t paid_before[3];
  std::int32_t enterprise;
  Event event;
  Reduction reduction;
  Termination termination;
  OtherCarer other_carer;
  bool labour_contract, caused_by_order_cut, personal_reasons, pension, incapacity_allowance;
  bool qualifies_for_unemployment_benefit, union_member, female, pregnant, raises_child;
  bool unreadable;  // a choice without such an option, or a truth that is neither yes nor no
};

struct Answer {
  bool concerned, in_scope, eligible;
  std::uint16_t failed;
  std::int32_t entitlement, payout, overpaid;
};
struct Answers {
  std::array<Answer, 3> benefit;
  bool concerned, in_scope, eligible, invalid;
  std::int32_t entitlement, payout;
  std::int64_t overpaid;
};

struct Day {
  std::int32_t year;
  std::uint32_t month, day;
};
/// Hinnant's `civil_from_days`.
inline Day civil(std::int32_t days) {
  const std::int32_t z = days + 719'468;
  const std::int32_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const auto of_era = static_cast<std::uint32_t>(z - era * 146'097);
  const std::uint32_t year = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::uint32_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::uint32_t month = (5 * of_year + 2) / 153;
  return {static_cast<std::int32_t>(year) + era * 400 + (month >= 10 ? 1 : 0),
          month < 10 ? month + 3 : month - 9, of_year - (153 * month + 2) / 5 + 1};
}
inline bool leap(std::int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/// Years completed; born on 29 February, on 28 February of a common year.
inline std::int32_t age(std::int32_t born, std::int32_t on) {
  const Day a = civil(born);
  const Day b = civil(on);
  std::uint32_t reached = b.day;
  if (b.month == 2 && b.day == 28 && !leap(b.year)) reached = 31;
  if (b.month > a.month || (b.month == a.month && reached >= a.day)) return b.year - a.year;
  return b.year - a.year - 1;
}

inline constexpr std::int32_t scope_begins = 19'266, second_begins = 19'448, scope_ends = 19'722;
inline constexpr std::int32_t minimum_wage[] = {4'680'000, 4'160'000, 3'640'000, 3'250'000};

inline bool no_such_day(std::int32_t day) { return day < -25'567 || day > 47'846; }

inline bool out_of_range(const Applicant& one) {
  if (one.unreadable || no_such_day(one.event_from) || no_such_day(one.event_to) ||
      no_such_day(one.application_date) || no_such_day(one.birth_date) ||
      no_such_day(one.youngest_child_birth))
    return true;
  if (one.days_total < 0 || one.days_total > 1000 || one.gross_in_window < 0 ||
      one.gross_in_window > 1'000'000'000)
    return true;
  return one.paid_before[0] < 0 || one.paid_before[1] < 0 || one.paid_before[2] < 0;
}

inline bool full_rate(const Applicant& one) {
  if (one.union_member) return true;
  if (one.female && (one.pregnant || age(one.birth_date, one.event_from) >= 35)) return true;
  return one.raises_child && one.other_carer != support_as_carer &&
         one.youngest_child_birth <= one.event_from && age(one.youngest_child_birth, one.event_from) < 6;
}

/// The conditions of the benefit that concerns the row, in the order of the law.
inline std::uint16_t failed_conditions(const Applicant& one, const Enterprise& at) {
  const bool second = one.event_from >= second_begins;
  const std::uint8_t fund = second ? at.fund_second_round : at.fund_first_round;
  const bool fund_met = fund == paid_before || fund == partly_paid || (second && fund == postponed);
  const bool in_time = one.application_date <= (second ? 19'753 : 19'447);
  int failed = 0;
  if (!one.labour_contract) failed |= 1;
  if (at.kind != enterprise && at.kind != cooperative) failed |= 2;
  if (!fund_met) failed |= 4;
  if (!one.caused_by_order_cut) failed |= 8;
  if (one.event == terminated) {
    if (one.termination == employee_unlawful) failed |= 1 << 5;
    if (one.termination == dismissal) failed |= 1 << 6;
    if (one.termination == probation_failed || one.termination == probation_cancelled) failed |= 1 << 7;
    if (one.pension || one.incapacity_allowance) failed |= 1 << 8;
    if (one.qualifies_for_unemployment_benefit) failed |= 1 << 9;
    if (!in_time) failed |= 1 << 10;
    return static_cast<std::uint16_t>(failed);
  }
  const std::int32_t inside = std::min(one.event_to, second ? scope_ends : second_begins - 1) -
                              std::max(one.event_from, second ? second_begins : scope_begins) + 1;
  if (one.event == suspended) {
    if (one.personal_reasons) failed |= 1 << 4;
    if (one.event_to - one.event_from + 1 < 30) failed |= 1 << 5;
    if (inside < 30) failed |= 1 << 6;
  } else {
    if (one.reduction == other_stoppage || one.reduction == overtime_only) failed |= 1 << 4;
    if (one.days_total < 14) failed |= 1 << 5;
    if (one.gross_in_window > minimum_wage[at.region]) failed |= 1 << 6;
    if (inside < 14) failed |= 1 << 7;
  }
  if (!in_time) failed |= 1 << 8;
  return static_cast<std::uint16_t>(failed);
}

inline void decide(const Applicant& one, const std::vector<Enterprise>& enterprises, Answers& out) {
  out = {};
  if (static_cast<std::size_t>(one.enterprise) >= enterprises.size() || out_of_range(one)) {
    out.invalid = true;
    return;
  }
  const Enterprise& at = enterprises[static_cast<std::size_t>(one.enterprise)];
  out.concerned = true;
  out.in_scope = one.event_from >= scope_begins && one.event_from <= scope_ends;
  for (int b = 0; b < 3; ++b) {
    Answer& answer = out.benefit[static_cast<std::size_t>(b)];
    answer.in_scope = out.in_scope;
    if (one.event == b) {
      answer.concerned = true;
      if (out.in_scope) {
        answer.failed = failed_conditions(one, at);
        answer.eligible = answer.failed == 0;
      }
      if (answer.eligible) {
        const std::int32_t all = (b + 1) * 1'000'000;
        answer.entitlement = full_rate(one) ? all : all / 10 * 7;
        out.eligible = true;
        out.entitlement = answer.entitlement;
      }
    }
    const std::int32_t left = answer.entitlement - one.paid_before[b];
    if (left >= 0)
      answer.payout = left;
    else
      answer.overpaid = -left;
    out.payout += answer.payout;
    out.overpaid += answer.overpaid;
  }
}

}  // namespace by_hand
