// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a formula is written wrongly.

#include <cstdint>
#include <string>
#include <vector>

#include "mutation_sites.hpp"
#include "mutation_text.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// A formula as it stands in the text, however often it stands in the model.
struct WrittenFormula {
  static constexpr unsigned more = 1, less = 2;

  std::vector<FormulaId> copies;  // alike but for the rows that they are about
  std::string of, text;           // what it belongs to, and the line
  Basis basis;
  std::uint32_t table = none;  // in a cell of it
  unsigned repeats = 0;        // steps of a constant that say the same as the other boundary
};

void formula_sites(const RuleSet& rules, WrittenRules& text, const WrittenFormula& formula,
                   std::vector<MutationSite>& out);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
