// SPDX-License-Identifier: Apache-2.0
#pragma once

// An amount of money in minor units of the rule set's currency (đồng for VND, cents for EUR). Never a float.

#include <compare>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

struct Money {
  std::int64_t units = 0;

  friend constexpr auto operator<=>(Money, Money) = default;
};
static_assert(sizeof(Money) == 8 && std::is_trivially_copyable_v<Money>, "money columns are 64-bit integers");

/// What the law grants, as far as it is known: exactly known if low = high.
struct Amount {
  Money low;
  Money high;

  [[nodiscard]] constexpr bool known() const { return low == high; }
  friend constexpr bool operator==(const Amount&, const Amount&) = default;
};

/// Digits behind the decimal point of a currency's minor unit (ISO 4217): 0 for VND, 2 for EUR; -1 if not
/// listed.
int minor_digits(std::string_view currency);

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/money.inl"
#endif
