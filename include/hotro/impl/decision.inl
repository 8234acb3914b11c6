// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../decision.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

HOTRO_INLINE std::string_view name(Status status) {
  constexpr std::string_view names[] = {"eligible", "eligible_amount_open", "not_eligible", "undetermined",
                                        "not_concerned"};
  return names[static_cast<int>(status)];
}

HOTRO_INLINE Status status(const Decision& decision) {
  if (decision.concerned == Truth::no) return Status::not_concerned;
  if (decision.eligible == Truth::no) return Status::not_eligible;
  if (decision.eligible == Truth::unknown) return Status::undetermined;
  return decision.entitlement.known() ? Status::eligible : Status::eligible_amount_open;
}

HOTRO_INLINE void BenefitColumns::resize(std::size_t rows) {
  concerned.resize(rows);
  in_scope.resize(rows);
  eligible.resize(rows);
  entitlement.resize(rows);
  payout.resize(rows);
  overpaid.resize(rows);
  failed.resize(rows);
  open.resize(rows);
}

HOTRO_INLINE Decision BenefitColumns::at(std::size_t row) const {
  return {concerned[row], in_scope[row], eligible[row], entitlement[row],
          payout[row],    overpaid[row], failed[row],   open[row]};
}

HOTRO_INLINE void BenefitColumns::put(std::size_t row, const Decision& decision) {
  concerned[row] = decision.concerned;
  in_scope[row] = decision.in_scope;
  eligible[row] = decision.eligible;
  entitlement[row] = decision.entitlement;
  payout[row] = decision.payout;
  overpaid[row] = decision.overpaid;
  failed[row] = decision.failed;
  open[row] = decision.open;
}

HOTRO_INLINE void DecisionColumns::resize(const Program& program, std::size_t rows) {
  combined.resize(rows);
  benefits.resize(program.benefits().size());
  for (BenefitColumns& benefit : benefits) benefit.resize(rows);
  invalid.assign(rows, 0);
}

}  // namespace HOTRO_ABI
}  // namespace hotro
