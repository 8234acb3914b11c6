// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "carry.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/phases/phase.hpp"
#include "steps.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

/// Whether a phase was opened with these rules and options.
bool is_same(Ledger& ledger, Id phase, const Rules& rules, const PhaseOptions& options) {
  bool same = false;
  Id text = 0;
  const std::string readings = as_lines(rules.phase_readings);
  ledger.each_phase([&](Id id, const PhaseRow& row) {
    if (id != phase) return;
    same = row.program == ledger.find_program(rules.program.fingerprint()) && row.budget == options.budget &&
           row.approvers == options.approvers && row.phase_readings == readings;
    text = row.phase_rules;
  });
  ledger.rule_text(text, [&](std::string_view content) {
    same = same && content == rules.sources.text(rules.phases_file);
  });
  return same;
}

/// Takes over those who wait in closed phases of the same rule set, list by list, in the order in which they
/// were received.
std::int64_t carry_waiting(Ledger& ledger, Batch& batch, Id into, const std::string& rule_set) {
  std::unordered_set<Id> done;
  each_carried(ledger, [&](Id from, Id) { done.insert(from); });
  std::unordered_map<Id, std::string> rule_sets;  // by program
  ledger.each_program([&](Id id, const ProgramRow& row) { rule_sets[id] = row.rule_set; });
  std::vector<std::pair<Id, std::string>> closed;
  ledger.each_phase([&](Id id, const PhaseRow& row) {
    if (rule_sets[row.program] == rule_set && ledger.closed(id) && !ledger.cancelled(id))
      closed.emplace_back(id, row.name);
  });
  std::int64_t carried = 0;
  for (const auto& [phase, phase_name] : closed) {
    std::unordered_set<Id> waiting;
    for (const auto& [dossier, current] : current_decisions(ledger, phase)) {
      if (current.outcome == Outcome::waiting && done.count(dossier) == 0) waiting.insert(dossier);
    }
    if (waiting.empty()) continue;
    std::vector<std::pair<Id, std::string>> lists;
    ledger.each_submission(
        phase, [&](Id id, const SubmissionRow& row) { lists.emplace_back(id, std::string(row.name)); });
    for (const auto& [list, list_name] : lists)
      carried += carry(
          ledger, batch, phase, list,
          {into, fmt::format("{}: {}", phase_name, list_name), fmt::format("carried {} {}", list, into)},
          [&](Id dossier) { return waiting.count(dossier) != 0; });
  }
  return carried;
}

}  // namespace

OpenReport open_phase(Ledger& ledger, const Step& step, const Rules& rules, const PhaseOptions& options) {
  // It stands on lists and in messages.
  if (edge::trim(options.name) != options.name || options.name.empty() ||
      edge::visible(options.name) != options.name || !edge::is_utf8(options.name))
    throw LedgerError(LedgerCode::bad_name, ledger.name());
  OpenReport report;
  ledger.write({step.actor, "open", options.name}, [&](Batch& batch) {
    const Id there = ledger.find_phase(options.name);
    if (there != 0) {
      if (!is_same(ledger, there, rules, options))
        throw LedgerError(LedgerCode::phase_exists, fmt::format("{}: {}", ledger.name(), options.name));
      report.repeated = true;
      return false;
    }
    const StoredRules stored = store(ledger, batch, rules);
    const std::string readings = as_lines(rules.phase_readings);
    const Id phase = batch.add(PhaseRow{options.name, stored.program, stored.phase_rules, readings,
                                        options.budget, options.approvers});
    report.carried = carry_waiting(ledger, batch, phase, rules.set.id);
    return !step.dry_run;
  });
  return report;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
