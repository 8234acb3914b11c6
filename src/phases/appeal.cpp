// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "carry.hpp"
#include "hotro/phases/phase.hpp"
#include "steps.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

std::string rule_set_of(Ledger& ledger, const Phase& phase) {
  std::string name;
  ledger.each_program([&](Id id, const ProgramRow& row) {
    if (id == phase.program) name = row.rule_set;
  });
  return name;
}

/// The phase that a dossier was carried into; 0: none.
Id carried_into(Ledger& ledger, Id dossier) {
  Id copy = 0;
  each_carried(ledger, [&](Id from, Id to) {
    if (from == dossier) copy = to;
  });
  if (copy == 0) return 0;
  std::vector<Id> phases;
  ledger.each_phase([&](Id id, const PhaseRow&) { phases.push_back(id); });
  Id into = 0;
  for (const Id phase : phases)
    each_dossier_of(ledger, phase, [&](Id id, const DossierRow&) {
      if (id == copy) into = phase;
    });
  return into;
}

}  // namespace

bool appeal(Ledger& ledger, const Step& step, std::string_view phase_name, const Appeal& appeal) {
  const Phase into = find(ledger, phase_name);
  const Phase from = find(ledger, appeal.phase);
  return ledger.write(
      {step.actor, std::string(appeal_kind), fmt::format("{} → {}", from.name, into.name)},
      [&](Batch& batch) {
        must_be_open(ledger, into);
        must_be_approved(ledger, from);
        if (rule_set_of(ledger, from) != rule_set_of(ledger, into))
          throw trouble(LedgerCode::other_rules, ledger, into);
        if (appeal.document.empty() || appeal.reason.empty())
          throw trouble(LedgerCode::bad_record, ledger, into);
        const Id dossier = find_dossier(ledger, from, appeal.dossier_id, appeal.enterprise_id);
        const Id there = carried_into(ledger, dossier);
        if (there == into.id) return false;
        if (there != 0) throw trouble(LedgerCode::taken_over, ledger, from, appeal.dossier_id);
        batch.add(RulingRow{dossier, appeal_kind, appeal.document, appeal.dated, appeal.reason});
        std::vector<std::pair<Id, std::string>> lists;
        ledger.each_submission(
            from.id, [&](Id id, const SubmissionRow& row) { lists.emplace_back(id, std::string(row.name)); });
        for (const auto& [list, name] : lists)
          carry(ledger, batch, from.id, list,
                {into.id, fmt::format("{}: {}", from.name, name),
                 fmt::format("appeal {} {}", dossier, into.id)},
                [&](Id id) { return id == dossier; });
        return !step.dry_run;
      });
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
