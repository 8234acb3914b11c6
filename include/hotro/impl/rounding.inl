// SPDX-License-Identifier: Apache-2.0
#pragma once

// Quotients as whole numbers, of machine integers in kernels and of integers of any size in the range
// analysis.

#include "../value.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// floor(a / b), b > 0.
template <class T>
constexpr T floor_quotient(T a, T b) {
  const T quotient = static_cast<T>(a / b);
  return static_cast<T>(quotient - (a % b < 0 ? 1 : 0));
}

/// a - b * floor(a / b), b > 0: in [0, b). Computed without that product, which may lie below the least T.
template <class T>
constexpr T floor_rest(T a, T b) {
  const T rest = static_cast<T>(a % b);
  return static_cast<T>(rest < 0 ? rest + b : rest);
}

/// a / b as a whole number, b > 0. The rest is compared with b - rest, so that nothing is doubled.
template <class T>
constexpr T divide_rounded(T a, T b, Rounding rounding) {
  const T floor = floor_quotient(a, b);
  const T rest = floor_rest(a, b);
  const T left = static_cast<T>(b - rest);  // (0, b]
  bool up = false;
  switch (rounding) {
    case Rounding::floor: break;
    case Rounding::ceiling: up = rest != 0; break;
    case Rounding::up: up = rest != 0 && a > 0; break;
    case Rounding::down: up = rest != 0 && a < 0; break;
    case Rounding::half_up: up = rest > left || (rest == left && a > 0); break;
    case Rounding::half_down: up = rest > left || (rest == left && a < 0); break;
    case Rounding::half_even: up = rest > left || (rest == left && floor % 2 != 0); break;
  }
  return static_cast<T>(floor + (up ? 1 : 0));
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
