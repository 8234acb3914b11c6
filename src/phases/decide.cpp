// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <unordered_set>

#include "hotro/phases/budget.hpp"
#include "hotro/phases/phase.hpp"
#include "walk.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

/// What the budget leaves of each claim, in the order in which they were received.
class Share {
 public:
  Share(const Rules& rules, std::int64_t budget) : rules_(rules), budget_(budget) {}

  void take(const Verdict& verdict) {
    if (verdict.outcome != Outcome::accepted) return;
    // What people have ruled comes first: it is not for a budget to change.
    if (verdict.ruled)
      budget_ = std::max<std::int64_t>(0, budget_ - verdict.payout.low.units);
    else
      claims_.push_back({verdict.payout.low.units, verdict.group});
  }
  void spend() { paid_ = phases::spend(claims_, budget_, rules_.phases.budget); }

  void apply(Verdict& verdict) {
    if (verdict.outcome != Outcome::accepted || verdict.ruled) return;
    const bool after_one_that_waits = beyond_.count(verdict.person) != 0;
    const std::int64_t paid = after_one_that_waits ? 0 : paid_[next_];
    ++next_;
    if (paid == verdict.payout.low.units) return;
    if (paid > 0) {
      verdict.payout = {Money{paid}, Money{paid}};
      return;
    }
    const bool waits = rules_.phases.budget.beyond.value == edge::Beyond::waiting_list;
    verdict.outcome = waits ? Outcome::waiting : Outcome::refused;
    verdict.failed = beyond_budget;
    beyond_.insert(verdict.person);
  }

 private:
  const Rules& rules_;
  std::int64_t budget_;
  std::vector<BudgetClaim> claims_;
  std::vector<std::int64_t> paid_;
  std::size_t next_ = 0;
  // Whoever is not reached: further claims of theirs are the difference to one that was not paid.
  std::unordered_set<std::string> beyond_;
};

DecisionRow row_of(const Rules& rules, Id program, Id dossier, const Verdict& verdict) {
  DecisionRow row;
  row.dossier = dossier;
  row.program = program;
  row.outcome = verdict.outcome;
  if (verdict.benefit != none) row.benefit = rules.set.benefits[verdict.benefit].name;
  if (verdict.round != none) row.round = rules.phases.rounds[verdict.round].name;
  row.input_hash = verdict.input_hash;
  row.entitlement_low = verdict.entitlement.low.units;
  row.entitlement_high = verdict.entitlement.high.units;
  row.payout_low = verdict.payout.low.units;
  row.payout_high = verdict.payout.high.units;
  row.paid_before = verdict.paid_before;
  row.failed = verdict.failed;
  row.open = verdict.open;
  row.counted = verdict.counted;
  return row;
}

/// Decides a phase; `write` gets what is new, or another decision than before.
DecideReport decide_all(Ledger& ledger, const Rules& rules, const Phase& phase, const Step& step,
                        const std::function<void(const DecisionRow&)>& write) {
  DecideReport report;
  const std::unordered_map<Id, Current> current = current_decisions(ledger, phase.id);
  const edge::Persons persons = read_persons(ledger, rules);
  Walk walk(ledger, rules, phase, current, persons, step);
  const auto run = [&](const Walk::Use& use) {
    Grants grants(rules, persons);
    grants.read(ledger, phase.id);
    Places places;
    places.read(ledger, rules.set.id, persons, phase.id);
    walk.run(grants, places, use);
  };
  std::optional<Share> share;
  if (phase.budget >= 0) {
    share.emplace(rules, phase.budget);
    run([&](Id, const Verdict& verdict) { share->take(verdict); });
    share->spend();
  }
  run([&](Id dossier, Verdict& verdict) {
    if (share) share->apply(verdict);
    report.sums.add(verdict.outcome, verdict.payout.low.units);
    if (verdict.ruled) return;
    const DecisionRow row = row_of(rules, phase.program, dossier, verdict);
    const auto before = current.find(dossier);
    if (before != current.end() && before->second.content == content_of(row)) return;
    write(row);
    ++report.written;
  });
  return report;
}

}  // namespace

DecideReport decide(Ledger& ledger, const Step& step, std::string_view phase_name) {
  const Phase phase = find(ledger, phase_name);
  const std::unique_ptr<Rules> rules = read_rules(ledger, phase.id);
  DecideReport report;
  const auto expected = static_cast<std::size_t>(ledger.dossiers(phase.id));
  ledger.write(
      {step.actor, "decide", phase.name},
      [&](Batch& batch) {
        must_be_open(ledger, phase);
        report = decide_all(ledger, *rules, phase, step, [&](const DecisionRow& row) { batch.add(row); });
        return report.written != 0 && !step.dry_run;
      },
      expected);
  return report;
}

bool is_decided(Ledger& ledger, const Phase& phase, const Step& step) {
  const std::unique_ptr<Rules> rules = read_rules(ledger, phase.id);
  return decide_all(ledger, *rules, phase, step, [](const DecisionRow&) {}).written == 0;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
