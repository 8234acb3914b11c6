// SPDX-License-Identifier: Apache-2.0
#pragma once

// Kernels over truths and bits.

#include "kernels_number.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {
namespace HOTRO_ISA {

/// Truths are the same in both modes: unknown is a value.
template <Mode M>
struct TruthKernels {
  static void both(const Frame& f, const Op& op) {
    const int n = rows<M>(f);
    const std::uint8_t* __restrict a = truth_of(f, op.a);
    const std::uint8_t* __restrict b = truth_of(f, op.b);
    std::uint8_t* __restrict out = truth_of(f, op.out);
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) out[i] = lesser(a[i], b[i]);
  }
  static void either(const Frame& f, const Op& op) {
    const int n = rows<M>(f);
    const std::uint8_t* __restrict a = truth_of(f, op.a);
    const std::uint8_t* __restrict b = truth_of(f, op.b);
    std::uint8_t* __restrict out = truth_of(f, op.out);
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) out[i] = greater(a[i], b[i]);
  }
  static void negation(const Frame& f, const Op& op) {
    const int n = rows<M>(f);
    const std::uint8_t* __restrict a = truth_of(f, op.a);
    std::uint8_t* __restrict out = truth_of(f, op.out);
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>(2 - a[i]);
  }
  static void truth_choose(const Frame& f, const Op& op) {
    const int n = rows<M>(f);
    const std::uint8_t* __restrict c = truth_of(f, op.a);
    const std::uint8_t* __restrict a = truth_of(f, op.b);
    const std::uint8_t* __restrict b = truth_of(f, op.c);
    std::uint8_t* __restrict out = truth_of(f, op.out);
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) {
      const std::uint8_t open = a[i] == b[i] ? a[i] : std::uint8_t{1};
      out[i] = c[i] == 2 ? a[i] : c[i] == 0 ? b[i] : open;
    }
  }
};

/// Bits of conditions, in a T without a sign.
template <class T, Mode M>
struct BitKernels {
  template <std::uint8_t Wanted>
  static void note(const Frame& f, const Op& op) {
    const int n = rows<M>(f);
    const T bit = static_cast<T>(T{1} << op.c);
    const T* __restrict bits = low_of<T>(f, op.a);
    const std::uint8_t* __restrict condition = truth_of(f, op.b);
    T* __restrict out = low_of<T>(f, op.out);
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) {
      const T set = condition[i] == Wanted ? bit : T{0};
      out[i] = static_cast<T>(bits[i] | set);
    }
  }
  static void bits_if(const Frame& f, const Op& op) {
    const int n = rows<M>(f);
    const T* __restrict bits = low_of<T>(f, op.a);
    const std::uint8_t* __restrict concerned = truth_of(f, op.b);
    const std::uint8_t* __restrict in_scope = truth_of(f, op.c);
    T* __restrict out = low_of<T>(f, op.out);
    HOTRO_EACH_ROW
    for (int i = 0; i < n; ++i) {
      const bool kept = (concerned[i] == 2) & (in_scope[i] != 0);
      out[i] = static_cast<T>(bits[i] & mask<T>(kept));
    }
  }
};

}  // namespace HOTRO_ISA
}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
