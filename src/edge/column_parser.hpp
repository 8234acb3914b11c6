// SPDX-License-Identifier: Apache-2.0
#pragma once

// A column of a chunk as typed cells. What cells usually look like is read here, fast; everything else by
// read_cell, which alone says what is accepted.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "csv_chunk.hpp"
#include "hotro/config.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/column_data.hpp"
#include "hotro/program.hpp"
#include "hotro/table.hpp"
#include "word_table.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class ColumnParser {
 public:
  ColumnParser(const Input& input, const Currency& currency);

  /// Reads the cells of a column. `unread`: the rows with cells that are left to read_cell, ascending; they
  /// are not valid yet.
  void parse(const CsvChunk& chunk, std::size_t column, ColumnData& out,
             std::vector<std::uint32_t>& unread) const;

 private:
  enum class Way : std::uint8_t { words, dates, numbers, one_by_one };
  template <class T, class Read>
  void parse_numbers(CsvChunk::Column cells, std::size_t rows, ColumnData& out,
                     std::vector<std::uint32_t>& unread, Read read) const;
  template <bool Short>
  void parse_words(CsvChunk::Column cells, std::size_t rows, ColumnData& out,
                   std::vector<std::uint32_t>& unread) const;
  void parse_dates(CsvChunk::Column cells, std::size_t rows, ColumnData& out,
                   std::vector<std::uint32_t>& unread) const;

  Way way_ = Way::one_by_one;
  ColumnType type_;
  Interval range_;
  std::int64_t missing_;    // what stands in the cell of a missing value
  std::int64_t scale_ = 1;  // minor units of one
  bool grouped_ = false;    // whether 1.000.000 is read here
  WordTable words_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
