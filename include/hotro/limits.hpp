// SPDX-License-Identifier: Apache-2.0
#pragma once

// How large anything may be: a constant for each line of limits.def, which has the reasons.
//
//   hotro::most_conditions                           // 64

#include <cstddef>
#include <cstdint>

#include "config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

#define HOTRO_LIMIT(type, name, most, unit, what, because, beyond) inline constexpr type name = most;
#include "limits.def"
#undef HOTRO_LIMIT

}  // namespace HOTRO_ABI
}  // namespace hotro
