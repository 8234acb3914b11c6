// SPDX-License-Identifier: Apache-2.0
#pragma once

// The ids of dossiers, persons and enterprises: which are accepted, which are the same, and the keys by which
// one that stands twice is found.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bytes.hpp"
#include "hotro/citation.hpp"
#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// What is wrong with an id without blanks around it; empty if nothing is. Two ids that look the same are the
/// same.
Text id_trouble(std::string_view id);

/// Persons are the same whatever blanks, dots and dashes, capitals and leading zeros their ids are written
/// with: spreadsheets drop zeros, people group digits, keyboards have wide digits, and programs add `.0`.
std::string person_key(std::string_view id);

/// The bytes of an id, 16 at most, as two words with zeros behind them.
struct IdBytes {
  std::uint64_t first = 0;
  std::uint64_t second = 0;

  /// Behind the id are `text_padding` bytes that can be read.
  explicit IdBytes(std::string_view id) {
    const std::size_t size = id.size() < 16 ? id.size() : 16;
    first = load_8(id.data()) & bytes_inside[size < 8 ? size : 8];
    second = load_8(id.data() + 8) & bytes_inside[size < 8 ? 0 : size - 8];
  }
};

namespace detail {
/// A high bit for each byte that is not one of - . / 0 .. 9 A .. ~ and no zero.
inline std::uint64_t odd_bytes(std::uint64_t bytes) {
  const std::uint64_t high = bytes | high_bits;
  const std::uint64_t below_dash = ~(high - '-' * every_byte);
  const std::uint64_t above_nine = high - ':' * every_byte;
  const std::uint64_t below_a = ~(high - 'A' * every_byte);
  const std::uint64_t some = bytes + 0x7F * every_byte;  // the high bit of bytes that are not 0
  return ((below_dash & some) | (above_nine & below_a) | (bytes + every_byte) | bytes) & high_bits;
}
}  // namespace detail

/// Whether an id is such that it has no trouble, no blanks around it, and needs no quotes in a table: it
/// begins with a letter or digit and has letters, digits, and some marks. Others may be so, too.
inline bool is_plain_id(std::string_view id, const IdBytes& bytes) {
  if (id.empty() || id[0] == '-') return false;
  std::uint64_t odd = detail::odd_bytes(bytes.first) | detail::odd_bytes(bytes.second);
  for (std::size_t at = 16; at < id.size(); at += 8) {
    const std::size_t rest = id.size() - at;
    odd |= detail::odd_bytes(load_8(id.data() + at) & bytes_inside[rest < 8 ? rest : 8]);
  }
  return odd == 0;
}

enum class IdKind : std::uint8_t { dossier, person };

/// Equal for equal ids of one kind, and for no others: up to fifteen bytes are the id itself, as numbers of
/// persons are, of longer ones 120 bits of SipHash stand for them under a key that nobody knows. Their order
/// is random.
struct IdKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend auto operator<=>(const IdKey&, const IdKey&) = default;
};

class IdKeys {
 public:
  /// With secrets of its own.
  IdKeys();

  /// Of a dossier.
  [[nodiscard]] IdKey dossier(std::string_view id, const IdBytes& bytes) const {
    return id.size() <= 15 ? key(0, id.size(), bytes) : long_key(0, id);
  }
  /// Of a person: the same for all ids with one person_key.
  [[nodiscard]] IdKey person(std::string_view id, const IdBytes& bytes) const {
    std::uint64_t number = 0;
    if (id.size() <= 15 && read_number(id, bytes, number)) return mixed({0, number}, of_person | of_number);
    return normalized(id);
  }

 private:
  // The highest byte of a key, before it is mixed: its size, or how else it was made.
  static constexpr std::uint64_t of_person = 16, of_hash = 32, of_number = 64;

  static bool read_number(std::string_view id, const IdBytes& bytes, std::uint64_t& number);
  [[nodiscard]] IdKey normalized(std::string_view id) const;
  [[nodiscard]] IdKey long_key(std::uint64_t kind, std::string_view id) const;
  [[nodiscard]] IdKey key(std::uint64_t kind, std::size_t size, const IdBytes& bytes) const {
    return mixed({bytes.second, bytes.first}, kind | size);
  }
  /// A permutation, so that keys stay different.
  [[nodiscard]] IdKey mixed(IdKey key, std::uint64_t tag) const {
    constexpr std::uint64_t factor = 0x9E37'79B9'7F4A'7C15;
    const auto turn = [](std::uint64_t value, std::uint64_t secret) {
      const std::uint64_t product = (value ^ secret) * factor;
      return product ^ product >> 32U;
    };
    key.high = (key.high & bytes_inside[7]) | tag << 56U;
    key.high ^= turn(key.low, secrets_[0]);
    key.low ^= turn(key.high, secrets_[1]);
    key.high ^= turn(key.low, secrets_[2]);
    return key;
  }

  std::array<std::uint64_t, 4> secrets_{};
};

/// 1 to 15 digits.
inline bool IdKeys::read_number(std::string_view id, const IdBytes& bytes, std::uint64_t& number) {
  const std::size_t size = id.size();
  const std::uint64_t all = bytes_inside[size < 8 ? size : 8];
  const std::uint64_t first = (bytes.first ^ digit_zeros) & all;
  if (size <= 8) {
    number = number_of_digits(first << ((64 - 8 * size) & 63U));
    return size != 0 && are_digits(first);
  }
  // The last eight, and those before them.
  const std::uint64_t last = load_8(id.data() + size - 8) ^ digit_zeros;
  number = number_of_digits(last) + 100'000'000 * number_of_digits(first << (8 * (16 - size)));
  return are_digits(first) && are_digits(last);
}

/// SipHash-2-4 with 128 bits (Aumasson and Bernstein, 2012).
std::array<std::uint64_t, 2> siphash(std::string_view text, std::uint64_t key_0, std::uint64_t key_1);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
