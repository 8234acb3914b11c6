// SPDX-License-Identifier: Apache-2.0
#pragma once

// Range analysis: for every register a span that holds its value whatever the facts are. It chooses lanes and
// proves that nothing overflows. Integers of any size, so that the analysis itself cannot overflow either.

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <string>

#include "../program.hpp"
#include "rounding.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

using Big = boost::multiprecision::cpp_int;

struct Range {
  Big low;
  Big high;

  [[nodiscard]] bool constant() const { return low == high; }
};

inline Range hull(const Range& a, const Range& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

inline Range hull_of(std::initializer_list<Big> corners) { return {std::min(corners), std::max(corners)}; }

constexpr int lane_bits(Lane lane) {
  switch (lane) {
    case Lane::truth:
    case Lane::tiny: return 8;
    case Lane::small: return 16;
    case Lane::narrow: return 32;
    case Lane::normal: return 64;
    case Lane::wide: break;
  }
  return 128;
}

/// The narrowest lane for a span; false if 128 bits do not hold it. One value less than a lane's least is
/// kept free, so that negating and |x| stay inside.
inline bool lane_of(const Range& range, Lane& out) {
  for (const Lane lane : {Lane::tiny, Lane::small, Lane::narrow, Lane::normal}) {
    const std::int64_t limit = (std::uint64_t{1} << (lane_bits(lane) - 1)) - 1;
    if (range.low >= -limit && range.high <= limit) {
      out = lane;
      return true;
    }
  }
  const Big limit = (Big(1) << (lane_bits(Lane::wide) - 1)) - 1;
  if (range.low < -limit || range.high > limit) return false;
  out = Lane::wide;
  return true;
}

// What ops make of ranges: used by the builder for its own ops, and by the verifier for those of a file.

inline Range unary_range(OpCode code, const Range& x) {
  if (code == OpCode::negate) return {-x.high, -x.low};
  if (x.low >= 0) return x;
  if (x.high <= 0) return {-x.high, -x.low};
  return {0, std::max(Big(-x.low), x.high)};
}

/// Divisors are positive; c is the rounding of a division.
inline Range binary_range(OpCode code, const Range& x, const Range& y, std::uint32_t c) {
  const Rounding rounding = static_cast<Rounding>(c);
  switch (code) {
    case OpCode::add: return {x.low + y.low, x.high + y.high};
    case OpCode::subtract: return {x.low - y.high, x.high - y.low};
    case OpCode::multiply: return hull_of({x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high});
    case OpCode::minimum: return {std::min(x.low, y.low), std::min(x.high, y.high)};
    case OpCode::maximum: return {std::max(x.low, y.low), std::max(x.high, y.high)};
    case OpCode::modulo: return {0, y.high - 1};
    default: break;
  }
  return hull_of({divide_rounded(x.low, y.low, rounding), divide_rounded(x.low, y.high, rounding),
                  divide_rounded(x.high, y.low, rounding), divide_rounded(x.high, y.high, rounding)});
}

/// Whether the calendar kernels reach that far: dates within some 8,000 years, months within 2,000.
inline bool calendar_reaches(OpCode code, const Range& x, const Range& y) {
  constexpr int days = 3'000'000;
  const int second = code == OpCode::add_months ? 24'000 : code == OpCode::add_years ? 2'000 : days;
  return x.low >= -days && x.high <= days && y.low >= -second && y.high <= second;
}

inline Range calendar_range(OpCode code, const Range& x, const Range& y, MonthEnd rule) {
  const auto day = [](const Big& value) { return Date{static_cast<std::int32_t>(value)}; };
  if (code == OpCode::add_months || code == OpCode::add_years) {
    const int months = code == OpCode::add_years ? 12 : 1;
    return {add_months(day(x.low), static_cast<std::int32_t>(y.low) * months, rule).day,
            add_months(day(x.high), static_cast<std::int32_t>(y.high) * months, rule).day};
  }
  const auto between = code == OpCode::years_between ? years_between : months_between;
  return {between(day(x.high), day(y.low), rule), between(day(x.low), day(y.high), rule)};
}

/// The range of a register that holds bits and no number; never that of a number op in its lane.
inline Range bit_set(Lane lane) {
  const Big sign = Big(1) << (lane_bits(lane) - 1);
  return {-sign, sign - 1};
}

inline Wide to_wide(const Big& value) {
  const Big magnitude = value < 0 ? Big(-value) : value;
  const std::uint64_t low = static_cast<std::uint64_t>(magnitude & 0xFFFF'FFFF'FFFF'FFFFU);
  const std::uint64_t high = static_cast<std::uint64_t>(magnitude >> 64);
  const Wide wide = static_cast<Wide>(high) << 64 | static_cast<Wide>(low);
  return value < 0 ? -wide : wide;
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
