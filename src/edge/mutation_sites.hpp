// SPDX-License-Identifier: Apache-2.0
#pragma once

// The places of a rule set that can be changed, and how.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "hotro/edge/mutation.hpp"
#include "hotro/program.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// A mutant, and how it is made.
struct MutationSite {
  Mutant mutant;
  /// Changes a copy of the rules; with the original, takes the change back. Empty: the text is changed.
  std::function<void(RuleSet& rules, const RuleSet* original)> patch;
  Span replaced;  // in the text, by `replacement`
  std::string replacement;
  // Which cases reach it: all, those that read one of these formulas, or a version of a parameter.
  bool everywhere = false;
  std::vector<FormulaId> formulas;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> versions;
};

/// In the order of the files. `program` is the rule set compiled with its defaults. A formula `yes` is
/// expected behind the formulas of the copies that are changed.
std::vector<MutationSite> find_sites(const RuleSet& rules, const RuleFiles& files, const Program& program);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
