// SPDX-License-Identifier: Apache-2.0
// A bool becomes a truth by name only: 1 would be `unknown`.
// BAD: cannot convert | cannot initialize return object
#include "hotro/truth.hpp"

hotro::Truth good(bool b) { return hotro::truth(b); }
#ifdef BAD
hotro::Truth wrong(bool b) { return b; }
#endif
