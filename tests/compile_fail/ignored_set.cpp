// SPDX-License-Identifier: Apache-2.0
// A value that was not accepted is not overlooked.
// BAD: ignoring return value
#include "hotro/facts.hpp"

bool good(hotro::Facts& facts, hotro::Handle<hotro::Money> income) {
  return facts.set(income, hotro::Money{-1});
}
#ifdef BAD
void wrong(hotro::Facts& facts, hotro::Handle<hotro::Money> income) { facts.set(income, hotro::Money{-1}); }
#endif
