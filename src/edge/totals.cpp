// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/totals.hpp"

#include <algorithm>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

void Totals::add(const Answer& answer, std::size_t count) {
  if (answer.benefit == none) {
    nothing_concerned += count;
    return;
  }
  const auto times = static_cast<Wide>(count);
  BenefitTotals& benefit = benefits[answer.benefit];
  benefit.dossiers[static_cast<std::size_t>(answer.status)] += count;
  benefit.payout_low += answer.decision.payout.low.units * times;
  benefit.payout_high += answer.decision.payout.high.units * times;
  benefit.overpaid += answer.decision.overpaid.low.units * times;
}

void Totals::add(const Totals& other) {
  dossiers += other.dossiers;
  undetermined += other.undetermined;
  nothing_concerned += other.nothing_concerned;
  partial += other.partial;
  enterprises.resize(std::max(enterprises.size(), other.enterprises.size()));
  for (std::size_t i = 0; i < other.enterprises.size(); ++i)
    enterprises[i] = enterprises[i] || other.enterprises[i];
  for (std::size_t i = 0; i < benefits.size(); ++i) {
    for (std::size_t status = 0; status < status_count; ++status)
      benefits[i].dossiers[status] += other.benefits[i].dossiers[status];
    benefits[i].payout_low += other.benefits[i].payout_low;
    benefits[i].payout_high += other.benefits[i].payout_high;
    benefits[i].overpaid += other.benefits[i].overpaid;
  }
  for (const auto& [refusal, count] : other.refusals) refusals[refusal] += count;
  for (const auto& [input, count] : other.missing) missing[input] += count;
  payout_low += other.payout_low;
  payout_high += other.payout_high;
}

std::size_t Totals::enterprise_count() const {
  return static_cast<std::size_t>(std::count(enterprises.begin(), enterprises.end(), true));
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
