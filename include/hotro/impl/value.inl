// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../value.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

HOTRO_INLINE std::string_view name(Kind kind) {
  constexpr std::string_view names[kind_count] = {"truth", "count",  "money",  "rate", "date",
                                                  "days",  "months", "choice", "text"};
  return names[static_cast<int>(kind)];
}

HOTRO_INLINE bool find_kind(std::string_view text, Kind& out) {
  for (int i = 0; i < kind_count; ++i) {
    const Kind kind = static_cast<Kind>(i);
    if (name(kind) == text) {
      out = kind;
      return true;
    }
  }
  return false;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
