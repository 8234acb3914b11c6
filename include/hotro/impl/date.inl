// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <date/date.h>

#include "../date.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

HOTRO_INLINE ::date::year_month_day civil(Date d) {
  return ::date::year_month_day{::date::sys_days{::date::days{d.day}}};
}
HOTRO_INLINE Date from_civil(::date::year_month_day ymd) {
  return {static_cast<std::int32_t>(::date::sys_days{ymd}.time_since_epoch().count())};
}
HOTRO_INLINE int digits(std::string_view text) {  // -1: not all digits
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}
HOTRO_INLINE void put_two_digits(char* at, int value) {
  at[0] = static_cast<char>('0' + value / 10 % 10);
  at[1] = static_cast<char>('0' + value % 10);
}
HOTRO_INLINE bool is_last_of_month(::date::year_month_day ymd) {
  return ymd.day() == (ymd.year() / ymd.month() / ::date::last).day();
}

}  // namespace detail

HOTRO_INLINE bool make_date(int year, int month, int day, Date& out) {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  const auto ymd = ::date::year{year} / month / day;
  if (!ymd.ok()) return false;
  out = detail::from_civil(ymd);
  return true;
}

HOTRO_INLINE bool parse_date(std::string_view text, Date& out) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  return make_date(detail::digits(text.substr(0, 4)), detail::digits(text.substr(5, 2)),
                   detail::digits(text.substr(8, 2)), out);
}

HOTRO_INLINE std::string iso(Date date) {
  const auto ymd = detail::civil(date);
  char text[] = "0000-00-00";
  detail::put_two_digits(text, static_cast<int>(ymd.year()) / 100);
  detail::put_two_digits(text + 2, static_cast<int>(ymd.year()));
  detail::put_two_digits(text + 5, static_cast<int>(static_cast<unsigned>(ymd.month())));
  detail::put_two_digits(text + 8, static_cast<int>(static_cast<unsigned>(ymd.day())));
  return {text, 10};
}

HOTRO_INLINE std::string day_first(Date date) {
  const std::string text = iso(date);  // short enough to need no memory
  return {text[8], text[9], '/', text[5], text[6], '/', text[0], text[1], text[2], text[3]};
}

HOTRO_INLINE Date add_months(Date date, std::int32_t months, MonthEnd rule) {
  const auto ymd = detail::civil(date);
  const auto moved = ymd + ::date::months{months};
  if (moved.ok()) return detail::from_civil(moved);
  const auto last = moved.year() / moved.month() / ::date::last;
  const Date end{static_cast<std::int32_t>(::date::sys_days{last}.time_since_epoch().count())};
  return rule == MonthEnd::last_day ? end : end + 1;
}

// add_months(from, n) <= to, compared as (month, day): with next_day the missing day is later than every day
// of its month; with last_day the last day of a month counts as its 31st, so that every day of birth has been
// reached by then.
HOTRO_INLINE std::int32_t months_between(Date from, Date to, MonthEnd rule) {
  const auto a = detail::civil(from);
  const auto b = detail::civil(to);
  const std::int32_t months = (static_cast<int>(b.year()) - static_cast<int>(a.year())) * 12 +
                              (static_cast<int>(static_cast<unsigned>(b.month())) -
                               static_cast<int>(static_cast<unsigned>(a.month())));
  const unsigned reached =
      rule == MonthEnd::last_day && detail::is_last_of_month(b) ? 31U : static_cast<unsigned>(b.day());
  return months - (reached < static_cast<unsigned>(a.day()) ? 1 : 0);
}

HOTRO_INLINE std::int32_t years_between(Date from, Date to, MonthEnd rule) {
  const std::int32_t months = months_between(from, to, rule);
  return months >= 0 ? months / 12 : -((11 - months) / 12);
}

}  // namespace HOTRO_ABI
}  // namespace hotro
