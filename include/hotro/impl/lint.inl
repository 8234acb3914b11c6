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

HOTRO_INLINE std::vector<TruthRange> truth_ranges(const RuleSet& rules) {
  const detail::Places places(rules);
  detail::Outcomes found(rules, places);
  std::vector<TruthRange> result(rules.formulas.size(), TruthRange::varies);
  if (!found.look()) return result;
  for (std::size_t id = 0; id < result.size(); ++id) result[id] = found[id];
  return result;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
