// SPDX-License-Identifier: Apache-2.0
#pragma once

// Kinds, and constants of every kind. A constant is one exact fraction; what it counts is said by its type.

#include <cstdint>
#include <string_view>

#include "config.hpp"
#include "date.hpp"
#include "money.hpp"
#include "rate.hpp"
#include "truth.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

enum class Kind : std::uint8_t {
  truth,   // no, unknown, yes
  count,   // a whole number
  money,   // minor units of the rule set's currency
  rate,    // an exact fraction without unit
  date,    // days since 1970-01-01
  days,    // a number of days
  months,  // a number of months
  choice,  // an option of a closed list, by its index
  text,    // an identifier; never part of a formula
};
inline constexpr int kind_count = 9;

/// The word for a kind in rule sets and messages.
std::string_view name(Kind kind);
/// The kind with that name; false if there is none.
bool find_kind(std::string_view name, Kind& out);
/// Whether values of the kind are computed with: all but truth, choice and text.
constexpr bool is_number(Kind kind) {
  return kind != Kind::truth && kind != Kind::choice && kind != Kind::text;
}

__extension__ typedef __int128 Wide;  // the widest number that is computed with
__extension__ typedef unsigned __int128 UnsignedWide;

inline constexpr std::uint32_t none = 0xFFFF'FFFF;  // an index that names nothing

struct Type {
  Kind kind = Kind::count;
  std::uint32_t choice = none;  // Kind::choice: index into RuleSet::types
  bool range = false;           // range of …: a low and a high end, both included

  friend constexpr bool operator==(const Type&, const Type&) = default;
};

/// numerator / denominator in the unit of its type; the denominator is positive, and 1 for all kinds but
/// rate.
struct Value {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;

  friend constexpr bool operator==(const Value&, const Value&) = default;
};

/// How a fraction becomes a multiple of a step. Ties are decided by the last three; all follow FEEL's names.
enum class Rounding : std::uint8_t {
  up,         // away from zero
  down,       // towards zero
  half_up,    // nearest; ties away from zero
  half_down,  // nearest; ties towards zero
  half_even,  // nearest; ties to the even multiple
  floor,      // towards minus infinity
  ceiling,    // towards plus infinity
};
std::string_view name(Rounding rounding);  // "half up"
bool find_rounding(std::string_view name, Rounding& out);

/// A span of values of one fact or register, both ends included; known exactly if low = high.
struct Interval {
  std::int64_t low = 0;
  std::int64_t high = 0;

  [[nodiscard]] constexpr bool known() const { return low == high; }
  friend constexpr bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/value.inl"
#endif
