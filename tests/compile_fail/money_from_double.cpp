// SPDX-License-Identifier: Apache-2.0
// No amount comes from a floating-point number.
// BAD: narrowing conversion | cannot be narrowed
#include <cstdint>

#include "hotro/money.hpp"

hotro::Money amount(std::int64_t units) { return hotro::Money{units}; }
#ifdef BAD
hotro::Money wrong(double units) { return hotro::Money{units}; }
#endif
