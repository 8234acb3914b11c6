// SPDX-License-Identifier: Apache-2.0
#pragma once

// Makes a rule set that shows something smaller, as long as it still shows it.

#include <functional>
#include <string>

#include "differential/rule_writer.hpp"

namespace generated {

/// Takes away lines with what stands below them, whole files, and parts of formulas, while `shows` stays
/// true. It is asked at most `tries` times.
Texts shrink(Texts texts, const std::function<bool(const Texts&)>& shows, int tries);

}  // namespace generated
