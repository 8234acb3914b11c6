// SPDX-License-Identifier: Apache-2.0
// What one writes first: a struct for each applicant, a struct for each answer, and a function with branches
// that decides one after the other. Rows with a cell out of range are marked and not decided.

#include <array>
#include <vector>

#include "../contender.hpp"

namespace {

enum Event : std::uint8_t { reduced_hours, suspended, terminated };
enum EmployerKind : std::uint8_t { enterprise, cooperative, other_employer };
enum Fund : std::uint8_t { paid_before, paid_on_the_day, partly_paid };
constexpr std::uint8_t postponed = 3;  // in the second round only
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
Day civil(std::int32_t days) {
  const std::int32_t z = days + 719'468;
  const std::int32_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const auto of_era = static_cast<std::uint32_t>(z - era * 146'097);
  const std::uint32_t year = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::uint32_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::uint32_t month = (5 * of_year + 2) / 153;
  return {static_cast<std::int32_t>(year) + era * 400 + (month >= 10 ? 1 : 0),
          month < 10 ? month + 3 : month - 9, of_year - (153 * month + 2) / 5 + 1};
}
bool leap(std::int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/// Years completed; born on 29 February, on 28 February of a common year.
std::int32_t age(std::int32_t born, std::int32_t on) {
  const Day a = civil(born);
  const Day b = civil(on);
  std::uint32_t reached = b.day;
  if (b.month == 2 && b.day == 28 && !leap(b.year)) reached = 31;
  if (b.month > a.month || (b.month == a.month && reached >= a.day)) return b.year - a.year;
  return b.year - a.year - 1;
}

constexpr std::int32_t scope_begins = 19'266, second_begins = 19'448, scope_ends = 19'722;
constexpr std::int32_t minimum_wage[] = {4'680'000, 4'160'000, 3'640'000, 3'250'000};

bool no_such_day(std::int32_t day) { return day < -25'567 || day > 47'846; }

bool out_of_range(const Applicant& one) {
  if (one.unreadable || no_such_day(one.event_from) || no_such_day(one.event_to) ||
      no_such_day(one.application_date) || no_such_day(one.birth_date) ||
      no_such_day(one.youngest_child_birth))
    return true;
  if (one.days_total < 0 || one.days_total > 1000 || one.gross_in_window < 0 ||
      one.gross_in_window > 1'000'000'000)
    return true;
  return one.paid_before[0] < 0 || one.paid_before[1] < 0 || one.paid_before[2] < 0;
}

bool full_rate(const Applicant& one) {
  if (one.union_member) return true;
  if (one.female && (one.pregnant || age(one.birth_date, one.event_from) >= 35)) return true;
  return one.raises_child && one.other_carer != support_as_carer &&
         one.youngest_child_birth <= one.event_from && age(one.youngest_child_birth, one.event_from) < 6;
}

class HandRows {
 public:
  explicit HandRows(contender::Columns& columns);
  void run(std::size_t first, std::size_t last) {
    answers_.resize(last - first);
    for (std::size_t row = first; row < last; ++row) decide(applicants_[row], answers_[row - first]);
  }
  void write(contender::Answers& answers, std::size_t rows) const;

 private:
  void decide(const Applicant& one, Answers& out) const;
  [[nodiscard]] std::uint16_t failed(const Applicant& one, const Enterprise& at) const;

  std::vector<Enterprise> enterprises_;
  std::vector<Applicant> applicants_;
  std::vector<Answers> answers_;
};

HandRows::HandRows(contender::Columns& c) : enterprises_(c.enterprises), applicants_(c.rows) {
  for (std::size_t i = 0; i < c.enterprises; ++i) {
    enterprises_[i] = {c.u8("enterprise.kind")[i], c.u8("enterprise.region")[i],
                       c.u8("enterprise.fund_first_round")[i], c.u8("enterprise.fund_second_round")[i]};
  }
  const auto numbers = [&](const char* name, auto put) {
    const std::int32_t* cells = c.i32(name);
    for (std::size_t row = 0; row < c.rows; ++row) put(applicants_[row], cells[row]);
  };
  const auto choices = [&](const char* name, int options, auto put) {
    const std::uint8_t* cells = c.u8(name);
    for (std::size_t row = 0; row < c.rows; ++row) {
      put(applicants_[row], cells[row]);
      if (cells[row] >= options) applicants_[row].unreadable = true;
    }
  };
  const auto truths = [&](const char* name, auto put) {
    const std::uint8_t* cells = c.u8(name);
    for (std::size_t row = 0; row < c.rows; ++row) {
      put(applicants_[row], cells[row] == 2);
      if (cells[row] != 0 && cells[row] != 2) applicants_[row].unreadable = true;
    }
  };
  using A = Applicant;
  numbers("event_from", [](A& one, std::int32_t v) { one.event_from = v; });
  numbers("event_to", [](A& one, std::int32_t v) { one.event_to = v; });
  numbers("application_date", [](A& one, std::int32_t v) { one.application_date = v; });
  numbers("birth_date", [](A& one, std::int32_t v) { one.birth_date = v; });
  numbers("youngest_child_birth", [](A& one, std::int32_t v) { one.youngest_child_birth = v; });
  numbers("days_total", [](A& one, std::int32_t v) { one.days_total = v; });
  numbers("gross_in_window", [](A& one, std::int32_t v) { one.gross_in_window = v; });
  numbers("paid_before.reduced_hours", [](A& one, std::int32_t v) { one.paid_before[0] = v; });
  numbers("paid_before.suspended", [](A& one, std::int32_t v) { one.paid_before[1] = v; });
  numbers("paid_before.terminated", [](A& one, std::int32_t v) { one.paid_before[2] = v; });
  numbers("enterprise", [](A& one, std::int32_t v) { one.enterprise = v; });
  choices("event", 3, [](A& one, std::uint8_t v) { one.event = static_cast<Event>(v); });
  choices("reduction", 5, [](A& one, std::uint8_t v) { one.reduction = static_cast<Reduction>(v); });
  choices("termination", 9, [](A& one, std::uint8_t v) { one.termination = static_cast<Termination>(v); });
  choices("other_carer", 3, [](A& one, std::uint8_t v) { one.other_carer = static_cast<OtherCarer>(v); });
  choices("sex", 2, [](A& one, std::uint8_t v) { one.female = v == 0; });
  truths("labour_contract", [](A& one, bool v) { one.labour_contract = v; });
  truths("caused_by_order_cut", [](A& one, bool v) { one.caused_by_order_cut = v; });
  truths("personal_reasons", [](A& one, bool v) { one.personal_reasons = v; });
  truths("pension", [](A& one, bool v) { one.pension = v; });
  truths("incapacity_allowance", [](A& one, bool v) { one.incapacity_allowance = v; });
  truths("qualifies_for_unemployment_benefit",
         [](A& one, bool v) { one.qualifies_for_unemployment_benefit = v; });
  truths("union_member", [](A& one, bool v) { one.union_member = v; });
  truths("pregnant", [](A& one, bool v) { one.pregnant = v; });
  truths("raises_child", [](A& one, bool v) { one.raises_child = v; });
}

/// The conditions of the benefit that concerns the row, in the order of the law.
std::uint16_t HandRows::failed(const Applicant& one, const Enterprise& at) const {
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

void HandRows::decide(const Applicant& one, Answers& out) const {
  out = {};
  if (static_cast<std::size_t>(one.enterprise) >= enterprises_.size() || out_of_range(one)) {
    out.invalid = true;
    return;
  }
  const Enterprise& at = enterprises_[static_cast<std::size_t>(one.enterprise)];
  out.concerned = true;
  out.in_scope = one.event_from >= scope_begins && one.event_from <= scope_ends;
  for (int b = 0; b < 3; ++b) {
    Answer& answer = out.benefit[static_cast<std::size_t>(b)];
    answer.in_scope = out.in_scope;
    if (one.event == b) {
      answer.concerned = true;
      if (out.in_scope) {
        answer.failed = failed(one, at);
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

void HandRows::write(contender::Answers& answers, std::size_t rows) const {
  const auto of_row = [&](auto get) { return [this, get](std::size_t row) { return get(answers_[row]); }; };
  const auto truth = [](bool value) { return value ? 2 : 0; };
  for (std::size_t b = 0; b < 3; ++b) {
    const std::string name = contender::benefits[b];
    using R = const Answers&;
    answers.truth(name + ".concerned", rows, of_row([=](R a) { return truth(a.benefit[b].concerned); }));
    answers.truth(name + ".in_scope", rows, of_row([=](R a) { return truth(a.benefit[b].in_scope); }));
    answers.truth(name + ".eligible", rows, of_row([=](R a) { return truth(a.benefit[b].eligible); }));
    answers.amount(name + ".entitlement", rows, of_row([=](R a) { return a.benefit[b].entitlement; }));
    answers.amount(name + ".payout", rows, of_row([=](R a) { return a.benefit[b].payout; }));
    answers.amount(name + ".overpaid", rows, of_row([=](R a) { return a.benefit[b].overpaid; }));
    answers.bits(name + ".failed", rows, of_row([=](R a) { return a.benefit[b].failed; }));
  }
  using R = const Answers&;
  answers.truth("row.concerned", rows, of_row([=](R a) { return truth(a.concerned); }));
  answers.truth("row.in_scope", rows, of_row([=](R a) { return truth(a.in_scope); }));
  answers.truth("row.eligible", rows, of_row([=](R a) { return truth(a.eligible); }));
  answers.amount("row.entitlement", rows, of_row([](R a) { return a.entitlement; }));
  answers.amount("row.payout", rows, of_row([](R a) { return a.payout; }));
  answers.amount("row.overpaid", rows, of_row([](R a) { return a.overpaid; }));
  answers.truth("invalid", rows, of_row([](R a) { return a.invalid; }));
}

}  // namespace

int main(int count, char** words) { return contender::serve<HandRows>(count, words); }
