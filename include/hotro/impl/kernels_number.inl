// SPDX-License-Identifier: Apache-2.0
#pragma once

// Kernels over numbers. Every one is a plain loop: the count in a local const int, __restrict on every
// pointer, no call, no branch on data, so that both compilers make vector code of it. Range analysis has
// proven that nothing here overflows.

#include "kernels.hpp"
#include "kernels_scalar.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {
namespace HOTRO_ISA {

constexpr bool is_exact(Mode mode) { return mode == Mode::exact || mode == Mode::exact_row; }
constexpr bool is_row(Mode mode) { return mode == Mode::exact_row || mode == Mode::open_row; }
template <Mode M>
inline int rows(const Frame& f) {
  return is_row(M) ? 1 : f.rows;
}

/// Tables with no more entries are compared, larger ones are read from memory.
inline constexpr int small_table = 16;

template <class T>
T* low_of(const Frame& f, std::uint32_t slot) {
  return reinterpret_cast<T*>(f.low[slot]);
}
template <class T>
T* high_of(const Frame& f, std::uint32_t slot) {
  return reinterpret_cast<T*>(f.high[slot]);
}
inline std::uint8_t* truth_of(const Frame& f, std::uint32_t slot) { return low_of<std::uint8_t>(f, slot); }

/// out[i] = body(a[i]) on both ends; `Flip`: the function falls, so that the ends change places.
template <class T, Mode M, bool Flip, class F>
inline void map1(const Frame& f, const Op& op, F body) {
  const int n = rows<M>(f);
  const T* __restrict a = low_of<T>(f, op.a);
  T* __restrict out = low_of<T>(f, op.out);
  if constexpr (is_exact(M)) {
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) out[i] = body(a[i]);
  } else {
    const T* __restrict a_high = high_of<T>(f, op.a);
    T* __restrict out_high = high_of<T>(f, op.out);
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) {
      out[i] = body(Flip ? a_high[i] : a[i]);
      out_high[i] = body(Flip ? a[i] : a_high[i]);
    }
  }
}

/// out[i] = body(a[i], b[i]); FlipA / FlipB: the function falls in that operand.
template <class T, Mode M, bool FlipA, bool FlipB, class F>
inline void map2(const Frame& f, const Op& op, F body) {
  const int n = rows<M>(f);
  const T* __restrict a = low_of<T>(f, op.a);
  const T* __restrict b = low_of<T>(f, op.b);
  T* __restrict out = low_of<T>(f, op.out);
  if constexpr (is_exact(M)) {
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) out[i] = body(a[i], b[i]);
  } else {
    const T* __restrict a_high = high_of<T>(f, op.a);
    const T* __restrict b_high = high_of<T>(f, op.b);
    T* __restrict out_high = high_of<T>(f, op.out);
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) {
      out[i] = body(FlipA ? a_high[i] : a[i], FlipB ? b_high[i] : b[i]);
      out_high[i] = body(FlipA ? a[i] : a_high[i], FlipB ? b[i] : b_high[i]);
    }
  }
}

/// The hull of body over the four corners: for functions that rise in some places and fall in others.
template <class T, Mode M, class F>
inline void corners(const Frame& f, const Op& op, F body) {
  const int n = rows<M>(f);
  const T* __restrict a = low_of<T>(f, op.a);
  const T* __restrict b = low_of<T>(f, op.b);
  T* __restrict out = low_of<T>(f, op.out);
  if constexpr (is_exact(M)) {
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) out[i] = body(a[i], b[i]);
  } else {
    const T* __restrict a_high = high_of<T>(f, op.a);
    const T* __restrict b_high = high_of<T>(f, op.b);
    T* __restrict out_high = high_of<T>(f, op.out);
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) {
      const T ll = body(a[i], b[i]);
      const T lh = body(a[i], b_high[i]);
      const T hl = body(a_high[i], b[i]);
      const T hh = body(a_high[i], b_high[i]);
      out[i] = lesser(lesser(ll, lh), lesser(hl, hh));
      out_high[i] = greater(greater(ll, lh), greater(hl, hh));
    }
  }
}

/// Truths from two numbers. `certain(a, b)` over (low, high) pairs gives 0, 1 or 2.
template <class T, Mode M, class F, class G>
inline void compare(const Frame& f, const Op& op, F exact, G open) {
  const int n = rows<M>(f);
  const T* __restrict a = low_of<T>(f, op.a);
  const T* __restrict b = low_of<T>(f, op.b);
  std::uint8_t* __restrict out = truth_of(f, op.out);
  if constexpr (is_exact(M)) {
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>(exact(a[i], b[i]) << 1);
  } else {
    const T* __restrict a_high = high_of<T>(f, op.a);
    const T* __restrict b_high = high_of<T>(f, op.b);
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) out[i] = open(a[i], a_high[i], b[i], b_high[i]);
  }
}

template <class T, Mode M>
struct NumberKernels {
  static void negate(const Frame& f, const Op& op) {
    map1<T, M, true>(f, op, [](T a) { return static_cast<T>(-a); });
  }
  static void add(const Frame& f, const Op& op) {
    map2<T, M, false, false>(f, op, [](T a, T b) { return static_cast<T>(a + b); });
  }
  static void subtract(const Frame& f, const Op& op) {
    map2<T, M, false, true>(f, op, [](T a, T b) { return static_cast<T>(a - b); });
  }
  static void multiply(const Frame& f, const Op& op) {
    corners<T, M>(f, op, [](T a, T b) { return static_cast<T>(a * b); });
  }
  static void minimum(const Frame& f, const Op& op) {
    map2<T, M, false, false>(f, op, [](T a, T b) { return lesser(a, b); });
  }
  static void maximum(const Frame& f, const Op& op) {
    map2<T, M, false, false>(f, op, [](T a, T b) { return greater(a, b); });
  }
  static void absolute(const Frame& f, const Op& op) {
    const int n = rows<M>(f);
    const T* __restrict a = low_of<T>(f, op.a);
    T* __restrict out = low_of<T>(f, op.out);
    if constexpr (is_exact(M)) {
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) out[i] = magnitude(a[i]);
    } else {
      const T* __restrict a_high = high_of<T>(f, op.a);
      T* __restrict out_high = high_of<T>(f, op.out);
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) {
        out[i] = greater(greater(a[i], static_cast<T>(-a_high[i])), T{0});  // 0 where the span holds 0
        out_high[i] = greater(a_high[i], static_cast<T>(-a[i]));
      }
    }
  }
  static void divide(const Frame& f, const Op& op) {
    const Rounding rounding = static_cast<Rounding>(op.c);
    corners<T, M>(f, op, [rounding](T a, T b) { return divide_rounded(a, b, rounding); });
  }
  static void modulo(const Frame& f, const Op& op) {
    const int n = rows<M>(f);
    const T* __restrict a = low_of<T>(f, op.a);
    const T* __restrict b = low_of<T>(f, op.b);
    T* __restrict out = low_of<T>(f, op.out);
    if constexpr (is_exact(M)) {
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) out[i] = floor_rest(a[i], b[i]);
    } else {
      const T* __restrict a_high = high_of<T>(f, op.a);
      T* __restrict out_high = high_of<T>(f, op.out);
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) {
        const T first = floor_quotient(a[i], b[i]);
        const bool same = first == floor_quotient(a_high[i], b[i]);
        out[i] = same ? floor_rest(a[i], b[i]) : T{0};
        out_high[i] = same ? floor_rest(a_high[i], b[i]) : static_cast<T>(b[i] - 1);
      }
    }
  }
  /// The hull of the entries from a's low to its high. Small tables entry by entry over all rows, which
  /// becomes vector code.
  static void lookup(const Frame& f, const Op& op) {
    const int n = rows<M>(f);
    const Entries entries = f.tables[op.c];
    const std::int32_t* __restrict index = low_of<std::int32_t>(f, op.a);
    T* __restrict out = low_of<T>(f, op.out);
    if constexpr (is_exact(M)) {
      if (is_row(M) || entries.count > small_table) {
        HOTRO_EACH_ROW
        for (int i = 0; i < n; ++i) out[i] = static_cast<T>(entries.values[index[i]]);
        return;
      }
      const T first = static_cast<T>(entries.values[0]);
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) out[i] = first;
      for (int k = 1; k < entries.count; ++k) {
        const T entry = static_cast<T>(entries.values[k]);
        HOTRO_EACH_ROW
        for (int i = 0; i < n; ++i) out[i] = index[i] == k ? entry : out[i];
      }
    } else {
      const std::int32_t* __restrict last = high_of<std::int32_t>(f, op.a);
      T* __restrict out_high = high_of<T>(f, op.out);
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) out[i] = static_cast<T>(entries.values[index[i]]);
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) out_high[i] = out[i];
      if (is_row(M) || entries.count > small_table) {
        HOTRO_EACH_ROW
        for (int i = 0; i < n; ++i) {
          for (std::int32_t k = index[i] + 1; k <= last[i]; ++k) {
            const T entry = static_cast<T>(entries.values[k]);
            out[i] = lesser(out[i], entry);
            out_high[i] = greater(out_high[i], entry);
          }
        }
        return;
      }
      for (int k = 1; k < entries.count; ++k) {
        const T entry = static_cast<T>(entries.values[k]);
        HOTRO_EACH_ROW
        for (int i = 0; i < n; ++i) {
          const T within = ((index[i] <= k) & (k <= last[i])) != 0 ? entry : out[i];
          out[i] = lesser(out[i], within);
          out_high[i] = greater(out_high[i], within);
        }
      }
    }
  }
  static void choose(const Frame& f, const Op& op) {
    const int n = rows<M>(f);
    const std::uint8_t* __restrict c = truth_of(f, op.a);
    const T* __restrict a = low_of<T>(f, op.b);
    const T* __restrict b = low_of<T>(f, op.c);
    T* __restrict out = low_of<T>(f, op.out);
    if constexpr (is_exact(M)) {
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) out[i] = blend(mask<T>(c[i] == 2), a[i], b[i]);
    } else {
      const T* __restrict a_high = high_of<T>(f, op.b);
      const T* __restrict b_high = high_of<T>(f, op.c);
      T* __restrict out_high = high_of<T>(f, op.out);
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) {
        const T may = mask<T>(c[i] != 0);
        const T must = mask<T>(c[i] == 2);
        out[i] = lesser(blend(may, a[i], b[i]), blend(must, a[i], b[i]));
        out_high[i] = greater(blend(may, a_high[i], b_high[i]), blend(must, a_high[i], b_high[i]));
      }
    }
  }
  static void less(const Frame& f, const Op& op) {
    compare<T, M>(
        f, op, [](T a, T b) { return a < b; },
        [](T a, T a_high, T b, T b_high) { return static_cast<std::uint8_t>((a_high < b) + (a < b_high)); });
  }
  static void less_equal(const Frame& f, const Op& op) {
    compare<T, M>(
        f, op, [](T a, T b) { return a <= b; },
        [](T a, T a_high, T b, T b_high) {
          return static_cast<std::uint8_t>((a_high <= b) + (a <= b_high));
        });
  }
  static void equal(const Frame& f, const Op& op) {
    compare<T, M>(
        f, op, [](T a, T b) { return a == b; },
        [](T a, T a_high, T b, T b_high) {
          const int possible = (a <= b_high) & (b <= a_high);
          const int certain = (a == b_high) & (b == a_high);
          return static_cast<std::uint8_t>(possible + certain);
        });
  }
  template <class From>
  static void convert_from(const Frame& f, const Op& op) {
    const int n = rows<M>(f);
    const From* __restrict a = low_of<From>(f, op.a);
    T* __restrict out = low_of<T>(f, op.out);
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) out[i] = static_cast<T>(a[i]);
    if constexpr (!is_exact(M)) {
      const From* __restrict a_high = high_of<From>(f, op.a);
      T* __restrict out_high = high_of<T>(f, op.out);
      HOTRO_EACH_ROW
      for (int i = 0; i < n; ++i) out_high[i] = static_cast<T>(a_high[i]);
    }
  }
  static void convert(const Frame& f, const Op& op) {
    switch (static_cast<Lane>(op.c)) {
      case Lane::narrow: return convert_from<std::int32_t>(f, op);
      case Lane::normal: return convert_from<std::int64_t>(f, op);
      case Lane::tiny: return convert_from<std::int8_t>(f, op);
      case Lane::small: return convert_from<std::int16_t>(f, op);
      default: return convert_from<Wide>(f, op);
    }
  }
};

/// Calendar ops are 32-bit only.
template <Mode M>
struct CalendarKernels {
  using T = std::int32_t;
  static void years_between(const Frame& f, const Op& op) {
    const bool last = op.c == 0;
    map2<T, M, true, false>(f, op, [last](T a, T b) { return floor_quotient(months_apart(a, b, last), 12); });
  }
  static void months_between(const Frame& f, const Op& op) {
    const bool last = op.c == 0;
    map2<T, M, true, false>(f, op, [last](T a, T b) { return months_apart(a, b, last); });
  }
  static void add_months(const Frame& f, const Op& op) {
    const bool last = op.c == 0;
    map2<T, M, false, false>(f, op, [last](T a, T b) { return months_added(a, b, last); });
  }
  static void add_years(const Frame& f, const Op& op) {
    const bool last = op.c == 0;
    map2<T, M, false, false>(f, op, [last](T a, T b) { return years_added(a, b, last); });
  }
};

}  // namespace HOTRO_ISA
}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
