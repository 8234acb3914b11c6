// SPDX-License-Identifier: Apache-2.0
#pragma once

// Every kernel is a plain loop: the count in a local const int, __restrict on every pointer, no call, no
// branch on data, so that both compilers vectorise it. Range analysis has proven that nothing here overflows.

#include "kernels.hpp"
#include "kernels_scalar.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

template <class T>
T* low_of(const Frame& f, std::uint32_t slot) {
  return reinterpret_cast<T*>(f.memory + f.low[slot]);
}
template <class T>
T* high_of(const Frame& f, std::uint32_t slot) {
  return reinterpret_cast<T*>(f.memory + f.high[slot]);
}
inline std::uint8_t* truth_of(const Frame& f, std::uint32_t slot) { return low_of<std::uint8_t>(f, slot); }

/// out[i] = body(a[i]) on both ends; `Flip`: the function falls, so that the ends change places.
template <class T, bool Exact, bool Flip, class F>
inline void map1(const Frame& f, const Op& op, F body) {
  const int n = f.rows;
  const T* __restrict a = low_of<T>(f, op.a);
  T* __restrict out = low_of<T>(f, op.out);
  if constexpr (Exact) {
    for (int i = 0; i < n; ++i) out[i] = body(a[i]);
  } else {
    const T* __restrict a_high = high_of<T>(f, op.a);
    T* __restrict out_high = high_of<T>(f, op.out);
    for (int i = 0; i < n; ++i) {
      out[i] = body(Flip ? a_high[i] : a[i]);
      out_high[i] = body(Flip ? a[i] : a_high[i]);
    }
  }
}

/// out[i] = body(a[i], b[i]); FlipA / FlipB: the function falls in that operand.
template <class T, bool Exact, bool FlipA, bool FlipB, class F>
inline void map2(const Frame& f, const Op& op, F body) {
  const int n = f.rows;
  const T* __restrict a = low_of<T>(f, op.a);
  const T* __restrict b = low_of<T>(f, op.b);
  T* __restrict out = low_of<T>(f, op.out);
  if constexpr (Exact) {
    for (int i = 0; i < n; ++i) out[i] = body(a[i], b[i]);
  } else {
    const T* __restrict a_high = high_of<T>(f, op.a);
    const T* __restrict b_high = high_of<T>(f, op.b);
    T* __restrict out_high = high_of<T>(f, op.out);
    for (int i = 0; i < n; ++i) {
      out[i] = body(FlipA ? a_high[i] : a[i], FlipB ? b_high[i] : b[i]);
      out_high[i] = body(FlipA ? a[i] : a_high[i], FlipB ? b[i] : b_high[i]);
    }
  }
}

/// The hull of body over the four corners: for functions that rise in some places and fall in others.
template <class T, bool Exact, class F>
inline void corners(const Frame& f, const Op& op, F body) {
  const int n = f.rows;
  const T* __restrict a = low_of<T>(f, op.a);
  const T* __restrict b = low_of<T>(f, op.b);
  T* __restrict out = low_of<T>(f, op.out);
  if constexpr (Exact) {
    for (int i = 0; i < n; ++i) out[i] = body(a[i], b[i]);
  } else {
    const T* __restrict a_high = high_of<T>(f, op.a);
    const T* __restrict b_high = high_of<T>(f, op.b);
    T* __restrict out_high = high_of<T>(f, op.out);
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
template <class T, bool Exact, class F, class G>
inline void compare(const Frame& f, const Op& op, F exact, G open) {
  const int n = f.rows;
  const T* __restrict a = low_of<T>(f, op.a);
  const T* __restrict b = low_of<T>(f, op.b);
  std::uint8_t* __restrict out = truth_of(f, op.out);
  if constexpr (Exact) {
    for (int i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>(exact(a[i], b[i]) << 1);
  } else {
    const T* __restrict a_high = high_of<T>(f, op.a);
    const T* __restrict b_high = high_of<T>(f, op.b);
    for (int i = 0; i < n; ++i) out[i] = open(a[i], a_high[i], b[i], b_high[i]);
  }
}

template <class T, bool Exact>
struct NumberKernels {
  static void negate(const Frame& f, const Op& op) {
    map1<T, Exact, true>(f, op, [](T a) { return static_cast<T>(-a); });
  }
  static void add(const Frame& f, const Op& op) {
    map2<T, Exact, false, false>(f, op, [](T a, T b) { return static_cast<T>(a + b); });
  }
  static void subtract(const Frame& f, const Op& op) {
    map2<T, Exact, false, true>(f, op, [](T a, T b) { return static_cast<T>(a - b); });
  }
  static void multiply(const Frame& f, const Op& op) {
    corners<T, Exact>(f, op, [](T a, T b) { return static_cast<T>(a * b); });
  }
  static void minimum(const Frame& f, const Op& op) {
    map2<T, Exact, false, false>(f, op, [](T a, T b) { return lesser(a, b); });
  }
  static void maximum(const Frame& f, const Op& op) {
    map2<T, Exact, false, false>(f, op, [](T a, T b) { return greater(a, b); });
  }
  static void absolute(const Frame& f, const Op& op) {
    const int n = f.rows;
    const T* __restrict a = low_of<T>(f, op.a);
    T* __restrict out = low_of<T>(f, op.out);
    if constexpr (Exact) {
      for (int i = 0; i < n; ++i) out[i] = magnitude(a[i]);
    } else {
      const T* __restrict a_high = high_of<T>(f, op.a);
      T* __restrict out_high = high_of<T>(f, op.out);
      for (int i = 0; i < n; ++i) {
        out[i] = greater(greater(a[i], static_cast<T>(-a_high[i])), T{0});  // 0 where the span holds 0
        out_high[i] = greater(a_high[i], static_cast<T>(-a[i]));
      }
    }
  }
  static void divide(const Frame& f, const Op& op) {
    const Rounding rounding = static_cast<Rounding>(op.c);
    corners<T, Exact>(f, op, [rounding](T a, T b) { return divide_rounded(a, b, rounding); });
  }
  static void modulo(const Frame& f, const Op& op) {
    const int n = f.rows;
    const T* __restrict a = low_of<T>(f, op.a);
    const T* __restrict b = low_of<T>(f, op.b);
    T* __restrict out = low_of<T>(f, op.out);
    if constexpr (Exact) {
      for (int i = 0; i < n; ++i) out[i] = static_cast<T>(a[i] - b[i] * floor_quotient(a[i], b[i]));
    } else {
      const T* __restrict a_high = high_of<T>(f, op.a);
      T* __restrict out_high = high_of<T>(f, op.out);
      for (int i = 0; i < n; ++i) {
        const T first = floor_quotient(a[i], b[i]);
        const bool same = first == floor_quotient(a_high[i], b[i]);
        out[i] = same ? static_cast<T>(a[i] - b[i] * first) : T{0};
        out_high[i] = same ? static_cast<T>(a_high[i] - b[i] * first) : static_cast<T>(b[i] - 1);
      }
    }
  }
  static void lookup(const Frame& f, const Op& op) {
    const int n = f.rows;
    const std::int32_t* __restrict index = low_of<std::int32_t>(f, op.a);
    const std::int64_t* __restrict entries = f.tables[op.c].entries.data();
    T* __restrict out = low_of<T>(f, op.out);
    if constexpr (Exact) {
      for (int i = 0; i < n; ++i) out[i] = static_cast<T>(entries[index[i]]);
    } else {
      const std::int32_t* __restrict last = high_of<std::int32_t>(f, op.a);
      T* __restrict out_high = high_of<T>(f, op.out);
      for (int i = 0; i < n; ++i) {
        std::int64_t least = entries[index[i]];
        std::int64_t most = least;
        for (std::int32_t k = index[i] + 1; k <= last[i]; ++k) {
          least = lesser(least, entries[k]);
          most = greater(most, entries[k]);
        }
        out[i] = static_cast<T>(least);
        out_high[i] = static_cast<T>(most);
      }
    }
  }
  static void choose(const Frame& f, const Op& op) {
    const int n = f.rows;
    const std::uint8_t* __restrict c = truth_of(f, op.a);
    const T* __restrict a = low_of<T>(f, op.b);
    const T* __restrict b = low_of<T>(f, op.c);
    T* __restrict out = low_of<T>(f, op.out);
    if constexpr (Exact) {
      for (int i = 0; i < n; ++i) out[i] = c[i] == 2 ? a[i] : b[i];
    } else {
      const T* __restrict a_high = high_of<T>(f, op.b);
      const T* __restrict b_high = high_of<T>(f, op.c);
      T* __restrict out_high = high_of<T>(f, op.out);
      for (int i = 0; i < n; ++i) {
        out[i] = c[i] == 2 ? a[i] : c[i] == 0 ? b[i] : lesser(a[i], b[i]);
        out_high[i] = c[i] == 2 ? a_high[i] : c[i] == 0 ? b_high[i] : greater(a_high[i], b_high[i]);
      }
    }
  }
  static void less(const Frame& f, const Op& op) {
    compare<T, Exact>(
        f, op, [](T a, T b) { return a < b; },
        [](T a, T a_high, T b, T b_high) { return static_cast<std::uint8_t>((a_high < b) + (a < b_high)); });
  }
  static void less_equal(const Frame& f, const Op& op) {
    compare<T, Exact>(
        f, op, [](T a, T b) { return a <= b; },
        [](T a, T a_high, T b, T b_high) {
          return static_cast<std::uint8_t>((a_high <= b) + (a <= b_high));
        });
  }
  static void equal(const Frame& f, const Op& op) {
    compare<T, Exact>(
        f, op, [](T a, T b) { return a == b; },
        [](T a, T a_high, T b, T b_high) {
          const int possible = (a <= b_high) & (b <= a_high);
          const int certain = (a == b_high) & (b == a_high);
          return static_cast<std::uint8_t>(possible + certain);
        });
  }
  template <class From>
  static void convert_from(const Frame& f, const Op& op) {
    const int n = f.rows;
    const From* __restrict a = low_of<From>(f, op.a);
    T* __restrict out = low_of<T>(f, op.out);
    for (int i = 0; i < n; ++i) out[i] = static_cast<T>(a[i]);
    if constexpr (!Exact) {
      const From* __restrict a_high = high_of<From>(f, op.a);
      T* __restrict out_high = high_of<T>(f, op.out);
      for (int i = 0; i < n; ++i) out_high[i] = static_cast<T>(a_high[i]);
    }
  }
  static void convert(const Frame& f, const Op& op) {
    switch (static_cast<Lane>(op.c)) {
      case Lane::narrow: return convert_from<std::int32_t>(f, op);
      case Lane::normal: return convert_from<std::int64_t>(f, op);
      default: return convert_from<Wide>(f, op);
    }
  }
};

/// Calendar ops are 32-bit only.
template <bool Exact>
struct CalendarKernels {
  using T = std::int32_t;
  static void years_between(const Frame& f, const Op& op) {
    const bool last = op.c == 0;
    map2<T, Exact, true, false>(f, op,
                                [last](T a, T b) { return floor_quotient(months_apart(a, b, last), 12); });
  }
  static void months_between(const Frame& f, const Op& op) {
    const bool last = op.c == 0;
    map2<T, Exact, true, false>(f, op, [last](T a, T b) { return months_apart(a, b, last); });
  }
  static void add_months(const Frame& f, const Op& op) {
    const bool last = op.c == 0;
    map2<T, Exact, false, false>(f, op, [last](T a, T b) { return months_added(a, b, last); });
  }
};

/// Truths are the same in both modes: unknown is a value.
struct TruthKernels {
  static void both(const Frame& f, const Op& op) {
    const int n = f.rows;
    const std::uint8_t* __restrict a = truth_of(f, op.a);
    const std::uint8_t* __restrict b = truth_of(f, op.b);
    std::uint8_t* __restrict out = truth_of(f, op.out);
    for (int i = 0; i < n; ++i) out[i] = lesser(a[i], b[i]);
  }
  static void either(const Frame& f, const Op& op) {
    const int n = f.rows;
    const std::uint8_t* __restrict a = truth_of(f, op.a);
    const std::uint8_t* __restrict b = truth_of(f, op.b);
    std::uint8_t* __restrict out = truth_of(f, op.out);
    for (int i = 0; i < n; ++i) out[i] = greater(a[i], b[i]);
  }
  static void negation(const Frame& f, const Op& op) {
    const int n = f.rows;
    const std::uint8_t* __restrict a = truth_of(f, op.a);
    std::uint8_t* __restrict out = truth_of(f, op.out);
    for (int i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>(2 - a[i]);
  }
  static void truth_choose(const Frame& f, const Op& op) {
    const int n = f.rows;
    const std::uint8_t* __restrict c = truth_of(f, op.a);
    const std::uint8_t* __restrict a = truth_of(f, op.b);
    const std::uint8_t* __restrict b = truth_of(f, op.c);
    std::uint8_t* __restrict out = truth_of(f, op.out);
    for (int i = 0; i < n; ++i) {
      const std::uint8_t open = a[i] == b[i] ? a[i] : std::uint8_t{1};
      out[i] = c[i] == 2 ? a[i] : c[i] == 0 ? b[i] : open;
    }
  }
  template <std::uint8_t Wanted>
  static void note(const Frame& f, const Op& op) {
    const int n = f.rows;
    const unsigned bit = op.c >> 16U;
    const std::uint64_t* __restrict bits = low_of<std::uint64_t>(f, op.a);
    const std::uint8_t* __restrict condition = truth_of(f, op.b);
    const std::uint8_t* __restrict concerned = truth_of(f, op.c & 0xFFFFU);
    std::uint64_t* __restrict out = low_of<std::uint64_t>(f, op.out);
    for (int i = 0; i < n; ++i) {
      const std::uint64_t set = static_cast<std::uint64_t>((condition[i] == Wanted) & (concerned[i] == 2));
      out[i] = bits[i] | set << bit;
    }
  }
};

template <class T, bool Exact>
inline Kernel number_kernel(OpCode code) {
  using K = NumberKernels<T, Exact>;
  switch (code) {
    case OpCode::convert: return K::convert;
    case OpCode::negate: return K::negate;
    case OpCode::add: return K::add;
    case OpCode::subtract: return K::subtract;
    case OpCode::multiply: return K::multiply;
    case OpCode::minimum: return K::minimum;
    case OpCode::maximum: return K::maximum;
    case OpCode::absolute: return K::absolute;
    case OpCode::divide: return K::divide;
    case OpCode::modulo: return K::modulo;
    case OpCode::lookup: return K::lookup;
    case OpCode::choose: return K::choose;
    case OpCode::less: return K::less;
    case OpCode::less_equal: return K::less_equal;
    case OpCode::equal: return K::equal;
    default: return nullptr;
  }
}

template <bool Exact>
inline Kernel any_kernel(OpCode code, Lane lane) {
  switch (code) {
    case OpCode::both: return TruthKernels::both;
    case OpCode::either: return TruthKernels::either;
    case OpCode::negation: return TruthKernels::negation;
    case OpCode::truth_choose: return TruthKernels::truth_choose;
    case OpCode::note_failed: return TruthKernels::note<0>;
    case OpCode::note_open: return TruthKernels::note<1>;
    case OpCode::years_between: return CalendarKernels<Exact>::years_between;
    case OpCode::months_between: return CalendarKernels<Exact>::months_between;
    case OpCode::add_months: return CalendarKernels<Exact>::add_months;
    default: break;
  }
  switch (lane) {
    case Lane::narrow: return number_kernel<std::int32_t, Exact>(code);
    case Lane::normal: return number_kernel<std::int64_t, Exact>(code);
    case Lane::wide: return number_kernel<Wide, Exact>(code);
    case Lane::truth: break;
  }
  return nullptr;
}

HOTRO_INLINE Kernel find_kernel(OpCode code, Lane lane, bool exact) {
  return exact ? any_kernel<true>(code, lane) : any_kernel<false>(code, lane);
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
