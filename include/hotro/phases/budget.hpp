// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a budget is spent on claims, exactly: never more than the budget, never more than a claim.
//
//   std::vector<std::int64_t> paid = hotro::phases::spend(claims, budget, phases.budget);

#include <cstdint>
#include <vector>

#include "../config.hpp"
#include "../edge/phase_rules.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

struct BudgetClaim {
  std::int64_t amount = 0;  // minor units, not negative
  std::uint32_t group = 0;  // of BudgetRules::priority; their number: in none of them
};

/// What each claim is paid, in the order given, which is the order in which they were received. Together the
/// claims stay below 2^63.
///   received_first, priority_first  each claim as a whole, until one exceeds what is left: it waits, and
///                                   nobody behind it goes before it
///   pro_rata                        the same share of each, rounded; then steps are given, or taken back,
///                                   one for a claim, until no step that somebody could be given is left
std::vector<std::int64_t> spend(const std::vector<BudgetClaim>& claims, std::int64_t budget,
                                const edge::BudgetRules& rules);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
