// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "hotro/config.hpp"
#include "hotro/value.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// Parts over the unit as a decimal without needless digits: 1203.5. The unit is a power of ten.
std::string exact(Wide parts, std::int64_t unit);

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
