// SPDX-License-Identifier: Apache-2.0
#pragma once

// Chance that is the same on every machine and with every compiler: SplitMix64, whole numbers only. Every row
// has a stream of its own, so that it can be made without those before it.

#include <cstddef>
#include <cstdint>

class Chance {
 public:
  Chance(std::uint64_t seed, std::uint64_t kind, std::uint64_t row)
      : state_(mixed(mixed(mixed(seed) + kind) + row)) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    return mixed(state_);
  }
  /// 0 .. count - 1. Some come more often than others by less than one in two million, for counts here.
  std::uint32_t below(std::uint32_t count) {
    return static_cast<std::uint32_t>(((next() >> 32U) * count) >> 32U);
  }
  /// Both included.
  std::int32_t between(std::int32_t low, std::int32_t high) {
    return low + static_cast<std::int32_t>(below(static_cast<std::uint32_t>(high - low) + 1));
  }
  bool per_mille(std::uint32_t share) { return below(1000) < share; }
  /// An index by weights that add up to 1000.
  template <std::size_t N>
  std::uint8_t by_weight(const std::uint16_t (&weights)[N]) {
    std::uint32_t left = below(1000);
    std::uint8_t index = 0;
    while (index + 1U < N && left >= weights[index]) left -= weights[index++];
    return index;
  }

 private:
  static std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
  }
  std::uint64_t state_;
};
