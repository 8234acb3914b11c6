// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../money.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

HOTRO_INLINE int minor_digits(std::string_view currency) {
  struct Entry {
    std::string_view code;
    int digits;
  };
  // ISO 4217 amendment 176, those that a federation in the region may meet.
  constexpr Entry table[] = {{"VND", 0}, {"LAK", 2}, {"KHR", 2}, {"THB", 2}, {"CNY", 2},
                             {"JPY", 0}, {"KRW", 0}, {"SGD", 2}, {"MYR", 2}, {"IDR", 2},
                             {"PHP", 2}, {"INR", 2}, {"USD", 2}, {"EUR", 2}, {"GBP", 2},
                             {"AUD", 2}, {"CAD", 2}, {"CHF", 2}, {"KWD", 3}, {"TND", 3}};
  for (const Entry& entry : table) {
    if (entry.code == currency) return entry.digits;
  }
  return -1;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
