// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/totals.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

void Totals::add(const Decision& combined, const std::vector<Answer>& answers, std::int32_t enterprise) {
  ++dossiers;
  payout_low += combined.payout.low.units;
  payout_high += combined.payout.high.units;
  if (enterprise >= 0) enterprises.insert(enterprise);
  bool open = false;
  for (const Answer& answer : answers) {
    open = open || answer.status == Status::undetermined || answer.status == Status::eligible_amount_open;
    if (answer.benefit == none) {
      ++nothing_concerned;
      continue;
    }
    BenefitTotals& benefit = benefits[answer.benefit];
    ++benefit.dossiers[static_cast<std::size_t>(answer.status)];
    benefit.payout_low += answer.decision.payout.low.units;
    benefit.payout_high += answer.decision.payout.high.units;
    benefit.overpaid += answer.decision.overpaid.low.units;
  }
  if (open) ++undetermined;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
