// SPDX-License-Identifier: Apache-2.0
#pragma once

// Days, with the standard's own calendar: nothing of hotro may have a hand in what hotro is tested with.

#include <chrono>
#include <string>

using Day = std::chrono::sys_days;
using std::chrono::days;

inline Day day(int year, unsigned month, unsigned of_month) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month};
}

/// The same day of the year `years` before; never called on a 29 February.
inline Day years_before(Day from, int years) {
  return std::chrono::year_month_day{from} - std::chrono::years{years};
}

/// One day earlier for a 29 February: on which day such a birthday falls is a question of law, and not asked
/// here.
inline Day not_leap_day(Day birth) {
  const std::chrono::year_month_day date{birth};
  const bool leap = date.month() == std::chrono::February && date.day() == std::chrono::day{29};
  return leap ? birth - days{1} : birth;
}

enum class DateStyle { iso, slashes };  // 2023-01-16, 16/01/2023

std::string text(Day date, DateStyle style);
