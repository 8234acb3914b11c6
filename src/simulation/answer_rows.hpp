// SPDX-License-Identifier: Apache-2.0
#pragma once

// The answers of a few rows in one width, whatever width the program computes them in.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "hotro/config.hpp"
#include "hotro/decision.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// Rows that are decided at a time: columns and answers of a dozen variants stay in the second-level cache.
inline constexpr std::size_t slab = 2048;

struct BenefitRows {
  std::uint8_t status[slab];
  std::uint64_t failed[slab];
  std::uint8_t outside_scope[slab];  // 1 for who is refused for that
  std::int64_t low[slab];            // payout
  std::int64_t high[slab];

  /// Of the first rows of an answer.
  void read(const BenefitColumns& columns, std::size_t rows);
};

struct AnswerRows {
  BenefitRows combined;
  std::vector<BenefitRows> benefits;

  void read(const DecisionColumns& decided, std::size_t rows);
};

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
