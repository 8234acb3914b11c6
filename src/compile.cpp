// SPDX-License-Identifier: Apache-2.0

// From the model to ops.

#include "hotro/impl/compile.inl"
