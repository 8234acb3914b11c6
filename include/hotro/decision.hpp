// SPDX-License-Identifier: Apache-2.0
#pragma once

// The answers.

#include <cstdint>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "money.hpp"
#include "program.hpp"
#include "truth.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// For one row and one benefit; or for one row, all benefits combined (then without bits).
struct Decision {
  Truth concerned = Truth::unknown;  // the benefit is about this row
  Truth in_scope = Truth::unknown;   // the effective date is one the rule set covers
  Truth eligible = Truth::unknown;   // concerned, in scope, and all conditions
  Amount entitlement;                // what the law grants; 0 if not eligible
  Amount payout;                     // combined across benefits, less what was paid
  Amount overpaid;                   // what was paid beyond the entitlement
  std::uint64_t failed = 0;  // a bit per condition that is not met; only if concerned and not out of scope
  std::uint64_t open = 0;    // a bit per condition that is unknown; likewise
};

enum class Status : std::uint8_t {
  eligible,
  eligible_amount_open,
  not_eligible,
  undetermined,
  not_concerned
};
std::string_view name(Status status);
Status status(const Decision& decision);

/// The same as columns, one entry per row.
struct BenefitColumns {
  std::vector<Truth> concerned, in_scope, eligible;
  std::vector<Amount> entitlement, payout, overpaid;
  std::vector<std::uint64_t> failed, open;

  void resize(std::size_t rows);
  [[nodiscard]] Decision at(std::size_t row) const;
  void put(std::size_t row, const Decision& decision);
};

struct DecisionColumns {
  BenefitColumns combined;
  std::vector<BenefitColumns> benefits;
  /// 1 where a cell that the program reads was outside its fact's range: it stayed open, and is to be
  /// reported.
  std::vector<std::uint8_t> invalid;

  void resize(const Program& program, std::size_t rows);
};

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/decision.inl"
#endif
