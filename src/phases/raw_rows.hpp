// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hotro/edge/cells.hpp"
#include "hotro/edge/column_names.hpp"
#include "hotro/edge/csv.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// The rows of a table as they stand in its text, without their line ends.
class RawRows {
 public:
  explicit RawRows(std::string_view text) : text_(text) {
    const edge::CsvOpening opening = edge::csv_opening(text);
    parser_ = edge::CsvRowParser(opening.separator);
    at_ = opening.size;
    begin_ = text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
    line_ = opening.lines + 1;
    if (next()) header_end_ = at_;
    for (std::size_t i = 0; i < parser_.size(); ++i) names_.emplace_back(edge::trim(parser_[i]));
  }

  /// What stands before the first row of data: `sep=;` perhaps, and the names of columns.
  [[nodiscard]] std::string_view header() const {
    return without_end(text_.substr(begin_, header_end_ - begin_));
  }
  /// The columns, as the header names them.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  /// The column that holds a fact, or is called so; SIZE_MAX if there is none.
  [[nodiscard]] std::size_t column(const edge::ColumnNames& called, std::string_view fact) const {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (called.fact(names_[i]) == fact) return i;
    }
    return SIZE_MAX;
  }

  /// The next row with content.
  bool next() {
    while (at_ < text_.size()) {
      row_begin_ = at_;
      row_line_ = line_;
      parser_.read(text_, at_, true);
      at_ = parser_.end();
      line_ += parser_.lines();
      if (parser_.fault() != edge::CsvFault::none || parser_.has_content()) return true;
    }
    return false;
  }
  /// A row of a table with this header, by itself; it must live as long as its cells are read.
  void read(std::string_view row) { parser_.read(row, 0, true); }
  [[nodiscard]] std::string_view content() const {
    return without_end(text_.substr(row_begin_, at_ - row_begin_));
  }
  [[nodiscard]] std::int64_t line() const { return static_cast<std::int64_t>(row_line_); }
  [[nodiscard]] std::size_t cells() const { return parser_.size(); }
  /// Without blanks around it; empty where the row has no such cell.
  [[nodiscard]] std::string_view cell(std::size_t column) const {
    return column < parser_.size() ? edge::trim(parser_[column]) : std::string_view();
  }

 private:
  static std::string_view without_end(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    return text;
  }

  std::string_view text_;
  edge::CsvRowParser parser_;
  std::size_t at_ = 0, begin_ = 0, header_end_ = 0, row_begin_ = 0;
  std::size_t line_ = 1, row_line_ = 1;
  std::vector<std::string> names_;
};

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
