// SPDX-License-Identifier: Apache-2.0

// The kernels over blocks once more, for AVX2.

#define HOTRO_ISA avx2
#define HOTRO_BLOCKS_ONLY
#include "hotro/impl/kernels.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

const KernelSet& kernels_avx2();
const KernelSet& kernels_avx2() { return avx2::kernel_set; }

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
