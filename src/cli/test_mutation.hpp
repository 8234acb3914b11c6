// SPDX-License-Identifier: Apache-2.0
#pragma once

// What `hotro test --mutate` prints.

#include <cstddef>
#include <string>

#include "commands.hpp"
#include "hotro/edge/mutation.hpp"
#include "terminal.hpp"

namespace hotro::cli {

/// Below it, --strict finds a fault.
inline constexpr std::size_t least_mutation_score = 95;  // per cent

/// `97 % (810 of 832 changes noticed; …)`
std::string mutation_score(const edge::MutationReport& report, Language language);
/// The survivors by article, and the score.
std::string mutation_text(const Opened& opened, const edge::MutationReport& report, Language language,
                          const Terminal& terminal);

/// As rule sets write citations, which is short enough for a table.
std::string cited(const RuleSet& rules, const Basis& basis, Language language);
/// The beginning of a long line.
std::string shortened(const std::string& text);

}  // namespace hotro::cli
