// SPDX-License-Identifier: Apache-2.0
#pragma once

// Eight bytes of text at a time. Text that is read so is followed by `text_padding` bytes that may be read.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Bytes behind a text that may be read, whatever they hold.
inline constexpr std::size_t text_padding = 64;

inline constexpr std::uint64_t every_byte = 0x0101'0101'0101'0101;
inline constexpr std::uint64_t high_bits = 0x80 * every_byte;

/// The first byte is the least significant, on every machine.
inline std::uint64_t load_8(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

/// The first bytes of a word, by their number up to 8.
inline constexpr std::array<std::uint64_t, 9> bytes_inside = {
    0,
    0xFF,
    0xFFFF,
    0xFF'FFFF,
    0xFFFF'FFFF,
    0xFF'FFFF'FFFF,
    0xFFFF'FFFF'FFFF,
    0xFF'FFFF'FFFF'FFFF,
    0xFFFF'FFFF'FFFF'FFFF,
};

/// The first `size` bytes, zeros behind them; size <= 8.
inline std::uint64_t load_up_to_8(const char* at, std::size_t size) {
  return load_8(at) & bytes_inside[size];
}

/// The high bit of each byte that equals `byte`, and no other bit.
inline std::uint64_t bytes_equal(std::uint64_t word, char byte) {
  const std::uint64_t other = word ^ (every_byte * static_cast<unsigned char>(byte));
  return ~(((other & ~high_bits) + ~high_bits) | other) & high_bits;
}

// Digits, eight at a time, the first in the least significant byte: less '0' each is its value.

inline constexpr std::uint64_t digit_zeros = '0' * every_byte;

/// Whether every byte is the value of a digit.
inline bool are_digits(std::uint64_t values) {
  constexpr std::uint64_t beyond_nine = 0x76 * every_byte;
  return ((values | (values + beyond_nine)) & high_bits) == 0;
}

/// The number that eight such bytes are.
inline std::uint64_t number_of_digits(std::uint64_t values) {
  const std::uint64_t pairs = values * 10 + (values >> 8U);  // in every other byte
  constexpr std::uint64_t every_fourth = 0x0000'00FF'0000'00FF;
  const std::uint64_t first = (pairs & every_fourth) * (100 + (std::uint64_t{1'000'000} << 32U));
  const std::uint64_t second = (pairs >> 16U & every_fourth) * (1 + (std::uint64_t{10'000} << 32U));
  return (first + second) >> 32U;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
