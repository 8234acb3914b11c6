// SPDX-License-Identifier: Apache-2.0
// Values of different kinds do not compare.
// BAD: no match for 'operator<' | no match for ‘operator<’ | invalid operands to binary expression
#include "hotro/date.hpp"
#include "hotro/money.hpp"

bool less(hotro::Date a, hotro::Date b) { return a < b; }
#ifdef BAD
bool wrong(hotro::Money a, hotro::Date b) { return a < b; }
#endif
