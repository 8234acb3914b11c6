// SPDX-License-Identifier: Apache-2.0
#pragma once

// From the model to a program. Range analysis over the declared bounds of facts proves here that nothing can
// overflow or divide by zero: after compile() succeeds, evaluation cannot fail.

#include <string>
#include <utility>
#include <vector>

#include "config.hpp"
#include "program.hpp"
#include "result.hpp"
#include "rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

struct CompileOptions {
  /// The law as enacted by that day; before the base act it is an error. Default: the latest enactment
  /// loaded.
  bool has_known = false;
  Date known;
  /// Readings by name and option; those not named keep their defaults.
  std::vector<std::pair<std::string, std::string>> readings;
  /// For tests: every number in the 128-bit lane.
  bool force_wide = false;
};

/// O(formulas × versions). Errors: time without a version, readings that do not exist, values beyond 128
/// bits, divisors that may be 0, amounts that may be fractions or negative.
Result<Program> compile(const RuleSet& rules, const CompileOptions& options = {});

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/compile.inl"
#endif
