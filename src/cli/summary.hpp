// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a run of `decide` came to, for people.

#include <string>

#include "hotro/edge/table_run.hpp"
#include "hotro/rule_set.hpp"
#include "terminal.hpp"

namespace hotro::cli {

std::string summary_text(const RuleSet& rules, const Program& program, const edge::RunReport& report,
                         Language language, const Terminal& terminal);

}  // namespace hotro::cli
