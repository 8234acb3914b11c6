// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "hotro/phases/ledger.hpp"
#include "sqlite.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// Reads the whole ledger once, in the order in which it was written.
Verification verify(Database& database, const Head* known,
                    const std::function<void(std::int64_t, std::int64_t)>& progress);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
