// SPDX-License-Identifier: Apache-2.0
#pragma once

// What kernels compute for one row, without branches on data where vectors matter.

#include <cstdint>

#include "rounding.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

template <class T>
constexpr T lesser(T a, T b) {
  return a < b ? a : b;
}
template <class T>
constexpr T greater(T a, T b) {
  return a < b ? b : a;
}
template <class T>
constexpr T magnitude(T a) {
  return a < 0 ? static_cast<T>(-a) : a;
}

struct Civil {
  std::int32_t months;  // since the year 0: 12 * year + month - 1
  std::int32_t day;     // [1, 31]
};

/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": civil_from_days, in 32 bits, for days
/// within ± 3 000 000.
constexpr Civil civil_from_days(std::int32_t days) {
  const std::int32_t shifted = days + 719'468;
  const std::int32_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const std::int32_t day_of_era = shifted - era * 146'097;  // [0, 146096]
  const std::int32_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);  // from 1 March
  const std::int32_t mp = (5 * day_of_year + 2) / 153;                         // [0, 11]
  const std::int32_t month = mp < 10 ? mp + 2 : mp - 10;                       // [0, 11]
  const std::int32_t year = year_of_era + era * 400 + (month <= 1 ? 1 : 0);
  return {year * 12 + month, day_of_year - (153 * mp + 2) / 5 + 1};
}

/// days_from_civil of the same paper; `months` as in Civil.
constexpr std::int32_t days_from_civil(std::int32_t months, std::int32_t day) {
  const std::int32_t year_of = floor_quotient(months, 12);
  const std::int32_t month = months - year_of * 12;  // [0, 11]
  const std::int32_t year = year_of - (month <= 1 ? 1 : 0);
  const std::int32_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int32_t year_of_era = year - era * 400;
  const std::int32_t day_of_year = (153 * (month > 1 ? month - 2 : month + 10) + 2) / 5 + day - 1;
  const std::int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

constexpr std::int32_t days_in_month(std::int32_t months) {
  return days_from_civil(months + 1, 1) - days_from_civil(months, 1);
}

/// months_between of date.hpp on day numbers.
constexpr std::int32_t months_apart(std::int32_t from, std::int32_t to, bool last_day) {
  const Civil a = civil_from_days(from);
  const Civil b = civil_from_days(to);
  const std::int32_t reached = last_day && b.day == days_in_month(b.months) ? 31 : b.day;
  return b.months - a.months - (reached < a.day ? 1 : 0);
}

/// add_months of date.hpp on day numbers: a day that the month does not have is its last, or the first of the
/// next.
constexpr std::int32_t months_added(std::int32_t date, std::int32_t months, bool last_day) {
  const Civil from = civil_from_days(date);
  const std::int32_t month = from.months + months;
  const std::int32_t length = days_in_month(month);
  const std::int32_t day = from.day <= length ? from.day : last_day ? length : length + 1;
  return days_from_civil(month, 1) + day - 1;
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
