// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/phase.hpp"
#include "steps.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

bool is_last_ruling(Ledger& ledger, Id phase, Id dossier, const Ruling& ruling) {
  bool same = false;
  ledger.each_ruling(phase, [&](Id, const RulingRow& row) {
    if (row.dossier == dossier && row.kind == override_kind)
      same = row.document == ruling.document && row.dated == ruling.dated && row.reason == ruling.reason;
  });
  return same;
}

}  // namespace

bool rule(Ledger& ledger, const Step& step, std::string_view phase_name, const Ruling& ruling) {
  const Phase phase = find(ledger, phase_name);
  const std::unique_ptr<Rules> rules = read_rules(ledger, phase.id);
  return ledger.write({step.actor, std::string(override_kind), phase.name}, [&](Batch& batch) {
    must_be_open(ledger, phase);
    constexpr std::int64_t most = 1'000'000'000'000;  // so that sums of millions of them are exact
    if (ruling.amount < 0 || ruling.amount > most || ruling.document.empty() || ruling.reason.empty())
      throw trouble(LedgerCode::bad_record, ledger, phase);
    const Id dossier = find_dossier(ledger, phase, ruling.dossier_id, ruling.enterprise_id);
    bool done = false;
    bool decided = false;
    ledger.each_decision_about(dossier, dossier, [&](Id, const DecisionRow& last) {
      decided = true;
      done = last.ruling != 0 && last.outcome == ruling.outcome && last.payout_low == ruling.amount &&
             (ruling.benefit.empty() || last.benefit == ruling.benefit);
    });
    if (!decided) throw trouble(LedgerCode::not_decided, ledger, phase);
    if (done && is_last_ruling(ledger, phase.id, dossier, ruling)) return false;
    const Id id = batch.add(RulingRow{dossier, override_kind, ruling.document, ruling.dated, ruling.reason});
    // Its texts live as long as the row that is read, so what is added is added there.
    Id last_decision = 0;
    ledger.each_decision_about(dossier, dossier,
                               [&](Id decision, const DecisionRow&) { last_decision = decision; });
    ledger.each_decision_about(dossier, dossier, [&](Id decision, const DecisionRow& last) {
      if (decision != last_decision) return;
      DecisionRow row = last;
      row.ruling = id;
      row.outcome = ruling.outcome;
      row.failed = row.open = {};
      row.payout_low = row.payout_high = ruling.outcome == Outcome::accepted ? ruling.amount : 0;
      if (ruling.outcome == Outcome::accepted && !ruling.benefit.empty()) row.benefit = ruling.benefit;
      if (ruling.outcome == Outcome::accepted && find_benefit(rules->set, row.benefit) == none)
        throw trouble(LedgerCode::no_benefit, ledger, phase, row.benefit);
      batch.add(row);
    });
    return !step.dry_run;
  });
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
