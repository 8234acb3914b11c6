// SPDX-License-Identifier: Apache-2.0
// A handle of one type takes values of that type only.
// BAD: no matching function for call to | no matching member function for call to
#include "hotro/facts.hpp"

bool good(hotro::Facts& facts, hotro::Handle<hotro::Money> income) {
  return facts.set(income, hotro::Money{1});
}
#ifdef BAD
bool wrong(hotro::Facts& facts, hotro::Handle<hotro::Money> income) {
  return facts.set(income, hotro::Date{1});
}
#endif
