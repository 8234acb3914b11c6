// SPDX-License-Identifier: Apache-2.0
#pragma once

// The kernels of one instruction set, by op, lane and mode.

#include "kernels_load.inl"
#include "kernels_truth.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {
namespace HOTRO_ISA {

template <class T, Mode M>
inline Kernel number_kernel(OpCode code) {
  using K = NumberKernels<T, M>;
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

template <class T, Mode M>
inline Kernel bit_kernel(OpCode code) {
  using K = BitKernels<T, M>;
  switch (code) {
    case OpCode::note_failed: return K::template note<0>;
    case OpCode::note_open: return K::template note<1>;
    default: return K::bits_if;
  }
}

template <Mode M>
inline Kernel kernel_in(OpCode code, Lane lane) {
  switch (code) {
    case OpCode::both: return TruthKernels<M>::both;
    case OpCode::either: return TruthKernels<M>::either;
    case OpCode::negation: return TruthKernels<M>::negation;
    case OpCode::truth_choose: return TruthKernels<M>::truth_choose;
    case OpCode::years_between: return CalendarKernels<M>::years_between;
    case OpCode::months_between: return CalendarKernels<M>::months_between;
    case OpCode::add_months: return CalendarKernels<M>::add_months;
    case OpCode::add_years: return CalendarKernels<M>::add_years;
    case OpCode::note_failed:
    case OpCode::note_open:
    case OpCode::bits_if:
      switch (lane) {
        case Lane::tiny: return bit_kernel<std::uint8_t, M>(code);
        case Lane::small: return bit_kernel<std::uint16_t, M>(code);
        case Lane::narrow: return bit_kernel<std::uint32_t, M>(code);
        default: return bit_kernel<std::uint64_t, M>(code);
      }
    default: break;
  }
  switch (lane) {
    case Lane::tiny: return number_kernel<std::int8_t, M>(code);
    case Lane::small: return number_kernel<std::int16_t, M>(code);
    case Lane::narrow: return number_kernel<std::int32_t, M>(code);
    case Lane::normal: return number_kernel<std::int64_t, M>(code);
    case Lane::wide: return number_kernel<Wide, M>(code);
    case Lane::truth: break;
  }
  return nullptr;
}

inline Kernel find_kernel(OpCode code, Lane lane, Mode mode) {
  switch (mode) {
    case Mode::exact: return kernel_in<Mode::exact>(code, lane);
    case Mode::open: return kernel_in<Mode::open>(code, lane);
#ifndef HOTRO_BLOCKS_ONLY
    case Mode::exact_row: return kernel_in<Mode::exact_row>(code, lane);
    case Mode::open_row: return kernel_in<Mode::open_row>(code, lane);
#else
    default: break;
#endif
  }
  return nullptr;
}

inline constexpr KernelSet kernel_set{find_kernel, find_loader, find_gatherer, count, spread, checked};

}  // namespace HOTRO_ISA

#ifdef HOTRO_HEADER_ONLY
// One set: the one that the user's flags ask for.
inline const KernelSet& kernels(Isa /*isa*/) { return baseline::kernel_set; }
#endif

}  // namespace detail

#ifdef HOTRO_HEADER_ONLY
inline bool available(Isa isa) { return isa == Isa::baseline; }
#endif

}  // namespace HOTRO_ABI
}  // namespace hotro
