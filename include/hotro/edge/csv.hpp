// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tables as text: RFC 4180, and what spreadsheets make of it. Separators are commas, or semicolons or tabs
// where the first row has more of those, or what `sep=;` says in a line of its own; line ends are CRLF, LF or
// CR; a UTF-8 byte order mark is skipped.
//
//   hotro::edge::CsvReader reader(text);
//   hotro::edge::CsvRow row;
//   while (reader.next(row)) use(row.line, row.cells);

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../config.hpp"
#include "../limits.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

enum class CsvFault : std::uint8_t {
  none,
  open_quote,   // a quoted cell does not end
  stray_quote,  // text behind a closing quote
  too_large,    // more than `most_cells`, or a cell longer than `longest_cell`
  not_utf8,
};
std::string_view name(CsvFault fault);

struct CsvRow {
  std::uint32_t line = 0;  // where it begins, as an editor counts, from 1
  CsvFault fault = CsvFault::none;
  std::vector<std::string_view> cells;  // valid until the next call; without their quotes
};

class CsvReader {
 public:
  /// The text must outlive the reader. 0: find the separator in the first row.
  explicit CsvReader(std::string_view text, char separator = 0);

  /// The next row; false at the end. Rows without any content are skipped. A row with a fault ends with its
  /// first line, so that one open quote does not swallow the rest of the table.
  bool next(CsvRow& row);
  [[nodiscard]] char separator() const { return separator_; }

 private:
  struct Piece {
    std::size_t begin = 0;
    std::size_t length = 0;
    bool unescaped = false;  // stands in unescaped_, not in text_
  };
  CsvFault read_row();
  CsvFault read_quoted(Piece& piece);
  bool end_line();

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  char separator_ = ',';
  std::vector<Piece> pieces_;
  std::string unescaped_;
};

/// Appends one cell, in quotes where it needs them.
void append_cell(std::string& out, std::string_view cell);
/// Appends a row with its line end.
void append_row(std::string& out, const std::vector<std::string_view>& cells);

/// Whether the bytes are UTF-8 (Unicode 15, table 3-7), without NUL.
bool is_utf8(std::string_view text);

/// Turns UTF-16 with a byte order mark, as spreadsheets save "Unicode text", into UTF-8; other texts stay.
/// Half a surrogate pair or half a unit becomes bytes that are not UTF-8, so that its row is reported.
void to_utf8(std::string& text);

/// Whether a spreadsheet would run the cell as a formula: behind = or @, and behind + or - unless digits
/// follow, also in full width.
bool is_formula(std::string_view cell);

/// The text with `?` for what a terminal would act on or nobody sees: control characters, blanks of other
/// widths, invisible characters, turned directions.
std::string visible(std::string_view text);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
