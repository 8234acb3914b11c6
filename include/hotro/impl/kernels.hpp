// SPDX-License-Identifier: Apache-2.0
#pragma once

// The seam between the evaluator and the only hot file: one function per op, lane and mode.

#include <cstddef>
#include <cstdint>

#include "../program.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// The slots of one block of rows. Numbers have two arrays, low and high; where every fact of the block is
/// known (exact) only low is written and read. Truths have one.
struct Frame {
  std::byte* memory = nullptr;
  const std::uint32_t* low = nullptr;  // byte offset by slot
  const std::uint32_t* high = nullptr;
  const LookupTable* tables = nullptr;
  int rows = 0;
};

using Kernel = void (*)(const Frame&, const Op&);

/// Null where an op has no such lane, and for facts and constants, which the evaluator writes itself.
Kernel find_kernel(OpCode code, Lane lane, bool exact);

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "kernels.inl"
#endif
