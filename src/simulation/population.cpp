// SPDX-License-Identifier: Apache-2.0
#include "hotro/simulation/population.hpp"

#include <algorithm>
#include <atomic>

#include "threads.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

/// Rows given at a time; whole bytes of bitmaps.
constexpr std::size_t part = std::size_t{1} << 14U;
static_assert(part % 8 == 0);

std::size_t bytes_before(ColumnType type, std::size_t row) {
  switch (type) {
    case ColumnType::bits: return row / 8;
    case ColumnType::i32: return row * 4;
    case ColumnType::i64: return row * 8;
    default: return row;
  }
}

/// The cells from a row on, a multiple of 8.
Column from_row(Column column, std::size_t row) {
  const auto moved = [&](const void* cells) {
    return cells == nullptr ? nullptr : static_cast<const std::byte*>(cells) + bytes_before(column.type, row);
  };
  column.data = moved(column.data);
  column.high = moved(column.high);
  if (column.validity != nullptr) column.validity += row / 8;
  return column;
}

}  // namespace

std::string Population::enterprise_id(std::size_t enterprise) const { return std::to_string(enterprise + 1); }

TablePopulation::TablePopulation(const Program& columns_of, const Table& table,
                                 std::span<const std::int64_t> weights)
    : inputs_(columns_of.inputs()), table_(table), weights_(weights) {}

bool TablePopulation::read(unsigned threads, const std::function<void(unsigned, const Rows&)>& take) {
  std::atomic<std::size_t> next = 0;
  run_threads(threads, [&](unsigned thread) {
    std::vector<Column> columns(table_.columns.size());
    for (;;) {
      const std::size_t first = next.fetch_add(part);
      if (first >= table_.rows) return;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool moves = i >= inputs_.size() || !inputs_[i].of_enterprise;
        columns[i] = moves ? from_row(table_.columns[i], first) : table_.columns[i];
      }
      Rows rows;
      const std::size_t count = std::min(part, table_.rows - first);
      rows.table = {count, columns, table_.enterprises,
                    table_.enterprise == nullptr ? nullptr : table_.enterprise + first};
      if (!weights_.empty()) rows.weights = weights_.subspan(first, count);
      rows.first = first;
      take(thread, rows);
    }
  });
  return true;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
