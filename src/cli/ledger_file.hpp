// SPDX-License-Identifier: Apache-2.0
#pragma once

// Ledgers as commands open them.

#include <functional>
#include <string>

#include "commands.hpp"
#include "hotro/phases/rules.hpp"
#include "hotro/phases/sqlite_ledger.hpp"

namespace hotro::cli {

/// Calls `use` with a ledger, and says on the error stream when it has to wait, or what went wrong. Returns
/// what `use` returned, or an exit code.
int with_ledger(const std::string& path, bool create, Language language,
                const std::function<int(phases::Ledger&)>& use);

/// Where this machine is.
Date today();

/// A rule set and its phases.yaml; an exit code. Readings may be those of either.
int open_phase_rules(const RuleOptions& options, phases::Rules& out);

}  // namespace hotro::cli
