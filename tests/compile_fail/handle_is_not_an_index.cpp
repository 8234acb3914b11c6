// SPDX-License-Identifier: Apache-2.0
// A handle says whether it found its fact when asked, it does not turn into a number.
// BAD: cannot convert | no viable conversion
#include "hotro/program.hpp"

bool good(hotro::Handle<hotro::Date> birth) { return static_cast<bool>(birth); }
#ifdef BAD
int wrong(hotro::Handle<hotro::Date> birth) { return birth; }
#endif
