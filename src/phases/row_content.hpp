// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "hotro/edge/column_names.hpp"
#include "raw_rows.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// What the rows of a table say: a hash of their cells by the names of facts. In which order the columns
/// stand, what they are called and how cells are parted does not count, and empty cells do not.
class RowContent {
 public:
  RowContent(const RawRows& header, const edge::ColumnNames& names) {
    for (const std::string& name : header.names()) columns_.push_back(hash_(names.fact(name)));
  }

  /// Of the row that was read last.
  [[nodiscard]] std::size_t of(const RawRows& row) const {
    constexpr std::size_t factor = 0x9E37'79B9'7F4A'7C15;
    std::size_t sum = 0;
    for (std::size_t i = 0; i < row.cells(); ++i) {
      const std::string_view cell = row.cell(i);
      if (cell.empty()) continue;
      const std::size_t mixed = (hash_(cell) ^ (i < columns_.size() ? columns_[i] : i)) * factor;
      sum += (mixed ^ mixed >> 32U) * factor;
    }
    return sum;
  }

 private:
  std::hash<std::string_view> hash_;
  std::vector<std::size_t> columns_;
};

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
