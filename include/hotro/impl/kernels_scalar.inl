// SPDX-License-Identifier: Apache-2.0
#pragma once

// What kernels compute for one row, without branches on data, so that loops over it become vector code.

#include <cstdint>

#include "rounding.inl"

/// Everything hot lies in a namespace of the instruction set that it is compiled for, so that the linker
/// cannot take one's function for another's.
#ifndef HOTRO_ISA
#define HOTRO_ISA baseline
#endif

/// Before a loop over rows: what it writes is nothing that it reads in another round. GCC believes this but
/// not
/// __restrict on many pointers, and would give up.
#if defined(__clang__)
#define HOTRO_EACH_ROW _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define HOTRO_EACH_ROW _Pragma("GCC ivdep")
#else
#define HOTRO_EACH_ROW
#endif

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {
namespace HOTRO_ISA {

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

/// All bits set, or none.
template <class T>
constexpr T mask(bool set) {
  return static_cast<T>(-static_cast<T>(set));
}
/// a where the mask is set, otherwise b; in arithmetic, since compilers make branches of nested conditionals.
template <class T>
constexpr T blend(T where, T a, T b) {
  return static_cast<T>((a & where) | (b & static_cast<T>(~where)));
}

// Cassio Neri and Lorenz Schneider, "Euclidean affine functions and their application to calendar
// algorithms", Software: Practice and Experience 53 (2023), in 32 bits, for days within ± 3 000 000 of
// 1970-01-01.

/// Years and days are counted from 0000-03-01 less this many spans of 400 years, so that none is negative.
inline constexpr std::uint32_t spans_before = 82;
inline constexpr std::uint32_t years_before = 400 * spans_before;
inline constexpr std::uint32_t days_before = 719'468 + 146'097 * spans_before;

/// A month is 12 * (year + years_before) + month - 1.
struct Civil {
  std::uint32_t months;
  std::uint32_t day;  // [1, 31]
};

constexpr Civil civil_from_days(std::int32_t days) {
  const std::uint32_t n1 = 4 * (static_cast<std::uint32_t>(days) + days_before) + 3;
  const std::uint32_t century = n1 / 146'097;
  const std::uint32_t n2 = (n1 - century * 146'097) | 3U;
  const std::uint64_t p2 = std::uint64_t{2'939'745} * n2;
  const std::uint32_t year_of_century = static_cast<std::uint32_t>(p2 >> 32U);
  const std::uint32_t day_of_year = static_cast<std::uint32_t>(p2) / 2'939'745 / 4;
  const std::uint32_t n3 = 2'141 * day_of_year + 197'913;
  const std::uint32_t month = n3 >> 16U;  // [3, 14]
  const std::uint32_t day = (n3 & 0xFFFFU) / 2'141 + 1;
  return {12 * (100 * century + year_of_century) + month - 1, day};  // 13 and 14 carry into the next year
}

constexpr std::int32_t days_from_civil(std::uint32_t months, std::uint32_t day) {
  const std::uint32_t shifted = months - 2;  // years that begin in March
  const std::uint32_t year = shifted / 12;
  const std::uint32_t month = shifted - 12 * year + 3;  // [3, 14]
  const std::uint32_t century = year / 100;
  const std::uint32_t before_year = 1'461 * year / 4 - century + century / 4;
  const std::uint32_t before_month = (979 * month - 2'919) / 32;
  return static_cast<std::int32_t>(before_year + before_month + day - 1 - days_before);
}

constexpr std::uint32_t days_in_month(std::uint32_t months) {
  const std::uint32_t year = months / 12;
  const std::uint32_t month = months - 12 * year + 1;
  const std::uint32_t fourth = (year & 3U) == 0 ? 1 : 0;
  const std::uint32_t hundredth = year % 25 == 0 && (year & 15U) != 0 ? 1 : 0;
  const std::uint32_t february = 28 + fourth - (fourth & hundredth);
  return month == 2 ? february : 30 + ((month + (month >> 3U)) & 1U);
}

/// months_between of date.hpp on day numbers.
constexpr std::int32_t months_apart(std::int32_t from, std::int32_t to, bool last_day) {
  const Civil a = civil_from_days(from);
  const Civil b = civil_from_days(to);
  const std::uint32_t reached = last_day && b.day == days_in_month(b.months) ? 31 : b.day;
  return static_cast<std::int32_t>(b.months - a.months - (reached < a.day ? 1 : 0));
}

/// add_months of date.hpp on day numbers: a day that the month does not have is its last, or the first of the
/// next.
constexpr std::int32_t months_added(std::int32_t date, std::int32_t months, bool last_day) {
  const Civil from = civil_from_days(date);
  const std::uint32_t month = from.months + static_cast<std::uint32_t>(months);
  const std::uint32_t length = days_in_month(month);
  const std::uint32_t beyond = last_day ? length : length + 1;
  const std::uint32_t day = from.day <= length ? from.day : beyond;
  return days_from_civil(month, day);
}

/// Days from 0000-03-01 less the spans before to the first of March of a year.
constexpr std::uint32_t first_of_march(std::uint32_t year) {
  const std::uint32_t century = year / 100;
  return 1'461 * year / 4 - century + century / 4;
}

/// months_added for whole years, in half as many steps: in years that begin in March only the day 365, the 29
/// February, may be missing.
constexpr std::int32_t years_added(std::int32_t date, std::int32_t years, bool last_day) {
  const std::uint32_t n1 = 4 * (static_cast<std::uint32_t>(date) + days_before) + 3;
  const std::uint32_t century = n1 / 146'097;
  const std::uint32_t n2 = (n1 - century * 146'097) | 3U;
  const std::uint32_t year_of_century = n2 / 1'461;
  const std::uint32_t day_of_year = (n2 - 1'461 * year_of_century) / 4;
  const std::uint32_t year = 100 * century + year_of_century + static_cast<std::uint32_t>(years);
  const std::uint32_t day = first_of_march(year) + day_of_year;
  const std::uint32_t last = last_day ? first_of_march(year + 1) - 1 : day;
  return static_cast<std::int32_t>(lesser(day, last) - days_before);
}

}  // namespace HOTRO_ISA
}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
