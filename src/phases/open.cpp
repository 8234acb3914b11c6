// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>
#include <unordered_map>
#include <utility>

#include "hotro/edge/cells.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/phases/phase.hpp"
#include "row_hash.hpp"
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
class Carrier {
 public:
  Carrier(Ledger& ledger, Batch& batch, Id into, std::string rule_set)
      : ledger_(ledger), batch_(batch), into_(into), rule_set_(std::move(rule_set)) {
    ledger.each_relation(Relation::carried, [&](Id, Id other) { done_.insert(other); });
  }

  std::int64_t run() {
    std::unordered_map<Id, std::string> rule_sets;  // by program
    ledger_.each_program([&](Id id, const ProgramRow& row) { rule_sets[id] = row.rule_set; });
    std::vector<std::pair<Id, std::string>> closed;
    ledger_.each_phase([&](Id id, const PhaseRow& row) {
      if (rule_sets[row.program] == rule_set_ && ledger_.closed(id)) closed.emplace_back(id, row.name);
    });
    for (const auto& [phase, name] : closed) carry(phase, name);
    return carried_;
  }

 private:
  void carry(Id phase, const std::string& name) {
    std::set<Id> waiting;
    for (const auto& [dossier, current] : current_decisions(ledger_, phase)) {
      if (current.outcome == Outcome::waiting && done_.count(dossier) == 0) waiting.insert(dossier);
    }
    if (waiting.empty()) return;
    std::vector<Id> lists;
    ledger_.each_submission(phase, [&](Id id, const SubmissionRow&) { lists.push_back(id); });
    for (const Id list : lists) carry_list(phase, name, list, waiting);
  }

  void carry_list(Id phase, const std::string& name, Id list, const std::set<Id>& waiting) {
    Id copy = 0;
    std::set<std::string, std::less<>> enterprises;
    const auto begin = [&] {
      ledger_.each_submission(phase, [&](Id id, const SubmissionRow& row) {
        if (id != list) return;
        SubmissionRow to = row;
        const std::string called = fmt::format("{}: {}", name, row.name);
        to.phase = into_;
        to.name = called;
        to.list_hash = hash_of(fmt::format("carried {} {}", list, into_));
        copy = batch_.add(to);
      });
    };
    ledger_.each_dossier(list, [&](Id id, const DossierRow& row) {
      if (waiting.count(id) == 0) return;
      if (copy == 0) begin();
      DossierRow to = row;
      to.submission = copy;
      to.relation = Relation::carried;
      to.other = id;
      batch_.add(to);
      enterprises.emplace(row.enterprise_id);
      ++carried_;
    });
    if (copy == 0) return;
    ledger_.each_enterprise(list, [&](Id, const EnterpriseRow& row) {
      if (enterprises.count(row.enterprise_id) == 0) return;
      EnterpriseRow to = row;
      to.submission = copy;
      batch_.add(to);
    });
  }

  Ledger& ledger_;
  Batch& batch_;
  Id into_;
  std::string rule_set_;
  std::set<Id> done_;
  std::int64_t carried_ = 0;
};

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
    report.carried = Carrier(ledger, batch, phase, rules.set.id).run();
    return !step.dry_run;
  });
  return report;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
