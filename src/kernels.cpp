// SPDX-License-Identifier: Apache-2.0

// The only hot file: always optimised, whatever the build type.

#ifdef __FAST_MATH__
#error "hotro computes exactly: do not build it with -ffast-math"
#endif

#include "hotro/impl/kernels.inl"
