// SPDX-License-Identifier: Apache-2.0
// Row structs with branches: see by_hand.hpp.

#include "../by_hand.hpp"

#include <vector>

#include "../contender.hpp"

namespace {

using by_hand::Answers;
using by_hand::Applicant;
using by_hand::Enterprise;

class HandRows {
 public:
  explicit HandRows(contender::Columns& columns);
  void run(std::size_t first, std::size_t last) {
    answers_.resize(last - first);
    for (std::size_t row = first; row < last; ++row)
      by_hand::decide(applicants_[row], enterprises_, answers_[row - first]);
  }
  void write(contender::Answers& answers, std::size_t rows) const;

 private:
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
  choices("event", 3, [](A& one, std::uint8_t v) { one.event = static_cast<by_hand::Event>(v); });
  choices("reduction", 5, [](A& one, std::uint8_t v) { one.reduction = static_cast<by_hand::Reduction>(v); });
  choices("termination", 9,
          [](A& one, std::uint8_t v) { one.termination = static_cast<by_hand::Termination>(v); });
  choices("other_carer", 3,
          [](A& one, std::uint8_t v) { one.other_carer = static_cast<by_hand::OtherCarer>(v); });
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
