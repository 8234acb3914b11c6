// SPDX-License-Identifier: Apache-2.0
// The errors of a rule set are not overlooked.
// BAD: ignoring return value | ignoring returned value
#include "hotro/compile.hpp"

bool good(const hotro::RuleSet& rules) { return static_cast<bool>(hotro::compile(rules)); }
#ifdef BAD
void wrong(const hotro::RuleSet& rules) { hotro::compile(rules); }
#endif
