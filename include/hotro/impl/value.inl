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

namespace detail {
inline constexpr std::string_view rounding_names[] = {"up",        "down",  "half up", "half down",
                                                      "half even", "floor", "ceiling"};
}

HOTRO_INLINE std::string_view name(Rounding rounding) {
  return detail::rounding_names[static_cast<int>(rounding)];
}

HOTRO_INLINE bool find_rounding(std::string_view text, Rounding& out) {
  for (int i = 0; i < 7; ++i) {
    if (detail::rounding_names[i] == text) {
      out = static_cast<Rounding>(i);
      return true;
    }
  }
  return false;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
