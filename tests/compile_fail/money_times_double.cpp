// SPDX-License-Identifier: Apache-2.0
// A share of an amount is computed by a rule set, with a named rounding.
// BAD: no match for 'operator*' | no match for ‘operator*’ | invalid operands to binary expression
#include "hotro/money.hpp"

bool less(hotro::Money a, hotro::Money b) { return a < b; }
#ifdef BAD
auto share(hotro::Money a) { return a * 0.7; }
#endif
