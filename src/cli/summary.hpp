// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a run of `decide` came to, for people.

#include <string>

#include "hotro/edge/dossiers.hpp"
#include "hotro/edge/totals.hpp"
#include "hotro/rule_set.hpp"
#include "terminal.hpp"

namespace hotro::cli {

std::string summary_text(const RuleSet& rules, const Program& program, const edge::Totals& totals,
                         const edge::Dossiers& dossiers, Language language, const Terminal& terminal);

}  // namespace hotro::cli
