// SPDX-License-Identifier: Apache-2.0
#pragma once

// One cell of a table, or one value on a command line: text to the value of a fact, and back. What cannot be
// read is said, never replaced.
//
//   hotro::edge::Cell cell = hotro::edge::read_cell(input, "4.160.000 đồng", hotro::edge::Currency("VND"));
//   if (cell.state == hotro::edge::CellState::value) use(cell.value);

#include <cstdint>
#include <string>
#include <string_view>

#include "../citation.hpp"
#include "../config.hpp"
#include "../program.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// What a cell turned out to be. All but the first two are errors, and their names are stable words.
enum class CellState : std::uint8_t {
  value,
  missing,  // empty
  not_a_truth,
  not_a_count,
  not_money,
  not_a_rate,
  not_a_date,
  unknown_option,
  out_of_range,
};
std::string_view name(CellState state);

/// What amounts are written in.
struct Currency {
  std::string code;  // ISO 4217
  int digits = 0;    // of its minor unit, behind the point

  explicit Currency(std::string_view iso_code);
};

struct Cell {
  CellState state = CellState::missing;
  std::int64_t value = 0;  // in the unit of Facts::set(input, value); only if state is value
  std::int64_t high = 0;   // what is known in part lies between the two, both included: a date by its year

  [[nodiscard]] Interval span() const { return {value, high}; }
};

/// Reads a cell by the kind of its fact; blanks around it do not count.
///   truth   yes no true false 1 0 x có không, in any case
///   money   1000000 1_000_000 1.000.000 1,000,000 1 000 000 with or without the currency; only whole groups
///           of three
///   date    2022-10-01 or 01/10/2022: day first, never month first; 2022, 10/2022 or 2022-10 is a day of
///   that
///           year or month, within the range of the fact
///   choice  an option, exactly;  rate  70% 0.7 2/37;  count, days, months  digits
/// What programs write behind whole numbers (5.0) and days (2022-10-01 00:00:00) is taken off.
/// Text facts always have the state `value`, and no value.
Cell read_cell(const Input& input, std::string_view text, const Currency& currency);

/// What would have been accepted, for a cell with an error: "one of I, II, III, IV; did you mean \"II\"?".
Text expected(const Input& input, CellState state, std::string_view text, const Currency& currency);

/// The value as tables and JSON write it: 2022-10-01, 1000000, yes, an option. Read back, it is the same
/// value.
std::string cell_text(const Input& input, std::int64_t value, const Currency& currency);

/// ISO, or day first between / - or . alike; blanks around it forgiven.
bool read_date(std::string_view text, Date& date);
/// A year or a month alone: 1990, 10/1990 (also with - or .), 1990-10. Its first and last day.
bool read_month_or_year(std::string_view text, Date& first, Date& last);
/// A cell as messages show it: short, on one line, and without what a terminal would act on.
std::string shown(std::string_view cell);
/// Without the blanks, no-break spaces and tabs around it.
std::string_view trim(std::string_view text);
/// `did you mean "II"?` in both languages; empty if nothing known is close.
Text did_you_mean_text(std::string_view word, const std::vector<std::string>& known);
/// Digits in groups of three: 1.000.000 in Vietnamese, 1,000,000 in English.
std::string grouped(Wide number, Language language);
/// The days from one to another, both included: from 2023-04-01, until 2023-03-31, all days.
Text days_text(Date from, Date to);
/// An amount of minor units with its currency: 1.000.000 đồng, VND 1,000,000.
std::string money_text(Wide units, const Currency& currency, Language language);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
