// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a rule set says that its author can hardly mean: conditions that are always or never met, names that
// nothing reads, benefits that are the same. All of it is law that compiles and decides; hence warnings.
//
//   std::fputs(hotro::render(hotro::lint(*rules), sources).c_str(), stderr);

#include <cstdint>
#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"
#include "rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// Warnings W1002 and up about the rule set's own files and amendments, none about what it imports, in the
/// order of their places. The law is judged as known latest. What is said of a condition holds in every
/// combination of readings; nothing is said of one that rests on hundreds of combinations, and of none where
/// the rules do not compile in some reading. A mistake is reported where it begins, and not again where it
/// shows. Lowers the rules once for each option of each reading, and a few times more where there is
/// something to say.
std::vector<Diagnostic> lint(const RuleSet& rules);

/// What a truth of the rules comes to, whatever the facts are.
enum class TruthRange : std::uint8_t { not_computed, no, yes, varies };

/// By formula, as lint() judges them: `no` and `yes` hold in every combination of readings. What is not
/// judged (numbers, imports, parts of a comparison) varies; so does everything where the rules do not compile
/// in some reading.
std::vector<TruthRange> truth_ranges(const RuleSet& rules);

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/lint.inl"
#endif
