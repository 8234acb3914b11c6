// SPDX-License-Identifier: Apache-2.0
// A second translation unit: header-only definitions must not clash when the two are linked.
#include <hotro/hotro.hpp>

bool second(const hotro::Sources& sources) { return sources.size() == 0; }
