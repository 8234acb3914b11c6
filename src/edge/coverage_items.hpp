// SPDX-License-Identifier: Apache-2.0
#pragma once

// What there is to be covered in a rule set, and which of it no case can show.

#include <cstdint>
#include <vector>

#include "hotro/edge/coverage.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Where the items of things stand; `none` where a thing has none.
struct CoverageIndex {
  std::vector<std::uint32_t> formula;
  std::vector<std::uint32_t> reading;
  std::vector<std::uint32_t> versions;
  // Where the versions of things begin in that list.
  std::vector<std::uint32_t> parameter, definition;
  std::vector<std::uint32_t> when, entitlement;       // by benefit
  std::vector<std::vector<std::uint32_t>> condition;  // by benefit and bit
  std::vector<std::vector<std::uint32_t>> rule;       // by table and rule; behind them `otherwise`
};

CoverageIndex find_items(const RuleSet& rules, const Sources& sources, std::vector<CoverageItem>& out);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
