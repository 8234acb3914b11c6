// SPDX-License-Identifier: Apache-2.0

// From the model to ops, and what is odd about them.

#include "hotro/impl/compile.inl"
#include "hotro/impl/lint.inl"
