// SPDX-License-Identifier: Apache-2.0
#pragma once

// An exact fraction: 70 % is 7/10, and 2/37 stays 2/37.

#include <cstdint>
#include <type_traits>

#include "config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// In lowest terms; the denominator is positive.
struct Rate {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;

  friend constexpr bool operator==(Rate, Rate) = default;
};
static_assert(sizeof(Rate) == 16 && std::is_trivially_copyable_v<Rate>);

}  // namespace HOTRO_ABI
}  // namespace hotro
