// SPDX-License-Identifier: Apache-2.0

// From the model to ops.

#include "hotro/impl/program.inl"
#include "hotro/impl/compile.inl"
#include "hotro/impl/program_file.inl"
