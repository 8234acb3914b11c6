// SPDX-License-Identifier: Apache-2.0

// Programs, and programs as bytes.

#include "hotro/impl/program.inl"
#include "hotro/impl/program_file.inl"
