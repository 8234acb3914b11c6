// SPDX-License-Identifier: Apache-2.0
#pragma once

// From a table's columns to slots: cells are read where they are wherever they can be.

#include <cstring>
#include <vector>

#include "slots.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// Brings a block of a table into slots.
class TableReader {
 public:
  TableReader(Slots& slots, const KernelSet& kernels)
      : slots_(slots),
        kernels_(kernels),
        facts_(slots.layout.facts),
        valid_(slots.capacity),
        enterprise_valid_(slots.capacity),
        index_(slots.capacity),
        low_(slots.capacity * 8),
        high_(slots.capacity * 8) {}

  /// Rows [at, at + rows). `invalid`: a byte per row, set to 1 where a cell is not accepted.
  void read(const Table& table, std::size_t at, int rows, std::uint8_t* invalid) {
    slots_.exact = true;
    enterprises_ = Enterprises::unread;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const Op& op = slots_.layout.ops[i];
      const Input& fact = slots_.data.inputs[op.c];
      const Column column = op.c < table.columns.size() ? table.columns[op.c] : Column{};
      CellBlock block;
      block.rows = rows;
      block.range = fact.range;
      block.missing = fact.has_default ? Interval{fact.if_missing, fact.if_missing} : fact.range;
      block.invalid = invalid;
      block.out_low = slots_.own[op.out];
      block.out_high = slots_.spare[op.out];
      const bool there = column.data != nullptr && (fact.of_enterprise ? gathered(table, column, at, block)
                                                                       : direct(column, at, block));
      if (!there) {
        missing(i, op, block);
        continue;
      }
      filled(i) = false;
      CellLoader& loader = facts_[i].loader[static_cast<int>(column.type)];
      if (loader == nullptr) loader = kernels_.loader(column.type, slots_.layout.slots[op.out]);
      const Loaded loaded = loader(block);
      slots_.low[op.out] = slots_.own[op.out];
      if (loaded.in_place && block.low == low_.data()) {
        std::memcpy(slots_.own[op.out], low_.data(), static_cast<std::size_t>(rows) * width(column.type));
      } else if (loaded.in_place) {
        slots_.low[op.out] =
            static_cast<std::byte*>(const_cast<void*>(block.low));  // no kernel writes to a fact
      }
      slots_.high[op.out] = loaded.known ? slots_.low[op.out] : slots_.spare[op.out];
      slots_.known[op.out] = loaded.known ? 1 : 0;
      slots_.exact = slots_.exact && loaded.known;
    }
  }

 private:
  enum class Enterprises : std::uint8_t { unread, none, some, all };
  struct Fact {
    CellLoader loader[5] = {};  // by ColumnType, looked up once
    bool missing = false;       // the own memory holds what stands for missing cells, in every row
  };

  static std::size_t width(ColumnType type) {
    return type == ColumnType::i64 ? 8 : type == ColumnType::i32 ? 4 : 1;
  }
  bool& filled(std::size_t fact) { return facts_[fact].missing; }

  /// The same for every row, so that it is written once.
  void missing(std::size_t i, const Op& op, const CellBlock& block) {
    const Lane lane = slots_.layout.slots[op.out];
    const bool known = block.missing.known();
    slots_.low[op.out] = slots_.own[op.out];
    slots_.high[op.out] = known ? slots_.own[op.out] : slots_.spare[op.out];
    slots_.known[op.out] = known ? 1 : 0;
    slots_.exact = slots_.exact && known;
    if (filled(i)) return;
    const std::size_t bytes = lane_bytes(lane);
    for (std::size_t row = 0; row < slots_.capacity; ++row) {
      const Wide low = lane == Lane::truth && !known ? 1 : Wide{block.missing.low};
      write_number(slots_.own[op.out] + row * bytes, lane, low);
      if (lane != Lane::truth) write_number(slots_.spare[op.out] + row * bytes, lane, block.missing.high);
    }
    filled(i) = true;
  }

  bool direct(const Column& column, std::size_t at, CellBlock& block) {
    if (column.validity != nullptr) {
      const int valid = kernels_.count(column.validity, at, block.rows);
      if (valid == 0) return false;
      if (valid != block.rows) {
        kernels_.spread(column.validity, at, block.rows, 1, valid_.data());
        block.valid = valid_.data();
      }
    }
    block.low = cells(column.data, column.type, at, block.rows, low_);
    if (column.type != ColumnType::bits)
      prefetch(block.low, static_cast<std::size_t>(block.rows) * width(column.type));
    if (column.high != nullptr) block.high = cells(column.high, column.type, at, block.rows, high_);
    return true;
  }
  /// The same cells of the next block, while this one is computed. Behind the column's end nothing is read.
  static void prefetch(const void* block, std::size_t bytes) {
    const auto* next = static_cast<const std::byte*>(block) + bytes;
    for (std::size_t at = 0; at < bytes; at += 64) __builtin_prefetch(next + at, 0, 2);
  }
  const void* cells(const void* data, ColumnType type, std::size_t at, int rows,
                    std::vector<std::byte>& scratch) {
    if (type != ColumnType::bits) return static_cast<const std::byte*>(data) + at * width(type);
    kernels_.spread(static_cast<const std::uint8_t*>(data), at, rows, 2,
                    reinterpret_cast<std::uint8_t*>(scratch.data()));
    return scratch.data();
  }

  bool gathered(const Table& table, const Column& column, std::size_t at, CellBlock& block) {
    if (enterprises_ == Enterprises::unread) find_enterprises(table, at, block.rows);
    if (enterprises_ == Enterprises::none) return false;
    const std::uint8_t* valid = enterprises_ == Enterprises::all ? nullptr : enterprise_valid_.data();
    if (column.validity != nullptr) {
      for (int i = 0; i < block.rows; ++i) {
        const auto from = static_cast<std::size_t>(index_[static_cast<std::size_t>(i)]);
        const auto bit = static_cast<std::uint8_t>(column.validity[from / 8] >> (from % 8) & 1U);
        valid_[static_cast<std::size_t>(i)] =
            valid == nullptr ? bit : static_cast<std::uint8_t>(bit & valid[static_cast<std::size_t>(i)]);
      }
      valid = valid_.data();
    }
    block.valid = valid;
    const Gatherer gather = kernels_.gatherer(column.type);
    gather(column.data, index_.data(), block.rows, low_.data());
    block.low = low_.data();
    if (column.high != nullptr) {
      gather(column.high, index_.data(), block.rows, high_.data());
      block.high = high_.data();
    }
    return true;
  }
  void find_enterprises(const Table& table, std::size_t at, int rows) {
    enterprises_ = Enterprises::none;
    if (table.enterprise == nullptr || table.enterprises == 0) return;
    constexpr std::size_t most = 0x7FFF'FFFF;
    const auto count = static_cast<std::int32_t>(table.enterprises < most ? table.enterprises : most);
    const bool all =
        kernels_.checked(table.enterprise + at, rows, count, index_.data(), enterprise_valid_.data());
    enterprises_ = all ? Enterprises::all : Enterprises::some;
  }

  Slots& slots_;
  const KernelSet& kernels_;
  std::vector<Fact> facts_;
  std::vector<std::uint8_t> valid_, enterprise_valid_;
  std::vector<std::int32_t> index_;
  std::vector<std::byte> low_, high_;
  Enterprises enterprises_ = Enterprises::unread;
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
