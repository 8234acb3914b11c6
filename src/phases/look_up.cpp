// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/look_up.hpp"

#include "places.hpp"
#include "steps.hpp"
#include "verdicts.hpp"
#include "why.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

FoundDossier look_up(Ledger& ledger, std::string_view phase_name, std::string_view dossier_id,
                     std::string_view enterprise_id, Language language) {
  const Phase phase = find(ledger, phase_name);
  const Id dossier = find_dossier(ledger, phase, dossier_id, enterprise_id);
  FoundDossier found;
  found.rules = read_rules(ledger, phase.id);
  std::string paid_before;
  std::string counted;
  Id decision = 0;
  ledger.each_decision_about(dossier, dossier, [&](Id id, const DecisionRow& row) {
    decision = id;
    found.decided = true;
    found.outcome = row.outcome;
    found.failed = row.failed;
    found.ruled = row.ruling != 0;
    found.payout = row.payout_low;
    paid_before = row.paid_before;
    counted = row.counted;
  });
  ledger.each_payment(phase.id, [&](Id, const PaymentRow& row) {
    if (row.decision == decision) found.paid += row.amount;
  });
  Id list = 0;
  std::string content;
  each_dossier_of(ledger, phase.id, [&](Id id, const DossierRow& row) {
    if (id != dossier) return;
    list = row.submission;
    content = row.content;
  });
  Verdicts verdicts(*found.rules);
  verdicts.begin(read_list(ledger, phase.id, list));
  const std::string_view contents[] = {content};
  verdicts.read(contents);
  if (!verdicts.readable(0)) {
    found.errors = verdicts.errors(0, language);
    return found;
  }
  if (const std::string_view other = other_reason(found.failed, language); !other.empty())
    found.errors.emplace_back(other);
  found.beyond_quotas = beyond_quotas(found.rules->phases, counted, language);
  verdicts.as_decided(0, paid_before, counted);
  std::vector<Verdict> ignored;
  verdicts.decide(ignored);  // which puts what was paid among the facts
  found.facts.emplace(found.rules->program);
  verdicts.dossiers().fill(verdicts.place(0), *found.facts);
  return found;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
