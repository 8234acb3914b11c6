// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a rule set says that its author can hardly mean: conditions that are always or never met, names that
// nothing reads, benefits that are the same. All of it is law that compiles and decides; hence warnings.
//
//   for (const hotro::Diagnostic& one : hotro::lint(*rules)) std::fputs(render(one, sources).c_str(),
//   stderr);

#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"
#include "rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// Warnings W1002 and up about the rule set's own files and amendments, none about what it imports, in the
/// order of their places. The law is judged as known latest. What is said of a condition holds in every
/// combination of readings: of those that compile() refuses, and of combinations by the hundred, nothing is
/// said. A mistake is reported where it stands, and not again where it shows. Compiles the rule set once for
/// each option of each reading; a few times more where there is something to say.
std::vector<Diagnostic> lint(const RuleSet& rules);

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/lint.inl"
#endif
