// SPDX-License-Identifier: Apache-2.0
// What a test expects to be granted is no floating-point number either, and a fact is given none.
// BAD: could not convert | no viable conversion
#include "hotro/testing/policy.hpp"

hotro::testing::Units amount(int units) { return units; }
hotro::testing::Given given(int units) { return units; }
#ifdef BAD
hotro::testing::Units wrong(double units) { return units; }
hotro::testing::Given wrong_too(double units) { return units; }
#endif
