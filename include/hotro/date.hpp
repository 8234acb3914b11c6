// SPDX-License-Identifier: Apache-2.0
#pragma once

// A day of the proleptic Gregorian calendar, counted from 1970-01-01. Two days differ by a number of days; a
// day plus a day does not compile.

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

struct Date {
  std::int32_t day = 0;  // since 1970-01-01, any sign

  friend constexpr auto operator<=>(Date, Date) = default;
};
static_assert(sizeof(Date) == 4 && std::is_trivially_copyable_v<Date>, "date columns are Arrow's date32");

constexpr std::int32_t operator-(Date a, Date b) { return a.day - b.day; }
constexpr Date operator+(Date a, std::int32_t days) { return {a.day + days}; }
constexpr Date operator-(Date a, std::int32_t days) { return {a.day - days}; }

/// The bounds of every date that is read: a cell outside them is a data error.
inline constexpr Date first_date{-25567};  // 1900-01-01
inline constexpr Date last_date{47846};    // 2100-12-31
/// The bounds of versions without an end: before and after every date that is read.
inline constexpr Date beginning{-100'000};
inline constexpr Date forever{100'000};

/// Where a day falls that its month does not have: the birthday of 29 February, or 31 January plus one month.
enum class MonthEnd : std::uint8_t {
  last_day,  // on the last day of that month: 28 February
  next_day,  // on the first day of the next month: 1 March
};

/// The date; false if there is no such day (31/02) or it lies outside first_date .. last_date.
bool make_date(int year, int month, int day, Date& out);
/// Reads `2022-10-01` exactly (ISO 8601, extended); false if it is not such a date.
bool parse_date(std::string_view text, Date& out);
/// `2022-10-01`.
std::string iso(Date date);
/// `01/10/2022`, as Vietnamese writes dates.
std::string day_first(Date date);

/// The same day `months` later (earlier if negative), by the rule for days that the month does not have.
Date add_months(Date date, std::int32_t months, MonthEnd rule);
/// Complete months from one date to another: the greatest n with add_months(from, n) <= to; negative if to <
/// from.
std::int32_t months_between(Date from, Date to, MonthEnd rule);
/// Complete years: the age on a day of somebody born on another; months_between(from, to) / 12, rounded down.
std::int32_t years_between(Date from, Date to, MonthEnd rule);

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/date.inl"
#endif
