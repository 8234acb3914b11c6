// SPDX-License-Identifier: Apache-2.0
#include "calendar.hpp"

#include <cstdio>

std::string text(Day date, DateStyle style) {
  const std::chrono::year_month_day parts{date};
  char out[32];
  const int year = static_cast<int>(parts.year());
  const auto month = static_cast<unsigned>(parts.month());
  const auto of_month = static_cast<unsigned>(parts.day());
  if (style == DateStyle::iso) {
    std::snprintf(out, sizeof out, "%04d-%02u-%02u", year, month, of_month);
  } else {
    std::snprintf(out, sizeof out, "%02u/%02u/%04d", of_month, month, year);
  }
  return out;
}
