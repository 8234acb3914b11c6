// SPDX-License-Identifier: Apache-2.0
#pragma once

// Strong Kleene logic in one byte. With no = 0, unknown = 1, yes = 2 the tables of Kleene (1952, §64) are
//
//   and = min        or = max         not = 2 - x
//
// which is exact and the fastest vector code there is.

#include <cstdint>
#include <string_view>

#include "config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

enum class Truth : std::uint8_t { no = 0, unknown = 1, yes = 2 };
static_assert(sizeof(Truth) == 1, "truth columns are bytes");

constexpr Truth both(Truth a, Truth b) { return a < b ? a : b; }
constexpr Truth either(Truth a, Truth b) { return a < b ? b : a; }
constexpr Truth negation(Truth a) { return static_cast<Truth>(2 - static_cast<int>(a)); }
constexpr Truth truth(bool known) { return known ? Truth::yes : Truth::no; }

/// "no", "unknown" or "yes".
constexpr std::string_view name(Truth t) {
  return t == Truth::yes ? "yes" : t == Truth::no ? "no" : "unknown";
}

}  // namespace HOTRO_ABI
}  // namespace hotro
