// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether a ledger says what its rules say. Ledger::verify proves that nothing was changed since it was
// written; this, that it was right when it was written.

#include <cstdint>
#include <functional>
#include <vector>

#include "../config.hpp"
#include "ledger.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// Decides every dossier once more with the rules and the payments that its decisions name, and holds
/// payments against decisions and decisions against budgets. Decisions by people are left as they are.
/// Returns the first hundred faults: rules_unreadable, decision_differs, payment_unfounded, budget_exceeded.
/// `progress` is called with dossiers done, and all of the phase.
std::vector<Fault> audit(Ledger& ledger,
                         const std::function<void(std::int64_t, std::int64_t)>& progress = {});

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
