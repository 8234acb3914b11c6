// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "hotro/config.hpp"
#include "hotro/table.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// A cell of a column in Arrow's layout, of whatever width.
struct CellValue {
  bool known = false;  // or lies between the two
  std::int64_t low = 0;
  std::int64_t high = 0;
};

inline std::int64_t number_at(const void* cells, ColumnType type, std::size_t row) {
  switch (type) {
    case ColumnType::i32: return static_cast<const std::int32_t*>(cells)[row];
    case ColumnType::i64: return static_cast<const std::int64_t*>(cells)[row];
    case ColumnType::bits: return (static_cast<const std::uint8_t*>(cells)[row / 8] >> (row % 8) & 1) * 2;
    default: return static_cast<const std::uint8_t*>(cells)[row];
  }
}

/// A truth is 0 or 2; one that is unknown is not known.
inline CellValue cell_value(const Column& column, std::size_t row) {
  if (column.data == nullptr) return {};
  if (column.validity != nullptr && (column.validity[row / 8] >> (row % 8) & 1) == 0) return {};
  const std::int64_t low = number_at(column.data, column.type, row);
  if (column.type == ColumnType::truth && low == 1) return {};
  const bool whole = column.high == nullptr || column.type == ColumnType::bits;
  return {true, low, whole ? low : number_at(column.high, column.type, row)};
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
