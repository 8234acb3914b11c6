// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tables that are kept in a workbook (.xlsx): its first visible sheet as CSV, for everything that reads
// tables. What has to be computed, or cannot be told for certain, is refused, with the cell.
//
//   hotro::edge::SheetText sheet;
//   hotro::Text trouble;
//   if (hotro::edge::is_workbook(bytes) && hotro::edge::read_sheet(bytes, sheet, trouble)) use(sheet.text);

#include <string>
#include <string_view>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Whether a file that begins so is a workbook of any kind, also of those that are refused: a zip file, or
/// one of the old format. Eight bytes are enough.
bool is_workbook(std::string_view first_bytes);

struct SheetText {
  std::string name;
  /// With commas; row N of the sheet is line N. Rows without content are empty lines, other rows have as many
  /// cells as the first at least; what was a line break in a cell is a blank.
  std::string text;
  std::vector<std::string> unread;  // the other visible sheets
};

/// Reads the first visible sheet.
///   text      as it is, formatted or not
///   number    in digits; identity numbers exactly, fractions to the 15 digits that spreadsheets show
///   date      what is shown of it: 2022-10-01, 1990-10, 1990; with a time of day if that is shown
///   truth     TRUE FALSE
/// False with the trouble, one sentence, for formulas and errors (#REF!), with their cell; for what is no
/// workbook, encrypted, of another format, damaged or beyond the limits.
bool read_sheet(std::string_view bytes, SheetText& out, Text& trouble);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
