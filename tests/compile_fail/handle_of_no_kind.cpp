// SPDX-License-Identifier: Apache-2.0
// There are handles for the types of facts, and for nothing else.
// BAD: use of deleted function | call to deleted function
#include "hotro/program.hpp"

auto good(const hotro::Program& program) { return program.handle<hotro::Money>("lowest_income"); }
#ifdef BAD
constexpr bool fits = hotro::detail::kind_fits<double>(hotro::Kind::money);
#endif
