// SPDX-License-Identifier: Apache-2.0
#pragma once

// What stands in one cell of a workbook, as text.

#include <cstdint>
#include <string>
#include <string_view>

#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// `D12`, from 1; false if it is not such a name, or beyond `most_sheet_rows` and `most_sheet_columns`.
bool read_place(std::string_view name, std::uint32_t& row, std::uint32_t& column);
/// The name of a cell: D12.
std::string place_name(std::uint32_t row, std::uint32_t column);

/// A number as a workbook has it, in digits: whole numbers exactly, up to 2^53 where they are written as
/// 1.23E+11; fractions to the 15 digits that spreadsheets show. A fraction of three digits gets a zero
/// behind it, so that nobody takes it for a group of thousands. What is larger, tiny or no number stays.
std::string plain_number(std::string_view number);

/// What the format of a cell shows of a day.
struct DayFormat {
  bool year = false;
  bool month = false;
  bool day = false;
  bool time = false;

  /// Is a cell of this format a date, and not a number?
  [[nodiscard]] bool is_date() const { return year || (month && day); }
};
/// The format in the words of the workbook: dd/mm/yyyy.
DayFormat day_format(std::string_view code);
/// A format that has a number and no words; without anything if it shows no day.
DayFormat built_in_day_format(std::uint32_t id);

/// A day that a workbook counts, as far as its format shows it: 2022-10-01, 2022-10, 2022, 01/10, perhaps
/// with a time behind it. Spreadsheets that count from 1900 know a day 1900-02-29, and so does the text. What
/// is no day is a plain number.
std::string day_text(std::string_view number, const DayFormat& format, bool from_1904);

/// A text without the escapes of workbooks (`_x000D_`).
std::string unescaped(std::string_view text);
/// The text with what looks like such an escape escaped.
std::string escaped(std::string_view text);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
