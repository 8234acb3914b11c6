// SPDX-License-Identifier: Apache-2.0
#pragma once

// Brings columns into slots: in place where every cell is there and accepted, otherwise by copying.

#include <bit>
#include <cstring>
#include <limits>

#include "kernels_number.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {
namespace HOTRO_ISA {

/// A range in the type of the cells; empty where no cell of that type lies in it.
template <class From>
struct Bounds {
  From low, high;
  explicit Bounds(Interval range) {
    constexpr std::int64_t least = std::numeric_limits<From>::min();
    constexpr std::int64_t most = std::numeric_limits<From>::max();
    const bool none = range.low > most || range.high < least;
    low = none ? From{1} : static_cast<From>(greater(range.low, least));
    high = none ? From{0} : static_cast<From>(lesser(range.high, most));
  }
};

/// Whether all cells lie within the bounds.
template <class From>
inline bool all_within(const From* __restrict cells, int rows, Bounds<From> bounds) {
  const int n = rows;
  From least = bounds.low;
  From most = bounds.high;
  HOTRO_EACH_ROW
  for (int i = 0; i < n; ++i) least = lesser(least, cells[i]);
  HOTRO_EACH_ROW
  for (int i = 0; i < n; ++i) most = greater(most, cells[i]);
  return bounds.low <= bounds.high && least == bounds.low && most == bounds.high;
}

template <class From, class To>
struct NumberLoader {
  static Loaded load(const CellBlock& block) {
    const int n = block.rows;
    const From* __restrict cells = static_cast<const From*>(block.low);
    To* __restrict out = static_cast<To*>(block.out_low);
    const Bounds<From> bounds(block.range);
    if (block.valid == nullptr && block.high == nullptr && all_within(cells, n, bounds)) {
      if constexpr (sizeof(From) == sizeof(To)) {
        return {true, true};
      } else {
        HOTRO_EACH_ROW
        for (int i = 0; i < n; ++i) out[i] = static_cast<To>(cells[i]);
        return {true, false};
      }
    }
    return open(block, bounds);
  }

  static Loaded open(const CellBlock& block, Bounds<From> bounds) {
    const int n = block.rows;
    const From* __restrict cells = static_cast<const From*>(block.low);
    const From* __restrict ends = static_cast<const From*>(block.high == nullptr ? block.low : block.high);
    To* __restrict out = static_cast<To*>(block.out_low);
    To* __restrict out_high = static_cast<To*>(block.out_high);
    const To range_low = static_cast<To>(block.range.low);
    const To range_high = static_cast<To>(block.range.high);
    const To missing_low = static_cast<To>(block.missing.low);
    const To missing_high = static_cast<To>(block.missing.high);
    const std::uint8_t* __restrict valid = block.valid;
    int refused = 0;
    int differ = 0;
    const auto accepted = [&](int i) {
      return (cells[i] >= bounds.low) & (ends[i] <= bounds.high) & (cells[i] <= ends[i]);
    };
    if (valid != nullptr) {
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) {
        const bool good = accepted(i);
        const bool there = valid[i] != 0;
        const To low = good ? static_cast<To>(cells[i]) : range_low;
        const To high = good ? static_cast<To>(ends[i]) : range_high;
        out[i] = there ? low : missing_low;
        out_high[i] = there ? high : missing_high;
        refused |= (there & !good) ? 1 : 0;
        differ |= out[i] != out_high[i] ? 1 : 0;
      }
    } else {
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) {
        const bool good = accepted(i);
        out[i] = good ? static_cast<To>(cells[i]) : range_low;
        out_high[i] = good ? static_cast<To>(ends[i]) : range_high;
        refused |= good ? 0 : 1;
        differ |= out[i] != out_high[i] ? 1 : 0;
      }
    }
    if (refused != 0) {
      std::uint8_t* __restrict invalid = block.invalid;
      for (int i = 0; i < n; ++i) {
        const bool there = valid == nullptr || valid[i] != 0;
        invalid[i] = static_cast<std::uint8_t>(invalid[i] | static_cast<std::uint8_t>(there && !accepted(i)));
      }
    }
    return {differ == 0, false};
  }
};

/// Truths: 0, 1 and 2, of which 1 is a missing cell.
template <class From>
struct TruthLoader {
  static Loaded load(const CellBlock& block) {
    const int n = block.rows;
    const From* __restrict cells = static_cast<const From*>(block.low);
    if (sizeof(From) == 1 && block.valid == nullptr && all_within(cells, n, Bounds<From>({0, 2}))) {
      int open = 0;
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) open |= cells[i] == 1 ? 1 : 0;
      if (open == 0 || !block.missing.known()) return {open == 0, true};
    }
    std::uint8_t* __restrict out = static_cast<std::uint8_t*>(block.out_low);
    const std::uint8_t* __restrict valid = block.valid;
    const std::uint8_t missing = block.missing.known() ? static_cast<std::uint8_t>(block.missing.low) : 1;
    const auto accepted = [&](int i) { return (cells[i] >= 0) & (cells[i] <= 2); };
    int refused = 0;
    int open = 0;
    if (valid != nullptr) {
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) {
        const bool there = (valid[i] != 0) & (cells[i] != 1);
        const std::uint8_t given = accepted(i) ? static_cast<std::uint8_t>(cells[i]) : std::uint8_t{1};
        out[i] = there ? given : missing;
        refused |= (there & !accepted(i)) ? 1 : 0;
        open |= out[i] == 1 ? 1 : 0;
      }
    } else {
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) {
        const std::uint8_t given = accepted(i) ? static_cast<std::uint8_t>(cells[i]) : std::uint8_t{1};
        out[i] = cells[i] != 1 ? given : missing;
        refused |= accepted(i) ? 0 : 1;
        open |= out[i] == 1 ? 1 : 0;
      }
    }
    if (refused != 0) {
      for (int i = 0; i < n; ++i) {
        const bool there = valid == nullptr || valid[i] != 0;
        block.invalid[i] |= static_cast<std::uint8_t>(there && !accepted(i));
      }
    }
    return {open == 0, false};
  }
};

template <class From>
inline CellLoader loader_from(Lane lane) {
  switch (lane) {
    case Lane::truth: return TruthLoader<From>::load;
    case Lane::tiny: return NumberLoader<From, std::int8_t>::load;
    case Lane::small: return NumberLoader<From, std::int16_t>::load;
    case Lane::narrow: return NumberLoader<From, std::int32_t>::load;
    case Lane::normal: return NumberLoader<From, std::int64_t>::load;
    case Lane::wide: break;
  }
  return NumberLoader<From, Wide>::load;
}

inline CellLoader find_loader(ColumnType type, Lane lane) {
  switch (type) {
    case ColumnType::truth:
    case ColumnType::bits:
    case ColumnType::u8: return loader_from<std::uint8_t>(lane);
    case ColumnType::i32: return loader_from<std::int32_t>(lane);
    case ColumnType::i64: break;
  }
  return loader_from<std::int64_t>(lane);
}

template <class T>
inline void gather(const void* from, const std::int32_t* index, int rows, void* out) {
  const int n = rows;
  const T* __restrict cells = static_cast<const T*>(from);
  const std::int32_t* __restrict at = index;
  T* __restrict to = static_cast<T*>(out);
  HOTRO_EACH_ROW
  for (int i = 0; i < n; ++i) to[i] = cells[at[i]];
}

inline void gather_bits(const void* from, const std::int32_t* index, int rows, void* out) {
  const auto* bits = static_cast<const std::uint8_t*>(from);
  auto* to = static_cast<std::uint8_t*>(out);
  for (int i = 0; i < rows; ++i)
    to[i] = static_cast<std::uint8_t>((bits[index[i] / 8] >> (index[i] % 8) & 1U) << 1U);
}

inline Gatherer find_gatherer(ColumnType type) {
  switch (type) {
    case ColumnType::truth:
    case ColumnType::u8: return gather<std::uint8_t>;
    case ColumnType::bits: return gather_bits;
    case ColumnType::i32: return gather<std::int32_t>;
    case ColumnType::i64: break;
  }
  return gather<std::int64_t>;
}

inline std::uint8_t bit_at(const std::uint8_t* bits, std::size_t at) {
  return static_cast<std::uint8_t>(bits[at / 8] >> (at % 8) & 1U);
}

inline int count(const std::uint8_t* bits, std::size_t first, int rows) {
  const std::size_t last = first + static_cast<std::size_t>(rows);
  int set = 0;
  std::size_t at = first;
  for (; at < last && at % 8 != 0; ++at) set += bit_at(bits, at);
  for (; at + 64 <= last; at += 64) {
    std::uint64_t word = 0;
    std::memcpy(&word, bits + at / 8, sizeof word);
    set += std::popcount(word);
  }
  for (; at < last; ++at) set += bit_at(bits, at);
  return set;
}

/// By byte: its bits as bytes 0 and 1, least significant first.
struct Spread {
  std::uint8_t bytes[256][8] = {};
  constexpr Spread() {
    for (unsigned byte = 0; byte < 256; ++byte) {
      for (unsigned bit = 0; bit < 8; ++bit) bytes[byte][bit] = static_cast<std::uint8_t>(byte >> bit & 1U);
    }
  }
};
inline constexpr Spread spread_bytes;

inline void spread(const std::uint8_t* bits, std::size_t first, int rows, std::uint8_t one,
                   std::uint8_t* out) {
  const std::size_t last = first + static_cast<std::size_t>(rows);
  std::size_t at = first;
  for (; at < last && at % 8 != 0; ++at) out[at - first] = bit_at(bits, at);
  for (; at + 8 <= last; at += 8) std::memcpy(out + (at - first), spread_bytes.bytes[bits[at / 8]], 8);
  for (; at < last; ++at) out[at - first] = bit_at(bits, at);
  if (one == 1) return;
  for (int i = 0; i < rows; ++i) out[i] = static_cast<std::uint8_t>(out[i] * one);
}

inline bool checked(const std::int32_t* index, int rows, std::int32_t count, std::int32_t* out,
                    std::uint8_t* valid) {
  const int n = rows;
  const std::int32_t* __restrict from = index;
  std::int32_t* __restrict to = out;
  int outside = 0;
  HOTRO_EACH_ROW
  for (int i = 0; i < n; ++i) {
    const bool good = (from[i] >= 0) & (from[i] < count);
    to[i] = good ? from[i] : 0;
    outside |= good ? 0 : 1;
  }
  HOTRO_EACH_ROW
  for (int i = 0; i < n; ++i) valid[i] = static_cast<std::uint8_t>((from[i] >= 0) & (from[i] < count));
  return outside == 0;
}

}  // namespace HOTRO_ISA
}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
