// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "grants.hpp"
#include "hotro/phases/phase.hpp"
#include "steps.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

/// An accepted decision, and its payments.
struct Due {
  Id decision = 0;
  std::string benefit, round;
  std::int64_t amount = 0;
  std::int64_t entitlement = 0;
  bool ruled = false;
  std::int64_t attempts = 0;
  Id last_payment = 0;
  bool out = false;  // the last payment did not come back
};

std::unordered_map<Id, Due> find_due(Ledger& ledger, Id phase) {
  std::unordered_map<Id, Due> due;  // by dossier
  ledger.each_decision(phase, [&](Id id, const DecisionRow& row) {
    if (row.outcome != Outcome::accepted || row.payout_low == 0) {
      due.erase(row.dossier);
      return;
    }
    Due& one = due[row.dossier];
    one = {};
    one.decision = id;
    one.benefit = row.benefit;
    one.round = row.round;
    one.amount = row.payout_low;
    one.entitlement = row.entitlement_low;
    one.ruled = row.ruling != 0;
  });
  std::unordered_map<Id, Due*> of_decision;
  for (auto& [dossier, one] : due) of_decision[one.decision] = &one;
  ledger.each_payment(phase, [&](Id id, const PaymentRow& row) {
    const auto found = of_decision.find(row.decision);
    if (found == of_decision.end()) return;
    Due& one = *found->second;
    one.out = row.returns == 0;
    if (row.returns == 0) {
      one.attempts = row.attempt;
      one.last_payment = id;
    }
  });
  return due;
}

/// What each person has, and what it may come to: the highest entitlement among all that was granted.
class Holdings {
 public:
  Holdings(Ledger& ledger, const Rules& rules, const edge::Persons& persons) : rules_(rules) {
    ledger.each_grant({}, [&](const Grant& grant) {
      if (grant.rule_set != rules.set.id) return;
      of_[persons.key(grant.person)].push_back({claim_of(rules, grant.benefit, grant.round), grant.amount,
                                                std::max(grant.entitlement, grant.amount), grant.dossier,
                                                grant.paid});
    });
  }

  /// Whether a further amount, for one dossier, stays within that.
  [[nodiscard]] bool has_room(const std::string& person, Id dossier, edge::Claim claim, std::int64_t amount,
                              std::int64_t entitlement) const {
    std::int64_t paid = 0;
    std::int64_t most = std::max(entitlement, amount);
    const auto found = of_.find(person);
    if (found == of_.end()) return true;
    for (const One& one : found->second) {
      if (one.dossier == dossier || !edge::counts_against(rules_.phases, claim, one.claim)) continue;
      most = std::max(most, one.entitlement);
      if (one.paid) paid += one.amount;
    }
    return paid + amount <= most;
  }

  void pay(const std::string& person, Id dossier) {
    for (One& one : of_[person]) one.paid = one.paid || one.dossier == dossier;
  }

 private:
  struct One {
    edge::Claim claim;
    std::int64_t amount = 0;
    std::int64_t entitlement = 0;
    Id dossier = 0;
    bool paid = false;
  };
  const Rules& rules_;
  std::unordered_map<std::string, std::vector<One>> of_;
};

/// A dossier to which no payment was ever made.
std::string first_untried(Ledger& ledger, const Phase& phase) {
  const std::unordered_map<Id, Due> all = find_due(ledger, phase.id);
  std::string first;
  each_dossier_of(ledger, phase.id, [&](Id id, const DossierRow& row) {
    const auto due = all.find(id);
    if (first.empty() && due != all.end() && due->second.attempts == 0) first = row.dossier_id;
  });
  return first;
}

/// Throws phase_paid where a payment was made, though it came back.
void must_be_unpaid(Ledger& ledger, const Phase& phase) {
  bool paid = false;
  ledger.each_payment(phase.id, [&](Id, const PaymentRow&) { paid = true; });
  if (paid) throw trouble(LedgerCode::phase_paid, ledger, phase);
}

Entry entry(const Step& step, std::string kind, const Phase& phase) {
  return {step.actor, std::move(kind), phase.name + (step.about.empty() ? "" : ": " + step.about)};
}

}  // namespace

ApproveReport approve(Ledger& ledger, const Step& step, std::string_view phase_name) {
  const Phase phase = find(ledger, phase_name);
  ApproveReport report;
  ledger.write({step.actor, "approve", phase.name}, [&](Batch& batch) {
    if (ledger.closed(phase.id)) throw trouble(LedgerCode::phase_closed, ledger, phase);
    const Approvals all = approvals(ledger, phase.id);
    report.approvals = static_cast<std::int64_t>(all.actors.size());
    report.approved = all.last_decision != 0 && report.approvals >= phase.approvers;
    if (report.approved) return false;
    if (all.last_decision == 0 || !is_decided(ledger, phase, step))
      throw trouble(LedgerCode::not_decided, ledger, phase);
    if (all.by(step.actor)) throw trouble(LedgerCode::second_person, ledger, phase);
    batch.add(ApprovalRow{phase.id, all.last_decision});
    report.approved = ++report.approvals >= phase.approvers;
    return !step.dry_run;
  });
  return report;
}

PayReport pay(Ledger& ledger, const Step& step, std::string_view phase_name) {
  const Phase phase = find(ledger, phase_name);
  const std::unique_ptr<Rules> rules = read_rules(ledger, phase.id);
  PayReport report;
  ledger.write({step.actor, "pay", phase.name}, [&](Batch& batch) {
    must_be_approved(ledger, phase);
    const std::unordered_map<Id, Due> all = find_due(ledger, phase.id);
    const edge::Persons persons = read_persons(ledger, *rules);
    Holdings holdings(ledger, *rules, persons);
    each_dossier_of(ledger, phase.id, [&](Id id, const DossierRow& row) {
      const auto found = all.find(id);
      if (found == all.end() || found->second.out) return;
      const Due& due = found->second;
      const std::string person = persons.key(row.person);
      const edge::Claim claim = claim_of(*rules, due.benefit, due.round);
      if (!due.ruled && !holdings.has_room(person, id, claim, due.amount, due.entitlement)) {
        report.stale.emplace_back(row.dossier_id);
        return;
      }
      batch.add(PaymentRow{due.decision, row.person, due.benefit, due.amount, due.attempts + 1, 0});
      holdings.pay(person, id);
      ++report.payments;
      report.amount += due.amount;
    });
    return report.payments != 0 && !step.dry_run;
  });
  return report;
}

std::int64_t return_payment(Ledger& ledger, const Step& step, std::string_view phase_name,
                            std::string_view dossier_id, std::string_view enterprise_id) {
  const Phase phase = find(ledger, phase_name);
  std::int64_t amount = 0;
  ledger.write(entry(step, "return", phase), [&](Batch& batch) {
    must_be_approved(ledger, phase);
    const std::unordered_map<Id, Due> all = find_due(ledger, phase.id);
    // Of a dossier that is there twice, that of which a payment is out.
    std::int64_t named = 0;
    std::int64_t out = 0;
    each_dossier_of(ledger, phase.id, [&](Id id, const DossierRow& row) {
      if (row.dossier_id != dossier_id || (!enterprise_id.empty() && row.enterprise_id != enterprise_id))
        return;
      ++named;
      const auto due = all.find(id);
      if (due == all.end() || !due->second.out || ++out > 1) return;
      const Due& one = due->second;
      batch.add(
          PaymentRow{one.decision, row.person, one.benefit, -one.amount, one.attempts, one.last_payment});
      amount = one.amount;
    });
    if (out != 1)
      throw trouble(named == 0 ? LedgerCode::no_dossier
                    : out == 0 ? LedgerCode::not_paid
                               : LedgerCode::several_dossiers,
                    ledger, phase, dossier_id);
    return !step.dry_run;
  });
  return amount;
}

bool withdraw_approval(Ledger& ledger, const Step& step, std::string_view phase_name) {
  const Phase phase = find(ledger, phase_name);
  return ledger.write(entry(step, "withdraw", phase), [&](Batch& batch) {
    if (ledger.closed(phase.id)) throw trouble(LedgerCode::phase_closed, ledger, phase);
    must_be_unpaid(ledger, phase);
    if (approvals(ledger, phase.id).actors.empty()) return false;
    batch.add(ApprovalRow{phase.id, 0});
    return !step.dry_run;
  });
}

bool cancel_phase(Ledger& ledger, const Step& step, std::string_view phase_name) {
  const Phase phase = find(ledger, phase_name);
  return ledger.write(entry(step, "cancel", phase), [&](Batch& batch) {
    if (ledger.cancelled(phase.id)) return false;
    must_be_unpaid(ledger, phase);
    must_be_open(ledger, phase);
    batch.add(ClosureRow{phase.id, true});
    return !step.dry_run;
  });
}

bool close_phase(Ledger& ledger, const Step& step, std::string_view phase_name) {
  const Phase phase = find(ledger, phase_name);
  return ledger.write({step.actor, "close", phase.name}, [&](Batch& batch) {
    if (ledger.closed(phase.id)) return false;
    if (ledger.dossiers(phase.id) != 0) must_be_approved(ledger, phase);
    if (sums(ledger, phase.id).untried != 0)
      throw trouble(LedgerCode::unpaid, ledger, phase, first_untried(ledger, phase));
    batch.add(ClosureRow{phase.id});
    return !step.dry_run;
  });
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
