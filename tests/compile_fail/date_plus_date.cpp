// SPDX-License-Identifier: Apache-2.0
// Two days have a distance, not a sum.
// BAD: no match for 'operator+' | no match for ‘operator+’ | invalid operands to binary expression
#include "hotro/date.hpp"

int distance(hotro::Date a, hotro::Date b) { return a - b; }
hotro::Date later(hotro::Date a, int days) { return a + days; }
#ifdef BAD
auto sum(hotro::Date a, hotro::Date b) { return a + b; }
#endif
