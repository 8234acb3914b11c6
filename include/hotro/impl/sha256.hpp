// SPDX-License-Identifier: Apache-2.0
#pragma once

// SHA-256, FIPS 180-4 §6.2. Written here because the core depends on no cryptographic library.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "../config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

using Digest = std::array<std::uint8_t, 32>;

/// The hash of bytes that come piece by piece.
class Sha256 {
 public:
  void add(std::string_view bytes);
  /// Of what was added so far; more may be added.
  [[nodiscard]] Digest digest() const;

 private:
  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_{};
  std::size_t waiting_ = 0;   // bytes of block_
  std::uint64_t length_ = 0;  // in bytes
};

/// 64 hexadecimal digits.
std::string hex(const Digest& digest);
/// The hash of a text as such digits.
std::string sha256(std::string_view text);

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "sha256.inl"
#endif
