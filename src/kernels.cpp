// SPDX-License-Identifier: Apache-2.0

// The kernels for any machine of the kind that this is built for, and the choice among sets.

#ifdef __FAST_MATH__
#error "hotro computes exactly: do not build it with -ffast-math"
#endif

#include "hotro/impl/kernels.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

#ifdef HOTRO_X86_KERNELS
const KernelSet& kernels_avx2();
const KernelSet& kernels_avx512();
#endif

const KernelSet& kernels(Isa isa) {
#ifdef HOTRO_X86_KERNELS
  if (isa == Isa::avx2) return kernels_avx2();
  if (isa == Isa::avx512) return kernels_avx512();
#endif
  static_cast<void>(isa);
  return baseline::kernel_set;
}

}  // namespace detail

bool available(Isa isa) {
#ifdef HOTRO_X86_KERNELS
  if (isa == Isa::avx2) return __builtin_cpu_supports("avx2") != 0;
  if (isa == Isa::avx512) {
    return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
           __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0;
  }
#endif
  return isa == Isa::baseline;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
