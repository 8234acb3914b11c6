// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../lint.hpp"
#include "lint_lane.inl"
#include "lint_names.inl"
#include "lint_truth.inl"

namespace hotro {
inline namespace HOTRO_ABI {

HOTRO_INLINE std::vector<Diagnostic> lint(const RuleSet& rules) {
  Diagnostics diagnostics;
  detail::NameLint(rules, diagnostics).run();
  if (!rules.benefits.empty()) {
    detail::TruthLint(rules, diagnostics).run();
    detail::LaneLint(rules, diagnostics).run();
  }
  return diagnostics.take();
}

}  // namespace HOTRO_ABI
}  // namespace hotro
