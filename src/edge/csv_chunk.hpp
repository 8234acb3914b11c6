// SPDX-License-Identifier: Apache-2.0
#pragma once

// A piece of a table's text, and where the cells of its rows stand.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "csv_scan.hpp"
#include "hotro/config.hpp"
#include "hotro/edge/csv.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// A row that is none: it has a fault, or not as many cells as the header.
struct CsvStray {
  std::uint32_t line = 0;
  CsvFault fault = CsvFault::none;
  std::size_t cells = 0;
  std::size_t not_utf8 = 0;  // the first cell that is not; `cells` if that is not known
};

/// Memory that is used again and again, for texts of less than 2 GiB.
class CsvChunk {
 public:
  /// Room for so many bytes of text; keeps those there are.
  char* reserve(std::size_t bytes);
  void set_size(std::size_t bytes) { size_ = bytes; }
  /// Line ends that stand before the text and belong to no row.
  void set_lines_before(std::uint32_t lines) { lines_before_ = lines; }
  [[nodiscard]] std::string_view text() const { return {bytes_.get(), size_}; }

  /// Finds the rows of a text that begins with one. `whole`: it also ends with one. Otherwise it may stop
  /// before its end: `used()` bytes are rows.
  void split(char separator, std::size_t columns, bool whole);
  [[nodiscard]] std::size_t used() const { return used_; }
  /// The line of the last row goes on behind `used()`, and belongs to no other.
  [[nodiscard]] bool cut() const { return cut_; }
  /// Line ends in the rows and before them.
  [[nodiscard]] std::uint32_t lines() const { return lines_; }

  /// Rows with as many cells as the header and some content, in order.
  [[nodiscard]] std::size_t rows() const { return first_ends_.size(); }
  /// Where a row begins: line ends before it.
  [[nodiscard]] std::uint32_t line(std::size_t row) const { return row_lines_[row]; }
  /// The other rows that have content, in order.
  [[nodiscard]] const std::vector<CsvStray>& strays() const { return strays_; }

  /// The cells of a column, by rows. By value, so that loops keep it in registers.
  class Column {
   public:
    /// Without its quotes; behind it are `text_padding` bytes that can be read.
    std::string_view operator[](std::size_t row) const {
      const std::uint32_t* end = ends_ + first_ends_[row];
      const std::uint32_t begin = end[-1] + 1;
      return {bytes_ + begin, *end - begin};
    }

   private:
    friend class CsvChunk;
    const char* bytes_ = nullptr;
    const std::uint32_t* ends_ = nullptr;  // of this column
    const std::uint32_t* first_ends_ = nullptr;
  };
  [[nodiscard]] Column column(std::size_t index) const {
    Column column;
    column.bytes_ = bytes_.get();
    column.ends_ = marks_.ends.get() + index;
    column.first_ends_ = first_ends_.data();
    return column;
  }
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
    return this->column(column)[row];
  }

 private:
  void add_plain(std::size_t first, std::size_t last, std::size_t columns);
  void add_parsed(std::size_t columns);
  void copy_cells(std::size_t columns);
  void add_row(std::size_t first_end) {
    first_ends_.push_back(static_cast<std::uint32_t>(first_end));
    row_lines_.push_back(lines_);
  }

  std::unique_ptr<char[]> bytes_;  // the text, padding, then the cells of rows with quotes
  std::size_t room_ = 0;
  std::size_t size_ = 0;
  std::size_t filled_ = 0;
  std::size_t used_ = 0;
  std::uint32_t lines_before_ = 0;
  std::uint32_t lines_ = 0;
  bool cut_ = false;
  CsvMarks marks_;
  CsvRowParser parser_;
  // Of each row: the index of its first end in marks_.ends, and the line ends before it. Its cells lie
  // between the ends, one byte between two.
  std::vector<std::uint32_t> first_ends_, row_lines_;
  std::vector<CsvStray> strays_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
