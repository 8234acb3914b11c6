// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a rule set says without a formula, and how it is written wrongly: the cells of parameters, the days on
// which versions apply, the conditions of benefits, what is assumed of facts.

#include <vector>

#include "mutation_sites.hpp"
#include "mutation_text.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

void value_sites(const RuleSet& rules, WrittenRules& text, std::vector<MutationSite>& out);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
