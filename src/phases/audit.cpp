// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/audit.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "hotro/phases/phase.hpp"
#include "steps.hpp"
#include "verdicts.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

constexpr std::size_t most_faults = 100;
constexpr std::size_t together = 8'192;  // dossiers

/// A decision with its own texts.
struct Stored {
  Id id = 0;
  Id dossier = 0;
  DecisionRow row;
  std::string benefit, round, paid_before, failed, open, counted;
};

class Audit {
 public:
  Audit(Ledger& ledger, const std::function<void(std::int64_t, std::int64_t)>& progress)
      : ledger_(ledger), progress_(progress) {}

  std::vector<Fault> run() {
    std::vector<std::string> names;
    ledger_.each_phase([&](Id, const PhaseRow& row) { names.emplace_back(row.name); });
    for (const std::string& name : names) check(find(ledger_, name));
    return std::move(faults_);
  }

 private:
  struct Dossier {
    Id id = 0;
    Relation relation = Relation::none;
    std::string content;
  };

  void report(LedgerCode code, const char* table, Id row) {
    if (faults_.size() < most_faults) faults_.push_back({code, 0, table, row});
  }

  void check(const Phase& phase) {
    check_money(phase);
    std::unique_ptr<Rules> rules;
    try {
      rules = read_rules(ledger_, phase.id);
    } catch (const LedgerError& error) {
      if (error.code() != LedgerCode::rules_unreadable) throw;
      return report(error.code(), "phase", phase.id);
    }
    Verdicts verdicts(*rules);
    const std::int64_t all = ledger_.dossiers(phase.id);
    std::int64_t done = 0;
    std::vector<Id> lists;
    ledger_.each_submission(phase.id, [&](Id id, const SubmissionRow&) { lists.push_back(id); });
    for (const Id list : lists) {
      verdicts.begin(read_list(ledger_, phase.id, list));
      std::vector<Dossier> block;
      const auto flush = [&] {
        check_block(phase, *rules, verdicts, block);
        done += static_cast<std::int64_t>(block.size());
        if (progress_) progress_(done, all);
        block.clear();
      };
      ledger_.each_dossier(list, [&](Id id, const DossierRow& row) {
        block.push_back({id, row.relation, std::string(row.content)});
        if (block.size() == together) flush();
      });
      flush();
    }
  }

  /// What is paid was granted and approved, and what is granted is within the budget.
  void check_money(const Phase& phase) {
    std::unordered_map<Id, std::int64_t> granted;  // by decision
    ledger_.each_decision(phase.id, [&](Id id, const DecisionRow& row) {
      if (row.outcome == Outcome::accepted) granted[id] = row.payout_low;
    });
    Id approved = 0;  // decisions up to this one
    std::map<Id, std::int64_t> approvals;
    ledger_.each_approval(phase.id, [&](std::string_view, const ApprovalRow& row) {
      if (row.decision == 0) {
        approvals.clear();
        approved = 0;
      } else if (++approvals[row.decision] >= phase.approvers)
        approved = std::max(approved, row.decision);
    });
    ledger_.each_payment(phase.id, [&](Id id, const PaymentRow& row) {
      const auto found = granted.find(row.decision);
      if (found == granted.end() || row.decision > approved || std::abs(row.amount) != found->second)
        report(LedgerCode::payment_unfounded, "payment", id);
    });
    // People may grant beyond a budget; the rules may grant what is left of it.
    std::int64_t by_rules = 0;
    std::int64_t by_people = 0;
    for (const auto& [dossier, current] : current_decisions(ledger_, phase.id)) {
      if (current.outcome == Outcome::accepted) (current.ruled ? by_people : by_rules) += current.payout;
    }
    if (phase.budget >= 0 && by_rules > std::max<std::int64_t>(0, phase.budget - by_people) &&
        state(ledger_, phase.id) >= PhaseState::approved)
      report(LedgerCode::budget_exceeded, "phase", phase.id);
  }

  /// Each pass decides one decision of every dossier: the first ones, then the second ones …
  void check_block(const Phase& phase, const Rules& rules, Verdicts& verdicts,
                   const std::vector<Dossier>& block) {
    if (block.empty()) return;
    std::unordered_map<Id, std::size_t> places;
    std::vector<std::string_view> contents;
    for (const Dossier& dossier : block) {
      places[dossier.id] = contents.size();
      contents.emplace_back(dossier.content);
    }
    std::vector<std::vector<Stored>> rounds;
    std::unordered_map<Id, std::size_t> seen;
    ledger_.each_decision_about(block.front().id, block.back().id, [&](Id id, const DecisionRow& row) {
      const std::size_t round = seen[row.dossier]++;
      if (rounds.size() <= round) rounds.emplace_back();
      rounds[round].push_back({id, row.dossier, row, std::string(row.benefit), std::string(row.round),
                               std::string(row.paid_before), std::string(row.failed), std::string(row.open),
                               std::string(row.counted)});
    });
    std::vector<Verdict> found;
    for (const std::vector<Stored>& round : rounds) {
      // What a quota denied changes facts.
      if (&round == &rounds.front() || verdicts.counts_things()) verdicts.read(contents);
      for (const Stored& stored : round) {
        const auto place = places.find(stored.dossier);
        if (place == places.end() || !verdicts.readable(place->second)) continue;
        verdicts.as_decided(place->second, stored.paid_before, stored.counted);
      }
      verdicts.decide(found);
      for (const Stored& stored : round) {
        const auto place = places.find(stored.dossier);
        if (place != places.end() &&
            !agree(phase, rules, block[place->second].relation, found[place->second], stored))
          report(LedgerCode::decision_differs, "decision", stored.id);
      }
    }
  }

  static bool agree(const Phase& phase, const Rules& rules, Relation relation, const Verdict& verdict,
                    const Stored& stored) {
    if (stored.row.ruling != 0) return true;
    if (stored.failed == superseded) return stored.row.outcome == Outcome::duplicate;
    if (stored.failed == repeats)
      return stored.row.outcome == Outcome::duplicate && relation == Relation::repeats;
    if (stored.failed == clashes)
      return stored.row.outcome == Outcome::erroneous && relation == Relation::clashes;
    const bool same =
        stored.row.program == phase.program && stored.row.input_hash == verdict.input_hash &&
        stored.paid_before == verdict.paid_before && stored.open == verdict.open &&
        stored.counted == verdict.counted &&
        stored.benefit == (verdict.benefit == none ? "" : rules.set.benefits[verdict.benefit].name) &&
        stored.round == (verdict.round == none ? "" : rules.phases.rounds[verdict.round].name) &&
        stored.row.entitlement_low == verdict.entitlement.low.units &&
        stored.row.entitlement_high == verdict.entitlement.high.units;
    if (!same) return false;
    const bool full = stored.row.payout_low == verdict.payout.low.units &&
                      stored.row.payout_high == verdict.payout.high.units;
    if (stored.failed == beyond_budget)
      return full && phase.budget >= 0 && verdict.outcome == Outcome::accepted &&
             stored.row.outcome == (rules.phases.budget.beyond.value == edge::Beyond::waiting_list
                                        ? Outcome::waiting
                                        : Outcome::refused);
    if (stored.row.outcome != verdict.outcome || stored.failed != verdict.failed) return false;
    const bool shared = phase.budget >= 0 && rules.phases.budget.order.value == edge::Order::pro_rata &&
                        stored.row.payout_low < verdict.payout.low.units;
    return full || (stored.row.outcome == Outcome::accepted && shared);
  }

  Ledger& ledger_;
  const std::function<void(std::int64_t, std::int64_t)>& progress_;
  std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> audit(Ledger& ledger, const std::function<void(std::int64_t, std::int64_t)>& progress) {
  return Audit(ledger, progress).run();
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
