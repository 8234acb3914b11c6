// SPDX-License-Identifier: Apache-2.0
#pragma once

// A column that owns its cells, in Arrow's layout.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "../config.hpp"
#include "../program.hpp"
#include "../table.hpp"
#include "../value.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// The narrowest type that holds every value of a fact.
ColumnType column_type(const Input& input);
/// Bytes of a cell.
std::size_t width(ColumnType type);

struct ColumnData {
  ColumnType type = ColumnType::i64;
  bool present = false;                // the table has it
  bool complete = true;                // all are valid
  std::vector<std::uint8_t> cells;     // as bytes, width(type) each; of a missing truth unknown
  std::vector<std::uint8_t> validity;  // a bit for each
  std::vector<std::uint8_t> high;      // as `cells`; empty where every valid cell is known

  [[nodiscard]] std::size_t rows() const { return cells.size() / width(type); }
  /// A view, valid while nothing here changes.
  [[nodiscard]] Column view() const;
  [[nodiscard]] bool valid(std::size_t row) const { return (validity[row / 8] >> (row % 8) & 1U) != 0; }
  /// Of a valid cell.
  [[nodiscard]] Interval at(std::size_t row) const;

  void put(std::size_t row, Interval value);
  /// Adds a row of another column of the same type.
  void append(const ColumnData& from, std::size_t row);
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
