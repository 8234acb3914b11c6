// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/budget.hpp"

#include <algorithm>
#include <numeric>

#include "hotro/impl/rounding.inl"
#include "hotro/value.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

using Claims = std::vector<BudgetClaim>;
using Amounts = std::vector<std::int64_t>;

Amounts spend_in_order(const Claims& claims, const std::vector<std::size_t>& order, std::int64_t budget) {
  Amounts paid(claims.size(), 0);
  for (const std::size_t i : order) {
    if (claims[i].amount > budget) break;
    paid[i] = claims[i].amount;
    budget -= paid[i];
  }
  return paid;
}

Amounts spend_pro_rata(const Claims& claims, Wide total, std::int64_t budget, const edge::ProRata& rule) {
  const Wide step = rule.step;
  Amounts paid(claims.size(), 0);
  if (rule.step > budget) return paid;
  std::vector<Wide> lost(claims.size());  // by rounding, in parts of `total`; below 0: gained
  Wide left = budget;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Wide share = Wide{claims[i].amount} * budget;  // times total
    const Wide steps = detail::divide_rounded<Wide>(share, total * step, rule.rounding);
    paid[i] = static_cast<std::int64_t>(std::min<Wide>(steps * step, claims[i].amount / step * step));
    lost[i] = share - Wide{paid[i]} * total;
    left -= paid[i];
  }
  std::vector<std::size_t> order(claims.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (rule.remainder == edge::Remainder::largest)
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return lost[a] > lost[b]; });
  for (bool given = true; given && left >= step;) {
    given = false;
    for (const std::size_t i : order) {
      if (left < step) break;
      if (paid[i] + step > claims[i].amount) continue;
      paid[i] += rule.step;
      left -= step;
      given = true;
    }
  }
  // Rounding up may have given too much: it is taken back from those who come last.
  while (left < 0) {
    for (std::size_t back = order.size(); back > 0 && left < 0; --back) {
      const std::size_t i = order[back - 1];
      if (paid[i] < step) continue;
      paid[i] -= rule.step;
      left += step;
    }
  }
  return paid;
}

}  // namespace

std::vector<std::int64_t> spend(const Claims& claims, std::int64_t budget, const edge::BudgetRules& rules) {
  Wide total = 0;
  for (const BudgetClaim& claim : claims) total += claim.amount;
  std::vector<std::size_t> order(claims.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (total > budget && rules.order.value == edge::Order::pro_rata)
    return spend_pro_rata(claims, total, budget, rules.pro_rata);
  if (rules.order.value == edge::Order::priority_first)
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return claims[a].group < claims[b].group; });
  return spend_in_order(claims, order, budget);
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
