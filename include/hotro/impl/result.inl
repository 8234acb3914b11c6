// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <utility>

#include "../result.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

// The sources are not at hand, so what() names codes and sentences but no places.
HOTRO_INLINE Error::Error(std::vector<Diagnostic> diagnostics) : diagnostics_(std::move(diagnostics)) {
  std::size_t errors = 0;
  for (const Diagnostic& diagnostic : diagnostics_) {
    if (diagnostic.severity != Severity::error) continue;
    if (++errors == 1) what_.append(code_text(diagnostic.code)).append(": ").append(diagnostic.message);
  }
  if (errors > 1) {
    char digits[20];
    const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, errors - 1);
    what_.append(" (and ").append(digits, end.ptr).append(errors == 2 ? " more error)" : " more errors)");
  }
}

}  // namespace HOTRO_ABI
}  // namespace hotro
