// SPDX-License-Identifier: Apache-2.0
#pragma once

// Chance that is the same on every machine: SplitMix64 (Steele, Lea and Flood 2014), whole numbers only. Of a
// stream any number can be had without those before it.

#include <cstdint>
#include <string_view>

#include "hotro/config.hpp"
#include "hotro/value.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class Chance {
 public:
  Chance() = default;
  /// A stream of its own for each seed and name.
  Chance(std::uint64_t seed, std::string_view name) : begin_(mixed(mixed(seed) ^ hash(name))) {}

  [[nodiscard]] std::uint64_t number(std::uint64_t at) const { return mixed(begin_ + (at + 1) * step); }
  /// 0 .. count - 1. Some come more often than others, by less than one in 2^64 / count.
  [[nodiscard]] std::uint64_t below(std::uint64_t count, std::uint64_t at) const {
    return static_cast<std::uint64_t>(UnsignedWide{number(at)} * count >> 64U);
  }

 private:
  static constexpr std::uint64_t step = 0x9E37'79B9'7F4A'7C15;
  static constexpr std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 30U)) * 0xBF58'476D'1CE4'E5B9;
    x = (x ^ (x >> 27U)) * 0x94D0'49BB'1331'11EB;
    return x ^ (x >> 31U);
  }
  /// FNV-1a.
  static constexpr std::uint64_t hash(std::string_view text) {
    std::uint64_t result = 0xCBF2'9CE4'8422'2325;
    for (const char c : text) result = (result ^ static_cast<unsigned char>(c)) * 0x0000'0100'0000'01B3;
    return result;
  }

  std::uint64_t begin_ = 0;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
