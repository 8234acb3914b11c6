// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a row leads to: the formulas and versions that its decision rests, or may rest, on.

#include <vector>

#include "hotro/evaluator.hpp"
#include "hotro/rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

struct RowTrace {
  std::vector<bool> formulas;
  std::vector<std::vector<bool>> versions;  // by parameter
};

/// Of the row that was decided last. O(formulas).
RowTrace trace_row(const RuleSet& rules, const Evaluator& row);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
