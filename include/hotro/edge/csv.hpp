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
  too_large,    // more than `most_cells`, a cell longer than `longest_cell`, a row longer than `longest_row`
  not_utf8,
};
std::string_view name(CsvFault fault);

/// One row at a time, of a text that may be the beginning of a longer one.
class CsvRowParser {
 public:
  /// What a row needs to be told at most, in bytes.
  static constexpr std::size_t enough = longest_row + 2 * longest_cell;

  CsvRowParser() = default;
  explicit CsvRowParser(char separator) : separator_(separator) {}

  /// Reads the row that begins at a byte. False if it may go on behind the text; never if `whole` says that
  /// nothing follows, or `enough` bytes are there. A row with a fault ends with its first line, so that one
  /// open quote does not swallow the rest of the table.
  bool read(std::string_view text, std::size_t at, bool whole);

  [[nodiscard]] CsvFault fault() const { return fault_; }
  /// Behind its line end, and how many line ends it has.
  [[nodiscard]] std::size_t end() const { return at_; }
  [[nodiscard]] std::uint32_t lines() const { return lines_; }
  /// Its fault is known, but not the end of its first line, which lies behind the text.
  [[nodiscard]] bool cut() const { return cut_; }
  /// Without their quotes; of a row with a fault none, unless all that is wrong is its encoding.
  [[nodiscard]] std::size_t size() const { return pieces_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t cell) const {
    const Piece& piece = pieces_[cell];
    return (piece.unescaped ? std::string_view(unescaped_) : text_).substr(piece.begin, piece.length);
  }
  [[nodiscard]] bool has_content() const;

 private:
  struct Piece {
    std::size_t begin = 0;
    std::size_t length = 0;
    bool unescaped = false;  // stands in unescaped_, not in text_
  };
  bool read_cells();
  bool read_quoted(Piece& piece);
  bool read_plain(Piece& piece);
  bool end_line();
  void skip_line(std::size_t begin);

  char separator_ = ',';
  std::string_view text_;
  bool whole_ = true;
  std::size_t at_ = 0;
  std::uint32_t lines_ = 0;
  bool cut_ = false;
  CsvFault fault_ = CsvFault::none;
  std::vector<Piece> pieces_;
  std::string unescaped_;
};

/// What stands before the first row of a table: a byte order mark, and perhaps a line `sep=;`.
struct CsvOpening {
  std::size_t size = 0;     // in bytes
  std::uint32_t lines = 0;  // line ends within
  char separator = ',';     // what the line says, or the one that the first row uses most
  bool sure = true;         // whatever text follows, these are the same
};
CsvOpening csv_opening(std::string_view text);

struct CsvRow {
  std::uint32_t line = 0;  // where it begins, as an editor counts, from 1
  CsvFault fault = CsvFault::none;
  std::vector<std::string_view> cells;  // valid until the next call; without their quotes
};

class CsvReader {
 public:
  /// The text must outlive the reader. 0: find the separator in the first row.
  explicit CsvReader(std::string_view text, char separator = 0);

  /// The next row; false at the end. Rows without any content are skipped.
  bool next(CsvRow& row);

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  CsvRowParser parser_;
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
/// The cell, with an apostrophe in front where a spreadsheet would run it.
std::string harmless(std::string_view cell);

/// The text with `?` for what a terminal would act on or nobody sees: control characters, blanks of other
/// widths, invisible characters, turned directions.
std::string visible(std::string_view text);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
