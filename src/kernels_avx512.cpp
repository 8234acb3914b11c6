// SPDX-License-Identifier: Apache-2.0

// The kernels over blocks once more, for AVX-512 (F, BW, VL, DQ).

#define HOTRO_ISA avx512
#define HOTRO_BLOCKS_ONLY
#include "hotro/impl/kernels.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

const KernelSet& kernels_avx512();
const KernelSet& kernels_avx512() { return avx512::kernel_set; }

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
