// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/column_data.hpp"

#include <cstring>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

std::int64_t read(const std::vector<std::uint8_t>& bytes, std::size_t width, std::size_t row) {
  std::int32_t narrow = 0;
  std::int64_t value = 0;
  switch (width) {
    case 1: return bytes[row];
    case 4: std::memcpy(&narrow, bytes.data() + 4 * row, 4); return narrow;
    default: std::memcpy(&value, bytes.data() + 8 * row, 8); return value;
  }
}

void write(std::vector<std::uint8_t>& bytes, std::size_t width, std::size_t row, std::int64_t value) {
  const auto narrow = static_cast<std::int32_t>(value);
  switch (width) {
    case 1: bytes[row] = static_cast<std::uint8_t>(value); break;
    case 4: std::memcpy(bytes.data() + 4 * row, &narrow, 4); break;
    default: std::memcpy(bytes.data() + 8 * row, &value, 8);
  }
}

}  // namespace

ColumnType column_type(const Input& input) {
  constexpr std::int64_t narrow = 0x7FFF'FFFF;
  if (input.kind == Kind::truth) return ColumnType::truth;
  if (input.kind == Kind::choice && input.options.size() <= 256) return ColumnType::u8;
  if (input.range.low >= -narrow && input.range.high <= narrow) return ColumnType::i32;
  return ColumnType::i64;
}

std::size_t width(ColumnType type) {
  switch (type) {
    case ColumnType::i32: return 4;
    case ColumnType::i64: return 8;
    default: return 1;
  }
}

Column ColumnData::view() const {
  if (!present || cells.empty()) return {nullptr, nullptr, type};
  const bool all_valid = complete || type == ColumnType::truth;
  return {cells.data(), all_valid ? nullptr : validity.data(), type, high.empty() ? nullptr : high.data()};
}

Interval ColumnData::at(std::size_t row) const {
  const std::int64_t low = read(cells, width(type), row);
  return {low, high.empty() ? low : read(high, width(type), row)};
}

void ColumnData::put(std::size_t row, Interval value) {
  write(cells, width(type), row, value.low);
  validity[row / 8] = static_cast<std::uint8_t>(validity[row / 8] | 1U << (row % 8));
  if (high.empty() && !value.known()) high = cells;
  if (!high.empty()) write(high, width(type), row, value.high);
}

void ColumnData::append(const ColumnData& from, std::size_t row) {
  const std::size_t to = rows();
  const bool is_valid = from.valid(row);
  const Interval value = from.at(row);
  const bool spans = !high.empty() || !value.known();
  if (spans && high.empty()) high = cells;
  cells.resize((to + 1) * width(type));
  write(cells, width(type), to, value.low);
  if (spans) {
    high.resize(cells.size());
    write(high, width(type), to, value.high);
  }
  if (to % 8 == 0) validity.push_back(0);
  if (is_valid) validity.back() = static_cast<std::uint8_t>(validity.back() | 1U << (to % 8));
  complete = complete && is_valid;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
