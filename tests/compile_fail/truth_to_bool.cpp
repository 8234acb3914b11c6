// SPDX-License-Identifier: Apache-2.0
// A truth has three values; asking whether it holds names the one that is meant.
// BAD: could not convert | cannot convert | is not contextually convertible to 'bool'
#include "hotro/truth.hpp"

int good(hotro::Truth t) { return t == hotro::Truth::yes ? 1 : 0; }
#ifdef BAD
int wrong(hotro::Truth t) {
  if (t) return 1;
  return 0;
}
#endif
