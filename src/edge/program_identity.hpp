// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether two programs compute the same. A fingerprint names the registers, and changes with an op that
// nothing reads; here an op is what it is and what it reads, down to the facts by their names, and what joins
// truths is the set of them.

#include <cstdint>
#include <string>

#include "hotro/program.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Programs with equal identities give equal decisions for equal facts. 128 bits, as text. O(ops).
std::string identity(const Program& program);
/// The same of programs of any two rule sets: by the currency and the names of benefits and conditions, in
/// whatever order conditions stand.
std::string named_identity(const Program& program);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
