// SPDX-License-Identifier: Apache-2.0
#include "steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "row_hash.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

Phase find(Ledger& ledger, std::string_view name) {
  Phase phase;
  ledger.each_phase([&](Id id, const PhaseRow& row) {
    if (row.name == name) phase = {id, std::string(row.name), row.program, row.budget, row.approvers};
  });
  if (phase.id == 0) throw LedgerError(LedgerCode::no_phase, fmt::format("{}: {}", ledger.name(), name));
  return phase;
}

bool Approvals::by(std::string_view actor) const {
  // Two spellings of one name are not two people.
  const auto same = [&](std::string_view other) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(actor.begin(), actor.end(), other.begin(), other.end(),
                      [&](char a, char b) { return lower(a) == lower(b); });
  };
  return std::any_of(actors.begin(), actors.end(), same);
}

Approvals approvals(Ledger& ledger, Id phase) {
  Approvals all;
  all.last_decision = ledger.last_decision(phase);
  ledger.each_approval(phase, [&](std::string_view actor, const ApprovalRow& row) {
    if (row.decision == 0) all.actors.clear();
    if (row.decision != 0 && row.decision == all.last_decision && !all.by(actor))
      all.actors.emplace_back(actor);
  });
  return all;
}

bool is_approved(Ledger& ledger, const Phase& phase) {
  const Approvals all = approvals(ledger, phase.id);
  return all.last_decision != 0 && static_cast<std::int64_t>(all.actors.size()) >= phase.approvers;
}

LedgerError trouble(LedgerCode code, const Ledger& ledger, const Phase& phase, std::string_view what) {
  return {code, fmt::format("{}: {}{}{}", ledger.name(), phase.name, what.empty() ? "" : ": ", what)};
}

void must_be_open(Ledger& ledger, const Phase& phase) {
  if (ledger.closed(phase.id)) throw trouble(LedgerCode::phase_closed, ledger, phase);
  if (is_approved(ledger, phase)) throw trouble(LedgerCode::phase_approved, ledger, phase);
}

void must_be_approved(Ledger& ledger, const Phase& phase) {
  if (!is_approved(ledger, phase)) throw trouble(LedgerCode::not_approved, ledger, phase);
}

void each_dossier_of(Ledger& ledger, Id phase, const std::function<void(Id, const DossierRow&)>& use) {
  std::vector<Id> lists;
  ledger.each_submission(phase, [&](Id id, const SubmissionRow&) { lists.push_back(id); });
  for (const Id list : lists) ledger.each_dossier(list, use);
}

void each_standing_dossier(Ledger& ledger, Id phase, const std::function<void(Id, const DossierRow&)>& use) {
  std::unordered_set<Id> replaced;
  ledger.each_relation(Relation::supersedes, [&](Id, Id other) { replaced.insert(other); });
  each_dossier_of(ledger, phase, [&](Id id, const DossierRow& row) {
    if (row.relation != Relation::repeats && row.relation != Relation::clashes && replaced.count(id) == 0)
      use(id, row);
  });
}

Id find_dossier(Ledger& ledger, const Phase& phase, std::string_view dossier_id,
                std::string_view enterprise_id) {
  std::vector<Id> found;
  each_standing_dossier(ledger, phase.id, [&](Id id, const DossierRow& row) {
    if (row.dossier_id == dossier_id && (enterprise_id.empty() || row.enterprise_id == enterprise_id))
      found.push_back(id);
  });
  if (found.size() == 1) return found.front();
  throw trouble(found.empty() ? LedgerCode::no_dossier : LedgerCode::several_dossiers, ledger, phase,
                dossier_id);
}

std::int64_t paid_for(std::string_view paid_before, std::string_view benefit) {
  while (!paid_before.empty()) {
    const std::string_view word = paid_before.substr(0, paid_before.find(' '));
    paid_before.remove_prefix(std::min(paid_before.size(), word.size() + 1));
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos || word.substr(0, equals) != benefit) continue;
    std::int64_t amount = 0;
    for (const char c : word.substr(equals + 1)) amount = amount * 10 + (c - '0');
    return amount;
  }
  return 0;
}

std::size_t content_of(const DecisionRow& row) {
  std::string text;
  for (const std::int64_t number : {row.program, static_cast<std::int64_t>(row.outcome), row.entitlement_low,
                                    row.entitlement_high, row.payout_low, row.payout_high, row.ruling})
    append_integer(text, number);
  for (const std::string_view words :
       {row.benefit, row.round, as_bytes(row.input_hash), row.paid_before, row.failed, row.open, row.counted})
    append_bytes(text, 't', words);
  return std::hash<std::string>()(text);
}

std::unordered_map<Id, Current> current_decisions(Ledger& ledger, Id phase) {
  std::unordered_map<Id, Current> current;
  ledger.each_decision(phase, [&](Id id, const DecisionRow& row) {
    Current one{id, row.outcome, row.payout_low, row.ruling != 0, {}, {}, content_of(row)};
    if (one.ruled) {
      one.benefit = row.benefit;
      one.round = row.round;
    }
    current[row.dossier] = std::move(one);
  });
  return current;
}

std::string_view name(PhaseState state) {
  constexpr std::string_view names[] = {"open", "decided", "approved_once", "approved",
                                        "paid", "closed",  "cancelled"};
  return names[static_cast<std::size_t>(state)];
}

std::string_view label(PhaseState state, Language language) {
  constexpr std::string_view labels[][2] = {{"đang nhận hồ sơ", "open"},
                                            {"đã quyết định", "decided"},
                                            {"một người đã duyệt", "approved by one"},
                                            {"đã duyệt, chưa chi hết", "approved"},
                                            {"đã chi", "paid"},
                                            {"đã đóng", "closed"},
                                            {"đã hủy", "cancelled"}};
  return labels[static_cast<std::size_t>(state)][language == Language::vi ? 0 : 1];
}

PhaseState state(Ledger& ledger, Id phase) {
  if (ledger.closed(phase)) return ledger.cancelled(phase) ? PhaseState::cancelled : PhaseState::closed;
  const Approvals all = approvals(ledger, phase);
  if (all.last_decision == 0) return PhaseState::open;
  const PhaseSums found = sums(ledger, phase);
  if (found.undecided != 0) return PhaseState::open;
  std::int64_t needed = 1;
  ledger.each_phase([&](Id id, const PhaseRow& row) {
    if (id == phase) needed = row.approvers;
  });
  const auto given = static_cast<std::int64_t>(all.actors.size());
  if (given < needed) return given == 0 ? PhaseState::decided : PhaseState::approved_once;
  return found.unpaid == 0 ? PhaseState::paid : PhaseState::approved;
}

edge::Currency currency(Ledger& ledger, Id phase) {
  Id program = 0;
  ledger.each_phase([&](Id id, const PhaseRow& row) {
    if (id == phase) program = row.program;
  });
  std::string code;
  ledger.each_program([&](Id id, const ProgramRow& row) {
    if (id == program) code = row.currency;
  });
  return edge::Currency(code);
}

void PhaseSums::add(Outcome outcome, std::int64_t payout) {
  ++dossiers;
  ++outcomes[static_cast<std::size_t>(outcome)];
  if (outcome == Outcome::waiting) waiting += payout;
  if (outcome != Outcome::accepted) return;
  granted += payout;
  if (payout == 0) return;
  ++unpaid;
  ++untried;
}

PhaseSums sums(Ledger& ledger, Id phase) {
  PhaseSums out;
  const std::int64_t all = ledger.dossiers(phase);
  std::unordered_map<Id, std::int64_t> paid;  // by decision; 0: it came back
  ledger.each_payment(phase, [&](Id, const PaymentRow& row) {
    paid[row.decision] += row.amount;
    out.paid += row.amount;
    if (row.amount < 0) out.returned -= row.amount;
  });
  std::int64_t decided = 0;
  for (const auto& [dossier, current] : current_decisions(ledger, phase)) {
    ++decided;
    out.add(current.outcome, current.payout);
    const auto found = paid.find(current.decision);
    if (current.outcome != Outcome::accepted || found == paid.end()) continue;
    --out.untried;
    if (found->second != 0) --out.unpaid;
  }
  out.dossiers = all;
  out.undecided = all - decided;
  return out;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
