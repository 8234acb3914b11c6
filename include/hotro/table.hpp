// SPDX-License-Identifier: Apache-2.0
#pragma once

// Many rows at once, as columns of the caller's in Arrow's layout: views, never copies.

#include <cstddef>
#include <cstdint>
#include <span>

#include "config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

enum class ColumnType : std::uint8_t {
  truth,  // one byte: 0 no, 1 unknown, 2 yes
  bits,   // Arrow's boolean: one bit, 1 is yes
  u8,
  i32,
  i64,
};

struct Column {
  const void* data = nullptr;              // null: missing in every row
  const std::uint8_t* validity = nullptr;  // Arrow's bitmap, least significant bit first; null: all valid
  ColumnType type = ColumnType::i64;
  /// Of the type of `data`: a cell lies between the two, both included, as a birth date of which only the
  /// year is known. Null: every valid cell is known. Not for truths and choices.
  const void* high = nullptr;
};

struct Table {
  std::size_t rows = 0;
  /// One per input of the program, in their order. Columns of enterprise facts have `enterprises` rows.
  std::span<const Column> columns;
  std::size_t enterprises = 0;
  /// For each row that of its enterprise; -1 or beyond: its facts are missing. Null: no row has an
  /// enterprise.
  const std::int32_t* enterprise = nullptr;
};

}  // namespace HOTRO_ABI
}  // namespace hotro
