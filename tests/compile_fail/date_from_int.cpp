// SPDX-License-Identifier: Apache-2.0
// A number is not a day by itself.
// BAD: could not convert | no viable conversion
#include "hotro/date.hpp"

hotro::Date day(int number) { return hotro::Date{number}; }
#ifdef BAD
hotro::Date wrong(int number) { return number; }
#endif
