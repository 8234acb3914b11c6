// SPDX-License-Identifier: Apache-2.0
// There are handles for the types of facts, and for nothing else.
// BAD: used but never defined | undefined function | is not a constant expression | not defined in this translation unit | undefined template
#include "hotro/program.hpp"

auto good(const hotro::Program& program) { return program.handle<hotro::Money>("lowest_income"); }
#ifdef BAD
constexpr bool fits = hotro::detail::kind_fits<double>(hotro::Kind::money);
#endif
