// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the steps of a phase share.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hotro/phases/ledger.hpp"
#include "hotro/phases/phase.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

// The kinds of rulings.
inline constexpr std::string_view override_kind = "override", appeal_kind = "appeal";

/// A phase that is there; its texts are copies.
struct Phase {
  Id id = 0;
  std::string name;
  Id program = 0;
  std::int64_t budget = -1;
  std::int64_t approvers = 1;
};
/// Throws no_phase.
Phase find(Ledger& ledger, std::string_view name);

struct Approvals {
  Id last_decision = 0;
  std::vector<std::string> actors;  // who approved that decision and all before it
  [[nodiscard]] bool by(std::string_view actor) const;
};
Approvals approvals(Ledger& ledger, Id phase);

bool is_approved(Ledger& ledger, const Phase& phase);
/// Throws phase_closed or phase_approved.
void must_be_open(Ledger& ledger, const Phase& phase);
/// Throws not_approved. A payment may come back, and be made again, when its phase is closed.
void must_be_approved(Ledger& ledger, const Phase& phase);

/// Whether deciding a phase now would change nothing: no list, ruling, join of numbers or grant of another
/// phase has come since.
bool is_decided(Ledger& ledger, const Phase& phase, const Step& step);

/// `what`: a dossier, or what else the trouble is with.
LedgerError trouble(LedgerCode code, const Ledger& ledger, const Phase& phase, std::string_view what = {});

/// The decision about each dossier of a phase that counts, in no order.
struct Current {
  Id decision = 0;
  Outcome outcome = Outcome::undetermined;
  std::int64_t payout = 0;
  bool ruled = false;          // by people; then also
  std::string benefit, round;  // their names
  std::size_t content = 0;     // a hash of all that it says
};
std::unordered_map<Id, Current> current_decisions(Ledger& ledger, Id phase);
void each_dossier_of(Ledger& ledger, Id phase, const std::function<void(Id, const DossierRow&)>& use);

/// Those that neither repeat nor clash with another, and were not replaced by one.
void each_standing_dossier(Ledger& ledger, Id phase, const std::function<void(Id, const DossierRow&)>& use);
/// The one of these with that id (and enterprise, unless that is empty). Throws no_dossier or
/// several_dossiers.
Id find_dossier(Ledger& ledger, const Phase& phase, std::string_view dossier_id,
                std::string_view enterprise_id);

/// What stands for a benefit in DecisionRow::paid_before.
std::int64_t paid_for(std::string_view paid_before, std::string_view benefit);
/// Of all that a decision says.
std::size_t content_of(const DecisionRow& row);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
